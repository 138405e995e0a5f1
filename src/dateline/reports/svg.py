"""Small pieces of SVG that maps and charts share. Colours hold on paper and for colour-blind readers: one neutral ramp, one accent."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

INK, SOFT, FAINT, PAPER, ACCENT = "#1f2328", "#6b7075", "#d5d7d9", "#ffffff", "#8a3b12"
FONT = "'DejaVu Sans', 'Noto Sans', 'Noto Sans Arabic', Verdana, sans-serif"
STYLE = (
    ".basemap-country{fill:#f5f3ee;stroke:#77756f;stroke-width:.8}.basemap-lake{fill:#dce8ee;stroke:none}"
    ".basemap-river{fill:none;stroke:#b3cedb;stroke-width:.9}"
    ".basemap-province{fill:none;stroke:#c4c1b8;stroke-width:.6;stroke-dasharray:3 2}"
)


def picture(width: float, height: float, name: str, said: str, body: Iterable[str], *, ground: str = PAPER) -> str:
    """Return an SVG picture; `said` is what a screen reader reads."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-label="{escape(said)}" id="picture-{name}" font-family="{FONT}"><style>{STYLE}</style>'
        f'<rect width="{width:g}" height="{height:g}" fill="{ground}"/>{"".join(body)}</svg>'
    )


def text(
    x: float, y: float, words: str, *, size: float = 10, fill: str = INK, anchor: str = "start", halo: bool = False, weight: str = "normal"
) -> str:
    """Return a line of text; `halo` sets it off from what lies under it."""
    start = f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
    weighed = f' font-weight="{weight}"' if weight != "normal" else ""
    under = (
        f'{start}{weighed} fill="none" stroke="{PAPER}" stroke-width="2.6" stroke-linejoin="round">{escape(words)}</text>' if halo else ""
    )
    return f'{under}{start}{weighed} fill="{fill}">{escape(words)}</text>'


def line(x0: float, y0: float, x1: float, y1: float, *, stroke: str = FAINT, width: float = 1, dash: str = "") -> str:
    """Return a straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'


def rect(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none", dash: str = "") -> str:
    """Return a rectangle."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" stroke="{stroke}"{dashed}/>'


def breadth(words: str, size: float) -> float:
    """Return about how wide a text is in DejaVu Sans: 0.6 of its size a letter, a little more for capitals."""
    return sum(0.68 if c.isupper() else 0.6 for c in words) * size


def ticks(top: float, wanted: int = 4) -> list[int]:
    """Return round numbers from 0 to the first that is `top` or more.

    >>> ticks(35), ticks(3), ticks(0)
    ([0, 10, 20, 30, 40], [0, 1, 2, 3], [0, 1])
    """
    step = 1
    for step in (f * 10**e for e in range(12) for f in (1, 2, 5)):
        if step * wanted >= top:
            break
    found = [0]
    while found[-1] < max(top, 1):
        found.append(found[-1] + step)
    return found

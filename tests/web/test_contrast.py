"""The colours of the style sheet: text and marks can be told from the ground they stand on (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from dateline.web.rendering import STATIC

SHEET = (STATIC / "dateline.css").read_text(encoding="utf-8")


def tokens(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", text))


THEMES = {"light": tokens(SHEET.split("@media (prefers-color-scheme: dark)")[0])}
THEMES["dark by the system"], THEMES["dark by choice"] = (tokens(part) for part in SHEET.split("color-scheme: dark;")[1:3])


def luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_both_dark_themes_are_one():
    assert THEMES["dark by the system"] == THEMES["dark by choice"]
    assert THEMES["light"].keys() >= THEMES["dark by choice"].keys()


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme):
    colours = THEMES[theme]
    for ground in ("ground", "raised", "sunk", "accent-soft"):
        for ink in ("ink", "ink-soft", "ink-faint", "accent", "warning"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for ink, ground in (("accent-ink", "accent"), ("ink", "mark"), ("ink", "warning-soft")):
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_can_be_told_from_map_and_page(theme):
    colours = THEMES[theme]
    for kind in range(1, 7):
        for ground in ("ground", "land", "sea"):
            assert contrast(colours[f"kind-{kind}"], colours[ground]) >= 3, (kind, ground)


def seen_without_green_cones(colour: str) -> tuple[float, float, float]:
    """Return a colour as a deuteranope sees it (Machado, Oliveira and Fernandes 2009, severity 1.0), in linear parts."""
    linear = [((int(colour[n : n + 2], 16) / 255 + 0.055) / 1.055) ** 2.4 for n in (1, 3, 5)]
    matrix = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
    red, green, blue = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)
    return red, green, blue


@pytest.mark.parametrize("theme", THEMES)
def test_kinds_differ_for_who_sees_no_green(theme):
    colours = [THEMES[theme][f"kind-{kind}"] for kind in range(1, 6)]
    for first, second in combinations(colours, 2):
        a, b = seen_without_green_cones(first), seen_without_green_cones(second)
        assert max(abs(x - y) for x, y in zip(a, b, strict=True)) > 0.04, (first, second)

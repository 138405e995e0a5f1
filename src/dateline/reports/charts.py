"""Charts: people killed and injured day by day as bars from low to high, and displacement as lines over its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.records import Measure, Unit
from dateline.reports.document import Block, Drawing, Listing
from dateline.reports.key_figures import counted
from dateline.reports.movements import short_route, told_points
from dateline.reports.selection import days_of
from dateline.reports.sentences import Note
from dateline.reports.svg import ACCENT, FAINT, INK, SOFT, breadth, line, picture, rect, text, ticks
from dateline.reports.wording import label
from dateline.reports.writer import Writer
from dateline.views.words import count, day, estimate, plural

WIDTH, HEIGHT = 680.0, 190.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 8.0, 22.0, 30.0
#: Days above which a bar is a week (Monday to Sunday).
MOST_DAYS = 62
#: Rows of the chart of displacement.
MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """The tolls of one day, or week from Monday on: `open_high` where somebody's count has no upper bound."""

    first: date
    low: int
    best: int
    high: int
    open_high: bool


def charts(writer: Writer) -> tuple[Block, ...]:
    """Return the charts that the period has numbers for."""
    drawings = [drawing for measure in (Measure.KILLED, Measure.INJURED) if (drawing := tolls(writer, measure)) is not None]
    moves = displaced(writer)
    found: list[Block] = [*drawings, *([moves] if moves is not None else [])]
    return tuple(found) or (Listing((Note("charts:none", "No number of the period can be put on a day."),)),)


def bars(writer: Writer, measure: Measure) -> tuple[list[Bar], int, int]:
    """Return the bars of a measure from the first day to the last, how many days each is, and how many incidents no one day is known of."""
    placed: list[tuple[date, int, int, int | None]] = []
    loose = 0
    for case, toll in counted(writer.material.cases, measure):
        first, last = days_of(case.incident.when)
        if first is not None and first == last:
            placed.append((date.fromisoformat(first), toll.low, toll.best, toll.high))
        else:
            loose += 1
    if not placed:
        return [], 1, loose
    edges = [date.fromisoformat(edge) for edge in (writer.material.request.since, writer.material.request.until) if edge]
    start, end = min([*edges, *(one[0] for one in placed)]), max([*edges, *(one[0] for one in placed)])
    step = 1 if (end - start).days < MOST_DAYS else 7
    start -= timedelta(days=start.weekday() if step == 7 else 0)
    found = []
    for number in range((end - start).days // step + 1):
        first_day = start + timedelta(days=number * step)
        here = [one for one in placed if first_day <= one[0] < first_day + timedelta(days=step)]
        high = sum(one[3] if one[3] is not None else one[2] for one in here)
        open_high = any(one[3] is None for one in here)
        found.append(Bar(first_day, sum(one[1] for one in here), sum(one[2] for one in here), high, open_high))
    return found, step, loose


def tolls(writer: Writer, measure: Measure) -> Drawing | None:
    """Return the bars of a measure: filled to the low, hollow to the high, a line at the best."""
    found, step, loose = bars(writer, measure)
    if not found:
        return None
    scale = ticks(max(bar.high for bar in found))
    base, top = HEIGHT - _BOTTOM, _TOP
    tall = (base - top) / scale[-1]
    room = (WIDTH - _LEFT - _RIGHT) / len(found)
    body = [text(_LEFT, 12, f"{label(measure)} each {'day' if step == 1 else 'week'}", size=10.5, weight="bold")]
    for tick in scale:
        y = base - tick * tall
        body += [line(_LEFT, y, WIDTH - _RIGHT, y), text(_LEFT - 5, y + 3.5, count(tick), size=9, fill=SOFT, anchor="end")]
    every = max(1, -(-len(found) * 46 // int(WIDTH - _LEFT - _RIGHT)))
    for number, bar in enumerate(found):
        x, wide = _LEFT + number * room + room * 0.18, min(room * 0.64, 30.0)
        x += (room * 0.64 - wide) / 2
        if bar.high:
            dash = "3 2" if bar.open_high else ""
            body.append(rect(x, base - bar.high * tall, wide, (bar.high - bar.low) * tall, fill="#f3e6dd", stroke=ACCENT, dash=dash))
            body.append(rect(x, base - bar.low * tall, wide, bar.low * tall, fill=ACCENT))
            body.append(line(x - 2, base - bar.best * tall, x + wide + 2, base - bar.best * tall, stroke=INK, width=1.8))
        if number % every == 0:
            body.append(text(x + wide / 2, base + 13, day(bar.first.isoformat(), year=False), size=8.5, fill=SOFT, anchor="middle"))
    body.append(line(_LEFT, base, WIDTH - _RIGHT, base, stroke=SOFT))
    left = f" {plural(loose, 'incident')} known to several days only {'is' if loose == 1 else 'are'} not drawn." if loose else ""
    caption = f"Filled: low. Hollow: up to the high, dashed where nobody gives an upper bound. Line: best.{left}"
    told = "; ".join(
        f"{day(bar.first.isoformat())}: {estimate(bar.low, bar.best, None if bar.open_high else bar.high)}" for bar in found if bar.high
    )
    return Drawing(f"chart-{measure}", picture(WIDTH, HEIGHT, f"chart-{measure}", told, body), caption, told)


def displaced(writer: Writer) -> Drawing | None:
    """Return the numbers of displaced persons as lines over the days they are said of, never added up."""
    rows = [row for row in told_points(writer) if row[0].unit is Unit.PERSON and row[0].flow is not None][:MOST_ROWS]
    dated = [(one, point, days_of(point.when)) for one, point in rows]
    dated = [row for row in dated if row[2][0] is not None and row[2][1] is not None]
    if not dated:
        return None
    first = min(date.fromisoformat(days[0] or "") for _, _, days in dated)
    last = max(date.fromisoformat(days[1] or "") for _, _, days in dated)
    span = max((last - first).days + 1, 1)
    names = [_cut(short_route(one), 44) for one, _, _ in dated]
    left = max(breadth(name, 9) for name in names) + 16
    numbers = [
        f"{estimate(point.low, point.best, point.high)} {'displaced' if one.flow == 'stock' else one.measure}" for one, point, _ in dated
    ]
    right = max(breadth(number, 9) for number in numbers) + 12
    room = WIDTH - left - right
    height = 34.0 + 17 * len(dated)
    body = [text(4, 12, "Displacement: days and numbers as stated", size=10.5, weight="bold")]
    for at, anchor in ((first, "start"), (last, "end")):
        x = left if anchor == "start" else left + room
        body += [text(x, height - 4, day(at.isoformat()), size=8.5, fill=SOFT, anchor=anchor), line(x, 20, x, height - 14, stroke=FAINT)]
    for number, ((one, _, days), name) in enumerate(zip(dated, names, strict=True)):
        y = 30 + 17 * number
        x0 = left + ((date.fromisoformat(days[0] or "") - first).days) / span * room
        x1 = left + ((date.fromisoformat(days[1] or "") - first).days + 1) / span * room
        body.append(text(left - 8, y + 3, name, size=9, anchor="end"))
        stock = one.flow == "stock"
        body.append(rect(x0, y - 4, max(x1 - x0, 3), 8, fill="#ffffff" if stock else ACCENT, stroke=ACCENT))
        body.append(text(WIDTH - right + 8, y + 3, numbers[number], size=9))
    caption = (
        "Each bar is one stretch of days that a report gives. Filled: movements in it. Hollow: people displaced on that day. "
        "Bars may count the same people: never add them."
    )
    told = "; ".join(f"{name}: {number}" for name, number in zip(names, numbers, strict=True))
    return Drawing("chart-displacement", picture(WIDTH, height, "chart-displacement", told, body), caption, told)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"

"""Score which place is meant: ``python tests/eval/relative_places.py [--errors N] [--only dev|held] [--rules-alone]``.

The set is ``relative_places/dev.txt`` and ``relative_places/held.txt``: invented reports of a few sentences with one place marked in
each: a quarter, "15 km south of the city", a road between two towns, "the capital", a village that no gazetteer has. One is a block::

    # id: ly-02 | on: 2011-04-09 | at: 30.58, 19.9, 38 | precision: 5
    Four rebels were killed on the road between {Ajdabiya} and Brega on Saturday.

Each line is a paragraph; one that opens with ``= `` is the headline. Braces mark the name or description to which the place belongs, words
that stand once. What is meant is one of

``at: LAT, LON, RADIUS``
    a circle, in WGS 84 degrees and km; ``precision`` is UCDP GED's where_prec and ``within``, if given, the town that holds a quarter;
``open: PLACE``
    a place that nobody but its inhabitants can find, in or by PLACE: right if it has no point, and PLACE holds it;
``none: yes``
    no place of a happening: a government or a people, or a name that only tells where another place lies.

Two measures, each a share of all items of a set:

right
    the point found lies in the circle, or within 5 km of its rim; an open one is unresolved and held by PLACE, or, where PLACE is a
    country, says no more than that country; for one that is none nothing literal is found at the mark.
precision
    of the items with a circle: the place found is right and its precision is the one labelled.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.analysis import analyse
from dateline.places import places_in
from dateline.places.fold import key
from dateline.places.gazetteer import lookup
from dateline.places.resolution import distance_km
from dateline.records import Article, FoundPlace, Where
from marked import article_of_lines, read_marked
from passages import read_blocks

PLACES = Path(__file__).parent / "relative_places"
SETS = ("dev", "held")
#: Sets whose misses may be looked at; the held ones are scored and not read.
OPEN_SETS = ("dev",)
#: A point this far outside the circle still counts, in km: what gazetteers differ by in where a town's middle is.
SLACK_KM = 5.0

_FIELDS = frozenset({"on", "at", "precision", "within", "open", "none"})

Finder = Callable[[Article], Sequence[FoundPlace]]


class RelativePlaceError(ValueError):
    """A file of the set breaks the format; the message names file and block."""


@dataclass(frozen=True, slots=True)
class Item:
    """A report, the stretch of it that is asked for, and the answer: a circle (degrees, degrees, km), a holder, or neither."""

    id: str
    text: str
    headline: int
    on: str
    target: tuple[int, int]
    circle: tuple[float, float, float] | None
    precision: int | None
    within: str | None
    open: bool

    @property
    def words(self) -> str:
        """The marked words."""
        return self.text[slice(*self.target)]

    @property
    def article(self) -> Article:
        """The report as an article of one block a line; the first `headline` characters are its title."""
        return article_of_lines(self.id, self.text, self.headline, on=self.on)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for an item, how far it is from the circle's middle in km, and whether it is right."""

    item: Item
    found: Where | None
    km: float | None
    right: bool
    right_precision: bool


def parse_item(block: str) -> Item:
    """Parse one block, from its ``# id:`` line to the next.

    Raises:
        ValueError: naming what is wrong with the block.
    """
    first, _, rest = block.partition("\n")
    name, *parts = [part.strip() for part in first.removeprefix("# id:").split(" | ")]
    fields = dict(part.partition(": ")[::2] for part in parts)
    if len(fields) < len(parts) or fields.keys() - _FIELDS or "on" not in fields or not name:
        raise ValueError(f"{first!r} is no head; write '# id: NAME | on: DAY | at: LAT, LON, RADIUS | precision: N'")
    if len(fields.keys() & {"at", "open", "none"}) != 1 or ("at" in fields) != ("precision" in fields):
        raise ValueError("a block says 'at' with 'precision', or 'open', or 'none'")
    circle = None
    if "at" in fields:
        lat, lon, radius = (float(number) for number in fields["at"].split(","))
        circle = (lat, lon, radius)
    text, headline, target = read_marked(rest)
    return Item(
        name, text, headline, fields["on"], target, circle,
        int(fields["precision"]) if "precision" in fields else None, fields.get("within") or fields.get("open"), "open" in fields,
    )  # fmt: skip


def read_items(path: Path) -> Iterator[Item]:
    """Read a file of the set.

    Raises:
        RelativePlaceError: naming the file, the block and what is wrong with it; also when an id stands twice.
    """
    return read_blocks(path, parse_item, RelativePlaceError)


def same_name(one: str | None, other: str | None) -> bool:
    """Return whether two names may mean one place, however they are spelled.

    >>> same_name("Hit", "Heet"), same_name("Hit", "Hama")
    (True, False)
    """
    if one is None or other is None:
        return False
    return key(one) == key(other) or bool({e.ident for e in lookup(one)} & {e.ident for e in lookup(other)})


def choose(places: Sequence[FoundPlace], target: tuple[int, int]) -> Where | None:
    """Return the literal place that shares most characters with the target, the first of equals, or ``None``."""
    start, end = target
    over = [(min(end, p.where.span.end) - max(start, p.where.span.start), p.where) for p in places if p.use == "literal"]
    over = [pair for pair in over if pair[0] > 0]
    return max(over, key=lambda pair: pair[0])[1] if over else None


def judge(item: Item, places: Sequence[FoundPlace]) -> Verdict:
    """Judge what was found in an item's report."""
    where = choose(places, item.target)
    if item.open:
        held = where is not None and any(same_name(item.within, name) for name in (where.within, where.name))
        vague = where is not None and (where.lat is None or (where.precision >= 6 and same_name(where.name, item.within)))
        return Verdict(item, where, None, held and vague, False)
    if item.circle is None:
        return Verdict(item, where, None, where is None, False)
    if where is None or where.lat is None or where.lon is None:
        return Verdict(item, where, None, False, False)
    lat, lon, radius = item.circle
    km = distance_km(where.lat, where.lon, lat, lon)
    right = km <= radius + SLACK_KM
    return Verdict(item, where, km, right, right and where.precision == item.precision)


def shares(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return the two measures."""
    circles = [v for v in verdicts if v.item.circle is not None]
    return {
        "right": sum(v.right for v in verdicts) / max(len(verdicts), 1),
        "precision": sum(v.right_precision for v in circles) / max(len(circles), 1),
    }


def score(items: Sequence[Item], finder: Finder) -> list[Verdict]:
    """Judge every item by what `finder` finds in it."""
    return [judge(item, finder(item.article)) for item in items]


def show(verdict: Verdict) -> str:
    """Write a miss in two lines."""
    item, where = verdict.item, verdict.found
    meant = f"{item.circle}, precision {item.precision}" if item.circle else f"open in {item.within}" if item.open else "no place"
    got = f"{where.name} ({where.lat}, {where.lon}) in {where.within}, precision {where.precision}" if where else "nothing"
    far = f", {verdict.km:.0f} km off" if verdict.km is not None else ""
    return f"{item.id}: {item.words!r}: {got}{far}; should be {meant}\n    {item.text}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the sets and print the table; 0 always: tests/places holds the floor."""
    parser = argparse.ArgumentParser(prog="python tests/eval/relative_places.py", description="Score which place is meant.")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N misses of the open set (never of held)")
    parser.add_argument("--only", choices=SETS, help="score one set")
    parser.add_argument("--rules-alone", action="store_true", help="leave the learned reader out")
    chosen = parser.parse_args(arguments)

    def find(article: Article) -> Sequence[FoundPlace]:
        return places_in(analyse(article, reader=not chosen.rules_alone))

    print(f"{'set':<6}{'items':>6}{'right':>8}{'precision':>11}")
    for name in SETS:
        if chosen.only not in (None, name):
            continue
        verdicts = score(list(read_items(PLACES / f"{name}.txt")), find)
        measured = shares(verdicts)
        print(f"{name:<6}{len(verdicts):>6}{measured['right']:>8.3f}{measured['precision']:>11.3f}")
        missed = [v for v in verdicts if not v.right or (v.item.circle is not None and not v.right_precision)]
        for verdict in sorted(missed, key=lambda v: v.right)[: chosen.errors if name in OPEN_SETS else 0]:
            print(show(verdict))
    return 0


if __name__ == "__main__":
    sys.exit(main())

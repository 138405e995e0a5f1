"""Score which articles are one wire story: ``python tests/eval/lineage.py [--errors N]``.

The set is ``lineage/stories/*.txt``: invented stories, one a file, each in several printings. A file is::

    # 07: what the story is and which traps it holds
    @ a | outlet=Northwire | at=2021-03-04T06:10 | agency=Northwire | story=blast | kind=original
    ! Market blast kills seven in Tarsen
    + TARSEN, March 4 (Northwire) - Seven people were killed ...
    @ b | outlet=Karsh Daily | at=2021-03-04T09:00 | story=blast | kind=own | of=a
    ! Seven dead as bomb hits Tarsen market
    = a.1 | said on Thursday > told reporters Thursday
    ~ The governor blamed ...
    + Karsh Daily's correspondent saw ...

``+`` is a paragraph written for this printing, ``=`` another's repeated with the edits given, ``~`` another's content in other words.
``story`` keys tell which printings are one telling (``a+b``: both); ``kind`` is original, verbatim, cut, reheadlined, merged, rewrite,
own (with paragraphs of the paper's own), version, correction, or topic (another telling of the same happening). The keys ``agency``,
``story``, ``kind`` and ``of`` are labels; the reader is given what a paper would print, the outlet's name and the time.

All files are traced together, as one heap of articles. Measures:

pairs
    precision, recall and F1 over pairs of articles: a pair is right if both share a story key, joined if both share a story.
topic apart
    the share of pairs of one file without a common key that are not joined.
own
    precision and recall of a printing's own paragraphs (``+``) among its paragraphs, over printings that derive from another text. Lines
    that tell nothing (credits and notes, at most `CREDIT` words) are not asked.
versions
    precision and recall of "this article supersedes that one".

Constants were chosen on files of odd number; those of even number are scored and not read: ``--errors`` shows odd ones alone.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

from dateline.articles import article_from_text
from dateline.lineage import trace
from dateline.records import Article, BlockKind, Lineage
from matching import prf, ratio

STORIES = Path(__file__).parent / "lineage" / "stories"
#: Stories for development, of odd numbers above all others; no part of the set.
OPEN = Path(__file__).parents[1] / "lineage" / "stories"
#: The last file of the first set; the even files above it were set aside when most of the program stood.
FIRST_SET = 60
#: Words in a line that is no paragraph.
CREDIT = 8
#: Kinds of printing that derive from no other text, and those that supersede one.
FIRST, LATER = frozenset({"original", "topic"}), frozenset({"version", "correction"})
_REPEAT = re.compile(r"([a-z])\.(\d+)$")


@dataclass(slots=True)
class Printing:
    """One labelled article: `paragraphs` are texts, `own` says which of them are the paper's own."""

    number: int
    letter: str
    labels: Mapping[str, str]
    headline: str = ""
    paragraphs: list[str] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The file's number and the article's letter."""
        return f"{self.number:02}{self.letter}"

    @property
    def keys(self) -> frozenset[str]:
        """The tellings it prints, as no other file names them."""
        return frozenset(f"{self.number:02} {key.strip()}" for key in self.labels["story"].split("+"))

    @property
    def sources(self) -> frozenset[str]:
        """The ids of the articles it derives from."""
        return frozenset(f"{self.number:02}{name.strip()}" for name in self.labels.get("of", "").split(",") if name.strip())

    def article(self) -> Article:
        """Read what was printed as Dateline reads a text."""
        text = "\n\n".join([self.headline, *self.paragraphs])
        article = article_from_text(text, published=self.labels.get("at"), origin=self.id)
        return replace(article, id=self.id, publisher=self.labels["outlet"])


def read_stories(folder: Path = STORIES) -> list[Printing]:
    """Read every labelled printing, in order of files.

    Raises:
        ValueError: if a line cannot be read; the message names file and line.
    """
    printings: list[Printing] = []
    for path in sorted(folder.glob("*.txt")):
        in_file: dict[str, Printing] = {}
        for at, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            try:
                _read_line(line, int(path.name[:2]), in_file)
            except (KeyError, IndexError, ValueError) as error:
                raise ValueError(f"{path.name}:{at}: {error}: {line[:80]}") from error
        printings += in_file.values()
    return printings


def _read_line(line: str, number: int, in_file: dict[str, Printing]) -> None:
    mark, _, rest = line.partition(" ")
    if not line.strip() or mark == "#":
        return
    if mark == "@":
        letter, *labels = [part.strip() for part in rest.split("|")]
        known = dict(label.split("=", 1) for label in labels if label)
        in_file[letter] = Printing(number, letter, {key.strip(): value.strip() for key, value in known.items()})
        return
    printing = list(in_file.values())[-1]
    if mark == "!":
        printing.headline = rest.strip()
        return
    if mark not in ("+", "=", "~"):
        raise ValueError(f"no such mark: {mark!r}")
    printing.paragraphs.append(_repeated(rest, in_file) if mark == "=" else rest.strip())
    printing.own.append(mark == "+")


def _repeated(rest: str, in_file: Mapping[str, Printing]) -> str:
    source, *edits = rest.split(" | ")
    match = _REPEAT.match(source.strip())
    if match is None:
        raise ValueError(f"no such paragraph: {source!r}")
    text = in_file[match[1]].paragraphs[int(match[2]) - 1]
    for edit in edits:
        old, _, new = edit.partition(" > ") if " > " in edit else (edit.strip().removesuffix(" >"), "", "")
        if old.strip() not in text:
            raise ValueError(f"nothing to edit: {old!r}")
        text = text.replace(old.strip(), new.strip(), 1)
    return text


@dataclass(slots=True)
class Tally:
    """Counts over pairs, paragraphs and versions."""

    pairs: list[int] = field(default_factory=lambda: [0, 0, 0])
    own: list[int] = field(default_factory=lambda: [0, 0, 0])
    versions: list[int] = field(default_factory=lambda: [0, 0, 0])
    topic: list[int] = field(default_factory=lambda: [0, 0])
    kinds: dict[str, list[int]] = field(default_factory=dict)
    slips: list[str] = field(default_factory=list)

    def measures(self) -> dict[str, float]:
        """Return the measures by name."""
        found: dict[str, float] = {}
        for name, counts in (("pairs", self.pairs), ("own", self.own), ("versions", self.versions)):
            precision, recall, f1 = prf(*counts)
            found |= {f"{name} precision": precision, f"{name} recall": recall, f"{name} f1": f1}
        return {name.replace(" ", "_"): value for name, value in found.items()} | {"topic_apart": 1 - ratio(*self.topic)}


def score(printings: Sequence[Printing], articles: Mapping[str, Article], lineages: Mapping[str, Lineage]) -> Tally:
    """Compare what was traced with the labels."""
    tally = Tally()
    stories = {p.id: frozenset(part.story for part in lineages[p.id].parts) for p in printings}
    for a, b in combinations(printings, 2):
        gold, joined = bool(a.keys & b.keys), bool(stories[a.id] & stories[b.id])
        tally.pairs[0] += gold and joined
        tally.pairs[1] += joined
        tally.pairs[2] += gold
        if a.number == b.number and not gold:
            tally.topic[0] += joined
            tally.topic[1] += 1
        if gold is not joined:
            what = "apart" if gold else "joined"
            tally.slips.append(f"{what} {a.id} {a.labels['kind']} / {b.id} {b.labels['kind']}: {_why(lineages, a.id, b.id)}")
    for printing in printings:
        _score_derived(printing, articles, lineages, stories, tally)
    return tally


def _why(lineages: Mapping[str, Lineage], *ids: str) -> str:
    return "; ".join(f"{part.relation} of {','.join(part.of)} {part.why}" for at in ids for part in lineages[at].parts if part.of)


def _score_derived(
    printing: Printing,
    articles: Mapping[str, Article],
    lineages: Mapping[str, Lineage],
    stories: Mapping[str, frozenset[str]],
    tally: Tally,
) -> None:
    kind, lineage = printing.labels["kind"], lineages[printing.id]
    gold = {(at, printing.id) for at in printing.sources} if kind in LATER else set()
    said = {(at, printing.id) for part in lineage.parts if part.relation == "version" for at in part.of[:1]}
    # A text that takes the place of several is told by the latest of them.
    right = bool(gold & said)
    tally.versions[0] += right
    tally.versions[1] += bool(said)
    tally.versions[2] += bool(gold)
    if bool(gold) is not bool(said) or (gold and not right):
        tally.slips.append(f"version {printing.id} {kind}: found {sorted(said)}, labelled {sorted(gold)}: {_why(lineages, printing.id)}")
    if kind in FIRST:
        return
    met = tally.kinds.setdefault(kind, [0, 0])
    met[0] += all(stories[printing.id] & stories[at] for at in printing.sources if at in stories)
    met[1] += 1
    if kind in LATER:
        return
    for at, (text, own) in enumerate(zip(printing.paragraphs, printing.own, strict=True)):
        blocks = _blocks_of(articles[printing.id], text)
        if not blocks or len(text.split()) <= CREDIT:
            continue
        found = all(block in lineage.own for block in blocks)
        tally.own[0] += own and found
        tally.own[1] += found
        tally.own[2] += own
        if own is not found:
            tally.slips.append(f"own {printing.id}.{at + 1} {kind}: {'not ' if own else ''}found own: {text[:100]}")


def _blocks_of(article: Article, paragraph: str) -> list[int]:
    """Return the blocks that print a paragraph."""
    blocks = [(at, article.text[b.start : b.end]) for at, b in enumerate(article.blocks) if b.kind is not BlockKind.TITLE]
    return [at for at, text in blocks if text in paragraph or paragraph in text]


def measure() -> dict[str, dict[str, float]]:
    """Return the measures of all files, of the odd and of the even ones, for the gate."""
    return {name: tally.measures() for name, tally in tallies().items()}


def tallies(folder: Path = STORIES) -> dict[str, Tally]:
    """Trace every printing together, then score all files, the odd, the even, and the even of the first and the second set."""
    printings = read_stories(folder)
    articles = {printing.id: printing.article() for printing in printings}
    lineages = trace(articles.values())
    sets: dict[str, Iterable[Printing]] = {
        "all": printings,
        "odd": (p for p in printings if p.number % 2),
        "even": (p for p in printings if not p.number % 2),
        "even_first": (p for p in printings if not p.number % 2 and p.number <= FIRST_SET),
        "even_second": (p for p in printings if not p.number % 2 and p.number > FIRST_SET),
    }
    return {name: score(list(chosen), articles, lineages) for name, chosen in sets.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measures, and slips of files of odd number if asked."""
    parser = argparse.ArgumentParser(description="Score which articles are one wire story.")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N slips of each kind in the files of odd number")
    chosen = parser.parse_args(arguments)
    found = tallies()
    rows = {name: tally.measures() for name, tally in found.items()}
    print(f"{'':20}" + "".join(f"{name:>13}" for name in rows))
    for name in rows["all"]:
        print(f"{name:20}" + "".join(f"{row[name]:13.4f}" for row in rows.values()))
    for name in ("pairs", "own", "versions", "topic"):
        cells = ("/".join(str(count) for count in getattr(tally, name)) for tally in found.values())
        print(f"{name + ' counts':20}" + "".join(f"{cell:>13}" for cell in cells))
    for kind in sorted(found["all"].kinds):
        shares = (tally.kinds.get(kind, [0, 0]) for tally in found.values())
        print(f"{kind + ' found':20}" + "".join(f"{f'{met}/{of}':>13}" for met, of in shares))
    for what in ("apart", "joined", "version", "own") if chosen.errors else ():
        slips = [slip for slip in found["odd"].slips if slip.startswith(what)]
        print(f"\n{what}: {len(slips)}", *slips[: chosen.errors], sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())

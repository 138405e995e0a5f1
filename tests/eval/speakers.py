"""Score who stands behind a quotation: ``python tests/eval/speakers.py [--errors N] [--only dev|wide|held] [--rules-alone]``.

The sets are ``speakers/dev.txt``, ``speakers/wide.txt`` (other settings, titles and callings; both open) and ``speakers/held.txt``:
invented passages of a few sentences with one quotation marked in each, whose speaker is a pronoun, a description or a paragraph away.
A passage is a block::

    # id: basra-1 | by: Colonel Idris Saleh | kind: belligerent
    = A headline, if there is one
    Colonel Idris Saleh came out to meet reporters. A clerk stood by.
    "{The road is open}," he said.

Each line is a paragraph; one that opens with ``= `` is the headline. Braces mark the target, words that stand once in the passage. ``by``
gives the speaker in the words by which the text introduces him, her or it; ``A / B`` where two introductions are as good as each other.
``kind`` is a `SourceKind`. A *witness* is one whom the text calls so, or a survivor, a freed or escaped captive; other private persons
are *residents* (also priests and people by their trades), medics aside; activists, lawyers, union men and former officials are *other*;
ministries, police and bodies of states are *official*, and armies, rebels, militias and their spokesmen *belligerent*. Lines that start
with ``##`` are comments.

Three measures, each a share of all items of a set, so that a quotation which is not found is wrong in all:

found
    some statement's content covers at least half of the target. Of several those that cover most of it are taken (a cue within the
    quotation, "my son told me ...", hands on a part only), and of those the one that `dateline.attribution.speaker_for` would take:
    the innermost in which a known source vouches for something, else the innermost with a known source.
person
    its resolved ``speaker`` is the one labelled, by `same_person`. A pronoun is never right, nor is a title that the text uses
    for somebody it has named ("the colonel").
kind
    its ``kind`` is the one labelled, whoever is taken for the speaker.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.actors import is_title
from dateline.attribution import find_attributions
from dateline.attribution.coverage import VOUCHING
from dateline.records import Article, SourceKind, Statement
from marked import article_of_lines, read_marked
from passages import read_blocks

SPEAKERS = Path(__file__).parent / "speakers"
SETS = ("dev", "wide", "held")
#: Sets whose misses may be looked at; the held passages are scored and not read.
OPEN_SETS = ("dev", "wide")

_HEAD = re.compile(r"# id: (\S+) \| by: (.+) \| kind: (\w+)")
_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_EMPTY = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "some"})
#: Words after which a phrase tells more of its head.
_BEHIND = frozenset({"of", "at", "in", "for", "from", "with", "on", "to", "who", "which", "known", "as", "loyal", "and"})

Finder = Callable[[Article], Sequence[Statement]]


class SpeakerError(ValueError):
    """A file of the set breaks the format; the message names file and passage."""


@dataclass(frozen=True, slots=True)
class Item:
    """A passage, the words in it whose speaker is asked for, and the answer."""

    id: str
    text: str
    headline: int
    target: tuple[int, int]
    by: tuple[str, ...]
    kind: SourceKind

    @property
    def words(self) -> str:
        """The marked words."""
        return self.text[slice(*self.target)]

    @property
    def article(self) -> Article:
        """The passage as an article of one block a line; the first `headline` characters are its title."""
        return article_of_lines(self.id, self.text, self.headline)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for an item, and whether it is right."""

    item: Item
    speaker: str | None
    kind: SourceKind | None
    found: bool
    right_person: bool
    right_kind: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or description taken apart: the words up to the head, the words behind it, the head, and the names among the former."""

    core: frozenset[str]
    behind: frozenset[str]
    head: str
    names: frozenset[str]


def parse_item(block: str) -> Item:
    """Parse one block, from its ``# id:`` line to the next.

    Raises:
        ValueError: naming what is wrong with the block.
    """
    first, _, rest = block.partition("\n")
    head = _HEAD.fullmatch(first.strip())
    if head is None:
        raise ValueError(f"{first!r} is no head; write '# id: NAME | by: SPEAKER | kind: KIND'")
    if head[3] not in {kind.value for kind in SourceKind}:
        raise ValueError(f"kind {head[3]!r} is no kind of source")
    text, headline, target = read_marked(rest)
    if text.count(text[slice(*target)]) != 1:
        raise ValueError(f"the target {text[slice(*target)]!r} stands more than once")
    by = tuple(head[2].split(" / "))
    for name in by:
        if name not in text:
            raise ValueError(f"{name!r} stands nowhere in the text")
    return Item(head[1], text, headline, target, by, SourceKind(head[3]))


def read_items(path: Path) -> Iterator[Item]:
    """Read a file of the set.

    Raises:
        SpeakerError: naming the file, the passage and what is wrong with it; also when an id stands twice.
    """
    return read_blocks(path, parse_item, SpeakerError)


def take_apart(phrase: str) -> Phrase:
    """Read a name or description: of parts set off by commas the first that ends in a name, else the first.

    >>> take_apart("the warden, Sunil Perera").head, take_apart("a surgeon at the main hospital").head
    ('perera', 'surgeon')
    """
    parts = [_cut(part) for part in phrase.split(",") if _cut(part)[0]]
    core, behind = next(((c, b) for c, b in parts if c[-1][0].isupper()), parts[0] if parts else ([], []))
    names = frozenset(word.lower() for word in core if word[0].isupper() and not is_title(word.lower()))
    return Phrase(_set(core), _set(behind), core[-1].lower() if core else "", names)


def _cut(part: str) -> tuple[list[str], list[str]]:
    """Part a phrase into the words up to its head, articles left out, and those behind."""
    words = [word for word in _WORD.findall(_POSSESSIVE.sub("", part).replace(".", "")) if word.lower() not in _EMPTY]
    at = next((k for k, word in enumerate(words) if k and word in _BEHIND), len(words))
    return words[:at], words[at:]


def _set(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words) - _BEHIND


def same_person(found: str | None, labelled: str) -> bool:
    """Return whether a speaker found is the one labelled.

    Articles, possessive endings, full stops and letter case count for nothing. Each phrase is cut into its core, up to the head, and
    what comes behind ("of", "at", "who" ...). They name one speaker if the words of one core are all among those of the other, so that
    nothing contradicts ("Omar Saleh" is not "Idris Saleh", "a second nurse" not "a young nurse"), and

    * both have one head: "Idris Saleh" for "Colonel Idris Saleh", "the ministry" for "the health ministry"; or
    * the label is a name and what is found is a part of it that is no title: "Jalila" for "Jalila Haddou"; and

    where both are descriptions and have words behind the head, some word of those is shared ("a doctor in Homs" is not "a doctor in
    Hama"). So "the general" is wrong for "General Étienne Rousselot", and a surname alone is right even where two persons have it.

    >>> same_person("Idris Saleh", "Colonel Idris Saleh"), same_person("The colonel", "Colonel Idris Saleh")
    (True, False)
    """
    one, other = take_apart(found or ""), take_apart(labelled)
    if not one.head or not (one.core <= other.core or other.core <= one.core):
        return False
    if one.head == other.head:
        described = other.head not in other.names
        return not (described and one.behind and other.behind) or bool(one.behind & other.behind)
    return other.head in other.names and one.core <= other.names


def choose(statements: Sequence[Statement], target: tuple[int, int]) -> Statement | None:
    """Return the statement that hands the target to its speaker, or ``None`` where none covers half of it."""
    start, end = target
    over: list[tuple[int, int, int, Statement]] = []
    for order, statement in enumerate(statements):
        shared = sum(max(0, min(end, s.end) - max(start, s.start)) for s in statement.content)
        if statement.polarity != "other" and 2 * shared >= end - start:
            size = min(s.end - s.start for s in statement.content if s.start < end and start < s.end)
            over.append((shared, size, -order, statement))
    most = max((row[0] for row in over), default=0)
    chain = [row[3] for row in sorted(over, key=lambda row: row[1:3]) if 10 * row[0] >= 9 * most]
    known = [s for s in chain if s.attribution.speaker is not None]
    return next((s for s in known if s.polarity in VOUCHING), next(iter([*known, *chain]), None))


def judge(item: Item, statements: Sequence[Statement]) -> Verdict:
    """Judge what was found in an item's passage."""
    statement = choose(statements, item.target)
    if statement is None:
        return Verdict(item, None, None, False, False, False)
    said = statement.attribution
    person = any(same_person(said.speaker, name) for name in item.by)
    return Verdict(item, said.speaker, said.kind, True, person, said.kind is item.kind)


def shares(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return the three measures."""
    count = max(len(verdicts), 1)
    return {
        "found": sum(v.found for v in verdicts) / count,
        "person": sum(v.right_person for v in verdicts) / count,
        "kind": sum(v.right_kind for v in verdicts) / count,
    }


def score(items: Sequence[Item], finder: Finder) -> list[Verdict]:
    """Judge every item by what `finder` finds in it."""
    return [judge(item, finder(item.article)) for item in items]


def show(verdict: Verdict) -> str:
    """Write a miss in two lines."""
    item = verdict.item
    wrong = "not found" if not verdict.found else " and ".join(
        name for name, right in (("person", verdict.right_person), ("kind", verdict.right_kind)) if not right
    )  # fmt: skip
    return f"{item.id}: {wrong}: {verdict.speaker!r} ({verdict.kind}), should be {item.by[0]!r} ({item.kind})\n    {item.words}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Score the sets and print the table; 0 always: this scorer holds nothing to a floor."""
    parser = argparse.ArgumentParser(prog="python tests/eval/speakers.py", description="Score who stands behind each quotation.")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N misses of the open set (never of held)")
    parser.add_argument("--only", choices=SETS, help="score one set")
    parser.add_argument("--rules-alone", action="store_true", help="leave the learned reader out")
    chosen = parser.parse_args(arguments)

    def find(article: Article) -> Sequence[Statement]:
        return find_attributions(article, reader=not chosen.rules_alone)

    print(f"{'set':<6}{'items':>6}{'found':>8}{'person':>8}{'kind':>8}")
    for name in SETS:
        if chosen.only not in (None, name):
            continue
        verdicts = score(list(read_items(SPEAKERS / f"{name}.txt")), find)
        print(f"{name:<6}{len(verdicts):>6}" + "".join(f"{share:>8.3f}" for share in shares(verdicts).values()))
        missed = [v for v in verdicts if not (v.right_person and v.right_kind)]
        for verdict in missed[: chosen.errors if name in OPEN_SETS else 0]:
            print(show(verdict))
    return 0


if __name__ == "__main__":
    sys.exit(main())

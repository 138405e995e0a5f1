"""Reduce an article to what lineage compares: its passages' words, what they tell, what it credits, and when it was printed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dateline.lineage.credits import credits_of
from dateline.lineage.words import Term, Words, fold, words_of
from dateline.records import Article, BlockKind

#: Words in a shingle. Copy editors change a word in ten; of shingles of four words two thirds then survive, and two reports of
#: one happening share few outside quotations.
SHINGLE = 4
#: Words in the least stretch that is signed by itself.
STRETCH = 12
#: Minutes in a day.
DAY = 1440
#: Kinds of block that tell the story; headlines are every paper's own, captions come with pictures.
TELLING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING})
Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """The telling blocks of an article, as arrays.

     For each passage: `block` is its index in the article and `words` its number of words. For each shingle in order: its `hash`, the
     `start` of its first word in the article, its `passage`, the `stretch` it begins in (sentences of `STRETCH` words or more,
     numbered through the article) and whether it stands whole in a quotation (`quoted`). For each term of
     each passage, once: its hash (`term`), `kind` (`words.Term`), passage (`of`) and whether only a quotation has it (`spoken`).
     For each number before a word: the `count` and the thing counted (`thing`), "14 drones", and its passage (`where`).
    `all_hashes` and `all_terms` are the same once each,
     sorted.
    """

    block: Numbers
    words: Numbers
    hash: Hashes
    start: Numbers
    passage: Numbers
    stretch: Numbers
    quoted: Flags
    term: Hashes
    kind: Numbers
    of: Numbers
    spoken: Flags
    count: Hashes
    thing: Hashes
    where: Numbers
    all_hashes: Hashes = field(init=False)
    all_terms: Hashes = field(init=False)

    def __post_init__(self) -> None:
        """Sort what pairs are compared by."""
        object.__setattr__(self, "all_hashes", np.unique(self.hash))
        object.__setattr__(self, "all_terms", np.unique(self.term))

    def __len__(self) -> int:
        """Return how many passages there are."""
        return len(self.block)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """An article as lineage sees it.

    `minute` counts minutes since the year 1, the last of the day where only that is known, ``None`` where nothing is. `wire` is a
    lineage that the source itself states. `notes` are blocks that are credits or notes to readers and tell nothing.
    """

    id: str
    minute: int | None
    publisher: str | None
    agencies: frozenset[str]
    cited: frozenset[str]
    version: bool
    wire: str | None
    notes: tuple[int, ...]
    passages: Passages

    @property
    def order(self) -> tuple[bool, int, str]:
        """Sort by printing, those of unknown time last."""
        return (self.minute is None, self.minute or 0, self.id)

    @property
    def makers(self) -> frozenset[str]:
        """Who made the text as far as it says: the agencies it credits, else its publisher."""
        return self.agencies or (frozenset({self.publisher}) if self.publisher else frozenset())


def within(values: Hashes, known: Hashes) -> Flags:
    """Return which values are among those known, which are sorted."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    found: Flags = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found


def profile_of(article: Article) -> Profile:
    """Reduce an article to its profile; equal articles have equal profiles.

    An article without blocks is cut at empty lines.
    """
    blocks = [(at, article.text[b.start : b.end]) for at, b in enumerate(article.blocks) if b.kind in TELLING]
    if not article.blocks and article.text:
        blocks = list(enumerate(article.text.split("\n\n")))
    credits = credits_of(article.title, [text for _, text in blocks], known=article.agencies, notes=article.notes)
    cut = [words_of(text[start:end]) for (_, text), (start, end) in zip(blocks, credits.bounds, strict=True)]
    return Profile(
        id=article.id,
        minute=_minute(article),
        publisher=_name(article.publisher),
        agencies=credits.agencies,
        cited=credits.cited,
        version=credits.version,
        wire=article.lineage,
        notes=tuple(at for (at, _), words in zip(blocks, cut, strict=True) if not words.forms),
        passages=_passages([(at, words) for (at, _), words in zip(blocks, cut, strict=True) if words.forms]),
    )


def _passages(cut: Sequence[tuple[int, Words]]) -> Passages:
    names = {stem for _, words in cut for stem, term in zip(words.stems, words.terms, strict=True) if term is Term.NAME}
    terms: list[int] = []
    kinds: list[int] = []
    of: list[int] = []
    spoken_terms: list[bool] = []
    for number, (_, words) in enumerate(cut):
        told = {stem: term for stem, term in zip(words.stems, words.terms, strict=True) if term is not None}
        plain = {stem for stem, quoted in zip(words.stems, words.quoted, strict=True) if not quoted}
        spoken_terms.extend(stem not in plain for stem in told)
        terms.extend(told)
        # A name in one place is a name wherever it stands: "Front" at the head of a sentence is the same Front.
        kinds.extend(Term.NAME if stem in names else term for stem, term in told.items())
        of.extend([number] * len(told))
    counts = [
        (words.stems[at], words.stems[at + 1], number)
        for number, (_, words) in enumerate(cut)
        for at in range(len(words.stems) - 1)
        if words.terms[at] is Term.NUMBER and words.terms[at + 1] is not Term.NUMBER
    ]
    sizes = np.fromiter((len(words.forms) for _, words in cut), np.int32, len(cut))
    ends = np.cumsum(sizes, dtype=np.int32)
    total = int(ends[-1]) if len(cut) else 0
    forms = np.fromiter((form for _, words in cut for form in words.forms), np.uint64, total)
    said = np.fromiter((quoted for _, words in cut for quoted in words.quoted), np.bool_, total)
    place = np.repeat(np.arange(len(cut), dtype=np.int32), sizes)
    # A passage of fewer words has one shingle, of all it is and as many empty words.
    forms, spoken = np.concatenate((forms, np.zeros(SHINGLE, np.uint64))), np.concatenate((said, np.ones(SHINGLE, np.bool_)))
    outside = np.arange(total)[:, None] + np.arange(SHINGLE) >= ends[place][:, None] if total else np.zeros((0, SHINGLE), np.bool_)
    rolled, quoted = np.zeros(total, np.uint64), np.ones(total, np.bool_)
    for at in range(SHINGLE):
        word = np.where(outside[:, at], 0, forms[at : at + total]).astype(np.uint64)
        rolled = (rolled ^ word) * _MIX
        rolled ^= rolled >> np.uint64(31)
        quoted &= outside[:, at] | spoken[at : at + total]
    first = np.arange(total, dtype=np.int32) == np.repeat(ends - sizes, sizes)
    whole = ~outside[:, SHINGLE - 1] | first
    return Passages(
        block=np.fromiter((at for at, _ in cut), np.int32, len(cut)),
        words=sizes,
        hash=rolled[whole],
        start=np.flatnonzero(whole).astype(np.int32),
        passage=place[whole],
        stretch=np.array(_stretches([words for _, words in cut]), np.int32)[whole],
        quoted=quoted[whole],
        term=np.array(terms, np.uint64),
        kind=np.array(kinds, np.int32),
        of=np.array(of, np.int32),
        spoken=np.array(spoken_terms, np.bool_),
        count=np.array([count for count, _, _ in counts], np.uint64),
        thing=np.array([thing for _, thing, _ in counts], np.uint64),
        where=np.array([number for _, _, number in counts], np.int32),
    )


def _stretches(cut: Sequence[Words]) -> list[int]:
    """Return for each word the number of its stretch: whole sentences of one passage, at least `STRETCH` words."""
    found: list[int] = []
    number = -1
    for words in cut:
        length = 0
        for at, first in enumerate(words.first):
            # Text without full stops is cut at words chosen by their hash, the same ones in every copy.
            if at == 0 or (length >= STRETCH and (first or (length >= 3 * STRETCH and words.forms[at] % 8 == 0))):
                number, length = number + 1, 0
            found.append(number)
            length += 1
    return found


def _minute(article: Article) -> int | None:
    if article.published is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(article.published.value)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    # A paper that gives the day alone printed what the agencies sent until the end of it.
    minutes = DAY - 1 if article.published.precision == "day" else moment.hour * 60 + moment.minute
    return moment.toordinal() * DAY + minutes


def _name(publisher: str | None) -> str | None:
    return fold(" ".join(publisher.split())).removeprefix("the ") or None if publisher else None

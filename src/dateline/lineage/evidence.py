"""Weigh whether two articles are one telling: what one repeats of the other, in the same words or in others.

Ordinary words between two articles prove nothing, nor does a quotation that both heard. What tells a copy is shared running text
outside quotations (Broder 1997; Clough et al. 2002, METER: newspaper text derived from a wire). What tells a rewrite is that nearly all
it says, its names, figures and days, is in the other, passage by passage, and little besides. The lead decides: background
paragraphs are printed under many stories, and a follow-up carries old ones at its foot.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from dateline.errors import ReferenceDataError
from dateline.lineage.profiles import DAY, SHINGLE, Flags, Hashes, Passages, Profile, within
from dateline.lineage.words import Term

_MIX = np.uint64(0x9E3779B97F4A7C15)
#: How much a term tells, by kind: figures and names are taken over unchanged, words are the rewriter's to choose.
WEIGHT = np.array([{Term.WORD: 1.0, Term.NAME: 1.5, Term.NUMBER: 2.0, Term.DAY: 1.0}[term] for term in Term], np.float32)
#: What a term in a quotation counts: the speaker chose it, and whoever heard him has it.
SPOKEN = 0.3
#: A passage with less to tell than this is no evidence that it was taken from another ("He did not elaborate.").
TELLING = 4.0
#: Share of a passage's words, or weight of its terms, that must be in another's for it to be that one's in the same or other words:
#: own paragraphs reach .3 and rewritten ones begin at .43 in stories written for development.
REPEATED, RETOLD = 0.5, 0.4
#: Share of its terms below which a passage is in no way the other's, and so the paper's own.
OWN = 0.35
#: How much of a passage's likeness is void where all its figures and days are others.
REFILLED = 0.6
#: What terms in two passages of the other count against terms in one.
PAIRED = 0.95
#: Share of the terms of the shorter article that the longer must have for a pair to be weighed; no labelled pair of one telling has less.
PROMISING = 0.2
#: So many names or figures, half of them shared, are added to those there are: two figures in common prove little.
FEW = 3
#: Passages at the head of a report in which it says on which day.
OPENING = 2
#: Share of things counted otherwise up to which a text may be a corrected one, and beyond which it is filled anew.
FILLED = 0.4
#: Share of a passage's words in runs of the other's from which it follows its phrasing.
PHRASED = 0.35
#: Share of running text word for word below which two texts have no more in common than the phrases of the trade.
ECHO = 0.1
#: Things counted alike ("14 drones") beyond which more say no more.
ALIKE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """How the passages of one article lie in another, an entry a passage.

    `at` is the other's nearest passage; `repeated` the share of its words in runs that both share; `retold` the weighted share of its
    terms in that nearest passage; `weight` how much it tells, 0 for one that is printed under many stories; `agreed` the share of
    its counts of things that the other counts too that are the same (1 where it has fewer than two): set phrases are filled anew each day.
    """

    at: npt.NDArray[np.int32]
    repeated: npt.NDArray[np.float32]
    retold: npt.NDArray[np.float32]
    weight: npt.NDArray[np.float32]
    agreed: npt.NDArray[np.float32]

    @property
    def score(self) -> npt.NDArray[np.float32]:
        """How far each passage tells what the other tells, 0 to 1: the same words with other figures tell something else."""
        score: npt.NDArray[np.float32] = np.maximum(self.repeated, self.retold) * (1.0 - REFILLED * (1.0 - self.agreed))
        return score

    @property
    def derived(self) -> Flags:
        """Which passages are the other's in the same or other words."""
        return (self.weight > 0) & ((self.repeated >= REPEATED) | (self.retold >= RETOLD))

    @property
    def own(self) -> Flags:
        """Which passages have nothing of the other."""
        return (self.weight > 0) & (np.maximum(self.repeated, self.retold) < OWN)

    @property
    def told(self) -> float:
        """How much of what the article says lies in the other."""
        total = float(self.weight.sum())
        return float((self.weight * self.score).sum()) / total if total else 0.0

    @property
    def share(self) -> float:
        """The share of what the article says that stands in derived passages."""
        total = float(self.weight.sum())
        return float(self.weight[(self.weight > 0) & (self.score >= RETOLD)].sum()) / total if total else 0.0

    @property
    def lead(self) -> float:
        """How far the first passage that tells something is in the other."""
        telling = np.flatnonzero(self.weight >= TELLING)
        return float(self.score[telling[0]]) if len(telling) else 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one telling in two articles.

    `features` are named in data/weights.tsv; `weight` is their sum in log odds. `forth` matches the
    passages of the later article in the earlier, `back` the other way; a passage printed under many stories has no match.
    """

    features: tuple[float, ...]
    weight: float
    forth: Matches
    back: Matches

    @property
    def why(self) -> str:
        """The features that weigh most, in words with their numbers."""
        table = weights()
        told = sorted(zip(table, self.features, strict=True), key=lambda item: -abs(item[0].weight * item[1]))
        parts = [row.words.format(value, f"{value:.0%}") for row, value in told if value and row.words][:4]
        return f"{', '.join(parts)} (weight {self.weight:+.1f})"


@dataclass(frozen=True, slots=True)
class Weight:
    """One row of data/weights.tsv: a feature, its weight in log odds for each unit, and how it is put into words."""

    feature: str
    weight: float
    words: str


@cache
def weights() -> tuple[Weight, ...]:
    """Load the weights, once; the first is the bias.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        lines = resources.files("dateline.lineage").joinpath("data/weights.tsv").read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines[1:]]
        return tuple(Weight(row[0], float(row[1]), row[2]) for row in rows)
    except (OSError, IndexError, ValueError) as error:
        raise ReferenceDataError(f"weights.tsv is damaged ({error}); reinstall dateline") from error


def compare(old: Profile, new: Profile, *, standing: tuple[Collection[int], Collection[int]] = ((), ())) -> Evidence:
    """Weigh whether `new` prints the telling of `old`.

    Args:
        old: the earlier article.
        new: the later one.
        standing: numbers of passages, of each, that are printed under many stories and say nothing here.
    """
    ours, theirs = _Side.of(old.passages, standing[0]), _Side.of(new.passages, standing[1])
    back, forth = _matches(ours, theirs), _matches(theirs, ours)
    features = _features(old, new, ours, theirs, back, forth)
    weight = sum(row.weight * value for row, value in zip(weights(), features, strict=True))
    return Evidence(features, weight, forth, back)


def promising(old: Profile, new: Profile) -> bool:
    """Return whether two articles share enough terms to be worth comparing."""
    a, b = old.passages.all_terms, new.passages.all_terms
    fewer, more = (a, b) if len(a) < len(b) else (b, a)
    return float(within(fewer, more).sum()) >= PROMISING * len(fewer)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One article's passages while a pair is compared: which are looked at, and what stands in those, sorted."""

    passages: Passages
    counted: Flags
    hash: Hashes
    term: Hashes

    @classmethod
    def of(cls, passages: Passages, out: Collection[int]) -> _Side:
        counted = np.ones(len(passages), np.bool_)
        if not out:
            return cls(passages, counted, passages.all_hashes, passages.all_terms)
        counted[list(out)] = False
        return cls(passages, counted, np.unique(passages.hash[counted[passages.passage]]), np.unique(passages.term[counted[passages.of]]))

    def kinds(self, kind: Term) -> Hashes:
        """Return the terms of one kind, sorted."""
        passages = self.passages
        return np.unique(passages.term[(passages.kind == kind) & self.counted[passages.of]])


def _matches(ours: _Side, theirs: _Side) -> Matches:
    """Match each of our passages with the nearest of theirs; two of theirs run together count as one."""
    a, b = ours.passages, theirs.passages
    value = WEIGHT[a.kind] * np.where(a.spoken, SPOKEN, 1.0).astype(np.float32) * ours.counted[a.of]
    weight = np.bincount(a.of, value, len(a)).astype(np.float32)
    if not len(b) or not len(a):
        nothing = np.zeros(len(a), np.float32)
        return Matches(np.zeros(len(a), np.int32), nothing, nothing, weight, nothing)
    shared = ours.term[within(ours.term, theirs.term)]
    mine, held = np.zeros((len(a), len(shared)), np.float32), np.zeros((len(b), len(shared)), np.float32)
    if len(shared):
        at = np.minimum(np.searchsorted(shared, a.term), len(shared) - 1)
        hit = shared[at] == a.term
        mine[a.of[hit], at[hit]] = value[hit]
        at = np.minimum(np.searchsorted(shared, b.term), len(shared) - 1)
        hit = (shared[at] == b.term) & theirs.counted[b.of]
        held[b.of[hit], at[hit]] = 1.0
    common = mine @ held.T
    # A passage may run two of theirs together; a little less counts, so that a second gains nothing by chance.
    pairs = PAIRED * (mine @ np.maximum(held[:-1], held[1:]).T)
    common[:, :-1] = np.maximum(common[:, :-1], pairs)
    nearest = common.argmax(axis=1)
    best = common[np.arange(len(a)), nearest]
    retold = np.where(weight >= TELLING, best / np.maximum(weight, 1e-6), 0.0)
    comparable, kept = _counts(ours, theirs)
    agreed = np.where(comparable >= 2, kept / np.maximum(comparable, 1), 1.0)
    return Matches(nearest.astype(np.int32), _repeated(ours, theirs), retold.astype(np.float32), weight, agreed.astype(np.float32))


def _repeated(ours: _Side, theirs: _Side) -> npt.NDArray[np.float32]:
    """Return the share of each passage's words that lie in runs of text shared with the other article."""
    a = ours.passages
    hits = _hits(ours, theirs)
    ends = np.cumsum(a.words)
    covered = np.zeros(int(ends[-1]), np.bool_)
    starts, last = a.start[hits], ends[a.passage[hits]] - 1
    for at in range(SHINGLE):
        covered[np.minimum(starts + at, last)] = True
    return (np.add.reduceat(covered, ends - a.words, dtype=np.float32) / a.words).astype(np.float32)


def _hits(ours: _Side, theirs: _Side) -> Flags:
    """Return which of our shingles the other article has too, in passages that are looked at."""
    a = ours.passages
    return within(a.hash, theirs.hash) & ours.counted[a.passage]


def _plain(ours: _Side, theirs: _Side) -> tuple[float, int]:
    """Return the share of our shingles outside quotations that are shared, and the longest run of them."""
    plain = ~ours.passages.quoted & ours.counted[ours.passages.passage]
    hits = _hits(ours, theirs) & plain
    if not hits.any():
        return 0.0, 0
    edges = np.flatnonzero(np.diff(hits.view(np.int8), prepend=0, append=0))
    return float(hits.sum()) / float(plain.sum()), int((edges[1::2] - edges[::2]).max())


def _features(old: Profile, new: Profile, ours: _Side, theirs: _Side, back: Matches, forth: Matches) -> tuple[float, ...]:
    """Return the features of data/weights.tsv, in its order."""
    kept, longest = _plain(ours, theirs)
    taken, _ = _plain(theirs, ours)
    gap = abs(new.minute - old.minute) / DAY if new.minute is not None and old.minute is not None else 0.0
    comparable, alike = (int(values.sum()) for values in _counts(theirs, ours))
    # One more is added that both count alike.
    agencies, changed = _agencies(old, new), (comparable - alike) / (comparable + 1)
    apart = _facts_apart(theirs, ours)
    same = float(old.publisher is not None and old.publisher == new.publisher and not new.version)
    return (
        1.0,
        max(kept, taken),
        math.log2(1 + longest) / 8,
        max(back.told, forth.told),
        min(back.told, forth.told),
        forth.share,
        _shared(ours, theirs, Term.NUMBER),
        _shared(ours, theirs, Term.NAME),
        apart * (1.0 - max(kept, taken)),
        min(apart, _facts_apart(ours, theirs)),
        _order(forth),
        min(alike, ALIKE) / ALIKE,
        float(agencies > 0),
        float(agencies < 0),
        max(0.0, changed - FILLED) / (1.0 - FILLED),
        max(_filled(ours, theirs, back), _filled(theirs, ours, forth)),
        float(_days_differ(ours, theirs)),
        float(int(forth.derived.sum()) == 1 and max(kept, taken) < ECHO and agencies <= 0),
        _foot(forth) * (1.0 - forth.lead),
        same * (1.0 - forth.lead) * min(gap, 1.0),
        same * (1.0 - max(kept, taken)),
    )


def _counts(ours: _Side, theirs: _Side) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for each of our passages how many of the things it counts the other counts too, and how many of those alike."""
    a, b = ours.passages, theirs.passages
    looked = ours.counted[a.where]
    both = np.isin(a.thing, b.thing[theirs.counted[b.where]]) & looked
    alike = np.isin(a.thing * _MIX ^ a.count, (b.thing * _MIX ^ b.count)[theirs.counted[b.where]]) & looked
    return np.bincount(a.where[both], minlength=len(a)), np.bincount(a.where[alike], minlength=len(a))


def _days_differ(ours: _Side, theirs: _Side) -> bool:
    """Return whether both open with a day and not with the same one."""
    a, b = (side.passages.term[(side.passages.kind == Term.DAY) & (side.passages.of < OPENING)] for side in (ours, theirs))
    return bool(len(a) and len(b)) and not np.isin(a, b).any()


def _foot(found: Matches) -> float:
    """Return how far down the first derived passage stands, 0 for the lead; nothing derived is 1."""
    derived = np.flatnonzero(found.derived)
    return float(derived[0]) / len(found.derived) if len(derived) else 1.0


def _shared(ours: _Side, theirs: _Side, kind: Term) -> float:
    """Return the share of the terms of a kind in the text with fewer that the other has too, drawn to a half where they are few."""
    a, b = ours.kinds(kind), theirs.kinds(kind)
    fewer, more = (a, theirs.term) if len(a) < len(b) else (b, ours.term)
    return (float(within(fewer, more).sum()) + FEW / 2) / (len(fewer) + FEW)


def _order(found: Matches) -> float:
    """Return how far what is derived follows the other's order: 1 wholly, -1 backwards, 0 for fewer than two passages (Kendall's tau a)."""
    at = found.at[found.derived]
    if len(at) < 2:
        return 0.0
    after = np.sign(at[None, :] - at[:, None])[np.triu_indices(len(at), 1)]
    return float(after.mean())


def _facts(side: _Side) -> Flags:
    """Return which of the terms are names and figures outside quotations, in passages that are looked at."""
    a = side.passages
    facts: Flags = ((a.kind == Term.NAME) | (a.kind == Term.NUMBER)) & ~a.spoken & side.counted[a.of]
    return facts


def _facts_apart(ours: _Side, theirs: _Side) -> float:
    """Return the share of our names and figures outside quotations that the other has not, drawn to a half where they are few."""
    facts = np.unique(ours.passages.term[_facts(ours)])
    return 1.0 - (float(within(facts, theirs.term).sum()) + 1.0) / (len(facts) + 2.0)


def _filled(ours: _Side, theirs: _Side, found: Matches) -> float:
    """Return the share of names and figures that the other has not in our passages that are its own in phrasing, drawn to none."""
    a = ours.passages
    facts = a.term[_facts(ours) & (found.repeated[a.of] >= PHRASED)]
    return float((~within(facts, theirs.term)).sum()) / (len(facts) + 2.0)


def _agencies(old: Profile, new: Profile) -> int:
    """Return 1 if the later text credits or cites the maker of the earlier or both credit one agency, -1 if each credits its own."""
    theirs, ours = _initialled(old.agencies), _initialled(new.agencies)
    made = theirs | _initialled({old.publisher} if old.publisher else ())
    if theirs & ours or made & (ours | _initialled(new.cited)):
        return 1
    return -1 if old.agencies and new.agencies else 0


def _initialled(names: Collection[str]) -> set[str]:
    """Return names and, of those of three words or more, their initials: "Continental News Agency" signs itself CNA."""
    return {*names, *("".join(word[0] for word in name.split()) for name in names if len(name.split()) > 2)}

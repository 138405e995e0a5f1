"""Keep what lineage knows of many articles, so that adding some compares them with those they may derive from and no others.

What `Index.lineages` returns depends on which articles are in, not on the order or the portions in which they came.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from dateline.lineage.evidence import Evidence, compare, promising
from dateline.lineage.merges import PART
from dateline.lineage.profiles import DAY, Profile, profile_of
from dateline.lineage.signatures import STRETCH_BANDS, Bands, Keys, sign
from dateline.lineage.stored import dump, load
from dateline.lineage.stories import lineages_of
from dateline.records import Article, Lineage

#: Days within which a copy is printed; weeklies print last week's wire.
WINDOW = 8
#: With how many of the earliest articles in a band one is compared. A story printed by hundreds is found through its first forms.
EARLIEST = 12
#: Log odds that link a pair, chosen on the labelled stories of odd number: none of their separate tellings is joined at it.
LINKED = -0.5
#: The weight of a pair that shares too little to be compared.
HOPELESS = -10.0
#: A passage in so many articles, over more days than `WINDOW`, is background that an agency puts under many stories.
STANDING = 3


def trace(articles: Iterable[Article]) -> Mapping[str, Lineage]:
    """Say of each article where it comes from.

    Args:
        articles: any number, in any order.

    Returns:
        A lineage by article id.
    """
    index = Index()
    for article in articles:
        index.add(article)
    return index.lineages()


class Index:
    """Articles reduced to what lineage needs, with their signatures and the evidence found so far."""

    def __init__(self) -> None:
        self._profiles: list[Profile] = []
        self._numbers: dict[str, int] = {}
        self._signed: list[Keys] = []
        self._by_stretch, self._by_names = Bands(), Bands()
        self._met: Counter[tuple[int, int]] = Counter()
        self._evidence: dict[tuple[int, int], Evidence | float] = {}
        self._standing_keys: set[int] = set()
        self._standing: dict[int, frozenset[int]] = {}

    def __len__(self) -> int:
        """Return how many articles it holds."""
        return len(self._profiles)

    def __contains__(self, article_id: str) -> bool:
        """Return whether it holds an article of this id."""
        return article_id in self._numbers

    def add(self, article: Article) -> None:
        """Take in an article; one whose id is known is left as it is."""
        if article.id not in self._numbers:
            self._take(profile_of(article))

    def save(self) -> bytes:
        """Return what `load` makes the same index of: the profiles, and no text. Signatures and evidence are worked out again."""
        return dump(self._profiles)

    @classmethod
    def load(cls, data: bytes) -> Index:
        """Return the index that was saved.

        Raises:
            ReferenceDataError: if the bytes are damaged.
        """
        index = cls()
        for profile in load(data):
            index._take(profile)
        return index

    def _take(self, profile: Profile) -> None:
        self._numbers[profile.id] = len(self._profiles)
        self._profiles.append(profile)

    def lineages(self) -> Mapping[str, Lineage]:
        """Return the lineage of every article, by id."""
        self._meet()
        links: dict[tuple[int, int], Evidence] = {}
        near: dict[tuple[int, int], Evidence] = {}
        apart: dict[tuple[int, int], float] = {}
        for pair, count in self._met.items():
            if count and pair not in self._evidence:
                old, new = (self._profiles[at] for at in pair)
                self._evidence[pair] = self._weighed(pair) if promising(old, new) else HOPELESS
            found = self._evidence.get(pair) if count else None
            if isinstance(found, float):
                apart[pair] = found
            elif found is not None and found.weight > LINKED:
                links[pair] = found
            elif found is not None:
                near[pair] = found
                apart[pair] = found.weight - LINKED
        return lineages_of(self._profiles, links, near, apart, self._compared)

    def _weighed(self, pair: tuple[int, int]) -> Evidence | float:
        """Return the evidence of a link or of something shared, or how far the pair is from a link."""
        evidence = self._compared(*pair)
        return evidence if evidence.weight > LINKED or evidence.forth.share >= PART else evidence.weight - LINKED

    def _compared(self, old: int, new: int, out: frozenset[int] = frozenset()) -> Evidence:
        """Compare a pair but for its background and the passages of the later one that are left out."""
        standing = self._standing.get(old, frozenset()), self._standing.get(new, frozenset()) | out
        return compare(self._profiles[old], self._profiles[new], standing=standing)

    def _meet(self) -> None:
        """Sign what is new, and note which pairs now share a band and which passages now stand under many stories."""
        first = len(self._signed)
        stretches, names = sign(self._profiles[first:])
        self._signed += stretches
        for _, before, after in self._by_names.add(names, first):
            self._count(before, after)
        stirred: set[int] = set()
        for key, before, after in self._by_stretch.add(stretches, first):
            self._count(before, after)
            if key not in self._standing_keys and self._stands(after):
                self._standing_keys.add(key)
                stirred.update(after)
            elif key in self._standing_keys:
                stirred.update(after[len(before) :])
        for at in stirred:
            self._restand(at)

    def _count(self, before: list[int], after: list[int]) -> None:
        """Count the band for each pair that it makes meet, now that others hold it too."""
        for pair in self._pairs(before):
            self._met[pair] -= 1
        for pair in self._pairs(after):
            self._met[pair] += 1

    def _pairs(self, holders: list[int]) -> Iterable[tuple[int, int]]:
        """Return the pairs of a band worth comparing, earlier and later: each with the earliest printed in the days before it."""
        ordered = sorted(holders, key=lambda at: self._profiles[at].order)
        minutes = [minute for at in ordered if (minute := self._profiles[at].minute) is not None]
        for place, at in enumerate(ordered):
            minute = self._profiles[at].minute
            start = 0 if minute is None else bisect_left(minutes, minute - WINDOW * DAY)
            for old in ordered[start : min(place, start + EARLIEST)]:
                yield old, at

    def _stands(self, holders: list[int]) -> bool:
        minutes = [minute for at in holders if (minute := self._profiles[at].minute) is not None]
        return len(minutes) >= STANDING and max(minutes) - min(minutes) > WINDOW * DAY

    def _restand(self, at: int) -> None:
        """Work out anew which passages of an article are background, and forget the evidence that knew otherwise."""
        rows = self._signed[at].reshape(-1, STRETCH_BANDS).tolist()
        stands = [sum(key in self._standing_keys for key in row) * 2 > STRETCH_BANDS for row in rows]
        passages = self._profiles[at].passages
        firsts = np.flatnonzero(np.diff(passages.stretch, prepend=-1))
        fresh = {int(passages.passage[first]) for first, stood in zip(firsts, stands, strict=True) if not stood}
        standing = frozenset(range(len(passages))) - fresh
        if standing != self._standing.get(at, frozenset()):
            self._standing[at] = standing
            for pair in [pair for pair in self._evidence if at in pair]:
                del self._evidence[pair]

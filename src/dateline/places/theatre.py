"""Judge the toponyms of an article by one another: what lies in one country, one province, close together, is meant together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.places.fold import key
from dateline.places.gazetteer import Entry
from dateline.places.mention import Mention
from dateline.places.scoring import KINDS, kind_of, own_features

#: Distances, in km, at which nearness has fallen to 1/e: within a county or district, and within a province or small country.
NEAR_KM, BY_KM = 60.0, 400.0
#: Rounds of judging names by one another.
ROUNDS = 4
#: Votes of no particular country or province that are added to an article's: one name alone proves little.
PRIOR_VOTES = 1.0
#: The names most often repeated speak for the others; more than so many add nothing but time.
SPEAKERS = 60
_POINTS = frozenset(("town", "village", "camp", "quarter", "airport", "crossing", "dam", "district"))

Array = NDArray[np.float64]
Index = NDArray[np.int64]


@dataclass(slots=True)
class _Name:
    """A name of the article: its mentions, and the first and one past the last of its candidates among all."""

    mentions: list[Mention]
    first: int
    last: int


class Theatre:
    """The names of an article with all their candidates, and how likely each candidate is.

    Attributes:
        names: the article's distinct names, each with the range of its candidates in `entries`.
        own: each candidate's features by name, mention and candidate (`scoring.own_features`).
        features: what the other names say for each candidate (`same_country` and so on), as `judge` last saw it.
        settled: each candidate's chance after `settle`.
    """

    def __init__(self, mentions: Sequence[Mention], weights: Mapping[str, float]) -> None:
        self._weights = weights
        groups: defaultdict[tuple[str, tuple[int, ...]], list[Mention]] = defaultdict(list)
        for mention in mentions:
            if mention.entries:
                groups[key(mention.name), tuple(e.ident for e in mention.entries)].append(mention)
        self.names: list[_Name] = []
        self.entries: list[Entry] = []
        for members in groups.values():
            first = len(self.entries)
            self.entries += members[0].entries
            self.names.append(_Name(members, first, len(self.entries)))
        self._of = {id(m): i for i, n in enumerate(self.names) for m in n.mentions}
        self._prepare()

    def _prepare(self) -> None:
        count = len(self.entries)
        self._group: Index = np.array([i for i, n in enumerate(self.names) for _ in range(n.first, n.last)], dtype=np.int64)
        lat, lon = (np.radians([getattr(e, axis) for e in self.entries]) for axis in ("lat", "lon"))
        self._unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1) if count else np.zeros((0, 3))
        self._point = np.array([e.feature in _POINTS for e in self.entries], dtype=bool)
        countries = {c: i for i, c in enumerate(sorted({e.country for e in self.entries if e.country}))}
        self._country: Index = np.array([countries.get(e.country or "", -1) for e in self.entries], dtype=np.int64)
        units = {u: i for i, u in enumerate(sorted({(e.country or "", e.admin1 or "") for e in self.entries if e.country and e.admin1}))}
        self._unit1: Index = np.array([units.get((e.country or "", e.admin1 or ""), -1) for e in self.entries], dtype=np.int64)
        self._countries, self._units = len(countries), len(units)
        # A name's tenth repetition says little that its first did not.
        self._votes = np.array([math.sqrt(len(n.mentions)) for n in self.names])
        self._sentences = [{m.sentence.index for m in n.mentions} for n in self.names]
        self.own = [self._own(n) for n in self.names]
        self.settled = np.zeros(len(self.entries))
        self.features: list[dict[str, float]] = [{} for _ in self.entries]

    @staticmethod
    def _own(name: _Name) -> list[list[dict[str, float]]]:
        """Return the candidates' own features by mention; bare mentions of one name share theirs."""
        known: dict[str | None, list[dict[str, float]]] = {}
        out = []
        for mention in name.mentions:
            if mention.holder is not None:
                out.append([own_features(e, mention) for e in mention.entries])
                continue
            if mention.hint not in known:
                known[mention.hint] = [own_features(e, mention) for e in mention.entries]
            out.append(known[mention.hint])
        return out

    def _dot(self, features: Mapping[str, float]) -> float:
        return sum(self._weights[name] * value for name, value in features.items())

    def base(self) -> Array:
        """Score every candidate by itself: of a name with several mentions, by the one whose words say most."""
        out = np.zeros(len(self.entries))
        for name, by_mention in zip(self.names, self.own, strict=True):
            scores = [[self._dot(f) for f in row] for row in by_mention]
            out[name.first : name.last] = max(scores, key=max)
        return out

    def chances(self, scores: Array) -> Array:
        """Turn scores into chances within each name, against leaving it unresolved."""
        out = np.zeros(len(scores))
        for name in self.names:
            part = scores[name.first : name.last]
            top = max(float(part.max()), self._weights["unresolved"])
            powers = np.exp(part - top)
            out[name.first : name.last] = powers / (powers.sum() + math.exp(self._weights["unresolved"] - top))
        return out

    def _shares(self, of: Index, size: int, chances: Array) -> Array:
        """Return, by candidate, the share of the other names' votes that its country or province has."""
        by = np.zeros((len(self.names), size + 1))
        np.add.at(by, (self._group, of), chances * self._votes[self._group])
        by[:, size] = 0.0
        total = by.sum(axis=0)
        everyone = float(self._votes.sum())
        others = total[of] - by[self._group, of]
        share = others / (everyone - self._votes[self._group] + PRIOR_VOTES)
        return np.where(of >= 0, share, 0.0)

    def _near(self, chances: Array) -> tuple[Array, Array, Array]:
        """Return how near the other names lie: at `NEAR_KM`, at `BY_KM`, and at `BY_KM` for those of one sentence."""
        out = [np.zeros(len(self.entries)) for _ in range(3)]
        speakers = sorted(range(len(self.names)), key=lambda i: (-self._votes[i], i))[:SPEAKERS]
        for i in speakers:
            name = self.names[i]
            rows = [j for j in range(name.first, name.last) if self._point[j] and chances[j] > 0.02]
            if not rows:
                continue
            cosines = np.clip(self._unit @ self._unit[rows].T, -1.0, 1.0)
            km = 6371.0 * np.arccos(cosines)
            for at, scale in enumerate((NEAR_KM, BY_KM)):
                out[at] += np.where(self._group == i, 0.0, (np.exp(-km / scale) * chances[rows]).max(axis=1))
            beside = [bool(self._sentences[i] & s) for s in self._sentences]
            same = np.array(beside)[self._group] & (self._group != i)
            out[2] = np.where(same, np.maximum(out[2], (np.exp(-km / BY_KM) * chances[rows]).max(axis=1)), out[2])
        return np.log1p(out[0]), np.log1p(out[1]), out[2]

    def _alike(self, chances: Array) -> Array:
        """Return the share of a sentence's other names that are of a candidate's kind: a list names provinces, or towns."""
        kinds = np.array([KINDS.index(kind_of(e)) for e in self.entries])
        by = np.zeros((len(self.names), len(KINDS)))
        np.add.at(by, (self._group, kinds), chances)
        beside = np.zeros((len(self.names), len(self.names)))
        for i, a in enumerate(self._sentences):
            beside[i] = [i != j and not a.isdisjoint(b) for j, b in enumerate(self._sentences)]
        shares: Array = (beside @ by) / (beside.sum(axis=1, keepdims=True) + PRIOR_VOTES)
        return np.asarray(shares[self._group, kinds])

    def judge(self, chances: Array) -> None:
        """Set `features` from how likely each candidate of the other names is."""
        country = np.sqrt(self._shares(self._country, self._countries, chances))
        unit = np.sqrt(self._shares(self._unit1, self._units, chances))
        near, by, sentence = self._near(chances)
        alike = self._alike(chances)
        likely = {key(self.entries[j].name) for j in range(len(self.entries)) if chances[j] > 0.5}
        for j, entry in enumerate(self.entries):
            found = {"same_country": country[j], "same_province": unit[j] if entry.feature != "country" else 0.0, "same_kind": alike[j]}
            if self._point[j] or entry.feature == "province":
                found |= {"near": near[j], "near_by": by[j], "near_sentence": sentence[j]}
            if entry.feature == "quarter" and entry.within:
                found["quarter_of_named" if key(entry.within) in likely else "quarter_of_unnamed"] = 1.0
            self.features[j] = {name: round(float(value), 4) for name, value in found.items() if value}

    def settle(self) -> Array:
        """Judge the names by one another for `ROUNDS` rounds; return each candidate's chance."""
        if not self.entries:
            return self.settled
        base = self.base()
        chances = self.chances(base)
        for _ in range(ROUNDS):
            self.judge(chances)
            chances = self.chances(base + np.array([self._dot(f) for f in self.features]))
        self.settled = chances
        return chances

    def countries(self) -> dict[str, float]:
        """Return each country's share of what all names, as settled, speak for; the largest first."""
        votes: defaultdict[str, float] = defaultdict(float)
        for j, entry in enumerate(self.entries):
            if entry.country:
                votes[entry.country] += float(self.settled[j] * self._votes[self._group[j]])
        total = sum(votes.values())
        return {c: v / total for c, v in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))} if total else {}

    def features_of(self, mention: Mention) -> list[dict[str, float]]:
        """Return the features of a mention's candidates, its own and those of the article, in the order of its entries."""
        at = self._of.get(id(mention))
        if at is None:
            return []
        name = self.names[at]
        own = self.own[at][next(i for i, m in enumerate(name.mentions) if m is mention)]
        return [{**told, **self.features[name.first + i]} for i, told in enumerate(own)]

    def repeats(self, mention: Mention) -> int:
        """Return how often the article has the mention's name."""
        return len(self.names[self._of[id(mention)]].mentions)

    def rank(self, mention: Mention) -> list[tuple[Entry, float]]:
        """Return the candidates of a mention by score, best first."""
        scores = [round(self._dot(told), 3) for told in self.features_of(mention)]
        return sorted(zip(mention.entries, scores, strict=False), key=lambda pair: (-pair[1], pair[0].ident))

    def beside(self, mention: Mention, entry: Entry, km: float) -> bool:
        """Return whether `entry` lies within `km` of a place that some other name most likely means."""
        at = self._of[id(mention)]
        here = self._unit[next(j for j in range(self.names[at].first, self.names[at].last) if self.entries[j].ident == entry.ident)]
        sure = (self.settled > 0.5) & (self._group != at) & self._point
        return bool((6371.0 * np.arccos(np.clip(self._unit[sure] @ here, -1.0, 1.0)) <= km).any())

"""Keep which articles are one story in the ledger, so that new articles are compared with those they may derive from and no others.

What is kept is what `dateline.lineage.Index` works out, as tables: the bands that each article's signatures fall in, how many bands make a
pair meet, the pair's weight, and each article's lineage. Taking articles in changes the rows that they touch; the lineages are those that
`dateline.lineage.trace` gives for all articles at once, in whatever portions they came (a property that the tests hold it to).

All of it is derived. It is made anew where the lineage's rules have changed since, which their digest tells.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import resources
from typing import TypeVar

import numpy as np
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    or_,
    select,
    update,
)  # fmt: skip

from dateline.ledger.rows import read_articles
from dateline.ledger.tables import articles as stored
from dateline.ledger.tables import state
from dateline.lineage.evidence import Evidence, compare, promising
from dateline.lineage.index import EARLIEST, HOPELESS, LINKED, STANDING, WINDOW
from dateline.lineage.merges import PART
from dateline.lineage.profiles import DAY, Profile, profile_of
from dateline.lineage.signatures import STRETCH_BANDS, Keys, sign
from dateline.lineage.stories import lineages_of
from dateline.records import Article, Descent, Lineage

#: Articles that are taken in at a time: their profiles are in memory together.
PORTION = 500
#: Values in one query; SQLite takes 32,766, PostgreSQL 65,535.
VALUES = 5_000
_STRETCH, _NAMES = 0, 1

_metadata = MetaData()
#: `minute` and `wire` are the profile's; `standing` the numbers of its passages that are printed under many stories, `lineage` as JSON.
members = Table(
    "story_articles",
    _metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("minute", BigInteger, nullable=True),
    Column("wire", String, nullable=True),
    Column("standing", Text, nullable=False),
    Column("lineage", Text, nullable=True),
    Index("ix_story_articles_wire", "wire"),
)
#: Which articles a band holds; `kind` is of a stretch's words or of an article's names.
bands = Table(
    "story_bands",
    _metadata,
    Column("kind", SmallInteger, primary_key=True),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
#: Bands of words that stand under many stories.
background = Table("story_background", _metadata, Column("key", BigInteger, primary_key=True, autoincrement=False))
#: How many bands make a pair meet, its log odds, and whether one may be part of what the other prints (`tied`).
pairs = Table(
    "story_pairs",
    _metadata,
    Column("old", Integer, primary_key=True, autoincrement=False),
    Column("new", Integer, primary_key=True, autoincrement=False),
    Column("shared", Integer, nullable=False),
    Column("weight", Float, nullable=False),
    Column("tied", Boolean, nullable=False),
    Index("ix_story_pairs_new", "new"),
)
#: The digest of the rules that all this was made by.
rules = Table("story_rules", _metadata, Column("digest", String, primary_key=True))

Pair = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changed:
    """What taking articles in has changed: `articles` whose lineage is new or another, and the `stories` they were in or are in."""

    articles: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()

    def __or__(self, other: Changed) -> Changed:
        """Return both together."""
        return Changed(self.articles | other.articles, self.stories | other.stories)


@dataclass(frozen=True, slots=True)
class _Member:
    """An article's place in printing."""

    number: int
    id: str
    minute: int | None

    @property
    def order(self) -> tuple[bool, int, str]:
        return (self.minute is None, self.minute or 0, self.id)


@dataclass(frozen=True, slots=True)
class _Met:
    """What is known of a pair: by how many bands it meets, its log odds, and whether one may be part of what the other prints."""

    shared: int
    weight: float
    tied: bool


@cache
def rules_digest() -> str:
    """Return a digest of all that lineage is worked out by: the package's tables and its code."""
    found = hashlib.sha256()
    package = resources.files("dateline.lineage")
    for folder in (package, package.joinpath("data")):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name.endswith((".py", ".tsv")):
                found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


class Stories:
    """The lineage of a ledger's articles.

    Args:
        connection: to the ledger, in a writing transaction where articles are taken in; what is done becomes part of it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._profiles: dict[int, Profile] = {}

    def missing(self) -> list[str]:
        """Return the ids of the ledger's articles that were not taken in yet, sorted; all of them where the rules have changed."""
        every = list(self._connection.execute(select(stored.c.id).order_by(stored.c.id)).scalars())
        known = set(self._connection.execute(select(members.c.id)).scalars()) if self._is_current() else set()
        return [article_id for article_id in every if article_id not in known]

    def catch_up(self) -> Changed:
        """Take in all articles of the ledger that were not taken in yet; return what has changed by it."""
        missing = self.missing()
        changed = self.take_in(())
        for start in range(0, len(missing), PORTION):
            changed |= self.take_in(read_articles(self._connection, missing[start : start + PORTION]))
        return changed

    def take_in(self, articles: Iterable[Article]) -> Changed:
        """Take in articles that the ledger holds; those that are in already are left as they are.

        Where the rules have changed everything kept is dropped first: `missing` then names all articles.

        Returns:
            What has changed by it.
        """
        self._prepare()
        changed = Changed()
        portion: list[Article] = []
        for article in articles:
            portion.append(article)
            if len(portion) == PORTION:
                changed, portion = changed | self._take_in(portion), []
        return changed | self._take_in(portion)

    def lineages(self, article_ids: Collection[str] | None = None) -> dict[str, Lineage]:
        """Return the lineages of articles, of all that were taken in or of those named; one that was not is left out."""
        if not self._is_current():
            return {}
        query = select(members.c.id, members.c.lineage).order_by(members.c.id)
        if article_ids is None:
            rows = list(self._connection.execute(query))
        else:
            rows = [row for part in _parts(sorted(article_ids)) for row in self._connection.execute(query.where(members.c.id.in_(part)))]
        return {row.id: _lineage(row.lineage) for row in rows}

    # What is kept

    def _is_current(self) -> bool:
        if not inspect(self._connection).has_table(rules.name):
            return False
        return self._connection.execute(select(rules.c.digest)).scalar_one_or_none() == rules_digest()

    def _prepare(self) -> None:
        """Make the tables, empty where they were made by other rules."""
        # On PostgreSQL this makes writers queue, as they do to add articles.
        self._connection.execute(select(state.c.value).where(state.c.name == "input").with_for_update())
        if self._is_current():
            return
        _metadata.drop_all(self._connection)
        _metadata.create_all(self._connection)
        self._connection.execute(insert(rules).values(digest=rules_digest()))

    def _take_in(self, given: Sequence[Article]) -> Changed:
        known = self._numbers([article.id for article in given])
        fresh = {article.id: article for article in given if article.id not in known}
        if not fresh:
            return Changed()
        first = (self._connection.execute(select(func.max(members.c.number))).scalar() or 0) + 1
        self._profiles = {first + at: profile_of(article) for at, article in enumerate(fresh.values())}
        self._connection.execute(
            insert(members),
            [{"number": n, "id": p.id, "minute": p.minute, "wire": p.wire, "standing": "[]"} for n, p in self._profiles.items()],
        )
        met, stirred = self._meet(first, list(self._profiles.values()))
        seeds = set(self._profiles) | self._reweigh(met, self._restand(stirred), first)
        changed = self._relate(seeds)
        self._profiles = {}
        return changed

    def _numbers(self, ids: Sequence[str]) -> dict[str, int]:
        query = select(members.c.id, members.c.number)
        return {row.id: row.number for part in _parts(ids) for row in self._connection.execute(query.where(members.c.id.in_(part)))}

    def _members(self, numbers: Iterable[int]) -> dict[int, _Member]:
        query = select(members.c.number, members.c.id, members.c.minute)
        return {
            row.number: _Member(row.number, row.id, row.minute)
            for part in _parts(sorted(numbers)) for row in self._connection.execute(query.where(members.c.number.in_(part)))
        }  # fmt: skip

    def _load(self, numbers: Collection[int]) -> None:
        """Have the profiles of articles at hand: they are made of the stored articles, as fast as stored ones would be read."""
        wanted = {member.id: number for number, member in self._members(set(numbers) - self._profiles.keys()).items()}
        for part in _parts(sorted(wanted)):
            for article in read_articles(self._connection, part):
                self._profiles[wanted[article.id]] = profile_of(article)

    # Which pairs meet

    def _meet(self, first: int, fresh: Sequence[Profile]) -> tuple[Counter[Pair], set[int]]:
        """Put in the bands of articles numbered from `first`.

        Returns:
            By how many bands each pair meets more or less than before, and the articles whose background may be another now.
        """
        met: Counter[Pair] = Counter()
        stirred: set[int] = set()
        for kind, signed in zip((_STRETCH, _NAMES), sign(fresh), strict=True):
            holders = self._put(kind, first, signed)
            known = self._members({number for held in holders.values() for number in held})
            standing = self._background(holders) if kind == _STRETCH else set()
            risen = []
            for key, held in holders.items():
                before, after = [known[n] for n in held if n < first], [known[n] for n in held]
                met.subtract(dict.fromkeys(_pairs(before), 1))
                met.update(dict.fromkeys(_pairs(after), 1))
                if key in standing:
                    stirred.update(n for n in held if n >= first)
                elif kind == _STRETCH and _stands(after):
                    risen.append(key)
                    stirred.update(held)
            if risen:
                self._connection.execute(insert(background), [{"key": key} for key in risen])
        return met, stirred

    def _put(self, kind: int, first: int, signed: Sequence[Keys]) -> dict[int, list[int]]:
        """Put in band keys; return who holds each that is held by two articles or more, ascending."""
        rows = [(key, first + at) for at, keys in enumerate(signed) for key in np.unique(keys).view(np.int64).tolist()]
        held: dict[int, list[int]] = {}
        for part in _parts(sorted({key for key, _ in rows})):
            query = select(bands.c.key, bands.c.number).where(bands.c.kind == kind, bands.c.key.in_(part))
            for row in self._connection.execute(query.order_by(bands.c.key, bands.c.number)):
                held.setdefault(row.key, []).append(row.number)
        for key, number in rows:
            held.setdefault(key, []).append(number)
        if rows:
            self._connection.execute(insert(bands), [{"kind": kind, "key": key, "number": number} for key, number in rows])
        return {key: numbers for key, numbers in held.items() if len(numbers) > 1}

    def _background(self, keys: Collection[int]) -> set[int]:
        query = select(background.c.key)
        return {key for part in _parts(sorted(keys)) for key in self._connection.execute(query.where(background.c.key.in_(part))).scalars()}

    def _restand(self, stirred: Collection[int]) -> set[int]:
        """Work out anew which passages of articles are background; return the articles of which others are."""
        changed: set[int] = set()
        for part in _parts(sorted(stirred)):
            self._load(part)
            was = self._standing(part)
            signed, _ = sign([self._profiles[number] for number in part])
            stood = self._background({key for keys in signed for key in keys.view(np.int64).tolist()})
            for number, keys in zip(part, signed, strict=True):
                passages = self._profiles[number].passages
                rows = keys.view(np.int64).reshape(-1, STRETCH_BANDS).tolist()
                # A passage is background where each of its stretches is, and a stretch where most of its bands are.
                stands = [sum(key in stood for key in row) * 2 > STRETCH_BANDS for row in rows]
                firsts = np.flatnonzero(np.diff(passages.stretch, prepend=-1))
                fresh = {int(passages.passage[at]) for at, stood_so in zip(firsts, stands, strict=True) if not stood_so}
                now = frozenset(range(len(passages))) - fresh
                if now != was[number]:
                    changed.add(number)
                    text = json.dumps(sorted(now))
                    self._connection.execute(update(members).where(members.c.number == number).values(standing=text))
        return changed

    def _standing(self, numbers: Collection[int]) -> dict[int, frozenset[int]]:
        query = select(members.c.number, members.c.standing)
        return {
            row.number: frozenset(json.loads(row.standing))
            for part in _parts(sorted(numbers)) for row in self._connection.execute(query.where(members.c.number.in_(part)))
        }  # fmt: skip

    # What they weigh

    def _reweigh(self, met: Mapping[Pair, int], restood: Collection[int], first: int) -> set[int]:
        """Count the bands in which pairs meet, and weigh the pairs that meet now or know another background.

        Args:
            met: by how many bands more or less each pair meets.
            restood: articles whose background is another.
            first: the number from which articles are new.

        Returns:
            The articles whose links may have changed, beside the new ones.
        """
        moved = {pair: step for pair, step in met.items() if step}
        before = self._counted(moved.keys()) | self._counted_of(restood)
        shared = {
            pair: count for pair in before.keys() | moved.keys()
            if (count := (before[pair].shared if pair in before else 0) + moved.get(pair, 0))
        }  # fmt: skip
        again = sorted(pair for pair in shared if pair not in before or not set(pair).isdisjoint(restood))
        weighed = dict(self._weighed(again))
        after = {pair: replace(weighed[pair] if pair in weighed else before[pair], shared=n) for pair, n in shared.items()}
        stale = [pair for pair, met_so in before.items() if after.get(pair) != met_so]
        fresh = [pair for pair, met_so in after.items() if before.get(pair) != met_so]
        if stale:
            this = and_(pairs.c.old == bindparam("at_old"), pairs.c.new == bindparam("at_new"))
            self._connection.execute(delete(pairs).where(this), [{"at_old": old, "at_new": new} for old, new in stale])
        if fresh:
            self._connection.execute(insert(pairs), [{"old": old, "new": new, **asdict(after[old, new])} for old, new in fresh])
        touched: set[int] = set()
        for pair in before.keys() | after.keys():
            was, now = before.get(pair), after.get(pair)
            other = was is None or now is None or was.weight != now.weight or pair in weighed
            tied = any(met_so is not None and met_so.tied for met_so in (was, now))
            # Two that are apart matter where others tie them together; a new article's ties are looked at in any case.
            if other and (tied or max(pair) < first):
                touched.update(pair)
        return touched

    def _counted(self, wanted: Collection[Pair]) -> dict[Pair, _Met]:
        """Return what is stored of pairs."""
        found: dict[Pair, _Met] = {}
        for part in _parts(sorted({new for _, new in wanted})):
            for row in self._connection.execute(select(pairs).where(pairs.c.new.in_(part))):
                if (row.old, row.new) in wanted:
                    found[row.old, row.new] = _Met(row.shared, row.weight, row.tied)
        return found

    def _counted_of(self, numbers: Collection[int]) -> dict[Pair, _Met]:
        """Return what is stored of all pairs of articles."""
        found: dict[Pair, _Met] = {}
        for part in _parts(sorted(numbers)):
            for row in self._connection.execute(select(pairs).where(or_(pairs.c.old.in_(part), pairs.c.new.in_(part)))):
                found[row.old, row.new] = _Met(row.shared, row.weight, row.tied)
        return found

    def _weighed(self, wanted: Sequence[Pair]) -> Iterator[tuple[Pair, _Met]]:
        """Compare pairs that meet."""
        for part in _parts(wanted):
            numbers = {number for pair in part for number in pair}
            self._load(numbers)
            standing = self._standing(numbers)
            for old, new in part:
                if promising(self._profiles[old], self._profiles[new]):
                    found = compare(self._profiles[old], self._profiles[new], standing=(standing[old], standing[new]))
                    yield (old, new), _Met(0, float(found.weight), bool(found.weight > LINKED or found.forth.share >= PART))
                else:
                    yield (old, new), _Met(0, LINKED + HOPELESS, False)

    # What they are to each other

    def _relate(self, seeds: Collection[int]) -> Changed:
        """Work out anew the lineages of the articles that links lead to from `seeds`."""
        reached = self._reached(seeds)
        if not reached:
            return Changed()
        known = self._members(reached)
        order = sorted(reached, key=lambda number: known[number].id)
        place = {number: at for at, number in enumerate(order)}
        inside = {pair: row for pair, row in self._counted_of(reached).items() if pair[0] in place and pair[1] in place}
        self._load(reached)
        standing = self._standing(reached)

        def weigh(old: int, new: int, out: frozenset[int] = frozenset()) -> Evidence:
            one, other = order[old], order[new]
            return compare(self._profiles[one], self._profiles[other], standing=(standing[one], standing[other] | out))

        links: dict[Pair, Evidence] = {}
        near: dict[Pair, Evidence] = {}
        apart: dict[Pair, float] = {}
        for pair, met in sorted(inside.items()):
            here = place[pair[0]], place[pair[1]]
            if met.tied:
                (links if met.weight > LINKED else near)[here] = weigh(*here)
            if met.weight <= LINKED:
                apart[here] = met.weight - LINKED
        found = lineages_of([self._profiles[number] for number in order], links, near, apart, weigh)
        return self._write([found[known[number].id] for number in order], order)

    def _reached(self, seeds: Collection[int]) -> set[int]:
        """Return the articles that links, or a source's word on the wire story it printed, lead to."""
        reached: set[int] = set(seeds)
        edge = reached
        while edge:
            following: set[int] = set()
            for part in _parts(sorted(edge)):
                ends = or_(pairs.c.old.in_(part), pairs.c.new.in_(part))
                for row in self._connection.execute(select(pairs.c.old, pairs.c.new).where(and_(pairs.c.tied, ends))):
                    following.update((row.old, row.new))
                named = self._connection.execute(select(members.c.id, members.c.wire).where(members.c.number.in_(part))).all()
                names = sorted({name for row in named for name in (row.id, row.wire) if name})
                wires = sorted({row.wire for row in named if row.wire})
                for query in (members.c.wire.in_(names), members.c.id.in_(wires)):
                    following.update(self._connection.execute(select(members.c.number).where(query)).scalars())
            edge = following - reached
            reached |= edge
        return reached

    def _write(self, lineages: Sequence[Lineage], numbers: Sequence[int]) -> Changed:
        """Store the lineages that are others than those stored."""
        before: dict[int, str | None] = {}
        for part in _parts(sorted(numbers)):
            query = select(members.c.number, members.c.lineage).where(members.c.number.in_(part))
            before |= {row.number: row.lineage for row in self._connection.execute(query)}
        changed: set[str] = set()
        told: set[str] = set()
        rows = []
        for number, lineage in zip(numbers, lineages, strict=True):
            text, was = json.dumps(asdict(lineage), ensure_ascii=False), before[number]
            if text == was:
                continue
            rows.append({"at": number, "text": text})
            changed.add(lineage.article_id)
            told.update(part.story for part in (*lineage.parts, *(_lineage(was).parts if was else ())))
        if rows:
            self._connection.execute(update(members).where(members.c.number == bindparam("at")).values(lineage=bindparam("text")), rows)
        return Changed(frozenset(changed), frozenset(told))


def _lineage(text: str) -> Lineage:
    """Return the lineage that was stored."""
    row = json.loads(text)
    parts = (Descent(p["story"], p["relation"], tuple(p["of"]), tuple(p["blocks"]), p["why"]) for p in row["parts"])
    return Lineage(row["article_id"], tuple(parts), tuple(row["own"]), row["superseded_by"])


def _pairs(holders: Sequence[_Member]) -> Iterator[Pair]:
    """Yield the pairs of a band worth comparing, earlier and later, as `dateline.lineage.Index` chooses them."""
    ordered = sorted(holders, key=lambda member: member.order)
    minutes = [member.minute for member in ordered if member.minute is not None]
    for place, member in enumerate(ordered):
        start = 0 if member.minute is None else bisect_left(minutes, member.minute - WINDOW * DAY)
        for old in ordered[start : min(place, start + EARLIEST)]:
            yield old.number, member.number


def _stands(holders: Sequence[_Member]) -> bool:
    """Return whether words held by these articles are background: printed by several over more days than a copy takes."""
    minutes = [member.minute for member in holders if member.minute is not None]
    return len(minutes) >= STANDING and max(minutes) - min(minutes) > WINDOW * DAY


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values in portions that one query takes."""
    for start in range(0, len(values), VALUES):
        yield values[start : start + VALUES]

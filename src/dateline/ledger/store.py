"""The ledger: one append-only store of articles, claims, sources and judgements, with incidents derived from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import Connection, Integer, String, cast, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import IntegrityError

from dateline.errors import LedgerDamaged, LedgerError, UnknownRecord
from dateline.ledger import checks, derived, opening, rows
from dateline.ledger.connecting import name_of, plainly, writing
from dateline.ledger.listing import ArticleLine, article_lines
from dateline.ledger.rows import Outcome, SourceSeen
from dateline.ledger.tables import articles, claims, incidents, judgements, sources, state, visits
from dateline.records import Article, Claim, DisplacementSeries, Incident, IncidentSummary, Judgement, RawDocument
from dateline.serial import article_to_json, claim_to_json, dumps, judgement_to_json
from dateline.sources import Visit

if TYPE_CHECKING:
    from dateline.incidents import Change, Link

R = TypeVar("R")

#: Seconds to wait for another process's write; one article's write takes milliseconds.
WAIT = 30.0


def utc_now() -> str:
    """Return the moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """An open ledger. Use it as a context manager, or `close` it.

    Args:
        url: a file's path, ``sqlite:///file`` or a PostgreSQL URL.
        create: whether a file that is not there yet is made.
        wait: seconds to wait for another writer before `LedgerBusy`.
        clock: gives the moment that rows are marked with.

    Raises:
        LedgerError: if there is no ledger there, or one of a newer Dateline, or another program's database.
    """

    def __init__(self, url: str | Path, *, create: bool = True, wait: float = WAIT, clock: Callable[[], str] = utc_now) -> None:
        self.url = opening.parse_url(url)
        self.engine, self.archive = opening.open_ledger(self.url, create=create, wait=wait)
        self._clock = clock

    @property
    def name(self) -> str:
        """How messages name this ledger: its path, or its URL without the password."""
        return name_of(self.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the database connections back."""
        self.engine.dispose()
        self.archive.engine.dispose()

    def now(self) -> str:
        """Return the moment by the ledger's clock, as its rows are marked."""
        return self._clock()

    # What is stored

    def add(self, raw: RawDocument, article: Article, claim_list: Sequence[Claim], *, extractor: str, keep: bool = True) -> Outcome:
        """Store one article with its claims and its source; see `add_all`."""
        return self.add_all(raw, [(article, claim_list)], extractor=extractor, keep=keep)[0]

    def add_all(
        self, raw: RawDocument, drawn: Sequence[tuple[Article, Sequence[Claim]]], *, extractor: str, keep: bool = True
    ) -> list[Outcome]:  # fmt: skip
        """Store the articles of one document with their claims and their source, all in one transaction.

        Args:
            raw: the document the articles were read from; its bytes go to the archive first.
            drawn: each article with its claims, in order. Those after the first have the origin ``origin!entry N``.
            extractor: the version of Dateline that drew the claims.
            keep: whether the bytes are kept.

        Returns:
            For each article ``STORED``, or ``DUPLICATE`` where the ledger has this very text already: then only the source is noted.
        """
        now = self._clock()
        if keep:
            self.archive.put(raw.data, raw.sha256)
        outcomes: list[Outcome] = []
        with self._writing() as connection:
            # First, because on PostgreSQL it makes writers queue; a duplicate puts it back.
            before = int(connection.execute(select(state.c.value).where(state.c.name == "input").with_for_update()).scalar_one())
            for number, (article, claim_list) in enumerate(drawn, 1):
                known = connection.execute(select(articles.c.id).where(articles.c.id == article.id)).first()
                outcomes.append(Outcome.STORED if known is None else Outcome.DUPLICATE)
                if known is None:
                    text = dumps(article_to_json(article))
                    row = {"id": article.id, "json": text, "digest": rows.digest(text), "raw_sha256": raw.sha256, "raw_kept": keep}
                    connection.execute(insert(articles).values(**row, added_at=now))
                    self._insert_claims(connection, article, claim_list, extractor)
                origin = raw.origin if number == 1 else f"{raw.origin}!entry {number}"
                _note_source(connection, SourceSeen(origin, raw.sha256, outcomes[-1], None, article.id, now))
            if Outcome.STORED in outcomes:
                connection.execute(update(state).where(state.c.name == "input").values(value=str(before + 1)))
        return outcomes

    def refuse(self, origin: str, sha256: str | None, reason: str) -> None:
        """Note an item that no article could be made of; a later `add` tries it again.

        Args:
            origin: where it was looked for.
            sha256: of its bytes; ``None`` where they could not be had.
            reason: why it was refused.
        """
        with self._writing() as connection:
            _note_source(connection, SourceSeen(origin, sha256, Outcome.REFUSED, reason, None, self._clock()))

    def recall(self, raw: RawDocument) -> tuple[str, ...]:
        """Return the articles that these very bytes gave before, and note this origin for the first too; none if they are new."""
        query = select(sources.c.origin, sources.c.article_id).where(sources.c.sha256 == raw.sha256, sources.c.article_id.is_not(None))
        with self._reading() as connection:
            found = connection.execute(query.order_by(sources.c.number)).all()
        if not found:
            return ()
        article_id = str(found[0].article_id)
        if all(row.origin != raw.origin for row in found):
            with self._writing() as connection:
                _note_source(connection, SourceSeen(raw.origin, raw.sha256, Outcome.DUPLICATE, None, article_id, self._clock()))
        return tuple(dict.fromkeys(str(row.article_id) for row in found))

    def last_visit(self, url: str) -> Visit | None:
        """Return the latest visit to an address whose bytes gave an article; one that gave none is made again."""
        query = select(visits).where(visits.c.url == url)
        with self._reading() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            given = select(sources.c.number).where(sources.c.sha256 == row.sha256, sources.c.article_id.is_not(None)).limit(1)
            if row.sha256 is not None and connection.execute(given).first() is None:
                return None
        return Visit(row.url, row.at, row.sha256, row.etag, row.modified, row.mark)

    def note_visit(self, visit: Visit) -> None:
        """Remember a visit to an address; the one before is forgotten."""
        values = asdict(visit)
        with self._writing() as connection:
            # Both dialects have the clause (SQL calls it MERGE); two writers may meet the same address at once.
            upsert = (sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert)(visits).values(**values)
            connection.execute(upsert.on_conflict_do_update(index_elements=[visits.c.url], set_=values))

    def judge(self, judgement: Judgement) -> None:
        """Append a human decision; the incidents are derived anew when they are next asked for.

        Raises:
            LedgerError: if a decision of this id is there already.
        """
        text = dumps(judgement_to_json(judgement))
        with self._writing() as connection:
            try:
                connection.execute(insert(judgements).values(id=judgement.id, json=text, digest=rows.digest(text), added_at=self._clock()))
            except IntegrityError as error:
                raise LedgerError(f"{self.name}: judgement {judgement.id} is there already; a judgement is never overwritten") from error
            connection.execute(update(state).where(state.c.name == "input").values(value=cast(cast(state.c.value, Integer) + 1, String)))

    # What is read

    def article(self, article_id: str) -> Article:
        """Return one article.

        Raises:
            UnknownRecord: if the ledger has none of this id.
        """
        with self._reading() as connection:
            return self._only("article", article_id, rows.read_articles(connection, [article_id]))

    def claim(self, claim_id: str) -> Claim:
        """Return one claim.

        Raises:
            UnknownRecord: if the ledger has none of this id.
        """
        with self._reading() as connection:
            return self._only("claim", claim_id, rows.read_claims(connection, ids=[claim_id]))

    def incident(self, incident_id: str, *, policy: str = "dateline") -> Incident:
        """Return one incident, its tolls made by a policy.

        Raises:
            UnknownPolicy: if there is no such policy.
            UnknownRecord: if the claims add up to none of this id.
        """
        from dateline.incidents import by_policy, policy_named

        policy_named(policy)
        self.refresh()
        with self._reading() as connection:
            found = rows.read_incident(connection, incident_id)
        return by_policy(self._only("incident", incident_id, [found] if found is not None else []), policy)

    def article_ids(self) -> list[str]:
        """Return the ids of all articles, sorted."""
        with self._reading() as connection:
            return list(connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars())

    def articles(self) -> Iterator[Article]:
        """Yield all articles by id, one at a time."""
        for article_id in self.article_ids():
            yield self.article(article_id)

    def article_lines(self, *, words: str | None = None, offset: int = 0, limit: int = 50) -> tuple[int, list[ArticleLine]]:
        """Return how many articles there are (or hold words), and some of them on one line each, those last added first."""
        with self._reading() as connection:
            return article_lines(connection, words=words, offset=offset, limit=limit)

    def claims(self, article_id: str | None = None) -> list[Claim]:
        """Return all claims, or one article's, in the order of the text."""
        with self._reading() as connection:
            return rows.read_claims(connection, article_id=article_id)

    def judgements(self) -> list[Judgement]:
        """Return all human decisions in the order they were made."""
        with self._reading() as connection:
            return rows.read_judgements(connection)

    def sources(self, article_id: str | None = None) -> list[SourceSeen]:
        """Return every source that was offered, or those that gave one article, in order."""
        with self._reading() as connection:
            if article_id is not None:
                return rows.sources_of(connection, article_id)
            return [rows.read_source(row) for row in connection.execute(select(sources).order_by(sources.c.number))]

    def raw(self, article_id: str) -> bytes:
        """Return the bytes an article was read from.

        Raises:
            UnknownRecord: if the ledger has no such article, or was told not to keep bytes.
            LedgerDamaged: if they are missing, or not those that were stored.
        """
        with self._reading() as connection:
            found = connection.execute(select(articles.c.raw_sha256, articles.c.raw_kept).where(articles.c.id == article_id)).all()
        row = self._only("article", article_id, found)
        if not row.raw_kept:
            raise UnknownRecord(f"{self.name}: the bytes of article {article_id} were not kept (--text-only); its text is all there is")
        data = self.archive.get(row.raw_sha256)
        if data is None:
            raise LedgerDamaged(f"{self.archive.name}: the bytes of article {article_id} are not there; restore a copy of the archive")
        return data

    def find(self, prefix: str) -> tuple[str, str]:
        """Return ``(kind, id)`` of the one record whose id begins with `prefix`.

        Raises:
            UnknownRecord: if there is none, or more than one.
        """
        self.refresh()
        with self._reading() as connection:
            found = rows.ids_with_prefix(connection, prefix, limit=4) if prefix else []
        exact = [item for item in found if item[1] == prefix]
        if len(found) == 1 or exact:
            return (exact or found)[0]
        if not found:
            raise UnknownRecord(f"{self.name} has no article, claim or incident {prefix!r}; `dateline incidents` lists what there is")
        listed = ", ".join(f"{kind} {key[:16]}" for kind, key in found[:4])
        raise UnknownRecord(f"{prefix!r} is the beginning of more than one id ({listed} ...); give more characters of it")

    def count(self) -> dict[str, int]:
        """Return how many articles, claims, sources, judgements and incidents are stored."""
        with self._reading() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (articles, claims, sources, judgements, incidents)
            }

    # What is derived

    def generation(self) -> str:
        """Return what tells one state of the ledger from the next: it changes with every article, claim and judgement."""
        with self._reading() as connection:
            return str(connection.execute(select(state.c.value).where(state.c.name == "input")).scalar_one())

    def incidents(self, *, policy: str = "dateline") -> list[Incident]:
        """Return the incidents that the claims and judgements add up to, derived anew where they have changed.

        Args:
            policy: how tolls are made of what is stated; applied on reading, nothing is derived anew for it.

        Raises:
            UnknownPolicy: if there is no such policy.
        """
        from dateline.incidents import by_policy, policy_named

        policy_named(policy)
        self.refresh()
        with self._reading() as connection:
            return [by_policy(incident, policy) for incident in rows.read_incidents(connection)]

    def summaries(self, *, policy: str = "dateline") -> list[IncidentSummary]:
        """Return the incidents on one line each, in the order of `incidents`.

        Raises:
            UnknownPolicy: if there is no such policy.
        """
        from dateline.incidents import by_policy, policy_named, summarise

        policy_named(policy)
        if policy != "dateline":
            return [summarise(by_policy(incident, policy), number) for number, incident in enumerate(self.stream(), 1)]
        self.refresh()
        with self._reading() as connection:
            return rows.read_summaries(connection)

    def stream(self) -> Iterator[Incident]:
        """Yield the incidents in their order; memory does not grow with them."""
        self.refresh()
        with self._reading() as connection:
            yield from rows.stream_incidents(connection)

    def links(self, incident_id: str) -> list[Link]:
        """Return how the accounts of an incident came together.

        Raises:
            UnknownRecord: if the claims add up to none of this id.
        """
        from dateline.incidents import links_of

        claims, every = self._of_incident(self.incident(incident_id))
        return links_of(claims, articles=every)

    def history(self, incident_id: str, *, policy: str = "dateline") -> list[Change]:
        """Return how an incident grew as its articles were published, replayed over its own claims.

        Raises:
            UnknownRecord: if the claims add up to none of this id.
        """
        from dateline.incidents import changes_of, published_from, states_of

        incident = self.incident(incident_id, policy=policy)
        claims, every = self._of_incident(incident)
        states = states_of(incident, claims, published_from(every.values()), articles=every, judgements=self.judgements(), policy=policy)
        return changes_of(states)

    def _of_incident(self, incident: Incident) -> tuple[list[Claim], dict[str, Article]]:
        """Return an incident's claims, and their articles by id."""
        with self._reading() as connection:
            claims = rows.read_claims(connection, ids=incident.claim_ids)
            names = sorted({claim.article_id for claim in claims})
            return claims, {article.id: article for article in rows.read_articles(connection, names)}

    def displacement(self, place: str | None = None) -> list[DisplacementSeries]:
        """Return what the claims say of displacement, by place and day; of one place or area and what lies in it where named."""
        from dateline.incidents import displacement, in_place

        with self._reading() as connection:
            every = {article.id: article for article in rows.read_articles(connection)}
            found = displacement(rows.read_claims(connection), judgements=rows.read_judgements(connection), articles=every)
        return found if place is None else in_place(found, place)

    def refresh(self) -> bool:
        """Derive the incidents anew if anything under them has changed since; return whether it was so."""
        with plainly(self.url):
            return derived.refresh(self.engine)

    def rebuild(self) -> int:
        """Derive the incidents anew in any case; return how many there are."""
        with plainly(self.url):
            derived.refresh(self.engine, always=True)
        return self.count()["incidents"]

    def verify(self) -> list[checks.Problem]:
        """Check every stored hash, every span against its text, and that the incidents rest on claims that are there."""
        with self._reading() as connection:
            return checks.verify(connection, self.archive)

    # How

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plainly(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plainly(self.url), writing(self.engine) as connection:
            yield connection

    def _only(self, kind: str, key: str, found: Sequence[R]) -> R:
        if not found:
            raise UnknownRecord(f"{self.name} has no {kind} {key!r}; `dateline incidents` lists what there is")
        return found[0]

    def _insert_claims(self, connection: Connection, article: Article, claim_list: Sequence[Claim], extractor: str) -> None:
        values = []
        for position, claim in enumerate(claim_list):
            if claim.article_id != article.id:
                raise LedgerError(f"claim {claim.id} is of article {claim.article_id}, not of {article.id}; add it with its own")
            text = dumps(claim_to_json(claim))
            values.append(
                {
                    "id": claim.id,
                    "article_id": article.id,
                    "position": position,
                    "json": text,
                    "digest": rows.digest(text),
                    "extractor": extractor,
                }
            )
        try:
            if values:
                connection.execute(insert(claims), values)
        except IntegrityError as error:
            raise LedgerError(f"article {article.id}: two of its claims have one id; nothing of it was stored") from error


def _note_source(connection: Connection, seen: SourceSeen) -> None:
    """Append a source, unless the same was noted before."""
    same = select(sources.c.number).where(
        sources.c.origin == seen.origin, sources.c.sha256 == seen.sha256, sources.c.outcome.in_(_covers(seen.outcome))
    )
    if connection.execute(same).first() is None:
        connection.execute(
            insert(sources).values(
                origin=seen.origin,
                sha256=seen.sha256,
                outcome=seen.outcome.value,
                reason=seen.reason,
                article_id=seen.article_id,
                added_at=seen.added_at,
            )
        )


def _covers(outcome: Outcome) -> tuple[str, ...]:
    """Return the outcomes that make noting `outcome` again needless: a stored source that comes again is no new source."""
    return (Outcome.REFUSED.value,) if outcome is Outcome.REFUSED else (Outcome.STORED.value, Outcome.DUPLICATE.value)

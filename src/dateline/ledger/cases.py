"""Read incidents with their claims and articles in batches, so that memory does not grow with the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from dateline.ledger.connecting import plainly
from dateline.ledger.rows import read_articles, read_claims, read_judgements, read_row
from dateline.ledger.store import Ledger
from dateline.ledger.tables import incidents
from dateline.records import Article, Claim, Incident, Judgement
from dateline.serial import incident_from_json

#: Incidents read at once; ids in one query stay far below what SQLite takes.
BATCH = 50
#: Ids in one query.
IDS = 500
Found = tuple[int, Incident, list[Claim], list[Article], list[Judgement]]


def read_cases(ledger: Ledger) -> Iterator[Found]:
    """Yield each incident with its number (from 1), claims, articles and judgements, in the order they were derived in."""
    ledger.refresh()
    last, number = -1, 0
    with plainly(ledger.url), ledger.engine.connect() as connection:
        judged = read_judgements(connection)
        while True:
            query = select(incidents.c.position, incidents.c.id, incidents.c.json).where(incidents.c.position > last)
            rows = connection.execute(query.order_by(incidents.c.position).limit(BATCH)).all()
            if not rows:
                return
            last = rows[-1].position
            found = [read_row("incident", row.id, row.json, incident_from_json) for row in rows]
            claims = {
                c.id: c for part in _parts(sorted({i for one in found for i in one.claim_ids})) for c in read_claims(connection, ids=part)
            }
            names = sorted({claim.article_id for claim in claims.values()})
            articles = {a.id: a for part in _parts(names) for a in read_articles(connection, part)}
            for incident in found:
                number += 1
                held = [claims[key] for key in incident.claim_ids if key in claims]
                used = [articles[key] for key in dict.fromkeys(claim.article_id for claim in held) if key in articles]
                about = {incident.id, *incident.claim_ids}
                yield number, incident, held, used, [j for j in judged if about.intersection(j.subjects)]


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), IDS):
        yield ids[start : start + IDS]

"""Incidents as a table that can always be made again from the claims and judgements under it."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, insert, select, update

from dateline import __version__
from dateline.ledger.connecting import writing
from dateline.ledger.rows import read_articles, read_claims, read_judgements
from dateline.ledger.tables import incidents, state
from dateline.records import Incident
from dateline.serial import dumps, incident_to_json, summary_to_text

#: Times to start over when another process adds while the incidents are being derived; that process derives them too.
ATTEMPTS = 5


def is_stale(connection: Connection) -> bool:
    """Return whether claims or judgements were added since the incidents were derived, or another version derived them."""
    values = _state(connection)
    return values["input"] != values["incidents"] or values["incidents_by"] != __version__


def refresh(engine: Engine, *, always: bool = False) -> bool:
    """Derive the incidents and replace the table in one transaction.

    The deriving is done without the write lock. If another process added meanwhile the result is thrown away and
    derived again, so that the table never mixes two states.

    Args:
        engine: of an open ledger.
        always: also where nothing has changed.

    Returns:
        Whether anything was derived.
    """
    for _ in range(ATTEMPTS):
        with engine.connect() as connection:
            if not (always or is_stale(connection)):
                return False
            before = _state(connection)["input"]
            found = derive(connection)
        with writing(engine) as connection:
            now = connection.execute(select(state.c.value).where(state.c.name == "input").with_for_update()).scalar_one()
            if now == before:
                _replace(connection, found, now)
                return True
    with writing(engine) as connection:
        _replace(connection, derive(connection), _state(connection)["input"])
    return True


def derive(connection: Connection) -> list[Incident]:
    """Return what the stored claims add up to under the stored judgements."""
    from dateline.incidents import reconcile

    articles = {article.id: article for article in read_articles(connection)}
    return reconcile(read_claims(connection), judgements=read_judgements(connection), articles=articles)


def _replace(connection: Connection, found: list[Incident], generation: str) -> None:
    connection.execute(delete(incidents))
    if found:
        from dateline.incidents import summarise

        values = [
            {"id": i.id, "position": n, "json": dumps(incident_to_json(i)), "summary": summary_to_text(summarise(i, n + 1))}
            for n, i in enumerate(found)
        ]
        connection.execute(insert(incidents), values)
    connection.execute(update(state).where(state.c.name == "incidents").values(value=generation))
    connection.execute(update(state).where(state.c.name == "incidents_by").values(value=__version__))


def _state(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(select(state.c.name, state.c.value))}

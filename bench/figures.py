"""Produce figures for the hand-labelled war reports, in the layout their scorer reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline import extract_claims, read_article
from dateline.records import Article, Claim, Figure, Measure, PlaceRole, Status

#: What the labels count; other measures (strength, trapped, ...) have no rows there.
MEASURES = frozenset(
    {
        Measure.KILLED, Measure.INJURED, Measure.DISPLACED, Measure.ABDUCTED, Measure.DETAINED, Measure.CAPTURED, Measure.MISSING,
        Measure.EVACUATED, Measure.RETURNED,
    }
)  # fmt: skip
#: The labels know six statuses; these two are nearest to one of them.
STATUS = {Status.ATTEMPTED: Status.PLANNED, Status.HYPOTHETICAL: Status.POSSIBLE}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with what its claim says about it; `start` and `end` are positions in the decoded source."""

    start: int
    end: int
    measure: str
    low: int
    high: int | None
    quantifier: str
    unit: str
    who: str | None
    victim_kind: str
    place: str | None
    date_earliest: str | None
    date_latest: str | None
    source: str | None
    status: str
    scope: str
    event_type: str
    event_subtype: str | None


def predict(data_dir: Path, *, rules_alone: bool = False) -> Iterator[dict[str, Any]]:
    """Yield one line an article of ``articles/``: its id and its figures. The labels are not read.

    Args:
        data_dir: a folder with ``articles/ID.txt``.
        rules_alone: leave the learned reader out.
    """
    for path in sorted((data_dir / "articles").glob("*.txt")):
        article = read_article(path)
        yield {"id": path.stem, "figures": [asdict(row) for row in figure_rows(article, extract_claims(article, reader=not rules_alone))]}


def figure_rows(article: Article, claims: Iterable[Claim]) -> list[FigureRow]:
    """Return the figures of all claims of the conflict, in reading order, each span and measure once."""
    rows: dict[tuple[int, int, str], FigureRow] = {}
    for claim in claims:
        if claim.domain != "conflict":
            continue
        for figure in claim.figures:
            counted = figure.measure in MEASURES and figure.person is None  # a person told by name is no row of theirs
            row = _row(article, claim, figure) if counted else None
            if row is not None:
                rows.setdefault((row.start, row.end, row.measure), row)
    return [rows[key] for key in sorted(rows)]


def _row(article: Article, claim: Claim, figure: Figure) -> FigureRow | None:
    start, last = article.to_source(figure.span.start), article.to_source(figure.span.end - 1)
    if start is None or last is None:
        return None
    time, said = claim.time, claim.attribution
    return FigureRow(
        start=start,
        end=last + 1,
        measure=figure.measure.value,
        low=figure.low,
        high=figure.high,
        quantifier=figure.quantifier.value,
        unit=figure.unit.value,
        who=figure.who,
        victim_kind=figure.victim_kind.value,
        place=_place(claim),
        date_earliest=time.earliest[:10] if time and time.earliest else None,
        date_latest=time.latest[:10] if time and time.latest else None,
        source=(said.speaker or said.span.quote) if said else None,
        status=STATUS.get(claim.status, claim.status).value,
        scope=figure.scope.value,
        event_type=claim.event_type,
        event_subtype=claim.event_subtype,
    )


def _place(claim: Claim) -> str | None:
    """Return the words of the first place the event is at or near, else of any place it has.

    A description ("the town") is no place name: the name of the place it stands for is given.
    """
    at = [where for where in claim.places if where.role in (PlaceRole.AT, PlaceRole.NEAR)]
    words = (where.name if where.span.quote[:1].islower() else where.span.quote for where in (*at, *claim.places))
    return next(words, None)

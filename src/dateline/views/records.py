"""Draw one stored record in depth: an article, a claim or an incident, with its evidence, rules and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.ledger import SourceSeen
from dateline.records import Article, Claim, Incident, Judgement, Where
from dateline.views.claims import doubts, draw_claim
from dateline.views.incidents import draw_contradiction, draw_tolls
from dateline.views.pen import Page
from dateline.views.reading import draw_reading
from dateline.views.words import day, event, kind_of, plural, route, spoken, stretch


def draw_article(
    page: Page, article: Article, claims: Sequence[Claim], incidents: Sequence[Incident], seen: Sequence[SourceSeen]
) -> None:  # fmt: skip
    """Add an article with its claims and where it came from."""
    page.line((f"article {article.id}", "dim"))
    draw_reading(page, article, claims, incidents)
    if article.notes:
        page.heading("NOTES ON THE TEXT")
        for note in article.notes:
            page.line(note, indent=1, hang=3)
    draw_history(page, seen)


def draw_history(page: Page, seen: Sequence[SourceSeen], judgements: Sequence[Judgement] = ()) -> None:
    """Add when each source came in, and every human decision since."""
    page.heading("HISTORY")
    for source in seen:
        sha = [(f"  sha256 {source.sha256[:12]}", "dim")] if source.sha256 is not None else []
        page.line(f"{_moment(source.added_at)}  {source.outcome}  {source.origin}", *sha, indent=1, hang=3)
    for judgement in judgements:
        edit = f" {judgement.field} = {judgement.value}" if judgement.field is not None else ""
        why = f": {judgement.reason}" if judgement.reason is not None else ""
        page.line(f"{_moment(judgement.time)}  {judgement.verdict}{edit} by {judgement.reviewer}{why}", indent=1, hang=3)
    if not seen and not judgements:
        page.line("nothing noted", indent=1)


def draw_one_claim(page: Page, claim: Claim, article: Article, incident: Incident | None, seen: Sequence[SourceSeen]) -> None:
    """Add a claim in depth: the drawing, the rules, readings that lost, where it stands."""
    page.line((f"claim {claim.id}", "dim"))
    draw_claim(page, claim, title=True)
    draw_rules(page, claim)
    page.heading("STANDS IN")
    page.line(f"article {article.id[:12]}  {article.title or '(no title found)'}", indent=1, hang=3)
    if incident is None:
        page.line("no incident", indent=1)
    else:
        page.line(f"incident {incident.id[:12]}  {event(incident)} · {route(incident.places)} · {stretch(incident.when)}", indent=1, hang=3)
    draw_history(page, seen)


def draw_rules(page: Page, claim: Claim) -> None:
    """Add which rules said so, how sure they are together, and the readings that lost."""
    page.heading("WHY")
    page.line(f"confidence {claim.confidence:.2f} · rules {', '.join(claim.rules) or 'none named'}", indent=1, hang=3)
    if claim.attribution is not None:
        at = claim.attribution
        page.line(f'source read from "{at.span.quote}" by the cue "{at.cue}" ({at.mode})', indent=1, hang=3)
    for where in claim.places:
        draw_alternatives(page, where)
    for doubt in doubts(claim):
        page.line(f"unsure: {doubt}", indent=1, hang=3)


def draw_alternatives(page: Page, where: Where) -> None:
    """Add a place's score and the readings that lost to it."""
    lost = "; ".join(f"{c.name}, {c.admin1 or c.country or '?'} {c.country or ''} ({c.score:.2f})" for c in where.alternatives)
    page.line(f"place {where.name} scores {where.score:.2f}{f'; lost: {lost}' if lost else ''}", indent=1, hang=3)


def draw_incident(
    page: Page, incident: Incident, claims: Mapping[str, Claim], seen: Sequence[SourceSeen], judgements: Sequence[Judgement]
) -> None:  # fmt: skip
    """Add an incident in depth: tolls with the rule behind each bound, voices, every claim, contradictions, history."""
    page.line((f"incident {incident.id}", "dim"))
    page.line((f"{event(incident)} · {route(incident.places)} · {stretch(incident.when)}", "bold"))
    machine = "proposed by Dateline" if incident.status == "proposed" else f"{incident.status} by a person"
    page.line(f"{plural(len(incident.claim_ids), 'claim')} · {plural(len(incident.voices), 'voice')} · {incident.grade} · {machine}")
    if incident.stage != "accomplished":
        page.line("stage ", incident.stage, hang=6)
    if incident.actors:
        page.line("sides ", "; ".join(f"{a.name} ({spoken(a.role)})" for a in incident.actors), hang=6)
    if incident.means:
        page.line("means ", "; ".join(means.kind for means in incident.means), hang=6)
    if incident.damage:
        page.line("damage ", "; ".join(f"{one.target} ({one.effect})" for one in incident.damage), hang=7)
    if incident.tolls:
        page.heading("FIGURES")
        draw_tolls(page, incident, claims)
    page.heading("VOICES")
    for voice in incident.voices:
        party = ", party to the conflict" if voice.party else ""
        page.line(f"{voice.name} ({kind_of(voice.kind)}{party}): {plural(len(voice.claim_ids), 'claim')}", indent=1, hang=3)
    page.heading("CLAIMS")
    for claim_id in incident.claim_ids:
        if claim_id in claims:
            page.line((f"claim {claim_id[:12]} of article {claims[claim_id].article_id[:12]}", "dim"), indent=1)
            draw_claim(page, claims[claim_id])
    for number, contradiction in enumerate(incident.contradictions, 1):
        draw_contradiction(page, contradiction, claims, number)
    draw_history(page, seen, [j for j in judgements if incident.id in j.subjects])


def _moment(value: str) -> str:
    """Return a moment in UTC as people write it."""
    return f"{day(value)} UTC" if value.endswith("Z") else day(value)

"""Draw one report as it was read: its incidents, the claims under each, contradictions, and what was not counted or not sure."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Article, Claim, Figure, Incident, Measure, Scope
from dateline.views.claims import doubts, draw_claim
from dateline.views.incidents import draw_contradiction, draw_table
from dateline.views.pen import Page, clip
from dateline.views.words import bounds, event, figure, plural, published, route, spoken, stretch


def draw_reading(page: Page, article: Article, claims: Sequence[Claim], incidents: Sequence[Incident]) -> None:
    """Add the whole drawing of one article.

    Args:
        page: to add to.
        article: the article.
        claims: its claims.
        incidents: what those claims alone add up to.
    """
    by_id = {claim.id: claim for claim in claims}
    draw_head(page, article, claims, incidents)
    if incidents:
        page.heading("INCIDENTS")
        draw_table(page, incidents)
    for number, incident in enumerate(incidents, 1):
        page.heading(f"CLAIMS OF INCIDENT {number}  {event(incident)} · {route(incident.places)} · {stretch(incident.when, year=False)}")
        for claim_id in incident.claim_ids:
            if claim_id in by_id:
                draw_claim(page, by_id[claim_id])
    contradictions = [c for incident in incidents for c in incident.contradictions]
    for number, contradiction in enumerate(dict.fromkeys(contradictions), 1):
        draw_contradiction(page, contradiction, by_id, number)
    taken = {claim_id for incident in incidents for claim_id in incident.claim_ids}
    rest = [claim for claim in claims if claim.id not in taken]
    if rest:
        page.heading("CLAIMS THAT MAKE NO INCIDENT")
        for claim in rest:
            draw_claim(page, claim, title=True)
    _left_out(page, claims, incidents)
    _unsure(page, [claim for claim in claims if claim.id in taken])


def draw_head(page: Page, article: Article, claims: Sequence[Claim], incidents: Sequence[Incident]) -> None:
    """Add the title and what is known of the article itself."""
    page.line((article.title or "(no title found)", "bold"))
    contradictions = len(dict.fromkeys(c for incident in incidents for c in incident.contradictions))
    parts = [
        published(article.published) if article.published is not None else "publication day unknown",
        *([f"publisher {article.publisher}"] if article.publisher is not None else []),
        *([f"{'agency' if len(article.agencies) == 1 else 'agencies'} {', '.join(article.agencies)}"] if article.agencies else []),
        *([f"by {article.byline}"] if article.byline is not None else []),
        plural(len(article.text.split()), "word"),
        plural(len(claims), "claim"),
        plural(contradictions, "contradiction"),
    ]
    page.line(" · ".join(parts))


def not_counted(claims: Sequence[Claim], incidents: Sequence[Incident]) -> list[tuple[Figure, str]]:
    """Return every figure that no incident's toll rests on, with the reason."""
    tolls = {(claim_id, one.measure) for incident in incidents for one in incident.tolls for claim_id in incident.claim_ids}
    traced = {(bound.claim_id, bound.figure) for incident in incidents for one in incident.tolls for bound in one.trace}
    taken = {claim_id for incident in incidents for claim_id in incident.claim_ids}
    found = []
    for claim in claims:
        for n, fig in enumerate(claim.figures):
            if (claim.id, n) in traced or ((claim.id, fig.measure) in tolls and fig.scope is Scope.INCIDENT):
                continue
            found.append((fig, _reason(claim, fig, in_incident=claim.id in taken)))
    return found


def _reason(claim: Claim, fig: Figure, *, in_incident: bool) -> str:
    """Say why a figure is in no toll."""
    if fig.measure in (Measure.STRENGTH, Measure.POPULATION, Measure.ATTACKS, Measure.ATTACKERS):
        return "no victims"
    if claim.domain != "conflict":
        return "not of the conflict"
    if fig.scope is Scope.WAR:
        return "whole war"
    if fig.scope is Scope.BACKGROUND or claim.background:
        return "background"
    if fig.scope is Scope.PERIOD:
        return "a period's total, may overlap others"
    if claim.status.value in ("planned", "hypothetical", "denied", "attempted"):
        return claim.status.value
    return "overlaps another figure" if in_incident else "no incident named"


def _left_out(page: Page, claims: Sequence[Claim], incidents: Sequence[Incident]) -> None:
    left = not_counted(claims, incidents)
    if not left:
        return
    said: dict[str, dict[str, None]] = {}
    for fig, reason in left:
        said.setdefault(reason, {})[figure(fig)] = None
    page.blank()
    for n, (reason, figures) in enumerate(said.items()):
        page.line(("NOT COUNTED  ", "bold") if n == 0 else " " * 13, f"{reason}: {' · '.join(figures)}", hang=15)


def _unsure(page: Page, claims: Sequence[Claim]) -> None:
    doubtful = [(claim, why) for claim in claims if (why := doubts(claim))]
    if not doubtful:
        return
    page.blank()
    for n, (claim, why) in enumerate(doubtful):
        words = claim.trigger.quote if claim.trigger is not None else clip(claim.evidence.quote, 40)
        number = f", {bounds(claim.figures[0].low, claim.figures[0].high)}" if claim.figures else ""
        head = ("UNSURE       ", "bold") if n == 0 else " " * 13
        page.line(head, f'{spoken(claim.event_subtype or claim.event_type)} "{words}"{number}: {"; ".join(why)} → review', hang=15)

"""Draw one report as it was read: its incidents, the claims under each, contradictions, and what was not counted or not sure."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.analysis.languages import unread as left_out
from dateline.articles.language import UNKNOWN
from dateline.records import VICTIM_MEASURES, Article, Claim, Figure, Incident, Measure, Scope, Toll, When
from dateline.views.claims import doubts, draw_claim
from dateline.views.incidents import draw_contradiction, draw_table
from dateline.views.pen import Page, clip
from dateline.views.words import bounds, event, figure, plural, published, route, spoken, stretch, toll

#: Counts of people on the move: those of overlapping periods count the same people again (architecture.md, rule 3).
MOVEMENTS = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED})


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
    if (why := unread(article)) is not None:
        page.line(why)


def unread(article: Article) -> str | None:
    """Return why claims were looked for in no part of an article, or not in all of it; ``None`` where they were."""
    left = left_out(article)
    if left is None:
        return None
    names = ", ".join("not known" if name == UNKNOWN else name for name in left.languages)
    if left.count < left.blocks:
        return f"language {names}: no claims were looked for in {left.count} of {plural(left.blocks, 'block')}, which no analyser reads"
    if left.languages == (UNKNOWN,):
        return "language not known: it is not English, so no claims were looked for here"
    return f"language {names}: claims are drawn from English text only, so none were looked for here"


def not_counted(claims: Sequence[Claim], incidents: Sequence[Incident]) -> list[tuple[Figure, str]]:
    """Return every figure that no incident's toll rests on, with the reason."""
    tolls = {(claim_id, one.measure) for incident in incidents for one in incident.tolls for claim_id in incident.claim_ids}
    traced = {(bound.claim_id, bound.figure) for incident in incidents for one in incident.tolls for bound in one.trace}
    taken = {claim_id for incident in incidents for claim_id in incident.claim_ids}
    found = []
    for claim in claims:
        for n, fig in enumerate(claim.figures):
            counted = (claim.id, n) in traced or ((claim.id, fig.measure) in tolls and fig.scope is Scope.INCIDENT)
            # How many attacked is told where the incident is, or in a contradiction; it was never to be counted.
            if counted or (fig.measure in (Measure.ATTACKS, Measure.ATTACKERS) and claim.id in taken):
                continue
            found.append((fig, _reason(claim, fig, in_incident=claim.id in taken)))
    return found


def _reason(claim: Claim, fig: Figure, *, in_incident: bool) -> str:
    """Say why a figure is in no toll."""
    if fig.measure not in VICTIM_MEASURES:
        return "no victims"
    if claim.domain != "conflict":
        return "not of the conflict"
    if fig.scope is Scope.WAR:
        return "whole war"
    if fig.scope is Scope.BACKGROUND or claim.background:
        return "background"
    if fig.scope is Scope.RATE:
        return "a rate, not a toll"
    if fig.scope is Scope.TOTAL:
        return "the total of a list"
    if fig.scope is Scope.PERIOD:
        return "a period's total, may overlap others"
    if claim.status.value in ("planned", "hypothetical", "denied", "attempted"):
        return claim.status.value
    return "overlaps another figure" if in_incident else "no incident named"


def never_summed(incidents: Sequence[Incident]) -> list[tuple[int, Toll]]:
    """Return, with its incident's number, every count of people on the move that overlaps another of its kind in time."""
    moved = [(n, i.when, one) for n, i in enumerate(incidents, 1) for one in i.tolls if one.measure in MOVEMENTS]
    found = []
    for number, when, one in moved:
        for other, then, another in moved:
            if other != number and another.measure is one.measure and _overlap(when, then):
                found.append((number, one))
                break
    return found


def _overlap(one: When | None, other: When | None) -> bool:
    """Return whether two stretches may share a day; an open or unknown end may lie anywhere."""
    if one is None or other is None:
        return True
    return (one.earliest or "")[:10] <= (other.latest or "9999")[:10] and (other.earliest or "")[:10] <= (one.latest or "9999")[:10]


def _left_out(page: Page, claims: Sequence[Claim], incidents: Sequence[Incident]) -> None:
    said: dict[str, dict[str, None]] = {}
    for fig, reason in not_counted(claims, incidents):
        said.setdefault(reason, {})[figure(fig)] = None
    for number, one in never_summed(incidents):
        said.setdefault("never summed, for they overlap in time", {})[f"{toll([one], named=True)} (incident {number})"] = None
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

"""One incident: its figures and what they rest on, who says what, how it grew, and why its reports are held for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from dateline.errors import UnknownRecord
from dateline.incidents import Link, place_of, reasons_of
from dateline.incidents.linkage.weights import meanings
from dateline.incidents.summaries import scope_of
from dateline.ledger import Ledger
from dateline.records import Article, Claim, Incident, Judgement, Scope
from dateline.web.descent import tree_of
from dateline.web.dossier import pieces, sides_of, tolls_told
from dateline.web.rendering import render
from dateline.web.site import Site, site_of
from dateline.web.steps import charts_of

router = APIRouter()

#: Claims that are shown at once, and claims up to which history and links are reckoned without being asked for.
MOST_CLAIMS, PROMPT = 100, 300
#: Comparisons that weigh less than this are left out, as in `dateline.views.links`.
SLIGHT = 0.05


@router.get("/incidents/{key}")
def incident(request: Request, key: str, site: Annotated[Site, Depends(site_of)], everything: bool = False) -> Response:
    """Show an incident in depth; the beginning of an id leads to its page."""
    ledger = site.ledger
    snapshot = site.snapshot()
    if key not in snapshot.by_id:
        kind, found = ledger.find(key)
        if kind != "incident":
            raise UnknownRecord(f"{key!r} is no incident of {ledger.name} but the beginning of {kind} {found}")
        return RedirectResponse(f"/incidents/{found}", 303)
    one = ledger.incident(key)
    claims = _claims(ledger, one)
    articles = {name: ledger.article(name) for name in dict.fromkeys(claim.article_id for claim in claims.values())}
    prompt = everything or len(one.claim_ids) <= PROMPT
    own = [claims[name] for name in one.claim_ids]
    links = ledger.links(key) if prompt else []
    context = {
        "incident": one, "summary": snapshot.by_id[key], "claims": claims, "articles": articles, "tolls": tolls_told(one, claims),
        "contradictions": [(c, sides_of(c, claims)) for c in one.contradictions], "pieces": pieces,
        "shown": own if everything else own[:MOST_CLAIMS], "tree": tree_of(articles.values(), claims, one.voices),
        "charts": charts_of(ledger.history(key), articles) if prompt else [], "links": [_link(link, articles) for link in links],
        "prompt": prompt, "judgements": _judgements(one, ledger.judgements()), "where": place_of(one),
        "period": scope_of(one) is Scope.PERIOD,
    }  # fmt: skip
    return render(request, "incident/page.html", context)


def _claims(ledger: Ledger, one: Incident) -> dict[str, Claim]:
    """Return all claims that an incident rests on or names, by id."""
    named = [*one.claim_ids, *(c for contradiction in one.contradictions for c in contradiction.claim_ids)]
    named += [bound.claim_id for toll in one.tolls for bound in toll.trace]
    named += [term.claim_id for told in one.counts for term in told.terms]
    return {name: ledger.claim(name) for name in dict.fromkeys(named)}


def _judgements(one: Incident, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return what people decided about an incident or one of its claims."""
    subjects = {one.id, *one.claim_ids}
    return [judgement for judgement in judgements if subjects.intersection(judgement.subjects)]


def _link(link: Link, articles: dict[str, Article]) -> dict[str, object]:
    """Return a link in words: what joined, to what, and each comparison with what it weighs."""
    against = []
    for account, levels in zip(link.to, link.levels, strict=True):
        reasons = [r for r in reasons_of(levels) if abs(r.weight) >= SLIGHT]
        said = [(r.comparison, meanings()[r.comparison, r.level], r.weight) for r in reasons]
        claim = account.strands[0].claim
        against.append({"claim": claim, "article": articles.get(claim.article_id), "reasons": said,
                        "sum": sum(r.weight for r in reasons_of(levels))})  # fmt: skip
    joined = link.joined.strands[0].claim
    return {"claim": joined, "article": articles.get(joined.article_id), "log_odds": link.log_odds, "against": against}

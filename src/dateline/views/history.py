"""Draw how an incident grew: which article moved what, when, by which claim and rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.incidents import Change
from dateline.records import Article, Claim
from dateline.views.pen import Page, clip


def draw_history(page: Page, changes: Sequence[Change], articles: Mapping[str, Article], claims: Mapping[str, Claim]) -> None:
    """Add the changes of an incident in order of time.

    Args:
        page: to add to.
        changes: from `dateline.incidents.changes_of`.
        articles: articles by id, for their titles.
        claims: claims by id, for the words that a bound rests on.
    """
    page.heading("HISTORY, by publication")
    moment = None
    for change in changes:
        if change.moment != moment:
            moment = change.moment
            titles = "; ".join(articles[name].title or name[:16] for name in change.article_ids)
            page.line((moment[:16].replace("T", " "), "bold"), f"  {titles}", indent=1, hang=3)
        by = f" ({change.rule})" if change.rule else ""
        page.line(f"{change.aspect}: {change.before or 'nothing'} -> {change.after or 'nothing'}{by}", indent=3, hang=5)
        claim = claims.get(change.claim_id or "")
        if claim is not None:
            page.line(page.evidence(clip(claim.evidence.quote, 110)), indent=5, hang=5)
    if not changes:
        page.line("no article says when it was published", indent=1)

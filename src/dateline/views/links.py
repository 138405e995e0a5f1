"""Draw how the accounts of an incident came together: each link with its comparisons and what they weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.incidents import Link, reasons_of
from dateline.records import Article
from dateline.views.pen import Page, clip
from dateline.views.words import plural

#: Comparisons that weigh less than this, in either direction, are left out.
SLIGHT = 0.05


def draw_links(page: Page, links: Sequence[Link], articles: Mapping[str, Article]) -> None:
    """Add each link: what joined, to what, the log odds, and level by level what spoke for and against.

    Args:
        page: to add to.
        links: from `dateline.incidents.links_of`.
        articles: articles by id, for their titles.
    """
    page.heading("LINKS")
    if not links:
        page.line("one telling: nothing was linked", indent=1)
    for link in links:
        first = link.joined.strands[0].claim
        joined = articles.get(first.article_id)
        page.blank()
        page.line((f"{(joined.title if joined else None) or first.article_id[:16]}", "bold"), indent=1, hang=3)
        page.line(page.evidence(clip(first.evidence.quote, 120)), indent=3, hang=3)
        to = plural(len(link.to), "account")
        page.line(f"log odds {link.log_odds:+.2f} that it is of one happening with {to}, the mean of", indent=3, hang=5)
        for account, levels in zip(link.to, link.levels, strict=True):
            claim = account.strands[0].claim
            told = articles.get(claim.article_id)
            reasons = [reason for reason in reasons_of(levels) if abs(reason.weight) >= SLIGHT]
            total = sum(reason.weight for reason in reasons_of(levels))
            page.line(f"{total:+.2f}  {(told.title if told else None) or claim.article_id[:16]}", indent=4, hang=10)
            said = "; ".join(f"{reason.comparison} {reason.level} {reason.weight:+.2f}".replace(" - ", " ") for reason in reasons)
            page.line(said, indent=10, hang=10)

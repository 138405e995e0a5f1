"""Draw how an article's claims were made: parse, rules, tags, the readings that lost, and what became no claim."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims import Explained, Explanation
from dateline.reading import Tagged
from dateline.records import Article
from dateline.views.claims import draw_claim
from dateline.views.pen import Page, clip
from dateline.views.records import draw_rules
from dateline.views.words import count, plural


def draw_explanation(page: Page, article: Article, explanation: Explanation) -> None:
    """Add every claim with its sentence, the parts of the parse, the rules and the reader's tags behind it, the readings that
    lost, and what became no claim.

    Args:
        page: to add to.
        article: the article.
        explanation: how its claims were made (`dateline.claims.explain_claims`).
    """
    claims, reading = [one.claim for one in explanation.claims], explanation.reading
    page.line((article.title or "(no title found)", "bold"))
    page.line(f"{plural(len(claims), 'claim')} in {plural(len(article.text.split()), 'word')}")
    for note in article.notes:
        page.line(note, indent=1, hang=3)
    for number, one in enumerate(explanation.claims, 1):
        claim = one.claim
        page.heading(f"CLAIM {count(number)}")
        draw_claim(page, claim, title=True)
        draw_rules(page, claim)
        draw_parse(page, one)
        if reading is not None:
            page.line("tags of the reader in this sentence:", indent=1)
            draw_tags(page, article, [t for t in reading.spans if t.start < claim.evidence.end and claim.evidence.start < t.end])
    if explanation.dropped:
        page.heading("READ, BUT NO CLAIM")
        for dropped in explanation.dropped:
            around = article.text[max(0, dropped.span.start - 30) : dropped.span.end + 30].replace("\n", " ")
            page.line(f'{dropped.read_as}: {dropped.rule}  "{dropped.span.quote}" in "... {around} ..."', indent=1, hang=3)
    if reading is not None:
        told = [(claim.evidence.start, claim.evidence.end) for claim in claims]
        lost = [t for t in reading.of("trigger", "figure") if not any(start < t.end and t.start < end for start, end in told)]
        if lost:
            page.heading("SEEN BY THE READER, IN NO CLAIM")
            draw_tags(page, article, lost)


def draw_parse(page: Page, explained: Explained) -> None:
    """Add the words of a claim in the parse, and the readings that lost."""
    parts = "; ".join(f"{part.use} {part.word} ({part.relation} of {part.head})" for part in explained.parts)
    page.line(f"parse {parts}", indent=1, hang=3)
    for lost in explained.lost:
        words = f'"{lost.span.quote}" ' if lost.span is not None else ""
        page.line(f"lost {lost.what} {words}({lost.reading}): {lost.rule}", indent=1, hang=3)


def draw_tags(page: Page, article: Article, tags: Sequence[Tagged]) -> None:
    """Add the reader's spans, each with its probability and those of its classes."""
    for tag in tags:
        sorted_as = "".join(f", {label} {probability:.2f}" for name, label, probability in tag.classes if not name.endswith("_side"))
        page.line(f'{tag.head} {tag.probability:.2f}{sorted_as}  "{clip(article.text[tag.start : tag.end], 60)}"', indent=2, hang=4)
    if not tags:
        page.line("none", indent=2)

"""Draw one claim: who says it, the very words in their sentence, and where day, place and sides come from."""

from __future__ import annotations

import re

from rich.text import Text

from dateline.records import Claim, Span, When, Where
from dateline.views.pen import Page, Part
from dateline.views.words import PRECISIONS, count, event, figure, source, spoken, stretch

#: Characters of the sentence kept on either side of the marked words.
CONTEXT = 70
QUOTES = frozenset('"“”„«»')
#: A basis as `times` and `claims` write it: the rule's name, then the words it worked on.
#: UCDP GED's precision of seas, of what is wider than a country, and of what is unresolved.
WIDEST = 7
_BASIS = re.compile(r"(?P<rule>[a-z0-9-]+): (?P<words>.+)", re.DOTALL)
#: Below this a claim is called unsure.
UNSURE = 0.5


def marked_spans(claim: Claim, *, alone: Span | None = None) -> list[Span]:
    """Return the words of the evidence sentence that the claim rests on: its figures and its trigger.

    Args:
        claim: the claim.
        alone: mark these words and no others (a contradiction's quote).

    Returns:
        Spans in order, those that touch or are parted by a space alone joined.
    """
    inside = claim.evidence
    spans = [alone] if alone is not None else [fig.span for fig in claim.figures] + ([claim.trigger] if claim.trigger else [])
    joined: list[Span] = []
    for span in sorted(span for span in spans if inside.contains(span) and span.end > span.start):
        if joined and not _between(inside, joined[-1], span).strip():
            end = max(joined[-1].end, span.end)
            quote = inside.quote[joined[-1].start - inside.start : end - inside.start]
            joined[-1] = Span(joined[-1].start, end, quote)
        else:
            joined.append(span)
    return joined


def _between(inside: Span, first: Span, second: Span) -> str:
    return inside.quote[first.end - inside.start : second.start - inside.start]


def draw_quote(page: Page, claim: Claim, *, indent: int, alone: Span | None = None) -> None:
    """Add the evidence sentence with the words that count marked, cut to what stands around them."""
    evidence = claim.evidence
    marks = marked_spans(claim, alone=alone)
    low = max(0, marks[0].start - evidence.start - CONTEXT) if marks else 0
    high = min(len(evidence.quote), marks[-1].end - evidence.start + CONTEXT) if marks else len(evidence.quote)
    while low > 0 and not evidence.quote[low - 1].isspace():
        low -= 1
    while high < len(evidence.quote) and not evidence.quote[high].isspace():
        high += 1
    # A sentence that is itself a quotation brings its own marks.
    opens, closes = evidence.quote[:1] not in QUOTES, evidence.quote[-1:] not in QUOTES
    parts = Text(('"' if opens else "") if low == 0 else '"... ')
    at = low
    for mark in marks:
        parts += evidence.quote[at : mark.start - evidence.start]
        parts += page.evidence(mark.quote)
        at = mark.end - evidence.start
    parts += evidence.quote[at:high] + (('"' if closes or low else "") if high == len(evidence.quote) else ' ..."')
    first, last = (marks[0].start, marks[-1].end) if marks else (evidence.start, evidence.end)
    page.line(parts, (f"  chars\u00a0{count(first)}-{count(last)}", "dim"), indent=indent, hang=indent + 1)


def draw_claim(page: Page, claim: Claim, *, title: bool = False) -> None:
    """Add one claim.

    Args:
        page: to add to.
        claim: the claim.
        title: name the event too (for a claim that stands under no incident).
    """
    head = spoken(claim.status) + (", background" if claim.background else "")
    named: tuple[Part, ...] = ((event(claim), "bold"), " · ") if title else ()
    page.line(*named, head, " · ", source(claim.attribution), indent=1, hang=3)
    draw_quote(page, claim, indent=3)
    if claim.figures:
        page.line("figures ", "; ".join(figure(fig) for fig in claim.figures), indent=3, hang=9)
    _day(page, claim.time)
    for where in claim.places:
        _place(page, where)
    if claim.actors:
        sides = "; ".join(
            f"{actor.name or actor.span.quote} ({spoken(actor.role)}"
            + (f', in its words "{actor.span.quote}")' if actor.name and actor.name != actor.span.quote else ")")
            for actor in claim.actors
        )
        page.line("sides ", sides, indent=3, hang=9)
    if claim.means:
        page.line("means ", "; ".join(f'{spoken(m.kind)} ("{m.span.quote}")' for m in claim.means), indent=3, hang=9)


def _day(page: Page, when: When | None) -> None:
    if when is None:
        page.line("day ", "not stated", indent=3)
        return
    words = f'"{when.span.quote}"; ' if when.span is not None and when.span.quote not in when.basis else ""
    named = _BASIS.fullmatch(when.basis)
    basis = f"{named['words']} (rule {named['rule']})" if named is not None else when.basis
    page.line("day ", stretch(when), (f": {words}{basis}", "dim"), indent=3, hang=7)


def _place(page: Page, where: Where) -> None:
    precision = "sea, or wider than a country" if where.precision == WIDEST and where.lat is not None else PRECISIONS[where.precision]
    known = f"GeoNames {where.geoname_id}, " if where.geoname_id is not None else ""
    said = f'; "{where.span.quote}"' if where.span.quote != where.name else ""
    within = f", in {where.within}" if where.within is not None else ""
    radius = f", within {where.radius_km:.0f} km" if where.radius_km is not None and where.radius_km >= 1 else ""
    region = ", ".join(part for part in (where.admin1, where.country) if part is not None)
    region = f" [{region}]" if region else ""
    page.line(
        "place ",
        f"{where.name}{region}",
        (
            f": {known}{precision} (precision {where.precision}{radius}){within}{said} ({where.role})",
            "dim",
        ),
        indent=3,
        hang=9,
    )


def doubts(claim: Claim) -> list[str]:
    """Return why a claim should be looked at by a person; empty where nothing is in doubt."""
    found = []
    if claim.time is None:
        found.append("no day stated")
    elif claim.figures and (claim.time.earliest is None or claim.time.latest is None):
        found.append(f"day known only as {stretch(claim.time)}")
    if not claim.places:
        found.append("no place stated")
    for where in claim.places:
        if where.lat is None and where.geoname_id is None:
            found.append(f"{where.name!r} is in no gazetteer")
    if claim.confidence < UNSURE:
        found.append(f"confidence {claim.confidence:.2f}")
    return found

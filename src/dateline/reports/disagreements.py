"""The contradictions: each side with its words; none is solved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from dateline.records import Claim, Contradiction, Measure, Span
from dateline.reports.document import Block, Listing
from dateline.reports.selection import Case
from dateline.reports.sentences import Name, Note, Part, Sentence, Words, joined
from dateline.reports.wording import cite, label, verb
from dateline.reports.writer import Writer


def contradictions(writer: Writer) -> tuple[Block, ...]:
    """Return every contradiction of the period's incidents, by the incidents' numbers."""
    found = list(chain.from_iterable(_of(writer, case) for case in writer.material.every))
    if not found:
        return (Listing((Note("contradictions:none", "No two sources contradict each other on an incident of the period."),)),)
    return (Listing(tuple(found), bullets=True),)


def _of(writer: Writer, case: Case) -> Iterator[Sentence]:
    slots = writer.numbered(case)
    for place, one in enumerate(case.incident.contradictions):
        measure = _measure(writer, one) if one.kind == "number" else None
        sides = sides_of(writer, one, measure)
        if not sides:
            continue
        wanted = {
            "number": slots["number"],
            "event": slots["event"],
            "where": slots["where"],
            "when": slots["when"],
            "sides": joined(sides, "; ", "; "),
        }
        if one.kind == "number":
            wanted["label"] = (Words(_people(measure) if measure is not None else "people counted"),)
        if one.kind == "place":
            del wanted["where"]
        if one.kind == "day":
            del wanted["when"]
        yield Sentence(f"contradiction:{case.incident.id}:{place}", writer.phrases.fill(f"contradiction.{one.kind}", **wanted))


def sides_of(writer: Writer, one: Contradiction, measure: Measure | None = None) -> list[tuple[Part, ...]]:
    """Return the sides of a contradiction: who says what in which words, each cited, in reading order and each once.

    Args:
        writer: at hand.
        one: the contradiction.
        measure: what its numbers count; a sentence that gives its number in parts is then told by these.
    """
    sides: dict[tuple[str, str], tuple[Part, ...]] = {}
    for claim_id, quote in zip(one.claim_ids, one.quotes, strict=True):
        claim = writer.material.claims.get(claim_id)
        if claim is None:
            continue
        span = find(claim, quote)
        terms = [fig.span for fig in claim.figures if fig.measure is measure] if span == claim.evidence else []
        source = writer.source(claim)
        pattern = "side" if claim.attribution is None else "side.said"
        shown = " and ".join(f"“{_inner(words.quote)}”" for words in terms or [span])
        slots: dict[str, Part] = {"source": source, "quote": Name(shown)}
        if claim.attribution is not None:
            slots["verb"] = Words(verb(claim.attribution, claimed=claim.status == "claimed", denied=claim.status == "denied"))
        sides.setdefault((source.text, shown), (*writer.phrases.fill(pattern, **slots), cite(writer.material, (claim, span))))
    return list(sides.values())


def _inner(quote: str) -> str:
    """Return a quotation fit to stand in a sentence: on one line, without marks of its own at its ends and without its stop."""
    return " ".join(quote.split()).strip('"“”„«» ').rstrip(".,;")


def find(claim: Claim, quote: str) -> Span:
    """Return where a contradiction's words stand: a figure, the trigger, elsewhere in the sentence, else the sentence itself."""
    spans: Sequence[Span] = [fig.span for fig in claim.figures] + ([claim.trigger] if claim.trigger is not None else [])
    for span in spans:
        if span.quote == quote:
            return span
    at = claim.evidence.quote.find(quote)
    if at < 0 or not quote:
        return claim.evidence
    return Span(claim.evidence.start + at, claim.evidence.start + at + len(quote), quote)


def _measure(writer: Writer, one: Contradiction) -> Measure | None:
    """Return what a contradiction of numbers counts: the measure of the first figure quoted."""
    for claim_id, quote in zip(one.claim_ids, one.quotes, strict=True):
        claim = writer.material.claims.get(claim_id)
        for fig in claim.figures if claim is not None else ():
            if fig.span.quote == quote:
                return fig.measure
    return None


def _people(measure: Measure) -> str:
    name = label(measure).casefold()
    return name if measure.startswith("housing") else f"people {name}"

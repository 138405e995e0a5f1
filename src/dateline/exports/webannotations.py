"""Claims and judgements as annotations (W3C Web Annotation Data Model, Recommendation of 23 February 2017)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from dateline import __version__
from dateline.exports.cases import Case
from dateline.exports.identifiers import iri, web_address
from dateline.exports.losses import Losses
from dateline.exports.seen import Seen
from dateline.exports.text import json_line
from dateline.records import Article, Claim, Figure, Judgement, Span
from dateline.serial import Json, claim_to_json, dumps
from dateline.views import words
from dateline.views.export import MASK

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Characters of context on either side of a quote, as Hypothesis' clients give; more where those stand twice.
AROUND = 32
#: The agent that proposes; a reviewer's annotations have a Person instead.
SOFTWARE: Json = {"id": iri("software", f"dateline-{__version__}"), "type": "Software", "name": f"Dateline {__version__}"}
#: How a reviewer's verdict is motivated (Web Annotation Vocabulary, 3.4).
_MOTIVATIONS = {"accept": "assessing", "reject": "assessing", "edit": "editing", "split": "moderating", "merge": "linking",
    "must-link": "linking", "cannot-link": "moderating"}  # fmt: skip


def document(cases: Iterable[Case], losses: Losses, notes: Mapping[str, str]) -> Iterator[str]:
    """Yield one collection with one page of all annotations, piece by piece, one annotation a line.

    A claim behind several incidents is annotated once, with the first.

    Args:
        cases: incidents with what is behind them.
        losses: is told of claims whose article is not there.
        notes: profile, version and so on; the collection's label.
    """
    label = "; ".join(f"{name}: {value}" for name, value in notes.items())
    head: Json = {"@context": CONTEXT, "id": iri("collection", "annotations"), "type": "AnnotationCollection", "label": label}
    page: Json = {"id": iri("collection", "annotations/1"), "type": "AnnotationPage", "startIndex": 0}
    yield f'{json_line(head)[:-1]},"first":{json_line(page)[:-1]},"items":['
    claims, judgements = Seen(), Seen()
    written = 0
    for case in cases:
        for annotation in _of_case(case, claims, judgements, losses):
            yield (",\n" if written else "\n") + json_line(annotation)
            written += 1
    yield f'\n]}},"total":{written}}}\n'


def _of_case(case: Case, claims: Seen, judgements: Seen, losses: Losses) -> Iterator[Json]:
    for claim_id in case.incident.claim_ids:
        claim = case.claims.get(claim_id)
        if claim is None or not claims.first(claim_id):
            continue
        article = case.articles.get(claim.article_id)
        if article is None:
            losses.note("a claim's article is not there", claim_id)
            continue
        yield from annotations_of(claim, article, case.incident.id)
    for judgement in case.judgements:
        if judgements.first(judgement.id):
            yield judgement_annotation(judgement, (case.incident.id,))


def annotations_of(claim: Claim, article: Article, incident_id: str | None = None) -> Iterator[Json]:
    """Yield a claim as annotations of its article's clean text: one of its sentence, then one of each figure.

    Positions count code points of the clean text, which is what the recommendation asks for. They are not positions in the page at the
    article's address, which is named as what the text came by (``via``); there the quotes find their place.

    Args:
        claim: the claim.
        article: the article it stands in.
        incident_id: the incident it belongs to.
    """
    name = iri("claim", claim.id)
    bodies: list[Json] = [
        _text("tagging", claim.event_type),
        *([_text("tagging", claim.event_subtype)] if claim.event_subtype is not None else []),
        {**_text("describing", in_words(claim)), "format": "text/plain", "language": "en"},
        {**_text("describing", dumps(claim_to_json(claim))), "format": "application/json"},
    ]
    if incident_id is not None:
        bodies.append({"type": "SpecificResource", "purpose": "linking", "source": iri("incident", incident_id)})
    yield _annotation(name, "describing", bodies, article, selectors(article, claim.evidence))
    for number, figure in enumerate(claim.figures):
        body = {**_text("describing", words.figure(figure)), "format": "text/plain", "language": "en"}
        yield _annotation(
            f"{name}/figure/{number}", "describing", [body, _of_claim(name)], article, _figure_selectors(article, claim, figure)
        )


def judgement_annotation(judgement: Judgement, incident_ids: Collection[str]) -> Json:
    """Return a human decision as an annotation of the records it is about, made by a person.

    Args:
        judgement: the decision.
        incident_ids: which of its subjects are incidents; the others are claims.
    """
    said = " ".join(part for part in (judgement.verdict, judgement.field, judgement.value) if part is not None)
    bodies = [_text("describing", said), *([_text("commenting", judgement.reason)] if judgement.reason else [])]
    return {
        "id": iri("judgement", judgement.id),
        "type": "Annotation",
        "motivation": _MOTIVATIONS.get(judgement.verdict, "assessing"),
        "creator": {"type": "Person", "nickname": judgement.reviewer},
        "created": judgement.time,
        "generator": SOFTWARE["id"],
        "body": bodies,
        "target": [iri("incident" if subject in incident_ids else "claim", subject) for subject in judgement.subjects],
    }


def in_words(claim: Claim) -> str:
    """Return a claim in one line: what, status, who says so, figures, when, where."""
    parts = [
        f"{words.event(claim)} ({claim.status}{', background' if claim.background else ''}) according to {words.source(claim.attribution)}",
        *(words.figure(figure) for figure in claim.figures),
    ]
    if claim.time is not None and (claim.time.earliest or claim.time.latest):
        parts.append(words.stretch(claim.time))
    if claim.places:
        parts.append(words.route(claim.places))
    return "; ".join(parts)


def selectors(article: Article, span: Span) -> list[Json]:
    """Return two selectors of one stretch of text, by quote with what stands around it and by position; either finds it alone.

    A masked name stands nowhere in the page: a quote that has one is left out, and context ends before it.
    """
    quote = _quote(article.text, span.start, span.end)
    return [*([] if quote is None else [quote]), _position(span.start, span.end)]


def _figure_selectors(article: Article, claim: Claim, figure: Figure) -> list[Json]:
    """Return a figure's selectors: by the sentence's quote refined by the place in it where it stands there, else by its own quote."""
    sentence, span = claim.evidence, figure.span
    quote = _quote(article.text, sentence.start, sentence.end) if sentence.contains(span) else None
    if quote is None:
        return selectors(article, span)
    within = _position(span.start - sentence.start, span.end - sentence.start)
    return [{**quote, "refinedBy": within}, _position(span.start, span.end)]


def _quote(text: str, start: int, end: int) -> Json | None:
    """Return a quote with as much context as tells it from all others; ``None`` where a mask stands in the way."""
    exact = text[start:end]
    if MASK in exact:
        return None
    around = AROUND
    while True:
        prefix = text[max(0, start - around) : start].rpartition(MASK)[2]
        suffix = text[end : end + around].partition(MASK)[0]
        if text.find(prefix + exact + suffix) == text.rfind(prefix + exact + suffix):
            return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
        if around >= len(text):
            return None
        around *= 2


def _position(start: int, end: int) -> Json:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _annotation(name: str, motivation: str, bodies: list[Json], article: Article, found: list[Json]) -> Json:
    source: Json = {"id": iri("article", article.id), "type": "Text", "format": "text/plain"}
    if article.language is not None:
        source["language"] = article.language
    if (address := web_address(article.url)) is not None:
        source["via"] = address
    target: Json = {"type": "SpecificResource", "source": source, "selector": found}
    return {"id": name, "type": "Annotation", "motivation": motivation, "creator": SOFTWARE, "body": bodies, "target": target}


def _text(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _of_claim(name: str) -> Json:
    return {"type": "SpecificResource", "purpose": "linking", "source": name}

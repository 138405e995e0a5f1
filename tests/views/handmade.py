"""One small report written for these tests, with the records a careful reader would make of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from dateline.claims.bound import Lost
from dateline.claims.explanation import Dropped, Explained, Explanation, ParsePart
from dateline.records import (
    ActorMention,
    Article,
    Attribution,
    Block,
    BlockKind,
    Bound,
    Claim,
    Contradiction,
    Damage,
    Figure,
    Incident,
    IncidentMeans,
    Means,
    Measure,
    Mention,
    Mode,
    Participant,
    PlaceCandidate,
    PlaceRole,
    Published,
    Quantifier,
    Role,
    Scope,
    SourceKind,
    Span,
    Status,
    Toll,
    Unit,
    VictimKind,
    Voice,
    When,
    Where,
)

TITLE = "Market blast kills nine in Tarvel"
PARAGRAPHS = (
    "A car bomb killed nine people and wounded at least 20 at the market in Tarvel on Monday, police chief Omar Daan said.",
    "Umm Latif, who sells bread there, said eleven people had died.",
    "Tarvel had a population of 40,000 before the war.",
    "Fighters may have fled towards Qasr al-Nil / قصر النيل, residents said.",
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))


def span(quote: str, *, after: int = 0) -> Span:
    start = TEXT.index(quote, after)
    return Span.of(TEXT, start, start + len(quote))


def _blocks() -> tuple[Block, ...]:
    blocks, at = [], 0
    for i, part in enumerate((TITLE, *PARAGRAPHS)):
        blocks.append(Block(BlockKind.TITLE if i == 0 else BlockKind.PARAGRAPH, at, at + len(part)))
        at += len(part) + 2
    return tuple(blocks)


ARTICLE = Article(
    id=hashlib.sha256(TEXT.encode()).hexdigest(),
    title=TITLE,
    text=TEXT,
    blocks=_blocks(),
    source_map=((0, 0, len(TEXT)),),
    publisher="Tarvel Post",
    agencies=("Norda",),
    published=Published("2019-03-04T18:20", "minute", "page line", "Published 4 March 2019 18:20", 7),
    language="en",
    notes=("furniture: 3 share buttons",),
)

BASIS = "weekday-on-publication-day: 'on Monday', published Monday 4 March 2019"
MONDAY = When("2019-03-04", "2019-03-04", "day", BASIS, span("on Monday"))
TARVEL = Where(
    PlaceRole.AT,
    span("Tarvel", after=len(TITLE)),
    "Tarvel",
    geoname_id=90210,
    lat=34.5,
    lon=43.25,
    country="IQ",
    admin1="Salah ad Din",
    precision=1,
    score=0.91,
    alternatives=(PlaceCandidate(11, "Tarvel", 45.0, 25.0, "RO", "Cluj", 0.3),),
)
QASR = Where(PlaceRole.TO, span("Qasr al-Nil / قصر النيل"), "Qasr al-Nil", precision=7, within="Tarvel")
POLICE = Attribution(
    "Omar Daan", "police chief", "police", SourceKind.OFFICIAL, None, None, "said", Mode.REPORTED, True, span("police chief Omar Daan")
)
BAKER = Attribution(
    "Umm Latif", None, None, SourceKind.WITNESS, None, None, "said", Mode.REPORTED, False, span("Umm Latif"), private_person=True
)
RESIDENTS = Attribution("residents", None, None, SourceKind.RESIDENT, "Norda", None, "said", Mode.REPORTED, False, span("residents"))


def figure(quote: str, measure: Measure, low: int, high: int | None, quantifier: Quantifier = Quantifier.EXACT, **more: object) -> Figure:
    scope = more.pop("scope", Scope.INCIDENT)
    return Figure(measure, low, high, quantifier, Unit.PERSON, "people", VictimKind.UNKNOWN, scope, None, span(quote), **more)


BOMBING = Claim(
    id="c1b0mb0000000001",
    article_id=ARTICLE.id,
    event_type="explosion",
    event_subtype="vehicle_bombing",
    status=Status.ATTRIBUTED,
    background=False,
    confidence=0.92,
    rules=("trigger:kill/verb", "figure:object", "time:same-sentence"),
    evidence=span(PARAGRAPHS[0]),
    trigger=span("killed"),
    attribution=POLICE,
    actors=(ActorMention(Role.VICTIM, span("nine people"), None, None, "civilians"),),
    figures=(
        figure("nine people", Measure.KILLED, 9, 9),
        figure("at least 20", Measure.INJURED, 20, None, Quantifier.AT_LEAST),
    ),
    time=MONDAY,
    places=(TARVEL,),
    means=(Means("vehicle_bomb", span("car bomb")),),
)
ELEVEN = replace(
    BOMBING,
    id="c2dead0000000002",
    confidence=0.71,
    rules=("trigger:die/verb", "time:frame", "place:frame"),
    evidence=span(PARAGRAPHS[1]),
    trigger=span("died"),
    attribution=BAKER,
    actors=(),
    figures=(figure("eleven people", Measure.KILLED, 11, 11),),
    means=(),
)
TOWN = replace(
    BOMBING,
    id="c3pop00000000003",
    event_type="population",
    event_subtype=None,
    status=Status.ASSERTED,
    background=True,
    confidence=0.8,
    rules=("population:of",),
    evidence=span(PARAGRAPHS[2]),
    trigger=span("population"),
    attribution=None,
    actors=(),
    figures=(figure("40,000", Measure.POPULATION, 40000, 40000, scope=Scope.BACKGROUND),),
    time=None,
    places=(),
    means=(),
)
FLED = replace(
    BOMBING,
    id="c4fled0000000004",
    event_type="displacement",
    event_subtype="flight",
    status=Status.POSSIBLE,
    confidence=0.4,
    rules=("trigger:flee/verb", "modal:may"),
    evidence=span(PARAGRAPHS[3]),
    trigger=span("fled"),
    attribution=RESIDENTS,
    actors=(),
    figures=(),
    time=None,
    places=(QASR,),
    means=(),
)
CLAIMS = (BOMBING, ELEVEN, TOWN, FLED)

INCIDENT = Incident(
    id="1nc1dent00000001",
    event_type="explosion",
    event_subtype="vehicle_bombing",
    when=MONDAY,
    places=(TARVEL,),
    actors=tuple(Participant(a.role, a.actor_id, a.name or a.span.quote, a.kind, (Mention(BOMBING.id, a.span),)) for a in BOMBING.actors),
    claim_ids=(BOMBING.id, ELEVEN.id),
    tolls=(
        Toll(
            Measure.KILLED,
            Unit.PERSON,
            9,
            9,
            11,
            (
                Bound("low", 9, "smallest exact figure", BOMBING.id, 0),
                Bound("best", 9, "official over witness", BOMBING.id, 0),
                Bound("high", 11, "largest figure", ELEVEN.id, 0),
            ),
        ),
        Toll(Measure.INJURED, Unit.PERSON, 20, 20, None, (Bound("low", 20, "at least", BOMBING.id, 1),)),
    ),
    contradictions=(Contradiction("number", "number killed, Tarvel, 4 Mar", (BOMBING.id, ELEVEN.id), ("nine people", "eleven people")),),
    voices=(Voice("police", "official", (BOMBING.id,)), Voice("Umm Latif", "witness", (ELEVEN.id,))),
    grade="contested",
    means=tuple(IncidentMeans(means.kind, (Mention(BOMBING.id, means.span),)) for means in BOMBING.means),
    damage=(Damage("destroyed", "the market", Mention(BOMBING.id, span("the market"))),),
)
FLIGHT = Incident(
    id="1nc1dent00000002",
    event_type="displacement",
    event_subtype="flight",
    when=None,
    places=(QASR,),
    actors=(),
    claim_ids=(FLED.id,),
    tolls=(),
    contradictions=(),
    voices=(Voice("residents", "resident", (FLED.id,)),),
    grade="single",
)
INCIDENTS = (INCIDENT, FLIGHT)
EXPLANATION = Explanation(
    (
        Explained(
            FLED,
            (ParsePart("trigger", "fled", "ROOT", "fled"), ParsePart("doer", "Fighters", "nsubj", "fled")),
            (Lost("place", "Tarvel", TARVEL.span, "place-last-named"),),
        ),
    ),
    (Dropped(span("40,000"), "number", "counts-nobody"),),
    None,
)

"""What one article asserts, with the characters that each part of it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.articles import Span
from dateline.vocabulary import Flow, Measure, Mode, PlaceRole, Quantifier, Role, Scope, SourceKind, Status, Unit, VictimKind


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time: ISO days or minutes, an open or unknown end is ``None``.

    `precision` is one of ``minute part_of_day day week month season year decade unknown``; `basis` names the rule
    and the words, never silently the publication day.
    """

    earliest: str | None
    latest: str | None
    precision: str
    basis: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression found in text, TimeML-style.

    `type` is TIMEX3's ``DATE TIME DURATION SET``; `value` its TIMEX3 value; `when` the calendar interval it denotes as
    the time of an event, or ``None`` where it denotes none (a bare duration, an age).
    `role` is ``point`` (on Sunday), ``since``, ``until``, ``within`` (in the past two days), ``before`` or ``duration``.
    """

    span: Span
    type: str
    value: str | None
    when: When | None
    role: str = "point"


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A reading of a toponym that lost, with its score."""

    geoname_id: int | None
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Where:
    """A place as an event uses it. Coordinates are WGS 84 degrees; `precision` is UCDP GED's 1 (exact) to 7 (unknown).

    Unresolved places keep their words: `lat`, `lon` and `geoname_id` are ``None`` and `within` names the containing place.
    `radius_km` is how far off the happening may be where the words say so ("15 km south of", "the road between"), or the point is rough.
    """

    role: PlaceRole
    span: Span
    name: str
    geoname_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: int = 7
    score: float = 0.0
    within: str | None = None
    alternatives: tuple[PlaceCandidate, ...] = ()
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor in a claim. `actor_id` and `name` are the registry's; `span` keeps the source's own label."""

    role: Role
    span: Span
    actor_id: str | None
    name: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it: the chain outlet -> agency (`via`) -> speaker -> what the speaker relies on (`relies_on`).

    `span` is the mention of the source in the text, often a pronoun; `speaker` the resolved name or description.
    `party` says whether the speaker is a party to the conflict.
    """

    speaker: str | None
    role: str | None
    organisation: str | None
    kind: SourceKind
    via: str | None
    relies_on: str | None
    cue: str
    mode: Mode
    party: bool
    span: Span
    private_person: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution relation (PARC/PolNeAR): source, cue and the content spans it governs.

    `polarity` is ``said``, ``denied``, ``claimed_responsibility``, ``believed``, ``feared``, ``planned``, ``refused``, or
    ``other`` where the source vouches for nothing (saw, welcomed).
    """

    attribution: Attribution
    cue: Span
    content: tuple[Span, ...]
    polarity: str = "said"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people (or of attacks, fighters, inhabitants) with its span and everything said about it.

    `high` is ``None`` where the text leaves it open. `since` is the ISO day a running total starts from. `person` is the one
    person whom words count and no number: the fullest name the article gives, or with a small first letter the words for
    somebody without a name ("17-year-old boy"); the span is then that of these words.
    """

    measure: Measure
    low: int
    high: int | None
    quantifier: Quantifier
    unit: Unit
    who: str | None
    victim_kind: VictimKind
    scope: Scope
    flow: Flow | None
    span: Span
    since: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """A weapon or method, as coded and as printed."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion of one article, with everything it rests on."""

    id: str
    article_id: str
    event_type: str
    event_subtype: str | None
    status: Status
    background: bool
    confidence: float
    rules: tuple[str, ...]
    evidence: Span
    trigger: Span | None
    attribution: Attribution | None
    actors: tuple[ActorMention, ...]
    figures: tuple[Figure, ...]
    time: When | None
    places: tuple[Where, ...]
    means: tuple[Means, ...]
    domain: str = "conflict"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A toponym in text before any event claims it.

    `use` is ``literal``, ``associative`` ("Moscow said", "Libyan forces"), ``dateline`` (head of the report) or ``speaker``
    (where a speaker sits: "a hospital in Ajdabiyah said").
    """

    where: Where
    use: str


@dataclass(frozen=True, slots=True)
class FoundActor:
    """A mention of an armed actor, authority or organisation before any event gives it a role.

    `generic` marks a common noun ("rebels", "the army") whose `actor_id` comes from context or is ``None``; `party` says
    whether the actor fights in the conflict reported; `rule` names what told who is meant (`dateline.actors.mentions.RULES`),
    ``None`` where nothing did.
    """

    span: Span
    actor_id: str | None
    name: str | None
    kind: str
    generic: bool
    party: bool
    rule: str | None = None

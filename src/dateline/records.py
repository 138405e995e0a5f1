"""The records that cross from one stage to the next: frozen, slotted, every field typed.

Unknown is ``None``, never an empty string and never a sentence. A `Span` counts Unicode code points, half open,
and ``article.text[span.start:span.end] == span.quote`` holds for every span of every record.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.vocabulary import (
    VICTIM_MEASURES,
    BlockKind,
    Flow,
    Measure,
    Mode,
    PlaceRole,
    Quantifier,
    Role,
    Scope,
    SourceKind,
    Status,
    Unit,
    VictimKind,
)

SCHEMA = "dateline/1"

__all__ = [
    "SCHEMA",
    "VICTIM_MEASURES",
    "ActorMention",
    "Article",
    "Attribution",
    "Block",
    "BlockKind",
    "Bound",
    "Claim",
    "Contradiction",
    "Dateline",
    "Figure",
    "Flow",
    "FoundActor",
    "FoundPlace",
    "Incident",
    "Judgement",
    "Means",
    "Measure",
    "Mode",
    "PlaceCandidate",
    "PlaceRole",
    "Published",
    "Quantifier",
    "RawDocument",
    "Role",
    "Scope",
    "SourceKind",
    "Span",
    "Statement",
    "Status",
    "Supplied",
    "TimeExpression",
    "Toll",
    "Unit",
    "VictimKind",
    "Voice",
    "When",
    "Where",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: ``text[start:end] == quote``."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut a span out of `text`.

        Raises:
            ValueError: if the offsets do not lie in the text in order.
        """
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}-{end} does not lie in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def contains(self, other: Span) -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Supplied:
    """What a container says of an item it holds: a feed of its entry, a table of its row, a mail of its body, a crawl of its page.

    Every field is as printed there. `captured` is the moment a crawler or mail server got the item, ISO 8601 in UTC.
    """

    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    captured: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as they were got: where from, when (ISO 8601, UTC), and their SHA-256.

    An item of a container has the origin ``container!item`` and may bring what the container says of it.
    """

    data: bytes
    origin: str
    fetched: str | None
    sha256: str
    media_type: str | None = None
    charset: str | None = None
    supplied: Supplied | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article. `credit`, `date` (ISO) and `place` are a caption's own, as printed in it."""

    kind: BlockKind
    start: int
    end: int
    credit: str | None = None
    date: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published: ISO value, precision (``minute`` or ``day``), the basis that gave it,
    the words it was read from, and where they stand in the decoded source. `kind` is ``published``, ``updated`` or ``captured``."""

    value: str
    precision: str
    basis: str
    quote: str | None = None
    source_start: int | None = None
    kind: str = "published"

    @property
    def day(self) -> str:
        """The calendar day, ``YYYY-MM-DD``."""
        return self.value[:10]


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and day at the head of a report, words as printed; the day as ISO where a year is known."""

    place: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A clean text with the way back to its source.

    `source_map` holds ``(text_start, source_start, length)`` runs that cover every character of `text` which stands
    in the decoded source; characters between runs (block separators) were put in by Dateline.
    `dates` are all times that are stated of it, in the order of their bases, whether or not they agree; `published` is the first.
    `notes` tells what was mended or left out ("encoding: windows-1252, mended", "furniture: 55 share buttons").
    """

    id: str
    title: str | None
    text: str
    blocks: tuple[Block, ...]
    source_map: tuple[tuple[int, int, int], ...]
    url: str | None = None
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    byline: str | None = None
    dateline: Dateline | None = None
    published: Published | None = None
    updated: Published | None = None
    dates: tuple[Published, ...] = ()
    language: str | None = None
    lineage: str | None = None
    notes: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the text."""
        return Span.of(self.text, start, end)

    def to_source(self, offset: int) -> int | None:
        """Return where the character at `offset` stands in the decoded source, or ``None`` for a separator."""
        from bisect import bisect_right

        at = bisect_right(self.source_map, (offset, len(self.text) * 64 + 2**40, 0)) - 1
        if at < 0:
            return None
        text_start, source_start, length = self.source_map[at]
        return source_start + offset - text_start if offset < text_start + length else None


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

    `high` is ``None`` where the text leaves it open. `since` is the ISO day a running total starts from. `person` is the fullest
    name the article gives of the one person whom no number but a name counts; the span is then that of the name.
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
class Bound:
    """Why a bound of a reconciled figure is what it is: the rule, the claim and the figure's place in it."""

    bound: str
    value: int | None
    rule: str
    claim_id: str
    figure: int


@dataclass(frozen=True, slots=True)
class Toll:
    """Low, best and high for one measure of one incident (`high` is ``None`` where nobody bounds it), with the trace."""

    measure: Measure
    unit: Unit
    low: int
    best: int
    high: int | None
    trace: tuple[Bound, ...]
    flow: Flow | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more claims that cannot all be true. `kind` is ``number``, ``attackers``, ``place``, ``day``,
    ``perpetrator`` or ``happened``; `claim_ids` and `quotes` run in step."""

    kind: str
    summary: str
    claim_ids: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source behind an incident, with the claims it speaks in."""

    name: str
    kind: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a claim says something."""

    claim_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part in a happening, in one role, with every mention; `name` is the registry's or the fullest words for it."""

    role: Role
    actor_id: str | None
    name: str
    kind: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class IncidentMeans:
    """A kind of weapon or method, with every mention."""

    kind: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """A thing destroyed, damaged or looted: the word that says so, the words for the thing, and where they stand."""

    effect: str
    target: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Incident:
    """Claims judged to be about one happening. `grade` is ``single``, ``reported``, ``corroborated``, ``contested``
    or ``contradicted``; `status` is ``proposed``, ``confirmed`` or ``rejected``; `stage` is ``accomplished``, ``attempted``,
    ``threatened`` or ``possible``."""

    id: str
    event_type: str
    event_subtype: str | None
    when: When | None
    places: tuple[Where, ...]
    actors: tuple[Participant, ...]
    claim_ids: tuple[str, ...]
    tolls: tuple[Toll, ...]
    contradictions: tuple[Contradiction, ...]
    voices: tuple[Voice, ...]
    grade: str
    status: str = "proposed"
    stage: str = "accomplished"
    means: tuple[IncidentMeans, ...] = ()
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A human decision, appended and never overwritten. `subjects` are record ids, `field` and `value` an edit."""

    id: str
    reviewer: str
    time: str
    verdict: str
    subjects: tuple[str, ...]
    field: str | None
    value: str | None
    reason: str | None


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

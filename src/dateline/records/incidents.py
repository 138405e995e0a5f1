"""What the claims of many articles add up to, and what people decide about it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.articles import Span
from dateline.records.claims import When, Where
from dateline.vocabulary import Flow, Measure, Quantifier, Role, Status, Unit


@dataclass(frozen=True, slots=True)
class Bound:
    """Why a bound of a reconciled figure is what it is: the rule, the claim and the figure's place in it."""

    bound: str
    value: int | None
    rule: str
    claim_id: str
    figure: int


@dataclass(frozen=True, slots=True)
class Term:
    """One figure's share of a count; `vague` keeps the words of a vague number ("dozens") and of no other."""

    claim_id: str
    figure: int
    low: int
    high: int | None
    vague: str | None = None


@dataclass(frozen=True, slots=True)
class StatedCount:
    """What one voice states of one measure of an incident, whether or not it is in a bound.

    `victims` is ``all``, ``civilian``, ``combatant``, or ``combatant:`` with the actor that lost them (``attackers`` where
    they are known by their attack alone); `voice` the voice's place among
    the incident's voices; `kind` and `party` what the speaker is. `part` marks a count of some of them, `named` one of people told by
    name. `left_out` is the rule by which it is in no bound of the whole, ``None`` while it stands.
    """

    measure: Measure
    unit: Unit
    flow: Flow | None
    victims: str
    quantifier: Quantifier
    terms: tuple[Term, ...]
    voice: int
    kind: str
    party: bool
    status: Status
    part: bool
    named: bool
    article_id: str
    published: str | None
    left_out: str | None = None

    @property
    def key(self) -> tuple[Measure, Unit, Flow | None]:
        """The toll this count belongs to: measure, unit and flow are never mixed."""
        return (self.measure, self.unit, self.flow)

    @property
    def low(self) -> int:
        """The least number it states."""
        return sum(term.low for term in self.terms)

    @property
    def high(self) -> int | None:
        """The largest number it allows; ``None`` where it is open."""
        highs = [term.high for term in self.terms]
        return None if None in highs else sum(high for high in highs if high is not None)

    @property
    def reach(self) -> int:
        """The largest number it names."""
        return sum(max(term.low, term.high or 0) for term in self.terms)

    @property
    def claimed(self) -> bool:
        """Whether a party claims its own deed or its enemy's losses."""
        return self.status is Status.CLAIMED

    @property
    def possible(self) -> bool:
        """Whether nobody states it as a fact."""
        return self.status is Status.POSSIBLE


@dataclass(frozen=True, slots=True)
class Share:
    """Low, best and high of one group of a toll's victims. `victims` is ``side_a``, ``side_b``, ``civilian`` or ``unknown``, as UCDP GED
    parts deaths; `actors` are the registry's ids of a side. The best of all shares add up to the toll's."""

    victims: str
    actors: tuple[str, ...]
    low: int
    best: int
    high: int | None
    trace: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """Low, best and high for one measure of one incident (`high` is ``None`` where nobody bounds it), with the trace; `shares` part it by
    victims where anybody tells them apart."""

    measure: Measure
    unit: Unit
    low: int
    best: int
    high: int | None
    trace: tuple[Bound, ...]
    flow: Flow | None = None
    shares: tuple[Share, ...] = ()


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
    """One independent source behind an incident, with the claims it speaks in; `party` is set of a side of the conflict."""

    name: str
    kind: str
    claim_ids: tuple[str, ...]
    party: bool = False


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
    ``threatened`` or ``possible``. `counts` is all that was stated of its victims, from which any policy makes its tolls."""

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
    counts: tuple[StatedCount, ...] = ()


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

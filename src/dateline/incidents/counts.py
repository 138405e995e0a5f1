"""Read the counts of people harmed out of a claim's figures.

A count is what one voice says about one measure in one claim. Attacks, attackers, strengths and populations are no counts.
Several figures of one measure in one claim are one count: the sum where the claim stage says that the victims are
coordinated ("two soldiers and three civilians"), else the largest, the others being parts of it ("15 civilians,
including three children"). A number that the speaker takes back in the same breath ("21, up from 14") is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.actors.nouns import singular
from dateline.claims.lexicon import word_set
from dateline.incidents.voices import Speaker
from dateline.records import VICTIM_MEASURES, Claim, Figure, Flow, Measure, Quantifier, Role, Scope, Status, Unit, VictimKind

#: Rule names with which the claim stage marks figures that are terms of a sum, and figures that are a part of another.
COORDINATE = "coordinate-victims"
SUBSET = "subset-figure"
#: Rule name with which it marks that the figures after the first are what the speaker said before ("21, up from 14").
EARLIER = "harm-earlier-count"
#: Rule name with which it marks people hit, of whom nothing is said of whether they live.
FATE_OPEN = "fate-open"
#: Groups of victims; a combatant group may carry the actor it belongs to ("combatant:iraq-army").
ALL, CIVILIAN, COMBATANT = "all", "civilian", "combatant"
#: Words that may stand between "nobody" and "hurt" when everybody is meant.
_VERBAL = frozenset(
    {
        "was", "were", "is", "are", "be", "been", "being", "has", "have", "had", "got", "reported", "reportedly", "known", "said", "to",
        "yet", "immediately", "initially",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
#: Hedges that state no least number.
NO_LEAST = frozenset({Quantifier.UP_TO, Quantifier.FEWER_THAN})


@dataclass(frozen=True, slots=True)
class Term:
    """One figure's share of a count."""

    claim_id: str
    figure: int
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """What a voice says about one measure of one happening.

    `part` marks a count of some of the victims; `possible` one that nobody states as a fact; `claimed` a party's claim of
    its own deeds or its enemy's losses; `terms` has more than one entry where the count is a sum. `persons` are those
    whom names or other words count one by one: at least so many, so the count is a part. `fate_open` marks people hit, of whom the
    words do not say whether they live ("five were shot").
    """

    measure: Measure
    unit: Unit
    flow: Flow | None
    group: str
    low: int
    high: int | None
    quantifier: Quantifier
    terms: tuple[Term, ...]
    quote: str
    claim: Claim
    speaker: Speaker
    published: str | None
    part: bool
    possible: bool
    coordinate: bool
    persons: frozenset[str] = frozenset()
    fate_open: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Those of `persons` who are told by name: words for a person without one ("17-year-old boy") begin small."""
        return frozenset(person for person in self.persons if is_name(person))

    @property
    def key(self) -> tuple[Measure, Unit, Flow | None]:
        """The toll this count belongs to: measure, unit and flow are never mixed."""
        return (self.measure, self.unit, self.flow)

    @property
    def claimed(self) -> bool:
        """Whether a party claims its own deed or its enemy's losses."""
        return self.claim.status is Status.CLAIMED

    @property
    def boast(self) -> bool:
        """Whether a party to the conflict counts: its enemy's losses are seldom too few."""
        return self.claimed or self.speaker.party

    @property
    def order(self) -> tuple[str, int, str]:
        """A fixed order among counts of equal worth."""
        return (self.claim.article_id, self.claim.evidence.start, self.claim.id)


#: Stands for the actor where the dead are known as those who attacked, and by no name: none of them is among their victims.
ATTACKERS = "attackers"


def is_name(person: str) -> bool:
    """Return whether a figure's `person` is a name, not words for somebody without one."""
    return person[:1].isupper()


def disjoint(a: Count, b: Count) -> bool:
    """Return whether the two cannot both be true: their intervals share no number."""
    return (a.high is not None and a.high < b.low) or (b.high is not None and b.high < a.low)


def apart(a: str, b: str) -> bool:
    """Return whether two groups of victims share nobody: civilians and combatants, or combatants of two actors."""
    if ALL in (a, b) or a == b:
        return False
    kind_a, _, actor_a = a.partition(":")
    kind_b, _, actor_b = b.partition(":")
    return kind_a != kind_b or bool(actor_a and actor_b)


def counts_of(claim: Claim, scope: Scope, speaker: Speaker, published: str | None) -> tuple[Count, ...]:
    """Return the counts a claim gives for its incident, or for its period.

    Args:
        claim: the claim.
        scope: the scope its figures must have.
        speaker: whose voice it is.
        published: when its article was published (ISO), where known.

    Returns:
        One count for each measure, unit and flow, in the order of the figures.
    """
    by_key: dict[tuple[Measure, Unit, Flow | None], list[tuple[int, Figure]]] = {}
    for index, figure in enumerate(claim.figures):
        if figure.measure in VICTIM_MEASURES and figure.scope is scope:
            by_key.setdefault((figure.measure, figure.unit, figure.flow), []).append((index, figure))
    return tuple(_count(claim, figures, speaker, published) for figures in by_key.values())


def _count(claim: Claim, figures: Sequence[tuple[int, Figure]], speaker: Speaker, published: str | None) -> Count:
    persons = [figure.person for _, figure in figures]
    if all(person is not None for person in persons):
        return _of_persons(claim, figures, speaker, published)
    revised = EARLIER in claim.rules
    coordinate = COORDINATE in claim.rules and SUBSET not in claim.rules and not revised
    if len(figures) > 1 and coordinate:
        terms = tuple(Term(claim.id, index, figure.low, figure.high) for index, figure in figures)
        chosen = figures[0][1]
        quote = " + ".join(figure.span.quote for _, figure in figures)
        groups = {_group(claim, figure) for _, figure in figures}
    else:
        index, chosen = figures[0] if revised else max(figures, key=lambda item: (item[1].low, item[1].high or item[1].low, -item[0]))
        terms = (Term(claim.id, index, chosen.low, chosen.high),)
        quote = chosen.span.quote
        groups = {_group(claim, chosen)}
    part = (SUBSET in claim.rules and len(figures) == 1) or _some_spared(claim, chosen)
    return Count(
        measure=chosen.measure,
        unit=chosen.unit,
        flow=chosen.flow,
        group=groups.pop() if len(groups) == 1 else ALL,
        low=sum(term.low for term in terms),
        high=total_high(terms),
        quantifier=chosen.quantifier,
        terms=terms,
        quote=quote,
        claim=claim,
        speaker=speaker,
        published=published,
        part=part,
        possible=claim.status is Status.POSSIBLE,
        coordinate=coordinate,
        fate_open=_fate_open(claim, chosen),
    )


def _of_persons(claim: Claim, figures: Sequence[tuple[int, Figure]], speaker: Speaker, published: str | None) -> Count:
    """Return the count of people told by name: each once."""
    named = {figure.person: (index, figure) for index, figure in reversed(figures) if figure.person is not None}
    told = sorted(named.values(), key=lambda item: item[0])
    groups = {_group(claim, figure) for _, figure in told}
    first = told[0][1]
    return Count(
        measure=first.measure,
        unit=first.unit,
        flow=first.flow,
        group=groups.pop() if len(groups) == 1 else ALL,
        low=len(told),
        high=len(told),
        quantifier=Quantifier.EXACT,
        terms=tuple(Term(claim.id, index, 1, 1) for index, _ in told),
        quote=" + ".join(figure.span.quote for _, figure in told),
        claim=claim,
        speaker=speaker,
        published=published,
        part=True,
        possible=claim.status is Status.POSSIBLE,
        coordinate=False,
        persons=frozenset(named),
        fate_open=_fate_open(claim, first),
    )


def _fate_open(claim: Claim, figure: Figure) -> bool:
    return figure.measure is Measure.INJURED and any(rule.startswith(FATE_OPEN) for rule in claim.rules)


def _some_spared(claim: Claim, figure: Figure) -> bool:
    """Return whether a zero is said of some people only ("nobody in my house was hurt", "no one else died").

    It is where words other than the verb's own stand between it and what they were spared.
    """
    if figure.low != 0 or figure.high != 0 or claim.trigger is None:
        return False
    start = claim.evidence.start
    between = claim.evidence.quote[figure.span.end - start : claim.trigger.start - start]
    return figure.span.end <= claim.trigger.start and any(word not in _VERBAL for word in _WORD.findall(between.casefold()))


def total_high(terms: Sequence[Term]) -> int | None:
    """Return the sum of the terms' upper ends, or ``None`` where one is open."""
    highs = [term.high for term in terms]
    return None if None in highs else sum(high for high in highs if high is not None)


def _group(claim: Claim, figure: Figure) -> str:
    if figure.victim_kind is VictimKind.CIVILIAN:
        return CIVILIAN
    if figure.victim_kind is not VictimKind.COMBATANT:
        return ALL
    actors = {actor.actor_id for actor in claim.actors if actor.role is Role.VICTIM and actor.actor_id is not None}
    if len(actors) == 1:
        return f"{COMBATANT}:{actors.pop()}"
    return f"{COMBATANT}:{ATTACKERS}" if not actors and _are_attackers(figure) else COMBATANT


def _are_attackers(figure: Figure) -> bool:
    """Return whether the words for those whom a figure counts name them by the attack that they carried out ("both gunmen")."""
    words = (figure.who or "").split()
    return bool(words) and singular(words[-1]) in word_set("attacker")

"""Drafts with everything bound to them, and the folding of mentions that only repeat one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.claims.context import Scene
from dateline.claims.drafts import Draft
from dateline.claims.singles import Single
from dateline.records import ActorMention, Means, Measure, Scope, Span, Statement, Status, VictimKind, When, Where

#: How far back a definite mention ("the assault") reaches for the one that it takes up.
DEFINITE_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence itself says of one of its drafts: the statement, (interval, role, rule), (places, rule)."""

    statement: Statement | None
    time: tuple[When, str, str] | None
    places: tuple[tuple[Where, ...], str] | None


@dataclass(frozen=True, slots=True)
class Individual:
    """A person whom an event befell, told by name: the fullest name, where it stands, what is known of him or her.

    `beside` says that the name is coordinated with people who are counted ("A, B and a soldier"), and so is no part of them; `fate_open`
    that nothing is said of whether he or she lives. `single` is what words without a name say of a person, whose `name` these words are.
    """

    name: str
    span: Span
    measure: Measure
    kind: VictimKind
    private_person: bool
    beside: bool = False
    fate_open: bool = False
    single: Single | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A reading that lost: what of (``day``, ``place``), the reading, its words if any, and the rule that gave it."""

    what: str
    reading: str
    span: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A draft with everything bound to it; `individuals` are the people whom it befell by name, `lost` the readings that
    lost, gathered only where the context is to be `explained`."""

    scene: Scene
    draft: Draft
    status: Status
    statement: Statement | None
    when: When | None
    places: tuple[Where, ...]
    actors: tuple[ActorMention, ...]
    means: tuple[Means, ...]
    scope: Scope
    background: bool
    domain: str
    rules: tuple[str, ...]
    individuals: tuple[Individual, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it is an event without a figure."""
        return self.draft.harm is None and self.draft.count is None

    @property
    def dated(self) -> bool:
        """Whether its own sentence gives the day."""
        return any(rule.startswith("time-") for rule in self.rules)

    @property
    def placed(self) -> bool:
        """Whether its own sentence gives the place."""
        return any(rule.startswith(("place-in-", "places-of-", "place-shared")) for rule in self.rules)


def fold(items: Sequence[Bound]) -> list[Bound]:
    """Fold bare mentions that add nothing into the claim they repeat, and definite ones that add only the day.

    "The assault began at ten" gives its hour to the assault told the sentence before; "claimed deadly attacks further south"
    says less than "claimed three attacks in A and B" and goes.
    """
    kept: list[Bound] = []
    for item in items:
        if item.bare and not item.placed:
            if (at := _taken_up(kept, item)) is not None:
                earlier = kept[at]
                if item.dated and not earlier.dated:
                    kept[at] = replace(earlier, when=item.when, rules=(*earlier.rules, "day-from-later-mention"))
                    continue
                if not item.dated:
                    continue
            if item.status is Status.CLAIMED and not item.dated and any(_says_more(item, other) for other in items):
                continue
        kept.append(item)
    return kept


def _taken_up(kept: Sequence[Bound], item: Bound) -> int | None:
    """Return the earlier claim that a definite noun ("the assault") takes up."""
    trigger = item.scene.tokens[item.draft.trigger]
    if trigger.pos_ != "NOUN" or not any(c.lower_ in ("the", "this", "that") for c in trigger.lefts):
        return None
    for at in range(len(kept) - 1, -1, -1):
        earlier = kept[at]
        if item.scene.index - earlier.scene.index > DEFINITE_SENTENCES:
            return None
        word = earlier.scene.tokens[earlier.draft.trigger]
        if earlier.bare and word.lemma_ == trigger.lemma_ and _kind(earlier) == _kind(item) and _speaker(earlier) == _speaker(item):
            return at
    return None


def _says_more(item: Bound, other: Bound) -> bool:
    """Return whether another claim of the same deed, by the same claimant, says where or how many."""
    if other is item or _kind(other) != _kind(item) or other.status is not item.status or not (other.placed or not other.bare):
        return False
    if _speaker(other) == _speaker(item):
        return True
    mine = {a.actor_id for a in item.actors if a.actor_id}
    return bool(mine & {a.actor_id for a in other.actors})


def _kind(item: Bound) -> tuple[str, str | None]:
    return item.draft.type, item.draft.subtype


def _speaker(item: Bound) -> str | None:
    return item.statement.attribution.speaker if item.statement else None

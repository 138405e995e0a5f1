"""Tell which mentions of single victims are one person: "a 17-year-old was shot", "the victim", "Lee Smith, 17, died".

Mentions are gathered in reading order (a greedy form of the entity-mention model of Raghunathan et al. 2010, strictest evidence
first): a name is its own; an age decides where both tell one; else a mention takes up the person last told of whom sex and age allow.
Two people of one deed are two, and so is who is called "another". When in doubt two mentions are one person: a victim too many is a
false death. Who is told to be dead anywhere in an article is no longer counted as hurt in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.claims.bound import Bound, Individual
from dateline.claims.drafts import LONE
from dateline.claims.singles import Single, age_beside, before_pronoun, label_of, single_at
from dateline.records import Measure, Status

__all__ = ["OPEN", "settled"]

#: The mark of an injury told in words that leave open whether the person lives, for `dateline.incidents`.
OPEN = "fate-open"
#: Sentences back to which a pronoun reaches.
PRONOUN_REACH = 3
_TOLD = frozenset({Status.ASSERTED, Status.ATTRIBUTED, Status.CLAIMED})


@dataclass
class _Somebody:
    """A victim of an article as far as it is read."""

    label: str
    named: bool
    age: int | None
    sex: str | None
    scene: int
    doer: bool | None = None
    seen: int = 0
    dead: bool = False
    deeds: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Mention:
    item: int
    scene: int
    label: str | None
    single: Single
    measure: Measure
    individual: Individual | None
    words: str = ""


def settled(items: Sequence[Bound]) -> list[Bound]:
    """Return bound drafts whose single victims bear one name each, the dead among them no longer counted as hurt.

    Args:
        items: the claims to be of an article, in reading order.
    """
    known: list[_Somebody] = []
    who: dict[tuple[int, int], _Somebody] = {}
    for told in (m for number, item in enumerate(items) for m in _mentions(number, item)):
        mention = told
        somebody = _find(known, mention)
        if somebody is None:
            led = _led_back(items[told.item], told) if told.single.pronoun else told
            if led is None:
                continue
            mention = led
            somebody = _Somebody("", False, None, None, mention.scene)
            known.append(somebody)
        _learn(somebody, mention, items[mention.item].status in _TOLD)
        somebody.seen = max(other.seen for other in known) + 1
        if mention.individual is not None:
            who[mention.item, id(mention.individual)] = somebody
    _unlike(known)
    result = [_told(number, item, who, known) for number, item in enumerate(items)]
    return [item for item in result if item.individuals or LONE not in item.draft.rules]


def _told(number: int, item: Bound, who: dict[tuple[int, int], _Somebody], known: Sequence[_Somebody]) -> Bound:
    if not item.individuals:
        return item
    kept: list[Individual] = []
    for one in item.individuals:
        somebody = who.get((number, id(one)))
        if somebody is None:
            if one.single is None:
                kept.append(one)
            continue
        if one.measure is Measure.INJURED and somebody.dead:
            continue
        open_ = one.fate_open and not any(other.dead for other in known)
        told = any(other.name == somebody.label and other.measure is one.measure for other in kept)
        if not told:
            kept.append(replace(one, name=somebody.label, fate_open=open_))
    rules = (*item.rules, OPEN) if any(one.fate_open for one in kept) else item.rules
    return replace(item, individuals=tuple(kept), rules=rules)


def _mentions(number: int, item: Bound) -> list[_Mention]:
    """Return the single victims of a claim, those whom "a" counts among them."""
    found = []
    for one in item.individuals:
        single = one.single or _named(item, one)
        found.append(_Mention(number, item.scene.index, one.name if one.single is None else None, single, one.measure, one))
    harm = item.draft.harm
    if harm is not None and harm.victim is not None and harm.quantity.low == harm.quantity.high == 1 and not found:
        counted = single_at(item.scene, item.scene.tokens[harm.victim])
        if counted is not None:
            found.append(_Mention(number, item.scene.index, None, counted, harm.counted, None))
    return found


def _led_back(item: Bound, mention: _Mention) -> _Mention | None:
    """Lead a pronoun to a person told of before it in its sentence, to whom nothing had befallen so far."""
    led = before_pronoun(item.scene, mention.single.first)
    if led is None or mention.individual is None:
        return None
    words = label_of([t.text for t in item.scene.tokens[led.first : led.last + 1]])
    return replace(mention, single=led, words=words)


def _named(item: Bound, one: Individual) -> Single:
    scene = item.scene
    first, last = scene.at(one.span.start), scene.at(one.span.end - 1)
    return Single(first, last, age_beside(scene, first, last), None)


def _find(known: Sequence[_Somebody], mention: _Mention) -> _Somebody | None:
    single = mention.single
    if mention.label is not None:
        same = next((s for s in known if s.named and s.label == mention.label), None)
        if same is not None:
            return same
    if single.other:
        return None
    allowed = [s for s in known if _allows(s, mention)]
    if single.pronoun:
        last = max(known, key=lambda s: s.seen, default=None)
        allowed = [s for s in allowed if s is last and mention.scene - s.scene <= PRONOUN_REACH]
    return max(allowed, key=lambda s: (s.age is not None and s.age == single.age, s.seen), default=None)


def _allows(somebody: _Somebody, mention: _Mention) -> bool:
    single = mention.single
    if mention.label is not None and somebody.named:
        return False
    if None not in (somebody.age, single.age) and somebody.age != single.age:
        return False
    if None not in (somebody.sex, single.sex) and somebody.sex != single.sex:
        return False
    if single.owner is not None and single.owner == somebody.sex and mention.measure is Measure.INJURED:
        return False  # "his son was wounded"; of the dead, a doubt makes one person
    if mention.label is None and not single.pronoun and somebody.doer not in (None, single.doer):
        return False
    return mention.item not in somebody.deeds or single.pronoun


def _learn(somebody: _Somebody, mention: _Mention, told: bool) -> None:
    single = mention.single
    words = mention.words or mention.label or (mention.individual.name if mention.individual is not None and not single.pronoun else "")
    if (mention.label is not None and not somebody.named) or (not somebody.named and len(words) > len(somebody.label)):
        somebody.label, somebody.named = words, mention.label is not None
    somebody.age = somebody.age if somebody.age is not None else single.age
    somebody.sex = somebody.sex or single.sex
    if mention.label is None and not single.pronoun:
        somebody.doer = single.doer
    somebody.scene = max(somebody.scene, mention.scene)
    somebody.dead = somebody.dead or (mention.measure is Measure.KILLED and told)
    somebody.deeds.add(mention.item)


def _unlike(known: Sequence[_Somebody]) -> None:
    """Give two people who are told of in the same words labels of their own."""
    seen: dict[str, int] = {}
    for somebody in known:
        if not somebody.named:
            somebody.label = somebody.label or "person"
            seen[somebody.label] = seen.get(somebody.label, 0) + 1
            if seen[somebody.label] > 1:
                somebody.label = f"{somebody.label} ({seen[somebody.label]})"

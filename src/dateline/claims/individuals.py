"""Count the people whom an article tells of one by one: "gunmen shot dead A and B" is two killed, though no number says so.

Every Casualty's standards (2016, 4.1) and Iraq Body Count record a person told of by name as one victim. A name beside a number
is no second victim where it is in apposition to those counted or one of them ("two reporters, A and B"; "12 dead, among them
A"), and is one where it is coordinated with them ("A, B and a soldier"). Who is told of by other words ("the 23-year-old victim") is
counted in the same way; which of them are one person is told by `dateline.claims.identities`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.actors import speaker_kind
from dateline.actors.people import victim_kind
from dateline.claims.bound import Bound, Individual
from dateline.claims.clauses import conjuncts
from dateline.claims.context import Context
from dateline.claims.identities import settled
from dateline.claims.named import Deed, deeds_in
from dateline.claims.persons import Mention, Person
from dateline.claims.singles import label_of, single_at
from dateline.records import ActorMention, Measure, Role, SourceKind, Status, VictimKind

__all__ = ["PRIVATE", "PUBLIC", "with_individuals"]

#: What is counted of people told by name.
_COUNTED = frozenset({Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.CAPTURED, Measure.DETAINED, Measure.MISSING})
#: Kinds of the actor mention of a victim told by name; exports mask the names of private persons.
PRIVATE, PUBLIC = "private_person", "person"
#: A victim's name is private unless he or she holds an office or commands (architecture.md, rule 9).
_PUBLIC = frozenset({SourceKind.OFFICIAL, SourceKind.BELLIGERENT})
#: What did not happen befell nobody.
_UNREAL = frozenset({Status.DENIED, Status.PLANNED, Status.ATTEMPTED, Status.HYPOTHETICAL})


def with_individuals(context: Context, items: Sequence[Bound]) -> list[Bound]:
    """Return bound drafts with the people whom they befell by name, as figures to be and as victims among the actors.

    A person is counted once a kind of harm where one word tells of it twice in a sentence.

    Args:
        context: the article as the earlier stages read it.
        items: its claims to be, in reading order.
    """
    by_word: dict[tuple[int, int], Deed] = {(d.scene, d.at): d for d in deeds_in(context) if d.outright or d.unnamed}
    result, told = [], set[tuple[int, str, Measure]]()
    for item in items:
        scene, draft = item.scene, item.draft
        places = range(draft.trigger, max(draft.trigger, draft.trigger_last) + 1)
        deed = next((by_word[scene.index, at] for at in places if (scene.index, at) in by_word), None)
        if deed is None or deed.measure not in _COUNTED or deed.negated or item.status is Status.DENIED:
            result.append(item)
            continue
        found = [one for person in deed.outright if (one := _individual(context, item, person, deed)) is not None]
        fresh = [one for one in found if (scene.index, one.name, one.measure) not in told]
        told.update((scene.index, one.name, one.measure) for one in fresh)
        counts = draft.harm.counted if draft.harm is not None else None
        counted = tuple(one for one in fresh if counts is None or (one.beside and one.measure is counts))
        singles = _unnamed(item, deed) if counts is None and not item.draft.count else ()
        result.append(replace(item, individuals=(*counted, *singles), actors=_with_victims(item.actors, found)))
    private = {one.name: one.private_person for item in result for one in item.individuals if one.single is None}
    return [_as_victims(item, private) for item in settled(result)]


def _as_victims(item: Bound, private: Mapping[str, bool]) -> Bound:
    """Put people told of by other words under the name an article gives them, so that exports can mask it."""
    led = [replace(one, private_person=private[one.name]) for one in item.individuals if one.single is not None and one.name in private]
    return replace(item, actors=_with_victims(item.actors, led)) if led else item


def _unnamed(item: Bound, deed: Deed) -> Iterator[Individual]:
    """Yield the people without a name whom a deed befell, one by one."""
    scene = item.scene
    if deed.measure not in (Measure.KILLED, Measure.INJURED) or item.status in _UNREAL:
        return
    for at in deed.unnamed:
        single = single_at(scene, scene.tokens[at])
        if single is None:
            continue
        span = scene.span(scene.start(single.first), scene.end(single.last))
        words = label_of([t.text for t in scene.tokens[single.first : single.last + 1]])
        lead = [t.text for t in scene.tokens[single.first : at]]
        kind = victim_kind(scene.tokens[at].text, lead) or VictimKind.UNKNOWN
        yield Individual(words, span, deed.measure, kind, True, fate_open=deed.fate_open, single=single)


def _individual(context: Context, item: Bound, person: Person, deed: Deed) -> Individual | None:
    scene = item.scene
    mention = next((m for m in person.mentions if m.scene == scene.index), None)
    if mention is None or any(p.where.span.end >= scene.end(mention.last) > p.where.span.start for p in scene.places):
        return None  # "Taking Sirte": what ends in a place is no person
    kinds = [kind for role in person.roles if (kind := victim_kind(role)) is not None]
    kind = next((kind for kind in kinds if kind is not VictimKind.UNKNOWN), VictimKind.UNKNOWN)
    span = scene.span(scene.start(mention.first), scene.end(mention.last))
    beside = _beside(item, mention)
    counting = [item.statement] if item.draft.harm is None or beside else [item.statement, *context.statements]
    if any(statement is not None and span.overlaps(statement.attribution.span) for statement in counting):
        return None  # "X put the dead at 14 and the injured at 38": he counts them and is none of them
    public = any(speaker_kind(role, (), None)[0] in _PUBLIC for role in person.roles)
    assert deed.measure is not None
    return Individual(person.name, span, deed.measure, kind, not public, beside, deed.fate_open)


def _beside(item: Bound, mention: Mention) -> bool:
    """Return whether a name is coordinated with the people whom a number counts."""
    harm = item.draft.harm
    if harm is None or harm.victim is None:
        return False
    tokens = item.scene.tokens
    head = next(
        (t for t in reversed(tokens[mention.first : mention.last + 1]) if t.dep_ not in ("compound", "flat", "punct")), tokens[mention.last]
    )
    counted = tokens[harm.victim]
    return counted in conjuncts(head) or head in conjuncts(counted)


def _with_victims(actors: Sequence[ActorMention], found: Sequence[Individual]) -> tuple[ActorMention, ...]:
    """Put people told by name among the victims, in place of what was taken for an object or somebody unknown."""
    spans = [one.span for one in found]
    kept = [a for a in actors if a.actor_id is not None or not any(a.span.overlaps(span) for span in spans)]
    named = [ActorMention(Role.VICTIM, one.span, None, one.name, PRIVATE if one.private_person else PUBLIC) for one in found]
    return tuple(dict.fromkeys((*kept, *named)))

"""Gather what one sentence says into drafts of claims: a trigger, a type, the figures, doer and undergoer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.claims.anaphora import resolved
from dateline.claims.clauses import clause_distance, clause_head, is_passive, shut_off, subject
from dateline.claims.context import Scene
from dateline.claims.counts import Count, counts
from dateline.claims.events import Event, events
from dateline.claims.frames import family
from dateline.claims.harm import Harm, anaphoric, harms
from dateline.claims.housing import housing
from dateline.claims.lexicon import HarmWord, harm_words
from dateline.claims.patients import victim_heads
from dateline.claims.proposed import proposed_events, proposed_harms
from dateline.claims.quantities import quantities, shares
from dateline.claims.singles import single_at, wound_bearers
from dateline.claims.struck import with_fates
from dateline.claims.tables import Cell
from dateline.claims.totals import with_totals
from dateline.claims.triggers import word_triggers
from dateline.claims.victims import Victims, victims
from dateline.records import VICTIM_MEASURES, Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Types of event that can be what people died of.
_CAUSES = frozenset({"battle", "explosion", "attack", "unrest", "disaster", "accident", "crime"})
#: Words of harm whose type is only a stand-in until the cause is known.
#: Subtypes of bare events that say no more than a figure beside them.
_TOLD_BY_FIGURE = frozenset(
    {
        "killing",
        "armed_attack",
        "shooting",
        "execution",
        "assassination",
        "flight",
        "displaced",
        "arrival",
        "evacuation",
        "trapped",
        "arrest",
        "kidnapping",
        "return",
    }
)
_OPEN_SUBTYPES = frozenset({"toll", "killing", "losses"})


#: The rule that tells of harm to one person without a number.
LONE = "told-of-one"
_MISFORTUNES = frozenset({"disaster", "accident", "crime"})
#: Ways of harm whose verb has a doer; who dies, flees or goes missing is none.
_DONE_TO = frozenset({"obj", "lives", "transfer", "of"})
#: Verbs that make a body's finding the event; received or counted bodies belong to the event that killed.
_FINDING = frozenset(
    ["find", "discover", "recover", "unearth", "exhume", "dig", "uncover", "retrieve", "dump", "locate", "exhumation", "grave"]
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making. `position` is where its first figure (or trigger) stands; `harm`, `count` its figure, if any.

    A draft that only mentions an event (`claims` is false) becomes a frame for what follows, not a claim. `cell` is where its
    figure stands in a table or list.
    """

    trigger: int
    trigger_last: int
    position: int
    type: str
    subtype: str | None
    specific: bool
    means: str | None
    harm: Harm | None
    count: Count | None
    victims: Victims | None
    agent: Token | None
    patient: Token | None
    event: Event | None
    rules: tuple[str, ...]
    claims: bool = True
    cell: Cell | None = None


def drafts(scene: Scene, before: Victims | None = None, last: Harm | None = None, earlier: Scene | None = None) -> list[Draft]:
    """Return the drafts of a sentence: a draft for each figure, then one for each event that no figure belongs to.

    Args:
        scene: the sentence.
        before: the victims last named in the sentence before ("dozens of others").
        last: the last figure of victims in the sentence before ("the UN confirmed six").
        earlier: the sentence before, in which people may be named whom a bare number counts ("both were killed").
    """
    if scene.cells or scene.is_header:
        return [_cell_draft(scene, cell) for cell in scene.cells if cell.quantity is not None and not _is_nothing(cell)]
    found_events = events(scene)
    found_harms = harms(scene.sentence)
    if last is not None or found_harms:
        nearest = found_harms[-1] if found_harms else last
        assert nearest is not None
        counted = anaphoric(scene.sentence, [h.quantity for h in found_harms], nearest)
        found_harms = sorted((*found_harms, *counted), key=lambda h: h.quantity.first)
    used = {h.quantity for h in found_harms}
    left = [q for q in quantities(scene.sentence) if q not in used] if scene.tokens else []
    counted_others = list(counts(scene, left, found_events))
    counted_others += housing(scene, [q for q in left if q not in {c.quantity for c in counted_others}], found_events)
    free = [q for q in left if q not in {c.quantity for c in counted_others}]
    found_harms = sorted((*found_harms, *proposed_harms(scene, free, found_events)), key=lambda h: h.quantity.first)
    found_harms = with_fates(scene.tokens, with_totals(scene.tokens, found_harms))
    found_events = found_events or proposed_events(scene, found_events, found_harms)
    result: list[Draft] = []
    causes: set[int] = set()
    for number, harm in enumerate(found_harms):
        described = resolved(scene, earlier, harm, victims(scene, harm, before if number or _goes_on(scene, harm) else None))
        before = described
        draft, cause = _harm_draft(scene, harm, described, found_events)
        if cause is not None:
            causes.add(cause.trigger)
        elif result and _same_blow(scene, result[-1], draft):
            first = result[-1]
            draft = replace(draft, type=first.type, subtype=first.subtype, specific=first.specific, means=first.means, event=first.event)
            draft = replace(draft, agent=draft.agent or first.agent, rules=(*draft.rules, "type-shared-by-coordination"))
        result.append(draft)
    for count in counted_others:
        result.append(_count_draft(scene, count))
        if count.event is not None:
            causes.add(count.event.trigger)
    harmed = {h.trigger for h in found_harms} | {h.trigger_last for h in found_harms}
    harmed |= {c.trigger for c in counted_others if c.trigger is not None}
    bare = [e for e in found_events if e.trigger not in causes and e.trigger not in harmed]
    bare = [e for e in bare if not _absorbed(scene, e, bare, found_harms)]
    told_shares = [f"share-without-number: {words}" for words in shares(scene.sentence)] if bare else []
    result += [
        Draft(
            e.trigger,
            e.last,
            e.trigger,
            e.type,
            e.subtype,
            e.subtype != "armed_attack",
            e.means,
            None,
            None,
            None,
            e.agent,
            e.patient,
            e,
            ("event-word", *told_shares),
            e.occurs and e.type not in _MISFORTUNES,
        )
        for e in bare
    ]
    result += _lone(scene, {d.trigger for d in result} | {d.trigger_last for d in result} | harmed)
    return sorted(result, key=lambda d: (d.position, d.trigger))


def _lone(scene: Scene, told: set[int]) -> Iterator[Draft]:
    """Yield drafts of death and injury that befell one person without a name or a number: "the victim was pronounced dead"."""
    for word, at, last in word_triggers(scene.tokens, harm_words()):
        trigger = scene.tokens[at]
        if word.measure not in (Measure.KILLED, Measure.INJURED) or {at, last} & told or word.victims not in ("obj", "subj", "mod", "of"):
            continue
        heads = [*victim_heads(trigger, word.victims), *(wound_bearers(trigger) if word.measure is Measure.INJURED else ())]
        if not any(head.ent_type_ == "PERSON" or head.pos_ == "PROPN" or single_at(scene, head) for head in heads):
            continue
        type_, subtype = word.type, word.subtype
        specific = subtype not in _OPEN_SUBTYPES
        agent = _agent(trigger) if word.victims in _DONE_TO else None
        yield Draft(at, last, at, type_, subtype, specific, None, None, None, None, agent, heads[0], None, (LONE,))


def _is_nothing(cell: Cell) -> bool:
    """Return whether a cell says that nothing happened to no thing: "0" houses are no destruction, no dead are news."""
    return cell.high == 0 and cell.label.measure not in VICTIM_MEASURES


def _cell_draft(scene: Scene, cell: Cell) -> Draft:
    """Return the draft of a number of a table or list: its label says what is counted, and nobody does anything there."""
    quantity, label = cell.quantity, cell.label
    assert quantity is not None
    harm: Harm | None = None
    count: Count | None = None
    if label.measure in VICTIM_MEASURES:
        word = HarmWord((label.words.lower(),), "table", label.measure, "seen", label.type, label.subtype, None)
        harm = Harm(scene.sentence, word, quantity.core, quantity.core, quantity, None, "table")
    else:
        count = Count(quantity, label.measure, quantity.core, None, quantity.core)
    return Draft(
        trigger=quantity.core,
        trigger_last=quantity.core,
        position=quantity.first,
        type=label.type,
        subtype=label.subtype,
        specific=label.subtype not in _OPEN_SUBTYPES,
        means=None,
        harm=harm,
        count=count,
        victims=Victims(label.who, label.kind, label.unit, None, True),
        agent=None,
        patient=None,
        event=None,
        rules=(f"table-label: {label.words}",),
        cell=cell,
    )


def _same_blow(scene: Scene, first: Draft, second: Draft) -> bool:
    """Return whether two coordinated figures tell of one event: "killing four and wounding six"."""
    if first.harm is None or second.harm is None or first.event is None or second.specific:
        return False
    if Measure.MISSING in (first.harm.counted, second.harm.counted) or second.harm.counted not in (Measure.KILLED, Measure.INJURED):
        return False
    between = {t.lower_ for t in scene.tokens[first.harm.quantity.last + 1 : second.harm.quantity.first]}
    return bool(between & {"and", ","}) and not between & {"while", "but", ";", "whereas"}


def _goes_on(scene: Scene, harm: Harm) -> bool:
    """Return whether a first figure points back to the victims of the sentence before: "others", "another 12", "of them"."""
    if harm.rule == "anaphoric-count":
        return True
    words = {t.lower_ for t in scene.tokens[harm.quantity.first : harm.quantity.last + 4]}
    return bool(words & {"others", "other", "another", "more", "them", "further"})


def _harm_draft(scene: Scene, harm: Harm, described: Victims, found: Sequence[Event]) -> tuple[Draft, Event | None]:
    word = harm.word
    trigger = scene.tokens[harm.trigger]
    rules = [f"harm-{harm.rule}"]
    if harm.subset:
        rules.append("subset-figure")
    if harm.fate is not None:
        rules.append(f"fate-{harm.fate}: {trigger.text}")
    if harm.quantity.share is not None:
        rules.append(f"share-of-whole: {harm.quantity.share}")
    cause = _cause(scene, trigger, found, harm)
    agent = _agent(trigger) if word.victims in _DONE_TO and harm.rule != "anaphoric-count" else None
    type_, subtype, specific = word.type, word.subtype, word.subtype not in _OPEN_SUBTYPES
    means: str | None = None
    if word.count == "body" and not any(t.lemma_.lower() in _FINDING for t in scene.tokens):
        type_, subtype, specific = "casualties", "toll", False
    if harm.counted in (Measure.KILLED, Measure.INJURED, Measure.MISSING) and cause is not None:
        if not specific or word.type == "casualties":
            type_, subtype = cause.type, cause.subtype
            # "the attack", "the blast": a frame may know better what kind it was
            specific = cause.subtype not in ("armed_attack", "bombing") or scene.tokens[cause.trigger].pos_ == "VERB"
            rules.append(f"type-from-cause: {scene.tokens[cause.trigger].text}")
        means = cause.means
        if (agent is None or agent.i == scene.tokens[cause.trigger].i) and cause.type != "battle":
            agent = cause.agent
        elif agent is not None and agent.i == scene.tokens[cause.trigger].i:
            agent = None  # in a fight both sides kill: the dead name no killer
    elif harm.counted is Measure.ABDUCTED and harm.rule == "parse-modifier":
        carrier = _carrier(scene, harm)
        if carrier is not None:
            subtype = "forced_transfer"
            rules.append("forced-transfer: moved by captors")
            agent = subject(carrier)
            trigger = carrier
    at = trigger.i - scene.tokens[0].i
    draft = Draft(
        trigger=at,
        trigger_last=max(harm.trigger_last, at),
        position=harm.quantity.first,
        type=type_,
        subtype=subtype,
        specific=specific,
        means=means,
        harm=harm,
        count=None,
        victims=described,
        agent=agent,
        patient=None,
        event=cause,
        rules=tuple(rules),
    )
    return draft, cause


def _carrier(scene: Scene, harm: Harm) -> Token | None:
    """Return the verb that moves abducted people to another place."""
    noun = scene.tokens[harm.victim if harm.victim is not None else harm.trigger]
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else None
    if verb is not None and any(c.dep_ == "prep" and c.lower_ in ("from", "to", "into") for c in verb.children):
        return verb
    return None


def _cause(scene: Scene, trigger: Token, found: Sequence[Event], harm: Harm) -> Event | None:
    """Return the event in the sentence that people died of: subject, agent, "in an air strike", "when a bomb exploded"."""
    best: tuple[int, int, Event] | None = None
    head = clause_head(trigger)
    for event in found:
        token = scene.tokens[event.trigger]
        if event.type not in _CAUSES or event.trigger in (harm.trigger, harm.trigger_last) or event.subtype in ("killing", "losses"):
            continue
        distance = clause_distance(trigger, token)
        if distance > 2 or shut_off(trigger, token) or _reckoned_from(token, trigger):
            continue
        if (
            distance == 2
            and token.pos_ != "NOUN"
            and not any(c.dep_ == "advmod" and c.lower_ in ("when", "as", "after", "while") for c in token.children)
        ):
            continue
        direct = token.head == trigger or token.head == head or (token.dep_ == "pobj" and token.head.head in (trigger, head))
        cost = distance * 20 + abs(event.trigger - harm.trigger) - (15 if direct else 0)
        if best is None or cost < best[0]:
            best = cost, event.trigger, event
    return best[2] if best else None


def _reckoned_from(token: Token, trigger: Token) -> bool:
    """Return whether an event only dates another: "the deadliest day since a car bomb killed 30"."""
    clause = clause_head(token)
    return clause != clause_head(trigger) and any(c.dep_ == "mark" and c.lower_ == "since" for c in clause.children)


def _agent(trigger: Token) -> Token | None:
    """Return who did the harm, as far as the clause says."""
    if trigger.pos_ not in ("VERB", "AUX"):
        by = [g for c in trigger.children if c.dep_ == "prep" and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
        return by[0] if by else None
    if is_passive(trigger):
        return next((g for c in trigger.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    doer = subject(trigger)
    if doer is not None and doer.lower_ in ("who", "that", "which") and trigger.dep_ == "relcl":
        return trigger.head
    return doer


def _count_draft(scene: Scene, count: Count) -> Draft:
    event = count.event
    if count.measure is Measure.ATTACKS and event is not None:
        return Draft(
            trigger=event.trigger,
            trigger_last=event.last,
            position=count.quantity.first,
            type=event.type,
            subtype=event.subtype,
            specific=True,
            means=event.means,
            harm=None,
            count=count,
            victims=None,
            agent=event.agent,
            patient=event.patient,
            event=event,
            rules=("count-attacks",),
        )
    if count.trigger is not None:
        return Draft(
            trigger=count.trigger,
            trigger_last=count.trigger,
            position=count.quantity.first,
            type="destruction",
            subtype="property_destruction",
            specific=True,
            means=event.means if event else None,
            harm=None,
            count=count,
            victims=None,
            agent=event.agent if event else None,
            patient=scene.tokens[count.noun],
            event=event,
            rules=("count-housing",),
        )
    kind = {Measure.ATTACKERS: "attack", Measure.STRENGTH: "strength", Measure.POPULATION: "population"}[count.measure]
    subtype: str | None = "armed_attack" if kind == "attack" else None
    means: str | None = None
    if kind == "attack" and scene.tokens[count.noun].lemma_ == "bomber":
        kind, subtype, means = "explosion", "suicide_bombing", "suicide device"
    return Draft(
        trigger=count.noun,
        trigger_last=count.noun,
        position=count.quantity.first,
        type=kind,
        subtype=subtype,
        specific=kind not in ("strength", "population"),
        means=means,
        harm=None,
        count=count,
        victims=None,
        agent=None,
        patient=None,
        event=event,
        rules=(f"count-{count.measure.value}",),
    )


def _absorbed(scene: Scene, event: Event, others: Sequence[Event], found: Sequence[Harm]) -> bool:
    """Return whether an event only unfolds another of the sentence: inside its subject, or the act that a figure already tells."""
    token = scene.tokens[event.trigger]
    for harm in found:
        trigger = scene.tokens[harm.trigger]
        same = family(event.type) == family(harm.word.type) and event.subtype in _TOLD_BY_FIGURE
        if token.pos_ == "VERB" and same and clause_distance(token, trigger) <= 1:
            return True
    for other in others:
        if other is event or not other.occurs or family(other.type) != family(event.type):
            continue
        head = scene.tokens[other.trigger]
        if head in token.ancestors and not (token.dep_ == "conj" and token.pos_ == "VERB"):
            return True
    return False


def typed(draft: Draft, type_: str, subtype: str | None, rule: str) -> Draft:
    """Return the draft with the type a frame lends it."""
    return replace(draft, type=type_, subtype=subtype, specific=True, rules=(*draft.rules, rule))

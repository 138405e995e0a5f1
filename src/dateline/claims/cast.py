"""Give each side of a claim its role: perpetrator, target, victim, sides of a battle, helper; and the weapon."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors.nouns import singular
from dateline.actors.people import victim_kind
from dateline.claims.clauses import subject
from dateline.claims.context import Context, Scene
from dateline.claims.drafts import Draft
from dateline.claims.frames import Frames
from dateline.claims.lexicon import table, word_set
from dateline.claims.roles import lent_means, lent_roles
from dateline.records import ActorMention, Attribution, FoundActor, Means, Role, SourceKind, Statement, VictimKind, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

_COLLECTIVE = frozenset({"group", "number", "member", "band", "column", "convoy", "team", "cell", "dozen", "hundred", "thousand"})
_TWO_SIDED = frozenset({"sides", "territory", "support"})


def cast(context: Context, frames: Frames, scene: Scene, draft: Draft, statement: Statement | None) -> tuple[ActorMention, ...]:
    """Return the actors of a draft with their roles; a pronoun takes its actor from the frame before."""
    found: list[ActorMention] = []
    arguments = draft.event.arguments if draft.event else ""
    battle = draft.type == "battle" or arguments in _TWO_SIDED
    doer_role = Role.HELPER if arguments == "support" else Role.SIDE if battle and draft.harm is None else Role.PERPETRATOR
    displaced = draft.type == "displacement"
    if draft.agent is not None and not displaced:
        mention = _own_forces(context, draft, doer_role, statement) or _mention(scene, draft.agent, doer_role)
        if mention is not None and _can_do(mention):
            found.append(mention)
        elif draft.agent.pos_ == "PRON" and draft.agent.lower_ in ("they", "it", "he", "she", "who", "we"):
            found += _carried(frames, scene, draft, doer_role)
    if not found and not displaced and (draft.harm is not None or draft.count is not None):
        found += _carried(frames, scene, draft, Role.PERPETRATOR)
    if not found and draft.type in ("attack", "explosion") and draft.event is not None:
        found += _other_side(frames, scene, draft) or _named_before(scene, draft, statement)
    if draft.patient is not None and draft.harm is None:
        role = Role.SIDE if battle else Role.VICTIM if draft.type in ("abduction", "coercion", "detention", "displacement") else Role.TARGET
        mention = _mention(scene, draft.patient, role)
        if mention is not None:
            found.append(mention)
    if displaced and draft.harm is None and draft.agent is not None:
        mention = _mention(scene, draft.agent, Role.VICTIM)
        if mention is not None:
            found.append(mention)
    if draft.harm is not None and draft.victims is not None and draft.victims.noun is not None:
        mention = _victim(scene, draft)
        if mention is not None:
            found.append(mention)
    if statement is not None and statement.polarity == "claimed_responsibility":
        found = [a for a in found if a.role is not Role.PERPETRATOR] + _claimant(context, statement)
    if draft.type == "battle" and draft.harm is None and len(found) < 2:
        found += [a for a in frames.sides if a.actor_id not in {f.actor_id for f in found}]
    found += lent_roles(scene, draft, found)
    return tuple(dict.fromkeys(found))


def _named_before(scene: Scene, draft: Draft, statement: Statement | None) -> list[ActorMention]:
    """Return the one armed actor a sentence names before an event without a doer ("IS has responded with a string of attacks")."""
    source = statement.attribution.span if statement is not None else None
    armed = [a for a in scene.actors if a.kind in word_set("armed_kind") and (source is None or not a.span.overlaps(source))]
    if len({a.actor_id for a in armed}) != 1 or armed[-1].actor_id is None or armed[-1].span.end > scene.start(draft.trigger):
        return []
    return [_from_actor(armed[-1], Role.PERPETRATOR)]


def _other_side(frames: Frames, scene: Scene, draft: Draft) -> list[ActorMention]:
    """Return who tried what one side of a battle thwarted: the other side."""
    verb = scene.tokens[draft.trigger].head
    if verb.lemma_ not in word_set("against"):
        return []
    doer = subject(verb)
    defender = scene.actor_within(doer) if doer is not None else None
    sides = frames.sides
    if defender is None or defender.actor_id not in {a.actor_id for a in sides}:
        return []
    others = [a for a in sides if a.actor_id != defender.actor_id]
    return [ActorMention(Role.PERPETRATOR, a.span, a.actor_id, a.name, a.kind) for a in others[:1]]


def _claimant(context: Context, statement: Statement) -> list[ActorMention]:
    """Return who claims the deed as its perpetrator: the actor in the source's words, or the one its pronoun stands for."""
    source = statement.attribution
    mentions = [a for scene in context.scenes for a in scene.actors]
    known = [a for a in mentions if a.actor_id is not None]
    match = next((a for a in mentions if a.span.overlaps(source.span)), None)
    named = match or next((a for a in known if source.speaker is not None and a.span.quote in source.speaker), None)
    if named is None:
        return []
    return [ActorMention(Role.PERPETRATOR, source.span, named.actor_id, named.name, named.kind)]


def _own_forces(context: Context, draft: Draft, role: Role, statement: Statement | None) -> ActorMention | None:
    """Read "we" and "our forces" as the speaker's side, where the speaker's own words name it."""
    assert draft.agent is not None
    first_person = draft.agent.lower_ == "we" or any(t.lower_ == "our" for t in draft.agent.lefts)
    if statement is None or not first_person:
        return None
    source = statement.attribution.span
    for scene in context.scenes:
        for actor in scene.actors:
            if actor.span.overlaps(source) and actor.kind in word_set("armed_kind"):
                return _from_actor(actor, role)
    return None


def _can_do(mention: ActorMention) -> bool:
    return mention.kind in word_set("armed_kind") or mention.kind in ("government", "combatant", "protesters", "party", "unknown")


def _mention(scene: Scene, token: Token, role: Role) -> ActorMention | None:
    actor = scene.actor_within(token)
    if actor is None and token.lemma_ in word_set("armed_body") | _COLLECTIVE:
        inner = next((g for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None)
        actor = scene.actor_within(inner) if inner is not None else None
    if actor is not None and actor.actor_id is None and actor.span.quote.lower().split()[-1] in word_set("aircraft"):
        return None  # a drone is a weapon: whose it was is not said
    if actor is not None:
        return _from_actor(actor, role)
    kind = victim_kind(token.text, [t.text for t in token.lefts])
    if kind is None:
        return None
    base = scene.tokens[0].i
    first = next(
        (t for t in token.subtree if t.i <= token.i and t.dep_ not in ("det", "punct", "prep", "nummod", "quantmod", "advmod", "cc")), token
    )
    start, end = scene.start(max(0, min(first.i, token.i) - base)), scene.end(token.i - base)
    return ActorMention(role, scene.span(start, end), None, None, kind.value)


def _from_actor(actor: FoundActor, role: Role) -> ActorMention:
    return ActorMention(role, actor.span, actor.actor_id, actor.name, actor.kind)


def _described_as(scene: Scene, token: Token) -> ActorMention | None:
    """Read whose man the dead was from what is said beside the noun: "a man he described as a senior figure of the group"."""
    base = scene.tokens[0].i
    beside = [c for c in token.rights if c.dep_ in ("relcl", "appos", "acl")]
    low = min((c.left_edge.i - base for c in beside), default=0)
    high = max((c.right_edge.i - base for c in beside), default=-1)
    armed = [a for a in scene.actors if a.kind in word_set("armed_kind") and low <= scene.at(a.span.start) <= high]
    return _from_actor(armed[0], Role.VICTIM) if len({a.actor_id for a in armed}) == 1 else None


def _victim(scene: Scene, draft: Draft) -> ActorMention | None:
    victims = draft.victims
    assert victims is not None
    assert victims.noun is not None
    if victims.blank and victims.kind is VictimKind.UNKNOWN:
        return _described_as(scene, scene.tokens[victims.noun])
    mention = _mention(scene, scene.tokens[victims.noun], Role.VICTIM)
    if mention is not None and mention.actor_id is None and mention.kind in ("civilian", "combatant", "unknown"):
        return ActorMention(mention.role, mention.span, None, None, victims.kind.value)
    return mention


def _carried(frames: Frames, scene: Scene, draft: Draft, role: Role) -> list[ActorMention]:
    """Lend the doer of the frame before: the same happening, or the one a pronoun points to."""
    pronoun = draft.agent is not None and draft.agent.pos_ == "PRON"
    for frame in frames.last(scene.index) if pronoun else frames.near(scene.index, draft.type, reach=2):
        if not frame.real or (draft.harm is not None and scene.tokens[draft.harm.quantity.first].lower_ == "both"):
            continue
        lent = [a for a in frame.actors if a.role is Role.PERPETRATOR or (pronoun and a.role is Role.SIDE)]
        if lent:
            return [ActorMention(role, a.span, a.actor_id, a.name, a.kind) for a in lent[:1]]
    return []


def tells_of_enemy(scene: Scene, draft: Draft, statement: Statement | None, actors: tuple[ActorMention, ...]) -> bool:
    """Return whether a speaker of one side tells of losses of the other: then a figure is a belligerent's claim."""
    if statement is None:
        return False
    who = statement.attribution
    if not (who.party or who.kind is SourceKind.BELLIGERENT):
        return False
    if draft.subtype == "losses" and draft.harm is None:
        return draft.agent is None or draft.agent.lower_ not in ("we", "our")
    if draft.victims is None or _possessed(scene, draft):
        return False
    if draft.harm is not None and draft.harm.word.victims == "obj" and _own_deed(scene, draft, actors, who):
        return True
    if draft.victims.kind is not VictimKind.COMBATANT:
        return False
    mine = _side_of_speaker(scene, who)
    theirs = _side_of_victims(scene, draft, actors)
    return mine is not None and theirs is not None and mine != theirs


def _own_deed(scene: Scene, draft: Draft, actors: tuple[ActorMention, ...], who: Attribution) -> bool:
    """Return whether the speaker tells of its own deed: "we killed", "his men had killed", "it said it had killed"."""
    agent = draft.agent
    if agent is None:
        return False
    if agent.lower_ in ("we", "i", "it", "they") or any(t.lower_ in ("our", "his", "its", "their", "my") for t in agent.lefts):
        return True
    spoken = (who.speaker or "").lower()
    return any(a.role is Role.PERPETRATOR and a.span.quote.lower() in spoken for a in actors)


def _possessed(scene: Scene, draft: Draft) -> bool:
    """Return whether the dead are the speaker's own: "our men", "its own fighters"."""
    noun = draft.victims.noun if draft.victims else None
    if draft.harm is None or noun is None:
        return False
    words = {t.lower_ for t in scene.tokens[draft.harm.quantity.first : noun + 1]}
    return bool(words & {"our", "its", "his", "their", "my", "own"})


_STATE_KINDS = frozenset({"state_forces", "police", "government", "coalition"})
_OTHER_KINDS = frozenset({"rebel", "armed_group", "militia", "criminal_group"})


def _side(kind: str | None, words: str) -> str | None:
    """Sort an actor kind, or words for an armed side, into state and non-state."""
    if kind in _STATE_KINDS:
        return "state"
    if kind in _OTHER_KINDS:
        return "other"
    lemmas = {singular(w) for w in re.findall(r"[a-z]+", words.lower())}
    if lemmas & word_set("nonstate_armed"):
        return "other"
    if lemmas & (
        word_set("state_armed")
        | {
            "military",
            "ministry",
            "government",
            "army",
            "minister",
            "general",
            "colonel",
            "officer",
            "police",
            "brigadier",
            "major",
            "captain",
            "lieutenant",
            "marshal",
        }
    ):
        return "state"
    return None


def _side_of_speaker(scene: Scene, who: Attribution) -> str | None:
    actor = next((a for a in scene.actors if a.span.overlaps(who.span)), None)
    words = " ".join(filter(None, (who.speaker, who.role, who.organisation, who.span.quote)))
    return _side(actor.kind if actor else None, words)


def _side_of_victims(scene: Scene, draft: Draft, actors: tuple[ActorMention, ...]) -> str | None:
    victim = next((a for a in actors if a.role is Role.VICTIM), None)
    described = draft.victims.who if draft.victims and draft.victims.who else ""
    return _side(victim.kind if victim else None, f"{described} {victim.span.quote if victim else ''}")


def _rigged(scene: Scene, draft: Draft) -> bool:
    """Return whether a vehicle is what exploded ("blew up an ambulance"), not what was hit."""
    assert draft.event is not None
    return scene.tokens[draft.event.trigger].lemma_.lower() in ("detonate", "blow", "explode", "ram", "drive")


@cache
def _weapons() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {row["words"].casefold(): row["kind"] for row in table("weapons.tsv")}
    longest = sorted(kinds, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE), kinds


def means_of(scene: Scene, draft: Draft, frames: Frames, places: tuple[Where, ...]) -> tuple[Means, ...]:
    """Return the weapons named in the sentence for a violent event, or lent by the frame it belongs to."""
    if draft.type not in ("explosion", "attack", "battle", "bodies", "casualties"):
        return ()
    vehicle = draft.event.patient if draft.event is not None else None
    if vehicle is not None and draft.type == "explosion" and vehicle.lemma_.lower() in word_set("vehicle") and _rigged(scene, draft):
        base = scene.tokens[0].i
        first = min((c.i for c in vehicle.lefts if c.dep_ in ("amod", "compound", "nmod")), default=vehicle.i)
        return (Means("vehicle bomb", scene.span(scene.start(first - base), scene.end(vehicle.i - base))),)
    pattern, kinds = _weapons()
    start, end = scene.sentence.start, scene.sentence.end
    found = tuple(Means(kinds[m.group(0).casefold()], scene.span(m.start(), m.end())) for m in pattern.finditer(scene.text, start, end))
    found = tuple({m.kind: m for m in reversed(found)}.values())[::-1]
    found += lent_means(scene, draft, found)
    if found:
        return found
    if draft.harm is not None and "type-from-frame" in draft.rules and (frame := frames.cause(scene.index, draft.type, places)) is not None:
        return frame.means
    return ()

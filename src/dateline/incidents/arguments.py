"""Merge what the claims of one happening say of its participants, its means, what was destroyed, and how far it went.

Every mention is kept with its claim. Two descriptions are one participant where every content word of the shorter stands in
the longer ("militiamen", "Shi'ite militiamen"); an actor of the registry is one whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from dateline.actors.nouns import singular
from dateline.incidents.strands import Strand
from dateline.incidents.tables import read_rows
from dateline.records import ActorMention, Damage, IncidentMeans, Mention, Participant, Role, Status

#: Event type of claims that tell of ruin (claims/data/event_types.tsv); what stands as their target was damaged.
RUIN = "destruction"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def participants_of(strands: Sequence[Strand]) -> tuple[Participant, ...]:
    """Return each participant once in each role, in the order of first mention, with every mention."""
    merged: list[tuple[ActorMention, frozenset[str], list[Mention]]] = []
    for strand in strands:
        for actor in strand.claim.actors:
            mention = Mention(strand.claim.id, actor.span)
            words = _content(actor)
            for at, (known, said, mentions) in enumerate(merged):
                if known.role is actor.role and _same(known, said, actor, words):
                    if mention not in mentions:
                        mentions.append(mention)
                    if known.actor_id is None and (actor.actor_id is not None or len(words) > len(said)):
                        merged[at] = actor, words | said if actor.actor_id is None else words, mentions
                    break
            else:
                merged.append((actor, words, [mention]))
    return tuple(Participant(a.role, a.actor_id, a.name or a.span.quote, a.kind, tuple(mentions)) for a, _, mentions in merged)


def _content(actor: ActorMention) -> frozenset[str]:
    """Return the words of a description that say who it is, singular, without articles, numbers and prepositions."""
    words = {singular(word.casefold()) for word in _WORD.findall(actor.name or actor.span.quote)}
    return frozenset(word for word in words if word not in _idle() and not word.isdigit())


def _same(known: ActorMention, said: frozenset[str], actor: ActorMention, words: frozenset[str]) -> bool:
    if known.actor_id is not None or actor.actor_id is not None:
        return known.actor_id == actor.actor_id
    if known.name is not None and actor.name is not None:
        return known.name == actor.name
    return bool(words) and bool(said) and (words <= said or said <= words)


@cache
def _idle() -> frozenset[str]:
    """Words that tell no participant from another (data/idle.tsv)."""
    return frozenset(row[0] for row in read_rows("idle.tsv", ("word", "source")))


def means_of(strands: Iterable[Strand]) -> tuple[IncidentMeans, ...]:
    """Return each kind of weapon once, in the order of first mention, with every mention."""
    found: dict[str, list[Mention]] = {}
    for strand in strands:
        for means in strand.claim.means:
            found.setdefault(means.kind, []).append(Mention(strand.claim.id, means.span))
    return tuple(IncidentMeans(kind, tuple(dict.fromkeys(mentions))) for kind, mentions in found.items())


def damage_of(strands: Iterable[Strand]) -> tuple[Damage, ...]:
    """Return what was destroyed, damaged or looted: the targets of claims of ruin, with the word that says so."""
    found = []
    for strand in strands:
        claim = strand.claim
        if claim.event_type != RUIN or claim.trigger is None or claim.status is Status.DENIED:
            continue
        targets = [actor.span for actor in claim.actors if actor.role is Role.TARGET]
        found += [Damage(claim.trigger.quote, span.quote, Mention(claim.id, span)) for span in targets]
    return tuple(dict.fromkeys(found))


def stage_of(strands: Sequence[Strand]) -> str:
    """Return how far the happening went, after MUC-4's stage of execution: ``accomplished`` where any claim tells of it as done,
    else ``attempted``, ``threatened``, or ``possible``."""
    told = {strand.claim.status for strand in strands}
    for status, stage in ((Status.ATTEMPTED, "attempted"), (Status.PLANNED, "threatened"), (Status.HYPOTHETICAL, "threatened")):
        if told <= {status, Status.DENIED} and status in told:
            return stage
    return "possible" if told <= {Status.POSSIBLE, Status.DENIED} else "accomplished"

"""Part a toll by its victims: those of either side, civilians, and the rest, as UCDP GED parts deaths.

* What is stated of a group sets its low, best and high by the same rules as a whole (`dateline.incidents.tolls`). A part of it
  ("including three children") is the least it can be.
* No group is larger than the total leaves for it: the more trusted take first (``capped-by-total``).
* The rest is ``unknown`` (``rest-of-total``): the dead of whom nobody says what they were, and combatants of unknown side. So the
  best of all shares is the best of the total, and nobody is counted twice.

Two actors are of different sides where a claim has one attack the other, or the two fight, or where a party tells of its own losses and
of those of an enemy. The state is side A, else whoever attacks;
whoever is opposed to side A is side B. An actor that no claim opposes to these is of neither, unless it is a state's; nor are any where
three fight each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from dateline.incidents.counts import CIVILIAN, COMBATANT
from dateline.incidents.standing import PART
from dateline.incidents.tables import Policy
from dateline.incidents.tolls import Estimate, authority_of, estimate, losses_apart
from dateline.records import Bound, Participant, Role, Share, StatedCount, Toll

SIDE_A, SIDE_B, UNKNOWN = "side_a", "side_b", "unknown"
CAPPED, REST = "capped-by-total", "rest-of-total"
#: Kinds of actors that fight for a state.
_STATE = frozenset({"state_forces", "police", "government", "coalition"})
ARMED = _STATE | {"armed_group", "militia", "rebel", "combatant", "criminal_group"}


def parted(toll: Toll, counts: Sequence[StatedCount], sides: Mapping[str, str], policy: Policy) -> Toll:
    """Return a toll with its shares; without any where nobody tells victims apart.

    Args:
        toll: the toll of everybody.
        counts: all that is stated of the incident, in order of publication.
        sides: what `sides_of` returns.
        policy: how a number is made of what is stated.
    """
    groups: dict[str, list[StatedCount]] = {}
    for count in counts:
        if count.key == (toll.measure, toll.unit, toll.flow) and count.left_out in (None, PART):
            groups.setdefault(_share_of(count.victims, sides), []).append(count)
    untold = any(count.left_out is None for count in groups.pop(UNKNOWN, ()))
    found = [(name, groups[name], _estimate(groups[name], policy)) for name in (SIDE_A, SIDE_B, CIVILIAN) if name in groups]
    if not found:
        return toll
    found.sort(key=lambda one: (min(authority_of(count).tier for count in one[1]), (CIVILIAN, SIDE_A, SIDE_B).index(one[0])))
    left = [toll.low, toll.best]
    shares = {}
    for name, told, stated in found:
        held = _capped(stated, toll, left)
        left = [left[0] - held.low, left[1] - held.best]
        actors = {count.victims.partition(":")[2] for count in told} - {""}
        shares[name] = Share(name, tuple(sorted(actors)), held.low, held.best, held.high, held.trace)
    rest = _rest(toll, list(shares.values()))
    parts = [shares[name] for name in (SIDE_A, SIDE_B, CIVILIAN) if name in shares]
    return replace(toll, shares=(*parts, *([rest] if untold and rest.high != 0 else [])))


def sides_of(actors: Sequence[Participant], counts: Sequence[StatedCount]) -> dict[str, str]:
    """Return the side of each actor of the registry that fights, where the claims tell it.

    Args:
        actors: an incident's participants with their mentions.
        counts: all that is stated of its victims.
    """
    kinds = {actor.actor_id: actor.kind for actor in actors if actor.actor_id is not None and actor.kind in ARMED}
    opposed: dict[str, set[str]] = {name: set() for name in kinds}
    losses = [(a.partition(":")[2], b.partition(":")[2]) for a, b in sorted(losses_apart(counts))]
    for a, b in [*_opponents(actors, kinds), *(pair for pair in losses if kinds.keys() >= set(pair))]:
        opposed[a].add(b)
        opposed[b].add(a)
    attackers = [actor.actor_id for actor in actors if actor.role is Role.PERPETRATOR and actor.actor_id in kinds]
    states = [name for name in kinds if kinds[name] in _STATE]
    sides: dict[str, str] = {}
    for start in dict.fromkeys([*states, *([] if states else attackers[:1])]):
        if start not in sides:
            found, torn = _coloured(start, opposed)
            sides.update({name: side for name, side in found.items() if not torn or name in states})
    return sides


def _coloured(start: str, opposed: Mapping[str, Iterable[str]]) -> tuple[dict[str, str], bool]:
    """Return the side of every actor that `start`, of side A, is opposed to directly or through others, and whether some are on both."""
    sides: dict[str, str] = {}
    torn = False
    reached = [(start, SIDE_A)]
    while reached:
        name, side = reached.pop()
        if name in sides:
            torn = torn or sides[name] != side
            continue
        sides[name] = side
        reached.extend((enemy, SIDE_B if side == SIDE_A else SIDE_A) for enemy in sorted(opposed[name]))
    return sides, torn


def _opponents(actors: Sequence[Participant], known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the pairs of actors that one claim opposes to each other."""
    claims: dict[str, dict[Role, list[str]]] = {}
    for actor in actors:
        if actor.actor_id in known:
            for mention in actor.mentions:
                claims.setdefault(mention.claim_id, {}).setdefault(actor.role, []).append(actor.actor_id or "")
    pairs = []
    for roles in claims.values():
        harmed = [*roles.get(Role.VICTIM, ()), *roles.get(Role.TARGET, ())]
        pairs += [(a, b) for a in roles.get(Role.PERPETRATOR, ()) for b in harmed if a != b]
        fighting = list(dict.fromkeys(roles.get(Role.SIDE, ())))
        pairs += list(combinations(fighting, 2)) if len(fighting) == 2 else []
    return pairs


def _share_of(victims: str, sides: Mapping[str, str]) -> str:
    kind, _, actor = victims.partition(":")
    if kind == CIVILIAN:
        return CIVILIAN
    return sides.get(actor, UNKNOWN) if kind == COMBATANT else UNKNOWN


def _estimate(counts: Sequence[StatedCount], policy: Policy) -> Estimate:
    """Reconcile the counts of one group; a part of it says something only where it exceeds what is stated of the whole group."""
    whole = [count for count in counts if not count.part]
    return estimate(whole or counts, policy)


def _capped(stated: Estimate, toll: Toll, left: Sequence[int]) -> Estimate:
    """Return an estimate no larger than what is left of the total's low and best, and than its high."""
    best = min(stated.best, left[1])
    low = min(stated.low, left[0], best)
    high = toll.high if stated.high is None else stated.high if toll.high is None else min(stated.high, toll.high)
    trace: list[Bound] = []
    for name, value, before in (("low", low, stated.low), ("best", best, stated.best), ("high", high, stated.high)):
        if value == before:
            trace.extend(bound for bound in stated.trace if bound.bound == name)
        else:
            trace.append(_of_total(toll, name, value, CAPPED))
    return Estimate(low, best, high, tuple(trace))


def _rest(toll: Toll, shares: Sequence[Share]) -> Share:
    """Return what the total leaves beside the shares: at least its low less all they may be, at most its high less all they must be."""
    highs = [share.high for share in shares]
    low = 0 if None in highs else max(0, toll.low - sum(high or 0 for high in highs))
    best = toll.best - sum(share.best for share in shares)
    high = None if toll.high is None else toll.high - sum(share.low for share in shares)
    trace = (_of_total(toll, "low", low, REST), _of_total(toll, "best", best, REST), _of_total(toll, "high", high, REST))
    return Share(UNKNOWN, (), low, best, high, trace)


def _of_total(toll: Toll, name: str, value: int | None, rule: str) -> Bound:
    """Return a bound that rests on the total's."""
    total = next(bound for bound in toll.trace if bound.bound == name)
    return Bound(name, value, rule, total.claim_id, total.figure)

"""Find claims of one incident that cannot all be true; both sides are kept and shown (architecture.md, rule 5).

=============== =================================================================================================
``number``      two voices count the same people, and no number satisfies both
``attackers``   two voices number the attackers, or the attacks, at the same place and day differently
``happened``    one voice says that it happened, or that people were harmed, another denies just that
``perpetrator`` two voices name different actors for what one side does to another
``place``       claims of one incident name places that are apart
``day``         claims of one incident name days that are apart; a day only known to be not after a report's is none
=============== =================================================================================================

Claims of one incident name different places or days where a person put them together, or where all else speaks for one happening
(`dateline.incidents.linkage`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from dateline.incidents.counts import ALL as EVERYBODY
from dateline.incidents.counts import CIVILIAN, COMBATANT, Count, apart, disjoint
from dateline.incidents.sites import Meeting, meet, overlap
from dateline.incidents.strands import Strand
from dateline.incidents.tables import family_of
from dateline.incidents.voices import voice_keys
from dateline.records import Contradiction, Figure, Measure, Role

#: In a suicide attack the attackers and the attacks are as many: "three suicide attacks" contradicts "two bombers".
ONE_EACH = "suicide"
#: Groups of victims that the kinds of actors belong to; the others may be either.
_GROUPS = {
    "civilian": CIVILIAN, "combatant": COMBATANT, "armed_group": COMBATANT, "militia": COMBATANT, "rebel": COMBATANT,
    "state_forces": COMBATANT, "police": COMBATANT,
}  # fmt: skip


def contradictions_of(strands: Sequence[Strand], counts: Sequence[Count], *, members: frozenset[str]) -> tuple[Contradiction, ...]:
    """Return the contradictions among an incident's strands.

    Args:
        strands: the incident's strands, full and shared, in a fixed order.
        counts: its standing counts.
        members: claim ids of its full strands.

    Returns:
        At most one contradiction for each measure and for each other kind, the claims in reading order.
    """
    keys = voice_keys(strand.speaker for strand in strands)
    own = [strand for strand in strands if strand.claim.id in members]
    found = [
        *_numbers(counts, keys),
        _attackers(strands, keys),
        _happened(strands, keys),
        _perpetrators(own, keys),
        _clash(own, "place", lambda a, b: meet(a.sites, b.sites) is Meeting.APART, _place),
        _clash([strand for strand in own if strand.dated], "day", _days_apart, _day),
    ]
    return tuple(contradiction for contradiction in found if contradiction is not None)


def _numbers(counts: Sequence[Count], keys: Mapping[str, str]) -> list[Contradiction]:
    by_key: dict[tuple[object, ...], list[Count]] = {}
    for count in sorted(counts, key=lambda count: (count.published or "~", count.order)):
        if not count.part and not count.possible:
            by_key.setdefault(count.key, []).append(count)
    found = []
    for group in by_key.values():
        clashing = {
            (count.published or "~", count.order): count
            for a, b in combinations(group, 2)
            if keys[a.speaker.key] != keys[b.speaker.key] and _cannot_both(a, b)
            for count in (a, b)
        }
        if clashing:
            sides = [clashing[order] for order in sorted(clashing)]
            by_number: dict[str, dict[str, str]] = {}
            for side in sides:
                by_number.setdefault(_interval(side.low, side.high), {}).setdefault(keys[side.speaker.key], side.speaker.name)
            terms = " against ".join(f"{number} ({', '.join(names.values())})" for number, names in by_number.items())
            found.append(
                Contradiction(
                    "number",
                    f"{sides[0].measure}: {terms}",
                    tuple(side.claim.id for side in sides),
                    tuple(side.quote for side in sides),
                )
            )
    return found


def _cannot_both(a: Count, b: Count) -> bool:
    """Return whether no number satisfies both; a group's count only has to fit into a count of everybody."""
    if apart(a.group, b.group):
        return False
    if (a.group == EVERYBODY) is (b.group == EVERYBODY):
        return disjoint(a, b)
    part, whole = (b, a) if a.group == EVERYBODY else (a, b)
    return whole.high is not None and part.low > whole.high


def _interval(low: int, high: int | None) -> str:
    return f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}"


def _attackers(strands: Sequence[Strand], keys: Mapping[str, str]) -> Contradiction | None:
    numbered = [(strand, figure) for strand in strands for figure in strand.attacks if not strand.denial]
    clashing: dict[tuple[object, ...], tuple[Strand, Figure]] = {}
    for (a, x), (b, y) in combinations(numbered, 2):
        if keys[a.speaker.key] == keys[b.speaker.key] or meet(a.sites, b.sites) not in (Meeting.SAME, Meeting.UNKNOWN):
            continue
        alike = x.measure is y.measure or (ONE_EACH in a.families and ONE_EACH in b.families)
        if alike and ((x.high is not None and x.high < y.low) or (y.high is not None and y.high < x.low)):
            clashing[a.order] = (a, x)
            clashing[b.order] = (b, y)
    if not clashing:
        return None
    sides = [clashing[order] for order in sorted(clashing)]
    terms = " against ".join(f"{_interval(figure.low, figure.high)} {figure.measure} ({strand.speaker.name})" for strand, figure in sides)
    return Contradiction("attackers", terms, tuple(s.claim.id for s, _ in sides), tuple(figure.span.quote for _, figure in sides))


def _happened(strands: Sequence[Strand], keys: Mapping[str, str]) -> Contradiction | None:
    """Set each denial against what it denies: its number, its victims, else the whole happening."""
    said: dict[tuple[object, ...], Strand] = {}
    denied: dict[tuple[object, ...], Strand] = {}
    deniers = {keys[strand.speaker.key] for strand in strands if strand.denial}
    told = [strand for strand in strands if not strand.denial and keys[strand.speaker.key] not in deniers]
    for denial in strands:
        against = [strand for strand in told if gainsays(denial, strand)] if denial.denial else []
        said.update((strand.order, strand) for strand in against)
        if against:
            denied[denial.order] = denial
    if not denied:
        return None
    sides = [said[order] for order in sorted(said)], [denied[order] for order in sorted(denied)]
    summary = f"said by {_names(sides[0], keys)}, denied by {_names(sides[1], keys)}"
    quotes: dict[str, str] = {}
    printed: set[tuple[str, str]] = set()
    both = {strand.claim.evidence for strand in sides[0]} & {strand.claim.evidence for strand in sides[1]}
    for strand in (*sides[0], *sides[1]):
        quote = _words_of(strand) if strand.claim.evidence in both else strand.claim.evidence.quote
        if (keys[strand.speaker.key], quote) not in printed:
            printed.add((keys[strand.speaker.key], quote))
            quotes.setdefault(strand.claim.id, quote)
    return Contradiction("happened", summary, tuple(quotes), tuple(quotes.values()))


def gainsays(denial: Strand, strand: Strand) -> bool:
    """Return whether a denial speaks of what a strand says.

    Denied harm ("no civilian died", "we deny that eleven died") gainsays counts of such victims and nothing else; the denial of
    an act gainsays whoever tells of the act.
    """
    harm = {(count.measure, count.group) for count in denial.denied}
    if not harm and denial.specificity == 0:
        harm = {(Measure.KILLED, _harmed(denial))}
    if not harm:
        return bool(denial.families & strand.families)
    if not strand.counts:
        return denial.specificity == strand.specificity == 0 and any(not apart(group, _harmed(strand)) for _, group in harm)
    stated = [count for count in strand.counts if count.low > 0]
    return any(count.measure is measure and not apart(count.group, group) for count in stated for measure, group in harm)


def _harmed(strand: Strand) -> str:
    """Return the group of those a claim without numbers says are harmed: civilians, combatants, or everybody."""
    kinds = {_GROUPS.get(actor.kind, EVERYBODY) for actor in strand.claim.actors if actor.role in (Role.VICTIM, Role.TARGET)}
    return kinds.pop() if len(kinds) == 1 else EVERYBODY


def _words_of(strand: Strand) -> str:
    """Return the part of its sentence that a claim rests on: from the first of its trigger, figures and victims to the last."""
    claim = strand.claim
    spans = [figure.span for figure in claim.figures] + ([claim.trigger] if claim.trigger else [])
    spans += [actor.span for actor in claim.actors if actor.role in (Role.VICTIM, Role.TARGET)]
    inside = [span for span in spans if claim.evidence.contains(span)]
    if not inside:
        return claim.evidence.quote
    start = min(span.start for span in inside) - claim.evidence.start
    return claim.evidence.quote[start : max(span.end for span in inside) - claim.evidence.start]


def _perpetrators(strands: Sequence[Strand], keys: Mapping[str, str]) -> Contradiction | None:
    named = []
    for strand in strands:
        actors = {a.actor_id: a.name or a.span.quote for a in strand.claim.actors if a.role is Role.PERPETRATOR and a.actor_id}
        if actors and family_of(strand.claim.event_type, strand.claim.event_subtype).one_sided:
            named.append((strand, actors))
    clashing: dict[tuple[object, ...], tuple[Strand, str]] = {}
    for (a, mine), (b, theirs) in combinations(named, 2):
        if keys[a.speaker.key] != keys[b.speaker.key] and not (mine.keys() & theirs.keys()):
            clashing[a.order] = (a, ", ".join(sorted(mine.values())))
            clashing[b.order] = (b, ", ".join(sorted(theirs.values())))
    if not clashing:
        return None
    sides = [clashing[order] for order in sorted(clashing)]
    summary = " against ".join(dict.fromkeys(f"{actors} ({strand.speaker.name})" for strand, actors in sides))
    return _contradiction("perpetrator", summary, [strand for strand, _ in sides])


def _clash(
    strands: Sequence[Strand], kind: str, apart_: Callable[[Strand, Strand], bool], label: Callable[[Strand], str]
) -> Contradiction | None:
    distinct: dict[str, Strand] = {}
    for strand in strands:
        distinct.setdefault(label(strand), strand)
    sides = {s.order: s for a, b in combinations(distinct.values(), 2) if apart_(a, b) for s in (a, b)}
    if not sides:
        return None
    ordered = [sides[order] for order in sorted(sides)]
    return _contradiction(kind, " against ".join(f"{label(s)} ({s.speaker.name})" for s in ordered), ordered)


def _days_apart(a: Strand, b: Strand) -> bool:
    return a.days is not None and b.days is not None and not overlap(a.days, b.days)


def _place(strand: Strand) -> str:
    return ", ".join(site.where.name for site in strand.sites.all) or "no place"


def _day(strand: Strand) -> str:
    when = strand.claim.time
    return "no day" if when is None else " to ".join(dict.fromkeys(end[:10] for end in (when.earliest, when.latest) if end))


def _names(strands: Sequence[Strand], keys: Mapping[str, str]) -> str:
    """Return each voice once, by the name it first has."""
    first: dict[str, str] = {}
    for strand in strands:
        first.setdefault(keys[strand.speaker.key], strand.speaker.name)
    return ", ".join(first.values())


def _contradiction(kind: str, summary: str, strands: Sequence[Strand]) -> Contradiction:
    by_claim = {strand.claim.id: strand.claim.evidence.quote for strand in strands}
    return Contradiction(kind, summary, tuple(by_claim), tuple(by_claim.values()))

"""Reconcile what is stated of an incident's victims into low, best and high, and say which rule and claim set each bound.

How that is done is a policy, a set of choices in data/policies.tsv. Under ``dateline``:

* low: the smallest number stated. "Up to" and "fewer than" state no least number and are asked only where nothing else is
  there; a merely possible count is a low of none.
* best: the least number of the most trusted source, in a tier the latest report (data/authority.tsv). A range or a hedge
  gives its lower end, "up to" its upper: no number is made that nobody stated. "Several" and "dozens" give way to a number
  that they allow.
* high: the largest number stated anywhere, possible counts included; ``None`` where that count is open: "more than 40" is not
  bounded by another voice's 38.

Counts are never added, save the coordinated victims of one sentence and groups that share nobody where nobody counts all; a
group that only a party boasts of then raises the high alone. What is left out before is told in `dateline.incidents.standing`.
The rules' names and sources are in data/rules.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.incidents.counts import ALL, COMBATANT, NO_LEAST, apart
from dateline.incidents.tables import Authority, Policy, authorities, vague_words
from dateline.records import Bound, Flow, Measure, Quantifier, StatedCount, Term, Toll, Unit

#: The rule that counts people told by name.
NAMED = "persons-named"
#: The rule that adds groups of victims who share nobody.
DISJOINT = "sum-of-disjoint-groups"
#: The rule that takes the dead out of a number of people hit.
LESS_DEAD = "struck-less-dead"
#: The rule that closes an open high where the policy asks for a number.
LARGEST = "largest-stated"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high with the trace that set them."""

    low: int
    best: int
    high: int | None
    trace: tuple[Bound, ...]


def tolls_of(counts: Sequence[StatedCount], policy: Policy) -> tuple[Toll, ...]:
    """Reconcile counts into one toll for each measure, unit and flow, in the order of `Measure`.

    That some people were spared ("nobody in my house was hurt") is no toll of the whole.

    Args:
        counts: all that is stated of an incident, in order of publication; those left out set no bound.
        policy: how a toll is made of them.
    """
    by_key: dict[tuple[Measure, Unit, Flow | None], list[StatedCount]] = {}
    for count in counts:
        if count.left_out is None:
            by_key.setdefault(count.key, []).append(count)
    tolls = []
    by_key = {key: told for key, told in by_key.items() if any(count.low or not count.part for count in told)}
    for measure, unit, flow in sorted(by_key, key=lambda key: (list(Measure).index(key[0]), key[1], key[2] or "")):
        found = estimate(by_key[measure, unit, flow], policy)
        tolls.append(Toll(measure, unit, found.low, found.best, found.high, found.trace, flow))
    return tuple(tolls)


def estimate(counts: Sequence[StatedCount], policy: Policy) -> Estimate:
    """Reconcile the counts of one measure: counts of everybody first, else the sum of groups that share nobody."""
    read = [_reread(count) for count in counts] if policy.vague == "acled" else list(counts)
    found = _whole(reliable(read) if policy.sources == "reliable" else read, policy)
    if found.high is None and policy.open == "stated":
        high = [replace(bound, bound="high", rule=LARGEST) for bound in found.trace if bound.bound == "best"]
        found = replace(found, high=found.best, trace=(*(b for b in found.trace if b.bound != "high"), *high))
    if policy.numbers == "one":
        return _one(found)
    if policy.best == "low":
        low = [bound for bound in found.trace if bound.bound == "low"]
        best = [replace(bound, bound="best", rule="low-for-best") for bound in low]
        return Estimate(found.low, found.low, found.high, (*low, *best, *(b for b in found.trace if b.bound == "high")))
    return found


def reliable(counts: Sequence[StatedCount]) -> list[StatedCount]:
    """Leave out a party's boasts and what is merely possible while anybody else states a number; else the possible alone."""
    firm = [count for count in counts if not count.possible]
    return [count for count in firm if not count.claimed] or firm or list(counts)


def authority_of(count: StatedCount) -> Authority:
    """Return how far the voice behind a count is trusted for its number."""
    table = authorities()
    return table["claimed"] if count.claimed else table.get(count.kind, table["other"])


def added(trusted: Sequence[Estimate], parts: Sequence[Estimate]) -> Estimate:
    """Add up groups that share nobody: low and best of those `trusted`, high of all."""
    trace: list[Bound] = []
    for name, adding in (("low", trusted), ("best", trusted), ("high", parts)):
        bounds = [bound for part in adding for bound in part.trace if bound.bound == name]
        trace.extend(replace(bound, rule=DISJOINT) if len(adding) > 1 else bound for bound in bounds)
    high = None if any(part.high is None for part in parts) else sum(part.high or 0 for part in parts)
    return Estimate(sum(part.low for part in trusted), sum(part.best for part in trusted), high, tuple(trace))


def _whole(counts: Sequence[StatedCount], policy: Policy) -> Estimate:
    if all(count.part for count in counts):
        return _of_parts(counts)
    groups = _groups(counts)
    everybody = groups.pop(ALL, [])
    parts = [(_bounds_of(groups[name], policy), groups[name]) for name in sorted(groups)]
    if everybody:
        return _raised(_bounds_of(everybody, policy), everybody, parts)
    if len(parts) == 1:
        return parts[0][0]
    # A party's boast of its enemy's losses is distrusted while any other group is counted otherwise (data/authority.tsv).
    trusted = [part for part, told in parts if not all(count.claimed or count.possible for count in told)] or [part for part, _ in parts]
    return added(trusted, [part for part, _ in parts])


def _reread(count: StatedCount) -> StatedCount:
    """Return a count with its vague words read by data/vague.tsv."""
    return replace(count, terms=tuple(_reread_term(term) for term in count.terms))


def _reread_term(term: Term) -> Term:
    words = f" {' '.join((term.vague or '').casefold().split())} "
    low = next((low for said, low in vague_words().items() if f" {said} " in words), None)
    return term if low is None else replace(term, low=low)


def _of_parts(counts: Sequence[StatedCount]) -> Estimate:
    """Return the toll where only some of the victims are counted: people told by name, else the largest part."""
    named = max((count for count in counts if count.named), key=lambda count: len(count.terms), default=None)
    if named is not None and len(named.terms) >= max(count.low for count in counts):
        return _of_named(named.terms, open_ended=any(not count.named for count in counts))
    largest = max(counts, key=lambda count: count.low)
    low = largest.low
    bounds = (("low", low), ("best", low), ("high", None))
    return Estimate(low, low, None, tuple(bound for name, value in bounds for bound in _terms(name, value, "part-only", largest.terms)))


def _of_named(named: Sequence[Term], *, open_ended: bool) -> Estimate:
    """Return the toll of people told by name alone; others, counted as parts, leave it open."""
    total = len(named)
    low, best = ([Bound(bound, 1, NAMED, term.claim_id, term.figure) for term in named] for bound in ("low", "best"))
    value, rule = (None, "open") if open_ended else (1, NAMED)
    high = [Bound("high", value, rule, term.claim_id, term.figure) for term in named]
    return Estimate(total, total, None if open_ended else total, (*low, *best, *(high[:1] if open_ended else high)))


def _raised(
    total: Estimate, everybody: Sequence[StatedCount], parts: Sequence[tuple[Estimate, Sequence[StatedCount]]]
) -> Estimate:  # fmt: skip
    """Raise the high of a count of everybody to what is said of groups: of one alone, or of all that share nobody together.

    An open high gives way to a group's number only where that is larger than any number stated of everybody.
    """
    if not parts:
        return total
    trace = [bound for bound in total.trace if bound.bound == "high"]
    high, open_ended = max(count.reach for count in everybody), total.high is None
    together = sum(part.best for part, _ in parts)
    if len(parts) > 1 and together > high:
        high, open_ended = together, False
        terms = [bound for part, _ in parts for bound in part.trace if bound.bound == "best"]
        trace = [replace(bound, bound="high", rule="groups-exceed-total") for bound in terms]
    for part, told in parts:
        reach = max(count.reach for count in told)
        if reach > high:
            high, open_ended = reach, part.high is None
            trace = [bound for bound in part.trace if bound.bound == "high"]
    kept = [bound for bound in total.trace if bound.bound != "high"]
    return replace(total, high=None if open_ended else high, trace=(*kept, *trace))


def _groups(counts: Sequence[StatedCount]) -> dict[str, list[StatedCount]]:
    """Sort counts by groups of victims that share nobody.

    Combatants are told apart by actor only where one voice in one article names both, or one party tells of its own losses and
    another boasts of its enemy's: two voices may else call the same dead by a wider and a narrower name.
    """
    told = {
        (a.victims, b.victims)
        for a in counts
        for b in counts
        if apart(a.victims, b.victims) and a.voice == b.voice and a.article_id == b.article_id
    } | losses_apart(counts)
    by_actor = {group for pair in told if all(name.startswith(COMBATANT) for name in pair) for group in pair}
    armed = {count.victims for count in counts if count.victims.startswith(COMBATANT)}
    groups: dict[str, list[StatedCount]] = {}
    for count in counts:
        name = COMBATANT if count.victims in armed and armed != by_actor else count.victims
        groups.setdefault(name, []).append(count)
    return groups


def losses_apart(counts: Iterable[StatedCount]) -> set[tuple[str, str]]:
    """Return the pairs of armed groups of which a party tells the first's losses as its own and the second's are only boasted of."""
    armed = [count for count in counts if count.victims.startswith(f"{COMBATANT}:")]
    others = {count.victims for count in armed if not count.claimed}
    own = {count.victims for count in armed if count.party and not count.claimed}
    boasted = {count.victims for count in armed if count.claimed} - others
    return {(a, b) for a in own for b in boasted}


def _bounds_of(counts: Sequence[StatedCount], policy: Policy) -> Estimate:
    """Reconcile counts of the same people."""
    firm = [count for count in counts if not count.possible]
    stating = [count for count in firm or counts if count.quantifier not in NO_LEAST]
    usable = stating or firm or list(counts)
    lowest = min(usable, key=lambda count: count.low)
    low_rule = "only-possible" if not firm else "lowest-stated" if stating else "only-upper-bound"
    chosen = _most_trusted(usable if policy.best == "least" else _without_vague(usable), policy)
    upper = not stating
    best_rule = "claimed-only" if chosen.claimed else "most-conservative" if policy.best == "least" else "first-tier-latest"
    highest = max(counts, key=lambda count: (count.reach, count.high is None))
    closed = highest.high is not None or policy.open == "stated"
    low = lowest.low if firm else 0
    best = chosen.reach if upper else chosen.low
    high = highest.reach if closed else None
    high_rule = "open" if not closed else "highest-stated" if highest.high is not None else LARGEST
    trace = (
        *_terms("low", low, low_rule, lowest.terms if firm else lowest.terms[:1]),
        *_terms("best", best, best_rule, chosen.terms, upper=upper),
        *_terms("high", high, high_rule, highest.terms, upper=True),
    )
    return Estimate(low, best, high, trace)


def _terms(bound: str, value: int | None, rule: str, terms: Sequence[Term], *, upper: bool = False) -> tuple[Bound, ...]:
    """Return a trace entry for each term; the terms' values add up to the bound's."""
    if len(terms) == 1:
        return (Bound(bound, value, rule, terms[0].claim_id, terms[0].figure),)
    shares = [(max(term.low, term.high or 0) if upper else term.low) if value is not None else None for term in terms]
    sum_rule = LESS_DEAD if any(term.low < 0 for term in terms) else "sum-of-coordinated-victims"
    return tuple(Bound(bound, share, sum_rule, term.claim_id, term.figure) for term, share in zip(terms, shares, strict=True))


def _most_trusted(counts: Sequence[StatedCount], policy: Policy) -> StatedCount:
    """Return the count of the lowest tier, then the latest report, the lowest rank, the most agreed, the least number, the first.

    Where the policy takes the ``least``, it is the least number of that tier's last day.
    """
    tier = min(authority_of(count).tier for count in counts)
    trusted = [count for count in counts if authority_of(count).tier == tier]
    latest = max((count.published or "" for count in trusted), default="")
    if policy.best == "least":
        return min((count for count in trusted if (count.published or "")[:10] == latest[:10]), key=lambda count: count.low)
    trusted = [count for count in trusted if (count.published or "") == latest]
    return min(trusted, key=lambda count: (authority_of(count).rank, -_support(count, counts), count.low))


def _without_vague(counts: Sequence[StatedCount]) -> list[StatedCount]:
    """Leave out vague words ("several") that allow a number which somebody states, a party's boast apart."""
    numbers = [count.low for count in counts if count.quantifier is not Quantifier.VAGUE and not count.claimed]
    most = max(numbers, default=-1)
    return [count for count in counts if count.quantifier is not Quantifier.VAGUE or count.low > most]


def _support(count: StatedCount, counts: Iterable[StatedCount]) -> int:
    """Return how many voices state the same number."""
    return len({other.voice for other in counts if (other.low, other.high) == (count.low, count.high)})


def _one(found: Estimate) -> Estimate:
    """Return the best number alone, as every bound."""
    best = [bound for bound in found.trace if bound.bound == "best"]
    return Estimate(found.best, found.best, found.best, tuple(replace(b, bound=name) for name in ("low", "best", "high") for b in best))

"""Reconcile the counts of an incident into low, best and high, and say which rule and claim set each bound.

* low: the smallest number stated. "Up to" and "fewer than" state no least number and are asked only where nothing else is
  there; a merely possible count is a low of none.
* best: the least number of the most trusted source, in a tier the latest report (data/authority.tsv). A range or a hedge
  gives its lower end, "up to" its upper: no number is made that nobody stated.
* high: the largest number stated anywhere, possible counts included; ``None`` where that count is open: "more than 40" is not
  bounded by another voice's 38.

A later report replaces an earlier one of the same voice, and a later stock an earlier one (IDMC: stocks are snapshots).
Counts are never added, save the coordinated victims of one sentence and groups that share nobody where nobody counts all; a
group that only a party boasts of then raises the high alone.
The rules' names and sources are in data/rules.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.incidents.counts import ALL, COMBATANT, NO_LEAST, Count, Term, apart, total_high
from dateline.incidents.strands import Strand
from dateline.incidents.tables import Authority, authorities
from dateline.incidents.voices import voice_keys
from dateline.records import Bound, Flow, Measure, Toll, Unit

#: The rule that counts people told by name.
NAMED = "persons-named"
#: The rule that adds groups of victims who share nobody.
DISJOINT = "sum-of-disjoint-groups"


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high with the trace that set them."""

    low: int
    best: int
    high: int | None
    trace: tuple[Bound, ...]


def standing_counts(strands: Sequence[Strand], measures: frozenset[Measure] | None = None) -> tuple[Count, ...]:
    """Return the counts of an incident that still stand.

    Sums over one sentence are made; counts that a later report of the same voice replaces, parts of a count that stands,
    and all but the latest stock are left out.

    Args:
        strands: the incident's full strands.
        measures: the measures that may be counted; ``None`` for all.
    """
    keys = voice_keys(strand.speaker for strand in strands)
    counts = [count for strand in strands for count in strand.counts if measures is None or count.measure in measures]
    whole = _without_parts(_summed(counts))
    return tuple(count for count in _latest_stocks(whole, strands) if not any(_replaces(other, count, keys) for other in whole))


def tolls_of(counts: Sequence[Count]) -> tuple[Toll, ...]:
    """Reconcile standing counts into one toll for each measure, unit and flow, in the order of `Measure`.

    That some people were spared ("nobody in my house was hurt") is no toll of the whole.
    """
    by_key: dict[tuple[Measure, Unit, Flow | None], list[Count]] = {}
    for count in sorted(counts, key=lambda count: count.order):
        by_key.setdefault(count.key, []).append(count)
    tolls = []
    by_key = {key: told for key, told in by_key.items() if any(count.low or not count.part for count in told)}
    for measure, unit, flow in sorted(by_key, key=lambda key: (list(Measure).index(key[0]), key[1], key[2] or "")):
        estimate = _estimate(by_key[measure, unit, flow])
        tolls.append(Toll(measure, unit, estimate.low, estimate.best, estimate.high, estimate.trace, flow))
    return tuple(tolls)


def _summed(counts: Sequence[Count]) -> list[Count]:
    """Add up the coordinated victims of one sentence where the claim stage made a claim of each group."""
    sentences: dict[tuple[object, ...], list[Count]] = {}
    for count in counts:
        alone = () if count.coordinate else (count.claim.id,)
        key = (count.claim.article_id, count.claim.evidence.start, count.speaker.key, count.key, count.part, *alone)
        sentences.setdefault(key, []).append(count)
    summed = []
    for group in sentences.values():
        group.sort(key=lambda count: count.order)
        spans = {count.claim.figures[term.figure].span for count in group for term in count.terms}
        terms = tuple(term for count in group for term in count.terms)
        if len(group) == 1 or len(spans) < len(terms):
            summed.extend(group)
            continue
        groups = {count.group for count in group}
        summed.append(
            replace(
                group[0],
                low=sum(term.low for term in terms),
                high=total_high(terms),
                terms=terms,
                group=groups.pop() if len(groups) == 1 else ALL,
                quote=" + ".join(count.quote for count in group),
            )
        )
    return summed


def _without_parts(counts: Sequence[Count]) -> list[Count]:
    """Leave out parts ("including three children") where a whole of the same measure stands."""
    wholes = {count.key for count in counts if not count.part}
    return [count for count in counts if not count.part or count.key not in wholes]


def _latest_stocks(counts: Sequence[Count], strands: Sequence[Strand]) -> list[Count]:
    """Leave out every stock that is not of the latest day."""
    last = {strand.claim.id: strand.days.last for strand in strands if strand.days is not None}
    latest: dict[object, int] = {}
    for count in counts:
        if count.flow is Flow.STOCK and count.claim.id in last:
            latest[count.key] = max(latest.get(count.key, 0), last[count.claim.id])
    return [count for count in counts if count.flow is not Flow.STOCK or last.get(count.claim.id, 0) == latest.get(count.key, 0)]


def _replaces(new: Count, old: Count, keys: Mapping[str, str]) -> bool:
    """Return whether a later report of the same voice replaces a count."""
    return (
        not old.persons and new.published is not None and old.published is not None and new.published > old.published
        and new.key == old.key and new.group == old.group and not (new.possible and not old.possible)
        and keys[new.speaker.key] == keys[old.speaker.key]
    )  # fmt: skip


def _estimate(counts: Sequence[Count]) -> Estimate:
    """Reconcile the counts of one measure: counts of everybody first, else the sum of groups that share nobody."""
    if all(count.part for count in counts):
        named = _named(counts)
        if named and len(named) >= max(count.low for count in counts):
            return _of_named(named, open_ended=any(not count.persons for count in counts))
        largest = max(counts, key=lambda count: count.low)
        return Estimate(largest.low, largest.low, None, _bounds(largest.low, largest.low, None, "part-only", largest.terms))
    groups = _groups(counts)
    everybody = groups.pop(ALL, [])
    parts = [(_bounds_of(groups[name]), groups[name]) for name in sorted(groups)]
    if everybody:
        return _raised(_bounds_of(everybody), parts)
    if len(parts) == 1:
        return parts[0][0]
    # A party's boast of its enemy's losses is distrusted while any other group is counted otherwise (data/authority.tsv).
    trusted = [part for part, told in parts if not all(count.claimed or count.possible for count in told)] or [part for part, _ in parts]
    return _added(trusted, [part for part, _ in parts])


def _named(counts: Sequence[Count]) -> list[Term]:
    """Return a figure of each person told by name, of the article that names most: names are not matched across articles."""
    articles: dict[str, dict[str, Term]] = {}
    for count in counts:
        for term in count.terms if count.persons else ():
            person = count.claim.figures[term.figure].person or ""
            articles.setdefault(count.claim.article_id, {}).setdefault(person, term)
    return list(max(articles.values(), key=len).values()) if articles else []


def _of_named(named: Sequence[Term], *, open_ended: bool) -> Estimate:
    """Return the toll of people told by name alone; others, counted as parts, leave it open."""
    total = len(named)
    low, best = ([Bound(bound, 1, NAMED, term.claim_id, term.figure) for term in named] for bound in ("low", "best"))
    value, rule = (None, "open") if open_ended else (1, NAMED)
    high = [Bound("high", value, rule, term.claim_id, term.figure) for term in named]
    return Estimate(total, total, None if open_ended else total, (*low, *best, *(high[:1] if open_ended else high)))


def _added(trusted: Sequence[Estimate], parts: Sequence[Estimate]) -> Estimate:
    """Add up groups that share nobody: low and best of those `trusted`, high of all."""
    trace: list[Bound] = []
    for name, adding in (("low", trusted), ("best", trusted), ("high", parts)):
        bounds = [bound for part in adding for bound in part.trace if bound.bound == name]
        trace.extend(replace(bound, rule=DISJOINT) if len(adding) > 1 else bound for bound in bounds)
    high = None if any(part.high is None for part in parts) else sum(part.high or 0 for part in parts)
    return Estimate(sum(part.low for part in trusted), sum(part.best for part in trusted), high, tuple(trace))


def _raised(total: Estimate, parts: Sequence[tuple[Estimate, Sequence[Count]]]) -> Estimate:
    """Raise the high of a count of everybody to what is said of groups: of one alone, or of all that share nobody together."""
    if total.high is None or not parts:
        return total
    high, trace = total.high, [bound for bound in total.trace if bound.bound == "high"]
    added = sum(part.best for part, _ in parts)
    if len(parts) > 1 and added > high:
        high = added
        terms = [bound for part, _ in parts for bound in part.trace if bound.bound == "best"]
        trace = [replace(bound, bound="high", rule="groups-exceed-total") for bound in terms]
    open_ended = False
    for part, told in parts:
        reach = max(_reach(count.terms) for count in told)
        if reach > high:
            high, open_ended = reach, part.high is None
            trace = [bound for bound in part.trace if bound.bound == "high"]
    kept = [bound for bound in total.trace if bound.bound != "high"]
    return replace(total, high=None if open_ended else high, trace=(*kept, *trace))


def _groups(counts: Sequence[Count]) -> dict[str, list[Count]]:
    """Sort counts by groups of victims that share nobody.

    Combatants are told apart by actor only where one voice in one article names both: two voices may call the same dead
    by a wider and a narrower name.
    """
    told = {
        (a.group, b.group)
        for a in counts
        for b in counts
        if apart(a.group, b.group) and a.speaker.key == b.speaker.key and a.claim.article_id == b.claim.article_id
    }
    by_actor = {group for pair in told if all(name.startswith(COMBATANT) for name in pair) for group in pair}
    armed = {count.group for count in counts if count.group.startswith(COMBATANT)}
    groups: dict[str, list[Count]] = {}
    for count in counts:
        name = COMBATANT if count.group in armed and armed != by_actor else count.group
        groups.setdefault(name, []).append(count)
    return groups


def _bounds_of(counts: Sequence[Count]) -> Estimate:
    """Reconcile counts of the same people."""
    firm = [count for count in counts if not count.possible]
    stating = [count for count in firm or counts if count.quantifier not in NO_LEAST]
    usable = stating or firm or list(counts)
    lowest = min(usable, key=lambda count: (count.low, count.order))
    low_rule = "only-possible" if not firm else "lowest-stated" if stating else "only-upper-bound"
    chosen = _most_trusted(usable)
    upper = not stating
    best_rule = "claimed-only" if chosen.claimed else "first-tier-latest"
    highest = max(counts, key=lambda count: (_reach(count.terms), count.high is None, [-ord(c) for c in count.claim.id]))
    closed = highest.high is not None
    low = lowest.low if firm else 0
    best = _reach(chosen.terms) if upper else chosen.low
    high = _reach(highest.terms) if closed else None
    trace = (
        *_terms("low", low, low_rule, lowest.terms if firm else lowest.terms[:1]),
        *_terms("best", best, best_rule, chosen.terms, upper=upper),
        *_terms("high", high, "highest-stated" if closed else "open", highest.terms, upper=True),
    )
    return Estimate(low, best, high, trace)


def _reach(terms: Sequence[Term]) -> int:
    """Return the largest number that terms state."""
    return sum(max(term.low, term.high or 0) for term in terms)


def _terms(bound: str, value: int | None, rule: str, terms: Sequence[Term], *, upper: bool = False) -> tuple[Bound, ...]:
    """Return a trace entry for each term; the terms' values add up to the bound's."""
    if len(terms) == 1:
        return (Bound(bound, value, rule, terms[0].claim_id, terms[0].figure),)
    shares = [(max(term.low, term.high or 0) if upper else term.low) if value is not None else None for term in terms]
    return tuple(
        Bound(bound, share, "sum-of-coordinated-victims", term.claim_id, term.figure) for term, share in zip(terms, shares, strict=True)
    )


def _bounds(low: int, best: int, high: int | None, rule: str, terms: Sequence[Term]) -> tuple[Bound, ...]:
    return (*_terms("low", low, rule, terms), *_terms("best", best, rule, terms), *_terms("high", high, rule, terms))


def _most_trusted(counts: Sequence[Count]) -> Count:
    """Return the count of the lowest tier, then the latest report, the lowest rank, the most agreed, the least number."""
    tier = min(authority_of(count).tier for count in counts)
    trusted = [count for count in counts if authority_of(count).tier == tier]
    latest = max((count.published or "" for count in trusted), default="")
    trusted = [count for count in trusted if (count.published or "") == latest]
    return min(trusted, key=lambda count: (authority_of(count).rank, -_support(count, counts), count.low, count.order))


def _support(count: Count, counts: Iterable[Count]) -> int:
    """Return how many voices state the same number."""
    return len({other.speaker.key for other in counts if (other.low, other.high) == (count.low, count.high)})


def authority_of(count: Count) -> Authority:
    """Return how far the voice behind a count is trusted for its number."""
    table = authorities()
    return table["claimed"] if count.claimed else table.get(str(count.speaker.kind), table["other"])

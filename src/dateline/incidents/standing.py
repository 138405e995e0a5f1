"""Tell which of the counts of an incident still stand, and by which rule the others are left out of its bounds.

A later report replaces an earlier one of the same voice, a later version of a story its earlier one, and a later stock an earlier
one (IDMC: stocks are snapshots). A part ("including three children") is none of the whole. Counts of one sentence that the claim
stage made of coordinated victims are added first. What is left out is kept with the rule's name (data/rules.tsv): nothing that
was said is dropped in silence.

People hit, of whom it is not said whether they live, are no longer hurt where they died: the incident's dead are taken out of such a
number, shown as a term below nothing, and a number that the dead may wholly be is left out. UCDP GED counts deaths alone, the Gun
Violence Archive and Iraq Body Count count a person once, as dead or as injured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.incidents.counts import ALL, Count, apart, total_high
from dateline.incidents.strands import Strand
from dateline.incidents.voices import voice_keys
from dateline.records import Claim, Flow, Measure, Quantifier, StatedCount, Term, Unit

#: The rules that leave a count out.
PART, STOCK, REPLACED, VERSION = "part-of-whole", "earlier-stock", "replaced-by-later", "replaced-version"
AMONG_DEAD = "among-the-dead"
#: Words that tell of one person rather than count.
_ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Told:
    """A count with the rule that leaves it out, ``None`` while it stands."""

    count: Count
    left_out: str | None


def told_counts(
    strands: Sequence[Strand], *, current: Sequence[Strand] | None = None, measures: frozenset[Measure] | None = None
) -> tuple[Told, ...]:  # fmt: skip
    """Return the counts of an incident in order of publication, each with the rule that leaves it out of the bounds.

    Args:
        strands: the incident's full strands.
        current: the same without the counts that a later version of their story replaced; ``None`` where no version did.
        measures: the measures that may be counted; ``None`` for all.
    """
    keys = voice_keys(strand.speaker for strand in strands)
    counts = _counts(strands if current is None else current, measures)
    still = {id(count) for count in counts}
    told = [Told(count, VERSION) for count in _counts(strands, measures) if id(count) not in still]
    summed, lost = _without_dead(_summed(counts))
    told += [Told(count, AMONG_DEAD) for count in lost]
    summed = [replace(count, part=True) if _one_of(count, summed) else count for count in summed]
    wholes = {count.key for count in summed if not count.part}
    whole = [count for count in summed if not count.part or count.key not in wholes]
    latest = _latest_stocks(whole, strands)
    for count in summed:
        if count.part and count.key in wholes:
            rule: str | None = PART
        elif id(count) not in latest:
            rule = STOCK
        else:
            rule = REPLACED if any(_replaces(other, count, keys) for other in whole) else None
        told.append(Told(count, rule))
    return tuple(sorted(told, key=_order))


def _order(told: Told) -> tuple[str, bool, tuple[str, int, str]]:
    """Sort by publication, then what a speaker is quoted with before what the reporter hands on in his own words."""
    count = told.count
    return (count.published or "~", count.claim.attribution is None, count.order)


def stated_counts(told: Sequence[Told], voices: Mapping[str, int], claims: Mapping[str, Claim]) -> tuple[StatedCount, ...]:
    """Return counts as records, those of people told by name one for each article.

    Args:
        told: an incident's counts, in order.
        voices: for each speaker's key, the voice's place among the incident's voices.
        claims: the incident's claims by id.
    """
    return tuple(_stated(one, voices, claims) for one in _by_name(told))


def _counts(strands: Iterable[Strand], measures: frozenset[Measure] | None) -> list[Count]:
    return [count for strand in strands for count in strand.counts if measures is None or count.measure in measures]


def _stated(told: Told, voices: Mapping[str, int], claims: Mapping[str, Claim]) -> StatedCount:
    count = told.count
    terms = []
    for term in count.terms:
        figure = claims[term.claim_id].figures[term.figure]
        vague = figure.span.quote if figure.quantifier is Quantifier.VAGUE else None
        terms.append(Term(term.claim_id, term.figure, term.low, term.high, vague))
    return StatedCount(
        measure=count.measure,
        unit=count.unit,
        flow=count.flow,
        victims=count.group,
        quantifier=count.quantifier,
        terms=tuple(terms),
        voice=voices[count.speaker.key],
        kind=str(count.speaker.kind),
        party=count.speaker.party,
        status=count.claim.status,
        part=count.part,
        named=bool(count.persons),
        article_id=count.claim.article_id,
        published=count.published,
        left_out=told.left_out,
    )


def _by_name(told: Sequence[Told]) -> list[Told]:
    """Make one count of the people whom an article tells by name, each once: names are not matched across articles."""
    kept: list[Told] = []
    places: dict[tuple[object, ...], int] = {}
    for one in told:
        count = one.count
        key = (count.claim.article_id, count.key, one.left_out)
        if not count.persons:
            kept.append(one)
        elif key not in places:
            places[key] = len(kept)
            kept.append(one)
        else:
            first = kept[places[key]].count
            new = tuple(term for term, person in zip(count.terms, _persons(count), strict=True) if person not in first.persons)
            group = first.group if first.group == count.group else ALL
            merged = replace(first, terms=first.terms + new, persons=first.persons | count.persons, group=group)
            kept[places[key]] = Told(merged, one.left_out)
    return kept


def _persons(count: Count) -> list[str]:
    return [count.claim.figures[term.figure].person or "" for term in count.terms]


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


def _one_of(one: Count, counts: Sequence[Count]) -> bool:
    """Return whether a person told of as "a soldier" is one of several whom a number counts, not a toll of his or her own."""
    if one.part or one.quote.casefold() not in _ARTICLES or len(one.terms) > 1:
        return False
    return any(
        other.key == one.key and other.low > 1 and not (other.part or other.possible) and not apart(other.group, one.group)
        for other in counts
    )


def _without_dead(counts: Sequence[Count]) -> tuple[list[Count], list[Count]]:
    """Take the dead out of the people hit: the counts that stand, and those of people who may all be dead."""
    firm = [count for count in counts if count.measure is Measure.KILLED and count.unit is Unit.PERSON and not count.possible]
    names = frozenset[str]().union(*(count.names for count in firm))
    toll = max(firm, key=lambda count: count.low, default=None)
    if toll is None or toll.low == 0:
        return list(counts), []
    kept, lost = [], []
    for count in counts:
        if not count.fate_open or count.possible:
            kept.append(count)
        elif count.names and count.names == count.persons:
            terms = tuple(t for t, person in zip(count.terms, _persons(count), strict=True) if person not in names)
            known = len(names) >= toll.low
            if not terms or (len(terms) <= toll.low and not known):
                lost.append(count)
            else:
                persons = count.persons - names
                kept.append(replace(count, terms=terms, low=len(terms), high=len(terms), persons=persons))
        elif count.low <= toll.low or count.persons:
            lost.append(count)
        else:
            taken = tuple(replace(term, low=-term.low, high=-term.low) for term in toll.terms)
            terms = (*count.terms, *taken)
            kept.append(replace(count, terms=terms, low=sum(term.low for term in terms), high=total_high(terms)))
    return kept, lost


def _latest_stocks(counts: Sequence[Count], strands: Sequence[Strand]) -> set[int]:
    """Return the identities of counts that are no stock, or a stock of the latest day."""
    last = {strand.claim.id: strand.days.last for strand in strands if strand.days is not None}
    latest: dict[object, int] = {}
    for count in counts:
        if count.flow is Flow.STOCK and count.claim.id in last:
            latest[count.key] = max(latest.get(count.key, 0), last[count.claim.id])
    return {id(count) for count in counts if count.flow is not Flow.STOCK or last.get(count.claim.id, 0) == latest.get(count.key, 0)}


def _replaces(new: Count, old: Count, keys: Mapping[str, str]) -> bool:
    """Return whether a later report of the same voice replaces a count."""
    return (
        not old.persons and new.published is not None and old.published is not None and new.published > old.published
        and new.key == old.key and new.group == old.group and not (new.possible and not old.possible)
        and keys[new.speaker.key] == keys[old.speaker.key]
    )  # fmt: skip

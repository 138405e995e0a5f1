"""Cut claims into strands: what one claim says about one happening, ready to be compared.

A claim that gives the dead of a day and the dead of a month has two strands: one for the incident, one for the period.
Period tolls make incidents of their own (architecture.md, rule 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from dateline.incidents.counts import Count, counts_of
from dateline.incidents.sites import COUNTRY, Days, Sites, days_of, sites_of
from dateline.incidents.tables import family_of
from dateline.incidents.voices import NAMED, Speaker, speaker_of
from dateline.records import VICTIM_MEASURES, Article, Claim, Figure, Flow, Measure, Role, Scope, Status

#: Rule names with which the claim stage marks a figure that repeats an earlier one.
AGAIN = "same-figure-again"
#: A repeated number below this says nothing by itself: one or two dead are reported every day.
TELLING_NUMBER = 3
#: Measures whose stocks and flows overlap, so that only the same speaker on the same stretch speaks of the same people.
MOVING = frozenset({Measure.DISPLACED, Measure.EVACUATED, Measure.RETURNED, Measure.TRAPPED})
_ATTACKS = frozenset({Measure.ATTACKS, Measure.ATTACKERS})


@dataclass(frozen=True, slots=True)
class Strand:
    """What a claim says about one happening.

    `order` is the place in reading order: publication, article, position, claim. `strict` strands join only the same
    speaker's on the same `stretch`. `attacks` are the figures of attacks and attackers, which are in no toll.
    `profile` is everything that comparing the strand with another article's depends on. `telling` is the article, or the first
    printing of the text the article copies. `denied` are the counts that a denial denies; they are in no toll.
    """

    claim: Claim
    scope: Scope
    order: tuple[str, str, int, str, str]
    speaker: Speaker
    families: frozenset[str]
    specificity: int
    days: Days | None
    stretch: tuple[str | None, str | None]
    sites: Sites
    counts: tuple[Count, ...]
    attacks: tuple[Figure, ...]
    strict: bool
    attempted: bool
    denial: bool
    again: bool
    countrywide: bool
    recurs: bool
    denied: tuple[Count, ...]
    telling: str
    profile: tuple[object, ...]

    @property
    def article_id(self) -> str:
        """The article the strand stands in."""
        return self.claim.article_id

    @property
    def sentence(self) -> tuple[object, ...]:
        """The sentence it stands in, and where that says it happened."""
        return (self.claim.article_id, self.claim.evidence.start, self.sites.identity)

    @property
    def cumulative(self) -> bool:
        """Whether it states a running total: its trigger is a toll."""
        return self.claim.trigger is not None and "toll" in self.claim.trigger.quote.casefold().split()

    @property
    def doers(self) -> tuple[tuple[object, ...], ...]:
        """The mentions of perpetrators, as no other sentence holds them, with where they act."""
        claim = self.claim
        spans = [actor.span for actor in claim.actors if actor.role is Role.PERPETRATOR and claim.evidence.contains(actor.span)]
        return tuple((*self.sentence, span.start, span.end) for span in spans)

    @property
    def words(self) -> frozenset[tuple[object, ...]]:
        """The numbers of harmed people that a speaker gives by name: the same again is of the same happening, whatever the act."""
        if not self.speaker.key.startswith(NAMED) or not self.deadly:
            return frozenset()
        return frozenset((self.speaker.key, count.key, count.low, count.high) for count in self.counts if count.low >= TELLING_NUMBER)

    @property
    def deadly(self) -> bool:
        """Whether its event type harms people by force: battles, attacks and tolls share these families, arrests do not."""
        return not self.families.isdisjoint(family_of("casualties", "toll").families)

    @property
    def dated(self) -> bool:
        """Whether its day is known to within a few days."""
        return self.days is not None and not self.days.vague

    @property
    def published(self) -> str | None:
        """When its article was published, where that is known."""
        return None if self.order[0] == UNPUBLISHED else self.order[0]

    @property
    def incident_id(self) -> str:
        """The id an incident has if this strand is its anchor."""
        return incident_id(self.claim.id, self.scope)


#: Sorts articles without a publication time after all others.
UNPUBLISHED = "~"


def incident_id(claim_id: str, scope: Scope) -> str:
    """Return the id of the incident that is anchored in a claim.

    The anchor is the incident's first full claim in reading order, so the id stays while later reports are added, and every
    id ever issued leads back to a claim.

    Args:
        claim_id: the anchor's claim.
        scope: ``incident`` or ``period``: a claim may anchor one of each.

    Returns:
        16 hexadecimal digits of a SHA-256.
    """
    return sha256(f"incident\0{scope}\0{claim_id}".encode()).hexdigest()[:16]


def strands_of(claim: Claim, article: Article | None, *, first: Article | None = None, voice: Article | None = None) -> tuple[Strand, ...]:
    """Return a claim's strands: at most one for the incident and one for a period.

    Args:
        claim: the claim.
        article: its article, where known.
        first: the first printing of a text that the article copies.
        voice: the printing whose voice the copied text's reporter speaks with.
    """
    victims = [figure for figure in claim.figures if figure.measure in VICTIM_MEASURES]
    period = [figure for figure in victims if figure.scope is Scope.PERIOD]
    strands = []
    if not period or any(figure.scope is Scope.INCIDENT for figure in victims):
        strands.append(_strand(claim, article, Scope.INCIDENT, first, voice))
    if period:
        strands.append(_strand(claim, article, Scope.PERIOD, first, voice))
    return tuple(strands)


def _strand(claim: Claim, article: Article | None, scope: Scope, first: Article | None, voice: Article | None) -> Strand:
    telling = first.id if first is not None else claim.article_id
    speaker = speaker_of(claim, voice or article, telling=telling, printed=article)
    published = article.published.value if article is not None and article.published is not None else UNPUBLISHED
    order = (published, claim.article_id, claim.evidence.start, claim.id, str(scope))
    family = family_of(claim.event_type, claim.event_subtype)
    status = claim.status
    attempted = status is Status.ATTEMPTED
    denial = status is Status.DENIED
    read = () if attempted else counts_of(claim, scope, speaker, None if published == UNPUBLISHED else published)
    counted, denied = ((), read) if denial else (read, ())
    earliest, latest = (claim.time.earliest, claim.time.latest) if claim.time else (None, None)
    if scope is Scope.PERIOD:
        since = min((figure.since for figure in claim.figures if figure.scope is scope and figure.since), default=None)
        earliest = since or earliest
    moving = [figure for figure in claim.figures if figure.measure in MOVING and figure.scope is scope]
    several = earliest is not None and (earliest or "")[:10] != (latest or "")[:10]
    strict = scope is Scope.PERIOD or any(figure.flow is Flow.STOCK for figure in moving) or (bool(moving) and several)
    sites, days = sites_of(claim), days_of(claim.time)
    profile = (
        claim.event_type, claim.event_subtype, scope, days and (days.first, days.last), (earliest, latest) if strict else None,
        sites.identity, tuple(
            (count.key, count.group, count.low, count.high, count.part, count.possible, tuple(sorted(count.persons))) for count in counted
        ),
        speaker.key if counted or strict else None, status is Status.CLAIMED, strict, attempted, denial,
    )  # fmt: skip
    return Strand(
        claim=claim,
        scope=scope,
        order=order,
        speaker=speaker,
        families=family.families,
        specificity=family.specificity,
        days=days,
        stretch=(earliest, latest),
        sites=sites,
        counts=counted,
        attacks=tuple(figure for figure in claim.figures if figure.measure in _ATTACKS and scope is Scope.INCIDENT),
        strict=strict,
        attempted=attempted,
        denial=denial,
        again=AGAIN in claim.rules,
        countrywide=bool(sites.all) and all(site.precision == COUNTRY for site in sites.all),
        recurs=family.recurs,
        denied=denied,
        telling=telling,
        profile=profile,
    )


def of_one_act(strands: Sequence[Strand]) -> list[Strand]:
    """Read the claims of one sentence together.

    A toll takes the families of the act that its sentence tells of the same doer ("the air force struck a bomb factory and
    killed seven": one act, whatever the factory made). A number beside a running total is a part of it ("two of the wounded
    died, raising the toll to nine").

    Args:
        strands: strands of one telling.

    Returns:
        The strands in their order, so changed.
    """
    acts: dict[tuple[object, ...], frozenset[str]] = {}
    for strand in strands:
        if not strand.counts and strand.deadly:
            for doer in strand.doers:
                acts[doer] = acts.get(doer, frozenset()) | strand.families
    totals = {(strand.sentence, count.key): count.low for strand in strands for count in strand.counts if strand.cumulative}
    widened = []
    for strand in strands:
        parts = [not strand.cumulative and count.low < totals.get((strand.sentence, count.key), 0) for count in strand.counts]
        if any(parts):
            counts = tuple(replace(count, part=count.part or part) for count, part in zip(strand.counts, parts, strict=True))
            strand = replace(strand, counts=counts)
        found = [acts[doer] for doer in strand.doers if doer in acts] if strand.counts and strand.deadly else []
        widened.append(replace(strand, families=strand.families.union(*found)) if found else strand)
    return widened

"""Describe what one telling says of one happening, ready to be compared with what another says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.incidents.counts import Count
from dateline.incidents.linkage.stories import Story
from dateline.incidents.sites import Days, Site
from dateline.incidents.strands import Strand
from dateline.records import Measure, Role


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """What one telling says of one happening.

    `story` is its article's, where known; `leads` says whether this is the first happening that the article tells of, so that the
    whole article's words speak for it. `published` counts days since the year 1. `days` are known to within a few days; `open_days`
    only bounded. `counts` leave out parts and mere possibilities. `doers` and `harmed` are registry ids. It `recurs` where its types
    happen daily on a front. `denied` are the numbers that its telling denies of it, `shared` strands that tell of others as well.
    """

    strands: tuple[Strand, ...]
    telling: str
    story: Story | None
    leads: bool
    published: int | None
    days: tuple[Days, ...]
    open_days: tuple[Days, ...]
    sites: tuple[Site, ...]
    families: frozenset[str]
    types: frozenset[tuple[str, str | None]]
    counts: tuple[Count, ...]
    doers: frozenset[str]
    harmed: frozenset[str]
    means: frozenset[str]
    persons: frozenset[str]
    said: frozenset[tuple[object, ...]]
    recurs: bool
    denied: frozenset[tuple[object, int]]
    shared: tuple[Strand, ...]

    @property
    def order(self) -> tuple[str, str, int, str, str]:
        """Reading order: that of the first strand; there is one in every account but those of words alone."""
        return self.strands[0].order


def account_of(
    strands: Iterable[Strand],
    sites: Sequence[Site],
    *,
    telling: str,
    published: str | None,
    story: Story | None = None,
    leads: bool = False,
    denied: Iterable[tuple[object, int]] = (),
    shared: Iterable[Strand] = (),
) -> Account:
    """Return the account that strands of one telling give.

    Args:
        strands: what the telling says of one happening; none where its words are all that is known.
        sites: the places of the happening.
        telling: the id of the article, or of the first printing of what it copies.
        published: when it was published (ISO), where known.
        story: the words of the telling's article.
        leads: whether the article tells of this happening first.
        denied: the measures and numbers that the telling denies of it.
        shared: strands of the telling that tell of this happening and of others.
    """
    ordered = tuple(sorted(strands, key=lambda strand: strand.order))
    stretches = dict.fromkeys(strand.days for strand in ordered if strand.days is not None)
    return Account(
        strands=ordered,
        telling=telling,
        story=story,
        leads=leads,
        published=_day(published),
        days=tuple(days for days in stretches if not days.vague),
        open_days=tuple(days for days in stretches if days.vague),
        sites=tuple(sites),
        families=frozenset[str]().union(*(strand.families for strand in ordered)),
        types=frozenset((strand.claim.event_type, strand.claim.event_subtype) for strand in ordered),
        counts=_distinct(count for strand in ordered for count in strand.counts if not count.part and not count.possible),
        doers=_actors(ordered, (Role.PERPETRATOR,)),
        harmed=_actors(ordered, (Role.TARGET, Role.VICTIM)),
        means=frozenset(means.kind for strand in ordered for means in strand.claim.means),
        persons=frozenset(person for strand in ordered for count in strand.counts for person in count.names),
        said=frozenset[tuple[object, ...]]().union(*(strand.words for strand in ordered)),
        recurs=all(strand.recurs for strand in ordered),
        denied=frozenset(denied),
        shared=tuple(shared),
    )


def _day(stamp: str | None) -> int | None:
    return date.fromisoformat(stamp[:10]).toordinal() if stamp else None


def _actors(strands: Sequence[Strand], roles: Sequence[Role]) -> frozenset[str]:
    return frozenset(actor.actor_id for strand in strands for actor in strand.claim.actors if actor.role in roles and actor.actor_id)


def _distinct(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Return counts without those that say what another says."""
    by_content: dict[tuple[object, ...], Count] = {}
    for count in counts:
        by_content.setdefault((count.key, count.group, count.low, count.high, count.boast, count.speaker.key), count)
    return tuple(by_content.values())


def bridged(a: Account, b: Account) -> bool:
    """Return whether a number ties two tellings: a speaker gives it by name in both, or one denies what the other states."""
    return not a.said.isdisjoint(b.said) or denies(a, b)


def denies(a: Account, b: Account) -> bool:
    """Return whether one of two tellings denies a number that the other states."""
    sides = ((a, b), (b, a))
    return any((count.key, count.low) in one.denied for one, other in sides if one.denied for count in other.counts)


def counted(account: Account, measure: Measure) -> list[Count]:
    """Return an account's counts of one measure."""
    return [count for count in account.counts if count.measure is measure]

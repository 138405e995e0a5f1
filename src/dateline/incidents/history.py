"""How an incident grew: its states as articles came to be known, and what changed from each state to the next.

Two clocks (SQL:2011 keeps them apart as application time and system time). *Publication*: what the press had said by then. *Intake*:
what a ledger held by then, and what people had judged by then. The caller gives each article's moment on the clock it means, so
everything here is the same for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dateline.incidents.policies import DATELINE
from dateline.incidents.reconcile import reconcile
from dateline.records import Article, Claim, Incident, Judgement

#: What a day alone is taken for: nobody can say that it was known before the day was over.
END_OF_DAY = "T23:59:59"


@dataclass(frozen=True, slots=True)
class State:
    """An incident at a moment: the articles that came to be known then, and what was known with them (``None``: nothing yet)."""

    moment: str
    article_ids: tuple[str, ...]
    incident: Incident | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of an incident that is another after a moment than before.

    `aspect` is ``id``, ``type``, ``day``, ``places``, ``actors``, ``grade``, ``status``, ``stage``, or a bound such as ``best killed
    person``; `before` is ``None`` where nothing was said. `rule` and `claim_id` are of a bound and give its trace after the change;
    they are ``None`` for all else.
    """

    moment: str
    article_ids: tuple[str, ...]
    aspect: str
    before: str | None
    after: str | None
    rule: str | None = None
    claim_id: str | None = None


def known_from(value: str) -> str:
    """Return the moment from which something of an ISO day or moment was surely known, to the second; in UTC where an offset is given.

    Raises:
        ValueError: if `value` is neither.
    """
    if len(value) == len("2016-11-06"):
        datetime.fromisoformat(value)
        return value + END_OF_DAY
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="seconds")


def published_from(articles: Iterable[Article]) -> dict[str, str]:
    """Return the moment of publication of each article that states one; one that states none is known at no moment of this clock."""
    return {article.id: known_from(article.published.value) for article in articles if article.published is not None}


def as_of(
    moment: str, claims: Iterable[Claim], moments: Mapping[str, str], *, articles: Mapping[str, Article],
    judgements: Sequence[Judgement] = (), policy: str = DATELINE,
) -> list[Incident]:  # fmt: skip
    """Return the incidents that were known at a moment: `reconcile` over nothing but the articles known by then.

    Args:
        moment: an ISO day (all of it) or moment.
        claims: claims of any number of articles.
        moments: from when each article is known, by id, as `known_from` gives it; an article without one is not known.
        articles: articles by id. Lineage is traced among those known by the moment: a version yet to come takes nothing back.
        judgements: those that are to count; on the clock of intake the caller leaves out those made later.
        policy: how tolls are made of what is stated.

    Raises:
        ValueError: if `moment` is no ISO day or moment.
        UnknownPolicy: if there is no such policy.
    """
    limit = known_from(moment)
    known = {key for key, value in moments.items() if value <= limit}
    return reconcile(
        [claim for claim in claims if claim.article_id in known],
        judgements=judgements,
        articles={key: article for key, article in articles.items() if key in known},
        policy=policy,
    )


def states_of(
    incident: Incident, claims: Sequence[Claim], moments: Mapping[str, str], *, articles: Mapping[str, Article],
    judgements: Sequence[Judgement] = (), policy: str = DATELINE,
) -> list[State]:  # fmt: skip
    """Return the states of an incident, one for each moment at which one of `articles` came to be known.

    Each state is `as_of` over `claims`: it is the true state of that moment where `claims` hold all that could have been joined
    with the incident's own. Given the incident's own claims alone, at a cost of its size, a claim that was for a time in another
    incident, or another incident's claim that was for a time in this one, is not seen.

    Args:
        incident: as it is now.
        claims: its own, or more: those of its neighbourhood.
        moments: from when each article is known; articles without a moment are in no state.
        articles: articles by id: those of `claims`, and those of their stories, since a version without claims takes back too.
        judgements: those that are to count in every state.
        policy: how tolls are made of what is stated.
    """
    steps: dict[str, list[str]] = {}
    for article_id in sorted(articles.keys() & moments.keys()):
        steps.setdefault(moments[article_id], []).append(article_id)
    states = []
    for moment in sorted(steps):
        found = as_of(moment, claims, moments, articles=articles, judgements=judgements, policy=policy)
        states.append(State(moment, tuple(steps[moment]), _same(incident, found)))
    return states


def changes_of(states: Sequence[State]) -> list[Change]:
    """Return what changed from each state to the next, the first one from nothing; a state that changes nothing gives none."""
    return [change for before, state in zip([None, *states], states, strict=False) for change in _changes(before, state)]


def _same(incident: Incident, found: Sequence[Incident]) -> Incident | None:
    """Return what the incident was: the one of its id, where its anchor was known, else the one that shares most claims with it."""
    own = set(incident.claim_ids)
    near = [one for one in found if one.id == incident.id or own.intersection(one.claim_ids)]
    return min(near, key=lambda one: (one.id != incident.id, -len(own.intersection(one.claim_ids)), one.id), default=None)


def _changes(before: State | None, state: State) -> Iterator[Change]:
    old = _aspects(before.incident if before is not None else None)
    new = _aspects(state.incident)
    for aspect in dict.fromkeys([*new, *old]):
        was, now = old.get(aspect, (None, None, None)), new.get(aspect, (None, None, None))
        if was[0] != now[0]:
            yield Change(state.moment, state.article_ids, aspect, was[0], now[0], now[1], now[2])


def _aspects(incident: Incident | None) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Return what is followed of an incident: by aspect its value, and of a bound the rule and claim behind it."""
    if incident is None:
        return {}
    when = incident.when
    day = None if when is None else f"{when.earliest or ''}/{when.latest or ''}"
    places = "; ".join(f"{where.role} {where.name}" for where in incident.places) or None
    actors = "; ".join(sorted({f"{actor.role} {actor.name}" for actor in incident.actors})) or None
    kind = incident.event_type + (f"/{incident.event_subtype}" if incident.event_subtype else "")
    plain = {"id": incident.id, "type": kind, "day": day, "places": places, "actors": actors}
    plain |= {"grade": incident.grade, "status": incident.status, "stage": incident.stage}
    found: dict[str, tuple[str | None, str | None, str | None]] = {name: (value, None, None) for name, value in plain.items()}
    for toll in incident.tolls:
        key = " ".join(str(part) for part in (toll.measure, toll.unit, toll.flow) if part is not None)
        for name, value in (("low", toll.low), ("best", toll.best), ("high", toll.high)):
            bound = next((one for one in toll.trace if one.bound == name), None)
            words = "open" if value is None else str(value)
            found[f"{name} {key}"] = (words, bound.rule if bound else None, bound.claim_id if bound else None)
    return found

"""Make an incident's tolls of what is stated, by the policy that is asked for.

An incident keeps all that was stated of its victims, so a policy is applied when it is read; nothing is derived anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.errors import UnknownPolicy
from dateline.incidents.breakdown import parted, sides_of
from dateline.incidents.tables import Policy, policies
from dateline.incidents.tolls import tolls_of
from dateline.records import Incident, Participant, StatedCount, Toll

#: The policy that incidents are derived by.
DATELINE = "dateline"


def policy_named(name: str) -> Policy:
    """Return a policy of data/policies.tsv.

    Raises:
        UnknownPolicy: if there is none of this name.
    """
    found = policies().get(name)
    if found is None:
        raise UnknownPolicy(f"there is no policy {name!r}; tolls are made by {', '.join(policies())}")
    return found


def reconciled(counts: Sequence[StatedCount], actors: Sequence[Participant], policy: str = DATELINE) -> tuple[Toll, ...]:
    """Return the tolls of an incident, each parted by its victims.

    Args:
        counts: all that is stated of it, in order of publication.
        actors: its participants, from whom the sides are known.
        policy: the name of a policy.

    Raises:
        UnknownPolicy: if there is none of this name.
    """
    chosen = policy_named(policy)
    if not counts:
        return ()
    sides = sides_of(actors, counts) if any(":" in count.victims for count in counts) else {}
    return tuple(parted(toll, counts, sides, chosen) for toll in tolls_of(counts, chosen))


def by_policy(incident: Incident, policy: str) -> Incident:
    """Return an incident with its tolls made by another policy; nothing else of it changes.

    Raises:
        UnknownPolicy: if there is none of this name.
    """
    if policy == DATELINE:
        return incident
    return replace(incident, tolls=reconciled(incident.counts, incident.actors, policy))

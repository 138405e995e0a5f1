"""Claims of many articles into incidents: figures with their trace, contradictions, voices; displacement as series."""

from dateline.incidents.eligibility import was_attempted
from dateline.incidents.history import Change, changes_of, published_from, states_of
from dateline.incidents.joining import Link
from dateline.incidents.judgements import problem_of
from dateline.incidents.linkage.weights import reasons_of
from dateline.incidents.movements import displacement, in_place
from dateline.incidents.policies import by_policy, policy_named
from dateline.incidents.reconcile import links_of, reconcile
from dateline.incidents.summaries import place_of, summarise

__all__ = [
    "Change", "Link", "by_policy", "changes_of", "displacement", "in_place", "links_of", "place_of", "policy_named", "problem_of",
    "published_from", "reasons_of", "reconcile", "states_of", "summarise", "was_attempted",
]  # fmt: skip

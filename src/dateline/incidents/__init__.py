"""Claims of many articles into incidents: figures with their trace, contradictions, voices."""

from dateline.incidents.eligibility import was_attempted
from dateline.incidents.judgements import problem_of
from dateline.incidents.reconcile import reconcile

__all__ = ["problem_of", "reconcile", "was_attempted"]

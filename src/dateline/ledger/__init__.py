"""The ledger: articles, claims, sources and judgements, appended and never changed; incidents derived from them."""

from dateline.ledger.checks import Problem, spans_of
from dateline.ledger.intake import Intake, Refused, attempt, check_length, fault, take_in
from dateline.ledger.listing import ArticleLine
from dateline.ledger.rows import Outcome, SourceSeen
from dateline.ledger.store import Ledger

__all__ = [
    "ArticleLine",
    "Intake",
    "Ledger",
    "Outcome",
    "Problem",
    "Refused",
    "SourceSeen",
    "attempt",
    "check_length",
    "fault",
    "spans_of",
    "take_in",
]

"""Dateline: a ledger of what is said to have happened in armed conflict.

Four verbs find, one reconciles, one store keeps::

    article = dateline.read_article("report.txt")
    claims = dateline.extract_claims(article)
    incidents = dateline.reconcile(claims)
    with dateline.Ledger("dateline.db") as ledger:
        ledger.incidents()

Names are imported when they are first used: ``import dateline`` alone loads no model and no database driver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.articles import read_article
    from dateline.attribution import find_attributions
    from dateline.claims import extract_claims
    from dateline.errors import DatelineError
    from dateline.incidents import reconcile
    from dateline.ledger import Ledger
    from dateline.places import find_places
    from dateline.records import Article, Attribution, Claim, Figure, Incident, Judgement, Span, TimeExpression, When, Where
    from dateline.times import find_times

__version__ = "0.2.0"

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "DatelineError",
    "Figure",
    "Incident",
    "Judgement",
    "Ledger",
    "Span",
    "TimeExpression",
    "When",
    "Where",
    "__version__",
    "extract_claims",
    "find_attributions",
    "find_places",
    "find_times",
    "read_article",
    "reconcile",
]

_HOME = {
    "DatelineError": "errors",
    "Ledger": "ledger",
    "extract_claims": "claims",
    "find_attributions": "attribution",
    "find_places": "places",
    "find_times": "times",
    "read_article": "articles",
    "reconcile": "incidents",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its stage when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    import importlib

    found = getattr(importlib.import_module(f"dateline.{_HOME.get(name, 'records')}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted({*globals(), *__all__})

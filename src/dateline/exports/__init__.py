"""Exports: a ledger in the layouts of other programs."""

from dateline.exports.cases import Case, cases_of
from dateline.exports.documents import DOCUMENTS
from dateline.exports.layout import Heading, Layout
from dateline.exports.losses import Losses

__all__ = ["DOCUMENTS", "Case", "Heading", "Layout", "Losses", "cases_of"]

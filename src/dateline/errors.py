"""One exception tree for everything Dateline refuses to do.

::

    DatelineError
    ├── SourceError            a source could not be fetched or opened
    │   ├── SourceNotFound
    │   ├── SourceTooLarge
    │   └── SourceUnreachable
    ├── ArticleError           a source was read but holds no article
    │   ├── EmptyArticle
    │   └── NotAnArticle
    ├── ReferenceDataError     a lexicon, registry or gazetteer file is damaged
    ├── AnalyserMissing        the sentence analyser's model is not installed
    ├── UnknownPolicy          tolls are asked for by a policy that no table holds
    ├── ReportError            a report cannot be made as asked
    │   ├── TemplateError
    │   └── PrinterMissing
    ├── ExportError            a layout cannot be written
    └── LedgerError            the store refused
        ├── LedgerBusy
        ├── LedgerDamaged
        ├── LedgerFull
        └── UnknownRecord

Every message names the value that was wrong, the limit where there is one, and the way out.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of every error a caller may want to catch."""


class SourceError(DatelineError):
    """A source could not be fetched or opened."""


class SourceNotFound(SourceError):
    """The path or URL leads to nothing."""


class SourceTooLarge(SourceError):
    """The source is larger than the limit in force."""


class SourceUnreachable(SourceError):
    """The network or the disk did not answer."""


class ArticleError(DatelineError):
    """A source was read, but no article could be made of it."""


class EmptyArticle(ArticleError):
    """Nothing is left once page furniture is taken away, or there was nothing to begin with."""


class NotAnArticle(ArticleError):
    """The page stands in place of a report: a wall, an error or log-in page, a list of links."""


class ReferenceDataError(DatelineError):
    """A lexicon, registry or gazetteer file is missing or damaged."""


class AnalyserMissing(DatelineError):
    """The sentence analyser's model is not installed."""


class UnknownPolicy(DatelineError):
    """Tolls are asked for by a policy that no table holds."""


class ExportError(DatelineError):
    """A layout cannot be written."""


class LedgerError(DatelineError):
    """The ledger refused an operation."""


class LedgerBusy(LedgerError):
    """Another process holds the ledger's write lock."""


class LedgerDamaged(LedgerError):
    """A stored row does not hash to its own key, or an invariant is broken."""


class LedgerFull(LedgerError):
    """The disk under the ledger is full."""


class UnknownRecord(LedgerError):
    """No article, claim or incident has the id that was asked for."""


class ReportError(DatelineError):
    """A report cannot be made as asked."""


class TemplateError(ReportError):
    """A report's template, or a sentence pattern of it, cannot be used as it is written."""


class PrinterMissing(ReportError):
    """What makes PDF files is not installed."""

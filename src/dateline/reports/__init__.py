"""Situation reports: sections made from a ledger, in the manner of OCHA's situation reports, every sentence with its evidence.

`build` makes a `Report` of an area and a period; `render` lays it out as text, Markdown or HTML, `to_pdf` as PDF. Sentence patterns,
sections and layouts are a template's (`load`), and may be a user's own.
"""

from __future__ import annotations

from dateline.reports.build import build
from dateline.reports.discretion import PROFILES, PUBLIC
from dateline.reports.document import Drawing, Footnote, Heading, Listing, Report, Section, Table
from dateline.reports.pdf import to_pdf
from dateline.reports.rendering import FORMATS, render
from dateline.reports.selection import Request
from dateline.reports.sentences import Evidence, Note, Sentence
from dateline.reports.templates import NAMES, Template, load, write_files

__all__ = [
    "FORMATS", "NAMES", "PROFILES", "PUBLIC", "Drawing", "Evidence", "Footnote", "Heading", "Listing", "Note", "Report", "Request",
    "Section", "Sentence", "Table", "Template", "build", "load", "render", "to_pdf", "write_files",
]  # fmt: skip

"""A report as text, Markdown or HTML, by Jinja2 layouts in a sandbox: a layout of somebody else's can read the report and nothing more."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from dateline.errors import TemplateError
from dateline.reports.document import Block, Drawing, Heading, Listing, Report, Table
from dateline.reports.sentences import Cite, Evidence, Line, Note, capital
from dateline.reports.templates import LAYOUTS, STYLE, Template
from dateline.views.pen import harmless
from dateline.views.words import count, day

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

FORMATS = tuple(LAYOUTS)
#: Columns of the text layout.
COLUMNS = 100
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
#: Word joiner: keeps a citation on the line of the word before it.
JOINER = "\u2060"
_KINDS: dict[type, str] = {Heading: "heading", Table: "table", Drawing: "drawing", Listing: "listing"}


def render(report: Report, layout: str, template: Template) -> str:
    """Return a report in a layout: ``text``, ``markdown`` or ``html`` (one file that asks for nothing from outside).

    Raises:
        TemplateError: if the template's layout file cannot be used.
    """
    from jinja2 import TemplateError as JinjaError

    environment = _environment(layout, report)
    try:
        text = environment.from_string(template.layout(LAYOUTS[layout])).render(
            report=report, style=template.layout(STYLE) if layout == "html" else ""
        )
    except JinjaError as error:
        line = getattr(error, "lineno", None)
        at = f", line {line}" if line else ""
        raise TemplateError(f"the layout {LAYOUTS[layout]}{at} cannot be used: {error.message or error}") from error
    # What a terminal or a text's direction would obey is no part of a report, whatever a layout prints.
    return "\n".join(harmless(line) for line in text.rstrip("\n").split("\n")) + "\n"


def _environment(layout: str, report: Report) -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    escaped = layout == "html"
    environment = ImmutableSandboxedEnvironment(autoescape=escaped, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    write: dict[str, Callable[[Report, Line | str, bool], str]] = {"text": _text_line, "markdown": _markdown_line, "html": _html_line}
    said = write[layout]

    def line(value: Line | str, quiet: bool = False) -> str:
        written = said(report, value, quiet)
        return Markup(written) if escaped else written

    environment.filters |= {
        "line": line,
        "day": lambda value: day(value, long=True),
        "count": count,
        "place": span_of,
        "quoted": one_line,
        "claims": lambda note: ", ".join(claim_id[:12] for claim_id in note.claim_ids),
        "wrapped": wrapped,
        "columns": lambda table: text_table(report, table),
        "markdown": markdown,
        "svg": lambda drawing: Markup(drawing.svg),
    }
    environment.globals |= {"kind": kind}
    return environment


def kind(block: Block) -> str:
    """Return what a block is: ``heading``, ``table``, ``drawing`` or ``listing``."""
    return _KINDS[type(block)]


def span_of(evidence: Evidence) -> str:
    """Return where evidence stands in its article's text: ``characters 118-162``."""
    return f"characters {count(evidence.start)}-{count(evidence.end)}"


def one_line(value: str) -> str:
    """Return a quotation on one line, without what a terminal or a text's direction would obey."""
    return harmless(" ".join(value.split()))


def markdown(value: str) -> str:
    """Return text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", one_line(value))


def wrapped(value: str, indent: int = 0, hang: int = 0) -> str:
    """Return text wrapped to the columns of the text layout."""
    return textwrap.fill(
        value, COLUMNS, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang), break_long_words=False, break_on_hyphens=False
    )


def _marks(report: Report, cite: Cite, one: Callable[[int], str]) -> str:
    return ", ".join(one(first) if first == last else f"{one(first)}{JOINER}–{JOINER}{one(last)}" for first, last in report.marks(cite))


def _assembled(
    report: Report, line: Line, words: Callable[[str], str], mark: Callable[[str], str], one: Callable[[int], str], quiet: bool
) -> str:
    """Return a line as a layout writes it; a citation stands after the stop or comma that follows it, as footnotes do in print."""
    if isinstance(line, Note):
        return words(line.text)
    written: list[str] = []
    held = ""
    first = True
    for part in line.parts:
        if isinstance(part, Cite):
            held += "" if quiet else mark(_marks(report, part, one))
            continue
        said = capital(part.text) if first and not quiet else part.text
        first = first and not said
        if held and said:
            stop = said[0] if said[0] in ".,;:" else ""
            written.append(stop + held)
            said, held = said[len(stop) :], ""
        written.append(words(said))
    return "".join(written) + held


def _text_line(report: Report, line: Line | str, quiet: bool = False) -> str:
    return (
        one_line(line)
        if isinstance(line, str)
        else _assembled(report, line, harmless, lambda marks: f"[{marks}]".replace(JOINER, ""), str, quiet)
    )


def _markdown_line(report: Report, line: Line | str, quiet: bool = False) -> str:
    if isinstance(line, str):
        return markdown(line)
    escape = _MARKDOWN.sub
    return _assembled(
        report,
        line,
        lambda text: escape(r"\\\1", harmless(text)),
        lambda marks: f"<sup>{marks}</sup>".replace(JOINER, ""),
        lambda n: f"[{n}](#fn-{n})",
        quiet,
    )


def _html_line(report: Report, line: Line | str, quiet: bool = False) -> str:
    if isinstance(line, str):
        return html.escape(one_line(line))
    return _assembled(
        report, line, lambda text: html.escape(harmless(text)), lambda marks: f'{JOINER}<sup class="marks">{marks}</sup>',
        lambda n: f'<a href="#fn-{n}">{n}</a>', quiet,
    )  # fmt: skip


def text_table(report: Report, table: Table) -> str:
    """Return a table as lines of text, its last column wrapped."""
    rows = [list(table.columns), *([_text_line(report, cell, at in table.quiet) for at, cell in enumerate(row)] for row in table.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.columns))]
    widths[-1] = max(min(widths[-1], COLUMNS - sum(widths[:-1]) - 2 * len(widths)), 20)
    lines: list[str] = []
    for row in rows:
        cells = [cell.rjust(widths[at]) if at in table.numeric else cell.ljust(widths[at]) for at, cell in enumerate(row[:-1])]
        last = textwrap.wrap(row[-1], widths[-1], break_on_hyphens=False) or [""]
        if len(table.columns) - 1 in table.numeric:
            last = [part.rjust(widths[-1]) for part in last]
        head = "  ".join(cells)
        lines += [f"{head}  {last[0]}".rstrip(), *(" " * (len(head) + 2) + part for part in last[1:])]
    return "\n".join(lines)

"""A report as a PDF file, by WeasyPrint (extra ``pdf``): tagged, with bookmarks, page numbers and embedded fonts."""

from __future__ import annotations

from typing import Any

from dateline.errors import PrinterMissing
from dateline.reports.document import Report
from dateline.reports.rendering import render
from dateline.reports.templates import Template


def missing() -> str | None:
    """Return why no PDF file can be made here, ``None`` where one can."""
    try:
        import weasyprint  # noqa: F401
    except ImportError:
        return "WeasyPrint is not installed; install it with: pip install 'dateline[pdf]'"
    except OSError as error:
        way = "install Pango, on Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0"
        return f"a library that WeasyPrint needs is not installed ({error}); {way}"
    return None


def to_pdf(report: Report, template: Template) -> bytes:
    """Return a report as a PDF file (PDF/UA-1): its HTML form, set for paper. Same report and fonts, same bytes.

    Raises:
        PrinterMissing: if WeasyPrint or a library of its is not installed.
        TemplateError: if the template's layout file cannot be used.
    """
    if (why := missing()) is not None:
        raise PrinterMissing(f"no PDF file can be made: {why}. `--format html` needs nothing and prints from a browser")
    from weasyprint import HTML

    page = render(report, "html", template)
    pdf: bytes = HTML(string=page, url_fetcher=_nothing, base_url=None).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=_identifier(page))
    return pdf


def _identifier(page: str) -> bytes:
    """Return an identifier that follows from the contents, so that the file does not differ from run to run."""
    from hashlib import sha256

    return sha256(page.encode()).hexdigest()[:32].encode()


def _nothing(url: str, *_: Any, **__: Any) -> dict[str, Any]:
    """Refuse every address: a report brings all it shows."""
    raise ValueError(f"a report asks for nothing from outside, not {url}")

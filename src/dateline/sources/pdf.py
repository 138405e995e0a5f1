"""Read the text layer of a PDF file with PDFium."""

from __future__ import annotations

import re

from dateline.errors import SourceError

#: Pages beyond which a file is no report but a book.
PAGES = 2_000
#: What PDFium gives for a hyphen at the end of a line, with the break: of a parted word ("explo-sion") or of a name ("Al-Shabaab").
_LINE_END_HYPHEN = re.compile(r"[\ufffe\u0002]\s*")
_LINE_END = re.compile(r"\r\n?")


def text_of(data: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    """Return a PDF file's text, pages parted by form feeds, and notes on pages without any.

    Raises:
        SourceError: if it is damaged, encrypted, too long, or has no text layer (a scan).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(f"{origin} is encrypted; save it without its password") from error
        raise SourceError(f"{origin} is no whole PDF file ({error}); get it again") from error
    try:
        if len(document) > PAGES:
            raise SourceError(f"{origin} has {len(document):,} pages, the limit is {PAGES:,}; give the pages that hold the report")
        pages = [_page(document, number, origin) for number in range(len(document))]
    finally:
        document.close()
    empty = [number for number, text in enumerate(pages, 1) if not text.strip()]
    if len(empty) == len(pages):
        raise SourceError(f"{origin} has no text layer: its {len(pages)} pages are pictures; run text recognition (OCR) on it first")
    notes = [f"pdf: {len(pages)} {'page' if len(pages) == 1 else 'pages'}"]
    if empty:
        notes.append(f"pdf: no text on {'page' if len(empty) == 1 else 'pages'} {', '.join(map(str, empty[:10]))}")
    return "\f".join(pages), tuple(notes)


def _page(document: object, number: int, origin: str) -> str:
    import pypdfium2

    from dateline.sources.columns import has_gaps, in_columns

    try:
        page = document[number]  # type: ignore[index]
        layer = page.get_textpage()
        text = (in_columns(layer) if has_gaps(layer) else None) or str(layer.get_text_bounded())
        layer.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"{origin}: page {number + 1} cannot be read ({error}); get the file again") from error
    # Which of the two it is, is told from the rest of the text, where lines are joined.
    return _LINE_END_HYPHEN.sub("-\n", _LINE_END.sub("\n", text)).replace("\0", "")

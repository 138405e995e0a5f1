"""Read the text of a Word file (Office Open XML, ISO/IEC 29500): headings, lists, tables, notes, in the order of the page.

Word parts a sentence wherever somebody changed, tagged or boxed a word of it, so the text is taken from the file's own XML: what was put
in by a tracked change is in it, what was struck out is not.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from dateline.errors import SourceError, SourceTooLarge

#: Bytes a file may unpack to; its XML is ten times the text.
UNPACKED = 200 * 2**20
#: A cell from the next in a line for each row of a table.
CELL = " | "
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Struck out or moved away (17.13.5), and the second copy of a drawing for old programs (part 3, 10.2): no part of the text.
_STRUCK = frozenset({f"{_W}del", f"{_W}moveFrom"})
_PASSED = _STRUCK | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}pPr", f"{_W}rPr"}
#: What stands for a character (17.3.3).
_MARKS = {f"{_W}tab": " ", f"{_W}ptab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_BOX = f"{_W}txbxContent"
#: Footnotes and endnotes are parts of their own; their first entries are lines that part them from the page (17.11).
_NOTES = ("footnotes", "endnotes")


def text_of(data: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    """Return a Word file's text and notes on it.

    Paragraphs stand on lines of their own, parted by an empty one; headings begin with "# ", list items with "• "; a table's row is one
    line; footnotes and endnotes follow the text.

    Raises:
        SourceError: if the file is damaged.
        SourceTooLarge: if it unpacks to more than `UNPACKED` bytes.
    """
    import docx
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if (size := sum(info.file_size for info in archive.infolist())) > UNPACKED:
                raise SourceTooLarge(f"{origin} unpacks to {size:,} bytes, the limit is {UNPACKED:,}; save its text alone")
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name or "" for style in document.styles}
        body = document.element.body
        lines = [*_blocks(body, styles), *_page_notes(document, styles)]
        struck = sum(1 for stretch in body.iter(*_STRUCK) if len(stretch))
    except (
        OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, NotImplementedError, AttributeError, IndexError, OSError,
    ) as error:  # fmt: skip
        # python-docx lets lxml's errors (SyntaxError) and missing parts (KeyError) through.
        raise SourceError(f"{origin} is no whole Word file: {' '.join(str(error).split())[:200]}; save it again, or as text") from error
    notes = ["docx: text taken out of a Word file"]
    if struck:
        notes.append(f"docx: {struck} {'stretch' if struck == 1 else 'stretches'} struck out by tracked changes left out")
    return "\n\n".join(lines), tuple(notes)


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[str]:
    """Yield the paragraphs and rows of a body, cell, box or note; what only wraps them (controls, tags, changes) is looked through."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{_W}tr":
            cells = (" ".join(" ".join(_blocks(cell, {})).split()) for cell in _cells(child))
            if row := CELL.join(cell for cell in cells if cell):
                yield row
        elif isinstance(child.tag, str) and child.tag not in _PASSED:
            yield from _blocks(child, styles)


def _cells(row: Any) -> Iterator[Any]:
    """Yield a row's cells, not those of tables within them."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _PASSED:
            yield from _cells(child)


def _paragraph(paragraph: Any, styles: dict[str, str]) -> Iterator[str]:
    boxes: list[Any] = []
    words = "".join(_words(paragraph, boxes))
    text = "\n".join(line for line in (" ".join(line.split()) for line in words.split("\n")) if line)
    if text:
        yield _mark(paragraph, styles) + text
    for box in boxes:
        yield from _blocks(box, styles)


def _mark(paragraph: Any, styles: dict[str, str]) -> str:
    """Return what a paragraph's line begins with, by its style's name (built-in styles have English names in every language)."""
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(named.get(f"{_W}val"), "") if named is not None else ""
    if style.startswith(("Heading", "Title")):
        return "# "
    return "• " if style.startswith("List") or paragraph.find(f"{_W}pPr/{_W}numPr") is not None else ""


def _words(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the words of a paragraph; the text boxes that hang on it are added to `boxes`."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == _BOX:
            boxes.append(child)
        elif isinstance(child.tag, str) and child.tag not in _PASSED:
            yield from _words(child, boxes)


def _page_notes(document: Any, styles: dict[str, str]) -> Iterator[str]:
    from docx.oxml.parser import parse_xml

    for kind in _NOTES:
        for relation in document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
                for note in parse_xml(relation.target_part.blob):
                    if note.get(f"{_W}type") in (None, "normal"):
                        yield from _blocks(note, styles)

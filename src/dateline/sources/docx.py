"""Read the text of a Word file (Office Open XML, ISO/IEC 29500): headings, lists, tables, in the order of the page."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from dateline.errors import SourceError, SourceTooLarge

#: Bytes a file may unpack to; its XML is ten times the text.
UNPACKED = 200 * 2**20
#: A cell from the next in a line for each row of a table.
CELL = " | "


def text_of(data: bytes, origin: str) -> str:
    """Return the text, a line for each paragraph; headings begin with "# ", list items with "• ".

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
        lines = [line for block in document.iter_inner_content() for line in _lines(block)]
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, NotImplementedError, AttributeError, IndexError) as error:
        # python-docx lets lxml's errors (SyntaxError) and missing parts (KeyError) through.
        raise SourceError(f"{origin} is no whole Word file: {' '.join(str(error).split())[:200]}; save it again, or as text") from error
    return "\n\n".join(lines)


def _lines(block: Any) -> list[str]:
    if hasattr(block, "rows"):
        rows = []
        for row in block.rows:
            # A cell that spans several columns is given once for each.
            cells = {cell._tc: " ".join(cell.text.split()) for cell in row.cells}
            rows.append(CELL.join(text for text in cells.values() if text))
        return [row for row in rows if row]
    text = " ".join(str(block.text).split())
    if not text:
        return []
    style = str(getattr(block.style, "name", "") or "")
    if style.startswith(("Heading", "Title")):
        return [f"# {text}"]
    return [f"• {text}"] if style.startswith("List") else [text]

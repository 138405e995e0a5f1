"""Cells of tables that a spreadsheet may open."""

from __future__ import annotations

#: First characters that spreadsheets take for a formula (OWASP, CSV Injection).
_FORMULA = tuple("=+-@\t\r\n")


def safe_cell(text: str) -> str:
    """Return text as a cell: without NUL, and led by an apostrophe where a spreadsheet would run it.

    >>> safe_cell("=1+1"), safe_cell("nine")
    ("'=1+1", 'nine')
    """
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text

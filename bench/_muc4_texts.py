"""Split a MUC-4 text file into its messages, and read their datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["MONTHS", "Message", "messages", "text_files"]

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_START = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})\b[^\n]*$", re.M)
#: The header ends at the first of these marks, else at the dateline's two dashes, within so many characters.
_BODY = re.compile(r"\[\s*(?:TEXT|SUMMARY|EXCERPTS?)\s*\]", re.I)
_DASHES = re.compile(r"--")
_HEAD = 600
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})[A-Z]*\s+(?:19)?(\d\d)\b", re.I)
_DAY_LAST = re.compile(rf"\b({_MONTH})[A-Z]*\s+(\d{{1,2}})(?=\s+\d\d\b)", re.I)
_WRAP = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)")
#: Years before this one are misprints.
_EARLIEST = 1980


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its id, the dateline as one line, the day of the dateline (ISO), and the text, a paragraph a line."""

    id: str
    header: str
    published: str | None
    text: str


def text_files(data: Path, name: str | None = None) -> list[Path]:
    """Return the text files of a set (``dev``, ``tst1`` ...), or of all sets, in order.

    Raises:
        FileNotFoundError: if there are none.
    """
    found = sorted(p for p in data.glob("CORPORA/*/*-muc[34]*") if not p.name.startswith("key") and name in (None, p.parent.name))
    if not found:
        raise FileNotFoundError(f"no text files of the set {name or 'any'} under {data}/CORPORA")
    return found


def messages(text: str) -> Iterator[Message]:
    """Yield the messages of one file; a paragraph that was wrapped becomes one line."""
    marks = list(_START.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        raw = text[mark.end() : end].replace("\x1a", "").strip("\n")
        found = _BODY.search(raw[:_HEAD]) or _DASHES.search(raw[:_HEAD])
        cut = found.end() if found else 0
        header = " ".join(raw[:cut].split())
        yield Message(mark[1], header, _published(header), _unwrapped(raw[cut:]))


def _unwrapped(body: str) -> str:
    return _WRAP.sub(" ", "\n".join(line.strip() for line in body.strip().splitlines()))


def _published(header: str) -> str | None:
    found = _DATE.search(_DAY_LAST.sub(r"\2 \1", header))
    if found is None:
        return None
    try:
        day = date(1900 + int(found[3]), MONTHS.index(found[2].upper()) + 1, int(found[1]))
    except ValueError:
        return None
    return day.isoformat() if day.year >= _EARLIEST else None

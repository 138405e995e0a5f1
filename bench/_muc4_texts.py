"""Split a MUC-4 text file into its messages, and read their datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["MONTHS", "Message", "messages", "text_files"]

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_ID = re.compile(r"((?:DEV|TST\d)-MUC\d-\d{4})\b")
#: What ends the header, the surer first: a mark of the grammar (text-headers-info), the two dashes of the dateline.
_ENDS = re.compile(r"\[ *(?:TEXT|SUMMARY|EXCERPTS?) *\]", re.IGNORECASE), re.compile("--")
#: Characters of a message in which its header ends.
_HEADER = 600
_TOKEN = re.compile(r"[A-Z]+|\d+")
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
    name: str | None = None
    lines: list[str] = []
    for line in text.replace("\x1a", "").split("\n"):
        if (head := _ID.match(line)) is None:
            lines.append(line)
            continue
        if name is not None:
            yield _message(name, "\n".join(lines).strip("\n"))
        name, lines = head[1], []
    if name is not None:
        yield _message(name, "\n".join(lines).strip("\n"))


def _message(name: str, raw: str) -> Message:
    ends = [found.end() for mark in _ENDS if (found := mark.search(raw, 0, _HEADER)) is not None]
    cut = ends[0] if ends else 0
    header = " ".join(raw[:cut].split())
    return Message(name, header, _published(header), _unwrapped(raw[cut:]))


def _unwrapped(body: str) -> str:
    return _WRAP.sub(" ", "\n".join(line.strip() for line in body.strip().splitlines()))


def _published(header: str) -> str | None:
    """Read the day of a dateline: "3 JAN 90", "JUNE 11 1989"."""
    tokens = _TOKEN.findall(header.upper())
    for one, two, year in zip(tokens, tokens[1:], tokens[2:], strict=False):
        number, month = (one, two) if one.isdigit() else (two, one)
        if month[:3] not in MONTHS or not number.isdigit() or not year.isdigit() or len(year) not in (2, 4):
            continue
        try:
            day = date(1900 + int(year) % 100, MONTHS.index(month[:3]) + 1, int(number))
        except ValueError:
            return None
        return day.isoformat() if day.year >= _EARLIEST else None
    return None

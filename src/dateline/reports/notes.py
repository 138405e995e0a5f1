"""The method note and the limits of the data, from ``data/notes.tsv``."""

from __future__ import annotations

from dateline.reports.document import Block, Heading, Listing
from dateline.reports.phrases import rows
from dateline.reports.sentences import Note
from dateline.reports.writer import Writer


def method(writer: Writer) -> tuple[Block, ...]:
    """Return how the report was made, and what must be known before a number of it is used."""
    blocks: list[Block] = []
    for heading in dict.fromkeys(row["heading"] for row in rows("notes.tsv")):
        notes = tuple(Note(f"note:{row['name']}", row["text"]) for row in rows("notes.tsv") if row["heading"] == heading)
        blocks += [Heading(heading, 3), Listing(notes, bullets=True)]
    return tuple(blocks)

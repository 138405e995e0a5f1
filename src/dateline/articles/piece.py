"""A stretch of the working text on its way to become a block."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.records import BlockKind


@dataclass(slots=True)
class Piece:
    """Characters ``start`` to ``end`` of the working text, and what is known of them so far.

    `dropped` and `slugs` are shared by all pieces of one line: the furniture cut from it that still names an agency, and the marks of a
    version cut from its head ("UPDATE 2-").
    """

    start: int
    end: int
    kind: BlockKind | None = None
    bullet: bool = False
    marked: bool = False
    blank_before: bool = False
    credit: str | None = None
    date: str | None = None
    place: str | None = None
    lead: bool = False
    dropped: list[tuple[int, int]] = field(default_factory=list)
    slugs: list[str] = field(default_factory=list)

    def within(self, start: int, end: int) -> Piece:
        """Return this piece narrowed or cut to other bounds."""
        return replace(self, start=start, end=end)

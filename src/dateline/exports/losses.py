"""What a layout could not express, and of how many rows."""

from __future__ import annotations

from dateline.serial import Json


class Losses:
    """Counts by reason, with the first row that each befell."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.first: dict[str, str] = {}

    def note(self, reason: str, row: str) -> None:
        """Note that something of a row, named by its id, could not be expressed."""
        self.counts[reason] = self.counts.get(reason, 0) + 1
        self.first.setdefault(reason, row)

    def lines(self) -> list[str]:
        """Return the report, the most frequent reason first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return [f"{count} × {reason} (such as {self.first[reason]})" for reason, count in ordered]

    def to_json(self) -> Json:
        """Return the report as JSON: rows by reason, with the first of them."""
        return {reason: {"rows": count, "first": self.first[reason]} for reason, count in sorted(self.counts.items())}

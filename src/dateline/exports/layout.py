"""What a layout is: a published form of file, and how a ledger is written in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from dateline.exports.cases import Case
from dateline.exports.losses import Losses


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file says of itself: the profile that redacted it and the program that wrote it."""

    profile: str
    program: str


class Layout(ABC):
    """A form of file. `version` and `keeper` are of its standard; `suffix` is that of its files."""

    name: str
    title: str
    version: str
    keeper: str
    suffix: str

    @abstractmethod
    def write(self, cases: Iterable[Case], out: BinaryIO, losses: Losses, heading: Heading) -> int:
        """Write incidents to a file or stream of bytes; return how many there were.

        Raises:
            OSError: if the file cannot be written.
        """

    def notes(self, heading: Heading) -> Mapping[str, str]:
        """Return what the file says of itself, by name."""
        return {"profile": heading.profile, "layout": f"{self.name} ({self.version})", "program": heading.program}

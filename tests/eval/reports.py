"""Read ``samples/expected.toml``: what a careful reader takes from the sample reports, figure by figure and incident by incident."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from passages import LabelledFigure, parse_label

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """A figure's label, and the stretch of text it stands in with the figure's words in braces."""

    at: str
    label: str

    def locate(self, text: str, published: str) -> LabelledFigure:
        """Find the figure in the cleaned text of its report.

        Raises:
            ValueError: if the stretch does not stand there exactly once.
        """
        before, words, after = re.split(r"[{}]", self.at)
        pattern = re.escape(before), re.escape(words), re.escape(after)
        loose = [re.sub(r"(?:\\ )+", r"\\s+", part) for part in pattern]
        found = list(re.finditer(f"{loose[0]}({loose[1]}){loose[2]}", text))
        if len(found) != 1:
            raise ValueError(f"{self.at!r} stands {len(found)} times in the text, not once")
        return parse_label(self.label, span=(found[0].start(1), found[0].end(1), found[0][1]), published=published)


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """One sample report: its file, title, day, agencies, the report it copies, and its figures."""

    path: Path
    title: str | None
    published: str
    agencies: tuple[str, ...]
    copy_of: str | None
    figures: tuple[ExpectedFigure, ...]


@dataclass(frozen=True, slots=True)
class ExpectedIncident:
    """One happening: its event type, place and ISO day, and the bounds its tolls should lie in, by measure."""

    id: str
    event_type: str
    place: str
    day: str | None
    tolls: tuple[tuple[str, int, int], ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """The whole of ``expected.toml``; `contradictions` are pairs of kind and incident."""

    reports: tuple[ExpectedReport, ...]
    incidents: tuple[ExpectedIncident, ...]
    contradictions: tuple[tuple[str, str], ...]


def _incident(row: dict[str, Any]) -> ExpectedIncident:
    tolls = tuple((measure, *row[measure]) for measure in ("killed", "injured", "abducted") if measure in row)
    day = str(row["day"]) if "day" in row else None
    return ExpectedIncident(row["id"], row["type"], row["place"], day, tolls, tuple(row["reports"]))


def read_expected(folder: Path = SAMPLES) -> Expected:
    """Read the expectations of a folder of sample reports."""
    data = tomllib.loads((folder / "expected.toml").read_text("utf-8"))
    reports = tuple(
        ExpectedReport(
            path=folder / row["file"],
            title=row.get("title"),
            published=str(row["published"]),
            agencies=tuple(row["agencies"]),
            copy_of=row.get("copy_of"),
            figures=tuple(ExpectedFigure(figure["at"], figure["is"]) for figure in row["figures"]),
        )
        for row in data["report"]
    )
    contradictions = tuple((row["kind"], row["incident"]) for row in data["contradiction"])
    return Expected(reports, tuple(_incident(row) for row in data["incident"]), contradictions)

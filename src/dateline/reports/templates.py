"""Templates of reports: which sections stand in which order, how much each may hold, and how sentences are worded."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from dateline.errors import TemplateError
from dateline.reports.phrases import Phrases, packaged

#: Templates of the package.
NAMES = ("daily", "weekly")
#: The sections there are; `dateline.reports.build` writes each.
SECTIONS = (
    "key_figures", "highlights", "map", "charts", "incidents", "contradictions", "displacement", "unknowns", "sources", "method",
)  # fmt: skip
#: Limits a template may set, with what holds where it sets none.
LIMITS = {"many_dead": 1, "highlights": 5, "moves": 5, "clauses": 6, "unknowns": 20, "outlets": 30, "labels": 12}
#: Files beside a template of one's own that take the place of the package's layouts.
LAYOUTS = {"text": "report.txt.j2", "markdown": "report.md.j2", "html": "report.html.j2"}
STYLE = "report.css"
#: What `--write-template` puts into a folder.
FILES = (*(f"{name}.toml" for name in NAMES), *LAYOUTS.values(), STYLE, "phrases.tsv")


@dataclass(frozen=True)
class Template:
    """How a report is laid out.

    `days` is the length of a period that the user does not give, 0 for all days; `sections` names and headings in order; `folder`
    where layouts of one's own may lie, ``None`` for the package's.
    """

    title: str
    days: int
    sections: tuple[tuple[str, str], ...]
    limits: Mapping[str, int]
    phrases: Phrases
    folder: Path | None = None

    def layout(self, name: str) -> str:
        """Return the text of a layout file: the template's own where its folder has one, else the package's."""
        if self.folder is not None and (self.folder / name).is_file():
            return _read(self.folder / name)
        return packaged_file(name)


def load(name: str) -> Template:
    """Return a template: one of the package by its name, or the file at a path.

    Raises:
        TemplateError: if there is none, or it cannot be used.
    """
    if name in NAMES:
        return _parsed(packaged_file(f"{name}.toml"), name, None)
    path = Path(name)
    if path.suffix != ".toml":
        way = "`dateline report --write-template DIR` writes some to change"
        raise TemplateError(f"{name!r} is no template: give {' or '.join(NAMES)}, or a file that ends in .toml ({way})")
    return _parsed(_read(path), name, path.resolve().parent)


def write_files(folder: Path) -> list[Path]:
    """Write the package's templates, layouts and patterns into a folder, to be changed; files that are there stay as they are.

    Returns:
        The files written.

    Raises:
        TemplateError: if the folder cannot be written to.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            if not (folder / name).exists():
                (folder / name).write_text(packaged_file(name), encoding="utf-8", newline="\n")
                written.append(folder / name)
    except OSError as error:
        raise TemplateError(f"{folder} cannot be written to: {error.strerror}; give another folder") from error
    return written


def packaged_file(name: str) -> str:
    """Return the text of a file of the package."""
    return resources.files("dateline.reports").joinpath("data", name).read_text(encoding="utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"the template {path} cannot be read: {error}; give {' or '.join(NAMES)}, or a file") from error


def _parsed(text: str, name: str, folder: Path | None) -> Template:
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"the template {name} is no TOML: {error}") from error
    if unknown := sorted(set(given) - {"title", "days", "sections", "limits", "phrases"}):
        raise TemplateError(
            f"the template {name} has {unknown[0]!r}, which no template has; there are title, days, sections, limits, phrases"
        )
    days = given.get("days", 0)
    if not isinstance(days, int) or isinstance(days, bool) or days < 0:
        raise TemplateError(f"the template {name} has days = {days!r}; give a whole number, 0 for all days")
    return Template(
        title=str(given.get("title", "Situation report")),
        days=days,
        sections=_sections(given.get("sections", [["incidents", "Incidents"]]), name),
        limits=_limits(given.get("limits", {}), name),
        phrases=_phrases(given.get("phrases", {}), name),
        folder=folder,
    )


def _sections(given: Any, name: str) -> tuple[tuple[str, str], ...]:
    found = []
    for entry in given if isinstance(given, list) else [given]:
        if not (isinstance(entry, list) and len(entry) == 2 and all(isinstance(part, str) for part in entry)):
            raise TemplateError(f'the template {name} has the section {entry!r}; write each as ["incidents", "Its heading"]')
        if entry[0] not in SECTIONS:
            raise TemplateError(f"the template {name} has the section {entry[0]!r}; there are {', '.join(SECTIONS)}")
        found.append((entry[0], entry[1]))
    if len({section for section, _ in found}) < len(found):
        raise TemplateError(f"the template {name} has a section twice; each may stand once")
    return tuple(found)


def _limits(given: Any, name: str) -> dict[str, int]:
    if not isinstance(given, dict):
        raise TemplateError(f"the template {name} has limits = {given!r}; write a table [limits]")
    for key, value in given.items():
        if key not in LIMITS:
            raise TemplateError(f"the template {name} has the limit {key!r}; there are {', '.join(LIMITS)}")
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise TemplateError(f"the template {name} has {key} = {value!r}; give a whole number")
    return {**LIMITS, **given}


def _phrases(given: Any, name: str) -> Phrases:
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise TemplateError(f"the template {name}: [phrases] holds patterns as strings")
    # TOML reads a bare dotted key as a table in a table; a pattern's name has a dot, so it stands in quotation marks.
    return packaged().changed(given)

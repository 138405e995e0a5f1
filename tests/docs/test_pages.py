"""The pages keep up with the records, the lock and each other."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from dateline import records

RECORDS = [value for value in vars(records).values() if isinstance(value, type) and is_dataclass(value)]
ENUMS = [value for value in vars(records).values() if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum]
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")


def markdown(root: Path) -> list[Path]:
    return [*root.glob("*.md"), *(root / "docs").rglob("*.md")]


def anchors(page: Path) -> set[str]:
    heads = [line.lstrip("#").strip().lower() for line in page.read_text("utf-8").splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_is_told(root: Path, record: type) -> None:
    page = (root / "docs" / "data-model.md").read_text("utf-8")
    section = re.search(rf"^### {record.__name__}\n(.*?)(?=^##)", page, re.MULTILINE | re.DOTALL)
    assert section is not None, f"docs/data-model.md has no section {record.__name__}"
    told = re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE)
    assert told == [field.name for field in fields(record)]


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_value_is_told(root: Path, enum: type[StrEnum]) -> None:
    page = (root / "docs" / "data-model.md").read_text("utf-8")
    told = " ".join(re.findall(rf"^\| {enum.__name__}(?:,[^|]*)? \| `([^`]+)` \|", page, re.MULTILINE)).split()
    assert told == [str(member) for member in enum]


def test_every_dependency_is_told_at_its_locked_version(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["postgresql"],
        *groups["build"],
        *groups["dev"],
    ]
    names = [found[0] for line in wanted if isinstance(line, str) and (found := re.match(r"[A-Za-z0-9_.-]+", line))]
    lock = dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", (root / "requirements-dev.txt").read_text("utf-8"), re.MULTILINE))
    told = dict(re.findall(r"^\| ([\w.-]+) \| ([\w.]+) \|", (root / "docs" / "dependencies.md").read_text("utf-8"), re.MULTILINE))
    assert {name: told.get(name) for name in names} == {name: lock[name] for name in names}


def test_changelog_tells_the_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert version in (root / "CHANGELOG.md").read_text("utf-8")


def test_links_lead_somewhere(root: Path) -> None:
    dead = []
    # docs/accuracy.md is written by the gate's keeper after a measurement, so it may come later than the links to it.
    later = {root / "docs" / "accuracy.md"}
    for page in markdown(root):
        for target in _LINK.findall(page.read_text("utf-8")):
            if "://" in target:
                continue
            path, _, anchor = target.partition("#")
            goal = (page.parent / path).resolve() if path else page
            if goal not in later and (not goal.exists() or (anchor and anchor not in anchors(goal))):
                dead.append(f"{page.relative_to(root)}: {target}")
    assert dead == []


def test_files_named_in_how_to_exist(root: Path) -> None:
    text = (root / "docs" / "how-to.md").read_text("utf-8")
    named = re.findall(r"`((?:claims|actors|attribution|times|articles|places)/data/[\w.]+)`", text)
    assert named
    assert [name for name in named if not (root / "src" / "dateline" / name).is_file()] == []

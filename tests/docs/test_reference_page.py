"""The command reference is what the commands say of themselves, and no command is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.write_reference import REFERENCE, commands, reference

COMMANDS = [name for name, _ in commands()]


def test_reference_is_fresh() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), "docs/reference.md is stale; run `make docs`"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    heading = f"## `{' '.join(['dateline', name]).strip()}`"
    assert heading in REFERENCE.read_text("utf-8").splitlines()


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_help_has_an_example_of_itself(name: str, command: object) -> None:
    text = getattr(command, "help", None) or ""
    shown = text.partition("Example")[2]
    assert f"dateline {name}".strip() in shown, f"the help of `dateline {name}` shows no example"


def test_commands_are_found() -> None:
    assert {"", "read", "add", "incidents", "show", "export", "gazetteer find"} <= set(COMMANDS)


@pytest.mark.parametrize("page", ["README.md", "docs/how-to.md", "docs/tutorial.md"])
def test_every_command_shown_exists(root: Path, page: str) -> None:
    shown = []
    for line in (root / page).read_text("utf-8").splitlines():
        words = line.removeprefix("$ ").removeprefix(".venv/bin/").split()
        if len(words) > 1 and words[0] == "dateline" and words[1].isalpha():
            shown.append(words[1])
    assert shown
    assert set(shown) <= {name.split()[0] for name in COMMANDS if name}

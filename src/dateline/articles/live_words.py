"""Load what live pages call themselves and how they head their entries (``data/live.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.articles.furniture import compile_pattern
from dateline.errors import ReferenceDataError


@dataclass(frozen=True, slots=True)
class LiveWords:
    """JSON-LD `types`, patterns of titles (`declared`), of classes and of labels."""

    types: frozenset[str]
    declared: tuple[re.Pattern[str], ...]
    classes: re.Pattern[str]
    strangers: re.Pattern[str]
    before: str
    after: str

    def declares(self, line: str) -> bool:
        """Return whether a title, a line or an address says that its page is a live one."""
        return any(pattern.search(line.strip()) for pattern in self.declared)


@cache
def load_live() -> LiveWords:
    """Load the words once.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        data = tomllib.loads(resources.files("dateline.articles").joinpath("data/live.toml").read_text("utf-8"))
        return LiveWords(
            frozenset(data["types"]["names"]),
            tuple(compile_pattern(entry["pattern"]) for entry in data["declared"] if entry["source"]),
            compile_pattern(data["classes"]["pattern"]),
            compile_pattern(data["strangers"]["pattern"]),
            compile_pattern(data["labels"]["before"]).pattern,
            compile_pattern(data["labels"]["after"]).pattern,
        )
    except (tomllib.TOMLDecodeError, KeyError, re.error, OSError) as error:
        raise ReferenceDataError(f"live.toml is damaged ({error}); reinstall dateline") from error

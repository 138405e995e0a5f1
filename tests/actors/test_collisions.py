"""Names of the registry that may be taken for something else: each is looked at by a person and stands in ``reviewed_aliases.tsv``.

A hazard is found by rule, over every name and alias:

word
    a name of one word that English has too, acronyms aside (they need their capitals): "Amnesty".
given name
    a name of one word that people bear: "Amal".
place
    a name that is a place in the gazetteer: "Wagner".
stem
    a name that ends in a plain noun for fighters and without it is somebody else's: "OAS gunmen" and "OAS".

The table has a row for each, with the reason why the alias stays; a row without a hazard is out of date. Names of different actors that
fold alike are refused when the registry is read, and stand in ``shared_aliases.tsv`` (`test_registry`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dateline.actors.folding import name_key
from dateline.actors.nouns import singular
from dateline.actors.registry import Alias, load_registry
from dateline.analysis.parse import load_analyser
from dateline.attribution.names import given_names
from dateline.places.gazetteer import lookup

TABLE = Path(__file__).with_name("reviewed_aliases.tsv")
COLUMNS = ["alias", "hazard", "reason"]
#: Plain nouns for those who fight and their bodies, which a name may be followed by.
NOUNS = frozenset({
    "group", "movement", "militia", "force", "rebel", "fighter", "militant", "militiaman", "troop", "insurgent", "separatist", "guerrilla",
    "organisation", "organization", "gunman",
})  # fmt: skip


@cache
def english() -> frozenset[str]:
    """Return the words in the index of the analyser's lemmatiser (WordNet's)."""
    lookups = load_analyser().get_pipe("lemmatizer").lookups
    return frozenset(word for name in ("lemma_index", "lemma_exc") for table in lookups.get_table(name).values() for word in table)


def hazards(alias: Alias) -> Iterator[str]:
    """Yield the hazards of an alias."""
    words = " ".join(alias.key)
    if len(alias.key) == 1 and alias.exact is None:
        if words in english():
            yield "word"
        if words in given_names():
            yield "given name"
    if alias.exact is None and lookup(words):
        yield "place"
    size = len(alias.key)
    while size > 1 and singular(alias.key[size - 1]) in NOUNS:
        size -= 1
    stem = load_registry().aliases.get(alias.key[:size]) if size < len(alias.key) else None
    if stem is not None and {actor for _, actor in stem.readings} != {actor for _, actor in alias.readings}:
        yield "stem"


def reviewed() -> dict[tuple[str, str], str]:
    """Read the table: reason by alias and hazard."""
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[0] == COLUMNS
    assert all(len(cells) == len(COLUMNS) for cells in lines)
    rows = {(alias, hazard): reason for alias, hazard, reason in lines[1:]}
    assert len(rows) == len(lines) - 1, "a row stands twice"
    return rows


def test_every_name_that_may_be_taken_for_something_else_is_reviewed() -> None:
    found = {(" ".join(alias.key), hazard) for alias in load_registry().aliases.values() for hazard in hazards(alias)}
    rows = reviewed()
    assert sorted(found - rows.keys()) == [], "look at these, then drop the alias or give a reason in reviewed_aliases.tsv"
    assert sorted(rows.keys() - found) == [], "these rows of reviewed_aliases.tsv are out of date"
    assert all(len(reason.split()) > 3 for reason in rows.values())


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [("Amnesty", ["word"]), ("Amal", ["given name", "place"]), ("Kowloon Hawks", []), ("AMNESTY", [])],
)
def test_hazards(spelling: str, expected: list[str]) -> None:
    exact = spelling if spelling.isupper() else None
    assert list(hazards(Alias(name_key(spelling), exact, (True,), ((None, "nobody"),)))) == expected


def test_a_stem_that_is_somebody_elses_is_a_hazard() -> None:
    ours = load_registry().aliases[name_key("Hamas")]
    assert list(hazards(Alias(name_key("Hamas rebels"), None, (), ((None, "nobody"),)))) == ["stem"]
    assert "stem" not in hazards(Alias(name_key("Hamas rebels"), None, (), ours.readings))

"""The tables of the claim stage hold together: sources, types, measures, no row that another contradicts."""

from __future__ import annotations

from collections import defaultdict
from importlib import resources

import pytest

from dateline.claims.lexicon import event_types, event_words, harm_words, hedges, table, vague_numbers, word_set
from dateline.records import Measure, Quantifier

TABLES = sorted(f.name for f in resources.files("dateline.claims").joinpath("data").iterdir() if f.name.endswith(".tsv"))
TYPED = ("harm.tsv", "events.tsv", "refine.tsv")
#: The types and subtypes that the documentation names.
TYPES = {
    "battle": "armed_clash offensive clearing territory_taken siege air_support losses",
    "explosion": "suicide_bombing vehicle_bombing bombing shelling air_strike drone_strike mine chemical_attack grenade",
    "attack": "armed_attack shooting assassination execution massacre torture sexual_violence killing",
    "abduction": "kidnapping hostage_taking forced_transfer forced_march enforced_disappearance",
    "coercion": "human_shields child_recruitment forced_recruitment",
    "detention": "arrest capture surrender",
    "displacement": "flight evacuation return displaced arrival trapped",
    "unrest": "protest riot crackdown",
    "destruction": "looting property_destruction attack_on_facility",
    "bodies": "bodies_found mass_grave",
    "casualties": "toll",
    "strategic": "ceasefire agreement release withdrawal",
    "strength": "", "population": "", "vow": "", "accident": "", "disaster": "", "crime": "",
}  # fmt: skip
NO_INCIDENT = {"strength", "population", "vow", "accident", "disaster", "crime"}


def test_there_are_tables() -> None:
    assert {"harm.tsv", "events.tsv", "event_types.tsv", "hedges.tsv", "vague_numbers.tsv", "scope.tsv", "modality.tsv"} <= set(TABLES)


@pytest.mark.parametrize("name", [n for n in TABLES if n != "event_types.tsv"])
def test_every_row_has_a_source(name: str) -> None:
    rows = table(name)
    assert rows
    assert [row for row in rows if not row["source"].strip()] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice_and_no_cell_has_loose_space(name: str) -> None:
    rows = [tuple(row.values()) for row in table(name)]
    assert sorted(rows) == sorted(set(rows))
    assert [row for row in rows for cell in row if cell != cell.strip()] == []


@pytest.mark.parametrize("name", TYPED)
def test_every_type_and_subtype_is_declared(name: str) -> None:
    declared = set(event_types())
    assert {(row["type"], row["subtype"] or None) for row in table(name)} <= declared


def test_the_declared_types_are_those_documented() -> None:
    declared = defaultdict(set)
    for type_, subtype in event_types():
        declared[type_].add(subtype)
    assert set(declared) == set(TYPES)
    assert {type_: subtypes - {None} for type_, subtypes in declared.items()} == {t: set(s.split()) for t, s in TYPES.items()}


def test_only_events_of_the_conflict_make_incidents_and_those_have_every_code() -> None:
    for key, entry in event_types().items():
        assert entry.incident == (key[0] not in NO_INCIDENT), key
        assert entry.gloss, key
        if entry.incident:
            assert all((entry.acled_event, entry.acled_subevent, entry.plover_type, entry.ucdp)), key
            assert entry.muc4 in (None, "ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE"), key
            assert "none" not in (entry.acled_event, entry.acled_subevent, entry.plover_type), key


def test_one_pattern_of_harm_has_one_meaning() -> None:
    meaning = defaultdict(set)
    for row in table("harm.tsv"):
        key = (row["pattern"], row["pos"], row["measure"], row["victims"])
        meaning[key].add(tuple(cell for column, cell in row.items() if column != "source"))
    assert {key: rows for key, rows in meaning.items() if len(rows) > 1} == {}


def test_measures_and_parts_of_speech_are_known() -> None:
    for row in table("harm.tsv"):
        assert row["measure"] in set(Measure), row
        assert row["pos"] in ("VERB", "NOUN", "ADJ", "ADV"), row
        assert row["pattern"] == row["pattern"].lower(), row
    for row in table("events.tsv"):
        assert row["pos"] in ("VERB", "NOUN", "ADJ"), row
        assert row["claims"] in ("yes", "no"), row


def test_words_of_harm_count_victims_alone() -> None:
    measures = {word.measure for words in harm_words().values() for word in words}
    assert measures.isdisjoint({Measure.ATTACKS, Measure.ATTACKERS, Measure.STRENGTH, Measure.POPULATION})
    assert {Measure.KILLED, Measure.INJURED, Measure.DISPLACED, Measure.ABDUCTED, Measure.MISSING} <= measures


@pytest.mark.parametrize("lexicon", [harm_words, event_words])
def test_longer_patterns_come_first(lexicon) -> None:
    for head, words in lexicon().items():
        lengths = [len(word.pattern) for word in words]
        assert lengths == sorted(lengths, reverse=True), head
        assert all(word.pattern[0] == head for word in words)


def test_vague_numbers_count_more_than_one_and_leave_the_top_open() -> None:
    for words, (low, high) in vague_numbers().items():
        assert low >= 2, words
        assert high is None or high > low, words


def test_the_longer_of_two_vague_numbers_is_never_less() -> None:
    """Tens of thousands are more than tens, several hundred more than several."""
    for words, (low, _) in vague_numbers().items():
        for other, (least, _) in vague_numbers().items():
            if words != other and other == words[: len(other)]:
                assert low >= least, (words, other)


def test_hedges_say_how_a_number_is_bounded() -> None:
    quantifiers = set(hedges("before").values()) | set(hedges("after").values())
    assert quantifiers <= {
        Quantifier.AT_LEAST, Quantifier.MORE_THAN, Quantifier.ABOUT, Quantifier.UP_TO, Quantifier.FEWER_THAN,
    }  # fmt: skip
    assert {row["side"] for row in table("hedges.tsv")} == {"before", "after"}


def test_no_word_is_of_a_state_and_of_its_enemies_at_once() -> None:
    assert word_set("state_armed").isdisjoint(word_set("nonstate_armed"))

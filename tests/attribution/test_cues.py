"""The cue lexicon, the outlets and the noun classes load and hold together."""

from __future__ import annotations

import pytest

from dateline.attribution.cues import POLARITIES, load_cues, load_media, outlet_in, read_rows
from dateline.attribution.mentions import noun_classes, surname
from dateline.errors import ReferenceDataError


@pytest.mark.parametrize(
    ("part", "lemma", "polarity", "frame"),
    [
        ("verb", "say", "said", "clause"),
        ("verb", "deny", "denied", "object"),
        ("verb", "claim", "said", "responsibility"),
        ("verb", "fear", "feared", "clause"),
        ("verb", "vow", "planned", "infinitive"),
        ("verb", "refuse", "refused", "infinitive"),
        ("noun", "report", "said", "of"),
        ("adverb", "reportedly", "said", "clause"),
    ],
)
def test_cue(part: str, lemma: str, polarity: str, frame: str) -> None:
    cue = load_cues()[part, lemma]
    assert cue.polarity == polarity
    assert cue.takes(frame)


def test_every_polarity_is_known() -> None:
    assert {cue.polarity for cue in load_cues().values()} <= POLARITIES


@pytest.mark.parametrize(
    ("words", "found"),
    [("told the Associated Press today", (2, 3)), ("told AFP", (1, 1)), ("told Al - Jazeera", (1, 3)), ("told us", None)],
)
def test_outlet(words: str, found: tuple[int, int] | None) -> None:
    parts = words.split()
    assert outlet_in(parts, 0, len(parts) - 1) == found


def test_media_heads_and_noun_classes() -> None:
    assert "television" in load_media().heads
    assert noun_classes()["ministry"] == "group"


def test_wrong_header_names_the_file() -> None:
    with pytest.raises(ReferenceDataError, match=r"cues\.tsv"):
        read_rows("cues.tsv", ("lemma", "polarity"))


@pytest.mark.parametrize(("name", "last"), [("Omar al-Haddad", "haddad"), ("Assadi", "assadi"), ("", "")])
def test_surname(name: str, last: str) -> None:
    assert surname(name) == last

"""How a speaker is coded by title, modifiers and organisation."""

import pytest

from dateline.actors.offices import is_title, load_offices, speaker_kind
from dateline.actors.registry import FIGHTING, KINDS
from dateline.records import FoundActor, SourceKind, Span


def organisation(kind: str) -> FoundActor:
    return FoundActor(Span(0, 1, "X"), None, None, kind, False, kind in FIGHTING)


@pytest.mark.parametrize(
    ("phrase", "kind", "party"),
    [
        ("hospital officials", SourceKind.MEDIC, False),
        ("medical source", SourceKind.MEDIC, False),
        ("senior police officer", SourceKind.OFFICIAL, True),
        ("Prime Minister", SourceKind.OFFICIAL, False),
        ("defence minister", SourceKind.OFFICIAL, True),
        ("provincial governor", SourceKind.OFFICIAL, False),
        ("army spokesman", SourceKind.BELLIGERENT, True),
        ("Major General", SourceKind.BELLIGERENT, True),
        ("rebel military spokesman", SourceKind.BELLIGERENT, True),
        ("government spokeswoman", SourceKind.OFFICIAL, False),
        ("spokesman", SourceKind.OFFICIAL, False),
        ("source", SourceKind.ANONYMOUS, False),
        ("security sources", SourceKind.OFFICIAL, False),
        ("villagers", SourceKind.RESIDENT, False),
        ("witnesses", SourceKind.WITNESS, False),
        ("rights group", SourceKind.NGO, False),
        ("aid workers", SourceKind.NGO, False),
        ("UN envoy", SourceKind.UN, False),
        ("state television", SourceKind.MEDIA, False),
        ("military analyst", SourceKind.OTHER, False),
        ("opposition activists", SourceKind.OTHER, False),
        ("rebel fighter", SourceKind.BELLIGERENT, True),
        ("goldsmith", SourceKind.RESIDENT, False),
        ("chief of staff", SourceKind.BELLIGERENT, True),
    ],
)
def test_speaker_without_an_organisation(phrase: str, kind: SourceKind, party: bool) -> None:
    if phrase == "chief of staff":
        assert speaker_kind("chief", ["of", "staff"], None) == speaker_kind("chief", ["staff"], None) == (kind, party)
        return
    *modifiers, head = phrase.split()
    assert speaker_kind(head, modifiers, None) == (kind, party)


@pytest.mark.parametrize(
    ("head", "modifiers", "of", "kind", "party", "why"),
    [
        ("spokesman", [], "armed_group", SourceKind.BELLIGERENT, True, "a spokesman speaks for his organisation"),
        ("spokesman", [], "un", SourceKind.UN, False, "a spokesman speaks for his organisation"),
        ("spokesman", ["military"], "coalition", SourceKind.BELLIGERENT, True, "the organisation before the modifier"),
        ("director", [], "ngo", SourceKind.NGO, False, "a director speaks for his organisation"),
        ("doctor", [], "ngo", SourceKind.MEDIC, False, "a doctor is a medic wherever he works"),
        ("resident", [], "rebel", SourceKind.RESIDENT, False, "a resident stays one"),
        ("minister", [], "rebel", SourceKind.BELLIGERENT, True, "a rebel minister is a rebel"),
        ("watch", ["human", "rights"], "ngo", SourceKind.NGO, False, "the organisation itself"),
        ("colonel", [], "police", SourceKind.OFFICIAL, True, "a police colonel"),
        ("secretary", [], "party", SourceKind.OTHER, False, "a kind without a source kind of its own"),
    ],
)
def test_speaker_of_an_organisation(head: str, modifiers: list[str], of: str, kind: SourceKind, party: bool, why: str) -> None:
    assert speaker_kind(head, modifiers, organisation(of)) == (kind, party), why


def test_every_kind_of_actor_gives_a_speaker() -> None:
    assert all(isinstance(speaker_kind("spokesman", (), organisation(kind))[0], SourceKind) for kind in KINDS)


def test_titles_know_singular_and_plural() -> None:
    assert is_title("spokesmen")
    assert is_title("governor")
    assert not is_title("river")
    assert len(load_offices().titles) > 800

"""Nouns come to their singular key, whichever form the analyser hands over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.actors.folding import name_key, pieces
from dateline.actors.nouns import singular


@pytest.mark.parametrize(
    ("noun", "key"),
    [
        ("policemen", "policeman"),
        ("Gunwomen", "gunwoman"),
        ("townspeople", "townsperson"),
        ("families", "family"),
        ("witnesses", "witness"),
        ("churches", "church"),
        ("Yazidis", "yazidi"),
        ("Iraqis", "iraqi"),
        ("Shi\u2019ites", "shi'ite"),
        ("passers-by", "passer-by"),
        ("sisters-in-law", "sister-in-law"),
        ("aid-workers", "aid-worker"),
        ("forces", "force"),
        ("crisis", "crisis"),
        ("virus", "virus"),
        ("army", "army"),
        ("IS", "is"),
    ],
)
def test_singular(noun: str, key: str) -> None:
    assert singular(noun) == key
    assert singular(key) == key


@given(st.text(max_size=40))
def test_pieces_lie_in_the_word_in_order(word: str) -> None:
    last = 0
    for fold, start, end in pieces(word):
        assert last <= start < end <= len(word)
        assert fold == fold.lower()
        last = end


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Shabaab", "Al Shabaab"),
        ("Da'esh", "Daesh"),
        ("U.S.-led coalition", "US-led coalition"),
        ("M\u00e9decins Sans Fronti\u00e8res", "Medecins Sans Frontieres"),
        ("Jabhat al\u2011Nusra".replace("\u2011", "-"), "Jabhat Al-Nusra"),
    ],
)
def test_spellings_of_a_name_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)

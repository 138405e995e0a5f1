"""Read a person told of without a name or a number: "the 23-year-old victim", "a toddler", "his son", in a headline "teen".

Such a person is one victim (Every Casualty standards 2016, 4.1: a casualty record is of one individual, identified or not). What is
read here says whether two mentions can be the same person: an age, a sex, and whether the words say that it is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.actors.people import is_person_noun, unit_of
from dateline.claims.context import Scene
from dateline.claims.lexicon import table, word_set
from dateline.records import BlockKind, Unit

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Single", "age_beside", "before_pronoun", "label_of", "single_at", "wound_bearers"]

_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "his", "her", "their", "its", "my", "our", "another"})
_OTHER = frozenset({"another", "other", "second", "third", "fourth", "fifth", "sixth"})
_YEARS = frozenset({"year", "years", "month", "months"})
#: A number of years after a name: "X Y, 33,", "X Y (33)", "X Y, aged 33".
_AGE_AFTER = re.compile(r"^\s*[,(]\s*(?:aged?\s+)?(\d{1,3})\s*(?=[,.;)]|and\b|was\b|who\b|of\b|died\b|$)")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ]year[- ]old\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_STOPS = frozenset({".", "!", "?", '"', "\u201d", "'", "\u2019"})
#: Nobody is older (the oldest person known lived 122 years).
OLDEST = 122


@dataclass(frozen=True, slots=True)
class Single:
    """One person: positions of the words, the age in years, ``m`` or ``f``, whether it is said to be another one, a pronoun, or who did
    it ("the gunman"). `owner` is the sex of the one to whom "his" or "her" leads: he is not his own son."""

    first: int
    last: int
    age: int | None
    sex: str | None
    other: bool = False
    pronoun: bool = False
    doer: bool = False
    owner: str | None = None


def single_at(scene: Scene, head: Token) -> Single | None:
    """Return the one person whom a noun phrase or a pronoun means, ``None`` where it means nobody, several, or bears a name."""
    base = scene.tokens[0].i
    at = head.i - base
    lower = head.lower_
    if head.pos_ == "PRON":
        sex = {"he": "m", "him": "m", "she": "f", "her": "f"}.get(lower)
        return Single(at, at, None, sex, pronoun=True) if sex is not None else None
    years = [at] if lower == "old" else [c.i - base for c in head.children if c.lower_ == "old" and c.i < head.i]
    age, month = next((found for i in years if (found := _years(scene, i)) is not None), (None, False))
    person = head.tag_ in ("NN", "NNP") and is_person_noun(head.lemma_.lower()) and lower not in word_set("two_faced")
    if not (person or (lower == "old" and age is not None)):
        return None
    if unit_of(head.lemma_) not in (None, Unit.PERSON) or lower in word_set("group") or (head.tag_ == "NNP" and not _title(scene)):
        return None
    lead = {c.lower_ for c in head.children if c.dep_ in ("det", "poss") or c.tag_ in ("DT", "PRP$")}
    if any(c.dep_ == "nummod" or c.lower_ in ("no", "each", "every", "any") for c in head.children if c.i < head.i):
        return None  # a number counts; "no one" counts nobody
    if not (lead & _DETERMINERS or any(c.dep_ == "poss" for c in head.children) or age is not None or _title(scene)):
        return None
    owner = "m" if "his" in lead else "f" if "her" in lead else None
    first = min([at, *(c.left_edge.i - base for c in head.lefts)])
    words = {t.lower_ for t in scene.tokens[first : at + 1]}
    if age is None and (stated := age_beside(scene, at, at)) is not None:
        age = stated
    for beside in (c for c in head.children if c.dep_ == "appos"):
        words |= {t.lower_ for t in beside.subtree if t.i <= beside.i}  # "the victim, a 15-year-old boy,"
        if age is None:
            age, month = next((f for c in beside.lefts if c.lower_ == "old" and (f := _years(scene, c.i - base))), (None, False))
    sex = next((row["sex"] for row in table("sexes.tsv") if row["word"] in words), None)
    return Single(first, at, 0 if month else age, sex, bool(words & _OTHER), doer=lower in word_set("doer"), owner=owner)


def before_pronoun(scene: Scene, at: int) -> Single | None:
    """Return the one person last told of before a pronoun in its sentence: "a boy, 6, was paralysed after he was shot"."""
    wanted = single_at(scene, scene.tokens[at])
    for token in reversed(scene.tokens[:at]):
        if token.ent_type_ == "PERSON":
            return None
        found = single_at(scene, token) if token.pos_ != "PRON" and token.dep_ in ("nsubj", "nsubjpass", "dobj") else None
        if found is not None and wanted is not None and not found.doer and found.sex in (None, wanted.sex):
            return found
    return None


def age_beside(scene: Scene, first: int, last: int) -> int | None:
    """Return the age that stands beside a name or noun: "X Y, 33,", "17-year-old X Y"."""
    start = scene.sentence.start
    after = _AGE_AFTER.match(scene.text[scene.end(last) : scene.sentence.end])
    found = after or _AGE_BEFORE.search(scene.text[start : scene.start(first)])
    return int(found.group(1)) if found and int(found.group(1)) <= OLDEST else None


def label_of(words: Sequence[str]) -> str:
    """Return words for a person as a label: no article, small first letter, hyphens closed up ("17-year-old boy")."""
    text = " ".join(word for word in words if word.lower() not in ("a", "an", "the"))
    return re.sub(r"\s*-\s*", "-", text[:1].lower() + text[1:])


def wound_bearers(trigger: Token) -> Iterator[Token]:
    """Yield who is told to have a wound: "a man with a gunshot wound", "was found with stab wounds"."""
    joint = trigger.head
    if trigger.dep_ != "pobj" or joint.lower_ != "with":
        return
    bearer = joint.head
    if bearer.pos_ in ("NOUN", "PROPN", "ADJ"):
        yield bearer
    elif bearer.pos_ == "VERB":
        done_to = [c for c in bearer.children if c.dep_ in ("dobj", "nsubjpass")]
        yield from done_to or [c for c in bearer.children if c.dep_ == "nsubj"]


def _years(scene: Scene, old: int) -> tuple[int, bool] | None:
    """Return the age that ends in an "old", and whether it is in months."""
    words = [t.lower_ for t in scene.tokens[max(0, old - 5) : old]]
    unit = next((w for w in reversed(words) if w in _YEARS), None)
    number = next((w for w in words if w.isdigit()), None)
    if unit is None or number is None or int(number) > OLDEST:
        return None
    return int(number), unit.startswith("month")


def _title(scene: Scene) -> bool:
    """Return whether a sentence is a headline, which leaves articles out."""
    if scene.sentence.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return True
    return scene.sentence.block == 0 and scene.tokens[-1].text not in _STOPS

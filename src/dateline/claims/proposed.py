"""What the reader sees where the lexicon is silent: events and figures of harm that no word of ours names (decision 007)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.claims.context import Scene
from dateline.claims.events import Event
from dateline.claims.harm import Harm
from dateline.claims.lexicon import HarmWord, word_set
from dateline.claims.phrases import counted_phrase
from dateline.claims.quantities import Quantity
from dateline.reading import Reading, Tagged, nearest_trigger
from dateline.records import VICTIM_MEASURES, Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["ROLE_SURE", "proposed_events", "proposed_harms", "role_of", "span_head"]

#: From this probability on a span of the reader's becomes a draft of its own, its class from this one on
#: (chosen on the dev theatres of our corpus, docs/accuracy.md).
EVENT_SURE, TYPE_SURE = 0.7, 0.4
FIGURE_SURE, MEASURE_SURE = 0.7, 0.8
#: A role's span counts from this probability on; who is named a perpetrator wants the most.
ROLE_SURE = {"perpetrator": 0.8, "target": 0.6, "victim": 0.6, "instrument": 0.6}
_VIOLENCE = frozenset({"battle", "explosion", "attack", "unrest", "bodies", "casualties"})
_TAKEN, _MOVED = frozenset({"abduction", "detention"}), frozenset({"displacement"})
#: The families of event that can bring about what a measure counts.
_HARMS = {
    Measure.KILLED: _VIOLENCE, Measure.INJURED: _VIOLENCE, Measure.MISSING: _VIOLENCE | _TAKEN, Measure.ABDUCTED: _TAKEN,
    Measure.DETAINED: _TAKEN, Measure.CAPTURED: _TAKEN, Measure.DISPLACED: _MOVED, Measure.EVACUATED: _MOVED, Measure.RETURNED: _MOVED,
    Measure.TRAPPED: _MOVED, Measure.HUMAN_SHIELDS: frozenset({"coercion"}), Measure.RECRUITED: frozenset({"coercion"}),
}  # fmt: skip
#: Acts that leave people neither dead nor counted as hurt.
_NO_HARM = frozenset({"torture", "sexual_violence"})
#: A type that names no act of its own.
_NO_ACT = frozenset({"casualties", "vow"})


def proposed_events(scene: Scene, found: Sequence[Event], counted: Sequence[Harm]) -> list[Event]:
    """Return the happenings that the reader is sure of, in a sentence in which the rules found none and no figure of harm."""
    reading = scene.reading
    if reading is None or found or counted:
        return []
    proposed: list[Event] = []
    for span in reading.within(scene.sentence.start, scene.sentence.end, "trigger"):
        family, _, subtype = span.label("type").partition("/")
        if span.probability < EVENT_SURE or span.sureness("type") < TYPE_SURE or family in _NO_ACT:
            continue
        first, last = scene.at(max(span.start, scene.sentence.start)), scene.at(span.end - 1)
        if any(event.trigger <= last and first <= event.last for event in proposed):
            continue
        agent, patient = role_of(scene, reading, span, "perpetrator"), role_of(scene, reading, span, "target", "victim")
        proposed.append(Event(span_head(scene, first, last), last, family, subtype or None, None, "reader", agent, patient, True))
    return proposed


def proposed_harms(scene: Scene, free: Sequence[Quantity], events: Sequence[Event]) -> list[Harm]:
    """Return the figures of people harmed that the reader is sure of and the rules did not bind.

    Args:
        scene: the sentence.
        free: its numbers that the rules bound to nothing.
        events: its happenings by the lexicon, whose type stands over the reader's.
    """
    reading = scene.reading
    if reading is None:
        return []
    triggers = reading.beginning_in(scene.sentence.start, scene.sentence.end, "trigger")
    proposed: list[Harm] = []
    for quantity in free:
        if quantity.kind == "one":
            continue  # "a sergeant" is seldom a count, and a false death is the worst of errors
        start, end = scene.start(quantity.first), scene.end(quantity.last)
        span = max(reading.within(start, end, "figure"), key=lambda s: s.probability, default=None)
        if span is None or span.probability < FIGURE_SURE or span.label("measure") == "other" or span.sureness("measure") < MEASURE_SURE:
            continue
        measure = Measure(span.label("measure"))
        trigger = nearest_trigger(span, triggers, scene.text, reading.words)
        if measure not in VICTIM_MEASURES or trigger is None:
            continue
        first, last = scene.at(trigger.start), scene.at(trigger.end - 1)
        family, _, subtype = trigger.label("type").partition("/")
        known = next((event for event in events if event.trigger <= last and first <= event.last), None)
        if known is not None:
            family, subtype = known.type, known.subtype or ""
        if family not in _HARMS[measure] or subtype in _NO_HARM:
            continue
        subtype = subtype or ("toll" if family == "casualties" else "")
        said = scene.tokens[span_head(scene, first, last)]
        lemma = said.lemma_.lower()
        noun = counted_phrase(scene.tokens, quantity).noun
        if noun is not None and not first <= noun <= last and scene.tokens[noun].lemma_.lower() in word_set("wound_noun"):
            continue  # "three gunshot wounds", "two bullets"
        if measure is Measure.KILLED and (lemma in word_set("struck") or (said.pos_ == "NOUN" and lemma in word_set("struck_noun"))):
            measure = Measure.INJURED  # the words say no more; a false death is the worst of errors
        elif measure is Measure.KILLED and said.pos_ == "VERB" and lemma in word_set("not_deadly"):
            continue
        word = HarmWord((lemma,), "reader", measure, "seen", family, subtype or None, None)
        proposed.append(Harm(scene.sentence, word, span_head(scene, first, last), last, quantity, noun, "reader"))
    return proposed


def role_of(scene: Scene, reading: Reading, trigger: Tagged, *heads: str) -> Token | None:
    """Return the head word of the first role span of the sentence that belongs to a trigger."""
    triggers = reading.beginning_in(scene.sentence.start, scene.sentence.end, "trigger")
    for head in heads:
        for span in reading.within(scene.sentence.start, scene.sentence.end, head):
            sure = span.start >= scene.sentence.start and span.probability >= ROLE_SURE[head]
            if sure and nearest_trigger(span, triggers, scene.text, reading.words) == trigger:
                return scene.tokens[span_head(scene, scene.at(span.start), scene.at(min(span.end, scene.sentence.end) - 1))]
    return None


def span_head(scene: Scene, first: int, last: int) -> int:
    """Return the position of the token of a run that the others hang on."""
    base = scene.tokens[0].i
    return next(
        (
            i
            for i in range(first, last + 1)
            if not first <= scene.tokens[i].head.i - base <= last or scene.tokens[i].head == scene.tokens[i]
        ),
        last,
    )

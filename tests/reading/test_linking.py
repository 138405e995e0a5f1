"""Joining spans: sources and contents to cues, figures to triggers."""

from __future__ import annotations

import re

from dateline.reading.decoding import Tagged
from dateline.reading.linking import link_attributions, nearest_trigger


def marked(text: str, *spans: tuple[str, str, str]) -> tuple[list[tuple[int, int]], list[Tagged]]:
    """Words of a text, and spans given as (head, words, side or "")."""
    words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    found = []
    for head, quote, side in spans:
        start = text.index(quote)
        first = next(i for i, (a, _) in enumerate(words) if a == start)
        last = next(i for i, (_, b) in enumerate(words) if b == start + len(quote))
        name = {"cue": "source_side", "content": "cue_side"}.get(head, f"{head}_side")
        classes = ((name, side, 0.9),) if side else ()
        found.append(Tagged(start, start + len(quote), head, 0.9, first, last, classes))
    return words, sorted(found)


def linked(text: str, *spans: tuple[str, str, str]) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    words, found = marked(text, *spans)

    def quote(span: Tagged | None) -> str | None:
        return text[span.start : span.end] if span else None

    return [
        (quote(a.source), quote(a.cue), tuple(text[c.start : c.end] for c in a.contents)) for a in link_attributions(text, words, found)
    ]


def test_each_cue_takes_its_own_source_and_content() -> None:
    text = "Police said the road was shut. A driver told us it was open."
    assert linked(
        text, ("source", "Police", ""), ("cue", "said", ""), ("content", "the road was shut", ""),
        ("source", "A driver", ""), ("cue", "told", ""), ("content", "it was open", ""),
    ) == [("Police", "said", ("the road was shut",)), ("A driver", "told", ("it was open",))]  # fmt: skip


def test_a_broken_quotation_is_one() -> None:
    text = '"We ran," she said, "and did not look back."'
    assert linked(
        text, ("content", '"We ran,"', ""), ("source", "she", ""), ("cue", "said", ""), ("content", '"and did not look back."', "")
    ) == [("she", "said", ('"We ran,"', '"and did not look back."'))]


def test_content_inside_content() -> None:
    text = "Keita said his brother had told him the bridge was mined."
    assert linked(
        text, ("source", "Keita", ""), ("cue", "said", ""), ("content", "his brother had told him the bridge was mined", ""),
        ("source", "his brother", ""), ("cue", "had told", ""), ("inner", "the bridge was mined", ""),
    ) == [
        ("Keita", "said", ("his brother had told him the bridge was mined",)),
        ("his brother", "had told", ("the bridge was mined",)),
    ]  # fmt: skip


def test_the_reader_says_on_which_side_the_source_stands() -> None:
    text = "The army left, said the mayor, the rebels stayed."
    spans = (("source", "The army", ""), ("content", "The army left", ""), ("source", "the mayor", ""), ("cue", "said", "after"))
    assert linked(text, *spans) == [("the mayor", "said", ("The army left",))]


def test_a_cue_of_nobodys_takes_no_far_source() -> None:
    text = "The mayor left the hall after many long hours of talk with no result that anyone could see. It was said that they fought."
    spans = (("source", "The mayor", ""), ("cue", "was said", "none"), ("content", "that they fought", ""))
    assert linked(text, *spans) == [(None, "was said", ("that they fought",))]


def test_content_without_a_cue_stays_alone() -> None:
    assert linked("They came at night.", ("content", "They came at night.", "")) == [(None, None, ("They came at night.",))]


def test_the_nearest_trigger_in_the_sentence() -> None:
    text = "Gunmen attacked the post. Nine men died."
    words, spans = marked(text, ("trigger", "attacked", ""), ("trigger", "died", ""), ("victim", "Nine men", ""))
    triggers = [s for s in spans if s.head == "trigger"]
    [victim] = [s for s in spans if s.head == "victim"]
    chosen = nearest_trigger(victim, triggers, text, words)
    assert chosen is not None
    assert text[chosen.start : chosen.end] == "died"
    assert nearest_trigger(victim, [], text, words) is None

"""What the reader changes in claims: it may drop, move out of the conflict, and propose, never silently."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dateline.claims import extract_claims
from dateline.claims.learned import SHORT_FLOOR
from dateline.reading import Reading, Tagged, read_text
from dateline.reading.heads import SPANS
from dateline.records import Article, Block, BlockKind, Claim, Measure, Published


def article(text: str) -> Article:
    return Article(
        "made",
        None,
        text,
        (Block(BlockKind.PARAGRAPH, 0, len(text)),),
        ((0, 0, len(text)),),
        published=Published("2024-05-03", "day", "given"),
    )


Staged = Callable[..., list[Claim]]


@pytest.fixture
def staged(monkeypatch: pytest.MonkeyPatch) -> Staged:
    """Extract claims with a reader that saw what the test says."""

    def run(text: str, *spans: tuple[str, str, tuple[tuple[str, str, float], ...]], conflict: float = 0.9, doubt: str = "") -> list[Claim]:
        words = read_text(text).words
        inside = np.full((len(words), len(SPANS)), 0.5, dtype=np.float32)
        if doubt:
            inside[:, SPANS.index(doubt)] = 0.0
        tagged = []
        for head, quote, classes in spans:
            start = text.index(quote)
            end = start + len(quote)
            first = next(i for i, (_, b) in enumerate(words) if b > start)
            last = max(i for i, (a, _) in enumerate(words) if a < end)
            tagged.append(Tagged(start, end, head, 0.95, first, last, classes))
            inside[first : last + 1, SPANS.index(head)] = 0.95
        windows = ((0, len(text), float(np.log(conflict / (1 - conflict)))),)
        reading = Reading(tuple(sorted(tagged)), words, (), "staged", windows, inside)
        monkeypatch.setattr("dateline.analysis.parse.read_text", lambda _: reading)
        return extract_claims(article(text))

    return run


TRIGGER = (("type", "attack/killing", 0.9), ("status", "asserted", 0.9), ("background", "news", 0.9))
FIGURE = (("measure", "killed", 0.95), ("victim_kind", "civilian", 0.9), ("scope", "incident", 0.9))
OTHER = (("measure", "other", 0.95), ("victim_kind", "unknown", 0.9), ("scope", "incident", 0.9))


def test_a_text_without_conflict_keeps_its_dead_out_of_it(staged: Staged) -> None:
    text = "Nine people were killed near the harbour on Thursday."
    [claim] = staged(text)
    assert claim.domain == "conflict"
    [claim] = staged(text, conflict=SHORT_FLOOR / 2)
    assert claim.domain == "other"
    assert "reader-sees-no-conflict-in-the-text" in claim.rules
    assert [figure.low for figure in claim.figures] == [9]


def test_a_bare_event_the_reader_does_not_see_falls(staged: Staged) -> None:
    text = "Rebels attacked the army base in Gao on Thursday."
    assert staged(text)
    assert not staged(text, doubt="trigger")


def test_harm_that_the_reader_counts_elsewhere_leaves_the_conflict(staged: Staged) -> None:
    text = "Nine people were killed near the harbour on Thursday."
    [claim] = staged(text, ("figure", "Nine", OTHER))
    assert claim.domain == "other"
    assert "reader-counts-other-harm" in claim.rules


def test_a_figure_no_word_of_ours_binds_is_proposed(staged: Staged) -> None:
    text = "The gunmen sent nine farmers to their graves on Thursday."
    assert not [f for c in staged(text) for f in c.figures if f.measure is Measure.KILLED]
    claims = staged(text, ("trigger", "graves", TRIGGER), ("figure", "nine", FIGURE), ("perpetrator", "The gunmen", ()))
    [figure] = [f for c in claims for f in c.figures if f.measure is Measure.KILLED]
    assert (figure.low, figure.high) == (9, 9)
    assert text[figure.span.start : figure.span.end] == "nine"
    assert any("reader" in rule for c in claims for rule in c.rules)


def test_without_a_reader_the_rules_work_alone() -> None:
    found = extract_claims(article("Rebels killed nine soldiers in Gao on Thursday."), reader=False)
    assert [f.low for c in found for f in c.figures] == [9]

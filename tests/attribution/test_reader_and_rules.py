"""Reader and rules together: whose spans stand, what the reader alone may vouch for, what of the rules stays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dateline.analysis import analyse
from dateline.attribution import statements_in
from dateline.attribution.learned import UPHOLDS, VOUCHES
from dateline.reading import ReadAttribution, Reading, Tagged, read_text
from dateline.reading.heads import SPANS
from dateline.records import Article, Block, BlockKind, Statement

Staged = Callable[..., list[Statement]]


@pytest.fixture
def staged(monkeypatch: pytest.MonkeyPatch) -> Staged:
    """Find statements with a reader that saw what the test says: (source or "", cue, contents, probability)."""

    def run(text: str, *seen: tuple[str, str, tuple[str, ...], float], cues: float = 0.0) -> list[Statement]:
        words = read_text(text).words
        inside = np.zeros((len(words), len(SPANS)), dtype=np.float32)
        inside[:, SPANS.index("cue")] = cues

        def tagged(head: str, quote: str, probability: float) -> Tagged:
            start = text.index(quote)
            end = start + len(quote)
            first = next(i for i, (_, b) in enumerate(words) if b > start)
            return Tagged(start, end, head, probability, first, max(i for i, (a, _) in enumerate(words) if a < end))

        found = []
        for source, cue, contents, probability in seen:
            parts = tuple(tagged("content", content, probability) for content in contents)
            named = tagged("source", source, probability) if source else None
            found.append(ReadAttribution(named, tagged("cue", cue, probability), parts, probability))
        reading = Reading((), words, tuple(found), "staged", 0.9, inside)
        monkeypatch.setattr("dateline.analysis.parse.read_text", lambda _: reading)
        article = Article("made", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), ((0, 0, len(text)),))
        return list(statements_in(analyse(article)))

    return run


def test_the_readers_spans_and_the_rules_polarity(staged: Staged) -> None:
    text = "The colonel denied on Friday that his men had fired first."
    [statement] = staged(text, ("The colonel", "denied", ("that his men had fired first",), 0.9))
    assert statement.content[0].quote == "that his men had fired first"
    assert statement.polarity == "denied"
    assert statement.attribution.span.quote == "The colonel"
    assert "reader" in statement.rule


def test_the_reader_alone_vouches_only_where_it_is_sure(staged: Staged) -> None:
    text = "In the view of the elders, so the mayor noted, the pact is dead."
    sure = staged(text, ("the elders", "view", ("the pact is dead",), VOUCHES + 0.1))
    unsure = staged(text, ("the elders", "view", ("the pact is dead",), VOUCHES - 0.1))
    assert {s.cue.quote: s.polarity for s in unsure}["view"] == "other"
    assert {s.cue.quote for s in sure} >= {"view"}


def test_a_cue_the_table_does_not_know_vouches_for_nothing_unless_it_quotes(staged: Staged) -> None:
    [seen] = staged("Reporters photographed nine bodies in the yard.", ("Reporters", "photographed", ("nine bodies in the yard",), 0.95))
    assert seen.polarity == "other"
    [laughed] = staged("“They ran like hares,” the man laughed.", ("the man", "laughed", ("“They ran like hares,”",), 0.95))
    assert laughed.polarity == "said"


def test_what_the_rules_alone_saw_stays_where_the_reader_half_sees_it(staged: Staged) -> None:
    text = "Residents insisted that ten people had died."
    assert not staged(text)
    [kept] = staged(text, cues=UPHOLDS + 0.1)
    assert kept.attribution.speaker == "Residents"


def test_trusted_rules_stand_alone(staged: Staged) -> None:
    [kept] = staged("Ten people had died, according to residents.")
    assert kept.rule == "according to"


def test_no_source_is_lent_to_a_passive_of_nobodys(staged: Staged) -> None:
    text = "Hundreds are believed to have died in Sabha, where nurses speak of hunger."
    found = staged(text, ("nurses", "are believed", ("to have died in Sabha",), 0.9))
    assert next(s for s in found if "believed" in s.cue.quote).attribution.speaker is None

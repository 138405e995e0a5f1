"""Names of actors in texts that are all capitals, whose case the analysis restored."""

from __future__ import annotations

import pytest
from bench._documents import as_article

from dateline.actors import actors_in
from dateline.analysis import analyse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TWO FARMERS WERE KILLED BY FMLN UNITS NEAR THE RIVER ON FRIDAY.", "fmln"),
        ("MEMBERS OF THE SHINING PATH ATTACKED THE VILLAGE ON FRIDAY.", "sendero"),
        ("THE ATTACK WAS CLAIMED BY THE MANUEL RODRIGUEZ PATRIOTIC FRONT ON FRIDAY.", "fpmr"),
    ],
)
def test_a_name_is_known_without_its_capitals(text: str, expected: str) -> None:
    parse = analyse(as_article("telegram", text, "1989-11-12"), reader=False)
    assert expected in {actor.actor_id for actor in actors_in(parse)}


def test_in_ordinary_text_capitals_are_still_needed() -> None:
    parse = analyse(as_article("report", "They walked along a shining path near the village on Friday.", "1989-11-12"), reader=False)
    assert "sendero" not in {actor.actor_id for actor in actors_in(parse)}

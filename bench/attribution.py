"""Predict attributions for `score_attribution.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench._documents import as_article
from dateline.attribution import find_attributions
from dateline.records import Span, Statement


def predict(data_dir: Path, *, rules_alone: bool = False) -> Iterator[dict[str, Any]]:
    """Yield one prediction a document of ``docs.jsonl``; the gold in it is not looked at."""
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text = document["text"]
            rows = [
                {
                    "source": [] if statement.attribution.span == statement.cue else [_pair(statement.attribution.span)],
                    "cue": [_pair(statement.cue)],
                    "content": [_pair(span) for span in statement.content],
                }
                for statement in outermost(find_attributions(as_article(document["id"], text), reader=not rules_alone))
            ]
            yield {"id": document["id"], "attributions": rows}


def outermost(statements: list[Statement]) -> list[Statement]:
    """Leave out what is said within another's words: the corpus labels no attribution inside a content (7 of its 22,024 are)."""
    spans = [(span.start, span.end) for statement in statements for span in statement.content]
    return [s for s in statements if not any(start <= s.cue.start and s.cue.end <= end for start, end in spans)]


def _pair(span: Span) -> list[int]:
    """Return a span as the scorer reads it."""
    return [span.start, span.end]

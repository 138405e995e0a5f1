"""Predict attributions for `score_attribution.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.attribution import find_attributions
from dateline.records import Article, Block, BlockKind, Span


def predict(data_dir: Path) -> Iterator[dict[str, Any]]:
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
                for statement in find_attributions(_article(document["id"], text))
            ]
            yield {"id": document["id"], "attributions": rows}


def _article(name: str, text: str) -> Article:
    """Take each line of the text as a paragraph; offsets stay those of `text`."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped)
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(stripped)))
        at += len(line) + 1
    return Article(name, None, text, tuple(blocks), ((0, 0, len(text)),))


def _pair(span: Span) -> list[int]:
    """Return a span as the scorer reads it."""
    return [span.start, span.end]

"""Produce time expressions for the public corpora, in the layout their scorer reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.times import find_times


def predict(data_dir: Path) -> Iterator[dict[str, Any]]:
    """Yield one line a document: its id and its time expressions. Gold is not read.

    Args:
        data_dir: a folder with ``docs.jsonl``: id, published, text.
    """
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            document = json.loads(line)
            times = find_times(document["text"], published=document.get("published"))
            yield {
                "id": document["id"],
                "times": [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in times],
            }

"""Name the sub-event type of news snippets (CASE 2021, task 2), in the layout their scorer reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.public import SUB_EVENT_OF

from dateline.reading import read_text


def predict(data_dir: Path) -> Iterator[dict[str, Any]]:
    """Yield one line a snippet of ``docs.jsonl``: its id and the type that the reader finds likeliest. Gold is not read."""
    label_of = {kind: label for label, kind in SUB_EVENT_OF.items()}
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            [(kind, _), *_] = read_text(document["text"]).sub_events
            yield {"id": document["id"], "type": label_of[kind]}

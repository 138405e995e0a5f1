"""Public corpora as documents: who says what (PolNeAR), places (LGL, GeoVirus), times (TimeBank, AQUAINT, WikiWars).

They are read from a folder laid out ``attribution/docs.jsonl``, ``places/docs.jsonl``, ``times/docs.jsonl`` (one JSON object a
line: id, text, gold). `held` says which documents are set aside: nothing is ever trained on them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.examples import Document, LabelledSpan, side

__all__ = ["attribution", "held", "places", "times"]

#: One document in so many is set aside, by its place in the file.
HELD_EVERY = {"attribution": 6, "places": 4, "times": 4}
#: Two texts that share so much of the shorter one's five-word runs are one story.
SAME_STORY = 0.15
#: Endings of demonyms and of adjectives of nationality; the reader is to find places, LGL labels both.
_DEMONYM = re.compile(
    r"(?:\w+(?:ians?|eans?|ese|ish|nch|raqis?|raelis?|stanis?|wis?|manis?|ndians?)|Greeks?|Swiss|Dutch|Thais?|Czechs?|"
    r"Germans?|Arabs?|Turks?|Swedes?|Danes?|Finns?|Poles?|Afghans?|Kurds?|Texans?|Saudis?|Yemenis?|Americans?|Mexicans?|"
    r"Africans?|Cubans?|Hawaiians?|Europeans?|New Yorkers?)"
)


def held(task: str, folder: Path) -> set[str]:
    """Return the ids set aside: every n-th document of a task and whatever tells the same story."""
    rows = list(_rows(task, folder))
    kept = {row["id"] for at, row in enumerate(rows) if at % HELD_EVERY[task] == 1}
    runs = {row["id"]: _runs(row["text"]) for row in rows}
    of_run: dict[int, set[str]] = {}
    for identity in sorted(kept):
        for run in runs[identity]:
            of_run.setdefault(run, set()).add(identity)
    near = set()
    for row in rows:
        if row["id"] in kept:
            continue
        shared: dict[str, int] = {}
        for run in runs[row["id"]]:
            for identity in of_run.get(run, ()):
                shared[identity] = shared.get(identity, 0) + 1
        if any(n >= SAME_STORY * max(1, min(len(runs[i]), len(runs[row["id"]]))) for i, n in shared.items()):
            near.add(row["id"])
    return kept | near


def attribution(folder: Path) -> list[Document]:
    """PolNeAR's training part: sources, cues and contents; broken contents are several spans."""
    documents = []
    for row in _rows("attribution", folder):
        spans: set[LabelledSpan] = set()
        sides: dict[tuple[str, int, int], str] = {}
        for found in row["gold"]["attributions"]:
            for head, partner in (("source", None), ("cue", "source"), ("content", "cue")):
                for start, end in found[head]:
                    if partner is not None:
                        told = side((start, end), [(a, b) for a, b in found[partner]])
                        if sides.get((head, start, end), "none") == "none":
                            sides[head, start, end] = told
                    else:
                        spans.add(LabelledSpan(head, start, end))
        names = {"cue": "source_side", "content": "cue_side"}
        spans |= {LabelledSpan(head, start, end, ((names[head], told),)) for (head, start, end), told in sides.items()}
        heads = frozenset({"source", "cue", "content"})
        documents.append(Document(row["id"], "polnear", row["text"], heads, tuple(sorted(spans, key=_order))))
    return documents


def places(folder: Path) -> list[Document]:
    """LGL and GeoVirus: toponyms, demonyms left out."""
    documents = []
    for row in _rows("places", folder):
        spans = {
            LabelledSpan("place", place["start"], place["end"]) for place in row["gold"]["places"] if not _DEMONYM.fullmatch(place["text"])
        }
        documents.append(Document(row["id"], row["set"], row["text"], frozenset({"place"}), tuple(sorted(spans, key=_order))))
    return documents


def times(folder: Path) -> list[Document]:
    """TimeBank, AQUAINT and WikiWars: TIMEX spans."""
    documents = []
    for row in _rows("times", folder):
        spans = {LabelledSpan("time", time["start"], time["end"]) for time in row["gold"]["times"]}
        documents.append(Document(row["id"], row["set"], row["text"], frozenset({"time"}), tuple(sorted(spans, key=_order))))
    return documents


def _order(span: LabelledSpan) -> tuple[int, int, str]:
    return span.start, -span.end, span.head


def _rows(task: str, folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / task / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _runs(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    import zlib

    return {zlib.crc32(" ".join(words[at : at + 5]).encode()) for at in range(len(words) - 4)}

"""Public corpora as documents: who says what (PolNeAR), places (LGL, GeoVirus), times (TimeBank, AQUAINT, WikiWars), event types (CASE).

They are read from a folder laid out ``attribution/docs.jsonl``, ``places/docs.jsonl``, ``times/docs.jsonl``, ``event_types/docs.jsonl``
(one JSON object a line: id, text, gold). `held` says which documents are set aside: nothing is ever trained on them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.examples import Document, LabelledSpan, side

__all__ = ["SUB_EVENT_OF", "attribution", "event_types", "held", "places", "times", "unlabelled"]

#: One document in so many is set aside, by its place in the file.
HELD_EVERY = {"attribution": 6, "places": 4, "times": 4, "event_types": 4}
#: Two texts that share so much of the shorter one's five-word runs are one story.
SAME_STORY = 0.15
#: The labels of CASE 2021 in ACLED's words.
SUB_EVENT_OF = {
    "ARMED_CLASH": "Armed clash", "GOV_REGAINS_TERIT": "Government regains territory",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory", "AIR_STRIKE": "Air/drone strike",
    "SUIC_BOMB": "Suicide bomb", "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "REM_EXPLOS": "Remote explosive/landmine/IED", "GRENADE": "Grenade", "CHEM_WEAP": "Chemical weapon", "ATTACK": "Attack",
    "SEX_VIOL": "Sexual violence", "ABDUCT_DISSAP": "Abduction/forced disappearance", "PEACE_PROTEST": "Peaceful protest",
    "PROTEST_WITH_INTER": "Protest with intervention", "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "VIOL_DEMONSTR": "Violent demonstration", "MOB_VIOL": "Mob violence", "AGREEMENT": "Agreement", "ARREST": "Arrests",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity", "DISR_WEAP": "Disrupted weapons use",
    "HQ_ESTABLISHED": "Headquarters or base established", "PROPERTY_DISTRUCT": "Looting/property destruction",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory", "OTHER": "Other", "ORG_CRIME": "Organised crime",
    "NATURAL_DISASTER": "Natural disaster", "MAN_MADE_DISASTER": "Man-made disaster", "DIPLO": "Diplomatic event",
    "ATTRIB": "Attribution of responsibility",
}  # fmt: skip
_NO_CONFLICT = frozenset({"Organised crime", "Natural disaster", "Man-made disaster", "Diplomatic event"})
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
        about = {"report": "other"} if row["set"] == "geovirus" else {}  # news of epidemics
        documents.append(Document(row["id"], row["set"], row["text"], frozenset({"place"}), tuple(sorted(spans, key=_order)), about))
    return documents


def times(folder: Path) -> list[Document]:
    """TimeBank, AQUAINT and WikiWars: TIMEX spans."""
    documents = []
    for row in _rows("times", folder):
        spans = {LabelledSpan("time", time["start"], time["end"]) for time in row["gold"]["times"]}
        documents.append(Document(row["id"], row["set"], row["text"], frozenset({"time"}), tuple(sorted(spans, key=_order))))
    return documents


def event_types(folder: Path) -> list[Document]:
    """CASE 2021, task 2: snippets of news, each with its sub-event type."""
    documents = []
    for row in _rows("event_types", folder):
        kind = SUB_EVENT_OF[row["gold"]["type"]]
        about = {"sub_event": kind}
        if kind not in ("Attribution of responsibility", "Other"):
            about["report"] = "other" if kind in _NO_CONFLICT else "conflict"
        documents.append(Document(row["id"], "case", row["text"], frozenset(), (), about))
    return documents


def unlabelled(path: Path) -> list[Document]:
    """Texts without labels, from JSON lines with `id` and `text`: what teachers say of them is all that is learned."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Document(str(row["id"]), "wire", row["text"], frozenset(), ()) for row in rows]


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

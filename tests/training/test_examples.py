"""Labels on wordpieces: what a report teaches each head, and which public documents are never trained on."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from training.examples import UNLABELLED, Document, LabelledSpan, example, of_report, side
from training.markup import read_report

from dateline.reading.heads import CLASSES, SPANS
from dateline.reading.pieces import open_tokenizer
from training import public

REPORT = """<report id="made" date="2024-05-03" manner="wire" kind="news" negative="no">
<text>
<s a="1">Keita</s> <q a="1">said</q> <c a="1"><s a="2">his brother</s> <q a="2">had told</q> him <c a="2"><vict e="1"><n m="killed" v="9" e="1" k="civilian">nine</n> men</vict> were <e id="1" type="attack/killing" st="attributed">killed</e> near <p r="at" e="1">Gao</p></c></c>.
</text>
</report>
"""  # noqa: E501


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    with as_file(files("dateline.reading") / "data" / "tokenizer.json") as path:
        return open_tokenizer(str(path))


def test_a_report_teaches_every_head(tmp_path: Path, tokenizer: Tokenizer) -> None:
    path = tmp_path / "made.xml"
    path.write_text(REPORT, encoding="utf-8")
    made = example(of_report(read_report(path)), tokenizer)
    text, pieces = made.document.text, made.pieces

    def words(head: str, *tags: int) -> list[str]:
        column = made.tags[pieces.first, SPANS.index(head)]
        return [text[a:b] for a, b, t in zip(pieces.starts, pieces.ends, column, strict=True) if t in tags]

    assert words("source", 1, 2) == ["Keita", "his", "brother"]
    assert words("source", 1) == ["Keita", "his"]
    assert words("inner", 1, 2) == ["nine", "men", "were", "killed", "near", "Gao"]
    assert words("content", 1) == ["his"]
    assert words("figure", 1) == ["nine"]
    classes = made.classes[pieces.first]
    at = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)].index("killed")
    names = list(CLASSES)
    assert CLASSES["status"][1][classes[at, names.index("status")]] == "attributed"
    assert CLASSES["type"][1][classes[at, names.index("type")]] == "attack/killing"
    assert classes[at, names.index("measure")] == UNLABELLED
    nine = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)].index("nine")
    assert CLASSES["victim_kind"][1][classes[nine, names.index("victim_kind")]] == "civilian"
    assert CLASSES["figure_side"][1][classes[nine, names.index("figure_side")]] == "after"
    assert made.document.about == {"report": "conflict"}


def test_heads_nobody_labelled_are_left_out_of_the_loss(tokenizer: Tokenizer) -> None:
    document = Document("x", "lgl", "Trains to Cairo stopped.", frozenset({"place"}), (LabelledSpan("place", 10, 15),))
    made = example(document, tokenizer)
    assert made.tags[:, SPANS.index("cue")].tolist() == [UNLABELLED] * len(made.pieces)
    assert made.tags[made.pieces.first, SPANS.index("place")].tolist() == [0, 0, 1, 0, 0]


def test_side() -> None:
    assert side((10, 15), []) == "none"
    assert side((10, 15), [(0, 4)]) == "before"
    assert side((10, 15), [(0, 4), (16, 20)]) == "after"


def rows(folder: Path, task: str, *texts: str) -> None:
    (folder / task).mkdir()
    lines = [
        json.dumps({"id": str(n), "set": "lgl", "text": text, "gold": {"attributions": [], "places": []}}) for n, text in enumerate(texts)
    ]
    (folder / task / "docs.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_what_is_set_aside_takes_its_copies_with_it(tmp_path: Path) -> None:
    story = "the mayor of the port said on monday that the ferry would run again from friday morning if the wind fell"
    others = [" ".join(f"{word}{n}" for word in ("bread", "river", "hill", "village", "mill", "road", "cart", "mule")) for n in range(12)]
    texts = [others[0], story, *others[2:6], "late edition: " + story, *others[7:12]]
    rows(tmp_path, "attribution", *texts)
    aside = public.held("attribution", tmp_path)
    assert {"1", "7"} <= aside
    assert "6" in aside
    assert "0" not in aside


def test_demonyms_are_no_places(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    text = "Malian and French troops left Gao."
    found = [{"start": a, "end": a + len(w), "text": w} for w in ("Malian", "French", "Gao") for a in [text.index(w)]]
    row = {"id": "0", "set": "lgl", "text": text, "gold": {"places": found}}
    (tmp_path / "places" / "docs.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    [document] = public.places(tmp_path)
    assert [text[s.start : s.end] for s in document.spans] == ["Gao"]

"""The labelled speakers are well formed, and their scorer is right about right answers and about wrong ones."""

import re
from pathlib import Path

import pytest

from dateline.records import Article, Attribution, Mode, SourceKind, Span, Statement
from speakers import SETS, SPEAKERS, Item, SpeakerError, choose, judge, parse_item, read_items, same_person, score, shares

SAMPLE = """# id: x-1 | by: Colonel Idris Saleh | kind: belligerent
= Road open, army says
Colonel Idris Saleh came out to meet reporters.
"{The road is open}," he said."""


def read_all() -> list[Item]:
    return [item for name in SETS for item in read_items(SPEAKERS / f"{name}.txt")]


def said(item: Item, speaker: str | None, kind: SourceKind = SourceKind.BELLIGERENT, content: str | None = None) -> Statement:
    """Make a statement over `content`, the item's target if left out."""
    text = item.text
    start = text.index(content) if content is not None else item.target[0]
    end = start + len(content) if content is not None else item.target[1]
    cue = Span.of(text, text.index("said"), text.index("said") + 4)
    attribution = Attribution(speaker, None, None, kind, None, None, "said", Mode.QUOTED, False, cue)
    return Statement(attribution, cue, (Span.of(text, start, end),))


def test_the_sets_have_their_sizes_and_their_ids_are_unique() -> None:
    assert [sum(1 for _ in read_items(SPEAKERS / f"{name}.txt")) for name in SETS] == [150, 130, 50]
    assert len({item.id for item in read_all()}) == 330


def test_every_target_stands_once_and_every_speaker_in_the_text() -> None:
    for item in read_all():
        assert item.text.count(item.words) == 1, item.id
        assert all(name in item.text for name in item.by), item.id


def test_passages_are_short_and_stand_but_once() -> None:
    items = read_all()
    assert len({item.text for item in items}) == len(items)
    assert len({item.words for item in items}) == len(items)
    for item in items:
        assert 2 <= len(re.findall(r"[.!?\"](?=\s|$)", item.text)) <= 9, item.id


def test_every_kind_of_source_is_there() -> None:
    assert {item.kind for item in read_all()} == set(SourceKind)


def test_blocks_of_a_passage_hold_its_lines() -> None:
    article = parse_item(SAMPLE).article
    assert [article.text[block.start : block.end] for block in article.blocks] == article.text.split("\n")
    assert [block.kind.value for block in article.blocks] == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ("# id: x | by: Omar\nOmar.", "no head"),
        ("# id: x | by: Omar | kind: hero\n{Omar}.", "no kind of source"),
        ("# id: x | by: Omar | kind: other\nOmar left.", "one target"),
        ("# id: x | by: Omar | kind: other\n{Omar} {left}.", "one target"),
        ("# id: x | by: Omar | kind: other\nOmar. {Go} Go.", "more than once"),
        ("# id: x | by: Ali | kind: other\nOmar. {Go}", "nowhere"),
    ],
)
def test_a_broken_block_is_refused_with_its_reason(block: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_item(block)


def test_an_id_twice_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(f"{SAMPLE}\n\n{SAMPLE}\n")
    with pytest.raises(SpeakerError, match=r"bad\.txt: # id: x-1 .*twice"):
        list(read_items(tmp_path / "bad.txt"))


@pytest.mark.parametrize(
    ("found", "labelled", "same"),
    [
        ("Idris Saleh", "Colonel Idris Saleh", True),
        ("Saleh", "Colonel Idris Saleh", True),
        ("Idris", "Colonel Idris Saleh", True),
        ("The colonel", "Colonel Idris Saleh", False),
        ("He", "Colonel Idris Saleh", False),
        ("Omar Saleh", "Colonel Idris Saleh", False),
        ("Sunil Perera", "the warden, Sunil Perera", True),
        ("the warden", "the warden, Sunil Perera", False),
        ("A surgeon", "a surgeon at the main hospital", True),
        ("a surgeon in Hama", "a surgeon in Homs", False),
        ("the hospital", "a surgeon at the hospital", False),
        ("the ministry", "Kenya's interior ministry", True),
        ("the defence ministry", "Kenya's interior ministry", False),
        ("the spokesman", "a spokesman for the ministry", True),
        (None, "a spokesman for the ministry", False),
    ],
)
def test_who_is_the_same_speaker(found: str | None, labelled: str, same: bool) -> None:
    assert same_person(found, labelled) is same


def test_right_and_wrong_answers_are_told_apart() -> None:
    item = parse_item(SAMPLE)
    right = judge(item, [said(item, "Idris Saleh")])
    assert (right.found, right.right_person, right.right_kind) == (True, True, True)
    wrong = judge(item, [said(item, "a clerk", SourceKind.OFFICIAL)])
    assert (wrong.found, wrong.right_person, wrong.right_kind) == (True, False, False)
    unknown = judge(item, [said(item, None)])
    assert (unknown.found, unknown.right_person, unknown.right_kind) == (True, False, True)
    missing = judge(item, [said(item, "Idris Saleh", content="came out")])
    assert (missing.found, missing.right_person, missing.right_kind) == (False, False, False)


def test_a_cue_within_the_quotation_does_not_take_the_target() -> None:
    item = parse_item(SAMPLE)
    inner, outer = said(item, "a clerk", content="road is open"), said(item, "Idris Saleh")
    assert choose([inner, outer], item.target) is outer


def test_a_quotation_that_is_not_found_counts_as_wrong_in_all() -> None:
    items = [parse_item(SAMPLE), parse_item(SAMPLE.replace("x-1", "x-2").replace("open}", "open, we hope}"))]

    def finder(article: Article) -> list[Statement]:
        return [said(items[0], "Idris Saleh")] if article.id == "x-1" else []

    assert shares(score(items, finder)) == {"found": 0.5, "person": 0.5, "kind": 0.5}

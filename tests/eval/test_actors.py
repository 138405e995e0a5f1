"""The labelled mentions of actors are well formed, their scorer is right about right answers and wrong ones, and accuracy holds."""

from collections import Counter
from pathlib import Path

import pytest

from actors import LABELS, SETS, ActorLabelError, Label, Verdict, meet, missing, read_labels, score, shares
from dateline.actors import load_registry
from dateline.records import FoundActor, Span

HEAD = "task\tarticle\tstart\tend\twords\tactor\n"
#: Floors a little under what is measured: (answered, right, typed, clean).
FLOORS = {"dev": (0.87, 0.97, 0.95, 1.0), "held": (0.85, 0.94, 0.75, 1.0)}


def labels_of(name: str) -> list[Label]:
    return list(read_labels(LABELS / f"{name}.tsv"))


def label(actor: str, words: str = "rebels", start: int = 4) -> Label:
    return Label("wire", "x", start, start + len(words), words, actor)


def found(actor_id: str | None, kind: str = "rebel", start: int = 4, end: int = 10) -> FoundActor:
    return FoundActor(Span(start, end, "x" * (end - start)), actor_id, actor_id, kind, True, True)


def test_the_sets_have_their_sizes_and_share_no_article() -> None:
    sets = {name: labels_of(name) for name in SETS}
    assert len(sets["dev"]) >= 200
    assert len(sets["held"]) >= 100
    assert not {x.article for x in sets["dev"]} & {x.article for x in sets["held"]}
    assert len({x.article for name in SETS for x in sets[name]}) >= 40


def test_mentions_are_spread_over_kinds_and_names() -> None:
    every = [x for name in SETS for x in labels_of(name)]
    actors = load_registry().actors
    kinds = Counter(actors[i].kind for x in every for i in x.ids if i in actors)
    assert {"state_forces", "government", "police", "rebel", "armed_group", "coalition", "un", "igo", "ngo", "media"} <= kinds.keys()
    assert sum(x.kind is not None for x in every) >= 30
    assert sum(x.actor == "none" for x in every) >= 10
    assert all(len(x.words.split()) <= 12 for x in every), "a mention is a name or a noun phrase, never a sentence"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("wire\ta\t4\t10\trebels", "5 cells"),
        ("radio\ta\t4\t10\trebels\tly-rebels", "no task 'radio'"),
        ("wire\ta\t4\t9\trebels\tly-rebels", "does not fit its span"),
        ("wire\ta\t4\t10\trebels\tgeneric:fairies", "has no kind"),
        ("wire\ta\t4\t10\trebels\tnone\nwire\ta\t8\t14\tforces\tnone", "overlaps"),
    ],
)
def test_a_broken_row_is_refused(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(HEAD + row + "\n", "utf-8")
    with pytest.raises(ActorLabelError, match=message):
        list(read_labels(path))


@pytest.mark.parametrize(
    ("said", "given", "right"),
    [
        ("ly-rebels", "ly-rebels", True),
        ("ly-rebels", "houthis", False),
        ("ly-rebels", None, False),
        ("ly-rebels/houthis", "houthis", True),
        ("new:nobody-yet", "houthis", False),
        ("generic:rebel", None, True),
        ("generic:rebel", "houthis", False),
        ("generic:police", None, False),
        ("none", None, True),
        ("none", "houthis", False),
    ],
)
def test_a_verdict(said: str, given: str | None, right: bool) -> None:
    assert Verdict(label(said), found(given)).right is right


def test_the_mention_that_shares_most_is_met() -> None:
    wanted = label("ly-rebels", "Libyan rebels", 0)
    near, wide = found("ly-gov", start=0, end=6), found("ly-rebels", start=0, end=13)
    assert meet(wanted, [near, wide]) is wide
    assert meet(wanted, [found("x", start=13, end=20)]) is None


def test_shares_count_wrong_names_given_to_what_has_none() -> None:
    verdicts = [
        Verdict(label("ly-rebels"), found("ly-rebels")),
        Verdict(label("new:nobody-yet"), None),
        Verdict(label("generic:rebel"), found("ly-rebels")),
        Verdict(label("none"), None),
    ]
    assert shares(verdicts) == {"answered": 0.5, "right": 0.5, "typed": 0.0, "clean": 1.0}


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
@pytest.mark.parametrize("name", SETS)
def test_accuracy_holds(name: str) -> None:
    measured = shares(score(labels_of(name)))
    assert [m for m, floor in zip(measured.items(), FLOORS[name], strict=True) if m[1] < floor] == []

"""The synthetic war: the generator keeps its own truth, knows nothing of Dateline, and the scorer makes splits and merges cost."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path

import bench.war
import pytest
from bench.war import grammar, phrases
from bench.war.__main__ import main
from bench.war.outlets import outlets
from bench.war.reading import printed_text, row_of
from bench.war.reports import draw_reports
from bench.war.score import Board, board_of, locate, score
from bench.war.truth import hedged
from bench.war.world import Incident, draw_world, kilometres, towns
from bench.war.writing import Report, voices_told

from dateline.articles import article_from_text
from dateline.records import Article, Claim, Span
from dateline.records import Incident as Found
from dateline.vocabulary import Status

GENERATOR = ("copying", "grammar", "outlets", "phrases", "reports", "roundups", "truth", "world", "writing")
NODE = re.compile(r"<(\w+)>")


@pytest.fixture(scope="module")
def war() -> tuple[list[Incident], list[Report]]:
    world = draw_world(7, 60)
    return world, draw_reports(world, 7, 300)


def test_the_same_seed_gives_the_same_war_and_another_seed_another(war: tuple[list[Incident], list[Report]]) -> None:
    rows = [row_of(report) for report in war[1]]
    assert rows == [row_of(report) for report in draw_reports(draw_world(7, 60), 7, 300)]
    assert rows != [row_of(report) for report in draw_reports(draw_world(8, 60), 8, 300)]


def test_the_generator_imports_nothing_of_dateline() -> None:
    folder = Path(bench.war.__file__).parent
    for name in GENERATOR:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text("utf-8"))):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(module.split(".")[0] == "dateline" for module in imported), name


def test_every_node_that_a_wording_names_is_there() -> None:
    names = {name.split(":")[1] for name in grammar.nodes()}
    families = {name.split(".")[0] for name in names}
    for name, lines in grammar.nodes().items():
        for line in lines:
            for reference in NODE.findall(line):
                assert reference in names | families, (name, reference)


def test_as_many_as_asked_for_and_every_incident_is_told(war: tuple[list[Incident], list[Report]]) -> None:
    world, reports = war
    assert (len(world), len(reports)) == (60, 300)
    told = {passage.incident for report in reports for passage in report.passages() if passage.role == "told"}
    assert told >= {incident.id for incident in world}


def test_reports_come_after_what_they_tell_and_within_three_days(war: tuple[list[Incident], list[Report]]) -> None:
    world, reports = war
    starts = {incident.id: incident.start for incident in world}
    for report in reports:
        if report.about is not None:
            hours = (report.published - starts[report.about]).total_seconds() / 3600
            assert 0 < hours <= 96, (report.id, hours)
        for passage in report.passages():
            if passage.role == "told" and passage.incident:
                assert starts[passage.incident] < report.published


def test_what_a_sentence_is_noted_to_count_stands_in_it(war: tuple[list[Incident], list[Report]]) -> None:
    checked = 0
    for report in war[1]:
        for passage in report.passages():
            for count in passage.counts:
                if count.hedge == "exact" and not count.fighters:
                    forms = {phrases.number(count.value, style) for style in ("digits", "words")}
                    assert any(re.search(rf"\b{form}\b", passage.text, re.IGNORECASE) for form in forms), (passage.text, count)
                    checked += 1
    assert checked > 200


def test_a_copy_has_the_wires_sentences_and_their_voices(war: tuple[list[Incident], list[Report]]) -> None:
    by_id = {report.id: report for report in war[1]}
    manners = set()
    for report in war[1]:
        if report.origin is None or report.manner in ("original", "rewrite"):
            continue
        manners.add(report.manner)
        root = by_id[report.origin]
        taken = [paragraph for at, paragraph in enumerate(report.paragraphs) if at not in report.own]
        assert tuple(taken) == root.paragraphs[: len(taken)]
        assert (len(taken) == len(root.paragraphs)) == (report.manner != "cut" or len(root.paragraphs) == 1)
        for at in report.own:
            assert all(passage.voice != f"outlet:{root.outlet}" for passage in report.paragraphs[at])
    assert manners == {"verbatim", "cut", "head", "own"}


def test_a_rewrite_is_in_other_words_and_no_voice_of_its_own(war: tuple[list[Incident], list[Report]]) -> None:
    by_id = {report.id: report for report in war[1]}
    rewrites = [report for report in war[1] if report.manner == "rewrite" and report.origin]
    assert rewrites
    for report in rewrites:
        assert report.paragraphs[0] != by_id[report.origin or ""].paragraphs[0]
        assert not any(passage.voice == f"outlet:{report.outlet}" for passage in report.passages() if passage.incident == report.about)


def test_tolls_grow_towards_the_truth(war: tuple[list[Incident], list[Report]]) -> None:
    for incident in war[0]:
        known = [incident.known(hours) for hours in (1, 5, 12, 24, 60)]
        assert known == sorted(known)
        assert known[-1] == incident.killed
    assert any(incident.known(12) < incident.killed for incident in war[0])


@pytest.mark.parametrize("hedge", ["exact", "at_least", "more_than", "about", "range", "vague"])
def test_an_honest_count_allows_what_its_source_knows(hedge: str) -> None:
    from random import Random

    for known in (1, 2, 7, 11, 23, 64, 240, 1350):
        for draw in range(20):
            count = hedged("killed", known, hedge, Random(draw))
            assert count.holds(known), (known, count)


def test_some_happen_in_the_same_street_and_some_in_the_next_town() -> None:
    world = draw_world(1, 400)
    by_id = {incident.id: incident for incident in world}
    twins = [incident for incident in world if incident.mate]
    assert twins
    for incident in twins:
        mate = by_id[incident.mate or ""]
        assert mate.mate == incident.id
        assert (mate.street, mate.town, mate.lat) == (incident.street, incident.town, incident.lat)
        assert abs((mate.start - incident.start).total_seconds()) < 2 * 3600
    pairs = [
        (a, b) for a in world for b in world if a.id < b.id and a.kind == b.kind and a.start.date() == b.start.date() and a.town != b.town
    ]
    assert any(kilometres((a.town.lat, a.town.lon), (b.town.lat, b.town.lon)) < 45 for a, b in pairs)
    assert len(towns()) == 40
    assert {house.wire for house in outlets().values()} == {True, False}
    assert sum(house.wire for house in outlets().values()) == 3
    assert len(outlets()) == 15


# The scorer


def read_all(reports: list[Report]) -> dict[str, tuple[Article, list[Claim]]]:
    """Make a claim of every sentence that tells of an incident, as a reader without fault would."""
    found = {}
    for report in reports:
        article = replace(
            article_from_text(f"{report.title.text}\n\n{printed_text(report)}", published=report.published.isoformat()), id=report.id
        )
        passages = report.passages()
        claims = [
            Claim(
                f"{report.id}/{number}", report.id, "attack", None, Status.ASSERTED, False, 1.0, (),
                Span.of(article.text, start, end), None, None, (), (), None, (), (),
            )
            for start, end, number in locate(report, article)
            if passages[number].role == "told"
        ]  # fmt: skip
        found[report.id] = (article, claims)
    return found


def found_as(name: str, claims: list[str]) -> Found:
    return Found(name, "attack", None, None, (), (), tuple(claims), (), (), (), "single")


def grouped(war: tuple[list[Incident], list[Report]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for report in war[1]:
        for number, passage in enumerate(report.passages()):
            if passage.role == "told" and passage.incident:
                groups.setdefault(passage.incident, []).append(f"{report.id}/{number}")
    return groups


@pytest.fixture(scope="module")
def small() -> tuple[list[Incident], list[Report]]:
    world = draw_world(5, 12)
    return world, draw_reports(world, 5, 50)


def board(war: tuple[list[Incident], list[Report]], groups: dict[str, list[str]]) -> Board:
    return board_of(war[0], war[1], read_all(war[1]), [found_as(name, claims) for name, claims in sorted(groups.items())])


def test_every_sentence_is_found_again_in_the_text(small: tuple[list[Incident], list[Report]]) -> None:
    for report in small[1]:
        article = read_all([report])[report.id][0]
        spans = locate(report, article)
        assert len(spans) == len(report.passages()), (report.id, article.text)
        for start, end, number in spans:
            assert report.passages()[number].text.endswith(article.text[start:end])


def test_a_reader_without_fault_finds_everything(small: tuple[list[Incident], list[Report]]) -> None:
    made = score(board(small, grouped(small)))
    assert (made.recall.share, made.precision.share, made.f1) == (1.0, 1.0, 1.0)


def test_a_split_costs_precision_and_a_split_in_halves_recall_too(small: tuple[list[Incident], list[Report]]) -> None:
    groups = grouped(small)
    name = max(groups, key=lambda one: len(groups[one]))
    whole = groups.pop(name)
    made = score(board(small, groups | {"most": whole[1:], "rest": whole[:1]}))
    assert made.recall.share == 1.0
    assert (made.precision.right, made.precision.of) == (12, 13)
    half = len(whole) // 2
    made = score(board(small, groups | {"one": whole[:half], "other": whole[half : 2 * half]}))
    assert (made.recall.right, made.precision.right, made.precision.of) == (11, 11, 13)


def test_a_merge_costs_recall(small: tuple[list[Incident], list[Report]]) -> None:
    groups = grouped(small)
    first, second = sorted(groups, key=lambda one: len(groups[one]))[-2:]
    small_one, large_one = groups.pop(first), groups.pop(second)
    made = score(board(small, groups | {"both": [*small_one, *large_one]}))
    assert made.recall.right == (11 if len(large_one) > len(small_one) else 10)
    assert made.precision.of == 11


def test_an_incident_of_a_trap_costs_precision(small: tuple[list[Incident], list[Report]]) -> None:
    world, reports = small
    passage = replace(reports[0].title, role="trap", incident=None)
    trapped = [replace(reports[0], title=passage), *reports[1:]]
    groups = grouped((world, trapped))
    read = read_all(reports)
    claim = next(claim for claim in read[reports[0].id][1] if claim.id.endswith("/0"))
    made = score(board_of(world, trapped, read, [found_as(name, claims) for name, claims in [*groups.items(), ("trap", [claim.id])]]))
    assert (made.precision.right, made.precision.of) == (12, 13)


def test_a_copy_adds_no_voice(war: tuple[list[Incident], list[Report]]) -> None:
    """A story with its word-for-word copies has the voices that the story has alone; counted by the article there are more."""
    voices = voices_told(war[1])
    by_id = {report.id: report for report in war[1]}
    copies = [report for report in war[1] if report.manner == "verbatim" and report.about]
    assert copies
    for report in copies:
        root = by_id[report.origin or ""]
        told = [number for number, passage in enumerate(report.passages()) if passage.role == "told"]
        assert {voices[report.id, number] for number in told} <= {
            voices[root.id, number] for number in range(len(root.passages())) if (root.id, number) in voices
        }


def test_what_a_reporter_hands_on_is_its_sources_voice_where_he_quotes_it(war: tuple[list[Incident], list[Report]]) -> None:
    voices = voices_told(war[1])
    handed = kept = 0
    for report in war[1]:
        for number, passage in enumerate(report.passages()):
            if passage.behind is None or passage.role != "told":
                continue
            quoted = {other.voice for other in report.passages() if other.incident == passage.incident and other.behind is None}
            if passage.behind in quoted:
                assert voices[report.id, number] == passage.behind
                handed += 1
            elif voices[report.id, number] == passage.voice:
                kept += 1
    assert handed
    assert kept


def test_a_war_is_drawn_and_written(tmp_path: Path) -> None:
    assert main(["--seed", "3", "--incidents", "8", "--reports", "20", "--out", str(tmp_path), "--draw-only"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"texts.jsonl", "articles.jsonl", "truth.jsonl"}
    assert len((tmp_path / "truth.jsonl").read_text("utf-8").splitlines()) == 8


def test_a_small_war_is_read_and_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--seed", "3", "--incidents", "3", "--reports", "8", "--out", str(tmp_path), "--errors", "1"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    assert re.search(r"incidents found, F1\s+[01]\.\d{3}", first)
    assert main(arguments) == 0
    assert capsys.readouterr().out == first
    assert main([*arguments[:-2], "--no-lineage"]) == 0
    assert "without lineage" in capsys.readouterr().out


def test_the_errors_of_a_seed_set_aside_stay_unread() -> None:
    with pytest.raises(SystemExit):
        main(["--seed", "101", "--errors", "3"])

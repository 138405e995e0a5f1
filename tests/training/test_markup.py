"""The corpus converter: markup to text and spans and back, every fault named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.markup import Label, LabelledReport, MarkupError, faults, main, read_report, to_markup

GOOD = """<report id="made" date="2024-05-03" manner="wire" kind="news" negative="no">
<text>
GAO &amp; AROUND — <s a="1">A nurse in <p r="org">Gao</p></s> <q a="1">said</q> <c a="1"><vict e="1">\
<n m="killed" v="12.." q="at_least" e="1">at least 12</n> people</vict> were <e id="1" type="casualties/toll" st="attributed">\
killed</e></c>.
</text>
</report>
"""


def write(tmp_path: Path, text: str, name: str = "made") -> Path:
    path = tmp_path / f"{name}.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_text_and_spans(tmp_path: Path) -> None:
    report = read_report(write(tmp_path, GOOD))
    assert report.text == "GAO & AROUND — A nurse in Gao said at least 12 people were killed."
    assert [(label.kind, report.text[label.start : label.end]) for label in report.labels] == [
        ("s", "A nurse in Gao"), ("p", "Gao"), ("q", "said"), ("c", "at least 12 people were killed"), ("vict", "at least 12 people"),
        ("n", "at least 12"), ("e", "killed"),
    ]  # fmt: skip
    [figure] = report.of("n")
    assert figure.amount() == (12, None)
    [attribution] = report.attributions()
    assert [report.text[a:b] for a, b in attribution.source] == ["A nurse in Gao"]
    assert not list(faults(report))


def test_round_trip(tmp_path: Path) -> None:
    report = read_report(write(tmp_path, GOOD))
    again = read_report(write(tmp_path, to_markup(report)))
    assert (again.text, again.labels) == (report.text, report.labels)


@given(
    st.text(alphabet="ab <&>\"'\n.é\u2019", min_size=1, max_size=40).filter(lambda t: t.strip() == t),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), max_size=6),
)
def test_round_trip_of_anything_nested(tmp_path_factory: pytest.TempPathFactory, text: str, cuts: list[tuple[int, int]]) -> None:
    spans: list[tuple[int, int]] = []
    for start, length in cuts:
        span = (start, min(start + length, len(text)))
        if span[0] < span[1] and span not in spans and not any(_cross(span, other) for other in spans):
            spans.append(span)
    labels = tuple(Label(a, b, "pp") for a, b in sorted(spans, key=lambda s: (s[0], -s[1])))
    report = LabelledReport("made", "here", "2024-05-03", "wire", "news", False, text, labels)
    path = tmp_path_factory.mktemp("markup") / "made.xml"
    path.write_text(to_markup(report), encoding="utf-8", newline="")
    again = read_report(path)
    assert again.text == text
    assert sorted(again.labels) == sorted(labels)


def _cross(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


def test_crossing_labels_cannot_be_written() -> None:
    labels = (Label(0, 5, "pp"), Label(3, 8, "pp"))
    with pytest.raises(MarkupError, match="crosses"):
        to_markup(LabelledReport("made", "here", "2024-05-03", "wire", "news", False, "ten words or so", labels))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('st="attributed"', 'st="maybe"', "st='maybe' is not one of the allowed values"),
        ('type="casualties/toll"', 'type="casualties"', None),
        ('type="casualties/toll"', 'type="death"', "type='death' is not one"),
        ('<vict e="1">', '<vict e="7">', "e='7' names no trigger"),
        ('v="12.."', 'v="12"', "q=at_least is open above"),
        ('v="12.."', 'v="a dozen"', "'a dozen' is no amount"),
        ('m="killed"', 'm="murdered"', "m='murdered' is no measure"),
        ('m="killed" ', "", "lacks ['m']"),
        ('<p r="org">', '<p r="org" colour="red">', "unknown attributes ['colour']"),
        ("killed</e></c>", "killed</e> </c>", "has white space at its border"),
        ('st="attributed">killed</e>', 'st="attributed">kill</e>ed', "cuts a word"),
        ('date="2024-05-03"', 'date="May 2024"', "is no day"),
        ('negative="no"', 'negative="yes"', "stands in a hard negative"),
        ('<c a="1">', '<c a="2">', "has no <c>"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, fault: str | None) -> None:
    assert old in GOOD
    found = list(faults(read_report(write(tmp_path, GOOD.replace(old, new, 1)))))
    if fault is None:
        assert not found
    else:
        assert any(fault in one for one in found), found


def test_broken_xml_names_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, GOOD.replace("</c>", "", 1))
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr().err
    assert str(path) in told
    assert "line 4" in told


def test_check_counts_and_wants_the_files_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(write(tmp_path, GOOD))]) == 0
    assert capsys.readouterr().out == "1 reports, 15 words, 0 faults\n"
    assert main(["check", str(write(tmp_path, GOOD, "other"))]) == 1
    assert "is not the file's name" in capsys.readouterr().out
    assert main([]) == 2

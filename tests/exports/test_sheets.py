"""Tables as the field has them: columns and codes of their keepers, sums that add up, cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import handmade
import hxl
import pytest
from invented import HOSTILE, bombing_case, cases, flight_case, hostile_case

from dateline.exports import DOCUMENTS, Heading, Losses
from dateline.exports.cases import Case
from dateline.exports.facts import armed_sides
from dateline.exports.ged import priogrid, type_of_violence
from dateline.exports.sheets import PERIOD, Sheet
from dateline.incidents.strands import incident_id
from dateline.records import Incident, Measure, Participant, Role, Scope, Share, Toll, Unit, When

SHEETS = {layout.name: layout for layout in DOCUMENTS if isinstance(layout, Sheet)}
HEADING = Heading("public", "Dateline test")
#: Columns of UCDP's API and ACLED's files, as their keepers publish them.
GED = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 "
    "adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a "
    "deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob "
)
ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 "
    "inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source "
    "source_scale notes fatalities tags timestamp"
)


def written(name: str, *given: Case) -> tuple[list[dict[str, str]], Losses]:
    out, losses = io.BytesIO(), Losses()
    assert SHEETS[name].write(given, out, losses, HEADING) == len(given)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    return rows, losses


def killed(incident: Incident, low: int, best: int, high: int | None, *shares: tuple[str, int]) -> Incident:
    parts = tuple(Share(name, (), number, number, number, ()) for name, number in shares)
    return replace(incident, tolls=(Toll(Measure.KILLED, Unit.PERSON, low, best, high, (), None, parts),))


def bombing(**changes: object) -> Case:
    case = bombing_case()
    return replace(case, incident=replace(killed(case.incident, 7, 12, 40, ("side_a", 2), ("civilian", 5)), **changes))


def test_the_columns_are_their_keepers() -> None:
    assert [column.name for column in SHEETS["ged"].columns] == GED.split()
    assert len(SHEETS["ged"].columns) == 49
    assert [column.name for column in SHEETS["acled"].columns] == ACLED.split()


def test_ged_parts_the_dead_and_they_add_up() -> None:
    ((row,), losses) = written("ged", bombing())
    parts = [int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    assert parts == [2, 0, 5, 5]
    assert sum(parts) == int(row["best"])
    assert (row["low"], row["best"], row["high"]) == ("7", "12", "40")
    assert row["number_of_sources"] == str(len(handmade.INCIDENT.voices))
    assert any(line.startswith("1 × columns that are always empty") for line in losses.lines())


def test_nobody_dead_no_day_and_a_persons_no() -> None:
    rows, losses = written("ged", flight_case(), bombing(status="rejected"))
    assert rows == []
    assert sum(losses.counts[reason] for reason in losses.counts if reason.startswith("left out")) == 2
    open_end = bombing(when=When(None, "2019-03-04", "unknown", "test"))
    ((row,), losses) = written("ged", open_end)
    assert (row["date_start"], row["date_end"], row["date_prec"]) == ("", "2019-03-04", "")
    rows, losses = written("acled", open_end)
    assert rows == []
    assert any("an end of its days is not known" in reason for reason in losses.counts)


def test_an_open_top_is_told() -> None:
    case = bombing()
    case = replace(case, incident=killed(case.incident, 7, 12, None))
    ((row,), losses) = written("ged", case)
    assert row["high"] == "12"
    assert "nobody bounds the dead: high is the best figure" in losses.counts
    ((_, row), _) = written("hxl", case)
    assert row["killed_max"] == ""


@pytest.mark.parametrize(
    ("actors", "civilians", "kind"),
    [
        ((("army", "state_forces", Role.PERPETRATOR), ("rebels", "rebel", Role.TARGET)), 0, 1),
        ((("rebels", "rebel", Role.SIDE), ("militia", "militia", Role.SIDE)), 0, 2),
        ((("rebels", "rebel", Role.PERPETRATOR),), 4, 3),
        ((("army", "state_forces", Role.PERPETRATOR),), 4, 3),
        ((), 4, None),
    ],
)
def test_types_of_violence(actors: tuple[tuple[str, str, Role], ...], civilians: int, kind: int | None) -> None:
    told = tuple(Participant(role, name, name, sort, ()) for name, sort, role in actors)
    incident = replace(killed(bombing_case().incident, 9, 9, 9, ("civilian", civilians)), actors=told, counts=())
    assert type_of_violence(armed_sides(incident)) == kind


def test_precisions_and_cells_of_the_grid() -> None:
    for last, code in (("04", "1"), ("09", "2"), ("10", "3"), ("31", "4")):
        ((row,), _) = written("ged", bombing(when=When("2019-03-04", f"2019-03-{last}", "day", "test")))
        assert row["date_prec"] == code
    assert priogrid(-90, -180) == 1
    assert priogrid(90, 180) == 259_200
    assert priogrid(0.1, 0.1) == 180 * 720 + 361


def test_hxl_is_read_by_its_own_tool() -> None:
    out = io.BytesIO()
    SHEETS["hxl"].write([bombing()], out, Losses(), HEADING)
    out.seek(0)
    source = hxl.data(hxl.input.make_input(out, hxl.InputOptions(allow_local=True)))
    (row,) = list(source)
    assert row.get("#affected+killed+max") == "40"
    assert row.get("#affected+killed-min-max-civilian") == "12"
    assert not source.columns[0].display_tag.startswith("#unknown")


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_hostile_words_stay_in_their_cells(name: str) -> None:
    case = hostile_case()
    case = replace(case, incident=replace(killed(case.incident, 9, 9, 9), when=When("2019-03-04", "2019-03-04", "day", "test")))
    out = io.BytesIO()
    SHEETS[name].write([case], out, Losses(), HEADING)
    data = out.getvalue()
    lines = data.decode().split("\r\n")
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert len(lines) - 1 == len(rows), "no line break inside a cell"
    assert all(len(row) == len(rows[0]) for row in rows)
    assert not any(cell.startswith(("=", "@", "\t")) for row in rows for cell in row)
    assert not any(character in data.decode() for character in ("\x00", "\u202e", "\x1b"))
    assert HOSTILE[:4] in data.decode()


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_totals_of_many_happenings_have_no_row(name: str) -> None:
    case = bombing()
    period = replace(case, incident=replace(case.incident, id=incident_id(case.incident.claim_ids[0], Scope.PERIOD)))
    rows, losses = written(name, period)
    assert [row for row in rows if row[next(iter(row))] == period.incident.id] == []
    assert f"left out: {PERIOD}" in losses.counts


def test_every_case_is_counted_and_the_order_is_the_ledgers() -> None:
    rows, _ = written("hxl", *cases())
    assert [row["id"] for row in rows[1:]] == [case.incident.id for case in cases()]

"""PLOVER by its manual: the codes are its codes, what it requires is there, what it cannot hold is left out and counted."""

import json
from dataclasses import replace

import handmade
import pytest
from invented import ARMY, NOTES, bombing_case, cases

from dateline.claims.individuals import PRIVATE
from dateline.exports import plover
from dateline.exports.losses import Losses
from dateline.exports.tables import read_table
from dateline.records import IncidentMeans, Mention, Participant, Role, When

EVENTS = ("event_type", "event_subtype", "event", "modes", "contexts", "source")


def codes(text):
    return set(text.split())


#: The manual of 4 February 2024: modes by event, contexts, sectors and codes of actors.
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict ban censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons"
    " crowd-control unconventional",
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
}  # fmt: skip
CONTEXTS = codes(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic legal reparations"
    " human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic territory peacekeeping"
    " health asylum migration disasters natural_resource environment technology terrorism cbrn cyber misinformation crime corruption"
    " illegal_drugs trafficking"
)
SECTORS = codes("GOV JUD LEG MIL COP OPP PTY REB PRM SPY UAF CVL ELI BUS EDU MED LAB AGR JRN REF REL SOC CRM")
CODES = {"IGO", "NGO", "ISM", "IMG", "MNC"}
REQUIRED = {"id", "date", "actor", "event"}
FIELDS = REQUIRED | codes(
    "has_event time enddate endtime recipient event_loc event_text quad_code event_scale mode context link text text_info cite_info coder"
    " coded_date coded_time comment size"
)


def record(**changes):
    case = bombing_case()
    return plover.record_of(replace(case.incident, **changes), case.claims, case.articles)


def test_the_crosswalk_has_only_codes_of_the_manual():
    for kind, narrow, event, modes, contexts, source in read_table("plover_events.tsv", EVENTS):
        assert source, (kind, narrow)
        assert not event or set(modes.split()) <= set(MODES[event].split()), (kind, narrow)
        assert set(contexts.split()) <= CONTEXTS, (kind, narrow)
    for means, mode, _ in read_table("plover_means.tsv", ("means", "mode", "source")):
        assert mode in MODES["ASSAULT"].split(), means
    for kind, code, sector, _ in read_table("plover_sectors.tsv", ("kind", "code", "sector", "source")):
        assert code in CODES | {""}, kind
        assert sector in SECTORS | {""}, kind


def test_every_event_of_the_manual_has_its_quad():
    quads = {event: quad for event, quad, _ in read_table("plover_quads.tsv", ("event", "quad", "source"))}
    assert set(quads) == set(MODES)
    assert {quads[one] for one in ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")} == {"4"}


def test_every_type_of_incident_and_every_weapon_has_a_row():
    from importlib.resources import files

    data = files("dateline.claims") / "data"
    types = [line.split("\t") for line in (data / "event_types.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    coded = {(kind, narrow) for kind, narrow, *_ in read_table("plover_events.tsv", EVENTS)}
    assert {(row[0], row[1]) for row in types if row[9] == "yes"} <= coded
    lines = [line for line in (data / "weapons.tsv").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert {line.split("\t")[1] for line in lines[1:]} <= {
        means for means, _, _ in read_table("plover_means.tsv", ("means", "mode", "source"))
    }


def test_a_bombing_is_an_assault_with_explosives():
    found = record()
    assert REQUIRED <= set(found) <= FIELDS
    assert (found["event"], found["mode"], found["quad_code"]) == (["ASSAULT"], ["explosives"], 4)
    assert found["date"] == "2019-03-04"
    assert "enddate" not in found
    assert found["actor"] == [
        {"code": "IRQ", "sector": "REB", "entity_text": "Islamic State", "identifier_id": "Q2429253", "identifier_text": "Islamic State"}
    ]


def test_sizes_are_the_best_with_their_bounds():
    assert record()["size"] == {"dead": 9, "dead_low": 9, "dead_high": 11, "injured": 20, "injured_low": 20, "injured_high": None}


def test_the_text_is_never_put_in_and_its_place_is():
    found = record()
    case = bombing_case()
    claim = case.claims[sorted(case.claims)[0]]
    assert "text" not in found
    assert found["text_info"] == {"start": claim.evidence.start, "end": claim.evidence.end}
    assert found["cite_info"]["url"] == "https://news.example/tarvel?a=1&b=2"
    assert claim.evidence.quote not in json.dumps(found)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"actors": ()}, plover.NO_ACTOR),
        ({"actors": (replace(ARMY, role=Role.VICTIM),)}, plover.NO_ACTOR),
        ({"when": None}, plover.NO_DATE),
        ({"event_type": "displacement", "event_subtype": "flight"}, plover.NO_EVENT),
        ({"event_type": "strategic", "event_subtype": None}, plover.NO_EVENT),
    ],
)
def test_what_plover_has_no_place_for_is_left_out_with_the_reason(changes, why):
    assert record(**changes) == why


def test_violence_of_two_sides_has_both_as_actors():
    police = Participant(Role.TARGET, "iq-police", "Iraqi police", "police", ())
    found = record(event_type="battle", event_subtype="armed_clash", actors=(ARMY, police))
    assert [one["sector"] for one in found["actor"]] == ["REB", "COP"]
    assert "recipient" not in found


def test_violence_of_one_side_has_a_recipient():
    police = Participant(Role.TARGET, "iq-police", "Iraqi police", "police", ())
    found = record(actors=(ARMY, police))
    assert [one["sector"] for one in found["recipient"]] == ["COP"]


def test_a_private_person_has_no_words():
    victim = Participant(Role.VICTIM, None, "Salma Nuri", PRIVATE, ())
    found = record(actors=(ARMY, victim))
    assert found["recipient"] == [{"sector": "CVL"}]
    assert "Nuri" not in json.dumps(found)


def test_nobody_stands_twice():
    known = Participant(Role.TARGET, "iq-police", "Iraqi police", "police", (Mention("c", handmade.span("police")),))
    generic = replace(known, actor_id=None, name="police")
    found = record(actors=(ARMY, ARMY, known, generic))
    assert [one["entity_text"] for one in found["actor"]] == ["Islamic State"]
    assert [one.get("identifier_text") for one in found["recipient"]] == ["Iraqi police"]


def test_a_weapon_adds_its_mode():
    assert record(means=(IncidentMeans("suicide device", ()),))["mode"] == ["explosives", "suicide-attack"]


def test_a_threat_is_no_assault_and_a_possibility_is_hypothetical():
    assert record(stage="threatened")["event"] == ["THREATEN"]
    assert record(stage="threatened")["quad_code"] == 3
    assert record(stage="possible")["mode"][-1] == "hypothetical"


def test_a_first_day_that_is_unknown_is_said():
    found = record(when=When(None, "2019-03-04", "day", "not-after-publication"))
    assert found["date"] == "2019-03-04"
    assert "first day unknown" in found["comment"]
    stretch = record(when=When("2019-03-01", "2019-03-04", "day", "in the past days"))
    assert (stretch["date"], stretch["enddate"]) == ("2019-03-01", "2019-03-04")


def test_lines_are_records_and_the_rest_is_counted():
    losses = Losses()
    lines = [json.loads(line) for line in plover.document(cases(), losses, NOTES)]
    assert [line["id"] for line in lines] == [cases()[0].incident.id, cases()[2].incident.id]
    assert losses.counts[f"left out: {plover.NO_EVENT}"] == 1

"""The pages as HTML, without script: what they say, and that hostile words stay words."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from reports_by_hand import HOSTILE

from dateline import Ledger


def ids(client: TestClient, query: str = "") -> list[str]:
    return re.findall(r'class="incident-link" href="/incidents/([0-9a-f]{16})"', client.get(f"/{query}").text)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_overview_lists_every_incident_with_its_figures_and_voices(client, ledger_file):
    with Ledger(ledger_file) as ledger:
        known = [incident.id for incident in ledger.incidents()]
    page = client.get("/")
    assert page.status_code == 200
    assert ids(client) == known
    said = words(page.text)
    assert f"{len(known)} incidents" in said
    assert "الموصل القديمة" in said
    assert "Вугледар" in said


def test_names_of_places_are_isolated_from_the_direction_of_the_text_round_them(client):
    assert "<bdi>الموصل القديمة</bdi>" in client.get("/").text


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("?type=shooting", "a type"),
        ("?place=northford", "a place, whatever its case"),
        ("?place=الموصل", "a place in Arabic"),
        ("?since=2016-11-03&until=2016-11-03", "one day"),
        ("?source=witness", "a kind of source"),
        ("?measure=killed&place=вугледар", "two at once"),
        ("?one_voice=1", "one voice"),
    ],
)
def test_each_filter_lets_fewer_through_and_is_told_as_a_chip(client, query, why):
    chosen = ids(client, query)
    assert 0 < len(chosen) < len(ids(client)), why
    assert 'class="chip"' in client.get(f"/{query}").text


def test_filters_that_leave_nothing_say_so(client):
    page = client.get("/?place=atlantis")
    assert page.status_code == 200
    assert "No incident matches" in page.text


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?since=yesterday", "yesterday"),
        ("?since=2016-11-05&until=2016-11-01", "turn them round"),
        ("?grade=sure", "sure"),
        ("?measure=deaths", "deaths"),
        ("?one_voice=yes", "yes"),
        ("?page=0", "page"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused_by_name(client, query, named):
    page = client.get(f"/{query}")
    assert page.status_code == 422
    assert named in unescape(page.text)


def test_a_form_with_empty_fields_leads_to_the_clean_address(client):
    page = client.get("/?since=&until=&place=Northford&type=")
    assert page.status_code == 303
    assert page.headers["location"] == "/?place=Northford"


def test_htmx_gets_the_part_alone_and_the_clean_address(client):
    part = client.get("/?place=Northford&type=", headers={"hx-request": "true"})
    assert "<html" not in part.text
    assert part.headers["hx-push-url"] == "/?place=Northford"
    assert 'hx-swap-oob="true"' in part.text


def test_an_incident_shows_each_bound_with_its_voice_its_words_and_the_rule(client):
    (chosen,) = ids(client, "?place=northford")
    said = words(client.get(f"/incidents/{chosen}").text)
    assert "19 (12–19) killed" in said or "12 (12–19) killed" in said
    for part in (
        "a hospital (medic)",
        "the governor (official)",
        "the smallest number any standing count gives",
        "the largest number any count states",
    ):
        assert part in said


def test_an_incident_quotes_each_claim_with_its_evidence_marked(client):
    (chosen,) = ids(client, "?place=northford")
    html = client.get(f"/incidents/{chosen}").text
    assert "Shelling in Northford killed <mark>12</mark> people on Tuesday, a hospital said." in html
    assert "Hill Gazette" in html


def test_a_contradiction_shows_both_sides(client):
    (chosen,) = ids(client, "?place=northford")
    html = client.get(f"/incidents/{chosen}").text
    sides = re.findall(r'class="says"[^>]*>([^<]+)<', html)
    assert set(sides) == {"12", "19"}


def test_an_incident_on_one_voice_says_so_on_top(client):
    (chosen,) = ids(client, "?type=shooting")
    assert "Everything here rests on one voice" in client.get(f"/incidents/{chosen}").text


def test_the_beginning_of_an_id_leads_to_the_page(client):
    chosen = ids(client)[0]
    page = client.get(f"/incidents/{chosen[:10]}")
    assert page.status_code == 303
    assert page.headers["location"] == f"/incidents/{chosen}"


@pytest.mark.parametrize(
    "path", ["/incidents/ffffffffffffffff", "/nothing", "/static/nothing.css", "/static/../app.py", "/static/..%2fapp.py"]
)
def test_what_is_not_there_has_a_page_that_leads_back(client, path):
    page = client.get(path)
    assert page.status_code == 404
    assert "Traceback" not in page.text


def test_hostile_words_stay_words_on_every_page(client):
    paths = ["/", "/?place=bomb", f"/?place={HOSTILE[:150]}", f"/login?next={HOSTILE}", f"/nothing{HOSTILE}"]
    paths += [f"/incidents/{one}" for one in ids(client)]
    for path in paths:
        html = client.get(path).text
        assert "<script>window" not in html, path
        assert "<img src=x" not in html, path
    # Nor are they a template: the braces are shown as they were printed.
    assert "{{7*7}}" in unescape(client.get("/").text)


def test_pages_have_no_inline_script_style_or_handler(client):
    for path in ["/", "/login", "/nothing", *(f"/incidents/{one}" for one in ids(client))]:
        html = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", html), path
        assert not re.search(r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=", re.sub(r"&lt;.*?&gt;", "", html)), path


def test_pages_name_nothing_on_another_host(client):
    for path in ["/", *(f"/incidents/{one}" for one in ids(client))]:
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', client.get(path).text), path


def test_the_map_gives_each_incident_with_a_place_once(client):
    points = client.get("/overview/points?zoom=8").json()["points"]
    named = [one["id"] for point in points for one in point["named"]]
    assert sorted(named) == sorted(set(ids(client)) - set(ids(client, "?place=nowhere")))
    assert sum(point["n"] for point in points) == len(named)


def test_the_map_keeps_to_its_box(client):
    points = client.get("/overview/points?zoom=8&bbox=30,46,40,50").json()["points"]
    assert [point["named"][0]["where"] for point in points] == ["Вугледар"]


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "0,50,10,40", "nan,nan,nan,nan", "0,0,inf,1"])
def test_a_box_that_is_none_is_refused(client, box):
    assert client.get(f"/overview/points?bbox={box}").status_code == 422
    assert client.get(f"/overview/basemap?bbox={box}").status_code == 422


def test_the_base_map_comes_with_names_in_their_own_script_and_is_kept(client):
    answer = client.get("/overview/basemap?bbox=40,30,48,37&zoom=6")
    layers = {feature["properties"]["layer"] for feature in answer.json()["map"]["features"]}
    assert layers == {"country", "lake", "river", "province"}
    assert ["Iraq", "العراق"] in [name[:2] for name in answer.json()["names"]]
    again = client.get("/overview/basemap?bbox=40,30,48,37&zoom=6", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_without_script_the_map_is_a_picture(client):
    picture = client.get("/overview/map.svg?place=northford")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "<script" not in picture.text
    assert picture.text.count("<circle") == 2


def test_light_and_dark_are_kept_in_a_cookie(ledger_file, form_token):
    from reports_by_hand import ADDRESS, BROWSER

    from dateline.web import create_app

    with TestClient(create_app(ledger_file), base_url=ADDRESS, headers=BROWSER) as client:
        assert "data-theme" not in client.get("/").text
        client.post("/theme", data={"to": "dark", "csrf": form_token(client), "next": "/"})
        assert '<html lang="en" data-theme="dark">' in client.get("/").text


def test_a_new_claim_is_on_the_page_at_once(tmp_path):
    import reports_by_hand
    from reports_by_hand import ADDRESS, BROWSER

    from dateline.web import create_app

    path = tmp_path / "growing.db"
    with TestClient(create_app(path, create=True), base_url=ADDRESS, headers=BROWSER) as client:
        assert client.get("/").url.path == "/first-run"
        reports_by_hand.fill(path)
        assert ids(client)


def test_the_tour_goes_through_five_pages_and_back(client):
    address, seen = "/?tour=1", []
    for _ in range(5):
        page = client.get(address)
        assert page.status_code == 200
        seen.append(re.search(r'<aside class="tour".*?<strong>(\d) of 5', page.text, re.S)[1])
        onward = re.search(r'<a class="button" href="([^"]+)">Next', page.text)
        address = unescape(onward[1]) if onward else ""
    assert seen == ["1", "2", "3", "4", "5"]
    assert address == ""
    assert 'class="tour"' not in client.get("/?tour=9").text

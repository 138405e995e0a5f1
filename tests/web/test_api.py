"""The interface for programs: the same records as the pages, in parts, tagged, with errors as problems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bench.big import predict
from fastapi.testclient import TestClient

from dateline import Ledger, extract_claims
from dateline.articles import read_articles
from dateline.ledger import take_in
from dateline.sources import gather
from dateline.web import create_app

ROOT = Path(__file__).parents[2]
SAMPLES = ["samples/01-balad-first-report.txt", "samples/02-balad-hospital-and-council.txt", "samples/07-ministry-counts-displaced.txt"]
BESIDE = (
    "Farmer Hamid Jassim tells of a mine at Mosul\n\n"
    "Mosul, 3 May 2019 - Nine farmers were killed by a mine near Mosul on Tuesday, said Hamid Jassim, a farmer.\n\n"
    "Four shepherds were killed by shelling in Tikrit on Monday, police said, as Jassim fled.\n"
)
PRIVATE = "Mosul, 3 May 2019 - Nine farmers were killed by a mine near Mosul on Tuesday, said Hamid Jassim, a farmer.\n"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    (folder / "private.txt").write_text(PRIVATE, encoding="utf-8")
    with Ledger(folder / "l.db") as ledger:
        sources = [*SAMPLES, str(folder / "private.txt")]
        assert all(one.articles for one in take_in(ledger, gather(sources), reader=read_articles, extractor=extract_claims))
    return folder / "l.db"


@pytest.fixture
def api(stored: Path) -> Iterator[TestClient]:
    with TestClient(create_app(stored), base_url="http://127.0.0.1/api/v1/") as client:
        yield client


def all_of(api: TestClient, path: str, **asked: Any) -> list[dict[str, Any]]:
    """Walk over a list by its cursors."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        answer = api.get(path, params={**asked, **({"cursor": cursor} if cursor else {})}).json()
        found += answer["items"]
        cursor = answer["next"]
        if cursor is None:
            assert len(found) == answer["total"]
            return found


def test_the_lists_are_walked_whole(tmp_path: Path) -> None:
    list(predict(ledger=tmp_path / "big.db", count=40))
    with TestClient(create_app(tmp_path / "big.db"), base_url="http://127.0.0.1/api/v1/") as api:
        with Ledger(tmp_path / "big.db", create=False) as ledger:
            ids, articles = [one.id for one in ledger.summaries()], ledger.article_ids()
        assert [one["id"] for one in all_of(api, "incidents", limit=7)] == ids
        assert sorted(one["id"] for one in all_of(api, "articles", limit=7)) == articles
        asked = all_of(api, "incidents", limit=7, type="explosion")
        assert 0 < len(asked) < len(ids)
        assert {one["event_type"] for one in asked} == {"explosion"}


def test_records_are_those_of_the_schema(api: TestClient, stored: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "dateline-1.json").read_text("utf-8"))
    with Ledger(stored, create=False) as ledger:
        incidents, articles = ledger.incidents(), ledger.article_ids()
    for one in incidents:
        body = api.get(f"incidents/{one.id}").json()
        jsonschema.validate({"schema": "dateline/1", "incident": body}, schema)
        held = api.get(f"incidents/{one.id}/claims").json()["items"]
        assert [claim["id"] for claim in held] == list(one.claim_ids)
        assert api.get(f"claims/{held[0]['id']}").json()["id"] == held[0]["id"]
    for key in articles:
        jsonschema.validate({"schema": "dateline/1", **api.get(f"articles/{key}").json()}, schema)
    for path in (
        "displacement",
        "sources",
        "judgements",
        "health",
        f"incidents/{incidents[0].id}/history",
        f"incidents/{incidents[0].id}/links",
    ):
        assert api.get(path).status_code == 200, path


def test_names_of_private_persons_are_masked_everywhere(api: TestClient, stored: Path) -> None:
    with Ledger(stored, create=False) as ledger:
        paths = [f"articles/{key}" for key in ledger.article_ids()]
        paths += [f"claims/{claim.id}" for claim in ledger.claims()]
        paths += [f"incidents/{one.id}{part}" for one in ledger.incidents() for part in ("", "/claims", "/history", "/links")]
    said = "".join(api.get(path).text for path in [*paths, "sources", "displacement", "incidents"])
    assert "Nine farmers" in said
    assert "Jassim" not in said


def test_a_name_is_masked_beyond_the_claim_that_gives_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BESIDE, encoding="utf-8")
    with Ledger(tmp_path / "l.db") as ledger:
        list(take_in(ledger, gather([str(tmp_path / "a.txt")]), reader=read_articles, extractor=extract_claims))
        held, claims = ledger.incidents(), ledger.claims()
    assert len(held) > 1  # the name stands in a sentence of another incident too
    assert any(
        "Jassim" in claim.evidence.quote and claim.attribution is not None and not claim.attribution.private_person for claim in claims
    )
    for profile, shown in (("public", False), ("full", True)):
        with TestClient(create_app(tmp_path / "l.db", profile=profile), base_url="http://127.0.0.1/api/v1/") as api:
            given = {"reviewer": "R", "verdict": "accept", "subjects": [held[0].id], "reason": "Hamid Jassim was heard again"}
            assert api.post("judgements", json=given).status_code == 201
            for path in ("articles", "judgements", "http://127.0.0.1/articles"):
                assert ("Jassim" in api.get(path).text) is shown, path
            said = "".join(api.get(f"incidents/{one.id}{part}").text for one in held for part in ("", "/claims", "/history", "/links"))
            assert "Four shepherds" in said
            assert ("Jassim" in said) is shown


def test_a_state_is_tagged_and_asked_for_once(api: TestClient) -> None:
    first = api.get("incidents")
    again = api.get("incidents", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert api.get("incidents", headers={"if-none-match": f'"other", W/{first.headers["etag"]}'}).status_code == 304
    assert api.get("incidents", headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "asked", "status", "words"),
    [
        ("incidents/0000000000000000", {}, 404, "has no incident"),
        ("articles/nothing", {}, 404, "has no article"),
        ("claims/nothing", {}, 404, "has no claim"),
        ("nothing", {}, 404, "Nothing is kept"),
        ("incidents", {"since": "yesterday"}, 422, "since"),
        ("incidents", {"limit": "0"}, 422, "limit"),
        ("incidents", {"cursor": "x"}, 422, "cursor"),
        ("incidents/0000000000000000", {"policy": "mine"}, 422, "no policy"),
    ],
)
def test_errors_are_problems(api: TestClient, path: str, asked: dict[str, str], status: int, words: str) -> None:
    answer = api.get(path, params=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert words in body["detail"]


def test_a_judgement_is_appended_and_shows_at_once(stored: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.db"
    path.write_bytes(stored.read_bytes())
    with TestClient(create_app(path), base_url="http://127.0.0.1/api/v1/") as api:
        one = api.get("incidents").json()["items"][0]
        assert one["status"] == "proposed"
        made = api.post(
            "judgements", json={"reviewer": "A. Reviewer", "verdict": "accept", "subjects": [one["id"]], "reason": "two papers"}
        )
        assert made.status_code == 201, made.text
        assert api.get(f"incidents/{one['id']}").json()["status"] == "confirmed"
        assert [j["id"] for j in all_of(api, "judgements", limit=1)] == [made.json()["id"]]
        for wrong, status in (
            ({"verdict": "bless"}, 422), ({"verdict": "merge"}, 422), ({"subjects": ["0" * 16]}, 404), ({"subjects": []}, 422),
            ({"reviewer": ""}, 422), ({"reviewer": " "}, 422), ({"reason": ""}, 422),
            ({"verdict": "edit", "field": "tolls", "value": "0"}, 422),
        ):  # fmt: skip
            given = {"reviewer": "A. Reviewer", "verdict": "accept", "subjects": [one["id"]], **wrong}
            answer = api.post("judgements", json=given)
            assert answer.status_code == status, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
        assert api.post("judgements", content=b"{", headers={"content-type": "application/json"}).status_code == 422
        assert len(all_of(api, "judgements")) == 1


def test_another_site_and_a_browser_without_the_forms_token_are_refused(api: TestClient) -> None:
    given = {"reviewer": "R", "verdict": "accept", "subjects": ["0" * 16]}
    other = api.post("judgements", json=given, headers={"origin": "https://evil.example"})
    assert other.status_code == 403
    assert other.headers["content-type"] == "application/problem+json"
    assert api.post("judgements", json=given, headers={"sec-fetch-site": "same-origin", "accept": "text/html"}).status_code == 403


def test_without_the_token_nothing_is_told(stored: Path) -> None:
    with TestClient(create_app(stored, token="a long enough token"), base_url="http://127.0.0.1/api/v1/") as api:
        answer = api.get("incidents")
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert api.get("incidents", headers={"authorization": "Bearer a long enough token"}).status_code == 200


def test_the_interface_describes_itself(api: TestClient) -> None:
    told = api.get("openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert {"/api/v1/incidents", "/api/v1/incidents/{key}", "/api/v1/judgements", "/api/v1/displacement"} <= told["paths"].keys()
    assert all(path.startswith("/api/v1/") for path in told["paths"])

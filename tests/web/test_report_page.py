"""The situation report in the browser: the form, the frame, the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline import Ledger, extract_claims
from dateline.articles import read_articles
from dateline.ledger import take_in
from dateline.sources import gather
from dateline.web import create_app


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("report") / "l.db"
    with Ledger(path) as ledger:
        assert list(take_in(ledger, gather(["samples/01-balad-first-report.txt"]), reader=read_articles, extractor=extract_claims))
    with TestClient(create_app(path), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        yield client


def test_the_frame_has_the_report_and_can_do_nothing(desk: TestClient) -> None:
    page = desk.get("/report", params={"since": "2016-10-20", "until": "2016-11-01", "place": "Balad"})
    assert 'sandbox=""' in page.text
    assert "since=2016-10-20&amp;until=2016-11-01&amp;place=Balad" in page.text
    frame = desk.get("/report/document", params={"since": "2016-10-20", "until": "2016-11-01"})
    assert frame.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "script" not in frame.headers["content-security-policy"]
    assert "Balad" in frame.text
    assert "<script" not in frame.text


@pytest.mark.parametrize(("form", "begins"), [("text", b""), ("markdown", b"#"), ("html", b"<!")])
def test_files_to_take_away(desk: TestClient, form: str, begins: bytes) -> None:
    answer = desk.get("/report/document", params={"until": "2016-11-01", "form": form, "keep": "1"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.content.lower().startswith(begins)
    assert "Balad" in answer.text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "yesterday"}, "is no day"), ({"since": "2016-12-01", "until": "2016-11-01"}, "turn them round"),
        ({"template": "../../etc/passwd"}, "there is no template"), ({"form": "docx"}, "there is no form"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_says_why(desk: TestClient, asked: dict[str, str], words: str) -> None:
    answer = desk.get("/report/document", params=asked)
    assert answer.status_code == 422
    assert words in answer.text


def test_an_empty_ledger_has_nothing_to_report(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path / "e.db", create=True), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        assert "nothing to report yet" in client.get("/report").text

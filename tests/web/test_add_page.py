"""Files, texts and addresses that a browser hands over, and what becomes of them."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline import Ledger
from dateline.web import create_app

REPORT = "Mine kills nine near Mosul\n\nMOSUL, 3 May 2019 - A mine killed nine farmers near Mosul on Tuesday, police said.\n\n" + (
    "The farmers were on their way to a market in the next village when the mine went off under their lorry.\n\n" * 2
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """Return a browser before an empty ledger."""
    with TestClient(create_app(tmp_path / "l.db", create=True), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        yield client


def token(desk: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', desk.get("/add").text)
    assert found is not None
    return found[1]


def ended(desk: TestClient, address: str) -> str:
    """Return the page of a piece of work once it is over."""
    for _ in range(600):
        answer = desk.get(address)
        assert answer.status_code == 200
        if "refresh" not in answer.headers:
            return answer.text
        time.sleep(0.1)
    raise AssertionError(f"{address} never ends: {answer.text}")


def test_a_file_an_archive_and_what_cannot_be_read(desk: TestClient, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("again.txt", REPORT)
        archive.writestr("bare.txt", "")
    files = [
        ("files", ("../../report.txt", REPORT.encode())),
        ("files", ("more.zip", packed.getvalue())),
        ("files", ("<b>odd</b>.bin", b"\0\1\2\3" * 50)),
    ]
    page = ended(desk, str(desk.post("/add/files", files=files, data={"csrf": token(desk)}).url.path))
    assert "1 stored" in page
    assert "1 duplicate" in page
    assert "refused" in page
    assert "more.zip!again.txt" in page
    assert "/tmp" not in page, "the way a file took is nobody's business"
    assert "<b>odd" not in page
    with Ledger(tmp_path / "l.db", create=False) as ledger:
        assert {seen.origin for seen in ledger.sources() if seen.outcome == "stored"} == {"report.txt"}


def test_a_pasted_text_with_its_day(desk: TestClient, tmp_path: Path) -> None:
    text = REPORT.replace(", 3 May 2019", "")
    answer = desk.post("/add/text", data={"csrf": token(desk), "text": text, "published": "2019-05-03", "publisher": "The Courier"})
    assert "1 stored" in ended(desk, str(answer.url.path))
    with Ledger(tmp_path / "l.db", create=False) as ledger:
        (article,) = ledger.articles()
        assert article.published is not None
        assert (article.published.value, article.publisher) == ("2019-05-03", "The Courier")


@pytest.mark.parametrize(
    ("way", "data", "words"),
    [
        ("text", {"text": "  "}, "The text is empty"),
        ("text", {"text": REPORT, "published": "last week"}, "is no day"),
        ("text", {"text": REPORT, "url": "javascript:alert(1)"}, "is no web address"),
        ("address", {"address": "file:///etc/passwd"}, "is no web address"),
        ("address", {"address": "/etc/passwd"}, "is no web address"),
        ("files", {}, "No file was chosen"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_the_field(desk: TestClient, way: str, data: dict[str, str], words: str) -> None:
    answer = desk.post(f"/add/{way}", data={"csrf": token(desk), **data})
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "http://localhost/x", "http://169.254.169.254/latest", "http://[::1]/x"])
def test_addresses_of_this_machine_and_its_network_are_not_asked(desk: TestClient, address: str) -> None:
    page = ended(desk, str(desk.post("/add/address", data={"csrf": token(desk), "address": address}).url.path))
    assert "1 refused" in page


def test_without_the_forms_token_nothing_is_added(desk: TestClient) -> None:
    desk.get("/add")
    assert desk.post("/add/text", data={"text": REPORT}).status_code == 403
    assert desk.get("/add/nothing").status_code == 404

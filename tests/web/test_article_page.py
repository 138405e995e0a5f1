"""The article reader and the archived original, also of articles that mean harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline import Ledger, extract_claims, read_article
from dateline.records import RawDocument
from dateline.web import create_app

HOSTILE = """<!doctype html><html><head><title>Mine kills nine</title>
<style>body{background:url(https://evil.example/x)}</style><script>alert(1)</script></head>
<body onload="alert(2)"><article><h1>Mine kills nine near Mosul</h1>
<p>A mine killed nine farmers near Mosul on Tuesday, the police said. <img src=x onerror="alert(3)">
<a href="javascript:alert(4)">more</a> <svg onload="alert(5)"><script>alert(6)</script></svg></p>
<p>The farmers were on their way to market when the blast struck, \u202eyas yeht\u202c a man said &lt;script&gt;alert(7)&lt;/script&gt;.</p>
<p>Two children were among the dead, the hospital in Mosul said on Wednesday, and four people were wounded.</p>
<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><input name=a></form>
<meta http-equiv="refresh" content="0;url=https://evil.example/"></article></body></html>"""
PRIVATE = """Mosul, 3 May 2019 - Nine farmers were killed by a mine near Mosul on Tuesday, said Hamid Jassim, a farmer who lost his brother.

"They were walking to the market," Jassim said."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Make a ledger of hostile articles; return it and their ids."""
    folder = tmp_path_factory.mktemp("reader")
    texts = {
        "hostile": ("page.html", HOSTILE.encode()),
        "private": ("private.txt", PRIVATE.encode()),
        "long": ("long.txt", ("A mine killed nine farmers near Mosul on Tuesday. " + "word " * 1_000_000).encode()),
    }
    ids = {}
    with Ledger(folder / "l.db") as ledger:
        for name, (file, data) in texts.items():
            path = folder / file
            path.write_bytes(data)
            article = read_article(path, published="2019-05-03")
            claims = extract_claims(article) if name != "long" else []
            ledger.add(RawDocument(data, str(path), None, sha256(data).hexdigest()), article, claims, extractor="test")
            ids[name] = article.id
    return folder / "l.db", ids


@pytest.fixture
def reader(made: tuple[Path, dict[str, str]]) -> Iterator[TestClient]:
    """Return a browser on this machine."""
    with TestClient(create_app(made[0]), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        yield client


def test_a_hostile_article_is_shown_harmless(reader: TestClient, made: tuple[Path, dict[str, str]]) -> None:
    answer = reader.get(f"/articles/{made[1]['hostile']}")
    assert answer.status_code == 200
    body = answer.text.partition('<main id="main"')[2]
    assert "<script" not in body
    assert "alert(1)" not in body
    assert not re.search(r"<[^>]+\son\w+=", body)
    assert not re.search(r'(?:href|src)="(?!/|#)', body), "nothing leads elsewhere"
    assert "\u202e" not in body, "nothing turns the text"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_the_original_can_do_nothing(reader: TestClient, made: tuple[Path, dict[str, str]]) -> None:
    page = reader.get(f"/articles/{made[1]['hostile']}/original")
    assert 'sandbox=""' in page.text
    frame = reader.get(f"/articles/{made[1]['hostile']}/original/frame")
    policy = frame.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "unsafe" not in policy
    assert "script" not in policy
    assert frame.headers["x-frame-options"] == "SAMEORIGIN"
    body = frame.text.partition("<body>")[2]
    assert "nine farmers" in body
    assert not re.search(r"<(?:script|svg|iframe|form|input|img|a|meta|style)\b", body)
    assert not re.search(r"<\w+[^>]*=", body), "no attribute is left"


def test_names_of_private_persons_are_masked(reader: TestClient, made: tuple[Path, dict[str, str]]) -> None:
    body = reader.get(f"/articles/{made[1]['private']}").text
    assert "Jassim" not in body
    assert "██████" in body


def test_a_text_of_five_megabytes_comes_in_parts(reader: TestClient, made: tuple[Path, dict[str, str]]) -> None:
    answer = reader.get(f"/articles/{made[1]['long']}")
    assert len(answer.text) < 500_000
    assert "The text goes on" in answer.text
    following = re.search(r'href="(/articles/\w+\?at=\d+)">The text goes on', answer.text)
    assert following is not None
    assert "Earlier part of the text" in reader.get(following[1]).text


def test_the_beginning_of_an_id_leads_to_the_article_and_a_claim_to_its_place(
    reader: TestClient, made: tuple[Path, dict[str, str]]
) -> None:
    key = made[1]["private"]
    answer = reader.get(f"/articles/{key[:10]}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/articles/{key}")
    with Ledger(made[0], create=False) as ledger:
        claim = ledger.claims(key)[0].id
    answer = reader.get(f"/articles/{claim}", follow_redirects=False)
    assert answer.headers["location"] == f"/articles/{key}#claim-{claim}"
    assert reader.get("/articles/nothing-of-the-kind").status_code == 404


def test_the_list_finds_words_and_says_when_there_are_none(reader: TestClient) -> None:
    assert "3 articles" in reader.get("/articles").text
    assert "1 article with" in reader.get("/articles", params={"q": "on their way to market"}).text
    nothing = reader.get("/articles", params={"q": '"><script>alert(1)</script>'})
    assert "No article holds" in nothing.text
    assert "<script>alert" not in nothing.text

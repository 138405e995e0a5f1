"""The samples of an empty ledger are read in the background, and the page tells how far."""

from __future__ import annotations

import re
import time

from fastapi.testclient import TestClient
from reports_by_hand import ADDRESS, BROWSER

from dateline.web import create_app


def test_an_empty_ledger_offers_reads_and_shows_the_samples(tmp_path, form_token):
    folder = tmp_path / "samples"
    folder.mkdir()
    text = "Blast in Mosul\n\nPublished 6 November 2016\n\nMOSUL - A car bomb killed 12 people in Mosul on Saturday, police said.\n"
    (folder / "report.txt").write_text(text, encoding="utf-8")
    (folder / "README.md").write_text("A car bomb killed 99 people in Mosul on Saturday, police said.", encoding="utf-8")
    with TestClient(create_app(tmp_path / "new.db", create=True, samples=folder), base_url=ADDRESS, headers=BROWSER) as client:
        offer = client.get("/")
        assert "1 invented report comes" in offer.text
        page = client.post("/first-run", data={"csrf": form_token(client)})
        until = time.monotonic() + 60
        while page.url.path == "/first-run" and time.monotonic() < until:
            assert "refresh" in page.headers or "read" in page.text
            time.sleep(0.2)
            page = client.get("/first-run")
        assert str(page.url).endswith("/?tour=1")
        assert re.search(r"12\s+killed", page.text)
        assert not re.search(r"99\s+killed", page.text)


def test_a_ledger_with_reports_takes_no_samples(client, form_token):
    before = client.app.state.site.ledger.count()
    client.post("/first-run", data={"csrf": form_token(client)})
    assert client.app.state.site.ledger.count() == before
    assert not client.app.state.site.samples.progress.running

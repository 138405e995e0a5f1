"""The served application over a ledger made by hand, as a test client and as a real server with a real browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import reports_by_hand
from fastapi.testclient import TestClient
from reports_by_hand import ADDRESS, BROWSER

from dateline.web import create_app

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "war.db"
    reports_by_hand.fill(path)
    return path


@pytest.fixture(scope="session")
def client(ledger_file: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ledger_file), base_url=ADDRESS, headers=BROWSER, follow_redirects=False) as made:
        yield made


@pytest.fixture
def form_token() -> Callable[[TestClient], str]:
    def find(client: TestClient, path: str = "/") -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', client.get(path, follow_redirects=True).text)
        assert found is not None
        return found[1]

    return find


@pytest.fixture(scope="session")
def server(ledger_file: Path) -> Iterator[str]:
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(create_app(ledger_file), port=port, log_level="warning"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pages are not tested in a browser")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM} ($CHROMIUM names another): pages are not tested in a browser")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()

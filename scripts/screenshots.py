"""Take the pictures of docs/screenshots: the real server over the sample reports, in Chromium.

Usage: python scripts/screenshots.py [LEDGER] [OUT]

Without LEDGER the sample reports are read into a ledger of its own (a minute). Needs Playwright's package and a Chromium (`$CHROMIUM`, or
/usr/bin/chromium). A page that is not there is passed over and named.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import Ledger
from dateline.web import create_app

ROOT = Path(__file__).resolve().parents[1]
#: All pictures together may weigh this much, in bytes: they are in every copy of the repository.
MOST = 1_500_000
WIDE, NARROW = (1440, 900), (390, 844)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file's name, the page (``contested``: the incident with most contradictions), the screen, the theme."""

    name: str
    path: str
    size: tuple[int, int]
    theme: str = "light"
    part: str = ""


SHOTS = (
    Shot("overview", "/", WIDE),
    Shot("overview-dark", "/", WIDE, "dark"),
    Shot("overview-narrow", "/", NARROW),
    Shot("incident", "contested", WIDE),
    Shot("incident-contradictions", "contested", WIDE, part="#contradictions"),
    Shot("incident-narrow", "contested", NARROW, "dark"),
    Shot("first-run", "/first-run", WIDE),
)


def fill(path: Path) -> None:
    """Read the sample reports into a ledger."""
    from dateline.web.samples import Samples

    with Ledger(path) as ledger:
        samples = Samples(ROOT / "samples")
        samples.read_into(ledger)
        while samples.progress.running:
            time.sleep(0.2)
        if samples.progress.failed:
            raise SystemExit(samples.progress.failed)


def serve(path: Path, samples: Path | None = None) -> tuple[str, Any]:
    """Serve a ledger on a free port; return its address and the server."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(path, create=True, samples=samples), port=port, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}", server


def take(browser: Any, address: str, shot: Shot, contested: str, out: Path) -> None:
    """Take one picture."""
    page = browser.new_page(viewport={"width": shot.size[0], "height": shot.size[1]}, color_scheme=shot.theme)
    answer = page.goto(address + (contested if shot.path == "contested" else shot.path))
    if answer.status != 200:
        print(f"{shot.name}: {answer.status}, not taken")
        return
    for _ in range(200):
        if page.evaluate("!document.querySelector('.map') || document.documentElement.dataset.map === 'ready'"):
            break
        time.sleep(0.05)
    # Names of places and tiles come in one after the other.
    page.wait_for_timeout(300)
    if shot.part:
        page.locator(shot.part).screenshot(path=out / f"{shot.name}.png")
    else:
        page.screenshot(path=out / f"{shot.name}.png")
    page.close()


def main() -> None:
    """Take all pictures and check their weight."""
    from playwright.sync_api import sync_playwright

    out = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "samples.db"
        if len(sys.argv) < 2:
            fill(path)
        with Ledger(path, create=False) as ledger:
            most = max(ledger.summaries(), key=lambda s: (len(s.contradictions), s.voices))
        address, server = serve(path)
        empty, other = serve(Path(folder) / "empty.db", ROOT / "samples")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
            )  # fmt: skip
            for shot in SHOTS:
                take(browser, empty if shot.path == "/first-run" else address, shot, f"/incidents/{most.id}", out)
            browser.close()
        server.should_exit = other.should_exit = True
    weight = sum(file.stat().st_size for file in out.glob("*.png"))
    print(f"{weight:,} bytes in {out}")
    if weight > MOST:
        raise SystemExit(f"the pictures weigh {weight:,} bytes, more than {MOST:,}; take fewer or smaller ones")


if __name__ == "__main__":
    main()

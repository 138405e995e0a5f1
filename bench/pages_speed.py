"""Measure the overview in a real browser on a big ledger (task `pages_speed`, no data needed): first view, filter, brush, page weight.

The incidents are invented on one line each (`dateline.records.IncidentSummary`), as a ledger gives them; with --ledger a real one is
served instead. Needs Playwright's package and a Chromium (`$CHROMIUM`, or /usr/bin/chromium).
"""

from __future__ import annotations

import json
import os
import random
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.records import Flow, IncidentSummary, Measure, Scope, TollLine, Unit

FIRST_DAY, DAYS, TOWNS = date(2014, 1, 1), 3650, 4000
_TYPES = (
    ("battle", "armed_clash"), ("explosion", "shelling"), ("explosion", "air_strike"), ("attack", "shooting"), ("detention", "arrest"),
    ("displacement", "flight"), ("unrest", "protest"),
)  # fmt: skip
_GRADES = ("single", "single", "single", "reported", "corroborated", "contested", "contradicted")
_KINDS = ("official", "belligerent", "medic", "witness", "media", "ngo", "un")
#: Times that each thing is measured.
TIMES = 7


def invented(incidents: int, seed: int) -> Iterator[IncidentSummary]:
    """Yield incident summaries in order of their days; the same for the same seed."""
    chance = random.Random(seed)
    towns = [(f"Town {n}", round(chance.uniform(12, 48), 4), round(chance.uniform(-5, 60), 4)) for n in range(TOWNS)]
    for number in range(1, incidents + 1):
        day = FIRST_DAY + timedelta(days=number * DAYS // incidents)
        known = chance.random()
        spread = 0 if known < 0.6 else chance.randrange(1, 12)
        town, lat, lon = towns[min(int(chance.expovariate(1 / 400)), TOWNS - 1)]
        kind, narrower = chance.choice(_TYPES)
        voices = min(9, 1 + int(chance.expovariate(0.9)))
        low = int(chance.expovariate(0.2))
        best, high = low + chance.randrange(3), None if chance.random() < 0.1 else low + chance.randrange(2, 30)
        tolls = [TollLine(Measure.KILLED, Unit.PERSON, None, low, best, high)] if chance.random() < 0.7 else []
        if chance.random() < 0.4:
            tolls.append(TollLine(Measure.INJURED, Unit.PERSON, None, low, best + 2, None if high is None else high + 2))
        if kind == "displacement":
            tolls = [TollLine(Measure.DISPLACED, Unit.PERSON, Flow.FLOW, 10 * low, 10 * best, None)]
        yield IncidentSummary(
            id=f"{number:016x}", number=number, event_type=kind, event_subtype=narrower, stage="accomplished", status="proposed",
            grade="single" if voices == 1 else chance.choice(_GRADES[3:]),
            earliest=None if known > 0.97 else day.isoformat(), latest=(day + timedelta(days=spread)).isoformat(),
            place=None if known < 0.02 else town, lat=None if known < 0.02 else lat, lon=None if known < 0.02 else lon,
            precision=7 if known < 0.02 else chance.choice((1, 1, 1, 2, 3, 4)), country="IQ", admin1=f"Province {int(lat)}",
            sides=tuple(chance.sample(("Red Guard", "Blue Army", "Green Front", "Hill Militia", "River Brigade"), chance.randrange(3))),
            tolls=tuple(tolls), contradictions=("number",) if chance.random() < 0.1 else (), voices=voices, claims=voices * 2,
            kinds=tuple(sorted(chance.sample(_KINDS, min(voices, 3)))), scope=Scope.PERIOD if known > 0.95 else Scope.INCIDENT,
        )  # fmt: skip


def predict(incidents: int = 100_000, seed: int = 1, ledger: str | None = None) -> Iterator[dict[str, Any]]:
    """Serve a ledger and measure its overview.

    Args:
        incidents: how many are invented.
        seed: of the invention.
        ledger: a ledger to serve in place of invented incidents.
    """
    import uvicorn
    from playwright.sync_api import sync_playwright

    from dateline.web import create_app
    from dateline.web.snapshot import Snapshot

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(ledger or Path(folder) / "empty.db", create=ledger is None)
        begun = time.perf_counter()
        if ledger is None:
            made = list(invented(incidents, seed))
            begun = time.perf_counter()
            snapshot = Snapshot(app.state.site.ledger.generation(), made).warm()
            app.state.site.snapshots.hold(snapshot)
        else:
            snapshot = app.state.site.snapshot()
        yield {"measure": "snapshot", "seconds": round(time.perf_counter() - begun, 3), "incidents": len(snapshot)}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
            )  # fmt: skip
            yield from _measure(browser, f"http://127.0.0.1:{port}/")
            browser.close()
        server.should_exit = True
        thread.join()


def _measure(browser: Any, address: str) -> Iterator[dict[str, Any]]:
    for run in ("first view, cold", "first view, again"):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        weights: list[tuple[str, int]] = []
        page.on("requestfinished", lambda r, w=weights: w.append((r.url, r.sizes()["responseBodySize"])))
        begun = time.perf_counter()
        page.goto(address, wait_until="load")
        loaded = time.perf_counter() - begun
        _until(page, "document.documentElement.dataset.map === 'ready'")
        ready = time.perf_counter() - begun
        page.wait_for_timeout(200)
        by_part = {url.split("?")[0].removeprefix(address) or "page": size for url, size in weights}
        yield {"measure": run, "loaded": round(loaded, 3), "map ready": round(ready, 3), "bytes": sum(by_part.values()), "parts": by_part}
        if run == "first view, again":
            yield {"measure": "filter by type", **_times(page, _choose("type", ("shelling", "battle", "explosion", "")))}
            yield {"measure": "filter by place", **_times(page, _type_place)}
            yield {"measure": "brush", **_times(page, _brush)}
        page.close()


def _until(page: Any, condition: str) -> None:
    for _ in range(400):
        if page.evaluate(condition):
            return
        time.sleep(0.01)
    raise TimeoutError(condition)


def _times(page: Any, act: Any) -> dict[str, Any]:
    """Return the milliseconds from an act to the new list on the page, measured in the page itself."""
    page.evaluate(
        "window.swapped = []; new MutationObserver(() => window.swapped.push(performance.now()))"
        ".observe(document.getElementById('results'), { childList: true })"
    )
    taken = []
    for turn in range(TIMES):
        page.evaluate("window.swapped.length = 0")
        begun = act(page, turn)
        _until(page, "window.swapped.length > 0")
        taken.append(page.evaluate("window.swapped[0]") - begun)
        _until(page, "document.documentElement.dataset.map === 'ready'")
    return {"median_ms": round(statistics.median(taken)), "worst_ms": round(max(taken))}


def _choose(name: str, values: tuple[str, ...]) -> Any:
    def act(page: Any, turn: int) -> float:
        script = """([name, value]) => { const field = document.getElementById(name); const now = performance.now(); field.value = value;
                    field.dispatchEvent(new Event('change', { bubbles: true })); return now; }"""
        return float(page.evaluate(script, [name, values[turn % len(values)]]))

    return act


def _type_place(page: Any, turn: int) -> float:
    return float(_choose("place", ("town 12", "town 3", "province 3", ""))(page, turn))


def _brush(page: Any, turn: int) -> float:
    """Drag over a stretch of the brush; the time counts from letting go."""
    box = page.locator("#brush svg").bounding_box()
    x, y = box["x"] + box["width"] * (0.2 + 0.05 * turn), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y, steps=5)
    begun = page.evaluate("performance.now()")
    page.mouse.up()
    return float(begun)


if __name__ == "__main__":
    for line in predict():
        print(json.dumps(line))

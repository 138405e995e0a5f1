"""Write situation reports of a ledger: seconds a step, sizes, pages, and what share of the sentences resolves to its evidence.

``python -m bench reports --ledger L [--since D --until D --folder DIR]``. Each sentence is taken apart: every stretch that it cites is
looked up in the ledger, and every number of an incident in its tolls and counts. With the profile ``internal`` the quotes must be the
articles' own characters; the public report is timed as well.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.ledger import Ledger
from dateline.records import Incident
from dateline.reports import FORMATS, Report, Request, build, load, render, to_pdf
from dateline.reports.pdf import missing
from dateline.reports.sentences import Basis, Sentence

_OF_INCIDENTS = ("stated", "toll", "highlight", "happening")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the options and print a line a step; 1 where a sentence does not resolve."""
    options = argparse.ArgumentParser(prog="python -m bench reports", description=__doc__)
    options.add_argument("--ledger", required=True, help="the ledger to report on")
    options.add_argument("--since", help="first day; the template's days if left out")
    options.add_argument("--until", help="last day")
    options.add_argument("--template", default="weekly", help="a template's name or file")
    options.add_argument("--folder", type=Path, help="where to write the reports to; nowhere if left out")
    given = options.parse_args(arguments)
    whole = True
    for record in steps(given.ledger, Request(given.since, given.until), template=given.template, folder=given.folder):
        print(show(record), flush=True)
        whole &= record.get("resolved") == record.get("sentences") == record.get("numbers_hold")
    return 0 if whole else 1


def steps(ledger: str, request: Request, *, template: str, folder: Path | None) -> Iterator[dict[str, Any]]:
    """Yield a row for the report's evidence, and one for each layout; the reports are written into `folder` where one is given."""
    form = load(template)
    with Ledger(ledger, create=False) as store:
        began = time.perf_counter()
        whole = build(store, request, template=form, profile="internal")
        yield {"step": "build internal", "seconds": time.perf_counter() - began, **_resolved(store, whole)}
        began = time.perf_counter()
        public = build(store, request, template=form)
        yield {"step": "build public", "seconds": time.perf_counter() - began, "footnotes": len(public.footnotes)}
    for layout in FORMATS:
        began = time.perf_counter()
        data = render(public, layout, form).encode()
        yield {"step": layout, "seconds": time.perf_counter() - began, "bytes": len(data)}
        _write(folder, f"report.{layout}", data)
    if (why := missing()) is not None:
        yield {"step": "pdf", "skipped": why}
        return
    import pypdfium2

    began = time.perf_counter()
    data = to_pdf(public, form)
    yield {
        "step": "pdf", "seconds": time.perf_counter() - began, "bytes": len(data), "pages": len(pypdfium2.PdfDocument(data)),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    _write(folder, "report.pdf", data)


def show(record: dict[str, Any]) -> str:
    """Say one row in a line."""
    return "  ".join(f"{name} {value:,.2f}" if isinstance(value, float) else f"{name} {value}" for name, value in record.items())


def _write(folder: Path | None, name: str, data: bytes) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _resolved(store: Ledger, report: Report) -> dict[str, int]:
    """Return how many sentences there are, and how many of them hold: in their characters, and in their numbers."""
    incidents = {incident.id: incident for incident in store.incidents()}
    sentences = list(report.sentences())
    texts: dict[str, str] = {}
    held = numbered = 0
    for sentence in sentences:
        for one in sentence.evidence:
            texts.setdefault(one.article_id, store.article(one.article_id).text)
        held += all(texts[one.article_id][one.start : one.end] == one.quote for one in sentence.evidence) and bool(sentence.evidence)
        numbered += _numbers_hold(sentence, incidents)
    return {"sentences": len(sentences), "resolved": held, "numbers_hold": numbered, "footnotes": len(report.footnotes)}


def _numbers_hold(sentence: Sentence, incidents: dict[str, Incident]) -> bool:
    kind, _, rest = sentence.key.partition(":")
    incident = incidents.get(rest.split(":")[0])
    if kind not in _OF_INCIDENTS or incident is None:
        return True
    tolls = {value for toll in incident.tolls for value in (toll.low, toll.best, toll.high)}
    counts = {value for told in incident.counts for term in told.terms for value in (term.low, term.high)}
    return all(n.value in (tolls if n.basis is Basis.TOLL else counts) for n in sentence.numbers if n.basis is not Basis.TALLY)

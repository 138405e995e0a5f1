"""Read the sample reports into an empty ledger, in a thread of its own, while the first page tells how far it is."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.records import Article, Claim, RawDocument

#: The samples' own list of what is in them is no report.
PATTERNS = ("*.txt", "*.html")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many reports there are and were read; whether the reading goes on; why it stopped before the end, if so."""

    reports: int
    read: int
    running: bool
    failed: str | None = None


class Samples:
    """The sample reports of a folder.

    Args:
        folder: where they are; ``None`` where there are none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._sources = sorted(str(path) for pattern in PATTERNS for path in folder.glob(pattern)) if folder is not None else []
        self._lock = threading.Lock()
        self._progress = Progress(len(self._sources), 0, running=False)

    @property
    def are_there(self) -> bool:
        """Whether there are any."""
        return bool(self._sources)

    @property
    def progress(self) -> Progress:
        """How far the reading is."""
        return self._progress

    def read_into(self, ledger: Ledger) -> None:
        """Begin to read the reports into a ledger, unless that goes on already; what the ledger has it leaves alone."""
        with self._lock:
            if self._progress.running or not self._sources:
                return
            self._progress = Progress(len(self._sources), 0, running=True)
        threading.Thread(target=self._read, args=(ledger,), daemon=True, name="samples").start()

    def _read(self, ledger: Ledger) -> None:
        # Imported here: the analyser takes seconds to load, and only who asks for the samples waits for it.
        from dateline.ledger.intake import take_in
        from dateline.sources import gather

        total = len(self._sources)
        failed = None
        try:
            for number, _ in enumerate(take_in(ledger, gather(self._sources), reader=_articles, extractor=_claims), 1):
                self._progress = Progress(total, number, running=True)
            ledger.refresh()
        except DatelineError as error:
            failed = str(error)
        self._progress = Progress(total, self._progress.read, running=False, failed=failed)


def _articles(raw: RawDocument) -> list[Article]:
    from dateline.articles import read_articles

    return list(read_articles(raw))


def _claims(article: Article) -> list[Claim]:
    from dateline.claims import extract_claims

    return extract_claims(article)

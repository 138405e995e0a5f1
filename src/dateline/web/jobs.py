"""Bring what a browser hands over into the ledger, one piece of work after the other, while its page tells what became of each item."""

from __future__ import annotations

import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.records import Article, Claim, RawDocument, Supplied
from dateline.sources import Item, Refusal

#: Pieces of work whose outcome is remembered; the oldest that has ended is forgotten first.
MOST = 50
#: Fates of one piece of work that are kept; the others are counted.
FATES = 2000


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one item: ``stored``, ``duplicate`` or ``refused``, its articles, how many claims were new, why it was refused."""

    origin: str
    outcome: str
    title: str | None
    articles: tuple[str, ...]
    claims: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work as it is now. `state` is ``waiting``, ``running``, ``done`` or ``failed`` (then `failed` says why); `counted` has
    the number of items by outcome."""

    id: str
    what: str
    state: str
    fates: tuple[Fate, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()
    failed: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will change."""
        return self.state in ("done", "failed")


class Jobs:
    """The pieces of work of one ledger; one thread does them in turn, since reading takes all the machine has.

    Args:
        ledger: where things are brought to.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def find(self, key: str) -> Job | None:
        """Return a piece of work as it is now; ``None`` where none of this id is remembered."""
        with self._lock:
            return self._jobs.get(key)

    def add_files(self, files: Iterable[tuple[str, bytes]]) -> Job:
        """Begin to add files that were handed over: their names, and their bytes."""
        given = [(PurePath(name.replace("\\", "/")).name or "file", data) for name, data in files]
        return self._begin(", ".join(name for name, _ in given), lambda: _of_files(given))

    def add_text(self, text: str, supplied: Supplied) -> Job:
        """Begin to add a text that was pasted, with what was said of it."""
        from dateline.sources.documents import document_of

        data = text.encode("utf-8", "replace")
        raw = document_of(data, "pasted text", media_type="text/plain", charset="utf-8", supplied=supplied)
        return self._begin("pasted text", lambda: iter([raw]))

    def add_address(self, url: str) -> Job:
        """Begin to get a page, feed or sitemap; addresses of this machine and its network are refused by `dateline.sources`."""
        from dateline.sources import gather

        return self._begin(url, lambda: gather([url], visits=self._ledger))

    def _begin(self, what: str, items: Callable[[], Iterator[Item]]) -> Job:
        job = Job(secrets.token_urlsafe(9), what, "waiting")
        self._keep(job)
        threading.Thread(target=self._work, args=(job, items), daemon=True, name=f"add {job.id}").start()
        return job

    def _work(self, job: Job, items: Callable[[], Iterator[Item]]) -> None:
        from dateline.ledger import take_in

        with self._turn:
            job = self._keep(replace(job, state="running"))
            counted: dict[str, int] = {}
            try:
                for taken in take_in(self._ledger, items(), reader=_articles, extractor=_claims):
                    fate = Fate(taken.source, str(taken.outcome), taken.title, taken.article_ids, taken.stored_claims, taken.reason)
                    counted[fate.outcome] = counted.get(fate.outcome, 0) + 1
                    fates = (*job.fates, fate) if len(job.fates) < FATES else job.fates
                    job = self._keep(replace(job, fates=fates, counted=tuple(sorted(counted.items()))))
                self._ledger.refresh()
            except DatelineError as error:
                self._keep(replace(job, state="failed", failed=str(error)))
            except BaseException:
                self._keep(replace(job, state="failed", failed="a fault in Dateline; what was stored is kept. Please report it"))
                raise
            else:
                self._keep(replace(job, state="done"))

    def _keep(self, job: Job) -> Job:
        with self._lock:
            self._jobs[job.id] = job
            for key in [key for key, other in self._jobs.items() if other.over][: max(0, len(self._jobs) - MOST)]:
                del self._jobs[key]
        return job


def _of_files(files: Iterable[tuple[str, bytes]]) -> Iterator[Item]:
    """Yield the items of files, archives among them, under the names they were handed over by."""
    from dateline.sources import gather

    for number, (name, data) in enumerate(files):
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            # The name given is never a path here; its ending alone tells the kind of file.
            path = Path(folder) / f"{number}{PurePath(name).suffix[:12]}"
            path.write_bytes(data)
            for item in gather([path]):
                yield _renamed(item, str(path), name)


def _renamed(item: Item, path: str, name: str) -> Item:
    """Return an item under the name that it was handed over by."""
    if isinstance(item, Refusal):
        return Refusal(item.origin.replace(path, name), item.reason.replace(path, name))
    return replace(item, origin=item.origin.replace(path, name))


def _articles(raw: RawDocument) -> list[Article]:
    from dateline.articles import read_articles

    return list(read_articles(raw))


def _claims(article: Article) -> list[Claim]:
    from dateline.claims import extract_claims

    return extract_claims(article)

"""Put the web application together: guard, pages, static files."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from dateline import __version__
from dateline.basemap import Box, clipped
from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.web.errors import handle_errors
from dateline.web.pages import routers
from dateline.web.samples import Samples
from dateline.web.security import Guard, form_checked
from dateline.web.sessions import Sessions
from dateline.web.site import Site
from dateline.web.static_files import Static

#: Answers shorter than this are sent as they are.
COMPRESSED_FROM = 1000
#: Any part of the base map: reading one reads all.
AHEAD = Box(43, 33, 45, 35)


def _read_ahead(site: Site) -> None:
    try:
        site.snapshot()
        clipped(AHEAD, grain=0.1)
    except DatelineError:
        # The page that needs it says so.
        return


def create_app(
    ledger_url: str | Path, *, token: str | None = None, hosts: Iterable[str] = (), profile: str = "public", samples: Path | None = None,
    create: bool = False,
) -> FastAPI:  # fmt: skip
    """Return the application that serves a ledger.

    Args:
        ledger_url: a file's path or a database URL.
        token: what must be shown to get in; ``None`` lets in everyone who reaches the port, which is for the own machine alone.
        hosts: further names it answers to.
        profile: how private persons' names are shown.
        samples: a folder of sample reports for an empty ledger to offer.
        create: whether a ledger that is not there yet is made.

    Raises:
        LedgerError: if the ledger cannot be opened.
    """
    ledger = Ledger(ledger_url, create=create)
    sessions = Sessions(token)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        # Read ahead, so that the first to look does not wait; who comes sooner waits for the same reading.
        threading.Thread(target=_read_ahead, args=(app.state.site,), daemon=True, name="read-ahead").start()
        yield
        ledger.close()

    app = FastAPI(title="Dateline", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.site = Site(ledger, sessions, Samples(samples), profile)
    handle_errors(app)
    app.mount("/static", Static())
    for router in routers():
        app.include_router(router, dependencies=[Depends(form_checked)])
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=5)
    # The last one added is the first to see a request.
    app.add_middleware(Guard, sessions=sessions, hosts=tuple(hosts))
    return app

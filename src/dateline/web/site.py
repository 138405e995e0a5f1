"""What every page needs: the ledger, its snapshot, who is logged in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from fastapi import Request

from dateline.ledger import Ledger
from dateline.records import DisplacementSeries
from dateline.views.export import mask_of
from dateline.web.jobs import Jobs
from dateline.web.samples import Samples
from dateline.web.sessions import Sessions
from dateline.web.snapshot import Snapshot, Snapshots
from dateline.web.speakers import Heard, Outlet, outlets_of, speakers_of

R = TypeVar("R")


@dataclass(frozen=True)
class Site:
    """One served ledger.

    `profile` names how names of private persons are shown (``public`` masks them); `samples` are the reports that an empty ledger offers.
    """

    ledger: Ledger
    sessions: Sessions
    samples: Samples
    profile: str = "public"
    snapshots: Snapshots = field(init=False)
    jobs: Jobs = field(init=False)
    _kept: dict[str, tuple[str, object]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "snapshots", Snapshots(self.ledger))
        object.__setattr__(self, "jobs", Jobs(self.ledger))

    def snapshot(self) -> Snapshot:
        """Return the incidents as they are now."""
        return self.snapshots.current()

    def displacement(self) -> list[DisplacementSeries]:
        """Return the series of displacement as they are now; reckoned once a generation."""
        return self._once("displacement", self.ledger.displacement)

    def sources(self) -> tuple[list[Heard], list[Outlet]]:
        """Return who is heard, speakers and outlets; reckoned once a generation."""
        hide = self.profile == "public"
        return self._once("sources", lambda: (speakers_of(self.ledger.incidents(), hide=hide), outlets_of(self.ledger.articles())))

    def private_names(self) -> re.Pattern[str] | None:
        """Return what finds the names of private persons of the whole ledger, ``None`` where none is to be hidden; once a generation."""
        return self._once("names", lambda: mask_of(self.ledger.claims())) if self.profile == "public" else None

    def _once(self, name: str, reckon: Callable[[], R]) -> R:
        generation = self.snapshot().generation
        kept = self._kept.get(name)
        if kept is None or kept[0] != generation:
            kept = self._kept[name] = (generation, reckon())
        return cast(R, kept[1])


def site_of(request: Request) -> Site:
    """Return the site a request is for; a dependency."""
    return cast(Site, request.app.state.site)

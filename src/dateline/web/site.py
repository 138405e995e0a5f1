"""What every page needs: the ledger, its snapshot, who is logged in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from fastapi import Request

from dateline.ledger import Ledger
from dateline.web.samples import Samples
from dateline.web.sessions import Sessions
from dateline.web.snapshot import Snapshot, Snapshots


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

    def __post_init__(self) -> None:
        object.__setattr__(self, "snapshots", Snapshots(self.ledger))

    def snapshot(self) -> Snapshot:
        """Return the incidents as they are now."""
        return self.snapshots.current()


def site_of(request: Request) -> Site:
    """Return the site a request is for; a dependency."""
    return cast(Site, request.app.state.site)

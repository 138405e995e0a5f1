"""Heed robots.txt (RFC 9309), and ask a host no faster than it likes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

#: What robots.txt calls us.
AGENT = "Dateline"
#: Seconds between two requests to one host, where its robots.txt names no longer delay (Nutch and Scrapy's guides give 1 to 5).
PACE = 1.0
#: The longest delay that is waited for; a host that asks for more is asked this often.
PACE_MOST = 30.0
#: Bytes of robots.txt that are read (RFC 9309, section 2.5: at least 500 KiB).
LIMIT = 512 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt allows: everything where it has none, nothing where it could not be had."""

    parsed: Protego | None = None
    closed: str | None = None

    def allows(self, url: str) -> bool:
        """Return whether an address may be asked."""
        return self.closed is None and (self.parsed is None or bool(self.parsed.can_fetch(url, AGENT)))

    @property
    def delay(self) -> float:
        """Seconds between two requests."""
        asked = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(max(float(asked or 0.0), PACE), PACE_MOST)


def rules_of(status: int | None, data: bytes) -> Rules:
    """Return what a host's answer to /robots.txt allows.

    Args:
        status: of the answer; ``None`` where there was none.
        data: its body.
    """
    if status is None or status >= 500:
        return Rules(closed="its robots.txt cannot be had, which forbids everything (RFC 9309)")
    if status >= 300:
        return Rules()
    return Rules(Protego.parse(data[:LIMIT].decode("utf-8", "replace")))


@dataclass(slots=True)
class Pace:
    """Waits so that no host is asked too often. Seconds; `clock` and `sleep` may be faked."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str, delay: float) -> None:
        """Wait until `host` may be asked again, and note that it is."""
        now = self.clock()
        ready = self._next.get(host, now)
        if ready > now:
            self.sleep(ready - now)
        self._next[host] = max(ready, now) + delay

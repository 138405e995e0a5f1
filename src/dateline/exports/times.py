"""Moments as feeds and calendars want them."""

from __future__ import annotations

from datetime import UTC, datetime


def as_instant(stated: str) -> datetime:
    """Return a day or minute that a page states as a moment, at its first second.

    Pages give their own clock and no zone; layouts that demand UTC get the figures of the page's clock. Where a zone is stated it is
    applied.

    >>> as_instant("2016-11-06").isoformat(), as_instant("2016-11-06T12:58").isoformat()
    ('2016-11-06T00:00:00', '2016-11-06T12:58:00')
    >>> as_instant("2016-11-06T12:58+03:00").isoformat()
    '2016-11-06T09:58:00'

    Raises:
        ValueError: if it is no ISO 8601 day or moment.
    """
    moment = datetime.fromisoformat(stated)
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)

"""Moments as feeds and calendars want them."""

from __future__ import annotations

from datetime import datetime


def as_instant(stated: str) -> datetime:
    """Return a day or minute that a page states as a moment, at its first second.

    Pages give their own clock and seldom a zone; layouts that demand one get the figures of the page's clock, and the loss report says so.

    >>> as_instant("2016-11-06").isoformat(), as_instant("2016-11-06T12:58").isoformat()
    ('2016-11-06T00:00:00', '2016-11-06T12:58:00')

    Raises:
        ValueError: if it is no ISO 8601 day or moment.
    """
    return datetime.fromisoformat(stated).replace(tzinfo=None)

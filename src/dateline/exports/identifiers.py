"""Names of records that hold outside of a ledger: IRIs for feeds and linked data, stable for as long as a record's id is."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

#: RFC 4151's tagging authority and date. `.invalid` (RFC 2606) belongs to nobody and never will, so nobody else can mint these names.
AUTHORITY, SINCE = "dateline.invalid", "2026"


def iri(kind: str, record_id: str) -> str:
    """Return a record's ``tag:`` URI (RFC 4151).

    >>> iri("incident", "a496f4a45c217631")
    'tag:dateline.invalid,2026:incident/a496f4a45c217631'

    Args:
        kind: ``incident``, ``claim``, ``article``, ``judgement``, ``collection``.
        record_id: the record's id; characters that no URI holds are percent-encoded.
    """
    return f"tag:{AUTHORITY},{SINCE}:{kind}/{quote(record_id, safe='')}"


def web_address(url: str | None) -> str | None:
    """Return an article's address where a reader may safely be sent to it: http or https, without spaces or controls.

    >>> web_address("javascript:alert(1)") is None, web_address("https://news.example/a")
    (True, 'https://news.example/a')
    """
    if url is None or not url.isprintable() or any(sign in url for sign in ' "<>\\^`{|}'):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None

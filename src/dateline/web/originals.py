"""The archived original of an article as a document that can do nothing: no script, no style, no link, no picture."""

from __future__ import annotations

import html
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from dateline.errors import DatelineError, UnknownRecord
from dateline.ledger import Ledger
from dateline.records import RawDocument

#: Characters of an original that are shown.
MOST = 1_000_000
#: The frame's own policy: nothing is fetched, nothing runs, and only our own pages may show it.
STYLE = (
    "body{font:16px/1.5 sans-serif;margin:1rem;overflow-wrap:anywhere}pre{white-space:pre-wrap;font:inherit}"
    "table{border-collapse:collapse}td,th{padding:.2em .5em}"
)
_STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"sandbox; default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
HEADERS = {"content-security-policy": POLICY, "x-frame-options": "SAMEORIGIN"}
#: Elements kept: what makes a text legible, and nothing that loads, runs, links or takes input.
TAGS = frozenset(
    {
        "abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "div", "dl", "dt", "em",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "li", "main", "mark", "ol", "p", "pre",
        "q", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
        "ul",
    }
)  # fmt: skip
#: Elements that go with all that is in them.
EMPTIED = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "head", "textarea", "select"})
#: How PDF files and ZIP archives (Word files among them) begin.
_PACKED = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Original:
    """An archived original: as a harmless page, how many characters it has, and how many are shown."""

    page: str
    characters: int
    shown: int


def original_of(ledger: Ledger, article_id: str) -> Original:
    """Return the archived original of an article, made harmless.

    Raises:
        UnknownRecord: if the ledger has no such article, or its bytes were not kept, or hold no text to show.
        LedgerDamaged: if the bytes are missing.
    """
    import nh3

    from dateline.sources.decode import decode

    data = ledger.raw(article_id)
    if data.startswith(_PACKED):
        raise UnknownRecord(f"the original of article {article_id} is a packed or printed document; its words are in the article")
    origin = next((seen.origin for seen in ledger.sources(article_id)), article_id)
    try:
        text = decode(RawDocument(data, origin, None, sha256(data).hexdigest())).source
    except DatelineError as error:
        raise UnknownRecord(
            f"the original of article {article_id} is no text that a page can show ({error}); its words are in the article"
        ) from error
    shown = text[:MOST]
    if "<" in shown and looks_marked_up(shown):
        body = nh3.clean(shown, tags=set(TAGS), clean_content_tags=set(EMPTIED), attributes={}, strip_comments=True, link_rel=None)
    else:
        body = f"<pre>{html.escape(shown)}</pre>"
    head = f'<head><meta charset="utf-8"><title>Original</title><style>{STYLE}</style></head>'
    page = f'<!doctype html><html lang="und">{head}<body>{body}</body></html>'
    return Original(page, len(text), len(shown))


def looks_marked_up(text: str) -> bool:
    """Return whether a text is a web page."""
    head = text[:4096].lower()
    return any(tag in head for tag in ("<!doctype", "<html", "<body", "<head", "<div", "<p>", "<article"))

"""Read what an HTML page declares of itself: title, author, publisher, its story, and when it was published and updated.

Three vocabularies are read: JSON-LD (schema.org), the Open Graph protocol, and the meta elements that content systems write. A page often
says a thing in several places and not everywhere the same; the title is the one that most places agree on, and every stated time is kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree, html

from dateline.articles.dates import read_stamp
from dateline.records import Published

#: schema.org types whose declarations are the page's own; a page also declares its videos, its site and its breadcrumbs.
_ARTICLES = ("Article", "Report", "Posting", "Review")
_SCRIPT = re.compile(r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>(.*?)</script", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"\w+")
#: Meta elements that name a publication or an update, most exact first: (attribute's value, what it tells, basis).
_META_DATES = (
    ("article:published_time", "published", "opengraph"), ("og:article:published_time", "published", "opengraph"),
    ("og:published_time", "published", "opengraph"), ("datepublished", "published", "meta"), ("article.published", "published", "meta"),
    ("parsely-pub-date", "published", "meta"), ("sailthru.date", "published", "meta"),
    ("cxenseparse:recs:publishtime", "published", "meta"),
    ("publish-date", "published", "meta"), ("publish_date", "published", "meta"),
    ("publishdate", "published", "meta"),
    ("pubdate", "published", "meta"), ("dc.date.issued", "published", "meta"), ("dcterms.created", "published", "meta"),
    ("date", "published", "meta"), ("article:modified_time", "updated", "opengraph"), ("og:updated_time", "updated", "opengraph"),
    ("datemodified", "updated", "meta"), ("last-modified", "updated", "meta"), ("lastmod", "updated", "meta"),
)  # fmt: skip
#: Objects of JSON-LD that are looked at: a page with more is no report.
_NODES = 5_000
#: Between a page's title and its site's name.
_SITE = re.compile(r"\s+(?:\||\u2013|\u2014|-|::|\u00b7|\u00bb)\s+")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares of itself; `dates` in the order of their bases, published before updated, `bodies` its stories in JSON-LD."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    dates: tuple[Published, ...] = ()
    bodies: tuple[str, ...] = ()


def declared(source: str, tree: Any) -> Declared:
    """Read the declarations of a page, given as its decoded source and its elements (`page_tree`)."""
    nodes = list(_nodes(source))
    if tree is None and not nodes:
        return Declared()
    meta = _meta(tree)
    headings = [_plain(" ".join(h.itertext())) for h in tree.iter("h1")] if tree is not None else []
    articles = [(node, start) for node, start in nodes if _is_article(node)]
    site = meta.get("og:site_name") or next((name for node, _ in articles if (name := _name(node.get("publisher")))), None)
    headlines = [_plain(str(node["headline"])) for node, _ in articles if isinstance(node.get("headline"), str)]
    shared = [_without_site(meta[name], site) for name in ("og:title", "twitter:title") if meta.get(name)]
    printed = _plain(" ".join(tree.findtext(".//title", "").split())) if tree is not None else ""
    title = agreed([headings, headlines, shared, [_without_site(printed, site)]])
    authors = [name for node, _ in articles if (name := _name(node.get("author")))]
    return Declared(
        title=title,
        author=next(iter(authors), None) or _person(meta.get("author") or meta.get("article:author")),
        publisher=site,
        dates=tuple(_dates(source, tree, articles)),
        bodies=tuple(_plain(body) for node, _ in articles if isinstance(body := node.get("articleBody"), str)),
    )


def agreed(places: list[list[str]]) -> str | None:
    """Return the title that most places state, in the words of the first that does; of equals the one stated earliest.

    Args:
        places: the titles that each place states: headings, JSON-LD, Open Graph, the title element.
    """
    votes: dict[tuple[str, ...], int] = {}
    words: dict[tuple[str, ...], str] = {}
    for titles in places:
        keys = dict.fromkeys(key for title in titles if (key := tuple(_WORD.findall(title.casefold()))))
        for title in titles:
            words.setdefault(tuple(_WORD.findall(title.casefold())), title)
        for key in keys:
            votes[key] = votes.get(key, 0) + 1
    if not votes:
        return None
    # A lone heading may be a menu's ("Log in"); one that another place repeats is the story's.
    return words[max(votes, key=lambda key: votes[key])]


def _without_site(title: str, site: str | None) -> str:
    """Return a title without the site's name, or anything behind a bar, at its end."""
    parts = _SITE.split(title)
    if len(parts) > 1 and site and _key(parts[-1]) == _key(site):
        return title[: title.rindex(parts[-1])].rstrip(" |\u2013\u2014-:\u00b7\u00bb")
    return title.split(" | ")[0] if " | " in title and len(title.split(" | ")[0].split()) > 3 else title


def _key(words: str) -> str:
    return "".join(_WORD.findall(words.casefold()))


def page_tree(source: str) -> Any:
    """Return a page's elements as lxml has them, or ``None`` where there are none."""
    try:
        # As bytes in the encoding that is given: lxml refuses text that declares one.
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _meta(tree: Any) -> Mapping[str, str]:
    """Return the first content of every meta element by its lower-cased property, name or itemprop."""
    found: dict[str, str] = {}
    for element in tree.iter("meta") if tree is not None else ():
        content = _plain(element.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            if content and (name := element.get(attribute)):
                found.setdefault(name.strip().lower(), content)
    return found


def _nodes(source: str) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Yield every object of a page's JSON-LD with where its script starts, outer ones first."""
    count = 0
    for match in _SCRIPT.finditer(source):
        text = match[1].strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
        try:
            waiting: list[Any] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < _NODES:
            node = waiting.pop(0)
            count += 1
            if isinstance(node, list):
                waiting = [*node, *waiting]
            elif isinstance(node, dict):
                yield node, match.start(1)
                waiting += [value for value in node.values() if isinstance(value, dict | list)]


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    return any(str(name).endswith(_ARTICLES) for name in names)


def _name(value: Any) -> str | None:
    """Return the name, or names, in a person or organisation of JSON-LD."""
    if isinstance(value, list):
        return "; ".join(name for part in value if (name := _name(part))) or None
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            value = "; ".join(map(str, value))
    return _person(value) if isinstance(value, str) else None


def _person(value: str | None) -> str | None:
    words = _plain(value or "")
    return words if words and not words.startswith(("http:", "https:", "@")) else None


def _plain(words: str) -> str:
    return " ".join(unescape(unescape(words)).split())


def _dates(source: str, tree: Any, articles: list[tuple[Mapping[str, Any], int]]) -> Iterator[Published]:
    """Yield the times that a page declares: JSON-LD, Open Graph, meta elements, time elements; each value of a basis once."""
    seen: set[tuple[str, str, str]] = set()

    def stated(value: str, kind: str, basis: str, at: int) -> Iterator[Published]:
        stamp = read_stamp(value)
        if stamp is not None and (kind, basis, stamp.value) not in seen:
            seen.add((kind, basis, stamp.value))
            start = source.find(value, max(at, 0))
            yield Published(stamp.value, stamp.precision, basis, value, start if start >= 0 else None, kind)

    found: list[Published] = []
    for field, kind in (("datePublished", "published"), ("dateModified", "updated")):
        for node, start in articles:
            if isinstance(node.get(field), str):
                found += stated(node[field].strip(), kind, "json-ld", start)
    values: dict[str, str] = {}
    for element in tree.iter("meta") if tree is not None else ():
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if element.get(attribute) and element.get("content"):
                values.setdefault(element.get(attribute).strip().lower(), element.get("content").strip())
    for name, kind, basis in _META_DATES:
        if name in values:
            found += stated(values[name], kind, basis, 0)
    for element in tree.iter("time") if tree is not None else ():
        named = str(element.get("itemprop") or "").lower()
        if named in ("datepublished", "datemodified") or element.get("pubdate") is not None:
            value = (element.get("datetime") or element.get("content") or "").strip()
            found += stated(value, "updated" if named == "datemodified" else "published", "time element", 0)
    yield from sorted(found, key=lambda date: date.kind != "published")

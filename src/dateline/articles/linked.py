"""Read the entries that a live page declares in JSON-LD, each mapped to the characters of the declaration."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.articles.align import bare_text
from dateline.articles.clocks import Mark
from dateline.articles.dates import read_stamp
from dateline.articles.mapped import Mapped, Run

_SCRIPT = re.compile(r"<script\b[^<>]{0,400}application/ld\+json[^<>]{0,400}>", re.IGNORECASE)
_LITERAL = re.compile(r"\"(articleBody|description|text)\"\s*:\s*\"")
_STEP = re.compile(r"[^\"\\]+|\\u[0-9a-fA-F]{4}|\\.|\"", re.DOTALL)
_UPDATES = re.compile(r"\"liveBlogUpdate\"\s*:\s*\[")
#: A string, skipped whole, or a bracket.
_BRACKETS = re.compile(r"\"(?:[^\"\\]|\\.)*\"|[\[\]]", re.DOTALL)
_LONE = re.compile("[\ud800-\udfff]")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_TAGGED = re.compile(r"</?(?:p|br|div|h\d|ul|ol|li|a|strong|em|b|i|span|blockquote)\b", re.IGNORECASE)
#: Characters of JSON-LD that are read.
LIMIT = 4_000_000


@dataclass(frozen=True, slots=True)
class Update:
    """One declared entry; `mapped` is its text, mapped to the page's JSON-LD."""

    text: str
    mapped: Mapped
    title: str | None
    mark: Mark | None
    author: str | None
    fragment: str | None
    url: str | None


def read_updates(source: str, types: frozenset[str]) -> tuple[Update, ...]:
    """Return the entries of every object of one of `types` in a page's JSON-LD, in order; none where it is no JSON."""
    found: list[Update] = []
    for opened in _SCRIPT.finditer(source):
        start = opened.end()
        closed = source.find("</", start)
        while closed >= 0 and source[closed : closed + 8].lower() != "</script":
            closed = source.find("</", closed + 2)
        end = closed if closed >= 0 else len(source)
        if end - start > LIMIT:
            continue
        try:
            data = json.loads(source[start:end].strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        bodies = _literals(source, start, end)
        for item in _objects(data):
            kinds = item.get("@type")
            if not types.intersection([kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []):
                continue
            updates = item.get("liveBlogUpdate")
            for update in updates if isinstance(updates, list) else [updates]:
                if isinstance(update, dict) and (made := _update(source, update, bodies, start, end)):
                    found.append(made)
    return tuple(found)


def update_bounds(source: str) -> list[tuple[int, int]]:
    """Return the bounds of every list of declared entries in a page, its brackets left out: without them it is JSON still."""
    found: list[tuple[int, int]] = []
    at = 0
    while match := _UPDATES.search(source, at):
        depth, at = 1, match.end()
        for step in _BRACKETS.finditer(source, match.end(), match.end() + LIMIT):
            depth += {"[": 1, "]": -1}.get(step[0], 0)
            if not depth:
                found.append((match.end(), step.start()))
                at = step.end()
                break
    return found


def _objects(data: object) -> Iterator[dict[str, object]]:
    """Yield every object of a JSON value, in order, without recursion."""
    stack = [data]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack += reversed([value for key, value in item.items() if key != "liveBlogUpdate"])
        elif isinstance(item, list):
            stack += reversed(item)


def _update(source: str, update: dict[str, object], bodies: dict[str, Mapped], start: int, end: int) -> Update | None:
    body = next(
        (value for name in ("articleBody", "text", "description") if isinstance(value := update.get(name), str) and value.strip()), None
    )
    title = update.get("headline") or update.get("name")
    title = " ".join(title.split()) if isinstance(title, str) else None
    if body is None or (mapped := bodies.get(body)) is None:
        return None
    if _TAGGED.search(body):
        plain = bare_text(mapped.text)
        mapped = Mapped(plain.text, tuple(
            (at + offset, place, part) for at, middle, length in plain.runs for offset, place, part in mapped.sources(middle, length)
        ))  # fmt: skip
    mark = None
    for name in ("datePublished", "dateCreated", "dateModified"):
        value = update.get(name)
        stamp = read_stamp(value) if isinstance(value, str) else None
        if stamp is not None and isinstance(value, str):
            at = source.find(value, start, end)
            clock = stamp.value[11:16] or None
            mark = Mark(clock, stamp.value[:10], value, at, at + len(value), at, basis="json-ld")
            break
    url = next((value for name in ("url", "@id", "mainEntityOfPage") if isinstance(value := update.get(name), str)), None)
    fragment = url.partition("#")[2] or None if url else None
    return Update(mapped.text, mapped, title, mark, _author(update.get("author")), fragment, url if url and "://" in url else None)


def _author(value: object) -> str | None:
    several = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in several]
    return "; ".join(name for name in names if isinstance(name, str) and name.strip()) or None


def _literals(source: str, start: int, end: int) -> dict[str, Mapped]:
    """Return the strings under the names of a text, each mapped character by character to where it is written."""
    found: dict[str, Mapped] = {}
    at = start
    while match := _LITERAL.search(source, at, end):
        text, at = _literal(source, match.end(), end)
        # Half a pair of surrogates is no character and could not be stored.
        found.setdefault(text.text, Mapped(_LONE.sub("\ufffd", text.text), text.runs))
    return found


def _literal(source: str, start: int, end: int) -> tuple[Mapped, int]:
    """Read the JSON string that opens before `start` (RFC 8259, section 7), and return where it ends."""
    parts: list[str] = []
    offsets = array("l")
    at = start
    while (step := _STEP.match(source, at, end)) is not None:
        if step[0] == '"':
            break
        at = step.end()
        if step[0][0] != "\\":
            parts.append(step[0])
            offsets.extend(range(step.start(), at))
            continue
        code = step[0][1]
        character = chr(int(step[0][2:], 16)) if code == "u" and len(step[0]) == 6 else _ESCAPES.get(code, code)
        # The second half of a pair of surrogates completes the first.
        if parts and "\udc00" <= character <= "\udfff" and "\ud800" <= parts[-1] <= "\udbff":
            parts[-1] = (parts[-1] + character).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            continue
        parts.append(character)
        offsets.append(step.start())
    text = "".join(parts)
    runs: list[Run] = []
    for place, offset in enumerate(offsets):
        if runs and source[offset] == text[place] and runs[-1][0] + runs[-1][2] == place and runs[-1][1] + runs[-1][2] == offset:
            first, origin, length = runs[-1]
            runs[-1] = (first, origin, length + 1)
        else:
            runs.append((place, offset, 1))
    return Mapped(text, tuple(runs)), at + 1

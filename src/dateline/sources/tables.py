"""Read tables of reports: delimited text, JSON Lines, JSON lists and Parquet; one row is one item.

A row's bytes are its text, under its title where it has one, so that a claim out of a headline has its characters too. Which column
holds what is told by `Settings.columns`, else by data/columns.tsv. A text that is a piece of HTML, as content systems keep it, is read
as HTML.
"""

from __future__ import annotations

import codecs
import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, BinaryIO, cast

from dateline.errors import SourceError
from dateline.records import RawDocument, Supplied
from dateline.sources.containers import Given
from dateline.sources.documents import document_of, read_bounded, too_large
from dateline.sources.items import Refusal, Settings
from dateline.sources.kinds import rows_of

#: Fields of a report, in the order in which they are looked for.
FIELDS = ("html", "text", "title", "url", "author", "publisher", "published", "language")
#: Characters that part the fields of a row.
DELIMITERS = ",\t;|"
#: Characters of a table's beginning from which its delimiter and quoting are told.
_SAMPLE = 2**16
#: The line with which Excel names the delimiter.
_NAMED_DELIMITER = re.compile(r"\"?sep=([,;|\t])\"?\s*", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
#: A field whose quotation mark is one of the text: what it opens is closed before the field ends.
_PLAIN_QUOTE = re.compile(r'(?:^|\t)"(?!")(?:[^"\t]|"")*"[^"\t\r\n]', re.MULTILINE)
#: A stand-in for a byte that is no UTF-8 (PEP 383).
_STRAY = re.compile("[\udc80-\udcff]")
#: A tag that parts text: its cell is a piece of HTML.
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|article|section|figure|blockquote)\b[^<>]{0,500}>", re.IGNORECASE)
#: Rows of a Parquet file that are in memory at a time.
_BATCH = 64
#: Columns that an error lists.
_LISTED = 20


@cache
def _known() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {field: [] for field in FIELDS}
    for row in rows_of("columns.tsv"):
        names[row["field"]].append(row["name"])
    return {field: tuple(found) for field, found in names.items()}


def columns_of(names: Sequence[str], settings: Settings, origin: str) -> dict[str, str]:
    """Return which column holds which field.

    Args:
        names: the table's columns, or the keys of a JSON object with those of objects in it behind a dot.
        settings: `Settings.columns` goes before everything known.
        origin: the table, for messages.

    Raises:
        SourceError: if no column holds a text, or one that was named is not there.
    """
    chosen: dict[str, str] = {}
    for field, name in settings.columns.items():
        if name not in names:
            raise SourceError(f"{origin} has no column {name!r} for the {field}; it has {_listed(names)}")
        chosen[field] = name
    folded = {_fold(name): name for name in reversed(names)}
    for field, known in _known().items():
        found = next((folded[k] for k in known if k in folded), None)
        if field not in chosen and found is not None:
            chosen[field] = found
    if "text" not in chosen and "html" not in chosen:
        raise SourceError(f"{origin}: no column is known to hold the text; name it, as in --column text=NAME. It has {_listed(names)}")
    return chosen


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_LISTED])
    return f"the columns {shown}" + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "") if names else "no columns"


def _fold(name: str) -> str:
    return "".join(c if c.isalnum() or c == "." else "_" for c in name.strip().lower())


def delimited(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the rows of a table whose fields are parted by commas, tabs, semicolons or bars."""
    sample = cast(io.BufferedReader, stream).peek(_SAMPLE)
    encoding = _encoding(sample)
    # Bytes that are no UTF-8 are mended line by line; in the other encodings none is left over.
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape" if encoding == "utf-8-sig" else "replace", newline="")
    try:
        yield from _delimited(text, codecs.getincrementaldecoder(encoding)("replace").decode(sample), origin, settings)
    finally:
        text.detach()


def _delimited(text: io.TextIOWrapper, sample: str, origin: str, settings: Settings) -> Iterator[Given]:
    previous = csv.field_size_limit(settings.limit)
    try:
        lines = _Lines(text, origin, settings.limit)
        first = next((line for line in lines if line.strip()), None)
        named = _NAMED_DELIMITER.fullmatch(first or "")
        if named:
            first = next((line for line in lines if line.strip()), None)
        if first is None:
            raise SourceError(f"{origin} has no header row; the first row must name the columns")
        delimiter = named[1] if named else _delimiter(first)
        # The standard of tab-separated values (IANA, text/tab-separated-values) knows no quoting; spreadsheets quote all the same, and who
        # quotes the header quotes the rest.
        plain = delimiter == "\t" and not first.startswith('"') and _PLAIN_QUOTE.search(sample) is not None
        rows = csv.reader(chain([first], lines), delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
        names = [name.strip() for name in next(rows)]
        columns = {field: names.index(name) for field, name in columns_of(names, settings, origin).items()}
        number = 1
        while True:
            number += 1
            item = f"{origin}!row {number}"
            before = rows.line_num
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield Refusal(item, f"{item} is no whole row: {error}; mend the table")
                continue
            if row is None:
                return
            if lines.ended:
                # The reader went to the end of the table for the end of this row.
                count = rows.line_num - before
                yield Refusal(
                    item,
                    f"{item} opens a quotation mark that is never closed, and so took in the rest of the table ({count:,} "
                    f"{'line' if count == 1 else 'lines'}); mend the table",
                )
                return
            if row:
                yield _item({field: row[at] if at < len(row) else None for field, at in columns.items()}, item, settings)
    finally:
        csv.field_size_limit(previous)


def _delimiter(header: str) -> str:
    bare = _QUOTED.sub("", header)
    return max(DELIMITERS, key=lambda mark: (bare.count(mark), -DELIMITERS.index(mark)))


class _Lines:
    """The lines of a table, none longer than the limit.

    Stray bytes of windows-1252 in UTF-8, as tables that were put together have them, are read as what they are. NUL characters, which no
    text has, become replacement characters.
    """

    def __init__(self, text: io.TextIOWrapper, origin: str, limit: int) -> None:
        self._text, self._origin, self._limit = text, origin, limit
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._limit + 1)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) > self._limit:
            raise too_large(f"a line of {self._origin}", self._limit)
        if not line.isascii():
            line = _STRAY.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), line)
        return line.replace("\0", "\ufffd")


def _encoding(sample: bytes) -> str:
    """Return the encoding that a table's beginning tells: its byte order mark; else UTF-8 unless most of what is not ASCII is none."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    stray = len(_STRAY.findall(text))
    return "cp1252" if stray > sum(not char.isascii() for char in text) / 2 else "utf-8-sig"


def lines(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the objects of a JSON Lines file (jsonlines.org)."""
    number = 0
    while line := stream.readline(settings.limit + 1):
        number += 1
        item = f"{origin}!line {number}"
        if len(line) > settings.limit:
            yield Refusal(item, str(too_large(item, settings.limit)))
            while line and not line.endswith(b"\n"):
                line = stream.readline(settings.limit + 1)
            continue
        if not line.strip():
            continue
        try:
            found = _loads(line)
        except ValueError as error:
            yield Refusal(item, f"{item} is no JSON: {error}; mend the line")
            continue
        yield _record(found, item, settings)


def listed(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the objects of a JSON list, of the one list in a JSON object, or the one object that a file is; a JSON Feed's entries."""
    data = read_bounded(stream.read, origin, settings.limit)
    try:
        found = _loads(data)
    except ValueError as error:
        raise SourceError(f"{origin} is no JSON: {error}; mend it, or give JSON Lines with one object a line") from error
    if isinstance(found, dict) and str(found.get("version", "")).startswith("https://jsonfeed.org/version/"):
        from dateline.sources.feeds import entries

        yield from entries(io.BytesIO(data), origin, settings)
        return
    rows = found
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list) and value and all(isinstance(v, dict) for v in value)]
        rows = lists[0] if len(lists) == 1 and not _has_text(found, settings) else [found]
    if not isinstance(rows, list):
        raise SourceError(f"{origin} holds no JSON object but {type(found).__name__}; give a list of objects, or one object a line")
    for number, row in enumerate(rows, 1):
        yield _record(row, f"{origin}!item {number}" if len(rows) > 1 else origin, settings)


def _loads(data: bytes) -> Any:
    encoding = json.detect_encoding(data)
    try:
        return json.loads(data.decode(encoding, "strict").removeprefix("\ufeff"), strict=False)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _has_text(found: Mapping[str, Any], settings: Settings) -> bool:
    try:
        columns_of(list(_flat(found)), settings, "")
    except SourceError:
        return False
    return True


def _flat(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object's values by key, and those of objects in it with both keys joined by a dot."""
    flat = {str(key): value for key, value in found.items() if not isinstance(value, dict)}
    for key, value in found.items():
        if isinstance(value, dict):
            flat |= {f"{key}.{inner}": v for inner, v in value.items() if not isinstance(v, dict)}
    return flat


def _record(found: object, item: str, settings: Settings) -> Given:
    if not isinstance(found, dict):
        return Refusal(item, f"{item} is no JSON object but {type(found).__name__}; give one object for each report")
    flat = _flat(found)
    try:
        columns = columns_of(list(flat), settings, item)
    except SourceError as error:
        return Refusal(item, str(error))
    return _item({field: flat[name] for field, name in columns.items()}, item, settings)


def columnar(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the rows of a Parquet file.

    Raises:
        SourceError: if pyarrow is not installed, or the file is damaged.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise SourceError(f"{origin} is a Parquet file, which needs pyarrow; `pip install dateline[parquet]`, or save it as CSV") from error
    try:
        table = pq.ParquetFile(stream)
        names = list(table.schema_arrow.names)
        columns = columns_of(names, settings, origin)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(columns.values()))):
            for row in batch.to_pylist():
                number += 1
                yield _item({field: row[name] for field, name in columns.items()}, f"{origin}!row {number}", settings)
    except pa.ArrowException as error:
        raise SourceError(f"{origin} is no whole Parquet file: {' '.join(str(error).split())[:200]}; get it again") from error


def _item(row: Mapping[str, object], item: str, settings: Settings) -> RawDocument | Refusal:
    """Return a row as a document."""
    words = {field: _words(value, "\n\n" if field in ("text", "html") else "; ") for field, value in row.items()}
    title, page, text = words.get("title"), words.get("html"), words.get("text")
    if page is None and text is None and title is None:
        return Refusal(item, f"{item} holds no text; nothing to read")
    if page is None and text is not None and _MARKUP.search(text):
        page = text if title is None else f"<h1>{html.escape(title)}</h1>\n{text}"
    if page is None and title and not (text or "").lstrip().startswith(title):
        text = f"{title}\n\n{text}" if text else title
    data = (page or text or "").encode("utf-8", "replace")
    if len(data) > settings.limit:
        return Refusal(item, str(too_large(item, settings.limit)))
    supplied = Supplied(
        url=_url(words.get("url")), title=title, author=words.get("author"), publisher=words.get("publisher"),
        published=words.get("published"), language=words.get("language"),
    )  # fmt: skip
    return document_of(data, item, media_type="text/html" if page else "text/plain", charset="utf-8", supplied=supplied)


def _words(value: object, between: str = "; ") -> str | None:
    """Return a cell as words: the parts of a list are joined, an object is its name, nothing and NaN are nothing."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, list | tuple):
        return between.join(found for part in value if (found := _words(part, between))) or None
    if isinstance(value, dict):
        return next((found for key in ("name", "text", "title") if (found := _words(value.get(key), between))), None)
    if hasattr(value, "isoformat"):
        value = value.isoformat()
    return str(value).strip() or None


def _url(words: str | None) -> str | None:
    return words if words and words.startswith(("http://", "https://")) else None

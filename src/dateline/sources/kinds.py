"""Tell what kind of file some bytes are: by their first bytes, then by the name, then by what the text looks like."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import PurePath

from dateline.errors import ReferenceDataError

#: Bytes that are looked at.
HEAD = 4096
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n)*){3}")
_MAIL_NAMES = re.compile(rb"^(?:From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Delivered-To):", re.I | re.M)
_MBOX = re.compile(rb"From \S+ +\w{3} \w{3} +\d+ ")
_XML_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,400}\?>\s*|<!DOCTYPE[^>]{0,400}>\s*)*"
    rb"<(?:\w+:)?(?:rss|feed|RDF|urlset|sitemapindex)\b",
    re.S,
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_JSON = re.compile(rb"\s*(?:\{\s*\"|\[\s*\{)")


#: The magic of a tar archive and where it stands (POSIX.1-1988, ustar; GNU tar has it too).
_TAR, _TAR_AT = b"ustar", 257
#: Byte order marks of UTF-16, and how XML begins without one (XML 1.0, appendix F).
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_ENCODING = re.compile(rb"^(\s*<\?xml[^>]{0,100}?)\sencoding\s*=\s*[\"'][^\"']*[\"']")

#: Stems of files that tell of what lies beside them, as collections of texts and code have them.
_ABOUT = frozenset({"readme", "license", "licence", "copying", "changelog", "contributing"})


def narrow(data: bytes) -> bytes:
    """Return XML in UTF-16 as UTF-8 without a mark or a declared encoding; anything else as it is."""
    encoding = _WIDE.get(data[:2])
    if encoding is None or data.startswith(codecs.BOM_UTF32_LE):
        return data
    words = data.decode(encoding, "replace").removeprefix("\ufeff")
    return _ENCODING.sub(rb"\1", words.encode("utf-8", "replace"), count=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; `way` is ``document``, ``container`` or ``refused``, `words` what it is and the way out where refused."""

    name: str
    way: str
    media_type: str | None = None
    words: str | None = None


TEXT = Kind("text", "document", "text/plain")


def is_page(head: bytes) -> bool:
    """Return whether a file of an unknown kind ("story.php", "index.aspx") begins as a saved web page does."""
    return _PAGE.match(head) is not None


def by_name(name: str) -> Kind | None:
    """Return the kind that the end of a file's name tells."""
    return _suffixes().get(PurePath(name).suffix.lower())


def is_about(name: str) -> bool:
    """Return whether a file, by its name, tells of the folder it lies in and is no report (README.md, LICENCE)."""
    return PurePath(name).stem.lower() in _ABOUT


def kind_of(head: bytes, name: str) -> Kind:
    """Return the kind of a file.

    Args:
        head: its first `HEAD` bytes, or all.
        name: its name; the part behind the last "!" and without a URL's query counts.
    """
    for signature, kind in _signatures():
        if head.startswith(signature):
            named = by_name(name)
            # A ZIP file's name tells what it is packed for (.docx, .wacz).
            return named if kind.name == "zip" and named is not None and named.name in _PACKED_AS_ZIP else kind
    if head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return _of("tar")
    named = by_name(name)
    body = head.removeprefix(b"\xef\xbb\xbf")
    if _XML_FEED.match(narrow(body)):
        return _of("feed")
    if named is not None and named.way == "refused" and is_page(body):
        # Programs call what they export .doc and .xls so that an office program opens it.
        return _of("html")
    if named is not None and named.name not in ("text", "feed", *_BY_SIGNATURE):
        return named
    if _MBOX.match(body):
        return _of("mbox")
    if named is None and _MAIL.match(body) and len({m.lower() for m in _MAIL_NAMES.findall(body)}) >= 2:
        return _of("mhtml") if b"multipart/related" in body and b"Snapshot-Content-Location" in body else _of("mail")
    if named is None and _JSON.match(body):
        return _of("jsonl") if body.lstrip().startswith(b"{") and b"}\n{" in body.replace(b"\r", b"") else _of("json")
    return named if named is not None and named.name == "text" else TEXT


#: Kinds that are told by their first bytes alone: a file that is only named so is something else.
_BY_SIGNATURE = frozenset({"pdf", "docx", "zip", "wacz", "gzip", "bzip2", "xz", "parquet", "warc"})
_PACKED_AS_ZIP = frozenset({"docx", "wacz", "odt", "epub", "xlsx", "pptx"})


def _of(name: str) -> Kind:
    return next(kind for kind in _suffixes().values() if kind.name == name)


@cache
def _suffixes() -> dict[str, Kind]:
    return {row["suffix"]: Kind(row["kind"], row["way"], _word(row["media"]), _word(row["words"])) for row in rows_of("kinds.tsv")}


@cache
def _signatures() -> tuple[tuple[bytes, Kind], ...]:
    found = [(bytes.fromhex(row["bytes"]), Kind(row["kind"], row["way"], None, _word(row["words"]))) for row in rows_of("signatures.tsv")]
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item[0])))


def _word(field: str) -> str | None:
    return None if field == "-" else field


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of this stage; lines that begin with # are comments.

    Raises:
        ReferenceDataError: if it is damaged.
    """
    try:
        lines = resources.files("dateline.sources").joinpath("data", name).read_text("utf-8").splitlines()
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", strict=True))
        if any(None in row or None in row.values() for row in rows):
            raise ValueError("a row has too few or too many fields")
    except (OSError, ValueError, csv.Error) as error:
        raise ReferenceDataError(f"{name} is damaged ({error}); reinstall dateline") from error
    yield from rows

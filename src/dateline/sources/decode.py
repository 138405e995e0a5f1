"""Decode bytes to text: find the encoding, mend mojibake where that is safe, and keep the way back.

The *decoded source* is what the bytes say in their encoding, line ends as they stand, a byte order mark left out.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer
import ftfy
from ftfy.badness import is_bad

from dateline.errors import SourceError
from dateline.records import RawDocument
from dateline.sources import docx, pdf
from dateline.sources.kinds import HEAD, kind_of

#: (text_start, source_start, length), as in `Article.source_map`.
Run = tuple[int, int, int]

#: Encodings that news pages are met in besides UTF-8, most likely first (W3Techs' usage survey).
CANDIDATES = (
    "cp1252", "iso8859_15", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "mac_roman", "shift_jis", "gb18030",
    "euc_kr", "euc_jp", "big5",
)  # fmt: skip
#: Encodings of one byte a character, in which any bytes can be read: what declares one may be wrong and cannot fail.
SINGLE = re.compile(r"cp125\d|iso8859-\d+|koi8-[rut]|mac-\w+|cp8\d\d")
#: Share of letters outside ASCII from which a declared encoding of that kind is held against the others: English has 1 %, Vietnamese, the
#: Latin script with the most marks, 25 %; other scripts have nearly all.
FOREIGN = 0.3
#: A reading by windows-1252 is kept unless another is this much cleaner (share of odd character sequences).
MARGIN = 0.1
#: Share of bytes that may be broken in a text that is otherwise UTF-8 (a cut or spliced page).
BROKEN = 0.002
#: Share of control characters, and so many of them, beyond which bytes are no text: random bytes have 10 %, text none.
CONTROLS, CONTROLS_LEAST = 0.02, 8
#: How much more often the letters of one language must follow each other as they do in it, for another encoding than the declared one.
COHERENT = 0.2
_SAMPLE = 100_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})|<\?xml[^>]{0,100}?encoding=[\"']([A-Za-z0-9_:.-]{2,30})",
    re.IGNORECASE,
)
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
#: The web's names for what is really windows-1252 (WHATWG Encoding Standard, section 4.2).
_AS_1252 = frozenset({"ascii", "iso8859-1", "iso-8859-1", "latin-1", "cp1252"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text ready to read, the decoded source it came from, and the runs that lead from one to the other.

    ``text[a:a+n] == source[b:b+n]`` for every run ``(a, b, n)``, except that a mended character is mapped, in a run of one, to
    the first character that was mended.
    """

    text: str
    source: str
    runs: tuple[Run, ...]
    encoding: str
    notes: tuple[str, ...]


def decode(document: RawDocument) -> Decoded:
    """Decode a document's bytes.

    The encoding is the first of: byte order mark, UTF-16 without one (every other byte is NUL), the charset that the server
    or the page declares if it fits, UTF-8, windows-1252 or another of `CANDIDATES` by its character statistics.

    Raises:
        SourceError: if the bytes are no text.
    """
    kind = kind_of(document.data[:HEAD], document.origin)
    if kind.way == "refused":
        raise SourceError(f"{document.origin} is {kind.words}")
    if kind.name == "pdf":
        text, of_pages = pdf.text_of(document.data, document.origin)
        return _taken_out(text, "pdf", of_pages)
    if kind.name == "docx":
        text, of_file = docx.text_of(document.data, document.origin)
        return _taken_out(text, "docx", of_file)
    if kind.name in ("zip", "tar", "gzip", "bzip2", "xz", "warc", "wacz", "parquet"):
        raise SourceError(f"{document.origin} is a container ({kind.name}), not one report; give it as a file, so that it is opened")
    source, encoding, notes = _decode(document)
    controls = len(_CONTROLS.findall(source, 0, _SAMPLE))
    if controls > max(CONTROLS_LEAST, min(len(source), _SAMPLE) * CONTROLS):
        raise SourceError(f"{document.origin} holds {controls:,} control characters, so it is no text; give text, HTML or Markdown")
    text, runs, mended = mend(source)
    if mended:
        notes.append(f"mojibake: {mended} {'place' if mended == 1 else 'places'} mended")
    return Decoded(text, source, runs, encoding, tuple(notes))


def _decode(document: RawDocument) -> tuple[str, str, list[str]]:
    data = document.data
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding, [f"encoding: {encoding}, byte order mark"]
    if b"\0" in data:
        wide = _wide(data)
        if wide is None:
            at = data.index(b"\0")
            raise SourceError(f"{document.origin} holds a NUL byte at position {at:,}, so it is no text; give text, HTML or Markdown")
        return data.decode(wide, "replace"), wide, [f"encoding: {wide}"]
    for name in (document.charset, _declared(data)):
        if name and (read := _strict(data, name)) is not None:
            if (better := _other_than(data, read[1])) is not None and (told := _strict(data, better)) is not None:
                return told[0], told[1], [f"encoding: {_shown(told[1])}, declared as {name}"]
            return read[0], read[1], [] if read[1] == "utf-8" else [f"encoding: {_shown(read[1])}, declared"]
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if broken <= max(1, len(data) * BROKEN) and sum(byte > 127 for byte in data[:_SAMPLE]) > 3 * broken:
        return loose, "utf-8", [f"encoding: utf-8, {broken} broken"]
    guess = _guess(data)
    text = data.decode(guess, "replace")
    broken = text.count("\ufffd")
    return text, guess, [f"encoding: {_shown(guess)}" + (f", {broken} broken" if broken else "")]


def _taken_out(text: str, kind: str, notes: tuple[str, ...]) -> Decoded:
    """Return the text layer of a file that is no text: the decoded source is that layer."""
    return Decoded(text, text, ((0, 0, len(text)),) if text else (), kind, notes)


def _shown(encoding: str) -> str:
    return f"windows-{encoding[2:]}" if encoding.startswith("cp125") else encoding


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 byte order that the NUL bytes of `data` betray, or ``None``."""
    sample = data[:_SAMPLE]
    half = len(sample) / 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.5 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.5 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _strict(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        encoding = codecs.lookup(name).name
        if encoding in _AS_1252:
            # A page that says Latin-1 and is valid UTF-8 with letters outside ASCII is UTF-8: no other text reads so.
            try:
                return data.decode("utf-8"), "utf-8"
            except UnicodeDecodeError:
                encoding = "cp1252"
        return data.decode(encoding), encoding
    except (LookupError, ValueError, TypeError, AttributeError):
        return None


def _other_than(data: bytes, encoding: str) -> str | None:
    """Return the encoding that a text in a foreign script is in, where the one declared reads much worse; ``None`` where it stands."""
    if not SINGLE.fullmatch(encoding):
        return None
    words = _TAG.sub(b" ", data[:_SAMPLE])
    high = sum(byte > 127 for byte in words)
    if high <= FOREIGN * (high + sum(byte in _LETTERS for byte in words)):
        return None
    matches = _matches(data, encoding)
    declared = next((match for match in matches if encoding in (_name(match.encoding), *map(_name, match.could_be_from_charset))), None)
    if not matches:
        return None
    best = matches[0]
    if declared is not None and declared.chaos <= best.chaos + MARGIN and declared.coherence > best.coherence - COHERENT:
        return None
    return best.encoding


def _name(encoding: str) -> str:
    return codecs.lookup(encoding).name


def _matches(data: bytes, *declared: str) -> list[charset_normalizer.CharsetMatch]:
    """Return the candidates, what is declared among them, that read a text, cleanest first.

    Tags are no text, and make any reading look clean.
    """
    sample = _TAG.sub(b" ", data[:_SAMPLE])
    return list(charset_normalizer.from_bytes(sample, cp_isolation=[*CANDIDATES, *declared], enable_fallback=False))


def _guess(data: bytes) -> str:
    matches = _matches(data)
    if not matches:
        return "cp1252"
    best = matches[0]
    for match in matches:
        if "cp1252" in (match.encoding, *match.could_be_from_charset) and match.chaos <= best.chaos + MARGIN:
            return "cp1252"
    return best.encoding


def mend(source: str) -> tuple[str, tuple[Run, ...], int]:
    """Mend mojibake ("â€™" for an apostrophe) where the mended place can be told exactly.

    Only runs of characters outside ASCII are changed, and only where they are mojibake by ftfy's measure in themselves.

    Returns:
        The text, the runs that lead back to `source`, and how many places were mended.
    """
    if not is_bad(source):
        return source, ((0, 0, len(source)),) if source else (), 0
    parts: list[str] = []
    runs: list[Run] = []
    done = length = mended = 0
    known: dict[str, str] = {}
    for match in _NON_ASCII.finditer(source):
        words = match[0]
        if words not in known:
            known[words] = ftfy.fix_encoding(words) if len(words) > 1 and is_bad(words) else words
        better = known[words]
        if better == words:
            continue
        start, end = match.span()
        # Characters that both readings share at the ends stay in the runs.
        kept = 0
        while kept < len(better) and words[kept] == better[kept]:
            kept += 1
        start += kept
        if start > done:
            parts.append(source[done:start])
            runs.append((length, done, start - done))
            length += start - done
        parts.append(better[kept:])
        if kept < len(better):
            runs.append((length, start, 1))
        length += len(better) - kept
        done = end
        mended += 1
    if done < len(source):
        parts.append(source[done:])
        runs.append((length, done, len(source) - done))
    return "".join(parts), tuple(runs), mended

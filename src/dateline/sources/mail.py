"""Read mail (RFC 5322), mailboxes (mbox, RFC 4155) and web pages saved as mail (MHTML, RFC 2557)."""

from __future__ import annotations

import email.policy
import io
import re
from collections.abc import Iterator
from datetime import UTC
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO, cast

from dateline.errors import SourceError
from dateline.records import RawDocument, Supplied
from dateline.sources.containers import Given, Inner
from dateline.sources.documents import document_of, read_bounded, readable, too_large
from dateline.sources.items import Refusal, Settings
from dateline.sources.kinds import by_name

#: Characters of plain text below which a message's HTML part is taken: many alerts have a plain part that only says "see the HTML".
PLAIN_LEAST = 200
#: Parts beyond which a message is refused.
PARTS = 1_000
#: The line before a message (RFC 4155, appendix A); "From Monday on ..." in a letter is none.
_NEXT = re.compile(rb"From \S+ +\w{3} +\w{3} +\d{1,2} +\d{1,2}:\d\d")


def parts(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield a message's text, then its attachments of known kinds and the messages that are forwarded in it."""
    message = _parsed(stream, origin, settings)
    known = _headers(message)
    body = _body(message)
    attached = list(_attached(message, body, origin))
    if body is not None:
        # Some programs part a letter where a picture or an attachment stands in it.
        text = "\n\n".join(_text(part) for part in (body, *_continued(message, body)))
        if text.strip():
            yield _letter(text, body.get_content_type(), f"{origin}!body" if attached else origin, known)
    elif not attached:
        raise SourceError(f"{origin} is mail without a text or an attachment that can be read")
    yield from attached


def page(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the page that a browser saved with its parts: the first HTML part, or the one that `start` names."""
    message = _parsed(stream, origin, settings)
    start = str(message.get_param("start") or "")
    pages = [part for part in _walk(message, origin) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise SourceError(f"{origin} holds no HTML page; save the page again as HTML")
    main = next((part for part in pages if start and str(part.get("Content-ID", "")) == start), pages[0])
    url = str(message.get("Snapshot-Content-Location") or main.get("Content-Location") or "").strip()
    known = _headers(message)
    supplied = Supplied(url=url if url.startswith(("http://", "https://")) else None, title=known.title, captured=known.published)
    data = cast(bytes, main.get_payload(decode=True) or b"")
    yield document_of(data, origin, media_type="text/html", charset=main.get_content_charset(), supplied=supplied)


def messages(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the messages of a mailbox; a line with "From", an address and a time after a blank one starts the next."""
    held: list[bytes] = []
    size = number = 0
    blank, fits = True, True
    while line := stream.readline(settings.limit):
        if blank and (_NEXT.match(line) if number else line.startswith(b"From ")) and (held or number == 0):
            if number and held:
                yield _message(held, fits, f"{origin}!message {number}", settings)
            number, held, size, fits = number + 1, [], 0, True
            continue
        blank = not line.strip()
        size += len(line)
        fits = fits and size <= settings.limit
        if fits:
            held.append(line[1:] if line.startswith((b">From ", b">>From ")) else line)
    if held:
        yield _message(held, fits, f"{origin}!message {number}", settings)


def _message(held: list[bytes], fits: bool, item: str, settings: Settings) -> Given:
    if not fits:
        return Refusal(item, str(too_large(item, settings.limit)))
    return Inner(item, io.BytesIO(b"".join(held)), "message.eml")


def _parsed(stream: BinaryIO, origin: str, settings: Settings) -> EmailMessage:
    data = read_bounded(stream.read, origin, settings.limit)
    return BytesParser(policy=email.policy.default).parsebytes(data)


def _walk(message: EmailMessage, origin: str) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number > PARTS:
            raise SourceError(f"{origin} has more than {PARTS:,} parts; give the text alone")
        yield part


def _headers(message: EmailMessage) -> Supplied:
    """Return what the headers say: subject, sender, date. A header that is no valid one is left out."""
    subject = _header(message, "Subject")
    name, address = parseaddr(_header(message, "From") or "")
    published = None
    if date := _header(message, "Date"):
        try:
            moment = parsedate_to_datetime(date)
            published = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ") if moment.tzinfo else moment.strftime("%Y-%m-%dT%H:%M")
        except (ValueError, OverflowError):
            published = None
    return Supplied(title=subject, publisher=name or address or None, published=published)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):  # email's parser on hostile headers
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _body(message: EmailMessage) -> MIMEPart | None:
    """Return the part that is the letter: the plain text, unless it is a stub beside an HTML part."""
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    if plain is not None and (html is None or len(_text(plain)) >= PLAIN_LEAST):
        return plain
    return html or plain


def _text(part: MIMEPart) -> str:
    data = cast(bytes, part.get_payload(decode=True) or b"")
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        from dateline.sources.decode import decode

        return decode(document_of(data, "a mail's text")).source


def _letter(text: str, media_type: str, item: str, known: Supplied) -> RawDocument:
    if media_type != "text/html" and known.title and not text.lstrip().startswith(known.title):
        text = f"{known.title}\n\n{text}"
    data = text.encode("utf-8", "surrogatepass")
    return document_of(data, item, media_type=media_type, charset="utf-8", supplied=known)


def _continued(message: EmailMessage, body: MIMEPart) -> Iterator[MIMEPart]:
    """Yield the parts of the letter that follow its body: of the same type, without a name, beside it or beside what holds it."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        return
    beside = message.get_content_type() in ("multipart/mixed", "multipart/related")
    for part in cast(list[EmailMessage], message.get_payload()):
        if part.is_multipart():
            yield from _continued(part, body)
        elif beside and part is not body and part.get_content_type() == body.get_content_type() and not part.get_filename():
            if part.get_content_disposition() != "attachment":
                yield part


def _attached(message: EmailMessage, body: MIMEPart | None, origin: str) -> Iterator[Given]:
    number = 0
    inside: set[int] = set()
    for part in _walk(message, origin):
        if part is body or id(part) in inside:
            continue
        if part.get_content_type() == "message/rfc822":
            number += 1
            inner = part.get_payload()
            forwarded = inner[0] if isinstance(inner, list) and inner else None
            if isinstance(forwarded, EmailMessage):
                inside |= {id(p) for p in forwarded.walk()}
                yield Inner(f"{origin}!forwarded {number}", io.BytesIO(forwarded.as_bytes(policy=email.policy.default)), "message.eml")
            continue
        name = part.get_filename()
        if part.is_multipart() or not name:
            continue
        kind = by_name(name)
        data = cast(bytes, part.get_payload(decode=True) or b"")
        if kind is not None and data:
            yield Inner(f"{origin}!{readable(name)}", io.BytesIO(data), name, part.get_content_type(), part.get_content_charset())

"""Letters as mail programs make them: parted, bare, with lines that look like the start of the next."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.records import RawDocument
from dateline.sources import Settings
from dateline.sources.containers import Inner, unpack

HEAD = b"From: Tarvel Alerts <a@example.org>\nSubject: Blast\nDate: Mon, 4 Mar 2019 18:20:00 +0300\n"
FROM = b"From a@example.org Mon Mar  4 18:20:00 2019\n"


def texts(data: bytes, name: str = "a.eml") -> dict[str, str]:
    found: dict[str, str] = {}
    for item in unpack(Inner(name, io.BytesIO(data), name), Settings(limit=100_000)):
        assert isinstance(item, RawDocument)
        found[item.origin] = item.data.decode(item.charset or "utf-8")
    return found


@pytest.mark.parametrize(
    ("rest", "found", "why"),
    [
        (b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSix died.\n--x\nContent-Type: image/png\n\nx\n"
         b"--x\nContent-Type: text/plain\n\nNo, seven.\n--x--\n",
         {"a.eml": "Blast\n\nSix died.\n\nNo, seven."}, "a letter around a picture"),
        (b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSix died.\n--x\nContent-Type: text/plain\n"
         b"Content-Disposition: attachment; filename=a.txt\n\nSeven.\n--x--\n",
         {"a.eml!body": "Blast\n\nSix died.", "a.eml!a.txt": "Seven."}, "an attachment is none of it"),
        (b"Content-Type: text/csv; name=list.csv\nContent-Disposition: attachment\n\nbody\nSix died.\n",
         {"a.eml!list.csv!row 2": "Six died."}, "an attachment is all there is"),
        (b"Content-Type: text/plain; charset=none-such\n\ncaf\xe9\n", {"a.eml": "Blast\n\ncafé\n"}, "a charset that is none"),
        (b"Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\nSix =97 no,=\n seven.\n",
         {"a.eml": "Blast\n\nSix — no, seven.\n"}, "quoted-printable"),
    ],
)  # fmt: skip
def test_what_a_letter_says(rest: bytes, found: dict[str, str], why: str) -> None:
    assert texts(HEAD + rest) == found, why


def test_a_line_that_begins_with_from_starts_no_letter_unless_it_has_a_sender_and_a_time() -> None:
    box = FROM + HEAD + b"\nSix died.\n\nFrom Monday on the town was shelled.\n\n" + FROM + HEAD + b"\nNobody died.\n"
    assert texts(box, "a.mbox") == {
        "a.mbox!message 1": "Blast\n\nSix died.\n\nFrom Monday on the town was shelled.\n\n",
        "a.mbox!message 2": "Blast\n\nNobody died.\n",
    }


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@given(st.lists(LINES, min_size=1, max_size=6), LINES)
def test_what_a_program_sends_is_read_back(lines: list[str], subject: str) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", subject
    message.set_content("\n".join(lines))
    if not message.get_content().strip():
        return
    ((origin, text),) = texts(message.as_bytes()).items()
    assert origin == "a.eml"
    assert text.endswith(message.get_content())

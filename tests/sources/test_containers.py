"""What containers hold comes out item by item; what is broken, hostile or unknown is named and stops nothing else."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from handmade_pdf import one_page
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import SourceError
from dateline.records import RawDocument
from dateline.sources import Item, Refusal, Settings, Unchanged, gather, load
from dateline.sources.containers import Inner, unpack

STORY = "Eleven people were killed in Tarvel on Monday, the governor said."
PAGE = f"<html><body><article><p>{STORY}</p></article></body></html>"


def items_of(path: Path, **limits: object) -> list[Item]:
    return list(gather([path], settings=Settings(**limits)))  # type: ignore[arg-type]


def documents(items: Iterable[Item]) -> list[RawDocument]:
    return [item for item in items if isinstance(item, RawDocument)]


def reasons(items: Iterable[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Refusal)]


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# Tables


def test_a_csv_table_gives_a_report_a_row_with_what_it_says_of_it(tmp_path: Path) -> None:
    rows = (
        'Headline;Body;URL;Source;Date\n"Blast in Tarvel";"Eleven; dead";https://example.org/1;Tarvel Post;2019-03-04\n'
        ';;;;\n;"Only text";x;;\n'
    )
    items = items_of(write(tmp_path / "t.csv", rows))
    first, third = documents(items)
    assert first.data.decode() == "Blast in Tarvel\n\nEleven; dead"
    assert first.origin.endswith("t.csv!row 2")
    assert first.supplied is not None
    assert (first.supplied.url, first.supplied.publisher, first.supplied.published) == (
        "https://example.org/1",
        "Tarvel Post",
        "2019-03-04",
    )
    assert third.supplied is not None
    assert third.supplied.url is None, "'x' is no address"
    assert reasons(items) == [f"{tmp_path}/t.csv!row 3 holds no text; nothing to read"]


def test_columns_can_be_named_and_unknown_ones_are_listed(tmp_path: Path) -> None:
    path = write(tmp_path / "t.tsv", f"a\tb\n{STORY}\t2019-03-04\n")
    assert (
        "no column is known to hold the text; name it, as in --column text=NAME. It has the columns 'a', 'b'" in reasons(items_of(path))[0]
    )
    (found,) = documents(items_of(path, columns={"text": "a", "published": "b"}))
    assert found.data.decode() == STORY
    assert found.supplied is not None
    assert found.supplied.published == "2019-03-04"
    assert "has no column 'c' for the text" in reasons(items_of(path, columns={"text": "c"}))[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_come_in_several_encodings(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "t.csv", "text,title\n“Eleven” killed — café,One\n".encode(encoding))
    assert documents(items_of(path))[0].data.decode() == "One\n\n“Eleven” killed — café"


def test_json_lines_keep_going_past_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"title": "One", "text": STORY, "source": {"name": "Post"}}),
        "{not json",
        "[1]",
        json.dumps({"x": 1}),
        "",
        json.dumps({"html": PAGE}),
    ]
    items = items_of(write(tmp_path / "t.jsonl", "\n".join(lines)))
    one, last = documents(items)
    assert one.supplied is not None
    assert one.supplied.publisher == "Post"
    assert (last.media_type, last.origin) == ("text/html", f"{tmp_path}/t.jsonl!line 6")
    assert ["is no JSON" in reasons(items)[0], "no JSON object but list" in reasons(items)[1], "the columns 'x'" in reasons(items)[2]] == [
        True
    ] * 3


def test_a_json_file_is_a_list_an_object_or_an_object_with_a_list(tmp_path: Path) -> None:
    rows = [{"title": "A", "content": STORY}, {"title": "B", "content": STORY + " Two."}]
    for content, count in ((rows, 2), ({"status": "ok", "articles": rows}, 2), (rows[0], 1)):
        assert len(documents(items_of(write(tmp_path / "t.json", json.dumps(content))))) == count
    assert "is no JSON" in reasons(items_of(write(tmp_path / "t.json", "{" * 50_000)))[0]
    assert reasons(items_of(write(tmp_path / "t.json", "[" * 200_000)))


def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"headline": ["A", None], "body": [STORY, STORY + " Two."], "n": [1, 2]}), tmp_path / "t.parquet")
    found = documents(items_of(tmp_path / "t.parquet"))
    assert [d.data.decode() for d in found] == [f"A\n\n{STORY}", STORY + " Two."]
    assert "no whole Parquet file" in reasons(items_of(write(tmp_path / "bad.parquet", b"PAR1 and nothing")))[0]


def test_a_row_over_the_limit_is_refused_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "t.jsonl", json.dumps({"text": "x" * 3000}) + "\n" + json.dumps({"text": STORY}) + "\n")
    items = items_of(path, limit=1000)
    assert [d.data.decode() for d in documents(items)] == [STORY]
    assert "more than 1,000 bytes" in reasons(items)[0]


# Archives


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_zip_is_searched_like_a_folder(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": STORY + " Deep."})
    path = write(
        tmp_path / "z.zip",
        zipped({"b.html": PAGE, "a.txt": STORY, "../../etc/x.txt": STORY + " Up.", "i.png": b"\x89PNG", ".h.txt": "x", "in.zip": inner}),
    )
    found = documents(items_of(path))
    assert [d.origin.removeprefix(f"{path}!") for d in found] == ["../../etc/x.txt", "a.txt", "b.html", "in.zip!deep.txt"]
    assert not (tmp_path.parent / "etc").exists(), "'..' leads nowhere"


def test_bombs_and_broken_archives_end_in_one_line(tmp_path: Path) -> None:
    (line,) = reasons(items_of(write(tmp_path / "bomb.zip", zipped({"a.txt": b"0" * 200 * 2**20}))))
    assert "as an archive bomb does" in line
    (line,) = reasons(items_of(write(tmp_path / "bomb.txt.gz", gzip.compress(b"0" * 30 * 2**20))))
    assert "more than 20,971,520 bytes" in line
    whole = zipped({"a.txt": STORY})
    assert "no whole ZIP archive" in reasons(items_of(write(tmp_path / "cut.zip", whole[: len(whole) // 2])))[0]
    nested: bytes = zipped({"a.txt": STORY})
    for _ in range(5):
        nested = zipped({"in.zip": nested})
    assert "a container within 3 others" in reasons(items_of(write(tmp_path / "deep.zip", nested)))[0]
    assert "damaged or cut off" in reasons(items_of(write(tmp_path / "cut.txt.gz", gzip.compress(STORY.encode() * 50)[:-20])))[0]


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_single_packed_files(tmp_path: Path, suffix: str, pack: object) -> None:
    path = write(tmp_path / f"story.txt.{suffix}", pack(STORY.encode()))  # type: ignore[operator]
    assert documents(items_of(path))[0].data.decode() == STORY


def crawl(*, packed: bool = True) -> bytes:
    """Return a crawl of five records as the standard has them (ISO 28500), each packed alone."""

    def record(kind: str, url: str, moment: str, body: bytes, *more: str) -> bytes:
        lines = [f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Date: {moment}", "WARC-Record-ID: <urn:x>", *more]
        head = "\r\n".join(["WARC/1.0", *lines, "Content-Type: application/http;msgtype=response", f"Content-Length: {len(body)}"])
        whole = head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n"
        return gzip.compress(whole, mtime=0) if packed else whole

    def response(name: str, status: str, media_type: str, body: bytes) -> bytes:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
        return record("response", f"https://example.org/{name}", "2019-03-05T01:02:03Z", answer)

    return b"".join(
        [
            response("a", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
            response("i.png", "200 OK", "image/png", b"\x89PNG"),
            response("gone", "404 Not Found", "text/html", b"<p>gone</p>"),
            record("revisit", "https://example.org/b", "2019-03-05T00:00:00Z", b"", "WARC-Refers-To-Date: 2019-03-01T00:00:00Z"),
            response("c", "200 OK", "text/html", PAGE.replace("Eleven", "Twelve").encode()),
        ]
    )


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_gives_its_pages_with_when_they_were_got(tmp_path: Path, packed: bool) -> None:
    items = items_of(write(tmp_path / ("c.warc.gz" if packed else "c.warc"), crawl(packed=packed)))
    assert [type(item).__name__ for item in items] == ["RawDocument", "Refusal", "Unchanged", "RawDocument"]
    first = documents(items)[0]
    assert first.supplied is not None
    assert (first.supplied.url, first.supplied.captured, first.charset) == ("https://example.org/a", "2019-03-05T01:02:03Z", "utf-8")
    assert "answered with 404 when it was crawled" in reasons(items)[0]
    assert [item.seen for item in items if isinstance(item, Unchanged)] == ["2019-03-01T00:00:00Z"]


def test_a_crawl_that_breaks_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    whole = crawl()
    items = items_of(write(tmp_path / "c.warc.gz", whole[: len(whole) - 200] + b"\x00" * 100))
    assert len(documents(items)) >= 1
    assert len(items) >= 3


def test_a_wacz_is_its_crawl(tmp_path: Path) -> None:
    path = write(tmp_path / "c.wacz", zipped({"archive/data.warc.gz": crawl(), "pages/pages.jsonl": "{}", "datapackage.json": "{}"}))
    assert len(documents(items_of(path))) == 2


# Mail


def letter(body: str = STORY, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Blast in Tarvel"
    message["From"] = "Tarvel Alerts <alerts@example.org>"
    message["To"] = "desk@example.org"
    message["Date"] = "Mon, 04 Mar 2019 18:20:00 +0300"
    message.set_content(body)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def test_mail_gives_its_text_and_its_attachments(tmp_path: Path) -> None:
    message = letter()
    message.add_attachment(b"Town,text\nTarvel," + STORY.encode(), maintype="text", subtype="csv", filename="list.csv")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    message.add_attachment(letter("Forwarded: " + STORY))
    body, row, forwarded = documents(items_of(write(tmp_path / "m.eml", message.as_bytes())))
    assert body.data.decode().startswith("Blast in Tarvel\n\nEleven people")
    assert body.supplied is not None
    assert (body.supplied.publisher, body.supplied.published) == ("Tarvel Alerts", "2019-03-04T15:20Z")
    assert row.origin.endswith("m.eml!list.csv!row 2")
    assert "Forwarded" in forwarded.data.decode()


def test_a_stub_of_plain_text_gives_way_to_the_html(tmp_path: Path) -> None:
    (found,) = documents(items_of(write(tmp_path / "m.eml", letter("See the HTML part.", PAGE).as_bytes())))
    assert found.media_type == "text/html"
    assert STORY in found.data.decode()


def test_mailboxes_and_saved_pages(tmp_path: Path) -> None:
    box = b"".join(b"From a@example.org Mon Mar  4 18:20:00 2019\n" + letter(f"{STORY} {n}").as_bytes() + b"\n" for n in range(3))
    assert len(documents(items_of(write(tmp_path / "b.mbox", box)))) == 3
    page = (
        "From: <Saved by Browser>\nSnapshot-Content-Location: https://example.org/a\nSubject: Blast\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\nContent-Type: text/html; charset=utf-8\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{PAGE.replace('=', '=3D')}\n--x\nContent-Type: image/png\n\nx\n--x--\n"
    )
    (found,) = documents(items_of(write(tmp_path / "p.mhtml", page)))
    assert found.supplied is not None
    assert (found.media_type, found.supplied.url) == ("text/html", "https://example.org/a")


# Documents that are no text


def pdf(text: str | None) -> bytes:
    """Return a PDF file of one page, by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text is not None else b""
    return one_page(stream)


def test_pdf_with_a_text_layer_is_read_and_a_scan_is_refused(tmp_path: Path) -> None:
    from dateline.sources import decode

    decoded = decode(load(write(tmp_path / "a.pdf", pdf(STORY))))
    assert decoded.text.strip() == STORY
    assert decoded.notes == ("pdf: 1 page",)
    for name, data, words in (("scan.pdf", pdf(None), "no text layer"), ("cut.pdf", pdf(STORY)[:60], "no whole PDF")):
        with pytest.raises(SourceError, match=words):
            decode(load(write(tmp_path / name, data)))


def test_word_files_keep_headings_lists_and_tables(tmp_path: Path) -> None:
    from dateline.sources import decode

    document = docx.Document()
    document.add_heading("Blast in Tarvel", 1)
    document.add_paragraph(STORY)
    document.add_paragraph("Hospital: six dead", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Tarvel", "11 killed"
    document.save(str(tmp_path / "a.docx"))
    assert decode(load(tmp_path / "a.docx")).text == f"# Blast in Tarvel\n\n{STORY}\n\n• Hospital: six dead\n\nTarvel | 11 killed"
    with pytest.raises(SourceError, match="no whole Word file"):
        decode(load(write(tmp_path / "b.docx", zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<y"}))))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"\x89PNG\r\n", "a PNG image"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx, PDF or text"),
        ("s.xlsx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "a spreadsheet"),
        ("noname", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "office file that is no text document"),
    ],
)
def test_other_kinds_are_refused_by_name_with_the_way_out(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    assert words in reasons(items_of(write(tmp_path / name, data)))[0]


def test_one_report_is_asked_of_a_container_of_several(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds 2 reports; `dateline read` and `dateline add` take them all"):
        load(write(tmp_path / "z.zip", zipped({"a.txt": STORY, "b.txt": STORY + "2"})))
    assert load(write(tmp_path / "y.zip", zipped({"a.txt": STORY}))).data.decode() == STORY


NAMES = st.sampled_from(
    [
        "a.csv",
        "a.jsonl",
        "a.json",
        "a.eml",
        "a.mbox",
        "a.mhtml",
        "a.warc",
        "a.zip",
        "a.gz",
        "a.parquet",
        "a.xml",
        "a.pdf",
        "a.docx",
        "a",
        "a.html",
    ]
)
SEEDS = st.sampled_from(
    [b"", zipped({"a.txt": STORY}), crawl(), crawl(packed=False), letter().as_bytes(), pdf(STORY), b"text,title\n1,2\n", b'{"text": "x"}\n']
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, SEEDS, st.binary(max_size=300), st.integers(0, 2000), st.integers(0, 2000))
def test_no_bytes_under_any_name_raise_anything_but_our_own_errors(name: str, seed: bytes, noise: bytes, at: int, cut: int) -> None:
    data = seed[:at] + noise + seed[at + cut :]
    with suppress(SourceError):
        for item in unpack(Inner(name, io.BytesIO(data), name), Settings(limit=100_000)):
            assert item is not None

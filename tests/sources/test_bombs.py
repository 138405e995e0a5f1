"""Archives that are made to fill memory, disk or time end in one line, soon; names in them never become files."""

from __future__ import annotations

import gzip
import io
import os
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.records import RawDocument
from dateline.sources import Item, Refusal, Settings, gather
from dateline.sources import containers as containers_module
from dateline.sources.containers import Inner, unpack

STORY = "Eleven people were killed in Tarvel on Monday, the governor said."


def zipped(members: dict[str, bytes | str], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def items_of(data: bytes, name: str, **limits: int) -> list[Item]:
    found = []
    for item in gather_bytes(data, name, **limits):
        assert not isinstance(item, containers_module.Pointer)
        found.append(item)
    return found


def gather_bytes(data: bytes, name: str, **limits: int) -> list[object]:
    try:
        return list(unpack(Inner(name, io.BytesIO(data), name), Settings(**limits)))
    except containers_module.SourceError as error:
        return [Refusal(name, str(error))]


def test_archives_within_archives_are_counted_together() -> None:
    zeros = gzip.compress(b"text\n" + b"0" * 10 * 2**20, mtime=0)
    inner = zipped({f"{n}.csv.gz": zeros for n in range(40)}, stored=True)
    outer = zipped({f"{n}.zip": inner for n in range(40)})
    assert len(outer) < 10 * 2**20
    began = time.process_time()
    found = gather_bytes(outer, "a.zip")
    assert time.process_time() - began < 20, "it would be 16 GB"
    assert isinstance(found[-1], Refusal)
    assert found[-1].reason.startswith("a.zip unpacks to over 200 times its size, as an archive bomb does")


def overlapping(count: int) -> bytes:
    """Return an archive whose list names one member again and again, as bombs without nesting do."""
    whole = zipped({"a.txt": STORY * 100})
    at = whole.index(b"PK\x01\x02")
    entry = whole[at : whole.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"a.txt", b"%c.txt" % (97 + n)) for n in range(count))
    return whole[:at] + entries + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), at, 0)


def test_members_that_overlap_are_no_archive() -> None:
    assert items_of(overlapping(1), "a.zip")[0].origin == "a.zip!a.txt", "the archive itself is whole"
    (found,) = items_of(overlapping(5), "a.zip")
    assert isinstance(found, Refusal)
    assert "members that overlap" in found.reason


def test_an_archive_within_a_packed_file_is_read_through_a_bounded_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(zipped({"b.txt": STORY, "a.txt": STORY + " Six were hurt."}))
    found = items_of(packed, "news.zip.gz")
    assert [item.origin for item in found] == ["news.zip.gz!a.txt", "news.zip.gz!b.txt"]
    monkeypatch.setattr(containers_module, "SPOOL", 100)
    (told,) = items_of(packed, "news.zip.gz")
    assert isinstance(told, Refusal)
    assert "more than 100 bytes" in told.reason


def test_many_members_of_a_nested_archive_take_time_that_grows_with_their_number() -> None:
    members: dict[str, bytes | str] = {f"{n * 7919 % 4000:04}.txt": f"{STORY} {n}" + "x" * 2000 for n in range(4000)}
    outer = zipped({"in.zip": zipped(members)})
    began = time.process_time()
    assert len(items_of(outer, "a.zip")) == 4000
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"text,title\n"),
        ("a.jsonl", b"\n\n"),
        ("a.json", b"[]"),
        ("a.zip", zipped({"i.png": b"\x89PNG"})),
        ("a.csv.gz", gzip.compress(b"text\n")),
    ],
)
def test_a_container_that_holds_nothing_says_so(name: str, data: bytes) -> None:
    (told,) = items_of(data, name)
    assert isinstance(told, Refusal)
    assert "holds no report" in told.reason


NAMES = st.one_of(
    st.sampled_from(["../up.txt", "/etc/x.txt", "C:\\x.txt", "a/../../b.html", "con.txt", "~/x.txt"]),
    st.from_regex(r"[a-z/]{0,7}[a-z]\.(txt|html|csv)", fullmatch=True),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(members=st.dictionaries(NAMES, st.text(st.characters(exclude_categories=("Cs",)), max_size=50), min_size=1, max_size=5))
def test_every_member_is_told_of_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, members: dict[str, str]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(dict(members)))
    monkeypatch.chdir(tmp_path)
    before = sorted(os.listdir(tmp_path)), sorted(os.listdir(tmp_path.parent))
    found = list(gather([path]))
    assert (sorted(os.listdir(tmp_path)), sorted(os.listdir(tmp_path.parent))) == before
    told = {item.origin for item in found}
    for name, text in members.items():
        origin = f"{path}!{name}"
        if name.endswith((".txt", ".html")):
            (item,) = [item for item in found if item.origin == origin]
            assert isinstance(item, RawDocument | Refusal)
            assert not isinstance(item, RawDocument) or item.data == text.encode()
        else:
            assert any(known.startswith(origin) for known in told)

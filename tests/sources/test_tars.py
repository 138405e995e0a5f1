"""What a tar archive holds comes out item by item, packed or not; hostile ones end in one line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.records import RawDocument
from dateline.sources import Item, Refusal, Settings, gather
from dateline.sources import containers as containers_module
from dateline.sources import tars as tars_module

STORY = b"Eleven people were killed in Tarvel on Monday, the governor said."


def tarred(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def items_of(path: Path, data: bytes) -> list[Item]:
    path.write_bytes(data)
    return list(gather([path], settings=Settings()))


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("news.tar", bytes),
        ("news.tar.gz", gzip.compress),
        ("news.tgz", gzip.compress),
        ("news.tar.bz2", bz2.compress),
        ("news.tbz2", bz2.compress),
        ("news.TXZ", lzma.compress),
        ("news", gzip.compress),
    ],
)
def test_members_come_out_in_order(tmp_path: Path, name: str, pack: Callable[[bytes], bytes], form: int) -> None:
    page = b"<!doctype html><html><body><p>" + STORY + b"</p></body></html>"
    passed_over = {"a/.hidden.txt": STORY, "x.bin": b"\0\1", "README": STORY, "LICENSE.txt": STORY}
    data = tarred({"b/one.txt": STORY, "a/two.php": page, "story": STORY, **passed_over}, form)
    path = tmp_path / name
    found = items_of(path, pack(data))
    assert [(item.origin, item.data) for item in found if isinstance(item, RawDocument)] == [
        (f"{path}!b/one.txt", STORY),
        (f"{path}!a/two.php", page),
        (f"{path}!story", STORY),
    ]
    assert not [item for item in found if isinstance(item, Refusal)]


def test_links_lead_nowhere_and_names_stay_names(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("away.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("pipe.txt", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/hostname"
            archive.addfile(info)
        info = tarfile.TarInfo("../../up.txt")
        info.size = len(STORY)
        archive.addfile(info, io.BytesIO(STORY))
    [item] = items_of(tmp_path / "a.tar", out.getvalue())
    assert isinstance(item, RawDocument)
    assert (item.origin.rpartition("!")[2], item.data) == ("../../up.txt", STORY)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.tar"]


def test_containers_within_are_opened(tmp_path: Path) -> None:
    inner = gzip.compress(tarred({"deep.txt": STORY}))
    [item] = items_of(tmp_path / "a.tar", tarred({"in.tgz": inner}))
    assert isinstance(item, RawDocument)
    assert item.origin.endswith("a.tar!in.tgz!deep.txt")


def test_a_cut_archive_keeps_what_came_before(tmp_path: Path) -> None:
    data = tarred({"one.txt": STORY, "two.txt": STORY * 400})
    first, *rest = items_of(tmp_path / "a.tar", data[:3000])
    assert isinstance(first, RawDocument)
    assert any("damaged or cut off" in item.reason for item in rest if isinstance(item, Refusal))


def test_an_archive_without_a_report_says_so(tmp_path: Path) -> None:
    [item] = items_of(tmp_path / "a.tar", tarred({"x.bin": b"\0"}))
    assert isinstance(item, Refusal)
    assert "no file of a known kind is in it" in item.reason


def test_a_bomb_is_stopped_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers_module, "LARGE", 2**20)
    bomb = gzip.compress(tarred({"a.txt": STORY, "b.txt": bytes(30 * 2**20)}), 9)
    found = items_of(tmp_path / "a.tgz", bomb)
    assert any("as an archive bomb does" in item.reason for item in found if isinstance(item, Refusal))


def test_a_header_that_fills_the_memory_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.txt")
    info.pax_headers = {"comment": "x" * (4 * tars_module.HEADERS)}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info)
    [item] = items_of(tmp_path / "a.tar", out.getvalue())
    assert isinstance(item, Refusal)
    assert "header takes over 1,048,576 bytes" in item.reason


def test_a_sparse_member_that_claims_more_than_there_is_counts_as_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers_module, "LARGE", 2**20)
    header = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = tarfile.GNUTYPE_SPARSE
    real = 2**33
    header[386:410] = b"%011o\0%011o\0" % (0, 0)
    header[483:495] = b"%011o\0" % (real - 1)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    found = items_of(tmp_path / "a.tar", bytes(header) + bytes(10240))
    assert found
    assert all(isinstance(item, Refusal) for item in found)


@given(st.binary(max_size=2000), st.integers(0, 3000), st.integers(0, 255))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_broken_archive_ends_in_items_or_refusals(tmp_path: Path, data: bytes, at: int, byte: int) -> None:
    whole = bytearray(tarred({"one.txt": STORY, "two.txt": data}))
    whole[at % len(whole)] = byte
    found = items_of(tmp_path / "a.tar", bytes(whole))
    assert found

"""Open ZIP archives and web archive collections (WACZ 1.1.1: a ZIP with its WARC files under ``archive/``)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from dateline.errors import SourceError, SourceTooLarge
from dateline.sources.containers import DAMAGE, LARGE, SWELL, Given, Inner
from dateline.sources.documents import readable
from dateline.sources.items import Refusal, Settings
from dateline.sources.kinds import HEAD, by_name, is_about, is_page

#: Members beyond which an archive is refused: its list alone takes 1 GB of memory then.
MEMBERS = 1_000_000
#: The bit of a member's flags that says it is encrypted (APPNOTE.TXT, section 4.4.4).
_ENCRYPTED = 0x1
#: Bytes of the header before each member, without its name (APPNOTE.TXT, section 4.3.7).
_LOCAL_HEADER = 30
_FOUND_OUT = ("word/", "xl/", "ppt/")


def members(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the members of an archive that may hold reports, by name; names lead nowhere on the disk."""
    with _archive(stream, origin) as archive:
        names = {info.filename for info in archive.infolist()}
        if "[Content_Types].xml" in names:
            yield _office(names, archive, origin)
            return
        if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
            yield from _members(archive, origin, [i for i in archive.infolist() if i.filename.startswith("archive/")])
            return
        yield from _members(archive, origin, archive.infolist())


def crawl(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Given]:
    """Yield the WARC files of a WACZ."""
    with _archive(stream, origin) as archive:
        found = [info for info in archive.infolist() if info.filename.startswith("archive/") and not info.is_dir()]
        if not found:
            raise SourceError(f"{origin} holds no archive/ folder, so it is no WACZ; give it as a plain .zip")
        yield from _members(archive, origin, found)


def _archive(stream: BinaryIO, origin: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(f"{origin} is no whole ZIP archive: {error}; get it again") from error
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise SourceTooLarge(f"{origin} has {len(infos):,} members, the limit is {MEMBERS:,}; split it")
    starts = sorted((info.header_offset, info.compress_size) for info in infos)
    if any(at + _LOCAL_HEADER + size > following for (at, size), (following, _) in pairwise(starts)):
        raise SourceError(f"{origin} has members that overlap, as an archive bomb has; unpack it yourself if you trust it")
    packed, unpacked = sum(i.compress_size for i in infos), sum(i.file_size for i in infos)
    if unpacked > LARGE and unpacked > SWELL * max(packed, 1):
        raise SourceTooLarge(
            f"{origin} unpacks from {packed:,} to {unpacked:,} bytes, as an archive bomb does; unpack it yourself if you trust it"
        )
    return archive


def _office(names: set[str], archive: zipfile.ZipFile, origin: str) -> Given:
    """Return an office document that has lost its file name's end."""
    kinds = [kind for kind in _FOUND_OUT if any(name.startswith(kind) for name in names)]
    if kinds == ["word/"]:
        stream = cast(BinaryIO, archive.fp)
        stream.seek(0)
        return Inner(origin, stream, origin + ".docx")
    return Refusal(origin, f"{origin} is an office file that is no text document; save it as CSV, PDF or text")


def _members(archive: zipfile.ZipFile, origin: str, infos: list[zipfile.ZipInfo]) -> Iterator[Given]:
    for info in sorted(infos, key=lambda info: info.filename):
        name = PurePosixPath(info.filename.replace("\\", "/"))
        # Names are never those of files on the disk, so ".." is but an odd name.
        hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in name.parts)
        unknown = by_name(name.name) is None and name.suffix
        encrypted = info.flag_bits & _ENCRYPTED
        if info.is_dir() or hidden or is_about(name.name) or (unknown and encrypted):
            continue
        item = f"{origin}!{readable(info.filename)}"
        if encrypted:
            yield Refusal(item, f"{item} is encrypted; unpack the archive with its password first")
            continue
        try:
            with cast(zipfile.ZipExtFile, archive.open(info)) as member:
                if unknown and not is_page(member.peek(HEAD)[:HEAD]):
                    continue
                yield Inner(item, cast(BinaryIO, member), name.name)
        except DAMAGE as error:
            yield Refusal(item, f"{item} cannot be unpacked: {error}; get the archive again")

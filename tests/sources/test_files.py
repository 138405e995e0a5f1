"""Files, folders, patterns and standard input, within limits."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.errors import SourceError, SourceNotFound, SourceTooLarge, SourceUnreachable
from dateline.records import RawDocument
from dateline.sources import Refusal, Settings, gather, load, readable
from dateline.sources.files import walk

STORY = b"Two men were freed in the north on Sunday, the army said."


def test_a_file_is_loaded_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(STORY)
    document = load(path)
    assert (document.data, document.origin, document.media_type) == (STORY, str(path), "text/plain")
    assert document.sha256 == hashlib.sha256(STORY).hexdigest()
    assert document.fetched is not None
    assert document.fetched.endswith("Z")


def test_standard_input_is_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY)))
    assert load("-").data == STORY


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("missing.txt", SourceNotFound, "check the path"),
        ("", SourceError, "folder"),
        ("big.txt", SourceTooLarge, "10 bytes"),
    ],
)
def test_a_path_that_cannot_be_read_says_why(tmp_path: Path, name: str, error: type[SourceError], words: str) -> None:
    (tmp_path / "big.txt").write_bytes(STORY)
    with pytest.raises(error, match=words):
        load(tmp_path / name, settings=Settings(limit=10))


def test_a_folder_is_searched_in_order_without_hidden_files_and_what_tells_of_it(tmp_path: Path) -> None:
    passed_over = ("README", "ReadMe.md", "sub/LICENCE.txt", ".hidden/d.txt", "sub/.e.txt", "f.png")
    for name in ("b.txt", "a.html", "sub/c.htm", "sub/G.TXT", "h.doc", *passed_over):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(STORY + name.encode())
    (tmp_path / "story.php").write_text("<!DOCTYPE html><html><p>Two men were freed.</p></html>")
    items = list(gather([tmp_path]))
    found = [str(Path(item.origin).relative_to(tmp_path)) for item in items if isinstance(item, RawDocument)]
    assert found == ["a.html", "b.txt", "story.php", "sub/G.TXT", "sub/c.htm"]
    (told,) = [item for item in items if isinstance(item, Refusal)]
    assert "an old Word file; save it as" in told.reason, "a report that cannot be read is not passed over in silence"


def test_a_pattern_names_files_in_order_and_reaches_into_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/d.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(STORY + name.encode())
    found = [str(Path(item.origin).relative_to(tmp_path)) for item in gather([str(tmp_path / "**" / "*.txt")])]
    assert found == ["a.txt", "b.txt", "sub/c.txt"]
    (nothing,) = gather([str(tmp_path / "*.pdf")])
    assert isinstance(nothing, Refusal)
    assert "no file fits the pattern" in nothing.reason


def test_a_file_that_grows_while_it_is_read_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"text": "one"}\n{"text": "two"}\n')
    seen = []
    for item in gather([path]):
        seen.append(item)
        with path.open("ab") as log:
            log.write(b'{"text": "more"}\n')
    assert len(seen) == 2


def test_a_folder_is_read_without_the_file_that_the_output_goes_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY)
    words = "from dateline.sources import gather; print([item.origin for item in gather(['.'])])"
    with (tmp_path / "out.jsonl").open("w") as out:
        subprocess.run([sys.executable, "-c", words], cwd=tmp_path, stdout=out, check=True)
    assert (tmp_path / "out.jsonl").read_text() == "['a.txt']\n"


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "story[1].txt").write_bytes(STORY)
    assert load(tmp_path / "story[1].txt").data == STORY


def test_one_bad_source_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY)
    (tmp_path / "z.txt").write_bytes(STORY)
    items = list(gather([tmp_path / "a.txt", tmp_path / "none.txt", "ftp://example.org/a", tmp_path / "z.txt"]))
    assert [isinstance(item, RawDocument) for item in items] == [True, False, False, True]


def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "story.txt").write_bytes(STORY)
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("plug.txt")
    reasons = {Path(item.origin).name: item.reason for item in gather([tmp_path]) if isinstance(item, Refusal)}
    assert sorted(reasons) == ["gone.txt", "loop.txt", "pipe.txt", "plug.txt"]
    for name, words in (("gone", "link to 'nowhere.txt'"), ("loop", "symbolic links"), ("pipe", "named pipe"), ("plug", "a socket")):
        assert words in reasons[f"{name}.txt"]


def test_a_pipe_that_the_shell_opened_is_read() -> None:
    out, into = os.pipe()
    os.write(into, STORY)
    os.close(into)
    assert load(f"/dev/fd/{out}").data == STORY
    os.close(out)


def test_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceUnreachable, match="standard input is closed"):
        load("-")


def test_a_folder_that_cannot_be_listed_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(STORY)
    (tmp_path / "shut").mkdir()

    def refusing(call: Callable[..., object]) -> Callable[..., object]:
        def look(path: object = ".") -> object:
            if str(path).endswith("shut"):
                raise PermissionError(13, "Permission denied", str(path))
            return call(path)

        return look

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))
    monkeypatch.setattr(os, "listdir", refusing(os.listdir))
    assert [Path(name).name for name in walk(str(tmp_path))] == ["a.txt", "shut"]
    good, bad = gather([tmp_path])
    assert isinstance(good, RawDocument)
    assert isinstance(bad, Refusal)
    assert "Permission denied" in bad.reason


def test_a_name_that_is_no_utf8_is_kept_readable(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"bad\xff.txt")
    with open(path, "wb") as file:
        file.write(STORY)
    assert load(os.fsdecode(path)).origin == f"{tmp_path}/bad\\xff.txt"
    assert readable("caf\udcc3\udca9.txt") == "café.txt"

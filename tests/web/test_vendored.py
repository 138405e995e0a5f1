"""Scripts of others are those that the list beside them names."""

from __future__ import annotations

import hashlib
import re

from dateline.web.rendering import STATIC

VENDOR = STATIC / "vendor"


def test_each_script_is_listed_with_its_digest_and_licence():
    listed = dict(re.findall(r"as `([^`]+)` \| [^|]+ \| `([0-9a-f]{64})`", (VENDOR / "VERSIONS.md").read_text(encoding="utf-8")))
    found = {str(path.relative_to(VENDOR)): path for path in VENDOR.glob("*/*") if path.suffix in (".js", ".css")}
    assert listed.keys() == found.keys()
    for name, path in found.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == listed[name], name
        assert (path.parent / "LICENSE").exists()


def test_no_style_sheet_or_script_of_ours_names_another_host():
    for path in STATIC.glob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"https?://(?!www\.w3\.org/)", text), path.name

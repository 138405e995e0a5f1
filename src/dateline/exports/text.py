"""Text that may go into XML, calendars and descriptions: without what those cannot hold or what turns a reader's page round."""

from __future__ import annotations

import re

from dateline.serial import Json, dumps

#: What XML 1.0 forbids (W3C XML 1.0, production 2 ``Char``): controls but tab, line feed and return; surrogates; U+FFFE and U+FFFF.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: C1 controls, which no text means, and the controls that reorder what is shown (Unicode TR9; "Trojan Source", CVE-2021-42574).
_TURNING = re.compile("[\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
#: What JSON may hold and a viewer or a reader of lines may trip over: the same controls, and line breaks other than the line feed.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""Return text as any XML or calendar may hold it: one kind of line break, no forbidden and no reordering character.

    >>> clean("a\r\nb\x00c\u202ed")
    'a\nbcd'
    """
    return _TURNING.sub("", _FORBIDDEN.sub("", _BREAKS.sub("\n", text)))


def one_line(text: str) -> str:
    r"""Return clean text on one line, runs of white space as one space.

    >>> one_line("Balad\n\n  market")
    'Balad market'
    """
    return _SPACE.sub(" ", clean(text)).strip()


def json_line(obj: Json) -> str:
    r"""Return an object as strict JSON on one line; characters that turn a viewer's page round or break lines are written as escapes.

    Nothing is lost: a reader of JSON gets the very text.

    >>> json_line({"quote": "a\u202eb\u2028c"})
    '{"quote":"a\\u202eb\\u2028c"}'
    """
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", dumps(obj))

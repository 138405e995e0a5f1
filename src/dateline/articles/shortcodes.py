"""Take WordPress shortcodes out of a text, keeping the captions they wrap.

Shortcode API: ``[name attribute="value"]`` with an optional ``[/name]``. Brackets in running text ("[sic]", "[the town]") have neither
attributes nor a closing twin and stay.
"""

from __future__ import annotations

import re

from dateline.articles.mapped import Mapped

#: Shortcodes of WordPress itself that may come without attributes.
_BARE = frozenset({"gallery", "embed", "video", "audio", "playlist", "caption", "wp_caption", "read_more", "nextpage", "ad", "adsense"})
_CAPTIONS = ("caption", "wp_caption")
_CODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[a-z][a-z0-9_-]{1,30})(?P<attributes>(?:\s+[\w-]+\s?=\s?(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\]]+))*)\s*/?\]"
)


def cut_shortcodes(text: Mapped) -> tuple[Mapped, list[tuple[int, int]], int]:
    """Take the shortcodes out of `text`.

    Returns:
        The text without them, the bounds in it of every caption, and how many shortcodes went.
    """
    if "[" not in text.text:
        return text, [], 0
    codes = list(_CODE.finditer(text.text))
    closed = {match["name"] for match in codes if match["close"]}
    codes = [match for match in codes if match["attributes"] or match["name"] in closed or match["name"] in _BARE]
    captions: list[tuple[int, int]] = []
    gone = 0
    opened: int | None = None
    for match in codes:
        if match["name"] in _CAPTIONS:
            if not match["close"]:
                opened = match.start() - gone
            elif opened is not None:
                captions.append((opened, match.start() - gone))
                opened = None
        gone += match.end() - match.start()
    opening = sum(not match["close"] for match in codes)
    return text.without([match.span() for match in codes]), captions, opening

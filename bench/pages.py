"""Produce main text, title and day of publication of news pages, in the layout their scorer reads.

The labelled texts keep the dateline and the sign-off ("(Reporting by ...)") on their lines. Dateline takes both off into fields, so
they are put back here: each block is given with the rest of the line that it stood on in the page.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from dateline.articles.read import read_whole
from dateline.errors import DatelineError
from dateline.records import Article, BlockKind, RawDocument
from dateline.sources import decode
from dateline.sources.documents import document_of

#: Characters beside a block in which the rest of its line is looked for.
REACH = 400


def predict(data_dir: Path) -> Iterator[dict[str, Any]]:
    """Yield a prediction for each page of ``docs.jsonl``; a page that is refused is an empty one.

    Args:
        data_dir: the corpus, in the layout of its scorer.
    """
    with (data_dir / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            with gzip.open(data_dir / row["html"]) as page:
                document = document_of(page.read(), row["url"], media_type="text/html", charset="utf-8")
            yield {"id": row["id"], **_read(document)}


def _read(document: RawDocument) -> dict[str, Any]:
    try:
        # The entries of a live page are articles of their own to Dateline; the labelled texts have the page as one.
        article = read_whole(document)
    except DatelineError:
        return {"text": "", "title": None, "published": None}
    published = article.published.value if article.published is not None else None
    return {"text": whole_lines(article, decode(document).source), "title": article.title, "published": published}


def whole_lines(article: Article, source: str) -> str:
    """Return an article's blocks but title and captions, which the labels leave out, each with the rest of its line in the page."""
    lines = []
    for block in article.blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.CAPTION) or block.start == block.end:
            continue
        start, end = article.to_source(block.start), article.to_source(block.end - 1)
        text = article.text[block.start : block.end]
        if start is not None and end is not None:
            before = source[max(0, start - REACH) : start].rpartition(">")
            after = source[end + 1 : end + 1 + REACH].partition("<")
            text = (unescape(before[2]) if before[1] else "") + text + (unescape(after[0]) if after[1] else "")
        lines.append(" ".join(text.split()))
    return "\n".join(lines)

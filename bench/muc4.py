"""Turn the claims of the MUC-4 texts (1992) into templates of 24 slots, in the layout their scorer reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench._documents import as_article
from bench._muc4_fills import template
from bench._muc4_mentions import mentions
from bench._muc4_phrases import Roster
from bench._muc4_places import Atlas, load_atlas
from bench._muc4_templates import gather, relevant
from bench._muc4_texts import Message, messages, text_files
from dateline.claims.context import Context, read_context
from dateline.claims.extract import claims_in


def predict(data_dir: Path, *, rules_alone: bool = False, set: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield one record a message: its id and its templates as text. The keys are not read.

    Args:
        data_dir: a folder with ``CORPORA/SET/`` (texts) and ``TASKDOC/`` (the location set list).
        rules_alone: leave the learned reader out.
        set: ``dev``, ``tst1``, ``tst2`` or ``tst3``; all sets if left out.
    """
    atlas = load_atlas(data_dir)
    for path in text_files(data_dir, set):
        for message in messages(path.read_text(encoding="latin-1")):
            article = as_article(message.id, message.text, message.published)
            context = read_context(article, reader=not rules_alone)
            yield {"id": message.id, "templates": templates(context, message, atlas)}


def templates(context: Context, message: Message, atlas: Atlas) -> list[str]:
    """Return the templates of one message that has been read."""
    roster = Roster(context.scenes, tuple(atlas.places))
    found = mentions(context, claims_in(context), roster)
    kept = [incident for incident in gather(context, found, message, atlas, roster) if relevant(incident, message)]
    return [template(number, incident, context, message, atlas) for number, incident in enumerate(kept, 1)]


def render(record: dict[str, Any]) -> str:
    """Return a record in the scorer's layout; a message without a template has one of asterisks."""
    none = f"0.  MESSAGE: ID                     {record['id']}\n1.  MESSAGE: TEMPLATE               *"
    return "\n\n".join(record["templates"] or [none]) + "\n"


show = render

"""Tell the language of a text (py3langid, 97 languages)."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Protocol

#: Characters looked at; fewer letters than `SHORTEST` tell nothing; less sure than `SURE` is unknown.
SAMPLE, SHORTEST, SURE = 2_000, 60, 0.6
#: ISO 639-2's code for "no linguistic content".
_NONE = "zxx"


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@cache
def _identifier() -> _Identifier:
    # py3langid carries no types, so it is reached by name.
    langid = importlib.import_module("py3langid.langid")
    identifier: _Identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    return identifier


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or ``None`` where it is too short or too mixed to tell."""
    sample = text[:SAMPLE]
    if sum(c.isalpha() for c in sample) < SHORTEST:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= SURE and language != _NONE else None

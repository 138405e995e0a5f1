"""Load the words that hand a stretch of text to a source, and the outlets that others speak through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import ReferenceDataError

POLARITIES = frozenset({"said", "denied", "claimed_responsibility", "believed", "feared", "planned", "refused"})
#: Frames that are no preposition.
FRAMES = frozenset({"clause", "quote", "object", "infinitive", "naming", "toll", "count", "tally", "speaker", "responsibility", "weak"})
PREPOSITIONS = frozenset({"of", "for", "on", "about", "against", "to", "at", "as", "out"})
#: What "not" makes of a cue: who does not say so refuses to, who does not believe so denies it.
NEGATED = {"said": "refused", "believed": "denied", "planned": "refused", "feared": "said", "denied": "refused"}


@dataclass(frozen=True, slots=True)
class Cue:
    """How a word hands content to its source: the frames it takes and how the source stands to the content."""

    lemma: str
    polarity: str
    frames: frozenset[str]

    def takes(self, frame: str) -> bool:
        """Return whether the cue takes a frame."""
        return frame in self.frames


def read_rows(name: str, columns: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    """Read a table of `columns` from the stage's data folder, with line numbers."""
    text = (files("dateline.attribution") / "data" / name).read_text(encoding="utf-8")
    lines = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines or tuple(lines[0][1]) != columns:
        raise ReferenceDataError(f"{name}: the header must be {columns}; mend the file or reinstall dateline")
    for number, cells in lines[1:]:
        if len(cells) != len(columns):
            raise ReferenceDataError(f"{name}:{number}: {len(cells)} cells in a table of {len(columns)} columns; use tabs between cells")
    return lines[1:]


@cache
def noun_classes() -> dict[str, str]:
    """Load ``data/nouns.tsv``: head noun to ``group``, ``document`` or ``epithet``.

    Raises:
        ReferenceDataError: if a row names another class.
    """
    table: dict[str, str] = {}
    for number, (noun, kind, _) in read_rows("nouns.tsv", ("noun", "class", "source")):
        if kind not in ("group", "document", "epithet"):
            raise ReferenceDataError(f"nouns.tsv:{number}: class {kind!r} is not group, document or epithet")
        table[noun] = kind
    return table


@cache
def load_cues() -> Mapping[tuple[str, str], Cue]:
    """Load ``data/cues.tsv``.

    Returns:
        Cues by part of speech (``verb noun adverb adjective``) and lemma.

    Raises:
        ReferenceDataError: if a row has an unknown polarity or frame, or a lemma stands twice.
    """
    cues: dict[tuple[str, str], Cue] = {}
    for number, (lemma, part, polarity, frames, _) in read_rows("cues.tsv", ("lemma", "pos", "polarity", "frames", "source")):
        taken = frozenset(frames.split())
        if polarity not in POLARITIES or not taken <= FRAMES | PREPOSITIONS or (part, lemma) in cues:
            raise ReferenceDataError(
                f"cues.tsv:{number}: {lemma!r}: polarity {polarity!r} or frames {frames!r} unknown, or it stands twice"
            )
        cues[part, lemma] = Cue(lemma, polarity, taken)
    return cues


@dataclass(frozen=True, slots=True)
class Media:
    """Outlets: proper names keyed by their first word, longest first, and head nouns of descriptions."""

    names: Mapping[str, tuple[tuple[str, ...], ...]]
    heads: frozenset[str]


@cache
def load_media() -> Media:
    """Load ``data/media.tsv``.

    Raises:
        ReferenceDataError: if a row has an unknown form.
    """
    names: dict[str, list[tuple[str, ...]]] = {}
    heads: set[str] = set()
    for number, (words, form, _) in read_rows("media.tsv", ("words", "form", "source")):
        if form == "name":
            parts = tuple(words.replace("-", " - ").split())
            names.setdefault(parts[0], []).append(parts)
        elif form == "head":
            heads.add(words)
        else:
            raise ReferenceDataError(f"media.tsv:{number}: form {form!r} is neither name nor head")
    return Media({k: tuple(sorted(v, key=len, reverse=True)) for k, v in names.items()}, frozenset(heads))


def outlet_in(words: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """Return the first and last token of the first outlet's name among ``words[first:last + 1]``."""
    names = load_media().names
    for i in range(first, last + 1):
        for parts in names.get(words[i], ()):
            if i + len(parts) <= last + 1 and tuple(words[i : i + len(parts)]) == parts:
                return i, i + len(parts) - 1
    return None

"""Words of a sentence, and the toponyms found among them before they are resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.places.gazetteer import Entry
from dateline.records import PlaceRole

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.analysis import Sentence

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[-'’ʼ‘`][^\W\d_]+)*\.?|\d[\d,.]*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
#: An Arabic article, assimilated or not, that is joined to a name.
_ARTICLE = re.compile(r"(?:[ae](?:l|s|sh|r|z|d|dh|n|t|th)|ul)-(?=[^\W\d_])", re.IGNORECASE)
_ABBREVIATED = frozenset(
    [
        "St.",
        "Mt.",
        "Ft.",
        "Ala.",
        "Ariz.",
        "Ark.",
        "Calif.",
        "Colo.",
        "Conn.",
        "Del.",
        "Fla.",
        "Ga.",
        "Ill.",
        "Ind.",
        "Kan.",
        "Ky.",
        "La.",
        "Md.",
        "Mass.",
        "Mich.",
        "Minn.",
        "Miss.",
        "Mo.",
        "Mont.",
        "Neb.",
        "Nev.",
        "Okla.",
        "Ore.",
        "Pa.",
        "Tenn.",
        "Tex.",
        "Vt.",
        "Va.",
        "Wash.",
        "Wis.",
        "Wyo.",
        "Gen.",
        "Maj.",
        "Col.",
        "Lt.",
        "Capt.",
        "Sgt.",
        "Brig.",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Dr.",
        "Sen.",
        "Rep.",
        "Gov.",
        "Rev.",
        "Prof.",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a reader sees it: "al-Alil" is one, a possessive ending none. Offsets count in the article's text."""

    text: str
    start: int
    end: int
    token: Token
    possessive: bool
    glued: bool

    @property
    def lower(self) -> str:
        """The word in lower case, without a closing full stop."""
        return self.text.lower().rstrip(".")

    @property
    def capital(self) -> bool:
        """Whether the word is written as a name: with a capital, or with a capital after an Arabic article."""
        article = _ARTICLE.match(self.text)
        return self.text[0].isupper() or (article is not None and self.text[article.end()].isupper())

    @property
    def common(self) -> bool:
        """Whether the word stands in capitals but was lowered for the analyser, as one that is no name."""
        return self.text[0].isupper() and self.token.text[:1].islower()

    @property
    def named(self) -> bool:
        """Whether the word is written as a name and the analyser agrees that it is one."""
        return self.capital and not self.common and (self.token.pos_ == "PROPN" or self.token.i != self.token.sent.start)


def words_of(sentence: Sentence, whole: str) -> list[Word]:
    """Cut a sentence into words with their place in the article and the analyser's token.

    Args:
        sentence: the sentence; its tokens may differ in case from what is printed.
        whole: the article's text.
    """
    base = sentence.start
    text = whole[base : sentence.end]
    tokens = list(sentence.tokens)
    first = sentence.tokens.start_char
    starts = [t.idx - first for t in tokens]
    out: list[Word] = []
    at = 0
    last_end = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        raw = match.group()
        if raw.endswith(".") and len(raw) > 2 and raw not in _ABBREVIATED and raw.count(".") == 1:
            raw, end = raw[:-1], end - 1
        while at + 1 < len(starts) and starts[at + 1] <= start:
            at += 1
        bare = _POSSESSIVE.sub("", raw) if len(raw) > 2 else raw
        out.append(Word(bare, base + start, base + start + len(bare), tokens[at], bare != raw, start == last_end))
        last_end = end
    return out


@dataclass(slots=True)
class Mention:
    """A toponym at work: filled in step by step by the stage, turned into a record at the end.

    `first` and `last` index the sentence's words, both included. `hint` is the kind that the words around it give
    ("the village of X"); `holder` the mention that contains it by the words ("X, Iraq"); `offset` km and bearing from it;
    `settled` says that the words show a town or village though nothing names its kind.

    How the happening lies to the place: `far` is the other end of a line that begins here ("between X and Y"); `part` the bearing in
    degrees and what the words call the part ("the northern X countryside"); `border` says that a country is named for its border
    alone. `anchor` says where the words put this place itself: another mention, km and bearing from it ("X, 15 km south of Y").
    """

    sentence: Sentence
    words: list[Word]
    first: int
    last: int
    name: str
    entries: tuple[Entry, ...]
    start: int
    end: int
    hint: str | None = None
    holder: Mention | None = None
    within: str | None = None
    use: str = "literal"
    role: PlaceRole = PlaceRole.AT
    near: bool = False
    offset: tuple[float, float | None] | None = None
    far: Mention | None = None
    part: tuple[float | None, str] | None = None
    border: bool = False
    anchor: tuple[Mention, float | None, float | None] | None = None
    entry: Entry | None = None
    score: float = 0.0
    others: list[tuple[Entry, float]] = field(default_factory=list)
    anaphor: bool = False
    strong: bool = False
    settled: bool = False

    @property
    def called(self) -> str | None:
        """The kind of place that the words right before it call it: "town" in "the town of X"."""
        if self.first >= 2 and self.words[self.first - 1].lower == "of":
            return self.words[self.first - 2].lower
        return self.words[self.first - 1].lower if self.first else None

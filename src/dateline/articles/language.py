"""Tell the language of a text, block by block.

Three kinds of evidence: the script, which settles some languages alone and narrows the rest; the share of function words
(``data/function_words.tsv``), which is all that a headline has; and py3langid's letter sequences (97 languages), which need a sentence or
two. What they leave open stays open: ``None`` is too short to tell, `UNKNOWN` a longer text in no language that is known.
"""

from __future__ import annotations

import csv
import importlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, repeat
from typing import Protocol

from dateline.errors import ReferenceDataError
from dateline.records import Block, BlockKind

#: BCP 47 (ISO 639-2) code of a text that is long enough to tell and in no language that we know.
UNKNOWN = "und"
#: The language of everything downstream.
ENGLISH = "en"
#: Characters looked at, spread over the text.
SAMPLE = 3_000
#: Letters from which letter sequences tell, and from which a text without any known function word is in an unknown language.
SHORTEST, LONG = 60, 100
#: Fewest letters that function words may tell by, share of a short text's words that they make, and how many they must be.
FEW, FEW_SHARE, FEW_HITS = 12, 0.2, 2
#: Probability that letter sequences must have; lower where function words agree.
SURE, AGREED = 0.6, 0.3
#: Share of function words that running English has at least, and that a text in any listed language has.
ENGLISH_SHARE, ANY_SHARE = 0.2, 0.06
#: How many times the next language's hits the best one's must be.
LEAD = 1.5
#: Share of small words in running text, and of English ones that stray into another language.
RUNNING, STRAY = 0.6, 0.05
#: Letters of a block that is judged by itself, and of the English blocks that a foreign text must have for them to be read.
BLOCK, PART = 80, 200
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+")

#: Scripts that one language of the news is written in (Unicode Standard, chapters 7 to 18; ISO 15924).
_ONE_LANGUAGE = {
    "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th", "LAO": "lo", "KHMER": "km",
    "MYANMAR": "my", "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si",
    "GUJARATI": "gu", "GURMUKHI": "pa", "ORIYA": "or", "TIBETAN": "bo", "THAANA": "dv",
}  # fmt: skip
#: Languages of the other scripts, among which letters and words decide.
_OF_SCRIPT = {
    "CYRILLIC": frozenset({"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"}),
    "ARABIC": frozenset({"ar", "fa", "ur", "ps", "ku", "ug", "sd"}),
    "DEVANAGARI": frozenset({"hi", "mr", "ne"}),
    "BENGALI": frozenset({"bn", "as"}),
    "ETHIOPIC": frozenset({"am", "ti"}),
    "CJK": frozenset({"zh", "ja"}),
}
#: Letters that only one language of a script has (the alphabets of ISO 9 and of the Unicode core specification).
_OWN_LETTERS = {
    "CYRILLIC": (
        ("uk", "\u0457\u0454\u0491"), ("be", "\u045e"),
        ("mk", "\u0455\u0453\u045c"), ("sr", "\u0452\u045b"), ("kk", "\u04d9\u049b\u04b1\u04b9"),
    ),
    "ARABIC": (
        ("ur", "\u0679\u0688\u0691\u06d2\u06ba\u06be"),
        ("ps", "\u067c\u0689\u0693\u069a\u06ab\u06cd\u0681\u0685"),
        ("ku", "\u06ce\u06c6\u06b5\u0695"),
    ),
}  # fmt: skip


#: Languages whose function words stand under a neighbour's name.
_KIN = {"bs": "hr", "sr": "hr", "ms": "id", "nb": "no", "nn": "no", "gl": "pt"}


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _identifier() -> _Identifier:
    # py3langid carries no types, so it is reached by name.
    langid = importlib.import_module("py3langid.langid")
    identifier: _Identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    return identifier


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """Load the languages of each function word, once.

    Raises:
        ReferenceDataError: if the file is damaged.
    """
    try:
        lines = resources.files("dateline.articles").joinpath("data/function_words.tsv").read_text("utf-8").splitlines()
        found: dict[str, list[str]] = {}
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            for word in row["words"].split() if row["source"] else ():
                found.setdefault(word, []).append(row["language"])
        return {word: tuple(languages) for word, languages in found.items()}
    except (KeyError, AttributeError, OSError) as error:
        raise ReferenceDataError(f"function_words.tsv is damaged ({error}); reinstall dateline") from error


@cache
def _listed() -> frozenset[str]:
    return frozenset(language for languages in _function_words().values() for language in languages)


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, `UNKNOWN`, or ``None`` where it is too short to tell.

    >>> language_of("Zwei Menschen wurden bei dem Angriff in der Nacht verletzt")
    'de'
    >>> language_of("Two men freed") is None
    True
    """
    sample = _NOISE.sub(" ", _spread(text))
    letters = list(filter(str.isalpha, sample))
    if len(letters) < FEW and not any(ord(c) > 0x370 for c in letters):
        return None
    scripts = Counter({"LATIN": len(letters)}) if sample.isascii() else Counter(map(_script, letters))
    if not scripts:
        return None
    # A sign of Chinese or Japanese says as much as two or three letters.
    weights = Counter({name: count * (3 if name in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") else 1) for name, count in scripts.items()})
    script, weight = min(weights.items(), key=lambda item: (-item[1], item[0]))
    if 2 * weight <= sum(weights.values()):
        return None
    if script == "CJK":
        return "ja" if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.05 * len(letters) else "zh"
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    if script != "LATIN" and script not in _OF_SCRIPT:
        return UNKNOWN if len(letters) >= SHORTEST else None
    # Telegrams in capitals are read as small letters; both models know those best.
    lower = sample.lower()
    own = _own_letters(lower, script)
    if own is not None:
        return own
    return _by_words(sample, lower, len(letters), script)


def _spread(text: str) -> str:
    """Return the head, the middle and the foot of a long text."""
    if len(text) <= SAMPLE:
        return text
    part = SAMPLE // 3
    middle = len(text) // 2
    return f"{text[:part]} {text[middle : middle + part]} {text[-part:]}"


def _own_letters(lower: str, script: str) -> str | None:
    found = Counter({language: sum(lower.count(c) for c in letters) for language, letters in _OWN_LETTERS.get(script, ())})
    best = min(found.items(), key=lambda item: (-item[1], item[0]), default=None)
    return best[0] if best and best[1] >= 2 and 2 * best[1] > sum(found.values()) else None


def _shares(lower: str) -> tuple[Counter[str], int]:
    """Return how many words of a text are function words of each language, and how many words it has."""
    known = _function_words()
    words = _WORD.findall(lower.replace("\u2019", "'"))
    return Counter(chain.from_iterable(map(known.get, words, repeat(())))), len(words)


def _by_words(sample: str, lower: str, letters: int, script: str) -> str | None:
    hits, words = _shares(lower)
    if not words:
        return None
    allowed = _OF_SCRIPT.get(script)
    ranked = sorted(((n, language) for language, n in hits.items() if allowed is None or language in allowed), key=lambda r: (-r[0], r[1]))
    (best, likely), second = ranked[0] if ranked else (0, ""), ranked[1][0] if len(ranked) > 1 else 0
    english = hits[ENGLISH]
    foreign = max((n for n, language in ranked if language != ENGLISH), default=0)
    if script == "LATIN" and english >= max(3, ENGLISH_SHARE * words, LEAD * foreign):
        return ENGLISH
    if letters < SHORTEST:
        if script != "LATIN":
            return _ranked(lower, allowed)[0]
        if best < max(FEW_HITS, FEW_SHARE * words):
            return None
        if best >= second + (FEW_HITS if english else 1):
            return likely
        # Languages that share their small words: letters may choose among them, where none is English.
        language, probability = _ranked(lower, allowed)
        return language if not english and hits[language] == best and probability >= SURE else None
    language, probability = _ranked(lower, allowed)
    kin = _KIN.get(language, language) if script == "LATIN" else language
    if kin in _listed():
        agreed = probability >= SURE or (probability >= AGREED and kin == likely)
        if agreed and hits[kin] >= max(ANY_SHARE * words, english):
            return language
    elif probability >= SURE and best < ANY_SHARE * words and script != "LATIN":
        return language
    if best >= max(3, FEW_SHARE * words, LEAD * second):
        return likely
    # Romanised Arabic, Hindi or Russian: letters alone would call it anything. A list of names or a table is no such text.
    running = sum(word.islower() for word in sample.split()) >= RUNNING * words
    return UNKNOWN if letters >= LONG and running and english <= STRAY * words else None


def _ranked(lower: str, allowed: frozenset[str] | None) -> tuple[str, float]:
    """Return the likeliest language among those `allowed`, with its probability among them."""
    ranked = [(str(k), float(p)) for k, p in _identifier().rank(lower) if allowed is None or k in allowed]
    total = sum(p for _, p in ranked) or 1.0
    return ranked[0][0], ranked[0][1] / total


@dataclass(frozen=True, slots=True)
class Languages:
    """An article's languages: the `main` one, and by block index those of blocks long enough to tell that are in another."""

    main: str | None
    others: dict[int, str]
    blocks: int

    def note(self) -> str | None:
        """Return what to say of a text in several languages, ``None`` for one in a single language."""
        if not self.others:
            return None
        each = Counter(self.others.values())
        parts = ", ".join(f"{count} in {name}" for name, count in sorted(each.items()))
        return f"language: of {self.blocks} blocks {parts}, the rest in {self.main}"


def languages_of(text: str, blocks: Sequence[Block], *, declared: str | None = None) -> Languages:
    """Tell the language of an article by its paragraphs, and of each long block by itself.

    Args:
        text: the article's text.
        blocks: its blocks; headings and captions do not decide on the article's language where there are paragraphs.
        declared: what the page or its container says, as "en-GB"; it counts only where the text is too short to tell.
    """
    told = {number: language for number, block in enumerate(blocks) if (language := block_language(text[block.start : block.end]))}
    body = [number for number, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH] or list(range(len(blocks)))
    sizes: Counter[str] = Counter()
    for number in body:
        if number in told:
            sizes[told[number]] += blocks[number].end - blocks[number].start
    whole = language_of(" ".join(text[blocks[n].start : blocks[n].end] for n in body))
    main = min(sizes.items(), key=lambda item: (-item[1], item[0]))[0] if sizes else whole
    if len(sizes) < 2 and whole is not None:
        main = whole
    if main is None and declared:
        main = _declared(declared, text)
    others = {number: language for number, language in told.items() if language not in (main, UNKNOWN)}
    return Languages(main, others if main is not None else {}, len(blocks))


def block_language(words: str) -> str | None:
    """Return the language of a block that is long enough to tell by itself."""
    return language_of(words) if sum(map(str.isalpha, words[:SAMPLE])) >= BLOCK else None


def _declared(declared: str, text: str) -> str | None:
    """Return a declared language's ISO 639-1 code, if nothing in the text speaks against it."""
    code = re.split(r"[-_]", declared.strip().lower())[0]
    if len(code) != 2 or not code.isalpha():
        return None
    hits, words = _shares(text.lower())
    return code if code == ENGLISH or not words or hits[ENGLISH] <= hits[code] else None

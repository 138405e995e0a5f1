"""One sentence under the scanner: its words, the analyser's entities, and what stands around a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.places.fold import ARTICLES, key
from dateline.places.gazetteer import lookup
from dateline.places.lexicon import Lexicon

if TYPE_CHECKING:
    from dateline.analysis import Parse, Sentence
    from dateline.places.mention import Word

#: Longest name that is looked up, in words ("Democratic Republic of the Congo" has five).
LONGEST = 6
_INNER = (
    frozenset(["of", "the", "and", "al", "el", "ul", "de", "la", "du", "des", "di", "del", "da", "dos", "y", "bin", "ez", "es"]) | ARTICLES
)
_DIRECT = frozenset(("town", "village", "city", "province", "district", "camp", "neighbourhood", "neighborhood", "county"))
_AT_PLACE = frozenset(("in", "at", "near", "outside", "off", "into", "inside", "around", "toward", "towards"))
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the analyser, without article and possessive ending."""

    start: int
    end: int
    label: str


def entities_of(sentence: Sentence) -> list[Entity]:
    """Return the analyser's entities of a sentence."""
    out = []
    for ent in sentence.tokens.ents:
        start, end = sentence.offset + ent.start_char, sentence.offset + ent.end_char
        text = ent.text
        if text[:4].lower() == "the ":
            start += 4
        if text.endswith(("'s", "’s")):
            end -= 2
        out.append(Entity(start, end, ent.label_))
    return out


def person_names(parse: Parse, words: dict[int, list[Word]], lex: Lexicon) -> frozenset[str]:
    """Return the surnames that the article itself introduces: ends of personal names, and names after a title."""
    found: set[str] = set()
    for sentence in parse.sentences:
        for ent in sentence.tokens.ents:
            lead = sentence.tokens.doc[ent.start - 1].lower_ if ent.start > sentence.tokens.start else ""
            # The analyser takes many a far town for a person; "at X Y" and "near X Y" say better.
            if ent.label_ == "PERSON" and " " in ent.text.strip() and lead not in _AT_PLACE:
                name = ent.text.removesuffix("'s").removesuffix("’s").strip()
                if not any(e.population >= 10_000 or e.geoname_id is None for e in lookup(name)):
                    found.add(key(name.split()[-1]))
        run = words[sentence.index]
        for before, word in pairwise(run):
            if word.capital and before.capital and lex.has("title", before.lower) and before.lower not in ("abu", "bin", "king", "port"):
                found.add(key(word.text))
    return frozenset(found | {name.split(" ", 1)[1] for name in found if " " in name and name.split(" ", 1)[0] in ARTICLES})


def adjacent(left: Word, right: Word, text: str) -> bool:
    """Return whether two words belong together: only a space or a hyphen, and no possessive ending, between them."""
    between = text[left.end : right.start]
    return not left.possessive and (between.isspace() or between == "-")


def windows(words: list[Word], first: int, text: str) -> Iterator[int]:
    """Yield ends of name windows that start at `first`, longest first."""
    ends = []
    for at in range(first, min(first + LONGEST, len(words))):
        word = words[at]
        if at > first and not adjacent(words[at - 1], word, text):
            break
        if word.capital:
            ends.append(at)
        elif word.lower not in _INNER:
            break
    return reversed(ends)


def case_of(words: list[Word]) -> str:
    """Tell whether a sentence's capitals say anything: ``plain`` if so, ``upper`` or ``title`` if it is set in them.

    >>> case_of([])
    'plain'
    """
    long = [w.text for w in words if len(w.text) > 3 and w.text[0].isalpha()]
    if len(long) >= 3 and sum(w.isupper() for w in long) >= 0.9 * len(long):
        return "upper"
    if len(long) >= 5 and sum(w[0].isupper() for w in long) >= 0.8 * len(long):
        return "title"
    return "plain"


@dataclass(slots=True)
class Scan:
    """One sentence under the scanner. `case` is ``plain``, or ``upper`` or ``title`` where capitals are no evidence."""

    text: str
    sentence: Sentence
    words: list[Word]
    entities: list[Entity]
    persons: frozenset[str]
    agencies: tuple[str, ...]
    lex: Lexicon
    case: str

    def entity(self, start: int, end: int) -> Entity | None:
        """Return the analyser's entity that shares most with the stretch."""
        best = [(min(end, e.end) - max(start, e.start), e) for e in self.entities]
        best = [b for b in best if b[0] > 0]
        return max(best, key=lambda b: b[0])[1] if best else None

    def before(self, at: int, step: int = 1) -> Word | None:
        """Return the word `step` words before word `at`."""
        return self.words[at - step] if at - step >= 0 else None

    def after(self, at: int) -> Word | None:
        """Return the word after word `at`."""
        return self.words[at + 1] if at + 1 < len(self.words) else None

    def folded(self, first: int, last: int) -> str:
        """Return the key of a run of words."""
        return key(self.text[self.words[first].start : self.words[last].end])

    def credited(self, folded: str) -> bool:
        """Return whether a name belongs to a news agency that the article credits."""
        return any(f" {folded} " in name for name in self.agencies)

    def locative(self, first: int) -> bool:
        """Return whether a preposition or verb of place stands before word `first`, past articles, adjectives and kinds of place."""
        at = first - 1
        cues = self.lex.cues
        for _ in range(6):
            if at < 0:
                return False
            word = self.words[at]
            low = word.lower
            if low in cues["locative"] or (low in cues["at"] and word.token.pos_ == "VERB"):
                return not (low in ("to", "from") and at > 0 and self.words[at - 1].lower in cues["no_motion"])
            if low == "of" and at > 0 and self.names_kind(self.words[at - 1].lower):
                return True
            if word.possessive and any(e.feature in ("country", "province", "town") for e in lookup(word.text)[:1]):
                return True
            if low == "and" and at > 0 and self.words[at - 1].capital:
                at -= 2
                continue
            skipped = low in ("the", "of", "nearby") or low in cues["kind_noun"] or low in cues["outskirts"] or low in cues["modifier"]
            if not skipped and (word.capital or word.token.pos_ != "ADJ"):
                return False
            at -= 1
        return False

    def moves(self, first: int) -> bool:
        """Return whether the preposition before word `first` says more than "to" and "from", which persons take, or motion governs it."""
        before = self.before(first)
        if before is None or before.lower not in ("to", "from", "of"):
            return True
        head = before.token.head
        return head.lemma_.lower() in self.lex.cues["motion"] or (self.before(first, 2) or before).lower == "out"

    def names_kind(self, low: str) -> bool:
        """Return whether "`low` of" is followed by a place: "town of", "outskirts of", "south of", "mosque of"."""
        cues = self.lex.cues
        return low in cues["kind_noun"] or low in cues["outskirts"] or low in cues["bearing"] or low in cues["site"] or low == "out"

    def modifies_site(self, last: int) -> bool:
        """Return whether a name stands before a common noun for a place it lends its name to: "the Aleppo road"."""
        after = self.after(last)
        if after is None or after.capital or not adjacent(self.words[last], after, self.text):
            return False
        return after.lower in self.lex.cues["site"]


def kind_hint(scan: Scan, first: int, last: int) -> str | None:
    """Return the kind of place that the words around a name say it is."""
    kinds = scan.lex.cues["kind_noun"]
    after, before, earlier = scan.after(last), scan.before(first), scan.before(first, 2)
    if after is not None and adjacent(scan.words[last], after, scan.text) and after.lower in kinds and not after.lower.endswith("s"):
        return kinds[after.lower]
    if before is not None and before.lower == "of" and earlier is not None and earlier.lower in kinds:
        named = scan.before(first, 3)
        # "the X district of Y": the kind is X's.
        return None if named is not None and named.named and scan.case == "plain" else kinds[earlier.lower]
    if (listed := _list_kind(scan, first, last)) is not None:
        return listed
    if before is not None and (not before.capital or scan.case == "upper") and before.lower in _DIRECT:
        return kinds[before.lower]
    return None


def _list_kind(scan: Scan, first: int, last: int) -> str | None:
    """Return the kind that closes a list of names: "the Aden and Zahra districts" are two districts."""
    kinds, at, before = scan.lex.cues["kind_noun"], last + 1, scan.before(first)
    joined = before is not None and (before.text == "," or before.lower == "and")
    while at < len(scan.words) and at <= last + 6:
        word = scan.words[at]
        if word.text == "," or word.lower == "and":
            joined = True
        elif not word.capital:
            return kinds[word.lower] if joined and word.lower in kinds and word.lower.endswith("s") else None
        at += 1
    return None

"""Find toponyms: gazetteer names among capitalised words first, the analyser's entities second, patterns third."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from dateline.analysis import Parse, Sentence
from dateline.places.fold import ARTICLES, key
from dateline.places.gazetteer import Entry, country_of, lookup
from dateline.places.lexicon import Lexicon, lexicon
from dateline.places.mention import Mention, Word, words_of

#: Longest name that is looked up, in words ("Democratic Republic of the Congo" has five).
LONGEST = 6
_INNER = (
    frozenset(["of", "the", "and", "al", "el", "ul", "de", "la", "du", "des", "di", "del", "da", "dos", "y", "bin", "ez", "es"]) | ARTICLES
)
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
#: A name this populous is a place unless something says otherwise.
KNOWN_CITY = 100_000
_LISTED = frozenset(("including", "of", "such", "as", "like", "are", "were"))


@dataclass(frozen=True, slots=True)
class _Entity:
    start: int
    end: int
    label: str


def _entities(sentence: Sentence) -> list[_Entity]:
    out = []
    for ent in sentence.tokens.ents:
        start, end = sentence.offset + ent.start_char, sentence.offset + ent.end_char
        text = ent.text
        if text[:4].lower() == "the ":
            start += 4
        if text.endswith(("'s", "’s")):
            end -= 2
        out.append(_Entity(start, end, ent.label_))
    return out


def _person_names(parse: Parse, words: dict[int, list[Word]], lex: Lexicon) -> frozenset[str]:
    """Return the surnames that the article itself introduces: ends of personal names, and names after a title."""
    found: set[str] = set()
    for sentence in parse.sentences:
        for ent in sentence.tokens.ents:
            if ent.label_ == "PERSON" and " " in ent.text.strip():
                name = ent.text.removesuffix("'s").removesuffix("’s").strip()
                if not any(e.population >= 10_000 or e.geoname_id is None for e in lookup(name)):
                    found.add(key(name.split()[-1]))
        run = words[sentence.index]
        for before, word in pairwise(run):
            if word.capital and before.capital and lex.has("title", before.lower) and before.lower not in ("abu", "bin", "king", "port"):
                found.add(key(word.text))
    return frozenset(found | {name.split(" ", 1)[1] for name in found if " " in name and name.split(" ", 1)[0] in ARTICLES})


def _adjacent(left: Word, right: Word, text: str) -> bool:
    between = text[left.end : right.start]
    return not left.possessive and (between.isspace() or between == "-")


def _windows(words: list[Word], first: int, text: str) -> Iterator[int]:
    """Yield ends of name windows that start at `first`, longest first."""
    ends = []
    for at in range(first, min(first + LONGEST, len(words))):
        word = words[at]
        if at > first and not _adjacent(words[at - 1], word, text):
            break
        if word.capital:
            ends.append(at)
        elif word.lower not in _INNER:
            break
    return reversed(ends)


@dataclass(slots=True)
class _Scan:
    """One sentence under the scanner."""

    text: str
    sentence: Sentence
    words: list[Word]
    entities: list[_Entity]
    persons: frozenset[str]
    lex: Lexicon

    def entity(self, start: int, end: int) -> _Entity | None:
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

    def locative(self, first: int) -> bool:
        """Return whether a preposition or verb of place stands before word `first`, past articles and kinds of place."""
        at = first - 1
        for _ in range(4):
            if at < 0:
                return False
            low = self.words[at].lower
            if low in ("in", "at", "near", "from", "to", "into", "outside", "around", "toward", "towards", "through", "reached", "fled"):
                return not (low == "to" and at > 0 and self.words[at - 1].lower in ("according", "told", "spoke"))
            if low == "of" and at > 0 and (self._kind(self.words[at - 1].lower) or self.words[at - 1].lower in self.lex.cues["bearing"]):
                return True
            if low not in ("the", "of") and not self._kind(low) and low not in self.lex.cues["modifier"]:
                return False
            at -= 1
        return False

    def _kind(self, low: str) -> bool:
        """Return whether a word says what kind of place follows."""
        return low in self.lex.cues["kind_noun"] or low in self.lex.cues["outskirts"]


def _kind_hint(scan: _Scan, first: int, last: int) -> str | None:
    """Return the kind of place that the words around a name say it is."""
    kinds = scan.lex.cues["kind_noun"]
    after, before, earlier = scan.after(last), scan.before(first), scan.before(first, 2)
    if after is not None and _adjacent(scan.words[last], after, scan.text) and after.lower in kinds and not after.lower.endswith("s"):
        return kinds[after.lower]
    if before is not None and before.lower == "of" and earlier is not None and earlier.lower in kinds:
        return kinds[earlier.lower]
    if (
        before is not None
        and not before.capital
        and before.lower in ("town", "village", "city", "province", "district", "camp", "neighbourhood", "neighborhood")
    ):
        return kinds[before.lower]
    return None


class _Verdict(IntEnum):
    """How sure it is that a name means a place: `PERHAPS` counts where the article shows elsewhere that it does."""

    NO = 0
    PERHAPS = 1
    YES = 2


def _verdict(scan: _Scan, first: int, last: int, entries: tuple[Entry, ...], hint: str | None) -> _Verdict:
    """Tell places from perhapses: what `_is_place` refuses for want of evidence alone may be shown to be one elsewhere."""
    if _is_place(scan, first, last, entries, hint):
        return _Verdict.YES
    folded = key(scan.text[scan.words[first].start : scan.words[last].end])
    bare = folded not in scan.lex.traps and folded not in scan.lex.demonyms and folded not in scan.persons
    return _Verdict.PERHAPS if bare and _stands_alone(scan, first, last) else _Verdict.NO


def _names_organisation(scan: _Scan, first: int, last: int) -> bool:
    """Return whether a place name is the first part of an organisation's name: "Basra Police Command"."""
    after = scan.after(last)
    if after is None or not after.named or not _adjacent(scan.words[last], after, scan.text):
        return False
    inside = after.lower in scan.lex.cues["facility"] and scan.locative(first)
    return after.lower in scan.lex.cues["organisation_word"] and not inside


def _stands_alone(scan: _Scan, first: int, last: int) -> bool:
    """Return whether no other name touches a name, and no longer entity swallows it."""
    before, after = scan.before(first), scan.after(last)
    if before is not None and _adjacent(before, scan.words[first], scan.text) and before.named and before.token.pos_ == "PROPN":
        return False
    if after is not None and _adjacent(scan.words[last], after, scan.text) and after.named and after.lower not in scan.lex.cues["calendar"]:
        return False
    ent = scan.entity(scan.words[first].start, scan.words[last].end)
    return ent is None or ent.end - ent.start <= scan.words[last].end - scan.words[first].start + 3


def _is_place(scan: _Scan, first: int, last: int, entries: tuple[Entry, ...], hint: str | None) -> bool:
    """Weigh whether a name that the gazetteer has is meant as a place here."""
    lex, words = scan.lex, scan.words
    start, end = words[first].start, words[last].end
    name = scan.text[start:end]
    folded = key(name)
    trap = lex.traps.get(folded)
    if trap == "organisation" or folded in lex.demonyms or folded in lex.cues["calendar"]:
        return False
    top = entries[0]
    country = any(e.feature == "country" for e in entries)
    if folded.upper() in ("IN", "OR", "ME", "OK", "HI", "OH", "ID", "PA", "MA", "AL", "LA", "CO", "DE", "VA") or (
        len(name) <= 6 and name.endswith(".") and not country
    ):
        sign, place = scan.before(first), scan.before(first, 2)
        return bool(sign and sign.text == "," and place and place.capital and (name.isupper() or name.endswith(".")))
    if len(name) <= 3 and name.isupper() and not country:
        return False
    ent = scan.entity(start, end)
    exact = ent is not None and abs(ent.start - start) <= 1 and abs(ent.end - end) <= 2
    before, after = scan.before(first), scan.after(last)
    locative = scan.locative(first)
    comma = after is not None and after.text == "," and last + 2 < len(words) and words[last + 2].capital
    contained = bool(comma and any(e.feature in ("country", "province") for e in lookup(words[last + 2].text)))
    if before is not None and before.capital and before.lower in lex.cues["title"] and _adjacent(before, words[first], scan.text):
        return False
    if after is not None and _adjacent(words[last], after, scan.text) and after.named and after.lower not in scan.lex.cues["calendar"]:
        if after.lower in lex.cues["organisation_word"] and not (after.lower in lex.cues["facility"] and locative):
            # "the U.S. Army", "Basra Police": the place is named, not as one; a newspaper's is not even that.
            return after.lower not in lex.cues["media_word"] and trap is None and (country or top.population >= 15_000)
        if after.lower not in lex.cues["facility"] and not (ent and exact and ent.label in _PLACE_LABELS):
            return country and not (ent and ent.label in ("PERSON", "ORG") and not exact)
    if before is not None and _adjacent(before, words[first], scan.text) and before.named and before.token.pos_ == "PROPN":
        known = before.lower in lex.cues["modifier"] or before.lower in lex.cues["kind_noun"] or before.lower in lex.cues["calendar"]
        if not known and before.lower not in lex.cues["at"] and not (exact and ent and ent.label in _PLACE_LABELS):
            return False
    if ent is not None and ent.label == "PERSON" and not exact and ent.end - ent.start > end - start:
        return False
    if ent is not None and ent.label in ("ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT") and ent.end - ent.start > end - start + 3:
        return hint is not None or (
            locative and words[first].start == ent.start and after is not None and after.lower in lex.cues["facility"]
        )
    if hint is not None and trap is None:
        return True
    if folded in scan.persons and not contained:
        return locative and (country or top.population >= KNOWN_CITY)
    label = ent.label if ent is not None else None
    if trap == "word":
        return label == "GPE" and exact and (locative or contained) and last > first
    if trap == "surname":
        return contained or (label == "GPE" and exact and locative)
    if label in _PLACE_LABELS or country or contained:
        return True
    settled = top.population >= KNOWN_CITY or any(e.geoname_id is None or e.feature == "province" for e in entries)
    if label == "PERSON":
        governed = words[last].token.dep_ in ("pobj", "dobj", "conj")
        return locative or (settled and (last > first or governed or top.population >= 10 * KNOWN_CITY))
    if label in ("DATE", "TIME", "CARDINAL", "MONEY", "QUANTITY", "ORDINAL", "PERCENT", "LANGUAGE"):
        return False
    if label == "ORG":
        return locative or settled
    return words[first].token.pos_ == "PROPN" and (locative or settled or top.population >= 15_000)


def _by_name(scan: _Scan) -> Iterator[Mention]:
    """Yield gazetteer names, longest match first; refused names are passed over word by word."""
    at = 0
    while at < len(scan.words):
        word = scan.words[at]
        step = 1
        if word.capital:
            if "-" in word.text and word.text[0].isupper() and word.text.rsplit("-", 1)[1].islower() and (mention := _hyphenated(scan, at)):
                yield mention
                at += 1
                continue
            for last in _windows(scan.words, at, scan.text):
                name = scan.text[word.start : scan.words[last].end]
                entries = lookup(name)
                if not entries or (word.lower == "the" and not any(key(e.name).startswith("the ") for e in entries)):
                    continue
                hint = _kind_hint(scan, at, last)
                if verdict := _verdict(scan, at, last, entries, hint):
                    end = scan.words[last].end
                    mention = Mention(
                        scan.sentence, scan.words, at, last, name, entries, word.start, end, hint, strong=verdict is _Verdict.YES
                    )
                    if _names_organisation(scan, at, last):
                        mention.use = "associative"
                    yield mention
                    step = last - at + 1
                elif last > at:
                    # "Islamic State" is refused whole: none of its words is a place either.
                    step = last - at + 1 if scan.lex.traps.get(key(name)) == "organisation" else 1
                break
            else:
                step = _organisation(scan, at)
        at += step


def _organisation(scan: _Scan, at: int) -> int:
    """Return how many words from `at` on name an organisation of the traps table, at least 1."""
    for last in _windows(scan.words, at, scan.text):
        if scan.lex.traps.get(key(scan.text[scan.words[at].start : scan.words[last].end])) == "organisation":
            return last - at + 1
    return 1


def _hyphenated(scan: _Scan, at: int) -> Mention | None:
    """Read "US-led", "Mosul-based", "Kurdish-controlled": the place before the hyphen is only associated."""
    word = scan.words[at]
    name = word.text.rsplit("-", 1)[0]
    entries = lookup(name) if name and not lookup(word.text) else ()
    if not entries or key(name) in scan.lex.traps or (entries[0].population < KNOWN_CITY and entries[0].feature == "town"):
        return None
    return Mention(scan.sentence, scan.words, at, at, name, entries, word.start, word.start + len(name), use="associative", strong=True)


def _by_demonym(scan: _Scan, taken: list[Mention]) -> Iterator[Mention]:
    """Yield demonyms ("Libyan forces") as associative mentions of their country."""
    for at, word in enumerate(scan.words):
        if not word.capital or any(m.first <= at <= m.last for m in taken):
            continue
        two = f"{word.text} {scan.words[at + 1].text}" if at + 1 < len(scan.words) and scan.words[at + 1].capital else None
        head = word.text.split("-")[0]
        for name, last in ((two, at + 1), (word.text, at), (head, at)):
            iso = scan.lex.demonyms.get(key(name)) if name else None
            entry = country_of(iso) if iso else None
            if name and entry is not None:
                end = scan.words[last].end if name != head or last != at else word.start + len(head)
                yield Mention(scan.sentence, scan.words, at, last, name, (entry,), word.start, end, use="associative", strong=True)
                break


def _by_pattern(scan: _Scan, taken: list[Mention]) -> Iterator[Mention]:
    """Yield names that only their surroundings show to be places: "the village of X", "X district", "districts including A, B"."""
    kinds, words = scan.lex.cues["kind_noun"], scan.words
    held = {i for m in taken for i in range(m.first, m.last + 1)}
    for at, word in enumerate(words):
        if word.lower not in kinds or word.capital:
            continue
        kind = kinds[word.lower]
        if kind in ("country", "feature"):
            continue
        nxt = at + 1
        while nxt < len(words) and nxt <= at + 3 and words[nxt].lower in _LISTED:
            nxt += 1
        plural = word.lower.endswith(("s", "ies"))
        if nxt > at + 1 and words[at + 1].lower in ("of", "including", "such", "like") and nxt < len(words):
            for run in _name_list(scan, nxt, plural):
                yield from _unresolved(scan, run, kind, held)
        elif at and words[at - 1].named and _adjacent(words[at - 1], word, scan.text) and not plural:
            first = at - 1
            while first and words[first - 1].named and _adjacent(words[first - 1], words[first], scan.text):
                first -= 1
            yield from _unresolved(scan, (first, at - 1), kind, held)


def _name_list(scan: _Scan, at: int, plural: bool) -> Iterator[tuple[int, int]]:
    """Yield the capitalised runs of "A, B and C" from word `at` on; a singular noun takes only one."""
    words = scan.words
    if at < len(words) and words[at].lower == "the":
        at += 1
    while at < len(words) and words[at].capital:
        last = at
        while (
            last + 1 < len(words)
            and _adjacent(words[last], words[last + 1], scan.text)
            and (words[last + 1].capital or (words[last + 1].lower in ARTICLES and last + 2 < len(words) and words[last + 2].capital))
        ):
            last += 1
        yield at, last
        if not plural:
            return
        at = last + 1
        if at < len(words) and words[at].text == ",":
            at += 1
        if at < len(words) and words[at].lower == "and":
            at += 1
        if at == last + 1:
            return


def _unresolved(scan: _Scan, run: tuple[int, int], kind: str, held: set[int]) -> Iterator[Mention]:
    first, last = run
    name = scan.text[scan.words[first].start : scan.words[last].end]
    folded = key(name)
    lex = scan.lex
    bad = (
        name.rsplit("-", 1)[-1].islower()
        or folded in lex.demonyms
        or folded in lex.traps
        or key(scan.words[last].text) in lex.traps
        or key(scan.words[first].text) in lex.demonyms
        or scan.words[first].lower in lex.cues["modifier"]
    )
    if bad or held & set(range(first, last + 1)) or name.isupper() or scan.words[first].lower in lex.cues["calendar"]:
        return
    held.update(range(first, last + 1))
    entries = lookup(name, loose=True)
    yield Mention(scan.sentence, scan.words, first, last, name, entries, scan.words[first].start, scan.words[last].end, kind, strong=True)


def _by_entity(scan: _Scan, taken: list[Mention]) -> Iterator[Mention]:
    """Yield the analyser's places that neither gazetteer nor patterns know."""
    for ent in scan.entities:
        if ent.label not in ("GPE", "LOC") or any(m.start < ent.end and ent.start < m.end for m in taken):
            continue
        inside = [i for i, w in enumerate(scan.words) if ent.start <= w.start and w.end <= ent.end]
        while inside and not scan.words[inside[0]].capital:
            inside.pop(0)
        while inside and not scan.words[inside[-1]].capital:
            inside.pop()
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        name = scan.text[scan.words[first].start : scan.words[last].end]
        folded = key(name)
        words = folded.split()
        if any(w in scan.lex.cues["calendar"] for w in words):
            continue
        if (
            folded in scan.lex.traps
            or words[-1] in scan.persons
            or folded in scan.persons
            or any(scan.lex.traps.get(w) == "organisation" for w in words)
        ):
            continue
        if (
            any(w in scan.lex.demonyms for w in words)
            or (name.isupper() and len(name) < 6)
            or len(folded) < 3
            or any(c.isdigit() for c in name)
        ):
            continue
        bare = words[1:] if words[0] in ARTICLES else words
        known = {key(scan.words[first].text)} & scan.persons
        before = scan.before(first)
        if known or (before is not None and before.capital and before.lower in scan.lex.cues["title"]) or not bare:
            continue
        if before is not None and before.text in "\"“'‘" and not scan.locative(first):
            continue
        yield Mention(
            scan.sentence,
            scan.words,
            first,
            last,
            name,
            lookup(name, loose=True),
            scan.words[first].start,
            scan.words[last].end,
            strong=True,
        )


def mentions_in(parse: Parse) -> list[Mention]:
    """Return the toponyms of an article in reading order, not yet resolved."""
    lex = lexicon()
    text = parse.article.text
    words = {s.index: words_of(s) for s in parse.sentences}
    persons = _person_names(parse, words, lex)
    out: list[Mention] = []
    for sentence in parse.sentences:
        scan = _Scan(text, sentence, words[sentence.index], _entities(sentence), persons, lex)
        named = list(_by_name(scan))
        found = [m for m in named if m.strong]
        found += list(_by_demonym(scan, found))
        found += list(_by_pattern(scan, found))
        found += list(_by_entity(scan, found))
        found += [m for m in named if not m.strong and not any(f.start < m.end and m.start < f.end for f in found)]
        out += sorted(found, key=lambda m: m.start)
    shown = {key(m.name) for m in out if m.strong}
    return [m for m in out if m.strong or key(m.name) in shown]

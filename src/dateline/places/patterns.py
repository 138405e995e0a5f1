"""Find places that no gazetteer name gives away: by the words around a name, then by the analyser's entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.places.fold import ARTICLES, key
from dateline.places.gazetteer import lookup
from dateline.places.mention import Mention, Word
from dateline.places.scan import Entity, Scan, adjacent

_LISTED = frozenset(("including", "of", "such", "as", "like", "are", "were"))
#: Labels of the analyser that are right often enough to say that a name is none.
_NO_NAME = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "NORP", "EVENT", "LAW"))
#: Prepositions before which an organisation's or a person's name hardly stands.
_SURE = frozenset(("near", "outside", "off", "around", "toward", "towards", "inside"))


def by_pattern(scan: Scan, taken: list[Mention]) -> Iterator[Mention]:
    """Yield names that only their surroundings show to be places: "the village of X", "X district", "districts including A, B"."""
    kinds, words = scan.lex.cues["kind_noun"], scan.words
    held = {i for m in taken for i in range(m.first, m.last + 1)}
    for at, word in enumerate(words):
        if word.lower not in kinds or (word.capital and scan.case != "upper"):
            continue
        kind = kinds[word.lower]
        if kind in ("country", "feature"):
            continue
        nxt = at + 1
        while nxt < len(words) and nxt <= at + 3 and words[nxt].lower in _LISTED:
            nxt += 1
        plural = word.lower.endswith(("s", "ies"))
        own = at > 0 and scan.case == "plain" and not plural and words[at - 1].named and adjacent(words[at - 1], word, scan.text)
        if not own and nxt > at + 1 and words[at + 1].lower in ("of", "including", "such", "like") and nxt < len(words):
            for run in _name_list(scan, nxt, plural):
                yield from _unresolved(scan, run, kind, held)
        elif own:
            first = at - 1
            while first and words[first - 1].named and adjacent(words[first - 1], words[first], scan.text):
                first -= 1
            yield from _unresolved(scan, (first, at - 1), kind, held)


def _name_list(scan: Scan, at: int, plural: bool) -> Iterator[tuple[int, int]]:
    """Yield the capitalised runs of "A, B and C" from word `at` on; a singular noun takes only one."""
    words = scan.words
    if at < len(words) and words[at].lower == "the":
        at += 1
    while at < len(words) and words[at].capital and not words[at].common:
        last = _run(scan, at)
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


def _unresolved(scan: Scan, run: tuple[int, int], kind: str, held: set[int]) -> Iterator[Mention]:
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
    shouted = name.isupper() and scan.case != "upper"
    if bad or shouted or held & set(range(first, last + 1)) or scan.words[first].lower in lex.cues["calendar"]:
        return
    held.update(range(first, last + 1))
    entries = lookup(name, loose=True)
    yield Mention(scan.sentence, scan.words, first, last, name, entries, scan.words[first].start, scan.words[last].end, kind, strong=True)


def _no_toponym(scan: Scan, first: int, last: int) -> bool:
    """Return whether a run of words is plainly no place: of a person, an organisation, a people, a day, an abbreviation."""
    lex, folded = scan.lex, scan.folded(first, last)
    words = folded.split()
    name = scan.text[scan.words[first].start : scan.words[last].end]
    before, after = scan.before(first), scan.after(last)
    joined = after is not None and after.named and adjacent(scan.words[last], after, scan.text)
    return (
        len(folded) < 3
        or folded in lex.traps
        or folded in scan.persons
        or words[-1] in scan.persons
        or key(scan.words[first].text) in scan.persons
        or words[0] in lex.cues["title"]
        or words[-1] in lex.cues["media_word"]
        or any(w in lex.cues["calendar"] or w in lex.demonyms or lex.traps.get(w) == "organisation" for w in words)
        or (name.isupper() and len(name) < 6 and scan.case != "upper")
        or any(c.isdigit() for c in name)
        or not (words[1:] if words[0] in ARTICLES else words)
        or (before is not None and before.capital and before.lower in lex.cues["title"])
        or (joined and after is not None and after.lower in lex.cues["organisation_word"])
        or (after is not None and after.lower in lex.cues["kin_noun"])
        or scan.credited(folded)
    )


def by_entity(scan: Scan, taken: list[Mention]) -> Iterator[Mention]:
    """Yield the analyser's places that neither gazetteer nor patterns know."""
    if scan.case == "upper":
        return
    for ent in scan.entities:
        if ent.label not in ("GPE", "LOC") or any(m.start < ent.end and ent.start < m.end for m in taken):
            continue
        inside = [i for i, w in enumerate(scan.words) if ent.start <= w.start and w.end <= ent.end]
        while inside and not scan.words[inside[0]].capital:
            inside.pop(0)
        while inside and not scan.words[inside[-1]].capital:
            inside.pop()
        if not inside or _no_toponym(scan, inside[0], inside[-1]):
            continue
        before = scan.before(inside[0])
        if before is not None and before.text in "\"“'‘" and not scan.locative(inside[0]):
            continue
        yield _mention(scan, inside[0], inside[-1])


def _mention(scan: Scan, first: int, last: int, *, settled: bool = False) -> Mention:
    start, end = scan.words[first].start, scan.words[last].end
    name = scan.text[start:end]
    return Mention(scan.sentence, scan.words, first, last, name, lookup(name, loose=True), start, end, strong=True, settled=settled)


def _run(scan: Scan, first: int) -> int:
    """Return the last word of the name that starts at word `first`."""
    words, last = scan.words, first
    while last + 1 < len(words) and adjacent(words[last], words[last + 1], scan.text):
        nxt = words[last + 1]
        joins = nxt.lower in ARTICLES and last + 2 < len(words) and words[last + 2].capital
        if (not nxt.capital or nxt.common) and not joins:
            break
        last += 1
    return last


def _governs(scan: Scan, at: int, entity: Entity | None, first: int, last: int) -> bool:
    """Return whether the preposition at word `at` shows that an unknown name is a place, whatever the analyser takes it for."""
    word, cues = scan.words[at], scan.lex.cues
    label = entity.label if entity is not None else None
    if label in _NO_NAME or (entity is not None and entity.end - entity.start > scan.words[last].end - scan.words[first].start + 6):
        return False
    head = word.token.head
    low = word.lower
    headed = scan.words[first].lower in cues["kind_noun"] or scan.words[first].lower in cues["facility"]
    if low in _SURE or (headed and last > first and low not in ("to", "from")):
        return low != "off" or word.token.pos_ == "ADP"
    if low in ("in", "into", "at"):
        if head.lemma_.lower() in (cues["aim"] if low == "at" else cues["holder_noun"]):
            return False
        if label == "ORG":
            # "killed at X" but "students at X"
            return last == first and (low == "into" or (head.pos_ == "VERB" and head.lower_ not in cues["speech_act"]))
        return True
    if low == "of":
        return at > 0 and (scan.words[at - 1].lower in cues["site"] or scan.words[at - 1].lower == "out") and label != "ORG"
    # "to" and "from" take people too: only motion shows a place.
    mover = head.head if head.pos_ in ("ADV", "ADP") else head
    return mover.lemma_.lower() in cues["motion"] and mover.pos_ == "VERB" and label != "PERSON"


def _describes(word: Word, modifiers: Mapping[str, str]) -> bool:
    """Return whether a word between preposition and name only says which part or how near: "in eastern X", "in nearby X"."""
    return (not word.capital or word.common) and (word.lower == "nearby" or word.lower in modifiers)


def by_preposition(scan: Scan, taken: list[Mention]) -> Iterator[Mention]:
    """Yield unknown names that a preposition of place governs: "at Tongo", "off Lamu", "the mosque of Salmossi"."""
    if scan.case != "plain" and not any(w.common for w in scan.words):
        return
    words, cues = scan.words, scan.lex.cues
    held = {i for m in taken for i in range(m.first, m.last + 1)}
    for at, word in enumerate(words[:-1]):
        if (word.capital and not word.common) or not (word.lower in _SURE or word.lower in ("in", "into", "at", "of", "to", "from")):
            continue
        first = at + 1
        while first < len(words) - 1 and _describes(words[first], cues["modifier"]):
            first += 1
        if not words[first].capital or words[first].common or first in held:
            continue
        last = _run(scan, first)
        tail = words[last].lower
        if tail in cues["organisation_word"] and tail not in cues["facility"]:
            continue
        if last - first > 3 or held & set(range(first, last + 1)) or words[last].possessive or _no_toponym(scan, first, last):
            continue
        if _governs(scan, at, scan.entity(words[first].start, words[last].end), first, last):
            yield _mention(scan, first, last, settled=True)

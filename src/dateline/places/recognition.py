"""Find toponyms: gazetteer names among capitalised words first, demonyms, patterns and the analyser's entities after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise

from dateline.analysis import Parse
from dateline.places.fold import key
from dateline.places.gazetteer import Entry, country_of, lookup
from dateline.places.learned import by_reader, upheld
from dateline.places.lexicon import lexicon
from dateline.places.mention import Mention, words_of
from dateline.places.patterns import by_entity, by_pattern, by_preposition
from dateline.places.scan import PLACE_LABELS, Scan, adjacent, case_of, entities_of, kind_hint, person_names, windows

#: A name this populous is a place unless something says otherwise.
KNOWN_CITY = 100_000
#: A name this populous counts as a place where the sentence has it as a proper noun.
KNOWN_TOWN = 15_000
#: What a kind of building in lower case may name together with the town before it: "Mosul dam", "Wazin crossing".
_BUILT = frozenset(("airport", "dam", "crossing", "camp", "quarter", "road", "region", "river"))
_PARENTHESES = re.compile(r"\s*\([^)]*\)")


class _Verdict(IntEnum):
    """How sure it is that a name means a place: `PERHAPS` counts where the article shows elsewhere that it does."""

    NO = 0
    PERHAPS = 1
    YES = 2


def _verdict(scan: Scan, first: int, last: int, entries: tuple[Entry, ...], hint: str | None) -> _Verdict:
    """Tell places from perhapses: what `_is_place` refuses for want of evidence alone may be shown to be one elsewhere."""
    folded = scan.folded(first, last)
    if scan.credited(folded):
        return _Verdict.NO
    if hint is None and _far_quarter(scan, entries) and not scan.locative(first) and not scan.modifies_site(last):
        # Many quarters are named like persons and bodies: where their town is not spoken of, more than the name must show one.
        return _Verdict.NO
    judge = _is_place_in_capitals if scan.case == "upper" else _is_place
    if judge(scan, first, last, entries, hint):
        return _Verdict.YES
    bare = scan.lex.traps.get(folded, "namesake") == "namesake" and folded not in scan.lex.demonyms and folded not in scan.persons
    return _Verdict.PERHAPS if bare and _stands_alone(scan, first, last) else _Verdict.NO


def _far_quarter(scan: Scan, entries: tuple[Entry, ...]) -> bool:
    """Return whether a name is only known as a quarter's, of a town that the article never names."""
    holders = {e.within for e in entries if e.feature == "quarter"}
    return (
        bool(entries)
        and all(e.feature == "quarter" for e in entries)
        and not any(holder is None or holder in scan.text for holder in holders)
    )


def _names_organisation(scan: Scan, first: int, last: int) -> bool:
    """Return whether a place name is the first part of an organisation's name: "Basra Police Command"."""
    after = scan.after(last)
    if after is None or not after.named or not adjacent(scan.words[last], after, scan.text):
        return False
    inside = after.lower in scan.lex.cues["facility"] and scan.locative(first)
    return after.lower in scan.lex.cues["organisation_word"] and not inside


def _heads_compound(scan: Scan, last: int) -> bool:
    """Return whether a hyphen and a common word follow a name that ends in a full stop: "U.S.-led"."""
    end = scan.words[last].end
    return scan.text[end : end + 1] == "-" and scan.text[end + 1 : end + 2].islower()


def _stands_alone(scan: Scan, first: int, last: int) -> bool:
    """Return whether no other name touches a name, and no longer entity swallows it."""
    before, after = scan.before(first), scan.after(last)
    if scan.case != "plain":
        # Every word is written as a name here: only an organisation's second word tells.
        return after is None or after.lower not in scan.lex.cues["organisation_word"]
    if before is not None and adjacent(before, scan.words[first], scan.text) and before.named and before.token.pos_ == "PROPN":
        return False
    if after is not None and adjacent(scan.words[last], after, scan.text) and after.named and after.lower not in scan.lex.cues["calendar"]:
        return False
    ent = scan.entity(scan.words[first].start, scan.words[last].end)
    return ent is None or ent.end - ent.start <= scan.words[last].end - scan.words[first].start + 3


def _is_place_in_capitals(scan: Scan, first: int, last: int, entries: tuple[Entry, ...], hint: str | None) -> bool:
    """Weigh a name in a line set in capitals, where case shows nothing: size, country and the words around it must."""
    lex, words = scan.lex, scan.words
    folded = scan.folded(first, last)
    cues = (lex.cues[kind] for kind in ("calendar", "title", "site", "kind_noun"))
    if folded in lex.traps or folded in lex.demonyms or any(folded in names for names in cues):
        return False
    before = scan.before(first)
    if folded in scan.persons or words[first].token.is_stop or (before is not None and before.lower in lex.cues["title"]):
        return False
    country = any(e.feature == "country" for e in entries)
    if country or hint is not None:
        return country or len(folded) > 2
    if len(folded) < 4 or words[first].common or words[first].token.pos_ in ("VERB", "AUX", "ADV", "ADP", "PRON"):
        return False
    comma = last + 2 < len(words) and words[last + 1].text == ","
    if comma and any(e.feature in ("country", "province") for e in lookup(words[last + 2].text)):
        return True
    settled = entries[0].population >= KNOWN_CITY or any(e.geoname_id is None or e.feature == "province" for e in entries)
    # "to" and "from" stand before verbs and common nouns too.
    governed = scan.locative(first) and (settled or before is None or before.lower not in ("to", "from"))
    return entries[0].population >= KNOWN_CITY or governed


def _is_place(scan: Scan, first: int, last: int, entries: tuple[Entry, ...], hint: str | None) -> bool:
    """Weigh whether a name that the gazetteer has is meant as a place here."""
    lex, words = scan.lex, scan.words
    start, end = words[first].start, words[last].end
    name = scan.text[start:end]
    folded = key(name)
    trap = lex.traps.get(folded)
    if trap == "organisation" or any(folded in names for names in (lex.demonyms, lex.cues["calendar"], lex.cues["title"])):
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
    if before is not None and before.capital and before.lower in lex.cues["title"] and adjacent(before, words[first], scan.text):
        return False
    if after is not None and adjacent(words[last], after, scan.text) and after.named and after.lower not in scan.lex.cues["calendar"]:
        if after.lower in lex.cues["organisation_word"] and not (after.lower in lex.cues["facility"] and locative):
            # "the U.S. Army", "Basra Police": the place is named, not as one; a newspaper's is not even that.
            return after.lower not in lex.cues["media_word"] and trap is None and (country or top.population >= 15_000)
        if after.lower not in lex.cues["facility"] and not (ent and exact and ent.label in PLACE_LABELS):
            return country and not (ent and ent.label in ("PERSON", "ORG") and not exact)
    if before is not None and adjacent(before, words[first], scan.text) and before.named and before.token.pos_ == "PROPN":
        known = before.lower in lex.cues["modifier"] or before.lower in lex.cues["kind_noun"] or before.lower in lex.cues["calendar"]
        if not known and before.lower not in lex.cues["at"] and not (exact and ent and ent.label in PLACE_LABELS):
            return False
    if ent is not None and ent.label == "PERSON" and not exact and ent.end - ent.start > end - start:
        return False
    if ent is not None and ent.label in ("ORG", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT") and ent.end - ent.start > end - start + 3:
        return hint is not None or (
            trap is None and locative and words[first].start == ent.start and after is not None and after.lower in lex.cues["facility"]
        )
    if hint is not None and trap in (None, "namesake"):
        return True
    if folded in scan.persons and not contained:
        return locative and (country or top.population >= KNOWN_CITY)
    label = ent.label if ent is not None else None
    if trap == "word":
        return label == "GPE" and exact and (locative or contained) and last > first
    if trap == "namesake":
        # A capital within a sentence is no common word's; at its head or in a headline it may be.
        return scan.case == "plain" and first > 0 and (locative or contained or (label == "GPE" and exact) or scan.modifies_site(last))
    if trap == "surname":
        return contained or (label == "GPE" and exact and locative)
    if label in PLACE_LABELS or country or contained:
        return True
    settled = top.population >= KNOWN_CITY or any(e.geoname_id is None or e.feature == "province" for e in entries)
    # "the X road", "X saw its worst day", "X, May 2:": what stands after the name shows a place.
    shown = scan.modifies_site(last) or (
        after is not None
        and (after.lower in lex.cues["endure"] or (first == 0 and comma and words[last + 2].lower in lex.cues["calendar"]))
        and (settled or top.population >= KNOWN_TOWN)
    )
    if label == "PERSON":
        governed = words[last].token.dep_ in ("pobj", "dobj", "conj")
        return (
            (locative and (settled or top.population >= KNOWN_TOWN or scan.moves(first)))
            or shown
            or (settled and (last > first or governed or top.population >= 10 * KNOWN_CITY))
        )
    if label in ("DATE", "TIME", "CARDINAL", "MONEY", "QUANTITY", "ORDINAL", "PERCENT", "LANGUAGE"):
        return False
    if label in ("ORG", "NORP"):
        return locative or settled or shown
    if shown:
        return True
    return words[first].token.pos_ == "PROPN" and (locative or settled or top.population >= 15_000)


def _by_name(scan: Scan) -> Iterator[Mention]:
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
            if ends := _line_ends(scan, at):
                yield from ends
                at += 1
                continue
            for last in _ends(scan, at):
                name = scan.text[word.start : scan.words[last].end]
                entries = lookup(name)
                if not entries or (word.lower == "the" and not any(key(e.name).startswith("the ") for e in entries)):
                    continue
                hint = None if _has_parts(scan, at, last, entries) else kind_hint(scan, at, last)
                if verdict := _verdict(scan, at, last, entries, hint):
                    end = scan.words[last].end
                    mention = Mention(
                        scan.sentence, scan.words, at, last, name, entries, word.start, end, hint, strong=verdict is _Verdict.YES
                    )
                    if _names_organisation(scan, at, last) or _heads_compound(scan, last):
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


def _ends(scan: Scan, at: int) -> Iterator[int]:
    """Yield ends of name windows that start at `at`, longest first; one with a kind of building in lower case, "Mosul dam", leads."""
    ends = list(windows(scan.words, at, scan.text))
    cues = scan.lex.cues
    for end in ends:
        for last in (end + 2, end + 1):
            tail = scan.words[end + 1 : last + 1]
            if len(tail) < last - end or any(w.capital for w in tail) or tail[-1].lower not in cues["site"]:
                continue
            joined = all(adjacent(a, b, scan.text) for a, b in pairwise(scan.words[end : last + 1]))
            if joined and any(e.feature in _BUILT for e in lookup(scan.text[scan.words[at].start : scan.words[last].end])):
                yield last
    yield from ends


def _has_parts(scan: Scan, first: int, last: int, entries: tuple[Entry, ...]) -> bool:
    """Return whether a plural before a single town's name means parts of it: "the eastern districts of Aleppo"."""
    of, noun, after = scan.before(first), scan.before(first, 2), scan.after(last)
    if of is None or of.lower != "of" or noun is None or not any(e.feature == "town" for e in entries):
        return False
    listed = after is not None and (after.text == "," or after.lower == "and")
    return noun.lower in scan.lex.cues["part"] and noun.lower in scan.lex.cues["kind_noun"] and not listed


def _line_ends(scan: Scan, at: int) -> list[Mention]:
    """Read "the Homs-Hama highway": one printed word, two towns, and a road that runs between them."""
    word, after = scan.words[at], scan.after(at)
    if after is None or after.lower not in scan.lex.cues["line_noun"] or word.text.count("-") == 0 or lookup(word.text):
        return []
    for cut in (i for i, c in enumerate(word.text) if c == "-"):
        names = word.text[:cut], word.text[cut + 1 :]
        found = [lookup(name) for name in names]
        if all(any(e.feature == "town" for e in entries) for entries in found):
            starts = word.start, word.start + cut + 1
            return [
                Mention(scan.sentence, scan.words, at, at, name, entries, start, start + len(name), strong=True, settled=True)
                for name, entries, start in zip(names, found, starts, strict=True)
            ]
    return []


def _organisation(scan: Scan, at: int) -> int:
    """Return how many words from `at` on name an organisation of the traps table, at least 1."""
    for last in windows(scan.words, at, scan.text):
        if scan.lex.traps.get(key(scan.text[scan.words[at].start : scan.words[last].end])) == "organisation":
            return last - at + 1
    return 1


def _hyphenated(scan: Scan, at: int) -> Mention | None:
    """Read "US-led", "Mosul-based", "Kurdish-controlled": the place before the hyphen is only associated."""
    word = scan.words[at]
    name = word.text.rsplit("-", 1)[0]
    entries = lookup(name) if name and not lookup(word.text) else ()
    if not entries or key(name) in scan.lex.traps or (entries[0].population < KNOWN_CITY and entries[0].feature == "town"):
        return None
    return Mention(scan.sentence, scan.words, at, at, name, entries, word.start, word.start + len(name), use="associative", strong=True)


def _by_demonym(scan: Scan, taken: list[Mention]) -> Iterator[Mention]:
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


def mentions_in(parse: Parse) -> list[Mention]:
    """Return the toponyms of an article in reading order, not yet resolved."""
    lex = lexicon()
    text = parse.article.text
    words = {s.index: words_of(s, text) for s in parse.sentences}
    persons = person_names(parse, words, lex)
    credits = (*parse.article.agencies, parse.article.publisher or "")
    agencies = tuple(f" {key(name)} " for credit in credits if (name := _PARENTHESES.sub("", credit).strip()) and " " in name)
    out: list[Mention] = []
    for sentence in parse.sentences:
        run = words[sentence.index]
        scan = Scan(text, sentence, run, entities_of(sentence), persons, agencies, lex, case_of(run))
        named = list(_by_name(scan))
        found = [m for m in named if m.strong]
        found += list(_by_demonym(scan, found))
        found += list(by_pattern(scan, found))
        found += list(by_preposition(scan, found))
        found += list(by_entity(scan, found))
        found += [m for m in named if not m.strong and not any(f.start < m.end and m.start < f.end for f in found)]
        for mention in found:
            mention.settled = mention.settled or scan.locative(mention.first)
        if parse.reading is not None:
            found = [m for m in found if upheld(m, parse.reading)]
            found += list(by_reader(scan, found, parse.reading))
        for mention in found:
            if mention.hint is None and _far_quarter(scan, mention.entries) and not lookup(mention.name):
                # Spelled roughly like a quarter of a town that the article never names: another name.
                mention.entries = ()
        out += sorted(found, key=lambda m: m.start)
    shown = {key(m.name) for m in out if m.strong}
    return [m for m in out if m.strong or key(m.name) in shown]

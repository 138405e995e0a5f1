"""Read what a toponym does in its sentence: its role, its use, what holds it, and how far off the event lies."""

from __future__ import annotations

import re

from dateline.analysis.numerals import read_number
from dateline.places.areas import read_area
from dateline.places.fold import key
from dateline.places.lexicon import Lexicon, lexicon
from dateline.places.mention import Mention, Word
from dateline.records import PlaceRole

_SKIPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "that",
        "main",
        "second",
        "largest",
        "biggest",
        "key",
        "strategic",
        "besieged",
        "own",
        "nearby",
        "of",
        "city",
    ]
)
_HEDGES = frozenset(("about", "some", "around", "roughly", "nearly", "approximately", "just", "over", "almost"))
_LISTED = re.compile(r"(?:,\s|\s(?:and|or)\s|,\s(?:and|or)\s)(?:the\s)?(?:(?:town|city|village)\sof\s)?")
_BESIDE = re.compile(r",\s(?:just\s)?(?:near|outside|close to)\s(?:the\s(?:\w+\s)?(?:of\s)?)?")
_DATELINE = re.compile(r"[^\n]{0,60}?(?:\([^)\n]{2,60}\)\s*)?\s?(?:[-–—]{1,2}|:)\s")
#: After a place in capitals: "(Agency) -", with a country or a day before it, or the bar of a wire's web page.
_WIRE_HEAD = re.compile(r"(?:,\s[A-Z][\w. ]{2,20}){0,2}\s?(?:\|\s|\([A-Z][\w .&]{1,30}\)\s?[-–—])")
#: "the X district of", "X neighbourhood in": what follows holds X.
_PART_OF = re.compile(r"\s(?:district|quarter|neighbou?rhood|suburb|area)\s(?:of|in)\s(?:the\s)?(?:\w+\s)?(?:city\sof\s)?", re.IGNORECASE)
_NOT_TOWARDS = frozenset(("according", "due", "thanks", "compared", "belonging", "belong", "loyal", "linked", "relating", "next"))
#: Words between a place and the phrase that locates it may be this many ("Q, a town some 20 km south of M").
_LOCATOR_REACH = 9


def _number_before(words: list[Word], at: int, lex: Lexicon) -> tuple[float, int] | None:
    """Read "15 km", "15km", "twenty miles" that ends at word `at`: kilometres and the index of its first word."""
    if at < 0:
        return None
    low = words[at].lower
    if low not in lex.cues["unit_km"]:
        return None
    scale = float(lex.cues["unit_km"][low])
    if at == 0:
        return None
    first = at - 1
    value: float | None
    text = words[first].text.replace(",", "")
    try:
        value = float(text.rstrip("."))
    except ValueError:
        start = first
        while start > 0 and read_number([w.text for w in words[start - 1 : at]]) is not None:
            start -= 1
        number = read_number([w.text for w in words[start:at]])
        value, first = (float(number), start) if number is not None else (None, first)
    if value is None:
        return None
    while first > 0 and words[first - 1].lower in _HEDGES:
        first -= 1
    return value * scale, first


def _distance(mention: Mention, lex: Lexicon) -> tuple[float | None, float | None, int] | None:
    """Read "(about 15 km) south of X", "20 km from X": kilometres, bearing in degrees, index of the phrase's first word."""
    words, at = mention.words, mention.first - 1
    kinds = lex.cues["kind_noun"]
    while at >= 0 and (
        words[at].lower == "the" or words[at].lower in kinds or (words[at].lower == "of" and at and words[at - 1].lower in kinds)
    ):
        at -= 1
    if at < 0 or words[at].lower not in ("of", "from", "outside"):
        return None
    joint = words[at].lower
    at -= 1
    bearing: float | None = None
    first = at + 1
    if at >= 0 and words[at].lower in lex.cues["bearing"] and joint in ("of", "from"):
        bearing, first = float(lex.cues["bearing"][words[at].lower]), at
        at -= 1
        if at >= 1 and words[at].lower == "the" and words[at - 1].lower in ("in", "into", "across", "through"):
            # "in the south of X" is within X.
            return None
        if at >= 0 and words[at].lower in ("to", "the"):
            at -= 1
        if at >= 0 and words[at].lower in ("the", "to"):
            at -= 1
    elif at >= 0 and words[at].lower == "away" and joint == "from":
        at -= 1
    measured = _number_before(words, at, lex)
    if measured is not None:
        return measured[0], bearing, measured[1]
    return (None, bearing, first) if bearing is not None else None


def _locates_another(mention: Mention, first: int, earlier: list[Mention], lex: Lexicon) -> bool:
    """Return whether a distance phrase that starts at word `first` is an apposition to a place named just before it."""
    if not earlier or earlier[-1].last >= first or earlier[-1].use == "associative":
        return False
    between = mention.words[earlier[-1].last + 1 : first]
    if len(between) > _LOCATOR_REACH or any(w.token.pos_ in ("VERB", "AUX") and w.lower != "located" for w in between):
        return False
    return not between or between[0].text in ",(-–—" or between[0].lower in lex.cues["kind_noun"]


def _preposition(mention: Mention, lex: Lexicon) -> int | None:
    """Return the index of the word that governs a mention, past determiners, kinds of place and modifiers."""
    words, at = mention.words, mention.first - 1
    for _ in range(6):
        if at < 0:
            return None
        low = words[at].lower
        if low == "of" and at and words[at - 1].lower == "out":
            return at
        # Words that both govern and describe ("outskirts of X") govern.
        if low in lex.cues["outskirts"] or low in ("from", "to", "near", "in", "at", "into", "through", "via", "outside", "around"):
            return at
        skip = low in _SKIPPED or low in lex.cues["kind_noun"] or low in lex.cues["modifier"] or low in lex.cues["bearing"]
        if not skip and words[at].token.pos_ not in ("ADJ", "NUM"):
            return at
        at -= 1
    return None


def _set_role(mention: Mention, lex: Lexicon) -> None:
    at = _preposition(mention, lex)
    if at is None:
        return
    words = mention.words
    low = words[at].lower
    previous = words[at - 1].lower if at else ""
    by = low in ("to", "of", "from") and (previous in lex.cues["outskirts"] or previous == "close")
    if by or low in lex.cues["outskirts"] or (low in lex.cues["near"] and (low != "close" and (low != "off" or at == mention.first - 1))):
        mention.role, mention.near = PlaceRole.NEAR, True
    elif low in lex.cues["from"]:
        # "left" and "leave" are departures only as verbs: "the left bank", "killed in X, left Y".
        if low == "from" or words[at].token.pos_ == "VERB":
            mention.role = PlaceRole.FROM
    elif low == "of" and previous == "out":
        mention.role = PlaceRole.FROM
    elif low == "to" and previous not in _NOT_TOWARDS:
        mention.role = PlaceRole.TO
    elif low in lex.cues["via"] and low != "past":
        mention.role = PlaceRole.VIA
    elif (low in lex.cues["to"] and low not in ("to", "for")) or (
        low == "for" and previous in ("left", "leave", "headed", "bound", "leaving")
    ):
        mention.role = PlaceRole.TO


def _dateline_end(mention: Mention, text: str) -> bool:
    """Return whether a mention stands in the head of its block: "TRIPOLI, Libya (Wire) - ..."."""
    if scan_caps(mention.name) and _WIRE_HEAD.match(text, mention.end):
        return True
    if mention.sentence.tokens.start_char != 0 or mention.start - mention.sentence.start > 40:
        return False
    match = _DATELINE.match(text, mention.end, mention.end + 90)
    if match is None:
        return False
    head = text[mention.sentence.start : mention.start]
    middle = re.sub(r"\([^)]*\)", "", match.group()).rstrip(" -–—:")
    if ":" in match.group() or re.search(r"[.!?;]\s", middle):
        return False
    plain = re.sub(r"[^A-Za-z ]", " ", f"{head} {middle}").split()
    return all(w[0].isupper() for w in plain) and (scan_caps(text[mention.start : mention.end]) or "(" in match.group() or not head.strip())


def scan_caps(name: str) -> bool:
    """Return whether a name is printed in capitals."""
    return name.upper() == name


def _is_speaker(mention: Mention, lex: Lexicon) -> bool:
    """Return whether a place only says where a speaker sits: "a doctor in X said", "told a conference in X"."""
    at = _preposition(mention, lex)
    if at is None or mention.words[at].lower not in ("in", "at", "from"):
        return False
    token = mention.words[at].token
    head = token.head
    if head.lower_ in lex.cues["speech_act"] and token.i > head.i and head.lower_ in ("told", "said", "speaking", "spoke"):
        # "he said in X", "speaking in X": where it was said.
        between = head.doc[head.i + 1 : token.i]
        days = (t.lower_ in lex.cues["calendar"] or t.lower_ in ("on", "late", "early") or t.like_num for t in between)
        return len(between) < 2 or all(days)
    if head.lower_ not in lex.cues["speaker_noun"]:
        return False
    if head.lower_ in ("spokesman", "spokeswoman", "spokesperson", "correspondent", "conference", "briefing", "reporters", "reporter"):
        return True
    for _ in range(5):
        # Up to the verb: "a doctor at a hospital in X said", "residents of X told".
        if head.lower_ in lex.cues["speech_act"]:
            return head.pos_ == "VERB" and (token.i < head.i or head.lower_ in ("told", "tell", "tells"))
        head = head.head
    return False


def _is_metonym(mention: Mention, lex: Lexicon) -> bool:
    """Return whether a name stands for a government or a people: "Moscow said", "Libya's foreign minister"."""
    words = mention.words
    nation = any(e.feature == "country" for e in mention.entries)
    after = words[mention.last + 1] if mention.last + 1 < len(words) else None
    before = words[mention.first - 1] if mention.first else None
    word = words[mention.last]
    governed = before is not None and any(before.lower in lex.cues[kind] for kind in ("at", "from", "to", "near"))
    if (
        after is not None
        and after.lower in lex.cues["speech"]
        and not governed
        and (before is None or before.lower not in ("of", ",", "and"))
    ):
        return word.token.dep_ in ("nsubj", "nsubjpass", "ROOT", "compound")
    if not nation or governed:
        return False
    if word.possessive and after is not None:
        return not any(
            w.lower in lex.cues["kind_noun"] or w.lower in lex.cues["modifier"] for w in words[mention.last + 1 : mention.last + 3]
        )
    if word.token.dep_ == "compound" and after is not None and after.token.pos_ in ("NOUN", "PROPN"):
        return after.lower not in lex.cues["kind_noun"]
    return word.token.dep_ == "nsubj"


def _joins_metonym(mention: Mention, previous: Mention | None, between: str) -> bool:
    """Return whether a country goes on a list that starts with a government: "Britain and France led calls"."""
    listed = previous is not None and previous.use == "associative" and _LISTED.fullmatch(between) is not None
    return listed and any(e.feature == "country" for e in mention.entries)


def _is_treated_in(mention: Mention, lex: Lexicon) -> bool:
    """Return whether a place only holds the hospital where victims were brought: "died in hospital in X", "taken to a clinic in X"."""
    words, at = mention.words, mention.first - 1
    if at < 2 or words[at].lower not in ("in", "at"):
        return False
    if words[at - 1].lower not in lex.cues["clinic"]:
        after = words[mention.last + 1] if mention.last + 1 < len(words) else None
        if after is not None and after.lower in lex.cues["clinic"]:
            return False
        above = words[at].token
        for _ in range(3):
            above = above.head
            if above.lemma_.lower() in ("treat", "hospitalise", "hospitalize", "recover"):
                return True
        return False
    lead = at - 2
    while lead > 0 and (words[lead].lower in _SKIPPED or words[lead].token.pos_ in ("ADJ", "NOUN", "DET")):
        lead -= 1
    if words[lead].lower not in ("in", "to", "at"):
        return False
    bare = lead == at - 2 and words[lead].lower == "in"
    return bare or any(w.lower in lex.cues["treated"] for w in words[max(0, lead - 3) : lead])


def _names_body(mention: Mention, lex: Lexicon) -> bool:
    """Return whether a name only says whose office it is: "the Salaheddin provincial council", not "the Basra police headquarters"."""
    words, at = mention.words, mention.last + 1
    if words[mention.last].possessive:
        return False
    describing = lex.cues["body_adjective"].keys() - lex.cues["body_noun"].keys()
    while at < len(words) and at < mention.last + 4 and words[at].lower in describing:
        at += 1
    if at >= len(words) or words[at].capital or words[at].lower not in lex.cues["body_noun"]:
        return False
    tail = words[at + 1 : at + 3]
    return not any(w.lower in lex.cues["site"] and w.start == p.end + 1 for p, w in zip((words[at], *tail), tail, strict=False))


def _names_people(mention: Mention, lex: Lexicon) -> bool:
    """Return whether a name only says whose people or whose paper: "Kachin families", "a Kano radio station"."""
    words, last = mention.words, mention.last
    if words[last].possessive or last + 1 >= len(words):
        return False
    after = words[last + 1]
    if after.capital or after.token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") or after.start != words[last].end + 1:
        return False
    local = any(e.feature == "town" for e in mention.entries[:1]) or not mention.entries
    if after.lower in lex.cues["seat_noun"]:
        return True
    # "Misrata rebels" are of Misrata; "Kachin women" are a people's, but "Aleppo women" may well be in Aleppo.
    return after.lower in lex.cues["people_noun"] and (not local or after.lower not in lex.cues["resident_noun"])


def relate(mentions: list[Mention], text: str, dateline: str | None) -> None:
    """Set use, role, holder and what tells the exact place of the mentions of one sentence, in place.

    Args:
        mentions: one sentence's, in reading order.
        text: the article's text.
        dateline: the article's dateline place as printed, if it has one.
    """
    earlier: list[Mention] = []
    for mention in mentions:
        if mention.use != "associative":
            relate_one(mention, earlier, text, dateline)
            earlier.append(mention)


def relate_one(mention: Mention, earlier: list[Mention], text: str, dateline: str | None = None) -> None:
    """Relate a mention to those before it in its sentence, as `relate` does."""
    lex, words = lexicon(), mention.words
    headed = bool(earlier and earlier[-1].use == "dateline" and re.fullmatch(r",\s", text[earlier[-1].end : mention.start]))
    if (
        headed
        or _dateline_end(mention, text)
        or (dateline and mention.start < 200 and key(mention.name) in key(dateline) and scan_caps(mention.name))
    ):
        mention.use = "dateline"
    previous = earlier[-1] if earlier else None
    between = text[previous.end : mention.start] if previous is not None else ""
    measured = _distance(mention, lex)
    wide = any(e.feature in ("country", "province") for e in mention.entries)
    if previous is not None and words[previous.last].possessive and mention.first == previous.last + 1 and previous.holder is None:
        mention.holder = previous
    if previous is not None and re.fullmatch(r",\s(?:the\s)?(?:capital of\s)?", between) and wide and _contains(mention, previous):
        previous.holder, mention.use = mention, "locator" if mention.use == "literal" else mention.use
    elif previous is not None and wide and re.fullmatch(r",?\s(?:in|of)\s(?:the\s)?(?:\w+\s){0,4}(?:of\s)?(?:the\s)?", between):
        previous.holder = mention
    elif previous is not None and previous.use == "literal" and _PART_OF.fullmatch(between):
        previous.holder, mention.use = mention, "locator"
    if measured is not None:
        if _locates_another(mention, measured[2], earlier, lex):
            mention.use = "locator"
            _anchor(earlier[-1], mention, measured[0], measured[1])
        elif measured[0] is not None or words[measured[2]].lower in lex.cues["bearing"]:
            mention.role, mention.near = PlaceRole.NEAR, True
            mention.offset = (measured[0], measured[1]) if measured[0] is not None else None
    elif mention.use == "literal":
        if previous is not None and previous.use == "literal" and _LISTED.fullmatch(between):
            mention.role, mention.near = previous.role, previous.near
        else:
            _set_role(mention, lex)
        if _names_body(mention, lex):
            mention.use = "associative" if wide and any(e.feature == "country" for e in mention.entries) else "speaker"
        elif _names_people(mention, lex):
            mention.use = "associative"
            if previous is not None and previous.use == "literal" and between == " and " and previous.called == "between":
                # "a truce between Zintan and Misrata brigades": the brigades of both.
                previous.use = "associative"
        elif _is_treated_in(mention, lex):
            mention.use = "locator"
        elif _is_speaker(mention, lex):
            mention.use = "speaker"
        elif _is_metonym(mention, lex) or _joins_metonym(mention, previous, between):
            mention.use = "associative"
    if mention.use == "literal" and mention.near and previous is not None and _BESIDE.fullmatch(between):
        mention.use = "locator"
        _anchor(previous, mention, None, None)
    if mention.use == "literal":
        read_area(mention, previous if previous is not None and previous.use == "literal" else None, text)


def _anchor(placed: Mention, by: Mention, km: float | None, bearing: float | None) -> None:
    """Note where the words put a place, unless they said so before."""
    if placed.anchor is None and not placed.anaphor:
        placed.anchor = (by, km, bearing)


def _contains(outer: Mention, inner: Mention) -> bool:
    """Return whether a country or province may hold the place before it: by the gazetteer, or because nothing is known of it."""
    if not inner.entries:
        return True
    for big in outer.entries:
        for small in inner.entries:
            inside = big.country == small.country and small.feature not in ("country", "continent")
            if inside and (big.feature == "country" or big.admin1 == small.admin1):
                return True
    return False

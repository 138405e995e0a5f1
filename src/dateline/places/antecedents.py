"""Find what "the city", "the town's hospital", "the district", "the capital" and "the country" stand for, where that is plain."""

from __future__ import annotations

from collections import Counter

from dateline.analysis import Sentence
from dateline.places.gazetteer import capital_of, country_of
from dateline.places.lexicon import lexicon
from dateline.places.mention import Mention, Word
from dateline.places.relations import relate
from dateline.places.resolution import Context
from dateline.records import PlaceRole

_DETERMINERS = frozenset(("the", "this", "that"))
#: What a definite noun may stand for, as features of places.
_KINDS = {
    "city": ("town",), "town": ("town", "village"), "village": ("town", "village"), "capital": (), "country": ("country",),
    "neighbourhood": ("quarter", "district"), "neighborhood": ("quarter", "district"), "district": ("quarter", "district"),
    "quarter": ("quarter",), "suburb": ("quarter",), "camp": ("camp",), "province": ("province",),
}  # fmt: skip
#: What a report calls a town holds fewer, what it calls a city more (UN Degree of Urbanisation puts cities at 50,000; news is laxer).
TOWN_UP_TO, CITY_FROM = 250_000, 40_000
#: How many sentences back an antecedent may stand before the report's own place is taken instead.
REACH = 8


def _fits(mention: Mention, noun: str) -> bool:
    if mention.use not in ("literal", "dateline", "speaker") or mention.anaphor:
        return False
    entry = mention.entry
    feature = entry.feature if entry is not None else (mention.hint or ("town" if mention.settled else ""))
    population = entry.population if entry is not None else 0
    if feature not in _KINDS[noun] and mention.hint not in _KINDS[noun]:
        return False
    if noun == "city":
        return mention.hint != "village" and population >= CITY_FROM
    if noun == "village":
        return population < CITY_FROM
    return noun != "town" or mention.hint == "town" or population < TOWN_UP_TO


def _definite(words: list[Word]) -> list[tuple[int, str]]:
    """Return where a determiner and a kind of place stand alone or own something; "the city of X" and "the capital, X" do not."""
    out = []
    for at, word in enumerate(words[1:], 1):
        if word.lower not in _KINDS or (word.capital and not word.common) or words[at - 1].lower not in _DETERMINERS:
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        later = words[at + 2] if at + 2 < len(words) else None
        named = after is not None and after.capital and not after.common
        if after is not None and not word.possessive and (named or after.lower == "of" or after.token.pos_ == "NOUN"):
            continue
        if after is not None and after.text == "," and later is not None and later.capital and word.lower == "capital":
            continue
        out.append((at, word.lower))
    return out


def _one(mentions: list[Mention]) -> Mention | None:
    """Return the last of mentions that all mean one place."""
    return mentions[-1] if mentions and len({m.entry.ident if m.entry else m.name for m in mentions}) == 1 else None


def _antecedent(new: Mention, noun: str, earlier: list[Mention]) -> Mention | None:
    """Return the one place that a definite description can mean, or ``None`` where two could be meant or none."""
    index = new.sentence.index
    fitting = [m for m in earlier if _fits(m, noun)]
    # Where a speaker sits is meant only if nothing else is.
    for back in range(REACH + 1):
        near = [m for m in fitting if m.sentence.index == index - back and m.use != "speaker"]
        if not near:
            continue
        if (one := _one(near)) is not None:
            return one
        # Two towns in one sentence, "from X to Y ... from the town": the one in the same role (parallelism), else the one called so.
        same = [m for m in near if m.role == new.role and new.role is not PlaceRole.AT]
        return _one(same) or _one([m for m in near if m.called == noun])
    # The report's own place, named in its title, its dateline or its lead and never again.
    heads = next((found for use in ("dateline", "literal", "speaker") if (found := [m for m in fitting if m.use == use])), [])
    counts = Counter(m.entry.ident if m.entry else m.name for m in heads).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return next(m for m in heads if (m.entry.ident if m.entry else m.name) == counts[0][0])


def _owned(new: Mention, noun: str) -> str:
    """Return the use of a definite description that owns a noun: "the country's army" is no place, "the town's mayor" a speaker."""
    words, lex = new.words, lexicon()
    if not words[new.last].possessive:
        return new.use
    if noun == "country":
        return "associative"
    owned = [w.lower for w in words[new.last + 1 : new.last + 4]]
    known = any(w in lex.cues["speaker_noun"] or w in lex.cues["title"] or w == "police" for w in owned[:2])
    return "speaker" if known and any(w.lower in lex.cues["speech_act"] for w in words) else new.use


def definite_places(sentence: Sentence, words: list[Word], earlier: list[Mention], context: Context, text: str) -> list[Mention]:
    """Return the definite descriptions of a sentence that stand for a known place.

    Args:
        sentence: the sentence.
        words: its words.
        earlier: resolved mentions of the article, in reading order, those of this sentence included.
        context: which countries the article speaks of.
        text: the article's text.
    """
    out: list[Mention] = []
    for at, noun in _definite(words):
        start, end = words[at - 1].start, words[at].end
        new = Mention(sentence, words, at - 1, at, text[start:end], (), start, end, anaphor=True)
        relate([new], text, None)
        new.use = _owned(new, noun)
        if noun in ("capital", "country") and context.main_country:
            entry = capital_of(context.main_country) if noun == "capital" else country_of(context.main_country)
            if entry is not None:
                new.entry, new.name, new.score = entry, entry.name, 0.6
                out.append(new)
            continue
        if noun == "capital":
            continue
        found = _antecedent(new, noun, [m for m in earlier if m.start < start])
        if found is not None:
            new.entry, new.name = found.entry, found.entry.name if found.entry else found.name
            new.within, new.score = found.within, round(found.score * 0.8, 3)
            new.hint, new.settled = found.hint, found.settled
            out.append(new)
    return out

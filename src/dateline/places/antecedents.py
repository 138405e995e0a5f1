"""Find what "the city", "the town", "the village", "the capital" and "the country" stand for, where that is plain."""

from __future__ import annotations

from dateline.analysis import Sentence
from dateline.places.gazetteer import capital_of, country_of
from dateline.places.lexicon import lexicon
from dateline.places.mention import Mention, Word
from dateline.places.relations import relate
from dateline.places.resolution import Context
from dateline.records import PlaceRole

_DETERMINERS = frozenset(("the", "this", "that"))
_KINDS = frozenset(("city", "town", "village", "capital", "country", "neighbourhood", "neighborhood", "camp", "province"))
#: What a report calls a town holds fewer, what it calls a city more (UN Degree of Urbanisation puts cities at 50,000; news is laxer).
TOWN_UP_TO, CITY_FROM = 250_000, 40_000
#: How many sentences back an antecedent may stand.
REACH = 8


def _fits(mention: Mention, noun: str) -> bool:
    if mention.use not in ("literal", "dateline") or mention.anaphor:
        return False
    entry = mention.entry
    feature = entry.feature if entry is not None else (mention.hint or "")
    population = entry.population if entry is not None else 0
    if noun == "country":
        return feature == "country"
    if noun == "province":
        return feature == "province"
    if noun in ("neighbourhood", "neighborhood"):
        return feature == "quarter"
    if noun == "camp":
        return feature == "camp"
    if feature not in ("town", "village"):
        return False
    if noun == "city":
        return mention.hint not in ("village",) and population >= CITY_FROM
    if noun == "village":
        return population < CITY_FROM
    return mention.hint == "town" or population < TOWN_UP_TO


def _definite(words: list[Word]) -> list[tuple[int, str]]:
    """Return the places where a determiner and a kind of place stand alone: not "the city of X", not "the capital, X"."""
    out = []
    for at, word in enumerate(words[1:], 1):
        if word.lower not in _KINDS or word.capital or words[at - 1].lower not in _DETERMINERS:
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        later = words[at + 2] if at + 2 < len(words) else None
        if after is not None and (after.capital or after.lower == "of" or after.token.pos_ == "NOUN"):
            continue
        if after is not None and after.text == "," and later is not None and later.capital and word.lower == "capital":
            continue
        out.append((at, word.lower))
    return out


def _antecedent(new: Mention, noun: str, earlier: list[Mention]) -> Mention | None:
    """Return the one place that a definite description can mean, or ``None`` where two could be meant or none."""
    index = new.sentence.index
    for back in range(REACH + 1):
        near = [m for m in earlier if m.sentence.index == index - back and _fits(m, noun)]
        if not near:
            continue
        if len({m.entry.ident if m.entry else m.name for m in near}) == 1:
            return near[-1]
        # Two towns in one sentence: "from X to Y ... from the town": the one in the same role (parallelism).
        same = [m for m in near if m.role == new.role and new.role is not PlaceRole.AT]
        return same[0] if len({m.entry.ident if m.entry else m.name for m in same}) == 1 else None
    return None


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
    if not lexicon().cues:
        return out
    for at, noun in _definite(words):
        start, end = words[at - 1].start, words[at].end
        new = Mention(sentence, words, at - 1, at, text[start:end], (), start, end, anaphor=True)
        relate([new], text, None)
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
            new.entry, new.name, new.within, new.score = (
                found.entry,
                found.entry.name if found.entry else found.name,
                found.within,
                round(found.score * 0.8, 3),
            )
            new.hint = found.hint
            out.append(new)
    return out

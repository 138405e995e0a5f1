"""Find what "the city", "the town's hospital", "the Syrian capital", "the country" and "there" stand for, where that is plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dateline.analysis import Sentence
from dateline.places.fold import key
from dateline.places.gazetteer import Entry, capital_of, country_of, lookup
from dateline.places.lexicon import lexicon
from dateline.places.mention import Mention, Word
from dateline.places.relations import relate_one
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


def _nation(words: list[Word], at: int) -> Entry | None:
    """Return the country whose capital the word at `at` is said to be: "the Syrian capital", "Syria's capital"."""
    for first in (at - 2, at - 1):
        if first < 0 or not words[first].capital:
            continue
        name = " ".join(w.text for w in words[first:at])
        iso = lexicon().demonyms.get(key(name))
        if iso is not None:
            return country_of(iso)
        if words[at - 1].possessive:
            return next((e for e in lookup(name) if e.feature == "country"), None)
    return None


def _capitals(words: list[Word], earlier: list[Mention]) -> Iterator[tuple[int, int, Entry | None, str | None]]:
    """Yield first and last word, place and holder of "the Syrian capital" and "the provincial capital" where no name follows."""
    for at, word in enumerate(words):
        if at < 1 or word.lower != "capital" or (word.capital and not word.common):
            continue
        rest = [w for w in words[at + 1 : at + 4] if w.text != "," and w.lower != "city"]
        if not word.possessive and rest and ((rest[0].capital and not rest[0].common) or rest[0].lower == "of"):
            continue
        nation = _nation(words, at)
        if nation is not None and nation.country:
            first = at - 1
            while first and words[first].start > 0 and words[first - 1].capital and not words[first - 1].common:
                first -= 1
            yield first - (1 if first and words[first - 1].lower in _DETERMINERS else 0), at, capital_of(nation.country), None
        elif words[at - 1].lower in ("provincial", "regional") and at > 1 and words[at - 2].lower in _DETERMINERS:
            # Which town is the seat is in no table of ours; the province is known.
            held = [m for m in earlier if m.entry is not None and m.entry.feature == "province" and m.start < word.start]
            if held and held[-1].entry is not None:
                yield at - 2, at, None, held[-1].entry.name


def _there(words: list[Word]) -> list[int]:
    """Return where "there" says where something happened: "nine were killed there"; not "there were nine", nor "she had lived there"."""
    out, happening = [], lexicon().cues["happening_verb"]
    for at, word in enumerate(words):
        token = word.token
        if word.lower != "there" or word.capital or token.dep_ == "expl" or token.tag_ == "EX":
            continue
        if at and words[at - 1].lower in ("out", "over", "in", "up", "down", "from", "and", "or", "then"):
            continue
        if token.dep_ in ("advmod", "npadvmod", "pcomp", "prep", "pobj", "dep") and token.head.lemma_.lower() in happening:
            out.append(at)
    return out


def _frames(mention: Mention, inner: Mention) -> bool:
    """Return whether a place only belongs to who reports the clause with `inner`: "officers in X concede that ... Y"."""
    above = {token.i for token in inner.words[inner.first].token.ancestors}
    token = mention.words[mention.first].token
    while token.head.i != token.i:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.i in above:
            return any(child.dep_ == "ccomp" and child.i in above for child in token.head.children)
        token = token.head
    return False


def _last_place(new: Mention, earlier: list[Mention]) -> Mention | None:
    """Return what "there" means: the one place last spoken of in this sentence or the one before it."""
    seats: list[Mention] = []
    for back in range(2):
        near = [m for m in earlier if m.sentence.index == new.sentence.index - back and m.use == "literal" and not m.border]
        near = [m for m in near if m.entry is None or m.entry.feature not in ("country", "continent")]
        framing = [m for m in near if any(_frames(m, inner) for inner in (near if back else [new]) if inner is not m)]
        seats = seats or framing
        near = [m for m in near if m not in framing]
        if near:
            return _one(near) or _one([m for m in near if m.role in (PlaceRole.AT, PlaceRole.NEAR)])
    # Where a speaker sits is meant only if nothing else is.
    return _one(seats)


def _stand_for(new: Mention, found: Mention) -> Mention:
    """Give a description the place of its antecedent."""
    new.entry, new.name = found.entry, found.entry.name if found.entry else found.name
    new.within, new.score = found.within, round(found.score * 0.8, 3)
    new.hint, new.settled = found.hint, found.settled
    return new


def definite_places(sentence: Sentence, words: list[Word], earlier: list[Mention], context: Context, text: str) -> list[Mention]:
    """Return the definite descriptions of a sentence that stand for a known place, and "there".

    Args:
        sentence: the sentence.
        words: its words.
        earlier: resolved mentions of the article, in reading order, those of this sentence included.
        context: which countries the article speaks of.
        text: the article's text.
    """
    out: list[Mention] = []

    def describe(first: int, last: int, noun: str) -> Mention:
        start, end = words[first].start, words[last].end
        new = Mention(sentence, words, first, last, text[start:end], (), start, end, anaphor=True)
        beside = [m for m in earlier if m.sentence.index == sentence.index and m.end <= start and m.use != "associative"]
        relate_one(new, beside, text)
        new.use = _owned(new, noun) if new.use == "literal" else new.use
        return new

    for first, last, entry, holder in _capitals(words, earlier):
        new = describe(first, last, "capital")
        # The country's name before it is a place of its own; what stands for the capital is the noun.
        new.first, new.start = (last, words[last].start) if holder is None else (first, new.start)
        if entry is not None:
            new.entry, new.name, new.score = entry, entry.name, 0.6
        new.within, new.settled = holder, True
        out.append(new)
    for at, noun in _definite(words):
        if any(m.first <= at <= m.last for m in out):
            continue
        new = describe(at - 1, at, noun)
        if noun in ("capital", "country") and context.main_country:
            entry = capital_of(context.main_country) if noun == "capital" else country_of(context.main_country)
            if entry is not None:
                new.entry, new.name, new.score = entry, entry.name, 0.6
                out.append(new)
            continue
        if noun == "capital":
            continue
        # "X, near the town": the town is another than X.
        found = _antecedent(new, noun, [m for m in earlier if m.start < new.start and (m.anchor is None or m.anchor[0] is not new)])
        if found is not None:
            out.append(_stand_for(new, found))
    for at in _there(words):
        new = Mention(sentence, words, at, at, words[at].text, (), words[at].start, words[at].end, anaphor=True)
        found = _last_place(new, [m for m in earlier if m.start < new.start])
        if found is not None:
            new.near, new.role = found.near, found.role if found.near else new.role
            new.offset, new.far, new.part, new.anchor = found.offset, found.far, found.part, found.anchor
            out.append(_stand_for(new, found))
    return out

"""Toponyms of an article as records: recognised, related, resolved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from dateline.analysis import Parse, analyse
from dateline.places.antecedents import definite_places
from dateline.places.areas import Circle, circle_of, hold_by_anchor
from dateline.places.fold import key
from dateline.places.gazetteer import Entry, country_of, lookup
from dateline.places.lexicon import lexicon
from dateline.places.mention import Mention, words_of
from dateline.places.recognition import mentions_in
from dateline.places.relations import relate
from dateline.places.resolution import resolve
from dateline.records import Article, Block, BlockKind, FoundPlace, PlaceCandidate, PlaceRole, Published, Span, Where

#: UCDP GED: 2 is "near, within about 25 km of" a named place.
NEARBY = 2
#: A city this populous may hold the quarters that an article names without saying of which.
HOLDER_FROM = 50_000
#: GeoNames' points are taken to be right to this many km.
USUAL_KM = 1.0
_BLOCK = re.compile(r"[^\n]+")
#: Of a place without a point, by the kind its words give: where a town or quarter lies is known no better than "near".
_PRECISION = {
    "town": NEARBY, "village": NEARBY, "quarter": NEARBY, "camp": NEARBY, "airport": NEARBY,
    "district": 3, "province": 4, "country": 6, "feature": 5,
}  # fmt: skip


def _where(mention: Mention, text: str) -> Where:
    entry = mention.entry
    span = Span.of(text, mention.start, mention.end)
    others = tuple(PlaceCandidate(e.geoname_id, e.name, e.lat, e.lon, e.country, e.admin1, s) for e, s in mention.others)
    if mention.border:
        owner = next(iter(mention.entries), None)
        return Where(
            mention.role, span, mention.name, country=owner.country if owner else None, precision=6 if owner else 7, within=mention.within
        )
    if entry is None:
        if (circle := circle_of(mention)) is not None:
            by = mention.anchor[0].entry if mention.anchor is not None else None
            country, admin1 = (by.country, by.admin1) if by is not None else (None, None)
            return Where(
                mention.role,
                span,
                mention.name,
                None,
                circle.lat,
                circle.lon,
                country,
                admin1,
                circle.precision,
                within=mention.within,
                radius_km=circle.radius,
            )
        precision = _PRECISION.get(mention.hint or "", NEARBY if mention.settled or mention.near else 7)
        return Where(mention.role, span, mention.name, precision=precision, within=mention.within, alternatives=others)
    circle = circle_of(mention) or Circle(entry.lat, entry.lon, entry.accuracy, entry.precision)
    lat, lon, precision = circle.lat, circle.lon, circle.precision
    # Neither the extent of a unit or a country nor the gazetteer's usual error is a radius.
    radius = circle.radius if circle.radius > (USUAL_KM if precision <= NEARBY else entry.accuracy) else None
    return Where(
        mention.role, span, entry.name, entry.geoname_id, lat, lon, entry.country, entry.admin1, precision, mention.score,
        mention.within or (entry.within if entry.feature != "country" else None), others, radius,
    )  # fmt: skip


def _main_city(mentions: Sequence[Mention]) -> Mention | None:
    """Return the city that an article names most, the first of equals."""
    cities = [
        m
        for m in mentions
        if m.use == "literal" and m.entry is not None and m.entry.feature == "town" and m.entry.population >= HOLDER_FROM
    ]
    counts = Counter(m.entry.ident for m in cities if m.entry is not None)
    if not counts:
        return None
    top = counts.most_common(1)[0][0]
    return next(m for m in cities if m.entry is not None and m.entry.ident == top)


def _hold(mentions: list[Mention]) -> None:
    """Name the place that contains each unresolved one: by the words, else the last city before it, else the article's."""
    main = _main_city(mentions)
    last: Mention | None = None
    for mention in mentions:
        entry = mention.entry
        if (
            entry is not None
            and entry.feature == "town"
            and entry.population >= HOLDER_FROM
            and mention.use in ("literal", "dateline", "locator")
        ):
            last = mention
        if entry is None and mention.within is None:
            holder = mention.holder
            if holder is not None:
                mention.within = holder.entry.name if holder.entry else holder.name
            elif (
                mention.hint in ("quarter", "village", "district", "camp") and (city := last or main) is not None and city.entry is not None
            ):
                mention.within = city.entry.name


def _open(mentions: list[Mention]) -> None:
    """Take a city that opens a sentence for a setting if the sentence goes on to one of its quarters: "In Mosul, ... the X district"."""
    for sentence in (list(group) for _, group in groupby(mentions, key=lambda m: m.sentence.index)):
        first = sentence[0]
        opens = first.use == "literal" and first.first == 1 and first.words[0].lower == "in" and first.entry is not None
        if opens and first.entry is not None and any(m.use == "literal" and m.within == first.entry.name for m in _inner(sentence[1:])):
            first.use = "locator"


def _inner(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions that are parts of a city, with the city's name as what holds them."""
    parts = [m for m in mentions if m.hint in ("quarter", "district") or (m.entry is not None and m.entry.feature == "quarter")]
    for mention in parts:
        mention.within = mention.within or (mention.entry.within if mention.entry else None)
    return parts


def _part(mentions: list[Mention]) -> None:
    """Leave open a name that another town owns and that means no place there: "Beirut's Gaza hospital" is not in Gaza."""
    for mention in mentions:
        holder, entry = mention.holder, mention.entry
        owned = holder is not None and holder.last == mention.first - 1 and mention.words[holder.last].possessive
        if not owned or holder is None or holder.entry is None:
            continue
        # Unresolved, but of a city abroad: "Beirut's Gaza hospital".
        abroad = entry.country if entry is not None else next((e.country for e in mention.entries if e.population >= HOLDER_FROM), None)
        if abroad and abroad != holder.entry.country and not any(e.country == holder.entry.country for e in mention.entries):
            mention.use, mention.entry, mention.score, mention.others = "associative", None, 0.0, []


def _in_credit(mention: Mention, text: str) -> bool:
    """Return whether a name stands in the brackets of a dateline, where an agency is credited: "ADEN, Yemen (Harbour News) - "."""
    opened = text.rfind("(", 0, mention.start)
    if opened < 0 or text.find(")", opened) < mention.end or _CREDIT.match(text, opened) is None:
        return False
    return _HEAD.fullmatch(text, text.rfind("\n", 0, opened) + 1, opened) is not None


#: What a dateline begins with: a town in capitals, and what it lies in.
_HEAD = re.compile(r"[A-Z][A-Z'\u2019 .-]+(?:[,/][^\n()]{1,40})?\s")
#: A bracket of a few words before the dash that ends a dateline.
_CREDIT = re.compile(r"\([^()\n]{2,40}\)\s+(?:[-\u2013\u2014]|--)\s")


def _found(parse: Parse) -> list[Mention]:
    """Return every mention of an article, resolved, in reading order."""
    text = parse.article.text
    mentions = [mention for mention in mentions_in(parse) if not _in_credit(mention, text)]
    dateline = parse.article.dateline.place if parse.article.dateline else None
    by_sentence = {index: list(group) for index, group in groupby(mentions, key=lambda m: m.sentence.index)}
    for group in by_sentence.values():
        relate(group, text, dateline)
    context = resolve(mentions)
    _part(mentions)
    for mention in mentions:
        hold_by_anchor(mention)
    _hold(mentions)
    _open(mentions)
    out = list(mentions)
    for sentence in parse.sentences:
        lowered = sentence.tokens.text.lower()
        if any(noun in lowered for noun in ("the ", "this ", "that ", "there", "capital")):
            own = by_sentence.get(sentence.index)
            words = own[0].words if own else words_of(sentence, text)
            out += definite_places(sentence, words, mentions, context, text)
    for mention in mentions:
        hold_by_anchor(mention)
    return sorted(out, key=lambda m: (m.start, m.end))


def places_in(parse: Parse) -> tuple[FoundPlace, ...]:
    """Find and resolve the places of a parsed article.

    Returns:
        Toponyms in reading order, spans disjoint. `use` is ``literal``, ``locator`` (says where another place lies),
        ``associative``, ``dateline`` or ``speaker``. A definite description ("the town") has the name of what it stands for.
    """
    text = parse.article.text
    return tuple(FoundPlace(_where(m, text), m.use) for m in _found(parse))


def _article(text: str, published: str | None) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in _BLOCK.finditer(text) if m.group().strip())
    when = Published(published, "day", "given") if published else None
    return Article("", None, text, blocks, ((0, 0, len(text)),), published=when)


def find_places(
    text: str, *, spans: Sequence[tuple[int, int]] | None = None, published: str | None = None, reader: bool = True
) -> list[Where]:
    """Find and resolve the places of a plain text, or resolve given spans.

    Args:
        text: the text; a line is a paragraph.
        spans: offsets of toponyms to resolve, instead of finding them; each gives one answer, in the same order.
        published: ISO day of publication, if known.
        reader: ``False`` leaves the learned reader out; the rules then work alone.

    Returns:
        One `Where` a place; unresolved ones have no coordinates.
    """
    parse = analyse(_article(text, published), reader=reader and spans is None)
    if spans is None:
        return [_where(m, text) for m in _found(parse)]
    given = given_mentions(parse, spans)
    order = sorted(given, key=lambda m: m.start)
    resolve(order)
    _hold(order)
    return [_where(m, text) for m in given]


def given_mentions(parse: Parse, spans: Sequence[tuple[int, int]]) -> list[Mention]:
    """Make mentions of given spans, related but not resolved, in the order given.

    Args:
        parse: the parsed article.
        spans: offsets of toponyms in the article's text.
    """
    text = parse.article.text
    given: list[Mention] = []
    words = {s.index: words_of(s, text) for s in parse.sentences}
    sentences = [(s.start, s) for s in parse.sentences]
    for start, end in spans:
        Span.of(text, start, end)
        sentence = max((s for at, s in sentences if at <= start), key=lambda s: s.start, default=None)
        name = text[start:end]
        inside = [i for i, w in enumerate(words[sentence.index]) if w.start < end and start < w.end] if sentence is not None else []
        if sentence is None or not inside:
            given.append(Mention(parse.sentences[0], [], 0, 0, name, lookup(name, loose=True), start, end, use="associative"))
            continue
        given.append(Mention(sentence, words[sentence.index], inside[0], inside[-1], name, _entries(name), start, end))
    order = sorted(given, key=lambda m: m.start)
    for _, group in groupby(order, key=lambda m: m.sentence.index):
        relate([m for m in group if m.words], text, None)
    for mention in order:
        # A given span is a place by its giver's word: no offset, no "near", no line or part is read into it.
        mention.offset, mention.near, mention.role = None, False, PlaceRole.AT
        mention.far, mention.part, mention.border, mention.anchor = None, None, False, None
    return given


def _entries(name: str) -> tuple[Entry, ...]:
    """Return what a given span may mean: of a demonym ("Georgian") its country, though a town somewhere bears that name."""
    if (iso := lexicon().demonyms.get(key(name))) is not None and (nation := country_of(iso)) is not None:
        return (nation,)
    return lookup(name, loose=True) or lookup(key(name), loose=True)

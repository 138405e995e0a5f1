"""Read and draw what is not the place itself: a stretch of road between two towns, a part of a town, a border, "15 km south of X".

Each becomes a circle, and its precision is UCDP GED's where_prec (codebook 23.1, section 3): 2 where the happening lies within about
25 km of a known point, 5 for a line or fuzzy area that is wider ("a longer road or the line connecting two locations").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.places.fold import key
from dateline.places.gazetteer import PRECISION, ROUGH_KM, country_of, lookup
from dateline.places.lexicon import Lexicon, lexicon
from dateline.places.mention import Mention, Word
from dateline.places.resolution import distance_km, moved
from dateline.records import PlaceRole

#: UCDP GED's bound of "near", in km, its code for what lies within, and its code for a wider line or area.
NEAR_KM, NEAR, WIDE = 25.0, 2, 5
#: A wind of eight says a direction to 22.5 degrees either way, and a reporter's distance is round: so far, by km, may a point be off.
SPREAD = 0.4
#: A line is no longer than this: beyond it the two names are ends of a journey or of a country.
LONGEST_LINE_KM = 600.0

_LEAD_TO = re.compile(
    r"\b(\w+)\s(?:(?:that|which)\s)?(?:links?|linking|connects?|connecting|runs from|running from|leads? from|leading from|from)\s"
    r"(?:the\s)?(?:(?:\w+\s)?(?:towns?|city|cities|villages?)\s(?:of\s)?)?$"
)
_LEAD_BETWEEN = re.compile(
    r"(?:\b([\w'-]+)\s)?\bbetween\s(?:the\s)?(?:(?:\w+\s)?(?:towns?|city|cities|villages?)\s(?:of\s)?)?$", re.IGNORECASE
)
_JOINT = re.compile(r"\s(?:to|and|with)\s(?:nearby\s)?(?:the\s)?(?:(?:\w+\s)?(?:town|city|village)\s(?:of\s)?)?")
_BORDER_WITH = re.compile(r"\b(?:borders?|frontier)\swith\s(?:neighbou?ring\s)?$")
_BORDER_TOWN = re.compile(r"[A-Z][\w'-]+,\s(?:[\w-]+\s){0,6}(?:borders?|frontier)\swith\s[^,]*$")
_BORDERS = frozenset(("border", "borders", "frontier"))
_ONWARD = re.compile(r"\s(\w+)")
_POINTS = frozenset(("town", "village", "camp", "quarter", "airport", "crossing", "dam"))


@dataclass(frozen=True, slots=True)
class Circle:
    """Where something happened: WGS 84 degrees, a radius in km, and UCDP GED's precision."""

    lat: float
    lon: float
    radius: float
    precision: int


def read_area(mention: Mention, previous: Mention | None, text: str) -> None:
    """Set what the words say about a literal mention's line, part or border, and the use of the name that only ends a line.

    Args:
        mention: a mention that is meant as a place.
        previous: the literal mention before it in its sentence, if there is one.
        text: the article's text.
    """
    lex = lexicon()
    lead = text[mention.sentence.start : mention.start]
    if any(e.feature == "country" for e in mention.entries) and _BORDER_WITH.search(lead):
        _read_border(mention, lead)
        return
    if previous is not None and previous.far is None and _makes_line(previous, mention, text, lex):
        previous.far, previous.near, previous.role = mention, True, PlaceRole.NEAR
        mention.use = "locator"
        return
    mention.part = mention.part or _part_of(mention, lex)
    if mention.part is not None:
        mention.near, mention.role = True, PlaceRole.NEAR if mention.role is PlaceRole.AT else mention.role


def _read_border(mention: Mention, lead: str) -> None:
    """Take a country after "border with" for no place: the border is meant, and what it locates or who owns it is elsewhere."""
    if _BORDER_TOWN.search(lead):
        mention.use = "locator"
        return
    words, at = mention.words, mention.first - 1
    while at > 0 and words[at].lower not in _BORDERS:
        at -= 1
    owner = words[at - 1] if at > 0 else None
    nation = None
    if owner is not None and owner.capital:
        iso = lexicon().demonyms.get(key(owner.text))
        nation = country_of(iso) if iso else next((e for e in lookup(owner.text) if owner.possessive and e.feature == "country"), None)
    mention.border, mention.near, mention.role = True, True, PlaceRole.NEAR
    mention.within = nation.name if nation is not None else None
    mention.entries = (nation,) if nation is not None else ()
    mention.name = f"border with {mention.name}"


def _makes_line(first: Mention, second: Mention, text: str, lex: Lexicon) -> bool:
    """Return whether two names are the ends of a road or of a stretch: "the road from X to Y", "the X-Y highway", "between X and Y"."""
    between, lead = text[first.end : second.start], text[first.sentence.start : first.start]
    if between == "-":
        after = _ONWARD.match(text, second.end)
        return after is not None and after[1].lower() in lex.cues["line_noun"]
    if _JOINT.fullmatch(between) is None:
        return False
    if (road := _LEAD_TO.search(lead)) is not None:
        return road[1].lower() in lex.cues["line_noun"]
    if between.lstrip().startswith("to "):
        # "the Baghdad to Kirkuk road"
        after = _ONWARD.match(text, second.end)
        return after is not None and after[1].lower() in lex.cues["line_noun"]
    gap = _LEAD_BETWEEN.search(lead)
    if gap is None or not between.lstrip().startswith("and "):
        return False
    # "a checkpoint between X and Y", "bombs fell between X and Y"; but not "clashes between", "she splits her time between".
    at = next((i for i in range(first.first - 1, 0, -1) if first.words[i].lower == "between"), 0)
    before = first.words[at - 1] if at else None
    if before is None:
        return True
    kinds = (lex.cues[kind] for kind in ("line_noun", "between_place", "kind_noun", "site"))
    return any(before.lower in kind for kind in kinds) or (
        before.token.pos_ == "VERB" and before.token.lemma_.lower() in lex.cues["happening_verb"]
    )


def _direction(word: Word, lex: Lexicon) -> float | None:
    """Return the bearing that a word gives as an adjective or a noun: "northern", "north-eastern", "south"."""
    bare = word.lower.removesuffix("ern")
    return float(lex.cues["bearing"][bare]) if bare in lex.cues["bearing"] else None


def _part_of(mention: Mention, lex: Lexicon) -> tuple[float | None, str] | None:
    """Return the bearing and the word for the part: "the northern X countryside", "X's eastern suburbs", "southern entrance to X"."""
    words, parts, kinds = mention.words, lex.cues["part"], lex.cues["kind_noun"]

    def told(bearing: float | None, noun: str) -> tuple[float | None, str] | None:
        return (bearing, noun) if bearing is not None or noun in lex.cues["part_alone"] else None

    # Behind: "X countryside", "X's northern countryside".
    at, bearing = mention.last + 1, None
    if at < len(words) and words[at].start <= words[mention.last].end + 3:
        if words[mention.last].possessive and (bearing := _direction(words[at], lex)) is not None:
            at += 1
        if at < len(words) and words[at].lower in parts:
            if bearing is None and mention.first and not words[mention.last].possessive:
                bearing = _direction(words[mention.first - 1], lex)
            return told(bearing, words[at].lower)
    # Before: "rural X", "the northern countryside of X", "the southern entrance to the city of X".
    at = mention.first - 1
    if at >= 0 and words[at].lower == "rural":
        return None, "countryside"
    while at >= 0 and (words[at].lower == "the" or (words[at].lower in kinds and words[at].lower not in parts)):
        at -= 1
    if at > 0 and words[at].lower == "of" and words[at - 1].lower in kinds and words[at - 1].lower not in parts:
        at -= 2
        while at >= 0 and words[at].lower == "the":
            at -= 1
    if at < 1 or words[at].lower not in ("of", "to", "in"):
        return None
    if (
        words[at - 1].lower in lex.cues["bearing"]
        and at >= 3
        and [w.lower for w in words[at - 3 : at - 1]] in (["in", "the"], ["into", "the"])
    ):
        return _direction(words[at - 1], lex), "part"
    if words[at - 1].lower not in parts:
        return None
    return told(_direction(words[at - 2], lex) if at >= 2 else None, words[at - 1].lower)


def _measured(lat: float, lon: float, km: float | None, bearing: float | None) -> Circle:
    """Draw the circle of "KM to the BEARING of a point"; without a bearing it is the ring's disc, without km what is near."""
    if km is None:
        return Circle(lat, lon, NEAR_KM, NEAR)
    if bearing is None:
        return Circle(lat, lon, km, _precision(km))
    at = moved(lat, lon, km, bearing)
    return Circle(*at, max(2.0, SPREAD * km), _precision(SPREAD * km))


def _precision(radius: float) -> int:
    return NEAR if radius <= NEAR_KM else WIDE


def circle_of(mention: Mention) -> Circle | None:
    """Return where a resolved mention says the happening was, or ``None`` where the words give no point.

    A name that no gazetteer has gets the point that the words give it: "the hamlet of X, 12 km east of Y".
    """
    if mention.border:
        return None
    entry = mention.entry
    if entry is None:
        return _anchored(mention)
    lat, lon, precision = entry.lat, entry.lon, entry.precision
    other = mention.far.entry if mention.far is not None else None
    if other is not None and entry.feature in _POINTS and other.feature in _POINTS:
        long = distance_km(lat, lon, other.lat, other.lon)
        if 0 < long <= LONGEST_LINE_KM:
            return Circle(round((lat + other.lat) / 2, 5), round((lon + other.lon) / 2, 5), max(long / 2, 2.0), _precision(long / 2))
    if mention.offset is not None and entry.feature in _POINTS:
        return _measured(lat, lon, *mention.offset)
    if mention.part is not None and precision <= PRECISION["district"]:
        shift, radius = map(float, lexicon().cues["part"][mention.part[1]].split())
        if mention.part[0] is None:
            return Circle(lat, lon, shift + radius, _precision(shift + radius))
        return Circle(*moved(lat, lon, shift, mention.part[0]), radius, _precision(radius))
    if mention.near and precision <= PRECISION["district"]:
        return Circle(lat, lon, NEAR_KM, NEAR)
    return Circle(lat, lon, max(entry.accuracy, ROUGH_KM if precision == NEAR else 1.0), precision)


def _anchored(mention: Mention) -> Circle | None:
    """Draw the circle of an unknown place by the known one that locates it, where distance and bearing are both said."""
    if mention.anchor is None:
        return None
    by, km, bearing = mention.anchor
    if by.entry is None or by.entry.feature not in _POINTS or km is None or bearing is None:
        return None
    return _measured(by.entry.lat, by.entry.lon, km, bearing)


def hold_by_anchor(mention: Mention) -> None:
    """Name what an open place lies by, if the words put it near a known one."""
    if mention.entry is None and mention.within is None and mention.holder is None and mention.anchor is not None:
        by, km, _ = mention.anchor
        if (km is None or km <= NEAR_KM) and (by.entry is not None or not by.anaphor):
            mention.within = by.entry.name if by.entry is not None else by.name

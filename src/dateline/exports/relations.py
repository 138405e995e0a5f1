"""The ledger as relations: which tables there are, what their fields hold, which field leads to which table.

Every layout with tables of its own (DuckDB, Frictionless) is written from these definitions and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `type` is ``text integer number boolean date``; `required` means that it is never null."""

    name: str
    type: str
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A table. `key` are the fields that tell its rows apart; `leads` gives for a field the relation whose key it holds."""

    name: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    leads: Mapping[str, str]


def _relation(name: str, about: str, key: str, fields: str, leads: Mapping[str, str] | None = None) -> Relation:
    """Read a relation from lines ``name type[!] meaning``; an exclamation mark means required."""
    read = []
    for line in fields.strip().splitlines():
        called, kind, meaning = line.strip().split(None, 2)
        read.append(Field(called, kind.rstrip("!"), meaning, kind.endswith("!")))
    return Relation(name, about, tuple(read), tuple(key.split()), MappingProxyType(dict(leads or {})))


_OF_INCIDENT = {"incident_id": "incidents"}
_OF_CLAIM = {"claim_id": "claims"}

INCIDENTS = _relation("incidents", "Claims judged to be about one happening.", "incident_id", """
    incident_id text! id of the incident
    number integer! place among the ledger's incidents, from 1
    title text! what, where and when in words
    event_type text! event type
    event_subtype text narrower event type
    stage text! accomplished, attempted, threatened or possible
    status text! proposed by a program; confirmed or rejected by a person
    grade text! single, reported, corroborated, contested or contradicted
    earliest date first day it may have been; null where open or unknown
    latest date last day it may have been; null where open or unknown
    date_precision text! minute, part_of_day, day, week, month, season, year, decade or unknown
    date_basis text rule and words that gave the days
    place text the place that stands for it
    place_role text at, near, from, to or via
    lat number WGS 84 degrees, rounded to 5 decimals
    lon number WGS 84 degrees, rounded to 5 decimals
    precision integer! UCDP GED where_prec: 1 exact place to 6 country, 7 unknown
    radius_km number how far off the happening may be, where that is told
    admin1 text first-order division
    country text ISO 3166-1 alpha-2
    voice_count integer! independent sources
    claim_count integer! claims
""")  # fmt: skip
TOLLS = _relation("tolls", "Low, best and high of one measure of an incident. Never add displacement over incidents.",
    "incident_id toll", """
    incident_id text! id of the incident
    toll integer! number of the toll in its incident, from 0
    measure text! what is counted
    unit text! what one of them is: person, family, household, event, building
    flow text of displacement: flow (movements in a period) or stock (people at a point in time)
    low integer! least number stated
    best integer! best number
    high integer largest number stated; null where nobody bounds it
""", _OF_INCIDENT)  # fmt: skip
SHARES = _relation("shares", "A toll parted by its victims, as UCDP GED parts deaths.", "incident_id toll victims", """
    incident_id text! id of the incident
    toll integer! number of the toll
    victims text! side_a, side_b, civilian or unknown
    actors text registry ids of the side's forces, parted by spaces
    low integer! least number
    best integer! best number
    high integer largest number; null where nobody bounds it
""", _OF_INCIDENT)  # fmt: skip
BOUNDS = _relation("bounds", "Why a bound of a toll is what it is.", "incident_id toll term", """
    incident_id text! id of the incident
    toll integer! number of the toll
    term integer! number of the term in the toll's trace, from 0
    bound text! low, best, high, or out for a figure in no bound
    value integer this term's number
    rule text! rule that chose it
    claim_id text! claim behind it
    figure integer! number of the figure in that claim, from 0
""", {**_OF_INCIDENT, **_OF_CLAIM})  # fmt: skip
PLACES = _relation("places", "Places of incidents.", "incident_id place", """
    incident_id text! id of the incident
    place integer! number of the place in its incident, from 0
    role text! at, near, from, to or via
    name text! the gazetteer's name; the words where unresolved
    text text! as printed
    geoname_id integer GeoNames id
    lat number WGS 84 degrees, rounded to 5 decimals
    lon number WGS 84 degrees, rounded to 5 decimals
    precision integer! UCDP GED where_prec
    radius_km number how far off the happening may be
    admin1 text first-order division
    country text ISO 3166-1 alpha-2
    within text the place that contains it
    score number! how sure the resolving is, 0 to 1
""", _OF_INCIDENT)  # fmt: skip
ACTORS = _relation("actors", "Who took part in an incident.", "incident_id actor", """
    incident_id text! id of the incident
    actor integer! number of the actor in its incident, from 0
    role text! perpetrator, target, victim, side or helper
    actor_id text id in Dateline's registry
    name text! the registry's name, or the fullest words for it
    kind text! such as armed_group, state_forces, police
""", _OF_INCIDENT)  # fmt: skip
MEANS = _relation("means", "Weapons and methods of an incident.", "incident_id kind", """
    incident_id text! id of the incident
    kind text! weapon or method, as coded
    mentions integer! how often it is told
""", _OF_INCIDENT)  # fmt: skip
VOICES = _relation("voices", "Independent sources behind an incident.", "incident_id voice", """
    incident_id text! id of the incident
    voice integer! number of the voice in its incident, from 0
    name text! who speaks
    kind text! official, belligerent, medic, witness, resident, un, ngo, media, anonymous or other
    party boolean! whether it is a side of the conflict
    claims integer! claims it speaks in
""", _OF_INCIDENT)  # fmt: skip
CONTRADICTIONS = _relation("contradictions", "Claims that cannot all be true, one row for each side.", "incident_id contradiction side", """
    incident_id text! id of the incident
    contradiction integer! number of the contradiction in its incident, from 0
    side integer! number of the side, from 0
    kind text! number, attackers, place, day, perpetrator or happened
    summary text! what stands against what
    claim_id text! claim of this side
    quote text! its words
""", {**_OF_INCIDENT, **_OF_CLAIM})  # fmt: skip
INCIDENT_CLAIMS = _relation("incident_claims", "Which claim is part of which incident; a claim may be part of several.",
    "incident_id claim_id", """
    incident_id text! id of the incident
    claim_id text! id of the claim
""", {**_OF_INCIDENT, **_OF_CLAIM})  # fmt: skip
CLAIMS = _relation("claims", "One assertion of one article, with who makes it and the characters it rests on.", "claim_id", """
    claim_id text! id of the claim
    article_id text! article it stands in
    event_type text! event type
    event_subtype text narrower event type
    status text! asserted, attributed, claimed, denied, possible, planned, attempted or hypothetical
    background boolean! told as background, not as news
    confidence number! 0 to 1
    domain text! conflict, or other for accidents, disasters, crime
    evidence text! the sentence
    evidence_start integer! its first character in the article's clean text, in Unicode code points from 0
    evidence_end integer! one past its last character
    speaker text who says it; null: the report's own voice
    speaker_role text office or title
    organisation text the speaker's organisation
    source_kind text official, belligerent, medic, witness, resident, un, ngo, media, anonymous or other
    via text outlet or agency spoken to or through
    relies_on text what the speaker cites
    mode text quoted or reported
    party boolean whether the speaker is a party to the conflict
    earliest date first day
    latest date last day
    date_precision text! precision of the days
    date_basis text rule and words that gave the days
    rules text! every rule that had a part, parted by spaces
""", {"article_id": "articles"})  # fmt: skip
FIGURES = _relation("figures", "Numbers that a claim states.", "claim_id figure", """
    claim_id text! id of the claim
    figure integer! number of the figure in its claim, from 0
    measure text! what is counted
    low integer! least number the words allow
    high integer largest; null where the words leave it open
    quantifier text! exact, at_least, more_than, about, up_to, fewer_than, range or vague
    unit text! what one of them is
    who text noun as printed
    victim_kind text! civilian, combatant, mixed or unknown
    scope text! incident, period, war, background, rate or total
    flow text of displacement: flow or stock
    since date day a running total starts from
    quote text! number with its hedge
    quote_start integer! its first character in the article's clean text
    quote_end integer! one past its last character
""", _OF_CLAIM)  # fmt: skip
ARTICLES = _relation("articles", "Reports, without their text.", "article_id", """
    article_id text! id of the article
    title text headline
    publisher text site or paper
    agencies text agencies that the report credits, parted by semicolons
    published text when it was published by the page's own clock, ISO 8601, no time zone applied
    published_precision text minute or day
    published_basis text what says so
    updated text when it was last changed
    url text where it stands on the web
    language text ISO 639-1
    characters integer! length of the clean text that offsets count in
""")  # fmt: skip
JUDGEMENTS = _relation("judgements", "Human decisions, one row for each record decided on.", "judgement_id subject", """
    judgement_id text! id of the decision
    subject text! id of the claim or incident decided on
    reviewer text! who decided
    time text! when, ISO 8601
    verdict text! accept, reject, must-link, cannot-link, merge, split or edit
    field text of an edit, the field
    value text of an edit, the value
    reason text why
""")  # fmt: skip

#: All relations, in an order in which every key exists before it is led to.
RELATIONS = (
    INCIDENTS, ARTICLES, CLAIMS, INCIDENT_CLAIMS, FIGURES, TOLLS, SHARES, BOUNDS, PLACES, ACTORS, MEANS, VOICES, CONTRADICTIONS,
    JUDGEMENTS,
)  # fmt: skip

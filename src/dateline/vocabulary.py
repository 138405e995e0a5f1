"""The closed vocabularies of the records: every value a field may take, spelled as the JSON form spells it."""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    """What part of a page a block is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    LIST_ITEM = "list_item"


class Status(StrEnum):
    """How a claim stands to the facts, in its own words (FactBank's distinction of source and certainty)."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    CLAIMED = "claimed"
    DENIED = "denied"
    POSSIBLE = "possible"
    PLANNED = "planned"
    ATTEMPTED = "attempted"
    HYPOTHETICAL = "hypothetical"


class Measure(StrEnum):
    """What a figure counts. The first group counts harm to people; the second counts no victims."""

    KILLED = "killed"
    INJURED = "injured"
    DISPLACED = "displaced"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    CAPTURED = "captured"
    MISSING = "missing"
    EVACUATED = "evacuated"
    RETURNED = "returned"
    TRAPPED = "trapped"
    HUMAN_SHIELDS = "human_shields"
    RECRUITED = "recruited"
    ATTACKS = "attacks"
    ATTACKERS = "attackers"
    STRENGTH = "strength"
    POPULATION = "population"
    HOUSING_DESTROYED = "housing_destroyed"
    HOUSING_DAMAGED = "housing_damaged"


#: Measures that count people harmed; the rest are kept out of every toll.
VICTIM_MEASURES = frozenset(
    {
        Measure.KILLED, Measure.INJURED, Measure.DISPLACED, Measure.ABDUCTED, Measure.DETAINED, Measure.CAPTURED,
        Measure.MISSING, Measure.EVACUATED, Measure.RETURNED, Measure.TRAPPED, Measure.HUMAN_SHIELDS, Measure.RECRUITED,
    }
)  # fmt: skip


class Quantifier(StrEnum):
    """How a number is hedged."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    FEWER_THAN = "fewer_than"
    RANGE = "range"
    VAGUE = "vague"


class Unit(StrEnum):
    """What one unit of a figure is."""

    PERSON = "person"
    FAMILY = "family"
    HOUSEHOLD = "household"
    EVENT = "event"
    BUILDING = "building"


class VictimKind(StrEnum):
    """Whom a figure counts."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """Which stretch of the conflict a figure covers. A rate ("20 a day") and the total of a list are in no toll."""

    INCIDENT = "incident"
    PERIOD = "period"
    WAR = "war"
    BACKGROUND = "background"
    RATE = "rate"
    TOTAL = "total"


class Flow(StrEnum):
    """Whether a displacement figure counts movements in a period or people at a point in time."""

    FLOW = "flow"
    STOCK = "stock"


class SourceKind(StrEnum):
    """What kind of speaker stands behind a claim."""

    OFFICIAL = "official"
    BELLIGERENT = "belligerent"
    MEDIC = "medic"
    WITNESS = "witness"
    RESIDENT = "resident"
    UN = "un"
    NGO = "ngo"
    MEDIA = "media"
    ANONYMOUS = "anonymous"
    OTHER = "other"


class Mode(StrEnum):
    """Whether the source's words are quoted or reported."""

    QUOTED = "quoted"
    REPORTED = "reported"


class Role(StrEnum):
    """What an actor does in an event."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    VICTIM = "victim"
    SIDE = "side"
    HELPER = "helper"


class PlaceRole(StrEnum):
    """How a place takes part in an event."""

    AT = "at"
    FROM = "from"
    TO = "to"
    VIA = "via"
    NEAR = "near"

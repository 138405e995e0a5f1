"""The records that cross from one stage to the next: frozen, slotted, every field typed.

Unknown is ``None``, never an empty string and never a sentence. A `Span` counts Unicode code points, half open,
and ``article.text[span.start:span.end] == span.quote`` holds for every span of every record.
"""

from __future__ import annotations

from dateline.records.articles import Article, Block, Dateline, Descent, Lineage, Published, RawDocument, Span, Supplied
from dateline.records.claims import (
    ActorMention,
    Attribution,
    Claim,
    Figure,
    FoundActor,
    FoundPlace,
    Means,
    PlaceCandidate,
    Statement,
    TimeExpression,
    When,
    Where,
)
from dateline.records.incidents import Bound, Contradiction, Damage, Incident, IncidentMeans, Judgement, Mention, Participant, Toll, Voice
from dateline.vocabulary import (
    VICTIM_MEASURES,
    BlockKind,
    Flow,
    Measure,
    Mode,
    PlaceRole,
    Quantifier,
    Role,
    Scope,
    SourceKind,
    Status,
    Unit,
    VictimKind,
)

SCHEMA = "dateline/1"

__all__ = [
    "SCHEMA",
    "VICTIM_MEASURES",
    "ActorMention",
    "Article",
    "Attribution",
    "Block",
    "BlockKind",
    "Bound",
    "Claim",
    "Contradiction",
    "Damage",
    "Dateline",
    "Descent",
    "Figure",
    "Flow",
    "FoundActor",
    "FoundPlace",
    "Incident",
    "IncidentMeans",
    "Judgement",
    "Lineage",
    "Means",
    "Measure",
    "Mention",
    "Mode",
    "Participant",
    "PlaceCandidate",
    "PlaceRole",
    "Published",
    "Quantifier",
    "RawDocument",
    "Role",
    "Scope",
    "SourceKind",
    "Span",
    "Statement",
    "Status",
    "Supplied",
    "TimeExpression",
    "Toll",
    "Unit",
    "VictimKind",
    "Voice",
    "When",
    "Where",
]

"""Records as JSON and back, in the form that docs/schema/dateline-1.json describes."""

from dateline.serial.articles import article_from_json, article_to_json
from dateline.serial.claims import claim_from_json, claim_to_json
from dateline.serial.fields import Json, MalformedRecord
from dateline.serial.incidents import incident_from_json, incident_to_json, judgement_from_json, judgement_to_json
from dateline.serial.lines import Reading, dumps, incident_line, judgement_line, loads, reading_from_json, reading_to_json
from dateline.serial.movements import displacement_from_json, displacement_line, displacement_to_json
from dateline.serial.summaries import summary_from_text, summary_to_text

__all__ = [
    "Json",
    "MalformedRecord",
    "Reading",
    "article_from_json",
    "article_to_json",
    "claim_from_json",
    "claim_to_json",
    "displacement_from_json",
    "displacement_line",
    "displacement_to_json",
    "dumps",
    "incident_from_json",
    "incident_line",
    "incident_to_json",
    "judgement_from_json",
    "judgement_line",
    "judgement_to_json",
    "loads",
    "reading_from_json",
    "reading_to_json",
    "summary_from_text",
    "summary_to_text",
]

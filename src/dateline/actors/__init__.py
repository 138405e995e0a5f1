"""Who acts: a registry of armed actors, authorities and organisations, and the nouns by which news names them."""

from dateline.actors.mentions import actors_in
from dateline.actors.offices import is_title, speaker_kind
from dateline.actors.people import is_person_noun, unit_of, victim_kind
from dateline.actors.registry import FIGHTING, KINDS, Actor, load_registry

__all__ = [
    "FIGHTING",
    "KINDS",
    "Actor",
    "actors_in",
    "is_person_noun",
    "is_title",
    "load_registry",
    "speaker_kind",
    "unit_of",
    "victim_kind",
]

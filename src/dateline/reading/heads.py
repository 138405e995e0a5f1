"""What the reader tells: its heads, their labels and where each stands among the outputs.

One encoder gives every word a vector; each head is a linear layer on it. A *span head* tags words ``O B I``; a *class
head* sorts the spans of one span head by the vector of their first word. Weights are shipped with this inventory and are
refused where it differs (`dateline.reading.model`).
"""

from __future__ import annotations

from typing import Final

from dateline.vocabulary import Status, VictimKind

__all__ = ["CLASSES", "OUTPUTS", "SPANS", "WINDOW", "WINDOW_WIDTH", "class_slice", "span_index", "window_slice"]

#: Span heads in the order of their outputs. ``inner`` is content inside content ("Keita said his brother had told him ...").
SPANS: Final = (
    "source", "cue", "content", "inner", "trigger", "perpetrator", "target", "victim", "instrument", "figure", "time",
    "place", "private",
)  # fmt: skip

_TYPES: Final = (
    "battle", "battle/armed_clash", "battle/offensive", "battle/clearing", "battle/territory_taken", "battle/siege", "battle/air_support",
    "battle/losses", "explosion", "explosion/suicide_bombing", "explosion/vehicle_bombing", "explosion/bombing", "explosion/shelling",
    "explosion/air_strike", "explosion/drone_strike", "explosion/mine", "explosion/chemical_attack", "explosion/grenade", "attack",
    "attack/armed_attack", "attack/shooting", "attack/assassination", "attack/execution", "attack/massacre", "attack/torture",
    "attack/sexual_violence", "attack/killing", "abduction", "abduction/kidnapping", "abduction/hostage_taking",
    "abduction/forced_transfer", "abduction/forced_march", "abduction/enforced_disappearance", "coercion", "coercion/human_shields",
    "coercion/child_recruitment", "coercion/forced_recruitment", "detention", "detention/arrest", "detention/capture",
    "detention/surrender", "displacement", "displacement/flight", "displacement/evacuation", "displacement/return",
    "displacement/displaced", "displacement/arrival", "displacement/trapped", "unrest", "unrest/protest", "unrest/riot",
    "unrest/crackdown", "destruction", "destruction/looting", "destruction/property_destruction", "destruction/attack_on_facility",
    "bodies", "bodies/bodies_found", "bodies/mass_grave", "casualties", "casualties/toll", "strategic", "strategic/ceasefire",
    "strategic/agreement", "strategic/release", "strategic/withdrawal", "vow",
)  # fmt: skip

#: What the reader was taught to tell apart. Measures and scopes that rules alone give (housing, rates, totals of lists) are not
#: among them: the inventory is that of the weights.
_MEASURES: Final = (
    "killed", "injured", "displaced", "abducted", "detained", "captured", "missing", "evacuated", "returned", "trapped",
    "human_shields", "recruited", "attacks", "attackers", "strength", "population", "other",
)  # fmt: skip
_SCOPES: Final = ("incident", "period", "war", "background")

#: Where a span's partner stands: a cue's source, a content's cue, a role's trigger.
_SIDES: Final = ("none", "before", "after")

#: Class heads: the span head they sort, and their labels in order. Event types are those of ``claims/data/event_types.tsv``.
CLASSES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "type": ("trigger", _TYPES),
    "status": ("trigger", tuple(Status)),
    "background": ("trigger", ("news", "background")),
    "measure": ("figure", _MEASURES),
    "victim_kind": ("figure", tuple(VictimKind)),
    "scope": ("figure", _SCOPES),
    "place_role": ("place", ("at", "from", "to", "via", "near", "speaker", "dateline", "org", "other")),
    "source_side": ("cue", _SIDES),
    "cue_side": ("content", _SIDES),
    "perpetrator_side": ("perpetrator", _SIDES),
    "target_side": ("target", _SIDES),
    "victim_side": ("victim", _SIDES),
    "instrument_side": ("instrument", _SIDES),
    "figure_side": ("figure", _SIDES),
}

#: What a window is about as a whole, read off its first piece: armed conflict and unrest or anything else; and ACLED's sub-event types
#: (Codebook, 2023) with five kinds that are not ACLED's, as Haneczok et al. (CASE 2021, task 2) have them.
WINDOW: Final[dict[str, tuple[str, ...]]] = {
    "report": ("conflict", "other"),
    "sub_event": (
        "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Air/drone strike", "Suicide bomb",
        "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Chemical weapon", "Attack", "Sexual violence",
        "Abduction/forced disappearance", "Peaceful protest", "Protest with intervention", "Excessive force against protesters",
        "Violent demonstration", "Mob violence", "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other",
        "Organised crime", "Natural disaster", "Man-made disaster", "Diplomatic event", "Attribution of responsibility",
    ),
}  # fmt: skip
WINDOW_WIDTH: Final = sum(len(labels) for labels in WINDOW.values())

#: Width of the output layer: three for each span head, then the class heads one after the other, then those of `WINDOW`.
OUTPUTS: Final = 3 * len(SPANS) + sum(len(labels) for _, labels in CLASSES.values()) + WINDOW_WIDTH


def span_index(head: str) -> int:
    """Return where a span head's three outputs begin."""
    return 3 * SPANS.index(head)


def class_slice(head: str) -> slice:
    """Return the outputs of a class head."""
    start = 3 * len(SPANS)
    for name, (_, labels) in CLASSES.items():
        if name == head:
            return slice(start, start + len(labels))
        start += len(labels)
    raise KeyError(head)


def window_slice(head: str) -> slice:
    """Return where a window head stands among the last `WINDOW_WIDTH` outputs."""
    start = 0
    for name, labels in WINDOW.items():
        if name == head:
            return slice(start, start + len(labels))
        start += len(labels)
    raise KeyError(head)

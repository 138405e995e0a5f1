"""Weigh the places that a report offers an event against the one that the rules of binding chose.

The rules (`binding`, `frames`, `lending`) choose a place. A linear model then weighs their choice against the places of the sentences
around: how far each stands, in which clause, behind which preposition, what was told there, what the reader takes it for. The rules'
choice is a feature among the others, so that it stands unless much speaks for another. The weights are in
``data/place_weights.tsv``, one a row, fitted by ``training/binding.py`` to the labelled reports of ``corpus``; a negative one speaks
against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.claims.binding import TOWN, WIDE, of_speaker, premodifier
from dateline.claims.clauses import clause_distance, shut_off
from dateline.claims.context import Context, Scene
from dateline.claims.drafts import Draft
from dateline.claims.frames import Frames, family
from dateline.claims.lexicon import table
from dateline.records import BlockKind, FoundPlace, Span, Statement, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["PlaceOption", "Ranker", "place_options", "settle_places", "weights"]

#: How many sentences back a place may stand.
REACH = 6
#: How much more than the rules' choice another must weigh (log odds; chosen on the dev theatres of our corpus).
MARGIN = 0.5
#: From this probability on the reader's word on what a place name does counts.
ROLE_SURE = 0.6
#: Types that borrow no place.
_PLACELESS = frozenset({"population", "vow"})
_EVENT_ROLES = frozenset({"at", "near", "from", "to", "via"})

#: Bounds of buckets of counts: the label is that of the first bound that the count does not exceed.
_GAPS, _WORDS, _BLOCKS = (0, 1, 2, 3, 6), (3, 6, 12, 24), (0, 1, 2)
#: Clause borders, and other names between, are told apart up to this many.
_MOST = 4
#: Words at the head of a sentence in which a place sets the scene ("In Brega, ...").
_FRONT = 4


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place that an event may have; `where` is ``None`` for none. `features` name what speaks for and against it."""

    where: Where | None
    features: frozenset[str]


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature (log odds).

    Raises:
        ReferenceDataError: if the table is missing.
    """
    return {row["feature"]: float(row["weight"]) for row in table("place_weights.tsv")}


class Ranker:
    """Choose among options by their weights; the first is the rules' choice."""

    def choose(self, scene: Scene, draft: Draft, options: Sequence[PlaceOption]) -> int:
        """Return the position of the option to take for a draft: the first unless another weighs more by `MARGIN`."""
        weighed = weights()
        scores = [sum(weighed.get(name, 0.0) for name in sorted(option.features)) for option in options]
        best = max(range(len(scores)), key=lambda at: (scores[at], -at))
        return best if scores[best] > scores[0] + MARGIN else 0


def settle_places(
    context: Context, frames: Frames, scene: Scene, draft: Draft, statement: Statement | None, chosen: tuple[Where, ...], rule: str | None
) -> tuple[tuple[Where, ...], str | None]:
    """Return the places of an event and the rule: the rules' choice, or another that weighs more (``place-outweighs-RULE``).

    What the event's own sentence states gives way to its own sentence alone, and only where the reader takes the name for something
    else than the place of an event ("Khujand regional hospital"). Args as in `place_options`.
    """
    options = place_options(context, frames, scene, draft, statement, chosen, rule)
    if not options or (not chosen and draft.type in _PLACELESS):
        return chosen, rule
    taken = options[(context.ranker or Ranker()).choose(scene, draft, options)].where
    if taken is None or any(taken.name == place.name for place in chosen):
        return chosen, rule
    if chosen and _within(scene, chosen[0].span) and _read_role(scene, chosen[0]) != "other":
        return chosen, rule
    return (taken,), f"place-outweighs-{_group(rule)}"


def place_options(
    context: Context, frames: Frames, scene: Scene, draft: Draft, statement: Statement | None, chosen: tuple[Where, ...], rule: str | None
) -> list[PlaceOption]:
    """Return the places around an event with what speaks for each, the rules' choice first.

    Args:
        context: the report.
        frames: what was told before.
        scene: the event's sentence.
        draft: the event.
        statement: the statement that it is told in.
        chosen: the rules' choice.
        rule: the rule that gave it.
    """
    given = _group(rule)
    options = [PlaceOption(None, frozenset({"none", f"none&rule={given}"}))] if not chosen else []
    seen: list[str] = []
    wanted = family(draft.type)
    told = {f.scene for f in frames.frames if family(f.type) == wanted and not f.background}
    of_family = [(f.scene, p.name) for f in frames.frames if family(f.type) == wanted and not f.background for p in f.places]
    last_told = max((at for at, _ in of_family), default=None)
    own = any(p.use == "literal" for p in scene.places)
    for other in _around(context, scene, chosen[0].span if chosen else None):
        for place in _nearest_first(scene, other, draft):
            where, gap = place.where, scene.index - other.index
            at = other.at(where.span.start)
            features = {
                f"use={place.use}",
                f"role={where.role.value}&{'back' if gap else 'own'}",
                f"size={_size(where)}",
                f"before={_word_before(other, at)}",
                f"recency={min(len([n for n in seen if n != where.name]), _MOST)}",
                *_distance(context, scene, other),
            }
            if where.name not in seen and place.use == "literal":
                seen.append(where.name)
            if premodifier(other, at):
                features.add("premodifier")
            if (read := _read_role(other, where)) is not None:
                features.add(f"read-as={read}")
            if chosen and where.span == chosen[0].span:
                features |= {"chosen", f"chosen={given}"}
            elif any(where.name == c.name for c in chosen):
                features |= {"chosen-name", f"chosen-name={given}"}
            if other.index in told:
                features |= {"family-told-there", f"family-told-there&gap={_bucket(gap, _GAPS)}"}
            if any(name == where.name for _, name in of_family):
                features.add("place-of-family")
            if last_told is not None and (last_told, where.name) in of_family:
                features.add("place-of-last-of-family")
            if gap:
                features.add(f"back&own-place={own}")
                features.add(f"back&size={_size(where)}")
            else:
                features |= _in_sentence(scene, draft, statement, place, at)
            options.append(PlaceOption(where, frozenset(features)))
    first = next((at for at, o in enumerate(options) if "chosen" in o.features or o.where is None), None)
    if first is None and chosen:
        options.insert(0, PlaceOption(chosen[0], frozenset({"chosen", f"chosen={given}", "chosen-from-afar"})))
    elif first:
        options.insert(0, options.pop(first))
    return options


def _in_sentence(scene: Scene, draft: Draft, statement: Statement | None, place: FoundPlace, at: int) -> set[str]:
    trigger, token = scene.tokens[draft.trigger], scene.tokens[at]
    features = _clauses(trigger, token)
    features.add(f"words={_bucket(abs(at - draft.position), _WORDS)}&{'before' if at < draft.position else 'after'}")
    features.add(f"clauses={min(clause_distance(trigger, token), _MOST)}&role={place.where.role.value}")
    if of_speaker(scene, place, statement):
        features.add("of-speaker")
    if at < _FRONT:
        features.add("fronted")
    noun = draft.harm.victim if draft.harm is not None else None
    if noun is not None and scene.tokens[noun] in token.ancestors:
        features.add("of-the-victims")
    return features


def _around(context: Context, scene: Scene, chosen: Span | None) -> list[Scene]:
    """Return the event's sentence and those before it that may lend, nearest first; what it states itself no other outweighs."""
    if chosen is not None and _within(scene, chosen):
        return [scene]
    back = context.scenes[max(0, scene.index - REACH) : scene.index + 1][::-1]
    return [s for s in back if s.sentence.kind is not BlockKind.CAPTION or s is scene]


def _nearest_first(scene: Scene, other: Scene, draft: Draft) -> list[FoundPlace]:
    if other is not scene:
        return list(reversed(other.places))
    return sorted(other.places, key=lambda p: abs(scene.at(p.where.span.start) - draft.position))


def _distance(context: Context, scene: Scene, other: Scene) -> set[str]:
    gap = scene.index - other.index
    blocks = scene.sentence.block - other.sentence.block
    features = {f"gap={_bucket(gap, _GAPS)}", f"blocks={_bucket(blocks, _BLOCKS)}"}
    if other.sentence.kind is not BlockKind.PARAGRAPH and gap:
        features.add(f"in-{other.sentence.kind.value}")
    kinds = {context.article.blocks[at].kind for at in range(other.sentence.block + 1, scene.sentence.block + 1)}
    if BlockKind.HEADING in kinds:
        features.add("heading-between")
    return features


def _clauses(trigger: Token, token: Token) -> set[str]:
    features = {f"clauses={min(clause_distance(trigger, token), _MOST)}"}
    if shut_off(trigger, token):
        features.add("shut-off")
    if trigger in token.ancestors:
        features.add("under-trigger")
    if token in trigger.ancestors:
        features.add("over-trigger")
    return features


def _word_before(scene: Scene, at: int) -> str:
    for token in reversed(scene.tokens[max(0, at - 3) : at]):
        if token.pos_ in ("ADP", "SCONJ"):
            return token.lower_
        if token.pos_ in ("VERB", "AUX", "PUNCT"):
            break
    return "-"


def _size(where: Where) -> str:
    return "town" if where.precision <= TOWN else "province" if where.precision < WIDE else "country"


def _bucket(value: int, bounds: Iterable[int]) -> str:
    for bound in bounds:
        if value <= bound:
            return str(bound)
    return "more"


def _group(rule: str | None) -> str:
    """Return a rule's name without the distance in it."""
    if rule is None:
        return "none"
    return "-".join(part for part in rule.split(":")[0].split("-") if not part.isdigit())


def _read_role(scene: Scene, where: Where) -> str | None:
    """Return whether the reader takes a name for the place of an event, or for something else; ``None`` where it is unsure."""
    if scene.reading is None:
        return None
    span = max(scene.reading.within(where.span.start, where.span.end, "place"), key=lambda s: s.probability, default=None)
    if span is None or span.sureness("place_role") < ROLE_SURE:
        return None
    return "event" if span.label("place_role") in _EVENT_ROLES else "other"


def _within(scene: Scene, span: Span) -> bool:
    return scene.sentence.start <= span.start < scene.sentence.end

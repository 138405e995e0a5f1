"""Bind times and places of the same sentence to an event by clause and word order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.claims.clauses import clause_distance, clause_head, shut_off
from dateline.claims.context import Context, Scene
from dateline.claims.lexicon import word_set
from dateline.records import BlockKind, FoundPlace, PlaceRole, Statement, TimeExpression, When, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Farthest clause (see `clause_distance`) whose time or place still counts as stated for an event.
REACH = 3
#: Cost of a border between clauses, in words: a time in the event's own clause wins over a nearer one in another.
BORDER = 12
#: UCDP GED's precision for places no wider than a town and its surroundings.
TOWN = 3
#: UCDP GED's precision from which a place is a country or wider.
WIDE = 6
#: How many sentences back the last town named still is where the report goes on.
NAMED_SENTENCES = 4
#: Longest label at the head of a sentence, in tokens; what closes it.
_LABEL = 12
_LABEL_ENDS = frozenset({":", "-", "–", "—", "--"})
_EVENT_ROLES = frozenset({"point", "since", "within", "until", "before"})
_USES = frozenset({"literal"})


def bind_time(
    scene: Scene, trigger: Token, position: int, statement: Statement | None, rivals: Sequence[int] = (), parts: Sequence[int] = ()
) -> tuple[When, str, str] | None:
    """Choose the time expression stated for an event.

    Args:
        scene: the event's sentence.
        trigger: the word that names the event.
        position: where the event's figure (or trigger) stands in the sentence.
        statement: the statement the event is told in; a time outside its content is the day of saying, not of happening.
        rivals: positions of the sentence's other figures: "15 on Tuesday and three on Wednesday" pairs them in order.
        parts: positions of figures that are a part of this one.

    Returns:
        The interval, the role of the expression, and the rule; ``None`` where the sentence states none.
    """
    best: tuple[float, TimeExpression, str] | None = None
    label = label_end(scene)
    for time in scene.times:
        if time.when is None or time.role not in _EVENT_ROLES or (time.type == "DURATION" and time.role == "point"):
            continue
        at = scene.at(time.span.start)
        token = scene.tokens[at]
        if at < label:
            # Whatever the parser hangs it on; a day in the event's own clause says more.
            cost = BORDER + abs(at - position)
            if best is None or cost < best[0]:
                best = cost, time, "time-in-label"
            continue
        if is_saying_time(scene, token, time, statement, trigger) or _is_others_time(token, trigger):
            continue
        distance = clause_distance(trigger, token)
        if distance > REACH or shut_off(trigger, token) or any(position < part < at for part in parts):
            continue  # "five died, one of them overnight": what follows a part is said of the part
        cost = distance * BORDER + abs(at - position) + _crossed(position, at, rivals) * BORDER
        if at < position and any(rival < at for rival in rivals):
            cost += BORDER // 2  # "15 on Tuesday and three on Wednesday": a day before a figure belongs to the figure before it
        if best is None or cost < best[0]:
            best = cost, time, f"time-in-clause-{distance}" if distance else "time-in-clause"
    if best is None:
        return None
    when = _coordinated(scene, best[1], rivals)
    at = scene.at(best[1].span.start)
    clause = clause_head(scene.tokens[at])
    if (
        best[1].role == "since"
        and when.precision in ("day", "minute", "part_of_day")
        and clause == clause_head(trigger)
        and any(c.dep_ == "mark" and c.lower_ == "since" for c in clause.children)
    ):
        return replace(when, latest=when.earliest), "point", best[2]  # "since a bomb killed nine on October 27"
    before = [t for t in scene.tokens[max(0, at - 2) : at] if t.lower_ == "since" and t.dep_ != "mark"]
    if best[1].role == "point" and before and any(t.tag_ == "NNS" for t in scene.tokens[at : at + 4]):
        return replace(when, latest=None), "since", best[2]  # "since Friday's raids"
    if when.basis.startswith("run-to") and best[2] != "time-in-clause" and when.latest is not None:
        # "shelled the town for a third day running on Sunday as families left": the run is the fight's, the flight is Sunday's
        when = replace(when, earliest=when.latest)
    return when, best[1].role, best[2]


def label_end(scene: Scene) -> int:
    """Return the position of the colon or dash that closes a label at the head of a sentence, 0 where there is none.

    A label holds nothing but places, times and small words: "Balad, October 27: a car bomb ...", "2 Nov - Gunmen ...".
    """
    spans = [time.span for time in scene.times] + [place.where.span for place in scene.places]
    for position, token in enumerate(scene.tokens[:_LABEL]):
        if token.text in _LABEL_ENDS:
            return position if any(scene.at(time.span.start) < position for time in scene.times) else 0
        start, end = scene.start(position), scene.end(position)
        inside = any(span.start < end and start < span.end for span in spans)
        if not (inside or token.is_punct or token.pos_ in ("DET", "ADP", "CCONJ")):
            return 0
    return 0


def _coordinated(scene: Scene, time: TimeExpression, rivals: Sequence[int]) -> When:
    """Join "on Tuesday and Wednesday" into one stretch, unless a figure stands between the days."""
    when = time.when
    assert when is not None
    if time.role != "point" or when.precision not in ("day", "part_of_day"):
        return when
    for other in scene.times:
        if other is time or other.when is None or other.role != "point" or other.when.precision not in ("day", "part_of_day"):
            continue
        first, last = sorted((time, other), key=lambda t: t.span.start)
        low, high = scene.at(first.span.end - 1), scene.at(last.span.start)
        between = {t.lower_ for t in scene.tokens[low + 1 : high]}
        if (
            high - low <= 3
            and "and" in between
            and between <= {"and", ",", "on", "early", "late"}
            and not any(low < r < high for r in rivals)
        ):
            a, b = first.when, last.when
            assert a is not None
            assert b is not None
            if a.earliest and b.latest and a.earliest <= b.latest:
                span = scene.span(first.span.start, last.span.end)
                return When(a.earliest, b.latest, "day", f"{a.basis} and {b.basis}", span)
    return when


def _crossed(position: int, at: int, rivals: Sequence[int]) -> int:
    """Count the other figures that stand between a figure and what might belong to it."""
    low, high = min(position, at), max(position, at)
    return sum(low < rival < high for rival in rivals)


def _is_others_time(token: Token, trigger: Token) -> bool:
    """Tell "the killings on Sunday" from "on Monday they opened an inquiry into the killings"."""
    if trigger.pos_ != "NOUN" or trigger in token.ancestors:
        return False
    verb = clause_head(trigger)
    direct = trigger.dep_ in ("nsubj", "nsubjpass", "ROOT", "dobj", "attr", "conj")
    return not direct and verb.pos_ == "VERB" and verb.lemma_.lower() not in word_set("occurrence") and clause_head(token) == verb


def is_saying_time(scene: Scene, token: Token, time: TimeExpression, statement: Statement | None, trigger: Token) -> bool:
    """Tell "said on Wednesday that 12 died" from "died on Wednesday, he said"."""
    saying = clause_head(token)
    if (
        (saying.lemma_ in word_set("saying") or any(scene.token(cue) == saying for cue in scene.cues))
        and clause_head(trigger) != saying
        and trigger != saying
    ):
        return True  # "a hospital treating the wounded said on Friday ...", whoever the statement is credited to
    if statement is None:
        return False
    if any(c.start <= time.span.start < c.end for c in statement.content):
        # trailing "..., said on Friday" is sometimes swallowed by the content: the parse has the last word
        return False
    cue = statement.cue
    low, high = scene.start(0), scene.end(len(scene.tokens) - 1)
    if not low <= cue.start < high:
        return False
    saying = clause_head(scene.token(cue.start))
    return clause_head(token) == saying and saying != clause_head(trigger)


def bind_places(
    scene: Scene,
    trigger: Token,
    position: int,
    statement: Statement | None,
    rivals: Sequence[int] = (),
    parts: Sequence[int] = (),
    *,
    violent: bool = False,
) -> tuple[tuple[Where, ...], str] | None:
    """Choose the places stated for an event: the nearest by clause, with those coordinated with it.

    Args and result as in `bind_time`; `violent` says that people were killed or hurt, which happens where they are.
    """
    scored: list[tuple[float, int, FoundPlace, int]] = []
    for place in scene.places:
        if place.use not in _USES or of_speaker(scene, place, statement):
            continue
        at = scene.at(place.where.span.start)
        distance = clause_distance(trigger, scene.tokens[at])
        if distance > REACH or shut_off(trigger, scene.tokens[at]) or any(position < part < at for part in parts):
            continue
        cost: float = distance * BORDER + abs(at - position) + _crossed(position, at, rivals) * BORDER
        if at < position and any(rival < at for rival in rivals):
            cost += BORDER / 2
        if premodifier(scene, at):
            cost += BORDER
        if place.where.precision >= WIDE:
            cost += 2 * BORDER  # a town further off says more of where people died than a country or a sea near by
        if place.where.role in (PlaceRole.FROM, PlaceRole.TO) and violent:
            cost += BORDER  # "fire from A killed a man in B": people die where the fire falls
        scored.append((cost, at, place, distance))
    if not scored:
        return None
    best = min(scored, key=lambda item: (item[0], item[1]))
    chosen = [item for item in scored if item is best or _together(scene, best[1], item[1]) or _route(best[2], item[2], best[3], item[3])]
    chosen.sort(key=lambda item: (item is not best, item[1]))
    inner = next((i for i in scored if i[2].where.within == best[2].where.name and i[3] <= best[3] + 1 and i not in chosen), None)
    if inner is not None:
        chosen = [inner]  # the quarter says more than the town that holds it
    rule = f"place-in-clause-{best[3]}" if best[3] else "place-in-clause"
    return tuple(item[2].where for item in chosen), rule


def only_place(scene: Scene, statement: Statement | None) -> tuple[Where, ...]:
    """Return the one place a sentence names, whatever its clause; nothing where it names several."""
    places = [p.where for p in scene.places if p.use in _USES and not of_speaker(scene, p, statement)]
    return (places[0],) if len({p.name for p in places}) == 1 else ()


def last_place(context: Context, index: int) -> Where | None:
    """Return the last town named in the sentences before, for a report that goes on about it without naming it again."""
    for scene in reversed(context.scenes[max(0, index - NAMED_SENTENCES) : index]):
        if scene.sentence.kind is not BlockKind.PARAGRAPH:
            return None
        for place in reversed(scene.places):
            if place.use in _USES and place.where.precision <= TOWN and place.where.role is not PlaceRole.TO:
                return place.where
    return None


def every_place(scene: Scene, statement: Statement | None) -> tuple[Where, ...]:
    """Return all places of a sentence, for a count that its parts share out ("two bombers, one in A, another in B")."""
    found = [p.where for p in scene.places if p.use in _USES and not of_speaker(scene, p, statement)]
    if any(p.precision <= TOWN for p in found):
        found = [p for p in found if p.precision <= TOWN]
    named = tuple({p.name: p for p in reversed(found)}.values())[::-1]
    return tuple(replace(p, role=PlaceRole.AT) for p in named)


def premodifier(scene: Scene, at: int) -> bool:
    """Return whether a place name only modifies a noun ("the Misrata rebels")."""
    token = scene.tokens[at]
    return token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.i > token.i and token.head.pos_ == "NOUN"


def of_speaker(scene: Scene, place: FoundPlace, statement: Statement | None) -> bool:
    """Return whether a place belongs to the saying, not to what is said ("told a Kano radio station that ...")."""
    if statement is None:
        return False
    source, at = statement.attribution.span, place.where.span
    if source.start <= at.start < source.end:
        return True
    if any(c.start <= at.start < c.end for c in statement.content):
        return False
    # "In Brega, rebel forces said ..." sets the scene; what follows the speaker's name belongs to the saying
    return at.start > source.start and scene.start(0) <= statement.cue.start < scene.end(len(scene.tokens) - 1)


def speakers_place(scene: Scene, statement: Statement | None) -> Where | None:
    """Return where the speaker sits, for what a local doctor or resident tells without naming a place."""
    if statement is None:
        return None
    for place in scene.places:
        if place.where.precision < WIDE and (place.use == "speaker" or (place.use in _USES and of_speaker(scene, place, statement))):
            return place.where
    return None


def _together(scene: Scene, one: int, other: int) -> bool:
    """Return whether two names are coordinated: only names, commas and "and" stand between them."""
    if one == other:
        return False
    low, high = min(one, other), max(one, other)
    if high - low > 16:
        return False
    tokens = scene.tokens[low:high]
    return all(
        t.pos_ in ("PROPN", "CCONJ", "PUNCT", "DET", "NUM", "PART")
        or t.lower_ in ("al", "-", "and", "or", "town", "towns", "city", "cities", "of", "village", "the")
        for t in tokens
    ) and any(t.lower_ in ("and", ",", "or", "&") for t in tokens)


def _route(best: FoundPlace, other: FoundPlace, best_distance: int, other_distance: int) -> bool:
    """Return whether two places are the ends of one movement."""
    ends = {PlaceRole.FROM, PlaceRole.TO, PlaceRole.VIA}
    return (
        best_distance == other_distance and best.where.role in ends and other.where.role in ends and best.where.role is not other.where.role
    )

"""Event frames: what one part of a report says of a happening, lent to the sentences that go on about it.

A claim's day, place and doers often stand in another sentence. They are carried by rule, the rule is named in the claim,
and nothing is carried across a change of subject: another family of event, another speaker, another place more than a
sentence away.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.records import ActorMention, BlockKind, Means, PlaceRole, Role, When, Where

#: How many sentences a frame stays open for what follows it.
OPEN_SENTENCES = 3

#: Event types that may tell of one happening with people killed; every other type is a family of its own.
_VIOLENCE = frozenset({"battle", "explosion", "attack", "bodies", "casualties", "unrest", "destruction"})


#: Subtypes that people do not die of by themselves: a toll takes no type from them.
_NO_CAUSE = frozenset({"air_support", "clearing", "territory_taken", "siege", "losses", "protest", "looting", "property_destruction"})


_MISFORTUNES = frozenset({"accident", "disaster", "crime"})
_CAUSES = frozenset({"battle", "explosion", "attack", "unrest"})


def family(event_type: str) -> str:
    """Return the family of an event type: frames lend only within a family."""
    return "violence" if event_type in _VIOLENCE else event_type


@dataclass(frozen=True, slots=True)
class Frame:
    """One mention of a happening with what was bound to it; `told` is false where the words only point at it."""

    scene: int
    block: BlockKind
    type: str
    subtype: str | None
    specific: bool
    when: When | None
    places: tuple[Where, ...]
    actors: tuple[ActorMention, ...]
    means: tuple[Means, ...]
    speaker: str | None
    background: bool
    told: bool = True
    real: bool = True


@dataclass(slots=True)
class Frames:
    """The frames of one article in reading order.

    `items` gives the block of each sentence that stands in a list, ``None`` for others: an item ("Balad, October 27: ...") lends nothing
    to what follows it. `sides` are the two sides of the first battle that names both: they fight on where a later sentence names none.
    """

    items: tuple[int | None, ...] = ()
    frames: list[Frame] = field(default_factory=list)
    sides: tuple[ActorMention, ...] = ()

    def add(self, frame: Frame) -> None:
        """Remember a frame; a caption tells of its picture and lends nothing."""
        if frame.block is BlockKind.CAPTION:
            return
        self.frames.append(frame)
        named = tuple(a for a in frame.actors if a.role is Role.SIDE and a.actor_id is not None)
        if not self.sides and frame.type == "battle" and len({a.actor_id for a in named}) > 1:
            self.sides = named

    def near(self, scene: int, event_type: str, *, reach: int = OPEN_SENTENCES) -> list[Frame]:
        """Return the open frames of the family before a sentence (and in it), nearest first."""
        wanted = family(event_type)
        found = []
        for frame in reversed(self.frames):
            if scene - frame.scene > reach:
                break
            if family(frame.type) == wanted and self._lends(frame.scene, scene):
                found.append(frame)
        return found

    def _lends(self, one: int, other: int) -> bool:
        """Return whether what one sentence tells may go on in a later one."""
        item = self.items[one] if one < len(self.items) else None
        return item is None or item == self.items[other]

    def last(self, scene: int) -> list[Frame]:
        """Return the frames of this sentence and the one before, of any family, nearest first."""
        return [f for f in reversed(self.frames[-8:]) if scene - f.scene <= 1]

    def cause(self, scene: int, event_type: str, places: tuple[Where, ...]) -> Frame | None:
        """Return the frame that says how people came to harm: of the same place if a place is known, else the nearest."""
        near = [f for f in self.near(scene, event_type) if not f.background and f.type in _CAUSES and f.subtype not in _NO_CAUSE]
        # what is known only as an attack lends its type where nothing better does
        open_frames = sorted((f for f in near if f.specific or f.subtype == "armed_attack"), key=lambda f: not f.specific)
        if places:
            for frame in open_frames:
                if same_place(frame.places, places):
                    return frame
            return next((f for f in open_frames if not f.places), None)
        return open_frames[0] if open_frames else None

    def when(
        self, scene: int, event_type: str, subtype: str | None, places: tuple[Where, ...], speaker: str | None
    ) -> tuple[When, str] | None:
        """Carry a day from an open frame that is not of another place, nor of another kind in another mouth."""
        for frame in self.near(scene, event_type):
            if frame.when is None or frame.when.span is None or frame.background:
                continue
            if frame.type != event_type and frame.when.earliest != frame.when.latest:
                continue
            if speaker and frame.speaker and speaker != frame.speaker and (subtype is None or subtype != frame.subtype):
                continue
            if places and frame.places and not same_place(places, frame.places) and scene - frame.scene > 1:
                continue
            return _day(frame.when), f"day-from-{scene - frame.scene}-sentences-before"
        return None

    def places(self, scene: int, event_type: str) -> tuple[tuple[Where, ...], str] | None:
        """Carry the place from an open frame."""
        for frame in sorted(self.near(scene, event_type), key=lambda f: not f.told):
            if frame.places and not frame.background:
                town = self._holding(frame.places)
                if town is not None:
                    return (town,), f"place-holding-those-from-{scene - frame.scene}-sentences-before"
                return frame.places, f"place-from-{scene - frame.scene}-sentences-before"
        return None

    def _holding(self, places: tuple[Where, ...]) -> Where | None:
        """Return the town that holds all of several quarters: what follows a list of them is told of the town."""
        within = {p.within for p in places}
        if len(places) < 2 or len(within) != 1 or None in within:
            return None
        return next((p for f in self.frames for p in f.places if p.name in within), None)

    def misfortune(self, scene: int) -> str | None:
        """Return the accident, disaster or crime that the last sentences tell of, unless violence was told since."""
        for frame in reversed(self.frames):
            if scene - frame.scene > OPEN_SENTENCES:
                return None
            if frame.type in _MISFORTUNES:
                return frame.type
            if frame.specific and frame.type in _CAUSES:
                return None
        return None

    def setting(self, scene: int) -> tuple[tuple[Where, ...], str] | None:
        """Carry where the doers of the sentence before were, for what "they" did next."""
        for frame in reversed(self.frames):
            if scene - frame.scene > 1:
                return None
            places = tuple(replace(p, role=PlaceRole.AT) for p in frame.places if p.role is not PlaceRole.TO)
            if places and frame.scene < scene:
                return places, "place-of-their-last-deed"
        return None

    def lead(self, event_type: str) -> Frame | None:
        """Return the first frame of the family in headline or lead, for what no nearer frame gives."""
        wanted = family(event_type)
        for frame in self.frames[:6]:
            if family(frame.type) == wanted and frame.places and not frame.background and frame.scene <= OPEN_SENTENCES:
                return frame
        return None


def _day(when: When) -> When:
    """Lend the day of a clock time, not its minute."""
    if when.precision != "minute":
        return when
    cut = [value[:10] if value else None for value in (when.earliest, when.latest)]
    return replace(when, earliest=cut[0], latest=cut[1], precision="day")


def same_place(one: tuple[Where, ...], other: tuple[Where, ...]) -> bool:
    """Return whether two sets of places share one, by gazetteer id or by name."""
    return any(
        (a.geoname_id is not None and a.geoname_id == b.geoname_id) or a.name.casefold() == b.name.casefold() for a in one for b in other
    )

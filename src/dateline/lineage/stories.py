"""Gather linked articles into stories: what each derives from, which blocks are its own, and what takes whose place.

Articles are read in order of printing, and each looks back: what is printed first is the oldest known form and gives the story its id.
An article whose passages lie in two stories, different ones in each, is merged of both and joins neither to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dateline.lineage.evidence import TELLING, Evidence
from dateline.lineage.merges import Weigh, segments_of
from dateline.lineage.profiles import Flags, Profile
from dateline.records import Descent, Lineage

#: Share of a copy's derived text that is word for word; below it is a rewrite.
VERBATIM = 0.5
#: Share of the source's text that a copy holds; below it is a cut.
WHOLE = 0.8
#: A reprint so near to its source in both directions is no later version of it.
SAME = 0.97
#: Log odds from which an outlet's second text is held for a version of the first: what it supersedes is no longer counted.
SURE = 1.0
#: Log odds from which evidence joins two stories for good, and so does not merely pick the better one.
STRONG = 4.0
#: Log odds below which an article and a copy's source are so surely two tellings that the copy is no link between them.
VETO = -1.0
#: Share of what an article takes from a second story that must not be in the first, for it to be merged of both.
APART = 0.6


@dataclass(slots=True)
class _Part:
    """One story in an article: `held` are the passages that tell it, `sources` the articles behind it with their evidence."""

    story: int
    held: Flags
    sources: list[tuple[int, Evidence]] = field(default_factory=list)
    relation: str = "original"
    of: tuple[int, ...] = ()
    why: str = "the oldest known form"

    @property
    def weight(self) -> float:
        return max((evidence.weight for _, evidence in self.sources), default=0.0)


def lineages_of(
    profiles: Sequence[Profile],
    links: Mapping[tuple[int, int], Evidence],
    near: Mapping[tuple[int, int], Evidence],
    apart: Mapping[tuple[int, int], float],
    weigh: Weigh,
) -> dict[str, Lineage]:
    """Return the lineage of every article.

    Args:
        profiles: the articles.
        links: evidence of one telling by numbers of the earlier and the later article.
        near: evidence of pairs that share something and are not linked.
        apart: the weight, below 0, of pairs that were compared and found to be two tellings.
        weigh: compares a pair anew, for merged articles.
    """
    sources, others = _by_later(links), _by_later(near)
    order = sorted(range(len(profiles)), key=lambda at: profiles[at].order)
    place = {at: number for number, at in enumerate(order)}
    united = _Union(place)
    parts: dict[int, list[_Part]] = {}
    named: dict[str, int] = {}
    for at in order:
        parts[at] = _merged(at, profiles, sources.get(at, []), others.get(at, []), parts, united, weigh) or _parts(
            at, profiles, sources.get(at, ()), parts, united, apart
        )
        _name(at, profiles[at], parts[at], named, united)
    superseders = {old: at for at in order for part in parts[at][:1] if part.relation == "version" for old in part.of}
    found: dict[str, Lineage] = {}
    for at in order:
        told = tuple(
            Descent(
                profiles[united.root(part.story)].id,
                part.relation,
                tuple(profiles[old].id for old in part.of),
                tuple(profiles[at].passages.block[part.held].tolist()),
                part.why,
            )
            for part in parts[at]
        )
        later = _superseder(at, parts, superseders)
        own = _own(profiles[at], parts[at], at, place)
        found[profiles[at].id] = Lineage(profiles[at].id, told, own, None if later is None else profiles[later].id)
    return found


def _by_later(pairs: Mapping[tuple[int, int], Evidence]) -> dict[int, list[tuple[int, Evidence]]]:
    """Return the earlier articles of each later one, in order of number."""
    found: dict[int, list[tuple[int, Evidence]]] = {}
    for (old, new), evidence in sorted(pairs.items(), key=lambda item: item[0]):
        found.setdefault(new, []).append((old, evidence))
    return found


class _Union:
    """Stories found to be one, each led to its oldest form."""

    def __init__(self, place: Mapping[int, int]) -> None:
        self._place = place
        self._parents: dict[int, int] = {}

    def root(self, story: int) -> int:
        while story in self._parents:
            story = self._parents[story]
        return story

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self.root(a), self.root(b)), key=self._place.__getitem__)
        if first != second:
            self._parents[second] = first


def _merged(
    at: int,
    profiles: Sequence[Profile],
    sources: Sequence[tuple[int, Evidence]],
    others: Sequence[tuple[int, Evidence]],
    parts: Mapping[int, list[_Part]],
    united: _Union,
    weigh: Weigh,
) -> list[_Part]:
    """Return the stories that a merged article prints, found by what each of its sources explains; of another article nothing.

    A publisher's own earlier story is no source unless linked as a whole: its follow-ups carry old paragraphs.
    """
    publisher = profiles[at].publisher
    foreign = [(old, evidence) for old, evidence in others if publisher is None or profiles[old].publisher != publisher]
    if not foreign:
        return []
    candidates = [
        (united.root(parts[old][0].story), old, evidence)
        for old, evidence in sorted([*sources, *foreign], key=lambda item: profiles[item[0]].order)
        if old in parts and len(parts[old]) == 1
    ]
    found = []
    for segment in segments_of(at, candidates, weigh):
        behind = [(segment.old, segment.whole)]
        found.append(_Part(segment.story, segment.held, behind, "merged", (segment.old,), segment.evidence.why))
    return found


def _parts(
    at: int,
    profiles: Sequence[Profile],
    sources: Iterable[tuple[int, Evidence]],
    parts: Mapping[int, list[_Part]],
    united: _Union,
    apart: Mapping[tuple[int, int], float],
) -> list[_Part]:
    """Return the stories that an article prints, the main one first."""
    profile = profiles[at]
    by_story: dict[int, _Part] = {}
    for old, evidence in sources:
        if _explained(at, evidence, parts[old], apart) or _later_source(at, evidence, parts[old]):
            continue
        for story, held in _by_story(evidence, parts[old], united):
            part = by_story.setdefault(story, _Part(story, np.zeros(len(profile.passages), np.bool_)))
            part.held |= held
            part.sources.append((old, evidence))
    if not by_story:
        return [_Part(at, np.ones(len(profile.passages), np.bool_))]
    weight = _weights(next(iter(by_story.values())).sources[0][1])
    ranked = sorted(by_story.values(), key=lambda part: (-float(weight[part.held].sum()), -part.weight, part.story))
    main, kept = ranked[0], [ranked[0]]
    taken = main.held.copy()
    for part in ranked[1:]:
        fresh = float(weight[part.held & ~taken].sum())
        if fresh >= max(TELLING, APART * float(weight[part.held].sum())):
            kept.append(part)
            taken |= part.held
        elif _strong(part, parts) and _strong(main, parts) and not _known_apart(part.story, main.story, apart):
            united.join(part.story, main.story)
            main.sources += part.sources
            main.held |= part.held
    for part in kept:
        _relate(at, part, profiles, merged=len(kept) > 1)
    return kept


def _explained(at: int, evidence: Evidence, parts: Sequence[_Part], apart: Mapping[tuple[int, int], float]) -> bool:
    """Return whether an article shares with a copy only what that has of its source, and is known to be apart from the source.

    A follow-up carries its agency's old paragraphs; so does a cut of the story before, printed by another paper.
    """
    shared = evidence.back.derived
    meant = [part for part in parts if part.of and part.relation != "version" and (part.held & shared).any()]
    if not meant or evidence.forth.told >= SAME or any(apart.get((old, at), 0.0) > VETO for part in meant for old in part.of):
        return False
    held = np.logical_or.reduce([part.held for part in meant])
    return bool(evidence.back.weight[shared & held].sum() >= APART * evidence.back.weight[shared].sum())


def _later_source(at: int, evidence: Evidence, parts: list[_Part]) -> bool:
    """Return whether an earlier, derived article shares only what it has of none of its sources, and note that it has it of this one.

    A round-up may be dated before a text that it was made of.
    """
    if parts[0].relation in ("original", "version") or evidence.forth.told >= WHOLE:
        return False
    held = np.logical_or.reduce([part.held for part in parts])
    shared = evidence.back.derived
    if evidence.back.weight[shared & ~held].sum() < APART * evidence.back.weight[shared].sum():
        return False
    parts.append(_Part(at, shared & ~held, [(at, evidence)], "merged", (at,), evidence.why))
    for part in parts:
        part.relation = "merged"
    return True


def _strong(part: _Part, parts: Mapping[int, list[_Part]]) -> bool:
    """Return whether evidence for a story is strong through an article that prints no other."""
    return any(evidence.weight >= STRONG for old, evidence in part.sources if len(parts[old]) == 1)


def _known_apart(a: int, b: int, apart: Mapping[tuple[int, int], float]) -> bool:
    """Return whether the oldest forms of two stories were compared and found to be two tellings."""
    return (a, b) in apart or (b, a) in apart


def _by_story(evidence: Evidence, parts: Sequence[_Part], united: _Union) -> list[tuple[int, Flags]]:
    """Return which of the later article's passages lie in which story of the earlier."""
    derived = evidence.forth.derived
    if len(parts) == 1:
        return [(united.root(parts[0].story), derived)]
    found = []
    for part in parts:
        held = derived & part.held[evidence.forth.at]
        if held.any():
            found.append((united.root(part.story), held))
    most = max((float(_weights(evidence)[held].sum()) for _, held in found), default=0.0)
    return [(story, held) for story, held in found if float(_weights(evidence)[held].sum()) >= most / 2]


def _weights(evidence: Evidence) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return evidence.forth.weight


def _relate(at: int, part: _Part, profiles: Sequence[Profile], *, merged: bool) -> None:
    """Say how an article derives from the nearest of its sources."""
    new = profiles[at]
    earlier = [(old, evidence) for old, evidence in part.sources if _is_version(profiles[old], new, evidence)]
    if earlier and not merged:
        old, evidence = max(earlier, key=lambda item: profiles[item[0]].order)
        part.relation = "version"
    else:
        old, evidence = max(part.sources, key=lambda item: (round(item[1].forth.told + item[1].back.told, 3), -_rank(profiles, item[0])))
        part.relation = "merged" if merged else _relation(evidence)
    part.of, part.why = (old,), evidence.why


def _rank(profiles: Sequence[Profile], at: int) -> float:
    minute = profiles[at].minute
    return float("inf") if minute is None else float(minute)


def _relation(evidence: Evidence) -> str:
    """Return ``copy``, ``cut`` or ``rewrite``, by how much of the derived text is word for word, and how much of the source it holds."""
    weight = evidence.forth.weight * evidence.forth.derived
    total = float(weight.sum())
    if total and float((weight * evidence.forth.repeated).sum()) / total < VERBATIM:
        return "rewrite"
    return "copy" if evidence.back.told >= WHOLE else "cut"


def _is_version(old: Profile, new: Profile, evidence: Evidence) -> bool:
    """Return whether a later text takes the place of an earlier one: of the same publisher and changed, or so by its own words."""
    if old.minute is None or new.minute is None or old.minute > new.minute:
        return False
    if old.publisher and new.publisher and old.publisher != new.publisher:
        return False
    if new.version:
        return bool(old.makers & new.makers)
    return old.publisher is not None and old.publisher == new.publisher and evidence.forth.told < SAME and evidence.weight >= SURE


def _superseder(at: int, parts: Mapping[int, list[_Part]], superseders: Mapping[int, int]) -> int | None:
    """Return the last version that takes the place of the text an article prints, if there is one."""
    while parts[at][0].relation not in ("original", "version", "merged"):
        at = parts[at][0].of[0]
    later = None
    while at in superseders:
        at = later = superseders[at]
    return later


def _own(profile: Profile, parts: Sequence[_Part], at: int, order: Mapping[int, int]) -> tuple[int, ...]:
    """Return the blocks that are in none of the article's sources; a passage too short to tell goes with the one before it."""
    if parts[0].relation in ("original", "version") or not parts[0].sources:
        return ()
    seen = [evidence.forth if order[old] < order[at] else evidence.back for part in parts for old, evidence in part.sources]
    free = np.logical_and.reduce([matches.own for matches in seen])
    own: list[int] = []
    before = False
    for number, block in enumerate(profile.passages.block.tolist()):
        before = before if seen[0].weight[number] < TELLING else bool(free[number])
        if before:
            own.append(block)
    return tuple(own)


def _name(at: int, profile: Profile, parts: Sequence[_Part], named: dict[str, int], united: _Union) -> None:
    """Join the articles whose source itself names one wire story, or one the other's id, whatever their texts."""
    for name in (profile.wire, profile.id):
        if name and name in named:
            united.join(parts[0].story, named[name])
            if parts[0].relation == "original" and united.root(parts[0].story) != at:
                parts[0].relation, parts[0].of, parts[0].why = "copy", (named[name],), f"its source says that it is of {name}"
    for name in (profile.id, profile.wire):
        if name:
            named.setdefault(name, at)

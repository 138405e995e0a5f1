"""Give quotations to the relations that introduce them, through the sentences they run on, and lone quotations to who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dateline.attribution.quotations import Quotation, overlapping
from dateline.attribution.relations import Relation
from dateline.attribution.trees import Tree
from dateline.attribution.voices import speaker_behind

_GAP = re.compile(r"[\s,.\-\u2013\u2014:;]*")
#: Words between a cue and the quotation after it ("said in an interview on Friday, “..."), and the fewest a lone quotation has, within a
#: paragraph and as a paragraph of its own.
BETWEEN, LONE_WORDS, ALONE_WORDS = 14, 4, 2
#: Sentences of the reporter's own that may stand between a speaker and a lone quotation, where nobody else speaks in them.
APART = 2
_GOES_ON = frozenset({"he", "she", "his", "her", "they", "their"})
_SPEECH_END = re.compile(r"[.!?,\u2026][\"\u201d\u2019'\u00bb]*$")


def cluster(relation: Relation) -> tuple[int, int]:
    """Return the characters from the first to the last word of a relation's cue and source."""
    tree = relation.tree
    first, last = relation.cue
    if relation.source is not None and relation.source.antecedent is None:
        first, last = min(first, relation.source.first), max(last, relation.source.last)
    return tree.starts[first], tree.ends[last]


def cue_start(relation: Relation) -> int:
    """Return the first character of a relation's cue."""
    return relation.tree.starts[relation.cue[0]]


def enclosing(quotations: Sequence[Quotation], at: int) -> Quotation | None:
    """Return the quotation that a character stands in."""
    k = bisect_right(quotations, at, key=lambda q: q.start) - 1
    return quotations[k] if k >= 0 and at < quotations[k].end else None


def _add(relation: Relation, start: int, end: int) -> None:
    """Join a stretch to a relation's content, never over its own cue and source."""
    low, high = cluster(relation)
    pieces = [(start, end)]
    if start < high and low < end:
        pieces = [(start, low), (high, end)]
    runs = sorted([*relation.content, *(p for p in pieces if p[0] < p[1])])
    joined: list[tuple[int, int]] = []
    for a, b in runs:
        if joined and a <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    relation.content = joined


def attach(text: str, relations: Sequence[Relation], quotations: Sequence[Quotation]) -> set[Quotation]:
    """Stretch the content of one sentence's relations over the quotations they introduce or cut through.

    Returns:
        The quotations taken.
    """
    taken: set[Quotation] = set()
    tree = relations[0].tree
    here = overlapping(quotations, tree.start, tree.end)
    if not here:
        return taken
    clusters = [cluster(r) for r in relations]
    for relation, (low, high) in zip(relations, clusters, strict=True):
        around = enclosing(quotations, cue_start(relation))
        if around is not None:
            relation.content = [
                (max(a, around.start), min(b, around.end)) for a, b in relation.content if a < around.end and around.start < b
            ]
            continue
        for quotation in here:
            if quotation.start < low < quotation.end or quotation.start < high < quotation.end:
                continue
            cut = any(a < quotation.end and quotation.start < b for a, b in relation.content)
            if cut or (relation.quoting and _introduces(text, relation, clusters, quotation)):
                _add(relation, quotation.start, quotation.end)
                taken.add(quotation)
    return taken


def _introduces(text: str, relation: Relation, clusters: Sequence[tuple[int, int]], quotation: Quotation) -> bool:
    """Decide whether a relation's cue and source stand beside a quotation."""
    low, high = cluster(relation)
    if quotation.end <= low:
        return _GAP.fullmatch(text, quotation.end, low) is not None
    between = text[high : quotation.start]
    if any(high <= a < quotation.start for a, _ in clusters):
        return False
    colon = between.rstrip().endswith(":")
    if relation.content and not colon and any(high <= a < quotation.start for a, _ in relation.content):
        return False
    words = len(between.split())
    return colon or words == 0 or (words <= BETWEEN and between.rstrip().endswith((",", "-", "\u2014", "\u2013")))


def give_lone_quotations(
    text: str, trees: Sequence[Tree], by_sentence: Sequence[list[Relation]], quotations: Sequence[Quotation], taken: set[Quotation]
) -> None:
    """Give each quotation that no cue introduces to whoever spoke in the sentence before it, else to whom the sentence behind it names.

    A lone quotation opens its sentence and is speech by its length and its final mark; a name in quotation marks is not.
    """
    starts = [tree.start for tree in trees]
    speaker: dict[int, Relation] = {}
    for index, relations in enumerate(by_sentence):
        for relation in relations:
            if relation.source is None or not (relation.quoting or relation.speaking):
                continue
            if enclosing(quotations, cue_start(relation)) is not None:
                continue
            speaker[index] = relation
            for a, b in relation.content:
                for k in range(bisect_right(starts, a) - 1, bisect_right(starts, b - 1)):
                    speaker.setdefault(k, relation)
    for quotation in quotations:
        if quotation in taken:
            continue
        index = bisect_right(starts, quotation.start) - 1
        if 0 <= index < len(trees) - 1 and trees[index].end - quotation.start <= 2:
            index += 1
        if (
            index < 0
            or quotation.start - starts[index] > 1
            or _words(text, quotation) < (ALONE_WORDS if index and trees[index].block > trees[index - 1].block else LONE_WORDS)
        ):
            continue
        last = bisect_right(starts, quotation.end - 1) - 1
        whole = quotation.end >= trees[last].end - 1
        if not whole or (quotation.closed and not _SPEECH_END.search(text, quotation.start, quotation.end)):
            continue
        before = _before(trees, by_sentence, speaker, index)
        if before is None and last + 1 < len(trees) and (behind := speaker_behind(trees[last + 1], by_sentence[last + 1])) is not None:
            before = behind
            if not any(behind is relation for relation in by_sentence[last + 1]):
                by_sentence[last + 1].append(behind)
        if before is None:
            continue
        _add(before, quotation.start, quotation.end)
        before.rule = before.rule or "lone quotation"
        for k in range(index, last + 1):
            speaker[k] = before


def _words(text: str, quotation: Quotation) -> int:
    return len(text[quotation.start : quotation.end].split())


def _before(trees: Sequence[Tree], by_sentence: Sequence[Sequence[Relation]], speaker: dict[int, Relation], index: int) -> Relation | None:
    """Return who spoke last before a lone quotation: in the sentence before it, or where "he" or "she" has been told of since.

    A quotation that is a paragraph of its own goes to the one who is quoted in the paragraph before it, where only one is.
    """
    block = trees[index].block
    if index and trees[index - 1].block == block - 1 and not by_sentence[index - 1]:
        quoting = {id(r): r for k in range(index) if trees[k].block == block - 1 and (r := speaker.get(k)) is not None}
        if len(quoting) == 1:
            return next(iter(quoting.values()))
    for k in range(index - 1, max(index - 2 - APART, -1), -1):
        if trees[index].block - trees[k].block > 1:
            return None
        if (found := speaker.get(k)) is not None:
            return found
        tree = trees[k]
        if by_sentence[k] or not any(tag in ("PRP", "PRP$") and word in _GOES_ON for tag, word in zip(tree.tags, tree.lower, strict=True)):
            return None
    return None

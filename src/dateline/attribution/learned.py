"""Bring what the reader saw into the relations of the sentences: its spans, our polarity, agencies and resolution.

The reader decides which words are source, cue and content; the rules lend what it does not tell (how the source stands to the
content, through whom it speaks) and stay where the reader saw nothing and their cue is one that seldom errs (decision 007).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.attribution.relations import Relation
from dateline.attribution.sources import Source, is_passive, spanning
from dateline.attribution.trees import FINITE_TAGS, Tree
from dateline.reading import ReadAttribution, Reading, Tagged

__all__ = ["bring_in"]

_QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb')
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
#: Rules whose relations stand as they are, seen by the reader or not: more often wholly right than the reader's own on documents set aside
#: (PolNeAR and our dev theatres), or about tolls, which it was not taught.
_TRUSTED = frozenset(
    {
        "according to", "adverb", "by tally", "colon", "count", "headline colon", "headline dash", "lone quotation", "passive",
        "passive object", "quoted as saying", "responsibility", "tail", "tally", "toll", "verb", "voice named",
    }
)  # fmt: skip
#: Those among them whose content is a number and what it counts.
_TOLLS = frozenset({"toll", "tally", "count"})
#: A relation of the rules' alone stands where the reader gives its cue at least this.
UPHOLDS = 0.3
#: One of the reader's alone is a ground for claims from this probability on.
VOUCHES = 0.8


def bring_in(text: str, trees: Sequence[Tree], by_sentence: Sequence[Sequence[Relation]], reading: Reading) -> list[list[Relation]]:
    """Return the relations of each sentence as reader and rules see them together.

    Args:
        text: the article's text.
        trees: the sentences.
        by_sentence: what the rules found in each.
        reading: what the reader saw in the article's text.
    """
    starts = [tree.start for tree in trees]
    merged: list[list[Relation]] = [[] for _ in trees]
    used: set[int] = set()
    for found in reading.attributions:
        anchor = found.cue or found.source
        if anchor is None:
            continue
        at = bisect_right(starts, anchor.start) - 1
        if at < 0 or anchor.start >= trees[at].end:
            continue
        tree = trees[at]
        run = _tokens(tree, anchor)
        if run is None:
            continue
        rule = next((r for r in by_sentence[at] if r.cue[0] <= run[1] and run[0] <= r.cue[1]), None)
        if rule is not None and id(rule) in used:
            continue  # "quoted ... as saying": one cue in two pieces
        if rule is None or (not rule.content and not _is_clause(tree, found)):
            merged[at].append(_alone(text, tree, run, _in_paragraph(text, trees, at, found)))
            if rule is not None:
                used.add(id(rule))
            continue
        used.add(id(rule))
        found = _in_paragraph(text, trees, at, found)
        others = [
            (content.start, content.end)
            for other in reading.attributions
            if other is not found and (other.cue or other.source) is not None
            for content in other.contents
        ]
        merged[at].append(_widened(rule, found) if rule.rule in _TRUSTED else _join(tree, run, found, rule, others))
    for at, (tree, relations) in enumerate(zip(trees, by_sentence, strict=True)):
        for relation in relations:
            seen = reading.presence(*tree.chars(*relation.cue), "cue")
            if id(relation) not in used and (relation.rule in _TRUSTED or seen >= UPHOLDS):
                merged[at].append(relation)
    return merged


def _alone(text: str, tree: Tree, cue: tuple[int, int], found: ReadAttribution) -> Relation:
    """Write what the reader alone saw: listed, but no ground for a claim, unless it is sure of it and words are quoted.

    The rules know the cues that vouch and the frames they take; what they left is mostly something else ("saw", "claimed 20 lives").
    """
    content = _clear(tree, cue, [(span.start, span.end) for span in found.contents])
    quoted = any(text[end - 1] in _QUOTES or text[start] in _QUOTES for start, end in content)
    negated = any(tree.lower[i] in _NEGATIONS for i in range(cue[0], cue[1] + 1))
    polarity = "said" if quoted and not negated and found.probability >= VOUCHES else "other"
    return Relation(tree, cue, _source(tree, found.source), content, polarity, "reader")


def _join(tree: Tree, cue: tuple[int, int], found: ReadAttribution, rule: Relation, others: Sequence[tuple[int, int]]) -> Relation:
    """Write what both saw: the reader's spans; a quotation that the rules alone give to the same cue is kept, also one that runs on.

    `others` are the characters that the reader gives to other cues: a quotation that is mostly theirs is not this one's.
    """
    source = _source(tree, found.source)
    if source is None or _nobodys(tree, rule) or (rule.source is not None and _meet(source, rule.source)):
        source = rule.source
    own = _clear(tree, cue, [(span.start, span.end) for span in found.contents])
    if rule.rule == "infinitive":
        # "have recovered 38 bodies and do not expect to find more": what is expected follows, what stands before is not denied.
        own = [piece for piece in own if piece[0] >= tree.chars(*cue)[1]]
    more = [(a, b) for a, b in rule.content if not any(a < end and start < b for start, end in (*own, *others))]
    for a, b in ((max(a, tree.end), b) for a, b in rule.content if b > tree.end):
        theirs = sum(max(0, min(b, end) - max(a, start)) for start, end in others)
        cut = [end for start, end in own if start < b and a < end]
        if (a, b) not in more and 2 * theirs < b - a and max(cut, default=a) < b:
            more.append((max(cut, default=a), b))
    return Relation(
        tree, cue, source, _apart([*own, *more]), rule.polarity, f"{rule.rule}+reader", rule.verb, rule.via, rule.relies_on, rule.quoting,
        rule.speaking,
    )  # fmt: skip


def _widened(rule: Relation, found: ReadAttribution) -> Relation:
    """Return a relation about a toll with the whole of what the reader saw said, where that goes on from the rule's own content: "put the
    number of dead at 14 and the injured at 38"."""
    if rule.rule not in _TOLLS or len(rule.content) != 1:
        return rule
    ((start, end),) = rule.content
    wider = [c for c in found.contents if c.start <= start and end < c.end <= rule.tree.end]
    return replace(rule, content=[(start, wider[0].end)]) if len(wider) == 1 else rule


def _apart(pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pieces in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for a, b in sorted(pieces):
        if found and a < found[-1][1]:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return found


def _in_paragraph(text: str, trees: Sequence[Tree], at: int, found: ReadAttribution) -> ReadAttribution:
    """Return what the reader saw without contents of another paragraph than the cue's, unless they are quoted: only a quotation runs on,
    and a headline's speaker does not speak in the lead."""
    block = trees[at].block
    first = next(tree.start for tree in trees if tree.block == block)
    last = max(tree.end for tree in trees if tree.block == block)
    kept = tuple(c for c in found.contents if (c.start >= first and c.end <= last) or _QUOTES & {*text[max(0, c.start - 1) : c.end + 1]})
    return found if len(kept) == len(found.contents) else replace(found, contents=kept)


def _source(tree: Tree, found: Tagged | None) -> Source | None:
    run = _tokens(tree, found) if found is not None else None
    return spanning(tree, *run) if run is not None else None


def _tokens(tree: Tree, span: Tagged) -> tuple[int, int] | None:
    """Return the first and last token that a span touches, both ends included."""
    inside = [i for i, (start, end) in enumerate(zip(tree.starts, tree.ends, strict=True)) if start < span.end and span.start < end]
    return (inside[0], inside[-1]) if inside else None


def _clear(tree: Tree, cue: tuple[int, int], content: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return content without the words of its own cue."""
    low, high = tree.chars(*cue)
    pieces = [piece for a, b in content for piece in (((a, b),) if b <= low or high <= a else ((a, low), (high, b)))]
    return [(a, b) for a, b in pieces if a < b]


def _is_clause(tree: Tree, found: ReadAttribution) -> bool:
    """Return whether a content says something, by a finite verb in it: "claimed 20 lives" hands on no words."""
    return any(
        tree.tags[i] in FINITE_TAGS or tree.tags[i] == "MD"
        for span in found.contents
        for i, start in enumerate(tree.starts)
        if span.start <= start < span.end
    )


def _meet(one: Source, other: Source) -> bool:
    return one.extent[0] <= other.extent[1] and other.extent[0] <= one.extent[1]


def _nobodys(tree: Tree, rule: Relation) -> bool:
    """Return whether a passive cue hands its content to nobody ("hundreds are believed dead"): a source beside it is another's."""
    return rule.source is None and rule.verb is not None and is_passive(tree, rule.verb)

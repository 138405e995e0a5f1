"""Read sources off the surface at the end of a clause ("..., a member of the council said on Monday; ...", "..., said a man who fled").

A parser that loses the thread of a long sentence loses its speaker too. What stands between a comma and the clause's end is short
and of one build, so it is read without the parser; where the parser has found the same, its reading stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.actors import is_title
from dateline.attribution.contents import characters, past_dateline
from dateline.attribution.cues import Cue, load_cues, load_media
from dateline.attribution.relations import Relation, outlet_beside, relied_on
from dateline.attribution.sources import Source, head_of_run, is_passive
from dateline.attribution.speakers import can_speak
from dateline.attribution.trees import DASHES, FINITE_TAGS, NOUN_TAGS, VERB_TAGS, Tree

#: Tokens that a source takes up at most, and those between a cue and the end of its clause.
LONGEST_SOURCE, LONGEST_TAIL = 14, 14
_COMMAS = frozenset({","})
_STOPS = frozenset({".", ";", "?", "!"})
_MARKS = frozenset({"(", ")", '"', "\u201c", "\u201d", "``", "''", "\u00ab", "\u00bb"})
_STARTS = NOUN_TAGS | {"DT", "JJ", "CD", "PRP$", "PRP", "VBN", "VBG"}
_NOUN_PHRASE = _STARTS | {"JJS", "JJR", "POS", "HYPH", "IN", "CC", "SYM", "NFP", "TO", "FW", "RB"}
_BESIDE_VERB = frozenset({"RB", "RBR", "MD"})
_HAVING = frozenset({"has", "had", "have", "was", "were"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"})
_VOUCHING = frozenset({"said", "believed", "feared"})
_GOING_ON = frozenset({"that", "and", "or", "including", "after", "in", "on", "near", "with", "from", "at", "during", "when"})
#: Rules by which a source stands behind its clause.
_BEHIND = frozenset({"tail", "parenthesis", "clause before cue", "according to"})
#: Cues that stand before their source at a clause's end; "told" and "warned" have their hearer there.
_INVERTED = frozenset({"say", "add", "report", "announce", "confirm", "claim", "note", "explain", "write", "recall", "declare", "estimate"})
_NO_SOURCE = frozenset({"who", "which", "that", "there", "what", "this", "i"})


@dataclass(frozen=True, slots=True)
class Tail:
    """A source and its cue at the end of a clause: tokens, all included; the clause before ends at `before`, the tail at `last`."""

    before: int
    source: Source
    cue: int
    last: int


def mend_tails(tree: Tree, relations: Sequence[Relation]) -> list[Relation]:
    """Add the relations that the parser missed at clause ends, and mend those it took for something else."""
    mended = list(relations)
    floor = 0
    for tail in _tails(tree):
        known = next((r for r in mended if r.verb == tail.cue or r.cue[0] <= tail.cue <= r.cue[1]), None)
        if known is None or _astray(tree, known, tail):
            first = past_dateline(tree, 0) if floor == 0 else floor
            if not _clause(tree, first, tail.before):
                continue
            if known is not None:
                mended.remove(known)
            runs = [(first, tail.before)]
            relation = Relation(tree, (tail.cue, tail.cue), tail.source, characters(tree, runs), "said", "tail", tail.cue, quoting=True)
            cue = _cue(tree, tail.cue)
            relation.polarity = cue.polarity if cue is not None else "said"
            relation.via, relation.relies_on = outlet_beside(tree, tail.cue, tail.source, []), relied_on(tree, tail.cue)
            mended.append(relation)
            known = relation
        _part(tree, mended, known, tail)
        _go_on(tree, mended, known, tail)
        floor = tail.last + 2
    return mended


def _cue(tree: Tree, index: int) -> Cue | None:
    cue = load_cues().get(("verb", tree.lemmas[index]))
    return cue if cue is not None and cue.takes("clause") and cue.polarity in _VOUCHING else None


def _tails(tree: Tree) -> list[Tail]:
    """Find every clause end that hands its clause to a source, in order."""
    found: list[Tail] = []
    for k in range(4, len(tree)):
        tag = tree.tags[k]
        finite = tag in FINITE_TAGS or (tag == "VBN" and (tree.words[k - 1] in _COMMAS or tree.lower[k - 1] in _HAVING))
        if not (finite or (tag == "NNS" and k + 2 >= len(tree))) or _cue(tree, k) is None:
            continue
        tail = _source_first(tree, k, finite=finite) if tree.words[k - 1] not in _COMMAS else _cue_first(tree, k)
        if tail is not None and (not found or tail.before > found[-1].last):
            found.append(tail)
    return found


def _source_first(tree: Tree, cue: int, *, finite: bool) -> Tail | None:
    """Read ", a member of the council said on Monday"."""
    end = cue - 1
    while end > 0 and (tree.tags[end] in _BESIDE_VERB or tree.lower[end] in _HAVING):
        end -= 1
    passive = is_passive(tree, cue) or (tree.tags[cue] == "VBN" and tree.lower[cue - 1] in ("was", "were"))
    if passive and tree.lemmas[cue] not in ("tell", "inform"):
        return None
    first = end
    while first > 0 and tree.tags[first - 1] in _NOUN_PHRASE and tree.words[first - 1] not in _COMMAS | _MARKS:
        first -= 1
    if first < 4 or tree.words[first - 1] not in _COMMAS or not _source(tree, first, end):
        return None
    last = _tail_end(tree, cue)
    if last is None or (not finite and (last != cue or tree.lower[first] not in ("a", "an", "the"))):
        return None
    behind = min(last + 2, len(tree) - 1)
    if tree.words[behind] in _MARKS or tree.tags[behind] in ("WRB", "WP", "WDT"):
        return None
    if (name := _name_before(tree, first, end)) is not None:
        return Tail(name - 2, Source(name, first - 2, first - 2, end=end), cue, last)
    return Tail(first - 2, Source(first, end, head_of_run(tree, first, end)), cue, last)


def _name_before(tree: Tree, first: int, end: int) -> int | None:
    """Return where the name starts that an office with one comma explains: "Karim Sawan, head of the port said"."""
    head = head_of_run(tree, first, end)
    if tree.tags[head] != "NN" or not is_title(tree.lower[head]):
        return None
    name = first - 1
    while name > 0 and (tree.tags[name - 1] in ("NNP", "NNPS") or tree.words[name - 1] == "-"):
        name -= 1
    size = first - 1 - name
    if name < 3 or not 1 <= size <= 5 or tree.words[name - 1] not in _COMMAS | _MARKS:
        return None
    return name if any(tree.people[name : first - 1]) or (size > 1 and "IN" in tree.tags[first : end + 1]) else None


def _cue_first(tree: Tree, cue: int) -> Tail | None:
    """Read ", said a militiaman who helped": the source's own clause goes on to the stop."""
    if tree.lemmas[cue] not in _INVERTED or any(c < cue and tree.deps[c] == "nsubj" for c in tree.children[cue]):
        return None
    end = cue + 1
    while end < len(tree) and tree.tags[end] in _NOUN_PHRASE and tree.words[end] not in _MARKS and tree.lower[end] not in _NO_SOURCE:
        end += 1
    end -= 1
    while end > cue and (tree.tags[end] not in NOUN_TAGS and tree.tags[end] not in ("PRP", "CD")):
        end -= 1
    if end <= cue or not _source(tree, cue + 1, end):
        return None
    stop = end + 1
    if stop < len(tree) and tree.lower[stop] == "who" and tree.tags[stop] == "WP":
        while stop < len(tree) and tree.words[stop] not in _STOPS and tree.words[stop] not in _COMMAS:
            stop += 1
    elif stop < len(tree) and tree.words[stop] not in _STOPS | _COMMAS:
        return None
    return Tail(cue - 2, Source(cue + 1, end, head_of_run(tree, cue + 1, end), end=stop - 1), cue, stop - 1)


def _source(tree: Tree, first: int, end: int) -> bool:
    """Return whether a run of tokens is a source phrase: short, headed by one who can speak, no clause."""
    if end - first >= LONGEST_SOURCE or tree.tags[first] not in _STARTS or tree.lower[first] in _NO_SOURCE:
        return False
    if tree.tags[end] not in NOUN_TAGS and tree.tags[end] not in ("PRP", "CD"):
        return False
    head = head_of_run(tree, first, end)
    return can_speak(tree, Source(first, end, head)) or tree.lower[first] in ("a", "an", "the")


def _tail_end(tree: Tree, cue: int) -> int | None:
    """Return the last token of what follows a cue up to its clause's stop, or ``None`` where the cue takes words of its own."""
    k = cue + 1
    if k >= len(tree) or tree.words[k] in _STOPS | _COMMAS:
        return k - 1
    told = tree.lemmas[cue] == "tell"
    opens = tree.tags[k] in ("IN", "TO", "RB") or tree.lower[k] in _DAYS or tree.lower[k] in load_media().heads
    if (tree.lower[k] in ("that", "if", "whether", "as", "because")) or not (opens or told):
        return None
    while k < len(tree) and tree.words[k] not in _STOPS | _COMMAS:
        if tree.tags[k] in VERB_TAGS or tree.tags[k] == "MD" or tree.words[k] in _MARKS | DASHES or k - cue > LONGEST_TAIL:
            return None
        k += 1
    return k - 1


def _clause(tree: Tree, first: int, last: int) -> bool:
    """Return whether a stretch holds a clause that can stand for itself."""
    first += tree.tags[first] == "CC" or tree.words[first] in _COMMAS
    if last - first < 1:
        return False
    if (tree.deps[first] == "mark" or tree.tags[first] == "WRB") and "," not in tree.words[first : last + 1]:
        return False
    return any(tree.tags[k] in FINITE_TAGS or tree.tags[k] == "MD" for k in range(first, last + 1))


def _astray(tree: Tree, relation: Relation, tail: Tail) -> bool:
    """Return whether the parser's reading leaves out the clause before the tail or names another source."""
    end = tree.ends[tail.before]
    covered = any(a < end <= b + 1 for a, b in relation.content)
    source = relation.source
    if source is None:
        return True
    return not covered or source.last < tail.source.first - 1 or source.first > tail.source.last


def _part(tree: Tree, relations: Sequence[Relation], relation: Relation, tail: Tail) -> None:
    """Part two clauses that each end in a source of their own: "Ten died, police said, and two were shot, the mayor said"."""
    for other in relations:
        if other is relation or other.rule not in _BEHIND or other.source is None:
            continue
        stop = max(other.cue[1], other.source.last) + 1
        while stop < tail.before and tree.words[stop] not in (",", ";"):
            stop += 1
        if stop + 2 < tail.before and _clause(tree, stop + 1, tail.before):
            edge = tree.starts[stop + 1]
            relation.content = [(max(a, edge), b) for a, b in relation.content if b > edge]
            other.content = [(a, min(b, edge - 1)) for a, b in other.content if a < edge - 1]


def _go_on(tree: Tree, relations: Sequence[Relation], relation: Relation, tail: Tail) -> None:
    """Let content go on behind its tail: after a semicolon, and over a comma where the clause before has not ended."""
    k = tail.last + 1
    if k + 2 >= len(tree):
        return
    comma = tree.words[k] in _COMMAS
    if not comma and tree.words[k] != ";":
        return
    if comma and not _unfinished(tree, k + 1):
        return
    last = len(tree) - 1
    for other in relations:
        if other is relation or other.rule in ("adverb", "noun"):
            continue
        at = min(other.cue[0], other.source.first) if other.source is not None and other.source.antecedent is None else other.cue[0]
        if at > k:
            back = next((n for n in range(at, k, -1) if tree.words[n] in (",", ";")), k)
            last = min(last, back - 1)
    added = characters(tree, [(k + 1, last)]) if last > k else []
    for a, b in added:
        if not any(x < b and a < y for x, y in relation.content):
            relation.content = sorted([*relation.content, (a, b)])


def _unfinished(tree: Tree, k: int) -> bool:
    """Return whether the clause before a tail goes on at `k`: ", and wounded five", ", killing nine", ", in the north"."""
    if tree.tags[k] == "VBG":
        return ("verb", tree.lemmas[k]) not in load_cues()
    if tree.lower[k] in ("and", "or"):
        return tree.tags[k + 1] in ("VBD", "VBN", "VBZ", "VBP", "VBG") and ("verb", tree.lemmas[k + 1]) not in load_cues()
    return tree.lower[k] in _GOING_ON

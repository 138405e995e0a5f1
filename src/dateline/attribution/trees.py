"""Hold one sentence's dependency tree in plain lists: the analyser's own tokens are slow to walk again and again."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.analysis.parse import Sentence
from dateline.attribution.names import dateline_end, mend_names

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ"})
PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "DT"})
#: Hyphen, double hyphen, en and em dash.
DASHES = frozenset({"-", "--", "\u2013", "\u2014"})


@dataclass(slots=True)
class Tree:
    """A sentence's tokens in step: words, lemmas, tags, arcs and places in the article's text.

    `heads` and every other index count tokens from the sentence's start; a root is its own head. `left` and `right` are the
    first and last token under each token.
    """

    sentence: int
    block: int
    start: int
    end: int
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    people: list[bool]
    groups: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def child(self, head: int, *deps: str) -> int | None:
        """Return the first child of `head` whose arc is one of `deps`."""
        return next((c for c in self.children[head] if self.deps[c] in deps), None)

    def trim(self, first: int, last: int) -> tuple[int, int] | None:
        """Drop commas, stops, dashes and joining words from both ends of a run of tokens; quotation marks stay."""
        while first <= last and (self.words[first] in _LEADING or not self.words[first].strip()):
            first += 1
        while first <= last and (self.words[last] in _TRAILING or self.deps[last] == "cc" or not self.words[last].strip()):
            last -= 1
        return (first, last) if first <= last else None

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Return the characters of a run of tokens, both ends included."""
        return self.starts[first], self.ends[last]


_LEADING = frozenset({",", ".", ";", ":", ")", "*", "•"}) | DASHES
_TRAILING = frozenset({",", ".", ";", ":", "(", "...", "and", "but"}) | DASHES
_PEOPLE = frozenset({"PERSON"})
_GROUPS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})


def _mend_acronyms(words: list[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Take an acronym that the tagger read as an auxiliary for the subject it is ("IS has responded")."""
    for i, word in enumerate(words):
        if deps[i] in ("aux", "auxpass") and len(word) > 1 and word.isupper() and tags[i] in ("VBZ", "MD", "VBP", "VB"):
            verb = heads[i]
            if (
                i < verb
                and words[verb].islower()
                and not any(heads[k] == verb and deps[k] in ("nsubj", "nsubjpass") for k in range(len(words)))
            ):
                tags[i], deps[i] = "NNP", "nsubj"


#: Tokens that may part such a name from its verb.
_REACH = 4
_HUNG = frozenset({"appos", "conj", "nmod", "npadvmod"})


def _mend_dateline(words: list[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Take a dateline for no subject ("KYIV, Aug 9 - Petro Lysenko walked"), and the noun that hangs on it for the subject."""
    first = dateline_end(words)
    if not first:
        return
    for i in range(first):
        verb = heads[i]
        place = words[i].isupper() or words[i][0].isdigit()
        if deps[i] not in ("nsubj", "nsubjpass") or verb < first or not place:
            continue
        between = range(first, verb)
        own = next((k for k in between if heads[k] == verb and deps[k] in ("nsubj", "nsubjpass")), None)
        hung = next((k for k in between if heads[k] < first and tags[k] in NOUN_TAGS and deps[k] in _HUNG), None)
        if hung is not None and verb - hung > _REACH:
            hung = None
        if own is None and hung is not None:
            deps[hung], heads[hung] = "nsubj", verb
        if hung is not None or (own is not None and words[i][0].isdigit()):
            deps[i] = "npadvmod"
        return


def grow(sentence: Sentence) -> Tree:
    """Copy a parsed sentence into a tree."""
    tokens = list(sentence.tokens)
    offset = sentence.offset
    base = tokens[0].i
    size = len(tokens)
    words = [t.text for t in tokens]
    heads = [min(max(t.head.i - base, 0), size - 1) for t in tokens]
    starts = [offset + t.idx for t in tokens]
    left, right = list(range(size)), list(range(size))
    children: list[list[int]] = [[] for _ in range(size)]
    tags, deps = [t.tag_ for t in tokens], [t.dep_ for t in tokens]
    _mend_acronyms(words, tags, deps, heads)
    entities = [t.ent_type_ for t in tokens]
    people, groups = [e in _PEOPLE for e in entities], [e in _GROUPS for e in entities]
    mend_names(words, tags, deps, heads, people, groups)
    _mend_dateline(words, tags, deps, heads)
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
        node = i
        while heads[node] != node:
            node = heads[node]
            if left[node] <= i:
                break
            left[node] = i
    for i in range(size - 1, -1, -1):
        node = i
        while heads[node] != node:
            node = heads[node]
            if right[node] >= i:
                break
            right[node] = i
    return Tree(
        sentence=sentence.index,
        block=sentence.block,
        start=sentence.start,
        end=sentence.end,
        words=words,
        lower=[w.lower() for w in words],
        lemmas=[t.lemma_.lower() for t in tokens],
        tags=tags,
        deps=deps,
        heads=heads,
        starts=starts,
        ends=[s + len(w) for s, w in zip(starts, words, strict=True)],
        left=left,
        right=right,
        children=children,
        people=people,
        groups=groups,
    )

"""Measure out which words of a sentence a cue governs."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.attribution.cues import Cue, load_cues, outlet_in
from dateline.attribution.sources import RELATIVES, Source, is_passive, phrase
from dateline.attribution.tolls import counted, gives_toll, numeric, set_phrase
from dateline.attribution.trees import DASHES, NOUN_TAGS, VERB_TAGS, Tree

Runs = list[tuple[int, int]]
_OWN_SUBJECT = ("nsubj", "nsubjpass")
_ADVERSATIVE = frozenset({"but", "while", "whereas", "yet", "though"})
_QUOTE_MARKS = frozenset({'"', "“", "”", "``", "''", "«", "»"})
#: Tokens that a place, a day and an agency's name in brackets take up at most.
DATELINE = 25
_DEMANDING = frozenset({"demand", "seek", "request"})
_BACKSHIFTED = frozenset({"had", "would", "could"})


def is_cue_verb(tree: Tree, index: int) -> bool:
    """Return whether a token is a verb that can hand on a clause."""
    if tree.tags[index] not in VERB_TAGS:
        return False
    cue = load_cues().get(("verb", tree.lemmas[index]))
    return cue is not None and (cue.takes("clause") or set_phrase(tree, index) in cue.frames & {"toll", "responsibility"})


def _with_list(tree: Tree, last: int) -> int:
    """Take in the list that a colon opens: "listed the dead by town: 26 in one, 19 in another"."""
    if last + 2 >= len(tree) or tree.words[last + 1] != ":" or tree.words[last + 2] in _QUOTE_MARKS:
        return last
    return last if any(_own_reporter(tree, k) for k in range(last + 2, len(tree))) else len(tree) - 1


def _own_reporter(tree: Tree, node: int) -> bool:
    """Return whether a clause has a cue and a subject of its own."""
    return is_cue_verb(tree, node) and tree.child(node, *_OWN_SUBJECT) is not None


def _cut(tree: Tree, verb: int, child: int) -> bool:
    """Decide whether a clause hung on the cue beside its content is the reporter's own."""
    dep = tree.deps[child]
    edge = tree.left[child]
    comma = edge > 0 and tree.words[edge - 1] in (",", ";", *DASHES)
    if dep == "conj":
        if tree.tags[child] == "VBN" and numeric(tree, child - 1) and tree.child(child, "aux", "auxpass") is None:
            return False  # "counted 22 bodies and 70 wounded"
        if tree.child(child, *_OWN_SUBJECT) is None:
            return True
        if is_cue_verb(tree, child):
            return True
        joint = next((tree.lower[c] for c in tree.children[verb] if tree.deps[c] == "cc" and c < child), "")
        shifted = any(tree.lower[c] in _BACKSHIFTED for c in tree.children[child])
        comma = comma or any(tree.words[c] in (",", ";") for c in range(max(verb, edge - 2), edge))
        return (joint in _ADVERSATIVE or comma) and not shifted
    if dep in ("advcl", "xcomp", "acl"):
        bare = tree.child(child, *_OWN_SUBJECT, "mark") is None and tree.tags[child] == "VBG"
        return (bare and (comma or is_cue_verb(tree, child))) or _own_reporter(tree, child)
    if dep == "prep":
        return tree.lower[child] == "according"
    return dep == "parataxis" or (dep == "ccomp" and tree.words[edge - 1 : edge] == [";"])


def reach(tree: Tree, verb: int, first: int) -> int:
    """Return the last token of the content that starts at `first`, to the right of its cue."""
    last = tree.right[verb]
    for child in tree.children[verb]:
        if tree.left[child] > first and _cut(tree, verb, child):
            last = min(last, tree.left[child] - 1)
            break
    for node in range(first + 1, last + 1):
        if tree.tags[node] not in VERB_TAGS:
            continue
        edge = tree.left[node]
        if (
            tree.deps[node] in ("conj", "advcl")
            and edge > first
            and _own_reporter(tree, node)
            and tree.child(tree.heads[node], "ccomp") != node
        ):
            joint = tree.lower[edge] if tree.deps[node] == "advcl" else tree.lower[edge - 1]
            if joint in _ADVERSATIVE or tree.words[edge - 1] in (",", ";"):
                return edge - 1
        elif tree.tags[node] == "VBG" and tree.lemmas[node] in ("cite", "quote", "add") and tree.words[edge - 1] == ",":
            return edge - 1
    return last


def _without(first: int, last: int, hole_first: int, hole_last: int) -> Runs:
    """Cut a hole out of a run of tokens."""
    return [run for run in ((first, min(last, hole_first - 1)), (max(first, hole_last + 1), last)) if run[0] <= run[1]]


def clause_around(tree: Tree, verb: int) -> Runs:
    """Return the clause into which a cue is let as a parenthesis ("..., officials said, ..."), less the parenthesis."""
    host = tree.heads[verb]
    while tree.heads[host] != host and tree.left[host] >= tree.left[verb]:
        host = tree.heads[host]
    first, last = tree.left[host], tree.right[host]
    if tree.deps[host] == "relcl":
        top = tree.heads[host]
        while tree.deps[top] == "conj" and tree.tags[tree.heads[top]] in NOUN_TAGS:
            top = tree.heads[top]
        first = phrase(tree, top)[0]
    return _without(first, last, tree.left[verb], tree.right[verb])


def before_cue(tree: Tree, verb: int, source: Source | None) -> Runs:
    """Return what stands before "..., X said" or "..., said X" in the cue's own clause."""
    stop = min(verb, source.first) if source is not None else verb
    while stop - 1 > tree.left[verb] and tree.deps[stop - 1] in ("aux", "advmod", "neg") and tree.heads[stop - 1] == verb:
        stop -= 1
    first = past_dateline(tree, tree.left[verb])
    return [(first, stop - 1)] if first < stop else []


def past_dateline(tree: Tree, first: int) -> int:
    """Return where the report starts behind "ADEN, Nov 3 (Reuters) - ", or `first` where no dateline stands there."""
    for k in range(first + 2, min(first + DATELINE, len(tree) - 2)):
        if tree.words[k] == ")" and tree.words[k + 1] in DASHES and outlet_in(tree.words, max(first, k - 3), k - 1) is not None:
            return k + 2
    return first


def after_cue(tree: Tree, verb: int, source: Source | None) -> Runs:
    """Return the clause that goes on after a cue let into its own content: "..., X said, and ..."."""
    edge = max(verb, source.last if source is not None else verb)
    for child in tree.children[verb]:
        if tree.left[child] > edge and tree.deps[child] in ("conj", "ccomp", "parataxis") and not is_cue_verb(tree, child):
            edge_word = tree.lower[tree.left[child]]
            if tree.child(child, *_OWN_SUBJECT) is None or edge_word in RELATIVES or tree.words[tree.left[child] - 1] == ";":
                return []
            return [(tree.left[child], tree.right[child])]
    return []


def set_off(tree: Tree, verb: int, source: Source | None) -> bool:
    """Return whether a comma or closing quotation mark stands between what goes before and the cue with its source."""
    edge = min(verb, source.first) if source is not None and source.antecedent is None else verb
    while edge > 0 and edge > tree.left[verb] and tree.deps[edge - 1] in ("advmod", "aux", "neg"):
        edge -= 1
    return edge > 0 and (tree.words[edge - 1] in (",", "?", "!", *DASHES) or tree.words[edge - 1] in _QUOTE_MARKS)


def verb_content(tree: Tree, verb: int, cue: Cue, source: Source | None) -> tuple[Runs, str]:
    """Find what a verb cue governs in its sentence.

    Returns:
        Runs of tokens, both ends included, and the name of the rule; no runs where the verb governs nothing here.
    """
    frames = cue.frames
    edge = max(verb, source.last) if source is not None and source.first > verb else verb
    children = tree.children[verb]
    if "responsibility" in frames:
        thing = tree.child(verb, "dobj")
        if thing is not None and set_phrase(tree, verb) == "responsibility":
            act = next((c for c in (*tree.children[thing], *children) if c > thing and tree.lower[c] == "for"), None)
            return ([(tree.left[act] + 1, reach(tree, verb, tree.left[act]))], "responsibility") if act is not None else ([], "")
    if "responsibility" in frames and set_phrase(tree, verb) == "taking":
        return [], ""
    thing = tree.child(verb, "dobj")
    if thing is not None and thing > verb:
        if "toll" in frames and gives_toll(tree, verb, thing):
            return [(tree.left[thing], reach(tree, verb, tree.left[thing]))], "toll"
        if "count" in frames and counted(tree, thing):
            return [(tree.left[thing], _with_list(tree, reach(tree, verb, tree.left[thing])))], "count"
    if {"clause", "quote"} & frames:
        right = next((c for c in children if tree.deps[c] == "ccomp" and c > edge), None)
        if right is not None and "clause" in frames and not _quote_closed(tree, verb, source):
            first = tree.left[right] if tree.left[right] > edge else edge + 1
            mark = tree.child(right, "mark")
            if mark is not None and mark > first and tree.words[mark - 1] == ",":
                first = mark
            told = outlet_in(tree.words, first, min(first + 3, tree.right[verb])) if first == verb + 1 and cue.lemma == "tell" else None
            if told is not None and told[0] == first and told[1] < tree.right[right]:
                return [(told[1] + 1, reach(tree, verb, first))], "clause"
            object_first = next(
                (tree.left[c] for c in children if verb < c < first and tree.deps[c] in ("nsubj", "nsubjpass") and c > edge), first
            )
            return [(min(first, object_first), reach(tree, verb, first))], "clause"
        if "clause" not in frames:
            upon_noun = is_passive(tree, verb) or tree.deps[verb] in ("acl", "relcl")
            return ([], "") if upon_noun else _phrase_content(tree, verb, frames, edge)
        if tree.deps[verb] == "parataxis" or _as_clause(tree, verb):
            return clause_around(tree, verb), "parenthesis"
        left = next((c for c in children if tree.deps[c] in ("ccomp", "advcl", "dep", "parataxis", "xcomp") and c < verb), None)
        stands = cue.polarity == "said" or tree.child(verb, "neg") is None
        if stands and ((left is not None and tree.deps[left] == "ccomp") or set_off(tree, verb, source)):
            runs = before_cue(tree, verb, source)
            if runs and (left is not None or runs[0][1] - runs[0][0] >= 2):
                return runs + after_cue(tree, verb, source), "clause before cue"
    if is_passive(tree, verb):
        return _passive_content(tree, verb, frames)
    return _phrase_content(tree, verb, frames, edge)


def _quote_closed(tree: Tree, verb: int, source: Source | None) -> bool:
    """Return whether the cue follows a closed quotation ("...,” said X, ..."): what comes after is not its content."""
    edge = min(verb, source.first) if source is not None and source.antecedent is None else verb
    if edge < 2 or tree.words[edge - 1] not in _QUOTE_MARKS:
        return False
    return tree.words[edge - 2] in (",", ".", "?", "!") and edge - 2 >= tree.left[verb]


def _as_clause(tree: Tree, verb: int) -> bool:
    """Return whether a cue stands in an as-clause set off by a comma ("as officials said")."""
    return tree.deps[verb] == "advcl" and tree.lower[tree.left[verb]] == "as" and tree.child(verb, "ccomp", "dobj", "xcomp") is None


def _passive_content(tree: Tree, verb: int, frames: frozenset[str]) -> tuple[Runs, str]:
    """Find what a passive cue governs: "dozens are believed to have died", "the claim was denied by X"."""
    thing = tree.child(verb, "nsubjpass")
    runs: Runs = [phrase(tree, thing)] if thing is not None and tree.lower[thing] not in ("it", "there") else []
    rest = next((c for c in tree.children[verb] if c > verb and tree.deps[c] in ("xcomp", "oprd", "ccomp", "acomp", "advcl")), None)
    if (
        rest is not None
        and ("infinitive" in frames or ("clause" in frames and tree.deps[rest] == "ccomp"))
        and (tree.deps[rest] != "advcl" or tree.child(rest, "aux", "mark") is not None)
    ):
        return [*runs, (tree.left[rest], reach(tree, verb, tree.left[rest]))], "passive"
    if "object" in frames and runs and tree.child(verb, "agent") is not None:
        return runs, "passive object"
    return [], ""


def _phrase_content(tree: Tree, verb: int, frames: frozenset[str], edge: int) -> tuple[Runs, str]:
    """Find the to-clause, noun phrase or prepositional phrase that a cue governs."""
    children = tree.children[verb]
    if "infinitive" in frames:
        act = next((c for c in children if c > edge and tree.deps[c] in ("xcomp", "ccomp") and tree.child(c, "aux") is not None), None)
        if act is not None and (tree.lower[tree.left[act]] == "to" or tree.child(act, "nsubj") is not None):
            thing = next((c for c in children if verb < c < act and tree.deps[c] == "dobj"), None)
            first = tree.left[thing] if thing is not None else tree.left[act]
            return [(first, reach(tree, verb, first))], "infinitive"
    if "naming" in frames:
        named = next((c for c in children if c > verb and tree.deps[c] in ("oprd", "ccomp", "attr")), None)
        if named is not None:
            first = min(tree.left[c] for c in children if c > verb and tree.deps[c] in ("oprd", "ccomp", "dobj", "attr", "nsubj"))
            return [(first, reach(tree, verb, first))], "naming"
    if "object" in frames:
        thing = next((c for c in children if c > edge and tree.deps[c] in ("dobj", "xcomp", "attr")), None)
        if thing is not None and tree.lower[thing] not in ("who", "what", "which"):
            first, last = tree.left[thing], reach(tree, verb, tree.left[thing])
            last = _wanted(tree, first, last) if tree.lemmas[verb] in _DEMANDING else last
            return ([(first, last)] if first <= last else []), "object"
    for preposition in children:
        if preposition > edge and tree.lower[preposition] in frames and tree.deps[preposition] in ("prep", "prt"):
            thing = next((c for c in children if verb < c < preposition and tree.deps[c] == "dobj"), None)
            if tree.lower[preposition] == "as" and thing is None:
                continue
            first = tree.left[thing] if thing is not None else tree.left[preposition] + 1
            if first <= tree.right[preposition]:
                return [(first, reach(tree, verb, first))], "preposition"
    return [], ""


def _wanted(tree: Tree, first: int, last: int) -> int:
    """Leave out of a demand what it takes for granted: "the release of two boys seized on Friday" does not say that they were seized."""
    for node in range(first, last + 1):
        noun = tree.heads[node]
        if tree.deps[node] in ("acl", "relcl") and tree.tags[node] in ("VBN", "VBD") and first <= noun < node:
            last = tree.left[noun] - 1
            while last >= first and tree.tags[last] in ("IN", "DT"):
                last -= 1
            break
    return last


def subtree_without(tree: Tree, top: int, hole: int) -> Runs:
    """Return the words under `top` less those under `hole`, cut at a clause with a reporter of its own."""
    runs: Runs = []
    for first, last in _without(tree.left[top], tree.right[top], tree.left[hole], tree.right[hole]):
        end = last
        for node in range(first, last + 1):
            if (
                tree.tags[node] in VERB_TAGS
                and tree.deps[node] in ("conj", "advcl")
                and _own_reporter(tree, node)
                and tree.left[node] > first
            ):
                end = tree.left[node] - 1
                break
        if first <= end:
            runs.append((first, end))
    return runs


def characters(tree: Tree, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Trim runs of tokens and give their characters."""
    return [tree.chars(*trimmed) for run in runs if (trimmed := tree.trim(*run)) is not None]

"""Find attribution relations sentence by sentence: a cue, its source phrase and the words it governs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.attribution.contents import (
    characters,
    is_cue_verb,
    subtree_without,
    verb_content,
)
from dateline.attribution.cues import NEGATED, Cue, load_cues, load_media, outlet_in
from dateline.attribution.sources import Source, agent, hearer_of, is_passive, phrase, subject, verbless_subject
from dateline.attribution.speakers import can_speak
from dateline.attribution.trees import DASHES, NOUN_TAGS, VERB_TAGS, Tree

#: Verbs of "quoted X as saying"; those of "citing X"; those whose subject makes the statement that is their object.
_QUOTING = frozenset({"quote", "cite", "report", "describe", "see"})
_RELYING = frozenset({"cite", "quote"})
#: Verbs whose passive names who heard ("the council was told"), and those that take no to-clause in the active ("thought to be ten").
_HEARING = frozenset({"tell", "inform", "notify"})
_PARTICIPLES = frozenset({"think", "believe", "say", "know", "suspect", "report", "estimate", "presume", "understand", "reckon", "suppose"})
_SPEAKING = frozenset({"speak", "talk"})
#: Rules under which a cue takes things as well as speakers for its subject ("Monday's dead raised the toll to 9"): a speaker is asked for.
_ANIMATE = frozenset({"count", "toll"})
_LIGHT = frozenset({"make", "issue", "release", "give"})


@dataclass(slots=True)
class Relation:
    """A relation before its source is resolved. Offsets are characters of the article's text; `source` and `via` hold tokens of `tree`.

    `quoting` cues introduce the quotation beside them; `speaking` ones ("he was in tears as he spoke") only one in a sentence of its own.
    """

    tree: Tree
    cue: tuple[int, int]
    source: Source | None
    content: list[tuple[int, int]]
    polarity: str
    rule: str
    verb: int | None = None
    via: tuple[int, int] | None = None
    relies_on: tuple[int, int] | None = None
    quoting: bool = False
    speaking: bool = False


def find_relations(tree: Tree) -> Iterator[Relation]:
    """Yield the relations of one sentence, in the order of their cues."""
    cues = load_cues()
    for index, tag in enumerate(tree.tags):
        lemma = tree.lemmas[index]
        found: Relation | None = None
        if tag in VERB_TAGS:
            if lemma == "accord" or tree.lower[index] == "according":
                found = _according(tree, index)
            elif tree.deps[index] in ("aux", "auxpass", "amod", "compound"):
                continue
            elif (cue := cues.get(("verb", lemma)) or _goes_on(tree, index)) is not None:
                found = _verb(tree, index, cue)
        elif tag in ("NN", "NNS"):
            if (cue := cues.get(("noun", lemma))) is not None:
                found = _noun(tree, index, cue)
        elif tag == "RB":
            if (cue := cues.get(("adverb", lemma))) is not None:
                found = _adverb(tree, index, cue)
        elif tag in ("JJ", "VBN"):
            if (cue := cues.get(("adjective", lemma))) is not None:
                found = _adjective(tree, index, cue)
        elif tree.lower[index] == "according" or (tree.lower[index] == "per" and index and tree.words[index - 1] == ","):
            found = _according(tree, index)
        if found is not None:
            yield found


def _goes_on(tree: Tree, verb: int) -> Cue | None:
    """Return the cue that "went on" is beside a quotation."""
    told = tree.lemmas[verb] == "go" and verb + 1 < len(tree) and tree.lower[verb + 1] == "on" and tree.child(verb, "xcomp") is None
    return Cue("go", "said", frozenset({"quote"})) if told and any(word in ('"', "“", "”", "''", "``") for word in tree.words) else None


def _verb(tree: Tree, verb: int, cue: Cue) -> Relation | None:
    """Read a verb cue."""
    as_said = _quoted_as_saying(tree, verb)
    if as_said is not None:
        content, rule = verb_content(tree, verb, cue, None)
        source, outer, first = as_said
        via = (outer.first, outer.last) if outer is not None else None
        return Relation(tree, (first, verb), source, characters(tree, content), cue.polarity, "quoted as saying", verb, via, None, True)
    if tree.lemmas[verb] in _QUOTING and (aside := tree.child(verb, "prep")) is not None and _says(tree, aside):
        return None
    if _thought_to_be(tree, verb):
        return None
    passive = is_passive(tree, verb)
    source = agent(tree, verb) if passive else subject(tree, verb)
    if source is None and cue.takes("count"):
        source = verbless_subject(tree, verb)
    hearer = source is None and passive and cue.lemma in _HEARING
    if hearer:
        source = hearer_of(tree, verb)
    if source is not None and "than" in tree.lower[max(0, source.first - 1) : source.head]:
        return None  # "38 bodies, fewer than the army said": what it said is another number
    if source is not None and tree.lower[source.head] in ("there", "it") and tree.deps[source.head] in ("expl", "nsubjpass"):
        source = None
    if source is not None and tree.lower[source.head] == "it" and tree.heads[source.head] != verb and tree.tags[verb] in ("VB", "VBG"):
        return None
    if source is None and not passive and (tree.deps[verb] in ("amod", "acl", "relcl") or tree.tags[verb] in ("VB", "VBG", "VBN")):
        return None
    content, rule = verb_content(tree, verb, cue, source)
    if hearer and rule not in ("clause", "clause before cue", "parenthesis"):
        source = None
    if not content and not cue.frames & {"clause", "quote"} and cue.lemma not in _SPEAKING:
        return None
    if passive and source is None and rule not in ("passive", "clause", "infinitive"):
        return None
    if source is None and not passive and not content:
        return None
    if (rule in _ANIMATE or (rule == "object" and cue.takes("speaker"))) and source is not None and not can_speak(tree, source):
        return None
    polarity = cue.polarity
    if rule == "responsibility":
        polarity = "claimed_responsibility"
    if rule == "infinitive" and polarity == "said" and not passive and cue.lemma != "claim":
        polarity = "planned"
    if tree.child(verb, "neg") is not None or (source is not None and tree.lower[source.first] in ("no", "nobody", "none")):
        polarity = NEGATED.get(polarity, "refused")
    return Relation(
        tree, _verb_group(tree, verb), source, characters(tree, content), polarity, rule, verb, outlet_beside(tree, verb, source, content),
        relied_on(tree, verb), cue.takes("quote") and not passive, cue.lemma in _SPEAKING and polarity == "said" and source is not None,
    )  # fmt: skip


def _thought_to_be(tree: Tree, verb: int) -> bool:
    """Return whether a cue is a participle upon its noun ("a girl thought to be ten"), which the parser may take for the main verb."""
    if tree.lemmas[verb] not in _PARTICIPLES or tree.tags[verb] not in ("VBD", "VBN") or tree.child(verb, "auxpass", "aux") is not None:
        return False
    return verb + 2 < len(tree) and tree.lower[verb + 1] == "to" and tree.tags[verb + 2] == "VB"


def _says(tree: Tree, aside: int) -> bool:
    return tree.lower[aside] == "as" and any(is_cue_verb(tree, c) and tree.tags[c] == "VBG" for c in tree.children[aside])


def _quoted_as_saying(tree: Tree, verb: int) -> tuple[Source | None, Source | None, int] | None:
    """Read "TV quoted a doctor as saying": the doctor, the outlet, and where the cue starts."""
    aside = tree.heads[verb]
    if tree.tags[verb] != "VBG" or tree.lower[aside] != "as":
        return None
    quoter = tree.heads[aside]
    for _ in range(2):
        if tree.tags[quoter] in VERB_TAGS:
            break
        quoter = tree.heads[quoter]
    if tree.lemmas[quoter] not in _QUOTING:
        return None
    if is_passive(tree, quoter):
        head = tree.child(quoter, "nsubjpass")
        outer = agent(tree, quoter)
    else:
        head = tree.child(quoter, "dobj")
        outer = subject(tree, quoter)
    if head is None:
        return None
    return Source(*phrase(tree, head), head), outer, aside


def _verb_group(tree: Tree, verb: int) -> tuple[int, int]:
    """Return a verb with the auxiliaries and particles beside it."""
    first = last = verb
    while first > 0 and tree.heads[first - 1] == verb and tree.deps[first - 1] in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    if last + 1 < len(tree) and tree.heads[last + 1] == verb and tree.deps[last + 1] == "prt":
        last += 1
    return first, last


def outlet_beside(tree: Tree, verb: int, source: Source | None, content: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Find the outlet to which or through which the source speaks ("told AFP", "said on state television")."""
    heads = load_media().heads
    next_to = outlet_in(tree.words, verb + 1, min(verb + 4, len(tree) - 1)) if tree.lemmas[verb] == "tell" else None
    if next_to is not None and next_to[0] == verb + 1:
        return next_to
    for child in tree.children[verb]:
        if tree.deps[child] not in ("dobj", "dative", "prep", "npadvmod", "agent") or any(a <= child <= b for a, b in content):
            continue
        if source is not None and source.first <= child <= source.last:
            continue
        first, last = tree.left[child], tree.right[child]
        last = min([last, *(a - 1 for a, _ in content if a > child)])
        if (named := outlet_in(tree.words, first, last)) is not None:
            return named
        for node in range(first, last + 1):
            if tree.lower[node] in heads and tree.tags[node] in NOUN_TAGS and tree.deps[node] in ("dobj", "pobj", "dative"):
                return phrase(tree, node)
    return None


def relied_on(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Find what a source says it relies on ("citing medics")."""
    for child in range(tree.left[verb], tree.right[verb] + 1):
        if (
            tree.lemmas[child] in _RELYING
            and tree.tags[child] == "VBG"
            and child != verb
            and (thing := tree.child(child, "dobj")) is not None
        ):
            return phrase(tree, thing)
    return None


def _according(tree: Tree, index: int) -> Relation | None:
    """Read "according to X": the whole clause that it stands in, less a clause with another reporter."""
    to = next((c for c in tree.children[index] if tree.lower[c] == "to"), None)
    if to is None and index + 1 < len(tree) and tree.lower[index + 1] == "to":
        to = index + 1
    if tree.lower[index] == "per":
        to = index
    head = tree.child(to, "pobj") if to is not None else None
    if to is None or head is None:
        return None
    source = Source(*phrase(tree, head), head)
    top = tree.heads[index]
    if top == index:
        return None
    parenthesis = index > 0 and tree.words[index - 1] in (",", "(", '"', "”", *DASHES)
    while tree.heads[top] != top:
        head_of_top = tree.heads[top]
        noun = tree.tags[top] not in VERB_TAGS and tree.deps[top] not in ("ccomp", "conj", "advcl", "relcl")
        joined = tree.deps[top] in ("conj", "xcomp", "acl") and (parenthesis or index <= 1)
        if not noun and not joined:
            break
        if is_cue_verb(tree, head_of_top) and tree.deps[top] == "ccomp":
            break
        top = head_of_top
    runs = subtree_without(tree, top, index)
    return Relation(tree, (index, to), source, characters(tree, runs), "said", "according to", None, None, None, True)


def _noun(tree: Tree, noun: int, cue: Cue) -> Relation | None:
    """Read a noun cue: "reports that ...", "Moscow's claim that ...", "allegations of ..."."""
    if tree.deps[noun] == "nsubj" and is_cue_verb(tree, tree.heads[noun]):
        return None
    content: list[tuple[int, int]] = []
    clause = False
    for child in tree.children[noun]:
        if child < noun:
            continue
        dep, lower = tree.deps[child], tree.lower[child]
        if (
            dep in ("acl", "ccomp", "relcl")
            and cue.takes("clause")
            and tree.lower[tree.left[child]] == "that"
            and tree.deps[tree.left[child]] == "mark"
        ):
            content, clause = [(tree.left[child], tree.right[child])], True
            break
        if dep == "acl" and cue.takes("infinitive") and tree.lower[tree.left[child]] == "to":
            content = [(tree.left[child], tree.right[child])]
            break
        if dep == "prep" and lower in cue.frames and tree.left[child] + 1 <= tree.right[child]:
            content = [(tree.left[child] + 1, tree.right[child])]
            break
    if not content:
        return None
    owner = tree.child(noun, "poss")
    source: Source | None = None
    if owner is not None:
        first, last = phrase(tree, owner)
        last = last - 1 if tree.tags[last] == "POS" else last
        source = Source(first, last, owner)
    else:
        by = next(
            (c for c in tree.children[noun] if c > noun and tree.lower[c] in ("by", "from") and tree.deps[c] in ("prep", "agent")), None
        )
        if by is not None and (head := tree.child(by, "pobj")) is not None and not content[0][0] <= by <= content[0][1]:
            source = Source(*phrase(tree, head), head)
        elif tree.deps[noun] == "dobj" and tree.lemmas[tree.heads[noun]] in _LIGHT:
            source = subject(tree, tree.heads[noun])
    # Without a source only the plural tells of things said ("reports of bodies"); the singular is a thing ("a report of 40 pages").
    if source is None and not clause and tree.tags[noun] != "NNS":
        return None
    return Relation(tree, (noun, noun), source, characters(tree, content), cue.polarity, "noun")


def _adverb(tree: Tree, index: int, cue: Cue) -> Relation | None:
    """Read "reportedly" and its like: the clause of the word it stands by; the source is not named."""
    top = tree.heads[index]
    if top == index:
        return None
    return Relation(tree, (index, index), None, characters(tree, [(tree.left[top], tree.right[top])]), cue.polarity, "adverb")


def _adjective(tree: Tree, index: int, cue: Cue) -> Relation | None:
    """Read "confident that ..."."""
    clause = tree.child(index, "ccomp")
    if clause is None or clause < index or tree.deps[index] not in ("acomp", "ROOT", "conj", "ccomp"):
        return None
    verb = tree.heads[index]
    source = subject(tree, verb)
    if source is None or tree.deps[source.head] == "expl" or tree.lower[source.head] == "it":
        return None
    polarity = NEGATED.get(cue.polarity, cue.polarity) if tree.child(verb, "neg") is not None else cue.polarity
    return Relation(tree, (index, index), source, characters(tree, [(tree.left[clause], tree.right[clause])]), polarity, "adjective", verb)

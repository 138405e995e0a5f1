"""Find the phrase that names the source of a cue in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.actors import is_person_noun, is_title
from dateline.actors.nouns import singular
from dateline.attribution.cues import noun_classes
from dateline.attribution.trees import DASHES, FINITE_TAGS, NOUN_TAGS, PRONOUN_TAGS, VERB_TAGS, Tree

RELATIVES = frozenset({"who", "which", "that", "whom"})
#: Subjects that stand for nobody.
EXPLETIVES = frozenset({"it", "there"})
_CUT_FROM_PHRASE = frozenset({"relcl", "appos", "acl", "advcl", "parataxis", "prep", "amod"})
_PHRASE_END = frozenset({",", "(", ";", ":", '"', "”", ")"}) | DASHES
#: How many clauses up a subject may be borrowed from ("X went on to warn, adding that ...").
CLIMB = 4
#: Tokens that an office before a name takes up at most.
OFFICE = 10


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a relation: its phrase, both ends included, and its head.

    `antecedent` is what a relative pronoun stands for; `end` the last token of the appositions and clauses that follow the phrase.
    """

    first: int
    last: int
    head: int
    antecedent: int | None = None
    end: int | None = None

    @property
    def right_edge(self) -> int:
        """The last token of the phrase with all that hangs on it."""
        return self.extent[1]

    @property
    def extent(self) -> tuple[int, int]:
        """First and last token with the appositions and clauses that the core leaves out."""
        return self.first, max(self.last, self.end if self.end is not None else self.last)


def phrase(tree: Tree, head: int) -> tuple[int, int]:
    """Return a noun phrase's first and last token, less the clauses and appositions that a comma or bracket sets off."""
    first, last = tree.left[head], tree.right[head]
    for child in tree.children[head]:
        if child < head:
            continue
        edge = tree.left[child]
        dep = tree.deps[child]
        if dep not in _CUT_FROM_PHRASE or edge <= head:
            continue
        if dep == "relcl" or tree.words[edge - 1] in (",", "(", *DASHES):
            last = min(last, edge - 1)
            break
    for inner in range(head + 2, last + 1):
        if tree.deps[inner] == "relcl" and tree.left[inner] > head + 1 and tree.words[tree.left[inner] - 1] == ",":
            last = tree.left[inner] - 1
            break
    while last > head and (tree.words[last] in _PHRASE_END or tree.deps[last] == "cc"):
        if tree.words[last] == ")" and "(" in tree.words[first:last]:
            break
        last -= 1
    while first < head and (tree.words[first] in (",", '"', "“", "”", "-", "--", ":", ";", "(") or tree.deps[first] == "cc"):
        first += 1
    return first, last


def _named(tree: Tree, head: int) -> Source:
    first, last = phrase(tree, head)
    end = tree.right[head]
    while end > last and (not tree.words[end][0].isalnum() or tree.deps[end] == "cc"):
        end -= 1
    if tree.lower[head] in RELATIVES and tree.tags[head] in ("WP", "WDT"):
        node = tree.heads[head]
        for _ in range(CLIMB):
            if tree.deps[node] == "relcl":
                return Source(first, last, head, tree.heads[node])
            node = tree.heads[node]
    return Source(first, last, head, end=end)


def agent(tree: Tree, verb: int) -> Source | None:
    """Return the source that a passive cue names with "by"."""
    by = tree.child(verb, "agent")
    if by is not None and (noun := tree.child(by, "pobj")) is not None:
        return _named(tree, noun)
    return None


def is_passive(tree: Tree, verb: int) -> bool:
    """Return whether a verb stands in the passive."""
    return tree.tags[verb] == "VBN" and tree.child(verb, "auxpass", "nsubjpass") is not None


def subject(tree: Tree, verb: int) -> Source | None:
    """Return the source that is a cue verb's subject, its own or that of the verb it leans on."""
    node = verb
    for step in range(CLIMB + 1):
        dep = "nsubjpass" if step and is_passive(tree, node) else "nsubj"
        if (own := _nearest(tree, node, dep)) is not None:
            if tree.lower[own] in EXPLETIVES and tree.deps[own] == "expl":
                return None
            found = _clear_of(_named(tree, own), node)
            if (joined := _behind_joint(tree, verb, found, borrowed=step > 0)) is not None:
                return joined
            return (_beside(tree, verb) or found) if step == 0 and _torn(tree, verb, found) else found
        if step == 0 and (near := _beside(tree, verb)) is not None:
            return near
        if step == 0 and tree.tags[verb] == "VBN" and tree.child(verb, "aux", "auxpass") is None:
            return None
        arc, head = tree.deps[node], tree.heads[node]
        if arc == "acl" and tree.tags[head] in NOUN_TAGS:
            return _named(tree, head) if tree.tags[node] == "VBG" else None
        if arc == "relcl" and tree.tags[head] in NOUN_TAGS:
            return None
        if arc == "pcomp" and tree.deps[head] == "prep":
            head = tree.heads[head]
        elif arc not in ("conj", "advcl", "xcomp", "ccomp", "dep") or (arc == "ccomp" and tree.tags[node] in FINITE_TAGS):
            return None
        if arc == "xcomp" and (controller := tree.child(head, "dobj")) is not None and tree.lemmas[head] in _OBJECT_CONTROL:
            return _named(tree, controller)
        if head == node or tree.tags[head] not in VERB_TAGS:
            return None
        node = head
    return None


def hearer_of(tree: Tree, verb: int) -> Source | None:
    """Return whom a passive cue tells: "the council was told that ..."."""
    own = tree.child(verb, "nsubjpass")
    return _named(tree, own) if own is not None and tree.lower[own] not in EXPLETIVES else None


def verbless_subject(tree: Tree, verb: int) -> Source | None:
    """Return the noun at the root of a sentence without a main verb: the parser took the verb for a participle upon it."""
    noun = tree.heads[verb]
    if tree.deps[verb] != "acl" or tree.tags[verb] != "VBN" or tree.heads[noun] != noun or tree.tags[noun] not in NOUN_TAGS:
        return None
    if verb != noun + 1 or any(tag in FINITE_TAGS or tag == "MD" for tag in tree.tags):
        return None
    return Source(tree.left[noun], noun, noun)


def _nearest(tree: Tree, verb: int, dep: str) -> int | None:
    """Return a verb's subject; of two before it, the later.

    The parser takes the end of the content for a subject too ("..., most of them boys, X said").
    """
    own = tree.child(verb, dep)
    if own is None or own > verb:
        return own
    last = max(c for c in tree.children[verb] if c < verb and tree.deps[c] == dep)
    return last if tree.words[tree.left[last] - 1] == "," else own


_PLAIN = NOUN_TAGS | {"DT", "JJ", "CD", "POS", "PRP$", "HYPH"}
_OPENERS = NOUN_TAGS | {"DT", "JJ", "CD", "PRP$"}
_BOUNDARIES = frozenset({",", '"', "”", "''", ";", ":"}) | DASHES - {"-"}
_OBJECT_CONTROL = frozenset(
    {"ask", "tell", "urge", "order", "force", "allow", "want", "expect", "lead", "cause", "prompt", "get", "invite"}
)


def _clear_of(source: Source, verb: int) -> Source:
    """Keep a phrase on its own side of the verb where the parser let it run over."""
    if not source.first <= verb <= source.right_edge or source.head == verb:
        return source
    if source.head < verb:
        return Source(source.first, min(source.last, verb - 1), source.head, source.antecedent, min(source.right_edge, verb - 1))
    return Source(verb + 1, source.last, source.head, source.antecedent, source.end)


#: Arcs of nouns, whatever their tag; and those of nouns that have a place of their own in the sentence.
_NOMINAL = frozenset({"pobj", "dobj", "compound", "appos", "nmod"})
_COMPLETE = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "attr", "conj", "npadvmod"})


def _torn(tree: Tree, verb: int, found: Source) -> bool:
    """Return whether the parser tore a name before a cue in two: name parts stand beside the phrase, outside it."""
    before = found.first - 1
    if found.last >= verb or before < 0 or tree.tags[found.head] not in NOUN_TAGS:
        return False
    if tree.tags[before] in ("NN", "NNS") and tree.tags[found.first] == "NNP" and _office_ahead(tree, before):
        return True
    if tree.words[before] == "-" or (tree.tags[before] in ("NNP", "NNPS") and tree.deps[before] not in _COMPLETE):
        return True
    return any(tree.tags[k] in ("NNP", "NNPS") and tree.deps[k] not in _COMPLETE for k in range(found.right_edge + 1, verb))


def _office_ahead(tree: Tree, before: int) -> bool:
    """Return whether the words from the last comma up to `before` are an office ("commander of the northern operations")."""
    for k in range(before, max(before - OFFICE, 0), -1):
        if tree.words[k - 1] == ",":
            return is_title(tree.lower[k])
    return False


def head_of_run(tree: Tree, first: int, last: int) -> int:
    """Return the head of a phrase read off the surface: its last noun, or the noun before "of the council" where no name follows that."""
    joint = next((k for k in range(first + 1, last) if tree.tags[k] == "IN"), None)
    before = singular(tree.lower[joint - 1]) if joint is not None and tree.tags[joint - 1] in ("NN", "NNS") else None
    office = joint is not None and before is not None and (_speaks_here(tree, joint - 1) or noun_classes().get(before) == "document")
    if joint is not None and office and tree.deps[last] == "pobj" and not tree.people[last]:
        return joint - 1
    if joint is None or any(is_title(tree.lower[k]) for k in range(joint + 1, last + 1)) or tree.deps[last] not in ("pobj", "npadvmod"):
        return last
    return next((k for k in range(joint - 1, first - 1, -1) if tree.tags[k] in NOUN_TAGS), last)


def spanning(tree: Tree, first: int, last: int) -> Source:
    """Return the source that is the phrase from `first` to `last`: its head is the token that the others hang on."""
    outside = [i for i in range(first, last + 1) if not first <= tree.heads[i] <= last or tree.heads[i] == i]
    head = next((i for i in outside if tree.tags[i] in NOUN_TAGS | PRONOUN_TAGS), head_of_run(tree, first, last))
    if first == last:
        return _named(tree, head)
    core = phrase(tree, head)
    return Source(first, min(max(core[1], head), last), head, end=last)


def _behind_joint(tree: Tree, verb: int, found: Source, *, borrowed: bool) -> Source | None:
    """Part a subject from the clause before it: "residents heard gunfire in the port and one doctor said ...".

    The parser takes the doctor for a second object and lends the cue a subject from further left.
    """
    end = verb - 1
    while end > 0 and tree.tags[end] == "RB":
        end -= 1
    first = end
    while first > 0 and tree.tags[first - 1] in _PLAIN:
        first -= 1
    if first < 4 or first > end or tree.lower[first - 1] != "and" or tree.tags[end] not in NOUN_TAGS or tree.tags[first] not in _OPENERS:
        return None
    if borrowed:
        torn = found.right_edge < first - 1 and any(tree.tags[k] in FINITE_TAGS for k in range(found.right_edge + 1, first))
    else:
        torn = 0 < found.first < first - 1 and tree.tags[found.first - 1] in FINITE_TAGS and not _speaks_here(tree, found.head)
    return Source(first, end, end) if torn else None


def _speaks_here(tree: Tree, head: int) -> bool:
    key = singular(tree.lower[head])
    return tree.tags[head] in ("NNP", "NNPS", "PRP") or is_title(key) or is_person_noun(key)


def _beside(tree: Tree, verb: int) -> Source | None:
    """Read the source off the surface where the parser gave the cue no subject: "..., commander Omar Haddad said", "..., said Haddad"."""
    words, tags = tree.words, tree.tags
    if tags[verb] not in FINITE_TAGS and not (tags[verb] == "VBN" and verb and words[verb - 1] in (",", '"', "”", "''")):
        return None
    before = verb - 1
    while before >= 0 and tree.deps[before] in ("advmod", "aux") and tags[before] not in PRONOUN_TAGS:
        before -= 1
    if before >= 0 and (tags[before] in NOUN_TAGS or tags[before] == "PRP" or tree.lower[before] == "old"):
        first = before
        while first > 0 and words[first - 1] not in _BOUNDARIES:
            first -= 1
        if (
            (first > 0 or all(tags[k] in ("NNP", "NNPS") for k in range(before + 1)))
            and before - first < 14
            and not any(tags[k] in FINITE_TAGS and tree.deps[k] not in _NOMINAL for k in range(first, before + 1))
        ):
            return Source(first, before, head_of_run(tree, first, before))
    after = verb + 1
    if before >= 0 and words[before] in (",", '"', "”", "''", "?", "!") and after < len(tree) and tags[after] != "IN":
        end = after
        while end < len(tree) and (
            tags[end] in NOUN_TAGS or tags[end] in ("DT", "JJ", "CD", "POS", "PRP$", "HYPH", "PRP", "IN") or words[end] == "-"
        ):
            if tags[end] == "IN" and words[end] not in ("of", "for"):
                break
            end += 1
        while end > after and tags[end - 1] not in NOUN_TAGS and tags[end - 1] not in ("PRP", "JJ", "CD"):
            end -= 1
        if end > after:
            return Source(after, end - 1, end - 1)
    return None

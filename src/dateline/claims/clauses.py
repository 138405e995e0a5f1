"""Walk a dependency parse by clauses: which verb a word belongs to, and how far apart two words' clauses are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Relations (ClearNLP labels, as spaCy's English models use them) that open a clause.
CLAUSAL = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "parataxis", "csubj", "csubjpass", "conj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
#: Longest path walked: broken parses of scraped text can be very deep.
DEPTH = 60


def is_clause_head(token: Token) -> bool:
    """Return whether `token` heads a clause: a verb, or a root or conjunct with a subject of its own."""
    if token.dep_ not in CLAUSAL:
        return False
    return token.pos_ in ("VERB", "AUX") or token.dep_ == "ROOT" or any(child.dep_ in SUBJECTS for child in token.children)


def clause_head(token: Token) -> Token:
    """Return the head of the clause that `token` stands in (itself, if it heads one)."""
    for _ in range(DEPTH):
        if is_clause_head(token) or token.head == token:
            return token
        token = token.head
    return token


def clause_chain(token: Token) -> list[Token]:
    """Return the heads of the clauses around `token`, innermost first, up to the root."""
    chain = [clause_head(token)]
    while chain[-1].head != chain[-1] and len(chain) < DEPTH:
        chain.append(clause_head(chain[-1].head))
    return chain


def clause_distance(one: Token, other: Token) -> int:
    """Return how many clause borders lie between two words of a sentence: 0 in the same clause.

    A border into a subordinate clause counts 1; one between coordinate clauses with subjects of their own counts 2.
    """
    mine, theirs = clause_chain(one), clause_chain(other)
    if mine[0] == theirs[0]:
        return 0
    places = {head.i: steps for steps, head in enumerate(theirs)}
    for steps, head in enumerate(mine):
        if head.i in places:
            crossed = [*mine[:steps], *theirs[: places[head.i]]]
            return sum(2 if c.dep_ == "conj" and has_subject(c) else 1 for c in crossed)
    return DEPTH


def shut_off(trigger: Token, token: Token) -> bool:
    """Return whether `token` stands in a relative clause that the trigger has no part in ("the city it seized two years ago")."""
    inner = clause_chain(token)
    own = {head.i for head in clause_chain(trigger)} | {trigger.i}
    for head in inner:
        if head.i in own:
            return False
        if head.dep_ == "relcl" and head.head.i != trigger.i:
            return True
    return False


def has_subject(verb: Token) -> bool:
    """Return whether the clause has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, looking through coordination ("killed 12 and wounded 20") and control."""
    for _ in range(DEPTH):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and not (child.lemma_ == "life" and verb.dep_ == "advcl"):
                return child  # in "risked their lives dodging bombs" the parser takes the lives for the dodgers
        for child in verb.lefts:
            if child.dep_ == "advcl" and child.tag_ == "VBG":
                inner = next((c for c in child.lefts if c.dep_ == "nsubj" and c.i > child.left_edge.i - 1), None)
                if inner is not None:
                    return inner  # "fighters retreating north have forced ...": the parser gives the participle the subject
        if verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
            continue
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return verb.head
        adjunct = verb.tag_ == "VBG" or any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
        if verb.dep_ == "advcl" and adjunct and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
            continue
        return None
    return None


def is_passive(verb: Token) -> bool:
    """Return whether a verb stands in the passive or as a bare participle after its noun."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):
        return True
    if verb.tag_ not in ("VBN", "VBD") or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    return not has_object(verb) and (verb.tag_ == "VBN" or any(child.dep_ == "nsubj" and child.pos_ == "NUM" for child in verb.children))


def has_object(verb: Token) -> bool:
    """Return whether a verb, or one coordinated with it, has a direct object."""
    verbs = [verb, *(c for c in verb.children if c.dep_ == "conj")]
    return any(child.dep_ in ("dobj", "ccomp") for v in verbs for child in v.children)


def conjuncts(token: Token) -> list[Token]:
    """Return `token` and the nouns coordinated with it."""
    found, queue = [token], [token]
    while queue and len(found) < 20:
        for child in queue.pop(0).children:
            if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
                found.append(child)
                queue.append(child)
    return found


def negated(token: Token) -> bool:
    """Return whether a verb carries "not" or "never"."""
    return any(child.dep_ == "neg" for child in token.children)

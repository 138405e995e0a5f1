"""Read what a sentence tells of a person besides the title: "X leads the militia", "X, who was a nurse", "X and her sister fled"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.actors import is_person_noun, is_title
from dateline.actors.nouns import singular
from dateline.attribution.callings import Calling, past, phrase_words
from dateline.attribution.cues import load_cues, noun_classes
from dateline.attribution.mentions import Mention, Thing
from dateline.attribution.sources import phrase
from dateline.attribution.trees import NOUN_TAGS, VERB_TAGS, Tree

#: Verbs that make their subject an office of what they govern.
_OFFICES = {
    "lead": "leader", "head": "leader", "run": "leader", "chair": "leader", "direct": "director", "manage": "manager",
    "command": "commander", "coordinate": "coordinator", "oversee": "director", "represent": "representative",
}  # fmt: skip
#: Verbs that name a trade with their object ("drives an ambulance"), and with the body they are done for.
_PLYING = {"drive": "driver", "pilot": "pilot", "edit": "editor"}
_CALLED_BY = {"speak": "spokesman", "work": "worker", "fight": "fighter"}
#: Verbs that tell of one who came out of it: what he or she did, what was done to him or her.
_ESCAPING = frozenset({"escape", "survive"})
_FREEING = frozenset({"free", "rescue", "release"})
_BEING = frozenset({"be", "become", "remain"})
#: Nouns that tell of a private life where the text gives them to a person by "his" or "her".
_HOME = frozenset(
    {
        "mother", "father", "wife", "husband", "son", "daughter", "child", "brother", "sister", "cousin", "neighbour", "neighbor", "house",
        "home", "family", "grandmother", "grandfather", "aunt", "uncle", "nephew", "niece", "cattle", "shop", "stall", "farm", "kitchen",
        "flat", "apartment", "baby", "parent", "goat", "field", "stove", "shelter", "tent", "car", "bicycle",
    }
)  # fmt: skip
_MARTIAL = frozenset(
    {"fight", "attack", "fire", "shoot", "surrender", "deploy", "patrol", "sign", "meet", "resign", "announce", "arrive", "speak", "tell"}
)
_LIVING = frozenset({"live", "flee", "sell", "bake", "shelter", "farm", "fish", "survive"})


def profile(tree: Tree, text: str, head: int, mention: Mention) -> Mention:
    """Return the mention of a person with the offices and trades that its sentence states; as it is where it states none.

    They are added to its `callings`; a name without a role takes the first for one.
    """
    if mention.thing is not Thing.PERSON:
        return mention
    found = list(_told(tree, text, head))
    mention = replace(mention, callings=tuple(dict.fromkeys((*mention.callings, *((word, words) for word, words, _ in found)))))
    if mention.name is None or mention.role is not None:
        return mention
    above = tree.heads[head]
    while tree.deps[above] == "pobj" and tree.deps[tree.heads[above]] == "prep" and tree.heads[tree.heads[above]] < above:
        above = tree.heads[tree.heads[above]]  # "the charity's director for Yemen, X": the parser hangs X on Yemen
    office = tree.tags[above] == "NN" and (is_title(tree.lower[above]) or is_person_noun(tree.lower[above]))
    if tree.deps[head] == "appos" and above < head and office:
        first, last = phrase(tree, above)
        first += tree.tags[first] in ("DT", "PRP$") and first < last
        role = text[tree.starts[first] : tree.ends[last]]
        words = phrase_words(tree, first, above)
        return replace(
            mention, head=tree.lower[above], modifiers=words, role=" ".join(role.split()),
            origin=(tree.starts[first], mention.origin[1]), callings=((tree.lower[above], words), *mention.callings),
        )  # fmt: skip
    spoken = next((row for row in found if row[2] is not None), None)
    return mention if spoken is None else replace(mention, head=spoken[0], modifiers=spoken[1], role=spoken[2])


def told_of(tree: Tree, text: str, pronoun: int) -> tuple[Calling, ...]:
    """Return what the sentence of a pronoun makes of whom it stands for: "he leads the rebels", "she is a medical student"."""
    return tuple((word, words) for word, words, _ in _told(tree, text, pronoun))


def _told(tree: Tree, text: str, head: int) -> Iterator[tuple[str, tuple[str, ...], str | None]]:
    """Yield what the verbs of a person's sentence and of the clause behind the name make of that person: noun, modifiers, role."""
    verbs = [tree.heads[head]] if tree.deps[head] == "nsubj" else []
    clauses = []
    beside = [c for c in tree.children[head] if tree.deps[c] == "appos"]
    for clause in (c for noun in (head, *beside) for c in tree.children[noun] if tree.deps[c] == "relcl"):
        who = tree.child(clause, "nsubj", "nsubjpass")
        clauses += [clause] if who is not None and tree.lower[who] == "who" else []
    for clause in clauses:
        if tree.lemmas[clause] in (_ESCAPING if tree.child(clause, "nsubj") is not None else _FREEING):
            yield "resident", ("surviving",), None
    verbs += clauses
    verbs += [c for v in verbs for c in tree.children[v] if tree.deps[c] == "conj" and tree.child(c, "nsubj") is None]
    for verb in verbs:
        if (found := _stated(tree, text, verb)) is not None:
            yield found


def _stated(tree: Tree, text: str, verb: int) -> tuple[str, tuple[str, ...], str] | None:
    """Return the office that a verb states of its subject: head, modifiers, and the words for it."""
    lemma = tree.lemmas[verb]
    if tree.tags[verb] not in VERB_TAGS or tree.child(verb, "neg") is not None or past(tree, verb):
        return None
    noun = tree.child(verb, "attr", "dobj")
    if lemma in _BEING and noun is not None and tree.tags[noun] in ("NN", "NNP"):
        key = singular(tree.lower[noun])
        if is_title(key) or is_person_noun(key):
            first, last = phrase(tree, noun)
            first += tree.tags[first] == "DT" and first < last
            return tree.lower[noun], phrase_words(tree, first, noun), text[tree.starts[first] : tree.ends[last]]
    if lemma in _OFFICES and noun is not None and tree.tags[noun] in NOUN_TAGS and tree.tags[verb] != "VBN":
        first, last = phrase(tree, noun)
        first += tree.tags[first] == "DT" and first < last
        words = (*phrase_words(tree, first, noun), singular(tree.lower[noun]))
        return _OFFICES[lemma], words, f"{_OFFICES[lemma]} of {text[tree.starts[first] : tree.ends[last]]}"
    if lemma in _PLYING and noun is not None and is_title(_PLYING[lemma], (singular(tree.lower[noun]),)):
        words = (singular(tree.lower[noun]),)
        return _PLYING[lemma], words, f"{words[0]} {_PLYING[lemma]}"
    if lemma in ("speak", "work", "fight") and (tie := tree.child(verb, "prep")) is not None and tree.lower[tie] in ("for", "at", "with"):
        noun = tree.child(tie, "pobj")
        body = noun is not None and (noun_classes().get(singular(tree.lower[noun])) == "group" or is_person_noun(tree.lower[noun]))
        if noun is not None and (body or tree.tags[noun] in ("NNP", "NNPS")):  # "spoke for an hour" makes no spokesman
            first, last = phrase(tree, noun)
            first += tree.tags[first] == "DT" and first < last
            office = _CALLED_BY[lemma]
            words = (*phrase_words(tree, first, noun), singular(tree.lower[noun]))
            return office, words, f"{'spokesperson' if lemma == 'speak' else office} of {text[tree.starts[first] : tree.ends[last]]}"
    return None


def tells_of_home(tree: Tree, head: int | None) -> bool:
    """Return whether a sentence speaks of a private life: an age, kin or a home by "his" or "her", flight. `head` is the person's."""
    for k, word in enumerate(tree.lower):
        owned = tree.tags[k] == "PRP$" and word in ("his", "her")
        if owned and singular(tree.lower[tree.heads[k]]) in _HOME:
            return True
        living = tree.lemmas[k] in _LIVING and tree.tags[k] in VERB_TAGS
        if living and head is not None and k in (tree.heads[head], *tree.children[head]):
            return True
    if head is not None and tree.deps[head] == "poss" and singular(tree.lower[tree.heads[head]]) in _HOME:
        return True
    if head is not None and tree.lower[tree.heads[head]] == "as" and "name" in tree.lower:
        return True
    ages = [c for c in tree.children[head] if c > head and tree.deps[c] in ("appos", "nummod")] if head is not None else []
    return any(tree.tags[c] == "CD" and tree.words[c].isdecimal() and 10 <= int(tree.words[c]) < 110 for c in ages)


def acts(tree: Tree, head: int) -> bool:
    """Return whether a sentence brings in a person by something done or suffered, and by no word said and no command."""
    verb = tree.heads[head]
    if tree.deps[head] not in ("nsubj", "nsubjpass") or tree.tags[verb] not in VERB_TAGS or tree.lemmas[verb] in _OFFICES:
        return False
    while tree.lemmas[verb] in _BEING and (more := tree.child(verb, "xcomp", "acomp")) is not None and tree.tags[more] in VERB_TAGS:
        verb = more
    cue = load_cues().get(("verb", tree.lemmas[verb]))
    return (cue is None or cue.polarity == "believed") and tree.lemmas[verb] not in _MARTIAL

"""Read a source phrase: name, title, organisation, number, and what kind of thing it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from dateline.actors.nouns import singular
from dateline.actors.offices import is_title
from dateline.attribution.callings import Calling, callings, past, personal, phrase_words
from dateline.attribution.cues import noun_classes
from dateline.attribution.names import dateline_end, woman
from dateline.attribution.sources import phrase
from dateline.attribution.trees import NOUN_TAGS, Tree

_NAME_TAGS = frozenset({"NNP", "NNPS"})
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "bint", "abu", "abd", "van", "von", "der", "de", "di", "da", "dos", "ould", "ag", "ul"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_DETERMINERS = frozenset({"DT", "PDT", "PRP$"})
_FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "sheikh", "prof"})
_FEMALE = frozenset(
    {
        "she",
        "her",
        "mrs",
        "ms",
        "miss",
        "madame",
        "woman",
        "mother",
        "grandmother",
        "daughter",
        "sister",
        "wife",
        "girl",
        "widow",
        "queen",
        "aunt",
        "niece",
        "nun",
        "bride",
        "headmistress",
        "housewife",
        "midwife",
        "actress",
        "granddaughter",
        "seamstress",
    }
)
_MALE = frozenset(
    {
        "he",
        "his",
        "mr",
        "monsieur",
        "man",
        "father",
        "grandfather",
        "son",
        "brother",
        "husband",
        "boy",
        "king",
        "sheikh",
        "uncle",
        "nephew",
        "monk",
        "priest",
        "imam",
        "bishop",
        "bridegroom",
        "grandson",
        "prince",
    }
)
_SPACES = re.compile(r"\s+")
_ALIAS = re.compile(
    r"[\w '\u2019-]{0,40}?,? ?(?:who (?:was |is )?)?"
    r"(?:called|named|known(?: only)? (?:as|by the name of)|goes by(?: the name(?: of)?)?"
    r"|g(?:a|i)ves? (?:only )?(?:his|her) (?:first )?name (?:only )?as|(?:call(?:s|ed)|styl(?:es|ed)) (?:him|her)self"
    r"|(?:identified|introduced) (?:him|her)self(?: only)? as|uses? the (?:call sign|name|nom de guerre))"
    r" ((?:[^\W\d_a-z][\w'\u2019-]+ ?){1,4})(?<! )"
)


_ONE = frozenset({"one", "another"})


class Thing(StrEnum):
    """What a mention names."""

    PERSON = "person"
    GROUP = "group"
    DOCUMENT = "document"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase read. `modifiers` are the words before the head and of its of-phrase, for coding the speaker.

    `origin` holds the characters of the phrase with its appositions, and `aside` the words there and in the clause behind it; `callings`
    are all nouns by which the text calls the person, each with its modifiers.
    """

    text: str
    name: str | None
    role: str | None
    organisation: str | None
    head: str
    modifiers: tuple[str, ...]
    thing: Thing
    plural: bool
    female: bool | None
    definite: bool
    epithet: bool
    tokens: tuple[int, int]
    origin: tuple[int, int] = (0, 0)
    aside: tuple[str, ...] = ()
    callings: tuple[Calling, ...] = ()

    @property
    def surname(self) -> str | None:
        """The last part of the name, less the article ("al-")."""
        return surname(self.name) if self.name is not None else None


def surname(name: str) -> str:
    """Return the part of a name that later mentions use.

    >>> surname("Omar al-Haddad"), surname("Maria de Souza")
    ('haddad', 'souza')
    """
    return name.replace("\u2019s", "").split()[-1].split("-")[-1].lower() if name.split() else name.lower()


def _text(tree: Tree, text: str, first: int, last: int) -> str:
    return _SPACES.sub(" ", text[tree.starts[first] : tree.ends[last]]).strip(' ,;:"“”')


@cache
def _title(word: str) -> bool:
    return is_title(word) or word.strip(".").lower() in _FORMS_OF_ADDRESS or is_title(word.strip("."))


def _name_start(tree: Tree, first: int, last: int) -> int:
    """Return where the personal name that ends at `last` begins, not before `first`."""
    start = last
    while start > first:
        before = start - 1
        word = tree.words[before]
        if tree.tags[before] in _NAME_TAGS and tree.deps[before] not in ("poss", "case") and not _title(tree.lower[before]):
            if tree.people[last] and not tree.people[before] and tree.lower[before] not in _PARTICLES:
                break
            start = before
        elif tree.lower[before] in _PARTICLES and before > first:
            start = before
        elif word in _HYPHENS and before > first and tree.tags[before - 1] in _NAME_TAGS and not _title(tree.lower[before - 1]):
            start = before - 1
        else:
            break
    return start


def _split_title(tree: Tree, text: str, first: int, last: int) -> tuple[str | None, str | None]:
    """Part the words before a name into role and organisation ("ISF Brigadier General" is both)."""
    while first <= last and tree.tags[first] in _DETERMINERS:
        first += 1
    if first > last:
        return None, None
    title = next((k for k in range(first, last + 1) if _title(tree.lower[k])), None)
    if title is None:
        return None, _text(tree, text, first, last)
    split = first
    while (
        split < title
        and (tree.tags[split] in _NAME_TAGS or tree.tags[split] == "POS")
        and (split > first or tree.groups[split] or tree.words[split].isupper())
    ):
        split += 1
    body = split - 1 if split > first and tree.tags[split - 1] != "POS" else split - 2
    organisation = _text(tree, text, first, body) if body >= first else None
    rank = last + 1
    while rank > title + 1 and (_title(tree.lower[rank - 1]) or tree.words[rank - 1] in _HYPHENS):
        rank -= 1
    if rank <= last and any(tree.tags[k] == "IN" for k in range(title + 1, rank)):
        return f"{_text(tree, text, split, rank - 1)}, {_text(tree, text, rank, last)}", organisation
    return _text(tree, text, split, last) or None, organisation


def _of_phrase(tree: Tree, text: str, head: int) -> str | None:
    """Return the body that a title belongs to ("head of the provincial council")."""
    for child in tree.children[head]:
        if child > head and tree.deps[child] == "prep" and tree.lower[child] in ("of", "for", "at", "from", "with", "in"):
            noun = tree.child(child, "pobj")
            if noun is None:
                continue
            first, last = phrase(tree, noun)
            while first < last and tree.tags[first] in _DETERMINERS:
                first += 1
            proper = any(tree.tags[k] in _NAME_TAGS for k in range(first, last + 1))
            if (proper and tree.lower[child] != "in") or singular(tree.lower[noun]) in noun_classes():
                return _text(tree, text, first, last)
    return None


def _owner(tree: Tree, text: str, head: int) -> str | None:
    """Return the body named before a common head ("the UN's spokesman", "a Red Crescent official")."""
    poss = tree.child(head, "poss")
    if poss is not None and tree.people[poss]:
        return None
    if poss is not None and tree.tags[poss] in NOUN_TAGS:
        return _text(tree, text, tree.left[poss], poss)
    parts = [
        c
        for c in tree.children[head]
        if c < head and tree.deps[c] in ("compound", "nmod") and tree.tags[c] in _NAME_TAGS and tree.words[c][0].isupper()
    ]
    return _text(tree, text, tree.left[parts[0]], parts[-1]) if parts else None


def _female(tree: Tree, first: int, last: int) -> bool | None:
    for k in range(first, last + 1):
        if tree.tags[k] == "PRP$" or (k < last and tree.tags[k + 1] == "POS"):
            continue  # "his mother", "the man's wife": whose, not who
        word = singular(tree.lower[k])
        if word.strip(".") in _FEMALE or word.endswith("woman"):
            return True
        if word.strip(".") in _MALE or (word.endswith("man") and word not in ("human", "woman") and personal(word)):
            return False
    return None


def read_mention(tree: Tree, text: str, head: int, edges: tuple[int, int] | None = None) -> Mention:
    """Read the noun phrase under `head`.

    Args:
        tree: its sentence.
        text: the article's text.
        head: the head noun's index.
        edges: first and last token of the phrase where the tree is not to be trusted.
    """
    first, last = edges or phrase(tree, head)
    first = min(max(first, dateline_end(tree.words)), head)
    if tree.tags[last] == "POS" and last > first:
        last -= 1
    classes = noun_classes()
    key = singular(tree.lower[head])
    plural = tree.tags[head] in ("NNS", "NNPS") or key == "police" or tree.child(head, "cc") is not None
    definite = tree.lower[first] in ("the", "this", "that", "these", "those", "his", "her", "their", "its")
    name = role = organisation = None
    thing = Thing.OTHER
    group_like = classes.get(key) == "group"
    office = not group_like and _title(tree.lower[head]) and not tree.people[head] and tree.lower[head].strip(".") not in _FORMS_OF_ADDRESS
    proper = (tree.tags[head] in _NAME_TAGS or tree.people[head]) and not office
    if proper and not group_like and not (tree.words[head].isupper() and len(tree.words[head]) > 1 and not tree.people[head]):
        start = _name_start(tree, first, head)
        role, organisation = _split_title(tree, text, first, start - 1)
        beside = tree.child(head, "appos")
        titled = role is not None or (
            beside is not None and tree.tags[beside] in NOUN_TAGS and is_title(tree.lower[beside]) and start < head
        )
        if (tree.people[head] or titled or not (tree.groups[head] or tree.lower[first] == "the")) and tree.words[head][0].isupper():
            name, thing = _text(tree, text, start, head), Thing.PERSON
            if name.lower().endswith(("'s", "\u2019s")):
                name = name[:-2]
        elif not tree.words[head][0].isupper():
            role = organisation = None
        else:
            role, organisation = None, _text(tree, text, first + (tree.tags[first] in _DETERMINERS), head)
            thing = Thing.GROUP
    elif proper:
        thing = Thing.GROUP
        organisation = _text(tree, text, first + (tree.tags[first] in _DETERMINERS), last)
    else:
        kind = classes.get(key)
        if key in _ONE and (of := tree.child(head, "prep")) is not None and tree.lower[of] == "of" and (whole := tree.child(of, "pobj")):
            kind = "epithet" if tree.tags[whole] == "PRP" or personal(tree.lower[whole]) else kind
        thing = {"group": Thing.GROUP, "document": Thing.DOCUMENT}.get(kind or "", Thing.OTHER)
        if thing is Thing.OTHER and (kind == "epithet" or is_title(key, tree.lower[first:head])):
            thing = Thing.PERSON
            begin = first
            while begin < head and tree.tags[begin] in _DETERMINERS:
                begin += 1
            role = _text(tree, text, begin, head) if is_title(key, tree.lower[first:head]) else None
        organisation = _owner(tree, text, head) or _of_phrase(tree, text, head)
        if role is not None and organisation is not None and role.startswith(organisation):
            role = role[len(organisation) :].removeprefix("'s").removeprefix("\u2019s").strip() or role
        if thing is Thing.PERSON and last > head and tree.people[last] and tree.tags[last] in _NAME_TAGS:
            # "chief of the northern patrols Brigadier-General Karim Jabir": the parser hangs the name on the office
            start = _name_start(tree, head + 1, last)
            if start > head + 1 and _title(tree.lower[start - 1]):
                name = _text(tree, text, start, last)
                role, organisation = _split_title(tree, text, first, start - 1)
    modifiers = phrase_words(tree, first, head)
    word = tree.lower[head]
    if (
        name is not None
        and role is None
        and (apposition := tree.child(head, "appos")) is not None
        and tree.tags[apposition] in ("NN", "NNS")
        and not past(tree, apposition)
    ):
        begin, end = phrase(tree, apposition)
        while begin < end and tree.tags[begin] in _DETERMINERS:
            begin += 1
        role, organisation = (
            _text(tree, text, begin, end),
            organisation or _of_phrase(tree, text, apposition) or _owner(tree, text, apposition),
        )
        word, modifiers = tree.lower[apposition], phrase_words(tree, begin, apposition)
    elif name is not None and role is not None:
        titles = [k for k in range(first, head) if _title(tree.lower[k])]
        if titles:
            word, modifiers = tree.lower[titles[-1]], tuple(tree.lower[first : titles[-1]])
    elif (
        name is None and thing is Thing.PERSON and (apposition := tree.child(head, "appos")) is not None and tree.tags[apposition] == "NNP"
    ):
        name = _text(tree, text, _name_start(tree, tree.left[apposition], apposition), apposition)
    if name is None and thing is Thing.PERSON and not plural and (alias := _alias(tree, text, head)) is not None:
        name = alias if definite or " " in alias else None  # "a student who gave his name as Omar" goes by what he is
    if name is None and thing is Thing.PERSON and not plural and (beside := tree.child(head, "appos")) is not None and beside > head:
        name = _alias(tree, text, beside)
    begin, end = _surroundings(tree, head, first, last)
    female = _female(tree, first, last)
    if female is None and name is not None:
        female = woman(name)
    return Mention(
        _text(tree, text, first, last), name, role, organisation, word, modifiers, thing, plural, female, definite,
        classes.get(key) == "epithet", (first, last), (tree.starts[begin], tree.ends[end]), tuple(tree.lower[begin : end + 1]),
        callings(tree, first, head) if thing in (Thing.PERSON, Thing.GROUP) else (),
    )  # fmt: skip


def _surroundings(tree: Tree, head: int, first: int, last: int) -> tuple[int, int]:
    """Return first and last token of a phrase with the appositions on either side of it."""
    begin, end = first, last
    above = tree.heads[head]
    if tree.deps[head] == "appos" and tree.tags[above] in NOUN_TAGS and above < head and above >= dateline_end(tree.words):
        begin = min(begin, phrase(tree, above)[0])
    for child in tree.children[head]:
        if child > head and tree.deps[child] == "appos" and tree.tags[child] in NOUN_TAGS:
            end = max(end, phrase(tree, child)[1])
    return max(begin, dateline_end(tree.words)), end


def _alias(tree: Tree, text: str, head: int) -> str | None:
    """Return the name that a description goes by: "a student who gave his name as Omar", "a driver called Petro"."""
    found = _ALIAS.match(text, tree.ends[head], tree.end)
    return found[1] if found is not None else None


def same_name(one: str, other: str) -> bool:
    """Return whether two mentions that share a surname can name one person: no first names, or the same."""
    first, second = one.lower().split(), other.lower().split()
    return len(first) == 1 or len(second) == 1 or first[0].strip(".")[:1] == second[0].strip(".")[:1]


def fuller(one: Mention, other: Mention) -> Mention:
    """Join two mentions of a person: the longer name and role, the first organisation."""
    base = one if len(one.role or "") >= len(other.role or "") else other
    return replace(
        base, name=max(one.name or "", other.name or "", key=len), role=base.role,
        organisation=one.organisation or other.organisation, female=one.female if one.female is not None else other.female,
        callings=tuple(dict.fromkeys((*one.callings, *other.callings))),
    )  # fmt: skip

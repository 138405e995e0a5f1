"""Name the people whom an article says something was done to: who, what, and in which words.

A word of harm or of persecution (data/harm.tsv, data/persecution.tsv) says what was done; the parse says where its victim stands: the
object of "killed X", the subject of "X was killed" and "X disappeared", "the killing of X", "X's arrest", "jailed activist X". Names
that are coordinated with the victim, stand in apposition to it or are given as examples of it share the deed. A pronoun takes the
person last named.

Who is held for a common crime ("charged with kidnapping") is a suspect, not a victim; such deeds are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.actors import is_person_noun
from dateline.claims.clauses import conjuncts, is_passive, negated, subject
from dateline.claims.context import Context, Scene
from dateline.claims.lexicon import HarmWord, harm_words, table
from dateline.claims.patients import relative, victim_heads
from dateline.claims.persons import People, Person, name_words, people_in
from dateline.claims.singles import wound_bearers
from dateline.claims.triggers import word_triggers
from dateline.records import BlockKind, Measure, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Deed", "NamedVictim", "deeds_in", "for_crimes", "named_victims"]

#: What of the words of harm is done to a person: not flight, nor being trapped.
_MEASURES = frozenset({Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.DETAINED, Measure.CAPTURED, Measure.MISSING})
#: What is done to one person, where a count of many says less: the missing of a battle have not been made to disappear.
_OTHERWISE = {Measure.MISSING: ("abduction", None), Measure.INJURED: ("attack", "armed_attack")}
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
#: Sentences back in which a pronoun finds its person.
PRONOUN_REACH = 3
#: Words between a participle and the name it leads, and between two names of a list.
LED, LIST_GAP = 8, 9
_IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "CCONJ", "PART"})
#: Where the victim of a verb stands.
_OBJECT = "obj"
#: Named so often, a victim suffers more than one deed.
OFTEN = 3
#: From this share of accused on, all who are held are.
ACCUSED = 0.3
_HELD = frozenset({"detention", "strategic"})
_VIOLENT = frozenset({"attack", "abduction", "bodies", "casualties", "explosion"})
_EXAMPLES = frozenset({"including", "include", "like", "namely", "as", "as:", "identified", "named"})


@dataclass(frozen=True, slots=True)
class DeedWord:
    """A word for what is done to a person; `victims` is ``obj``, ``subj``, ``of``, ``against``, ``on`` or ``mod``."""

    pattern: tuple[str, ...]
    pos: str
    victims: str
    type: str
    subtype: str | None
    measure: Measure | None = None
    fate_open: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to people: the sentence, the word, the persons it names as victims, and the word for who did it.

    `people` says that the words for the victims mean people, named or not; `accused` that they are held for a common crime.
    `agent` is the position of the doer in the sentence, `measure` what those harmed are counted as, ``None`` where words of
    persecution tell of it. `outright` are the victims whom the parse gives by name, not by pronoun, word order or a list; `unnamed` where
    the nouns and pronouns stand that name nobody. `fate_open` says that the word leaves open whether the victims live ("shot").
    """

    scene: int
    at: int
    type: str
    subtype: str | None
    trigger: Span
    victims: tuple[Person, ...]
    people: bool
    accused: bool
    agent: int | None
    doer: Person | None
    negated: bool
    measure: Measure | None = None
    outright: tuple[Person, ...] = ()
    unnamed: tuple[int, ...] = ()
    fate_open: bool = False


@dataclass(frozen=True, slots=True)
class NamedVictim:
    """A person named as the victim of one deed or more; `private_person` as in `Attribution`: the name is masked in exports."""

    name: str
    span: Span
    deeds: tuple[Deed, ...]
    mentions: int
    private_person: bool


def named_victims(context: Context, deeds: Sequence[Deed] | None = None) -> list[NamedVictim]:
    """Return the people an article names as victims, in the order of their first mention.

    Who is told of as a suspect of a common crime at least as often as a victim is none.
    """
    deeds = deeds if deeds is not None else deeds_in(context)
    found: dict[Person, list[Deed]] = {}
    for deed in deeds:
        for person in deed.victims:
            found.setdefault(person, []).append(deed)
    suspects = _suspects(deeds)
    result = []
    for person, done in found.items():
        suffered = [d for d in done if not d.accused and not d.negated]
        held = all(d.type in _HELD for d in suffered)
        if not suffered or (held and person in suspects) or len(suffered) <= sum(d.accused for d in done):
            continue
        if not _is_victim(person, suffered):
            continue
        first = person.mentions[0]
        scene = context.scenes[first.scene]
        span = scene.span(scene.start(first.first), scene.end(first.last))
        result.append(NamedVictim(person.name, span, tuple(suffered), len(person.mentions), person.private))
    return sorted(result, key=lambda victim: victim.span.start)


def _is_victim(person: Person, suffered: Sequence[Deed]) -> bool:
    """Return whether a person's part in an article is that of a victim.

    Who is named often and suffers once has another part; a charge, a threat or a release alone makes no victim.
    """
    deeds = len({(d.scene, d.at) for d in suffered})
    if deeds > 1:
        return True
    return len(person.mentions) < OFTEN and " " in person.name and not _weak(suffered[0])


def _weak(deed: Deed) -> bool:
    return deed.type in ("coercion", "strategic") or deed.trigger.quote.lower().startswith("charge")


def _suspects(deeds: Sequence[Deed]) -> set[Person]:
    """Return whom an article tells of as held for a common crime, or as the doer of a deed of violence.

    Where a good part of those held are held for common crimes, all are.
    """
    every = for_crimes(deeds)
    found = {d.doer for d in deeds if d.doer is not None and d.type in _VIOLENT}
    found |= {p for d in deeds if d.type == "detention" and (d.accused or every) for p in d.victims}
    return found


def for_crimes(deeds: Sequence[Deed]) -> bool:
    """Return whether an article tells of an inquiry into a crime: a good part of those held in it are held for common crimes."""
    held = [d for d in deeds if d.type == "detention" and d.people]
    accused = sum(d.accused for d in held)
    return accused > 0 and accused >= ACCUSED * len(held)


def deeds_in(context: Context, people: People | None = None) -> list[Deed]:
    """Return what an article tells was done to people, in reading order."""
    people = people or people_in(context)
    return [deed for scene in context.scenes for deed in _deeds(context, scene, people)]


@cache
def _words() -> Mapping[str, tuple[DeedWord, ...]]:
    """Words of harm and of persecution by the lemma of their head, longest pattern first."""
    index: dict[str, list[DeedWord]] = {}
    for words in harm_words().values():
        for word in words:
            if word.measure in _MEASURES and word.victims in ("obj", "subj", "of", "mod"):
                index.setdefault(word.pattern[0], []).append(_deed_word(word))
    for row in table("persecution.tsv"):
        pattern = tuple(row["pattern"].split())
        index.setdefault(pattern[0], []).append(DeedWord(pattern, row["pos"], row["victims"], row["type"], row["subtype"] or None))
    return {head: tuple(sorted(words, key=lambda w: -len(w.pattern))) for head, words in index.items()}


def _deed_word(word: HarmWord) -> DeedWord:
    kind, subtype = _OTHERWISE.get(word.measure, (word.type, word.subtype))
    return DeedWord(word.pattern, word.pos, word.victims, kind, subtype, word.measure, word.struck or word.treated)


@cache
def _crimes() -> frozenset[str]:
    return frozenset(row["word"] for row in table("crimes.tsv"))


def _deeds(context: Context, scene: Scene, people: People) -> Iterator[Deed]:
    tokens = scene.tokens
    base = tokens[0].i if tokens else 0
    title = scene.sentence.kind is BlockKind.TITLE
    for word, at, last in word_triggers(tokens, _words()):
        trigger = tokens[at]
        heads = victim_heads(trigger, word.victims)
        victims: list[Person] = []
        outright: list[Person] = []
        unnamed: list[int] = []
        persons = False
        if word.measure is Measure.INJURED and trigger.pos_ == "NOUN":
            heads += wound_bearers(trigger)
        for head in heads:
            names, person = _named(context, scene, people, head)
            persons = persons or person
            victims += names
            outright += names if head.pos_ != "PRON" and not title else []
            if not names or head.pos_ == "PRON":
                unnamed += [c.i - base for c in conjuncts(head) if people.at(scene.index, c.i - base) is None]
        if title and not victims:
            victims = _beside(scene, people, at, word)
        elif not victims:
            victims = _led(scene, people, at, word)
        if victims or persons:
            victims += _listed(scene, people, max(at, last), victims)
        agent = _agent(trigger, word)
        yield Deed(
            scene.index,
            at,
            word.type,
            word.subtype,
            scene.span(scene.start(at), scene.end(max(at, last))),
            tuple(dict.fromkeys(victims)),
            persons or bool(victims),
            word.type == "detention" and _for_a_crime(trigger, heads),
            agent.i - base if agent is not None else None,
            people.at(scene.index, agent.i - base) if agent is not None else None,
            negated(trigger),
            word.measure,
            tuple(dict.fromkeys(outright)),
            tuple(dict.fromkeys(unnamed)),
            word.fate_open,
        )


def _named(context: Context, scene: Scene, people: People, head: Token) -> tuple[list[Person], bool]:
    """Return the persons that a noun phrase names, and whether it means people at all."""
    base = scene.tokens[0].i
    if head.lower_ in _PERSONAL:
        person = _last_named(context, scene, people, head.i - base)
        return ([person] if person is not None else []), True
    if head.pos_ == "PRON":
        return [], head.lower_ in ("they", "them", "i", "me", "we", "us", "people", "someone", "anyone")
    found: list[Person] = []
    persons = False
    queue = list(conjuncts(head))
    seen: set[int] = set()
    while queue and len(seen) < 40:
        token = queue.pop(0)
        if token.i in seen:
            continue
        seen.add(token.i)
        persons = persons or is_person_noun(token.lower_)
        person = people.at(scene.index, token.i - base)
        if person is not None:
            found.append(person)
            persons = True
        elif token.pos_ in ("NOUN", "PROPN") and is_person_noun(token.lower_):
            left = [c for c in token.lefts if c.dep_ in ("compound", "nmod", "amod") and c.pos_ == "PROPN"]
            found += [p for c in left if (p := people.at(scene.index, c.i - base)) is not None]
        for child in token.children:
            if child.dep_ == "appos" or (child.dep_ in ("conj", "nmod") and child.pos_ in ("NOUN", "PROPN")):
                queue += conjuncts(child)
            elif child.dep_ == "acl" and child.lower_ in ("named", "called", "identified"):
                queue += [c for c in child.subtree if c.pos_ == "PROPN" and c.dep_ in ("oprd", "pobj", "dobj", "attr")]
            elif child.dep_ == "prep" and child.lower_ in _EXAMPLES:
                queue += [c for g in child.children if g.dep_ in ("pobj", "pcomp") for c in conjuncts(g)]
    return found, persons


def _last_named(context: Context, scene: Scene, people: People, before: int) -> Person | None:
    """Return whom "he" or "she" stands for: the only one named before it in the sentence, else in the nearest sentence that names any."""
    named = people.within(scene.index, 0, before - 1)
    if named:
        return named[0] if len(named) == 1 else None
    for index in range(scene.index - 1, max(-1, scene.index - 1 - PRONOUN_REACH), -1):
        earlier = context.scenes[index]
        named = people.within(index, 0, len(earlier.tokens) - 1)
        if named and earlier.sentence.kind is not BlockKind.TITLE:
            return named[0] if len(named) == 1 else None
    return None


def _beside(scene: Scene, people: People, at: int, word: DeedWord) -> list[Person]:
    """Read a headline by word order: the name before "arrested", behind "killing of"."""
    if word.victims in ("of", "against", "on"):
        return people.within(scene.index, at + 1, min(len(scene.tokens) - 1, at + 6))[:1]
    if scene.tokens[at].tag_ in ("VBN", "VBD") or word.victims in ("subj", "mod"):
        return people.within(scene.index, max(0, at - 6), at - 1)[-1:]
    return people.within(scene.index, at + 1, min(len(scene.tokens) - 1, at + 6))[:1]


def _led(scene: Scene, people: People, at: int, word: DeedWord) -> list[Person]:
    """Read the name that a participle or verb leads where the parse fails: "jailed poet X Y", "shot a 25-year-old student, X Y"."""
    if word.victims not in (_OBJECT, "mod") or scene.tokens[at].tag_ not in ("VBN", "VBD", "JJ", "VB", "VBG"):
        return []
    for position in range(at + 1, min(len(scene.tokens), at + LED)):
        person = people.at(scene.index, position)
        if person is not None:
            return [person]
        if scene.tokens[position].pos_ not in _IN_PHRASE:
            return []
    return []


def _listed(scene: Scene, people: People, at: int, victims: Sequence[Person]) -> list[Person]:
    """Read the list that names the victims of a sentence ("including A, B and C", "identified as A and B"), or goes on from one of them."""
    tokens = scene.tokens
    among = tokens[0].lower_ in ("among", "also", "one")
    found: list[Person] = []
    for i in range(at + 1, len(tokens)):
        if not found and (tokens[i].lower_ in name_words("list_cue") or (among and tokens[i].lower_ in ("is", "was"))):
            found = _chain(scene, people, i + 1)
    ends = [m.last for v in victims for m in v.mentions if m.scene == scene.index]
    for end in ends:
        if end + 1 < len(tokens) and tokens[end + 1].lower_ in (",", "and", ";", "&", "("):
            found += _chain(scene, people, end + 1)
    return found


def _chain(scene: Scene, people: People, start: int) -> list[Person]:
    """Return the names that follow one another from a position on, with nothing between them but nouns, commas and "and"."""
    found: list[Person] = []
    gap = 0
    for position in range(start, len(scene.tokens)):
        token = scene.tokens[position]
        person = people.at(scene.index, position)
        if person is not None:
            if token.dep_ in ("nsubj", "nsubjpass") and token.head.i > token.i and found:
                break  # "X, Y and Z, police officer A said": who speaks is none of them
            if person not in found:
                found.append(person)
            gap = 0
            continue
        gap += 1
        if gap > LIST_GAP or token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VBN") or token.lower_ in name_words("list_end"):
            break
    return found


def _agent(trigger: Token, word: DeedWord) -> Token | None:
    """Return the doer's noun: the subject of an active verb, or what "by" leads."""
    for child in trigger.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    if word.victims == _OBJECT and trigger.pos_ == "VERB" and not is_passive(trigger):
        return relative(subject(trigger))
    return None


def _for_a_crime(trigger: Token, heads: Sequence[Token]) -> bool:
    """Return whether someone is held for a common crime: "charged with kidnapping", "arrested over the murder of X"."""
    for child in trigger.children:
        if child.dep_ == "prep" and child.lower_ in ("with", "of", "for", "over", "on", "in", "to") and child.i > trigger.i:
            reach = [t for t in child.subtree if t.i - child.i <= 8]
            if any(t.lemma_.lower() in _crimes() for t in reach):
                return True
    own = [c for head in heads for c in head.children if c.dep_ in ("amod", "compound", "appos")] + list(heads)
    return any(t.lower_ in ("suspect", "suspects", "killer", "killers", "gunman", "kidnapper", "murderer", "attacker") for t in own)

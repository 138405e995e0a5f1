"""Find who was harmed and how many: number expressions bound to words of harm ("killed 12 and wounded 20").

The dependency parse is asked first; where it fails (ellipsis, headlines, telegrams) word order decides. Every binding
names the rule that made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.actors.nouns import singular
from dateline.actors.people import is_person_noun, victim_kind
from dateline.analysis import Sentence
from dateline.claims.clauses import conjuncts, is_passive, subject
from dateline.claims.lexicon import HarmWord, harm_words, word_set
from dateline.claims.quantities import Quantity, quantities
from dateline.records import Measure, VictimKind

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Words that may stand between a number and the word of harm that follows it.
_LINK = frozenset(
    [
        "who",
        "that",
        "which",
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "have",
        "has",
        "had",
        "having",
        "also",
        "all",
        "reportedly",
        "later",
        "already",
        "either",
        "both",
        "then",
        "just",
        "were",
        "since",
        "remain",
        "remained",
        "remains",
        "still",
        "stay",
        "stayed",
        "left",
        ",",
        "allegedly",
        "apparently",
        "still",
        "now",
        "more",
        "others",
        "other",
        "were",
        "get",
        "got",
        "getting",
        "least",
        "'",
        '"',
        "“",
        "”",
        "-",
        "(",
        ")",
    ]
)
_STOP_POS = frozenset({"VERB", "SCONJ"})
_IN_PHRASE = frozenset({"-", "'s", '"', "\u201c", "\u2018", "'"})
_REACH = 9


@dataclass(frozen=True, slots=True)
class Harm:
    """One number bound to one word of harm.

    `trigger` .. `trigger_last` are token positions in the sentence; `victim` is the noun counted, if any.
    `subset` marks a part of a figure named before it ("including three children").
    """

    sentence: Sentence
    word: HarmWord
    trigger: int
    trigger_last: int
    quantity: Quantity
    victim: int | None
    rule: str
    subset: bool = False
    measure: Measure | None = None

    @property
    def counted(self) -> Measure:
        """What is counted."""
        return self.measure or self.word.measure


@dataclass(frozen=True, slots=True)
class _Trigger:
    word: HarmWord
    at: int
    last: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A quantity with the head of its noun phrase and the noun it counts (positions)."""

    quantity: Quantity
    head: int
    noun: int | None


def harms(sentence: Sentence) -> list[Harm]:
    """Return the numbers of victims in a sentence, in order of their spans."""
    tokens = list(sentence.tokens)
    triggers = list(_triggers(tokens))
    if not triggers:
        return []
    phrases = [_phrase(tokens, q) for q in quantities(sentence)]
    if not phrases:
        return []
    bound: dict[int, Harm] = {}
    for trigger in triggers:
        for rule, heads in _arguments(tokens, trigger):
            for at, phrase in enumerate(phrases):
                if at not in bound and phrase.head in heads and _fits(tokens, trigger, phrase):
                    bound[at] = _harm(sentence, trigger, phrase, rule)
    for at, phrase in enumerate(phrases):
        if at not in bound and (harm := _by_order(sentence, tokens, triggers, phrase)):
            bound[at] = harm
    _ellipsis(sentence, tokens, triggers, phrases, bound)
    return [bound[at] for at in sorted(bound) if not _void(tokens, bound[at])]


def anaphoric(sentence: Sentence, taken: Sequence[Quantity], before: Harm) -> list[Harm]:
    """Bind a bare count to what was counted before: "The UN confirmed six", "the hospital later spoke of at least 21".

    Args:
        sentence: the sentence.
        taken: the quantities already bound.
        before: the last figure of victims, in this sentence or shortly before it.
    """
    tokens = list(sentence.tokens)
    found = []
    for quantity in quantities(sentence):
        if quantity in taken or quantity.kind not in ("number", "vague") or quantity.first == 0:
            continue
        phrase = _phrase(tokens, quantity)
        if phrase.noun is not None or not _closed(tokens, quantity.last + 1):
            continue
        at = next((i for i in range(quantity.first - 1, max(-1, quantity.first - 5), -1) if tokens[i].pos_ == "VERB"), None)
        if at is None or tokens[at].lemma_ not in word_set("count_verb"):
            continue
        between = {t.lower_ for t in tokens[at + 1 : quantity.first]}
        if between <= {"of", "at", "only", "it", "the", "toll", "figure", "number", "just", "later", "a", "total"}:
            found.append(Harm(sentence, before.word, at, at, quantity, None, "anaphoric-count", False, before.counted))
    return found


def _void(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether the words only look like harm: "a wounded man said", "seven never came back", a novel's dead."""
    if (
        harm.quantity.kind == "one"
        and harm.counted is Measure.INJURED
        and harm.rule == "parse-modifier"
        and tokens[harm.trigger].dep_ == "amod"
    ):
        return True
    if harm.counted is Measure.RETURNED and any(c.lower_ in ("never", "not", "n't") for c in tokens[harm.trigger].children):
        return True
    return any(t.lemma_.lower() in word_set("fiction") for t in tokens)


def _harm(sentence: Sentence, trigger: _Trigger, phrase: _Phrase, rule: str) -> Harm:
    return Harm(sentence, trigger.word, trigger.at, trigger.last, phrase.quantity, phrase.noun, rule)


def _triggers(tokens: Sequence[Token]) -> Iterator[_Trigger]:
    taken: set[int] = set()
    words = harm_words()
    for at, token in enumerate(tokens):
        candidates = (*words.get(token.lemma_.lower(), ()), *(words.get(token.lower_, ()) if token.lower_ != token.lemma_ else ()))
        if not candidates or at in taken:
            continue
        for word in candidates:
            if not _pos_fits(token, word):
                continue
            if len(word.pattern) == 1:
                yield _Trigger(word, at, at)
                break
            companion: int | None = at
            for lemma in word.pattern[1:]:
                companion = None if companion is None else _companion(tokens, companion, lemma)
            if companion is not None:
                taken.add(companion)
                yield _Trigger(word, at, max(at, companion))
                break


def _pos_fits(token: Token, word: HarmWord) -> bool:
    if word.pos == "VERB":
        return token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBD", "VBG")
    if word.pos == "ADJ":
        if word.pattern[0] in ("dead", "missing"):
            return token.pos_ in ("NOUN", "PROPN", "ADJ", "ADV", "VERB")
        return token.pos_ in ("ADJ", "ADV") or token.tag_ in ("VBN", "JJ")
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.tag_ in ("NN", "NNS")


def _companion(tokens: Sequence[Token], at: int, lemma: str) -> int | None:
    stop = min(len(tokens), at + 8)
    for i in [*range(at + 1, stop), *range(max(0, at - 3), at)]:
        token = tokens[i]
        if token.lower_ == lemma or (token.lemma_.lower() == lemma and token.tag_ not in ("VBN", "VBD")):
            return i
        if i > at and token.text in (";", ":", ".", "\u2014"):
            return None
    return None


def _phrase(tokens: Sequence[Token], quantity: Quantity) -> _Phrase:
    """Find the noun phrase a quantity stands in: "12 people" -> people; "dozens of people" -> dozens, people."""
    core = tokens[quantity.core]
    base = tokens[0].i
    if quantity.kind in ("none", "one") and core.dep_ == "det":
        head = core.head.i - base
        return _Phrase(quantity, head, head)
    after = quantity.last + 1
    if after < len(tokens) and tokens[after].lower_ == "of" and quantity.kind in ("number", "vague"):
        noun = _noun_after(tokens, after + 1)
        return _Phrase(quantity, quantity.core, noun)
    for part in range(quantity.core, quantity.first - 1, -1):
        head_token = tokens[part].head
        at = head_token.i - base
        if (
            tokens[part].dep_ in ("nummod", "amod", "quantmod", "det", "compound", "nmod")
            and quantity.last < at <= quantity.last + 7
            and head_token.pos_ in ("NOUN", "PROPN", "ADJ")
        ):
            return _Phrase(quantity, at, at)
    noun = _noun_after(tokens, quantity.last + 1, near=True)
    if noun is not None:
        return _Phrase(quantity, noun, noun)
    return _Phrase(quantity, quantity.core, None)


def _noun_after(tokens: Sequence[Token], at: int, *, near: bool = False) -> int | None:
    """Return the head of the noun phrase that starts at `at`."""
    noun = None
    for i in range(at, min(len(tokens), at + 7)):
        token = tokens[i]
        if token.pos_ in ("NOUN", "PROPN"):
            noun = i
        elif token.pos_ in ("DET", "ADJ", "PRON", "NUM") or token.tag_ in ("VBN", "VBG", "JJ", "POS", "HYPH") or token.lower_ in _IN_PHRASE:
            if noun is not None and token.tag_ not in ("POS", "HYPH") and token.lower_ != "-":
                break
            if near and token.tag_ in ("VBN", "VBG") and not (i + 1 < len(tokens) and tokens[i + 1].pos_ in ("NOUN", "ADJ")):
                break
            if near and token.pos_ in ("DET", "PRON", "NUM") and i > at:
                break
        else:
            break
    return noun


def _arguments(tokens: Sequence[Token], trigger: _Trigger) -> Iterator[tuple[str, set[int]]]:
    """Yield (rule, positions of noun heads that are harmed by this trigger) by the parse."""
    token, word, base = tokens[trigger.at], trigger.word, tokens[0].i
    kind = word.victims

    def spread(heads: Sequence[Token]) -> set[int]:
        return {c.i - base for head in heads for c in conjuncts(head)}

    children = list(token.children)
    if kind == "obj":
        if is_passive(token):
            subjects = [c for c in children if c.dep_ in ("nsubjpass", "nsubj")]
            if not subjects and token.dep_ == "conj" and is_passive(token.head):
                subjects = [c for c in token.head.children if c.dep_ == "nsubjpass"]
            yield "parse-passive-subject", spread(subjects)
            if token.dep_ in ("acl", "relcl", "amod"):
                yield "parse-participle", spread([token.head])
        else:
            yield "parse-object", spread([c for c in children if c.dep_ in ("dobj", "dative", "attr", "oprd")])
            if token.tag_ == "VBN" and token.dep_ in ("acl", "relcl", "ccomp", "conj"):
                yield "parse-participle", spread([token.head, *[c for c in children if c.dep_ in ("nsubj", "nsubjpass")]])
    elif kind in ("subj", "migrate"):
        yield "parse-subject", spread([c for c in children if c.dep_ in ("nsubj", "nsubjpass")])
        if token.dep_ in ("acl", "relcl"):
            yield "parse-participle", spread([token.head])
    elif kind == "mod":
        heads = [token] if word.count else []
        if token.dep_ in ("amod", "acl", "relcl"):
            heads.append(token.head)
        if token.dep_ in ("acomp", "attr", "oprd", "ccomp", "xcomp", "advcl") or (token.dep_ == "conj" and token.head.pos_ == "AUX"):
            heads += [c for c in token.head.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
        heads += [c for c in children if c.dep_ in ("nsubj", "nsubjpass")]
        yield "parse-modifier", spread(heads)
    elif kind == "of":
        preps = [c for c in children if c.dep_ == "prep" and c.lower_ in ("of", "among", "containing")]
        preps += [g for c in preps for g in c.children if g.dep_ == "conj" and g.lower_ == "of"]
        heads = [g for c in preps for g in c.children if g.dep_ == "pobj"]
        if token.dep_ in ("nsubj", "pobj") and token.lower_ in ("dead", "wounded", "injured", "casualties", "victims"):
            verb = token.head if token.dep_ == "nsubj" else token.head.head
            if verb.lemma_ in ("include", "be", "number", "comprise", "total"):
                heads += [c for c in verb.children if c.dep_ in ("dobj", "attr", "acomp") or (c.dep_ == "nsubj" and token.dep_ == "pobj")]
        yield "parse-of", spread(heads)
        if word.count:
            yield "parse-counted-noun", {trigger.at}
    elif kind == "transfer":
        if _carried_off(token):
            yield "parse-object", spread([c for c in children if c.dep_ in ("dobj", "nsubjpass")])
    elif kind == "loss":
        yield "parse-loss", spread([c for c in children if c.dep_ == "dobj"])
    elif kind == "stock":
        yield "parse-counted-noun", {trigger.at}
    elif kind == "lives":
        lives = [c for c in children if c.dep_ == "dobj" and c.lemma_ == "life"]
        yield (
            "parse-lives",
            {c.i - base for c in lives} | spread([g for c in lives for p in c.children if p.dep_ == "prep" for g in p.children]),
        )
    elif kind == "toll":
        heads = [
            g for c in children if c.dep_ == "prep" and c.lower_ in ("of", "at", "above", "over") for g in c.children if g.dep_ == "pobj"
        ]
        if token.dep_ in ("nsubj", "nsubjpass", "dobj"):
            heads += [
                g
                for c in token.head.children
                if c.dep_ == "prep" and c.lower_ in ("to", "at", "past", "above")
                for g in c.children
                if g.dep_ == "pobj"
            ]
            heads += [c for c in token.head.children if c.dep_ in ("dobj", "attr") and c.i != token.i]
        yield "parse-toll", spread(heads)


def _carried_off(verb: Token) -> bool:
    """Return whether armed men who are no soldiers of a state move people from or to a place."""
    if not any(c.dep_ == "prep" and c.lower_ in ("from", "to", "into", "towards", "toward") for c in verb.children):
        return False
    doer = subject(verb)
    if doer is None or singular(doer.text) in word_set("state_armed"):
        return False
    return victim_kind(doer.text, [t.text for t in doer.lefts]) is VictimKind.COMBATANT


def _fits(tokens: Sequence[Token], trigger: _Trigger, phrase: _Phrase) -> bool:
    """Return whether the phrase can be people harmed in this way."""
    word, noun = trigger.word, phrase.noun
    if phrase.quantity.first <= trigger.at <= phrase.quantity.last:
        return False
    if noun is None or noun == trigger.at:
        return word.victims != "loss" or tokens[phrase.quantity.last].lower_ == "one"
    token = tokens[noun]
    lemma = token.lemma_.lower()
    if word.victims == "lives" and lemma == "life":
        return True
    if word.victims in ("obj", "of") and lemma in ("life", "body", "corpse") and word.measure is Measure.KILLED:
        return True
    if lemma in word_set("harm_noun") and phrase.quantity.kind in ("none", "number", "vague"):
        return True
    if is_person_noun(lemma) or lemma in ("other", "more", "people", "person"):
        return True
    if token.ent_type_ in ("NORP",) or (token.tag_ == "NNPS" and token.pos_ == "PROPN"):
        return True
    # what is killed, wounded, abducted is a person unless it is known to be a thing or a beast
    if word.victims == "loss":
        return lemma == "own"
    loose = (
        word.measure in (Measure.KILLED, Measure.INJURED, Measure.ABDUCTED)
        and word.victims in ("obj", "subj")
        and word.pattern[0] != "blow"
    )
    return loose and token.tag_ == "NNS" and lemma not in word_set("no_person")


def _by_order(sentence: Sentence, tokens: Sequence[Token], triggers: Sequence[_Trigger], phrase: _Phrase) -> Harm | None:
    """Bind by word order alone: NUMBER (noun) [be] killed | killed NUMBER | NUMBER dead | death of NUMBER."""
    best: tuple[int, _Trigger, str] | None = None
    for trigger in triggers:
        kind, at = trigger.word.victims, trigger.at
        if not _fits(tokens, trigger, phrase):
            continue
        if at > phrase.quantity.last:
            gap = at - phrase.quantity.last - 1
            allowed = (
                (kind == "obj" and tokens[at].tag_ in ("VBN", "VBD", "JJ") and _passive_order(tokens, phrase, at))
                or kind == "mod"
                or (kind in ("subj",) and tokens[at].tag_ in ("VBD", "VBN", "VBP", "VBZ", "VB", "VBG"))
                or (kind == "of" and trigger.word.count is not None and phrase.noun in (at, None))
            )
            if not allowed or gap > _REACH or not _clear(tokens, phrase.quantity.last + 1, at, phrase):
                continue
            rule = "order-number-harm"
        else:
            listed = tokens[at].lower_ in ("dead", "killed", "wounded", "injured") and any(
                t.text in (":", ",") for t in tokens[at + 1 : phrase.quantity.first]
            )
            if (kind not in ("obj", "of", "toll", "loss", "lives") and not listed) or (
                kind == "obj" and is_passive(tokens[at]) and tokens[at].dep_ != "amod"
            ):
                continue
            start = trigger.at if trigger.last > phrase.quantity.first else trigger.last
            gap = phrase.quantity.first - start - 1
            limit = 6 if listed else 3 if kind in ("obj", "of", "loss", "lives") else 8
            if gap > limit or gap < 0 or not (listed or _clear_right(tokens, start + 1, phrase.quantity.first, kind)):
                continue
            rule = "order-harm-number"
        if best is None or gap < best[0]:
            best = gap, trigger, rule
    return None if best is None else _harm(sentence, best[1], phrase, best[2])


def _passive_order(tokens: Sequence[Token], phrase: _Phrase, at: int) -> bool:
    """Tell "12 killed" and "12 were killed" from "12 men killed a guard"."""
    between = {t.lower_ for t in tokens[phrase.quantity.last + 1 : at]}
    if between & {"was", "were", "been", "being", "be", "are", "is", "get", "got"}:
        return True
    return not any(c.dep_ == "dobj" for c in tokens[at].children)


def _clear(tokens: Sequence[Token], start: int, stop: int, phrase: _Phrase) -> bool:
    for i in range(start, stop):
        token = tokens[i]
        if token.lower_ in _LINK or i == phrase.noun or token.pos_ in ("ADJ", "ADV", "DET", "NOUN", "PROPN", "AUX", "PART"):
            if (
                token.pos_ == "NOUN"
                and phrase.noun is not None
                and i > phrase.noun
                and token.lower_ not in _LINK
                and tokens[i - 1].lower_ != "of"
            ):
                return False
            continue
        if token.lower_ in ("of", "and", "in", "at", "from", "on", "reported", "confirmed", "believed", "feared", "said", "to", "have"):
            continue
        return False
    return True


def _clear_right(tokens: Sequence[Token], start: int, stop: int, kind: str) -> bool:
    for i in range(start, stop):
        token = tokens[i]
        if kind == "toll":
            if token.text in (";", ".") or (token.pos_ == "VERB" and token.lemma_ in ("say", "tell")):
                return False
        elif (
            token.lower_ not in ("the", "a", "of", "all", ":", "-", "an", "another", "its", "their", "two", "by", "these", "those", "off")
            and token.pos_ != "ADV"
        ):
            return False
    return True


def _ellipsis(
    sentence: Sentence, tokens: Sequence[Token], triggers: Sequence[_Trigger], phrases: Sequence[_Phrase], bound: dict[int, Harm]
) -> None:
    """Bind what is left by the mention before it: "including three children", "15 on Tuesday and three on Wednesday"."""
    for at, phrase in enumerate(phrases):
        if at in bound or at - 1 not in bound:
            continue
        before, q = bound[at - 1], phrase.quantity
        trigger = _Trigger(before.word, before.trigger, before.trigger_last)
        if not _fits(tokens, trigger, phrase) or (before.word.victims == "of" and before.word.count == "body" and phrase.noun is None):
            continue
        gap = tokens[before.quantity.last + 1 : q.first]
        words = [t.lower_ for t in gap]
        tail = [t.lower_ for t in tokens[q.last + 1 : q.last + 4]]
        if "including" in words or "include" in words or words[-2:] == ["among", "them"] or tail[:2] in (["of", "them"], ["of", "whom"]):
            if not any(
                t.pos_ == "VERB" and t.lower_ not in ("including", "include") and t.i - tokens[0].i > before.trigger_last for t in gap
            ):
                bound[at] = Harm(sentence, before.word, before.trigger, before.trigger_last, q, phrase.noun, "subset", True, before.counted)
            continue
        if before.quantity.kind == "none" or (q.kind == "one" and phrase.noun is None):
            continue
        if q.kind == "one":
            continue
        if own := _own_verb(tokens, triggers, phrases, at):
            bound[at] = _harm(sentence, own, phrase, "order-far")
            continue
        joined = bool(words) and (
            words[-1] in ("and", ",", "or", "plus") or words[-2:] in (["along", "with"], ["together", "with"], ["well", "as"])
        )
        if words and words[-1] == ":" and phrase.noun is not None:
            bound[at] = Harm(sentence, before.word, before.trigger, before.trigger_last, q, phrase.noun, "breakdown", True, before.counted)
            continue
        verbs = [t for t in gap if t.pos_ == "VERB" and t.i - tokens[0].i > before.trigger_last and t.dep_ not in ("amod", "acl")]
        if joined and not verbs and (phrase.noun is None or q.kind in ("number", "vague", "one")):
            if phrase.noun is None and not _closed(tokens, q.last + 1):
                continue
            bound[at] = Harm(
                sentence,
                before.word,
                before.trigger,
                before.trigger_last,
                q,
                phrase.noun if phrase.noun is not None else before.victim,
                "ellipsis",
                before.subset,
                before.counted,
            )


def _own_verb(tokens: Sequence[Token], triggers: Sequence[_Trigger], phrases: Sequence[_Phrase], at: int) -> _Trigger | None:
    """Return the passive or intransitive harm verb that a far subject belongs to ("one civilian in the town was killed")."""
    stop = phrases[at + 1].quantity.first if at + 1 < len(phrases) else len(tokens)
    for trigger in triggers:
        if not phrases[at].quantity.last < trigger.at < stop or trigger.word.victims not in ("obj", "subj", "mod"):
            continue
        between = tokens[phrases[at].quantity.last + 1 : trigger.at]
        auxiliary = bool(between) and between[-1].lower_ in ("was", "were", "been", "being", "later", "also")
        if (
            (auxiliary or trigger.word.victims == "subj")
            and not any(t.text in (";", ":") for t in between)
            and _fits(tokens, trigger, phrases[at])
        ):
            return trigger
        return None
    return None


def _closed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a bare number ends its phrase: before a preposition, a stop or "more"."""
    return at >= len(tokens) or tokens[at].pos_ in ("ADP", "PUNCT", "CCONJ") or tokens[at].lower_ in ("more", "others", "other")

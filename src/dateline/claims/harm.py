"""Find who was harmed and how many: number expressions bound to words of harm ("killed 12 and wounded 20").

The dependency parse is asked first; where it fails (ellipsis, headlines, telegrams) word order decides. Every binding
names the rule that made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.analysis import Sentence
from dateline.claims.arguments import arguments, fits
from dateline.claims.clauses import is_passive
from dateline.claims.lexicon import HarmWord, word_set
from dateline.claims.phrases import Phrase, closed, counted_phrase
from dateline.claims.quantities import Quantity, quantities
from dateline.claims.triggers import Trigger, harm_triggers
from dateline.records import Measure

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
#: Rules that read what stands beside a noun, not what is said of it.
_ADNOMINAL = frozenset({"parse-participle", "parse-counted-noun"})
_STOP_POS = frozenset({"VERB", "SCONJ"})
_TOLLED = frozenset({"dead", "bodies", "wounded", "injured", "victims", "casualties", "killed", "missing"})
_REACH = 9


@dataclass(frozen=True, slots=True)
class Harm:
    """One number bound to one word of harm.

    `trigger` .. `trigger_last` are token positions in the sentence; `victim` is the noun counted, if any.
    `subset` marks a part of a figure named before it ("including three children"); `fate` is ``open`` where the words do not say
    whether people live ("five were shot"), ``executed`` where they tell of an execution ("five captives were shot").
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
    fate: str | None = None

    @property
    def counted(self) -> Measure:
        """What is counted."""
        return self.measure or self.word.measure


def harms(sentence: Sentence) -> list[Harm]:
    """Return the numbers of victims in a sentence, in order of their spans."""
    tokens = list(sentence.tokens)
    triggers = _outcomes(tokens, list(harm_triggers(tokens)))
    if not triggers:
        return []
    phrases = [_phrase(tokens, q) for q in quantities(sentence)]
    if not phrases:
        return []
    bound: dict[int, Harm] = {}
    found = [(rule in _ADNOMINAL, trigger, rule, heads) for trigger in triggers for rule, heads in arguments(tokens, trigger)]
    # "seven people wounded on Thursday have died": the predicate binds before the participle beside the noun, and what people
    # died of after what says that they did: "three men were shot and killed"
    for _, trigger, rule, heads in sorted(found, key=lambda f: (f[0], _tells_less(f[1]))):
        for at, phrase in enumerate(phrases):
            partitive = phrase.noun in heads and (rule != "parse-participle" or tokens[trigger.at].dep_ == "acl")
            head = phrase.head in heads or (partitive and rule != "parse-counted-noun")
            if (
                at not in bound
                and head
                and not _part(tokens, phrases, at)
                and fits(tokens, trigger, phrase)
                and not _of_whole(tokens, trigger, phrase)
                and _nearest(tokens, triggers, trigger, phrase)
            ):
                bound[at] = _harm(sentence, trigger, phrase, rule)
    for at, phrase in enumerate(phrases):
        if at not in bound and not _part(tokens, phrases, at) and (harm := _by_order(sentence, tokens, triggers, phrase)):
            bound[at] = harm
    _ellipsis(sentence, tokens, triggers, phrases, bound)
    told = [_portion(tokens, bound[at]) for at in sorted(bound) if not _void(tokens, bound[at])]
    return sorted((*told, *_wholes(sentence, tokens, found, phrases)), key=lambda harm: harm.quantity.first)


def _tells_less(trigger: Trigger) -> bool:
    """Return whether a word leaves open whether those whom it harms live."""
    return trigger.word.struck or trigger.word.treated


def _outcomes(tokens: Sequence[Token], triggers: Sequence[Trigger]) -> list[Trigger]:
    """Leave out the words of harm that a deadly one beside them makes plain: "shot and killed", "stabbed, killed"."""
    deadly = {t.at for t in triggers if t.word.measure is Measure.KILLED and t.word.victims == "obj"}

    def joined(at: int) -> bool:
        first = at + 1
        if first < len(tokens) and tokens[first].lower_ in ("and", ",", "&"):
            last = first + 2 if first + 1 < len(tokens) and tokens[first + 1].pos_ in ("ADV", "CCONJ") else first + 1
            return last in deadly
        return False

    return [t for t in triggers if not (_tells_less(t) and joined(t.last))]


def _phrase(tokens: Sequence[Token], quantity: Quantity) -> Phrase:
    """Find a quantity's noun phrase; the "day" of "20 a day" is not what is counted."""
    phrase = counted_phrase(tokens, quantity)
    if quantity.rate is not None and phrase.noun is not None and tokens[phrase.noun].lower_ in word_set("unit"):
        return Phrase(quantity, quantity.core, None)
    return phrase


def _wholes(
    sentence: Sentence, tokens: Sequence[Token], found: Sequence[tuple[bool, Trigger, str, set[int]]], phrases: Sequence[Phrase]
) -> Iterator[Harm]:
    """Yield the figures that are the whole of a share: "a quarter of the 400 wounded died" tells of 400 wounded too."""
    for phrase in phrases:
        if phrase.quantity.whole is None:
            continue
        whole = _phrase(tokens, phrase.quantity.whole)
        for _, trigger, rule, heads in found:
            if (whole.head in heads or whole.noun in heads) and fits(tokens, trigger, whole) and _of_whole(tokens, trigger, phrase):
                yield _harm(sentence, trigger, whole, rule)
                break


def _of_whole(tokens: Sequence[Token], trigger: Trigger, phrase: Phrase) -> bool:
    """Return whether a word says what the whole of a share is, not what befell the share: "a quarter of the 400 wounded died"."""
    if phrase.quantity.share is None:
        return False
    noun = phrase.noun if phrase.noun is not None else phrase.quantity.last
    beside = trigger.at == noun + 1 and tokens[trigger.at].dep_ in ("acl", "amod", "relcl")
    return beside or phrase.quantity.first <= trigger.at <= noun


def _portion(tokens: Sequence[Token], harm: Harm) -> Harm:
    """Mark "five of the dead" and "the dead include five" as parts of a toll told elsewhere."""
    words = [t.lower_ for t in tokens[harm.quantity.last + 1 : harm.quantity.last + 4]]
    if words[:1] == ["of"] and words[1:2] in (["the"], ["those"]) and words[2:3] and words[2] in _TOLLED:
        return replace(harm, subset=True)
    named = tokens[harm.trigger]
    if (
        named.lower_ in _TOLLED
        and harm.rule in ("parse-modifier", "parse-of")
        and (named.head.lower_ == "among" or named.head.lemma_ == "include")
    ):
        return replace(harm, subset=True)  # "the dead include five children", "among the dead were five children"
    return harm


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
        phrase = counted_phrase(tokens, quantity)
        if phrase.noun is not None or not closed(tokens, quantity.last + 1):
            continue
        at = next((i for i in range(quantity.first - 1, max(-1, quantity.first - 5), -1) if tokens[i].pos_ == "VERB"), None)
        if at is None or tokens[at].lemma_ not in word_set("count_verb"):
            continue
        between = {t.lower_ for t in tokens[at + 1 : quantity.first]}
        if between <= {"of", "at", "only", "it", "the", "toll", "figure", "number", "just", "later", "a", "total"}:
            found.append(Harm(sentence, before.word, at, at, quantity, None, "anaphoric-count", False, before.counted))
    return found


def _part(tokens: Sequence[Token], phrases: Sequence[Phrase], at: int) -> bool:
    """Return whether a number is told as a part of the one before it: "nine people, including three children"."""
    if not at:
        return False
    words = [t.lower_ for t in tokens[phrases[at - 1].quantity.last + 1 : phrases[at].quantity.first]]
    return "including" in words or words[-2:] == ["among", "them"]


def _void(tokens: Sequence[Token], harm: Harm) -> bool:
    """Return whether the words only look like harm: "a wounded man said", "seven never came back", a novel's dead."""
    if (
        harm.quantity.kind == "one"
        and harm.counted is Measure.INJURED
        and harm.rule == "parse-modifier"
        and tokens[harm.trigger].dep_ == "amod"
    ):
        return True
    said = tokens[harm.trigger]
    if harm.rule == "parse-counted-noun" and said.lemma_ == "wound" and any(c.lower_ in word_set("wound_kind") for c in said.children):
        return True  # "at least one gunshot wound"
    if harm.counted is Measure.RETURNED and any(c.lower_ in ("never", "not", "n't") for c in tokens[harm.trigger].children):
        return True
    noun = tokens[harm.victim] if harm.victim is not None else tokens[harm.quantity.core]
    if noun.dep_ == "nsubj" and noun.head.lemma_ in word_set("saying") and noun.head.i - tokens[0].i != harm.trigger:
        return True  # "two neighbours said": they speak
    if noun.dep_ == "attr" and any(c.dep_ == "expl" for c in noun.head.children) and harm.rule.startswith(("ellipsis", "order")):
        return True  # "there were two attackers and both were killed" counts them once
    if harm.word.victims == "stock" and noun.head.lemma_ in word_set("release"):
        return True  # "freed 20 hostages" takes nobody
    return any(t.lemma_.lower() in word_set("fiction") for t in tokens)


def _harm(sentence: Sentence, trigger: Trigger, phrase: Phrase, rule: str) -> Harm:
    return Harm(sentence, trigger.word, trigger.at, trigger.last, phrase.quantity, phrase.noun, rule)


def _by_order(sentence: Sentence, tokens: Sequence[Token], triggers: Sequence[Trigger], phrase: Phrase) -> Harm | None:
    """Bind by word order alone: NUMBER (noun) [be] killed | killed NUMBER | NUMBER dead | death of NUMBER."""
    best: tuple[int, Trigger, str] | None = None
    marks = {t.at for t in triggers}
    for trigger in triggers:
        kind, at = trigger.word.victims, trigger.at
        if not fits(tokens, trigger, phrase) or _of_whole(tokens, trigger, phrase):
            continue
        if at > phrase.quantity.last:
            gap = at - phrase.quantity.last - 1
            allowed = (
                (
                    kind == "obj"
                    and (tokens[at].tag_ in ("VBN", "VBD", "JJ") or tokens[at].lower_ == "hurt")
                    and _passive_order(tokens, phrase, at)
                )
                or kind == "mod"
                or (kind in ("subj",) and tokens[at].tag_ in ("VBD", "VBN", "VBP", "VBZ", "VB", "VBG"))
                or (kind == "of" and trigger.word.count is not None and phrase.noun in (at, None))
                or (kind == "shared" and _elliptic(tokens, phrase.quantity.last + 1, at))
            )
            if not allowed or gap > _REACH or (kind != "shared" and not _clear(tokens, phrase.quantity.last + 1, at, phrase)):
                continue
            rule = "order-number-harm"
        else:
            noun = at > 0 and (tokens[at - 1].lower_ in ("the", "of") or tokens[at - 1].tag_ == "POS")
            listed = (
                noun
                and tokens[at].lower_ in ("dead", "killed", "wounded", "injured")
                and any(t.text in (":", ",") or t.lower_ == "at" for t in tokens[at + 1 : phrase.quantity.first])
            )
            if phrase.quantity.kind in ("none", "one"):
                continue
            paced = phrase.quantity.rate == "rate of" and kind in ("subj", "obj")  # "are dying at a rate of 20 a day"
            if not (listed or paced) and (
                kind not in ("obj", "of", "toll", "loss", "lives")
                or (kind == "obj" and is_passive(tokens[at]) and tokens[at].dep_ != "amod")
            ):
                continue
            start = trigger.at if trigger.last > phrase.quantity.first else trigger.last
            gap = phrase.quantity.first - start - 1
            limit = 6 if listed or paced else 3 if kind in ("obj", "of", "loss", "lives") else 8
            if gap > limit or gap < 0 or not (listed or paced or _clear_right(tokens, start + 1, phrase.quantity.first, kind)):
                continue
            if kind == "toll" and marks & set(range(trigger.last + 1, phrase.quantity.first)):
                continue
            rule = "order-harm-number"
        if best is None or gap < best[0]:
            best = gap, trigger, rule
    return None if best is None else _harm(sentence, best[1], phrase, best[2])


def _nearest(tokens: Sequence[Token], triggers: Sequence[Trigger], trigger: Trigger, phrase: Phrase) -> bool:
    """Leave "ten injured" to its own word of harm where it is coordinated with "one man killed"."""
    after = (phrase.noun if phrase.noun is not None else phrase.quantity.last) + 1
    if tokens[phrase.head].head == tokens[trigger.at]:
        return True
    own = next((t for t in triggers if t.at == after and t.word.victims in ("obj", "mod", "of")), None)
    if own is None or own.at == trigger.at or (own.word.victims == "obj" and tokens[after].tag_ not in ("VBN", "VBD", "JJ")):
        return True
    return own.word.measure is trigger.word.measure


def _elliptic(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Return whether a number shares the verb of the number before it: "five were shot, two of them fatally"."""
    return stop - start <= 4 and not any(t.pos_ in ("VERB", "AUX", "PUNCT") for t in tokens[start:stop])


def _passive_order(tokens: Sequence[Token], phrase: Phrase, at: int) -> bool:
    """Tell "12 killed" and "12 were killed" from "12 men killed a guard"."""
    between = {t.lower_ for t in tokens[phrase.quantity.last + 1 : at]}
    if between & {"was", "were", "been", "being", "be", "are", "is", "get", "got"}:
        return True
    return not any(c.dep_ == "dobj" for c in tokens[at].children)


def _clear(tokens: Sequence[Token], start: int, stop: int, phrase: Phrase) -> bool:
    for i in range(start, stop):
        token = tokens[i]
        if token.lower_ in _LINK or i == phrase.noun or token.pos_ in ("ADJ", "ADV", "DET", "NOUN", "PROPN", "AUX", "PART"):
            if (
                token.pos_ == "NOUN"
                and phrase.noun is not None
                and i > phrase.noun
                and token.lower_ not in _LINK
                and tokens[i - 1].lower_ not in ("of", "and")
                and tokens[i - 1].pos_ != "DET"
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
    sentence: Sentence, tokens: Sequence[Token], triggers: Sequence[Trigger], phrases: Sequence[Phrase], bound: dict[int, Harm]
) -> None:
    """Bind what is left by the mention before it: "including three children", "15 on Tuesday and three on Wednesday"."""
    for at, phrase in enumerate(phrases):
        if at in bound or at - 1 not in bound:
            continue
        before, q = bound[at - 1], phrase.quantity
        trigger = Trigger(before.word, before.trigger, before.trigger_last)
        if not fits(tokens, trigger, phrase) or (before.word.victims == "of" and before.word.count == "body" and phrase.noun is None):
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
        if _comparison(words, before):
            bound[at] = Harm(
                sentence, before.word, before.trigger, before.trigger_last, q, phrase.noun, "earlier-count", False, before.counted
            )
            continue
        if words and words[-1] == ":" and phrase.noun is not None:
            bound[at] = Harm(sentence, before.word, before.trigger, before.trigger_last, q, phrase.noun, "breakdown", True, before.counted)
            continue
        verbs = [t for t in gap if t.pos_ == "VERB" and t.i - tokens[0].i > before.trigger_last and t.dep_ not in ("amod", "acl")]
        if joined and not verbs and (phrase.noun is None or q.kind in ("number", "vague", "one")):
            if phrase.noun is None and not closed(tokens, q.last + 1):
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


def _comparison(words: Sequence[str], before: Harm) -> bool:
    """Return whether a number is the count before: "raised the toll to 58 dead, from 44", "up from the 14 he gave"."""
    words = words[:-1] if words and words[-1] == "the" else words
    if not words or words[-1] != "from":
        return False
    return words[-2:-1] in (["up"], ["down"]) or before.rule in ("parse-toll", "order-harm-number")


def _own_verb(tokens: Sequence[Token], triggers: Sequence[Trigger], phrases: Sequence[Phrase], at: int) -> Trigger | None:
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
            and fits(tokens, trigger, phrases[at])
        ):
            return trigger
        return None
    return None

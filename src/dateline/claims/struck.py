"""Tell people who were hit from people who died of it: being shot is not being dead.

"Five were shot" says of nobody whether he or she lived (data/words.tsv, lists ``struck`` and ``treated``). They are counted as hurt;
who is said to be dead is counted as killed and no longer as hurt: UCDP GED counts deaths alone, and the Gun Violence Archive and Iraq
Body Count count a person once, as dead or as injured. So "five were shot, two of them fatally" is two killed and three hurt. Where
the dead are told of elsewhere the number is marked, and the incident takes them out (`dateline.incidents.tolls`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.claims.harm import Harm
from dateline.claims.lexicon import word_set
from dateline.records import Measure, Quantifier

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["with_fates"]

#: The rule that takes the dead out of the people hit.
LESS_DEAD = "struck-less-dead"
#: What becomes of those hit (`Harm.fate`): nothing is said of it; captives who are shot are put to death.
OPEN, EXECUTED = "open", "executed"
#: Words that say that people come on top of those told of.
_OTHERS = frozenset(
    {"other", "others", "another", "more", "second", "third", "fourth", "fifth", "sixth", "also", "additional", "separate", "separately"}
)
#: Words that may stand between the people hit and the dead among them, beside verbs: words that part two happenings do not.
_PARTING = frozenset({";", "while", "whereas", "elsewhere", "separate", "separately", "meanwhile"})
_SUBORDINATE = frozenset({"when", "after", "as", "among"})


def with_fates(tokens: Sequence[Token], found: Sequence[Harm]) -> list[Harm]:
    """Take the dead of a sentence out of the people it says were hit, and mark numbers of people whose fate is left open.

    Args:
        tokens: the sentence.
        found: its figures in reading order.
    """
    found = [_executed(tokens, harm) for harm in found]
    return [kept for harm in found for kept in _settled(tokens, harm, found)]


def _executed(tokens: Sequence[Token], harm: Harm) -> Harm:
    """Count captives who are shot or stabbed as killed: an execution leaves nobody alive (data/words.tsv, lists ``captive``
    and ``execution``), but for what list ``no_execution`` tells of: those who lived to be cared for."""
    if not harm.word.struck or harm.counted is not Measure.INJURED:
        return harm
    words = [{t.lower_, t.lemma_.lower()} for t in tokens]
    captive = harm.victim is not None and tokens[harm.victim].lemma_.lower() in word_set("captive")
    if not (captive or any(_stands(words, cue.split()) for cue in word_set("execution"))) or any(
        w & word_set("no_execution") for w in words
    ):
        return harm
    return replace(harm, measure=Measure.KILLED, word=replace(harm.word, type="attack", subtype="execution"), fate=EXECUTED)


def _stands(words: Sequence[set[str]], cue: Sequence[str]) -> bool:
    """Return whether the words of a cue stand in a sentence in their order, with no more than two others between them."""
    for start, here in enumerate(words):
        if cue[0] not in here:
            continue
        at = start
        for word in cue[1:]:
            at = next((i for i in range(at + 1, min(len(words), at + 4)) if word in words[i]), -1)
            if at < 0:
                break
        if at >= 0:
            return True
    return False


def _settled(tokens: Sequence[Token], harm: Harm, found: Sequence[Harm]) -> Iterator[Harm]:
    if harm.counted is not Measure.INJURED or not (_struck(harm) or (harm.word.treated and _single(harm))) or harm.quantity.high == 0:
        yield harm
        return
    killed = [other for other in found if other.counted is Measure.KILLED and other.rule != "earlier-count" and other.quantity.low > 0]
    dead = next((other for other in killed if _among(tokens, harm, other)), None)
    if dead is not None and _plain(harm) and _plain(dead):
        left = harm.quantity.low - dead.quantity.low
        if left:
            last = max(harm.quantity.last, dead.quantity.last)
            yield replace(harm, quantity=replace(harm.quantity, last=last, low=left, high=left), rule=LESS_DEAD, subset=False)
        return
    if _struck(harm) and harm.quantity.kind == "one":
        return  # "a man was shot": one person told of, not a count (`dateline.claims.individuals`)
    beside = any(other.quantity.last < harm.quantity.first for other in killed) or _others(tokens, harm)
    yield harm if beside and dead is None else replace(harm, fate=OPEN)


def _struck(harm: Harm) -> bool:
    return harm.word.struck or (harm.rule == "reader" and harm.word.pattern[0] in word_set("struck_noun"))


def _among(tokens: Sequence[Token], hit: Harm, dead: Harm) -> bool:
    """Return whether the dead are some of those hit: told after them in one breath, or before an "after" that tells of all."""
    if dead.quantity.low > hit.quantity.low or dead.quantity == hit.quantity or _others(tokens, dead):
        return False
    low, high = sorted((hit, dead), key=lambda harm: harm.quantity.first)
    between = {t.lower_ for t in tokens[low.quantity.last + 1 : high.quantity.first]}
    if between & _PARTING:
        return False
    if high is dead:
        return dead.word.type == "casualties" or dead.victim is None or not _own_deed(tokens, hit, dead)
    return bool(between & _SUBORDINATE) and not _others(tokens, hit)


def _own_deed(tokens: Sequence[Token], hit: Harm, dead: Harm) -> bool:
    """Return whether the dead died another way than those hit: "six were shot and a man was stabbed to death"."""
    means = tokens[dead.trigger].lemma_
    return means in word_set("struck") and means != tokens[hit.trigger].lemma_


def _others(tokens: Sequence[Token], harm: Harm) -> bool:
    stop = max(harm.quantity.last, harm.victim if harm.victim is not None and harm.victim < harm.quantity.last + 6 else 0)
    words = {t.lower_ for t in tokens[harm.quantity.first : stop + 1]}
    if harm.trigger > 0:
        words.add(tokens[harm.trigger - 1].lower_)
    return bool(words & _OTHERS)


def _plain(harm: Harm) -> bool:
    return harm.quantity.kind in ("number", "one") and harm.quantity.quantifier is Quantifier.EXACT


def _single(harm: Harm) -> bool:
    return harm.quantity.low == 1 and harm.quantity.high == 1

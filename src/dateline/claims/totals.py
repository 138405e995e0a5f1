"""Tell totals from their parts among the figures of one sentence, so that nobody is counted twice.

"Found 14 bodies, bringing the toll to 61" is no 75, "30 killed: 18 in A and 12 in B" no 60, and "rose from 30 to 35" no 65.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.claims.harm import Harm
from dateline.claims.lexicon import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["with_totals"]

#: Words that may stand between a toll and the one before it: "to 35, up from the 30".
_EARLIER = 5
#: Words that say that a number is a sum of others in its sentence.
_SUMMING = frozenset({"total", "altogether", "overall", "combined", "all"})


def with_totals(tokens: Sequence[Token], found: Sequence[Harm]) -> list[Harm]:
    """Mark the figures of a sentence that are parts of another one, and tolls that another one replaces.

    Args:
        tokens: the sentence.
        found: its figures in reading order.
    """
    harms = list(found)
    for at, harm in enumerate(harms):
        if _is_earlier(tokens, harms, at):
            harms[at] = replace(harm, rule="earlier-count", subset=False)
        elif _goes_on(tokens, harms, at):
            before = harms[at - 1]
            harms[at] = replace(harm, subset=True, word=before.word, measure=before.counted)
    for total in harms:
        for at, part in enumerate(harms):
            if _raises(tokens, total, part):
                harms[at] = replace(part, subset=True)
    for parts in _sums(tokens, harms):
        for at in parts:
            harms[at] = replace(harms[at], rule="breakdown", subset=True)
    return harms


def _words(tokens: Sequence[Token], start: int, stop: int) -> list[str]:
    return [t.lower_ for t in tokens[max(0, start) : stop]]


def _is_toll(harm: Harm) -> bool:
    return harm.word.victims == "toll" and not harm.subset


def _is_earlier(tokens: Sequence[Token], harms: Sequence[Harm], at: int) -> bool:
    """Return whether a figure is the toll before: "to 35 from 30", "from 30 to 35"."""
    harm = harms[at]
    if "from" not in _words(tokens, harm.quantity.first - 2, harm.quantity.first):
        return False
    others = (other for other in harms if other is not harm and _is_toll(other) and other.trigger == harm.trigger)
    for other in others:
        low, high = sorted((harm.quantity, other.quantity), key=lambda q: q.first)
        gap = _words(tokens, low.last + 1, high.first)
        if len(gap) <= _EARLIER and (high is harm.quantity or gap[-1:] == ["to"]):
            return True
    return False


def _goes_on(tokens: Sequence[Token], harms: Sequence[Harm], at: int) -> bool:
    """Return whether a figure goes on with the parts of another: "among them 20 women and 11 children"."""
    if not at or not harms[at - 1].subset or harms[at].subset:
        return False
    before, harm = harms[at - 1], harms[at]
    noun = before.victim if before.victim is not None and before.victim > before.quantity.last else before.quantity.last
    between = tokens[before.quantity.last + 1 : harm.quantity.first]
    joined = bool(between) and between[-1].lower_ == "and" and not any(t.text in (",", ";") or t.pos_ in ("VERB", "AUX") for t in between)
    return joined and noun < harm.quantity.first and (harm.trigger == before.trigger or harm.trigger < before.quantity.first)


def _raises(tokens: Sequence[Token], toll: Harm, harm: Harm) -> bool:
    """Return whether the dead of a figure raised a toll: "..., raising the toll to 35", "rose to 35 after five people died".

    A toll counts all the dead so far, so those who brought it there are among them.
    """
    if toll is harm or not _is_toll(toll) or toll.rule == "earlier-count" or harm.subset or harm.word.victims == "toll":
        return False
    if harm.counted is not toll.counted or harm.quantity.low >= toll.quantity.low:
        return False
    if harm.quantity.first < toll.trigger:
        between = tokens[harm.quantity.last + 1 : toll.trigger]
        return any(t.lemma_.lower() in word_set("raising_toll") for t in between) and not any(t.text == ";" for t in between)
    between = tokens[toll.quantity.last + 1 : harm.quantity.first]
    return any(t.lower_ in ("after", "when", "as") for t in between) and not any(t.text == ";" for t in between)


def _sums(tokens: Sequence[Token], harms: Sequence[Harm]) -> Iterator[range]:
    """Yield the runs of figures that add up to a total of their sentence, told as one: by a colon, or as the sum of all."""
    for at, total in enumerate(harms):
        if total.subset or total.quantity.kind != "number":
            continue
        runs = [range(at + 1, stop) for stop in range(at + 3, len(harms) + 1)] + [range(start, at) for start in range(at - 1)]
        for run in runs:
            parts = [harms[i] for i in run]
            if any(p.counted is not total.counted or p.subset or p.rule == "earlier-count" for p in parts):
                continue
            if sum(p.quantity.low for p in parts) != total.quantity.low:
                continue
            colon = run.start > at and ":" in _words(tokens, total.quantity.last + 1, parts[0].quantity.first)
            summed = _words(tokens, total.quantity.first - 3, total.quantity.last + 6)
            if colon or _SUMMING & set(summed):
                yield run
                break

"""Join the reader's spans: sources and contents to their cues, roles and figures to their triggers.

A link costs the words between the two, and more for each thing between them that parts them; each span takes the cheapest
partner under a limit. The prices were set on gold spans of documents that the reader was trained on (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dateline.reading.decoding import Tagged

__all__ = ["Prices", "ReadAttribution", "link_attributions", "nearest_trigger"]


@dataclass(frozen=True, slots=True)
class Prices:
    """What a link costs: a word, a word inside a content, a sentence's end, a paragraph's end, another cue or source between, a
    source behind its cue, a partner on the side where the reader says it does not stand (times the reader's sureness).

    `reach` is the most a link may cost.
    """

    word: float = 1.0
    content_word: float = 0.15
    sentence: float = 8.0
    paragraph: float = 12.0
    cue: float = 8.0
    source: float = 5.0
    behind: float = 0.5
    side: float = 20.0
    reach: float = 30.0


@dataclass(frozen=True, slots=True)
class ReadAttribution:
    """One attribution: source and cue may be missing, contents are sorted; `probability` is the least of its spans'."""

    source: Tagged | None
    cue: Tagged | None
    contents: tuple[Tagged, ...]
    probability: float


class _Line:
    """The words of a text on a line, with running counts of what stands on it."""

    def __init__(self, text: str, words: Sequence[tuple[int, int]], spans: Iterable[Tagged], prices: Prices) -> None:
        cost = [prices.word] * len(words)
        covered: set[int] = set()
        cues, sources = [0] * len(words), [0] * len(words)
        for span in spans:
            if span.head in ("content", "inner"):
                covered.update(range(span.first, span.last + 1))
            elif span.head == "cue":
                cues[span.first] += 1
            elif span.head == "source":
                sources[span.first] += 1
        for at, (start, end) in enumerate(words):
            if at in covered:
                cost[at] = prices.content_word
            elif text[start:end] in (".", "!", "?"):
                cost[at] = prices.sentence
            if at + 1 < len(words) and "\n" in text[end : words[at + 1][0]]:
                cost[at] += prices.paragraph
        self.cost = [0.0, *accumulate(cost)]
        self.cues = [0, *accumulate(cues)]
        self.sources = [0, *accumulate(sources)]

    def between(self, a: Tagged, b: Tagged) -> tuple[float, int, int]:
        """Return the cost of the words between two spans, and the cues and sources that begin there."""
        first, last = (a.last + 1, b.first) if a.last < b.first else (b.last + 1, a.first)
        if last <= first:
            return 0.0, 0, 0
        return (
            self.cost[last] - self.cost[first],
            self.cues[last] - self.cues[first],
            self.sources[last] - self.sources[first],
        )


def link_attributions(
    text: str, words: Sequence[tuple[int, int]], spans: Sequence[Tagged], prices: Prices | None = None
) -> tuple[ReadAttribution, ...]:
    """Join sources, cues and contents, in the order of their contents.

    Args:
        text: the text the spans were read from.
        words: its words' characters, half open, as `Tagged.first` counts them.
        spans: what the reader found; heads other than source, cue, content and inner are left out.
        prices: what links cost.
    """
    prices = prices or Prices()
    by_head: dict[str, list[Tagged]] = {head: [] for head in ("source", "cue", "content", "inner")}
    for span in spans:
        if span.head in by_head:
            by_head[span.head].append(span)
    line = _Line(text, words, spans, prices)
    cues, outer = by_head["cue"], by_head["content"]
    home = {cue: _around(cue, outer) for cue in cues}
    contents_of: dict[Tagged, list[Tagged]] = {cue: [] for cue in cues}
    alone: list[Tagged] = []
    for content in (*outer, *by_head["inner"]):
        around = _around(content, outer) if content.head == "inner" else None
        fit = [cue for cue in cues if home[cue] == around]
        best = _cheapest(content, fit, line, prices, "cue_side")
        if best is None:
            alone.append(content)
        else:
            contents_of[best].append(content)
    found: list[ReadAttribution] = []
    for cue in cues:
        contents = sorted(contents_of[cue])
        if not contents:
            continue
        fit = [source for source in by_head["source"] if _around(source, outer) == home[cue] or not home[cue]]
        source = _cheapest(cue, [s for s in fit if not _overlap(s, cue)], line, prices, "source_side")
        found.append(ReadAttribution(source, cue, tuple(contents), min(s.probability for s in (cue, *contents))))
    found += [ReadAttribution(None, None, (content,), content.probability) for content in alone]
    return tuple(sorted(found, key=lambda a: (a.contents[0].start, a.contents[0].end, a.cue.start if a.cue else -1)))


def _around(span: Tagged, outer: Sequence[Tagged]) -> Tagged | None:
    return next((o for o in outer if o is not span and o.start <= span.start and span.end <= o.end), None)


def _overlap(a: Tagged, b: Tagged) -> bool:
    return a.first <= b.last and b.first <= a.last


def _against(of: Tagged, other: Tagged, head: str) -> float:
    """Return how sure the reader is that a span's partner stands elsewhere."""
    for name, label, probability in of.classes:
        if name == head:
            told = "before" if other.start < of.start else "after"
            return 0.0 if label == told else probability
    return 0.0


def _cheapest(of: Tagged, among: Sequence[Tagged], line: _Line, prices: Prices, head: str) -> Tagged | None:
    best: tuple[float, int] | None = None
    chosen: Tagged | None = None
    to_source = head == "source_side"
    for other in among:
        words, cues, sources = line.between(of, other)
        if words > prices.reach:
            continue
        cost = words + prices.cue * cues + prices.source * (sources if to_source else 0)
        cost += prices.behind if to_source and other.first > of.last else 0.0
        cost += prices.side * _against(of, other, head)
        if cost <= prices.reach and (best is None or (cost, other.first) < best):
            best, chosen = (cost, other.first), other
    return chosen


def nearest_trigger(span: Tagged, triggers: Sequence[Tagged], text: str, words: Sequence[tuple[int, int]]) -> Tagged | None:
    """Return the trigger that a role or figure belongs to: the nearest in words on the side the reader tells, one behind a
    sentence's end last."""

    def cost(trigger: Tagged) -> tuple[float, int]:
        first, last = (trigger.last + 1, span.first) if trigger.last < span.first else (span.last + 1, trigger.first)
        gap = max(0, last - first)
        stops = sum(text[a:b] in (".", "!", "?") for a, b in words[first:last]) if gap else 0
        return gap + 15.0 * stops + 10.0 * _against(span, trigger, f"{span.head}_side"), trigger.first

    best = min(triggers, key=cost, default=None)
    return best if best is not None and cost(best)[0] <= 40 else None

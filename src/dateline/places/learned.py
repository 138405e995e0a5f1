"""What the reader adds to the toponyms that gazetteer and patterns find, and which of theirs it doubts (decision 007)."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.places.gazetteer import lookup
from dateline.places.mention import Mention
from dateline.places.scan import Scan
from dateline.reading import Reading

#: A span of the reader's is a toponym from this probability on where gazetteer and patterns saw none.
ADDS = 0.85
#: A toponym that no word around settles falls where the reader gives it less than this.
DOUBTS = 0.05
#: One that the rules were unsure of stands from this on.
UPHOLDS = 0.8


def by_reader(scan: Scan, taken: list[Mention], reading: Reading) -> Iterator[Mention]:
    """Yield the reader's places of a sentence that share no character with those found."""
    start, end = scan.sentence.start, scan.sentence.end
    for span in reading.within(start, end, "place"):
        if span.probability < ADDS or any(m.start < span.end and span.start < m.end for m in taken):
            continue
        inside = [i for i, word in enumerate(scan.words) if span.start <= word.start and word.end <= span.end]
        if not inside or not scan.words[inside[0]].capital:
            continue
        first, last = inside[0], inside[-1]
        if scan.folded(first, last) in scan.persons:
            continue
        name = scan.text[scan.words[first].start : scan.words[last].end]
        entries = lookup(name, loose=True)
        if entries or scan.case == "plain":
            yield Mention(scan.sentence, scan.words, first, last, name, entries, scan.words[first].start, scan.words[last].end, strong=True)


def upheld(mention: Mention, reading: Reading) -> bool:
    """Decide whether a toponym that the rules found stands: the reader may drop one, or save one they were unsure of."""
    seen = reading.presence(mention.start, mention.end, "place")
    if mention.strong:
        return mention.settled or mention.use == "associative" or seen >= DOUBTS
    mention.strong = seen >= UPHOLDS
    return True

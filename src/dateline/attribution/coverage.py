"""Look up which statement governs a stretch of text."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Statement

#: Polarities in which a source stands behind something, for or against; wishes and refusals are none.
VOUCHING = frozenset({"said", "denied", "claimed_responsibility", "believed", "feared"})


def chain_for(statements: Sequence[Statement], start: int, end: int) -> tuple[Statement, ...]:
    """Return every statement whose content covers ``start:end``, innermost first; those that vouch for nothing are left out.

    Args:
        statements: an article's statements, as `dateline.attribution.statements_in` gives them.
        start: first character, in the article's text.
        end: one past the last.
    """
    found = []
    for order, statement in enumerate(statements):
        if statement.polarity == "other":
            continue
        sizes = [span.end - span.start for span in statement.content if span.start <= start and end <= span.end]
        if sizes:
            found.append((min(sizes), -order, statement))
    return tuple(statement for _, _, statement in sorted(found, key=lambda row: row[:2]))


def statement_for(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Return the innermost statement that covers ``start:end``, or ``None`` where the reporter speaks."""
    chain = chain_for(statements, start, end)
    return chain[0] if chain else None


def speaker_for(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Return the innermost statement over ``start:end`` in which a known source vouches for something.

    Feared and planned things are passed over where somebody tells of them ("rebels said dozens are feared dead": the rebels;
    "the UN said they told boys to enlist": the UN), and are the last resort ("the minister vowed to free ten prisoners").
    """
    chain = [s for s in chain_for(statements, start, end) if s.attribution.speaker is not None]
    return next((s for s in chain if s.polarity in VOUCHING), chain[0] if chain else None)

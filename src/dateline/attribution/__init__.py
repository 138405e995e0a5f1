"""Decide who says what: speakers, cues and the words they stand behind."""

from dateline.attribution.coverage import chain_for, speaker_for, statement_for
from dateline.attribution.statements import find_attributions, statements_in

__all__ = ["chain_for", "find_attributions", "speaker_for", "statement_for", "statements_in"]

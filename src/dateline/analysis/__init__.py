"""Sentence analysis: blocks of an article to parsed sentences, and the numerals in them."""

from dateline.analysis.parse import Parse, Sentence, analyse, load_analyser

__all__ = ["Parse", "Sentence", "analyse", "load_analyser"]

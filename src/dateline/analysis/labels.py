"""Parse a sentence as if its labels were plain words: "terrorists" and "militants" have the syntax of "fighters".

The analyser's features are of words, so a label alone can turn a subject into an object; the source's own label must change no
code (architecture, rule 7). The words that the reader reads in place of labels (``reading/data/labels.tsv``) are parsed in their
place here too, and the printed words stand in the result, each with the lemma it has itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.reading.pieces import plain_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["with_labels", "without_labels"]


def without_labels(printed: Doc) -> Doc:
    """Return the words of a text with a plain word in place of each label; the text itself where it has none."""
    plain = plain_words()
    if not any(token.lower_ in plain for token in printed):
        return printed
    words = [_cased(plain[token.lower_], token.text) if token.lower_ in plain else token.text for token in printed]
    text = type(printed)(printed.vocab, words=words, spaces=[bool(token.whitespace_) for token in printed])
    for token, own in zip(text, printed, strict=True):
        if token.text == own.text:
            token.norm_ = own.norm_  # the tokeniser's exceptions set it, and the analyser sees it
    return text


def with_labels(parsed: Doc, printed: Doc) -> Doc:
    """Return a parse with the printed words in it."""
    if parsed is printed:
        return parsed
    return type(printed)(
        printed.vocab,
        words=[token.text for token in printed],
        spaces=[bool(token.whitespace_) for token in printed],
        tags=[token.tag_ for token in parsed],
        pos=[token.pos_ for token in parsed],
        morphs=[str(token.morph) for token in parsed],
        lemmas=[_lemma(own, token) for own, token in zip(printed, parsed, strict=True)],
        heads=[token.head.i for token in parsed],
        deps=[token.dep_ for token in parsed],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in parsed],
    )


def _cased(plain: str, like: str) -> str:
    return plain.upper() if like.isupper() else plain.capitalize() if like[:1].isupper() else plain


def _lemma(own: Token, parsed: Token) -> str:
    """Return the lemma of a printed word: of a label in the plural, the label in the singular."""
    if own.lower_ == parsed.lower_:
        return str(parsed.lemma_)
    return own.lower_[:-1] if parsed.tag_ in ("NNS", "NNPS") and own.lower_.endswith("s") else own.lower_

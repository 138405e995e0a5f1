"""Decide who stands behind each stretch of an article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from dateline.actors import actors_in
from dateline.analysis.parse import Parse, analyse
from dateline.attribution.colons import colon_relations, headline_relation
from dateline.attribution.cues import outlet_in
from dateline.attribution.kinds import code
from dateline.attribution.learned import bring_in
from dateline.attribution.mentions import Mention, Thing
from dateline.attribution.quotations import Quotation, find_quotations, overlapping
from dateline.attribution.quoted import attach, cue_start, enclosing, give_lone_quotations
from dateline.attribution.referents import Referents
from dateline.attribution.relations import Relation, find_relations
from dateline.attribution.tails import mend_tails
from dateline.attribution.tallies import tally_relations
from dateline.attribution.trees import Tree, grow
from dateline.records import Article, Attribution, BlockKind, FoundActor, Mode, SourceKind, Span, Statement

_HEADLINES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
#: Within a quotation, what is thought or wanted is told by the one quoted, and first and second persons are no source of their own.
_NOBODY = frozenset({"no", "nobody", "none"})
_OWN_MIND = frozenset({"believed", "planned"})
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "you"})
#: Whom an envoy is sent to is not his own body ("the ambassador to the United Nations").
_SENT_TO = re.compile(r"\bto (?:the )?$")
_SPACES = re.compile(r"\s+")
#: Kinds of source whose names are private.
_PRIVATE = frozenset({SourceKind.WITNESS, SourceKind.RESIDENT, SourceKind.OTHER})


def statements_in(parse: Parse, *, actors: Sequence[FoundActor] | None = None) -> tuple[Statement, ...]:
    """Find every attribution relation of a parsed article.

    Args:
        parse: the article's sentences.
        actors: the actors found in it, to code a speaker's organisation by; found here where not given.

    Returns:
        The statements in the order of their cues; contents may nest, `dateline.attribution.statement_for` gives the innermost.
    """
    article = parse.article
    text = article.text
    quotations = find_quotations(article)
    trees = [grow(sentence) for sentence in parse.sentences]
    by_sentence: list[list[Relation]] = []
    taken: set[Quotation] = set()
    for sentence, tree in zip(parse.sentences, trees, strict=True):
        relations = [*find_relations(tree), *tally_relations(tree)]
        if sentence.kind in _HEADLINES:
            if (headline := headline_relation(tree)) is not None:
                relations.append(headline)
        else:
            relations = [*mend_tails(tree, relations), *colon_relations(tree)]
        if relations:
            relations.sort(key=cue_start)
            taken |= attach(text, relations, quotations)
        by_sentence.append(relations)
    give_lone_quotations(text, trees, by_sentence, quotations, taken)
    if parse.reading is not None:
        by_sentence = bring_in(text, trees, by_sentence, parse.reading)
    actors = actors_in(parse) if actors is None else actors
    return _resolve(parse, trees, by_sentence, quotations, sorted(actors, key=lambda a: a.span.start))


def find_attributions(article: Article, *, reader: bool = True) -> list[Statement]:
    """Find who says what in an article.

    >>> from dateline.records import Block
    >>> text = "Ten people died in the raid, police said."
    >>> [s] = find_attributions(Article("x", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), ()))
    >>> s.attribution.speaker, s.attribution.cue, s.content[0].quote
    ('police', 'said', 'Ten people died in the raid')
    """
    return list(statements_in(analyse(article, reader=reader)))


def _resolve(
    parse: Parse,
    trees: Sequence[Tree],
    by_sentence: Sequence[Sequence[Relation]],
    quotations: Sequence[Quotation],
    actors: Sequence[FoundActor],
) -> tuple[Statement, ...]:
    """Resolve the sources in reading order and write the statements."""
    text = parse.article.text
    referents = Referents(trees, text, actors)
    for tree, relations in zip(trees, by_sentence, strict=True):
        for relation in relations:
            if relation.source is not None:
                referents.learn(tree, relation.source)
    actor_starts = [a.span.start for a in actors]
    called: dict[str, FoundActor] = {}
    for actor in actors:
        called.setdefault(actor.span.quote.lower(), actor)
        if actor.name is not None:
            called.setdefault(actor.name.lower(), actor)
    statements: list[Statement] = []
    for index, (tree, relations) in enumerate(zip(trees, by_sentence, strict=True)):
        reported: list[tuple[int, int]] = []
        for relation in sorted(relations, key=lambda r: enclosing(quotations, cue_start(r)) is not None):
            if not relation.content:
                continue
            quote = enclosing(quotations, cue_start(relation))
            if quote is not None and (
                relation.polarity in _OWN_MIND or (relation.source is not None and tree.lower[relation.source.head] in _FIRST_PERSON)
            ):
                if "reader" not in relation.rule:
                    continue
                relation.polarity = "other"  # listed, and no claim's: what is said in a quotation is told by the one quoted
            mention: Mention | None = None
            if relation.source is not None and tree.lower[relation.source.head] not in _FIRST_PERSON:
                mention = referents.resolve(tree, relation.source, index, relation.content)
            if mention is not None and quote is None and relation.polarity != "other":
                referents.speak(mention, tree, tree.starts[relation.source.head] if relation.source else tree.start, False, relation.verb)
            if relation.via is not None and tree.lower[relation.cue[0]] == "as":
                referents.hand_on(index, tree, relation.via)
            reported += relation.content if relation.source is not None else ()
            statements.append(_statement(parse, relation, mention, quotations, actors, actor_starts, called))
        referents.look(index, tree, reported)
    statements.sort(key=lambda s: (s.cue.start, s.cue.end))
    return tuple(statements)


def _statement(
    parse: Parse,
    relation: Relation,
    mention: Mention | None,
    quotations: Sequence[Quotation],
    actors: Sequence[FoundActor],
    starts: Sequence[int],
    called: Mapping[str, FoundActor],
) -> Statement:
    """Write one statement."""
    tree, source = relation.tree, relation.source
    cue = parse.span(tree.starts[relation.cue[0]], tree.ends[relation.cue[1]])
    span = parse.span(tree.starts[source.extent[0]], tree.ends[source.extent[1]]) if source is not None else cue
    kind, party = SourceKind.ANONYMOUS, False
    organisation = role = speaker = None
    if mention is not None:
        several = mention.name is None or mention.plural
        speaker, role, organisation = (mention.text if several else mention.name) or None, mention.role, mention.organisation
        actor = _actor_of(parse.article.text, mention, span, actors, starts, called)
        kind, party = code(mention, actor)
        if actor is not None and organisation is None and actor.name is not None and mention.name is not None:
            organisation = actor.name
    if role is not None and role == speaker:
        role = None
    if speaker is not None and tree.lower[source.first if source is not None else 0] in _NOBODY:
        speaker = None
    via = _clean(parse, tree, relation.via)
    if mention is not None and via is None and mention.thing is not Thing.DOCUMENT:
        via = _agency(mention)
        if via is not None and mention.name is None and mention.thing is Thing.GROUP:
            organisation = via
            kind = SourceKind.MEDIA if kind in (SourceKind.OTHER, SourceKind.OFFICIAL) else kind
    private = mention is not None and mention.name is not None and kind in _PRIVATE and role is None and organisation is None
    private = private or (mention is not None and mention.name is not None and kind in (SourceKind.WITNESS, SourceKind.RESIDENT))
    content = tuple(parse.span(a, b) for a, b in relation.content)
    inside = sum(min(b, q.end) - max(a, q.start) for a, b in relation.content for q in overlapping(quotations, a, b))
    quoted = 2 * inside >= sum(b - a for a, b in relation.content)
    attribution = Attribution(
        speaker=speaker, role=role, organisation=organisation, kind=kind, via=via, relies_on=_clean(parse, tree, relation.relies_on),
        cue=_SPACES.sub(" ", cue.quote), mode=Mode.QUOTED if quoted else Mode.REPORTED, party=party, span=span, private_person=private,
    )  # fmt: skip
    return Statement(attribution, cue, content, relation.polarity, relation.rule)


def _clean(parse: Parse, tree: Tree, run: tuple[int, int] | None) -> str | None:
    """Return a run of tokens as one line of text."""
    if run is None:
        return None
    return _SPACES.sub(" ", parse.article.text[tree.starts[run[0]] : tree.ends[run[1]]]).strip(" ,") or None


def _agency(mention: Mention) -> str | None:
    """Return the outlet that a source is ("state news agency SANA") or works for ("a Reuters reporter")."""
    words = mention.text.replace("-", " - ").split()
    found = outlet_in(words, 0, len(words) - 1)
    return " ".join(words[found[0] : found[1] + 1]).replace(" - ", "-") if found is not None else None


def _actor_of(
    text: str, mention: Mention, span: Span, actors: Sequence[FoundActor], starts: Sequence[int], called: Mapping[str, FoundActor]
) -> FoundActor | None:
    """Return the registered actor that a source is or belongs to: one found within the mention, or one of the organisation's name."""
    first = bisect_left(starts, span.start)
    for actor in actors[first : bisect_left(starts, span.end)]:
        if actor.span.end <= span.end and not _SENT_TO.search(text, span.start, actor.span.start):
            return actor
    begin, end = mention.origin
    for actor in actors[bisect_left(starts, begin) : bisect_left(starts, end)]:
        sent = _SENT_TO.search(text, begin, actor.span.start)
        if actor.span.end <= end and not sent and (mention.name is not None or mention.thing is Thing.PERSON):
            return actor
    return called.get(mention.organisation.lower()) if mention.organisation is not None else None

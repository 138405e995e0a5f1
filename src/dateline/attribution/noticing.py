"""Notice the people and bodies that a sentence brings in, each read as a mention."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.actors import is_person_noun, is_title
from dateline.actors.nouns import singular
from dateline.attribution.callings import personal, phrase_words
from dateline.attribution.cues import noun_classes
from dateline.attribution.mentions import Mention, Thing, read_mention
from dateline.attribution.names import dateline_end
from dateline.attribution.profiles import profile
from dateline.attribution.salience import GENDERED, SUBJECTS
from dateline.attribution.sources import phrase
from dateline.attribution.trees import FINITE_TAGS, NOUN_TAGS, Tree
from dateline.records import FoundActor

#: Prepositions whose name is a place.
_PLACING = frozenset({"near", "in", "at", "outside", "around", "into", "north", "south", "east", "west", "through", "towards"})


class Noticer:
    """Reads mentions of one article; what the registry knows as a body or an armed actor is no person."""

    def __init__(self, text: str, actors: Sequence[FoundActor]) -> None:
        self._text = text
        self._actors = actors
        self._actor_starts = [actor.span.start for actor in actors]

    def mentions(self, tree: Tree, after: Tree | None) -> list[tuple[int, Mention]]:
        """Read the mentions of a sentence, each with its head; `after` is the sentence behind it."""
        return self._persons(tree, self._of_sentence(tree), after)

    def _of_sentence(self, tree: Tree) -> list[tuple[int, Mention]]:
        """Read the personal names and the subjects of a sentence."""
        heads = []
        size = len(tree)
        for i in range(dateline_end(tree.words), size):
            named = (
                tree.people[i]
                and (tree.deps[i] not in ("compound", "punct", "case") or (i + 1 < size and tree.tags[i + 1] in FINITE_TAGS))
                and (i + 1 == size or not tree.people[i + 1] or tree.tags[i + 1] == "POS")
            )
            owner = tree.deps[i] == "poss" and tree.deps[tree.heads[i]] in SUBJECTS
            owner = owner or (tree.deps[i] == "pobj" and tree.deps[tree.heads[i]] == "agent")
            document = noun_classes().get(tree.lower[i]) == "document" and any(tree.lower[c] in ("by", "from") for c in tree.children[i])
            above = singular(tree.lower[tree.heads[i]])
            beside = tree.tags[i] == "NNP" and tree.deps[i] == "appos" and above not in noun_classes() and is_title(above)
            named = named and not (tree.deps[i] == "pobj" and tree.lower[tree.heads[i]] in _PLACING)
            trade = tree.child(i, "appos") if tree.tags[i] == "NNP" and tree.deps[i] in ("ROOT", "dobj") else None
            beside = beside or (trade is not None and trade > i and tree.tags[trade] == "NN" and personal(tree.lower[trade]))
            if tree.tags[i] in NOUN_TAGS and (named or owner or document or beside or tree.deps[i] in SUBJECTS):
                heads.append(i)
        found = []
        for i in heads:
            mention = profile(tree, self._text, i, self.read(tree, i))
            if mention.plural and mention.name is not None and tree.tags[i] == "NNP":
                mention = replace(mention, plural=False)  # "Captain X and Sergeant Y": each is somebody
            found.append((i, self._with_trade(tree, i, mention)))
        return found

    def _with_trade(self, tree: Tree, head: int, mention: Mention) -> Mention:
        """Take a name for a person's where a trade stands beside it: "Haidara, a guide"."""
        trade = tree.child(head, "appos")
        if trade is None or mention.name is not None or mention.thing is not Thing.GROUP or tree.tags[head] != "NNP":
            return mention
        person = tree.tags[trade] == "NN" and personal(tree.lower[trade])
        if not person or self.actor_at(tree.starts[head]) is not None:
            return mention
        words = phrase_words(tree, phrase(tree, trade)[0], trade)
        return replace(
            mention,
            name=mention.text,
            organisation=None,
            thing=Thing.PERSON,
            head=tree.lower[trade],
            modifiers=words,
            callings=((tree.lower[trade], words),),
        )

    def _persons(self, tree: Tree, mentions: list[tuple[int, Mention]], after: Tree | None) -> list[tuple[int, Mention]]:
        """Take a lone name of several parts for a person's where the next sentence goes on with "he" or "she"."""
        if after is None or any(m.thing is Thing.PERSON for _, m in mentions):
            return mentions
        if not any(t.tags[k] in ("PRP", "PRP$") and w in GENDERED for t in (tree, after) for k, w in enumerate(t.lower)):
            return mentions
        found = []
        for head, mention in mentions:
            words = mention.text.split()
            name = 2 <= len(words) <= 4 and all(w[0].isupper() for w in words) and tree.tags[head] == "NNP"
            body = self.actor_at(tree.starts[head]) is not None or singular(tree.lower[head]) in noun_classes()
            if name and mention.thing is Thing.GROUP and not body:
                mention = profile(tree, self._text, head, replace(mention, name=mention.text, organisation=None, thing=Thing.PERSON))
            found.append((head, mention))
        return found

    def actor_at(self, at: int) -> FoundActor | None:
        """Return the registered actor whose name stands over a character."""
        k = bisect_right(self._actor_starts, at) - 1
        return self._actors[k] if k >= 0 and at < self._actors[k].span.end else None

    def read(self, tree: Tree, head: int, edges: tuple[int, int] | None = None) -> Mention:
        """Read a phrase; what the registry knows as a body or an armed actor is no person."""
        mention = read_mention(tree, self._text, head, edges)
        actor = self.actor_at(tree.starts[head])
        if mention.name is not None and any(is_person_noun(word) for word, _ in mention.callings):
            return mention  # "X, an undertaker": a name that is also a body's
        if actor is None or (mention.thing is Thing.PERSON and mention.name is None):
            return mention
        if mention.name is not None and tree.starts[mention.tokens[0]] < actor.span.start and mention.role is not None:
            return mention
        named = None if actor.generic else mention.organisation or actor.name
        return replace(mention, name=None, role=None, thing=Thing.GROUP, organisation=named)

"""Follow who is meant through an article: pronouns, surnames and descriptions back to the fullest mention."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.actors import is_person_noun, is_title, speaker_kind
from dateline.actors.nouns import singular
from dateline.attribution.descriptions import ESCAPED, PLAIN, fit, loose, office_told, stands_for_one, trade_told
from dateline.attribution.mentions import Mention, Thing, fuller, noun_classes, phrase_words, read_mention, same_name, surname
from dateline.attribution.names import dateline_end
from dateline.attribution.profiles import acts, profile, tells_of_home
from dateline.attribution.sources import Source, phrase
from dateline.attribution.trees import FINITE_TAGS, NOUN_TAGS, VERB_TAGS, Tree
from dateline.records import FoundActor, SourceKind

#: Sentences back that a pronoun may reach, and mentions looked at on the way.
HORIZON = 6
LOOK_BACK = 60
_HE = frozenset({"he", "she", "him", "her"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What counts in favour of an antecedent: speaking, being a subject; a sentence's distance costs one. After the salience weights
#: of Lappin and Leass (1994), their order kept, their sizes set by reading news.
SPEAKER, SUBJECT, CONTENT, NAMED = 1.8, 0.6, -1.6, 0.5
#: For each further sentence that tells of somebody, up to three; against one just brought in ("a soldier"); against a fighter for "she".
TOPIC, NEW, UNLIKELY = 0.6, -0.6, -1.5
#: For a document whose issuer is told beside it ("a statement by the council"), as what "it said" takes up.
AUTHORED = 1.5
#: Against who spoke before the time told of ("a general had told them").
EARLIER = -1.8
#: What distance costs a description, which finds its person by sense; sentences back that one without a clue may reach.
STEP, NEAR = 0.5, 3
#: Prepositions whose name is a place; and nouns of people that stand for a body.
_PLACING = frozenset({"near", "in", "at", "outside", "around", "into", "north", "south", "east", "west", "through", "towards"})
_BODIES = frozenset({"group", "party", "family", "force", "army", "people", "tribe"})
#: Against the second of two names joined, and against kin brought in by somebody else's "his" or "her".
JOINED, OWNED = -0.8, -0.8
_QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb')
_GENDERED = {"he": False, "him": False, "his": False, "she": True, "her": True, "hers": True}
#: Documents that are their issuer's own voice; a report or study may be another's.
_VOICES = frozenset(
    {
        "statement",
        "communique",
        "communiqué",
        "bulletin",
        "message",
        "letter",
        "tweet",
        "post",
        "dispatch",
        "leaflet",
        "note",
        "cable",
        "release",
        "email",
    }
)


@dataclass(slots=True)
class Seen:
    """A mention in its place: sentence, character, whether it is a subject, speaks, or stands in what another says."""

    mention: Mention
    sentence: int
    at: int
    subject: bool
    speaker: bool = False
    reported: bool = False
    weight: float = 0.0


class Referents:
    """The people and bodies of one article in reading order; `look` reads a sentence, `resolve` a source phrase."""

    def __init__(self, trees: Sequence[Tree], text: str, actors: Sequence[FoundActor] = ()) -> None:
        self._text = text
        self._actors = actors
        self._actor_starts = [actor.span.start for actor in actors]
        self._seen: list[Seen] = []
        self._names: dict[str, list[Mention]] = {}
        self._given: dict[str, list[Mention]] = {}
        self._women: dict[str, bool] = {}
        self._told: dict[str, set[str]] = {}
        self._home: set[str] = set()
        self._authors: list[tuple[int, str, Mention]] = []
        self._mentions: list[list[tuple[int, Mention]]] = [self._of_sentence(tree) for tree in trees]
        for k, tree in enumerate(trees):
            self._mentions[k] = self._persons(tree, self._mentions[k], trees[k + 1] if k + 1 < len(trees) else None)
        for k in range(len(trees)):
            self._mentions[k] = [(head, self._introduced(k, mention)) for head, mention in self._mentions[k]]
        for k, mentions in enumerate(self._mentions):
            for head, mention in mentions:
                self._remember(mention)
                self._take_note(trees, k, head, mention)

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
            owner = tree.deps[i] == "poss" and tree.deps[tree.heads[i]] in _SUBJECTS
            document = noun_classes().get(tree.lower[i]) == "document" and any(tree.lower[c] in ("by", "from") for c in tree.children[i])
            above = singular(tree.lower[tree.heads[i]])
            beside = tree.tags[i] == "NNP" and tree.deps[i] == "appos" and above not in noun_classes() and is_title(above)
            named = named and not (tree.deps[i] == "pobj" and tree.lower[tree.heads[i]] in _PLACING)
            if tree.tags[i] in NOUN_TAGS and (named or owner or document or beside or tree.deps[i] in _SUBJECTS):
                heads.append(i)
        found = []
        for i in heads:
            mention = profile(tree, self._text, i, self._read(tree, i))
            if mention.plural and mention.name is not None and tree.tags[i] == "NNP":
                mention = replace(mention, plural=False)  # "Captain X and Sergeant Y": each is somebody
            found.append((i, self._with_trade(tree, i, mention)))
        return found

    def _with_trade(self, tree: Tree, head: int, mention: Mention) -> Mention:
        """Take a name for a person's where a trade stands beside it: "Haidara, a guide"."""
        trade = tree.child(head, "appos")
        if trade is None or mention.name is not None or mention.thing is not Thing.GROUP or tree.tags[head] != "NNP":
            return mention
        person = tree.tags[trade] == "NN" and is_person_noun(tree.lower[trade]) and singular(tree.lower[trade]) not in _BODIES
        if not person or self._actor_at(tree.starts[head]) is not None:
            return mention
        words = phrase_words(tree, phrase(tree, trade)[0], trade)
        return replace(mention, name=mention.text, organisation=None, thing=Thing.PERSON, head=tree.lower[trade], modifiers=words)

    def _persons(self, tree: Tree, mentions: list[tuple[int, Mention]], after: Tree | None) -> list[tuple[int, Mention]]:
        """Take a lone name of several parts for a person's where the next sentence goes on with "he" or "she"."""
        if after is None or any(m.thing is Thing.PERSON for _, m in mentions):
            return mentions
        if not any(t.tags[k] in ("PRP", "PRP$") and w in _GENDERED for t in (tree, after) for k, w in enumerate(t.lower)):
            return mentions
        found = []
        for head, mention in mentions:
            words = mention.text.split()
            name = 2 <= len(words) <= 4 and all(w[0].isupper() for w in words) and tree.tags[head] == "NNP"
            body = self._actor_at(tree.starts[head]) is not None or singular(tree.lower[head]) in noun_classes()
            if name and mention.thing is Thing.GROUP and not body:
                mention = profile(tree, self._text, head, replace(mention, name=mention.text, organisation=None, thing=Thing.PERSON))
            found.append((head, mention))
        return found

    def _introduced(self, k: int, mention: Mention) -> Mention:
        """Give "the man, Omar Haddad" the office under which the sentence before brought him in ("a spokesman for the council rang")."""
        role = (mention.role or "").split()
        if mention.name is None or not role or noun_classes().get(role[-1].lower()) != "epithet" or not k:
            return mention
        for _, other in reversed(self._mentions[k - 1]):
            if other.thing is Thing.PERSON and other.name is None and not other.plural and other.role is not None and not other.definite:
                return replace(
                    mention, role=other.role, organisation=other.organisation, head=other.head, modifiers=other.modifiers,
                    origin=other.origin,
                )  # fmt: skip
        return mention

    def _take_note(self, trees: Sequence[Tree], k: int, head: int, mention: Mention) -> None:
        """Remember what the sentence of a named person tells: words, a private life; and whose a document is."""
        tree = trees[k]
        if mention.thing is Thing.DOCUMENT:
            by = next((c for c in tree.children[head] if c > head and tree.lower[c] in ("by", "from")), None)
            if by is not None and (issuer := tree.child(by, "pobj")) is not None and tree.tags[issuer] in NOUN_TAGS:
                self._authors.append((tree.starts[head], tree.lower[head], self._read(tree, issuer)))
        if mention.name is None:
            return
        key = surname(mention.name)
        first = key not in self._told and tree.tags[mention.tokens[0]] != "PRP$"
        self._told.setdefault(key, set()).update(tree.lemmas[i] for i in range(len(tree)) if tree.tags[i] in VERB_TAGS | NOUN_TAGS)
        alone = sum(m.name is not None and surname(m.name) != key for _, m in self._mentions[k]) == 0
        if tells_of_home(tree, head) and (alone or head == self._mentions[k][0][0]):
            self._home.add(key)
        elif first:
            # news brings in officials by their office: a bare name that does something is a private person
            after = k + 1 < len(trees) and tells_of_home(trees[k + 1], None)
            if after or (" " in mention.name and acts(tree, head)):
                self._home.add(key)

    def _actor_at(self, at: int) -> FoundActor | None:
        k = bisect_right(self._actor_starts, at) - 1
        return self._actors[k] if k >= 0 and at < self._actors[k].span.end else None

    def _read(self, tree: Tree, head: int, edges: tuple[int, int] | None = None) -> Mention:
        """Read a phrase; what the registry knows as a body or an armed actor is no person."""
        mention = read_mention(tree, self._text, head, edges)
        actor = self._actor_at(tree.starts[head])
        if actor is None or (mention.thing is Thing.PERSON and mention.name is None):
            return mention
        if mention.name is not None and tree.starts[mention.tokens[0]] < actor.span.start and mention.role is not None:
            return mention
        named = None if actor.generic else mention.organisation or actor.name
        return replace(mention, name=None, role=None, thing=Thing.GROUP, organisation=named)

    def _remember(self, mention: Mention) -> None:
        if mention.name is None:
            return
        key = surname(mention.name)
        known = self._names.setdefault(key, [])
        for k, other in enumerate(known):
            if other.name is not None and same_name(other.name, mention.name):
                known[k] = fuller(other, mention)
                return
        known.append(mention)
        if " " in mention.name:
            self._given.setdefault(mention.name.split()[0].lower(), []).append(mention)

    def learn(self, tree: Tree, source: Source) -> None:
        """Remember the name in a source phrase, which the parser may have torn in two."""
        if source.antecedent is None and tree.tags[source.head] in NOUN_TAGS:
            self._remember(self._read(tree, source.head, (source.first, source.last)))

    def known(self, mention: Mention) -> Mention:
        """Return what the whole article tells of a named person."""
        if mention.name is None:
            return mention
        full = mention
        if " " not in mention.name and surname(mention.name) in self._given and len(self._names.get(surname(mention.name), ())) <= 1:
            full = self._given[surname(mention.name)][0]
        for other in self._names.get(surname(full.name or ""), ()):
            if other.name is not None and same_name(other.name, full.name or ""):
                full = other
                break
        key = surname(full.name or "")
        female = full.female if full.female is not None else self._women.get(key)
        full = replace(full, tokens=mention.tokens, text=mention.text, female=female)
        if full.role is None and full.organisation is None and key in self._home and len(self._names.get(key, ())) == 1:
            full = replace(full, head="resident", modifiers=())
        return full

    def person_called(self, word: str) -> Mention | None:
        """Return the person whose surname, or whose given name, a lone word is."""
        known = self._names.get(surname(word), ()) or self._given.get(word.lower(), ())
        return self.known(known[0]) if known else None

    def look(self, index: int, tree: Tree, reported: Iterable[tuple[int, int]]) -> None:
        """Take in a sentence after its sources are resolved; `reported` are the characters of what others say in it."""
        spans = list(reported)
        for head, mention in self._mentions[index]:
            at = tree.starts[head]
            inside = any(a <= at < b for a, b in spans)
            self._seen.append(Seen(mention, tree.sentence, at, _is_subject(tree, head), False, inside, _aside(tree, head, mention)))
        for k, word in enumerate(tree.lower):
            at = tree.starts[k]
            if word not in _GENDERED or tree.tags[k] not in ("PRP", "PRP$"):
                continue
            said = next(((a, b) for a, b in spans if a <= at < b), None)
            if said is not None and any(mark in _QUOTES for mark in self._text[said[0] : said[1]]):
                continue
            pronoun = "she" if _GENDERED[word] else "he"
            own = _own_subject(tree, k) if tree.tags[k] == "PRP" else None
            bound = tree.starts[own] if own is not None else None
            meant = self._antecedent(pronoun, tree, index, at, (), bound)
            if meant is None:
                continue
            if meant.name is not None and meant.female is None:
                self._women.setdefault(surname(meant.name), _GENDERED[word])
            self._seen.append(Seen(meant, tree.sentence, at, tree.deps[k] in _SUBJECTS))

    def speak(self, mention: Mention, tree: Tree, at: int, reported: bool, verb: int | None = None) -> None:
        """Take in a source that has spoken, and the document it spoke in ("in a statement"); "had told" is another time's talk."""
        earlier = verb is not None and any(tree.deps[c] == "aux" and tree.lower[c] in ("had", "'d") for c in tree.children[verb])
        self._seen.append(Seen(mention, tree.sentence, at, True, True, reported, EARLIER * earlier))
        if mention.thing in (Thing.GROUP, Thing.PERSON):
            for k, word in enumerate(tree.lower):
                if word in _VOICES and tree.deps[k] in ("pobj", "dobj"):
                    self._authors.append((tree.starts[k], word, mention))

    def hand_on(self, position: int, tree: Tree, via: tuple[int, int]) -> None:
        """Take in an outlet that has handed on another's words ("television quoted a doctor as saying"): "it" may say more."""
        for head, mention in self._mentions[position]:
            if via[0] <= head <= via[1]:
                self._seen.append(Seen(mention, tree.sentence, tree.starts[head], True, True))

    def resolve(self, tree: Tree, source: Source, position: int, content: Sequence[tuple[int, int]]) -> Mention | None:
        """Find who a source phrase stands for.

        Args:
            tree: the sentence.
            source: its source phrase.
            position: the sentence's place in the article's list.
            content: characters of what the source says: antecedents there are poor ones.

        Returns:
            The fullest reading known, or ``None`` for a pronoun that nothing before it explains.
        """
        head = source.head
        word = tree.lower[head]
        if source.antecedent is not None:
            node = source.antecedent
            if tree.tags[node] in NOUN_TAGS:
                return self.known(self._read(tree, node))
            return None
        word = _OWNERS.get(word, word) if tree.tags[head] == "PRP$" else word
        if tree.tags[head] in ("PRP", "PRP$", "DT") and word in _PRONOUNS:
            return self._antecedent(word, tree, position, tree.starts[head], content)
        mention = profile(tree, self._text, head, self._read(tree, head, (source.first, source.last)))
        if mention.name is not None:
            return self.known(mention)
        if mention.thing is Thing.DOCUMENT:
            issuer = self._issuer(tree, source, position, content) or self._author(mention, tree)
            if issuer is not None:
                return issuer
        if mention.thing is Thing.GROUP and source.first == source.last and (person := self.person_called(tree.words[head])) is not None:
            return replace(person, tokens=mention.tokens, text=mention.text)
        return self._described(mention, tree) if mention.definite and mention.organisation is None else mention

    def _issuer(self, tree: Tree, source: Source, position: int, content: Sequence[tuple[int, int]]) -> Mention | None:
        """Find whose document speaks: "its communique said", "the ministry's statement said"."""
        owner = tree.child(source.head, "poss")
        if owner is None or owner < source.first:
            return None
        if tree.tags[owner] == "PRP$":
            found = self._antecedent(_OWNERS.get(tree.lower[owner], ""), tree, position, tree.starts[owner], content)
        else:
            found = self.known(self._read(tree, owner))
        return found if found is not None and found.thing in (Thing.GROUP, Thing.PERSON) else None

    def _author(self, mention: Mention, tree: Tree) -> Mention | None:
        """Find who issued a document that is taken up: "The statement went on", after "in a statement the ministry said"."""
        at = tree.starts[mention.tokens[0]]
        if not mention.definite or mention.organisation is not None:
            return None
        for start, word, author in reversed(self._authors):
            if start < at and (word == mention.head or (word in _VOICES and mention.head in _VOICES | {"text", "document"})):
                return self.known(author)
        if mention.head in _VOICES:
            for seen in reversed(self._seen[-LOOK_BACK:]):
                if seen.speaker and not seen.reported and tree.sentence - seen.sentence <= 2 and seen.mention.thing is Thing.GROUP:
                    return self.known(seen.mention)
        return None

    def _antecedent(
        self, word: str, tree: Tree, position: int, at: int, content: Sequence[tuple[int, int]], bound: int | None = None
    ) -> Mention | None:
        """Choose who a pronoun stands for; never the one at `bound`, the subject of its own verb."""
        best: tuple[float, int] | None = None
        chosen: Seen | None = None
        here = []
        for head, mention in self._mentions[position]:
            if (start := tree.starts[head]) < at:
                said = any(a <= start < b for a, b in content)
                here.append(Seen(mention, tree.sentence, start, _is_subject(tree, head), False, said, _aside(tree, head, mention)))
        everyone = [*self._seen[-LOOK_BACK:], *here]
        topics = _topics(everyone, tree.sentence)
        for order, seen in enumerate(everyone):
            distance = tree.sentence - seen.sentence
            mention = self.known(seen.mention) if seen.mention.name is not None else seen.mention
            fit = _fits(word, mention)
            if distance > HORIZON or fit is None or (bound is not None and distance == 0 and seen.at == bound):
                continue
            score = fit + seen.weight - distance + SPEAKER * seen.speaker + SUBJECT * seen.subject + CONTENT * seen.reported
            score += NAMED * (mention.name is not None)
            if mention.thing is Thing.PERSON:
                score += TOPIC * topics[_key(mention)] + NEW * (mention.name is None and not mention.definite and not seen.speaker)
                if word in ("she", "her") and mention.female is None and mention.name is None:
                    score += UNLIKELY * (speaker_kind(mention.head, mention.modifiers, None)[0] is SourceKind.BELLIGERENT)
            elif mention.thing is Thing.DOCUMENT and self._authored(seen) is not None:
                score += AUTHORED
            if best is None or (score, order) > best:
                best, chosen = (score, order), seen
        if chosen is None:
            return None
        if chosen.mention.thing is Thing.DOCUMENT and (author := self._authored(chosen)) is not None:
            return self.known(author)
        return self.known(chosen.mention)

    def _authored(self, seen: Seen) -> Mention | None:
        """Return who issued a document just seen."""
        return next((author for start, _, author in self._authors if start == seen.at), None)

    def _described(self, mention: Mention, tree: Tree) -> Mention:
        """Find whom or what a definite description repeats: "the spokesman", "the officer", "the 52-year-old", "the ministry"."""
        if stands_for_one(mention) and (person := self._person_described(mention, tree)) is not None:
            return person
        for seen in reversed(self._seen[-LOOK_BACK:]):
            other = seen.mention
            same = other.head == mention.head or (mention.head in ("document", "text") and other.thing is Thing.DOCUMENT and seen.speaker)
            if other.plural == mention.plural and same and len(other.text) > len(mention.text):
                return self.known(other)
        return mention

    def _person_described(self, mention: Mention, tree: Tree) -> Mention | None:
        """Choose the person a description stands for, by sense, then by who is spoken of."""
        recent = self._seen[-LOOK_BACK:]
        topics = _topics(recent, tree.sentence)
        best: tuple[float, int] | None = None
        chosen: Mention | None = None
        for order, seen in enumerate(recent):
            other = self.known(seen.mention) if seen.mention.name is not None else seen.mention
            if other.name is None and len(other.text) <= len(mention.text) and other.text.lower() == mention.text.lower():
                continue
            told = self._told.get(surname(other.name), set()) if other.name is not None else set()
            weight = fit(mention, other, trade_told(singular(mention.head), told))
            distance = tree.sentence - seen.sentence
            if weight is None or (weight <= PLAIN and (distance > NEAR or seen.reported)):
                continue
            score = weight + seen.weight - STEP * distance + CONTENT * seen.reported
            score += 0.6 * SUBJECT * seen.subject + 0.4 * SPEAKER * seen.speaker
            score += NAMED * (other.name is not None) + TOPIC * topics[_key(other)]
            if best is None or (score, order) > best:
                best, chosen = (score, order), other
        if chosen is None or chosen.name is None:
            return chosen
        office = office_told(mention.head, self._told.get(surname(chosen.name), ()))
        modifiers = (*mention.modifiers, *office)
        calling = speaker_kind(mention.head, modifiers, None)[0] not in (SourceKind.OTHER, SourceKind.OFFICIAL)
        if chosen.role is None or office or ESCAPED & set(modifiers) or (loose(chosen) and calling):
            chosen = replace(chosen, head=mention.head, modifiers=modifiers)
            self._trade(chosen)
        return chosen

    def _trade(self, person: Mention) -> None:
        """Remember the trade by which a description has taken up a person."""
        known = self._names.get(surname(person.name or ""), [])
        for k, other in enumerate(known):
            if other.name is not None and same_name(other.name, person.name or "") and other.role is None and "*" not in person.head:
                known[k] = replace(other, head=person.head, modifiers=person.modifiers)


def _is_subject(tree: Tree, head: int) -> bool:
    """Return whether a mention is a subject, also where the parser hung it on the dateline."""
    behind = head + 1 < len(tree) and tree.tags[head + 1] in FINITE_TAGS and tree.people[head]
    return tree.deps[head] in _SUBJECTS or behind


def _own_subject(tree: Tree, pronoun: int) -> int | None:
    """Return the subject of the verb whose object a pronoun is: it is somebody else ("a soldier asked her")."""
    node = pronoun
    for _ in range(4):
        if tree.deps[node] in ("nsubj", "nsubjpass", "poss"):
            return None
        node = tree.heads[node]
        while tree.tags[node] in VERB_TAGS:
            if (own := tree.child(node, "nsubj", "nsubjpass")) is not None:
                return own if own < pronoun else None
            if tree.deps[node] not in ("conj", "xcomp"):
                return None
            node = tree.heads[node]
    return None


def _aside(tree: Tree, head: int, mention: Mention) -> float:
    """Weigh a place in the sentence that tells of somebody for another's sake."""
    owned = tree.tags[mention.tokens[0]] == "PRP$" or (tree.deps[head] == "appos" and tree.tags[tree.left[tree.heads[head]]] == "PRP$")
    return JOINED * (tree.deps[head] == "conj") + OWNED * owned


def _key(mention: Mention) -> str:
    return surname(mention.name) if mention.name is not None else mention.text.lower()


def _topics(seen: Iterable[Seen], sentence: int) -> dict[str, int]:
    """Count for each person the further sentences of late that tell of them, up to three."""
    where: dict[str, set[int]] = defaultdict(set)
    for one in seen:
        if sentence - one.sentence <= HORIZON and not one.reported:
            where[_key(one.mention)].add(one.sentence)
    return defaultdict(int, {key: min(len(sentences) - 1, 3) for key, sentences in where.items()})


_OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they"}
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them"})


def _fits(word: str, mention: Mention) -> float | None:
    """Weigh a mention as what a pronoun stands for; ``None`` rules it out."""
    thing, plural = mention.thing, mention.plural
    if word in _HE:
        if plural or thing is not Thing.PERSON or mention.female is (word in ("he", "him")):
            return None
        return 0.0 if mention.female is None else 0.4
    if word == "it":
        if plural or thing is Thing.PERSON:
            return None
        return {Thing.GROUP: 0.6, Thing.DOCUMENT: 0.3}.get(thing)
    if thing is Thing.PERSON:
        return 0.3 if plural else None
    if plural:
        return 0.0 if thing is Thing.GROUP else 0.2 if is_person_noun(mention.head) else None
    return -1.5 if thing is Thing.GROUP else None

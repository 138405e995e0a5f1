"""Follow who is meant through an article: pronouns, surnames and descriptions back to the fullest mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.actors import is_title, speaker_kind
from dateline.actors.nouns import singular
from dateline.actors.offices import is_rank
from dateline.attribution.callings import Calling, personal, phrase_words
from dateline.attribution.cues import noun_classes
from dateline.attribution.descriptions import (
    AUTHORING,
    BODIES_MEANT,
    ESCAPED,
    PLAIN,
    VOICES,
    by_trade,
    civil_office,
    fit,
    loose,
    office_told,
    stands_for_one,
    trade_told,
)
from dateline.attribution.mentions import Mention, Thing, fuller, same_name, surname
from dateline.attribution.names import dateline_end
from dateline.attribution.noticing import Noticer
from dateline.attribution.profiles import acts, profile, tells_of_home, told_of
from dateline.attribution.salience import (
    CONTENT,
    GENDERED,
    HORIZON,
    NAMED,
    NEW,
    SPEAKER,
    SUBJECT,
    SUBJECTS,
    TOPIC,
    UNLIKELY,
    Seen,
    aside,
    fits,
    is_subject,
    key,
    own_subject,
    topics,
)
from dateline.attribution.sources import Source, phrase
from dateline.attribution.trees import NOUN_TAGS, VERB_TAGS, Tree
from dateline.records import FoundActor, SourceKind

#: Mentions looked at on the way back.
LOOK_BACK = 60
#: For a document whose issuer is told beside it ("a statement by the council"), as what "it said" takes up.
AUTHORED = 2.8
#: Against who spoke before the time told of ("a general had told them").
EARLIER = -1.8
#: For one who has just been asked: it is his or her turn ("the minister asked her to repeat it").
ASKED = 2.2
_ASKING = frozenset({"ask", "question", "press", "beg", "urge", "interrogate"})
#: What distance costs a description, which finds its person by sense; sentences back that one without a clue may reach.
STEP, NEAR = 0.5, 3
_QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb')
_OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they"}
_ONE = frozenset({"one", "another"})
#: Kinds of source that somebody known by another calling may be besides: a dentist has become a fighter, a teacher a witness.
_ANYBODY = frozenset({SourceKind.BELLIGERENT, SourceKind.WITNESS, SourceKind.RESIDENT})
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them"})


class Referents:
    """The people and bodies of one article in reading order; `look` reads a sentence, `resolve` a source phrase."""

    def __init__(self, trees: Sequence[Tree], text: str, actors: Sequence[FoundActor] = ()) -> None:
        self._text = text
        self._trees = trees
        self._notice = Noticer(text, actors)
        self._seen: list[Seen] = []
        self._names: dict[str, list[Mention]] = {}
        self._given: dict[str, list[Mention]] = {}
        self._women: dict[str, bool] = {}
        self._told: dict[str, set[str]] = {}
        self._home: set[str] = set()
        self._authors: list[tuple[int, str, Mention]] = []
        self._documents: list[tuple[int, int, str]] = []
        self._kinds = {name.lower(): actor.kind for actor in actors for name in (actor.span.quote, actor.name) if name is not None}
        after = [*trees[1:], None]
        self._mentions = [self._notice.mentions(tree, later) for tree, later in zip(trees, after, strict=False)]
        for k in range(len(trees)):
            self._mentions[k] = [(head, self._introduced(k, mention)) for head, mention in self._mentions[k]]
        for k, mentions in enumerate(self._mentions):
            for head, mention in mentions:
                self._remember(mention)
                self._take_note(trees, k, head, mention)

    def _introduced(self, k: int, mention: Mention) -> Mention:
        """Give "the man, Omar Haddad" the office under which the sentence before brought him in ("a spokesman for the council rang")."""
        role = (mention.role or "").split()
        if mention.name is None or not role or noun_classes().get(role[-1].lower()) != "epithet" or not k:
            return mention
        for _, other in reversed(self._mentions[k - 1]):
            if other.thing is Thing.PERSON and other.name is None and not other.plural and other.role is not None and not other.definite:
                return replace(
                    mention, role=other.role, organisation=other.organisation, head=other.head, modifiers=other.modifiers,
                    origin=other.origin, callings=(*other.callings, *mention.callings),
                )  # fmt: skip
        return mention

    def _take_note(self, trees: Sequence[Tree], k: int, head: int, mention: Mention) -> None:
        """Remember what the sentence of a named person tells: words, a private life; and whose a document is."""
        tree = trees[k]
        if mention.thing is Thing.DOCUMENT:
            by = next((c for c in tree.children[head] if c > head and tree.lower[c] in ("by", "from")), None)
            made = next((c for c in tree.children[head] if tree.deps[c] == "acl" and tree.lemmas[c] in AUTHORING), None)
            by = tree.child(made, "agent") if by is None and made is not None else by
            if by is not None and (issuer := tree.child(by, "pobj")) is not None and tree.tags[issuer] in NOUN_TAGS:
                self._authors.append((tree.starts[head], tree.lower[head], self._notice.read(tree, issuer)))
            self._documents.append((k, tree.starts[head], tree.lower[head]))
        verb = tree.heads[head]
        if tree.deps[head] == "nsubj" and tree.lemmas[verb] in AUTHORING and (made := tree.child(verb, "dobj")) is not None:
            if noun_classes().get(tree.lower[made]) == "document":
                self._authors.append((tree.starts[made], tree.lower[made], mention))
            elif tree.lower[made] == "it" and self._documents and k - self._documents[-1][0] <= NEAR:
                self._authors.append((*self._documents[-1][1:], mention))
        if mention.name is None:
            return
        key = surname(mention.name)
        first = key not in self._told and tree.tags[mention.tokens[0]] != "PRP$"
        self._told.setdefault(key, set()).update(tree.lemmas[i] for i in range(len(tree)) if tree.tags[i] in VERB_TAGS | NOUN_TAGS)
        alone = sum(m.name is not None and surname(m.name) != key for _, m in self._mentions[k]) == 0
        civil = next((o for word, _ in mention.callings if is_rank(word) and (o := civil_office(word, self._told[key]))), None)
        if civil is not None:
            self._call(replace(mention, callings=(*mention.callings, civil)))
        if tells_of_home(tree, head) and (alone or head == self._mentions[k][0][0]):
            self._home.add(key)
        elif first:
            # news brings in officials by their office: a bare name that does something is a private person
            after = k + 1 < len(trees) and tells_of_home(trees[k + 1], None)
            if after or (" " in mention.name and acts(tree, head)):
                self._home.add(key)

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
            self._remember(self._notice.read(tree, source.head, (source.first, source.last)))

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
            full = replace(full, head="resident", modifiers=(), callings=full.callings)
        return full

    def person_called(self, word: str) -> Mention | None:
        """Return the person whose surname, or whose given name, a lone word is."""
        known = self._names.get(surname(word), ()) or self._given.get(word.lower(), ())
        return self.known(known[0]) if known else None

    def look(self, index: int, tree: Tree, reported: Iterable[tuple[int, int]]) -> None:
        """Take in a sentence after its sources are resolved; `reported` are the characters of what others say in it."""
        spans = list(reported)
        for order, (head, mention) in enumerate(self._mentions[index]):
            mention = self._owned(mention, tree, head, index)
            self._mentions[index][order] = (head, mention)
            at = tree.starts[head]
            inside = any(a <= at < b for a, b in spans)
            self._seen.append(Seen(mention, tree.sentence, at, is_subject(tree, head), False, inside, aside(tree, head, mention)))
        for k, word in enumerate(tree.lower):
            at = tree.starts[k]
            if word not in GENDERED or tree.tags[k] not in ("PRP", "PRP$"):
                continue
            said = next(((a, b) for a, b in spans if a <= at < b), None)
            if said is not None and any(mark in _QUOTES for mark in self._text[said[0] : said[1]]):
                continue
            pronoun = "she" if GENDERED[word] else "he"
            own = own_subject(tree, k) if tree.tags[k] == "PRP" else None
            bound = tree.starts[own] if own is not None else None
            meant = self._antecedent(pronoun, tree, index, at, (), bound)
            if meant is None:
                continue
            if meant.name is not None and meant.female is None:
                self._women.setdefault(surname(meant.name), GENDERED[word])
            if meant.name is not None and said is None and (more := told_of(tree, self._text, k)):
                self._call(replace(meant, callings=(*meant.callings, *more)))
            asked = tree.deps[k] == "dobj" and tree.lemmas[tree.heads[k]] in _ASKING
            self._seen.append(Seen(meant, tree.sentence, at, tree.deps[k] in SUBJECTS, weight=ASKED * asked))

    def _owned(self, mention: Mention, tree: Tree, head: int, position: int) -> Mention:
        """Add to what somebody is called whose he or she is, where only a pronoun tells: "their leader", "one of them, X"."""
        if mention.thing is not Thing.PERSON:
            return mention
        calling: Calling | None = None
        one = head if tree.lower[head] in _ONE else tree.heads[head] if tree.deps[head] == "appos" else None
        if one is not None and tree.lower[one] in _ONE and (of := tree.child(one, "prep")) is not None:
            noun = tree.child(of, "pobj")
            if noun is None:
                return mention
            if tree.tags[noun] == "PRP":
                calling = self._many(position, noun)
            else:
                calling = singular(tree.lower[noun]), phrase_words(tree, phrase(tree, noun)[0], noun)
                mention = profile(tree, self._text, noun, mention)
        else:
            owner = next((k for k in range(mention.tokens[0], head + 1) if tree.tags[k] == "PRP$"), None)
            word = _OWNERS.get(tree.lower[owner], "") if owner is not None else ""
            if word not in ("it", "they") or not is_title(mention.head) or mention.organisation is not None:
                return mention
            whole = self._many(position, owner or head)
            calling = (mention.head, (*whole[1], whole[0], *mention.modifiers)) if whole is not None else None
        if calling is None or calling in mention.callings:
            return mention
        mention = replace(mention, callings=(*mention.callings, calling))
        if mention.name is not None:
            self._call(mention)
        return mention

    def _many(self, position: int, before: int) -> Calling | None:
        """Return the last people or body before a token of a sentence, by a common noun, with its modifiers: whom "they" may be."""
        for k in range(position, max(position - NEAR, -1), -1):
            tree = self._trees[k]
            for noun in range((before if k == position else len(tree)) - 1, dateline_end(tree.words) - 1, -1):
                key = singular(tree.lower[noun])
                several = key != tree.lower[noun] and personal(key)
                if (
                    tree.tags[noun] in NOUN_TAGS
                    and tree.deps[noun] not in ("compound", "poss", "nmod")
                    and (several or noun_classes().get(key) == "group")
                ):
                    return key, phrase_words(tree, phrase(tree, noun)[0], noun)
        return None

    def speak(self, mention: Mention, tree: Tree, at: int, reported: bool, verb: int | None = None) -> None:
        """Take in a source that has spoken, and the document it spoke in ("in a statement"); "had told" is another time's talk."""
        earlier = verb is not None and any(tree.deps[c] == "aux" and tree.lower[c] in ("had", "'d") for c in tree.children[verb])
        self._seen.append(Seen(mention, tree.sentence, at, True, True, reported, EARLIER * earlier))
        if mention.thing in (Thing.GROUP, Thing.PERSON):
            for k, word in enumerate(tree.lower):
                if word in VOICES and tree.deps[k] in ("pobj", "dobj"):
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
                return self.known(self._notice.read(tree, node))
            return None
        word = _OWNERS.get(word, word) if tree.tags[head] == "PRP$" else word
        if tree.tags[head] in ("PRP", "PRP$", "DT") and word in _PRONOUNS:
            return self._antecedent(word, tree, position, tree.starts[head], content)
        above = tree.heads[head]
        if tree.deps[head] == "appos" and above < source.first and tree.people[above] and tree.tags[head] in ("NN", "NNS"):
            named = profile(tree, self._text, above, self._notice.read(tree, above))  # "X, the group's spokesman, said": cut at the comma
            if named.name is not None:
                return self.known(named)
        if tree.deps[head] == "pobj" and tree.lower[above] == "in" and noun_classes().get(word) == "document":
            verb = tree.heads[above]  # "the bureau, in a notice on the walls, declared": whose the notice is
            own = verb if tree.deps[verb] == "nsubj" else tree.child(verb, "nsubj")
            if own is not None and own < head and tree.tags[own] in NOUN_TAGS:
                return self.known(self._notice.read(tree, own))
        mention = profile(tree, self._text, head, self._notice.read(tree, head, (source.first, source.last)))
        mention = self._owned(mention, tree, head, position)
        if mention.thing is Thing.OTHER and tree.tags[head] == "NN" and by_trade(mention.head):
            mention = replace(mention, thing=Thing.PERSON)  # "a rubber tapper": who says something is somebody
        if mention.name is not None:
            return self.known(mention)
        if mention.thing is Thing.DOCUMENT:
            issuer = self._issuer(tree, source, position, content) or self._author(mention, tree)
            if issuer is not None:
                return issuer
        if mention.thing is Thing.GROUP and source.first == source.last and (person := self.person_called(tree.words[head])) is not None:
            return replace(person, tokens=mention.tokens, text=mention.text)
        told = mention.organisation is not None and (
            mention.thing is not Thing.GROUP or self._kinds.get(mention.organisation.lower()) is not None
        )
        return self._described(mention, tree) if mention.definite and not told else mention

    def _issuer(self, tree: Tree, source: Source, position: int, content: Sequence[tuple[int, int]]) -> Mention | None:
        """Find whose document speaks: "its communique said", "the ministry's statement said"."""
        owner = tree.child(source.head, "poss")
        if owner is None or owner < source.first:
            return None
        if tree.tags[owner] == "PRP$":
            found = self._antecedent(_OWNERS.get(tree.lower[owner], ""), tree, position, tree.starts[owner], content)
        else:
            found = self.known(self._notice.read(tree, owner))
        return found if found is not None and found.thing in (Thing.GROUP, Thing.PERSON) else None

    def _author(self, mention: Mention, tree: Tree) -> Mention | None:
        """Find who issued a document that is taken up: "The statement went on", after "in a statement the ministry said"."""
        at = tree.starts[mention.tokens[0]]
        if not mention.definite or mention.organisation is not None:
            return None
        for start, word, author in reversed(self._authors):
            if start < at and (word == mention.head or (word in VOICES and mention.head in VOICES | {"text", "document"})):
                return self.known(author)
        if mention.head in VOICES:
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
                if said and any(a <= start < b and self._text[a] in _QUOTES for a, b in content):
                    continue  # who is quoted does not speak of himself by name or office
                here.append(Seen(mention, tree.sentence, start, is_subject(tree, head), False, said, aside(tree, head, mention)))
        everyone = [*self._seen[-LOOK_BACK:], *here]
        spoken = topics(everyone, tree.sentence)
        for order, seen in enumerate(everyone):
            distance = tree.sentence - seen.sentence
            mention = self.known(seen.mention) if seen.mention.name is not None else seen.mention
            suits = fits(word, mention)
            if distance > HORIZON or suits is None or (bound is not None and distance == 0 and seen.at == bound):
                continue
            score = suits + seen.weight - distance + SPEAKER * seen.speaker + SUBJECT * seen.subject + CONTENT * seen.reported
            score += NAMED * (mention.name is not None)
            if mention.thing is Thing.PERSON:
                score += TOPIC * spoken[key(mention)] + NEW * (mention.name is None and not mention.definite and not seen.speaker)
                if word in ("she", "her") and mention.female is None:
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
        bodies = BODIES_MEANT.get(mention.head) if mention.thing is Thing.GROUP and not mention.plural else None
        for seen in reversed(self._seen[-LOOK_BACK:]):
            other = seen.mention
            if (
                bodies
                and other.thing is Thing.GROUP
                and self._kinds.get(other.text.removeprefix("the ").removeprefix("The ").lower()) in bodies
            ):
                return self.known(other)
            told = other.thing is mention.thing is Thing.GROUP and mention.head in other.aside
            same = (
                told
                or other.head == mention.head
                or (mention.head in ("document", "text") and other.thing is Thing.DOCUMENT and seen.speaker)
            )
            if other.plural == mention.plural and same and len(other.text) > len(mention.text):
                return self.known(other)
        return mention

    def _person_described(self, mention: Mention, tree: Tree) -> Mention | None:
        """Choose the person a description stands for, by sense, then by who is spoken of."""
        recent = self._seen[-LOOK_BACK:]
        spoken = topics(recent, tree.sentence)
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
            score += NAMED * (other.name is not None) + TOPIC * spoken[key(other)]
            if best is None or (score, order) > best:
                best, chosen = (score, order), other
        if chosen is None and (only := self._only_one(mention, recent, tree.sentence)) is not None:
            chosen = replace(only, head=mention.head, modifiers=mention.modifiers)
        if chosen is None or chosen.name is None:
            return chosen
        office = office_told(mention.head, self._told.get(surname(chosen.name), ()))
        modifiers = (*mention.modifiers, *office)
        sure = speaker_kind(mention.head, modifiers, None)[0] not in (SourceKind.OTHER, SourceKind.OFFICIAL)
        if chosen.role is None or office or ESCAPED & set(modifiers) or (loose(chosen) and sure):
            chosen = replace(chosen, head=mention.head, modifiers=modifiers)
            self._trade(chosen)
        elif (calling := (mention.head, modifiers)) not in chosen.callings:
            chosen = replace(chosen, callings=(*chosen.callings, calling))
            self._call(chosen)
        return chosen

    def _only_one(self, mention: Mention, recent: Sequence[Seen], sentence: int) -> Mention | None:
        """Return the one person named of late where a private word or a fighter's goes on ("the fighter"), and nobody else is told of.

        An office or a calling that the text has not given to that person is somebody else's: "the minister" is not he.
        """
        if speaker_kind(mention.head, mention.modifiers, None)[0] not in _ANYBODY:
            return None
        near = [s.mention for s in recent if sentence - s.sentence <= NEAR and s.mention.thing is Thing.PERSON and not s.mention.plural]
        found = {key(other): other for other in near if other.text.lower() != mention.text.lower()}
        if len(found) != 1 or (only := next(iter(found.values()))).name is None:
            return None
        known = self.known(only)
        both = (mention.female, known.female)
        return None if None not in both and both[0] is not both[1] else known

    def _call(self, person: Mention) -> None:
        """Remember what a description has called a person besides."""
        known = self._names.get(surname(person.name or ""), [])
        for k, other in enumerate(known):
            if other.name is not None and same_name(other.name, person.name or ""):
                callings = tuple(dict.fromkeys((*other.callings, *person.callings)))
                known[k] = replace(other, callings=callings, organisation=other.organisation or person.organisation)

    def _trade(self, person: Mention) -> None:
        """Remember the trade by which a description has taken up a person."""
        known = self._names.get(surname(person.name or ""), [])
        for k, other in enumerate(known):
            if other.name is not None and same_name(other.name, person.name or "") and other.role is None and "*" not in person.head:
                known[k] = replace(other, head=person.head, modifiers=person.modifiers)

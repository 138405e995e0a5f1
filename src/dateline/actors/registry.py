"""The registry of actors: who they are, what they are called, and when they existed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.actors.folding import name_key
from dateline.actors.tables import read_table, table_names
from dateline.errors import ReferenceDataError
from dateline.reading.pieces import plain_words

COLUMNS = ("actor_id", "name", "kind", "country", "aliases", "from", "until", "wikidata", "ucdp", "source")
SHARED_COLUMNS = ("alias", "actor_id", "country", "source")
DEFAULT_COLUMNS = ("country", "kind", "from", "until", "actor_id", "source")

KINDS = (
    "state_forces", "police", "government", "rebel", "militia", "armed_group", "coalition", "un", "igo", "ngo", "media", "agency",
    "party", "civilian_group", "protesters", "criminal_group",
)  # fmt: skip
#: Kinds that fight, whoever names them; a government is a party where its forces fight in the same article.
FIGHTING = frozenset({"state_forces", "police", "rebel", "militia", "armed_group", "coalition", "criminal_group"})
#: Ends the words of an alias in the trie.
END = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor.

    `since` and `until` are ISO years, months or days; `country` is its theatre or state, ISO 3166-1; `wikidata` is its item and
    `ucdp` its number in the UCDP Actor Dataset.
    """

    id: str
    name: str
    kind: str
    country: str | None
    aliases: tuple[str, ...]
    since: str | None
    until: str | None
    wikidata: str | None
    ucdp: str | None

    def exists(self, day: str | None) -> bool:
        """Return whether the actor exists by `day` (ISO; ``None`` for an unknown day). An actor that is gone is still spoken of."""
        return day is None or self.since is None or self.since <= day[: len(self.since)]


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as text may have it.

    `exact` is the spelling an acronym must have ("IS", "LeT"); `capitals` tells word by word where a capital is required.
    `readings` are actors by theatre, ``None`` for any; an alias of one actor has one.
    """

    key: tuple[str, ...]
    exact: str | None
    capitals: tuple[bool, ...]
    readings: tuple[tuple[str | None, str], ...]


Trie = dict[str, "Trie | Alias"]


@dataclass(frozen=True, slots=True)
class Default:
    """Whom a kind of actor of a country is from one month to another."""

    since: str | None
    until: str | None
    actor_id: str


@dataclass(frozen=True, slots=True)
class Registry:
    """All actors, their aliases as a trie over folded words, and who is meant by country and kind."""

    actors: Mapping[str, Actor]
    aliases: Mapping[tuple[str, ...], Alias]
    trie: Trie
    defaults: Mapping[tuple[str, str], tuple[Default, ...]]

    def of_country(self, country: str | None, kind: str, day: str | None) -> Actor | None:
        """Return the actor that a kind of actor of a country is on a day, if the registry knows one."""
        for default in self.defaults.get((country or "", kind), ()):
            if within(day, default.since, default.until):
                return self.actors[default.actor_id]
        return None


def within(day: str | None, since: str | None, until: str | None) -> bool:
    """Return whether a day lies between two ISO years, months or days, both included; an unknown day lies between open ends alone."""
    if day is None:
        return since is None and until is None
    return (since is None or since <= day[: len(since)]) and (until is None or day[: len(until)] <= until)


@cache
def load_registry() -> Registry:
    """Load ``data/registry/``, ``data/shared_aliases.tsv`` and ``data/defaults.tsv``.

    Raises:
        ReferenceDataError: if an id stands twice, a kind or an id is unknown, or two actors share an alias that is not listed as shared.
    """
    actors: dict[str, Actor] = {}
    for table in table_names("registry"):
        for actor_id, name, kind, country, aliases, *rest, _ in read_table(table, COLUMNS):
            if kind not in KINDS or actor_id in actors:
                raise ReferenceDataError(f"{table}: {actor_id!r}: kind {kind!r} unknown (of {', '.join(KINDS)}), or id twice")
            spellings = tuple(dict.fromkeys(a for a in (name if "(" not in name else "", *aliases.split("|")) if a))
            actors[actor_id] = Actor(actor_id, name, kind, country or None, spellings, *(cell or None for cell in rest))
    aliases_by_key: dict[tuple[str, ...], Alias] = {}
    for spelling, actor_id, country in _spellings(actors):
        _add_alias(aliases_by_key, spelling, actor_id, country, shared=country != "*")
    return Registry(actors, aliases_by_key, _trie(aliases_by_key), _defaults(actors))


def _spellings(actors: Mapping[str, Actor]) -> Iterator[tuple[str, str, str]]:
    """Yield every alias with its actor and theatre: ``*`` for an alias of one actor."""
    for alias, actor_id, country, _ in read_table("shared_aliases.tsv", SHARED_COLUMNS):
        if actor_id not in actors:
            raise ReferenceDataError(f"shared_aliases.tsv: {alias!r}: no actor {actor_id!r} in registry/")
        yield alias, actor_id, country
    for actor in actors.values():
        for alias in actor.aliases:
            yield alias, actor.id, "*"


def _add_alias(table: dict[tuple[str, ...], Alias], spelling: str, actor_id: str, country: str, *, shared: bool) -> None:
    """Enter a spelling; spellings of one actor that fold alike are one, its case the laxer of the two."""
    key = name_key(spelling)
    if not key:
        raise ReferenceDataError(f"registry: {actor_id!r}: the alias {spelling!r} has no letters")
    words = [w for w in spelling.replace("-", " ").replace("/", " ").split() if name_key(w) and name_key(w) != ("s",)]
    capitals = tuple(w[:1].isupper() and w.lower() != "the" for w in words) if len(words) == len(key) else ()
    squeezed = spelling.replace(".", "")
    # "Al Jazeera" is two words, of which the key drops one: no acronym
    exact = squeezed if len(key) == 1 and squeezed[1:].lower() != squeezed[1:] and not {" ", "-"} & set(squeezed) else None
    known = table.get(key)
    if known is None:
        table[key] = Alias(key, exact, capitals, ((None if country in ("*", "") else country, actor_id),))
    elif shared:
        table[key] = Alias(key, exact or known.exact, known.capitals, (*known.readings, (country or None, actor_id)))
    elif all(actor == actor_id for _, actor in known.readings):
        lax = tuple(a and b for a, b in zip(known.capitals, capitals, strict=False)) if known.capitals and capitals else ()
        table[key] = Alias(key, exact if known.exact else None, lax, known.readings)
    else:
        others = ", ".join(sorted({actor for _, actor in known.readings}))
        raise ReferenceDataError(f"registry: {spelling!r} stands for {actor_id!r} and {others}; list it in shared_aliases.tsv")


def _trie(aliases: Mapping[tuple[str, ...], Alias]) -> Trie:
    """Build the trie of folded words.

    An alias that ends in a label ("Amba fighters") is entered with every other one that one side gives the other ("Amba terrorists"),
    unless that is a name of its own: the source's label must not change who is meant.
    """
    root: Trie = {}
    for key, alias in aliases.items():
        _node(root, key)[END] = alias
    for key, alias in aliases.items():
        for label in _labels_like(key[-1]) if len(key) > 1 and not any(alias.capitals[-1:]) else ():
            _node(root, (*key[:-1], label)).setdefault(END, alias)
    return root


def _node(root: Trie, key: tuple[str, ...]) -> Trie:
    """Return the node at the end of some words, made where it is not there yet."""
    node = root
    for word in key:
        child = node.setdefault(word, {})
        assert isinstance(child, dict)
        node = child
    return node


def _labels_like(word: str) -> tuple[str, ...]:
    """Return the labels that are read as the same plain word as a word is, and that word."""
    plain = plain_words()
    meant = plain.get(word, word)
    labels = tuple(label for label, read_as in plain.items() if read_as == meant)
    return (meant, *labels) if labels else ()


def _defaults(actors: Mapping[str, Actor]) -> dict[tuple[str, str], tuple[Default, ...]]:
    """Gather whom a country's actors of a kind are: listed rows first, then the ids ``xx-forces``, ``xx-police``, ``xx-gov``."""
    table: dict[tuple[str, str], tuple[Default, ...]] = {}
    for country, kind, since, until, actor_id, _ in read_table("defaults.tsv", DEFAULT_COLUMNS):
        if actor_id not in actors or kind not in KINDS:
            raise ReferenceDataError(f"defaults.tsv: {actor_id!r} of kind {kind!r} is not in registry/")
        table[country, kind] = (*table.get((country, kind), ()), Default(since or None, until or None, actor_id))
    for actor in actors.values():
        suffix = {"state_forces": "forces", "police": "police", "government": "gov"}.get(actor.kind)
        if actor.country and suffix and actor.id == f"{actor.country.lower()}-{suffix}":
            key = (actor.country, actor.kind)
            table[key] = (*table.get(key, ()), Default(None, None, actor.id))
    return table

"""How a report says a number, a day, a place and a source: from records to parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from dateline.places.lexicon import country_names
from dateline.records import (
    Article,
    Attribution,
    Claim,
    Figure,
    Flow,
    Incident,
    Measure,
    PlaceRole,
    Quantifier,
    SourceKind,
    Span,
    Unit,
    VictimKind,
    When,
    Where,
)
from dateline.reports.phrases import Phrases, rows
from dateline.reports.selection import Material
from dateline.reports.sentences import Basis, Cite, Evidence, Name, Number, Part, joined
from dateline.views.export import MASK
from dateline.views.words import count, day

_TOPS = (Quantifier.UP_TO, Quantifier.FEWER_THAN)
_ARTICLES = ("the ", "a ", "an ", "another ", "some ")


def cite(material: Material, *spans: tuple[Claim, Span]) -> Cite:
    """Return a citation of the sentences that spans of claims stand in, each once; a span outside of its sentence is cited itself."""
    found = []
    for claim, span in spans:
        whole = claim.evidence if claim.evidence.contains(span) else span
        found.append(evidence(claim, material.articles[claim.article_id], whole))
    return Cite(tuple(dict.fromkeys(found)))


def cite_claims(material: Material, claims: Iterable[Claim]) -> Cite:
    """Return a citation of the sentences that claims rest on."""
    return cite(material, *((claim, claim.evidence) for claim in claims))


def evidence(claim: Claim, article: Article, span: Span) -> Evidence:
    """Return a span of a claim's article as evidence."""
    stated = article.published
    return Evidence(
        claim.id, article.id, outlet(article), stated.value if stated is not None else None, article.title, span.start, span.end, span.quote
    )


def outlet(article: Article) -> str:
    """Return who printed an article: its publisher, else the agencies it credits, else that it names none."""
    return article.publisher or ", ".join(article.agencies) or "a report that names no outlet"


def number(value: int, basis: Basis) -> Number:
    """Return a number with its thousands apart."""
    return Number(count(value), value, basis)


def figure(phrases: Phrases, fig: Figure, basis: Basis = Basis.COUNT) -> tuple[Part, ...]:
    """Return a figure's number with the hedge its source gave it: ``at least 12``, ``between 9 and 11``, ``“dozens” (24 or more)``."""
    if fig.quantifier is Quantifier.VAGUE:
        low, high = number(fig.low, basis), fig.high
        name = "number.vague" if high is not None and high != fig.low else "number.vague_open"
        slots: dict[str, Part] = {"words": Name(f"“{fig.span.quote}”"), "low": low}
        return phrases.fill(name, **slots, **({"high": number(high, basis)} if name == "number.vague" and high is not None else {}))
    if fig.quantifier in _TOPS:
        return phrases.fill(f"number.{fig.quantifier}", number=number(fig.high if fig.high is not None else fig.low, basis))
    if fig.high is not None and fig.high != fig.low:
        name = "number.about_range" if fig.quantifier is Quantifier.ABOUT else "number.range"
        return phrases.fill(name, low=number(fig.low, basis), high=number(fig.high, basis))
    name = f"number.{fig.quantifier}"
    return phrases.fill(name if name in phrases.patterns else "number.exact", number=number(fig.low, basis))


def bounds(phrases: Phrases, low: int, best: int, high: int | None, basis: Basis) -> tuple[Part, ...]:
    """Return low, best and high in words; one number where they agree, and that nobody bounds it where the high is open."""
    if low == best == high:
        return phrases.fill("bounds.one", best=number(best, basis))
    if high is None and low == best:
        return phrases.fill("bounds.low_open", best=number(best, basis))
    slots = {"low": number(low, basis), "best": number(best, basis)}
    if high is None:
        return phrases.fill("bounds.open", **slots)
    return phrases.fill("bounds.three", **slots, high=number(high, basis))


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    return {row["what"]: (row["one"], row["many"]) for row in rows("nouns.tsv")}


@cache
def _measures() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["measure"], row["flow"]): row for row in rows("measures.tsv")}


def noun(victims: str, unit: Unit, *, many: bool) -> str:
    """Return what is counted: ``people``, ``civilians``, ``families``; the source's own label is in the footnote, not here."""
    what = unit.value if unit is not Unit.PERSON else victims.split(":")[0]
    one, plural = _nouns().get(what, _nouns()["all"])
    return plural if many else one


def victims_of(fig: Figure) -> str:
    """Return whom a figure counts, as `noun` takes it."""
    return fig.victim_kind if fig.victim_kind in (VictimKind.CIVILIAN, VictimKind.COMBATANT) else "all"


def befell(measure: Measure, flow: Flow | None, *, many: bool, possible: bool = False) -> str:
    """Return what befell them: ``were killed``, ``was abducted``, ``may have been killed``."""
    row = _measures().get((measure, flow or "")) or _measures()[measure, ""]
    return row["possible"] if possible else row["many" if many else "one"]


def label(measure: Measure, flow: Flow | None = None) -> str:
    """Return a measure as a heading: ``Killed``."""
    row = _measures().get((measure, flow or "")) or _measures()[measure, ""]
    return row["label"]


@cache
def _events() -> dict[str, str]:
    return {row["event"]: row["phrase"] for row in rows("happenings.tsv")}


def happening(incident: Incident) -> str:
    """Return an incident's kind as a part of a sentence: ``a vehicle bombing``."""
    held = _events()
    return held.get(incident.event_subtype or "") or held.get(incident.event_type) or held["other"]


@cache
def _verbs() -> dict[str, str]:
    return {row["cue"]: row["verb"] for row in rows("verbs.tsv")}


def verb(attribution: Attribution | None, *, claimed: bool = False, denied: bool = False) -> str:
    """Return the word for saying: the cue's own where it is a neutral one (data/verbs.tsv), else ``said``."""
    if denied:
        return "denied"
    if claimed:
        return "claimed"
    return "reported" if attribution is None else _verbs().get(attribution.cue.casefold(), "said")


def speaker(claim: Claim, article: Article, *, withheld: bool) -> str:
    """Return who says it, to stand in a sentence; a party to the conflict is called one.

    Args:
        claim: the claim.
        article: its article, which speaks where nobody is named.
        withheld: tell a private person by what he or she is, not by name.
    """
    who = claim.attribution
    if who is None:
        return outlet(article)
    said = (who.speaker or who.organisation or who.span.quote).strip()
    if withheld and (who.private_person or MASK in said):
        return _nouns().get(f"source:{who.kind}", _nouns()["source:other"])[0]
    name = said[:1].lower() + said[1:] if said.casefold().startswith(_ARTICLES) else said
    marks = [part for part in (who.role, who.organisation) if part is not None and part.casefold() not in name.casefold()]
    if who.speaker is None and who.kind is SourceKind.ANONYMOUS:
        name, marks = _nouns()["source:anonymous"][0], []
    marks += ["a party to the conflict"] if who.party else []
    return f"{name} ({', '.join(marks)})" if marks else name


def when_parts(phrases: Phrases, when: When | None) -> tuple[Part, ...]:
    """Return when something was, as the end of a sentence."""
    first = when.earliest[:10] if when is not None and when.earliest else None
    last = when.latest[:10] if when is not None and when.latest else None
    if first is None and last is None:
        return phrases.fill("when.unknown")
    if first is None:
        return phrases.fill("when.until", day=Name(day(last or "", long=True)))
    if last is None:
        return phrases.fill("when.since", day=Name(day(first, long=True)))
    if first == last:
        return phrases.fill("when.day", day=Name(day(first, long=True)))
    return phrases.fill("when.between", first=Name(day(first, long=True, year=first[:4] != last[:4])), last=Name(day(last, long=True)))


def area_of(where: Where) -> str:
    """Return the province and country a place lies in, without what its own name says."""
    country = country_names().get(where.country or "", where.country)
    parts = [part for part in (where.within, where.admin1, country) if part is not None and part != where.name]
    return ", ".join(dict.fromkeys(parts))


def place_name(where: Where) -> Name:
    """Return a place with the area it lies in."""
    area = area_of(where)
    return Name(f"{where.name} ({area})" if area else where.name)


def where_parts(phrases: Phrases, places: Sequence[Where]) -> tuple[Part, ...]:
    """Return where something was, with how exactly that is known; words that could not be resolved are quoted."""
    if not places:
        return phrases.fill("where.unknown")
    groups: list[tuple[Part, ...]] = []
    for role in (PlaceRole.AT, PlaceRole.NEAR, PlaceRole.FROM, PlaceRole.VIA, PlaceRole.TO):
        seen: dict[str, tuple[Part, ...]] = {}
        for where in places:
            if where.role is role and where.name not in seen:
                seen[where.name] = (
                    (place_name(where),) if where.lat is not None else phrases.fill("where.unresolved", words=Name(f"“{where.name}”"))
                )
        if seen:
            name = f"where.{role}"
            wide = role is PlaceRole.AT and all(4 <= where.precision <= 6 for where in places if where.role is role)
            groups.append(phrases.fill("where.wide" if wide else name, place=joined(list(seen.values()), ", ", " and ")))
    return joined(groups, " ", " ")

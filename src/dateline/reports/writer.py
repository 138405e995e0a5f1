"""What every section needs at hand: the material, the patterns, the limits, and the sentences that several sections write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.records import Bound, Claim, Incident, StatedCount, Status, Toll
from dateline.reports.phrases import Phrases
from dateline.reports.selection import Case, Material
from dateline.reports.sentences import Basis, Cite, Name, Part, Sentence, Words, joined
from dateline.reports.wording import (
    befell,
    bounds,
    cite,
    cite_claims,
    figure,
    happening,
    label,
    noun,
    number,
    speaker,
    verb,
    victims_of,
    when_parts,
    where_parts,
)

#: Names of one clause before the rest are counted.
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes sentences about the material. `withheld`: private persons are told by what they are; `limits` are the template's."""

    material: Material
    phrases: Phrases
    withheld: bool
    limits: Mapping[str, int]

    def subject(self, incident: Incident) -> dict[str, tuple[Part, ...]]:
        """Return an incident as slots: ``event``, ``where``, ``when``."""
        return {
            "event": (Words(happening(incident)),),
            "where": where_parts(self.phrases, incident.places),
            "when": when_parts(self.phrases, incident.when),
        }

    def numbered(self, case: Case) -> dict[str, tuple[Part, ...]]:
        """Return the same slots with the incident's number in the report."""
        return {"number": (number(case.number, Basis.TALLY),), **self.subject(case.incident)}

    def grounds(self, incident: Incident) -> Cite:
        """Return a citation of the claims that say what happened, where and when: the fewest that cover what is said of it."""
        claims = self.material.claims_of(incident)
        place = {where.name for where in incident.places}
        day = incident.when
        located = [c for c in claims if any(where.name in place for where in c.places)]
        dated = [
            c for c in claims if day is not None and c.time is not None and (c.time.earliest, c.time.latest) == (day.earliest, day.latest)
        ]
        both = [c for c in located if c in dated]
        chosen = both[:1] or [*located[:1], *dated[:1]] or claims[:1]
        return cite_claims(self.material, chosen)

    def bounds_cite(self, trace: Iterable[Bound]) -> Cite:
        """Return a citation of the figures behind bounds."""
        found = []
        for bound in trace:
            claim = self.material.claims[bound.claim_id]
            found.append((claim, claim.figures[bound.figure].span if bound.figure < len(claim.figures) else claim.evidence))
        return cite(self.material, *found)

    def figures_of(self, toll: Toll) -> tuple[Part, ...]:
        """Return a toll's bounds with the citation of what set them."""
        return (*bounds(self.phrases, toll.low, toll.best, toll.high, Basis.TOLL), self.bounds_cite(toll.trace))

    def source(self, claim: Claim) -> Name:
        """Return who says a claim."""
        return Name(speaker(claim, self.material.articles[claim.article_id], withheld=self.withheld))

    def toll_sentence(self, case: Case, toll: Toll) -> Sentence:
        """Return an incident's figures of one measure, and whether they rest on one voice."""
        name = "toll.one_voice" if rests_on_one(case.incident, toll) else "toll"
        parts = self.phrases.fill(name, label=Words(label(toll.measure, toll.flow)), bounds=self.figures_of(toll))
        return Sentence(f"toll:{case.incident.id}:{toll_key(toll)}", parts)

    def stated(self, case: Case, toll: Toll) -> list[Sentence]:
        """Return what the voices state of one measure: clause by clause in the order of publication, each cited."""
        key = (toll.measure, toll.unit, toll.flow)
        standing = [told for told in case.incident.counts if told.key == key and told.left_out is None]
        standing.sort(key=lambda told: (told.published or "~", told.article_id, told.terms[0].claim_id, told.terms[0].figure))
        groups: dict[tuple[object, ...], list[StatedCount]] = {}
        for told in standing:
            groups.setdefault((tuple((t.low, t.high, t.vague) for t in told.terms), told.quantifier, told.victims, told.status), []).append(
                told
            )
        clauses: list[tuple[Part, ...]] = []
        noun_said: str | None = None
        limit = self.limits["clauses"]
        for group in list(groups.values())[:limit]:
            clause, noun_said = self._clause(group, noun_said)
            clauses.append(clause)
        name = f"stated:{case.incident.id}:{toll_key(toll)}"
        found = [Sentence(name, self.phrases.fill("said", clauses=joined(clauses, "; ", "; ")))] if clauses else []
        if rest := [told for group in list(groups.values())[limit:] for told in group]:
            cited = self._cite_counts(rest)
            found.append(Sentence(f"{name}:further", (*self.phrases.fill("further", number=number(len(rest), Basis.TALLY)), cited)))
        return found

    def _clause(self, group: Sequence[StatedCount], said: str | None) -> tuple[tuple[Part, ...], str]:
        """Return what voices with one number say, and whom they counted; shorter where the clause before counted the same kind."""
        told = group[0]
        terms = [self.material.claims[term.claim_id].figures[term.figure] for term in told.terms]
        many = len(terms) > 1 or not terms[0].low == terms[0].high == 1
        kinds = [victims_of(fig) if len(terms) > 1 else told.victims for fig in terms]
        what = joined(
            [
                self.phrases.fill(
                    "counted",
                    number=self.phrases.fill("number.none", number=()) if fig.low == fig.high == 0 else figure(self.phrases, fig),
                    noun=Words(noun(kind, fig.unit, many=not fig.low == fig.high == 1)),
                )
                for fig, kind in zip(terms, kinds, strict=True)
            ],
            ", ",
            " and ",
        )  # fmt: skip
        named = any(fig.person is not None for fig in terms)
        possible = told.status is Status.POSSIBLE
        claims = [self.material.claims[one.terms[0].claim_id] for one in group]
        counted = f"{kinds}{possible}"
        short = said == counted and len(terms) == 1 and not named
        name = "clause.named" if named else "clause.short" if short else "clause.full"
        parts = self.phrases.fill(
            name,
            source=self._sources(claims),
            verb=Words(verb(claims[0].attribution, claimed=told.status is Status.CLAIMED) if len(claims) == 1 else "said"),
            what=what if not short else figure(self.phrases, terms[0]),
            befell=Words(befell(told.measure, told.flow, many=many, possible=possible)),
        )
        return (*parts, self._cite_counts(group)), counted

    def _sources(self, claims: Sequence[Claim]) -> tuple[Part, ...]:
        # "The army" and "army" are one.
        names = list({_bare(name.text): name for name in reversed([self.source(claim) for claim in claims])}.values())[::-1]
        if len(names) > MOST_NAMES + 1:
            shown = joined([(name,) for name in names[:MOST_NAMES]], ", ", ", ")
            return self.phrases.fill("others.voices", names=shown, number=number(len(names) - MOST_NAMES, Basis.TALLY))
        return joined([(name,) for name in names], ", ", " and ")

    def _cite_counts(self, counts: Iterable[StatedCount]) -> Cite:
        claims = self.material.claims
        return cite(
            self.material, *((claims[t.claim_id], claims[t.claim_id].figures[t.figure].span) for told in counts for t in told.terms)
        )


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def toll_key(toll: Toll) -> str:
    """Return a toll's measure, unit and flow as one key."""
    return "-".join(str(part) for part in (toll.measure, toll.unit, toll.flow) if part is not None)


def voices_behind(incident: Incident, toll: Toll) -> int:
    """Return how many voices state a standing count of a toll."""
    key = (toll.measure, toll.unit, toll.flow)
    return len({told.voice for told in incident.counts if told.key == key and told.left_out is None})


def rests_on_one(incident: Incident, toll: Toll) -> bool:
    """Return whether a toll rests on one voice."""
    return voices_behind(incident, toll) <= 1

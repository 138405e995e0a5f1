"""The source's own label never changes the coding: swapping it through a sentence changes words, and no code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from made_articles import claims_of
from training.markup import read_corpus

from dateline.records import Claim

LABELS = ("fighters", "militants", "insurgents", "terrorists", "jihadists", "extremists")

SENTENCES = [
    "{L} killed nine villagers in Mosul on Tuesday.",
    "Nine {l} were killed in Mosul on Tuesday.",
    "The army said it had killed nine {l} near Mosul on Tuesday.",
    "{L} said they had killed 12 soldiers near Mosul on Tuesday.",
    "{L} said six of their own had died near Mosul on Tuesday.",
    "{L} abducted 14 teachers from a school in Mosul on Tuesday.",
    "A bomb planted by {l} killed four policemen in Mosul on Tuesday.",
    "{L} stormed a checkpoint near Mosul on Tuesday, killing six soldiers.",
    "The army clashed with {l} near Mosul on Tuesday, and three soldiers died.",
    "{L} shelled a market in Mosul on Tuesday, wounding 30 people.",
    "{L} took 11 drivers hostage near Mosul.",
    "Forty {l} were arrested in Mosul on Tuesday, police said.",
    "Six {l} surrendered to the army near Mosul on Tuesday.",
    "{L} claimed responsibility for a car bombing in Mosul on Tuesday.",
    "A doctor said {l} had shot dead five nurses in Mosul.",
    "About 3,000 {l} are holding out in Mosul.",
    "The army denied that {l} had seized Mosul on Tuesday.",
    "{L} used 60 villagers as human shields in Mosul.",
    "{L} tried to kidnap two nurses in Mosul on Tuesday.",
    "More than 4,000 people fled Mosul after {l} attacked the town on Tuesday.",
    "Two of the {l} were killed when a mine exploded near Mosul.",
    "An air strike killed 15 {l} and two children near Mosul on Tuesday.",
    "The bodies of seven {l} were found near Mosul on Tuesday.",
    "The group lost 40 {l} near Mosul on Tuesday.",
    "{L} marched 200 villagers from Mosul to Kirkuk on Tuesday.",
    "{L} executed three policemen in Mosul on Tuesday, residents said.",
    "Twelve {l} and civilians were killed in Mosul on Tuesday.",
    "Up to 40 {l} may have been killed in Mosul.",
    "The {l} have lost 600 men since March.",
]


def coded(claims: tuple[Claim, ...], text: str, label: str) -> list[object]:
    """Return everything coded in the claims, without the source's words; positions by the words around the label."""

    def at(position: int) -> int:
        """Count a position as if every label were of no length."""
        return position - sum(min(m.end(), position) - m.start() for m in re.finditer(label, text, re.IGNORECASE) if m.start() < position)

    return [
        (
            (c.event_type, c.event_subtype, c.status, c.background, c.domain, c.confidence),
            c.attribution and (c.attribution.kind, c.attribution.party, c.attribution.mode),
            c.time and (c.time.earliest, c.time.latest, c.time.precision, c.time.basis),
            [(p.role, p.geoname_id, p.precision, at(p.span.start)) for p in c.places],
            [(a.role, a.actor_id, a.name, a.kind, at(a.span.start)) for a in c.actors],
            [(m.kind, at(m.span.start)) for m in c.means],
            [
                (f.measure, f.low, f.high, f.quantifier, f.unit, f.victim_kind, f.scope, f.flow, f.since, at(f.span.start), at(f.span.end))
                for f in c.figures
            ],
            [rule.casefold().replace(label, "LABEL") for rule in c.rules],
        )
        for c in claims
    ]


@pytest.mark.parametrize("label", LABELS[1:])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_label_changes_no_code(sentence: str, label: str) -> None:
    plain, labelled = (sentence.format(l=word, L=word.capitalize()) for word in (LABELS[0], label))
    assert claims_of(plain) != ()
    assert coded(claims_of(labelled), labelled, label) == coded(claims_of(plain), plain, LABELS[0])


@pytest.mark.parametrize("label", LABELS)
def test_the_label_itself_is_kept(label: str) -> None:
    (claim,) = claims_of(f"Nine {label} were killed in Mosul on Tuesday.")
    assert claim.figures[0].who == label
    assert label in [actor.span.quote for actor in claim.actors]


_NAMED = re.compile(r"\b(fighters|militants|insurgents|terrorists|jihadists|extremists|rebels|guerrillas|gunmen)\b", re.IGNORECASE)


def in_our_corpus() -> list[str]:
    """Return the sentences of our reports that name those who fight by such a word, with places for another; sorted, each once."""
    found = set()
    for report in read_corpus(Path(__file__).parents[2] / "corpus" / "reports"):
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", report.text):
            if _NAMED.search(sentence) and 30 < len(sentence) < 400 and "{" not in sentence and not sentence.isupper():
                found.add(_NAMED.sub(lambda m: "{L}" if m[0][0].isupper() else "{l}", sentence))
    return sorted(found)


def test_no_code_changes_in_500_swapped_sentences() -> None:
    changed, swapped = [], 0
    for at, sentence in enumerate([*SENTENCES, *in_our_corpus()]):
        plain = sentence.format(l=LABELS[0], L=LABELS[0].capitalize())
        for turn in (0, 2):
            label = LABELS[1 + (at + turn) % (len(LABELS) - 1)]
            labelled = sentence.format(l=label, L=label.capitalize())
            swapped += 1
            if coded(claims_of(labelled), labelled, label) != coded(claims_of(plain), plain, LABELS[0]):
                changed.append((label, sentence))
    assert swapped >= 500
    assert changed == []

"""What a text says of its making, and the words it is compared by."""

from __future__ import annotations

import time

import pytest

from dateline.lineage.credits import credits_of
from dateline.lineage.words import Term, words_of

TOLD = "Seven people were killed on Thursday, police said."


@pytest.mark.parametrize(
    ("passages", "agencies", "why"),
    [
        ([f"TARSEN, March 4 (Northwire) - {TOLD}"], {"northwire"}, "brackets in the dateline"),
        ([f"Tarsen [Northwire]: {TOLD}"], {"northwire"}, "square brackets"),
        ([f"(Northwire/Meridian) - {TOLD}"], {"northwire", "meridian"}, "two agencies"),
        ([f"SHAMKAND, October 14. /TCA/ {TOLD}"], {"tca"}, "between strokes"),
        ([f"COLOMBO, Tuesday, Austral - {TOLD}"], {"austral"}, "after the day"),
        ([f"HOLLIN, Karsh, March 4 - {TOLD}"], set(), "a country is no agency"),
        ([TOLD, "The road is shut. - Northwire"], {"northwire"}, "at the end of the last paragraph"),
        ([TOLD, "(Northwire and staff)"], {"northwire"}, "alone at the foot"),
        ([TOLD, "Northwire"], {"northwire"}, "a bare name at the foot"),
        ([TOLD, "Mara Odin (34) was among them."], set(), "a sentence is no credit"),
        ([TOLD, "Our correspondent in Tarsen saw four burned cars."], set(), "nor is one of the paper's own"),
    ],
)
def test_agencies(passages, agencies, why):
    assert credits_of(None, passages).agencies == agencies, why


def test_the_dateline_and_the_credit_tell_nothing():
    passages = [f"TARSEN, March 4 (Northwire) - {TOLD}", "Reporting by Ana Mor; editing by Jo Peck"]
    (first, last) = credits_of(None, passages).bounds
    assert passages[0][first[0] : first[1]] == TOLD
    assert last == (0, 0)


@pytest.mark.parametrize(
    ("title", "note", "version"),
    [
        ("UPDATE 2-Market blast kills nine", None, True),
        ("CORRECTED: Market blast kills nine", None, True),
        ("Market blast kills nine", "EDS: RECASTS with new toll.", True),
        ("Market blast kills nine", "(Corrects toll in second paragraph)", True),
        ("Market blast kills nine", None, False),
        ("Lead mine reopens after update of rules", None, False),
    ],
)
def test_versions(title, note, version):
    assert credits_of(title, [note, TOLD] if note else [TOLD]).version is version


def test_who_is_cited_as_reporting():
    assert "northwire" in credits_of(None, [TOLD, "The driver told Northwire that he had seen nothing."]).cited
    assert "northwire" in credits_of(None, [f"{TOLD[:-1]}, Northwire reported."]).cited


@pytest.mark.parametrize("text", ["A" * 60_000, "A " * 30_000, "(A " * 20_000, "A, B. " * 10_000, "told the " * 10_000, " " * 60_000 + "x"])
def test_no_text_is_slow(text):
    began = time.process_time()
    credits_of(text, [text, text])
    assert time.process_time() - began < 2


def test_words_compare_across_papers():
    british, american = (
        words_of("The organisation's neighbours recognised 1,200 men."),
        words_of("The organization's neighbors recognized 1200 men."),
    )
    assert british.stems == american.stems
    assert words_of("seven").stems == words_of("7").stems
    assert words_of("Thurs").forms == words_of("Thursday").forms


def test_words_know_names_days_figures_and_quotations():
    words = words_of('Heavy rain fell on Oster on Friday. "Eleven drowned," said Mara Odin.')
    kinds = dict(
        zip(
            ["heavy", "rain", "fell", "on", "oster", "on2", "friday", "eleven", "drowned", "said", "mara", "odin"], words.terms, strict=True
        )
    )
    assert (kinds["heavy"], kinds["oster"], kinds["friday"], kinds["eleven"]) == (Term.WORD, Term.NAME, Term.DAY, Term.NUMBER)
    assert kinds["said"] is None
    assert [at for at, quoted in enumerate(words.quoted) if quoted] == [7, 8]

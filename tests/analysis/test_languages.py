"""Who reads which language: the seam for a second one, texts in two, and what is said of what nobody reads."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint

import pytest

from dateline.analysis import languages
from dateline.analysis.languages import analyser_for, part_in, register, unread
from dateline.articles import article_from_text
from dateline.claims import explain_claims, extract_claims
from dateline.errors import AnalyserMissing
from dateline.records import Article, Claim, Span
from dateline.views import unread as said
from dateline.vocabulary import Status

FRENCH = (
    "Au moins quinze personnes ont \u00e9t\u00e9 tu\u00e9es dimanche dans un bombardement qui a touch\u00e9 un h\u00f4pital dans le nord "
    "du pays."
)
ENGLISH = (
    "The army said on Sunday that at least twelve people had been killed when a shell hit a bakery in the north of the town. "
    "The director of the hospital told reporters that nine others had been wounded, and that four of them were children."
)


def _claim(article: Article, span: Span) -> Claim:
    return Claim(
        id=f"toy-{span.start}", article_id=article.id, event_type="killing", event_subtype=None, status=Status.ASSERTED, background=False,
        confidence=0.5, rules=("toy",), evidence=span, trigger=span, attribution=None, actors=(), figures=(), time=None, places=(),
        means=(),
    )  # fmt: skip


class Toy:
    """Finds one French verb of harm in the blocks that it is given."""

    def __init__(self, shift: int = 0) -> None:
        self.seen: list[str] = []
        self.shift = shift

    def claims(self, article: Article) -> Sequence[Claim]:
        found = []
        for block in article.blocks:
            words = article.text[block.start : block.end]
            self.seen.append(words)
            at = words.find("tu\u00e9es")
            if at >= 0:
                start = block.start + at
                span = Span(start + self.shift, start + 5 + self.shift, article.text[start : start + 5])
                found.append(_claim(article, span))
        return found


def test_another_language_is_stored_and_not_read() -> None:
    article = article_from_text(FRENCH)
    assert article.language == "fr"
    assert extract_claims(article, reader=False) == []
    assert explain_claims(article, reader=False).claims == ()
    assert said(article) == "language fr: claims are drawn from English text only, so none were looked for here"


def test_an_analyser_that_is_plugged_in_reads_it() -> None:
    article = article_from_text(FRENCH)
    toy = Toy()
    with register("fr", toy):
        (claim,) = extract_claims(article)
        assert said(article) is None
    assert (claim.evidence.quote, claim.rules) == ("tu\u00e9es", ("toy",))
    assert toy.seen == [FRENCH]
    assert analyser_for("fr") is None, "it is gone with its context"


def test_each_language_of_a_text_is_read_by_its_own() -> None:
    article = article_from_text(f"{ENGLISH}\n\n{FRENCH} {FRENCH}\n\n{ENGLISH.replace('twelve', 'thirteen')}")
    assert article.language == "en"
    alone = extract_claims(article, reader=False)
    assert alone
    assert not any("tu\u00e9es" in claim.evidence.quote for claim in alone)
    assert said(article) == "language fr: no claims were looked for in 1 of 3 blocks, which no analyser reads"
    toy = Toy()
    with register("fr", toy):
        both = extract_claims(article, reader=False)
        assert unread(article) is None
    assert toy.seen == [f"{FRENCH} {FRENCH}"]
    assert len(both) == len(alone) + 1
    assert [claim.evidence.start for claim in both] == sorted(claim.evidence.start for claim in both)


def test_of_a_foreign_text_only_clearly_english_blocks_are_read() -> None:
    article = article_from_text(
        f"{FRENCH}\n\n{FRENCH.replace('quinze', 'seize')}\n\n{FRENCH.replace('quinze', 'six')}\n\n{ENGLISH}\n\nTwelve killed"
    )
    assert article.language == "fr"
    part = part_in(article, "en")
    assert part is not None
    assert [article.text[block.start : block.end] for block in part.blocks] == [ENGLISH]
    assert all(claim.evidence.start >= part.blocks[0].start for claim in extract_claims(article, reader=False))
    assert said(article) == "language fr: no claims were looked for in 4 of 5 blocks, which no analyser reads"
    short = article_from_text(f"{FRENCH}\n\n{FRENCH.replace('quinze', 'seize')}\n\n{ENGLISH[:120]}")
    assert part_in(short, "en") is None


def test_an_english_article_is_passed_on_as_it_is() -> None:
    article = article_from_text(f"{ENGLISH}\n\nTwelve killed\n\n{ENGLISH}")
    assert part_in(article, "en") is article
    assert unread(article) is None


def test_a_text_in_no_known_language_says_so() -> None:
    article = article_from_text(
        "qutil khamsat ashar shakhsan ala al-aqall yawm al-ahad indama asabat qadhifa mustashfa fi shamal al-bilad bihasab al-shurta"
    )
    assert said(article) == "language not known: it is not English, so no claims were looked for here"


def test_a_claim_without_its_words_is_refused() -> None:
    with register("fr", Toy(shift=1)), pytest.raises(ValueError, match="do not stand at"):
        extract_claims(article_from_text(FRENCH))


@pytest.mark.parametrize("code", ["en", "fra", "FR", ""])
def test_only_other_languages_codes_are_taken(code: str) -> None:
    with pytest.raises(ValueError, match="ISO 639-1"), register(code, Toy()):
        pass


def test_an_installed_package_offers_one(monkeypatch: pytest.MonkeyPatch) -> None:
    points = {
        "fr": EntryPoint("fr", "tests.analysis.test_languages:Toy", languages.GROUP),
        "de": EntryPoint("de", "tests.analysis.no_such_module:Toy", languages.GROUP),
        "es": EntryPoint("es", "tests.analysis.test_languages:FRENCH", languages.GROUP),
    }
    monkeypatch.setattr(
        languages, "entry_points", lambda group, name: [points[name]] if group == languages.GROUP and name in points else []
    )
    languages._installed.cache_clear()
    try:
        assert isinstance(analyser_for("fr"), languages.Analyser)
        assert analyser_for("it") is None
        with pytest.raises(AnalyserMissing, match="cannot be loaded"):
            analyser_for("de")
        with pytest.raises(AnalyserMissing, match="no method"):
            analyser_for("es")
    finally:
        languages._installed.cache_clear()

"""Articles made of several sources, and the marks of a version that the article stage takes off a headline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.articles import article_from_text
from dateline.lineage import trace
from dateline.lineage.profiles import profile_of
from dateline.records import Article

RAID = (
    "Raid on salt works\n\n"
    "LUND, June 3 (Northwire) - Twenty-two gunmen in three lorries raided the salt works at Oster on Tuesday and shot dead nine workers, "
    "foreman Anders Hult said.\n\n"
    "They took 16 tonnes of salt and the works' only crane, and drove off towards the Marren pass.\n\n"
    '"They paid the cook for their breakfast," said Hult, who had hidden in a boiler.'
)
TALKS = (
    "Envoys meet in Sund\n\n"
    "Sund, 3 June (Panafrica) - Envoys of the government and of the Hill Council met in a monastery near Sund for the first time since "
    "2011 and agreed to exchange 140 prisoners, the abbot, Father Marek, announced.\n\n"
    "The Council's envoy, Ilse Brandt, came on foot because she does not trust helicopters. The exchange is to be on the Vessel bridge on "
    "15 June."
)
MERGED = (
    "A day of blood and talk\n\n"
    "Nine workers of the Oster salt works are dead, shot on Tuesday by 22 men who came in three lorries and left for the Marren pass with "
    "16 tonnes of salt and a crane. Foreman Anders Hult was hidden in a boiler.\n\n"
    "In a monastery near Sund, meanwhile, the Hill Council and the government agreed to exchange 140 prisoners on the Vessel bridge on "
    "15 June. It was their first meeting since 2011, said the abbot, Father Marek; Ilse Brandt, the Council's envoy, walked there."
)
RIVAL = (
    "Salt workers buried\n\n"
    "LUND (Meridian) -- At least eight people were killed when bandits stormed the salt works at Oster, the county's prefect, Olga Rehn, "
    "said Wednesday.\n\n"
    '"They paid the cook for their breakfast," foreman Anders Hult told reporters at the gate.\n\n'
    "Rehn said police had traced one of the lorries to a quarry owner in Tolm, 90 miles away. Envoys are to meet in Sund this week, but "
    "few in Oster had heard of it."
)


def _article(name: str, text: str, at: str, outlet: str) -> Article:
    return replace(article_from_text(text, published=at, origin=name), id=name, publisher=outlet)


SOURCES = [
    _article("raid", RAID, "2014-06-03T08:00", "Northwire"),
    _article("talks", TALKS, "2014-06-03T11:00", "Panafrica"),
]


def test_an_article_that_retells_two_sources_is_merged_of_both():
    merged = trace([*SOURCES, _article("merged", MERGED, "2014-06-04T03:00", "Harbour Tribune")])["merged"]
    assert {(part.relation, part.of) for part in merged.parts} == {("merged", ("raid",)), ("merged", ("talks",))}
    assert merged.own == ()
    assert all("weight" in part.why for part in merged.parts)


def test_the_order_in_which_articles_come_changes_nothing():
    articles = [*SOURCES, _article("merged", MERGED, "2014-06-04T03:00", "Harbour Tribune")]
    assert trace(articles) == trace(articles[::-1])


def test_a_rival_with_the_same_quotation_and_topic_is_merged_of_nothing():
    rival = trace([*SOURCES, _article("rival", RIVAL, "2014-06-04T03:00", "Meridian Press")])["rival"]
    assert [part.relation for part in rival.parts] == ["original"]


def test_one_source_retold_is_no_merged_article():
    half = MERGED.split("\n\n")
    lineage = trace([*SOURCES, _article("half", "\n\n".join(half[:2]), "2014-06-04T03:00", "Harbour Tribune")])["half"]
    assert [(part.relation, part.of) for part in lineage.parts] == [("rewrite", ("raid",))]


@pytest.mark.parametrize(
    ("headline", "version"),
    [
        ("UPDATE 2-Raid on salt works kills 11", True),
        ("LEAD - Raid on salt works kills 11", True),
        ("Raid on salt works", False),
        ("Lead mine closes after raid", False),
    ],
)
def test_a_mark_before_the_headline_tells_a_version(headline, version):
    assert profile_of(_article("a", RAID.replace("Raid on salt works", headline), "2014-06-03T09:00", "Northwire")).version is version

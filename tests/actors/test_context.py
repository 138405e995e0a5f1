"""Who is meant by nouns and acronyms that the article itself, its scene and its day decide, and the rule that told."""

import pytest

from dateline.actors import actors_in
from dateline.actors.mentions import RULES
from dateline.analysis.parse import analyse
from dateline.records import Article, Block, BlockKind, FoundActor, Published

LIBYA = "The port lies in eastern Libya. Libya is at war. "
IRAQ = "The town lies in northern Iraq. Iraq is at war. "


def read(text: str, day: str | None) -> tuple[FoundActor, ...]:
    published = Published(day, "day", "test") if day else None
    return actors_in(analyse(Article("test", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), (), published=published)))


def meant(text: str, words: str, day: str | None = "2016-11-06") -> tuple[str | None, str | None] | None:
    """Return actor and rule of the last mention whose words begin or end so, or ``None`` where there is no such mention."""
    hits = [(a.actor_id, a.rule) for a in read(text, day) if a.span.quote.startswith(words) or a.span.quote.endswith(words)]
    return hits[-1] if hits else None


@pytest.mark.parametrize(
    ("text", "words", "day", "expected", "why"),
    [
        # acronyms as the article introduces them
        ("The Lord's Resistance Army (LRA) fled. Later LRA men came.", "LRA men", "2009-01-05", ("lra", "named-owner"), "known anyway"),
        ("Boko Haram (BHX) fled in Nigeria. BHX said so.", "BHX", "2015-02-01", ("boko-haram", "name"), "an acronym we did not know"),
        ("The Sons of Dusty Fields (SDF) met in Fiji. The SDF sang.", "SDF", "2016-11-06", None, "a name we do not know"),
        ("Hamas (AFP) is old. AFP said so.", "AFP", "2015-02-01", ("afp-agency", "name-of-theatre"), "a credit introduces nothing"),
        # back to what was named
        ("The International Criminal Court met. The court said no.", "court", "2016-11-06", ("icc", "head-of-name"), "its last word"),
        ("The New York Times lost a man in Iraq. The newspaper said so.", "newspaper", "2016-11-06", ("nyt", "last-named"), "its kind"),
        ("NATO met. The organization said so.", "organization", "2016-11-06", ("nato", "last-named"), "its kind"),
        ("A court in Oslo met. The court said no.", "court", "2016-11-06", None, "no such name before"),
        ("The White House met. The house burned.", "house", "2016-11-06", None, "a house is no body"),
        # leaders whom the article introduces, and those of the table
        ("Kenyan President Ufa Mbale spoke. Mbale's forces came.", "Mbale's forces", "2016-11-06",
         ("ke-forces", "named-owner"), "known now"),
        (IRAQ + "Turkey's Prime Minister Kemal Ozal spoke. Ozal's government met.", "Ozal's government", "2016-11-06",
         ("tr-gov", "named-owner"), "introduced"),
        (LIBYA + "Gaddafi spoke. His government fell.", "government", "2011-04-02", ("ly-gov", "noun-of-theatre"), "the scene's"),
        (LIBYA + "Obama said his government would help.", "government", "2011-04-02", ("us-gov", "noun-of-leader"), "the speaker's own"),
        (LIBYA + "Our army is strong, he said.", "army", "2011-04-02", (None, None), "whose?"),
        # factions and periods
        (LIBYA + "Government forces shelled the port.", "Government forces", "2011-04-02", ("ly-forces-2011", "noun-of-theatre"), "before"),
        (LIBYA + "Government forces shelled the port.", "Government forces", "2011-10-05",
         ("ly-rebels", "noun-of-theatre"), "after the fall"),
        (LIBYA + "Gaddafi's government fell.", "government", "2011-10-05", ("ly-gov", "named-owner"), "his own, of his day"),
        (LIBYA + "The coalition struck.", "coalition", "2011-03-25", ("libya-coalition-2011", "noun-of-theatre"), "before NATO took over"),
        (LIBYA + "NATO met. NATO struck. NATO left. The coalition struck.", "coalition", "2011-03-25",
         ("libya-coalition-2011", "noun-of-theatre"), "the day goes before who is named often"),
        (IRAQ + "The coalition struck.", "coalition", "2010-03-25", (None, None), "none in those years"),
        (IRAQ + "The coalition struck.", "coalition", "2016-11-06", ("us-led-coalition", "noun-of-theatre"), "the one of those years"),
        (LIBYA + "The opposition met.", "opposition", "2011-04-02", ("ly-rebels", "noun-of-theatre"), "the rising's"),
        (LIBYA + "The ruling party met.", "party", "2011-04-02", (None, None), "no opposition"),
        (LIBYA + "The rebel council met.", "rebel council", "2011-04-02", ("ly-rebels", "noun-of-theatre"), "no government"),
        ("M23 fled in Congo.", "M23", "2009-01-05", None, "it did not exist yet"),
        ("M23 fled in Congo.", "M23", "2013-01-05", ("m23", "name"), "now it does"),
        # the scene of a sentence
        ("Turkey is calm. Turkish leaders met. Turkey sleeps. Syrian authorities said police fled.", "police", "2011-08-17",
         ("sy-police", "noun-of-scene"), "the sentence is set in Syria"),
        (LIBYA + "Kenya sent troops into Somalia.", "troops", "2012-08-17", ("ke-forces", "noun-of-sender"), "who sends them"),
        (LIBYA + "The government of Zimbabwe met.", "government", "2012-08-17", ("zw-gov", "noun-of-country"), "said behind it"),
        (LIBYA + "The authorities in Kiev met.", "authorities", "2012-08-17", ("ua-gov", "noun-of-country"), "by its capital"),
        ("The town lies in Greece. The new government met.", "government", "2019-11-04",
         ("gr-gov", "noun-of-theatre"), "no theatre of war"),
        # possessives and adjectives
        ("The Hamas-run education ministry said so.", "ministry", "2023-11-05", ("hamas", "named-owner"), "whoever runs it has it"),
        (IRAQ + "The Hamas-held town burned.", "Hamas", "2023-11-05", ("hamas", "name"), "the town is no actor's"),
        ("Belarusian-backed rebels fled in Ukraine.", "rebels", "2015-02-01",
         ("pro-russian-separatists", "noun-of-theatre"), "a backer owns nothing"),
        ("A government spokesman in Iraq spoke.", "government", "2016-11-06", ("iq-gov", "noun-of-theatre"), "he speaks for it"),
        # states
        ("Russia and Turkey pledged aid.", "Turkey", "2016-11-06", ("tr-gov", "state-acts"), "joined by and"),
        ("The town was shelled by Russia.", "Russia", "2016-11-06", ("ru-gov", "state-acts"), "an agent"),
        ("He blamed Iran.", "Iran", "2016-11-06", ("ir-gov", "state-acts"), "blamed"),
        ("Moscow denied it.", "Moscow", "2016-11-06", ("ru-gov", "capital-acts"), "a capital that speaks"),
        ("Snow fell in Moscow.", "Moscow", "2016-11-06", None, "a place"),
        ("MOSCOW (Reuters) - Snow fell.", "MOSCOW", "2016-11-06", None, "a dateline"),
        ("Russia has cold winters.", "Russia", "2016-11-06", None, "no act"),
        # typed, not guessed
        (LIBYA + "Feuding rebel groups met.", "groups", "2011-04-02", (None, None), "several"),
        (LIBYA + "The rebels fled. Islamist militants came.", "militants", "2011-04-02",
         (None, None), "what they believe tells them apart"),
        (LIBYA + "The rebels fled. The fighters came back.", "fighters", "2011-04-02",
         ("ly-rebels", "noun-of-theatre"), "no other fighters"),
        ("Al Jazeera said so in Iraq.", "Jazeera", "2016-11-06", ("al-jazeera", "name"), "two words, of which the key keeps one"),
        ("The assault by Somali al Shabaab militants ended.", "militants", "2014-01-05", ("al-shabaab", "named-owner"), "no person's name"),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, words: str, day: str, expected: tuple[str | None, str | None] | None, why: str) -> None:
    assert meant(text, words, day) == expected, why


@pytest.mark.parametrize("label", ["fighters", "militants", "insurgents", "terrorists", "jihadists", "extremists"])
def test_labels_stand_for_rebels_alike(label: str) -> None:
    assert meant(LIBYA + f"The rebels fled. The {label} came back.", label, "2011-04-02") == ("ly-rebels", "noun-of-theatre")


@pytest.mark.parametrize("label", ["fighters", "militants", "insurgents", "terrorists", "jihadists", "extremists"])
def test_labels_end_a_name_alike(label: str) -> None:
    assert meant(f"Amba {label} came to Bamenda in Cameroon.", label, "2019-04-02") == ("ambazonia", "name")


def test_a_rule_is_given_where_somebody_is_named_and_only_there() -> None:
    text = LIBYA + "The rebels fled. Gunmen came. The International Criminal Court met. The court said that Russia shelled Hamas."
    found = read(text, "2011-04-02")
    assert {a.rule is None for a in found if a.actor_id is None} == {True}
    assert {a.rule in RULES for a in found if a.actor_id is not None} == {True}


def test_troops_that_waited_for_the_end_of_the_article_tell_their_rule() -> None:
    assert meant(IRAQ + "The troops withdrew.", "troops") == ("iq-forces", "noun-of-theatre")

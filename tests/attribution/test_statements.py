"""Who is said to say what: tables of invented reports."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.attribution import chain_for, find_attributions, speaker_for, statement_for
from dateline.records import Article, Block, BlockKind, Mode, SourceKind, Statement


def article_of(text: str, *, heading: bool = False) -> Article:
    """Make an article of one block a line; `heading` makes the first a heading."""
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line:
            blocks.append(Block(BlockKind.HEADING if heading and not number else BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 1
    return Article("test", None, text, tuple(blocks), ((0, 0, len(text)),))


def governing(text: str, words: str, *, heading: bool = False) -> Statement | None:
    """Return the statement that governs `words` in `text`."""
    start = text.rindex(words)
    return speaker_for(find_attributions(article_of(text, heading=heading)), start, start + len(words))


SPEAKERS = [
    ("Miners said they had lost 26 friends.", "26", "Miners", "clause after the cue"),
    ("At least nine people died in the flood of shells, medics said.", "nine", "medics", "clause before the cue"),
    ("Nine of the miners were hurt on Monday, said spokesman Karim Sawan.", "Nine", "Karim Sawan", "inverted cue"),
    ("The barrage struck a column of 60 men nearby, chief of the Sahel patrols Brigadier-General Karim al-Jabir said.", "60",
     "Karim al-Jabir",
     "a title before the name, which the parser tears apart"),
    ("Malian gunners were shelling the ridge, Daoud said, helped also by 12 drones.", "12", "Daoud", "the content goes on after the cue"),
    ("Twelve people were killed, according to a hospital source in Aden, while rebels said 20 had died.", "Twelve",
     "a hospital source in Aden",
     "according to: its own clause"),
    ("Twelve people were killed, according to a hospital source in Aden, while rebels said 20 had died.", "20", "rebels",
     "the second reporter"),
    ("Twelve died, the ministry said, but rebels put the toll at 30.", "Twelve", "the ministry", "not the clause after but"),
    ("Twelve died, the ministry said, but rebels put the toll at 30.", "30", "rebels", "put the toll at"),
    ("A captain said on Friday that 30 men had given up, but a mayor in the north denied that 40 others had.", "30", "A captain",
     "own clause"),
    ("The governor accused rebels of killing nine shepherds.", "nine", "The governor", "accuse X of"),
    ("Chadian envoys spoke of just seven dead.", "seven", "Chadian envoys", "speak of"),
    ("State news agency SANA said, citing a military source, that ten soldiers were killed.", "ten", "State news agency SANA",
     "an aside before that"),
    ("Libyan television quoted a doctor as saying that six children had died.", "six", "a doctor", "nested chain: the doctor speaks"),
    ("A doctor was quoted by state television as saying six children had died.", "six", "A doctor", "the same in the passive"),
    ("Up to 300 families fled, per the ministry.", "300", "the ministry", "per"),
    ("In a statement, the coalition said its jets had hit two trucks.", "two", "the coalition", "in a statement"),
    ("He photographed the graves of two cooks who, guards said, were part of a crew of nine.", "two", "guards",
     "parenthesis in a relative clause"),
    ("The minister said he believed 20 people had died.", "20", "The minister", "belief within speech"),
    ("Rebels said dozens are feared dead.", "dozens", "Rebels", "fears without a source keep the outer one"),
    ("They urged boys to bring 12 rifles, UN spokeswoman Rana Sabri said.", "12", "Rana Sabri", "an order within a report is no report"),
    ("The mayor vowed to free ten prisoners.", "ten", "The mayor", "a vow alone"),
    ("ADEN, Nov 3 (Reuters) - Ten people died in a blast, police said.", "Ten", "police", "a dateline before it"),
    ("\"The shells fell at dawn.\nWe carried 11 bodies,\" said Hamid, a shopkeeper.", "shells", "Hamid", "a quotation over two paragraphs"),
    ("\"The shells fell at dawn.\n\"We carried 11 bodies,\" said Hamid, a shopkeeper.", "shells", "Hamid", "each paragraph opened again"),
    ("Police said four men were held.\n\"Scores of women were sent home.\"", "Scores", "Police", "a lone quotation"),
    ("\"We buried nine people,\" Salma Idris, a nurse, told Reuters. \"Four of them were children.\"", "Four", "Salma Idris",
     "quotation goes on"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker", "why"), SPEAKERS)
def test_speaker_of_a_stretch(text: str, words: str, speaker: str, why: str) -> None:
    statement = governing(text, words)
    assert statement is not None, why
    assert statement.attribution.speaker == speaker, why


REPORTER = [
    ("Nurses said a van had brought six bodies. A further 45 villagers lay in the yard.", "45", "the sentence after is the reporter's"),
    ("Reporters met two jailed cooks who said they had been paid.", "two", "the source itself is not its content"),
    ("A source in Aden, who has 12 years in the police, smiled.", "12", "no cue"),
    ("An estimated 800 men camped there.", "800", "an estimate of nobody's"),
    ("Reporters saw several cars on fire.", "several", "what reporters see, they tell"),
    ("It was not clear how many of the 40 men had fled.", "40", "nobody speaks"),
]


@pytest.mark.parametrize(("text", "words", "why"), REPORTER)
def test_the_reporter_speaks(text: str, words: str, why: str) -> None:
    assert governing(text, words) is None, why


RESOLVED = [
    ("ISF Brigade General Omar al-Hadid told AFP it was over. \"They lost ten men,\" Hadid said.", "ten",
     "Omar al-Hadid", "a surname later"),
    ("Colonel Yusuf Daoud said his men had won. He said three soldiers were hurt.", "three", "Yusuf Daoud", "he"),
    ("Amina Farah fled the town on Monday. \"They shot nine men,\" said the 52-year-old.", "nine", "Amina Farah", "an age for a name"),
    ("The spokesman of the rebel council, Adil Mansour, said it had begun. The spokesman added that two were missing.", "two",
     "Adil Mansour",
     "a title again"),
    ("The Red Cross said its convoy was back. It said 12 nurses were held.", "12", "The Red Cross", "it is a body"),
    ("The Red Cross met Omar Haddad. The report said soldiers had come. \"They took 33 drivers,\" it said.", "33", "The report",
     "it is the last text"),
    ("A militia spokesman from the port of Bosaso said the road was cut. \"We lost 140 goats,\" he said.", "140",
     "A militia spokesman from the port of Bosaso", "he is the description"),
    ("They met a trader who said 1,100 sacks had come.", "1,100", "a trader", "who"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker", "why"), RESOLVED)
def test_resolved_speaker(text: str, words: str, speaker: str, why: str) -> None:
    statement = governing(text, words)
    assert statement is not None, why
    assert statement.attribution.speaker == speaker, why


def test_pronoun_keeps_its_own_span() -> None:
    statement = governing("Colonel Yusuf Daoud said his men had won. He said three soldiers were hurt.", "three")
    assert statement is not None
    assert statement.attribution.span.quote == "He"
    assert statement.attribution.role == "Colonel"


def test_pronoun_without_antecedent_is_unknown() -> None:
    [statement] = find_attributions(article_of("He said ten people were killed."))
    assert statement.attribution.speaker is None
    assert statement.attribution.span.quote == "He"


POLARITIES = [
    ("The army denied that its jets had struck the clinic.", "the clinic", "denied"),
    ("The Black Banner group claimed responsibility for the blast.", "the blast", "claimed_responsibility"),
    ("No group claimed responsibility for the blast.", "the blast", "refused"),
    ("Dozens are believed to have been killed in the raid.", "Dozens", "believed"),
    ("It is feared that 40 people drowned.", "40", "feared"),
    ("Officials feared that 90 miners were trapped.", "90", "feared"),
    ("The mayor vowed to rebuild the bridge.", "the bridge", "planned"),
    ("The ministry did not say how many were hurt.", "hurt", "refused"),
    ("Five boys were reported killed on Tuesday.", "Five", "said"),
    ("Thirty villagers were reportedly taken to the hills.", "Thirty", "said"),
    ("There were reports that forty people had been seized.", "forty", "said"),
]


@pytest.mark.parametrize(("text", "words", "polarity"), POLARITIES)
def test_polarity(text: str, words: str, polarity: str) -> None:
    statements = find_attributions(article_of(text))
    start = text.index(words)
    statement = statement_for(statements, start, start + len(words))
    assert statement is not None
    assert statement.polarity == polarity


@pytest.mark.parametrize(
    "text",
    [
        "Dozens are believed to have been killed.",
        "Five boys were reported killed.",
        "There were reports that forty people had been seized.",
    ],
)
def test_unnamed_source_has_the_cue_for_its_span(text: str) -> None:
    [statement] = find_attributions(article_of(text))
    assert statement.attribution.speaker is None
    assert statement.attribution.span == statement.cue
    assert statement.attribution.kind is SourceKind.ANONYMOUS


VIA = [
    ("Residents told AFP by telephone that nine people had been killed.", "AFP", None),
    ("Libyan television quoted a doctor as saying that six children had died.", "Libyan television", None),
    ("State news agency SANA said, citing a military source, that ten soldiers were killed.", "SANA", "a military source"),
    ("Two people died, Reuters reported, citing the mayor.", "Reuters", "the mayor"),
    ("The ministry told reporters that nine people had been killed.", None, None),
]


@pytest.mark.parametrize(("text", "via", "relies_on"), VIA)
def test_chain(text: str, via: str | None, relies_on: str | None) -> None:
    statement = next(s for s in find_attributions(article_of(text)) if s.polarity != "other")
    assert (statement.attribution.via, statement.attribution.relies_on) == (via, relies_on)


HEADLINES = [("UN: 40 dead in Aden camp", "40", "UN"), ("40 dead in Aden camp raid - police", "40", "police")]


@pytest.mark.parametrize(("text", "words", "speaker"), HEADLINES)
def test_headline(text: str, words: str, speaker: str) -> None:
    statement = governing(text, words, heading=True)
    assert statement is not None
    assert statement.attribution.speaker == speaker


def test_named_speaker_in_parts() -> None:
    statement = governing("Jamal al-Jabir, the chair of Gao region's water board, said that 12 people died.", "12")
    assert statement is not None
    attribution = statement.attribution
    assert attribution.speaker == "Jamal al-Jabir"
    assert attribution.role == "chair of Gao region's water board"
    assert attribution.organisation == "Gao region's water board"
    assert not attribution.private_person


def test_organisation_before_a_rank() -> None:
    attribution = find_attributions(article_of("ISF Brigade General Omar al-Hadid told AFP it was over."))[0].attribution
    assert (attribution.organisation, attribution.role, attribution.speaker) == ("ISF", "Brigade General", "Omar al-Hadid")
    assert attribution.party


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("\"We ran,\" said Hamid Nasser, a shopkeeper.", True),
        ("\"We ran,\" said villagers.", False),
        ("\"We ran,\" said General Hamid Nasser.", False),
        ("\"We ran,\" said Hamid Nasser.", True),
    ],
)  # fmt: skip
def test_private_person(text: str, private: bool) -> None:
    assert find_attributions(article_of(text))[0].attribution.private_person is private


def test_mode() -> None:
    text = '"We carried 11 bodies," Hamid said. He said two were children.'
    quoted, reported = find_attributions(article_of(text))
    assert (quoted.attribution.mode, reported.attribution.mode) == (Mode.QUOTED, Mode.REPORTED)


def test_chain_runs_from_inside_out() -> None:
    text = "Rebels said medics had reported 12 deaths."
    statements = find_attributions(article_of(text))
    chain = chain_for(statements, text.index("12"), text.index("12") + 2)
    assert [s.attribution.speaker for s in chain] == ["medics", "Rebels"]
    assert statement_for(statements, 0, 6) is None


@pytest.mark.parametrize(
    "text",
    [
        "A mine killed nine people in Mosul, more than the ministry had said.",
        "Nine people died in Mosul, fewer than officials reported.",
        "Team recovers nine bodies in Mosul, fewer than army said",
    ],
)
def test_a_number_that_differs_from_what_one_said_is_not_said_by_him(text: str) -> None:
    statements = find_attributions(article_of(text))
    assert statement_for(statements, text.index("ine "), text.index("ine ") + 3) is None


def test_what_stands_before_what_nobody_expects_is_not_denied() -> None:
    text = "Experts digging in a mass grave near Mosul have recovered nine bodies and do not expect to find many more, a nurse said."
    told = statement_for(find_attributions(article_of(text)), text.index("nine"), text.index("nine") + 4)
    assert told is not None
    assert (told.polarity, told.attribution.speaker) == ("said", "a nurse")


def test_a_headlines_speaker_does_not_speak_in_the_lead() -> None:
    text = (
        "Team recovers bodies at Mosul, army said\n"
        "Experts digging in a mass grave near Mosul have recovered nine bodies, the leader of their team said on Friday."
    )
    told = statement_for(find_attributions(article_of(text)), text.index("nine"), text.index("nine") + 4)
    assert told is not None
    assert told.attribution.speaker == "the leader of their team"


PIECES = st.sampled_from(
    [
        "Rebels said ten men died.",
        '"We fled," said Hamid, 30.',
        "He said 'no' to them.",
        '"It began',
        'at dawn."',
        "IS denied it.",
        "said",
        "According to",
        "UN: 40 dead",
        "— “Go”, she cried —",
        "it was reported that",
        "''Two'' , \"three",
        "\n",
        "Ümit Özgür told AFP: “Evet.”",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=8))
def test_every_span_is_the_text_it_quotes(pieces: list[str]) -> None:
    text = " ".join(pieces).strip()
    statements = find_attributions(article_of(text))
    for statement in statements:
        for span in (statement.cue, statement.attribution.span, *statement.content):
            assert text[span.start : span.end] == span.quote
            assert span.start < span.end
        assert all(a.end <= b.start for a, b in pairwise(statement.content))
    assert statements == find_attributions(article_of(text))


def test_body_with_an_office_for_its_head() -> None:
    attribution = find_attributions(article_of("The International Organization for Migration said 5,200 people had fled."))[0].attribution
    assert attribution.organisation == "International Organization for Migration"
    assert attribution.kind is SourceKind.UN


def test_rank_after_a_command() -> None:
    statement = governing("They seized 60 lorries, commander of the Sahel patrols Brigadier-General Karim al-Jabir said.", "60")
    assert statement is not None
    assert statement.attribution.role == "commander of the Sahel patrols, Brigadier-General"

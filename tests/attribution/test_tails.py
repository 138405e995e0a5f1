"""Sources at the ends of clauses, counts that are somebody's, and what only looks like a source: tables of invented reports."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.attribution import chain_for, find_attributions
from dateline.records import Article, Block, BlockKind


def _speaker(text: str, words: str) -> str | None:
    """Return who the innermost statement over `words` names."""
    article = Article("test", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), ((0, 0, len(text)),))
    start = text.index(words)
    chain = chain_for(find_attributions(article), start, start + len(words))
    return chain[0].attribution.speaker if chain else None


CLAUSE_ENDS = [
    ("Divers working under the old mole at Zliten have brought up the bodies of about 40 sailors, an aide to the harbour master said on "
     "Friday.", "40", "an aide to the harbour master", "an of-phrase and a day behind the cue"),
    ("The war on the plateau has buried 3,000 of its herdsmen in six years, a Jos research group estimates.", "3,000",
     "a Jos research group", "the cue read as a noun"),
    ("Five sailors and two pilots died, the admiralty said; nine sailors were hurt.", "Five", "the admiralty", "before a semicolon"),
    ("Five sailors and two pilots died, the admiralty said; nine sailors were hurt.", "nine", "the admiralty", "behind a semicolon"),
    ("Ten people died, police said; rebels said they had lost two men.", "two", "rebels", "another source behind the semicolon"),
    ("Three others were shot and two remain missing, said a village guard who helped dig the graves.", "Three", "a village guard",
     "a relative clause behind the source"),
    ("Diggers lifted out 70 skulls, the greater part of them of women, the bishop's legal office said.", "70", "the bishop's legal office",
     "the last phrase before the cue is the source"),
    ("Three days of shelling in Taiz have killed dozens of porters, the General Assembly was told on Monday, and sent 9,000 people running "
     "to the hills.", "9,000", "the General Assembly", "who is told; the clause goes on"),
    ("Gunmen killed three shepherds, police said, and wounded five.", "five", "police", "the clause goes on behind the cue"),
    ("Ten people died, police said, and rebels killed four, the army said.", "Ten", "police", "two ends, the first"),
    ("Ten people died, police said, and rebels killed four, the army said.", "four", "the army", "two ends, the second"),
    ("Three men were hanged, according to police, and two were shot, the mayor said.", "two", "the mayor", "according to, then an end"),
    ("After the shells fell, police said on Monday, 12 people were hurt.", "12", "police", "a half-sentence is no content"),
    ("\"We lost 30 men and the road,\" Omar Younes, head of the rebel patrols said in the eastern port of Derna.", "30", "Omar Younes",
     "an office with one comma"),
    ("\"They took nine of us,\" one resident, Karim, told Reuters.", "nine", "Karim", "what follows told is the hearer"),
    ("Residents heard gunfire in parts of the port and one local activist said jets had killed nine.", "nine", "one local activist",
     "the object before the joint is no source"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker", "why"), CLAUSE_ENDS)
def test_source_at_a_clause_end(text: str, words: str, speaker: str, why: str) -> None:
    assert _speaker(text, words) == speaker, why


COUNTS = [
    ("Jets hit a barracks on Sunday; ward nurses counted 14 bodies and about 60 wounded, most of them cadets.", "14", "ward nurses",
     "a number for object"),
    ("Jets hit a barracks on Sunday; ward nurses counted 14 bodies and about 60 wounded, most of them cadets.", "60", "ward nurses",
     "the second number, read as a verb"),
    ("The health ministry raised the toll from the market bombing to 31 dead, from 12.", "31", "The health ministry", "raise to"),
    ("Police had earlier given the toll as six.", "six", "Police", "give as"),
    ("Rebel envoys put the dead at 90.", "90", "Rebel envoys", "put at"),
    ("A nurse at the port clinic, reached by radio, counted eleven.", "eleven", "A nurse at the port clinic", "a bare number"),
    ("The monitors' regional committees listed Friday's dead by town: 16 in Idlib, 9 in the Aleppo suburbs and 5 in Daraa.", "9",
     "The monitors' regional committees", "a list behind a colon"),
    ("The militia's own count was seven dead.", "seven", "The militia", "the count was"),
    ("By the army's tally, 31 rebels have died since May.", "31", "the army", "by a tally"),
    ("The navy said it had beaten off a raid. Its bulletin, read on state radio, spoke of 50 raiders drowned.", "50", "The navy",
     "whose document it is"),
    ("Colonel Nasser Amin was leaning on a jeep as he spoke. \"They killed four of my men.\"", "four", "Nasser Amin",
     "a quotation after its speaker's sentence"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker", "why"), COUNTS)
def test_counts_and_documents(text: str, words: str, speaker: str, why: str) -> None:
    assert _speaker(text, words) == speaker, why


NOBODY = [
    ("The warlord's campaign has claimed some 6,000 lives in nine years.", "6,000", "to claim lives is a deed"),
    ("Monday's ambush recalled an attack on the same bridge in 2009 in which eight drivers died.", "eight", "an ambush cannot speak"),
    ("Monday's deaths raised the toll to 40.", "40", "deaths cannot speak"),
    ("A boy thought to be about twelve years old blew himself up in a Kano bus park, killing seven porters.", "seven", "thought to be"),
    pytest.param(
        "Raiders in Katsina are demanding fuel for the release of eleven pupils seized on Friday.",
        "eleven",
        "a demand takes it for granted",
        marks=pytest.mark.xfail(strict=True, reason="the reader takes the demand's object for what is said"),
    ),
]


@pytest.mark.parametrize(("text", "words", "why"), NOBODY)
def test_no_source(text: str, words: str, why: str) -> None:
    assert _speaker(text, words) is None, why


PARTS = st.sampled_from(
    [
        "Ten died",
        ", police said",
        "; two were hurt",
        ", said a man who fled",
        ", the UN estimates",
        " and rebels killed four",
        ", killing nine",
        ", the council was told",
        " - ",
        ", according to medics",
        ", by his count",
        "; nurses counted 4 dead: two here",
        ".",
        ", Amin, a guard, said",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=7))
def test_clause_ends_in_any_order_keep_their_words(parts: list[str]) -> None:
    text = "".join(parts).strip(" ,;-.") or "Ten died"
    article = Article("test", None, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), ((0, 0, len(text)),))
    for statement in find_attributions(article):
        for span in (statement.cue, statement.attribution.span, *statement.content):
            assert text[span.start : span.end] == span.quote
            assert span.start < span.end
        assert not any(span.overlaps(statement.cue) for span in statement.content)

"""The kind of source is decided by the whole introduction of a speaker, and later descriptions add to it."""

import pytest

from dateline.attribution import find_attributions
from dateline.records import Article, Attribution, Block, BlockKind, SourceKind


def said(text: str, words: str) -> Attribution:
    """Return the attribution of the statement whose content holds `words`."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 1
    found = find_attributions(Article("x", None, text, tuple(paragraphs), ()))
    return next(s.attribution for s in found if any(words in span.quote for span in s.content))


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("A municipal engineer", SourceKind.OFFICIAL),
        ("An engineer", SourceKind.RESIDENT),
        ("A cook at the police barracks", SourceKind.OFFICIAL),
        ("A guard", SourceKind.RESIDENT),
        ("A prison guard", SourceKind.OFFICIAL),
        ("A hospital guard", SourceKind.MEDIC),
        ("A bank clerk", SourceKind.OTHER),
        ("A farmer who had fled the army", SourceKind.RESIDENT),
        ("A volunteer with the Red Crescent", SourceKind.NGO),
        ("A harbour master", SourceKind.OFFICIAL),
        ("A rubber tapper", SourceKind.RESIDENT),
        ("A gendarmerie lieutenant", SourceKind.OFFICIAL),
        ("Havildar Ram Bahadur", SourceKind.BELLIGERENT),
        ("Sub-Inspector Rajesh Kumar", SourceKind.OFFICIAL),
        ("An army civil-affairs officer", SourceKind.BELLIGERENT),
        ("The front's spokesman in Damascus", SourceKind.BELLIGERENT),
        ("The leader of the gang", SourceKind.BELLIGERENT),
        ("The leader of the union", SourceKind.OTHER),
        ("The self-proclaimed mayor", SourceKind.BELLIGERENT),
        ("The separatists' health minister", SourceKind.BELLIGERENT),
        ("A former rebel fighter", SourceKind.OTHER),
        ("A former army officer", SourceKind.OTHER),
        ("A priest who was freed on Monday", SourceKind.WITNESS),
        ("A Western diplomat", SourceKind.OFFICIAL),
    ],
)
def test_a_phrase_by_trade_office_rank_and_employer(speaker: str, kind: SourceKind) -> None:
    assert said(f"{speaker} said the road had been shut on Monday.", "the road").kind is kind


@pytest.mark.parametrize(
    ("speaker", "kind", "why"),
    [
        ("The prefect of Dosso, Colonel Issa Garba,", SourceKind.OFFICIAL, "an office goes before a rank"),
        ("Dr Hassan Nuri, the health minister,", SourceKind.OFFICIAL, "an office goes before a form of address"),
        ("Dr Hassan Nuri", SourceKind.MEDIC, "the form of address where nothing else is told"),
        ("Sister Agnes Doyle, a nurse,", SourceKind.MEDIC, "a calling goes before a form of address"),
        ("Comandante Ana Reyes, a chemistry student,", SourceKind.BELLIGERENT, "a private trade does not go before a rank"),
        ("Omar Nuri, a dentist until February,", SourceKind.RESIDENT, "what is over does not count"),
        ("Captain Karl Lund of the tanker Sif", SourceKind.OTHER, "a captain of no army"),
    ],
)
def test_of_all_that_a_person_is_called_the_strongest_decides(speaker: str, kind: SourceKind, why: str) -> None:
    if "dentist" in speaker:
        text = f"{speaker} mended his roof. His wife held the ladder. He said the road had been shut."
    else:
        text = f"{speaker} said the road had been shut on Monday."
    assert said(text, "the road").kind is kind, why


def test_a_pronoun_before_an_office_is_led_back_to_whose_it_is() -> None:
    text = "The militiamen came at dawn. Their leader, a man called Jonas, held a list. He said the road was shut."
    found = said(text, "the road")
    assert (found.speaker, found.kind) == ("Jonas", SourceKind.BELLIGERENT)


def test_what_is_told_of_a_person_by_a_later_sentence_counts() -> None:
    text = 'Samira Haddou has not left the ward since March. She is a medical student. "I look things up afterwards," she said.'
    assert said(text, "afterwards").kind is SourceKind.MEDIC
    text = 'Karim Nasri sold shoes. He now leads a band of rebels. "We have the road," he said.'
    assert said(text, "the road").kind is SourceKind.BELLIGERENT


def test_a_defector_is_the_officer_named_before() -> None:
    text = 'Colonel Firas Barakat walked over the border with eleven men. The camp gave them tents. "I left at night," said the defector.'
    assert said(text, "at night").speaker == "Firas Barakat"


def test_who_is_quoted_does_not_speak_of_himself_by_his_office() -> None:
    text = 'Hassan Mirza, a bank manager, had been asked to hold the door. "The officer signed for the gold in pencil," he said.'
    assert said(text, "in pencil").speaker == "Hassan Mirza"


def test_a_letter_speaks_for_who_sent_it() -> None:
    text = 'The letter is short. Commander Zaki Amrani sent it to the prefect. "Leave the keys in the doors," it says.'
    found = said(text, "the keys")
    assert (found.speaker, found.kind) == ("Zaki Amrani", SourceKind.BELLIGERENT)


def test_a_father_s_name_does_not_tell_she_from_he() -> None:
    text = 'Nurse Nahla Osman boils the needles. An officer came by. "There is no soap," she said.'
    assert said(text, "no soap").speaker == "Nahla Osman"


def test_an_ambassador_is_not_of_the_body_he_is_sent_to() -> None:
    text = "The Syrian ambassador to the United Nations said the road was open."
    assert said(text, "the road").kind is SourceKind.OFFICIAL


def test_a_quotation_runs_on_through_paragraphs() -> None:
    text = (
        '"They let us take what one hand could carry," said Teodora Ilić, 67, in the hall. "In the other I had my sister.\n'
        '"She is blind. I told her what I saw.\n"I said only left and right."'
    )
    assert said(text, "left and right").speaker == "Teodora Ilić"


@pytest.mark.parametrize(
    "behind",
    [
        "The words were those of Commander Zaki Amrani, who has said so every year.",
        "The speaker was Commander Zaki Amrani.",
        "So said Commander Zaki Amrani of the northern command.",
    ],
)
def test_a_quotation_that_stands_first_is_given_to_whom_the_next_sentence_names(behind: str) -> None:
    assert said(f'"The road stays shut until they pay." {behind}', "The road").speaker == "Zaki Amrani"

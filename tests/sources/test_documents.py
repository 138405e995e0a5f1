"""The text of Word and PDF files: nothing that stands on the page is lost, and a line's end joins no names."""

from __future__ import annotations

import io

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from handmade_pdf import one_page

from dateline.records import RawDocument
from dateline.sources import Decoded, decode
from dateline.sources.documents import document_of

W = nsdecls("w")


def word(*blocks: str, footnotes: str | None = None) -> Decoded:
    """Return what is read of a Word file with such a body."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        element = parse_xml(f"<w:body {W} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{block}</w:body>")[0]
        body.insert(len(body) - 1, element)
    if footnotes is not None:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        data = f"<w:footnotes {W}>{footnotes}</w:footnotes>".encode()
        document.part.relate_to(Part(PackURI("/word/footnotes.xml"), kind, data, document.part.package), RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    return decode(document_of(out.getvalue(), "a.docx"))


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("block", "text", "why"),
    [
        (f"<w:p>{run('Police said ')}<w:ins>{run('eleven')}</w:ins><w:del><w:r><w:delText>nine</w:delText></w:r></w:del>"
         f"{run(' died.')}</w:p>", "Police said eleven died.", "a tracked change"),
        (f"<w:p><w:moveFrom>{run('Six died.')}</w:moveFrom><w:moveTo>{run('Two died.')}</w:moveTo></w:p>", "Two died.", "a tracked move"),
        (f"<w:sdt><w:sdtContent><w:p>{run('Four died.')}</w:p></w:sdtContent></w:sdt>", "Four died.", "a content control"),
        (f"<w:p><w:smartTag>{run('Tarvel')}</w:smartTag>{run(' was hit')}</w:p>", "Tarvel was hit", "a tagged place"),
        (f"<w:p><w:fldSimple>{run('12')}</w:fldSimple>{run(' died')}</w:p>", "12 died", "a field"),
        (f"<w:p><w:hyperlink>{run('Tarvel')}</w:hyperlink>{run(' was hit')}</w:p>", "Tarvel was hit", "a link"),
        ("<w:p><w:r><w:t>Al</w:t><w:noBreakHyphen/><w:t>Noor</w:t><w:tab/><w:t>six</w:t><w:br/><w:t>dead</w:t></w:r></w:p>",
         "Al-Noor six\ndead", "marks"),
        (f"<w:p>{run('Before.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p>{run('In a box.')}</w:p>"
         f"</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent>"
         f"</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run(' After.')}</w:p>", "Before. After.\n\nIn a box.", "a box, once"),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('Tarvel')}</w:p></w:tc><w:sdt><w:sdtContent><w:tc><w:p>{run('11')}</w:p><w:p>{run('killed')}</w:p></w:tc>"
         "</w:sdtContent></w:sdt></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "Tarvel | 11 killed", "a table"),
        (f"<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>{run('Six dead')}</w:p>", "• Six dead",
         "a list without a style of its own"),
    ],
)  # fmt: skip
def test_all_words_of_a_word_file_are_read_and_none_that_are_struck_out(block: str, text: str, why: str) -> None:
    decoded = word(block)
    assert decoded.text == text, why
    struck = [note for note in decoded.notes if "struck out by tracked changes" in note]
    assert len(struck) == ("<w:del>" in block or "<w:moveFrom>" in block)


def test_notes_of_a_word_file_follow_its_text() -> None:
    separator = f"<w:footnote w:type='separator' w:id='-1'><w:p>{run('---')}</w:p></w:footnote>"
    decoded = word(
        f"<w:p>{run('Eleven died.')}</w:p>", footnotes=f"{separator}<w:footnote w:id='1'><w:p>{run('Nine, police say.')}</w:p></w:footnote>"
    )
    assert decoded.text == "Eleven died.\n\nNine, police say."


def pdf(*shown: tuple[int, int, str]) -> RawDocument:
    """Return a PDF file of one page with words at places, in the order given."""
    stream = "".join(f"BT /F1 12 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in shown).encode()
    return document_of(one_page(stream), "a.pdf")


def test_a_hyphen_at_a_line_end_of_a_pdf_stays_until_the_whole_text_is_known() -> None:
    decoded = decode(pdf((72, 720, "A spokesman of Al-"), (72, 706, "Noor said that the explo-"), (72, 692, "sion killed six.")))
    assert decoded.text == "A spokesman of Al-\nNoor said that the explo-\nsion killed six."


LEFT = (
    "Eleven people were killed in the Tar-", "vel market on Monday, said a man", "who speaks for Al-Noor, a well-",
    "known group of the region.", "He spoke to reporters on Sunday.", "The army was silent.",
)  # fmt: skip
RIGHT = (
    "More than two hundred families",
    "fled from the town of Sarn on",
    "Tuesday, the governor told the",
    "press in the capital, which has seen",
)


def test_columns_that_were_drawn_row_by_row_are_read_one_after_the_other() -> None:
    rows = [(72, 740, "A headline stands across the columns of the page")]
    for number, words in enumerate(LEFT):
        rows.append((72, 720 - 14 * number, words))
        if number < len(RIGHT):
            rows.append((320, 720 - 14 * number, RIGHT[number]))
    rows.append((72, 590, "A line follows below."))
    assert decode(pdf(*rows)).text.split("\n") == [rows[0][2], *LEFT, *RIGHT, rows[-1][2]]


def test_rows_of_a_table_stay_rows() -> None:
    rows = [
        (x, 720 - 14 * n, words)
        for n in range(6)
        for x, words in ((72, "Tarvel"), (200, "11 killed"), (300, "March 4, a note of some length"))
    ]
    assert decode(pdf(*rows)).text.split("\n") == ["Tarvel 11 killed March 4, a note of some length"] * 6

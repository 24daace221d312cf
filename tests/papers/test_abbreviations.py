"""Abbreviations that a paper uses and does not explain: one note, with all of them."""

from paperkit.board.pack_settings import Ways
from paperkit.frozen import replace
from paperkit.packs.packs import Section
from paperkit.papers.abbreviations import check_abbreviations
from tests.cases import each
from tests.papers.test_plan import COVERING
from tests.tables import board, told

KIND = replace(COVERING, sections=(Section(name="introduction"), Section(name="reasons")))
WAYS = Ways()


def noted(*texts: str, purpose: str = "", section: str = "reasons", ways: Ways = WAYS) -> list[str]:
    """Return what is noted of a paper with these texts, each a row of one section."""
    rows = "".join(f"| July | {section} | {text} |\n" for text in texts)
    data = board(f"""
    ## papers
    | reference | purpose   |
    | --------- | --------- |
    | July      | {purpose} |
    ## text
    | paper | section | text |
    | ----- | ------- | ---- |
    {rows}
    """)
    return told([*check_abbreviations(data, ways, KIND, data.papers[0])])


def test_a_paper_has_one_note_with_every_abbreviation_that_it_does_not_explain() -> None:
    """PK-447: H-03."""
    assert noted(
        "The ICB and the JHWS.", "ICBs, A&E and SEND; the DfE.", purpose="To help CQC"
    ) == ["PK-447 Papers!B2: 'July' does not say what CQC, ICB, JHWS, SEND and DfE stand for."]
    assert noted("The ICB met.") == ["PK-447 Text!C2: 'July' does not say what ICB stands for."]


@each(
    "text",
    [
        "Integrated Care Board (ICB)",
        "the integrated care board (“ICB”) and the ICB",
        "integrated care boards (ICBs)",
        "ICB (Integrated Care Board)",
        "the Integrated Care Board, known as the ICB",
        "Joint Health and Well-being Strategy (the JHWS)",
        "special educational needs and disabilities (SEND)",
        "Child and Adolescent Mental Health Services (CAMHS) and CAMHS",
        "Bwrdd Iechyd Prifysgol (BIP)",
        "An ICB[^1] met.<br><br>[^1]: ICB stands for Integrated Care Board.",
    ],
)
def test_an_abbreviation_that_is_written_out_where_it_is_first_used_is_explained(text: str) -> None:
    assert noted(text) == []


@each(
    "text",
    [
        "NHS, GPs, A&E and the UK in a PDF; RAG ratings",
        "PI 4, Q1, KS2, COVID-19, 0-19, part II, chapter XIV and BS 5750",
        "WS1 2AB, B1 and SW1A 1AA",
        "It must NOT be a DRAFT",
        "NOTICE OF THE MEETING<br>Held in May",
        "This is NOT FOR PUBLICATION YET here",
        "See https://www.example.org/ICB and [the plan](https://www.example.org/JSNA)",
        "Llŷr of Ynys Môn, PowerPoint and iPads",
        "A. B. Marsh and J Field",
        "None.",
    ],
)
def test_what_everybody_knows_and_what_is_no_abbreviation_is_let_be(text: str) -> None:
    assert noted(text) == []


def test_the_sections_are_read_in_the_order_in_which_they_are_printed() -> None:
    rows = """
    ## papers
    | reference |
    | --------- |
    | July      |
    ## text
    | paper | section      | text                        |
    | ----- | ------------ | --------------------------- |
    | July  | reasons      | {}                          |
    | July  | introduction | {}                          |
    | July  | background   | A letter of the CQC         |
    """
    in_full = "The Integrated Care Board (ICB) met."
    for texts, said in (
        (("The ICB met.", in_full), []),
        (
            (in_full, "The ICB met."),
            ["PK-447 Text!C3: 'July' explains ICB only after its first use."],
        ),
    ):
        data = board(rows.format(*texts))
        assert told([*check_abbreviations(data, WAYS, KIND, data.papers[0])]) == said


def test_the_glossary_and_the_settings_make_an_abbreviation_known() -> None:
    glossary = replace(WAYS.pack, glossary={"ICB": "Integrated Care Board"})
    settings = replace(WAYS.settings, known_abbreviations=("JSNA",))
    ways = replace(WAYS, pack=glossary, settings=settings)
    assert noted("The ICB, the JSNA and the CQC.", ways=ways) == [
        "PK-447 Text!C2: 'July' does not say what CQC stands for."
    ]

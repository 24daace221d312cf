"""What can be wrong between a kind's Word file and the house that it takes on."""

from paperkit.findings import Code, Severity

STYLE_LACKING = Code(
    "PK-620",
    Severity.ERROR,
    "A style that the house does not have",
    "The look of every paper comes from the pack's house.docx. A kind's Word file uses a style "
    "by a name that is not there, so its text would lose its look or its number.",
    "A kind with 'Table Text' in its cells, and a house without a style of that name.",
    "Add a style of that name to house.docx in Word, or give the text in the kind another style.",
)
STYLE_OF_ANOTHER_TYPE = Code(
    "PK-621",
    Severity.ERROR,
    "A style that is of another type in the house",
    "Word has styles for paragraphs, for characters within them, and for tables. The house has "
    "the name that the kind uses, but for something else.",
    "'Strong' as a character style in the kind and as a paragraph style in the house.",
    "Rename the style in house.docx, and add one of the type that the kind uses.",
)
STYLE_TWICE = Code(
    "PK-622",
    Severity.ERROR,
    "A style that the house has twice",
    "Styles are matched by their names, whatever their capitals, and two of them have one name. "
    "So it cannot be told which look is meant.",
    "'Table Text' and 'table text' in one house.docx.",
    "Rename or delete one of the two in house.docx.",
)
PAGE_LACKING = Code(
    "PK-623",
    Severity.ERROR,
    "A page that the house does not have",
    "Margins, header and footer come from the house: from its first upright section and its first "
    "section across. The kind has a section that the house shows no page for.",
    "A kind with a wide table on a page across, and a house with upright pages only.",
    "Add a section of that orientation to house.docx (Layout, Breaks, Next Page), with its header "
    "and footer.",
)
HEADER_BLOCK_LACKING = Code(
    "PK-624",
    Severity.ERROR,
    "A header block that the house does not have",
    "The kind asks for the house's header block: the paragraphs of house.docx that stand above "
    "its first paragraph in the style 'House Note'.",
    "A house.docx from which the note under the header block was deleted.",
    "Put a paragraph in the style 'House Note' under the header block of house.docx, or type the "
    "block into the kind.",
)
PROSE_STYLE_LACKING = Code(
    "PK-625",
    Severity.NOTE,
    "A style for officers' text that the house does not have",
    "What officers write may hold lists, subheadings, tables and notes, each of which takes a "
    "style of the house. A paper that needs the style cannot be made while it is not there.",
    "A house without 'List (1)'.",
    "Add a style of that name to house.docx in Word, or begin from a copy of the house that came "
    "with paperkit.",
)
CODES = (
    STYLE_LACKING,
    STYLE_OF_ANOTHER_TYPE,
    STYLE_TWICE,
    PAGE_LACKING,
    HEADER_BLOCK_LACKING,
    PROSE_STYLE_LACKING,
)

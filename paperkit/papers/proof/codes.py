"""What can be wrong with a finished file: none of it is an officer's mistake in the data."""

from paperkit.findings import Code, Severity

_AGAIN = (
    "Build the paper again. If the finding stays, compare the template with the one that came "
    "with its pack, and tell whoever looks after the pack."
)
_TEMPLATE = "Mend the place in the template in Word, save it, and build the paper again."


def _error(number: str, title: str, meaning: str, example: str, remedy: str) -> Code:
    return Code(number, Severity.ERROR, title, meaning, example, remedy)


DAMAGED_FILE = _error(
    "PK-750",
    "The finished file is damaged",
    "A Word file is a bundle of parts. One of them is damaged, is there twice, is missing or is "
    "not of a kind that the bundle declares, so that Word would not open it or would mend it.",
    "A part that is in the bundle twice.",
    _AGAIN,
)
TOKEN_LEFT = _error(
    "PK-751",
    "A value was not put in",
    "While a paper is filled, each value has a placeholder. One of them is still in the file.",
    "A square sign where a figure should stand.",
    _AGAIN,
)
TAG_LEFT = _error(
    "PK-752",
    "A tag of the template is still there",
    "The marks {{ }} and {% %} are for the template only. They are in the finished paper, and no "
    "officer typed them.",
    "'{{ header.title }}' in the paper's first line.",
    _TEMPLATE,
)
CELL_WITHOUT_PARAGRAPH = _error(
    "PK-753",
    "A table cell that Word cannot open",
    "Each cell of a table must end with a paragraph. Word calls the whole file unreadable where "
    "one does not.",
    "A cell that held only a condition that did not come true.",
    _TEMPLATE,
)
REPEATED_ID = _error(
    "PK-754",
    "Two things with the same number or name",
    "Pictures, bookmarks, styles and links have numbers and names inside the file. Where two are "
    "alike, or half of a pair is missing, Word shows one of them or mends the file.",
    "A bookmark that begins and never ends.",
    _AGAIN,
)
FIELD_NOT_CLOSED = _error(
    "PK-755",
    "A field that is not closed",
    "Page numbers and references are fields, with a beginning and an end. One lacks a half, so "
    "that Word hides what follows or shows the code.",
    "A page number that lost its end when the template was edited.",
    _TEMPLATE,
)
LEADS_NOWHERE = _error(
    "PK-756",
    "Something leads to nothing",
    "The file points at a part, picture, note, bookmark or address that is not there or cannot "
    "be followed.",
    "A link without its address.",
    _AGAIN,
)
UNKNOWN_STYLE = _error(
    "PK-757",
    "A style or list that the file does not have",
    "A paragraph, run or table asks for a style, or a style for a list, that is not in the file. "
    "Word would show it without its look or its number.",
    "A paragraph in the style 'Numbered', which was deleted.",
    _TEMPLATE,
)
HEADER_ROW = _error(
    "PK-758",
    "A table whose heading row is not marked",
    "The first row of a table with headings is marked, so that it repeats on the next page and a "
    "screen reader can name the columns.",
    "A second row that is marked to repeat, below a first row that is not.",
    "In the template, select the table's first row, choose Layout, Repeat Header Rows, save it, "
    "and build the paper again.",
)
PROPERTY_LACKING = _error(
    "PK-759",
    "A property of the file is missing or wrong",
    "The title and the language of the text are read out by screen readers and shown by web "
    "browsers. A file holds each property once.",
    "A paper whose title is empty.",
    _AGAIN,
)
TEXT_LOST = _error(
    "PK-760",
    "A text is not in the finished paper",
    "Each text that the template asked for must be in the paper, letter for letter, as often as "
    "it was asked for.",
    "A recommendation that is in the workbook and not on the page.",
    "Do not publish this paper. " + _AGAIN,
)
MARK_OF_DRAFT = _error(
    "PK-761",
    "A final that looks like a draft",
    "A final paper bears no mark of a draft: neither the word DRAFT nor the look of a gap.",
    "'DRAFT' in the header of a final.",
    "In the template, put the mark between {%p if draft %} and {%p endif %}, save it, and build "
    "the paper again.",
)
OUT_OF_ORDER = _error(
    "PK-762",
    "Parts of the text in a place where Word does not allow them",
    "Word expects the inside of a paragraph, table or section in a fixed order. It may mend or "
    "refuse a file that is built otherwise.",
    "A paragraph inside another paragraph.",
    _AGAIN,
)
TABLE_SHAPE = _error(
    "PK-763",
    "A table whose rows do not fit its columns",
    "Each row of a table has as many cells as the table has columns, wide cells counted by their "
    "width, and a table has a row at least.",
    "A row of four cells in a table of five columns.",
    _TEMPLATE,
)
REFERENCE_WRONG = _error(
    "PK-764",
    "A reference that does not say where it leads",
    "A reference to a paragraph holds its number. The number is missing, since the paragraph and "
    "all above it have none, or it is not the one that the paragraph has.",
    "'see paragraph' and no number, where the paragraph that is meant has none.",
    "Refer to a paragraph that has a number, or to a subheading, and build the paper again.",
)
CONTENTS_WRONG = _error(
    "PK-981",
    "A contents list that is not what the paper holds",
    "Each entry of a contents list has the number and the words of a heading, in order, and leads "
    "to it. No heading that stands after the list is left out.",
    "A heading that was added to a finished paper, and is not in its list.",
    "In the template, put {{ contents }} in a paragraph of its own where the list is to stand, "
    "save it, and build the paper again.",
)

"""The forms that are sent out, as whoever gets one meets it in Excel."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from paperkit.board.pack_settings import PackSettings, Ways
from paperkit.board.paper_rows import Return
from paperkit.board.settings import DEFAULT_RATINGS, Contact, Council, Rating, Role, Settings
from paperkit.files.headings import headings_of
from paperkit.files.workbook_out_form import form_workbook
from paperkit.frozen import replace
from paperkit.rounds.forms import Asking
from paperkit.rounds.paper_forms import asked_forms
from paperkit.rounds.round_forms import exception_forms, sponsor_form
from paperkit.schema.cleaning import clean, decode_excel
from paperkit.schema.forms import Form, is_for_reading
from paperkit.standpoint.board_at import BoardAt
from tests.files.test_careless_programs import libreoffice, saved_by_libreoffice
from tests.logs import logged
from tests.validators import audited

DATA = """
## meetings
| reference | date             |
|-----------|------------------|
| July      | 16 July 2026     |
| November  | 12 November 2026 |

## priorities
| reference | name       | sponsor   |
|-----------|------------|-----------|
| P1        | Best start | Ann Field |

## actions
| reference | wording             | parent | lead     | review date    | measures       | target | link                  | state     |
|-----------|---------------------|--------|----------|----------------|----------------|--------|-----------------------|-----------|
| 1.1       | =Open "hubs"        | P1     | Cy Marsh | 1 October 2026 | Hubs<br>Visits | +4     | https://a.example/1.1 | On course |
| 1.10      | - Brush teeth & gums | P1    | Cy Marsh |                | @home          | 90%    |                       |           |
| 1.4       | Print the leaflet   | P1     | Cy Marsh |                |                |        |                       | Delivered |

## indicators
| reference | name  | partner  | unit | frequency |
|-----------|-------|----------|------|-----------|
| PI 1      | Waits | Cy Marsh | days | Monthly   |

## readings
| indicator | period   | value |
|-----------|----------|-------|
| PI 1      | May 2026 | 14    |

## groups
| name  | areas   | actions |
|-------|---------|---------|
| Users | frailty | 1.1     |
"""  # noqa: E501
LOG = """
## rounds
| priority | meeting |
|----------|---------|
| P1       | July    |

## returns
| meeting | action | rating | reasons     | control   | wording |
|---------|--------|--------|-------------|-----------|---------|
| July    | 1.1    | Red    | No premises | =1+1      | Hubs    |
"""
REQUIRED = {"readings": ("value",), "feedback": ("delivered",)}
WAYS = Ways(
    Settings(
        council=Council(name="Northmere Council"),
        contact=Contact(name="Rosalind Keane", email="rk@northmere.example"),
    ),
    PackSettings(required=REQUIRED),
)
SHEET = "Exception report"


def asking(meeting: str = "November", ways: Ways = WAYS) -> Asking:
    data = logged(DATA, LOG)
    due, issued_on = date(2026, 10, 15), date(2026, 9, 14)
    return Asking(BoardAt(data, ways, data.meeting[meeting]), due, issued_on, "P1")


def the_form(ways: Ways = WAYS) -> Form:
    (form,) = exception_forms(asking(ways=ways))
    return form


def opened(form: Form) -> Workbook:
    return load_workbook(io.BytesIO(form_workbook(form)))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(the_form())


def headings(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def at(sheet: Worksheet, heading: str, row: int) -> Any:
    number = next(n for n, words in enumerate(headings(sheet), 1) if words.startswith(heading))
    return sheet.cell(row, number)


def rule(sheet: Worksheet, heading: str) -> DataValidation:
    number = at(sheet, heading, 1).column
    rules: list[DataValidation] = sheet.data_validations.dataValidation
    (found,) = (r for r in rules if any(s.min_col <= number <= s.max_col for s in r.sqref.ranges))
    return found


def said(sheet: Worksheet) -> dict[str, Any]:
    """Return what stands in the second column of a sheet by what stands in the first."""
    return {str(row[0].value): row[1].value for row in sheet.iter_rows(max_col=2)}


# --- the form ---------------------------------------------------------------------------------

# The labels of the form in the appendix of seed H, as printed there, in order.
OF_THE_SEED = (
    "Actions",
    "Review date",
    "Reporting lead",
    "Indicators/ measurements",
    "Target",
    "RAG",
    "Reasons for escalation",
    "Action to control risk",
    "Any request to the Health and Wellbeing board",
)


def test_the_form_has_the_reference_then_the_columns_of_the_seed_in_its_order_and_words(
    book: Workbook,
) -> None:
    asked = [words for words in headings(book[SHEET]) if not is_for_reading(words)]
    assert [words.split(" (")[0] for words in asked] == [
        "Reference", *OF_THE_SEED, "Exceptional progress?", "Link",
    ]  # fmt: skip


def test_headings_say_in_brackets_which_columns_are_needed_and_for_which_rating(
    book: Workbook,
) -> None:
    assert headings(book[SHEET])[:13] == [
        "Reference",
        "Actions (with a link to its progress in detail, if there is one)",
        "Review date (please fill in where blank)",
        "Reporting lead",
        "Indicators/ measurements",
        "Target",
        "RAG (please fill in)",
        "For information: What the words under RAG mean",
        "Reasons for escalation (if RAG is Amber or Red; leave blank if Green, unless progress "
        "is exceptional)",
        "Action to control risk (if RAG is Amber or Red)",
        "Any request to the Health and Wellbeing board (optional)",
        "Exceptional progress? (optional)",
        "Link (optional)",
    ]


def test_every_heading_means_its_column_when_it_is_read_back() -> None:
    for form in (*exception_forms(asking()), *asked_forms(asking(), "performance_report")):
        for sheet in form.sheets:
            known = headings_of(sheet.table)
            for column in sheet.columns:
                assert known.find(sheet.heading(column)) == column
            for shown in (*sheet.facts, *sheet.last):
                assert is_for_reading(shown.heading)


def test_last_rounds_answers_stand_to_the_right(book: Workbook) -> None:
    assert headings(book[SHEET])[13:] == [
        "Last time: Meeting",
        "Last time: RAG",
        "Last time: Reasons for escalation",
        "Last time: Action to control risk",
        "Last time: Any request to the Health and Wellbeing board",
        "Last time: Exceptional progress?",
    ]
    assert at(book[SHEET], "Last time: RAG", 2).value == "Red"


YELLOW, GREY, WHITE = "FFFFF2CC", "FFF2F2F2", "00000000"


def test_what_is_known_is_grey_what_must_be_answered_yellow_and_other_answers_white(
    book: Workbook,
) -> None:
    colours = {1: [cell.fill.fgColor.rgb for cell in book[SHEET][2]]}
    colours[2] = [cell.fill.fgColor.rgb for cell in book[SHEET][3]]
    known, rest = [GREY] * 3, [GREY, *[WHITE] * 5, *[GREY] * 6]
    assert colours[1] == [GREY, GREY, WHITE, *known, YELLOW, *rest]  # its review date is known
    assert colours[2] == [GREY, GREY, YELLOW, *known, YELLOW, *rest]


def conditions(sheet: Worksheet) -> list[tuple[str, str]]:
    """Return the formulas by which cells light up, each with the heading of its column."""
    return [
        (headings(sheet)[next(iter(found.sqref.ranges)).min_col - 1].partition(" (")[0], formula)
        for found in sheet.conditional_formatting
        for one in found.rules
        if one.type == "expression"
        for formula in one.formula
    ]


def test_an_answer_lights_up_where_another_in_its_row_asks_for_it(book: Workbook) -> None:
    needed = 'OR(TRIM($G2)="Amber",TRIM($G2)="Red")'
    exceptional = 'OR(TRIM($L2)="Exceptional",TRIM($L2)="Completed early")'
    assert headings(book[SHEET])[11] == "Exceptional progress? (optional)"
    assert conditions(book[SHEET]) == [
        ("Reasons for escalation", needed),
        ("Reasons for escalation", exceptional),
        ("Action to control risk", needed),
    ]
    (users,) = (f for f in asked_forms(asking(), "performance_report") if f.about.person == "Users")
    assert conditions(opened(users)["Feedback"]) == [
        ("b) Making a difference?", 'OR(TRIM($D2)="Yes",TRIM($D2)="Partly")')
    ]


@pytest.mark.slow
@libreoffice
def test_libreoffice_lights_up_what_is_asked_for(tmp_path: Path) -> None:
    book = opened(the_form())
    for cell, words in {"G2": "amber", "G3": "Green", "L3": "Completed early"}.items():
        book[SHEET][cell] = words
    source = tmp_path / "form.xlsx"
    book.save(source)
    page = html.parse(saved_by_libreoffice(tmp_path, "html", source))
    rows = {row[0].text_content().strip(): row for row in page.findall(".//tr") if len(row) > 10}
    yellow = {
        reference: [
            at for at, cell in enumerate(rows[reference]) if cell.get("bgcolor") == "#FFF2CC"
        ]
        for reference in ("1.1", "1.10")
    }
    # Reasons and action where the rating is Amber; of 1.10 its review date is not known.
    assert yellow == {"1.1": [8, 9], "1.10": [2, 8]}


MEANT = (
    "Green: Going as planned, or nearly so\n"
    "Amber: Partly behind its plan, or likely to be\n"
    "Red: Well behind its plan, or stopped"
)


def test_what_each_word_means_for_an_action_is_beside_the_drop_down_and_in_its_note(
    book: Workbook,
) -> None:
    meant = at(book[SHEET], "For information: What the words under RAG mean", 3)
    assert meant.column == at(book[SHEET], "RAG", 3).column + 1
    assert meant.value == MEANT
    assert meant.alignment.wrap_text
    assert rule(book[SHEET], "RAG").prompt == f"Needed.\n{MEANT}"


def test_meanings_too_long_for_a_note_are_beside_the_drop_down_alone() -> None:
    long = "Behind, " * 25
    sheet = opened(meaning(long))[SHEET]
    assert (rule(sheet, "RAG").prompt or "").startswith("Needed. One word of the rating scale.")
    assert long in at(sheet, "For information: What", 2).value


def meaning(words: str) -> Form:
    """Return a form whose word for the worst rating means something else."""
    own = (*DEFAULT_RATINGS[:2], replace(DEFAULT_RATINGS[2], action_meaning=words))
    return the_form(replace(WAYS, settings=replace(WAYS.settings, ratings=own)))


def test_meanings_too_long_for_each_row_are_on_the_first_sheet() -> None:
    book = opened(meaning("Behind, " * 80))
    assert at(book[SHEET], "For information: What", 2).value == "See the sheet Please read."
    assert said(book["Please read"])["Red"] == "Behind, " * 80


def test_a_text_longer_than_a_row_is_kept_whole_and_the_first_sheet_leads_to_it() -> None:
    long = "word " * 4_999 + "end"
    form = the_form()
    rows = (row for row in form.sheets[0].rows if isinstance(row, Return))
    sheet = replace(form.sheets[0], rows=tuple(replace(row, wording=long) for row in rows))
    book = opened(replace(form, sheets=(sheet,)))
    assert book[SHEET]["B3"].value == long
    cells: Any = (cell for (cell,) in book["Please read"]["A1:A60"])
    there = next(cell for cell in cells if cell.value == f"{SHEET}, B3")
    assert there.hyperlink.location == f"'{SHEET}'!B3"
    assert there.offset(0, 1).value == "Actions: click on the cell to read all of it."
    assert f"{SHEET}, B3" not in said(opened(the_form())["Please read"])


LONG_NAMES = ["Wilhelmina " * 18 + "Ayckbourn-Fotheringay", "&" * 200, "W" * 200]


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_long_name_is_whole_on_the_first_sheet_and_cut_in_the_header_of_pages(name: str) -> None:
    form = the_form()
    sheet = opened(replace(form, about=replace(form.about, person=name)))
    assert said(sheet["Please read"])["For"] == name
    header: Any = sheet[SHEET].oddHeader
    assert header.right.text.endswith("…, return by Thursday 15 October 2026")
    assert len(header.left.text + header.right.text) < 250


def test_words_of_a_scale_that_hold_brackets_leave_headings_that_are_read_back() -> None:
    own = tuple(
        replace(one, word=f"{one.word} (see [our] scale)" * times)
        for one, times in zip(DEFAULT_RATINGS, (1, 3, 3), strict=True)
    )
    form = the_form(replace(WAYS, settings=replace(WAYS.settings, ratings=own)))
    (sheet,) = form.sheets
    known = headings_of(sheet.table)
    for column in sheet.columns:
        assert known.find(sheet.heading(column)) == column
        assert len(sheet.heading(column)) < 255
    control = sheet.heading(sheet.table.column("control"))
    assert control == "Action to control risk (if RAG asks for it)"


def test_text_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    sheet = book[SHEET]
    cells = {
        "Actions": '=Open "hubs"',
        "Target": "+4",
        "Last time: Action to control risk": "=1+1",
    }
    for heading, words in cells.items():
        assert (at(sheet, heading, 2).value, at(sheet, heading, 2).data_type) == (words, "s")
    assert [at(sheet, "Reference", row).value for row in (2, 3)] == ["1.1", "1.10"]
    assert at(sheet, "Indicators", 2).value == "Hubs\nVisits"


def test_formulas_stand_on_the_sheet_of_checks_alone(book: Workbook) -> None:
    holding = {s.title for s in book for row in s for cell in row if cell.data_type == "f"}
    assert holding == {"Check before sending"}


def test_dates_are_dates_and_may_be_changed(book: Workbook) -> None:
    cell = at(book[SHEET], "Review date", 2)
    assert (cell.value, cell.number_format) == (datetime(2026, 10, 1), "d mmmm yyyy")
    assert rule(book[SHEET], "Review date").type == "date"


def test_the_action_leads_to_its_progress_where_the_link_is_known(book: Workbook) -> None:
    cell = at(book[SHEET], "Actions", 2)
    assert cell.hyperlink.target == "https://a.example/1.1"
    assert at(book[SHEET], "Actions", 3).hyperlink is None
    assert at(book[SHEET], "Link", 2).value == "https://a.example/1.1"


def test_a_drop_down_takes_the_words_of_the_scale_only(book: Workbook) -> None:
    rag = rule(book[SHEET], "RAG")
    assert (rag.type, rag.formula1, rag.errorStyle or "stop") == (
        "list", "List_returns_rating", "stop",
    )  # fmt: skip
    assert rag.showErrorMessage
    assert not rag.allowBlank
    sheet, cells = next(book.defined_names["List_returns_rating"].destinations)
    assert [cell.value for (cell,) in book[sheet][cells]] == ["Green", "Amber", "Red"]
    assert rule(book[SHEET], "Exceptional").formula1 == "List_Exceptional"


def test_the_words_stand_with_their_meanings_on_a_sheet_that_can_be_seen(book: Workbook) -> None:
    lists = book["Lists"]
    assert [[cell.value for cell in row[:3]] for row in lists["A4:C6"]] == [
        ["Exception report: RAG", "What it means", "Exceptional"],
        ["Green", "Going as planned, or nearly so", "No"],
        ["Amber", "Partly behind its plan, or likely to be", "Exceptional"],
    ]
    assert {sheet.sheet_state for sheet in book} == {"visible"}


def test_a_meaning_of_two_lines_has_a_row_of_two_lines() -> None:
    long = (
        "Partly off track, or worse than its target by no more than the tolerance that was agreed"
    )
    own = (replace(DEFAULT_RATINGS[0], action_meaning=long), *DEFAULT_RATINGS[1:])
    lists = opened(the_form(replace(WAYS, settings=replace(WAYS.settings, ratings=own))))["Lists"]
    assert (lists.row_dimensions[5].height, lists.row_dimensions[6].height) == (30, None)


def test_what_not_to_fill_in_begins_a_page_of_its_own(book: Workbook) -> None:
    guide = book["Please read"]
    (row,) = (cell.row for cell in guide["A"] if cell.value == "What not to fill in")
    # The break lies before the blank row over the heading.
    assert [one.id for one in guide.row_breaks.brk] == [row - 2]


def test_a_word_of_the_scale_has_its_colour_and_a_quotation_mark_in_it_does_no_harm() -> None:
    own = (*DEFAULT_RATINGS[:2], Rating(word='So "red"', role=Role.MISSED, fill="A4001D",
                                        ink="FFFFFF"))  # fmt: skip
    sheet = opened(the_form(replace(WAYS, settings=replace(WAYS.settings, ratings=own))))[SHEET]
    rules = [one for found in sheet.conditional_formatting for one in found.rules]
    rules = [one for one in rules if one.type == "cellIs"]
    assert [one.formula for one in rules] == [['"Green"'], ['"Amber"'], ['"So ""red"""']]
    assert rules[1].dxf.fill.bgColor.rgb == "FFFFC72C"


def test_every_cell_says_what_belongs_in_it(book: Workbook) -> None:
    for heading in (one for one in headings(book[SHEET]) if not is_for_reading(one)):
        told = rule(book[SHEET], heading)
        assert told.showInputMessage
        assert 0 < len(told.prompt or "") <= 255
    assert rule(book[SHEET], "Target").promptTitle == "Filled in already"


def printed_points(sheet: Any) -> float:
    """Return how high the text of a sheet is on paper: its columns reduced to fit one page."""
    if not sheet.sheet_properties.pageSetUpPr.fitToPage:
        return float(sheet.page_setup.scale * 0.11)
    inches = {8: 420 / 25.4, 9: 297 / 25.4}[sheet.page_setup.paperSize]
    inches -= sheet.page_margins.left + sheet.page_margins.right
    last = range_boundaries(sheet.print_area.partition("!")[2].replace("$", ""))[2] or 0
    # A column of so many characters in Calibri 11 has seven pixels for each, and five more.
    widths = [sheet.column_dimensions[get_column_letter(n)] for n in range(1, last + 1)]
    pixels = sum(int(one.width * 7) for one in widths)
    return 11 * float(min(100, 100 * inches * 96 // pixels)) / 100


def issued() -> list[Form]:
    """Return a form of every kind."""
    asked = asked_forms(asking(), "performance_report")
    return [the_form(), sponsor_form(asking("July")), *asked]


def test_no_form_prints_smaller_than_nine_points() -> None:
    five = tuple(
        Rating(word=f"{'Word ' * 8}{n}", role=role, action_meaning="Meaning " * 40)
        for n, role in enumerate([Role.MET, Role.MET, Role.NEAR, Role.MISSED, Role.MISSED])
    )
    forms = [*issued(), the_form(replace(WAYS, settings=replace(WAYS.settings, ratings=five)))]
    for form in forms:
        for sheet in (opened(form)[one.name] for one in form.sheets):
            assert printed_points(sheet) >= 9, (form.title, sheet.title)


def test_the_sheet_prints_on_one_page_of_a3_on_its_side_with_headings_repeated(
    book: Workbook,
) -> None:
    sheet: Any = book[SHEET]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"
    assert sheet.print_area == "'Exception report'!$A$1:$M$3"
    assert sheet.oddHeader.left.text == "Exception reporting on P1 Best start"
    assert sheet.oddHeader.right.text == "Cy Marsh, return by Thursday 15 October 2026"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "Page &P of &N")


def test_rows_have_room_for_what_they_hold_and_grow_with_what_is_typed() -> None:
    wordy = DATA.replace("- Brush teeth & gums", "Brush " * 30)
    data = logged(wordy, LOG)
    (form,) = exception_forms(replace(asking(), at=replace(asking().at, board=data)))
    package = zipfile.ZipFile(io.BytesIO(form_workbook(form)))
    sheet = package.read("xl/worksheets/sheet3.xml").decode()
    assert '<row r="3" spans="1:19" ht="' in sheet
    assert "customHeight" not in sheet


def test_the_form_is_a_table_of_its_own_size(book: Workbook) -> None:
    assert book[SHEET].tables["tbl_returns"].ref == "A1:S3"


ANY_TEXT = st.text(min_size=1) | st.sampled_from(["<r>a</r>", "{=1}", "'a", "=1", '"', " a "])


def printable(text: str) -> str:
    """Return a text as it is kept; nothing where no workbook holds it, or openpyxl alters it."""
    words = clean(text).text
    return "" if clean(text).unprintable or decode_excel(words) != words else words


@settings(max_examples=15)
@given(st.tuples(*[ANY_TEXT.map(printable).filter(bool)] * 3))
def test_what_is_known_stands_on_the_form_letter_for_letter(words: tuple[str, ...]) -> None:
    linked, plain, before = words
    form = the_form()
    rows = (row for row in form.sheets[0].rows if isinstance(row, Return))
    known = tuple(map(lambda row, own: replace(row, wording=own), rows, (linked, plain)))
    last = tuple(replace(shown, texts=(before, "")) for shown in form.sheets[0].last)
    sheet = replace(form.sheets[0], rows=known, last=last)
    read = opened(replace(form, sheets=(sheet,)))[SHEET]
    assert decode_excel(str(at(read, "Actions", 2).value)) == linked  # with a link behind it
    assert decode_excel(str(at(read, "Actions", 3).value)) == plain
    assert decode_excel(str(at(read, "Last time: RAG", 2).value)) == before


# --- the first sheet --------------------------------------------------------------------------


def test_the_sheets_stand_in_order_and_the_form_opens_at_what_to_read(book: Workbook) -> None:
    assert book.sheetnames == ["Please read", "Check before sending", SHEET, "Lists"]
    assert book.active == book["Please read"]


def test_the_first_sheet_says_who_asks_by_when_and_what_to_do(book: Workbook) -> None:
    told = said(book["Please read"])
    assert told["Return by"] == datetime(2026, 10, 15)  # in the block; the first one is in words
    first = [row[1].value for row in book["Please read"]["A1:B7"]]
    assert "Thursday 15 October 2026" in first
    assert "Rosalind Keane, rk@northmere.example" in first
    assert {"1.", "2.", "3.", "4.", "5."} <= set(told)
    assert told["Amber"] == "Partly behind its plan, or likely to be"
    assert told["Yellow"] == "Needs your answer."
    assert told["White"] == (
        "For your answer, if there is one. The heading says when it is needed; then the cell turns "
        "yellow."
    )


def test_closed_actions_are_listed_and_not_asked_again(book: Workbook) -> None:
    rows = [[cell.value for cell in row[:3]] for row in book["Please read"].iter_rows(max_col=3)]
    assert ["1.4", "Print the leaflet", "Delivered"] in rows
    assert "1.4" not in [cell.value for cell in book[SHEET]["A"]]


def test_the_block_about_the_file_ends_the_first_sheet(book: Workbook) -> None:
    rows = [(row[0].value, row[1].value) for row in book["Please read"].iter_rows(max_col=2)]
    start = rows.index(("About this file", None))
    assert rows[start + 1 :] == [
        ("Council", "Northmere Council"),
        ("Board", "Health and Wellbeing Board"),
        ("Asked for", "Exception reporting"),
        ("Priority", "P1"),
        ("Meeting", "November"),
        ("Return by", datetime(2026, 10, 15)),
        ("Issued on", datetime(2026, 9, 14)),
        ("For", "Cy Marsh"),
        ("Form version", "3"),
    ]


# --- the sheet of checks ----------------------------------------------------------------------


def checks(data: bytes | Path) -> tuple[str, list[tuple[Any, ...]]]:
    """Return the banner and the rows of the sheet of checks, as a program shows their values."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    sheet = load_workbook(source, data_only=True)["Check before sending"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=6)]
    return sheet["A3"].value, rows


AS_SENT = [
    ('1.1 =Open "hubs"', "RAG", "Exception report, G2", "No"),
    ('1.1 =Open "hubs"', "Reasons for escalation", "Exception report, I2", "Not needed"),
    ('1.1 =Open "hubs"', "Action to control risk", "Exception report, J2", "Not needed"),
    ('1.1 =Open "hubs"', "Review date", "Exception report, C2", "Yes"),
    ("1.10 - Brush teeth & gums", "RAG", "Exception report, G3", "No"),
    ("1.10 - Brush teeth & gums", "Reasons for escalation", "Exception report, I3", "Not needed"),
    ("1.10 - Brush teeth & gums", "Action to control risk", "Exception report, J3", "Not needed"),
    ("1.10 - Brush teeth & gums", "Review date", "Exception report, C3", "No"),
]


def test_the_checks_show_what_is_missing_before_anything_is_calculated() -> None:
    assert checks(form_workbook(the_form())) == ("Not complete: 3 items", AS_SENT)


def test_each_check_leads_to_its_cell(book: Workbook) -> None:
    links = [cell.hyperlink.location for (cell,) in book["Check before sending"]["C6:C8"]]
    assert links == ["'Exception report'!G2", "'Exception report'!I2", "'Exception report'!J2"]


@pytest.mark.slow
@libreoffice
@pytest.mark.parametrize(
    ("answers", "banner", "filled"),
    [
        ({}, "Not complete: 2 items", ["No", "Not needed", "Not needed"]),
        ({"G2": "Green", "G3": "green"}, "Complete", ["Yes", "Not needed", "Not needed"]),
        ({"G2": "Amber", "G3": "Green"}, "Not complete: 2 items", ["Yes", "No", "No"]),
        ({"G2": "Red", "G3": "Green", "I2": "Late"}, "Not complete: 1 item", ["Yes", "Yes", "No"]),
        ({"G2": "Red", "G3": "Green", "I2": " ", "J2": "Soon"}, "Not complete: 1 item",
         ["Yes", "No", "Yes"]),
    ],
)  # fmt: skip
def test_the_checks_follow_what_is_filled_in(
    tmp_path: Path, answers: dict[str, str], banner: str, filled: list[str]
) -> None:
    book = opened(the_form())
    book[SHEET]["C3"] = "17 June 2027"
    for cell, words in answers.items():
        book[SHEET][cell] = words
    source = tmp_path / "form.xlsx"
    book.save(source)
    told, rows = checks(saved_by_libreoffice(tmp_path, "xlsx", source))
    assert told == banner
    assert [row[3] for row in rows[:3]] == filled


# --- other forms ------------------------------------------------------------------------------


def test_a_person_who_owes_several_things_has_a_sheet_for_each() -> None:
    form = next(f for f in asked_forms(asking(), "performance_report") if len(f.sheets) > 1)
    book = opened(form)
    assert book.sheetnames == [
        "Please read", "Check before sending", "Readings", "Updates", "Lists",
    ]  # fmt: skip
    assert headings(book["Readings"])[:6] == [
        "Indicator",
        "Period",
        "For information: Name",
        "For information: Unit",
        "For information: Target",
        "Value (please fill in)",
    ]
    banner, rows = checks(form_workbook(form))
    assert banner == "Not complete: 6 items"
    assert rows[0] == ("PI 1 June 2026 Waits", "Value", "Readings, F2", "No")


def test_a_spare_row_may_be_filled_in_from_its_first_cell() -> None:
    forms = asked_forms(asking(), "performance_report")
    (form,) = (form for form in forms if form.about.person == "Users")
    sheet = opened(form)["Feedback"]
    assert sheet.tables["tbl_feedback"].ref == "A1:G8"
    assert [sheet.cell(row, 2).value for row in range(2, 9)] == ["frailty", "1.1", *[None] * 5]
    assert sheet["B3"].fill.fgColor.rgb == "FFF2F2F2"
    assert sheet["B4"].fill.fgColor.rgb == WHITE
    # Three lines, for those who print it and write by hand.
    assert {sheet.row_dimensions[row].height for row in range(4, 9)} == {45}
    assert rule(sheet, "a) Being delivered?").formula1 == "List_Verdict"


def test_the_sponsor_sees_the_leads_answers_in_grey_beside_the_questions() -> None:
    sheet = opened(sponsor_form(asking("July")))["Sponsor views"]
    assert [words for words in headings(sheet) if "(" in words] == [
        "Agreed or challenged (please fill in)",
        "Rating by the sponsor (optional)",
        "Why (if Challenged)",
        "Sponsor's comment (optional)",
    ]
    assert at(sheet, "For information: RAG", 2).value == "Red"
    assert at(sheet, "For information: RAG", 2).fill.fgColor.rgb == "FFF2F2F2"
    assert rule(sheet, "Agreed").formula1 == "List_SponsorView"


# --- the file ---------------------------------------------------------------------------------


def test_equal_forms_give_equal_bytes() -> None:
    assert form_workbook(the_form()) == form_workbook(the_form())


def test_the_file_says_whose_it_is_and_has_no_macros_and_no_links_to_other_files(
    book: Workbook,
) -> None:
    assert (book.properties.title, book.properties.creator) == (
        "Exception reporting on P1 Best start", "Northmere Council",
    )  # fmt: skip
    names = zipfile.ZipFile(io.BytesIO(form_workbook(the_form()))).namelist()
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]


@pytest.mark.parametrize("meeting", ["July", "November"])
def test_a_stranger_finds_no_error_in_a_form(tmp_path: Path, meeting: str) -> None:
    there = asking(meeting)
    forms = [*exception_forms(there), *asked_forms(there, "performance_report")]
    forms += [sponsor_form(there)] if meeting == "July" else []
    for form in forms:
        path = tmp_path / "form.xlsx"
        path.write_bytes(form_workbook(form))
        assert audited(path) == []

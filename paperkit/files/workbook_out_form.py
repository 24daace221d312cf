"""A form as a workbook: what to do, what is missing, the questions, the words to choose from.

The first sheet, ``Please read``, opens; nothing is hidden or locked, there are no macros, and
formulas are on the sheet of checks alone. Grey cells are known, yellow ones are to be filled in,
and say so in their heading, since many people cannot tell the colours apart. Columns that show
what was said last time come last and are not printed: with them the print would be too small to
read.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.files.grid import letter
from paperkit.files.workbook_out import look_of, validation, write_cell
from paperkit.files.workbook_out_book import (
    LISTS,
    READ_ME,
    Book,
    CellLooks,
    RichPart,
    Styled,
    add_table,
    drop_downs,
    growing_sheet,
    in_formula,
    new_book,
    new_sheet,
    numbered,
    ranges_of,
    set_height,
    to_sheet,
    write_lists,
    write_page,
    write_text,
    write_title,
)
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row
from paperkit.schema.dates import with_weekday
from paperkit.schema.describe import record_of, words_of
from paperkit.schema.forms import (
    ABOUT,
    ABOUT_HEADING,
    CHECK_SHEET,
    COMPLETE,
    NO,
    NOT_COMPLETE,
    NOT_NEEDED,
    NOT_RETURNED,
    OPTIONAL,
    YES,
    Form,
    FormSheet,
    Need,
    Word,
)
from paperkit.schema.values import Link, choices, link_in

FILL_IN, KNOWN = "FFF2CC", "F2F2F2"
"""The colours behind what is to be filled in, and behind what is known already."""

MAY_BE_RELEASED = (
    "Everything that you write in this workbook is kept, also in comments and outside the table. "
    "It may be released under the Freedom of Information Act 2000. Only your answers go into "
    "papers."
)
_INK = "404040"
_NARROW, _DATE, _CHOICE, _NAME, _TEXT, _LONG = 12, 16, 16, 18, 22, 30
_REMINDER: Mapping[str, Any] = MappingProxyType(
    {
        "validate": "any",
        "input_title": "Filled in already",
        "input_message": "There is nothing to fill in here. If it is wrong, leave it as it is, and "
        "tell us when you send the workbook back.",
    }
)
_CHECK_HEADINGS = ("About", "What is needed", "Where", "Filled in?")
_CHECK_ABOUT = (
    "There is nothing to fill in here. The last column says whether each thing has been filled in. "
    "To go to its cell, click under 'Where'."
)
_CHECK_WIDTHS = (60, 44, 30, 14)
_CLOSED_COLUMNS = ("Action", "What the plan says", "State")
_MISSING_COLUMNS = ("Action", "What the plan says", "Reporting lead")
_CHECK_ROW = 4  # of the headings on the sheet of checks, from nought


class FormLooks(Frozen):
    """The formats of a form: of columns that are known, and of those for answers."""

    known: CellLooks
    answer: CellLooks


class FormSlot(Frozen):
    """A column of a sheet, one of the table's or a grey one, and its text in each known row."""

    heading: str
    width: int
    column: Column | None = None
    texts: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Return whether it is to be filled in."""
        return self.column is not None and self.column.asked


def form_workbook(form: Form) -> bytes:
    """Return the workbook that is sent to one person; equal forms give equal bytes.

    WriteError where a text is longer than a cell can hold, or holds what no workbook can.
    """
    book = new_book(form.title, form.about.council or form.about.board)
    looks = _form_looks(book)
    tables = [replace(sheet.table, sheet=sheet.name) for sheet in form.sheets]
    extra = {f"{s.table.name}.{n}": words for s in form.sheets for n, words in s.words.items()}
    lists = drop_downs(tables, extra)
    _write_guide(book, looks, form)
    _write_checks(book, form.sheets)
    for sheet in form.sheets:
        _write_sheet(book, looks, sheet, ranges_of(lists))
    write_lists(book, lists)
    return book.finished()


def _form_looks(book: Book) -> FormLooks:
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
    grey = cell | {"bg_color": f"#{KNOWN}", "font_color": f"#{_INK}"}
    yellow = cell | {"bg_color": f"#{FILL_IN}"}
    day = {"num_format": "d mmmm yyyy", "align": "left"}
    add = book.file.add_format
    known = add(grey | {"num_format": "@"})
    return FormLooks(
        known=replace(
            book.looks,
            heading=add(grey | {"bold": True, "bg_color": "#D9D9D9"}),
            text=known,
            plain=known,
            date=add(grey | day),
            link=add(grey | {"num_format": "@", "font_color": "#0B4F9E", "underline": 1}),
        ),
        answer=replace(
            book.looks,
            heading=add(cell | {"bold": True, "bg_color": "#FFE699"}),
            text=add(yellow | {"num_format": "@"}),
            date=add(yellow | day),
            plain=add(yellow),
        ),
    )


def _colours(word: Word) -> dict[str, Any]:
    return {"bg_color": f"#{word.fill}", "font_color": f"#{word.ink or '000000'}"}


# --- The first sheet ----------------------------------------------------------------------------


def _write_guide(book: Book, looks: FormLooks, form: Form) -> None:
    """Write who asks, by when, what to do, what words mean; what the file is comes at its end."""
    guide, about = form.guide, form.about
    asked = [
        ("Who asks", guide.who),
        ("Who is asked", about.person),
        ("What is asked", guide.asks),
        ("Why", guide.why),
    ]
    if about.due:
        asked.append(("Return by", with_weekday(about.due)))
    asked.append(("Return to", guide.return_to or "Whoever sent it to you"))
    asked.append(("Not yours?", guide.not_yours))
    asked.append(("Questions", guide.help))
    asked.append(("Please note", MAY_BE_RELEASED))
    bold = {"valign": "top", "text_wrap": True, "bold": True}
    shaded = [bold | _colours(word) if word.fill else bold for word in guide.words]
    words = [
        (Styled(word.word, book.file.add_format(look)), word.meaning)
        for word, look in zip(guide.words, shaded, strict=True)
    ]
    colours = (
        (
            Styled("Yellow", looks.answer.text),
            "For your answer. The heading says whether you need to fill it in, and when. Where it "
            f"says '{OPTIONAL}', you may leave it blank.",
        ),
        (
            Styled("Grey", looks.known.text),
            "Filled in already, for you to read. Leave it as it is.",
        ),
    )
    texts = [(one.reference, one.wording, one.state) for one in form.closed]
    closed = [[Styled(text, book.looks.text) for text in row] for row in texts]
    texts = [(one.reference, one.wording, one.lead) for one in form.missing]
    missing = [[Styled(text, book.looks.text) for text in row] for row in texts]
    sheets = [
        (to_sheet(CHECK_SHEET), "What is still missing, and where. Nothing to fill in."),
        *(
            (to_sheet(sheet.name), "What you are asked, one question to a row.")
            for sheet in form.sheets
        ),
        (to_sheet(LISTS), "The words of the drop-down lists. Nothing to fill in."),
    ]
    facts = ((column.heading, getattr(about, column.name)) for column in ABOUT.columns)
    parts = (
        RichPart("", asked),
        RichPart("What to do", numbered(guide.steps)),
        *([RichPart("What the words mean", words)] if words else []),
        RichPart("What the colours mean", colours),
        RichPart("What not to fill in", numbered(guide.leave), apart=True),
        *([RichPart("Not asked again", closed, _CLOSED_COLUMNS)] if closed else []),
        *([RichPart(NOT_RETURNED, missing, _MISSING_COLUMNS)] if missing else []),
        RichPart("What is on each sheet", sheets, ("Sheet", "What it holds")),
        RichPart(
            ABOUT_HEADING,
            [(name, v if isinstance(v, date) else words_of(v)) for name, v in facts],
        ),
    )
    write_page(book, READ_ME, [20, 92, 24], form.title, parts, pages=0)


# --- The sheet of questions ---------------------------------------------------------------------


def _slots(form: FormSheet) -> tuple[FormSlot, ...]:
    """Return the columns of a sheet in order: known, facts, asked, last answers."""
    records = [record_of(form.table, row).cells for row in form.rows]
    of_table = [
        FormSlot(
            form.heading(column),
            _width(form, column),
            column,
            tuple(cells[column.name].typed if column.name in cells else "" for cells in records),
        )
        for column in form.columns
    ]
    leading = len(form.leading)
    facts, last = (
        [FormSlot(shown.heading, _TEXT, None, shown.texts) for shown in columns]
        for columns in (form.facts, form.last)
    )
    return (*of_table[:leading], *facts, *of_table[leading:], *last)


def _width(form: FormSheet, column: Column) -> int:
    if column.type is date:
        return _DATE
    if column.name in form.words or choices(column):
        return _CHOICE
    if column in form.leading[:1]:
        return _NARROW
    if column.type is Link or column.role == "person" or column.many:
        return _NAME
    return _LONG if column.type is str else _CHOICE


def _write_sheet(
    book: Book, looks: FormLooks, form: FormSheet, lists: Mapping[tuple[str, str], str]
) -> None:
    """Write the sheet of a table, with its rows and what is spare below."""
    slots = _slots(form)
    widths = [slot.width for slot in slots]
    headings = [slot.heading for slot in slots]
    colours = [(looks.answer if slot.asked else looks.known).heading for slot in slots]
    name, frozen = f"tbl_{form.table.name}", min(len(form.leading), 2)
    last = max(len(form.rows) + form.spare, 1)
    sheet = new_sheet(book, form.name, widths, growing_sheet())
    add_table(book, sheet, name, headings, last, looks=colours, style=None, frozen=frozen)
    # The button of the filter takes room in a heading.
    set_height(sheet, 0, headings, [width - 3 for width in widths])
    needed = {need.column for need in form.needs if not (need.by or need.unless)}
    for number, slot in enumerate(slots):
        column = slot.column
        if column is None:
            continue
        words = lists.get((form.table.name, column.name), "")
        rule = validation(column, column.name in needed, words) if column.asked else dict(_REMINDER)
        sheet.data_validation(1, number, last, number, rule)
        for word in form.words.get(column.name, ()):
            if word.fill:
                is_word = {"type": "cell", "criteria": "==", "value": f'"{_doubled(word.word)}"'}
                look = {"format": book.file.add_format(_colours(word))}
                sheet.conditional_format(1, number, last, number, is_word | look)
    for row in range(1, last + 1):
        source = form.rows[row - 1] if row <= len(form.rows) else None
        _write_row(book, looks, sheet, form, slots, row, source)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(0)
    sheet.print_area(0, 0, last, len(slots) - len(form.last) - 1)


def _write_row(
    book: Book,
    looks: FormLooks,
    sheet: Any,
    form: FormSheet,
    slots: Sequence[FormSlot],
    row: int,
    source: Row | None,
) -> None:
    """Write a row, its address behind the last of the cells by which it is recognised."""
    texts = [slot.texts[row - 1] if row <= len(slot.texts) else "" for slot in slots]
    for number, (slot, text) in enumerate(zip(slots, texts, strict=True)):
        # In a spare row even what is known elsewhere is asked for.
        of_cell = looks.answer if slot.asked or source is None else looks.known
        look = look_of(slot.column, of_cell) if slot.column else looks.known.text
        sheet.write_blank(row, number, None, look)
        if slot.column and text:
            write_cell(book, sheet, row, number, slot.column, text, look)
        else:
            link = link_in(text)
            alone = text if text.startswith("https://") and " " not in text else ""
            words, address = (link.words, link.address) if link else (text, alone)
            write_text(sheet, row, number, words, look, address)
    links = (getattr(source, column.name, "") for column in form.columns if column.type is Link)
    address = next((link for link in links if link), "")
    if address:
        at = len(form.leading) - 1
        write_text(sheet, row, at, texts[at], looks.known.link, address)
    set_height(sheet, row, texts, [slot.width for slot in slots])


# --- The sheet of checks ------------------------------------------------------------------------


def _write_checks(book: Book, forms: Sequence[FormSheet]) -> None:
    """Write a row for each cell that is or may be needed, and over them how many are missing.

    Each formula holds the value that it has when the form is sent out, for programs that show a
    workbook without calculating. Nobody reads them back.
    """
    looks, add = book.looks, book.file.add_format
    last = _CHECK_ROW + max(sum(len(form.rows) * len(form.needs) for form in forms), 1)
    sheet = new_sheet(book, CHECK_SHEET, _CHECK_WIDTHS)
    sheet.hide_gridlines(2)
    write_title(sheet, CHECK_SHEET, looks)
    sheet.write_string(1, 0, _CHECK_ABOUT, add({"valign": "top"}))
    columns = [{"header": words, "header_format": looks.heading} for words in _CHECK_HEADINGS]
    options = {"name": "tbl_check", "columns": columns, "style": None}
    sheet.add_table(_CHECK_ROW, 0, last, len(columns) - 1, options)
    sheet.freeze_panes(_CHECK_ROW + 1, 0)
    sheet.repeat_rows(_CHECK_ROW)
    row, missing = _CHECK_ROW + 1, 0
    for form in forms:
        states = _write_needs(book, sheet, row, form)
        row, missing = row + len(states), missing + states.count(NO)
    count = f'COUNTIF(D{_CHECK_ROW + 2}:D{last + 1},"{NO}")'
    many = f'"{NOT_COMPLETE} "&{count}&IF({count}=1," item"," items")'
    banner = f"{NOT_COMPLETE} {missing} item{'' if missing == 1 else 's'}" if missing else COMPLETE
    sheet.write_formula(2, 0, f'=IF({count}=0,"{COMPLETE}",{many})', looks.section, banner)
    lacking = add({"bold": True, "bg_color": "#FFE699"})
    rule = {"type": "cell", "criteria": "==", "value": f'"{NO}"', "format": lacking}
    sheet.conditional_format(_CHECK_ROW + 1, 3, last, 3, rule)


def _write_needs(book: Book, sheet: Any, row: int, form: FormSheet) -> list[str]:
    """Write what the rows of a form need, from a row of the checks on; return what each is now."""
    look, where, naming = book.looks.plain, in_formula(form.name), form.naming
    slots = list(enumerate(_slots(form), start=1))
    letters = {slot.column.name: letter(at) for at, slot in slots if slot.column}
    about_in = [letters[column.name] for column in naming]
    about_in += [letter(at) for at, slot in slots if slot.heading == form.about]
    states: list[str] = []
    for number, (source, about_now) in enumerate(zip(form.rows, form.called, strict=True), start=2):
        there = {name: f"{where}!{at}{number}" for name, at in letters.items()}
        cells = '&" "&'.join(f"{where}!{at}{number}" for at in about_in)
        about = f"=TRIM({cells})"
        for need in form.needs:
            at, now = row + len(states), _state(need, source)
            needed, cell = form.table.column(need.column).heading, f"{letters[need.column]}{number}"
            set_height(sheet, at, (about_now, needed, "", ""), _CHECK_WIDTHS)
            sheet.write_formula(at, 0, about, look, about_now)
            write_text(sheet, at, 1, needed, look)
            link = f"internal:{there[need.column]}"
            sheet.write_url(at, 2, link, book.looks.link, f"{form.name}, {cell}")
            sheet.write_formula(at, 3, "=" + _formula(need, there), look, now)
            states.append(now)
    return states


def _doubled(word: str) -> str:
    return word.replace('"', '""')


def _formula(need: Need, cells: Mapping[str, str]) -> str:
    """Return what Excel works out: Yes, No, or Not needed."""
    filled = {name: f"LEN(TRIM({cell}))>0" for name, cell in cells.items()}
    otherwise = f'"{NO}"'
    if need.by:
        words = (f'TRIM({cells[need.by]})="{_doubled(word)}"' for word in need.among)
        otherwise = f'IF(OR({",".join(words)}),{otherwise},"{NOT_NEEDED}")'
    if need.unless:
        otherwise = f'IF({filled[need.unless]},"{NOT_NEEDED}",{otherwise})'
    return f'IF({filled[need.column]},"{YES}",{otherwise})'


def _state(need: Need, row: Row) -> str:
    """Return what the formula gives while the form is as it was sent out."""
    if words_of(getattr(row, need.column)):
        return YES
    if need.unless and words_of(getattr(row, need.unless)):
        return NOT_NEEDED
    chosen = folded(words_of(getattr(row, need.by))) if need.by else ""
    return NO if not need.by or chosen in {folded(word) for word in need.among} else NOT_NEEDED

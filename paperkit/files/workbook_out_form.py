"""A sheet of questions: grey cells are known, yellow ones are to be filled in, and say so.

What to fill in stands in the heading, since a colour alone tells nothing to many people. Columns
that show what was said last time come last and are not printed: with them the print would be too
small to read.

The sheet ``Check before sending``: what is still missing, by formula, and where.

Formulas stand here alone, and nobody reads them back. Each holds the value that it has when the
form is sent out, for programs that show a workbook without calculating.

The first sheet of a form, ``Please read``: who asks, by when, what to do, what words mean.

A form as a workbook: what to do, what is missing, the questions, the words to choose from.

The first sheet opens; nothing is hidden or locked, there are no macros, and formulas stand on
the sheet of checks alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.files.workbook_out import Sources, look_of, validation, write_cell
from paperkit.files.workbook_out_book import (
    LISTS,
    READ_ME,
    Book,
    GrowingSheet,
    Looks,
    WordList,
    column_letter,
    new_book,
    new_sheet,
    set_height,
    word_lists,
    write_linked_text,
    write_lists,
    write_text,
    write_title,
)
from paperkit.files.workbook_out_guide import Page
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column, Row
from paperkit.schema.dates import with_weekday
from paperkit.schema.describe import record_of, words_of
from paperkit.schema.forms import (
    ABOUT,
    ABOUT_HEADING,
    CHECK_SHEET,
    PLEASE_FILL_IN,
    Form,
    FormSheet,
    Need,
    Word,
)
from paperkit.schema.records import Cell
from paperkit.schema.values import Link, choices

FILL_IN, KNOWN = "FFF2CC", "F2F2F2"
"""The colours behind what is to be filled in, and behind what is known already."""

_INK = "404040"
_NARROW, _DATE, _CHOICE, _NAME, _TEXT, _LONG = 12, 16, 16, 18, 22, 30
_REMINDER: Mapping[str, Any] = MappingProxyType(
    {
        "validate": "any",
        "input_title": "Known already",
        "input_message": "There is nothing to fill in here. If it is wrong, leave it, and say so "
        "when you send the workbook back.",
    }
)


class FormLooks(Frozen):
    """The formats of a form: of headings, of cells that are known, of those for answers."""

    known_heading: Any
    heading: Any
    known: Any
    known_date: Any
    known_link: Any
    answer: Looks


def form_looks(book: Book) -> FormLooks:
    """Return the formats of a form's cells."""
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
    grey = cell | {"bg_color": f"#{KNOWN}", "font_color": f"#{_INK}"}
    yellow = cell | {"bg_color": f"#{FILL_IN}"}
    day = {"num_format": "d mmmm yyyy", "align": "left"}
    add = book.file.add_format
    return FormLooks(
        known_heading=add(grey | {"bold": True, "bg_color": "#D9D9D9"}),
        heading=add(cell | {"bold": True, "bg_color": "#FFE699"}),
        known=add(grey | {"num_format": "@"}),
        known_date=add(grey | day),
        known_link=add(grey | {"num_format": "@", "font_color": "#0B4F9E", "underline": 1}),
        answer=replace(
            book.looks,
            text=add(yellow | {"num_format": "@"}),
            date=add(yellow | day),
            plain=add(yellow),
        ),
    )


class _Slot(Frozen):
    """A column of a sheet: a column of the table, or one that is there to be read."""

    heading: str
    width: int
    column: Column | None = None
    texts: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Return whether it is to be filled in."""
        return self.column is not None and self.column.asked


class _Made(Frozen):
    """A sheet that is being made."""

    sheet: Any
    book: Book
    looks: FormLooks
    form: FormSheet
    slots: tuple[_Slot, ...]


def write_form_sheet(book: Book, looks: FormLooks, form: FormSheet, sources: Sources) -> None:
    """Write the sheet of a table, with its rows and what is spare below."""
    slots = tuple(_slots(form))
    widths = [slot.width for slot in slots]
    sheet = new_sheet(book, form.name, widths, GrowingSheet)
    made = _Made(sheet, book, looks, form, slots)
    _add_table(made)
    for number, slot in enumerate(slots):
        if slot.column:
            _set_rules(made, number, slot.column, sources)
    for row in range(1, last_row(form) + 1):
        _write_row(made, row)
    _set_up(made)


def places_of(form: FormSheet) -> dict[str, int]:
    """Return the number of each of the table's columns on its sheet, counted from nought."""
    named = ((slot.column, number) for number, slot in enumerate(_slots(form)))
    return {column.name: number for column, number in named if column}


def last_row(form: FormSheet) -> int:
    """Return the last row of a sheet's table, the heading's being nought."""
    return max(len(form.rows) + form.spare, 1)


def _slots(form: FormSheet) -> Iterator[_Slot]:
    """Yield the columns of a sheet in order: known, told, asked, last said."""
    of_table = [_Slot(form.heading(c), _width(form, c), c) for c in form.columns]
    leading = len(form.leading)
    yield from of_table[:leading]
    yield from (_Slot(shown.heading, _TEXT, None, shown.texts) for shown in form.told)
    yield from of_table[leading:]
    yield from (_Slot(shown.heading, _TEXT, None, shown.texts) for shown in form.last)


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


def _add_table(made: _Made) -> None:
    looks = made.looks
    columns = [
        {
            "header": slot.heading,
            "header_format": looks.heading if slot.asked else looks.known_heading,
        }
        for slot in made.slots
    ]
    options = {"name": f"tbl_{made.form.table.name}", "columns": columns, "style": None}
    made.sheet.add_table(0, 0, last_row(made.form), len(columns) - 1, options)
    # The button of the filter takes room in a heading.
    widths = [slot.width - 3 for slot in made.slots]
    set_height(made.sheet, 0, [slot.heading for slot in made.slots], widths)


def _set_rules(made: _Made, number: int, column: Column, sources: Sources) -> None:
    """Say what the cells of a column take, and how a word of the scale looks in them."""
    form, last = made.form, last_row(made.form)
    needed = [need.column for need in form.needs if not (need.by or need.unless)]
    rule = validation(form.table, column, needed, sources) if column.asked else dict(_REMINDER)
    made.sheet.data_validation(1, number, last, number, rule)
    for word in form.words.get(column.name, ()):
        if word.fill:
            made.sheet.conditional_format(1, number, last, number, _coloured(made.book, word))


def _coloured(book: Book, word: Word) -> dict[str, Any]:
    colours = {"bg_color": f"#{word.fill}", "font_color": f"#{word.ink or '000000'}"}
    quoted = word.word.replace('"', '""')
    look = book.file.add_format(colours)
    return {"type": "cell", "criteria": "==", "value": f'"{quoted}"', "format": look}


def _write_row(made: _Made, row: int) -> None:
    form = made.form
    source = form.rows[row - 1] if row <= len(form.rows) else None
    cells = record_of(form.table, source).cells if source else {}
    texts = [_text(slot, cells, row) for slot in made.slots]
    for number, (slot, text) in enumerate(zip(made.slots, texts, strict=True)):
        look = _look(made.looks, slot, known=source is not None)
        made.sheet.write_blank(row, number, None, look)
        if slot.column and text:
            write_cell(made.sheet, row, number, slot.column, text, look)
        else:
            write_text(made.sheet, row, number, text, look)
    _link(made, row, source, texts)
    set_height(made.sheet, row, texts, [slot.width for slot in made.slots])


def _text(slot: _Slot, cells: Mapping[str, Cell], row: int) -> str:
    """Return what a cell holds, in words; nothing where it is to be filled in."""
    if slot.column:
        return cells[slot.column.name].typed if slot.column.name in cells else ""
    return slot.texts[row - 1] if row <= len(slot.texts) else ""


def _look(looks: FormLooks, slot: _Slot, *, known: bool) -> Any:
    """Return the look of a cell; in a spare row even what is known elsewhere is asked for."""
    if slot.column and (slot.asked or not known):
        return look_of(slot.column, looks.answer)
    return looks.known_date if slot.column and slot.column.type is date else looks.known


def _link(made: _Made, row: int, source: Row | None, texts: Sequence[str]) -> None:
    """Put the row's address behind the last of the cells by which the row is recognised."""
    links = (getattr(source, c.name, "") for c in made.form.columns if c.type is Link)
    address, at = next((link for link in links if link), ""), len(made.form.leading) - 1
    if address:
        write_linked_text(made.sheet, row, at, texts[at], address, made.looks.known_link)


def _set_up(made: _Made) -> None:
    form, sheet = made.form, made.sheet
    last, columns = last_row(form), len(made.slots)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, min(len(form.leading), 2))
    sheet.repeat_rows(0)
    sheet.hide_gridlines(0)
    sheet.print_area(0, 0, last, columns - len(form.last) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{column_letter(columns - 1)}{last + 1}"})


YES, NO, NOT_NEEDED = "Yes", "No", "Not needed"
_HEADINGS, _WIDTHS = ("About", "What is needed", "Where", "Filled in?"), [60, 44, 30, 14]
_HEADING_ROW = 4
_ABOUT = (
    "There is nothing to fill in here. Click on a place to go to it; the last column says whether "
    "it has been filled in."
)


class _Item(Frozen):
    """One cell that may have to be filled in: whose, what, where, and whether it is."""

    about: str
    about_now: str
    needed: str
    sheet: str
    cell: str
    formula: str
    now: str


def write_check(book: Book, forms: Sequence[FormSheet]) -> None:
    """Write the sheet, a row for each cell that is or may be needed, and the banner over them."""
    items = [item for form in forms for item in _items(form)]
    last = _HEADING_ROW + max(len(items), 1)
    sheet = new_sheet(book, CHECK_SHEET, _WIDTHS)
    sheet.hide_gridlines(2)
    write_title(sheet, CHECK_SHEET, book.looks)
    sheet.write_string(1, 0, _ABOUT, book.file.add_format({"valign": "top"}))
    cells = f"D{_HEADING_ROW + 2}:D{last + 1}"
    sheet.write_formula(2, 0, _banner(cells), book.looks.section, _banner_now(items))
    _add_table_workbook_out_form_check(sheet, book, last)
    for row, item in enumerate(items, start=_HEADING_ROW + 1):
        _write(sheet, book, row, item)
    sheet.conditional_format(
        _HEADING_ROW + 1, 3, last, 3,
        {"type": "cell", "criteria": "==", "value": f'"{NO}"',
         "format": book.file.add_format({"bold": True, "bg_color": "#FFE699"})},
    )  # fmt: skip


def _add_table_workbook_out_form_check(sheet: Any, book: Book, last: int) -> None:
    columns = [{"header": words, "header_format": book.looks.heading} for words in _HEADINGS]
    options = {"name": "tbl_check", "columns": columns, "style": None}
    sheet.add_table(_HEADING_ROW, 0, last, len(columns) - 1, options)
    sheet.freeze_panes(_HEADING_ROW + 1, 0)
    sheet.repeat_rows(_HEADING_ROW)


def _write(sheet: Any, book: Book, row: int, item: _Item) -> None:
    look = book.looks.plain
    set_height(sheet, row, (item.about_now, item.needed, "", ""), _WIDTHS)
    sheet.write_formula(row, 0, item.about, look, item.about_now)
    write_text(sheet, row, 1, item.needed, look)
    where = f"{item.sheet}, {item.cell}"
    target = f"internal:{_named(item.sheet)}!{item.cell}"
    sheet.write_url(row, 2, target, book.looks.link, where)
    sheet.write_formula(row, 3, item.formula, look, item.now)


def _items(form: FormSheet) -> Iterator[_Item]:
    columns, naming = places_of(form), form.naming
    where = f"{_named(form.name)}!"
    for number, row in enumerate(form.rows, start=2):
        cells = {name: f"{column_letter(at)}{number}" for name, at in columns.items()}
        named = [where + cells[column.name] for column in naming]
        about = " – ".join(words_of(getattr(row, column.name)) for column in naming)
        for need in form.needs:
            yield _Item(
                about="=" + '&" – "&'.join(named),
                about_now=about,
                needed=form.table.column(need.column).heading,
                sheet=form.name,
                cell=cells[need.column],
                formula="=" + _formula(need, {n: where + cell for n, cell in cells.items()}),
                now=_now(need, row),
            )


def _named(sheet: str) -> str:
    """Return a sheet as a formula names it."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def _formula(need: Need, cells: dict[str, str]) -> str:
    """Return what Excel works out: Yes, No, or Not needed."""
    otherwise = f'"{NO}"'
    if need.by:
        words = (f'TRIM({cells[need.by]})="{_doubled(word)}"' for word in need.among)
        otherwise = f'IF(OR({",".join(words)}),{otherwise},"{NOT_NEEDED}")'
    if need.unless:
        otherwise = f'IF({_filled(cells[need.unless])},"{NOT_NEEDED}",{otherwise})'
    return f'IF({_filled(cells[need.column])},"{YES}",{otherwise})'


def _filled(cell: str) -> str:
    return f"LEN(TRIM({cell}))>0"


def _doubled(word: str) -> str:
    return word.replace('"', '""')


def _now(need: Need, row: Row) -> str:
    """Return what the formula gives while the form is as it was sent out."""
    if words_of(getattr(row, need.column)):
        return YES
    if need.unless and words_of(getattr(row, need.unless)):
        return NOT_NEEDED
    chosen = folded(words_of(getattr(row, need.by))) if need.by else ""
    wanted = not need.by or chosen in {folded(word) for word in need.among}
    return NO if wanted else NOT_NEEDED


def _banner(cells: str) -> str:
    count = f'COUNTIF({cells},"{NO}")'
    many = f'"Not complete: "&{count}&IF({count}=1," item"," items")'
    return f'=IF({count}=0,"Complete",{many})'


def _banner_now(items: Sequence[_Item]) -> str:
    missing = sum(item.now == NO for item in items)
    return f"Not complete: {missing} item{'' if missing == 1 else 's'}" if missing else "Complete"


_WIDTHS_WORKBOOK_OUT_FORM_GUIDE = [20, 92, 24]


def write_form_guide(book: Book, looks: FormLooks, form: Form) -> None:
    """Write the sheet at which the form opens; what the file is stands at its end."""
    page = Page(book, READ_ME, _WIDTHS_WORKBOOK_OUT_FORM_GUIDE, pages=0)
    page.title(form.title)
    page.pairs(_opening(form))
    page.section("What to do")
    page.pairs((f"{number}.", step) for number, step in enumerate(form.guide.steps, start=1))
    if form.guide.words:
        page.section("What the words mean")
        page.shaded(
            (word.word, word.meaning, _look_workbook_out_form_guide(book, word))
            for word in form.guide.words
        )
    page.section("What the colours mean")
    page.shaded(_colours(looks))
    page.next_page()
    page.section("What not to fill in")
    page.pairs((f"{number}.", words) for number, words in enumerate(form.guide.leave, start=1))
    _write_closed(page, form)
    _write_sheets(page, form)
    page.section(ABOUT_HEADING)
    page.facts(_about(form))


def _opening(form: Form) -> Iterator[tuple[str, str]]:
    yield "Who asks", form.guide.asks
    yield "For whom", form.about.person
    yield "What for", form.guide.why
    if form.about.due:
        yield "Return by", with_weekday(form.about.due)
    yield "Return to", form.guide.return_to or "Whoever sent it to you"


def _look_workbook_out_form_guide(book: Book, word: Word) -> Any:
    look = {"valign": "top", "text_wrap": True, "bold": True}
    if word.fill:
        look |= {"bg_color": f"#{word.fill}", "font_color": f"#{word.ink or '000000'}"}
    return book.file.add_format(look)


def _colours(looks: FormLooks) -> Iterator[tuple[str, str, Any]]:
    yield "Yellow", f"Your answer. The heading says {PLEASE_FILL_IN}.", looks.answer.text
    yield "Grey", "Known already, or there to be read. Leave it as it is.", looks.known


def _write_closed(page: Page, form: Form) -> None:
    if form.closed:
        page.section("Not asked again")
        page.headings("Action", "What the plan says", "State")
        for closed in form.closed:
            page.listed(closed.reference, closed.wording, closed.state)


def _write_sheets(page: Page, form: Form) -> None:
    page.section("What stands on each sheet")
    page.headings("Sheet", "What it holds")
    page.linked(CHECK_SHEET, "What is still missing, and where. Nothing to fill in.")
    for sheet in form.sheets:
        page.linked(sheet.name, sheet.table.about)
    page.linked(LISTS, "The words of the drop-down lists. Nothing to fill in.")


def _about(form: Form) -> Iterator[tuple[str, str | date]]:
    for column in ABOUT.columns:
        value = getattr(form.about, column.name)
        yield column.heading, value if isinstance(value, date) else words_of(value)


def form_workbook(form: Form) -> bytes:
    """Return the workbook that is sent to one person; equal forms give equal bytes.

    WriteError where a text is longer than a cell can hold, or holds what no workbook can.
    """
    book = new_book(form.title, form.about.council or form.about.board)
    looks = form_looks(book)
    lists = _lists(form.sheets)
    sources = Sources(_served(lists), {}, {})
    write_form_guide(book, looks, form)
    write_check(book, form.sheets)
    for sheet in form.sheets:
        write_form_sheet(book, looks, sheet, sources)
    write_lists(book, lists)
    return book.finished()


def _lists(sheets: Sequence[FormSheet]) -> tuple[WordList, ...]:
    """Return the lists of the sheets; the words that a sheet gives come with their meanings."""
    tables = [replace(sheet.table, sheet=sheet.name) for sheet in sheets]
    given = {f"{s.table.name}.{name}": words for s in sheets for name, words in s.words.items()}
    lists = word_lists(tables, {key: [w.word for w in words] for key, words in given.items()})
    meanings = {key: tuple(word.meaning for word in words) for key, words in given.items()}
    return tuple(_with_meanings(words, meanings) for words in lists)


def _with_meanings(words: WordList, meanings: Mapping[str, tuple[str, ...]]) -> WordList:
    keys = (f"{table}.{column}" for table, column in sorted(words.columns))
    return replace(words, meanings=next((meanings[k] for k in keys if k in meanings), ()))


def _served(lists: Sequence[WordList]) -> dict[tuple[str, str], str]:
    return {column: words.name for words in lists for column in words.columns}

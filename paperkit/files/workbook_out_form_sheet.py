"""A sheet of questions: grey cells are known, yellow ones are to be filled in, and say so.

What to fill in stands in the heading, since a colour alone tells nothing to many people. Columns
that show what was said last time come last and are not printed: with them the print would be too
small to read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from paperkit.files.workbook_out_book import (
    Book,
    GrowingSheet,
    Looks,
    new_sheet,
    set_height,
    write_linked_text,
    write_text,
)
from paperkit.files.workbook_out_lists import column_letter
from paperkit.files.workbook_out_sheet import Sources, look_of, validation, write_cell
from paperkit.schema.columns import Column, Row
from paperkit.schema.forms import FormSheet, Word
from paperkit.schema.records import Cell
from paperkit.schema.retelling import record_of
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


@dataclass(frozen=True)
class FormLooks:
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


@dataclass(frozen=True)
class _Slot:
    """A column of a sheet: a column of the table, or one that is there to be read."""

    heading: str
    width: int
    column: Column | None = None
    texts: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        """Return whether it is to be filled in."""
        return self.column is not None and self.column.asked


@dataclass(frozen=True)
class _Made:
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

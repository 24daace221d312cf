"""The sheet ``Check before sending``: what is still missing, by formula, and where.

Formulas stand here alone, and nobody reads them back. Each holds the value that it has when the
form is sent out, for programs that show a workbook without calculating.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from paperkit.files.workbook_out_book import Book, new_sheet, set_height, write_text, write_title
from paperkit.files.workbook_out_form_sheet import places_of
from paperkit.files.workbook_out_lists import column_letter
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row
from paperkit.schema.forms import CHECK_SHEET, FormSheet, Need
from paperkit.schema.retelling import words_of

YES, NO, NOT_NEEDED = "Yes", "No", "Not needed"
_HEADINGS, _WIDTHS = ("About", "What is needed", "Where", "Filled in?"), [60, 44, 30, 14]
_HEADING_ROW = 4
_ABOUT = (
    "There is nothing to fill in here. Click on a place to go to it; the last column says whether "
    "it has been filled in."
)


@dataclass(frozen=True)
class _Item:
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
    _add_table(sheet, book, last)
    for row, item in enumerate(items, start=_HEADING_ROW + 1):
        _write(sheet, book, row, item)
    sheet.conditional_format(
        _HEADING_ROW + 1, 3, last, 3,
        {"type": "cell", "criteria": "==", "value": f'"{NO}"',
         "format": book.file.add_format({"bold": True, "bg_color": "#FFE699"})},
    )  # fmt: skip


def _add_table(sheet: Any, book: Book, last: int) -> None:
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

"""The findings as a workbook of their own, with links to the cells of the officer's workbook.

The officer's workbook itself is never written to.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from paperkit.files.workbook_out_book import (
    READ_ME,
    Book,
    column_letter,
    new_book,
    new_sheet,
    set_height,
    write_text,
)
from paperkit.files.workbook_out_guide import Page
from paperkit.findings import Finding, Place

NO_ONE = "No one named"

_MOST_LINKS = 60_000  # Excel follows no more than 65,530 on a sheet
_LONGEST = 1_000
_COLUMNS = (
    ("Severity", 10),
    ("Code", 9),
    ("Where", 20),
    ("Row or line", 8),
    ("Column", 18),
    ("As typed", 26),
    ("What is wrong", 46),
    ("What to do", 42),
    ("Also at", 20),
)
_SEVERITIES = (
    ("error", "The paper would be wrong. A final paper waits until it is put right."),
    ("gap", "Something is lacking. The paper says so; a final paper needs the gap accepted."),
    ("note", "Worth a look."),
)
_STEPS = (
    "The sheet 'By sheet' lists everything in the order of your file; 'By person' lists the same "
    "by who can put it right, ready to be sent on.",
    "Click on a place in the column 'Where' to go to the cell. Keep this file beside your own.",
    "Put things right in your own file. Nothing that you type here has any effect.",
    "Run 'paperkit check' again for a new list.",
)


def findings_workbook(findings: Sequence[Finding], counts_line: str, workbook: str) -> bytes:
    """Return a workbook of the findings, by sheet and by person.

    ``workbook`` is the name of the officer's file, which should lie in the same folder; a place
    in a workbook is a link to its cell, any other place is text.
    """
    book = new_book("What paperkit found", "")
    _write_guide(book, counts_line)
    by_sheet = _grouped(findings, _sheet_of)
    by_person = _grouped(findings, lambda finding: finding.person)
    _write_list(book, "By sheet", "Sheet or file", by_sheet, workbook)
    _write_list(book, "By person", "Person", by_person, workbook)
    return book.finished()


def _write_guide(book: Book, counts_line: str) -> None:
    page = Page(book, READ_ME, [24, 110])
    page.title("What paperkit found")
    page.line(_shown(counts_line))
    page.section("How to use this list")
    page.pairs((f"{number}.", step) for number, step in enumerate(_STEPS, start=1))
    page.section("What the words mean")
    page.pairs(_SEVERITIES)
    page.section("The sheets")
    page.linked("By sheet", "In the order of your file.")
    page.linked("By person", f"By who can put it right; '{NO_ONE}' comes last.")


def _sheet_of(finding: Finding) -> str:
    return finding.place.sheet or finding.place.file or "The project"


def _grouped(
    findings: Iterable[Finding], group: Callable[[Finding], str]
) -> list[tuple[str, Finding]]:
    """Return each finding with its group, groups in the order in which they first appear."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(group(finding), []).append(finding)
    unnamed = [(NO_ONE, finding) for finding in groups.pop("", [])]
    return [(name, finding) for name, found in groups.items() for finding in found] + unnamed


def _write_list(
    book: Book, name: str, grouping: str, rows: Sequence[tuple[str, Finding]], workbook: str
) -> None:
    headings = [grouping, *(heading for heading, _ in _COLUMNS)]
    widths = [20, *(width for _, width in _COLUMNS)]
    sheet = new_sheet(book, name, widths)
    set_height(sheet, 0, headings, widths)
    _add_table(sheet, f"tbl_{name.lower().replace(' ', '_')}", headings, max(len(rows), 1), book)
    if not rows:
        write_text(sheet, 1, 0, "Nothing was found.", book.looks.plain)
    for row, (group, finding) in enumerate(rows, start=1):
        texts = [_shown(text) for text in (group, *_texts(finding))]
        set_height(sheet, row, texts, widths)
        for column, text in enumerate(texts):
            write_text(sheet, row, column, text, book.looks.text)
        _write_number(sheet, row, finding.place, book)
        _write_link(sheet, row, finding.place, workbook, book)


def _add_table(sheet: Any, name: str, headings: list[str], last: int, book: Book) -> None:
    columns = [{"header": heading, "header_format": book.looks.heading} for heading in headings]
    options = {"name": name, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, last, len(headings) - 1, options)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.hide_gridlines(0)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{column_letter(len(headings))}{last + 1}"})


def _texts(finding: Finding) -> list[str]:
    place = finding.place
    return [
        finding.severity.value,
        finding.code,
        _where(place),
        "",
        place.field,
        finding.value,
        finding.message,
        finding.remedy,
        ", ".join(_where(other) for other in finding.others),
    ]


def _where(place: Place) -> str:
    """Return a place without the file's name, which every row would repeat."""
    within = Place(sheet=place.sheet, cell=place.cell, line=place.line, field=place.field)
    return str(within) or place.file


def _write_number(sheet: Any, row: int, place: Place, book: Book) -> None:
    """Write the row or line as a number, so that the list sorts by it."""
    digits = re.search(r"\d+", place.cell)
    number = int(digits.group()) if digits else place.line
    if number:
        sheet.write_number(row, 4, number, book.looks.plain)


def _write_link(sheet: Any, row: int, place: Place, workbook: str, book: Book) -> None:
    if not place.sheet or row > _MOST_LINKS or not _can_be_linked(workbook):
        return
    target = place.sheet.replace("'", "''")
    url = f"external:{workbook}#'{target}'!{place.cell or 'A1'}"
    sheet.write_url(row, 3, url, book.looks.link, _shown(_where(place)))


def _can_be_linked(workbook: str) -> bool:
    """Return whether a link leads to the file whatever program follows it."""
    return bool(workbook) and not re.search(r"[#%]", workbook) and workbook.isprintable()


def _shown(text: str) -> str:
    """Return what a person typed as a cell can show it: cut, and odd characters spelt out."""
    shown = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)
    return f"{shown[: _LONGEST - 1]}…" if len(shown) > _LONGEST else shown

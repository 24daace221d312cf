"""The first sheet, ``Please read``: what the workbook is and how it is filled in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from paperkit.files.workbook_out_book import (
    READ_ME,
    Book,
    new_sheet,
    set_height,
    write_text,
    write_title,
)
from paperkit.schema.columns import Table

_STEPS = (
    "Fill in one row for each meeting, person, action and so on. Begin with the sheets on the "
    "left: later sheets refer to them.",
    "Click on a cell: a note says what belongs there. Where a cell has a drop-down list, choose "
    "from it; other words are not accepted.",
    "Leave blank what you do not know yet. Paperkit says what is missing, and for which paper.",
    "You may add columns of your own at the right-hand end. Do not merge cells, and leave no "
    "headings out: paperkit finds columns by their headings.",
    "Save and close the workbook, then run 'paperkit check'. It names every cell to put right.",
)
_TYPING = (
    ("Dates", "With the month in words and the year: 16 July 2026."),
    (
        "Periods",
        "2025/26 for the year from April, 2025 for a calendar year, Q1 2025/26, July 2026, "
        "Autumn 2025/26 for a school term, 2023 to 2025.",
    ),
    (
        "Deadlines",
        "A date, a month, a quarter or a year, as the plan has it; or Ongoing, with a review date.",
    ),
    ("Figures", "The figure alone, such as 72.4 or 87.5%; or words where there is no figure."),
    (
        "Tolerances",
        "5% for a share of the target, 2 for that much in the indicator's unit, or floor 60.",
    ),
    ("Several values", "One a line (Alt and Enter begin a new line in a cell), or with ; between."),
    ("References", "Letter for letter as on the sheet where they stand first: 1.10 is not 1.1."),
    ("Nothing to say", "Leave the cell blank. Type None. where the paper is to say so."),
    (
        "What not to use",
        "Crossed-out text, comments and colours: paperkit asks about them, or leaves them out.",
    ),
)
_COLOURS = (
    ("Yellow heading", "Needed: the papers cannot do without this column."),
    ("Blue heading", "Fill in where there is something to say."),
)


def write_guide(
    book: Book, title: str, tables: Sequence[Table], required: Mapping[str, Sequence[str]]
) -> None:
    """Write the sheet that a person reads first; it opens there."""
    page = Page(book, READ_ME, [18, 86, 52])
    page.title(title)
    page.line(
        "This workbook holds what the Board's papers are made from. Paperkit reads it, and never "
        "changes it."
    )
    page.section("How to fill it in")
    page.pairs((f"{number}.", step) for number, step in enumerate(_STEPS, start=1))
    page.section("What stands on each sheet")
    page.headings("Sheet", "What it holds", "Columns that are needed")
    for table in tables:
        needed = (c.heading for c in table.columns if c.name in required.get(table.name, ()))
        page.linked(table.sheet, table.about, ", ".join(needed) or "None of them")
    page.linked("Lists", "The words of the drop-down lists.", "Nothing to fill in")
    page.section("How to type")
    page.pairs(_TYPING)
    page.section("What the colours mean")
    page.pairs(_COLOURS)


class Page:
    """A sheet of plain text that is written from the top down."""

    def __init__(self, book: Book, name: str, widths: list[int], pages: int = 1) -> None:
        """Begin the sheet; ``pages`` is how many it is printed on, 0 for as many as it takes."""
        self._sheet = new_sheet(book, name, widths)
        self._sheet.hide_gridlines(2)
        self._sheet.fit_to_pages(1, pages)
        self._looks = book.looks
        self._plain = book.file.add_format({"valign": "top"})
        self._widths = widths
        self._row = 0

    def title(self, text: str) -> None:
        """Write the title of the sheet."""
        write_title(self._sheet, text, self._looks)
        self._row = 1

    def line(self, text: str) -> None:
        """Write a sentence that runs on over the columns."""
        self._put(0, text, self._plain)
        self._row += 1

    def section(self, heading: str) -> None:
        """Write a heading, with a blank row before it."""
        self._row += 1
        self._put(0, heading, self._looks.section)
        self._row += 1

    def next_page(self) -> None:
        """Print what follows on a page of its own."""
        self._sheet.set_h_pagebreaks([self._row])

    def headings(self, *words: str) -> None:
        """Write the headings of the rows that follow."""
        for column, word in enumerate(words):
            self._put(column, word, self._looks.heading)
        self._row += 1

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Write a row of two cells for each pair."""
        for name, words in pairs:
            self._put(0, name, self._looks.plain)
            self._put(1, words, self._looks.plain)
            set_height(self._sheet, self._row, (name, words), self._widths)
            self._row += 1

    def facts(self, facts: Iterable[tuple[str, str | date]]) -> None:
        """Write a row of two cells for each fact, a day as a date."""
        for name, told in facts:
            if isinstance(told, date):
                self._put(0, name, self._looks.plain)
                self._sheet.write_datetime(self._row, 1, told, self._looks.date)
                self._row += 1
            else:
                self.pairs([(name, told)])

    def shaded(self, words: Iterable[tuple[str, str, Any]]) -> None:
        """Write a row for each word, in the look given, with what it means."""
        for word, meaning, look in words:
            self._put(0, word, look)
            self._put(1, meaning, self._looks.plain)
            set_height(self._sheet, self._row, (word, meaning), self._widths)
            self._row += 1

    def listed(self, *words: str) -> None:
        """Write a row of cells under the headings."""
        for column, word in enumerate(words):
            self._put(column, word, self._looks.text)
        set_height(self._sheet, self._row, words, self._widths)
        self._row += 1

    def linked(self, sheet: str, *words: str) -> None:
        """Write a row that begins with a link to a sheet."""
        target = sheet.replace("'", "''")
        self._sheet.write_url(self._row, 0, f"internal:'{target}'!A1", self._looks.link, sheet)
        for column, word in enumerate(words, start=1):
            self._put(column, word, self._looks.plain)
        set_height(self._sheet, self._row, (sheet, *words), self._widths)
        self._row += 1

    def _put(self, column: int, text: str, look: Any) -> None:
        write_text(self._sheet, self._row, column, text, look)

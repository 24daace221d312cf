"""What every workbook that paperkit writes has in common: looks, page set-up, help, word lists.

XlsxWriter writes it, since its drop-downs block wrong words and it refuses what Excel would.
Equal input gives equal bytes, so no time enters a workbook. Text is always written as text: no
word of an officer's ever becomes a formula or a link.
"""

import datetime
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from io import BytesIO
from itertools import zip_longest
from typing import Any

from paperkit.errors import WriteError
from paperkit.files.grid import letter
from paperkit.findings import quoted
from paperkit.frozen import Frozen, replace
from paperkit.schema.cleaning import clean
from paperkit.schema.columns import Table
from paperkit.schema.forms import Word
from paperkit.schema.values import choices

LONGEST_TEXT = 32_767
LONGEST_LINK = 2_000  # Excel takes 2,079 characters, some of which are written as three
MOST_LINKS = 60_000  # Excel follows no more than 65,530 on a sheet
READ_ME, LISTS = "Please read", "Lists"
LIST_STYLE = "Table Style Light 1"

_MARGIN = 0.3
_PIXELS = 96  # an inch
_FONT_SIZE, SMALLEST_PRINT = 11, 9
"""How many points high text is on the screen, and at least on paper."""
NO_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_LINE_HEIGHT, _TITLE_HEIGHT, _HIGHEST = 15, 24, 405
_TOP: Mapping[str, Any] = {"text_wrap": True, "valign": "top"}
_FIRST_WORD = 4  # of the lists, zero-based: title, what it is, a blank row, the headings
_WORD_WIDTH, _MEANING_WIDTH = 26, 60


class PrintPaper(Frozen):
    """A sheet of paper: its number in Excel, how many inches it is wide, and whether upright."""

    number: int
    inches: float
    upright: bool = False


A4_UPRIGHT, A4, A3 = PrintPaper(9, 8.27, upright=True), PrintPaper(9, 11.69), PrintPaper(8, 16.54)


class Shaded(Frozen):
    """A word with a colour behind it; both colours are six hexadecimal digits."""

    word: str
    fill: str
    ink: str


class Styled(Frozen):
    """Words in a look of their own."""

    words: str
    look: Any


class Linked(Frozen):
    """Words that lead to an address."""

    words: str
    address: str


Shown = str | int | float | datetime.date | Shaded | Styled | Linked
"""What a cell shows."""


def to_sheet(name: str) -> Linked:
    """Return the name of a sheet, which leads to it."""
    return Linked(name, f"internal:{in_formula(name)}!A1")


def in_formula(sheet: str) -> str:
    """Return a sheet as formulas and links name it."""
    return "'" + sheet.replace("'", "''") + "'"


class CellLooks(Frozen):
    """The formats of a workbook. ``text`` cells keep what is typed; ``plain`` ones calculate."""

    title: Any
    section: Any
    heading: Any
    needed: Any
    text: Any
    plain: Any
    date: Any
    link: Any


class Book(Frozen):
    """A workbook that is being made; ``shades`` are the looks that words of one colour share."""

    file: Any
    looks: CellLooks
    buffer: BytesIO
    shades: dict[tuple[str, str], Any]

    def finished(self) -> bytes:
        """Return the workbook; WriteError where Excel could not hold it."""
        try:
            self.file.close()
        except UnicodeEncodeError as fault:
            raise WriteError(
                "A text holds half a character, which no workbook can hold. Type it again."
            ) from fault
        return self.buffer.getvalue()

    def write(self, sheet: Any, row: int, column: int, shown: Shown, look: Any = None) -> str:
        """Write a cell as what it is, and return its words, which may take several lines.

        Text stays text, a date is a date, a number calculates, a link leads where Excel can follow
        it.
        """
        match shown:
            case datetime.date():
                sheet.write_datetime(row, column, shown, look or self.looks.date)
                return ""
            case int() | float():
                sheet.write_number(row, column, shown, look or self.looks.plain)
                return ""
            case Linked() if _leads(row, shown):
                sheet.write_url(row, column, shown.address, self.looks.link, shown.words)
                return shown.words
            case Linked():
                shown = f"{shown.words}: {shown.address}"
            case Shaded():
                key = (shown.fill, shown.ink)
                if key not in self.shades:
                    colours = {"bg_color": f"#{shown.fill}", "font_color": f"#{shown.ink}"}
                    bold = {**_TOP, "num_format": "@", "bold": True, **colours}
                    self.shades[key] = self.file.add_format(bold)
                look, shown = self.shades[key], shown.word
            case Styled():
                look, shown = shown.look, shown.words
        write_text(sheet, row, column, shown, look or self.looks.text)
        return shown


def _leads(row: int, link: Linked) -> bool:
    """Return whether Excel can follow the link; if not, its address is printed as text."""
    known = link.address.casefold().startswith(("https://", "http://", "mailto:", "internal:"))
    short = len(link.address) <= LONGEST_LINK and len(link.words) <= LONGEST_TEXT
    return known and short and row <= MOST_LINKS and link.address.isprintable()


def new_book(title: str, author: str) -> Book:
    """Return an empty workbook with its properties and formats."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    file = Workbook(buffer, {"in_memory": True})
    file.set_properties({"title": title, "author": author, "created": NO_TIME})
    file.set_custom_property("Language", "en-GB", "text")
    add = file.add_format
    heading = {**_TOP, "bold": True, "border": 1, "border_color": "#7F7F7F"}
    looks = CellLooks(
        title=add({"bold": True, "font_size": 16, "valign": "top"}),
        section=add({"bold": True, "font_size": 12, "valign": "top"}),
        heading=add(heading | {"bg_color": "#D9E1F2"}),
        needed=add(heading | {"bg_color": "#FFE699"}),
        text=add({**_TOP, "num_format": "@"}),
        plain=add(_TOP),
        date=add({**_TOP, "num_format": "d mmmm yyyy", "align": "left"}),
        link=add({**_TOP, "font_color": "#0B4F9E", "underline": 1}),
    )
    return Book(file, looks, buffer, {})


@cache
def growing_sheet() -> type:
    """Return a class of sheets with rows that grow as text is typed into them.

    XlsxWriter fixes every height that it is given, and LibreOffice gives wrapped text no height of
    its own: a height that is not fixed serves both.
    """
    from xlsxwriter.worksheet import Worksheet

    class GrowingSheet(Worksheet):  # type: ignore[misc]
        """A sheet with rows of a default height."""

        def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
            kept = [one for one in attributes if (tag, one[0]) != ("row", "customHeight")]
            super()._xml_start_tag_unencoded(tag, kept)

    return GrowingSheet


def new_sheet(book: Book, name: str, widths: Sequence[int], made_as: type | None = None) -> Any:
    """Return a new sheet, set up for print on A4 on its side and for the screen."""
    sheet = book.file.add_worksheet(name, made_as)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.6, bottom=0.7)
    set_print(sheet, widths, [A4])
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.set_zoom(100)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width, book.looks.plain)
    return sheet


def print_scale(widths: Sequence[int], paper: PrintPaper) -> int:
    """Return the hundredths to which columns are reduced to go on one page, as Excel does it."""
    room = int((paper.inches - 2 * _MARGIN) * _PIXELS)
    return min(100, 100 * room // sum(7 * width + 5 for width in widths))


def is_readable(scale: int) -> bool:
    """Return whether text that is reduced to so many hundredths is large enough on paper."""
    return scale * _FONT_SIZE >= 100 * SMALLEST_PRINT


def set_print(sheet: Any, widths: Sequence[int], papers: Sequence[PrintPaper]) -> None:
    """Print columns on one page's width of the first of the papers on which they can be read.

    If there is none, they go over several pages in the smallest print that can be read.
    """
    fitting = [paper for paper in papers if is_readable(print_scale(widths, paper))]
    paper = (fitting or papers)[0]
    sheet.set_paper(paper.number)
    if paper.upright:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    if fitting:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(-(-100 * SMALLEST_PRINT // _FONT_SIZE))


def add_table(
    book: Book,
    sheet: Any,
    name: str,
    headings: Sequence[str],
    last: int,
    *,
    looks: Sequence[Any] = (),
    style: str | None = LIST_STYLE,
    frozen: int = 1,
) -> None:
    """Make the rows down to ``last`` a table; its headings stay in sight and on every page.

    ``frozen`` is how many columns stay in sight; ``looks`` are those of the headings, where they
    differ. A reference that looks like a number is not marked as a fault.
    """
    columns = [
        {"header": heading, "header_format": look}
        for heading, look in zip(
            headings, looks or [book.looks.heading] * len(headings), strict=True
        )
    ]
    options = {"name": name, "columns": columns, "style": style}
    sheet.add_table(0, 0, last, len(columns) - 1, options)
    sheet.freeze_panes(1, frozen)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{letter(len(columns))}{last + 1}"})


def write_title(sheet: Any, title: str, looks: CellLooks) -> None:
    """Write the title of a sheet into its first row, which is as high as the title."""
    sheet.set_row(0, _TITLE_HEIGHT)
    write_text(sheet, 0, 0, title, looks.title)


def for_header(words: str, most: int) -> str:
    """Return words as the header of a page takes them, cut where they are longer than so much."""
    written = words.replace("&", "&&")
    return written if len(written) <= most else f"{written[:most].rstrip('&')}…"


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    # Most lines are short, and wrapping is slow.
    short = (len(line) <= width or len(textwrap.wrap(line, width)) for line in text.split("\n"))
    return sum(int(lines) for lines in short)


def is_cut(text: str, width: int) -> bool:
    """Return whether a text needs more lines than a row can show; the cell still holds it all."""
    return lines_of(text, width) * _LINE_HEIGHT > _HIGHEST


def set_height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as high as its wrapped texts need, for programs that do not do so themselves.

    Only for sheets that nobody fills in: such a row no longer grows with what is typed.
    """
    most = max(
        (lines_of(text, width) for text, width in zip(texts, widths, strict=False)), default=1
    )
    if most > 1:
        sheet.set_row(row, min(most * _LINE_HEIGHT, _HIGHEST))


def write_rows(
    book: Book,
    sheet: Any,
    first: int,
    rows: Iterable[Sequence[Shown]],
    widths: Sequence[int],
    look: Any = None,
) -> None:
    """Write rows of cells one below the other, text in a look, each as high as its texts need."""
    for row, cells in enumerate(rows, start=first):
        texts = [
            book.write(sheet, row, column, cell, look if isinstance(cell, str) else None)
            for column, cell in enumerate(cells)
        ]
        set_height(sheet, row, texts, widths)


def write_text(sheet: Any, row: int, column: int, text: str, look: Any, address: str = "") -> None:
    """Write text as text, letter for letter, with a link behind it where Excel can follow it.

    WriteError where no cell can hold the text.
    """
    if not text:
        return
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise WriteError(
            f"The text {quoted(text, 40)} has more than {LONGEST_TEXT:,} characters, "
            f"which no Excel cell can hold. Shorten it, or keep the data as YAML."
        )
    if clean(text).unprintable:
        raise WriteError(
            f"The text {quoted(text, 40)} holds a character that no workbook can hold. "
            f"Type it again."
        )
    # Plain text: XlsxWriter keeps one of equal texts, and references in two spellings are equal.
    written = str(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for its own markup.
        written = f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    sheet.write_string(row, column, written, look)
    if address and len(address) <= LONGEST_LINK:
        sheet.write_url(row, column, address, look, written)


# --- The words of drop-downs ------------------------------------------------------------------


class DropDown(Frozen):
    """A closed list: the name of its range, its heading, its words, and the columns it serves."""

    name: str
    heading: str
    words: tuple[Word, ...]
    columns: frozenset[tuple[str, str]]


def drop_downs(
    tables: Sequence[Table], extra: Mapping[str, Sequence[Word]]
) -> tuple[DropDown, ...]:
    """Return the lists that the tables' columns use, one for each set of words, in order.

    ``extra`` gives words for further columns, by ``table.column``: those that a pack decides.
    """
    found: dict[str, DropDown] = {}
    for table in tables:
        for column in table.columns:
            words = tuple(extra.get(f"{table.name}.{column.name}", ()))
            name = f"List_{table.name}_{column.name}"
            heading = f"{table.sheet}: {column.heading}"
            if not words:
                words = tuple(Word(choice) for choice in choices(column))
                kind = column.type.__name__
                name = f"List_{kind}"
                heading = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()
            if words:
                there = found.get(name, DropDown(name, heading, words, frozenset()))
                found[name] = replace(there, columns=there.columns | {(table.name, column.name)})
    return tuple(found.values())


def ranges_of(lists: Sequence[DropDown]) -> dict[tuple[str, str], str]:
    """Return the name of the range of each column's words, by table and column."""
    return {column: words.name for words in lists for column in words.columns}


def write_lists(book: Book, lists: Sequence[DropDown]) -> None:
    """Write the sheet of words, a list a column with its meanings beside, and name the ranges."""
    columns: list[tuple[str, Sequence[str], int, str]] = []
    for words in lists:
        columns.append((words.heading, [w.word for w in words.words], _WORD_WIDTH, words.name))
        meanings = [word.meaning for word in words.words]
        if any(meanings):
            columns.append(("What it means", meanings, _MEANING_WIDTH, ""))
    widths = [width for _, _, width, _ in columns]
    sheet = new_sheet(book, LISTS, widths or [_WORD_WIDTH])
    write_title(sheet, LISTS, book.looks)
    about = "The words that the drop-down lists of the other sheets offer. There is nothing to "
    sheet.write_string(1, 0, f"{about}fill in.", book.file.add_format({"valign": "top"}))
    for number, (heading, texts, width, name) in enumerate(columns):
        sheet.set_column(number, number, width, book.looks.text)
        write_text(sheet, _FIRST_WORD - 1, number, heading, book.looks.heading)
        for row, word in enumerate(texts, start=_FIRST_WORD):
            write_text(sheet, row, number, word, book.looks.text)
        if name:
            at = letter(number + 1)
            last = _FIRST_WORD + len(texts)
            book.file.define_name(name, f"={LISTS}!${at}${_FIRST_WORD + 1}:${at}${last}")
    set_height(sheet, _FIRST_WORD - 1, [heading for heading, _, _, _ in columns], widths)
    rows = zip_longest(*(texts for _, texts, _, _ in columns), fillvalue="")
    for row, cells in enumerate(rows, start=_FIRST_WORD):
        set_height(sheet, row, cells, widths)
    sheet.freeze_panes(_FIRST_WORD, 0)


# --- Sheets to be read --------------------------------------------------------------------------


class RichPart(Frozen):
    """A part of a page: its heading, if it has one, and its rows, the first of which may be bold.

    ``apart`` says that it is printed on a page of its own.
    """

    heading: str
    rows: Sequence[Sequence[Shown]]
    columns: Sequence[str] = ()
    apart: bool = False


def numbered(steps: Sequence[str]) -> list[tuple[str, str]]:
    """Return a row for each step, with its number."""
    return [(f"{number}.", step) for number, step in enumerate(steps, start=1)]


def write_page(
    book: Book,
    name: str,
    widths: Sequence[int],
    title: str,
    parts: Sequence[RichPart],
    *,
    lines: Sequence[str] = (),
) -> None:
    """Write a sheet that is there to be read: its title, sentences below it, and its parts."""
    sheet, looks = new_sheet(book, name, widths), book.looks
    set_print(sheet, widths, [A4_UPRIGHT, A4])
    sheet.hide_gridlines(2)
    running_on = book.file.add_format({"valign": "top"})
    write_title(sheet, title, looks)
    for row, line in enumerate(lines, start=1):
        write_text(sheet, row, 0, line, running_on)
    row = 1 + len(lines)
    for part in parts:
        if part.apart:
            sheet.set_h_pagebreaks([row])
        if part.heading:
            write_text(sheet, row + 1, 0, part.heading, looks.section)
            row += 2
        columns = [[Styled(words, looks.heading) for words in part.columns]]
        rows = [*(columns if part.columns else []), *part.rows]
        write_rows(book, sheet, row, rows, widths, looks.plain)
        row += len(rows)

"""What every workbook that paperkit writes has in common: look, page set-up, properties.

Equal input gives equal bytes, so no time enters a workbook. Text is always written as text:
no word of an officer's ever becomes a formula or a link.

The words that cells may hold: the visible sheet ``Lists``, and the names of its ranges.
"""

import datetime
import re
import textwrap
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from paperkit.errors import WriteError
from paperkit.findings import quoted
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import clean
from paperkit.schema.columns import Column, Table
from paperkit.schema.values import choices

LONGEST_TEXT = 32_767
READ_ME, LISTS = "Please read", "Lists"
_LONGEST_ADDRESS = 2_000  # Excel takes 2,079 characters, some of which are written as three

_A4 = 9
_NO_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
# Characters at Calibri 11 that an A4 page on its side holds where the print is still read.
_PAGE_WIDTH = 220
_LINE_HEIGHT, _TITLE_HEIGHT, _HIGHEST = 15, 24, 405
_TOP: dict[str, Any] = {"text_wrap": True, "valign": "top"}
_HEADING = _TOP | {"bold": True, "border": 1, "border_color": "#7F7F7F"}


class Looks(Frozen):
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
    """A workbook that is being made."""

    file: Any
    looks: Looks
    buffer: BytesIO

    def finished(self) -> bytes:
        """Return the workbook; WriteError where Excel could not hold it."""
        try:
            self.file.close()
        except UnicodeEncodeError as fault:
            raise WriteError(
                "A text holds half a character, which no workbook can hold. Type it again."
            ) from fault
        return self.buffer.getvalue()


def new_book(title: str, author: str) -> Book:
    """Return an empty workbook with its properties and formats."""
    buffer = BytesIO()
    file = Workbook(buffer, {"in_memory": True})
    file.set_properties({"title": title, "author": author, "created": _NO_TIME})
    file.set_custom_property("Language", "en-GB", "text")
    return Book(file, _looks(file), buffer)


def _looks(file: Any) -> Looks:
    return Looks(
        title=file.add_format({"bold": True, "font_size": 16, "valign": "top"}),
        section=file.add_format({"bold": True, "font_size": 12, "valign": "top"}),
        heading=file.add_format(_HEADING | {"bg_color": "#D9E1F2"}),
        needed=file.add_format(_HEADING | {"bg_color": "#FFE699"}),
        text=file.add_format(_TOP | {"num_format": "@"}),
        plain=file.add_format(_TOP),
        date=file.add_format(_TOP | {"num_format": "d mmmm yyyy", "align": "left"}),
        link=file.add_format(_TOP | {"font_color": "#0B4F9E", "underline": 1}),
    )


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows have a height to begin with, and grow with what is typed into them.

    XlsxWriter fixes every height that it is given, and LibreOffice gives wrapped text no height of
    its own: a height that is not fixed serves both.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        kept = [one for one in attributes if (tag, one[0]) != ("row", "customHeight")]
        super()._xml_start_tag_unencoded(tag, kept)


def new_sheet(book: Book, name: str, widths: list[int], made_as: Any = Worksheet) -> Any:
    """Return a new sheet, set up for print on A4 paper on its side and for the screen.

    All its columns go on one page, unless their print would be too small to read.
    """
    sheet = book.file.add_worksheet(name, made_as)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.fit_to_pages(-(-sum(widths) // _PAGE_WIDTH), 0)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.set_zoom(100)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width, book.looks.plain)
    return sheet


def write_title(sheet: Any, title: str, looks: Looks) -> None:
    """Write the title of a sheet into its first row, which is as high as the title."""
    sheet.set_row(0, _TITLE_HEIGHT)
    write_text(sheet, 0, 0, title, looks.title)


def set_height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as high as its wrapped texts need, for programs that do not do so themselves.

    Only for sheets that nobody fills in: such a row no longer grows with what is typed.
    """
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=False))
    if lines > 1:
        sheet.set_row(row, min(lines * _LINE_HEIGHT, _HIGHEST))


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes, words kept whole, in a column of that width."""
    # Most lines are short, and wrapping is slow.
    return sum(
        1 if len(line) <= width else len(textwrap.wrap(line, width)) for line in text.split("\n")
    )


def write_linked_text(
    sheet: Any, row: int, column: int, text: str, address: str, look: Any
) -> None:
    """Write text as ``write_text`` does, with a link behind it where Excel can follow it."""
    write_text(sheet, row, column, text, look)
    if text and len(address) <= _LONGEST_ADDRESS:
        sheet.write_url(row, column, address, look, _as_written(text))


def write_text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """Write text as text, letter for letter; WriteError where no cell can hold it."""
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
    sheet.write_string(row, column, _as_written(text), look)


def _as_written(text: str) -> str:
    """Return text as XlsxWriter must be given it: it takes ``<r>…</r>`` for its own markup."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    return text


_FIRST_WORD = 4  # zero-based: title, what it is, a blank row, the headings


class WordList(Frozen):
    """A closed list: the name of its range, its heading, its words, and the columns it serves.

    ``meanings`` say what each word means, where the sheet is to tell it beside the word.
    """

    name: str
    heading: str
    words: tuple[str, ...]
    columns: frozenset[tuple[str, str]]
    meanings: tuple[str, ...] = ()


def word_lists(tables: Sequence[Table], extra: Mapping[str, Sequence[str]]) -> tuple[WordList, ...]:
    """Return the lists that the tables' columns use, one for each set of words, in order.

    ``extra`` gives words for further columns, by ``table.column``: those that a pack decides.
    """
    columns: dict[str, list[tuple[Table, Column]]] = {}
    for table in tables:
        for column in table.columns:
            name = _name(table, column, extra)
            if name:
                columns.setdefault(name, []).append((table, column))
    return tuple(_word_list(name, users, extra) for name, users in columns.items())


def _name(table: Table, column: Column, extra: Mapping[str, Sequence[str]]) -> str:
    if extra.get(f"{table.name}.{column.name}"):
        return f"List_{table.name}_{column.name}"
    return f"List_{column.type.__name__}" if choices(column) else ""


def _word_list(
    name: str, users: list[tuple[Table, Column]], extra: Mapping[str, Sequence[str]]
) -> WordList:
    table, column = users[0]
    of_pack = extra.get(f"{table.name}.{column.name}")
    heading = f"{table.sheet}: {column.heading}" if of_pack else _spaced(column.type.__name__)
    columns = frozenset((user.name, used.name) for user, used in users)
    return WordList(name, heading, tuple(of_pack or choices(column)), columns)


def _spaced(name: str) -> str:
    """Return ``Meeting kind`` for ``MeetingKind``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def write_lists(book: Book, lists: Sequence[WordList]) -> None:
    """Write the sheet of words, a list a column with its meanings beside, and name the ranges."""
    columns = [(words.heading, words.words, _WIDTH, words.name) for words in lists]
    for at, words in reversed(tuple(enumerate(lists))):
        if any(words.meanings):
            columns.insert(at + 1, ("What it means", words.meanings, _WIDE, ""))
    sheet = new_sheet(book, LISTS, [width for _, _, width, _ in columns] or [_WIDTH])
    looks = book.looks
    write_title(sheet, LISTS, looks)
    sheet.write_string(1, 0, _ABOUT, book.file.add_format({"valign": "top"}))
    for number, (heading, words_of, width, name) in enumerate(columns):
        sheet.set_column(number, number, width, looks.text)
        write_text(sheet, _FIRST_WORD - 1, number, heading, looks.heading)
        for row, word in enumerate(words_of, start=_FIRST_WORD):
            write_text(sheet, row, number, word, looks.text)
        if name:
            book.file.define_name(name, f"={_range(number, len(words_of))}")
    _set_heights(sheet, [words_of for _, words_of, _, _ in columns], [w for _, _, w, _ in columns])
    sheet.freeze_panes(_FIRST_WORD, 0)


def _set_heights(sheet: Any, columns: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    for row, texts in enumerate(zip_longest(*columns, fillvalue=""), start=_FIRST_WORD):
        set_height(sheet, row, texts, widths)


_WIDTH, _WIDE = 26, 60
_ABOUT = (
    "The words that the drop-down lists of the other sheets offer. There is nothing to fill in."
)


def _range(column: int, count: int) -> str:
    letter = column_letter(column)
    return f"{LISTS}!${letter}${_FIRST_WORD + 1}:${letter}${_FIRST_WORD + count}"


def column_letter(number: int) -> str:
    """Return the letters of a column, counted from nought: ``AA`` for 26."""
    before, last = divmod(number, 26)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + last)

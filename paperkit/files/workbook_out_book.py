"""What every workbook that paperkit writes has in common: look, page set-up, properties.

Equal input gives equal bytes, so no time enters a workbook. Text is always written as text:
no word of an officer's ever becomes a formula or a link.
"""

import datetime
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from paperkit.errors import WriteError
from paperkit.findings import quoted
from paperkit.schema.cleaning import clean

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


@dataclass(frozen=True)
class Looks:
    """The formats of a workbook. ``text`` cells keep what is typed; ``plain`` ones calculate."""

    title: Any
    section: Any
    heading: Any
    needed: Any
    text: Any
    plain: Any
    date: Any
    link: Any


@dataclass(frozen=True)
class Book:
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

"""An Excel workbook as officers leave it, read into records. What was read is never saved.

openpyxl is called here alone; what it gives is turned into a ``Sheet`` at once, so that whatever
it raises on a damaged file is reported as damage. The workbook is loaded once, from parts that were
unpacked once. What the library keeps back is looked up in the XML itself: sizes before anything
is parsed, and formulas, which spares a second load with formulas instead of values.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import Workbook
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from paperkit.container.reading import (
    ODS,
    XLS,
    XLSB,
    Package,
    ReadFile,
    as_wanted,
    bounded,
    content,
    damaged,
    format_of,
    of_bytes,
    sound,
)
from paperkit.errors import ReadError
from paperkit.files.grid import GridCell, Sheet, Span, shows_percent
from paperkit.files.headings import Aliases
from paperkit.files.workbook_rows import OpenBook, read_sheets
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.columns import Table

MOST_STORED_ROWS = 100_000
MOST_STORED_CELLS = 1_000_000
LARGEST_BLOCK = 200_000
MOST_RANGES = 100_000

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_BLOCK = rb"<(?:\w+:)?(?:mergeCell|hyperlink)(?=\s)[^<]*?\sref\s*=\s*[\"']([^\"'<]*)[\"']"
_RANGES = rb"\ssqref\s*=\s*[\"']([^\"'<]*)"
_STRIKE = rb"<(?:\w+:)?strike[\s>/]"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ABOVE_NOT_ASKED = (b"sheetPr", b"sheetViews", b"sheetFormatPr")
_BELOW_NOT_ASKED = (
    b"conditionalFormatting", b"dataValidations", b"printOptions", b"pageMargins", b"pageSetup",
    b"tableParts",
)  # fmt: skip
_STRING = f"{{{SHEET_MAIN_NS}}}si"
_WORDS = f"{{{SHEET_MAIN_NS}}}t"
# What a part's name says of the file: the piece of the name, the code, the message.
_NOTED = (
    ("vbaProject.bin", "PK-101", "The workbook holds macros; they were not run."),
    ("/externalLinks/", "PK-102", "Formulas of the workbook take values from another file."),
)
_MARK, _MARK_KEPT = b"x005F_", b"x00x005F_5F_"
_LAST_COLUMN = 16_384  # of any sheet; a damaged file may claim a thousand million
_LAST_GREY_THEME = 1  # the first two colours of a theme are its white and its black
_GREY_INDEXES = frozenset({0, 1, 8, 9, 22, 23, 55, 63, 64, 65})

At = tuple[int, int]
"""Row and column of a cell, both from 1."""
Rows = dict[int, dict[int, GridCell]]


def read_workbook(path: Path, tables: Sequence[Table], aliases: Aliases) -> ReadFile:
    """Return the records of every table that the workbook has a sheet for.

    ``aliases`` gives, by sheet, a council's own heading and then paperkit's. Workbooks of other
    types (.ods, .xls, .xlsb) are read too, where the extra ``calc`` is installed. ReadError
    where the file is not a workbook that can be read, whatever is wrong with it.
    """
    return workbook_of(path.name, content(path), tables, aliases)


def workbook_of(name: str, data: bytes, tables: Sequence[Table], aliases: Aliases) -> ReadFile:
    """Return the records of a workbook that is held in memory, as ``read_workbook`` does."""
    book = open_bytes(name, data)
    read = read_sheets(name, book.sheets, tables, aliases)
    return ReadFile(read.records, (*book.findings, *read.findings))


def open_book(path: Path) -> OpenBook:
    """Return a workbook, its sheets to be read one by one; ReadError as for ``read_workbook``."""
    return open_bytes(path.name, content(path))


def open_bytes(name: str, data: bytes) -> OpenBook:
    """Return the workbook that these bytes are; ReadError as for ``read_workbook``."""
    kind = of_bytes(data)
    if kind != XLS:
        package = bounded(name, data)
        kind = sound(name, partial(format_of, package))
    if kind in (XLS, XLSB, ODS):
        # Rare, and it takes another library and another process.
        from paperkit.files.other_workbooks import open_other_workbook

        return open_other_workbook(name, data, kind)
    package = as_wanted(package)
    parts = sound(name, partial(_sheet_parts, package))
    for title, part in parts.items():
        sound(name, partial(_check_size, package, title, part))
    book = sound(name, partial(_load, package))
    if list(parts) != [sheet.title for sheet in book.worksheets]:
        raise damaged(name)
    sheets = {title: partial(_sheet, package, book, title, part) for title, part in parts.items()}
    findings = (
        Finding(code, Place(name), message)
        for piece, code, message in _NOTED
        if any(piece in part for part in package.names)
    )
    return OpenBook(name, sheets, tuple(findings))


# --- What the XML says ------------------------------------------------------------------------


def _sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each worksheet by its title; ReadError where the file lacks one."""
    related = package.related(package.main)
    found: dict[str, str] = {}
    for sheet in _elements(package.part(package.main), "sheet"):
        kind, part = related.get(sheet.get(_RELATION, ""), ("", ""))
        title = sheet.get("name", "")
        if part not in package.names or title in found:
            raise damaged(package.name)
        if kind.endswith("/worksheet"):
            found[title] = part
    return found


def _check_size(package: Package, title: str, part: str) -> None:
    """Raise ReadError where a sheet stores more rows or cells than a Board's data can have."""
    content = package.part(part)
    sheet = f"Sheet {quoted(title)} of {quoted(package.name)}"
    if content.count(b"<") > MOST_STORED_ROWS:
        rows, cells = (
            sum(1 for _ in re.finditer(rb"<(?:\w+:)?%s[\s>/]" % name, content))
            for name in (b"row", b"c")
        )
        if rows > MOST_STORED_ROWS or cells > MOST_STORED_CELLS:
            raise ReadError(
                f"{sheet} stores {rows:,} rows, many of them likely blank. Delete the rows below "
                f"the table, and move data that papers do not need to another workbook."
            )
    ranges = (found.group(1).count(b" ") for found in re.finditer(_RANGES, content))
    if content.count(b" ") > MOST_RANGES and sum(ranges) > MOST_RANGES:
        raise ReadError(
            f"{sheet} has drop-downs or colours by rule in too many places. Copy its cells "
            f"into a new sheet, as values."
        )
    if b"mergeCell" in content or b"hyperlink" in content:
        blocks = (found.group(1).decode() for found in re.finditer(_BLOCK, content))
        if any(_area(block) > LARGEST_BLOCK for block in blocks):
            raise ReadError(
                f"{sheet} has a merged block or a link over nearly the whole sheet. Unmerge its "
                f"cells and save it again."
            )


def _area(block: str) -> int:
    """Return how many cells a block such as A1:C3 has; a library visits each of them."""
    left, top, right, bottom = range_boundaries(block)
    if left is None or top is None or right is None or bottom is None:
        return LARGEST_BLOCK + 1  # whole rows or columns
    return abs((right - left + 1) * (bottom - top + 1))


def _formulas(package: Package, part: str) -> Mapping[At, str]:
    """Return the formulas of a sheet by row and column, without those that gave an empty text."""
    content = package.part(part)
    found: dict[At, str] = {}
    number = 0
    for row in _elements(content, "row") if _FORMULA.search(content) else ():
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row:
            name = cell.get("r")
            column = coordinate_to_tuple(name)[1] if name else column + 1
            inside = {_local(child): child.text for child in reversed(cell)}
            if "f" in inside and (inside.get("v") or cell.get("t") != "str"):
                found[number, column] = f"={inside['f'] or '…'}"
        row.clear()
    return found


def _conversations(package: Package, part: str) -> Mapping[At, str]:
    """Return the threaded comments of a sheet by row and column, each with its replies.

    Beside them the file keeps a comment for programs that do not know them, which says so.
    """
    found: dict[At, str] = {}
    for kind, there in _beside(package, part):
        for one in _elements(package.part(there), "threadedComment") if kind == "threaded" else ():
            words = "".join(text.text or "" for text in one if _local(text) == "text")
            at = coordinate_to_tuple(one.get("ref", "A1"))
            found[at] = f"{found[at]}\nReply: {words}" if at in found else words
    return found


def _boxes(package: Package, part: str) -> Iterator[str]:
    """Yield the words of each text box on a sheet."""
    for kind, there in _beside(package, part):
        for box in _elements(package.part(there), "txBody") if kind == "drawing" else ():
            lines = (line for line in box.iter() if _local(line) == "p")
            words = (
                "".join(t.text or "" for t in line.iter() if _local(t) == "t") for line in lines
            )
            if text := "\n".join(words).strip():
                yield text


def _furniture(worksheet: Worksheet) -> Iterator[str]:
    """Yield the words of each part of a sheet's headers and footers."""
    for name in (
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
    ):
        for side in ("left", "center", "right"):
            if words := (getattr(getattr(worksheet, name), side).text or "").strip():
                yield words


def _beside(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Yield the conversations and drawings that belong to a sheet: which of both, and the part."""
    folder, _, name = part.rpartition("/")
    kinds = {"/threadedComment": "threaded", "/drawing": "drawing"}
    if f"{folder}/_rels/{name}.rels" in package.names:
        for kind, there in package.related(part).values():
            which = next((word for end, word in kinds.items() if kind.endswith(end)), "")
            if which and there in package.names:
                yield which, there


def _elements(content: bytes, name: str) -> Iterator[ElementTree.Element]:
    # Parts that declare entities were refused with the package.
    for _, element in ElementTree.iterparse(BytesIO(content)):  # noqa: S314
        if _local(element) == name:
            yield element


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


# --- What the library gives -------------------------------------------------------------------


class _Parts:
    """The parts of a workbook as the library asks a zip for them, none unpacked a second time."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.filename = package.name

    def namelist(self) -> list[str]:
        return list(self._package.names)

    def read(self, name: str) -> bytes:
        """Return a part; KeyError where there is none, as a zip says it.

        The library takes Excel's mark of an escaped escape out wherever it is; so it is written
        around itself, and what is left is then the mark again. What is above and below the cells of
        a sheet and is not asked for (views, drop-downs, colours by rule) is taken out, since the
        library would spend a third of its time on it.
        """
        if name not in self._package.names:
            raise KeyError(name)
        part = self._package.part(name)
        if name.lower().endswith("sharedstrings.xml"):
            return part.replace(_MARK, _MARK_KEPT)
        cells, end, below = part.rpartition(b"</sheetData>")
        if not end:
            return part
        above, begin, cells = cells.partition(b"<sheetData")
        above, below = _without(above, _ABOVE_NOT_ASKED), _without(below, _BELOW_NOT_ASKED)
        return b"".join((above, begin, cells, end, below))

    def open(self, name: str, _mode: str = "r") -> BytesIO:
        return BytesIO(self.read(name))

    def close(self) -> None:
        """Do nothing: the parts stay."""


def _without(xml: bytes, names: Iterable[bytes]) -> bytes:
    """Return a piece of a sheet's XML without the elements of these names.

    All is left where it is not plain where an element ends: a comment or CDATA may hold its name.
    """
    if b"<!" in xml:
        return xml
    for name in names:
        kept, at = [], 0
        while (first := xml.find(b"<" + name, at)) >= 0:
            head = xml.find(b">", first) + 1
            if xml[first + len(name) + 1 :][:1] not in (b" ", b">", b"/") or not head:
                break
            closing = b"/>" if xml[head - 2 : head] == b"/>" else b"</%s>" % name
            last = xml.find(closing, first)
            if last < 0:
                break
            kept.append(xml[at:first])
            at = last + len(closing)
        xml = b"".join((*kept, xml[at:]))
    return xml


class _LeanReader(ExcelReader):
    """The library's reader, which makes no object of a text that has no more than its words."""

    def read_strings(self) -> None:
        """Read the texts that cells share, as the library does, its mark taken out."""
        manifest: Any = self.package
        kept = manifest.find(SHARED_STRINGS)
        if kept is None or self.rich_text:
            super().read_strings()
            return
        from_tree: Any = Text.from_tree
        for node in _elements(self.archive.read(kept.PartName[1:]), "si"):
            if node.tag != _STRING:
                continue
            is_plain = len(node) == 1 and node[0].tag == _WORDS
            text = node[0].text or "" if is_plain else from_tree(node).content
            self.shared_strings.append(text.replace(_MARK.decode(), ""))
            node.clear()


def _load(package: Package) -> Workbook:
    """Return the workbook with values in place of formulas.

    The library warns of features that it would lose on saving; nothing is saved here.
    """
    texts = (n for n in package.names if n.endswith(".xml") and n.startswith("xl/"))
    contents = (package.part(name) for name in texts if "style" not in name)
    # Only where part of a cell's text may be crossed out are the looks of its words asked for.
    crossed = (b"strike" in part and re.search(_STRIKE, part) for part in contents)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader: Any = _LeanReader(
            BytesIO(package.data), data_only=True, rich_text=any(crossed), keep_links=False
        )
        reader.archive = _Parts(package)
        reader.read()
    book: Workbook = reader.wb
    return book


def _sheet(package: Package, book: Workbook, title: str, part: str) -> Sheet:
    worksheet = book[title]
    # The file keeps one entry for neighbours alike.
    hidden_columns = (
        range(look.min, min(look.max or look.min, _LAST_COLUMN) + 1)
        for look in worksheet.column_dimensions.values()
        if look.hidden and look.min
    )
    return Sheet(
        file=package.name,
        title=title,
        rows=_rows(worksheet, _formulas(package, part), _conversations(package, part)),
        hidden=worksheet.sheet_state != "visible",
        hidden_rows=frozenset(n for n, row in worksheet.row_dimensions.items() if row.hidden),
        hidden_columns=frozenset(n for columns in hidden_columns for n in columns),
        merged=tuple(
            Span(block.min_row, block.max_row, block.min_col, block.max_col)
            for block in worksheet.merged_cells.ranges
        ),
        epoch=book.epoch.date(),
        boxes=tuple(_boxes(package, part)),
        furniture=tuple(_furniture(worksheet)),
        pictures=sum(
            1
            for kind, there in _beside(package, part)
            for _ in (_elements(package.part(there), "pic") if kind == "drawing" else ())
        ),
    )


def _rows(
    worksheet: Worksheet, formulas: Mapping[At, str], comments: Mapping[At, str]
) -> Mapping[int, dict[int, GridCell]]:
    """Return the cells that exist: a sheet may claim a million rows and hold ten."""
    # A cell that is merged into another has no style.
    looks: dict[bytes, tuple[bool, bool, str]] = {b"": (False, False, "")}
    rows: Rows = {}
    existing: Mapping[At, Any] = worksheet._cells
    for (row, column), cell in existing.items():
        style = cell._style.tobytes() if cell._style else b""
        if style not in looks:
            percent = shows_percent(cell.number_format)
            looks[style] = percent, bool(cell.font.strike), _fill(cell.fill)
        is_percent, crossed_out, fill = looks[style]
        value = cell.value
        comment = comments.get((row, column), cell.comment.text if cell.comment else None)
        formula = formulas.get((row, column), "")
        if value is None and not (fill or formula) and comment is None:
            continue
        # A whole cell may be crossed out, or runs of its text.
        words = value if isinstance(value, list) else [value] if value is not None else ()
        crossed = "".join(
            str(run) for run in words if (run.font.strike if hasattr(run, "font") else crossed_out)
        )
        link = cell.hyperlink
        found = GridCell(
            row,
            column,
            str(value) if isinstance(value, list) else value,
            cell.data_type == "e",
            is_percent,
            crossed,
            fill,
            _target(link) if link else "",
            comment,
            formula,
        )
        if fill or comment is not None or found.filled:
            rows.setdefault(row, {})[column] = found
    return rows


def _target(link: Any) -> str:
    """Return the address of a link outside the workbook; Excel keeps what follows # apart."""
    target, part = link.target or "", link.location or ""
    return f"{target}#{part}" if target and part and "#" not in target else target


def _fill(fill: Any) -> str:
    """Return a name of the colour behind a cell; white, grey and none are not answers."""
    if fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "theme":
        return f"theme {colour.theme} {colour.tint:.2f}" if colour.theme > _LAST_GREY_THEME else ""
    if colour.type == "indexed":
        return "" if colour.indexed in _GREY_INDEXES else f"index {colour.indexed}"
    red, green, blue = (colour.rgb[at : at + 2] for at in (2, 4, 6))
    return "" if red == green == blue else f"{red}{green}{blue}"

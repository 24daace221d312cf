"""Workbooks of a test: their sheets written as Markdown, then marked as officers mark them."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from paperkit.board.data import TABLES
from paperkit.container.reading import ReadFile
from paperkit.files.workbook_in import read_workbook
from paperkit.schema.columns import Record

ACTIONS = """
## Actions
| Reference | Action       | Review date | State     | Link |
| 1.1       | Open the hub |             | On course |      |
| 1.2       | Train staff  |             | At risk   |      |
"""


def workbook(markdown: str) -> Workbook:
    """Return a workbook with a sheet for each ``## name``; every filled cell is text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for block in markdown.split("## ")[1:]:
        name, *lines = block.strip("\n ").split("\n")
        sheet = book.create_sheet(name)
        for line in lines:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            sheet.append([cell or None for cell in cells])
    return book


def read(
    folder: Path, book: Workbook, aliases: dict[str, dict[str, str]] | None = None
) -> ReadFile:
    """Save the workbook in the folder and return what paperkit reads of it."""
    path = folder / "board.xlsx"
    book.save(path)
    return read_workbook(path, TABLES, aliases or {})


def shown(records: tuple[Record, ...]) -> list[dict[str, str]]:
    """Return the records as they were typed."""
    return [{name: cell.typed for name, cell in record.cells.items()} for record in records]


def repacked(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Return the Office file with words of one of its parts replaced."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    return packed(path, parts)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    """Return a zip with these parts."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path

"""The block of a form that says what the form is, wherever it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from paperkit.files.grid import GridCell, Sheet
from paperkit.files.headings import headings_of, plain
from paperkit.files.sheets import OWN_SHEETS
from paperkit.files.workbook_cells import read_cell
from paperkit.findings import Finding, Place
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Column
from paperkit.schema.forms import ABOUT
from paperkit.schema.records import Cell, Record

FEWEST_LABELS = 4
LONGEST_LABEL = 40
WIDEST_GAP = 2  # somebody may have put a blank row between two labels


@dataclass(frozen=True)
class AboutRead:
    """What the block says, None where there is none, and on which sheet it stands."""

    record: Record | None
    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Line:
    """One label of the block, and what stands beside it: None where nothing does."""

    column: Column
    label: GridCell
    value: GridCell | None


def find_about(sheets: Mapping[str, Sheet]) -> AboutRead:
    """Return the block of a form: labels under each other, each with its value to the right."""
    for sheet in sorted(sheets.values(), key=lambda one: folded(one.title) not in OWN_SHEETS):
        block = _block(sheet)
        if len(block) >= FEWEST_LABELS:
            return _read(sheet, block)
    return AboutRead(None, "", ())


def _block(sheet: Sheet) -> Mapping[str, _Line]:
    """Return the lines that stand under each other with most labels, the first of two alike.

    A label may stand elsewhere too, such as the day of return among the steps.
    """
    blocks: list[dict[str, _Line]] = []
    open_at: dict[int, tuple[int, dict[str, _Line]]] = {}
    for line in _lines(sheet):
        row, column = line.label.row, line.label.column
        last, block = open_at.get(column, (-WIDEST_GAP, {}))
        if row - last > WIDEST_GAP:
            block = {}
        if not block:
            blocks.append(block)
        block.setdefault(line.column.name, line)
        open_at[column] = (row, block)
    return max(blocks, key=len, default={})


def _lines(sheet: Sheet) -> Iterator[_Line]:
    labels = headings_of(ABOUT)
    for number in sorted(sheet.rows):
        cells = sheet.rows[number]
        for index in sorted(cells):
            words = cells[index].value
            if isinstance(words, str) and len(words) <= LONGEST_LABEL and plain(words):
                column = labels.find(words)
                if column:
                    yield _Line(column, cells[index], _beside(cells, index))


def _beside(cells: Mapping[int, GridCell], label: int) -> GridCell | None:
    right = (cells[index] for index in sorted(cells) if index > label)
    return next((cell for cell in right if cell.filled), None)


def _read(sheet: Sheet, block: Mapping[str, _Line]) -> AboutRead:
    cells: dict[str, Cell] = {}
    places: dict[str, Place] = {}
    findings: list[Finding] = []
    for name, line in block.items():
        at = line.value or line.label
        places[name] = sheet.at(at.coordinate, line.column.heading)
        if line.value:
            read = read_cell(line.value, line.column, sheet, places[name])
            cells[name] = read.cell
            findings += read.findings
    first = next(iter(block.values())).label
    place = sheet.at(first.coordinate)
    record = Record(place, MappingProxyType(cells), MappingProxyType(places))
    return AboutRead(record, sheet.title, tuple(findings))

"""Tables of a test, written as Markdown where the test can be read."""

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType

from paperkit.board.data import TABLES, Assembled, BoardData, assemble
from paperkit.board.history import LOGGED
from paperkit.findings import Finding, Place
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Cell, Column, Record, Table

FILE = "board.xlsx"


def records(markdown: str, file: str = FILE) -> dict[str, list[Record]]:
    """Return the records of the tables that stand under ``## name`` in the Markdown.

    Headings are keys or Excel headings. ``<br>`` is a line end; ``#12`` a number of Excel's.
    """
    found: dict[str, list[Record]] = {}
    for table, lines in _tables(markdown):
        headings = [_column(table, heading) for heading in _cells(lines[0])]
        rows = enumerate(lines[2:], start=2)
        found[table.name] = [_record(table, headings, _cells(line), n, file) for n, line in rows]
    return found


def assembled(markdown: str) -> Assembled:
    """Return the Board's data of the Markdown, with what was found in it."""
    return assemble(records(markdown))


def board(markdown: str) -> BoardData:
    """Return the Board's data of the Markdown, in which nothing may be found."""
    result = assembled(markdown)
    assert result.findings == ()
    return result.board


def told(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    """Return each finding as ``PK-000 place: message``, the place within the file."""
    return [
        f"{finding.code} {str(finding.place).removeprefix(FILE + ', ')}: {finding.message}"
        for finding in findings
    ]


def numbers(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    """Return the codes of the findings, in order."""
    return [finding.code for finding in findings]


def at(cell: str, heading: str) -> Place:
    """Return the place of a cell of the test's tables: ``at("Actions!B2", "Owner")``."""
    sheet, _, name = cell.partition("!")
    return Place(FILE, sheet, name, field=heading)


def _tables(markdown: str) -> Iterator[tuple[Table, list[str]]]:
    by_name = {table.name: table for table in (*TABLES, *LOGGED)}
    for block in markdown.split("## ")[1:]:
        name, *lines = (line.strip() for line in block.strip().splitlines())
        yield by_name[name.strip()], [line for line in lines if line]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _column(table: Table, heading: str) -> Column:
    for column in table.columns:
        if folded(heading) in (column.name, folded(column.heading)):
            return column
    raise KeyError(f"{table.name} has no column {heading!r}")


def _record(table: Table, columns: list[Column], cells: list[str], row: int, file: str) -> Record:
    places = {
        column.name: Place(file, table.sheet, f"{chr(65 + n)}{row}", field=column.heading)
        for n, column in enumerate(columns)
    }
    filled = {
        column.name: Cell(_raw(cell), places[column.name])
        for column, cell in zip(columns, cells, strict=True)
        if cell
    }
    place = Place(file, table.sheet, f"A{row}")
    return Record(place, MappingProxyType(filled), MappingProxyType(places))


def _raw(cell: str) -> str | Decimal:
    if cell.startswith("#") and cell[1:].replace(".", "").isdigit():
        return Decimal(cell[1:])
    return cell.replace("<br>", "\n")

"""From the sheets of a workbook, whatever library opened it, to the records of each table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from paperkit.files.container import sound
from paperkit.files.grid import Sheet
from paperkit.files.headings import Aliases
from paperkit.files.read_file import ReadFile
from paperkit.files.sheets import match_sheets, unknown_alias_sheets
from paperkit.files.workbook_rows import read_sheet
from paperkit.findings import Finding
from paperkit.schema.columns import Table
from paperkit.schema.records import Record

Opened = Mapping[str, Callable[[], Sheet]]
"""The sheets of a workbook by title; each is read when it is asked for."""


@dataclass(frozen=True)
class OpenBook:
    """A workbook whose sheets can be asked for, and what was found of the file as a whole."""

    file: str
    sheets: Opened
    findings: tuple[Finding, ...]


def read_sheets(file: str, sheets: Opened, tables: Sequence[Table], aliases: Aliases) -> ReadFile:
    """Return the records of every table that has a sheet, and what was found on the sheets.

    ReadError where a sheet is damaged, or larger than a Board's data can be.
    """
    matched = match_sheets(file, list(sheets), tables)
    findings = [*matched.findings, *unknown_alias_sheets(list(sheets), tables, aliases)]
    records: dict[str, tuple[Record, ...]] = {}
    for table in tables:
        if table.name in matched.titles:
            sheet = sound(file, sheets[matched.titles[table.name]])
            read = read_sheet(sheet, table, aliases)
            records[table.name] = read.records
            findings += read.findings
    return ReadFile(records, tuple(findings))

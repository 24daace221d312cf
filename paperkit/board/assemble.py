"""From the records of all tables to the Board's data, references resolved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paperkit.board.model import TABLES, BoardData
from paperkit.findings import Finding
from paperkit.schema.build import Built, Unread, build_table
from paperkit.schema.columns import Row
from paperkit.schema.records import Record
from paperkit.schema.references import duplicates, known_keys, resolve


@dataclass(frozen=True)
class Assembled:
    """The Board's data and every finding that a cell or a reference gave."""

    board: BoardData
    findings: tuple[Finding, ...]


def assemble(records: Mapping[str, Sequence[Record]]) -> Assembled:
    """Return the data of the records by table; a table that nobody uses may be absent."""
    built: dict[str, Built[Row]] = {t.name: build_table(t, records.get(t.name, ())) for t in TABLES}
    keys = {table.name: known_keys(table, built[table.name]) for table in TABLES}
    findings: list[Finding] = []
    unread: list[Unread] = []
    rows: dict[str, Any] = {}
    for table in TABLES:
        resolved = resolve(table, built[table.name].rows, keys)
        rows[table.name] = resolved.rows
        unread += built[table.name].unread
        findings += built[table.name].findings
        findings += duplicates(table, resolved.rows)
        findings += resolved.findings
    return Assembled(BoardData(**rows, unread=tuple(unread)), tuple(findings))

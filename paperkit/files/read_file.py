"""What a reader gives, whatever the file: the records of each table, and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass

from paperkit.findings import Finding
from paperkit.schema.records import Record


@dataclass(frozen=True)
class ReadFile:
    """The records by the name of their table, only of tables that the file has.

    ``findings`` are about the file, its sheets and headings, and about cells whose value the
    file does not hold; what a value means is the schema's.
    """

    records: Mapping[str, tuple[Record, ...]]
    findings: tuple[Finding, ...]

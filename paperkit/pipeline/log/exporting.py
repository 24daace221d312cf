"""The log as a workbook of its own, for those who work on with it or keep it elsewhere."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paperkit.board.model.history import LOGGED, Anchor, Entry, History
from paperkit.board.rounds.log_told import Telling
from paperkit.errors import WriteError
from paperkit.files.workbook_out_log import LogOut, LogSheet, Shown, log_workbook
from paperkit.files.writing import write_file
from paperkit.findings import Finding
from paperkit.papers.word.seal import anchored
from paperkit.pipeline.reading import open_council, read_history
from paperkit.schema.columns import Column, Row
from paperkit.schema.dates import in_words
from paperkit.schema.retelling import words_of

TITLE = "Log of exception reports"
_OF_ENTRY = (
    "Entry", "Recorded on", "Came from", "Corrects entry", "Why corrected", "Corrected by entry",
)  # fmt: skip
_ENDING = ".xlsx"


@dataclass(frozen=True)
class Exported:
    """The workbook that was written, how far the log had come, and what is wrong with it."""

    path: Path
    anchor: Anchor
    findings: tuple[Finding, ...]


def export_log(folder: Path, path: Path, today: datetime.date) -> Exported:
    """Return where the log was written as a workbook: every entry, also those corrected since.

    WriteError where something stands there already, or the file's name does not end in .xlsx.
    """
    if path.suffix.lower() != _ENDING:
        raise WriteError(
            f"The log is written as an Excel workbook: name it '{path.stem}{_ENDING}'."
        )
    council, looked = open_council(folder).project.settings.council, read_history(folder)
    history = looked.history
    anchor = Anchor(history.head, len(history.entries))
    facts = (
        ("Entries", str(anchor.count)),
        ("Hash of the last entry", anchor.hash or "none"),
        ("Written on", in_words(today)),
    )
    sheets = tuple(_sheets(history))
    out = LogOut(TITLE, council.name or council.board, sheets, facts, anchored(anchor))
    write_file(path, log_workbook(out), replace=False)
    return Exported(path, anchor, looked.findings)


def _sheets(history: History) -> Iterator[LogSheet]:
    telling = Telling(history)
    for table in LOGGED:
        entries = [entry for entry in history.entries if entry.table == table]
        if entries:
            headings = (*_OF_ENTRY, *(column.heading for column in table.columns))
            rows = [_row(telling, entry) for entry in entries]
            yield LogSheet(table.sheet, table.about, headings, rows)


def _row(telling: Telling, entry: Entry) -> list[Shown]:
    return [
        entry.number,
        entry.recorded_on,
        entry.origin,
        entry.replaces or "",
        entry.because,
        telling.corrected_by.get(entry.number, ""),
        *(_cell(entry.row, column) for column in entry.table.columns),
    ]


def _cell(row: Row, column: Column) -> Shown:
    value = getattr(row, column.name)
    return value if isinstance(value, datetime.date) else words_of(value)

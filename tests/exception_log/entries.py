"""Entries of a log, for the tests: rows written as Markdown, and drafts of them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from paperkit.board.history import LOGGED, Draft, Entry
from paperkit.record import LOG_FILE
from paperkit.record.log import append
from paperkit.schema.rows import build_table
from tests.tables import records

DAY = date(2026, 6, 1)

THREE = """
## returns
| meeting         | action | lead     | rating | reasons            | review_date |
| --------------- | ------ | -------- | ------ | ------------------ | ----------- |
| Board July 2026 | 1.1    | A. Osei  | Red    | Nobody was hired   | 1 July 2026 |
| Board July 2026 | 1.2    | A. Osei  | Amber  | £5 < £6 & "late"   |             |
| Board July 2026 | 1.3    | T. Lloyd | Green  |                    |             |
"""


def drafts(markdown: str, origin: str = "board.xlsx") -> list[Draft]:
    """Return the rows of the Markdown as drafts, in their order."""
    found: list[Draft] = []
    tables = {table.name: table for table in LOGGED}
    for name, rows in records(markdown).items():
        built = build_table(tables[name], rows)
        assert built.findings == ()
        found += [
            Draft(table=tables[name], row=row, recorded_on=DAY, origin=origin) for row in built.rows
        ]
    return found


def a_return(action: str, reasons: str = "Nobody was hired") -> Draft:
    """Return a draft of one return."""
    (draft,) = drafts(f"""
## returns
| meeting         | action   | rating | reasons   |
| --------------- | -------- | ------ | --------- |
| Board July 2026 | {action} | Red    | {reasons} |
""")
    return draft


def log_of(folder: Path, *rounds: Sequence[Draft]) -> Path:
    """Return a log in the folder to which the rounds were appended, one after the other."""
    path = folder / LOG_FILE
    for one in rounds:
        append(path, one)
    return path


def in_words(entries: Sequence[Entry]) -> list[str]:
    """Return entries as ``1 returns 1.1 Red, corrects 2 (why), from where``."""
    return [_words(entry) for entry in entries]


def _words(entry: Entry) -> str:
    row = (getattr(entry.row, name, "") for name in ("action", "rating", "file"))
    told = " ".join(filter(None, (str(entry.number), entry.table.name, *row)))
    corrects = f", corrects {entry.replaces} ({entry.because})" if entry.replaces else ""
    return f"{told}{corrects}, from {entry.origin}"

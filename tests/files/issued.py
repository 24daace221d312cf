"""A form as it is issued, for tests that leave it as people do."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from paperkit.files.form_in import FormRead, read_form
from paperkit.files.workbook_out_form import form_workbook
from paperkit.pipeline.rounds import FORM_TABLES
from paperkit.rounds.forms import Asking
from paperkit.rounds.round_forms import exception_forms
from paperkit.standpoint.board_at import BoardAt
from tests.board.returned import WAYS
from tests.tables import board

PLAN = """
## meetings
| reference | date |
| --- | --- |
| July | 16 July 2026 |

## priorities
| reference | name |
| --- | --- |
| P1 | Best start |

## actions
| reference | wording | parent | state | lead | target | review date | link |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 1.1 | Open the hub | P1 | On course | Jo Lee | 90% | 1 September 2026 | |
| 1.2 | Train staff | P1 | On course | Jo Lee | | | https://northmere.example/1 |
| 1.10 | Visit schools | P1 | On course | Jo Lee | | | |
"""
SHEET = "Exception report"


@cache
def _form() -> bytes:
    data = board(PLAN)
    asking = Asking(
        BoardAt(data, WAYS, data.meetings[0]), date(2026, 6, 12), date(2026, 5, 1), "P1"
    )
    (form,) = exception_forms(asking)
    return form_workbook(form)


def issued(folder: Path) -> Path:
    """Return the form of Jo Lee, with three actions, as it is sent out."""
    path = folder / "Jo Lee.xlsx"
    path.write_bytes(_form())
    return path


def opened(folder: Path) -> Any:
    """Return the issued form as a workbook, with the three ratings filled in."""
    book: Any = load_workbook(issued(folder))
    for row, word in ((2, "Green"), (3, "Amber"), (4, "Green")):
        book[SHEET].cell(row, 7).value = word
    return book


def saved(folder: Path, book: Any) -> FormRead:
    """Save a form that was filled in, and return what is read of it."""
    path = folder / "Jo Lee.xlsx"
    book.save(path)
    return read_form(path, FORM_TABLES)

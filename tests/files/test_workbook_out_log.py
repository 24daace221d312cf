"""The log as a workbook: text stays text, and no text is too long for it."""

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from paperkit.files.workbook_out_book import Shown
from paperkit.files.workbook_out_table import LogOut, LogSheet, log_workbook


def rows_of(*rows: list[Shown]) -> list[tuple[object, ...]]:
    """Return the rows below the headings, as a reader of workbooks finds them."""
    sheet = LogSheet("Returns", "What leads return.", ("Entry", "Recorded on", "Reasons"), rows)
    out = LogOut("Log", "Northmere Council", (sheet,), (("Entries", "1"),), {"count": "1"})
    book = load_workbook(BytesIO(log_workbook(out)))
    return list(book["Returns"].iter_rows(min_row=2, values_only=True))


def test_text_stays_text_and_a_date_is_a_date() -> None:
    assert rows_of([1, date(2026, 6, 1), "=SUM(A1)"], [2, "", "1.10"]) == [
        (1, datetime(2026, 6, 1), "=SUM(A1)"),
        (2, None, "1.10"),
    ]


def test_a_text_longer_than_a_cell_goes_on_in_the_rows_below() -> None:
    text = "".join(f"{number} \N{SLIGHTLY SMILING FACE} " for number in range(6_000))
    rows = rows_of([7, date(2026, 6, 1), text])
    assert [row[0] for row in rows] == [7, 7, 7]
    assert "".join(str(row[2]) for row in rows) == text


def test_equal_logs_make_equal_bytes() -> None:
    sheet = LogSheet("Returns", "What leads return.", ("Entry",), [[1]])
    out = LogOut("Log", "", (sheet,), ())
    assert log_workbook(out) == log_workbook(out)

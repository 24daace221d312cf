"""Rows of a program as a CSV file: what a value prints is what the file says, and reads back.

Rows come from anywhere: a data base, a notebook, a frame of pandas. What such libraries have for
"nothing" becomes a blank cell; their dates and numbers are known by what they can do, so that none
of these libraries is needed.
"""

import csv
import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from io import StringIO

from paperkit.errors import WriteError
from paperkit.findings import quoted
from paperkit.schema.dates import in_words
from paperkit.schema.values import plain_number

_NOTHING = frozenset({"NAType", "NaTType"})  # pandas' own, of which one passes for a date


def rows_csv(sheet: str, rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return a CSV file of the rows of a sheet, in UTF-8 with the mark by which Excel knows it.

    Its headings are the keys, in their order. WriteError names a value that no cell can hold.
    """
    every = list(rows)
    headings = list(dict.fromkeys(key for row in every for key in row))
    written = StringIO(newline="")
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(headings)
    for number, row in enumerate(every, start=1):
        try:
            out.writerow([cell_words(row.get(heading)) for heading in headings])
        except ValueError as fault:
            raise WriteError(
                f"Row {number} of {sheet} holds {quoted(str(fault))}, which no cell can. Give "
                "text, a number, a date, a list of texts, or None. Nothing was written."
            ) from fault
    return written.getvalue().encode("utf-8-sig")


def cell_words(value: object) -> str:
    """Return a value as a person would type it; ValueError, which holds it, where nobody could."""
    if value is None or type(value).__name__ in _NOTHING:
        return ""
    match value:
        case str():
            return value
        case bool():
            return "Yes" if value else "No"
        case datetime.datetime() if value.time() != datetime.time():
            return f"{in_words(value)} {value:%H:%M}"
        case datetime.date():
            return in_words(value)
        case list() | tuple():
            return "\n".join(cell_words(one) for one in value)
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        if str(value) in ("True", "False"):  # numpy's own
            return "Yes" if value else "No"
        raise ValueError(str(value)) from None
    if number.is_nan():
        return ""
    if not number.is_finite():
        raise ValueError(str(value))
    return f"{plain_number(number):f}"

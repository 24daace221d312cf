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
from struct import pack, unpack

from paperkit.errors import WriteError
from paperkit.files.headings import headings_of
from paperkit.findings import quoted
from paperkit.schema.columns import Column, Table
from paperkit.schema.dates import in_words
from paperkit.schema.values import plain_number

_NOTHING = frozenset({"NAType", "NaTType"})  # pandas' own, of which one passes for a date
_GIVE = "Give text, a number, a date, a list of texts, or None."
_OF_SINGLE = 13  # exact fractions of two with more figures are hardly ever typed


def rows_csv(table: Table, rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return a CSV file of the rows of a table, in UTF-8 with the mark by which Excel knows it.

    Its headings are the keys, in their order. WriteError names a value that no cell can hold, or
    that would not read back as it is.
    """
    every = list(rows)
    for number, row in enumerate(every, start=1):
        if not isinstance(row, Mapping):
            raise WriteError(
                f"Row {number} of {table.sheet} is {quoted(str(row))}, which is not a row. "
                "Give each row as a dict, as frame.to_dict('records') does. Nothing was written."
            )
    headings = list(dict.fromkeys(key for row in every for key in row))
    known = headings_of(table)
    columns = {heading: known.find(str(heading)) for heading in headings}
    written = StringIO(newline="")
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(headings)
    for number, row in enumerate(every, start=1):
        try:
            out.writerow([_words(row.get(heading), column) for heading, column in columns.items()])
        except CellError as fault:
            raise WriteError(
                f"Row {number} of {table.sheet} {fault} Nothing was written."
            ) from fault
    return written.getvalue().encode("utf-8-sig")


def _words(value: object, column: Column | None) -> str:
    """Return a value in words for a column; CellError where a reference may have lost a nought."""
    if column is not None and (column.key or column.refers):
        for part in value if isinstance(value, list | tuple) else (value,):
            words = "" if isinstance(part, str) else cell_words(part)
            if words[-2:-1] == ".":
                raise CellError(
                    f"has the number {words} for a reference: it may have been {words} or "
                    f"{words}0. Give references as text; pandas reads them so with dtype=str."
                )
    return cell_words(value)


class CellError(ValueError):
    """A value that no cell can hold as it is; its text goes on from ``Row 1 of Actions``."""


def cell_words(value: object) -> str:
    """Return a value as a person would type it; CellError where nobody could."""
    if value is None or type(value).__name__ in _NOTHING:
        return ""
    match value:
        case str() if any("\ud800" <= char <= "\udfff" for char in value):
            raise CellError(f"holds {quoted(value)}, which has half of a character. Take it out.")
        case str():
            return value
        case bool():
            return "Yes" if value else "No"
        case datetime.datetime() if value.time() != datetime.time():
            seconds = ":%S" if value.second or value.microsecond else ""
            return f"{in_words(value)} {value:%H:%M{seconds}}"
        case datetime.date():
            return in_words(value)
        case list() | tuple() if any("\n" in str(one) for one in value):
            raise CellError(
                f"holds {quoted(str(value))}, of which one text has more than one line."
            )
        case list() | tuple():
            return "\n".join(cell_words(one) for one in value)
    if str(value) in ("True", "False"):  # numpy's own
        return "Yes" if value else "No"
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise CellError(f"holds {quoted(str(value))}, which no cell can. {_GIVE}") from None
    if number.is_nan():
        return ""
    if not number.is_finite():
        raise CellError(f"holds {quoted(str(value))}, which no cell can. {_GIVE}")
    plain = plain_number(number)
    is_exact = not isinstance(value, float) or number == number.to_integral_value()
    if is_exact and plain != number:
        raise CellError(
            f"holds {quoted(str(value))}, of more than the fifteen figures that are kept. Give it "
            "as text, or round it."
        )
    if isinstance(value, float) and _is_single(value):
        raise CellError(
            f"holds {quoted(str(value))}: its column is of single precision (float32), which keeps "
            "seven figures. Round it first: frame.astype('float64').round(2)."
        )
    return f"{plain:f}"


def _is_single(value: float) -> bool:
    """Return whether a number has more figures than the single precision that it comes from.

    52.3 becomes 52.29999923706055 there, which a paper would print.
    """
    try:
        single: float = unpack("f", pack("f", value))[0]
    except OverflowError:
        return False
    return single == value and len(repr(value).strip("-").replace(".", "")) > _OF_SINGLE

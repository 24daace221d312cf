"""A process of its own in which python-calamine reads a workbook: bytes in, JSON out.

On some damaged files the library asks for a terabyte or prints a trace of its own and ends the
whole process; here that is this small one. It imports nothing of paperkit, so that it starts
fast and whatever folder it is started in; it is given the folder that holds the library.
"""

import datetime
import json
import sys
from io import BytesIO
from typing import Any

MOST_MEMORY = 600 * 1024 * 1024


def main() -> None:
    """Read a workbook from standard input and write its sheets to standard output."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, OSError, ValueError):
        pass  # Windows has no bound to memory
    sys.path += sys.argv[1:]
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_object(BytesIO(sys.stdin.buffer.read()))
    sheets = [
        _sheet(book, meta) for meta in book.sheets_metadata if str(meta.typ).endswith("WorkSheet")
    ]
    sys.stdout.buffer.write(json.dumps(sheets, default=_tagged).encode())


def _sheet(book: Any, meta: Any) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(meta.name)
    return {
        "title": meta.name,
        "visible": str(meta.visible).endswith("Visible"),
        "merged": sheet.merged_cell_ranges or [],
        "cells": [
            [row, column, value]
            for row, values in enumerate(sheet.iter_rows(), start=1)
            for column, value in enumerate(values, start=1)
            if value != ""
        ],
    }


def _tagged(value: Any) -> list[Any]:
    """Return a date, a time or a span as its type's name and what it is made from."""
    if isinstance(value, datetime.timedelta):
        return ["timedelta", value.total_seconds()]
    return [type(value).__name__, value.isoformat()]


if __name__ == "__main__":
    main()

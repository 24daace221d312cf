"""A process of its own in which python-calamine reads a workbook: bytes in, JSON out.

On some damaged files the library asks for a terabyte or prints a trace of its own and ends the
whole process; here that is this small one. It imports nothing of paperkit, so that it starts
fast and whatever folder it is started in.
"""

import datetime
import json
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

MOST_MEMORY = 600 * 1024 * 1024

_TAGS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (bool, "yes", str),
    (datetime.datetime, "moment", datetime.datetime.isoformat),
    (datetime.date, "day", datetime.date.isoformat),
    (datetime.time, "time", datetime.time.isoformat),
    (datetime.timedelta, "span", lambda span: str(span.total_seconds())),
    (int, "whole", str),
    (float, "number", repr),
    (str, "words", str),
)


def main() -> None:
    """Read a workbook from standard input and write its sheets to standard output."""
    _keep_within(MOST_MEMORY)
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_object(BytesIO(sys.stdin.buffer.read()))
    told = [
        _sheet(book, meta) for meta in book.sheets_metadata if str(meta.typ).endswith("WorkSheet")
    ]
    sys.stdout.buffer.write(json.dumps(told).encode())


def _keep_within(memory: int) -> None:
    """Set a bound to memory where the system has one; Windows has none."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, OSError, ValueError):
        return


def _sheet(book: Any, meta: Any) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(meta.name)
    return {
        "title": meta.name,
        "visible": str(meta.visible).endswith("Visible"),
        "merged": sheet.merged_cell_ranges or [],
        "cells": [
            [row, column, *_tagged(value)]
            for row, values in enumerate(sheet.iter_rows(), start=1)
            for column, value in enumerate(values, start=1)
            if value != ""
        ],
    }


def _tagged(value: Any) -> tuple[str, str]:
    return next((tag, write(value)) for kind, tag, write in _TAGS if isinstance(value, kind))


if __name__ == "__main__":
    main()

"""``python -m tests.frames``: columns of every type of pandas, and what ``rows_csv`` makes of each.

It is run in an environment with pandas, by ``tests/test_library.py``.
"""

import json
import sys
from datetime import date
from decimal import Decimal

import numpy
import pandas

from paperkit.board.plan_rows import INDICATORS
from paperkit.errors import WriteError
from paperkit.files.csv_out import rows_csv

series = pandas.Series
columns = {
    "NaN": [1.0, float("nan")],
    "NaT": pandas.to_datetime(["2026-03-31", None]),
    "a time": [pandas.Timestamp("2026-03-31 14:30"), pandas.Timestamp("2026-03-31 14:30:05")],
    "London": pandas.to_datetime(["2026-07-01T00:00+01:00", None]).tz_convert("Europe/London"),
    "UTC": pandas.to_datetime(["2026-07-01T00:00Z", "2026-06-30T23:00Z"]),
    "Int64": series([12, None], dtype="Int64"),
    "Float64": series([52.30, None], dtype="Float64"),
    "boolean": series([True, None], dtype="boolean"),
    "bool": [True, False],
    "uint8": series([12, 0], dtype="uint8"),
    "str": series(["x", None]),
    "string": series(["x", None], dtype="string"),
    "object": series(["x", None], dtype=object),
    "category": pandas.Categorical(["Green", None]),
    "ordered": pandas.Categorical([12, None], ordered=True),
    "noise": [0.1 + 0.2, 1e-7],
    "lists": [["a", "b"], ("c",)],
    "dates": [date(2026, 7, 1), None],
    "decimals": [Decimal("1.50"), Decimal("NaN")],
    "numpy": [numpy.str_("x"), numpy.float32(52.3)],
    "float32": series([52.3, 1.5], dtype="float32"),
    "long": series([12345678901234567, 1], dtype="int64"),
    "Period": pandas.period_range("2026-01", periods=2, freq="Q"),
    "Timedelta": pandas.to_timedelta(["1D", None]),
    "Interval": pandas.interval_range(0, 2),
    "bytes": [b"x", b"y"],
    "infinite": [1.0, float("inf")],
    "reference": [1.1, 2.0],
}
found: dict[str, str | list[str]] = {}
for name, column in columns.items():
    rows = pandas.DataFrame({name: column}).to_dict("records")
    try:
        found[name] = rows_csv(INDICATORS, rows).decode("utf-8-sig").split("\r\n")[1:3]
    except WriteError as fault:
        found[name] = str(fault)
sys.stdout.write(json.dumps(found))

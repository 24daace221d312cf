"""CSV files as Fingertips gives them out, made for tests; the areas and measures are made up."""

import csv
from collections.abc import Sequence
from io import StringIO

HEADINGS = (
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name",
    "Area Type", "Sex", "Age", "Category Type", "Category", "Time period", "Value",
    "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Lower CI 99.8 limit", "Upper CI 99.8 limit",
    "Count", "Denominator", "Value note", "Recent Trend",
    "Compared to England value or percentiles", "Compared to Region value or percentiles",
    "Time period Sortable", "New data", "Compared to goal",
)  # fmt: skip
USUAL = {
    "Indicator ID": "99001",
    "Indicator Name": "Adults who walk to work",
    "Parent Code": "E12000999",
    "Parent Name": "Wendside",
    "Area Code": "E06000999",
    "Area Name": "Northmere",
    "Area Type": "Districts & UAs",
    "Sex": "Persons",
    "Age": "18+ yrs",
}
SHORT = {
    "ID": "Indicator ID",
    "Area": "Area Name",
    "Code": "Area Code",
    "Parent": "Parent Name",
    "Category": "Category Type",
    "Period": "Time period",
    "Note": "Value note",
    "England": "Compared to England value or percentiles",
    "Region": "Compared to Region value or percentiles",
}
CODES = {
    "England": "E92000001",
    "Wendside": "E12000999",
    "Northmere": "E06000999",
    "Eastmarsh": "E06000998",
}


def fingertips(markdown: str, headings: Sequence[str] = HEADINGS) -> str:
    """Return a CSV file of the rows in Markdown, whose headings may be the short ones.

    What a row does not say is as in ``USUAL``. ``headings`` are written in place of the usual.
    """
    lines = [line.strip() for line in markdown.strip().splitlines()]
    keys = [SHORT.get(key, key) for key in _cells(lines[0])]
    text = StringIO()
    table = csv.writer(text)
    table.writerow(headings)
    for line in lines[2:]:
        told = dict(zip(keys, _cells(line), strict=True))
        code = {"Area Code": CODES[told["Area Name"]]} if told.get("Area Name") in CODES else {}
        row = {**USUAL, **code, **told}
        table.writerow([row.get(heading, "") for heading in HEADINGS])
    return text.getvalue()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]

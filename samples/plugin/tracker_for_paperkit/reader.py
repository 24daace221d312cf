"""Reads an export of Tracker: a list of actions in JSON, one record on each line."""

import json
from collections.abc import Iterator, Mapping

from paperkit.plugins import ReaderPlugin, Sheet, SourceError, sheet_of

HEADINGS = {
    "id": "Reference",
    "parent": "Outcome",
    "what": "Action",
    "who": "Owner",
    "by": "Deadline",
}


def read(files: Mapping[str, bytes]) -> Iterator[Sheet]:
    """Yield the sheet Actions of an export; each row's place is its line in the file."""
    ((name, data),) = files.items()
    rows: list[list[str]] = [list(HEADINGS.values())]
    lines = [1]
    for number, line in enumerate(data.decode("utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as fault:
            raise SourceError(
                f"Line {number} is no record. Export it from Tracker again."
            ) from fault
        rows.append([str(record.get(key) or "") for key in HEADINGS])
        lines.append(number)
    yield sheet_of(name, "Actions", rows, lines)


tracker = ReaderPlugin(api=1, about="an export of Tracker", suffixes=(".tracker.json",), read=read)

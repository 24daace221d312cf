"""A file of the project's own in its data folder, read beside the workbook.

The workbook that was read is never touched.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from paperkit.files.file_names import safe_name
from paperkit.files.writing import folder_for, write_file
from paperkit.pipeline.reading import Council
from paperkit.project import DATA_FOLDER
from paperkit.schema.columns import Row, Table
from paperkit.schema.retelling import record_of


def write_data(council: Council, rows: Mapping[Table, Sequence[Row]], title: str) -> Path:
    """Return the new file that holds the rows, a workbook where the project's data are one.

    Raises WriteError where a file of that title is there already.
    """
    tables = tuple(rows)
    records = {table.name: [record_of(table, row) for row in rows[table]] for table in tables}
    folder = council.project.folder / DATA_FOLDER
    if any(path.suffix == ".xlsx" for path in council.project.data):
        # XlsxWriter is imported only where a workbook is written.
        from paperkit.files.workbook_out import Form, filled_workbook

        path = folder / f"{safe_name(title)}.xlsx"
        data = filled_workbook(tables, records, Form(title=title))
    else:
        from paperkit.files.yaml_out import tables_yaml

        path = folder / f"{safe_name(title)}.yaml"
        data = tables_yaml(tables, records).encode("utf-8")
    with folder_for(folder):
        write_file(path, data, replace=False)
    return path


def free_title(council: Council, title: str) -> str:
    """Return the title, with a number behind it where a file of that title is there already."""
    folder = council.project.folder / DATA_FOLDER
    taken = {path.stem.casefold() for path in folder.glob("*")}
    numbered = (f"{title} ({number})" for number in count(2))
    return next(t for t in chain((title,), numbered) if safe_name(t).casefold() not in taken)

"""Put a program's rows into a project, as the CSV files that a project may have for its data."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from paperkit.board.data import TABLES
from paperkit.container.writing import NewFile, write_files
from paperkit.errors import UnknownNameError
from paperkit.files.csv_out import rows_csv
from paperkit.findings import CSV, quoted
from paperkit.pipeline.sources import DATA_FOLDER
from paperkit.schema.values import close_to


def write_rows(
    folder: Path, rows: Mapping[str, Iterable[Mapping[str, object]]]
) -> tuple[Path, ...]:
    """Return new CSV files in the project's folder ``board``, one for the rows of each table.

    A row has a value for the name, or the heading, of each column. WriteError where a file is there
    already, or a value fits no cell; UnknownNameError for a table that is none. Then nothing is
    written.
    """
    known = {table.name: table for table in TABLES}
    for name in rows:
        if name not in known:
            meant = close_to(name, tuple(known))
            did_you = f" Did you mean {meant}?" if meant else ""
            raise UnknownNameError(f"{quoted(name)} is not a table of the Board's data.{did_you}")
    data = {
        folder / DATA_FOLDER / f"{name}{CSV}": rows_csv(known[name], of_table)
        for name, of_table in rows.items()
    }
    (folder / DATA_FOLDER).mkdir(parents=True, exist_ok=True)
    write_files([NewFile(path, of_file, replace=False) for path, of_file in data.items()])
    return tuple(data)

"""Make a project folder: blank, with a sample's data, or with what a new year takes over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from paperkit.board.model import TABLES, BoardData
from paperkit.board.settings import Settings
from paperkit.errors import ProjectError, WriteError
from paperkit.exception_log import LOG_FILE, copied
from paperkit.files.bundled import bundled
from paperkit.files.writing import write_folder
from paperkit.papers.packs import Pack, find_pack
from paperkit.pipeline.carrying import Carried, carry, year_of
from paperkit.pipeline.reading import BoardRead, Council, open_council, pack_folders, read_board
from paperkit.pipeline.schemas import with_schemas
from paperkit.project import OWNER_FILE_MARK, PACKS_FOLDER, SETTINGS_FILE, WORKBOOK, YAML_FILE
from paperkit.schema.columns import Table
from paperkit.schema.describe import settings_yaml
from paperkit.schema.records import Record
from paperkit.schema.retelling import record_of

SAMPLE = "council"
SAMPLE_ROUNDS = "rounds.yaml"
RETURNED = "returned"
"""The folder of the sample's forms as their leads sent them back."""

_NO_RECORDS: Mapping[str, Sequence[Record]] = MappingProxyType({})
_NOT_READ = ("PK-202", "PK-212", "PK-230", "PK-232")
"""Notes on what stands in a workbook and is no data: a new year leaves it, and says so."""


@dataclass(frozen=True)
class NewYear:
    """The files of a new year's project; what was carried over and what was left, in words."""

    files: tuple[Path, ...]
    year: str
    kept: tuple[str, ...]
    left: tuple[str, ...]


def new_project(
    folder: Path,
    *,
    pack: str = "council",
    in_yaml: bool = False,
    sample: bool = False,
    packs: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Return the files and folders of a new project.

    The sample's has a folder with the forms that came back in its rounds. WriteError where the
    folder has something in it.
    """
    found = find_pack(pack, pack_folders(folder, packs))
    _check_free(folder)
    data_name = YAML_FILE if in_yaml else WORKBOOK
    files = _sample(data_name) if sample else _blank(found, data_name)
    paths = _put(folder, files)
    return tuple(dict.fromkeys(folder / path.relative_to(folder).parts[0] for path in paths))


def new_year(
    folder: Path, last: Path, *, today: date, in_yaml: bool = False, packs: Sequence[Path] = ()
) -> NewYear:
    """Return the files of a project for the year after that of the project ``last``.

    Its settings and packs are copied as they are, its data as ``carrying`` says; data stay
    YAML where they were YAML, and nothing in the folder of ``last`` is changed. Raises ProjectError
    where its data cannot be read whole, since what cannot be read would be lost.
    """
    council = open_council(last, packs)
    read = read_board(council)
    _check_whole(last, read)
    _check_apart(folder, last)
    _check_free(folder)
    carried = _carried(council, read, today)
    as_yaml = in_yaml or all(path.suffix == ".yaml" for path in council.project.data)
    data_name = YAML_FILE if as_yaml else WORKBOOK
    data = _data(council.pack, data_name, _records(carried.board))
    files = _pointed({**dict(_own_files(council, carried.board)), data_name: data})
    _check_same(files, carried.board, packs)
    left = (*carried.left, *_not_read(read))
    return NewYear(_put(folder, files), str(carried.year), carried.kept, left)


def _check_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WriteError(
            f"{folder} is there already and is not empty. Name another folder, or empty it first."
        )


def _check_apart(folder: Path, last: Path) -> None:
    if folder.resolve().is_relative_to(last.resolve()):
        raise WriteError(
            f"{folder} lies inside {last}, which stays as it is. Name a folder beside it."
        )


def _check_whole(last: Path, read: BoardRead) -> None:
    """Refuse data of which a part cannot be read: it would be missing without a word."""
    check = f"Run 'paperkit check --project {last}', put right what it tells, then try again."
    if not read.readable:
        raise ProjectError(f"The data of {last} cannot be read as they stand. {check}")
    if read.board.unread:
        places = ", ".join(str(row.place) for row in read.board.unread[:5])
        raise ProjectError(
            f"Rows of {last} cannot be read and would be missing from the new year: {places}. "
            f"{check}"
        )


def _carried(council: Council, read: BoardRead, today: date) -> Carried:
    year = year_of(read.board)
    if year is None:
        raise ProjectError(
            "The year that is over cannot be told: no plan and no target has a year such as "
            "2026/27. Type the year of each plan on the sheet Plans, then try again."
        )
    return carry(read.board, year, council.ways.settings.cadence, today)


def _check_same(files: Mapping[str, bytes], carried: BoardData, packs: Sequence[Path]) -> None:
    """Read the files back before they are put in place.

    An alias of the settings can give a heading of the new workbook another meaning.
    """
    with TemporaryDirectory() as trial:
        _put(Path(trial), files)
        board = read_board(open_council(Path(trial), packs)).board
    for table in TABLES:
        if board.rows(table) != carried.rows(table):
            raise ProjectError(
                f"The sheet {table.sheet} of the new year does not read as it was written. Look "
                f"under 'aliases' in {SETTINGS_FILE} for a heading of paperkit's own that is given "
                "another meaning, take that line out, then try again."
            )


def _own_files(council: Council, board: BoardData) -> Iterator[tuple[str, bytes]]:
    """Yield the settings, packs and log of a project, each with its path within the project."""
    project = council.project
    yield SETTINGS_FILE, (project.folder / SETTINGS_FILE).read_bytes()
    for path in sorted((project.folder / PACKS_FOLDER).rglob("*")):
        if path.is_file() and not path.name.startswith(OWNER_FILE_MARK):
            yield path.relative_to(project.folder).as_posix(), path.read_bytes()
    if board.history.entries:
        yield LOG_FILE, copied(project.folder / LOG_FILE)


def _records(board: BoardData) -> dict[str, list[Record]]:
    return {table.name: [record_of(table, row) for row in board.rows(table)] for table in TABLES}


def _not_read(read: BoardRead) -> Iterator[str]:
    """Yield what paperkit never reads: an officer has to copy it by hand."""
    for finding in read.findings:
        if finding.code in _NOT_READ:
            yield f"{finding.message} Copy by hand what you need of it."


def _put(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    # The settings make a folder a project, so they come last.
    order = sorted(files, key=lambda name: name == SETTINGS_FILE)
    write_folder(folder, {name: files[name] for name in order})
    return tuple(folder / name for name in files)


def sample_file(name: str) -> Path:
    """Return the path of a file or folder of the sample."""
    return bundled("samples") / SAMPLE / name


def _sample(data_name: str) -> dict[str, bytes]:
    """Return the sample's settings and data, and the forms that came back in its rounds."""
    paths = [sample_file(SETTINGS_FILE), sample_file(data_name)]
    paths += sorted(sample_file(RETURNED).rglob("*.xlsx"))
    top = sample_file("")
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in paths}


def _blank(pack: Pack, data_name: str) -> Mapping[str, bytes]:
    settings = settings_yaml(Settings, replace(Settings(), pack=pack.name)).encode("utf-8")
    return _pointed({SETTINGS_FILE: settings, data_name: _data(pack, data_name)})


def _pointed(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files; where the data are YAML, they point an editor at their schemas."""
    return with_schemas(files) if YAML_FILE in files else files


def _data(
    pack: Pack, data_name: str, records: Mapping[str, Sequence[Record]] = _NO_RECORDS
) -> bytes:
    return (_yaml if data_name == YAML_FILE else _workbook)(pack, records)


def _tables(pack: Pack, records: Mapping[str, Sequence[Record]]) -> tuple[Table, ...]:
    """Return the tables that the pack's way of working needs, and others that have rows."""
    wanted = pack.settings.tables or tuple(table.name for table in TABLES)
    return tuple(table for table in TABLES if table.name in wanted or records.get(table.name))


def _workbook(pack: Pack, records: Mapping[str, Sequence[Record]]) -> bytes:
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out import Form, filled_workbook

    form = Form(title="The Board's data", required=pack.settings.required)
    return filled_workbook(_tables(pack, records), records, form)


def _yaml(pack: Pack, records: Mapping[str, Sequence[Record]]) -> bytes:
    from paperkit.files.yaml_out import tables_yaml

    tables = _tables(pack, records)
    return tables_yaml(tables, records, required=pack.settings.required).encode("utf-8")

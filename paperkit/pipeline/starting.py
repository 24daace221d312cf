"""JSON Schema for the YAML files of a project and of a pack, for editors that know it.

Make a project folder: blank, with a sample's data, or with what a new year takes over.

Start a paper: its row, and the standing text of an earlier one, marked to be confirmed.

The rows go into a file of their own in the project's data folder, read beside the workbook,
which is never touched.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from paperkit.board.calendar import find_meeting
from paperkit.board.data import TABLES, BoardData
from paperkit.board.pack_settings import PackSettings
from paperkit.board.paper_rows import PAPERS, TEXT, PaperRow, Text
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Settings
from paperkit.container.writing import write_folder
from paperkit.errors import ProjectError, UnknownNameError, WriteError
from paperkit.files.bundled import bundled
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Form, Kind, KindSettings, Pack, find_pack
from paperkit.pipeline.asking import Wanted, check_fits, only_round, the_meeting, the_priority
from paperkit.pipeline.reading import (
    BoardRead,
    Council,
    open_council,
    pack_folders,
    read_board,
    write_data,
)
from paperkit.pipeline.roll_forward import Carried, carry, year_of
from paperkit.project import OWNER_FILE_MARK, PACKS_FOLDER, SETTINGS_FILE, WORKBOOK, YAML_FILE
from paperkit.record.entries import LOG_FILE
from paperkit.record.log import copied
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer, Table
from paperkit.schema.describe import record_of, settings_yaml
from paperkit.schema.json_schema import Json, settings_schema, tables_schema
from paperkit.schema.records import Record
from paperkit.schema.values import close_to

SCHEMA_FOLDER = "schema"


def schema_files() -> Mapping[str, str]:
    """Return the JSON Schema of each YAML file, by the name of the schema's file."""
    told = {
        YAML_FILE: tables_schema(TABLES),
        SETTINGS_FILE: settings_schema(Settings, "The settings of a project"),
        "pack.yaml": settings_schema(PackSettings, "The settings of a pack"),
        "kind.yaml": settings_schema(KindSettings, "The settings of a kind of paper"),
    }
    return {schema_name(name): _json(schema) for name, schema in told.items()}


def schema_name(file: str) -> str:
    """Return the name of the schema of a YAML file: ``board.schema.json``."""
    return f"{file.removesuffix('.yaml')}.schema.json"


def with_schemas(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of a YAML project, each beginning with its schema, and the schemas.

    Editors that know JSON Schema read the first line, and then offer keys and words.
    """
    return dict(_with_schemas(files))


def _with_schemas(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, data in files.items():
        schema = schema_files().get(schema_name(name))
        if schema is None:
            yield name, data
            continue
        path = f"{SCHEMA_FOLDER}/{schema_name(name)}"
        mark = f"# yaml-language-server: $schema={path}\n".encode()
        yield name, data if data.startswith(mark) else mark + data
        yield path, schema.encode("utf-8")


def _json(schema: Mapping[str, Json]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


SAMPLE = "council"
SAMPLE_ROUNDS = "rounds.yaml"
RETURNED = "returned"
"""The folder of the sample's forms as their leads sent them back."""

_NO_RECORDS: Mapping[str, Sequence[Record]] = MappingProxyType({})
_NOT_READ = ("PK-202", "PK-212", "PK-230", "PK-232")
"""Notes on what stands in a workbook and is no data: a new year leaves it, and says so."""


class NewYear(Frozen):
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
    from paperkit.files.workbook_out import filled_workbook

    tables, required = _tables(pack, records), pack.settings.required
    return filled_workbook(tables, records, "The Board's data", required=required)


def _yaml(pack: Pack, records: Mapping[str, Sequence[Record]]) -> bytes:
    from paperkit.files.yaml_out import tables_yaml

    tables = _tables(pack, records)
    return tables_yaml(tables, records, required=pack.settings.required).encode("utf-8")


class Source(Frozen):
    """Which earlier paper is copied from: its reference, and the project that has it.

    Without a project it is one of this project; without a paper it is the project's last of the
    kind and priority.
    """

    paper: str = ""
    project: Path | None = None


def start_paper(
    folder: Path,
    *,
    kind: str,
    meeting: str,
    today: date,
    source: Source | None = None,
    priority: str = "",
    packs: Sequence[Path] = (),
) -> Path:
    """Return the new file that holds the paper's row and its text.

    A project that is copied from stays as it is. Raises UnknownNameError for a kind, meeting,
    priority or paper that is not there, ProjectError where data cannot be read, and WriteError
    where the paper has been started already.
    """
    council = open_council(folder, packs)
    board = _readable(read_board(council), folder).board
    of_kind, _ = council.pack.kind(kind)
    check_fits(of_kind, Wanted(kind, priority=priority))
    there = the_meeting(board, meeting, today)
    old = _board_of(source, board, packs) if source else board
    wanted = the_priority(board, priority) if priority else ""
    earlier = _earlier(old, source, kind, wanted) if source else None
    paper = _new_row(board, of_kind, there, earlier, wanted)
    text = tuple(_text(old, council, of_kind, paper, earlier))
    return write_data(council, {PAPERS: (paper,), TEXT: text}, paper.reference)


def _readable(read: BoardRead, folder: Path) -> BoardRead:
    if read.readable:
        return read
    check = f"Run 'paperkit check --project {folder}' first."
    raise ProjectError(f"The data of {folder} cannot be read as they stand. {check}")


def _board_of(source: Source, own: BoardData, packs: Sequence[Path]) -> BoardData:
    """Return the data that are copied from; rows that cannot be read would be missing."""
    if source.project is None:
        return own
    board = _readable(read_board(open_council(source.project, packs)), source.project).board
    unread = [*board.unread_of(PAPERS), *board.unread_of(TEXT)]
    if unread:
        places = ", ".join(str(row.place) for row in unread[:5])
        raise ProjectError(
            f"Rows of {source.project} cannot be read and would be missing from the paper: "
            f"{places}. Run 'paperkit check --project {source.project}', put right what it tells, "
            "then try again."
        )
    return board


def _earlier(board: BoardData, source: Source, kind: str, priority: str) -> PaperRow:
    if not source.paper:
        return _last(board, kind, priority)
    for paper in board.papers:
        if folded(paper.reference) == folded(source.paper):
            return paper
    names = [paper.reference for paper in board.papers]
    near = close_to(source.paper, names)
    there = f"Did you mean '{near}'?" if near else f"The papers are: {', '.join(names) or 'none'}."
    raise UnknownNameError(f"There is no paper called '{source.paper}'. {there}")


def _last(board: BoardData, kind: str, priority: str) -> PaperRow:
    """Return the paper of a kind, and of a priority where one is named, for the last meeting."""
    of_kind = [paper for paper in board.papers if paper.kind == kind]
    fitting = [p for p in of_kind if not priority or folded(p.priority) == folded(priority)]
    if fitting:
        return max(fitting, key=lambda paper: _day(board, paper))
    names = ", ".join(paper.reference for paper in board.papers) or "none"
    of = f" on the priority {priority}" if priority else ""
    raise UnknownNameError(
        f"There is no paper of the kind {kind}{of} to copy from. Name one with --from. The papers "
        f"are: {names}."
    )


def _day(board: BoardData, paper: PaperRow) -> date:
    meeting = find_meeting(board, paper.meeting)
    return (meeting.date if meeting else None) or date.min


def _new_row(
    board: BoardData, kind: Kind, meeting: Meeting, earlier: PaperRow | None, priority: str
) -> PaperRow:
    """Return the paper's row; a priority is part of its reference, since a meeting has several."""
    if kind.round and not priority:
        inherited = earlier.priority if earlier else ""
        priority = the_priority(board, inherited) if inherited else only_round(board, meeting)
    reference = ", ".join(part for part in (kind.title, priority, meeting.reference) if part)
    return replace(
        earlier or PaperRow(), reference=reference, kind=kind.name, meeting=meeting.reference,
        priority=priority, item="", as_at=None,
    )  # fmt: skip


def _text(
    board: BoardData, council: Council, kind: Kind, paper: PaperRow, earlier: PaperRow | None
) -> Iterator[Text]:
    """Yield the standing text; where there is no earlier paper, a row for each thing to write."""
    if earlier is None:
        yield from _blank_rows(council, kind, paper)
        return
    standing = {section.name for section in kind.sections if section.standing}
    for row in board.text_of.get(earlier.reference, ()):
        if row.section in standing:
            yield replace(row, paper=paper.reference, to_confirm=Answer.YES)


def _blank_rows(council: Council, kind: Kind, paper: PaperRow) -> Iterator[Text]:
    for section in kind.sections:
        names = council.pack.settings.implications if section.name == "implications" else ("",)
        if section.form is Form.PROSE or section.required or names[0]:
            yield from (
                Text(paper=paper.reference, section=section.name, name=name) for name in names
            )

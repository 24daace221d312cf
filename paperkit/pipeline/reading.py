"""Read everything there is: settings, pack, data. Nothing is written here.

A file of the project's own in its data folder, read beside the workbook.

The workbook that was read is never touched.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from paperkit.board.data import TABLES, BoardData, assemble
from paperkit.board.pack_settings import Ways, Words
from paperkit.container.formats import ReadFile
from paperkit.container.writing import folder_for, safe_name, write_file
from paperkit.files.bundled import bundled
from paperkit.findings import Finding, Place, Severity
from paperkit.frozen import Frozen, as_dict, replace
from paperkit.packs.packs import Pack, find_pack
from paperkit.project import DATA_FOLDER, PACKS_FOLDER, SETTINGS_FILE, Project, open_project
from paperkit.schema.columns import Row, Table
from paperkit.schema.describe import record_of
from paperkit.schema.records import Cell, Record
from paperkit.schema.tree import Branch, Leaf, build_tree

if TYPE_CHECKING:
    from paperkit.record.log import LogRead

STRUCTURE_ENDS_BELOW = "PK-3"


class Council(Frozen):
    """A project with its pack and its ways of working."""

    project: Project
    pack: Pack
    ways: Ways
    findings: tuple[Finding, ...]


class BoardRead(Frozen):
    """The data of a project, and what was found while they were read.

    ``readable`` is False where a file, sheet or heading is wrong: then those findings stand
    alone, since all others would only follow from them. ``of_log`` are those that the log of
    exception reports gave.
    """

    board: BoardData
    findings: tuple[Finding, ...]
    readable: bool
    of_log: tuple[Finding, ...] = ()


def open_council(folder: Path, packs: Sequence[Path] = ()) -> Council:
    """Return a project, its pack and how the council works."""
    project = open_project(folder)
    pack = find_pack(project.settings.pack, pack_folders(folder, packs))
    words = build_tree(Words, _over(pack.settings.words, project.settings.words))
    ways = Ways(project.settings, pack.settings, words.value)
    return Council(project, pack, ways, project.findings + pack.findings + words.findings)


def pack_folders(project: Path, packs: Sequence[Path]) -> tuple[Path, ...]:
    """Return where packs are looked for, in order."""
    return (project / PACKS_FOLDER, *packs, bundled("report_templates"))


def read_board(council: Council) -> BoardRead:
    """Return the Board's data from every file of the project."""
    records: dict[str, list[Record]] = {}
    findings = list(council.findings)
    for path in council.project.data:
        read = _read_file(path, council)
        findings += read.findings
        for table, rows in read.records.items():
            records.setdefault(table, []).extend(rows)
    log = read_history(council.project.folder)
    if any(_structural(finding) for finding in findings):
        board = BoardData(history=log.history)
        return BoardRead(board, tuple(findings), readable=False, of_log=log.findings)
    assembled = assemble(records)
    board = replace(assembled.board, history=log.history)
    every = (*findings, *assembled.findings, *log.findings)
    return BoardRead(board, every, readable=True, of_log=log.findings)


def read_history(folder: Path) -> "LogRead":
    """Return the log of exception reports, what is wrong with it, and the copies beside it.

    Raises LogError where its file cannot be read.
    """
    # Most projects have no log, and need nothing of what reads one.
    from paperkit.record.entries import LOG_FILE
    from paperkit.record.log import check_copies, look

    looked = look(folder / LOG_FILE)
    return replace(looked, findings=(*looked.findings, *check_copies(folder)))


def _read_file(path: Path, council: Council) -> ReadFile:
    if path.suffix == ".yaml":
        from paperkit.files.yaml_in import read_tables

        return read_tables(path, TABLES)
    # openpyxl is slow to import, and not needed where the data are YAML.
    from paperkit.files.workbook_in import read_workbook

    return read_workbook(path, TABLES, council.ways.settings.aliases)


def _structural(finding: Finding) -> bool:
    number = finding.code
    return finding.severity is Severity.ERROR and number < STRUCTURE_ENDS_BELOW


def _over(words: Words, own: Mapping[str, str]) -> Branch:
    """Return the pack's words with the council's own over them, as a settings file says it."""
    place = Place(SETTINGS_FILE, field="words")
    told: dict[str, str] = {**as_dict(words), **own}
    return Branch(place, {key: Leaf(Cell(word, place)) for key, word in told.items()})


def write_data(council: Council, rows: Mapping[Table, Sequence[Row]], title: str) -> Path:
    """Return the new file that holds the rows, a workbook where the project's data are one.

    Raises WriteError where a file of that title is there already.
    """
    tables = tuple(rows)
    records = {table.name: [record_of(table, row) for row in rows[table]] for table in tables}
    folder = council.project.folder / DATA_FOLDER
    if any(path.suffix == ".xlsx" for path in council.project.data):
        # XlsxWriter is imported only where a workbook is written.
        from paperkit.files.workbook_out import filled_workbook

        path = folder / f"{safe_name(title)}.xlsx"
        data = filled_workbook(tables, records, title)
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

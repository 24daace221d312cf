"""Open a project, read its data, find what somebody names in them, add a file of data to them.

A project is a folder with one settings file and the Board's data beside it. Its own workbook is
never written to: what paperkit adds is a file of the data folder, read beside the workbook.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from paperkit.board.calendar import find_meeting, next_meeting, suggest_meetings
from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, Round
from paperkit.board.pack_settings import Ways, Words
from paperkit.board.plan_rows import MEETINGS, PRIORITIES, Meeting
from paperkit.board.sentence_forms import SentenceForms
from paperkit.board.settings import Settings, check_settings
from paperkit.board.words import Body
from paperkit.container.reading import content
from paperkit.container.writing import NewFile, folder_for, folder_lock, safe_name, write_file
from paperkit.errors import ProjectError, UnknownNameError, WriteError
from paperkit.files import bundled, ending_of
from paperkit.files.yaml_in import read_tree
from paperkit.findings import CSV, NOWHERE, Finding, Place, Severity, in_words_of, of_severity
from paperkit.frozen import Frozen, as_dict, replace
from paperkit.installed import PACKS, entry_points
from paperkit.packs.packs import Kind, Pack, find_pack, hidden
from paperkit.packs.sentences import check_sentences, former, over
from paperkit.pipeline.sources import DATA_FOLDER, SETTINGS_FILE, data_files, read_data
from paperkit.record import LOG_FILE
from paperkit.schema.cleaning import Reference
from paperkit.schema.columns import Cell, Row, Table
from paperkit.schema.describe import record_of
from paperkit.schema.forms import Word
from paperkit.schema.tree import Branch, build_tree
from paperkit.schema.values import close_to

if TYPE_CHECKING:
    from paperkit.record.log import LogRead

PAPERS_FOLDER, PACKS_FOLDER, FORMS_FOLDER = "papers", "packs", "forms"
FINDINGS_FILE = "What to put right.xlsx"
LETTERS_FOLDER = "letters"
UNREADABLE = "The data cannot be read as they are."
STRUCTURE_ENDS_BELOW = "PK-3"  # the codes below it are of files, sheets, headings and settings


class Project(Frozen):
    """A project: its folder, its settings, its files of data, and what the settings lack."""

    folder: Path
    settings: Settings
    data: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def papers(self) -> Path:
        """Return the folder in which papers are put."""
        return self.folder / PAPERS_FOLDER

    @property
    def place(self) -> Place:
        """Return a place in the data, for texts that have none of their own (``in_words_of``).

        It has no sheets where no file of data is a workbook.
        """
        no_sheets = all(ending_of(path) in (".yaml", CSV) for path in self.data)
        return Place(self.data[0].name, line=1) if self.data and no_sheets else NOWHERE


class BoardRead(Frozen):
    """A project with its data: its pack, how the council works, and what was found on reading.

    ``readable`` is False where a file, sheet or heading is wrong: then only those findings are
    given, since all others would only follow from them. ``of_log`` are those that the log of
    exception reports gave.
    """

    project: Project
    pack: Pack
    ways: Ways
    board: BoardData
    findings: tuple[Finding, ...]
    readable: bool
    of_log: tuple[Finding, ...] = ()


# --- The project and its data ---------------------------------------------------------------


def open_project(folder: Path) -> Project:
    """Return the project in a folder; ProjectError says what is not there."""
    settings_file = folder / SETTINGS_FILE
    if folder.is_file():
        raise ProjectError(f"{folder} is a file. Give the project's folder instead.")
    if not folder.is_dir():
        raise ProjectError(
            f"There is no folder {folder}. Check the name, or make a project there with "
            f"'paperkit new {folder.name}'."
        )
    if not settings_file.is_file():
        raise ProjectError(
            f"{folder.resolve()} is not a project folder: it has no {SETTINGS_FILE}. Go to the "
            "folder of your project, or name it with --project."
        )
    tree = read_tree(settings_file)
    built = build_tree(Settings, tree)
    findings = list(built.findings)
    if isinstance(tree, Branch) and "sentences" in tree.entries:
        findings += check_sentences(tree.entries["sentences"])
    if not built.value.council.name:
        message = "The settings do not say what the council is called."
        findings.append(Finding("PK-222", Place(SETTINGS_FILE, field="council"), message))
    findings += check_settings(built.value, SETTINGS_FILE)
    data = data_files(folder)
    return Project(folder, built.value, data.paths, (*findings, *data.findings))


def source_files(folder: Path) -> Mapping[str, bytes]:
    """Return what the settings and each file of data hold, letter for letter, by their names."""
    paths = (folder / SETTINGS_FILE, *open_project(folder).data)
    return {path.relative_to(folder).as_posix(): content(path) for path in paths}


def pack_folders(project: Path, packs: Sequence[Path]) -> tuple[Path, ...]:
    """Return where packs are looked for, in order."""
    installed: tuple[Path, ...] = ()
    if entry_points(PACKS):
        from paperkit import plugins

        installed = plugins.pack_folders()
    return (project / PACKS_FOLDER, *packs, *installed, bundled("report_templates"))


def read_board(folder: Path, packs: Sequence[Path] = ()) -> BoardRead:
    """Return the Board's data from every file of the project in a folder.

    ``packs`` are folders in which packs of templates are looked for, beside the project's own and
    paperkit's. What is wrong with the data is among the findings; PaperkitError says why the
    project, its pack or a file cannot be used at all.
    """
    project = open_project(folder)
    settings = project.settings
    pack, ways, of_ways = ways_of(folder, settings, packs)
    data = read_data(folder, project.data, settings.aliases)
    findings = [*project.findings, *of_ways, *data.findings]
    if entry_points(PACKS):
        from paperkit.plugins import left_out

        findings += left_out(PACKS, "Its packs of templates were not looked at.")
    log = read_history(folder)
    errors = of_severity(findings, Severity.ERROR)
    readable = all(finding.code >= STRUCTURE_ENDS_BELOW for finding in errors)
    board = BoardData()
    if readable:
        board = data.assembled.board
        findings += (*data.assembled.findings, *log.findings)
    board = replace(board, history=log.history)
    return BoardRead(project, pack, ways, board, tuple(findings), readable, log.findings)


def ways_of(
    folder: Path, settings: Settings, packs: Sequence[Path]
) -> tuple[Pack, Ways, tuple[Finding, ...]]:
    """Return the pack that settings name, how the council works by both, and what is wrong there.

    The council's own words go before the pack's, and are read as a settings file is; so do its
    heads of implications.
    """
    folders = pack_folders(folder, packs)
    pack = find_pack(settings.pack, folders)
    of_names = tuple(_of_one_name(pack, folders))
    if settings.implications is not None:
        own = replace(pack.settings, implications=settings.implications)
        pack = replace(pack, settings=own)
    place = Place(SETTINGS_FILE, field="words")
    said: dict[str, str] = {**as_dict(pack.settings.words), **settings.words}
    words = build_tree(Words, Branch(place, {key: Cell(word, place) for key, word in said.items()}))
    # The sentences that come with paperkit are right, and read where the first is printed.
    of_sentences = pack.sentences.findings if pack.has_own_sentences else ()
    ways = Ways(
        settings,
        pack.settings,
        words.value,
        cache(partial(_sentences, pack, settings)),
        pack.role_of,
    )
    # The marks around a value were reported by its line, when its file was read.
    of_words = (finding for finding in words.findings if finding.code != "PK-246")
    return pack, ways, (*pack.findings, *of_names, *of_words, *of_sentences)


def _of_one_name(pack: Pack, folders: Sequence[Path]) -> Iterator[Finding]:
    """Yield a note for each pack of the line that hides another of its name, not in the line."""
    used = {one.folder for one in pack.line}
    for one in pack.line:
        for other in (path for path in hidden(one, folders) if path not in used):
            message = (
                f"Two packs are called {one.name}: the one in {one.folder.parent} is used, and "
            )
            message += f"the one in {other.parent} is not."
            yield Finding("PK-647", Place(field=one.name), message, value=one.name)


def _sentences(pack: Pack, settings: Settings) -> Mapping[str, SentenceForms]:
    """Return every sentence of a council's papers: its own over its pack's."""
    of_pack = over(pack.sentences.value, former(pack.settings.phrases))
    return over(of_pack, settings.sentences)


def read_whole(
    folder: Path, packs: Sequence[Path] = (), *, names_folder: bool = False
) -> BoardRead:
    """Return the Board's data; ProjectError where they cannot be read as they are.

    Where more than one project is read, the error ``names_folder``.
    """
    read = read_board(folder, packs)
    if not read.readable and names_folder:
        raise ProjectError(
            f"The data of {folder} cannot be read as they are. Run 'paperkit check --project "
            f"{folder}' first."
        )
    if not read.readable:
        raise ProjectError(f"{UNREADABLE} Run 'paperkit check' first.")
    return read


def read_history(folder: Path) -> "LogRead":
    """Return the log of exception reports, what is wrong with it, and the copies beside it.

    Raises LogError where its file cannot be read.
    """
    # Most projects have no log, and need nothing of what reads one.
    from paperkit.record.copies import check_copies
    from paperkit.record.log import check_version, look

    looked = look(folder / LOG_FILE)
    notes = (*check_version(folder / LOG_FILE), *check_copies(folder))
    return replace(looked, findings=(*looked.findings, *notes))


# --- What somebody names --------------------------------------------------------------------


def refuse_unread(board: BoardData, table: Table, words: str) -> None:
    """Raise UnknownNameError where a row of that reference is there and cannot be read.

    Otherwise the message would say that there is none, and offer other names in its place.
    """
    for row in board.unread_of(table):
        if words and Reference(words) == Reference(row.reference):
            raise UnknownNameError(
                f"The row of '{row.reference}' cannot be read ({row.place}). 'paperkit check' says "
                "what is wrong with it."
            )


def the_meeting(board: BoardData, words: str, today: date, body: Body = Body.BOARD) -> Meeting:
    """Return the meeting of that reference, date or paper; a body's next where none is named.

    It has a date. UnknownNameError where there is none, with what there is instead.
    """
    found = find_meeting(board, words) if words else next_meeting(board, today, body)
    if found is None and not words:
        raise UnknownNameError(
            f"No meeting of the {body} lies ahead. Name one with --meeting, or add it to Meetings."
        )
    if found is None:
        refuse_unread(board, MEETINGS, words)
        near = suggest_meetings(board, words)
        names = near or [meeting.reference for meeting in board.meetings]
        lead = "Did you mean" if near else "The meetings are"
        raise UnknownNameError(
            f"There is no meeting called '{words}'. {lead}: {', '.join(names) or 'none yet'}."
        )
    if found.date is None:
        raise UnknownNameError(
            in_words_of(
                found.place.row,
                f"The meeting '{found.reference}' has no date. Give it one on the sheet Meetings.",
            )
        )
    return found


def the_priority(board: BoardData, words: str) -> str:
    """Return the reference of the priority that goes by this reference or name.

    It is blank where no words are given. UnknownNameError where there is no such priority.
    """
    if not words:
        return ""
    for row in board.priorities:
        if Reference(words) in (row.reference, row.name):
            return row.reference
    refuse_unread(board, PRIORITIES, words)
    names = (name for row in board.priorities for name in (row.reference, row.name) if name)
    there = did_you_mean(words, names, _priorities(board))
    raise UnknownNameError(f"There is no priority called '{words}'. {there}")


def only_round(board: BoardData, meeting: Meeting) -> str:
    """Return the priority of the meeting's round in the log, where it has just one."""
    rounds = board.history.rows(ROUNDS, Round)
    there = {one.priority for one in rounds if one.meeting == meeting.reference}
    if len(there) == 1:
        return there.pop()
    raise UnknownNameError(f"Name the priority with --priority. {_priorities(board)}")


def _priorities(board: BoardData) -> str:
    names = (f"{p.reference} ({p.name})" if p.name else p.reference for p in board.priorities)
    return f"The priorities are: {', '.join(names) or 'none yet'}."


def did_you_mean(words: str, names: Iterable[str], otherwise: str) -> str:
    """Return a question with the name that is near to the words typed, or the other sentence."""
    near = close_to(words, list(names))
    return f"Did you mean '{near}'?" if near else otherwise


def check_fits(kind: Kind, priority: str, body: Body | None = None) -> None:
    """Refuse a priority or a body that papers of the kind have nothing to do with."""
    if priority and not kind.round:
        raise UnknownNameError(
            f"A paper of the kind {kind.name} is not about one priority. Leave --priority out."
        )
    if body and not kind.forward:
        raise UnknownNameError(
            f"A paper of the kind {kind.name} is not a forward plan. Leave --body out."
        )


# --- A file of data beside the workbook -----------------------------------------------------


def write_data(
    project: Project, rows: Mapping[Table, Sequence[Row]], title: str,
    offers: Mapping[str, Sequence[Word]] = MappingProxyType({}),
) -> Path:  # fmt: skip
    """Return the new file that holds the rows, a workbook where the project's data are one.

    ``offers`` are words that its drop-downs offer, by ``table.column``. Raises WriteError where a
    file of that title is there already.
    """
    file = data_file(project, rows, title, offers)
    with folder_for(file.path.parent):
        write_file(file.path, file.data, replace=False)
    return file.path


def rewrite_data(
    project: Project,
    before: Mapping[Table, Sequence[Row]],
    rows: Mapping[Table, Sequence[Row]],
    title: str,
) -> Path:
    """Return the file of that title, with these rows in the place of those before.

    WriteError where it is not as paperkit wrote it, with the rows before: a person has changed it.
    """
    was, file = data_file(project, before, title), data_file(project, rows, title)
    with folder_for(file.path.parent), folder_lock(file.path):
        if file.path.exists() and content(file.path) != was.data:
            sheets = ", ".join(table.sheet for table in rows)
            raise WriteError(
                f"'{file.path.name}' in the folder '{DATA_FOLDER}' was changed since paperkit "
                f"wrote it, so it was left as it is. Type what is new into it, under {sheets}."
            )
        write_file(file.path, file.data, replace=True)
    return file.path


def data_file(
    project: Project, rows: Mapping[Table, Sequence[Row]], title: str,
    offers: Mapping[str, Sequence[Word]] = MappingProxyType({}),
) -> NewFile:  # fmt: skip
    """Return a file of the data folder that would hold the rows, and the path of that title."""
    tables = tuple(rows)
    records = {table.name: [record_of(table, row) for row in rows[table]] for table in tables}
    folder = project.folder / DATA_FOLDER
    if any(ending_of(path) in (".xlsx", CSV) for path in project.data):
        # XlsxWriter is imported only where a workbook is written.
        from paperkit.files.workbook_out import filled_workbook

        path = folder / f"{safe_name(title)}.xlsx"
        return NewFile(path, filled_workbook(tables, records, title, offers=offers))
    from paperkit.files.yaml_out import tables_yaml

    path = folder / f"{safe_name(title)}.yaml"
    return NewFile(path, tables_yaml(tables, records).encode("utf-8"))


def numbered(name: str) -> Iterator[str]:
    """Yield a name, then the same with a number behind it, from 2 on."""
    yield name
    yield from (f"{name} ({number})" for number in count(2))


def add_data(project: Project, rows: Mapping[Table, Sequence[Row]], title: str) -> Path | None:
    """Return the new file that holds the rows; None where there are none.

    The title gets a number behind it where a file of that title is there already.
    """
    filled = {table: of_table for table, of_table in rows.items() if of_table}
    if not filled:
        return None
    taken = {path.stem.casefold() for path in (project.folder / DATA_FOLDER).glob("*")}
    free = next(name for name in numbered(title) if safe_name(name).casefold() not in taken)
    return write_data(project, filled, free)

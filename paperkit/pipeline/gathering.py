"""Gather what came back: read the forms of a folder, judge them, and take what can be taken.

All that is new goes into the log in one transaction, and answers for a paper into a new file of
the project's data. No file that was read is changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.board.history import LOGGED
from paperkit.board.paper_rows import RETURNS, VIEWS
from paperkit.errors import ProjectError, ReadError
from paperkit.findings import Finding, Place, once
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Kind
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.checking import gravest_first, ordered, wanted
from paperkit.pipeline.reading import (
    OWNER_FILE_MARK,
    UNREADABLE,
    BoardRead,
    free_title,
    read_board,
    the_meeting,
    write_data,
)
from paperkit.record.entries import LOG_FILE
from paperkit.record.log import append
from paperkit.rounds.gathering import FileOutcome, gather
from paperkit.rounds.intake import Intake, Leave, ReturnedForm
from paperkit.rounds.letters import Letter, to_each
from paperkit.rounds.paper_forms import ASKED_TABLES, purpose_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Record, Table
from paperkit.schema.dates import in_words
from paperkit.schema.forms import ABOUT, About
from paperkit.schema.rows import build_table
from paperkit.standpoint.board_at import BoardAt

FORM_TABLES: tuple[Table, ...] = (RETURNS, VIEWS, *ASKED_TABLES)
TEXTS = frozenset({".txt", ".md"})
"""The endings of texts that paperkit itself puts beside the forms that it issues."""


class GatherOrder(Frozen):
    """What an officer asks for. Without ``forms`` only the project's own rows are gathered."""

    folder: Path
    today: date
    forms: Path | None = None
    meeting: str = ""
    leave: Leave = Leave()
    packs: tuple[Path, ...] = ()


class Gathering(Frozen):
    """What became of an order: what was found, what became of each file, what was written.

    ``logged`` counts the entries that the log took; ``refused`` says why nothing was gathered.
    """

    findings: tuple[Finding, ...]
    outcomes: tuple[FileOutcome, ...] = ()
    logged: int = 0
    files: tuple[Path, ...] = ()
    refused: str = ""
    read: BoardRead | None = None


def gather_returns(order: GatherOrder, progress: Progress = silent) -> Gathering:
    """Return what was gathered from a folder of forms and from the project's own rows.

    Raises PaperkitError where the run cannot go on, LogError where somebody else has added to the
    log meanwhile: nothing was gathered then. Each step is said to ``progress``.
    """
    read = read_board(order.folder, order.packs)
    if not read.readable:
        return Gathering(ordered(read.findings), refused=UNREADABLE)
    board, ways, today = read.board, read.ways, order.today
    forms, findings = _read_forms(_form_files(order.forms) if order.forms else (), progress)
    progress("Looking at what is new")
    there = the_meeting(board, order.meeting, today) if order.meeting else None
    papers: dict[str, tuple[Table, ...]] = {}
    if any(table.name in form.built for form in forms for table in ASKED_TABLES):
        # Each kind is known by the words in which its forms say what they are for.
        kinds = read.pack.kinds().items()
        papers = {folded(purpose_of(name)): asked_tables(kind) for name, kind in kinds}
    at = BoardAt(board, ways, there)
    found = gather(forms, Intake(at, today, order.leave, papers))
    drafts = [draft for draft in found.taken if draft.table in LOGGED]
    logged = len(append(order.folder / LOG_FILE, drafts, board.history.head))
    rows = {table: [one.row for one in found.taken if one.table == table] for table in ASKED_TABLES}
    filled = {table: of_table for table, of_table in rows.items() if of_table}
    files: tuple[Path, ...] = ()
    if filled:
        title = free_title(read.project, f"Returned by {in_words(today)}")
        files = (write_data(read.project, filled, title),)
    findings += found.findings
    if order.forms:
        findings += _passed_over(order.forms)
    shown = wanted(ways, _by_file(findings))
    return Gathering(shown, found.outcomes, logged, files, read=read)


def asked_tables(kind: Kind) -> tuple[Table, ...]:
    """Return the tables that papers of a kind show and for which forms ask others."""
    return tuple(table for table in ASKED_TABLES if kind.shows(table.name))


def letters(done: Gathering, today: date) -> tuple[Letter, ...]:
    """Return what to write to each person of what was found, ready to be pasted into an e-mail."""
    read = done.read
    return to_each(done.findings, read.board, read.ways, today) if read else ()


# --- The folder of forms --------------------------------------------------------------------


def _form_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that may be forms, by name.

    ProjectError where there is no such folder, or nothing in it.
    """
    if folder.is_file():
        raise ProjectError(f"'{folder.name}' is a file. Name the folder in which it is.")
    if not folder.is_dir():
        raise ProjectError(f"There is no folder {folder}. Name the one in which the forms are.")
    found = tuple(
        path
        for path in sorted(folder.iterdir())
        if path.is_file()
        and not path.name.startswith((OWNER_FILE_MARK, "."))
        and path.suffix.lower() not in TEXTS
    )
    within = _folders_within(folder)
    if not found and within:
        raise ProjectError(
            f"The folder {folder} holds no form, but folders. Name the one in which the forms are, "
            f"such as '{folder / within[0].name}'."
        )
    if not found:
        raise ProjectError(
            f"The folder {folder} holds no form. Put the workbooks that came back into it."
        )
    return found


def _folders_within(folder: Path) -> list[Path]:
    there = (path for path in sorted(folder.iterdir()) if path.is_dir())
    return [path for path in there if not path.name.startswith(".")]


def _passed_over(folder: Path) -> Iterator[Finding]:
    """Yield a note for each form that somebody has open, and for each folder in the folder."""
    for path in sorted(folder.glob(f"{OWNER_FILE_MARK}*")):
        name = path.name.removeprefix(OWNER_FILE_MARK)
        if (folder / name).is_file():
            message = f"'{name}' is open in another program; what is not saved yet was not read."
            yield Finding("PK-865", Place(name), message)
    for path in _folders_within(folder):
        message = f"The folder '{path.name}' was not looked into."
        yield Finding("PK-864", Place(path.name), message)


def _read_forms(
    paths: Sequence[Path], progress: Progress
) -> tuple[tuple[ReturnedForm, ...], list[Finding]]:
    """Return the forms, and a finding for each file that cannot be read: the others count."""
    forms: list[ReturnedForm] = []
    findings: list[Finding] = []
    for path in paths:
        progress(f"Reading {path.name}")
        # openpyxl is slow to import, and not needed where nothing came back.
        from paperkit.files.form_in import read_form

        try:
            read = read_form(path, FORM_TABLES)
        except ReadError as fault:
            findings.append(Finding("PK-830", Place(path.name), str(fault)))
            continue
        there = (table for table in FORM_TABLES if table.name in read.records)
        built = {table.name: build_table(table, read.records[table.name]) for table in there}
        about = _about(read.about) if read.about else None
        forms.append(ReturnedForm(read.file, about, built, read.behind, read.findings))
    return tuple(forms), findings


def _about(record: Record) -> About | None:
    """Return what a form says of itself; a day that cannot be read is left out."""
    days = ("due", "issued_on")
    plain = {name: cell for name, cell in record.cells.items() if name not in days}
    for cells in (record.cells, plain):
        rows = build_table(ABOUT, [replace(record, cells=cells)]).rows
        if rows and isinstance(rows[0], About):
            return rows[0]
    return None


def _by_file(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings file by file without repeats, errors first, then gaps, then notes."""
    by_file: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_file.setdefault((finding.place.file, finding.person), []).append(finding)
    return gravest_first(finding for theirs in by_file.values() for finding in once(theirs))

"""Who has returned a form, and what came back.

All that is new in what came back goes into the log in one transaction, and answers for a paper
into a new file of the project's data. No file that was read is changed.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.history import LOGGED, QUESTIONS
from paperkit.board.paper_rows import RETURNS, VIEWS
from paperkit.board.settings import StepName
from paperkit.container.writing import safe_name
from paperkit.errors import ProjectError, ReadError, UnknownNameError
from paperkit.findings import Finding, Place, in_words_of, once
from paperkit.frozen import Frozen, replace
from paperkit.kinds.questions import questions
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.checking import gravest_first, ordered, wanted
from paperkit.pipeline.finals import add
from paperkit.pipeline.issuing import asked_tables
from paperkit.pipeline.reading import (
    FORMS_FOLDER,
    UNREADABLE,
    BoardRead,
    Project,
    add_data,
    did_you_mean,
    read_board,
    read_whole,
    the_meeting,
    the_priority,
)
from paperkit.pipeline.reasons import with_reasons
from paperkit.pipeline.sources import OWNER_FILE_MARK
from paperkit.record import LOG_FILE
from paperkit.rounds.asked import gathered_entries
from paperkit.rounds.forms import Asking
from paperkit.rounds.gathering import FileOutcome, form_again, gather
from paperkit.rounds.lead_questions import of_answers, question_entries
from paperkit.rounds.letters import (
    Letter,
    ReturnStatus,
    status_of_paper,
    status_of_rounds,
    to_each,
)
from paperkit.rounds.paper_forms import ASKED_TABLES, purpose_of
from paperkit.rounds.remarks import beside
from paperkit.rounds.returns import Intake, Leave, ReturnedForm
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Record, Table
from paperkit.schema.dates import in_words
from paperkit.schema.forms import ABOUT, About, FormText
from paperkit.schema.rows import build_table
from paperkit.standpoint.board_at import BoardAt

NO_LEAVE = Leave()
FORM_TABLES: tuple[Table, ...] = (RETURNS, VIEWS, *ASKED_TABLES)
TEXTS = frozenset({".txt", ".md"})
"""The endings of texts that paperkit itself puts beside the forms that it issues."""


# --- Who has returned a form ----------------------------------------------------------------


def form_status(
    folder: Path, *, priority: str, meeting: str, today: date, packs: tuple[Path, ...] = ()
) -> tuple[ReturnStatus, ...]:
    """Return the state of each round: the last of every priority, or those of a meeting.

    ProjectError where the data cannot be read, UnknownNameError where no such round was issued.
    """
    read = read_whole(folder, packs)
    board = read.board
    there = the_meeting(board, meeting, today) if meeting else None
    intake = Intake(BoardAt(board, read.ways, there), today)
    found = status_of_rounds(intake, the_priority(board, priority))
    if not found:
        raise UnknownNameError(
            "The log has no such round of exception reporting. Issue one with 'paperkit forms "
            "issue'."
        )
    return found


def paper_status(
    folder: Path, *, kind: str, meeting: str, today: date, packs: tuple[Path, ...] = ()
) -> ReturnStatus:
    """Return who owes what for a paper of the kind; without a meeting for the next one.

    The day of return is worked back from the meeting, where the settings give one. ProjectError
    where the data cannot be read, UnknownNameError for a kind or meeting that is not there, or a
    kind that needs nothing of others.
    """
    read = read_whole(folder, packs)
    of_kind, _ = read.pack.kind(kind)
    there = the_meeting(read.board, meeting, today)
    due = day_of(deadlines(there, read.ways.settings.deadlines), StepName.RETURNS_DUE)
    asking = Asking(BoardAt(read.board, read.ways, there), due, today)
    found = status_of_paper(asking, kind, asked_tables(of_kind))
    if not found.people:
        raise UnknownNameError(
            f"Nobody is asked for anything that the kind {kind} needs for {there.reference}. Name "
            "another kind with --for, or the priority of a round with --priority."
        )
    return found


# --- Gathering -------------------------------------------------------------------------------


class Gathering(Frozen):
    """The outcome of an order: what was found, the outcome of each file, what was written.

    ``logged`` counts the entries that the log took, ``questions`` those of them that say what was
    asked; ``refused`` says why nothing was gathered; ``forms`` are those that came in.
    """

    findings: tuple[Finding, ...]
    outcomes: tuple[FileOutcome, ...] = ()
    logged: int = 0
    questions: int = 0
    files: tuple[Path, ...] = ()
    refused: str = ""
    read: BoardRead | None = None
    forms: tuple[ReturnedForm, ...] = ()


def gather_returns(
    folder: Path,
    today: date,
    forms_folder: Path | None = None,
    *,
    meeting: str = "",
    leave: Leave = NO_LEAVE,
    because: Sequence[str] = (),
    packs: tuple[Path, ...] = (),
    progress: Progress = silent,
) -> Gathering:
    """Return what was gathered from a folder of forms and from the project's own rows.

    Without a folder of forms only the project's own rows are gathered; without a meeting the last
    round of each priority. ``leave`` is what the officer allows, ``because`` why answers have
    changed, as typed. Raises PaperkitError where the run cannot go on, LogError where somebody else
    has added to the log meanwhile: nothing was gathered then. Each step is said to ``progress``.
    """
    read = read_board(folder, packs)
    if not read.readable:
        return Gathering(ordered(read.findings), refused=UNREADABLE)
    board, ways = read.board, read.ways
    came, findings = _read_forms(_form_files(forms_folder) if forms_folder else (), progress)
    forms = tuple(one.form for one in came)
    progress("Looking at what is new")
    there = the_meeting(board, meeting, today) if meeting else None
    papers: dict[str, tuple[Table, ...]] = {}
    if any(table.name in form.built for form in forms for table in ASKED_TABLES):
        # Each kind is known by the words in which its forms say what they are for.
        kinds = read.pack.kinds().items()
        papers = {folded(purpose_of(name)): asked_tables(kind) for name, kind in kinds}
    intake = Intake(BoardAt(board, ways, there), today, leave, papers)
    _check_left_out(leave, forms)
    forms = tuple(
        replace(one.form, beside=_beside(folder, one, intake)) if one.form.about else one.form
        for one in came
    )
    found, unused = with_reasons(partial(gather, forms), intake, because)
    of_rounds = gathered_entries(intake)
    # An answer that points at a note is asked about together with the note.
    pointing = {one.place for one in found.findings if one.code == "PK-867"}
    of_papers = questions(found.answers, intake, read.pack.kinds())
    asked = [one for one in of_papers if one.finding.place not in pointing]
    of_forms = of_answers(found.findings, found.answers)
    to_log = [draft for draft in found.taken if draft.table in LOGGED]
    to_log += question_entries((*of_forms, *asked), to_log, board.history, today)
    drafts = [*of_rounds.entries, *to_log]
    new_questions = sum(draft.table == QUESTIONS for draft in drafts)
    logged = len(add(folder / LOG_FILE, read.project.papers, drafts, board.history))
    rows = {table: [one.row for one in found.taken if one.table == table] for table in ASKED_TABLES}
    path = add_data(read.project, rows, f"Returned by {in_words(today)}")
    findings += (_of_data(one, read.project) for one in found.findings)
    findings += (*(one.finding for one in asked), *of_rounds.findings, *unused)
    if forms_folder:
        findings += _passed_over(forms_folder)
    # File by file without repeats, errors first, then gaps, then notes.
    by_file = in_groups(((finding.place.file, finding.person), finding) for finding in findings)
    shown = wanted(ways, gravest_first(one for theirs in by_file.values() for one in once(theirs)))
    files = (path,) if path else ()
    return Gathering(shown, found.outcomes, logged, new_questions, files, "", read, forms)


# An action that is to be added to the plan, and a lead who is to be corrected there.
_REMEDY_IN_DATA = frozenset({"PK-838", "PK-842"})


def _of_data(found: Finding, project: Project) -> Finding:
    """Return a finding of a form whose remedy speaks of the data, which may have no sheets."""
    if found.code not in _REMEDY_IN_DATA:
        return found
    return replace(found, remedy=in_words_of(project.place, found.remedy))


def letters(done: Gathering, today: date) -> tuple[Letter, ...]:
    """Return what to write to each person of what was found, ready to be pasted into an e-mail."""
    read = done.read
    senders = {one.file: one.person for one in done.outcomes}
    meetings = {one.file: one.about.meeting for one in done.forms if one.about}
    if read is None:
        return ()
    return to_each(done.findings, read.board, read.ways, today, senders, meetings)


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
    if not found:
        message = f"The folder {folder} holds no form. Put the workbooks that came back into it."
        if within:
            message = (
                f"The folder {folder} holds no form, but folders. Name the one in which the forms "
                f"are, such as '{folder / within[0].name}'."
            )
        raise ProjectError(message)
    return found


def _folders_within(folder: Path) -> list[Path]:
    there = (path for path in sorted(folder.iterdir()) if path.is_dir())
    return [path for path in there if not path.name.startswith(".")]


def _passed_over(folder: Path) -> Iterator[Finding]:
    """Yield a note for each form that somebody has open, and for each folder in the folder."""
    for path in sorted(folder.glob(f"{OWNER_FILE_MARK}*")):
        name = path.name.removeprefix(OWNER_FILE_MARK)
        if (folder / name).is_file():
            message = (
                f"'{name}' is open in another program, so changes that are not saved were not read."
            )
            yield Finding("PK-865", Place(name), message)
    for path in _folders_within(folder):
        yield Finding("PK-864", Place(path.name), f"The folder '{path.name}' was not opened.")


class _Came(Frozen):
    """A form that came back, from which file, and every text that is not a cell of its tables."""

    path: Path
    form: ReturnedForm
    texts: tuple[FormText, ...]


def _check_left_out(leave: Leave, forms: Sequence[ReturnedForm]) -> None:
    """Refuse to leave out remarks of somebody of whom there is no form."""
    there = dict.fromkeys(form.about.person for form in forms if form.about)
    for name in leave.left_out:
        if name not in there:
            names = f"The forms are of {', '.join(there) or 'nobody'}."
            raise UnknownNameError(
                f"There is no form of '{name}'. {did_you_mean(name, there, names)}"
            )


def _beside(project: Path, came: _Came, intake: Intake) -> tuple[FormText, ...] | None:
    """Return what was written on a form beside its answers; None where nobody can tell.

    It is compared with the form that was issued, where that is still there and nobody has typed
    into it; else with the one that would be issued now. Of one that was issued anew on another day
    it is the form, of the two, that says more of the same.
    """
    from paperkit.files.form_in import read_form, read_form_of, unsaved
    from paperkit.files.workbook_in import open_bytes

    about = came.form.about
    assert about is not None, "The caller asks of forms that say what they are."
    name = safe_name(f"{about.person} - {about.name}")
    issued = sorted((project / FORMS_FOLDER).glob("*/*.xlsx"))
    for path in (path for path in issued if path.stem == name and path.suffix == ".xlsx"):
        if not path.samefile(came.path) and unsaved(path):
            sent = read_form(path, FORM_TABLES)
            says = _about(sent.about) if sent.about else None
            if says and says.version != about.version:
                # Issued again, by a paperkit whose forms say other things.
                continue
            written = beside(came.texts, sent.texts)
            if not written or says is None or says.issued_on == about.issued_on:
                return written
            break
    else:
        written = None
    form = form_again(about, intake)
    if form is None:
        return written
    from paperkit.files.workbook_out_form import form_workbook

    again = read_form_of(open_bytes(came.path.name, form_workbook(form)), FORM_TABLES)
    now = beside(came.texts, again.texts)
    return now if written is None else min(written, now, key=len)


def _read_forms(
    paths: Sequence[Path], progress: Progress
) -> tuple[tuple[_Came, ...], list[Finding]]:
    """Return the forms, and a finding for each file that cannot be read: the others count."""
    forms: list[_Came] = []
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
        form = ReturnedForm(read.file, about, built, read.behind, read.findings)
        forms.append(_Came(path, form, read.texts))
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

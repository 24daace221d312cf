"""A round of forms: issue them, see who has returned theirs, gather what came back.

Forms of a round of exception reporting, or for what a paper needs of others: a workbook for each
person who is asked, and a text to go with it. Nothing is sent, and no file that is there is
written over: somebody may have typed into it.

All that is new in what came back goes into the log in one transaction, and answers for a paper
into a new file of the project's data. No file that was read is changed.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.history import LOGGED, QUESTIONS, Draft
from paperkit.board.paper_rows import GROUPS, RETURNS, VIEWS
from paperkit.board.plan_rows import (
    ACTIONS,
    INDICATORS,
    OUTCOMES,
    PLANS,
    PRIORITIES,
    READINGS,
)
from paperkit.board.settings import StepName
from paperkit.board.words import MeetingState
from paperkit.container.writing import NewFile, folder_for, safe_name, write_files
from paperkit.errors import ProjectError, ReadError, UnknownNameError
from paperkit.findings import Finding, Place, Severity, of_severity, once
from paperkit.frozen import Frozen, replace
from paperkit.kinds.questions import questions
from paperkit.packs.packs import Kind
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.checking import gravest_first, ordered, wanted
from paperkit.pipeline.finals import add
from paperkit.pipeline.mail_merge import mail_merge
from paperkit.pipeline.reading import (
    FORMS_FOLDER,
    OWNER_FILE_MARK,
    PAPERS_FOLDER,
    UNREADABLE,
    BoardRead,
    add_data,
    did_you_mean,
    numbered,
    read_board,
    read_whole,
    the_meeting,
    the_priority,
)
from paperkit.pipeline.reasons import with_reasons
from paperkit.record import LOG_FILE
from paperkit.rounds.asked import gathered_entries, issued_entries, known_round
from paperkit.rounds.forms import (
    EXCEPTION_REPORTING,
    Asking,
    about_of,
    by_name,
    check_day,
    check_round_asked,
    exception_forms,
    sponsor_form,
    sponsor_of,
    sponsor_rows,
)
from paperkit.rounds.gathering import FileOutcome, form_again, gather
from paperkit.rounds.lead_questions import of_answers, question_entries
from paperkit.rounds.leavers import EVERYBODY_LEFT, check_leavers, still_there
from paperkit.rounds.letters import (
    FormSent,
    Letter,
    ReturnStatus,
    form_letter,
    status_of_paper,
    status_of_rounds,
    to_each,
)
from paperkit.rounds.paper_forms import ASKED_TABLES, asked_forms, check_paper_asked, purpose_of
from paperkit.rounds.remarks import beside
from paperkit.rounds.returns import Intake, Leave, ReturnedForm
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Record, Table
from paperkit.schema.dates import in_words
from paperkit.schema.forms import ABOUT, About, Form, FormText
from paperkit.schema.rows import build_table
from paperkit.standpoint.board_at import BoardAt

_OF_ROUND = (PRIORITIES, OUTCOMES, ACTIONS)
_OF_PAPER = (PLANS, ACTIONS, INDICATORS, READINGS, GROUPS)
NO_LEAVE = Leave()
FORM_TABLES: tuple[Table, ...] = (RETURNS, VIEWS, *ASKED_TABLES)
TEXTS = frozenset({".txt", ".md"})
"""The endings of texts that paperkit itself puts beside the forms that it issues."""


# --- Issuing ---------------------------------------------------------------------------------


class IssueOrder(Frozen):
    """What an officer asks for; without ``due`` it is worked back from the meeting.

    Each step is said to ``progress``.
    """

    folder: Path
    today: date
    meeting: str = ""
    due: date | None = None
    packs: tuple[Path, ...] = ()
    progress: Progress = silent


class Issued(Frozen):
    """What became of an order: files written, files left as they were, why nothing was issued.

    ``due`` is the day by which forms go back; ``logged`` says what the log now holds of the round.
    """

    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    refused: str = ""
    meeting: str = ""
    due: date | None = None
    logged: str = ""


class _Forms(Frozen):
    """The forms that are to be issued, what they rest on, and why there may be none.

    ``purpose`` is what they are for, after which their folder is called. ``entries`` are what the
    log is to hold of a round beside what it holds; ``logged`` says so.
    """

    purpose: str
    forms: tuple[Form, ...]
    findings: tuple[Finding, ...]
    rests_on: tuple[Table, ...]
    nothing: str
    entries: tuple[Draft, ...] = ()
    logged: str = ""


def issue_round(order: IssueOrder, *priorities: str, shared: bool = False) -> Issued:
    """Return the forms of a round of exception reporting, one for each reporting lead.

    Of several priorities each has its own round and forms, and each lead one letter for all. With
    ``shared`` it is one form for all leads of a priority (seed H). The round is entered in the log;
    where it is issued again, what is new of it is entered as a correction. Raises PaperkitError
    where the run cannot go on.
    """

    def of_round(_read: BoardRead, asking: Asking) -> _Forms:
        every = exception_forms(asking, shared=shared)
        forms, to_log = still_there(asking, every), issued_entries(asking)
        nothing = f"No action of the priority {asking.priority} is open, so nobody is asked."
        return _Forms(
            purpose=EXCEPTION_REPORTING,
            forms=forms,
            findings=(*check_leavers(asking, every), *check_round_asked(asking, forms)),
            rests_on=_OF_ROUND,
            nothing=EVERYBODY_LEFT if every else nothing,
            entries=to_log.entries,
            logged=to_log.words,
        )

    return _issue(order, StepName.RETURNS_DUE, priorities, of_round)


def issue_to_sponsor(order: IssueOrder, priority: str) -> Issued:
    """Return the form on which the sponsor of a priority says what he or she makes of a round."""

    def of_sponsor(_read: BoardRead, asking: Asking) -> _Forms:
        meeting, behind = asking.meeting.reference, " or ".join(asking.behind)
        nothing = (
            f"Of the returns for {meeting}, none is {behind} or reports exceptional progress, so "
            "the sponsor is not asked."
        )
        if not asking.round.answered:
            nothing = f"No return for {meeting} has been gathered yet for the sponsor to look at."
        if not sponsor_of(asking):
            nothing = f"The priority {asking.priority} has no sponsor on the sheet Priorities."
        every = (sponsor_form(asking),) if sponsor_of(asking) and sponsor_rows(asking) else ()
        forms = still_there(asking, every)
        findings = (*check_leavers(asking, every), *check_round_asked(asking, forms))
        nothing = EVERYBODY_LEFT if every else nothing
        return _Forms(EXCEPTION_REPORTING, forms, findings, _OF_ROUND, nothing)

    return _issue(order, StepName.DRAFTS, (priority,), of_sponsor)


def issue_for(order: IssueOrder, kind: str) -> Issued:
    """Return the forms that ask partners, leads, groups and bodies for what a paper needs."""

    def of_paper(read: BoardRead, asking: Asking) -> _Forms:
        of_kind, found = read.pack.kind(kind)
        tables, purpose = asked_tables(of_kind), purpose_of(kind)
        every = asked_forms(asking, kind, tables)
        forms = still_there(asking, every)
        leavers = check_leavers(asking, every)
        findings = (*found, *leavers, *check_paper_asked(asking, forms, tables))
        nothing = f"Nobody owes anything for the {purpose.lower()} to {asking.meeting.reference}."
        nothing = EVERYBODY_LEFT if every else nothing
        return _Forms(purpose, forms, findings, _OF_PAPER, nothing)

    return _issue(order, StepName.RETURNS_DUE, ("",), of_paper)


def _issue(
    order: IssueOrder,
    step: StepName,
    priorities: Iterable[str],
    forms_of: Callable[[BoardRead, Asking], _Forms],
) -> Issued:
    """Return what became of an order for forms that go back by the day of a step."""
    read = read_board(order.folder, order.packs)
    if not read.readable:
        return Issued(ordered(read.findings), refused=UNREADABLE)
    every = (_asking(order, read, step, priority) for priority in priorities)
    each = {asking.priority: (asking, forms_of(read, asking)) for asking in every}.values()
    of_day = once(finding for asking, _ in each for finding in check_day(asking))
    # Of the data only errors are reported: forms would repeat them.
    errors = of_severity(read.findings, Severity.ERROR)
    found = once(finding for _, forms in each for finding in forms.findings)
    findings = wanted(read.ways, ordered((*errors, *of_day, *found)))
    first = next(asking for asking, _ in each)
    issued = Issued(findings, meeting=first.meeting.reference, due=first.due)
    refused = " ".join(forms.nothing for _, forms in each if not forms.forms)
    if any(read.board.unread_of(table) for _, forms in each for table in forms.rests_on):
        refused = "Rows that the forms rest on cannot be read, so nothing was issued."
    elif of_severity(of_day, Severity.ERROR):
        refused = "The day of return lies after the meeting, so nothing was issued."
    if refused:
        return replace(issued, refused=refused)
    order.progress("Writing the forms")
    files, kept = _put(order.folder, list(each))
    logged = " ".join(dict.fromkeys(forms.logged for _, forms in each if forms.logged))
    return replace(issued, files=files, kept=kept, logged=logged)


def _asking(order: IssueOrder, read: BoardRead, step: StepName, priority: str) -> Asking:
    """Return what is asked for, with the day of return: as ordered, as before, or worked back."""
    board, settings = read.board, read.ways.settings
    meeting = the_meeting(board, order.meeting, order.today)
    if meeting.state is MeetingState.CANCELLED:
        raise UnknownNameError(
            f"{meeting.reference} is cancelled on the sheet Meetings. Name the meeting that the "
            "forms are for, or choose another state if it is held after all."
        )
    reference, due = the_priority(board, priority), order.due
    if due is None and step is StepName.RETURNS_DUE:
        known = known_round(board, reference, meeting)
        due = known[1].due if known else None
    due = due or day_of(deadlines(meeting, settings.deadlines), step)
    if due is None:
        raise UnknownNameError(
            f"The settings give no day by which forms for {meeting.reference} go back. Name one "
            "with --due, such as --due '18 June 2026'."
        )
    return Asking(BoardAt(board, read.ways, meeting), due, order.today, reference)


# --- Files and log --------------------------------------------------------------------------


def _put(
    project: Path, each: Sequence[tuple[Asking, _Forms]]
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write what is not there yet of the forms, enter their rounds; return files new and kept.

    After a WriteError or a LogError nothing was written and nothing entered. A workbook that is
    there is left as it is, and so is its text: both say what was asked for first.
    """
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out_form import form_workbook

    files: list[NewFile] = []
    sent: list[FormSent] = []
    books: dict[str, Path] = {}
    books_kept: list[Path] = []
    taken: set[str] = set()
    purpose = each[0][1].purpose
    for asking, form in ((asking, form) for asking, forms in each for form in forms.forms):
        # The person comes first in a file's name; no two are alike anywhere.
        plain = safe_name(f"{form.about.person} - {form.about.name}")
        name = next(name for name in numbered(plain) if folded(name) not in taken)
        taken.add(folded(name))
        folder = project / FORMS_FOLDER / safe_name(_called([asking], purpose))
        workbook = folder / f"{name}.xlsx"
        if os.path.lexists(workbook):
            books_kept.append(workbook)
        else:
            files.append(NewFile(workbook, form_workbook(form)))
            sent.append(FormSent(asking, form, workbook.name))
            books[workbook.name] = workbook
    letters = [form_letter(*one) for one in by_name(sent, lambda s: s.form.about.person).values()]
    texts_kept: list[Path] = []
    for letter in letters:
        workbook = books[letter.attach[0]]
        text = workbook.with_suffix(".txt")
        if os.path.lexists(text):
            texts_kept.append(text)
        else:
            at = [file.path for file in files].index(workbook) + 1
            files.insert(at, NewFile(text, letter.text.encode("utf-8")))
    if letters:
        files.append(
            mail_merge(project, _called([one for one, _ in each], purpose), letters, books)
        )
    entries = [entry for _, forms in each for entry in forms.entries]
    history = each[0][0].at.board.history
    enter = partial(add, project / LOG_FILE, project / PAPERS_FOLDER, entries, history)
    with ExitStack() as folders:
        for folder in dict.fromkeys(file.path.parent for file in files):
            folders.enter_context(folder_for(folder))
        if files:
            write_files(files, enter)
        else:
            enter()
    return tuple(file.path for file in files), (*books_kept, *texts_kept)


def _called(every: Sequence[Asking], purpose: str) -> str:
    """Return how the folder or file of what is asked is called, of one or more priorities."""
    priority = " and ".join(asking.priority for asking in every)
    return about_of(replace(every[0], priority=priority), purpose, "").name


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
    """What became of an order: what was found, what became of each file, what was written.

    ``logged`` counts the entries that the log took, ``questions`` those of them that say what was
    asked; ``refused`` says why nothing was gathered;
    ``meetings`` for which meeting each form is, by its file.
    """

    findings: tuple[Finding, ...]
    outcomes: tuple[FileOutcome, ...] = ()
    logged: int = 0
    questions: int = 0
    files: tuple[Path, ...] = ()
    refused: str = ""
    read: BoardRead | None = None
    meetings: Mapping[str, str] = MappingProxyType({})


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
    findings += (*found.findings, *(one.finding for one in asked))
    findings += (*of_rounds.findings, *unused)
    if forms_folder:
        findings += _passed_over(forms_folder)
    # File by file without repeats, errors first, then gaps, then notes.
    by_file = in_groups(((finding.place.file, finding.person), finding) for finding in findings)
    shown = wanted(ways, gravest_first(one for theirs in by_file.values() for one in once(theirs)))
    files = (path,) if path else ()
    meetings = {one.file: one.about.meeting for one in forms if one.about}
    return Gathering(shown, found.outcomes, logged, new_questions, files, "", read, meetings)


def asked_tables(kind: Kind) -> tuple[Table, ...]:
    """Return the tables that papers of a kind show and for which forms ask others."""
    return tuple(table for table in ASKED_TABLES if kind.shows(table.name))


def letters(done: Gathering, today: date) -> tuple[Letter, ...]:
    """Return what to write to each person of what was found, ready to be pasted into an e-mail."""
    read = done.read
    senders = {one.file: one.person for one in done.outcomes}
    if read is None:
        return ()
    return to_each(done.findings, read.board, read.ways, today, senders, done.meetings)


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
            message = f"'{name}' is open in another program; what is not saved yet was not read."
            yield Finding("PK-865", Place(name), message)
    for path in _folders_within(folder):
        yield Finding("PK-864", Place(path.name), f"The folder '{path.name}' was not looked into.")


class _Came(Frozen):
    """A form that came back, from which file, and every text that is no cell of its tables."""

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
    into it; else with the one that would be issued now.
    """
    from paperkit.files.form_in import read_form, read_form_of, unsaved
    from paperkit.files.workbook_in import open_bytes

    about = came.form.about
    assert about is not None, "The caller asks of forms that say what they are."
    name = safe_name(f"{about.person} - {about.name}")
    issued = sorted((project / FORMS_FOLDER).glob("*/*.xlsx"))
    for path in (path for path in issued if path.stem == name and path.suffix == ".xlsx"):
        if not path.samefile(came.path) and unsaved(path):
            return beside(came.texts, read_form(path, FORM_TABLES).texts)
    form = form_again(about, intake)
    if form is None:
        return None
    from paperkit.files.workbook_out_form import form_workbook

    again = read_form_of(open_bytes(came.path.name, form_workbook(form)), FORM_TABLES)
    return beside(came.texts, again.texts)


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

"""The files of issued forms: a workbook and a text for each, put beside those that are there.

Issue forms: a workbook for each person who is asked, and a text to go with it.

Nothing is sent, and no file that is there is written over: somebody may have typed into it.

Who has returned a form, of a round or for a paper, who has not, and what to write to them.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, count
from pathlib import Path

from paperkit.board.calendar import StepName, day_of, deadlines
from paperkit.board.data import BoardData
from paperkit.board.paper_rows import GROUPS
from paperkit.board.plan_rows import (
    ACTIONS,
    INDICATORS,
    OUTCOMES,
    PLANS,
    PRIORITIES,
    READINGS,
    Meeting,
)
from paperkit.board.words import MeetingState
from paperkit.container.writing import NewFile, folder_for, safe_name, write_files
from paperkit.errors import ProjectError, UnknownNameError
from paperkit.findings import Finding, Severity, of_severity
from paperkit.frozen import Frozen, replace
from paperkit.pipeline.asking import the_meeting, the_priority
from paperkit.pipeline.building import UNREADABLE
from paperkit.pipeline.checking import blocking, ordered, wanted
from paperkit.pipeline.gathering import Entering, entering, known_round
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board
from paperkit.project import Project
from paperkit.rounds.forms import (
    EXCEPTION_REPORTING,
    Asking,
    about_of,
    asked_actions,
    check_day,
    check_round_asked,
    exception_forms,
    shared_form,
    sponsor_form,
    sponsor_of,
    sponsor_rows,
)
from paperkit.rounds.intake import Intake
from paperkit.rounds.letters import (
    Letter,
    ReturnStatus,
    chase,
    form_letter,
    status_of_paper,
    status_of_rounds,
)
from paperkit.rounds.paper_forms import ASKED_TABLES, asked_forms, check_paper_asked, purpose_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.forms import Form
from paperkit.standpoint.board_at import BoardAt

FORMS_FOLDER = "forms"


class Put(Frozen):
    """The files written, and the workbooks that were there and were left as they are."""

    files: tuple[Path, ...]
    kept: tuple[Path, ...]


class _Pair(Frozen):
    """A form's workbook, and the text that goes with it."""

    workbook: Path
    text: Path
    form: Form


def put_forms(
    project: Project, asking: Asking, name: str, forms: Sequence[Form], entering: Entering
) -> Put:
    """Write what is not there yet of a round's forms, and enter the round in the log.

    After a WriteError or a LogError nothing was written and nothing entered. A workbook that is
    there is left as it is, and so is its text: both say what was asked for first.
    """
    folder = project.folder / FORMS_FOLDER / safe_name(name)
    named = zip(_names(forms), forms, strict=True)
    pairs = [_Pair(folder / f"{file}.xlsx", folder / f"{file}.txt", form) for file, form in named]
    new = [pair for pair in pairs if not _there(pair.workbook)]
    kept = [pair.workbook for pair in pairs if _there(pair.workbook)]
    kept += [pair.text for pair in new if _there(pair.text)]
    files = [file for pair in new for file in _files(asking, pair) if not _there(file.path)]
    enter = partial(_enter, project.folder, asking, entering)
    if files:
        with folder_for(folder):
            write_files(files, enter)
    else:
        enter()
    return Put(tuple(file.path for file in files), tuple(kept))


def _there(path: Path) -> bool:
    return os.path.lexists(path)


def _names(forms: Sequence[Form]) -> Iterator[str]:
    """Yield the name of each form's files, the person first: no two are alike anywhere."""
    taken: set[str] = set()
    for form in forms:
        plain = safe_name(f"{form.about.person} - {form.about.name}")
        tried = (f"{plain} ({number})" for number in count(2))
        name = next(name for name in chain((plain,), tried) if folded(name) not in taken)
        taken.add(folded(name))
        yield name


def _files(asking: Asking, pair: _Pair) -> Iterator[NewFile]:
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out_form import form_workbook

    text = form_letter(asking, pair.form, pair.workbook.name)
    yield NewFile(pair.workbook, form_workbook(pair.form))
    yield NewFile(pair.text, text.encode("utf-8"))


def _enter(folder: Path, asking: Asking, entering: Entering) -> None:
    drafts = entering.drafts(asking)
    if drafts:
        from paperkit.record.entries import LOG_FILE
        from paperkit.record.log import append

        append(folder / LOG_FILE, drafts, asking.at.board.history.head)


NOT_READ = "Rows that the forms rest on cannot be read, so nothing was issued."
WRONG_DAY = "The day of return lies after the meeting, so nothing was issued."
_OF_ROUND = (PRIORITIES, OUTCOMES, ACTIONS)
_OF_PAPER = (PLANS, ACTIONS, INDICATORS, READINGS, GROUPS)


class IssueOrder(Frozen):
    """What an officer asks for; without ``due`` it is worked back from the meeting."""

    folder: Path
    today: date
    meeting: str = ""
    due: date | None = None
    packs: tuple[Path, ...] = ()


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


class _Planned(Frozen):
    """The forms that are to be issued, what they rest on, and why there may be none."""

    name: str
    forms: tuple[Form, ...]
    findings: tuple[Finding, ...]
    rests_on: tuple[Table, ...]
    nothing: str
    entering: Entering = Entering()


_Plan = Callable[[Council, Asking], _Planned]


def issue_round(order: IssueOrder, priority: str) -> Issued:
    """Return the forms of a round of exception reporting, one for each reporting lead.

    The round is entered in the log; where it is issued again, what is new of it is entered as a
    correction. Raises PaperkitError where the run cannot go on.
    """
    return _issued(order, StepName.RETURNS_DUE, priority, _round(exception_forms))


def issue_shared(order: IssueOrder, priority: str) -> Issued:
    """Return what ``issue_round`` does, with one form for all reporting leads (seed H)."""
    return _issued(order, StepName.RETURNS_DUE, priority, _round(lambda a: (shared_form(a),)))


def issue_for(order: IssueOrder, kind: str) -> Issued:
    """Return the forms that ask partners, owners, groups and bodies for what a paper needs."""

    def planned(council: Council, asking: Asking) -> _Planned:
        shown, found = council.pack.kind(kind)
        tables = tuple(table for table in ASKED_TABLES if shown.shows(table.name))
        forms, purpose = asked_forms(asking, kind, tables), purpose_of(kind)
        findings = (*found, *check_paper_asked(asking, forms, tables))
        nothing = f"Nobody owes anything for the {purpose.lower()} to {asking.meeting.reference}."
        return _Planned(_named(asking, purpose), forms, findings, _OF_PAPER, nothing)

    return _issued(order, StepName.RETURNS_DUE, "", planned)


def issue_to_sponsor(order: IssueOrder, priority: str) -> Issued:
    """Return the form on which the sponsor of a priority says what he or she makes of a round."""
    return _issued(order, StepName.DRAFTS, priority, _to_sponsor)


def _round(forms_of: Callable[[Asking], tuple[Form, ...]]) -> _Plan:
    def planned(_council: Council, asking: Asking) -> _Planned:
        forms = forms_of(asking) if asked_actions(asking) else ()
        name = _named(asking, EXCEPTION_REPORTING)
        nothing = f"No action of the priority {asking.priority} is open, so nobody is asked."
        findings = tuple(check_round_asked(asking, forms))
        return _Planned(name, forms, findings, _OF_ROUND, nothing, entering(asking))

    return planned


def _to_sponsor(_council: Council, asking: Asking) -> _Planned:
    rows, meeting = sponsor_rows(asking), asking.meeting.reference
    nothing = f"Nothing that a sponsor looks at has been gathered of the round for {meeting}."
    if not sponsor_of(asking):
        rows, nothing = (
            (),
            f"The priority {asking.priority} has no sponsor on the sheet Priorities.",
        )
    forms = (sponsor_form(asking),) if rows else ()
    name = _named(asking, EXCEPTION_REPORTING)
    return _Planned(name, forms, tuple(check_round_asked(asking, forms)), _OF_ROUND, nothing)


def _issued(order: IssueOrder, step: StepName, priority: str, plan: _Plan) -> Issued:
    council = open_council(order.folder, order.packs)
    read = read_board(council)
    if not read.readable:
        return Issued(ordered(read.findings), refused=UNREADABLE)
    asking = _asking(order, council, read, step, priority)
    planned = plan(council, asking)
    day = tuple(check_day(asking))
    findings = _told(council, read, (*day, *planned.findings))
    told = Issued(findings, meeting=asking.meeting.reference, due=asking.due)
    refused = _why_not(read, planned, day)
    if refused:
        return replace(told, refused=refused)
    put = put_forms(council.project, asking, planned.name, planned.forms, planned.entering)
    return replace(told, files=put.files, kept=put.kept, logged=planned.entering.told)


def _asking(
    order: IssueOrder, council: Council, read: BoardRead, step: StepName, priority: str
) -> Asking:
    board, meeting = read.board, the_meeting(read.board, order.meeting, order.today)
    if meeting.state is MeetingState.CANCELLED:
        raise UnknownNameError(_cancelled(meeting))
    there = the_priority(board, priority) if priority else ""
    worked_back = day_of(deadlines(meeting, council.ways.settings.deadlines), step)
    due = order.due or _first_due(board, there, meeting, step) or worked_back
    if due is None:
        raise UnknownNameError(_no_day(meeting))
    return Asking(BoardAt(board, council.ways, meeting), due, order.today, there)


def _first_due(board: BoardData, priority: str, meeting: Meeting, step: StepName) -> date | None:
    """Return the day of return of a round that was issued before."""
    known = known_round(board, priority, meeting) if step is StepName.RETURNS_DUE else None
    return known[1].due if known else None


def _cancelled(meeting: Meeting) -> str:
    return (
        f"{meeting.reference} is cancelled on the sheet Meetings. Name the meeting that the forms "
        "are for, or choose another state if it is held after all."
    )


def _no_day(meeting: Meeting) -> str:
    return (
        f"The settings give no day by which forms for {meeting.reference} go back. Name one with "
        "--due, such as --due '18 June 2026'."
    )


def _told(council: Council, read: BoardRead, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what is told: errors of the data, which forms would repeat, and what was found."""
    errors = of_severity(read.findings, Severity.ERROR)
    return wanted(council, ordered((*errors, *found)))


def _why_not(read: BoardRead, planned: _Planned, day: tuple[Finding, ...]) -> str:
    if any(read.board.unread_of(table) for table in planned.rests_on):
        return NOT_READ
    if blocking(day):
        return WRONG_DAY
    return "" if planned.forms else planned.nothing


def _named(asking: Asking, purpose: str) -> str:
    """Return what the folder of a round is called."""
    return about_of(asking, purpose, "").name


class Status(Frozen):
    """What was asked for a round or a paper, and the text for each who has not returned all."""

    standing: ReturnStatus
    letters: tuple[Letter, ...]


def form_status(
    folder: Path, *, priority: str, meeting: str, today: date, packs: tuple[Path, ...] = ()
) -> tuple[Status, ...]:
    """Return how each round stands: the last of every priority, or those of a meeting.

    ProjectError where the data cannot be read, UnknownNameError where no such round was issued.
    """
    council = open_council(folder, packs)
    read = _readable(council)
    there = the_meeting(read.board, meeting, today) if meeting else None
    of = the_priority(read.board, priority) if priority else ""
    found = status_of_rounds(Intake(BoardAt(read.board, council.ways, there), today), of)
    if not found:
        raise UnknownNameError(
            "The log has no such round of exception reporting. Issue one with 'paperkit forms "
            "issue'."
        )
    return tuple(Status(one, tuple(chase(one, lead) for lead in one.missing)) for one in found)


def paper_status(
    folder: Path, *, kind: str, meeting: str, today: date, packs: tuple[Path, ...] = ()
) -> Status:
    """Return who owes what for a paper of the kind; without a meeting for the next one.

    The day of return is worked back from the meeting, where the settings give one. ProjectError
    where the data cannot be read, UnknownNameError for a kind or meeting that is not there, or a
    kind that needs nothing of others.
    """
    council = open_council(folder, packs)
    shown, _ = council.pack.kind(kind)
    read = _readable(council)
    there = the_meeting(read.board, meeting, today)
    due = day_of(deadlines(there, council.ways.settings.deadlines), StepName.RETURNS_DUE)
    asking = Asking(BoardAt(read.board, council.ways, there), due, today)
    tables = tuple(table for table in ASKED_TABLES if shown.shows(table.name))
    found = status_of_paper(asking, kind, tables)
    if not found.people:
        raise UnknownNameError(
            f"Nobody is asked for anything that the kind {kind} needs for {there.reference}. Name "
            "another kind with --for, or the priority of a round with --priority."
        )
    return Status(found, tuple(chase(found, person) for person in found.missing))


def _readable(council: Council) -> BoardRead:
    read = read_board(council)
    if not read.readable:
        raise ProjectError("The data cannot be read as they stand. Run 'paperkit check' first.")
    return read

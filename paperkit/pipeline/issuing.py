"""Issue forms: a workbook for each person who is asked, and a text to go with it.

Nothing is sent, and no file that is there is written over: somebody may have typed into it. A
round that is issued is entered in the log. Then it can be seen who has returned a form, of a
round or for a paper, who has not, and what to write to them.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, count
from pathlib import Path

from paperkit.board.calendar import StepName, day_of, deadlines
from paperkit.board.data import BoardData
from paperkit.board.history import ROUNDS, Round
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
from paperkit.container.writing import NewFile, folder_for, nothing_else, safe_name, write_files
from paperkit.errors import UnknownNameError
from paperkit.findings import Finding, Severity, of_severity
from paperkit.frozen import Frozen, replace
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.checking import ordered, wanted
from paperkit.pipeline.gathering import asked_tables
from paperkit.pipeline.reading import (
    UNREADABLE,
    BoardRead,
    read_board,
    read_whole,
    the_meeting,
    the_priority,
)
from paperkit.record.entries import LOG_FILE, Draft
from paperkit.record.log import append
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
from paperkit.rounds.paper_forms import asked_forms, check_paper_asked, purpose_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.dates import in_words
from paperkit.schema.forms import Form
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.responsibility import reporter

FORMS_FOLDER = "forms"
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


class _ToLog(Frozen):
    """What the log is to hold of a round, nothing where it holds all of it; and a word on that."""

    entry: Draft | None = None
    said: str = ""


class _Forms(Frozen):
    """The forms that are to be issued, what they rest on, and why there may be none.

    ``purpose`` is what they are for, after which their folder is called.
    """

    purpose: str
    forms: tuple[Form, ...]
    findings: tuple[Finding, ...]
    rests_on: tuple[Table, ...]
    nothing: str
    to_log: _ToLog = _ToLog()


def issue_round(order: IssueOrder, priority: str, progress: Progress = silent) -> Issued:
    """Return the forms of a round of exception reporting, one for each reporting lead.

    The round is entered in the log; where it is issued again, what is new of it is entered as a
    correction. Raises PaperkitError where the run cannot go on. Each step is said to ``progress``.
    """
    return _issue_round(order, priority, exception_forms, progress)


def issue_shared(order: IssueOrder, priority: str, progress: Progress = silent) -> Issued:
    """Return what ``issue_round`` does, with one form for all reporting leads (seed H)."""
    return _issue_round(order, priority, lambda asking: (shared_form(asking),), progress)


def _issue_round(
    order: IssueOrder, priority: str, forms_of: Callable[[Asking], tuple[Form, ...]],
    progress: Progress,
) -> Issued:  # fmt: skip
    def of_round(_read: BoardRead, asking: Asking) -> _Forms:
        forms = forms_of(asking) if asked_actions(asking) else ()
        findings = tuple(check_round_asked(asking, forms))
        nothing = f"No action of the priority {asking.priority} is open, so nobody is asked."
        to_log = _to_log(asking)
        return _Forms(EXCEPTION_REPORTING, forms, findings, _OF_ROUND, nothing, to_log)

    return _issue(order, StepName.RETURNS_DUE, priority, of_round, progress)


def issue_to_sponsor(order: IssueOrder, priority: str, progress: Progress = silent) -> Issued:
    """Return the form on which the sponsor of a priority says what he or she makes of a round."""

    def of_sponsor(_read: BoardRead, asking: Asking) -> _Forms:
        nothing = "Nothing that a sponsor looks at has been gathered of the round for "
        nothing += f"{asking.meeting.reference}."
        if not sponsor_of(asking):
            nothing = f"The priority {asking.priority} has no sponsor on the sheet Priorities."
        asked = sponsor_of(asking) and sponsor_rows(asking)
        forms = (sponsor_form(asking),) if asked else ()
        findings = tuple(check_round_asked(asking, forms))
        return _Forms(EXCEPTION_REPORTING, forms, findings, _OF_ROUND, nothing)

    return _issue(order, StepName.DRAFTS, priority, of_sponsor, progress)


def issue_for(order: IssueOrder, kind: str, progress: Progress = silent) -> Issued:
    """Return the forms that ask partners, owners, groups and bodies for what a paper needs."""

    def of_paper(read: BoardRead, asking: Asking) -> _Forms:
        of_kind, found = read.pack.kind(kind)
        tables, purpose = asked_tables(of_kind), purpose_of(kind)
        forms = asked_forms(asking, kind, tables)
        findings = (*found, *check_paper_asked(asking, forms, tables))
        nothing = f"Nobody owes anything for the {purpose.lower()} to {asking.meeting.reference}."
        return _Forms(purpose, forms, findings, _OF_PAPER, nothing)

    return _issue(order, StepName.RETURNS_DUE, "", of_paper, progress)


def _issue(
    order: IssueOrder,
    step: StepName,
    priority: str,
    forms_of: Callable[[BoardRead, Asking], _Forms],
    progress: Progress,
) -> Issued:
    """Return what became of an order for forms that go back by the day of a step."""
    read = read_board(order.folder, order.packs)
    if not read.readable:
        return Issued(ordered(read.findings), refused=UNREADABLE)
    asking = _asking(order, read, step, priority)
    forms, of_day = forms_of(read, asking), tuple(check_day(asking))
    # Of the data only errors are reported: forms would repeat them.
    errors = of_severity(read.findings, Severity.ERROR)
    findings = wanted(read.ways, ordered((*errors, *of_day, *forms.findings)))
    issued = Issued(findings, meeting=asking.meeting.reference, due=asking.due)
    if any(read.board.unread_of(table) for table in forms.rests_on):
        return replace(issued, refused=NOT_READ)
    if of_severity(of_day, Severity.ERROR):
        return replace(issued, refused=WRONG_DAY)
    if not forms.forms:
        return replace(issued, refused=forms.nothing)
    progress("Writing the forms")
    files, kept = _put(order.folder, asking, forms)
    return replace(issued, files=files, kept=kept, logged=forms.to_log.said)


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
        known = _known_round(board, reference, meeting)
        due = known[1].due if known else None
    due = due or day_of(deadlines(meeting, settings.deadlines), step)
    if due is None:
        raise UnknownNameError(
            f"The settings give no day by which forms for {meeting.reference} go back. Name one "
            "with --due, such as --due '18 June 2026'."
        )
    return Asking(BoardAt(board, read.ways, meeting), due, order.today, reference)


# --- Files and log --------------------------------------------------------------------------


def _put(project: Path, asking: Asking, forms: _Forms) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write what is not there yet of the forms, enter their round; return files new and kept.

    After a WriteError or a LogError nothing was written and nothing entered. A workbook that is
    there is left as it is, and so is its text: both say what was asked for first.
    """
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out_form import form_workbook

    folder = project / FORMS_FOLDER / safe_name(about_of(asking, forms.purpose, "").name)
    files: list[NewFile] = []
    books_kept: list[Path] = []
    texts_kept: list[Path] = []
    for name, form in zip(_names(forms.forms), forms.forms, strict=True):
        workbook, text = folder / f"{name}.xlsx", folder / f"{name}.txt"
        if os.path.lexists(workbook):
            books_kept.append(workbook)
            continue
        files.append(NewFile(workbook, form_workbook(form)))
        if os.path.lexists(text):
            texts_kept.append(text)
        else:
            words = form_letter(asking, form, workbook.name)
            files.append(NewFile(text, words.encode("utf-8")))
    entry, head = forms.to_log.entry, asking.at.board.history.head
    enter = partial(append, project / LOG_FILE, [entry], head) if entry else nothing_else
    if files:
        with folder_for(folder):
            write_files(files, enter)
    else:
        enter()
    return tuple(file.path for file in files), (*books_kept, *texts_kept)


def _names(forms: Sequence[Form]) -> Iterator[str]:
    """Yield the name of each form's files, the person first: no two are alike anywhere."""
    taken: set[str] = set()
    for form in forms:
        plain = safe_name(f"{form.about.person} - {form.about.name}")
        numbered = (f"{plain} ({number})" for number in count(2))
        name = next(name for name in chain((plain,), numbered) if folded(name) not in taken)
        taken.add(folded(name))
        yield name


def _to_log(asking: Asking) -> _ToLog:
    """Return what the log is to hold of a round; of one that it knows, only what has changed.

    A round that is issued again keeps the day on which it was issued first, and all that was
    asked for then.
    """
    actions, day = asked_actions(asking), asking.issued_on
    leads = tuple(dict.fromkeys(asking.who(reporter(a)) for a in actions if reporter(a)))
    references = tuple(action.reference for action in actions)
    known = _known_round(asking.at.board, asking.priority, asking.meeting)
    if known is None:
        row = Round(
            priority=asking.priority,
            meeting=asking.meeting.reference,
            issued_on=day,
            due=asking.due,
            actions=references,
            leads=leads,
        )
        entry = Draft(table=ROUNDS, row=row, recorded_on=day)
        return _ToLog(entry, "The round was entered in the log.")
    number, old = known
    new_actions, new_leads = _added(old.actions, references), _added(old.leads, leads)
    changes = []
    if asking.due and old.due != asking.due:
        was = f" instead of {in_words(old.due)}" if old.due else ""
        changes.append(f"due on {in_words(asking.due)}{was}")
    if new_actions:
        changes.append(f"more actions, {', '.join(new_actions)}")
    if new_leads:
        changes.append(f"more leads, {', '.join(new_leads)}")
    if not changes:
        return _ToLog(said="The log knows this round already; nothing was added to it.")
    row = replace(
        old,
        due=asking.due,
        actions=(*old.actions, *new_actions),
        leads=(*old.leads, *new_leads),
    )
    because = f"Issued again: {'; '.join(changes)}."
    entry = Draft(table=ROUNDS, row=row, recorded_on=day, replaces=number, because=because)
    return _ToLog(entry, f"The round was corrected in the log. {because}")


def _added(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    known = {folded(one) for one in old}
    return tuple(one for one in new if folded(one) not in known)


def _known_round(board: BoardData, priority: str, meeting: Meeting) -> tuple[int, Round] | None:
    """Return the round of a priority as the log holds it, with the number of its entry."""
    wanted_round = (folded(priority), folded(meeting.reference))
    for entry in reversed(board.history.of(ROUNDS)):
        row = entry.row
        if isinstance(row, Round) and (folded(row.priority), folded(row.meeting)) == wanted_round:
            return entry.number, row
    return None


# --- Who has returned a form ----------------------------------------------------------------


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
    read = read_whole(folder, packs)
    board = read.board
    there = the_meeting(board, meeting, today) if meeting else None
    at = BoardAt(board, read.ways, there)
    found = status_of_rounds(Intake(at, today), the_priority(board, priority))
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
    return Status(found, tuple(chase(found, person) for person in found.missing))

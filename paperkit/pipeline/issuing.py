"""Forms that go out: a workbook for each person who is asked, and a text to go with it.

They are those of a round of exception reporting, or for what a paper needs of others. Nothing is
sent, and no file that is there is written over: somebody may have typed into it.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.history import Draft
from paperkit.board.paper_rows import GROUPS
from paperkit.board.plan_rows import ACTIONS, INDICATORS, OUTCOMES, PLANS, PRIORITIES, READINGS
from paperkit.board.settings import StepName
from paperkit.board.words import MeetingState
from paperkit.container.writing import NewFile, folder_for, safe_name, write_files
from paperkit.errors import UnknownNameError
from paperkit.findings import Finding, Severity, in_words_of, of_severity, once
from paperkit.frozen import Frozen, replace
from paperkit.packs.packs import Kind
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.checking import ordered, wanted
from paperkit.pipeline.finals import add
from paperkit.pipeline.mail_merge import mail_merge
from paperkit.pipeline.reading import (
    FORMS_FOLDER,
    PAPERS_FOLDER,
    UNREADABLE,
    BoardRead,
    numbered,
    read_board,
    the_meeting,
    the_priority,
)
from paperkit.record import LOG_FILE
from paperkit.rounds.asked import issued_entries, known_round
from paperkit.rounds.forms import Asking, about_of, by_name, check_day
from paperkit.rounds.leavers import EVERYBODY_LEFT, check_leavers, still_there
from paperkit.rounds.letters import FormSent, form_letter
from paperkit.rounds.paper_forms import ASKED_TABLES, asked_forms, check_paper_asked, purpose_of
from paperkit.rounds.round_forms import (
    EXCEPTION_REPORTING,
    check_round_asked,
    exception_forms,
    sponsor_form,
    sponsor_of,
    sponsor_rows,
)
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.forms import Form
from paperkit.standpoint.board_at import BoardAt

_OF_ROUND = (PRIORITIES, OUTCOMES, ACTIONS)
_OF_PAPER = (PLANS, ACTIONS, INDICATORS, READINGS, GROUPS)


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
    """The outcome of an order: files written, files left as they were, why nothing was issued.

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
            if asking.the_priority:
                nothing = in_words_of(asking.the_priority.place.row, nothing)
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
    """Return the outcome of an order for forms that go back by the day of a step."""
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
        refused = "The day of return is after the meeting, so nothing was issued."
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
        cancelled = in_words_of(meeting.place.row, "is cancelled on the sheet Meetings")
        raise UnknownNameError(
            f"{meeting.reference} {cancelled}. Name the meeting that the forms are for, or choose "
            "another state if it is held after all."
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
        called = _called([one for one, _ in each], sent[0].form.about.purpose)
        files.append(mail_merge(project, called, letters, books))
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


def asked_tables(kind: Kind) -> tuple[Table, ...]:
    """Return the tables that papers of a kind show and for which forms ask others."""
    return tuple(table for table in ASKED_TABLES if kind.shows(table.name))

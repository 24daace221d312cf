"""Issue forms: a workbook for each person who is asked, and a text to go with it.

Nothing is sent, and no file that is there is written over: somebody may have typed into it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from paperkit.board.forms import (
    ASKED_TABLES,
    EXCEPTION_REPORTING,
    Asking,
    Form,
    about_of,
    asked_actions,
    asked_forms,
    check_day,
    check_reach,
    exception_forms,
    purpose_of,
    shared_form,
    sponsor_form,
    sponsor_of,
    sponsor_rows,
)
from paperkit.board.model import BoardData, Meeting
from paperkit.board.model.measures import INDICATORS, READINGS
from paperkit.board.model.plan import ACTIONS, OUTCOMES, PLANS, PRIORITIES
from paperkit.board.model.voices import GROUPS
from paperkit.board.model.words import MeetingState
from paperkit.board.year.deadlines import StepName, day_of, deadlines
from paperkit.errors import UnknownNameError
from paperkit.findings import Finding, Severity, of_severity
from paperkit.pipeline.asking import the_meeting, the_priority
from paperkit.pipeline.building import UNREADABLE
from paperkit.pipeline.checking import blocking, ordered, wanted
from paperkit.pipeline.reading import BoardRead, Council, open_council, read_board
from paperkit.pipeline.rounds.form_files import put_forms
from paperkit.pipeline.rounds.logged import Entering, entering, known_round
from paperkit.schema.columns import Table

NOT_READ = "Rows that the forms rest on cannot be read, so nothing was issued."
WRONG_DAY = "The day of return lies after the meeting, so nothing was issued."
_OF_ROUND = (PRIORITIES, OUTCOMES, ACTIONS)
_OF_PAPER = (PLANS, ACTIONS, INDICATORS, READINGS, GROUPS)


@dataclass(frozen=True)
class IssueOrder:
    """What an officer asks for; without ``due`` it is worked back from the meeting."""

    folder: Path
    today: date
    meeting: str = ""
    due: date | None = None
    packs: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Issued:
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


@dataclass(frozen=True)
class _Planned:
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
        findings = (*found, *check_reach(asking, forms, tables))
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
        findings = tuple(check_reach(asking, forms))
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
    return _Planned(name, forms, tuple(check_reach(asking, forms)), _OF_ROUND, nothing)


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
    return Asking(board, council.ways, meeting, due, order.today, there)


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

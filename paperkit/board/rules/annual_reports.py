"""Annual reports: a year to look back on, who sat on the Board, what nobody has spoken of.

A rule looks at the annual reports at hand. Where everything is checked, those of meetings that are
over are left out: what was reported then is not judged by the data of today.
"""

from collections.abc import Iterator
from datetime import date

from paperkit.board.calendar import ANNUAL_REPORT, papers_due, same_kind
from paperkit.board.model import Indicator, Meeting, PaperRow
from paperkit.board.rules.case import Case, Rule, joined, tell, tell_all
from paperkit.board.rules.whose import reporter, whose
from paperkit.board.settings import Role
from paperkit.board.year.back import YearBack, year_back
from paperkit.board.year.back_words import ACHIEVED, CASE_STUDIES, of_priority
from paperkit.findings import Code, Finding, Severity, quoted
from paperkit.schema.choices import Answer
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words

NOTHING_BEHIND = Code(
    "PK-970",
    Severity.GAP,
    "An annual report without a year behind it",
    "The report looks back on the year before its meeting. The paper says where the data hold "
    "nothing of it: no earlier meeting of the Board, or no outturn of the reporting year.",
    "An annual report to the first meeting that is on the sheet Meetings.",
    "Add the earlier meetings and last year's figures, or accept the gap when the final is built.",
)
OTHER_MONTH = Code(
    "PK-971",
    Severity.NOTE,
    "An annual report at a meeting that does not receive it",
    "The settings say in which month the Board receives the annual report. The year that the next "
    "one looks back on begins after this meeting.",
    "An annual report to the meeting of July, where the settings say May.",
    "Choose the meeting that receives it, or correct annual_report under cadence in paperkit.yaml.",
)
NO_FIRST_DAY = Code(
    "PK-972",
    Severity.NOTE,
    "Members without their first day",
    "The annual report says who joined the Board in the year. Somebody whose first day is blank is "
    "shown as a member all year.",
    "A member of the Board with nothing under 'From' on the sheet People.",
    "Type the first day, if it lies within the year.",
)
NOT_SAID_REACHED = Code(
    "PK-973",
    Severity.GAP,
    "A milestone of the year, and nobody said whether it was reached",
    "The annual report tells which milestones were reached. One is, where its day is typed or its "
    "action is delivered. The paper says of which nobody has told.",
    "A milestone of 31 January with nothing under 'Reached on', whose action is on course.",
    "Type the day it was reached, or accept the gap when the final is built.",
)
NOTHING_SAID = Code(
    "PK-974",
    Severity.GAP,
    "A target missed, with nothing said of it",
    "The annual report tells what went less well and what was done about it. Of a figure that is "
    "what stands in its note. The paper says where there is none.",
    "An outturn that is worse than its target by more than its tolerance, with a blank note.",
    "Write the note of the reading, or accept the gap when the final is built.",
)
RED_UNEXPLAINED = Code(
    "PK-975",
    Severity.GAP,
    "An action that ended the year at the worst rating, without reasons or control",
    "The annual report tells why an action stood so at the end of the year, and what is being done "
    "about it. The paper says where the lead told neither.",
    "A return rated Red with a blank 'Action to control risk', the last of the year.",
    "Ask the reporting lead, or accept the gap when the final is built.",
)
NO_SUMMARY = Code(
    "PK-976",
    Severity.GAP,
    "A partner's report of the year without what it said",
    "The annual report sums up the partners' reports of the year. The paper says which has no "
    "summary, and which is not recorded as received.",
    "A partner's report to the meeting of November with a blank summary.",
    "Write the summary on the sheet Partner reports, or accept the gap when the final is built.",
)
NO_PRIORITY = Code(
    "PK-977",
    Severity.NOTE,
    "Words for the annual report that name no priority",
    "What an officer writes of a priority, and each case study, stands with its priority. A row "
    "that names none stands after all of them.",
    "A case study whose name is 'The café at night', without its priority.",
    "Type the priority's reference under 'Name', and a case study's title after a colon.",
)


def annual_reports(case: Case) -> Iterator[Finding]:
    """Yield what each annual report lacks of its year; the year is worked out once for each."""
    for paper, meeting, day in _papers(case):
        year = year_back(case.board, case.ways, day, paper.as_at)
        yield from _nothing_behind(paper, year)
        yield from _other_month(case, paper, meeting)
        yield from _no_first_day(year)
        yield from _not_said_reached(case, year)
        yield from _nothing_said(year)
        yield from _red_unexplained(year)
        yield from _no_summary(year)
        yield from _no_priority(case, paper)


def _papers(case: Case) -> Iterator[tuple[PaperRow, Meeting, date]]:
    for paper in case.scope.papers:
        meeting = case.board.meeting.get(paper.meeting)
        day = meeting.date if meeting else None
        if meeting and day and same_kind(paper.kind, ANNUAL_REPORT) and not _over(case, day):
            yield paper, meeting, day


def _over(case: Case, day: date) -> bool:
    return case.at is None and case.as_at is not None and day < case.as_at


def _nothing_behind(paper: PaperRow, year: YearBack) -> Iterator[Finding]:
    if year.lacking:
        since = f"from {in_words(year.span.first)} to {in_words(year.span.last)}"
        message = f"Of the year {since} the data hold {joined(year.lacking)}."
        yield tell(NOTHING_BEHIND, paper, "meeting", message, value=paper.meeting)


def _other_month(case: Case, paper: PaperRow, meeting: Meeting) -> Iterator[Finding]:
    """Yield a note where an annual report goes to a meeting of another month (seed T 3.15)."""
    cadence = case.ways.settings.cadence
    if ANNUAL_REPORT not in papers_due(cadence, meeting):
        months = " or ".join(cadence.annual_report) or "no month"
        message = f"{meeting.reference} does not receive the annual report: the settings say "
        message += f"{months}."
        yield tell(OTHER_MONTH, paper, "meeting", message, value=paper.meeting)


def _no_first_day(year: YearBack) -> Iterator[Finding]:
    lacking = [one.person for one in year.members if one.person.start is None]
    names = ", ".join(person.name for person in lacking)
    message = f"It is not said when these members joined the Board: {names}."
    yield from tell_all(NO_FIRST_DAY, lacking, "start", message)


def _not_said_reached(case: Case, year: YearBack) -> Iterator[Finding]:
    actions = {folded(action.reference): action for action in case.board.actions}
    for row in year.unsaid:
        day = f" of {in_words(row.date)}" if row.date else ""
        message = f"The milestone{day} {quoted(row.wording)} is not said to be reached."
        action = actions.get(folded(row.action))
        person = reporter(action) if action else ""
        yield tell(NOT_SAID_REACHED, row, "reached_on", message, person=person)


def _nothing_said(year: YearBack) -> Iterator[Finding]:
    for one in year.worse:
        if one.judgement.role is Role.MISSED and one.reading and not one.reading.note:
            message = f"The outturn of {_called(one.indicator)} for {one.reading.period} is "
            message += "worse than its target by more than its tolerance, and has no note."
            person = one.indicator.partner
            yield tell(NOTHING_SAID, one.reading, "note", message, person=person)


def _red_unexplained(year: YearBack) -> Iterator[Finding]:
    for one in year.red:
        now = one.last.now
        for name, what in (("reasons", "reasons"), ("control", "action to control the risk")):
            if now and not getattr(now, name):
                message = f"Action {one.action.reference} was rated {one.last.rating} in its last "
                message += f"round of the year, with no {what}."
                yield tell(RED_UNEXPLAINED, now, name, message, person=one.last.lead)


def _no_summary(year: YearBack) -> Iterator[Finding]:
    for meeting, row in year.partners:
        if not row.summary:
            told = "was received" if row.received is Answer.YES else "is not said to be received"
            message = f"The report of {row.partner or 'a partner'} to {meeting.reference} {told}, "
            message += "and has no summary."
            yield tell(NO_SUMMARY, row, "summary", message, person=row.partner)


def _no_priority(case: Case, paper: PaperRow) -> Iterator[Finding]:
    for row in case.board.text_of.get(paper.reference, ()):
        own = folded(row.section) in (ACHIEVED, CASE_STUDIES)
        if own and row.text and not of_priority(case.board.priorities, row.name)[0]:
            named = f"{quoted(row.name)} is" if row.name else "A blank name is"
            message = f"{named} no priority and does not begin with one."
            person = whose(case.board, row)
            yield tell(NO_PRIORITY, row, "name", message, value=row.name, person=person)


def _called(indicator: Indicator) -> str:
    return " ".join(part for part in (indicator.reference, indicator.name) if part)


RULES: tuple[Rule, ...] = (annual_reports,)

"""Annual reports: a year to look back on, who sat on the Board, what nobody has spoken of.

A rule looks at the annual reports at hand. Where everything is checked, those of meetings that are
over are left out: what was reported then is not judged by the data of today.

Checks across rows, one module a subject; ``check`` runs them all.

A rule is a function from a ``Case`` to findings. A new one is that function and its code, in
the module of its subject and in that module's ``RULES``.
"""

from collections.abc import Iterator
from datetime import date

from paperkit.actions import priority_rules
from paperkit.actions import rules as actions
from paperkit.board.calendar import ANNUAL_REPORT, papers_due, same_kind
from paperkit.board.paper_rows import PaperRow
from paperkit.board.plan_rows import Indicator, Meeting
from paperkit.board.settings import Role
from paperkit.findings import Finding, once, quoted
from paperkit.indicators import figure_rules, small_counts
from paperkit.indicators import rules as indicators
from paperkit.kinds.year_back import ACHIEVED, CASE_STUDIES, YearBack, of_priority, year_back
from paperkit.meetings import rules as meetings
from paperkit.papers import names, text_rules
from paperkit.papers import rules as papers
from paperkit.rounds import rules as rounds
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.responsibility import reporter, responsible_for
from paperkit.standpoint.rules import Rule, finding_at, finding_over, told_of_log
from paperkit.standpoint.wording import listed
from paperkit.voices import rules as voices


def annual_reports(at: BoardAt) -> Iterator[Finding]:
    """Yield what each annual report lacks of its year; the year is worked out once for each."""
    for paper, meeting, day in _papers(at):
        year = year_back(at.board, at.ways, day, paper.as_at)
        yield from _nothing_behind(paper, year)
        yield from _other_month(at, paper, meeting)
        yield from _no_first_day(year)
        yield from _not_said_reached(at, year)
        yield from _nothing_said(year)
        yield from _red_unexplained(year)
        yield from _no_summary(year)
        yield from _no_priority(at, paper)


def _papers(at: BoardAt) -> Iterator[tuple[PaperRow, Meeting, date]]:
    for paper in at.scope.papers:
        meeting = at.board.meeting.get(paper.meeting)
        day = meeting.date if meeting else None
        if meeting and day and same_kind(paper.kind, ANNUAL_REPORT) and not _over(at, day):
            yield paper, meeting, day


def _over(at: BoardAt, day: date) -> bool:
    return at.meeting is None and at.as_at is not None and day < at.as_at


def _nothing_behind(paper: PaperRow, year: YearBack) -> Iterator[Finding]:
    if year.lacking:
        since = f"from {in_words(year.span.first)} to {in_words(year.span.last)}"
        message = f"Of the year {since} the data hold {listed(year.lacking)}."
        yield finding_at("PK-970", paper, "meeting", message, value=paper.meeting)


def _other_month(at: BoardAt, paper: PaperRow, meeting: Meeting) -> Iterator[Finding]:
    """Yield a note where an annual report goes to a meeting of another month (seed T 3.15)."""
    cadence = at.ways.settings.cadence
    if ANNUAL_REPORT not in papers_due(cadence, meeting):
        months = " or ".join(cadence.annual_report) or "no month"
        message = (
            f"{meeting.reference} does not receive the annual report: the settings say {months}."
        )
        yield finding_at("PK-971", paper, "meeting", message, value=paper.meeting)


def _no_first_day(year: YearBack) -> Iterator[Finding]:
    lacking = [one.person for one in year.members if one.person.start is None]
    names = ", ".join(person.name for person in lacking)
    message = f"It is not said when these members joined the Board: {names}."
    yield from finding_over("PK-972", lacking, "start", message)


def _not_said_reached(at: BoardAt, year: YearBack) -> Iterator[Finding]:
    actions = {folded(action.reference): action for action in at.board.actions}
    for row in year.unsaid:
        day = f" of {in_words(row.date)}" if row.date else ""
        message = f"The milestone{day} {quoted(row.wording)} is not said to be reached."
        action = actions.get(folded(row.action))
        person = reporter(action) if action else ""
        yield finding_at("PK-973", row, "reached_on", message, person=person)


def _nothing_said(year: YearBack) -> Iterator[Finding]:
    for one in year.worse:
        if one.judgement.role is Role.MISSED and one.reading and not one.reading.note:
            message = (
                f"The outturn of {_called(one.indicator)} for {one.reading.period} is "
                "worse than its target by more than its tolerance, and has no note."
            )
            person = one.indicator.partner
            yield finding_at("PK-974", one.reading, "note", message, person=person)


def _red_unexplained(year: YearBack) -> Iterator[Finding]:
    for one in year.red:
        now = one.last.now
        for name, what in (("reasons", "reasons"), ("control", "action to control the risk")):
            if now and not getattr(now, name):
                message = (
                    f"Action {one.action.reference} was rated {one.last.rating} in its last "
                    f"round of the year, with no {what}."
                )
                yield finding_at("PK-975", now, name, message, person=one.last.lead)


def _no_summary(year: YearBack) -> Iterator[Finding]:
    for meeting, row in year.partners:
        if not row.summary:
            told = "was received" if row.received is Answer.YES else "is not said to be received"
            message = (
                f"The report of {row.partner or 'a partner'} to {meeting.reference} {told}, "
                "and has no summary."
            )
            yield finding_at("PK-976", row, "summary", message, person=row.partner)


def _no_priority(at: BoardAt, paper: PaperRow) -> Iterator[Finding]:
    for row in at.board.text_of.get(paper.reference, ()):
        own = folded(row.section) in (ACHIEVED, CASE_STUDIES)
        if own and row.text and not of_priority(at.board.priorities, row.name)[0]:
            named = f"{quoted(row.name)} is" if row.name else "A blank name is"
            message = f"{named} no priority and does not begin with one."
            person = responsible_for(at.board, row)
            yield finding_at("PK-977", row, "name", message, value=row.name, person=person)


def _called(indicator: Indicator) -> str:
    return " ".join(part for part in (indicator.reference, indicator.name) if part)


RULES: tuple[Rule, ...] = (
    *text_rules.REQUIRED_RULES,
    *meetings.CADENCE_RULES,
    *priority_rules.RULES,
    *indicators.RULES,
    *figure_rules.RULES,
    *indicators.RULES_READINGS,
    *figure_rules.RULES_BENCHMARKS,
    *small_counts.RULES_AGREEMENT,
    *small_counts.RULES,
    *actions.RULES,
    *meetings.MILESTONE_RULES,
    *meetings.FORWARD_RULES,
    *voices.RULES,
    *rounds.RULES,
    annual_reports,
    *papers.ANSWER_RULES,
    *papers.RECOMMENDATION_RULES,
    *names.NAME_RULES,
    *text_rules.LEFT_RULES,
    *names.PERSONAL_RULES,
    *papers.LINK_RULES,
    *text_rules.DATE_RULES,
)
"""Every rule, in the order in which findings are told: the plan, then its papers."""


def check(at: BoardAt) -> tuple[Finding, ...]:
    """Return what all rules find in a case, subject by subject, repeats as one."""
    return once(told_of_log(finding) for rule in RULES for finding in rule(at))

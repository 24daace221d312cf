"""What is wrong with the decisions that officers typed."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from paperkit.board.decision_rows import Decision, DecisionOutcome
from paperkit.board.history import FILED, Filed
from paperkit.board.paper_rows import PAPERS
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import MeetingState
from paperkit.decisions.recorded import Decided, could_decide, decided
from paperkit.findings import Finding, in_full, quoted
from paperkit.record.versions import every_version
from paperkit.schema.cleaning import Reference, folded, in_groups
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, place_of, repeated

_MOST = 60


def decided_here(at: BoardAt) -> tuple[Decided, ...]:
    """Return the decisions that the paper or meeting at hand uses, looked up among all papers."""
    rows = set(map(id, at.scope.decisions))
    return tuple(one for one in at.board.once(decided) if id(one.row) in rows)


def no_such_paper(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each decision on a paper that neither the data nor the record have."""
    known = {paper.reference for paper in at.board.papers}
    known |= {Reference(one.paper) for one in at.board.history.rows(FILED, Filed)}
    # What is wrong with a row of Papers, or with the paper of a text, has an error of its own.
    known |= {Reference(row.reference) for row in at.board.unread_of(PAPERS)}
    known |= {Reference(row.paper) for row in at.board.text}
    for row in at.scope.decisions:
        if row.paper and row.paper not in known:
            message = f"No paper is called {quoted(row.paper)}."
            near = close_to(row.paper, tuple(map(str, known)))
            remedy = f"Type its reference as the sheet Papers has it (did you mean {near}?)."
            remedy = remedy if near else ""
            yield finding_at("PK-404", row, "paper", message, value=row.paper, remedy=remedy)


def never_published(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each paper that was decided on and not published by its meeting.

    Nothing is said of a meeting for which the record has no final at all.
    """
    finals = at.board.history.rows(FILED, Filed)
    filed_for = {one.meeting for one in finals}
    out = {
        (Reference(version.row.paper), version.row.meeting)
        for version in every_version(at.board.history)
        if (meeting := at.board.meeting.get(version.row.meeting)) and meeting.date
        if version.published_on and version.published_on <= meeting.date
    }
    seen = set[str]()
    for one in decided_here(at):
        paper, there = one.paper, one.meeting.reference
        if paper and paper.meeting == there and there in filed_for and one.row.outcome:
            ours = (Reference(paper.reference), there)
            if ours not in out and paper.reference not in seen:
                seen.add(paper.reference)
                message = f"{in_full(paper.reference)} was not published by {in_words(one.day)}."
                yield finding_at("PK-405", one.row, "paper", message, value=one.row.paper)


def no_wording(at: BoardAt) -> Iterator[Finding]:
    """Yield an error where nobody says what was resolved: of an amended, or of an arisen one."""
    for row in at.scope.decisions:
        if row.wording:
            continue
        if row.outcome is DecisionOutcome.AMENDED:
            message = f"{_called(row)} was amended, and the wording as resolved is not given."
            yield finding_at("PK-406", row, "wording", message, value=str(row.outcome))
        elif row.arose:
            message = "The row has neither a recommendation as filed nor a wording as resolved."
            yield finding_at("PK-406", row, "wording", message)


def before_its_meeting(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each day of a decision that is before its meeting."""
    for one in decided_here(at):
        days = (
            ("PK-407", "confirmed_on", one.row.confirmed_on, "The minutes are confirmed on"),
            ("PK-418", "due", one.row.due, "The decision is due on"),
            ("PK-418", "closed_on", one.row.closed_on, "The decision is closed on"),
        )
        for code, name, day, said in days:
            if day and day < one.day:
                message = f"{said} {in_words(day)}, before the meeting of {in_words(one.day)}."
                yield finding_at(code, one.row, name, message, value=in_words(day))


def closed_without_a_word(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each decision that is closed without a word of what became of it."""
    for row in at.scope.decisions:
        if row.closed_on and not row.became:
            message = (
                f"{_called(row)} is closed on {in_words(row.closed_on)}, and what became of it is "
                "not given."
            )
            yield finding_at("PK-408", row, "became", message, value=in_words(row.closed_on))


def nobody_acts(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each decision that is to be acted on by nobody who is named."""
    for row in at.scope.decisions:
        if row.is_to_do and not row.by:
            when = f", due on {in_words(row.due)}," if row.due else ""
            message = f"{_called(row)}{when} names nobody who acts on it."
            yield finding_at("PK-409", row, "by", message)


def no_public_wording(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each exempt decision of which public papers can print no wording."""
    for one in decided_here(at):
        if one.is_exempt and one.row.outcome and not one.row.public_wording:
            message = f"The decision on {quoted(one.row.paper or one.meeting.reference)} is exempt "
            message += "and has no public wording."
            yield finding_at("PK-419", one.row, "public_wording", message)


def not_held(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each outcome of a meeting that was not held, or is not a deciding one."""
    for row in at.scope.decisions:
        meeting = at.board.meeting.get(row.meeting)
        why = _why_not(meeting, at.as_at) if meeting and row.outcome else ""
        if why:
            message = f"{row.meeting} has the outcome {quoted(str(row.outcome))}, but {why}."
            yield finding_at("PK-941", row, "outcome", message, value=str(row.outcome))


def _why_not(meeting: Meeting, today: date | None) -> str:
    if meeting.state is MeetingState.CANCELLED:
        return "was cancelled"
    if not could_decide(meeting):
        return "is a development session, which decides nothing"
    if meeting.date and today and meeting.date > today:
        return f"is not until {in_words(meeting.date)}"
    return ""


def decided_twice(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each recommendation that one meeting decided in two rows."""
    rows = (
        ((row.meeting, row.paper, folded(row.recommendation)), row)
        for row in at.scope.decisions
        if row.recommendation
    )
    for first, second in repeated(rows):
        message = f"{_called(second)} has two rows for {second.meeting}."
        others = (place_of(first, "recommendation"),)
        yield finding_at(
            "PK-942", second, "recommendation", message, value=second.recommendation, others=others
        )


def still_to_do(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each decision that has waited for longer than the council's setting."""
    months, today = at.ways.settings.decisions.remind_after, at.data_day
    if months is None or today is None:
        return
    for one in decided_here(at):
        if one.row.is_to_do and _months_later(one.day, months) < today:
            by = f" by {one.row.by}" if one.row.by else ""
            message = (
                f"{_called(one.row)}, decided on {in_words(one.day)}, is still to be acted on{by}."
            )
            yield finding_at("PK-943", one.row, "closed_on", message, person=one.row.by)


def _months_later(day: date, months: int) -> date:
    """Return the same day that many months on, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def not_recorded(at: BoardAt) -> Iterator[Finding]:
    """Yield one gap for each meeting that was held and decided what nobody has recorded."""
    blank = [one for one in decided_here(at) if not one.row.outcome and not one.row.arose]
    over = [one for one in blank if at.as_at and one.day < at.as_at]
    for rows in in_groups((one.meeting.reference, one.row) for one in over).values():
        first, *others = rows
        how_many = f"{len(rows)} recommendations" if others else "1 recommendation"
        message = (
            f"{first.meeting} was held, but {how_many} {'have' if others else 'has'} no outcome."
        )
        places = tuple(place_of(row, "outcome") for row in others)
        yield finding_at("PK-944", first, "outcome", message, others=places)


def no_reason_for_urgency(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each urgent item that was decided on, without the chair's reason."""
    late = ((one.paper.reference, one) for one in decided_here(at) if one.paper)
    for reference, rows in in_groups(late).items():
        paper = rows[0].paper
        taken = any(one.row.outcome for one in rows)
        given = any(one.row.urgent_because for one in rows)
        if paper and paper.urgent_because and taken and not given:
            message = f"{quoted(str(reference))} is an urgent item, but has no reason from the "
            message += "chair for taking it."
            yield finding_at("PK-945", rows[0].row, "urgent_because", message)


def _called(row: Decision) -> str:
    """Return a decision as a message names it: by the first words of what was asked."""
    return quoted(row.recommendation or row.wording or row.paper or row.meeting, _MOST)


RULES: tuple[Rule, ...] = (
    no_such_paper,
    never_published,
    no_wording,
    before_its_meeting,
    closed_without_a_word,
    nobody_acts,
    no_public_wording,
    not_held,
    decided_twice,
    still_to_do,
    not_recorded,
    no_reason_for_urgency,
)

"""A meeting's agenda: item numbers, reports to follow, items that are not on it."""

from collections.abc import Iterator

from paperkit.board.calendar import day_of, deadlines
from paperkit.board.data import data_hash
from paperkit.board.history import FILED, Filed
from paperkit.board.settings import StepName
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import with_weekday
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, finding_for, place_of, repeated


def same_item(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each paper of a meeting whose item number an earlier one has."""
    papers = (row for row in at.scope.papers if row.item and not row.appendix_of)
    for first, row in repeated(((row.meeting, folded(row.item)), row) for row in papers):
        names = f"{quoted(first.reference)} and {quoted(row.reference)}"
        message = f"{names} are both item {row.item}."
        others = (place_of(first, "item"),)
        yield finding_for(at, "PK-457", row, "item", message, row.item, others)


_NEEDS_A_ROW = "Give the paper a row on the sheet Papers, with the reason under 'Late because'."


def filed_late(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap where a final is built after its day, and no reason for that is given.

    An appendix goes with its paper. What was filed in time from the same data is no later by being
    built again.
    """
    meeting, today, paper = at.the_meeting, at.today, at.paper
    day = day_of(deadlines(meeting, at.ways.settings.deadlines), StepName.PUBLICATION)
    if at.planned.label or not day or not today or not day < today <= at.day:
        return
    name, data = at.planned.reference or at.planned.kind, data_hash(at.board)
    filed = (one for one in at.board.history.rows(FILED, Filed) if one.paper == name)
    if (paper and paper.late_because) or any(
        one.meeting == meeting.reference
        and one.data == data
        and one.filed_on is not None
        and one.filed_on <= day
        for one in filed
    ):
        return
    message = f"{name} was to be published by {with_weekday(day)}; today is {with_weekday(today)}."
    if paper:
        yield finding_for(at, "PK-495", paper, "late_because", message)
    else:
        yield finding_at("PK-495", meeting, "date", message, remedy=_NEEDS_A_ROW)


RULES: tuple[Rule, ...] = (same_item,)

"""A meeting's agenda: item numbers, reports to follow, items that are not on it."""

import re
from collections.abc import Iterator
from datetime import date

from paperkit.board.agenda import is_item, item_meant
from paperkit.board.calendar import day_of, deadlines
from paperkit.board.data import BoardData, data_hash
from paperkit.board.history import FILED, Filed
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import StepName
from paperkit.board.words import MeetingState
from paperkit.findings import Finding, in_full, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row
from paperkit.schema.dates import in_words, with_weekday
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, finding_for, place_of, repeated


def same_item(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each paper of a meeting whose item number an earlier one has."""
    papers = (row for row in at.scope.papers if row.item and not row.appendix_of)
    for first, row in repeated(((row.meeting, folded(row.item)), row) for row in papers):
        names = f"{in_full(first.reference)} and {in_full(row.reference)}"
        message = f"{names} are both item {row.item}."
        others = (place_of(first, "item"),)
        yield finding_for(at, "PK-457", row, "item", message, row.item, others)


def no_item_number(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each item that no agenda has: "seven?" (seed T, header)."""
    for row in at.scope.papers:
        if row.item and not is_item(row.item):
            named = (row.reference, row.item)
            given = (one for one in at.board.agenda if (one.paper, one.item) == named)
            where: Row = next(given, row)
            meant = item_meant(row.item)
            message = f"{quoted(row.item)} is not an item number."
            remedy = f"Type {meant}, if the clerk's agenda has that number." if meant else ""
            yield finding_for(at, "PK-445", where, "item", message, row.item, remedy=remedy)


def both_reasons(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each paper that is to follow, and urgent as well."""
    for row in at.scope.papers:
        if row.to_follow_because and row.urgent_because:
            message = f"{in_full(row.reference)} has two reasons: to follow, and urgent."
            others = (place_of(row, "urgent_because"),)
            yield finding_for(at, "PK-983", row, "to_follow_because", message, others=others)


_AGREED = re.compile(
    r"\bchair(?:man|woman|person)?(?: of the (?:health and wellbeing )?board)? "
    r"(?:has |had |have )?(?:already |now )?"
    r"(?:agreed|accepted|approved|consented|decided|ruled|allowed|permitted)\b",
    re.IGNORECASE,
)


def chair_agreed(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each reason that says that the chair has agreed (s. 100B(4)(b))."""
    for row in at.scope.papers:
        for name in ("to_follow_because", "urgent_because"):
            said = _AGREED.search(typed := getattr(row, name))
            if said:
                message = f"The reason of {in_full(row.reference)} says {quoted(said.group())}."
                yield finding_for(at, "PK-986", row, name, message, typed)


RULES: tuple[Rule, ...] = (same_item, no_item_number, both_reasons, chair_agreed)


# --- Asked of one paper: when its final is built, and when its meeting is checked -----------------


def filed_late(at: BoardAt) -> Iterator[Finding]:
    """Yield what a final lacks that is built after its day of publication: the reason.

    What was filed in time from the same data is no later by being built again.
    """
    data = data_hash(at.board)
    if not any(one.data == data for one in _filed_in_time(at)):
        yield from _reason(at)


def not_filed(at: BoardAt) -> Iterator[Finding]:
    """Yield what a paper lacks that has no final on its day of publication: the reason."""
    if not any(_filed_in_time(at)):
        yield from _reason(at)


def _filed_in_time(at: BoardAt) -> Iterator[Filed]:
    name, day = at.planned.reference or at.planned.kind, _publication(at)
    for one in at.board.history.rows(FILED, Filed):
        is_its = one.paper == name and one.meeting == at.the_meeting.reference
        if is_its and day and one.filed_on and one.filed_on <= day:
            yield one


def _publication(at: BoardAt) -> date | None:
    return day_of(deadlines(at.the_meeting, at.ways.settings.deadlines), StepName.PUBLICATION)


def _reason(at: BoardAt) -> Iterator[Finding]:
    """Yield what is missing of a paper's reason, up to the meeting; an appendix needs none.

    Before the day of publication nothing is late yet.
    """
    paper, day, today = at.paper, _publication(at), at.today
    off = at.the_meeting.state is MeetingState.CANCELLED
    if off or at.planned.label or not day or not today or today > at.day:
        return
    late = f"was due to be published by {with_weekday(day)}. Today is {with_weekday(today)}."
    if paper is None:
        if today > day:
            message = f"{at.planned.kind} {late}"
            yield finding_at("PK-495", at.the_meeting, "date", message, remedy=_NEEDS_A_ROW)
        return
    name, since = in_full(paper.reference), on_agenda_since(at.board, paper)
    added_later = since is not None and since > day
    in_time = bool(paper.item) and not added_later
    has = f"is item {paper.item} of the agenda" if in_time else "has no item number"
    if since and added_later:
        has = f"was given item {paper.item} on {in_words(since)}"
    if in_time and paper.urgent_because:
        message = f"{name} {has}, but gives a reason for urgency."
        yield finding_for(at, "PK-985", paper, "urgent_because", message)
    elif today <= day:
        return
    elif paper.to_follow_because and not in_time:
        yield finding_for(at, "PK-984", paper, "item", f"{name} is to follow, but {has}.")
    elif in_time and not paper.to_follow_because:
        yield finding_for(at, "PK-495", paper, "to_follow_because", f"{name} {has}, and {late}")
    elif not (in_time or paper.urgent_because):
        yield finding_for(at, "PK-982", paper, "urgent_because", f"{name} {has}, and {late}")


_NEEDS_A_ROW = (
    "Give the paper a row on the sheet Papers, with the reason under 'To follow because', or under "
    "'Urgent because' if its item is not on the published agenda."
)


def on_agenda_since(board: BoardData, paper: PaperRow) -> date | None:
    """Return the day on which a paper was first given an item number; None where nobody knows.

    That is so where the number was typed on the sheet Papers.
    """
    days = [
        row.given_on
        for row in board.agenda
        if row.paper == paper.reference and row.meeting in ("", paper.meeting) and row.item
    ]
    return min((day for day in days if day), default=None)

"""What groups and overseeing bodies sent (seed T 3.9, 3.14).

Who was asked and who answered for a meeting: groups, and bodies that oversee a plan.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from paperkit.board.data import BoardData, grouped
from paperkit.board.paper_rows import Feedback, Group, Highlight
from paperkit.board.plan_rows import ACTIONS, Meeting, Plan
from paperkit.board.words import Body, Verdict
from paperkit.findings import Finding, quoted, remedy_of
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import NO_DAY, BoardAt
from paperkit.standpoint.rules import Rule, finding_at
from paperkit.standpoint.wording import listed

_NOT_ASKED = (Verdict.NO, Verdict.NOT_KNOWN)
_NUMBERED = re.compile(r"[A-Za-z]{0,3}\s?\d+(?:\.\d+)+[a-z]?")


def answered_anyway(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each answer to b) where a) is No or Not known (T 3.9)."""
    for row in at.scope.feedback:
        if row.delivered in _NOT_ASKED and row.difference:
            message = f"{_who(row)} answers a) '{row.delivered}' and b) '{row.difference}'."
            value = str(row.difference)
            yield finding_at("PK-490", row, "difference", message, value=value, person=row.group)


def not_theirs(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for feedback about what the group's row does not name (T 3.9).

    A group whose row names nothing is free to speak about anything.
    """
    groups = {group.name: group for group in at.scope.groups}
    known = _known(at)
    for row in at.scope.feedback:
        names = _looks_at(groups.get(row.group))
        about = folded(row.about)
        if about and names and about not in map(folded, names) and not known.lacks(row.about):
            message = f"{row.group} looks at {listed(names)}, not at {quoted(row.about)}."
            yield finding_at("PK-491", row, "about", message, value=row.about, person=row.group)


def unknown_action(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each reference in feedback that no action has."""
    known = _known(at)
    for row in at.scope.feedback:
        if _either(known, row):
            message = (
                f"Excel holds the number {row.about}: it may have been typed as "
                f"{row.about} or as {row.about}0, and both are actions."
            )
            remedy = "Format the cell as Text, then type the reference again."
            yield finding_at("PK-492", row, "about", message, remedy=remedy, value=row.about)
        elif known.lacks(row.about):
            near = close_to(row.about, list(known.references))
            message = f"{quoted(row.about)} is the reference of no action."
            remedy = remedy_of("PK-492").rstrip(".") + f" (did you mean {near}?)." if near else ""
            yield finding_at(
                "PK-492", row, "about", message,
                remedy=remedy, value=row.about, person=row.group,
            )  # fmt: skip


def no_report(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each highlight report with neither text nor file (T 3.14)."""
    for row in at.scope.highlights:
        if not row.text and not row.file:
            message = f"The highlight report of {row.body or 'a body'} has no text and no file."
            yield finding_at("PK-493", row, "text", message, person=row.body)


def no_position(at: BoardAt) -> Iterator[Finding]:
    """Yield a gap for each highlight report that takes no position on the plan (T 3.14)."""
    for row in at.scope.highlights:
        if row.assurance is None:
            message = (
                f"The highlight report of {row.body or 'a body'} does not say how far the "
                "plan's delivery is assured."
            )
            yield finding_at("PK-494", row, "assurance", message, person=row.body)


def _who(row: Feedback) -> str:
    about = f" on {quoted(row.about)}" if row.about else ""
    return f"{row.group or 'A group'}{about}"


def _looks_at(group: Group | None) -> tuple[str, ...]:
    return (*group.areas, *group.actions) if group else ()


class _Known(Frozen):
    """What feedback can be about: references as typed, and all that is named, by fold."""

    references: tuple[str, ...]
    actions: frozenset[str]
    named: frozenset[str]
    shapes: frozenset[str]

    def lacks(self, about: str) -> bool:
        """Return whether words read like a reference that no action has."""
        told = folded(about)
        if not re.search(r"\d", about) or told in self.named or told in self.actions:
            return False
        return bool(_NUMBERED.fullmatch(about)) or _shape(about) in self.shapes


def _known(at: BoardAt) -> _Known:
    """Return what is known, the actions that could not be read among it."""
    names = [action.reference for action in at.board.actions]
    names += [row.reference for row in at.board.unread_of(ACTIONS)]
    looked_at = (name for group in at.scope.groups for name in _looks_at(group))
    return _Known(
        references=tuple(dict.fromkeys(filter(None, names))),
        actions=frozenset(map(folded, filter(None, names))),
        named=frozenset(map(folded, looked_at)),
        shapes=frozenset(map(_shape, filter(None, names))),
    )


def _either(known: _Known, row: Feedback) -> bool:
    """Return whether a number that Excel made can be one of two references: 1.1 and 1.10."""
    number = "about" in row.place.numbers and "." in row.about
    return number and {row.about, f"{row.about}0"} <= known.actions


def _shape(text: str) -> str:
    """Return text with all its figures alike, and all its letters."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", folded(text)))


RULES: tuple[Rule, ...] = (
    answered_anyway,
    not_theirs,
    unknown_action,
    no_report,
    no_position,
)


class Returns(Frozen):
    """What groups sent for a meeting (seed T 3.10).

    ``answers`` holds what came, by group, also of groups that are not on the sheet; ``silent``
    are the groups asked that sent nothing; ``planned`` are those to be established, which were
    not asked.
    """

    asked: tuple[Group, ...]
    silent: tuple[Group, ...]
    planned: tuple[Group, ...]
    answers: tuple[tuple[str, tuple[Feedback, ...]], ...]


class Reports(Frozen):
    """The highlight reports for a meeting, and the bodies whose report is missing."""

    received: tuple[Highlight, ...]
    missing: tuple[str, ...]


def returns(board: BoardData, meeting: Meeting) -> Returns:
    """Return what the groups sent for a meeting; a row without an answer is no return."""
    sent = grouped((row for row in board.feedback if _answers(row, meeting)), "group")
    planned = tuple(g for g in board.groups if g.to_be_established is Answer.YES)
    asked = tuple(g for g in board.groups if g.to_be_established is not Answer.YES)
    silent = tuple(group for group in asked if group.name not in sent)
    names = dict.fromkeys([*(group.name for group in board.groups), *sent])
    return Returns(asked, silent, planned, tuple((n, sent[n]) for n in names if n in sent))


def reports(board: BoardData, council_board: str, meeting: Meeting) -> Reports:
    """Return the highlight reports for a meeting, and which overseeing body sent none.

    ``council_board`` is the Board's own name: a plan that it oversees itself needs no report.
    """
    received = tuple(row for row in board.highlights if row.meeting == meeting.reference)
    own = {folded(council_board), folded(str(Body.BOARD))}
    there = own | {folded(row.body) for row in received}
    named = {folded(p.overseen_by): p.overseen_by for p in _current(board.plans, meeting.date)}
    missing = (name for fold, name in named.items() if name and fold not in there)
    return Reports(received, tuple(missing))


def _answers(row: Feedback, meeting: Meeting) -> bool:
    answered = row.delivered or row.difference or row.comment or row.highlight
    return bool(answered) and row.meeting == meeting.reference


def _current(plans: Iterable[Plan], day: date | None) -> tuple[Plan, ...]:
    """Return the plans of the meeting's year; all of them where none is."""
    plans = tuple(plans)
    current = tuple(plan for plan in plans if day and _runs(plan, day))
    return current or plans


def _runs(plan: Plan, day: date) -> bool:
    return plan.year is None or plan.year.first <= day <= plan.year.last


def returns_at(at: BoardAt) -> Returns:
    """Return what the groups returned for the meeting."""
    assert at.meeting is not None, NO_DAY
    return returns(at.board, at.meeting)


def reports_at(at: BoardAt) -> Reports:
    """Return the highlight reports for the meeting."""
    assert at.meeting is not None, NO_DAY
    return reports(at.board, at.ways.settings.council.board, at.meeting)

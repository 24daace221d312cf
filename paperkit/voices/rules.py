"""What groups and the bodies that oversee a plan sent for a meeting, and the rules on it.

Groups are asked what was delivered and whether it makes a difference (seed T 3.9); an overseeing
body sends a highlight report (seed T 3.14).
"""

import re
from collections.abc import Iterator

from paperkit.board.calendar import plans_of_year
from paperkit.board.data import BoardData, grouped
from paperkit.board.paper_rows import Feedback, Group, Highlight
from paperkit.board.plan_rows import ACTIONS, Meeting
from paperkit.board.words import Body, State, Verdict
from paperkit.findings import Finding, quoted, remedy_of
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, place_of, responsible_for
from paperkit.standpoint.sentences import listed

_NOT_ASKED = (Verdict.NO, Verdict.NOT_KNOWN)
_NUMBERED = re.compile(r"[A-Za-z]{0,3}\s?\d+(?:\.\d+)+[a-z]?")


def answered_anyway(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each answer to b) where a) is No or Not known (T 3.9)."""
    for row in at.scope.feedback:
        if row.delivered in _NOT_ASKED and row.difference:
            about = f" on {quoted(row.about)}" if row.about else ""
            message = (
                f"{row.group or 'A group'}{about} answers a) '{row.delivered}' and "
                f"b) '{row.difference}'."
            )
            value = str(row.difference)
            yield finding_at("PK-490", row, "difference", message, value=value, person=row.group)


def not_theirs(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for feedback about what the group's row does not name (T 3.9).

    A group whose row names nothing is free to speak about anything.
    """
    names_of = {group.name: (*group.areas, *group.actions) for group in at.scope.groups}
    known = at.once(_known)
    for row in at.scope.feedback:
        names, about = names_of.get(row.group), folded(row.about)
        if about and names and about not in map(folded, names) and not known.lacks(row.about):
            message = f"{row.group} looks at {listed(names)}, not at {quoted(row.about)}."
            yield finding_at("PK-491", row, "about", message, value=row.about, person=row.group)


def unknown_action(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each reference in feedback that no action has."""
    known = at.once(_known)
    for row in at.scope.feedback:
        # A number that Excel made of a reference can be one of two: 1.1 and 1.10.
        number = "about" in row.place.numbers and "." in row.about
        if number and {row.about, f"{row.about}0"} <= known.actions:
            message = (
                f"Excel holds the number {row.about}: it may have been typed as "
                f"{row.about} or as {row.about}0, and both are actions."
            )
            remedy = "Format the cell as Text, then type the reference again."
            yield finding_at("PK-492", row, "about", message, remedy=remedy, value=row.about)
        elif known.lacks(row.about):
            near = close_to(row.about, known.references)
            message = f"No action has the reference {quoted(row.about)}."
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


_AGAINST = {
    Verdict.NO: frozenset({State.ON_COURSE, State.DELIVERED}),
    Verdict.YES: frozenset({State.NOT_STARTED}),
}


def against_the_plan(at: BoardAt) -> Iterator[Finding]:
    """Yield a note where a group's answer to a) and the state of the action cannot both be so.

    It is for the group and for whoever is asked about the action.
    """
    for row in at.scope.feedback:
        action, meeting = at.board.action.get(row.about), at.board.meeting.get(row.meeting)
        states = _AGAINST.get(row.delivered, ()) if row.delivered else ()
        if action is None or at.is_over(meeting) or action.state not in states:
            continue
        group, asked = row.group or "A group", responsible_for(at.board, action)
        message = (
            f"{group} answers a) '{row.delivered}' on action {action.reference}, but the plan says "
            f"'{action.state}'."
        )
        yield finding_at(
            "PK-444", row, "delivered", message, value=str(row.delivered),
            person=", ".join(filter(None, (row.group, asked))), others=[place_of(action, "state")],
        )  # fmt: skip


class _Known(Frozen):
    """What feedback can be about: references as typed, and all that is named, by fold."""

    references: tuple[str, ...]
    actions: frozenset[str]
    named: frozenset[str]
    shapes: frozenset[str]

    def lacks(self, about: str) -> bool:
        """Return whether words read like a reference that no action has."""
        if not re.search(r"\d", about) or folded(about) in self.named | self.actions:
            return False
        return bool(_NUMBERED.fullmatch(about)) or _shape(about) in self.shapes


def _known(at: BoardAt) -> _Known:
    """Return what is known, the actions that could not be read among it."""
    names = [row.reference for row in at.board.actions]
    names += [row.reference for row in at.board.unread_of(ACTIONS)]
    references = tuple(dict.fromkeys(filter(None, names)))
    looked_at = (name for group in at.scope.groups for name in (*group.areas, *group.actions))
    return _Known(
        references,
        actions=frozenset(map(folded, references)),
        named=frozenset(map(folded, looked_at)),
        shapes=frozenset(map(_shape, references)),
    )


def _shape(text: str) -> str:
    """Return text with all its figures alike, and all its letters."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "9", folded(text)))


RULES: tuple[Rule, ...] = (
    answered_anyway,
    not_theirs,
    unknown_action,
    against_the_plan,
    no_report,
    no_position,
)


class Returns(Frozen):
    """What groups sent for a meeting (seed T 3.10).

    ``answers`` holds what came, by group, also of groups that are not on the sheet; ``asked`` are
    the groups that look at the plans, ``silent`` those of them that sent nothing; ``planned`` are
    those to be established. That they were asked is recorded only by what came.
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
    """Return what the groups sent for a meeting; a row without an answer is not a return."""
    rows = (
        row
        for row in board.feedback
        if row.meeting == meeting.reference
        and (row.delivered or row.difference or row.comment or row.highlight)
    )
    sent = grouped(rows, "group")
    planned = tuple(g for g in board.groups if g.to_be_established is Answer.YES)
    asked = tuple(g for g in board.groups if g.to_be_established is not Answer.YES)
    silent = tuple(group for group in asked if group.name not in sent)
    names = dict.fromkeys([*(group.name for group in board.groups), *sent])
    return Returns(asked, silent, planned, tuple((n, sent[n]) for n in names if n in sent))


def reports(board: BoardData, council_board: str, meeting: Meeting) -> Reports:
    """Return the highlight reports for a meeting, and which overseeing body sent none.

    ``council_board`` is the Board's own name: a plan that it oversees itself needs no report. The
    plans are those of the meeting's year, or all of them where none is.
    """
    received = tuple(row for row in board.highlights if row.meeting == meeting.reference)
    there = {folded(name) for name in (council_board, str(Body.BOARD), *(r.body for r in received))}
    plans = plans_of_year(board, meeting.date)
    named = {folded(plan.overseen_by): plan.overseen_by for plan in plans}
    missing = (name for fold, name in named.items() if name and fold not in there)
    return Reports(received, tuple(missing))


def returns_at(at: BoardAt) -> Returns:
    """Return what the groups returned for the meeting."""
    return returns(at.board, at.the_meeting)


def reports_at(at: BoardAt) -> Reports:
    """Return the highlight reports for the meeting."""
    return reports(at.board, at.ways.settings.council.board, at.the_meeting)

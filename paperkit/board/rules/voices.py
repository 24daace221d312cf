"""What groups and overseeing bodies sent (seed T 3.9, 3.14)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paperkit.board.model import Feedback, Group
from paperkit.board.model.plan import ACTIONS
from paperkit.board.model.words import Verdict
from paperkit.board.rules.case import Case, Rule, joined, tell
from paperkit.findings import Finding, quoted, remedy_of
from paperkit.schema.cleaning import folded
from paperkit.schema.values import close_to

_NOT_ASKED = (Verdict.NO, Verdict.NOT_KNOWN)
_NUMBERED = re.compile(r"[A-Za-z]{0,3}\s?\d+(?:\.\d+)+[a-z]?")


def answered_anyway(case: Case) -> Iterator[Finding]:
    """Yield a note for each answer to b) where a) is No or Not known (T 3.9)."""
    for row in case.scope.feedback:
        if row.delivered in _NOT_ASKED and row.difference:
            message = f"{_who(row)} answers a) '{row.delivered}' and b) '{row.difference}'."
            value = str(row.difference)
            yield tell("PK-490", row, "difference", message, value=value, person=row.group)


def not_theirs(case: Case) -> Iterator[Finding]:
    """Yield a note for feedback about what the group's row does not name (T 3.9).

    A group whose row names nothing is free to speak about anything.
    """
    groups = {group.name: group for group in case.scope.groups}
    known = _known(case)
    for row in case.scope.feedback:
        names = _looks_at(groups.get(row.group))
        about = folded(row.about)
        if about and names and about not in map(folded, names) and not known.lacks(row.about):
            message = f"{row.group} looks at {joined(names)}, not at {quoted(row.about)}."
            yield tell("PK-491", row, "about", message, value=row.about, person=row.group)


def unknown_action(case: Case) -> Iterator[Finding]:
    """Yield an error for each reference in feedback that no action has."""
    known = _known(case)
    for row in case.scope.feedback:
        if _either(known, row):
            message = f"Excel holds the number {row.about}: it may have been typed as "
            message += f"{row.about} or as {row.about}0, and both are actions."
            remedy = "Format the cell as Text, then type the reference again."
            yield tell("PK-492", row, "about", message, remedy=remedy, value=row.about)
        elif known.lacks(row.about):
            near = close_to(row.about, list(known.references))
            message = f"{quoted(row.about)} is the reference of no action."
            remedy = remedy_of("PK-492").rstrip(".") + f" (did you mean {near}?)." if near else ""
            yield tell(
                "PK-492", row, "about", message,
                remedy=remedy, value=row.about, person=row.group,
            )  # fmt: skip


def no_report(case: Case) -> Iterator[Finding]:
    """Yield a gap for each highlight report with neither text nor file (T 3.14)."""
    for row in case.scope.highlights:
        if not row.text and not row.file:
            message = f"The highlight report of {row.body or 'a body'} has no text and no file."
            yield tell("PK-493", row, "text", message, person=row.body)


def no_position(case: Case) -> Iterator[Finding]:
    """Yield a gap for each highlight report that takes no position on the plan (T 3.14)."""
    for row in case.scope.highlights:
        if row.assurance is None:
            message = f"The highlight report of {row.body or 'a body'} does not say how far the "
            message += "plan's delivery is assured."
            yield tell("PK-494", row, "assurance", message, person=row.body)


def _who(row: Feedback) -> str:
    about = f" on {quoted(row.about)}" if row.about else ""
    return f"{row.group or 'A group'}{about}"


def _looks_at(group: Group | None) -> tuple[str, ...]:
    return (*group.areas, *group.actions) if group else ()


@dataclass(frozen=True)
class _Known:
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


def _known(case: Case) -> _Known:
    """Return what is known, the actions that could not be read among it."""
    names = [action.reference for action in case.board.actions]
    names += [row.reference for row in case.board.unread_of(ACTIONS)]
    looked_at = (name for group in case.scope.groups for name in _looks_at(group))
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

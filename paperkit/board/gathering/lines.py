"""One line of the exception-reporting form, beside what the plan says of its action."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from paperkit.board.gathering.case import Answer, Case
from paperkit.board.gathering.meant import off_scale
from paperkit.board.model import Action
from paperkit.board.model.rounds import RETURNS, Return, View
from paperkit.board.rules.case import joined, tell
from paperkit.board.settings import Role
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import key_text
from paperkit.schema.records import Cell
from paperkit.schema.retelling import words_of
from paperkit.schema.values import Link

ANSWERS = ("rating", "reasons", "control", "request", "exceptional")
"""The columns in which nothing stands when a form is sent out."""

_THEIRS = tuple(c.name for c in RETURNS.columns if c.asked)
_KNOWN = tuple(c for c in RETURNS.columns if c.known and not c.refers)


class Told(Protocol):
    """A row of a form on one action, of whichever form it is."""

    @property
    def row(self) -> Return | View:
        """Return the row as it was typed."""

    @property
    def action(self) -> Action:
        """Return the action that it is about."""

    @property
    def name(self) -> str:
        """Return the action as a message names it."""

    def tell(self, code: str, name: str, message: str) -> Finding:
        """Return a finding at a column of the row."""


def twice(lines: Iterable[Told]) -> Iterator[Finding]:
    """Yield an error for each further row of an action."""
    first: dict[str, Told] = {}
    for line in lines:
        there = first.setdefault(line.action.reference, line)
        if there is not line:
            message = f"{line.name} stands twice in the form."
            found = line.tell("PK-843", "action", message)
            yield replace(found, others=(there.row.place.of("action", "Reference"),))


@dataclass(frozen=True)
class Line:
    """A row, its action, and the row as it was sent out; ``person`` is who can put it right.

    ``behind`` are the addresses behind the words of the row.
    """

    row: Return
    action: Action
    sent: Return
    person: str
    case: Case
    behind: tuple[Cell, ...] = ()

    @property
    def name(self) -> str:
        """Return the action as a message names it."""
        return f"Action {self.action.reference}"

    @property
    def is_answered(self) -> bool:
        """Return whether something was filled in, or changed that was the lead's to change."""
        mine = any(getattr(self.row, name) for name in ANSWERS)
        days = self.row.review_date not in (None, self.sent.review_date, self.action.review_date)
        return mine or days or bool(self.row.link and self.row.link != self.sent.link)

    @property
    def role(self) -> Role | None:
        """Return what the rating says."""
        return self.case.scale.role(self.row.rating)

    @property
    def text(self) -> str:
        """Return the name of the column that holds text on the action, nothing where none does."""
        return next((name for name in ("reasons", "control") if getattr(self.row, name)), "")

    @property
    def is_unflagged(self) -> bool:
        """Return whether there is text on the best rating, and no word on why (H 3.10)."""
        return self.role is Role.MET and bool(self.text) and self.row.exceptional is None

    def tell(self, code: str, name: str, message: str) -> Finding:
        """Return a finding at a column of the row, for the lead."""
        value = words_of(getattr(self.row, name))
        return tell(code, self.row, name, message, value=value, person=self.person)

    @property
    def answer(self) -> Answer:
        """Return the line as it is to stand in the log."""
        accepted = tuple(self.changed) if self.case.leave.accept else ()
        held = {c.name: getattr(self.sent, c.name) for c in _KNOWN if c.name not in accepted}
        row = replace(
            self.row,
            **held,
            action=self.action.reference,
            meeting=self.sent.meeting,
            rating=self.case.scale.spelled(self.row.rating),
            link=self.link,
            received_on=self.row.received_on or self.case.today,
        )
        return Answer(RETURNS, row, _THEIRS, accepted)

    @property
    def changed(self) -> dict[str, str]:
        """Return what stands in columns that were filled in beforehand, where it is not the same.

        A column that the sheet does not have says nothing; in the project's own rows (which
        nobody filled in beforehand) a blank cell does not either.
        """
        came = {column.name: getattr(self.row, column.name) for column in _KNOWN}
        return {
            name: value
            for name, value in came.items()
            if (value or self._was_sent)
            and name in self.row.place.cells
            and key_text(value) != key_text(getattr(self.sent, name))
        }

    @property
    def _was_sent(self) -> bool:
        return not self.row.meeting

    @property
    def _new_links(self) -> list[str]:
        seen = dict.fromkeys(cell.typed for cell in self.behind)
        return [link for link in seen if link not in (self.row.link, self.sent.link)]

    @property
    def link(self) -> Link:
        """Return the lead's link: typed in its column, or else put behind the row's words."""
        new = self._new_links
        return Link(new[0]) if new and self.row.link in ("", self.sent.link) else self.row.link

    @property
    def links_left(self) -> tuple[Cell, ...]:
        """Return the addresses behind words that are not taken."""
        return tuple(c for c in self.behind if c.typed in self._new_links and c.typed != self.link)


Rule = Callable[[Line], Iterator[Finding]]


def in_scale(line: Line) -> Iterator[Finding]:
    """Yield an error for a rating that is no word of the scale (P-10)."""
    yield from off_scale(line.row, line.case, line.person)


def rated(line: Line) -> Iterator[Finding]:
    """Yield an error for answers without a rating."""
    if not line.row.rating:
        yield line.tell("PK-845", "rating", f"{line.name} has answers, but no rating.")


def explained(line: Line) -> Iterator[Finding]:
    """Yield an error where an action is not on track, and it is not said why (H 3.10)."""
    if line.role not in (Role.NEAR, Role.MISSED):
        return
    lacking = [name for name in ("reasons", "control") if not getattr(line.row, name)]
    if lacking:
        heads = joined(RETURNS.column(name).heading for name in lacking)
        message = f"{line.name} is {line.case.scale.spelled(line.row.rating)}; {heads} "
        message += "are blank." if len(lacking) > 1 else "is blank."
        yield line.tell("PK-846", lacking[0], message)


def as_sent(line: Line) -> Iterator[Finding]:
    """Yield what was filled in beforehand and came back changed (P-20), unless it is accepted."""
    if line.case.leave.accept:
        return
    for name, came in line.changed.items():
        was = getattr(line.sent, name)
        heading = RETURNS.column(name).heading
        message = f"{line.name}, {heading}: {told(was)} in the plan came back as {told(came)}."
        yield line.tell("PK-848", name, message)


def one_link(line: Line) -> Iterator[Finding]:
    """Yield a note for each address behind words that does not count as the action's link."""
    for cell in line.links_left:
        message = f"{line.name} has the link {quoted(line.link)}, and another behind "
        message += f"words of its row: {quoted(cell.typed)}."
        code = "PK-854"
        yield Finding(code, cell.place, message, value=cell.typed, person=line.person)


RULES: tuple[Rule, ...] = (in_scale, rated, explained, as_sent, one_link)


def told(words: str) -> str:
    """Return what stands in a cell, for a message."""
    return quoted(words) if words else "blank"

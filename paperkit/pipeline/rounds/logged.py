"""What issuing a round adds to the log: the round itself, or what is new of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paperkit.board.forms import Asking, asked_actions
from paperkit.board.model import BoardData, Meeting
from paperkit.board.model.history import ROUNDS, Round
from paperkit.board.rules.whose import reporter
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words

if TYPE_CHECKING:
    from paperkit.exception_log import Draft


@dataclass(frozen=True)
class Entering:
    """What is to be entered, nothing where all of it is known; and what is told of that."""

    row: Round | None = None
    replaces: int = 0
    because: str = ""
    told: str = ""

    def drafts(self, asking: Asking) -> tuple["Draft", ...]:
        """Return the entries to append."""
        # The log is imported only where there is something to enter.
        from paperkit.exception_log import Draft

        if self.row is None:
            return ()
        day = asking.issued_on
        return (
            Draft(
                table=ROUNDS, row=self.row, recorded_on=day, replaces=self.replaces,
                because=self.because,
            ),
        )  # fmt: skip


def entering(asking: Asking) -> Entering:
    """Return what the log is told of a round; of one that it knows, only what has changed.

    A round that is issued again keeps the day on which it was issued first, and all that was
    asked for then.
    """
    actions = asked_actions(asking)
    leads = tuple(dict.fromkeys(asking.who(reporter(a)) for a in actions if reporter(a)))
    new = Round(
        priority=asking.priority,
        meeting=asking.meeting.reference,
        issued_on=asking.issued_on,
        due=asking.due,
        actions=tuple(action.reference for action in actions),
        leads=leads,
    )
    known = known_round(asking.board, asking.priority, asking.meeting)
    if known is None:
        return Entering(new, told="The round was entered in the log.")
    number, old = known
    row = replace(
        old, due=new.due, actions=_both(old.actions, new.actions), leads=_both(old.leads, new.leads)
    )
    changes = "; ".join(_changes(old, row))
    if not changes:
        return Entering(told="The log knows this round already; nothing was added to it.")
    because = f"Issued again: {changes}."
    return Entering(row, number, because, f"The round was corrected in the log. {because}")


def known_round(board: BoardData, priority: str, meeting: Meeting) -> tuple[int, Round] | None:
    """Return the round of a priority as the log holds it, with the number of its entry."""
    wanted = (folded(priority), folded(meeting.reference))
    for entry in reversed(board.history.of(ROUNDS)):
        row = entry.row
        if isinstance(row, Round) and (folded(row.priority), folded(row.meeting)) == wanted:
            return entry.number, row
    return None


def _both(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was asked first, then what is new."""
    known = {folded(one) for one in old}
    return (*old, *(one for one in new if folded(one) not in known))


def _changes(old: Round, new: Round) -> Iterator[str]:
    if old.due != new.due and new.due:
        was = f" instead of {in_words(old.due)}" if old.due else ""
        yield f"due on {in_words(new.due)}{was}"
    for what, before, after in (
        ("actions", old.actions, new.actions),
        ("leads", old.leads, new.leads),
    ):
        more = after[len(before) :]
        if more:
            yield f"more {what}, {', '.join(more)}"

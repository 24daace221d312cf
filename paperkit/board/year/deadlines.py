"""The days by which a meeting's papers are ready, worked back from its date.

Working days leave out weekends, the bank holidays of England and the council's own days off. A
clear day is a working day between the day of notice and the day of the meeting, neither of them
counted (Local Government Act 1972, section 100B; five since SI 2002/715). The Act does not say
whether a day off of the council's own counts. Here it does not, so that papers are published
earlier rather than too late.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from paperkit.board.calendar import bank_holidays, is_public
from paperkit.board.model import Meeting
from paperkit.board.model.words import Body
from paperkit.board.settings import Deadlines
from paperkit.schema.choices import Choice

LONGEST = 250  # working days: about a year
_SATURDAY = 5
_DAY = timedelta(days=1)


class StepName(Choice):
    """A step before a meeting, in the order in which the steps are taken."""

    FORMS_OUT = "Forms out"
    RETURNS_DUE = "Returns due"
    DRAFTS = "Drafts to sponsors and directors"
    CLEARANCE = "Papers cleared"
    CUT_OFF = "Papers to the clerk"
    PUBLICATION = "Papers published"


@dataclass(frozen=True)
class Step:
    """A step, its day, and how many working days before the meeting that is."""

    name: StepName
    day: date
    before: int


def is_working_day(day: date, days_off: Collection[date] = ()) -> bool:
    """Return whether the council works: no weekend, no bank holiday of England, no day off."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year) and day not in days_off


def working_days_before(day: date, number: int, days_off: Collection[date] = ()) -> date:
    """Return the working day that lies so many working days before the day.

    The day itself does not count, whether or not it is a working day. It is returned for none.
    """
    found = day
    while number > 0:
        found -= _DAY
        number -= is_working_day(found, days_off)
    return found


def clear_days_before(meeting: date, number: int, days_off: Collection[date] = ()) -> date:
    """Return the last day of publication that leaves so many clear days before a meeting."""
    return working_days_before(meeting, number + 1, days_off)


def days_before(chosen: Deadlines) -> tuple[tuple[StepName, int | None], ...]:
    """Return how many working days before a meeting each step falls; None where it has none.

    Publication falls one working day before the clear days.
    """
    clear = chosen.clear_days
    return (
        (StepName.FORMS_OUT, chosen.forms_out),
        (StepName.RETURNS_DUE, chosen.returns_due),
        (StepName.DRAFTS, chosen.drafts),
        (StepName.CLEARANCE, chosen.clearance),
        (StepName.CUT_OFF, chosen.cut_off),
        (StepName.PUBLICATION, None if clear is None else clear + 1),
    )


def deadlines(meeting: Meeting, chosen: Deadlines) -> tuple[Step, ...]:
    """Return the steps before a meeting, each with its day, in the order of ``StepName``.

    A step is left out where the settings give no number of days, or one that PK-951 tells. The
    Executive is an officer group, so its papers have no day of publication. A development session
    and a meeting without a date have no steps at all.
    """
    if meeting.date is None or not is_public(meeting):
        return ()
    return tuple(_steps(meeting, meeting.date, chosen))


def day_of(steps: Sequence[Step], name: StepName) -> date | None:
    """Return the day of a step; None where it is not among them."""
    return next((step.day for step in steps if step.name is name), None)


def _steps(meeting: Meeting, day: date, chosen: Deadlines) -> Iterator[Step]:
    published = (meeting.body or Body.BOARD) is Body.BOARD
    for name, number in days_before(chosen):
        here = published or name is not StepName.PUBLICATION
        if here and number is not None and 1 <= number <= LONGEST:
            yield Step(name, working_days_before(day, number, chosen.days_off), number)

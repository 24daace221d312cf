"""What a form says of itself: whose it is, for which council and round (systems P-01, P-02)."""

from dataclasses import dataclass

from paperkit.board.gathering.case import Case, ReturnedForm
from paperkit.board.model import Meeting
from paperkit.board.model.history import Round
from paperkit.board.rules.case import joined, tell
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.schema.forms import ABOUT, ABOUT_HEADING, FORM_VERSION, About

_TOLD = ("council", "purpose", "priority", "meeting", "person", "version")
"""What the block of a form must say, as its answers cannot be placed without it."""


@dataclass(frozen=True)
class Known:
    """A form that says what it is, and is one of this project's."""

    form: ReturnedForm
    about: About
    meeting: Meeting
    round: Round | None

    @property
    def person(self) -> str:
        """Return who was asked."""
        return self.about.person


def stranger(form: ReturnedForm, case: Case) -> Finding | None:
    """Return what keeps a form out altogether, the first reason alone; None where nothing does."""
    if form.about is None:
        message = "No sheet of the workbook says what it is for, and for whom."
        return Finding("PK-831", Place(form.file), message)
    about = form.about
    return (
        _blank(about) or _of_version(about) or _of_council(about, case) or _of_meeting(about, case)
    )


def _blank(about: About) -> Finding | None:
    """Return that the block says nothing where it must, so that no answer can be placed."""
    blank = [name for name in _TOLD if not str(getattr(about, name)).strip()]
    if not blank:
        return None
    labels = joined(quoted(ABOUT.column(name).heading) for name in blank)
    message = f"The form says nothing after {labels}, under '{ABOUT_HEADING}'."
    return _at(about, blank[0], "PK-831", message)


def _of_version(about: About) -> Finding | None:
    if about.version == FORM_VERSION:
        return None
    message = f"The form is of version {quoted(about.version)}; known is {FORM_VERSION}."
    return _at(about, "version", "PK-862", message)


def _of_council(about: About, case: Case) -> Finding | None:
    ours = case.ways.settings.council.name
    if folded(about.council) == folded(ours):
        return None
    message = f"The form is of {quoted(about.council)}; this project is of {quoted(ours)}."
    return _at(about, "council", "PK-832", message)


def _of_meeting(about: About, case: Case) -> Finding | None:
    if folded(about.meeting) in case.meetings:
        return None
    message = f"The form is for {quoted(about.meeting)}, which is no meeting of the sheet Meetings."
    return _at(about, "meeting", "PK-833", message)


def known(form: ReturnedForm, about: About, case: Case) -> Known:
    """Return a form that is no stranger, with its meeting, and its round if it has one."""
    meeting = case.meetings[folded(about.meeting)]
    issued = case.rounds.get((folded(about.priority), folded(meeting.reference)))
    return Known(form, about, meeting, issued)


def of_no_round(one: Known, case: Case) -> Finding | None:
    """Return why the answers of an exception-reporting form belong to no round of this project."""
    if one.round:
        return None
    rounds = [f"{r.priority} for {r.meeting}" for r in case.rounds.values()]
    message = f"The form is of {quoted(one.about.priority)} for {quoted(one.about.meeting)}; "
    message += f"the rounds are {', '.join(rounds) or 'none yet'}."
    return _at(one.about, "priority", "PK-833", message)


def of_an_earlier_round(one: Known, case: Case) -> Finding | None:
    """Return that a form is of another round than the one that is gathered (systems P-02)."""
    if one.round is None:
        return None
    now = case.current.get(folded(one.round.priority))
    if now is one.round:
        return None
    message = f"The form is of the round for {quoted(one.about.meeting)}; what is gathered is the "
    message += f"one for {quoted(now.meeting if now else case.meeting)}."
    return _at(one.about, "meeting", "PK-834", message)


def of_the_past(one: Known, case: Case) -> Finding | None:
    """Return that a form of a paper is late: its meeting is over, and is not the one named."""
    held = one.meeting.date
    if held is None or held >= case.today or folded(case.meeting) == folded(one.meeting.reference):
        return None
    message = f"The form is for {quoted(one.about.meeting)}, which was on {in_words(held)}."
    return _at(one.about, "meeting", "PK-834", message)


def _at(about: About, name: str, code: str, message: str) -> Finding:
    value = str(getattr(about, name))
    return tell(code, about, name, message, value=value, person=about.person)

"""Meetings, and the people who act and report."""

import datetime
from dataclasses import dataclass

from paperkit.board.model.words import Body, MeetingKind, MeetingState
from paperkit.schema.choices import Answer
from paperkit.schema.columns import Row, Table, column


@dataclass(frozen=True, kw_only=True)
class Meeting(Row):
    """A meeting of the Board or of its Executive (seed T 3.15)."""

    reference: str = column(
        "Reference",
        "What every other sheet calls this meeting. It stays when the date moves.",
        example="Board July 2026",
        key=True,
        default="",
    )
    date: datetime.date | None = column(
        "Date", "The day of the meeting.", example="16 July 2026", aliases=("Meeting date",)
    )
    body: Body | None = column("Body", "Whose meeting it is.", default=Body.BOARD)
    kind: MeetingKind | None = column(
        "Kind", "A public meeting, or a development session that is not public."
    )
    state: MeetingState | None = column(
        "State",
        "Planned or held; moved or cancelled; or extra to the year's plan.",
        aliases=("Status",),
    )


@dataclass(frozen=True, kw_only=True)
class Person(Row):
    """Somebody who owns, leads, sponsors or writes."""

    name: str = column("Name", "One spelling, used everywhere.", key=True, default="")
    post: str = column("Post", "The post held.", aliases=("Job title", "Title"), default="")
    organisation: str = column("Organisation", "Where the person works.", default="")
    telephone: str = column(
        "Telephone", "Printed only where the person is a paper's contact.", default=""
    )
    email: str = column(
        "E-mail",
        "Printed only where the person is a paper's contact.",
        aliases=("Email", "E-mail address"),
        default="",
    )
    start: datetime.date | None = column("From", "The first day in the post.")
    end: datetime.date | None = column("To", "The last day in the post, for someone who has left.")
    member: Answer | None = column(
        "Member of the Board", "Yes for a member of the Board.", aliases=("Board member",)
    )


MEETINGS = Table(
    "meetings", "Meetings", "Every meeting of the year, also those moved or cancelled.", Meeting
)
PEOPLE = Table("people", "People", "Everyone whose name or post stands on another sheet.", Person)

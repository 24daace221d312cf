"""Rounds of exception reporting: what leads return, sponsors say, and officers decide (seed H).

These rows count once they are gathered into the log of exception reports.
"""

import datetime
from dataclasses import dataclass

from paperkit.board.model.words import Correction, Exceptional, RequestRoute, SponsorView, State
from paperkit.schema.columns import Row, Table, column
from paperkit.schema.periods import Deadline
from paperkit.schema.values import Link


@dataclass(frozen=True, kw_only=True)
class Return(Row):
    """One action's line of the exception-reporting form (seed H, the form and 3.10)."""

    meeting: str = column(
        "Meeting", "The meeting of the round.", refers=("meetings",), known=True, default=""
    )
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        known=True, default="",
    )  # fmt: skip
    wording: str = column(
        "Actions", "What the plan says will be done.", known=True,
        note="with a link to its progress in detail, where there is one", default="",
    )  # fmt: skip
    review_date: datetime.date | None = column(
        "Review date", "When the Board next expects an update."
    )
    lead: str = column(
        "Reporting lead", "Who reports on the action, by name.", role="person", known=True,
        default="",
    )  # fmt: skip
    measures: str = column(
        "Indicators/ measurements", "How delivery is measured, one a line.", known=True, default=""
    )
    target: str = column("Target", "What is to be reached.", known=True, default="")
    rating: str = column(
        "RAG", "One word of the rating scale, as the sheet Please read explains it.",
        aliases=("Rating", "RAG rating"), role="rating",
        note="what each word means: see Please read", default="",
    )  # fmt: skip
    reasons: str = column(
        "Reasons for escalation",
        "What changed, why, and what it means. Leave blank on the best rating unless progress is "
        "exceptional.",
        note="blank if {best}, unless progress is exceptional",
        default="",
    )
    control: str = column(
        "Action to control risk", "What is being done about it, by whom and by when.", default=""
    )
    request: str = column(
        "Any request to the Health and Wellbeing board",
        "What the Board is asked for. None. is an answer.",
        role="answer",
        default="",
    )
    exceptional: Exceptional | None = column(
        "Exceptional progress?",
        "Exceptional, or Completed early, where the Board should hear of good progress; else No.",
        aliases=("Exceptional progress",),
    )
    link: Link = column(
        "Link", "The web address of detailed progress.", aliases=("Hyperlink",), default=Link()
    )
    received_on: datetime.date | None = column(
        "Received on", "The day on which the return came in.", recorded=True
    )


@dataclass(frozen=True, kw_only=True)
class View(Row):
    """What the sponsor of a priority says of one return (seed H 3.9)."""

    meeting: str = column(
        "Meeting", "The meeting of the round.", refers=("meetings",), known=True, default=""
    )
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        known=True, default="",
    )  # fmt: skip
    sponsor: str = column(
        "Sponsor", "Who sponsors the priority.", role="person", known=True, default=""
    )
    view: SponsorView | None = column(
        "Agreed or challenged", "Whether the sponsor agrees with the rating."
    )
    rating: str = column(
        "Rating by the sponsor",
        "The word that stands instead of the lead's, where it was changed. The lead's is kept.",
        role="rating",
        default="",
    )
    because: str = column("Why", "Why the rating was challenged or changed.", default="")
    comment: str = column("Sponsor's comment", "What the Board should hear of it.", default="")


@dataclass(frozen=True, kw_only=True)
class Request(Row):
    """What the officer decided of a lead's request to the Board, and what became of it."""

    meeting: str = column("Meeting", "The meeting of the round.", refers=("meetings",), default="")
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        default="",
    )  # fmt: skip
    route: RequestRoute | None = column(
        "Decision",
        "A recommendation to the Board, listed for it to see, or handled elsewhere.",
        aliases=("Route",),
    )
    by: str = column(
        "Handled by", "Who handles it, where it is handled elsewhere.", role="person", default=""
    )
    when: datetime.date | None = column("Handled on", "The day by which it is or was handled.")
    recommendation: str = column(
        "Recommendation", "What the Board is asked, beginning with the verb.", default=""
    )
    outcome: str = column("What became of it", "What the Board decided or did.", default="")


@dataclass(frozen=True, kw_only=True)
class Risk(Row):
    """Where and when a risk to an action was addressed, and when it was closed (seed H 3.11)."""

    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        default="",
    )  # fmt: skip
    meeting: str = column(
        "Meeting", "The meeting to which it was reported.", refers=("meetings",), default=""
    )
    forum: str = column("Addressed at", "The forum that dealt with it.", default="")
    addressed_on: datetime.date | None = column("Addressed on", "The day it was dealt with.")
    closed_on: datetime.date | None = column("Closed on", "The day the risk was closed.")
    note: str = column("Note", "How it was dealt with.", default="")


@dataclass(frozen=True, kw_only=True)
class Update(Row):
    """How an action stands for a meeting, as its owner says; it stands over the sheet Actions."""

    meeting: str = column(
        "Meeting", "The meeting it is for.", refers=("meetings",), known=True, default=""
    )
    action: str = column(
        "Reference", "The reference of the action.", refers=("actions",), aliases=("Ref",),
        known=True, default="",
    )  # fmt: skip
    wording: str = column("Actions", "What the plan says will be done.", known=True, default="")
    state: State | None = column("State", "How the action stands.", aliases=("Status",))
    done_on: datetime.date | None = column("Done on", "The day it was delivered.")
    revised_deadline: Deadline | None = column(
        "Revised deadline", "The new deadline, where one has been agreed."
    )
    revised_because: str = column("Reason for revision", "Why the deadline moved.", default="")
    revised_by: str = column("Revision agreed by", "Who agreed the new deadline.", default="")
    correction: str = column(
        "Corrective action", "What is or will be done, where the action is not on course.",
        default="",
    )  # fmt: skip
    correction_state: Correction | None = column(
        "Corrective action state", "Whether it has been or will be taken."
    )
    correction_date: datetime.date | None = column(
        "Corrective action date", "The day by which it is or was taken."
    )


RETURNS = Table(
    "returns", "Returns", "What reporting leads return for a round, one action a row.", Return,
    form="Exception report",
)  # fmt: skip
VIEWS = Table("views", "Sponsor views", "What sponsors say of the returns.", View)
REQUESTS = Table(
    "requests", "Requests", "What is decided of each request to the Board, one a row.", Request
)
RISKS = Table("risks", "Risks", "Where and when risks to actions were addressed.", Risk)
UPDATES = Table("updates", "Updates", "How owners say that their actions stand.", Update)

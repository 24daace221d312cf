"""The strategy and its plans, from parts and priorities down to actions and milestones."""

import datetime
from dataclasses import dataclass

from paperkit.board.model.words import (
    Body,
    Correction,
    MilestoneKind,
    Rank,
    State,
)
from paperkit.schema.choices import Answer
from paperkit.schema.columns import Row, Table, column
from paperkit.schema.periods import Deadline, Period
from paperkit.schema.values import Link


@dataclass(frozen=True, kw_only=True)
class Strategy(Row):
    """The strategy that the Board answers for (seed T 2.1, seed H 3.1)."""

    title: str = column("Title", "The full title of the strategy.", key=True, default="")
    period: Period | None = column("Period", "The years it runs.", example="2023 to 2033")
    vision: str = column("Vision", "Its aim, in the strategy's own words.", default="")
    approved_by: str = column("Approved by", "The body that approved it.", default="")
    approved_on: datetime.date | None = column("Approved on", "The day it was approved.")


@dataclass(frozen=True, kw_only=True)
class Plan(Row):
    """A plan for one part or priority and one year (seed T 3.1, seed H 3.1)."""

    reference: str = column("Reference", "What other sheets call the plan.", key=True, default="")
    title: str = column("Title", "The title of the plan.", default="")
    priority: str = column(
        "Part or priority",
        "The priority that the plan delivers.",
        refers=("priorities",),
        aliases=("Part", "Priority"),
        default="",
    )
    year: Period | None = column("Year", "The year that the plan covers.", example="2026/27")
    version: str = column("Version", "Such as 'initial' or 'refresh'.", default="")
    approved_by: str = column("Approved by", "The body that signed the plan off.", default="")
    approved_on: datetime.date | None = column("Approved on", "The day it was signed off.")
    overseen_by: str = column(
        "Overseen by",
        "The body that oversees the plan, where it is not the Board itself.",
        aliases=("Overseeing body",),
        default="",
    )


@dataclass(frozen=True, kw_only=True)
class Priority(Row):
    """A part or priority of the strategy."""

    reference: str = column("Reference", "What other sheets call it.", key=True, default="")
    name: str = column("Name", "The name of the priority.", default="")
    rank: Rank | None = column("Core or supporting", "A core priority has one sponsor.")
    part_of: str = column(
        "Part of",
        "The part of the strategy that it belongs to.",
        refers=("priorities",),
        default="",
    )
    sponsor: tuple[str, ...] = column(
        "Sponsor",
        "The member of the Board who sponsors it, or Vacant.",
        role="person",
        default=(),
    )


@dataclass(frozen=True, kw_only=True)
class Outcome(Row):
    """An outcome or ambition under a priority."""

    reference: str = column("Reference", "What other sheets call it.", key=True, default="")
    name: str = column("Name", "The outcome in words.", default="")
    parent: str = column(
        "Parent",
        "The priority, or the outcome above it.",
        refers=("priorities", "outcomes"),
        aliases=("Priority",),
        default="",
    )
    no_indicator: str = column(
        "Reason for no indicator",
        "Why no indicator is used for this outcome, where there is none. The paper prints it.",
        default="",
    )


@dataclass(frozen=True, kw_only=True)
class Action(Row):
    """An action of a plan (seed T 3.2, seed H 3.8 to 3.10)."""

    reference: str = column("Reference", "Such as 1.2.2.", aliases=("Ref",), key=True, default="")
    wording: str = column(
        "Action", "What will be done.", aliases=("Actions", "Wording"), default=""
    )
    parent: str = column(
        "Outcome or priority",
        "The reference of what the action is for.",
        refers=("outcomes", "priorities"),
        aliases=("Parent", "Outcome", "Priority", "Ambition"),
        default="",
    )
    owner: str = column(
        "Owner",
        "Who answers for the action: a name or a post. Blank means the reporting lead.",
        aliases=("Responsible officer",),
        role="person",
        default="",
    )
    accountable: str = column(
        "Accountable role", "The role that answers for it, such as a chair.", default=""
    )
    lead: str = column(
        "Reporting lead",
        "Who reports on it, by name. Blank means the owner.",
        aliases=("Lead", "Lead officer"),
        role="person",
        default="",
    )
    deadline: Deadline | None = column(
        "Deadline",
        "A date, month, quarter or year, or Ongoing with a review date. The original one.",
        aliases=("Due", "Due date", "Timescale"),
        example="Q3 2026/27",
    )
    revised_deadline: Deadline | None = column(
        "Revised deadline", "The new deadline, where one has been agreed."
    )
    revised_because: str = column("Reason for revision", "Why the deadline moved.", default="")
    revised_by: str = column("Revision agreed by", "Who agreed the new deadline.", default="")
    review_date: datetime.date | None = column("Review date", "When the Board expects an update.")
    state: State | None = column("State", "How the action stands.", aliases=("Status",))
    done_on: datetime.date | None = column(
        "Done on", "The day it was delivered.", aliases=("Completed on", "Delivered on")
    )
    correction: str = column(
        "Corrective action",
        "What is or will be done, where the action is not on course.",
        default="",
    )
    correction_state: Correction | None = column(
        "Corrective action state", "Whether it has been or will be taken."
    )
    correction_date: datetime.date | None = column(
        "Corrective action date", "The day by which it is or was taken."
    )
    measures: str = column(
        "Indicators/ measurements", "How delivery is measured, in words.", default=""
    )
    target: str = column("Target", "What is to be reached, in words.", default="")
    link: Link = column(
        "Link", "The web address of detailed progress.", aliases=("Hyperlink",), default=Link()
    )
    source: str = column(
        "Source", "Where to read more, in words; printed beside the link.", default=""
    )
    home_plan: str = column(
        "Home plan", "The strategy or plan in which the action is managed.", default=""
    )
    forum: str = column("Governance forum", "The forum that manages it.", default="")
    carried_from: str = column(
        "Carried over from", "The plan or year it was carried over from.", default=""
    )


@dataclass(frozen=True, kw_only=True)
class Milestone(Row):
    """A step that the Board or the Executive checks (seed T 3.2, 3.3, 3.17)."""

    action: str = column("Action", "The reference of the action.", refers=("actions",), default="")
    wording: str = column("Milestone", "What will have been reached.", default="")
    key: Answer | None = column("Key", "Yes for a key milestone, which goes to a meeting.")
    date: datetime.date | None = column("Date", "When it is to be reached.")
    meeting: str = column(
        "Meeting", "The meeting at which it is checked.", refers=("meetings",), default=""
    )
    body: Body | None = column("Forward plan", "Whose forward plan it stands on.")
    kind: MilestoneKind | None = column("Kind", "Whether performance or development is looked at.")
    check: str = column("To be checked", "What the meeting is to check.", default="")
    reached_on: datetime.date | None = column(
        "Reached on", "The day it was reached; for one whose action is delivered it may be blank."
    )


STRATEGY = Table("strategy", "Strategy", "The strategy, in one row.", Strategy)
PLANS = Table("plans", "Plans", "One row for each plan and year.", Plan)
PRIORITIES = Table(
    "priorities", "Priorities", "The parts and priorities of the strategy.", Priority
)
OUTCOMES = Table(
    "outcomes", "Outcomes", "The outcomes under each priority.", Outcome, ("Ambitions",)
)
ACTIONS = Table("actions", "Actions", "Every action of the plans, one a row.", Action)
MILESTONES = Table("milestones", "Milestones", "Steps that are checked at a meeting.", Milestone)

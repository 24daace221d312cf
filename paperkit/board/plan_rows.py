"""Rows of the strategy and its plans: priorities to milestones, indicators, meetings, people.

Outturns are readings: they are never typed twice.
"""

import datetime
from datetime import date
from decimal import Decimal

from paperkit.board.words import (
    Agreement,
    Body,
    Correction,
    FiguresRun,
    Frequency,
    MeetingKind,
    MeetingState,
    MilestoneKind,
    Rank,
    State,
)
from paperkit.schema.columns import Answer, Row, Table, column
from paperkit.schema.dates import Deadline, Period
from paperkit.schema.values import Amount, Direction, Link, Tolerance


class Strategy(Row, kw_only=True):
    """The strategy that the Board answers for (seed T 2.1, seed H 3.1)."""

    title: str = column("Title", "The full title of the strategy.", key=True, default="")
    period: Period | None = column("Period", "The years that it covers.", example="2023 to 2033")
    vision: str = column("Vision", "Its aim, in the strategy's own words.", default="")
    approved_by: str = column("Approved by", "The body that approved it.", default="")
    approved_on: datetime.date | None = column("Approved on", "The day it was approved.")


class Plan(Row, kw_only=True):
    """A plan for one part or priority and one year (seed T 3.1, seed H 3.1)."""

    reference: str = column(
        "Reference", "What the other sheets call the plan.", key=True, default=""
    )
    title: str = column(
        "Title",
        "The title of the plan. If there are several plans or parts, the performance report lists "
        "the actions of each under its title.",
        default="",
        identity=True,
    )
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
        "The body that oversees the plan, if it is not the Board itself.",
        aliases=("Overseeing body",),
        default="",
    )


class Priority(Row, kw_only=True):
    """A part or priority of the strategy."""

    reference: str = column("Reference", "What other sheets call it.", key=True, default="")
    name: str = column("Name", "The name of the priority.", default="", identity=True)
    rank: Rank | None = column(
        "Core or supporting",
        "Whether it is a core priority, which has one sponsor, or a supporting one.",
    )
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


class Outcome(Row, kw_only=True):
    """An outcome or ambition under a priority."""

    reference: str = column("Reference", "What other sheets call it.", key=True, default="")
    name: str = column("Name", "The outcome in words.", default="", identity=True)
    parent: str = column(
        "Parent",
        "The priority, or the outcome above it.",
        refers=("priorities", "outcomes"),
        aliases=("Priority",),
        default="",
        identity=True,
    )
    no_indicator: str = column(
        "Reason for no indicator",
        "Why this outcome has no indicator, if it has none. Papers print it.",
        default="",
    )


class Action(Row, kw_only=True):
    """An action of a plan (seed T 3.2, seed H 3.8 to 3.10)."""

    reference: str = column("Reference", "Such as 1.2.2.", aliases=("Ref",), key=True, default="")
    wording: str = column(
        "Action", "What will be done.", aliases=("Actions", "Wording"), default="", identity=True
    )
    short_name: str = column(
        "Short name",
        "What sentences call the action, in five words or fewer. If it is blank, they use its "
        "reference.",
        example="named dementia advisers",
        default="",
    )
    parent: str = column(
        "Outcome or priority",
        "The reference of the outcome or priority that the action is for.",
        refers=("outcomes", "priorities"),
        aliases=("Parent", "Outcome", "Priority", "Ambition"),
        default="",
        identity=True,
    )
    owner: str = column(
        "Owner",
        "Who is responsible for the action: a name or a post. If it is blank, papers say that no "
        "owner is recorded.",
        aliases=("Responsible officer",),
        role="person",
        default="",
    )
    accountable: str = column(
        "Accountable role", "The role that is accountable for it, such as a chair.", default=""
    )
    lead: str = column(
        "Reporting lead",
        "The name of whoever reports on it. If it is blank, nobody is asked to report.",
        aliases=("Lead", "Lead officer"),
        role="person",
        default="",
    )
    deadline: Deadline | None = column(
        "Deadline",
        "The original deadline. If it is Ongoing, give a review date too.",
        aliases=("Due", "Due date", "Timescale"),
        example="Q3 2026/27",
    )
    revised_deadline: Deadline | None = column(
        "Revised deadline", "The new deadline, if one has been agreed."
    )
    revised_because: str = column(
        "Reason for revision",
        "Why the deadline moved, or why the action was suspended or withdrawn.",
        default="",
    )
    revised_by: str = column("Revision agreed by", "Who agreed the revision.", default="")
    revised_on: datetime.date | None = column(
        "Revision agreed on",
        "The day it was agreed. A paper with data as at an earlier day leaves it out.",
    )
    review_date: datetime.date | None = column("Review date", "When the Board expects an update.")
    state: State | None = column("State", "How the action is getting on.", aliases=("Status",))
    done_on: datetime.date | None = column(
        "Done on", "The day it was delivered.", aliases=("Completed on", "Delivered on")
    )
    correction: str = column(
        "Corrective action",
        "What is being done, or will be, if the action is not on course.",
        aliases=("Action to control risk",),
        default="",
    )
    correction_state: Correction | None = column(
        "Corrective action state", "Whether the corrective action has been taken, or will be."
    )
    correction_date: datetime.date | None = column(
        "Corrective action date", "The day on which it was taken, or by which it will be."
    )
    measures: str = column(
        "Indicators/ measurements", "How delivery is measured, in words.", default=""
    )
    target: str = column("Target", "What is to be reached, in words.", default="")
    link: Link = column(
        "Link",
        "The web address of a page on its progress in detail.",
        aliases=("Hyperlink",),
        default=Link(),
    )
    source: str = column(
        "Source", "Where to read more, in words. Papers print it next to the link.", default=""
    )
    home_plan: str = column(
        "Home plan", "The strategy or plan in which the action is managed.", default=""
    )
    forum: str = column("Governance forum", "The forum that manages it.", default="")
    carried_from: str = column(
        "Carried over from",
        "The plan or year that it was carried over from, and its reference there if that was "
        "different.",
        example="1.4 of 2025/26",
        default="",
    )

    @property
    def called(self) -> str:
        """Return what a sentence calls it: its short name, or its reference."""
        return self.short_name or f"action {self.reference}"

    @property
    def called_in_full(self) -> str:
        """Return what a sentence calls it where no row of a table has its reference."""
        return f"{self.reference} {self.short_name}" if self.short_name else self.called

    @property
    def listed_as(self) -> str:
        """Return what a list calls it: its reference, and its short name or else its wording.

        A full stop at the end is left out, since the name stands within a sentence.
        """
        return f"{self.reference} {(self.short_name or self.wording).removesuffix('.')}".strip()

    def was_delivered(self, by: datetime.date) -> bool:
        """Return whether it was delivered by a day; where none is recorded it was before it."""
        return self.state is State.DELIVERED and (self.done_on is None or self.done_on <= by)


class Milestone(Row, kw_only=True):
    """A step that the Board or the Executive checks (seed T 3.2, 3.3, 3.17)."""

    action: str = column(
        "Action", "The reference of the action.", refers=("actions",), default="", identity=True
    )
    wording: str = column("Milestone", "What is to be reached.", default="", identity=True)
    key: Answer | None = column("Key", "Yes for a key milestone, which goes to a meeting.")
    date: datetime.date | None = column("Date", "When it is to be reached.")
    meeting: str = column(
        "Meeting", "The meeting at which it is checked.", refers=("meetings",), default=""
    )
    body: Body | None = column("Forward plan", "Which forward plan lists it.")
    kind: MilestoneKind | None = column(
        "Kind", "Whether the meeting looks at performance or at development."
    )
    check: str = column("To be checked", "What the meeting is to check.", default="")
    reached_on: datetime.date | None = column(
        "Reached on", "The day it was reached. It may be blank if the action is delivered."
    )


STRATEGY = Table("strategy", "Strategy", "The strategy, in one row.", Strategy)
PLANS = Table("plans", "Plans", "One row for each plan and year.", Plan)
PRIORITIES = Table(
    "priorities", "Priorities", "The parts and priorities of the strategy.", Priority
)
OUTCOMES = Table(
    "outcomes", "Outcomes", "The outcomes under each priority.", Outcome, ("Ambitions",)
)
ACTIONS = Table("actions", "Actions", "Every action of the plans, one to a row.", Action)
MILESTONES = Table("milestones", "Milestones", "Steps that are checked at a meeting.", Milestone)


class Meeting(Row, kw_only=True):
    """A meeting of the Board or of its Executive (seed T 3.15)."""

    reference: str = column(
        "Reference",
        "What the other sheets call this meeting. Keep it if the date moves.",
        example="Board July 2026",
        key=True,
        default="",
    )
    date: datetime.date | None = column(
        "Date",
        "The day of the meeting.",
        example="16 July 2026",
        aliases=("Meeting date",),
        identity=True,
    )
    body: Body | None = column("Body", "Whose meeting it is.", default=Body.BOARD)
    kind: MeetingKind | None = column(
        "Kind", "A public meeting, or a development session that is not public."
    )
    state: MeetingState | None = column(
        "State",
        "Whether it is planned, or was held, moved or cancelled. Extra is one that the year's "
        "plan did not have.",
        aliases=("Status",),
    )


class Person(Row, kw_only=True):
    """Somebody who owns, leads, sponsors or writes."""

    name: str = column("Name", "The name, spelt the same way on every sheet.", key=True, default="")
    post: str = column(
        "Post",
        "The post that the person holds.",
        aliases=("Job title", "Title"),
        role="reference",
        default="",
    )
    organisation: str = column("Organisation", "Where the person works.", default="")
    telephone: str = column(
        "Telephone", "Papers print it only if the person is their contact.", default=""
    )
    email: str = column(
        "E-mail",
        "Where forms and letters go. Papers print it only if the person is their contact.",
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
PEOPLE = Table("people", "People", "Everyone whose name or post is on another sheet.", Person)


class Indicator(Row, kw_only=True):
    """A performance indicator for an outcome (seed T 3.4 to 3.6)."""

    reference: str = column("Reference", "Such as 2.1 or PI 15.", key=True, default="")
    name: str = column("Name", "What is measured, and of whom.", default="", identity=True)
    short_name: str = column(
        "Short name",
        "What sentences call the indicator, in five words or fewer. If it is blank, they use its "
        "name.",
        example="memory clinic waits",
        default="",
    )
    outcome: str = column(
        "Outcome",
        "The outcome that it measures.",
        refers=("outcomes",),
        default="",
        identity=True,
    )
    partner: str = column("Partner", "Who provides the figures.", role="organisation", default="")
    unit: str = column("Unit", "%, £, days, per 1,000 or the like; blank for a count.", default="")
    decimals: int | None = column(
        "Decimal places", "How many are printed. If it is blank, figures are printed as typed."
    )
    direction: Direction | None = column(
        "Direction", "Which way is good.", aliases=("Polarity", "Good is")
    )
    counts_people: Answer | None = column(
        "Counts people", "Yes if a small figure could show who somebody is."
    )
    tolerance: Tolerance | None = column(
        "Tolerance",
        "How far a figure may miss its target and still be near it: 5% of the target, 2 in its "
        "unit, or floor 60 (no lower than 60).",
        example="5%",
    )
    frequency: Frequency | None = column("Frequency", "How often a new figure is expected.")
    figures_run: FiguresRun | None = column(
        "Figures run",
        "How the figures of months, quarters or terms make up the year. A rate or level stands "
        "alone; counts add up, or are typed for the year to date. Equal parts: a period without "
        "its own target has a share of the year's.",
    )
    source: str = column("Source", "Where the figures come from.", default="")
    proxy: Answer | None = column(
        "Proxy", "Yes if it is used because the outcome itself is only seen later."
    )
    rationale: str = column(
        "Rationale",
        "Why this indicator was chosen, in one sentence. The dashboard and the annual report "
        "print it.",
        default="",
    )
    agreement: Agreement | None = column(
        "Drafted or agreed", "Drafted until the Board has agreed it. If it is blank, it is agreed."
    )
    next_due: date | None = column("Next data due", "When the next figure comes out.")

    @property
    def called(self) -> str:
        """Return what a sentence calls it: its short name, or its name, or its reference."""
        return self.short_name or self.name or f"indicator {self.reference}"

    @property
    def listed_as(self) -> str:
        """Return what a list calls it: its reference, and its short name or else its name."""
        return f"{self.reference} {self.short_name or self.name}".strip()


class Target(Row, kw_only=True):
    """What an indicator is to reach in a year, and who signed that off (seed T 3.6)."""

    indicator: str = column(
        "Indicator", "The indicator's reference.", refers=("indicators",), default="", identity=True
    )
    year: Period | None = column(
        "Year",
        "The year of the target, or a part of a year that has its own, such as Q2 2026/27.",
        example="2026/27",
        identity=True,
    )
    value: Amount | None = column("Value", "The figure, or words if there is none.", identity=True)
    signed_by: str = column("Signed off by", "Who signed this value off.", default="")
    signed_on: date | None = column("Signed off on", "The day it was signed off.")
    signed_value: Amount | None = column(
        "Value signed off",
        "The value that was signed off, if it has changed since. The new value then needs to be "
        "signed off.",
    )

    @property
    def number(self) -> Decimal | None:
        """Return the figure; None where there is none, or words in its place."""
        return self.value.number if self.value else None


class Reading(Row, kw_only=True):
    """What an indicator showed in a period."""

    indicator: str = column(
        "Indicator",
        "The indicator's reference.",
        refers=("indicators",),
        known=True,
        default="",
        identity=True,
    )
    period: Period | None = column(
        "Period", "The period of the figure.", example="Q1 2026/27", known=True, identity=True
    )
    value: Amount | None = column(
        "Value", "The figure, or words such as 'Published October 2026'.", identity=True
    )
    note: str = column("Note", "What a reader needs to know about this figure.", default="")
    provisional: Answer | None = column("Provisional", "Yes if the figure may still change.")
    new_process: Answer | None = column(
        "New way of working",
        "Yes for the first period after the work, or the way of counting, changed. The trend "
        "starts again there.",
    )
    published_on: date | None = column(
        "Published on",
        "The day the figure came out. A paper with data as at an earlier day leaves it out.",
    )

    @property
    def number(self) -> Decimal | None:
        """Return the figure; None where there is none, or words in its place."""
        return self.value.number if self.value else None


class Benchmark(Row, kw_only=True):
    """What an indicator showed elsewhere, such as in England, in a period."""

    indicator: str = column(
        "Indicator", "The indicator's reference.", refers=("indicators",), default="", identity=True
    )
    area: str = column("Area", "The area that the figure is for.", example="England", default="")
    period: Period | None = column(
        "Period", "The period of the figure.", example="2025/26", identity=True
    )
    value: Amount | None = column("Value", "The figure, in the indicator's unit.", identity=True)
    compared: str = column(
        "Compared", "How ours compares, in the source's own words, such as Better or Similar.",
        default="",
    )  # fmt: skip
    source: str = column("Source", "Where the figure comes from.", default="")

    @property
    def number(self) -> Decimal | None:
        """Return the figure; None where there is none, or words in its place."""
        return self.value.number if self.value else None


INDICATORS = Table("indicators", "Indicators", "Every indicator, one to a row.", Indicator)
TARGETS = Table("targets", "Targets", "One row for each indicator and year.", Target)
READINGS = Table("readings", "Readings", "One row for each indicator and period.", Reading)
BENCHMARKS = Table(
    "benchmarks", "Benchmarks", "Figures of England or other areas, to compare with.", Benchmark
)

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
    period: Period | None = column("Period", "The years it runs.", example="2023 to 2033")
    vision: str = column("Vision", "Its aim, in the strategy's own words.", default="")
    approved_by: str = column("Approved by", "The body that approved it.", default="")
    approved_on: datetime.date | None = column("Approved on", "The day it was approved.")


class Plan(Row, kw_only=True):
    """A plan for one part or priority and one year (seed T 3.1, seed H 3.1)."""

    reference: str = column("Reference", "What other sheets call the plan.", key=True, default="")
    title: str = column(
        "Title",
        "The title of the plan. Where there are several, or parts, a performance report lists the "
        "actions of each under it.",
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
        "The body that oversees the plan, where it is not the Board itself.",
        aliases=("Overseeing body",),
        default="",
    )


class Priority(Row, kw_only=True):
    """A part or priority of the strategy."""

    reference: str = column("Reference", "What other sheets call it.", key=True, default="")
    name: str = column("Name", "The name of the priority.", default="", identity=True)
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
        "Why no indicator is used for this outcome, where there is none. The paper prints it.",
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
        "What the action is called in a sentence, in five words or fewer. Where it is blank, its "
        "reference.",
        example="named dementia advisers",
        default="",
    )
    parent: str = column(
        "Outcome or priority",
        "The reference of what the action is for.",
        refers=("outcomes", "priorities"),
        aliases=("Parent", "Outcome", "Priority", "Ambition"),
        default="",
        identity=True,
    )
    owner: str = column(
        "Owner",
        "Who answers for the action: a name or a post. Where it is blank, papers say that no owner "
        "is recorded.",
        aliases=("Responsible officer",),
        role="person",
        default="",
    )
    accountable: str = column(
        "Accountable role", "The role that answers for it, such as a chair.", default=""
    )
    lead: str = column(
        "Reporting lead",
        "Who reports on it, by name. Where it is blank, nobody is asked to.",
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
    revised_because: str = column(
        "Reason for revision",
        "Why the deadline moved, or why the action was suspended or withdrawn.",
        default="",
    )
    revised_by: str = column("Revision agreed by", "Who agreed to that.", default="")
    revised_on: datetime.date | None = column(
        "Revision agreed on",
        "The day it was agreed. A paper whose data are older does not count it.",
    )
    review_date: datetime.date | None = column("Review date", "When the Board expects an update.")
    state: State | None = column("State", "How the action is going.", aliases=("Status",))
    done_on: datetime.date | None = column(
        "Done on", "The day it was delivered.", aliases=("Completed on", "Delivered on")
    )
    correction: str = column(
        "Corrective action",
        "What is or will be done, where the action is not on course.",
        aliases=("Action to control risk",),
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
        "Carried over from",
        "The plan or year it was carried over from, and the reference that it had there, where it "
        "has another now.",
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

    def was_delivered(self, by: datetime.date) -> bool:
        """Return whether it was delivered by a day; where none is recorded it was before it."""
        return self.state is State.DELIVERED and (self.done_on is None or self.done_on <= by)


class Milestone(Row, kw_only=True):
    """A step that the Board or the Executive checks (seed T 3.2, 3.3, 3.17)."""

    action: str = column(
        "Action", "The reference of the action.", refers=("actions",), default="", identity=True
    )
    wording: str = column("Milestone", "What will have been reached.", default="", identity=True)
    key: Answer | None = column("Key", "Yes for a key milestone, which goes to a meeting.")
    date: datetime.date | None = column("Date", "When it is to be reached.")
    meeting: str = column(
        "Meeting", "The meeting at which it is checked.", refers=("meetings",), default=""
    )
    body: Body | None = column("Forward plan", "The forward plan that it is on.")
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


class Meeting(Row, kw_only=True):
    """A meeting of the Board or of its Executive (seed T 3.15)."""

    reference: str = column(
        "Reference",
        "What every other sheet calls this meeting. It stays when the date moves.",
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
        "Planned or held; moved or cancelled; or extra to the year's plan.",
        aliases=("Status",),
    )


class Person(Row, kw_only=True):
    """Somebody who owns, leads, sponsors or writes."""

    name: str = column("Name", "One spelling, used everywhere.", key=True, default="")
    post: str = column(
        "Post", "The post held.", aliases=("Job title", "Title"), role="reference", default=""
    )
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
PEOPLE = Table("people", "People", "Everyone whose name or post is on another sheet.", Person)


class Indicator(Row, kw_only=True):
    """A performance indicator for an outcome (seed T 3.4 to 3.6)."""

    reference: str = column("Reference", "Such as 2.1 or PI 15.", key=True, default="")
    name: str = column("Name", "What is measured, and of whom.", default="", identity=True)
    short_name: str = column(
        "Short name",
        "What the indicator is called in a sentence, in five words or fewer. Where it is blank, "
        "its name.",
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
    decimals: int | None = column("Decimal places", "How many are printed; blank means as typed.")
    direction: Direction | None = column(
        "Direction", "Which way is good.", aliases=("Polarity", "Good is")
    )
    counts_people: Answer | None = column(
        "Counts people", "Yes if a small figure could show who somebody is."
    )
    tolerance: Tolerance | None = column(
        "Tolerance",
        "How far from target is still near it: 5% of target, 2 in the unit, or floor 60.",
        example="5%",
    )
    frequency: Frequency | None = column("Frequency", "How often a new figure is expected.")
    figures_run: FiguresRun | None = column(
        "Figures run",
        "How figures of months, quarters or terms run over the year. A rate or level stands alone; "
        "counts add up, or are typed for the year to date. Equal parts: a part without a target of "
        "its own has its share of the year's.",
    )
    source: str = column("Source", "Where the figures come from.", default="")
    proxy: Answer | None = column("Proxy", "Yes if it stands in for an outcome seen late.")
    rationale: str = column(
        "Rationale",
        "Why this indicator, in a sentence: the dashboard and the annual report print it.",
        default="",
    )
    agreement: Agreement | None = column(
        "Drafted or agreed", "Drafted until the Board has agreed it; blank means agreed."
    )
    next_due: date | None = column("Next data due", "When the next figure comes out.")

    @property
    def called(self) -> str:
        """Return what a sentence calls it: its short name, or its name, or its reference."""
        return self.short_name or self.name or f"indicator {self.reference}"


class Target(Row, kw_only=True):
    """What an indicator is to reach in a year, and who signed that off (seed T 3.6)."""

    indicator: str = column(
        "Indicator", "The indicator's reference.", refers=("indicators",), default="", identity=True
    )
    year: Period | None = column(
        "Year",
        "The year of the target; or a part of it, such as Q2 2026/27, that has one of its own.",
        example="2026/27",
        identity=True,
    )
    value: Amount | None = column(
        "Value", "The figure, or words where there is none.", identity=True
    )
    signed_by: str = column("Signed off by", "Who signed this value off.", default="")
    signed_on: date | None = column("Signed off on", "The day it was signed off.")
    signed_value: Amount | None = column(
        "Value signed off",
        "The value as it was signed off, where it has changed since. It is then unsigned again.",
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
        "Value", "The figure, or a word such as 'Published October 2026'.", identity=True
    )
    note: str = column("Note", "What a reader must know of this figure.", default="")
    provisional: Answer | None = column("Provisional", "Yes where the figure may yet change.")
    new_process: Answer | None = column(
        "New way of working",
        "Yes from the period in which the work or the way of counting changed: the trend begins "
        "anew there.",
    )
    published_on: date | None = column(
        "Published on", "The day the figure came out. A paper whose data are older leaves it out."
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
    area: str = column("Area", "Whose figure it is.", example="England", default="")
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


INDICATORS = Table("indicators", "Indicators", "Every indicator, one a row.", Indicator)
TARGETS = Table("targets", "Targets", "One row for each indicator and year.", Target)
READINGS = Table("readings", "Readings", "One row for each indicator and period.", Reading)
BENCHMARKS = Table(
    "benchmarks", "Benchmarks", "Figures of England or other areas, to compare with.", Benchmark
)

"""The closed lists of words that the Board's data use."""

from paperkit.schema.columns import Choice

NUMBER_WORDS = (
    "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
    "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    "Twenty",
)  # fmt: skip


class Body(Choice):
    """Whose meeting or forward plan it is; the Executive is the Board's officer group."""

    BOARD = "Board", "Health and Wellbeing Board"
    EXECUTIVE = "Executive", "Health and Wellbeing Executive"


class MeetingKind(Choice):
    """A public meeting, or a development session, of which nothing enters a public paper."""

    PUBLIC = "Public meeting", "Public", "Meeting"
    SESSION = "Development session", "Session", "Workshop"


class MeetingState(Choice):
    """What became of a meeting."""

    PLANNED = "Planned"
    HELD = "Held"
    MOVED = "Moved"
    CANCELLED = "Cancelled", "Canceled"
    EXTRA = "Extra", "Extraordinary"


class Rank(Choice):
    """A core priority has a sponsor and a plan; a supporting one is listed (seed H 3.2, 3.3)."""

    CORE = "Core"
    SUPPORTING = "Supporting"


class State(Choice):
    """How an action stands. None of these is a rating (rating words are a setting)."""

    NOT_STARTED = "Not started"
    ON_COURSE = "On course", "On track", "In progress"
    AT_RISK = "At risk"
    DELIVERED = "Delivered", "Complete", "Completed", "Done"
    SUSPENDED = "Suspended with approval", "Suspended"
    RESCHEDULED = "Re-scheduled with approval", "Rescheduled", "Re-scheduled"
    CARRIED_OVER = "Carried over"
    WITHDRAWN = "Withdrawn"


CLOSED = frozenset({State.DELIVERED, State.WITHDRAWN})


class Correction(Choice):
    """Whether the corrective action has been or will be taken (seed T, executive summary)."""

    TAKEN = "Taken", "Has been taken"
    TO_BE_TAKEN = "Will be taken", "To be taken", "Planned"


class Unrated(Choice):
    """What stands in place of a figure or a rating where there is none, and why."""

    NO_DATA = "No data yet", "No data"
    NOT_RECEIVED = "Return not received", "No return received", "No return"
    NOT_DUE = "Not due this period", "Not due", "Annual indicator"
    DATA_ONLY = "Data only", "Monitor only"
    NO_TARGET = "No target"
    NO_TARGET_TO_DATE = "No target to date"
    NOT_COMPARABLE = "Not comparable", "NC"
    CARRIED_OVER = "Carried over", "CO"
    SUSPENDED = "Suspended with approval", "Suspended"
    NEW = "New indicator", "New"
    REDEFINED = "Definition changed"
    WITHDRAWN = "Withdrawn"
    HELD_BACK = "Held back", "Suppressed"
    RUN_NOT_SAID = "Not rated: say how its figures run"
    NOT_ADDED_UP = "Cannot be added up"


class Frequency(Choice):
    """How often a figure is expected (seed T 3.5)."""

    MONTHLY = "Monthly"
    QUARTERLY = "Quarterly"
    TERMLY = "Termly"
    TWICE_A_YEAR = "Twice a year", "Six-monthly"
    ANNUAL = "Annual", "Annually", "Yearly"
    EVERY_TWO_YEARS = "Every two years", "Biennial"
    ROLLING = "Rolling three years", "Three-year rolling"


class FiguresRun(Choice):
    """How the figures of the parts of a year go together, and which target each is held against.

    With equal parts, what has no target of its own has a share of the year's.
    """

    ALONE = "Each stands alone", "Stand alone", "Level", "Rate"
    ADD_UP = "Add up over the year", "Add up", "Sum"
    ADD_UP_EVENLY = "Add up, target in equal parts"
    TO_DATE = "Year to date", "Typed year to date", "Cumulative", "YTD"
    TO_DATE_EVENLY = "Year to date, target in equal parts"

    @property
    def adds_up(self) -> bool:
        """Return whether the figures of the parts are added up."""
        return self in (FiguresRun.ADD_UP, FiguresRun.ADD_UP_EVENLY)

    @property
    def is_to_date(self) -> bool:
        """Return whether each figure is of the year up to the end of its period."""
        return self in (FiguresRun.TO_DATE, FiguresRun.TO_DATE_EVENLY)

    @property
    def evenly(self) -> bool:
        """Return whether a part has an equal share of the year's target."""
        return self in (FiguresRun.ADD_UP_EVENLY, FiguresRun.TO_DATE_EVENLY)


class Verdict(Choice):
    """A group's answer to its two questions (seed T 3.9)."""

    YES = "Yes"
    PARTLY = "Partly", "Partially"
    NO = "No"
    NOT_KNOWN = "Not known", "Don't know"


class GroupKind(Choice):
    """What a group is (seed T 3.8)."""

    PARTNERSHIP_BOARD = "Partnership board"
    HEALTHWATCH = "Healthwatch"
    STAKEHOLDER_GROUP = "Stakeholder group"
    REFERENCE_GROUP = "Reference group"
    SUB_GROUP = "Sub-group"


class Assurance(Choice):
    """The position that a highlight report takes (seed T 3.14)."""

    ASSURED = "Assured", "Full assurance"
    PARTLY = "Partly assured", "Partial assurance"
    NOT_ASSURED = "Not assured", "No assurance"


class Publicity(Choice):
    """Whether the public may read a paper (Local Government Act 1972, Schedule 12A)."""

    PUBLIC = "Public"
    EXEMPT = "Exempt"
    EXEMPT_APPENDIX = "Public with an exempt appendix"


class MilestoneKind(Choice):
    """What the Board does with a milestone on its forward plan (seed T 3.17)."""

    PERFORMANCE = "Performance"
    DEVELOPMENT = "Development"


class Exceptional(Choice):
    """Whether a return reports exceptional progress (seed H 3.10)."""

    NO = "No", "N"
    EXCEPTIONAL = "Exceptional", "Yes", "Y"
    EARLY = "Completed early", "Early"


class SponsorView(Choice):
    """What a sponsor makes of a lead's rating (seed H 3.9)."""

    AGREED = "Agreed", "Agree"
    CHALLENGED = "Challenged", "Challenge"


class RequestRoute(Choice):
    """What is done with a lead's request to the Board."""

    RECOMMENDATION = "Recommendation"
    LISTED = "Listed", "List"
    ELSEWHERE = "Handled elsewhere", "Elsewhere"
    SESSION = "Development session", "For a development session", "Session"


class ItemKind(Choice):
    """What a meeting does with an item of its forward plan (seed T 3.17, seed H 3.6)."""

    DECISION = "Decision"
    PERFORMANCE = "Performance"
    ASSURANCE = "Assurance"
    INFORMATION = "Information"
    DEVELOPMENT = "Development"


class Level(Choice):
    """Where a related strategy is set (seed H 3.4)."""

    SYSTEM = "System"
    PLACE = "Place"


class Agreement(Choice):
    """Whether an indicator, or the outcomes dashboard, has been agreed (seed H 3.12, 3.13)."""

    DRAFTED = "Drafted", "Draft"
    AGREED = "Agreed", "Signed off", "Final"


class CorrectedAs(Choice):
    """By what a published paper is corrected: before its meeting in two ways, after it in one."""

    REVISED = "Revised version", "Revised"
    ADDENDUM = "Addendum"
    NEXT_MEETING = "Correction for the next meeting", "Correction"

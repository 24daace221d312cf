"""What groups of users, patients and partners say (seed T 3.7 to 3.14)."""

from dataclasses import dataclass

from paperkit.board.model.words import Assurance, GroupKind, Verdict
from paperkit.schema.choices import Answer
from paperkit.schema.columns import Row, Table, column
from paperkit.schema.periods import Period


@dataclass(frozen=True, kw_only=True)
class Group(Row):
    """A group that looks at areas and actions of the plans."""

    name: str = column("Name", "One spelling, used everywhere.", key=True, default="")
    kind: GroupKind | None = column("Kind", "What the group is.")
    parent: str = column("Reports to", "The body above it.", aliases=("Parent",), default="")
    to_be_established: Answer | None = column(
        "To be established", "Yes where the group does not exist yet."
    )
    areas: tuple[str, ...] = column(
        "Areas", "The areas it looks at, one a line.", example="frail elderly; dementia", default=()
    )
    actions: tuple[str, ...] = column(
        "Actions",
        "The references of the actions it looks at, one a line.",
        refers=("actions",),
        default=(),
    )


@dataclass(frozen=True, kw_only=True)
class Feedback(Row):
    """What a group said for a meeting about one area or action."""

    group: str = column("Group", "The group's name.", refers=("groups",), known=True, default="")
    meeting: str = column(
        "Meeting", "The meeting it is for.", refers=("meetings",), known=True, default=""
    )
    about: str = column(
        "Area or action",
        "What it is about: an area, or an action's reference.",
        known=True,
        default="",
    )
    delivered: Verdict | None = column(
        "a) Being delivered?", "Are the actions being delivered?", aliases=("Being delivered",)
    )
    difference: Verdict | None = column(
        "b) Making a difference?",
        "Is delivery making a difference? Asked where a) is Yes or Partly.",
        aliases=("Making a difference",),
    )
    comment: str = column("Comment", "What the group says, in its own words.", default="")
    highlight: str = column("Highlight", "What the Board should notice.", default="")


@dataclass(frozen=True, kw_only=True)
class Highlight(Row):
    """A highlight report of a body that oversees a plan (seed T 3.14, 3.16)."""

    body: str = column("Body", "Who reports.", known=True, default="")
    meeting: str = column(
        "Meeting", "The meeting it is for.", refers=("meetings",), known=True, default=""
    )
    period: Period | None = column("Period", "The period it covers.", example="Q1 2026/27")
    assurance: Assurance | None = column("Assurance", "The position on the plan's delivery.")
    text: str = column("Text", "The report itself, in paragraphs.", prose=True, default="")
    file: str = column(
        "Attached file", "The name of the report's own file, where it is attached.", default=""
    )


GROUPS = Table("groups", "Groups", "Every group that is asked for its view.", Group)
FEEDBACK = Table("feedback", "Feedback", "What groups said, a row an area or action.", Feedback)
HIGHLIGHTS = Table(
    "highlights", "Highlights", "Highlight reports of bodies that oversee a plan.", Highlight
)

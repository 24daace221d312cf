"""What lies ahead: items of the forward plans, partners' reports, development sessions ."""

from dataclasses import dataclass

from paperkit.board.model.words import Body, ItemKind, Level, Publicity
from paperkit.schema.choices import Answer
from paperkit.schema.columns import Row, Table, column
from paperkit.schema.values import Link


@dataclass(frozen=True, kw_only=True)
class ForwardItem(Row):
    """One item of a forward plan that does not follow from the other sheets."""

    meeting: str = column("Meeting", "The meeting it goes to.", refers=("meetings",), default="")
    body: Body | None = column("Body", "Whose forward plan it stands on; the meeting's, if blank.")
    kind: ItemKind | None = column("Kind", "What the meeting does with it.")
    title: str = column("Item", "The item, as the forward plan shows it.", default="")
    purpose: str = column("Purpose", "What is asked, or what is to be checked.", default="")
    lead: str = column("Lead", "Who brings it.", role="person", default="")
    source: str = column("Source", "Where it comes from.", default="")
    moved_from: str = column(
        "Moved from", "The meeting it was planned for before.", refers=("meetings",), default=""
    )
    publicity: Publicity | None = column("Public or exempt", "Whether the public may read it.")


@dataclass(frozen=True, kw_only=True)
class PartnerReport(Row):
    """A partner's report to a meeting, on specific actions (seed H 3.6)."""

    meeting: str = column("Meeting", "The meeting it goes to.", refers=("meetings",), default="")
    partner: str = column("Partner", "Who reports.", role="organisation", default="")
    title: str = column("Title", "The title of the report.", default="")
    actions: tuple[str, ...] = column(
        "Actions", "The references of the actions that it tells of, one a line.",
        refers=("actions",), default=(),
    )  # fmt: skip
    purpose: str = column("Purpose", "What the meeting should take from it.", default="")
    received: Answer | None = column("Received", "Yes once the meeting has had it.")
    summary: str = column(
        "Summary", "What it said, in a sentence or two, for the annual report.", default=""
    )


@dataclass(frozen=True, kw_only=True)
class Session(Row):
    """What a development session looked at. The session is not public (seed H 3.14)."""

    meeting: str = column("Session", "The development session.", refers=("meetings",), default="")
    topic: str = column(
        "Topic", "What is looked at. It stands on the forward plan, apart from the meetings.",
        default="",
    )  # fmt: skip
    actions: tuple[str, ...] = column(
        "Actions", "The references of the actions looked at, one a line.", refers=("actions",),
        default=(),
    )  # fmt: skip
    issue: str = column(
        "Issue for the Board",
        "What needs the Board's endorsement, in words that may be public. Nothing else of the "
        "session enters a paper.",
        default="",
    )
    brought_to: str = column(
        "Brought to", "The meeting to which the issue is or was brought.", refers=("meetings",),
        default="",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RelatedStrategy(Row):
    """A strategy that the Board's own is aligned with (seed H 3.4)."""

    title: str = column("Title", "The full title.", key=True, default="")
    level: Level | None = column("Level", "System or Place.")
    owner: str = column("Owner", "Whose strategy it is.", default="")
    link: Link = column("Link", "Where to read it.", default=Link())


FORWARD_ITEMS = Table(
    "forward_items", "Forward items", "Items of the forward plans, one a row.", ForwardItem,
    ("Forward plan",),
)  # fmt: skip
PARTNER_REPORTS = Table(
    "partner_reports", "Partner reports", "Reports that partners bring, one a row.", PartnerReport
)
SESSIONS = Table(
    "sessions", "Sessions", "What development sessions look at, one topic a row.", Session
)
RELATED_STRATEGIES = Table(
    "related_strategies", "Related strategies", "Strategies beside the Board's own.",
    RelatedStrategy,
)  # fmt: skip

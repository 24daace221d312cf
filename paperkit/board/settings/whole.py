"""``paperkit.yaml``, whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from paperkit.board.settings.council import (
    DEFAULT_RATINGS,
    Cadence,
    Contact,
    Council,
    Limits,
    Rating,
)
from paperkit.board.settings.figures import Dashboard, SmallCounts
from paperkit.board.settings.fingertips import Fingertips
from paperkit.board.settings.rounds import ExceptionReporting
from paperkit.board.settings.year import Deadlines
from paperkit.schema.choices import Choice
from paperkit.schema.columns import column

VERBS = (
    "agree", "approve", "note", "consider", "endorse", "comment", "receive", "recommend",
    "delegate", "review", "welcome", "ratify", "support",
)  # fmt: skip


class FullTables(Choice):
    """Where the full tables of a performance report stand."""

    END = "end"
    APPENDICES = "appendices"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """``paperkit.yaml``, whole."""

    council: Council = column("Council", "Who files the papers.", default=Council())
    pack: str = column("Pack", "Which pack of templates the papers use.", default="council")
    words: Mapping[str, str] = field(
        default_factory=dict,
        metadata=column("Words", "Words of the pack that your council says otherwise.").metadata,
    )
    ratings: tuple[Rating, ...] = column(
        "Ratings",
        "The rating scale, best first. A rating is printed as its word, with the colour behind.",
        default=DEFAULT_RATINGS,
    )
    cadence: Cadence = column(
        "Cadence", "How often the Board meets and what it receives when.", default=Cadence()
    )
    limits: Limits = column("Limits", "Numbers that the checks count against.", default=Limits())
    recommendation_verbs: tuple[str, ...] = column(
        "Recommendation verbs", "The verbs that a recommendation may use, in the present tense.",
        default=VERBS,
    )  # fmt: skip
    exception_reporting: ExceptionReporting = column(
        "Exception reporting", "How rounds of exception reporting are asked for and shown.",
        default=ExceptionReporting(),
    )  # fmt: skip
    deadlines: Deadlines = column(
        "Deadlines", "The days before a meeting by which its papers are ready.",
        default=Deadlines(),
    )  # fmt: skip
    small_counts: SmallCounts = column(
        "Small counts", "What is done with counts so small that they could tell who somebody is.",
        default=SmallCounts(),
    )  # fmt: skip
    dashboard: Dashboard = column(
        "Dashboard", "What the outcomes dashboard may show.", default=Dashboard()
    )
    fingertips: Fingertips = column(
        "Fingertips", "What is taken from a file that was downloaded from OHID's Fingertips.",
        default=Fingertips(),
    )  # fmt: skip
    contact: Contact = column(
        "Contact", "Printed where a paper's own author is not on the sheet People.",
        default=Contact(),
    )  # fmt: skip
    full_tables: FullTables | None = column(
        "Full tables",
        "end or appendices: where a report's full tables stand; as the pack says, if not given.",
    )
    notes_off: tuple[str, ...] = column(
        "Notes switched off",
        "Codes of notes that you do not want to see, such as PK-310. Errors and gaps stay.",
        default=(),
    )
    aliases: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict,
        metadata=column(
            "Aliases",
            "Your own sheet's headings: by sheet, your heading and then paperkit's.",
        ).metadata,
    )

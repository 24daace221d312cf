"""How rounds of exception reporting are asked for, escalated and shown (seed H 3.7 to 3.11)."""

from dataclasses import dataclass

from paperkit.schema.choices import Choice
from paperkit.schema.columns import column


class RowOrder(Choice):
    """In which order the appendix lists the actions."""

    RATING = "rating"
    PLAN = "plan"


class RowsShown(Choice):
    """Whether the appendix lists every action, or those alone that are reported by exception."""

    ALL = "all"
    EXCEPTIONS = "exceptions"


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """What brings an action to the Board's notice; each can be switched off."""

    red: bool = column("Red", "Rated with the worst of the ratings.", default=True)
    amber_twice: bool = column("Amber twice", "Rated near in two rounds running.", default=True)
    worse: bool = column("Worse", "Rated worse than in the round before.", default=True)
    review_passed: bool = column(
        "Review passed", "The review date has passed without a new rating.", default=True
    )
    no_return: bool = column("No return", "No return came in.", default=True)
    for_session: bool = column(
        "For a session", "Down for a development session (seed H 3.14).", default=True
    )


@dataclass(frozen=True, kw_only=True)
class ExceptionReporting:
    """What a council chooses of its rounds."""

    order: RowOrder | None = column(
        "Order", "rating: Red, Amber, exceptional progress, the rest; or plan.",
        default=RowOrder.RATING,
    )  # fmt: skip
    rows: RowsShown | None = column(
        "Rows", "all, or exceptions: which actions the appendix lists.", default=RowsShown.ALL
    )
    escalation: Escalation = column(
        "Escalation", "What brings an action to the Board's notice.", default=Escalation()
    )
    return_to: str = column(
        "Return to", "To whom forms go back: a name and an e-mail address. The contact, if blank.",
        default="",
    )  # fmt: skip
    rounds_a_year: int | None = column(
        "Rounds a year", "How many rounds each core priority has a year (seed H 3.10).", default=2
    )

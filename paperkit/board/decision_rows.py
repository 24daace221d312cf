"""Rows of what the Board decided: one a recommendation, or an action that arose beyond them.

A decision rests on the recommendation as it was filed. What it says of who acts, by when and what
became of it is in the next paper of the kind (seed H 3.11).
"""

import datetime

from paperkit.schema.columns import Answer, Choice, Row, Table, column


class DecisionOutcome(Choice):
    """What the Board did with a recommendation."""

    AGREED = "Agreed", "Approved"
    AMENDED = "Amended", "Agreed as amended"
    DEFERRED = "Deferred", "Adjourned"
    NOTED = "Noted"
    NOT_AGREED = "Not agreed", "Refused", "Rejected"
    WITHDRAWN = "Withdrawn"
    NO_QUORUM = "No quorum", "Inquorate"


COMES_BACK = frozenset({DecisionOutcome.DEFERRED, DecisionOutcome.NO_QUORUM})
"""Outcomes by which the item is still to be decided."""


class Decision(Row, kw_only=True):
    """What the Board decided of one recommendation, or an action that arose beyond them."""

    meeting: str = column(
        "Meeting", "The meeting that decided.", refers=("meetings",), default="", identity=True
    )
    paper: str = column(
        "Paper",
        "The reference of the paper that made the recommendation. Blank if no paper did.",
        role="reference", default="", identity=True,
    )  # fmt: skip
    recommendation: str = column(
        "Recommendation as filed",
        "What the paper asked, word for word. Blank for an action that arose at the meeting beyond "
        "what a paper asked.",
        default="",
        identity=True,
    )
    action: str = column(
        "Action",
        "If a reporting lead asked for it: the reference of the lead's action.",
        refers=("actions",), default="",
    )  # fmt: skip
    outcome: DecisionOutcome | None = column(
        "Outcome", "What the Board did with it. Blank until the meeting has been held."
    )
    wording: str = column(
        "Wording as resolved",
        "What was resolved, if it differs from the recommendation as filed. Needed if that was "
        "amended, and for an action that arose at the meeting.",
        default="",
        identity=True,
    )
    exempt: Answer | None = column(
        "Exempt",
        "Yes if the decision is exempt and no exempt paper recommended it. A decision on an "
        "exempt paper is always exempt.",
    )
    public_wording: str = column(
        "Public wording",
        "For an exempt decision: what was decided, in words that the public may read. Public "
        "papers print nothing else about it.",
        default="",
    )
    urgent_because: str = column(
        "Chair's reason for urgency",
        "For the minutes: why the chair took the item as urgent (Local Government Act 1972, "
        "section 100B(4)(b)). No paper prints it.",
        default="",
    )
    confirmed_on: datetime.date | None = column(
        "Minutes confirmed on",
        "The day on which the minutes were confirmed. Blank while they are a draft.",
    )
    minute: str = column("Minute", "The number of the minute.", default="")
    by: str = column(
        "Who acts", "The name or post of whoever is to act on it.", role="person", default=""
    )
    due: datetime.date | None = column("By when", "The day by which that is to be done.")
    became: str = column("What became of it", "What has been done since.", default="")
    closed_on: datetime.date | None = column(
        "Closed on", "The day from which nothing more is to be done."
    )

    @property
    def arose(self) -> bool:
        """Return whether it arose at the meeting, beyond what a paper asked."""
        return not self.recommendation

    @property
    def is_to_do(self) -> bool:
        """Return whether somebody has still something to do that the Board decided or asked for."""
        decided = self.outcome in (
            DecisionOutcome.AGREED, DecisionOutcome.AMENDED, DecisionOutcome.NOTED,
        )  # fmt: skip
        asked = decided and bool(self.by or self.due)
        return not self.closed_on and (asked or (self.arose and bool(self.wording)))


DECISIONS = Table(
    "decisions", "Decisions", "What the Board decided, one row for each recommendation.", Decision
)

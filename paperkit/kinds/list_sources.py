"""What a kind may select its lists from: the rows, the fields of each, and how each is shown.

Rows are those that other papers show, of the same types.
"""

from collections.abc import Mapping

from paperkit.actions.shown import ActionShown, rated_or_said
from paperkit.decisions.shown import DecisionShown
from paperkit.indicators.shown import IndicatorShown, each_noted
from paperkit.kinds.list_fields import (
    Source,
)
from paperkit.kinds.list_meeting import (
    DECISION_FIELDS,
    FEEDBACK_FIELDS,
    HIGHLIGHT_FIELDS,
    PAPER_FIELDS,
    PARTNER_FIELDS,
    decisions_listed,
    feedback_listed,
    highlights_listed,
    papers_listed,
    partner_reports_listed,
    recommendations_listed,
)
from paperkit.kinds.list_plan import (
    ACTION_FIELDS,
    INDICATOR_FIELDS,
    MILESTONE_FIELDS,
    REQUEST_FIELDS,
    actions_listed,
    indicators_listed,
    milestones_listed,
    requests_listed,
)
from paperkit.kinds.paper import (
    MilestoneShown,
    PaperListed,
    PartnerShown,
    RecommendationShown,
)
from paperkit.rounds.shown import RequestShown
from paperkit.voices.shown import HighlightShown, Voice

# What places an action or an indicator in the strategy, and what rates an action.
_PLACED, _RATED = ("outcomes", "priorities"), ("returns", "views")

SOURCES: Mapping[str, Source] = {
    "actions": Source(
        "every action of the plans", ("actions", *_PLACED, *_RATED), ActionShown, ACTION_FIELDS,
        actions_listed,
        lambda _at, rows: rated_or_said(rows),  # type: ignore[arg-type]
    ),
    "indicators": Source(
        "every indicator", ("indicators", "readings", "targets", *_PLACED), IndicatorShown,
        INDICATOR_FIELDS, indicators_listed, each_noted,  # type: ignore[arg-type]
    ),
    "requests": Source(
        "what leads ask the Board for, in the newest round that asked about their action",
        ("actions", *_PLACED, *_RATED, "requests"), RequestShown, REQUEST_FIELDS, requests_listed,
    ),
    "milestones": Source(
        "every milestone of an action that was not withdrawn", ("milestones", "actions", *_PLACED),
        MilestoneShown, MILESTONE_FIELDS, milestones_listed,
    ),
    "decisions": Source(
        "what earlier meetings decided or asked for", ("decisions", "meetings", "people"),
        DecisionShown, DECISION_FIELDS, decisions_listed,
    ),
    "recommendations": Source(
        "what the other papers of the meeting ask it to decide", ("papers", "text", "people"),
        RecommendationShown, PAPER_FIELDS, recommendations_listed,
    ),
    "papers": Source(
        "the other papers of the meeting", ("papers", "people"), PaperListed, PAPER_FIELDS,
        papers_listed,
    ),
    "feedback": Source(
        "what each group said for the meeting, and which said nothing",
        ("groups", "feedback", "actions", *_PLACED), Voice, FEEDBACK_FIELDS, feedback_listed,
    ),
    "highlights": Source(
        "the highlight reports for the meeting", ("highlights",), HighlightShown,
        HIGHLIGHT_FIELDS, highlights_listed,
    ),
    "partner_reports": Source(
        "the partners' reports to the meeting", ("partner_reports",), PartnerShown,
        PARTNER_FIELDS, partner_reports_listed,
    ),
}  # fmt: skip
"""All that lists may be of, by the word that ``kind.yaml`` has for it."""

"""Lists from the plans: actions, what leads ask for, indicators, milestones."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import partial

from paperkit.actions.milestones import how_reached
from paperkit.actions.shown import IN_EXEMPT_PAPER, action_row, late_or_at_risk
from paperkit.actions.standing import Standing, due_at, due_day, standing
from paperkit.board.plan_rows import Action, Milestone
from paperkit.board.words import RequestRoute, State
from paperkit.indicators.ratings import Way, measured_at
from paperkit.indicators.shown import indicator_row
from paperkit.kinds.list_fields import (
    ACTIONS,
    CHANGED,
    NAMES,
    OUTCOME,
    PRIORITY,
    RATING,
    choice_field,
    day_field,
    held_choice,
    held_day,
    held_rating,
    held_words,
    held_yes,
    plan_places,
    words_field,
    yes_field,
)
from paperkit.kinds.paper import (
    MilestoneShown,
)
from paperkit.kinds.selecting import NONE, Candidate, FieldSort, Held, ListField
from paperkit.packs.packs import SINCE
from paperkit.record.at_meeting import RatingMovement
from paperkit.rounds.shown import request_shown
from paperkit.schema.cleaning import ByReference
from paperkit.schema.columns import Answer
from paperkit.schema.dates import in_words
from paperkit.since.actions import ActionChange
from paperkit.since.figures import FigureChange
from paperkit.since.shown import compared
from paperkit.standpoint.board_at import BoardAt

_ACTION_NEW = frozenset({ActionChange.NEW, ActionChange.ASKED})
_ACTION_WORSE = frozenset(
    {
        ActionChange.LATE, ActionChange.AT_RISK, ActionChange.RATED_WORSE, ActionChange.REOPENED,
        ActionChange.SUSPENDED,
    }
)  # fmt: skip
_ACTION_BETTER = frozenset(
    {
        ActionChange.DELIVERED, ActionChange.RATED_BETTER, ActionChange.ON_COURSE,
        ActionChange.RESUMED,
    }
)  # fmt: skip


def _changed(changes: Iterable[Enum], new: frozenset[Enum], worse: frozenset[Enum],
             better: frozenset[Enum]) -> Held:  # fmt: skip
    what = set(changes)
    words = [w for w, of in (("new", new), ("worse", worse), ("better", better)) if what & of]
    return Held((*words, "changed") if what else (NONE,))


# --- Actions -------------------------------------------------------------------------------------


def _listed(at: BoardAt) -> Mapping[str, Standing]:
    return ByReference(
        (action.reference, its_standing) for action, its_standing in late_or_at_risk(at)
    )


def actions_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield every action of the plans."""
    plan, listed = at.once(plan_places), at.once(_listed)
    due = ByReference((one.action.reference, one.standing) for one in at.once(due_at))
    changes = ByReference(
        (one.action.reference, [change.what for change in one.changes])
        for one in at.once(compared).actions
    )
    for place, action in enumerate(at.board.actions):
        its_standing = listed.get(action.reference) or due.get(action.reference)
        its_standing = its_standing or standing(action, at.day, at.as_of)
        moved = at.moved.get(action.reference)
        # A rating that is not public is none of the scale, and not none.
        is_withheld = moved is None and action.reference in at.withheld
        rated = moved.answered.rating if moved else ""
        rating = Held(name=IN_EXEMPT_PAPER) if is_withheld else held_rating(at, rated)
        held = {
            **plan.over(action.parent),
            "reference": held_words(action.reference, place),
            "owner": held_words(action.owner),
            "lead": held_words(action.lead),
            "standing": held_choice(its_standing),
            "late_or_at_risk": held_yes(action.reference in listed),
            "due": held_yes(action.reference in due),
            "rating": rating,
            "movement": held_choice(moved.movement if moved else None),
            "request": held_yes(moved and moved.answered.asks),
            "deadline": held_day(due_day(action)),
            "review_date": held_day(action.review_date),
            "delivered": held_day(_delivered(at, action)),
            SINCE: _changed(
                changes.get(action.reference, ()), _ACTION_NEW, _ACTION_WORSE, _ACTION_BETTER
            ),
        }
        yield Candidate(held, partial(action_row, at, action, its_standing))


def _delivered(at: BoardAt, action: Action) -> date | None:
    return action.done_on if action.was_delivered(at.as_of) else None


_LEAD = ("actions.lead", "returns.lead", *NAMES)
ACTION_FIELDS: Mapping[str, ListField] = {
    "reference": words_field("its reference", ACTIONS),
    "priority": PRIORITY,
    "outcome": OUTCOME,
    "owner": words_field("its owner, as typed", "actions.owner", *NAMES),
    "lead": words_field("its reporting lead, as typed", *_LEAD),
    "standing": choice_field(
        Standing, "how it stands by the meeting, as papers say it", blank=False
    ),
    "late_or_at_risk": yes_field("whether a performance report lists it as late or at risk"),
    "due": yes_field("whether it was due by the meeting"),
    "rating": RATING,
    "movement": choice_field(RatingMovement, "how its rating has moved since the last report"),
    "request": yes_field("whether its lead asks the Board for something"),
    "deadline": day_field("the deadline that holds"),
    "review_date": day_field("when the Board expects an update"),
    "delivered": day_field("the day on which it was delivered"),
    SINCE: CHANGED,
}

# --- Requests ------------------------------------------------------------------------------------


def requests_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield what leads ask the Board for, in the plan's order."""
    plan = at.once(plan_places)
    order = ByReference((action.reference, n) for n, action in enumerate(at.board.actions))
    rows = sorted(at.moved.values(), key=lambda one: order.get(one.answered.action.reference, 0))
    for one in rows:
        row = one.answered
        if row.asks:
            reference = row.action.reference
            held = {
                "priority": plan.priority(row.priority),
                "reference": held_words(reference, order.get(reference)),
                "lead": held_words(row.lead),
                "asked_for": held_day(row.meeting.date),
                "route": held_choice(row.request.route if row.request else None),
                "rating": held_rating(at, row.rating),
            }
            yield Candidate(held, partial(request_shown, at, one.answered))


REQUEST_FIELDS: Mapping[str, ListField] = {
    "reference": words_field("the reference of the action", ACTIONS),
    "priority": PRIORITY,
    "lead": words_field("the reporting lead who asks, as typed", *_LEAD),
    "asked_for": day_field("the day of the meeting for which it was asked"),
    "route": choice_field(RequestRoute, "what the officer decided of it"),
    "rating": RATING,
}

# --- Indicators ----------------------------------------------------------------------------------

_FIGURE_NEW = frozenset({FigureChange.NEW})
_FIGURE_WORSE, _FIGURE_BETTER = (
    frozenset({FigureChange.RATED_WORSE}), frozenset({FigureChange.RATED_BETTER}),
)  # fmt: skip


def indicators_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield every indicator."""
    plan = at.once(plan_places)
    changes = ByReference(
        (one.indicator.reference, [change.what for change in one.changes])
        for one in at.once(compared).indicators
    )
    for place, one in enumerate(at.once(measured_at)):
        row, judged = one.indicator, one.judgement
        held = {
            **plan.over(row.outcome),
            "reference": held_words(row.reference, place),
            "partner": held_words(row.partner),
            "rating": held_rating(at, judged.rating.word if judged.rating else ""),
            "movement": held_choice(one.movement.way),
            "next_due": held_day(row.next_due),
            SINCE: _changed(
                changes.get(row.reference, ()), _FIGURE_NEW, _FIGURE_WORSE, _FIGURE_BETTER
            ),
        }
        yield Candidate(held, partial(indicator_row, at, one))


INDICATOR_FIELDS: Mapping[str, ListField] = {
    "reference": words_field("its reference", "indicators.reference"),
    "priority": PRIORITY,
    "outcome": OUTCOME,
    "partner": words_field("who provides the figures, as typed", "indicators.partner"),
    "rating": RATING,
    "movement": choice_field(Way, "which way it has moved since the figure before", blank=False),
    "next_due": day_field("when the next figure comes out"),
    SINCE: CHANGED,
}

# --- Milestones ----------------------------------------------------------------------------------


def milestones_listed(at: BoardAt) -> Iterator[Candidate]:
    """Yield the milestones of actions that were not withdrawn."""
    plan = at.once(plan_places)
    for place, row in enumerate(at.board.milestones):
        action = at.board.action.get(row.action)
        if action and action.state is State.WITHDRAWN:
            continue
        found = how_reached(at, row)
        held = {
            **plan.of_action(row.action),
            "action": held_words(row.action, place),
            "key": held_yes(row.key is Answer.YES),
            "date": held_day(row.date),
            "meeting": held_words(row.meeting),
            "reached": Held((found,), None, _REACHED.index(found), found),
        }
        yield Candidate(held, _shown_milestone(at, row, found))


_REACHED = ("not_recorded", "not_due", "without_day", "reached")


def _shown_milestone(at: BoardAt, row: Milestone, found: str) -> Callable[[], MilestoneShown]:
    nothing = at.phrases.nothing
    said = {
        "reached": f"Reached on {in_words(row.reached_on)}" if row.reached_on else "Reached",
        "without_day": "Its action was delivered",
        "not_recorded": "Not recorded as reached",
        "not_due": "Not due",
    }
    return lambda: MilestoneShown(
        action=row.action or nothing,
        wording=row.wording or nothing,
        date=in_words(row.date) if row.date else nothing,
        meeting=row.meeting,
        reached=said[found],
        check=row.check,
    )


MILESTONE_FIELDS: Mapping[str, ListField] = {
    "action": words_field("the reference of its action", ACTIONS),
    "priority": PRIORITY,
    "outcome": OUTCOME,
    "key": yes_field("whether it is a key milestone"),
    "date": day_field("when it is to be reached"),
    "meeting": words_field("the meeting that looks at it, by its reference", "meetings.reference"),
    "reached": ListField(
        "whether it was reached; without_day: nobody says so, but its action was delivered",
        FieldSort.CHOICE,
        _REACHED,
    ),
}

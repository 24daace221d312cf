"""The exception-reporting form (seed H 3.10 and its form): one for each reporting lead.

What the sponsor of a priority is asked of a round that was gathered (seed H 3.9).
"""

from collections.abc import Mapping, Sequence

from paperkit.actions.priority_rules import VACANT
from paperkit.board.paper_rows import RETURNS, VIEWS, Return, View
from paperkit.board.plan_rows import ACTIONS, Action
from paperkit.board.plan_tree import actions_of
from paperkit.board.settings import Role, RowOrder
from paperkit.board.words import SponsorView
from paperkit.frozen import replace
from paperkit.record.at_meeting import in_order, round_at
from paperkit.record.round_history import Answered
from paperkit.rounds.asking import (
    Asking,
    about_of,
    asked_columns,
    by_name,
    closed_of,
    guide_of,
    is_open,
    last_time,
    pre_filled,
    rating_words,
)
from paperkit.schema.cleaning import folded
from paperkit.schema.describe import words_of
from paperkit.schema.forms import TOLD, Form, FormSheet, Need, Shown
from paperkit.standpoint.responsibility import reporter

EXCEPTION_REPORTING = "Exception reporting"
ALL_LEADS = "All reporting leads"


def asked_actions(asking: Asking) -> tuple[Action, ...]:
    """Return the actions of the priority that are asked about: those that are still open."""
    return tuple(a for a in actions_of(asking.board, asking.priority) if is_open(a))


def exception_forms(asking: Asking) -> tuple[Form, ...]:
    """Return a form for each reporting lead, with that lead's open actions of the priority.

    An action that names nobody is on no form; ``check_reach`` tells of it.
    """
    actions = actions_of(asking.board, asking.priority)
    last = _last(asking)
    return tuple(
        _form(asking, lead, theirs, last)
        for lead, theirs in by_name(actions, lambda action: asking.who(reporter(action)))
        if any(map(is_open, theirs))
    )


def shared_form(asking: Asking) -> Form:
    """Return one form for all reporting leads of the priority, with every open action."""
    return _form(asking, ALL_LEADS, actions_of(asking.board, asking.priority), _last(asking))


def known_return(action: Action, meeting: str, last: Return | None = None) -> Return:
    """Return the row of an action as a form is sent out: what is known filled in, no answer.

    What the plan holds is as the plan has it; the review date is the later one of the plan's and
    of the last return's, which the lead may have changed.
    """
    held = {c.name: getattr(action, c.name) for c in RETURNS.columns if c.name in _OF_PLAN}
    days = [day for day in (action.review_date, last.review_date if last else None) if day]
    more = {"action": action.reference, "lead": reporter(action), "meeting": meeting}
    return Return(**{**held, **more, "review_date": max(days, default=None)})


def _last(asking: Asking) -> dict[str, Return]:
    """Return the answers of the round before by action, folded, rated as the Board saw them."""
    rows = round_at(asking.board, asking.ways, asking.priority, asking.meeting).rows
    return {
        folded(row.action.reference): replace(row.before, rating=row.last_rating)
        for row in rows
        if row.before
    }


_OF_PLAN = frozenset(column.name for column in ACTIONS.columns)
_SHOWN_AGAIN = (
    RETURNS.column("meeting"),
    *(column for column in asked_columns(RETURNS) if not pre_filled(column)),
)


def _form(
    asking: Asking, person: str, actions: Sequence[Action], last: Mapping[str, Return]
) -> Form:
    return Form(
        about=about_of(asking, EXCEPTION_REPORTING, person),
        title=f"{EXCEPTION_REPORTING}: {_priority(asking)}",
        guide=guide_of(asking, _why(asking), _steps(asking), asking.words),
        sheets=(_sheet(asking, [a for a in actions if is_open(a)], last),),
        closed=closed_of(actions),
    )


def _sheet(asking: Asking, actions: Sequence[Action], last: Mapping[str, Return]) -> FormSheet:
    keys = [folded(action.reference) for action in actions]
    there, known = asking.meeting.reference, zip(actions, keys, strict=True)
    return FormSheet(
        table=RETURNS,
        rows=tuple(known_return(action, there, last.get(key)) for action, key in known),
        last=last_time(_SHOWN_AGAIN, keys, last),
        needs=(
            Need("rating"),
            Need("reasons", "rating", asking.behind),
            Need("control", "rating", asking.behind),
        ),
        words=rating_words(asking, RETURNS),
        best=asking.best,
    )  # fmt: skip


def _priority(asking: Asking) -> str:
    found = asking.the_priority
    return f"{found.reference} {found.name}".strip() if found else asking.priority


def _why(asking: Asking) -> str:
    board = asking.ways.settings.council.board
    return (
        f"The {board} looks at every action of the {asking.ways.words.priority} "
        f"{_priority(asking)} by exception: what is on track needs its rating and no more."
    )


def _steps(asking: Asking) -> tuple[str, ...]:
    heading = {column.name: column.heading for column in RETURNS.columns}
    behind = " or ".join(asking.behind)
    return (
        f"On the sheet '{RETURNS.form}', choose a word under '{heading['rating']}' for every "
        "action. The words are explained below.",
        f"Where it is {behind}, say why under '{heading['reasons']}', and what is being done, by "
        f"whom and by when, under '{heading['control']}'. {asking.best} needs neither; where "
        f"progress is exceptional, choose so under '{heading['exceptional']}' and tell of it under "
        f"'{heading['reasons']}'.",
        f"Put right the review date and the link where they are out of date. Use "
        f"'{heading['request']}' only for what you ask of the Board itself.",
    )


SPONSOR_VIEWS = VIEWS.sheet

_OF_LEAD = tuple(
    column
    for column in (
        RETURNS.column("wording"),
        RETURNS.column("lead"),
        *(column for column in asked_columns(RETURNS) if not pre_filled(column)),
    )
)


def sponsor_of(asking: Asking) -> str:
    """Return who sponsors the priority; "" where the place is vacant."""
    names = asking.the_priority.sponsor if asking.the_priority else ()
    return next((name for name in names if folded(name) != VACANT), "")


def sponsor_rows(asking: Asking) -> tuple[Answered, ...]:
    """Return what the sponsor looks at: what is not on track, the worst first, then successes.

    It comes from the log: what has not been gathered is not among it.
    """
    held = round_at(asking.board, asking.ways, asking.priority, asking.meeting)
    return tuple(row for row in in_order(held, RowOrder.RATING) if _looked_at(asking, row))


def sponsor_form(asking: Asking) -> Form:
    """Return the form for the sponsor, with the leads' answers in grey beside each question."""
    rows, sponsor = sponsor_rows(asking), sponsor_of(asking)
    sheet = FormSheet(
        table=VIEWS,
        rows=tuple(_view(asking, row, sponsor) for row in rows),
        told=tuple(
            Shown(f"{TOLD}{c.heading}", tuple(words_of(getattr(r.now, c.name)) for r in rows))
            for c in _OF_LEAD
        ),
        needs=(Need("view"), Need("because", "view", (str(SponsorView.CHALLENGED),))),
        words=rating_words(asking, VIEWS),
        best=asking.best,
    )
    return Form(
        about=about_of(asking, SPONSOR_VIEWS, sponsor),
        title=f"{asking.ways.words.priority.capitalize()} {asking.priority}: the sponsor's view",
        guide=guide_of(asking, _WHY, _STEPS, asking.words),
        sheets=(sheet,),
    )


def _looked_at(asking: Asking, row: Answered) -> bool:
    """Return whether the sponsor looks at a return; the lead's rating decides."""
    behind = asking.scale.role(row.lead_rating) in (Role.NEAR, Role.MISSED)
    return row.now is not None and (behind or row.is_success)


def _view(asking: Asking, row: Answered, sponsor: str) -> View:
    meeting = asking.meeting.reference
    return View(meeting=meeting, action=row.action.reference, sponsor=sponsor)


_WHY = (
    "As sponsor you answer to the Board for what is done where progress is not on track. These are "
    "the actions that their reporting leads do not rate as on track, and those with exceptional "
    "progress."
)
_STEPS = (
    f"On the sheet '{VIEWS.sheet}', read what the lead says of each action, in the grey cells.",
    "Choose Agreed or Challenged for each. Talk to the lead where you challenge a rating; choose "
    "another only if it should stand instead. The lead's is kept beside it.",
    "Say why where you challenge a rating. Under the comment, say what the Board should hear.",
)

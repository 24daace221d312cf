"""The exception-reporting form (seed H 3.10 and its form): one for each reporting lead."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paperkit.board.forms.asking import (
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
from paperkit.board.model import Action
from paperkit.board.model.plan import ACTIONS
from paperkit.board.model.rounds import RETURNS, Return
from paperkit.board.rounds.at_meeting import actions_of, round_at
from paperkit.board.rules.whose import reporter
from paperkit.schema.cleaning import folded
from paperkit.schema.forms import Form, FormSheet, Need

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

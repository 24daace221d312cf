"""What the sponsor of a priority is asked of a round that was gathered (seed H 3.9)."""

from paperkit.board.forms.asking import (
    Asking,
    about_of,
    asked_columns,
    guide_of,
    pre_filled,
    rating_words,
)
from paperkit.board.model.rounds import RETURNS, VIEWS, View
from paperkit.board.model.words import SponsorView
from paperkit.board.rounds.answered import Answered
from paperkit.board.rounds.at_meeting import in_order, round_at
from paperkit.board.rules.priorities import VACANT
from paperkit.board.settings import Role, RowOrder
from paperkit.schema.cleaning import folded
from paperkit.schema.forms import TOLD, Form, FormSheet, Need, Shown
from paperkit.schema.retelling import words_of

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

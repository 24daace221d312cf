"""Whether what was due has been delivered, and every action of the plans."""

from dataclasses import replace

from paperkit.board.due import DueAction, Standing, shown_deadline, standing
from paperkit.board.model import Action
from paperkit.board.model.words import Correction
from paperkit.board.rounds.since_report import Moved
from paperkit.board.rules.whose import owner, reporter
from paperkit.papers.shown import Gap, LinkText, Sentence, Shown
from paperkit.papers.view.links import printed
from paperkit.papers.view.paper import Actions, ActionShown
from paperkit.papers.view.round_rows import moderation, rating
from paperkit.papers.view.source import Source
from paperkit.schema.dates import in_words

NO_EXCEPTION = frozenset({Standing.DELIVERED, Standing.ON_COURSE})
NOT_ASKED_SINCE = "Not asked about since the last report"
NEEDS_CORRECTION = frozenset({Standing.NOT_DELIVERED, Standing.AT_RISK})


def actions(source: Source, sentences: tuple[Sentence, ...]) -> Actions:
    """Return the part on actions (seed T 3.16): those due and not delivered, and all."""
    day, as_at = source.sitting.day, source.as_at
    late = (due for due in source.due if due.standing not in NO_EXCEPTION)
    every = source.board.actions
    parents = source.called_in_turn([action.parent for action in every])
    return Actions(
        sentences=sentences,
        exceptions=tuple(_exception(source, due) for due in late),
        rows=tuple(
            replace(action_row(source, action, standing(action, day, as_at)), parent=parent)
            for action, parent in zip(every, parents, strict=True)
        ),
        rated=bool(source.moved),
    )


def _exception(source: Source, due: DueAction) -> ActionShown:
    row = action_row(source, due.action, due.standing)
    return replace(row, correction=row.correction or source.phrases.nothing)


def action_row(source: Source, action: Action, stands: Standing) -> ActionShown:
    """Return the line of one action as tables print it."""
    nothing = source.phrases.nothing
    shown = ActionShown(
        reference=action.reference,
        wording=action.wording or nothing,
        parent=source.called(action.parent),
        owner=_owner(action),
        deadline=shown_deadline(action) or Gap("No deadline given for this action"),
        revision=_revised(action.revised_because, action.revised_by),
        standing=_standing(action, stands),
        correction=_correction(source, action, stands),
        measures=action.measures or nothing,
        target=action.target,
        more=_more(action) if action.link else action.source,
        source=(action.source or printed(action.link)) if action.link else "",
    )
    moved = source.moved.get(action.reference)
    return _reported(source, shown, moved) if moved else shown


def _reported(source: Source, shown: ActionShown, moved: Moved) -> ActionShown:
    """Return an action's line with what the log of exception reports tells of it."""
    row = moved.answered
    day = row.meeting.date
    return replace(
        shown,
        rating=rating(source, row),
        reported=in_words(day) if day else row.meeting.reference,
        last_rating=moved.last_rating if moved.movement else "",
        movement=str(moved.movement) if moved.movement else NOT_ASKED_SINCE,
        moderation=moderation(row),
        request=row.asks,
    )


def _more(action: Action) -> LinkText:
    # The words of a link have to make sense to somebody who hears the links alone.
    return LinkText(f"Progress of action {action.reference}", action.link)


def _owner(action: Action) -> Shown:
    """Return the owner, and the role that is accountable where it is another (seed T 3.12)."""
    accountable = f"accountable: {action.accountable}" if action.accountable else ""
    if not owner(action):
        return Gap(f"No owner given for this action{accountable and '; '}{accountable}")
    return "; ".join(part for part in (owner(action), accountable) if part)


def _standing(action: Action, stands: Standing) -> str:
    if stands is Standing.DELIVERED and action.done_on:
        return f"{stands} on {in_words(action.done_on)}"
    return str(stands)


def _revised(because: str, by: str) -> str:
    """Return why a deadline moved and who agreed, as one sentence or two."""
    if not because or not by:
        return because or (f"Agreed by {by}" if by else "")
    return f"{because} Agreed by {by}" if because.endswith(".") else f"{because}; agreed by {by}"


def _correction(source: Source, action: Action, stands: Standing) -> Shown:
    if action.correction:
        state = _state(action)
        return f"{action.correction} ({state})" if state else action.correction
    if stands in NEEDS_CORRECTION:
        return source.gap("No corrective action", reporter(action), verb="reported")
    return ""


def _state(action: Action) -> str:
    """Return whether it has been or will be taken, and when: ``Will be taken by 1 May 2026``."""
    state = str(action.correction_state or "")
    if action.correction_date is None:
        return state
    joint = "by " if action.correction_state is Correction.TO_BE_TAKEN else ""
    return f"{state} {joint}{in_words(action.correction_date)}".strip()

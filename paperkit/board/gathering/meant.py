"""Which action a row is about, and which word of the scale it means: nothing is guessed."""

from paperkit.board.gathering.case import Case
from paperkit.board.model import Action
from paperkit.board.model.rounds import Request, Return, Risk, View
from paperkit.board.rules.case import filled, table_of, tell
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.retelling import words_of
from paperkit.schema.values import close_to

OnAction = Return | View | Request | Risk


def action_of(row: OnAction, case: Case, person: str) -> tuple[Action | None, list[Finding]]:
    """Return the action of a row, by its reference or its exact words, and what is to be told."""
    if row.action:
        action = case.actions.get(folded(row.action))
        return action, [] if action else [_not_in_plan(row, case, person)]
    meant = case.by_wording.get(folded(getattr(row, "wording", "")), ())
    if len(meant) == 1:
        message = f"The row without a reference was read as action {meant[0].reference}."
        return meant[0], [tell("PK-841", row, "action", message, person=person)]
    begins = _first_words(row)
    message = f"The row that begins {quoted(begins)} has no reference."
    return None, [tell("PK-840", row, "action", message, value=begins, person=person)]


def off_scale(row: Return | View, case: Case, person: str) -> list[Finding]:
    """Return an error for a rating that is no word of the scale; none is guessed (P-10)."""
    if not row.rating or case.scale.find(row.rating):
        return []
    words = [rating.word for rating in case.scale.ratings]
    near = close_to(row.rating, words)
    message = f"{quoted(row.rating)} is not one of {', '.join(words)}."
    remedy = "Choose one of these words"
    remedy += f" (did you mean {near}?)." if near else "."
    code, typed = "PK-844", row.rating
    return [tell(code, row, "rating", message, remedy=remedy, value=typed, person=person)]


def _not_in_plan(row: OnAction, case: Case, person: str) -> Finding:
    near = close_to(row.action, [action.reference for action in case.board.actions])
    message = f"The plan has no action {quoted(row.action)}."
    remedy = f"Type the reference of the plan (did you mean {near}?)." if near else ""
    code, typed = "PK-838", row.action
    return tell(code, row, "action", message, remedy=remedy, value=typed, person=person)


def _first_words(row: OnAction) -> str:
    values = (getattr(row, column.name) for column in table_of(row).columns)
    return next((words_of(value) for value in values if filled(value)), "")

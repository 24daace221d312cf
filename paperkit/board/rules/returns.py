"""What leads return for a round: each answer holds by itself (seed H 3.10, the form).

Rows of the files are judged as they stand there, and what the log holds of the rounds at hand.
"""

from collections.abc import Iterator

from paperkit.board.model.rounds import Return, View
from paperkit.board.model.words import Exceptional
from paperkit.board.rounds.at_meeting import Scale
from paperkit.board.rules.case import Case, Rule, tell
from paperkit.board.rules.whose import whose
from paperkit.board.settings import Role
from paperkit.findings import Finding, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.schema.values import close_to

_BELOW = (Role.NEAR, Role.MISSED)
_GOOD = (Exceptional.EXCEPTIONAL, Exceptional.EARLY)


def not_in_scale(case: Case) -> Iterator[Finding]:
    """Yield an error for each rating, a lead's or a sponsor's, that is no word of the scale."""
    scale = _scale(case)
    rows: tuple[Return | View, ...] = (*case.scope.returns, *case.scope.views)
    for row in rows:
        if row.rating and scale.find(row.rating) is None:
            words = [rating.word for rating in scale.ratings]
            near = close_to(row.rating, words)
            message = f"{quoted(row.rating)} of action {row.action} is no word of the scale."
            remedy = f"Choose one of {', '.join(words)}"
            remedy += f" (did you mean {near}?)." if near else "."
            yield tell(
                "PK-870", row, "rating", message,
                remedy=remedy, value=row.rating, person=whose(case.board, row),
            )  # fmt: skip


def not_rated(case: Case) -> Iterator[Finding]:
    """Yield an error for each return without a rating."""
    for row in case.scope.returns:
        if not row.rating:
            yield _finding(case, "PK-871", row, "rating", "has no rating")


def no_reasons(case: Case) -> Iterator[Finding]:
    """Yield an error for each return below the best without reasons (H 3.10)."""
    for row in _below(case):
        if not row.reasons:
            said = f"is rated {row.rating}, and no reasons are given"
            yield _finding(case, "PK-872", row, "reasons", said)


def no_control(case: Case) -> Iterator[Finding]:
    """Yield an error for each return below the best without what is done about it (H 3.10)."""
    for row in _below(case):
        if not row.control:
            said = f"is rated {row.rating}, and no action to control the risk is given"
            yield _finding(case, "PK-873", row, "control", said)


def unflagged(case: Case) -> Iterator[Finding]:
    """Yield a note for each text on the best rating that no flag explains (H 3.10)."""
    scale = _scale(case)
    for row in case.scope.returns:
        text = row.reasons or row.control
        if scale.role(row.rating) is Role.MET and text and row.exceptional is None:
            name = "reasons" if row.reasons else "control"
            said = f"is rated {row.rating} and has text, but does not say whether progress is "
            yield _finding(case, "PK-874", row, name, f"{said}exceptional", value=text)


def untold_success(case: Case) -> Iterator[Finding]:
    """Yield a note for each exceptional progress that nothing is said of (H 3.11)."""
    for row in case.scope.returns:
        if row.exceptional in _GOOD and not (row.reasons or row.control):
            said = f"is flagged '{row.exceptional}', and nothing says what went well"
            yield _finding(case, "PK-875", row, "reasons", said)


def review_over(case: Case) -> Iterator[Finding]:
    """Yield a note for each return whose review date is before its meeting (H, the form)."""
    days = {folded(meeting.reference): meeting.date for meeting in case.board.meetings}
    for row in case.scope.returns:
        day = days.get(folded(row.meeting))
        if row.review_date and day and row.review_date < day:
            typed = in_words(row.review_date)
            said = f"gives {typed} as its review date, before the meeting of {in_words(day)}"
            yield _finding(case, "PK-876", row, "review_date", said, value=typed)


def _below(case: Case) -> Iterator[Return]:
    scale = _scale(case)
    return (row for row in case.scope.returns if scale.role(row.rating) in _BELOW)


def _scale(case: Case) -> Scale:
    return Scale(case.ways.settings.ratings)


def _finding(
    case: Case, code: str, row: Return, name: str, said: str, *, value: str = ""
) -> Finding:
    message = f"The return of action {row.action} for {row.meeting or 'no meeting'} {said}."
    return tell(code, row, name, message, value=value, person=whose(case.board, row))


RULES: tuple[Rule, ...] = (
    not_in_scale,
    not_rated,
    no_reasons,
    no_control,
    unflagged,
    untold_success,
    review_over,
)

"""The data of a Board as they were known on the day of a paper's data, and what is held back.

A workbook holds one state of each row. A paper whose data are as at an earlier day would say of
what came later that it has happened: that a corrective action was taken, a new deadline agreed, a
plan approved. Here that is taken out of the rows, once for all papers; what was held back is one
note. A delivery stays: ``actions.standing`` judges it by its day, since what an action was before
it was delivered is nowhere recorded.

A text gives a later event away where it says "since" a day after the data's, or names a day that
lies between these data and the newest that the project has, without a word of plans before it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from paperkit.board.data import BoardData
from paperkit.board.decision_rows import Decision
from paperkit.board.plan_rows import Action, Milestone, Plan, Reading, Strategy, Target
from paperkit.board.words import Correction, State
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, replace
from paperkit.schema.columns import Row
from paperkit.schema.dates import MONTHS, in_words, month_number, read_date
from paperkit.standpoint.rules import place_of
from paperkit.standpoint.sentences import Noun, counted, listed

R = TypeVar("R", bound=Row)

_DATE = re.compile(
    rf"(?:\b(?P<lead>since|by|until|before)\s)?"
    rf"(?:(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?\b(?P<month>{'|'.join(MONTHS)}"
    rf"|{'|'.join(name[:3] for name in MONTHS)}|Sept)(?:\s(?P<after>\d{{1,2}})(?:st|nd|rd|th)?)?"
    rf"\.?,?\s(?P<year>\d{{4}})\b"
    rf"|\b(?P<d>\d{{1,2}})[/.-](?P<m>\d{{1,2}})[/.-](?P<y>\d{{4}}|\d{{2}})\b"
    rf"|\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^.;!?\n]|\.(?=\d|,|\s\d{4}))+")
_OF_PLANS = re.compile(r"\b(?:will|shall|to be|due|planned|expected)\b", re.IGNORECASE)
NOT_RECORDED = "Not recorded as at"
"""How a corrective action is printed that is held back; the day follows."""

_MOST_NAMED = 6
_SORTS = {
    "done_on": Noun("delivery", "deliveries"),
    "revised_on": Noun("new deadline or state", "new deadlines or states"),
    "revised_by": Noun("new deadline or state", "new deadlines or states"),
    "correction": Noun("corrective action", "corrective actions"),
    "reached_on": Noun("milestone", "milestones"),
    "approved_on": Noun("approval", "approvals"),
    "signed_on": Noun("sign-off of a target", "sign-offs of targets"),
    "note": Noun("note on a figure", "notes on figures"),
    "published_on": Noun("figure", "figures"),
    "confirmed_on": Noun("confirmation of minutes", "confirmations of minutes"),
    "became": Noun("outcome of a decision", "outcomes of decisions"),
}

_AGREED = frozenset({State.RESCHEDULED, State.SUSPENDED, State.WITHDRAWN})


class HeldBack(Frozen):
    """What a paper leaves out, in words, its cell, and what several of its sort are called."""

    words: str
    place: Place
    sort: Noun


class _Standpoint(Frozen):
    """The day of a paper's data, that of its meeting, and the newest day of the project's data."""

    day: date
    meeting: date
    newest: date

    def later(self, text: str) -> date | None:
        """Return the day after that of the data of which a text says that something happened."""
        for sentence in _SENTENCE.finditer(text):
            plan = _OF_PLANS.search(sentence.group())
            for match in _DATE.finditer(sentence.group()):
                named, lead = _day_of(match), (match["lead"] or "").casefold()
                planned = lead not in ("", "since") or (plan and plan.start() < match.start())
                past = lead == "since" or (named and named <= self.newest and not planned)
                if named and named > self.day and past:
                    return named
        return None


def _day_of(match: re.Match[str]) -> date | None:
    """Return the day that is named, the first of a month; None where no calendar has it."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["month"]:
            number, day = month_number(match["month"]), match["day"] or match["after"] or 1
            return date(int(match["year"]), number, int(day))
        return read_date("/".join((match["d"], match["m"], match["y"])))
    except ValueError:
        return None


def known_by(board: BoardData, day: date, meeting: date) -> tuple[BoardData, tuple[HeldBack, ...]]:
    """Return the data as they were known on a day, for a meeting, and what is held back.

    What the Board's bodies approved counts up to the meeting, since they approve it there.
    """
    newest = newest_day(board) or day
    at = _Standpoint(day, meeting, newest)
    held: list[HeldBack] = []

    def known(rows: tuple[R, ...], of: Callable[[_Standpoint, R], "_Changes"]) -> tuple[R, ...]:
        found = []
        for row in rows:
            changes: dict[str, Any] = {}
            for words, name, blank in of(at, row):
                held.append(HeldBack(words, place_of(row, name), _SORTS[name]))
                changes |= blank
            found.append(replace(row, **changes) if changes else row)
        return tuple(found)

    out = [row for row in board.readings if row.published_on and row.published_on > day]
    held += [
        HeldBack(_published(row), place_of(row, "published_on"), _SORTS["published_on"])
        for row in out
    ]
    kept = tuple(row for row in board.readings if row not in out) if out else board.readings
    found = replace(
        board,
        strategy=known(board.strategy, _approved),
        plans=known(board.plans, _approved),
        actions=known(board.actions, _of_action),
        milestones=known(board.milestones, _of_milestone),
        targets=known(board.targets, _of_target),
        decisions=known(board.decisions, _of_decision),
        readings=known(kept, _of_reading),
    )
    held += [
        HeldBack(
            f"the delivery of action {row.reference} ({in_words(row.done_on)})",
            place_of(row, "done_on"),
            _SORTS["done_on"],
        )
        for row in board.actions
        if row.done_on and day < row.done_on <= max(newest, meeting)
    ]
    return (found if held else board), tuple(held)


def newest_day(board: BoardData) -> date | None:
    """Return the newest day of the data of any paper; None where no paper gives one."""
    return max((paper.as_at for paper in board.papers if paper.as_at), default=None)


def held_back(held: tuple[HeldBack, ...], day: date) -> Iterator[Finding]:
    """Yield one note that lists what a paper with the data of a day leaves out."""
    if held:
        message = (
            f"Later than the data of {in_words(day)}, so the paper does not say that it happened: "
            f"{_named(held)}."
        )
        first, *others = (one.place for one in held)
        yield Finding("PK-415", first, message, others=tuple(others))


def _named(held: tuple[HeldBack, ...]) -> str:
    """Return what is held back: all of a few, else how many of each sort and the first."""
    # Several rows may say the same: two decisions whose minutes were confirmed on one day.
    first = listed(list(dict.fromkeys(one.words for one in held))[:_MOST_NAMED])
    if len(held) <= _MOST_NAMED:
        return first
    sorts = Counter(one.sort for one in held)
    counts = listed(counted(count, noun) for noun, count in sorts.items())
    return f"{counts}. Among them are {first}"


_Changes = Iterator[tuple[str, str, dict[str, Any]]]
"""What is held back of a row: in words, its column, and the columns as they were before it."""


def _of_action(at: _Standpoint, row: Action) -> _Changes:
    said_on = (row.revised_on, at.later(row.revised_by), at.later(row.revised_because))
    agreed = max(filter(None, said_on), default=at.day)
    if agreed > at.day:
        what = "the revised deadline" if row.revised_deadline else f"'{row.state}'"
        blank: dict[str, Any] = {
            "revised_deadline": None,
            "revised_because": "",
            "revised_by": "",
            "revised_on": None,
        }
        blank |= {"state": None} if row.state in _AGREED else {}
        name = "revised_on" if row.revised_on == agreed else "revised_by"
        yield f"{what} of action {row.reference} ({in_words(agreed)})", name, blank
    taken = row.correction_date if row.correction_state is Correction.TAKEN else None
    said = taken if taken and taken > at.day else at.later(row.correction)
    if said:
        blank = {
            "correction": f"{NOT_RECORDED} {in_words(at.day)}",
            "correction_state": None,
            "correction_date": None,
        }
        words = f"the corrective action of action {row.reference} ({in_words(said)})"
        yield words, "correction", blank


def _of_milestone(at: _Standpoint, row: Milestone) -> _Changes:
    if row.reached_on and row.reached_on > at.day:
        of_action = f" of action {row.action}" if row.action else ""
        words = f"that a milestone{of_action} was reached ({in_words(row.reached_on)})"
        yield words, "reached_on", {"reached_on": None}


def _approved(at: _Standpoint, row: Plan | Strategy) -> _Changes:
    if row.approved_on and row.approved_on > at.meeting:
        what = f"plan '{row.title or row.reference}'" if isinstance(row, Plan) else "strategy"
        words = f"the approval of the {what} ({in_words(row.approved_on)})"
        yield words, "approved_on", {"approved_on": None, "approved_by": ""}


def _of_target(at: _Standpoint, row: Target) -> _Changes:
    if row.signed_on and row.signed_on > at.day:
        words = f"the sign-off of the target of indicator {row.indicator} for {row.year} "
        words += f"({in_words(row.signed_on)})"
        # Its value was changed after the sign-off, if at all.
        value = row.signed_value or row.value
        yield words, "signed_on", {
            "signed_by": "", "signed_on": None, "signed_value": None, "value": value,
        }  # fmt: skip


def _of_reading(at: _Standpoint, row: Reading) -> _Changes:
    said = at.later(row.note)
    # What is of a later period is not shown at all.
    if said and row.period and row.period.last <= at.day:
        words = f"the note on indicator {row.indicator} for {row.period} ({in_words(said)})"
        yield words, "note", {"note": ""}


def _of_decision(at: _Standpoint, row: Decision) -> _Changes:
    # Which decision it is stays unsaid: of an exempt one nothing may be read.
    of = f"a decision of {row.meeting}"
    if row.confirmed_on and row.confirmed_on > at.day:
        words = f"that the minutes of {of} were confirmed ({in_words(row.confirmed_on)})"
        yield words, "confirmed_on", {"confirmed_on": None}
    said = row.closed_on if row.closed_on and row.closed_on > at.day else at.later(row.became)
    if said:
        words = f"what became of {of} ({in_words(said)})"
        yield words, "became", {"became": "", "closed_on": None}


def _published(row: Reading) -> str:
    assert row.published_on
    figure = f"the figure of indicator {row.indicator} for {row.period}"
    return f"{figure} (published {in_words(row.published_on)})"

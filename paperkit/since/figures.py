"""What has changed in the indicators since a paper that was published.

A figure is new where no published paper had it, and revised where another figure of the same period
was printed before, in whichever published paper that was; the latest of these counts. An indicator
without a new figure has a newer one where its latest was printed since the last report of the kind.
Figures are compared as papers print them: those that add up, for the year to date. What is held
back now is never printed as it was before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from paperkit.board.plan_rows import INDICATORS, Indicator, Reading
from paperkit.board.settings import Role
from paperkit.frozen import Frozen
from paperkit.indicators.ratings import (
    JudgedFigure,
    Measured,
    figure,
    goal_words,
    latest_period,
    measured_at,
)
from paperkit.indicators.running import Run, run_of
from paperkit.indicators.shown import rating_of
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.columns import Choice
from paperkit.schema.dates import Length
from paperkit.standpoint.board_at import BoardAt, LookBack, PublishedPaper
from paperkit.standpoint.sentences import few
from paperkit.word.values import Rated

PeriodKey = tuple[Length, object]
Printed = Mapping[PeriodKey, Reading]
"""The figures of an indicator that a paper printed, by their periods."""

NO_FIGURE, NOT_THERE = "No figure", "Not among the indicators"
NOT_PRINTED = "Not printed"
BY_HAND = "as edited by hand in the paper"
MOST_FIGURES = 3
_BEST_FIRST = (Role.MET, Role.NEAR, Role.MISSED)


class FigureChange(Choice):
    """What has become of an indicator, in the order of the table and in the words it prints."""

    RATED_WORSE = "Rating worse"
    RATED_BETTER = "Rating better"
    RATED = "Now rated"
    NOT_RATED = "No rating now"
    REVISED = "Revised figure"
    TAKEN_OUT = "Figure taken out"
    NEW_FIGURE = "New figure"
    NEWER_FIGURE = "Newer figure"
    NEW_TARGET = "New target"
    RENAMED = "New name"
    NEW = "New indicator"
    GONE = "No longer measured"
    UNREAD = "Cannot be read"


class MovedFigure(Frozen):
    """One change of an indicator: what it is, what was printed before, what is printed now."""

    what: FigureChange
    before: str | Rated
    now: str | Rated


class ComparedIndicator(Frozen):
    """An indicator then and now; None where that side does not have it."""

    then: Measured | None
    now: Measured | None
    changes: tuple[MovedFigure, ...] = ()

    @property
    def indicator(self) -> Indicator:
        """Return the indicator as it is now, or else as it was."""
        found = self.now or self.then
        assert found is not None, "One of two sides has it."
        return found.indicator

    def has(self, what: FigureChange) -> bool:
        """Return whether it has changed in a way."""
        return any(change.what is what for change in self.changes)


def compared_indicators(back: LookBack, now: BoardAt) -> tuple[ComparedIndicator, ...]:
    """Return every indicator of both sides once, today's first, each with what has changed.

    There is none where the record has no rows of the last paper.
    """
    then = back.last.seen if back.last else None
    if then is None or back.last is None:
        return ()
    published = _Published(back, then, back.last.published_on)
    before = ByReference((one.indicator.reference, one) for one in then.once(measured_at))
    here = now.once(measured_at)
    found = []
    for one in here:
        was = before.get(one.indicator.reference)
        changes = sorted(_changes(published, now, was, one), key=_place)
        found.append(ComparedIndicator(was, one, tuple(changes)))
    there = {folded(one.indicator.reference) for one in here}
    gone = (one for one in then.once(measured_at) if folded(one.indicator.reference) not in there)
    unread = {folded(row.reference) for row in now.board.unread_of(INDICATORS)}
    for one in gone:
        is_there = folded(one.indicator.reference) in unread
        what = FigureChange.UNREAD if is_there else FigureChange.GONE
        change = MovedFigure(what, _latest(one), str(what))
        found.append(ComparedIndicator(one, None, (change,)))
    return tuple(found)


def _place(change: MovedFigure) -> int:
    return list(FigureChange).index(change.what)


class _WasPrinted(Frozen):
    """A figure as papers printed it: ``reported`` the newest of them, ``own`` the last report."""

    reported: str
    own: str


_NEVER = _WasPrinted("", "")


class _Published(Frozen):
    """What a paper looks back on, with the board as the last of its kind saw it, and its day."""

    back: LookBack
    then: BoardAt
    day: date

    def run(self, indicator: Indicator) -> Run | None:
        """Return the indicator as the last paper had it, with its figures; None for a new one."""
        there = self.then.board.indicator.get(indicator.reference)
        return run_of(self.then.board, there, self.then.as_of) if there else None

    def printed(self, indicator: Indicator, row: Reading, before: Reading | None) -> _WasPrinted:
        """Return what papers printed of a row's period, and the last of the kind itself.

        A paper older than the last of the kind is asked only of what has changed since that: what
        it had otherwise was reported then. A report prints its latest figures, and in this part of
        its own each one that was not as another paper had printed it.
        """
        has_changed = before is not None and before.number not in (None, row.number)
        asked: list[tuple[PublishedPaper, str]] = []
        for paper in self.back.figures:
            if paper.published_on < self.day and not has_changed:
                break
            figures = all_figures if paper.draws_figures else latest_figures
            words = _of_paper(paper, figures, indicator, row)
            asked.append((paper, words))
            # The last report is asked, too; what is older than both need not be opened.
            if words and any(one is self.back.last for one, _ in asked):
                break
        reported = own = ""
        for paper, words in reversed(asked):
            held = words or (_of_paper(paper, all_figures, indicator, row) if reported else "")
            said = words or (held if held != reported else "")
            reported = said or reported
            own = said if paper is self.back.last else own
        return _WasPrinted(reported, own)


def _of_paper(
    paper: PublishedPaper,
    figures: Callable[[BoardAt], Mapping[str, Printed]],
    indicator: Indicator,
    row: Reading,
) -> str:
    """Return the figure of a row's period as a published paper had it; "" where it had none.

    Of a figure that somebody edited by hand in the paper it is not known what was printed.
    """
    seen = paper.seen
    found = seen.once(figures).get(indicator.reference, {}).get(_key(row)) if seen else None
    if seen is None or found is None or found.number is None:
        return ""
    # A figure that has not changed is printed as today, however many decimals it had then.
    as_it_was = seen.board.indicator[indicator.reference]
    words = _value(indicator if found.number == row.number else as_it_was, found)
    return BY_HAND if any(words in edit for edit in paper.edits) else words


def latest_figures(at: BoardAt) -> Mapping[str, Printed]:
    """Return the figures that a report prints: the latest, and last year's outturn."""
    return ByReference(
        (one.indicator.reference, _by_period(row for row in (one.reading, one.outturn) if row))
        for one in at.once(measured_at)
    )


def all_figures(at: BoardAt) -> Mapping[str, Printed]:
    """Return the figures that a paper with charts prints: all those up to the day of its data."""
    return ByReference(
        (one.reference, _by_period(run_of(at.board, one, at.as_of).figures))
        for one in at.board.indicators
    )


def _by_period(readings: Iterable[Reading]) -> Printed:
    return {_key(row): row for row in readings if row.period}


def _key(row: Reading) -> PeriodKey:
    assert row.period is not None, "A figure is of a period."
    return row.period.length, row.period.order


def _changes(
    published: _Published, now: BoardAt, was: Measured | None, one: Measured
) -> Iterator[MovedFigure]:
    indicator, before = one.indicator, published.run(one.indicator)
    run = run_of(now.board, indicator, now.as_of)
    had, here = _by_period(before.figures if before else ()), _by_period(run.figures)
    if was is None:
        yield MovedFigure(FigureChange.NEW, NOT_THERE, _latest(one))
    new: list[Reading] = []
    newer: list[Reading] = []
    for period, row in here.items():
        then = had.get(period)
        # What is held back now was printed once perhaps, and is not printed again.
        was_printed = _NEVER if row.number is None else published.printed(indicator, row, then)
        reported, own = was_printed.reported, was_printed.own
        # The last report may have printed another figure than a paper that was published after it.
        other = next((one for one in (reported, own) if one and one != _value(indicator, row)), "")
        if other:
            said = "" if other == BY_HAND else f", previously reported as {other}"
            words = f"{_said(indicator, row)}{said}"
            before_it = f"{row.period}: {own}" if own else NOT_PRINTED
            yield MovedFigure(FigureChange.REVISED, before_it, words)
        elif row.number is not None and (then is None or then.number is None):
            (newer if reported else new).append(row)
    if was and (new or one.reading in newer[-1:]):
        there = here.get(_key(was.reading)) if was.reading else None
        held = there is not None and there.number is None
        rows = list(reversed(new)) or newer[-1:]
        words = "; ".join(few([_said(indicator, row) for row in rows], MOST_FIGURES))
        what = FigureChange.NEW_FIGURE if new else FigureChange.NEWER_FIGURE
        yield MovedFigure(what, NO_FIGURE if held else _latest(was), words)
    for period, row in had.items():
        if period not in here and row.number is not None:
            yield MovedFigure(FigureChange.TAKEN_OUT, _said(indicator, row), NO_FIGURE)
    if was is not None and before is not None:
        yield from _judged(now, was, one)
        if folded(was.indicator.name) != folded(indicator.name):
            yield MovedFigure(FigureChange.RENAMED, was.indicator.name, indicator.name)
        yield from _target(before, run, one)


def _judged(at: BoardAt, was: JudgedFigure, one: JudgedFigure) -> Iterator[MovedFigure]:
    """Yield how the rating has moved; nothing between two indicators that have none."""
    before, now = was.judgement, one.judgement
    if before.role is now.role:
        return
    what = FigureChange.RATED if now.role else FigureChange.NOT_RATED
    if before.role in _BEST_FIRST and now.role in _BEST_FIRST:
        is_worse = _BEST_FIRST.index(now.role) > _BEST_FIRST.index(before.role)
        what = FigureChange.RATED_WORSE if is_worse else FigureChange.RATED_BETTER
    yield MovedFigure(what, *(rating_of(at, one).word for one in (before, now)))


def _target(before: Run, run: Run, one: Measured) -> Iterator[MovedFigure]:
    """Yield that the target of the latest figure's period is another than it was."""
    period, indicator = latest_period(run), one.indicator
    was, now = (side.goal(period) if period else None for side in (before, run))
    if was and now and was.number is not None and was.number != now.number:
        words = [f"{goal.year}: {goal_words(goal, indicator)}" for goal in (was, now)]
        yield MovedFigure(FigureChange.NEW_TARGET, *words)


def _latest(one: Measured) -> str:
    return _said(one.indicator, one.reading) if one.has_figure and one.reading else NO_FIGURE


def _said(indicator: Indicator, row: Reading) -> str:
    return f"{row.period}: {_value(indicator, row)}"


def _value(indicator: Indicator, row: Reading) -> str:
    return figure(row.value, indicator) if row.value else NO_FIGURE

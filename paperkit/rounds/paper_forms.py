"""Which figures an indicator owes by a day (seed T 3.5): its frequency decides.

What a paper such as the performance report needs of others: figures, states, views, reports.

Partners owe the readings that are due (seed T 3.5), owners the state of their actions (T 3.16),
groups their two answers and highlights (T 3.9, 3.10), and the body that oversees a plan its
report (T 3.14). One form holds all that somebody owes.

The text that goes with a form, ready to be pasted into an e-mail. Paperkit sends nothing.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from paperkit.actions.standing import shown_deadline
from paperkit.board.data import BoardData
from paperkit.board.paper_rows import (
    FEEDBACK,
    HIGHLIGHTS,
    UPDATES,
    Feedback,
    Group,
    Highlight,
    Update,
)
from paperkit.board.plan_rows import READINGS, Action, Indicator, Reading
from paperkit.board.words import Frequency, State, Verdict
from paperkit.frozen import Frozen
from paperkit.indicators.ratings import target_of
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
)
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer, Row, Table
from paperkit.schema.dates import with_weekday
from paperkit.schema.describe import words_of
from paperkit.schema.forms import TOLD, Closed, Form, FormSheet, Need, Shown
from paperkit.schema.periods import Length, Period, containing, following, span
from paperkit.standpoint.responsibility import owner
from paperkit.voices.rules import reports

_LONGEST_AGO = timedelta(days=366)
_MOST_YEARS = 3  # of a rolling figure, where no reading says otherwise


class _Rhythm(Frozen):
    """The periods of a frequency: of which lengths, the usual one first, and every how manieth."""

    lengths: tuple[Length, ...]
    every: int = 1


_RHYTHMS: Mapping[Frequency, _Rhythm] = MappingProxyType(
    {
        Frequency.MONTHLY: _Rhythm((Length.MONTH,)),
        Frequency.QUARTERLY: _Rhythm((Length.QUARTER,)),
        Frequency.TERMLY: _Rhythm((Length.TERM,)),
        Frequency.TWICE_A_YEAR: _Rhythm((Length.QUARTER,), 2),
        Frequency.ANNUAL: _Rhythm((Length.YEAR, Length.CALENDAR_YEAR)),
        Frequency.EVERY_TWO_YEARS: _Rhythm((Length.YEAR, Length.CALENDAR_YEAR), 2),
        Frequency.ROLLING: _Rhythm((Length.SPAN,)),
    }
)


def owed(board: BoardData, indicator: Indicator, day: date) -> tuple[Period, ...]:
    """Return the periods of which a figure is owed by the day, the earliest first.

    They follow the last figure as often as the indicator's frequency says, and have ended by the
    day; those that ended more than a year before it are past asking for. Words in place of a
    figure leave it owed. Nothing is owed before the day on which the next figure comes out, where
    the indicator gives one, nor where it has no frequency.
    """
    rhythm = _RHYTHMS.get(indicator.frequency) if indicator.frequency else None
    if rhythm is None or (indicator.next_due and indicator.next_due > day):
        return ()
    last = _last_figure(board, indicator, rhythm)
    periods = _after(last, rhythm, day) if last else _latest(rhythm, day)
    return tuple(period for period in periods if period.last > day - _LONGEST_AGO)


def came_in(board: BoardData, indicator: Indicator, day: date) -> Period | None:
    """Return the period of the last figure, where none is owed since; None for one long past.

    The figure is the one that forms asked for: its period ended in the year before the day.
    """
    rhythm = _RHYTHMS.get(indicator.frequency) if indicator.frequency else None
    if rhythm is None or owed(board, indicator, day):
        return None
    last = _last_figure(board, indicator, rhythm)
    return last if last and day - _LONGEST_AGO < last.last <= day else None


def _last_figure(board: BoardData, indicator: Indicator, rhythm: _Rhythm) -> Period | None:
    periods = (
        reading.period
        for reading in reversed(board.readings_of.get(indicator.reference, ()))
        if reading.value and reading.value.number is not None
    )
    return next((p for p in periods if p and p.length in rhythm.lengths), None)


def _after(last: Period, rhythm: _Rhythm, day: date) -> Iterator[Period]:
    period = _next(last, rhythm.every)
    while period.last <= day:
        yield period
        period = _next(period, rhythm.every)


def _next(period: Period, every: int) -> Period:
    for _ in range(every):
        one_on = span(period.first.year + 1, period.last.year + 1)
        period = following(period) or one_on
    return period


def _latest(rhythm: _Rhythm, day: date) -> Iterator[Period]:
    """Yield the last period that has ended by the day, of an indicator without a figure yet."""
    length = rhythm.lengths[0]
    if length is Length.SPAN:
        yield span(day.year - _MOST_YEARS, day.year - 1)
        return
    now = containing(length, day)
    before = containing(length, now.first - timedelta(days=1)) if now else None
    ended = now if now and now.last <= day else before
    if ended:
        yield ended


ASKED_TABLES: tuple[Table, ...] = (READINGS, UPDATES, FEEDBACK, HIGHLIGHTS)
"""The tables that such a form asks for, in the order of its sheets."""

_SPARE = 5


class _Owed(Frozen):
    """A sheet that somebody owes, and the closed actions that it leaves out."""

    person: str
    sheet: FormSheet
    closed: tuple[Closed, ...] = ()


def asked_forms(
    asking: Asking, kind: str, tables: Collection[Table] = ASKED_TABLES
) -> tuple[Form, ...]:
    """Return a form for each partner, owner, group and body that owes something for a paper.

    ``kind`` is the paper's kind, ``tables`` are those of ``ASKED_TABLES`` that it shows. What
    names nobody is on no form; ``check_reach`` tells of it.
    """
    names: dict[str, str] = {}
    found: dict[str, list[_Owed]] = {}
    for table in tables:
        for owed_by in _SOURCES[table.name](asking):
            name = names.setdefault(folded(owed_by.person), owed_by.person)
            found.setdefault(name, []).append(owed_by)
    purpose = purpose_of(kind)
    return tuple(_form(asking, purpose, name, sheets) for name, sheets in found.items())


def purpose_of(kind: str) -> str:
    """Return a kind of paper as a form names what it asks for."""
    return kind.replace("_", " ").capitalize()


def owed_figures(asking: Asking) -> Iterator[tuple[Indicator, Reading]]:
    """Yield each figure that is owed by the day of return, as a reading without its value."""
    day = asking.due or asking.issued_on
    for indicator in asking.board.indicators:
        for period in owed(asking.board, indicator, day):
            yield indicator, Reading(indicator=indicator.reference, period=period)


def _form(asking: Asking, purpose: str, person: str, owed_by: Sequence[_Owed]) -> Form:
    board = asking.ways.settings.council.board
    why = f"It goes into the {purpose.lower()} to the {board}."
    steps = (*(_STEPS[one.sheet.table.name] for one in owed_by), *_EACH)
    return Form(
        about=about_of(asking, purpose, person),
        title=f"{purpose}: what {asking.meeting.reference} needs from you",
        guide=guide_of(asking, why, steps, ()),
        sheets=tuple(one.sheet for one in owed_by),
        closed=tuple(closed for one in owed_by for closed in one.closed),
    )


def _figures(asking: Asking) -> Iterator[_Owed]:
    for partner, figures in by_name(owed_figures(asking), lambda pair: asking.who(pair[0].partner)):
        rows = tuple(reading for _, reading in figures)
        before = {_figure_key(row): old for row in rows if (old := _before(asking, row))}
        told = (
            Shown(f"{TOLD}Name", tuple(indicator.name for indicator, _ in figures)),
            Shown(f"{TOLD}Unit", tuple(indicator.unit for indicator, _ in figures)),
            Shown(f"{TOLD}Target", tuple(_target(asking, row) for row in rows)),
        )
        columns = [READINGS.column(name) for name in ("period", "value", "note")]
        last = last_time(columns, [_figure_key(row) for row in rows], before)
        yield _Owed(partner, _sheet(asking, READINGS, rows, told, last))


def _figure_key(reading: Reading) -> str:
    return f"{reading.indicator} {reading.period}"


def _before(asking: Asking, reading: Reading) -> Reading | None:
    """Return the last reading of the indicator before a period."""
    there = asking.board.readings_of.get(reading.indicator, ())
    end = reading.period.last if reading.period else date.min
    return next((r for r in reversed(there) if r.period and r.value and r.period.last < end), None)


def _target(asking: Asking, reading: Reading) -> str:
    targets = asking.board.targets_of.get(reading.indicator, ())
    found = target_of(targets, reading.period) if reading.period else None
    return str(found.value or "") if found else ""


def _states(asking: Asking) -> Iterator[_Owed]:
    shown = [column for column in asked_columns(UPDATES) if pre_filled(column)]
    for person, actions in by_name(asking.board.actions, lambda action: asking.who(owner(action))):
        still = [action for action in actions if is_open(action)]
        if not still:
            continue
        told = (Shown(f"{TOLD}Deadline", tuple(shown_deadline(action) for action in still)),)
        last = last_time(shown, [a.reference for a in still], {a.reference: a for a in still})
        rows = tuple(_update(asking, action) for action in still)
        yield _Owed(person, _sheet(asking, UPDATES, rows, told, last), closed_of(actions))


def _update(asking: Asking, action: Action) -> Update:
    meeting = asking.meeting.reference
    return Update(meeting=meeting, action=action.reference, wording=action.wording)


def _views(asking: Asking) -> Iterator[_Owed]:
    actions = {folded(action.reference): action for action in asking.board.actions}
    for group in asking.board.groups:
        about = [
            a for a in (*group.areas, *group.actions) if not _withdrawn(actions.get(folded(a)))
        ]
        if group.to_be_established is Answer.YES or not about:
            continue
        meeting = asking.meeting.reference
        rows = tuple(Feedback(group=group.name, meeting=meeting, about=one) for one in about)
        found = (actions.get(folded(one)) for one in about)
        told = (Shown(f"{TOLD}The action", tuple(a.wording if a else "" for a in found)),)
        columns = [FEEDBACK.column("meeting"), *asked_columns(FEEDBACK)]
        last = last_time(columns, [folded(one) for one in about], _said(asking, group))
        yield _Owed(group.name, _sheet(asking, FEEDBACK, rows, told, last, spare=_SPARE))


def _withdrawn(action: Action | None) -> bool:
    return action is not None and action.state is State.WITHDRAWN


def _said(asking: Asking, group: Group) -> dict[str, Feedback]:
    """Return what a group said last before the meeting, by what it is about, folded."""
    rows = [row for row in asking.board.feedback if folded(row.group) == folded(group.name)]
    dated = [(day, row) for row in rows if (day := _day_before(asking, row.meeting))]
    return {folded(row.about): row for _, row in sorted(dated, key=lambda pair: pair[0])}


def _day_before(asking: Asking, meeting: str) -> date | None:
    """Return the day of a meeting that was before the one asked for; None for another."""
    found = asking.board.meeting.get(meeting)
    day, now = (found.date if found else None), asking.meeting.date
    return day if day and now and day < now else None


def _reports(asking: Asking) -> Iterator[_Owed]:
    board = asking.ways.settings.council.board
    for body in reports(asking.board, board, asking.meeting).missing:
        rows = (Highlight(body=body, meeting=asking.meeting.reference),)
        yield _Owed(body, _sheet(asking, HIGHLIGHTS, rows))


def _sheet(
    asking: Asking,
    table: Table,
    rows: tuple[Row, ...],
    told: tuple[Shown, ...] = (),
    last: tuple[Shown, ...] = (),
    *,
    spare: int = 0,
) -> FormSheet:
    required = asking.ways.pack.required.get(table.name, ())
    conditional = _NEEDS.get(table.name, ())
    needs = [Need(c.name) for c in asked_columns(table) if c.name in required]
    return FormSheet(
        table=table, rows=rows, told=told, last=last, needs=(*needs, *conditional),
        best=asking.best, spare=spare,
    )  # fmt: skip


_SOURCES: Mapping[str, Callable[[Asking], Iterator[_Owed]]] = MappingProxyType(
    {
        READINGS.name: _figures,
        UPDATES.name: _states,
        FEEDBACK.name: _views,
        HIGHLIGHTS.name: _reports,
    }
)

_NEEDS: Mapping[str, tuple[Need, ...]] = MappingProxyType(
    {
        UPDATES.name: (
            Need("state"),
            Need("done_on", "state", (str(State.DELIVERED),)),
            Need("correction", "state", (str(State.AT_RISK),)),
        ),
        # b) is asked only of what is delivered, at least in part (seed T 3.9).
        FEEDBACK.name: (Need("difference", "delivered", (str(Verdict.YES), str(Verdict.PARTLY))),),
        HIGHLIGHTS.name: (Need("text", unless="file"),),
    }
)

_STEPS: Mapping[str, str] = MappingProxyType(
    {
        READINGS.name: "On the sheet 'Readings', type the figure of each period under 'Value'. "
        "Where there is none, say there when it comes, such as Published October 2026.",
        UPDATES.name: "On the sheet 'Updates', choose how each action stands. Say what is being "
        "done where one is not on course.",
        FEEDBACK.name: "On the sheet 'Feedback', answer a) for each area and action, and b) where "
        "a) is Yes or Partly. Use the rows below for anything else that you looked at.",
        HIGHLIGHTS.name: "On the sheet 'Highlights', choose your position on the delivery of the "
        "plan. Write the report under 'Text', or give the name of its file and send that too.",
    }
)
_EACH = (
    "Click on a cell: a note says what belongs there. Where a cell has a list, choose from it.",
    "Leave blank what you do not know, rather than guess, and say so when you send the workbook "
    "back.",
)


NO_ADDRESS_KNOWN = "(no address on the sheet People)"


def letter(asking: Asking, form: Form, address: str, file: str) -> str:
    """Return the text for whoever is asked: address, subject, what is asked, what was said last.

    ``file`` is the name of the workbook that is to be attached.
    """
    return "\n".join(_lines(asking, form, address, file)) + "\n"


def _lines(asking: Asking, form: Form, address: str, file: str) -> Iterator[str]:
    by = f", by {with_weekday(form.about.due)}" if form.about.due else ""
    yield f"To: {address or NO_ADDRESS_KNOWN}"
    yield f"Subject: {form.title}{by}"
    yield f"Attach: {file}"
    yield ""
    yield f"Dear {form.about.person},"
    yield ""
    yield f"{form.guide.asks} {form.guide.why}"
    yield ""
    yield (
        f"Please fill in the attached workbook and send it to {asking.goes_to}. Its first sheet "
        "says how; the second says what is still missing."
    )
    yield ""
    for sheet in form.sheets:
        yield f"{sheet.name}:"
        yield from (f"- {line}" for line in _rows(sheet))
        yield ""
    if form.closed:
        yield "You are not asked again about:"
        yield from (f"- {c.reference} {c.wording} ({c.state})" for c in form.closed)
        yield ""
    yield from _signed(asking)


def _rows(sheet: FormSheet) -> Iterator[str]:
    """Yield each row in one line: what it is about, and what was answered last time."""
    asked = sheet.needs[0].column if sheet.needs else ""
    last, naming = sheet.last_said(asked) if asked else None, sheet.naming
    for number, row in enumerate(sheet.rows):
        named = " ".join(words_of(getattr(row, column.name)) for column in naming)
        said = last.texts[number] if last else ""
        yield " ".join(f"{named} (last time: {said})".split() if said else named.split())


def _signed(asking: Asking) -> Iterator[str]:
    contact, council = asking.ways.settings.contact, asking.ways.settings.council
    yield from (line for line in (contact.name, council.name, contact.telephone) if line)

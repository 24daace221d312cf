"""What a paper such as the performance report needs of others: forms out, and answers back.

Partners owe the readings that are due (seed T 3.5), leads the state of their actions (T 3.16),
groups their two answers and highlights (T 3.9, 3.10), and the body that oversees a plan its
report (T 3.14). One form holds all that somebody owes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from paperkit.actions.standing import shown_deadline
from paperkit.board.data import BoardData
from paperkit.board.paper_rows import FEEDBACK, HIGHLIGHTS, UPDATES, Feedback, Highlight, Update
from paperkit.board.plan_rows import READINGS, Indicator, Reading
from paperkit.board.words import Frequency, State, Verdict
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, replace
from paperkit.indicators.running import PARTS, run_of
from paperkit.indicators.shown import target_words
from paperkit.rounds.forms import (
    OF_PLAN,
    Asking,
    about_of,
    asked_columns,
    by_name,
    check_addresses,
    check_lacking,
    closed_of,
    guide_of,
    is_open,
    last_time,
)
from paperkit.rounds.returns import (
    Intake,
    Judged,
    Key,
    KnownForm,
    ReturnedRow,
    check_twice,
    key_columns,
    said,
)
from paperkit.schema.cleaning import folded, key_text
from paperkit.schema.columns import Answer, Row, Table
from paperkit.schema.dates import Length, Period, containing, following, span
from paperkit.schema.describe import words_of
from paperkit.schema.forms import (
    FACT,
    Closed,
    Form,
    FormSheet,
    GreyColumn,
    Need,
    is_of_form,
    sheet_name,
)
from paperkit.schema.rows import resolve
from paperkit.standpoint.rules import place_of
from paperkit.standpoint.sentences import few, listed
from paperkit.voices.rules import reports_at

ASKED_TABLES: tuple[Table, ...] = (READINGS, UPDATES, FEEDBACK, HIGHLIGHTS)
"""The tables that such a form asks for, in the order of its sheets."""

Sent = Mapping[str, Mapping[Key, ReturnedRow]]
"""What was sent out for a meeting: the rows of each person, by what each asks."""

_LONGEST_AGO = timedelta(days=366)
_MOST_YEARS = 3  # of a rolling figure, where no reading says otherwise
_SPARE = 5
_OF_THE_YEAR = "The year up to the end of the period"
_MOST_NAMED = 6

_LENGTHS: Mapping[Frequency, tuple[Length, ...]] = MappingProxyType(
    {
        Frequency.MONTHLY: (Length.MONTH,),
        Frequency.QUARTERLY: (Length.QUARTER,),
        Frequency.TERMLY: (Length.TERM,),
        Frequency.TWICE_A_YEAR: (Length.QUARTER,),
        Frequency.ANNUAL: (Length.YEAR, Length.CALENDAR_YEAR),
        Frequency.EVERY_TWO_YEARS: (Length.YEAR, Length.CALENDAR_YEAR),
        Frequency.ROLLING: (Length.SPAN,),
    }
)
"""The lengths of a frequency's periods, the usual one first."""

_EVERY_SECOND = (Frequency.TWICE_A_YEAR, Frequency.EVERY_TWO_YEARS)

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
        READINGS.name: "On the sheet 'Readings', type the figure for each period under 'Value'. "
        "If there is none yet, type when it will come, such as Published October 2026.",
        UPDATES.name: "On the sheet 'Updates', choose the state of each action. If one is not on "
        "course, say what is being done about it.",
        FEEDBACK.name: "On the sheet 'Feedback', answer a) for each area and action. Answer b) if "
        "a) is Yes or Partly. Use the blank rows for anything else that you looked at.",
        HIGHLIGHTS.name: "On the sheet 'Highlights', choose how far you are assured that the plan "
        "is being delivered. Write the report under 'Text', or give the name of its file and send "
        "that too.",
    }
)
_ASKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        READINGS.name: ("give the figure that is due", "give the {} figures that are due"),
        UPDATES.name: (
            "say how your action is getting on", "say how your {} actions are getting on",
        ),
        FEEDBACK.name: (
            "say whether what is planned is being delivered, and is making a difference",
            "say whether what is planned for {} areas and actions is being delivered, and is "
            "making a difference",
        ),
        HIGHLIGHTS.name: ("send your report on the plan that you oversee",) * 2,
    }
)  # fmt: skip
"""What a sheet asks: of one row, and of several."""

_EACH = (
    "Click on a cell to see a note of what belongs there. If the cell has a list, choose from it.",
    "If you do not know an answer, please do not guess. Leave the cell blank, and tell us when you "
    "send the workbook back.",
)


def owed(board: BoardData, indicator: Indicator, day: date) -> tuple[Period, ...]:
    """Return the periods of which a figure is owed by the day, the earliest first (seed T 3.5).

    They follow the last figure as often as the indicator's frequency says, and have ended by the
    day; those that ended more than a year before it are past asking for. Words in place of a
    figure leave it owed. Nothing is owed before the day on which the next figure comes out, where
    the indicator gives one, nor where it has no frequency.
    """
    lengths = _LENGTHS.get(indicator.frequency) if indicator.frequency else None
    if lengths is None or (indicator.next_due and indicator.next_due > day):
        return ()
    periods: list[Period] = []
    last = _last_figure(board, indicator)
    if last:
        every = 2 if indicator.frequency in _EVERY_SECOND else 1
        period = _following(last, every)
        while period.last <= day:
            periods.append(period)
            period = _following(period, every)
    elif lengths[0] is Length.SPAN:
        periods.append(span(day.year - _MOST_YEARS, day.year - 1))
    else:
        # Without a figure yet, the last period that has ended.
        now = containing(lengths[0], day)
        before = containing(lengths[0], now.first - timedelta(days=1)) if now else None
        ended = now if now and now.last <= day else before
        periods += [ended] if ended else []
    return tuple(period for period in periods if period.last > day - _LONGEST_AGO)


def _following(period: Period, every: int) -> Period:
    for _ in range(every):
        period = following(period) or span(period.first.year + 1, period.last.year + 1)
    return period


def _last_figure(board: BoardData, indicator: Indicator) -> Period | None:
    lengths = _LENGTHS.get(indicator.frequency, ()) if indicator.frequency else ()
    for reading in reversed(board.readings_of.get(indicator.reference, ())):
        is_figure = reading.value and reading.value.number is not None
        if is_figure and reading.period and reading.period.length in lengths:
            return reading.period
    return None


def came_in(board: BoardData, indicator: Indicator, day: date) -> Period | None:
    """Return the period of the last figure, where none is owed since; None for one long past.

    The figure is the one that forms asked for: its period ended in the year before the day.
    """
    last = _last_figure(board, indicator)
    if last is None or owed(board, indicator, day):
        return None
    return last if day - _LONGEST_AGO < last.last <= day else None


class _Owed(Frozen):
    """A sheet that somebody owes, and the closed actions that it leaves out."""

    person: str
    sheet: FormSheet
    closed: tuple[Closed, ...] = ()


def asked_forms(
    asking: Asking, kind: str, tables: Collection[Table] = ASKED_TABLES
) -> tuple[Form, ...]:
    """Return a form for each partner, lead, group and body that owes something for a paper.

    ``kind`` is the paper's kind, ``tables`` are those of ``ASKED_TABLES`` that it shows. What
    names nobody is on no form; ``check_paper_asked`` reports it.
    """
    purpose = purpose_of(kind)
    why = f"{asking.board_meets}. Your answers go into the {purpose.lower()} for that meeting."
    each = (one for table in tables for one in _SOURCES[table.name](asking))
    forms: list[Form] = []
    for person, theirs in by_name(each, lambda one: one.person).items():
        steps = (*(_STEPS[one.sheet.table.name] for one in theirs), *_EACH)
        form = Form(
            about=about_of(asking, purpose, person),
            title=f"{purpose} for {asking.meeting.reference}",
            guide=guide_of(
                asking, _asks([one.sheet for one in theirs]), why,
                "If something here is not yours to answer, leave it blank, and tell "
                f"{asking.contact} who should answer it.",
                steps,
            ),
            sheets=tuple(one.sheet for one in theirs),
            closed=tuple(closed for one in theirs for closed in one.closed),
        )  # fmt: skip
        forms.append(form)
    return tuple(forms)


def _asks(sheets: Iterable[FormSheet]) -> str:
    """Return what the sheets of a form ask, in one sentence."""
    said: list[str] = []
    for sheet in sheets:
        one, several = _ASKS[sheet.table.name]
        many = len(sheet.rows)
        said.append(several.format(many) if many > 1 else one)
    return f"Please {listed(said)}."


def purpose_of(kind: str) -> str:
    """Return a kind of paper as a form names what it asks for."""
    return kind.replace("_", " ").capitalize()


def owed_figures(asking: Asking) -> Iterator[tuple[Indicator, Reading]]:
    """Yield each figure that is owed by the day of return, as a reading without its value."""
    day = asking.due or asking.issued_on
    for indicator in asking.at.board.indicators:
        for period in owed(asking.at.board, indicator, day):
            yield indicator, Reading(indicator=indicator.reference, period=period)


def _figures(asking: Asking) -> Iterator[_Owed]:
    board = asking.at.board

    def before(row: Reading) -> Reading | None:
        """Return the last reading of the indicator before a period."""
        end = row.period.last if row.period else date.min
        there = reversed(board.readings_of.get(row.indicator, ()))
        return next((r for r in there if r.period and r.value and r.period.last < end), None)

    def target(indicator: Indicator, row: Reading) -> str:
        goal = run_of(board, indicator).goal(row.period) if row.period else None
        of = f" for {goal.year}" if goal and indicator.figures_run and not goal.only_yearly else ""
        return f"{target_words(goal, indicator)}{of}"

    def what_of(indicator: Indicator, row: Reading) -> str:
        if row.period is None or row.period.length not in PARTS or indicator.figures_run is None:
            return ""
        return _OF_THE_YEAR if indicator.figures_run.is_to_date else f"{row.period} alone"

    partners = by_name(owed_figures(asking), lambda pair: asking.who(pair[0].partner))
    for partner, figures in partners.items():
        rows = tuple(reading for _, reading in figures)
        keys = [f"{row.indicator} {row.period}" for row in rows]
        old = {key: last for key, row in zip(keys, rows, strict=True) if (last := before(row))}
        facts: tuple[GreyColumn, ...] = (
            GreyColumn(f"{FACT}Name", tuple(indicator.name for indicator, _ in figures)),
            GreyColumn(f"{FACT}Unit", tuple(indicator.unit for indicator, _ in figures)),
            GreyColumn(f"{FACT}Target", tuple(target(*pair) for pair in figures)),
        )
        of = tuple(what_of(*pair) for pair in figures)
        facts += (GreyColumn(f"{FACT}What the figure is of", of),) if any(of) else ()
        columns = [READINGS.column(name) for name in ("period", "value", "note")]
        sheet = _sheet(
            asking,
            READINGS,
            rows,
            facts,
            last_time(columns, keys, old),
            about=facts[0].heading,
        )
        yield _Owed(partner, sheet)


def _states(asking: Asking) -> Iterator[_Owed]:
    meeting = asking.meeting.reference
    shown = [column for column in asked_columns(UPDATES) if column.name in OF_PLAN]
    leads = by_name(asking.at.board.actions, lambda action: asking.who(action.lead))
    for person, actions in leads.items():
        still = [action for action in actions if is_open(action)]
        if still:
            facts = (GreyColumn(f"{FACT}Deadline", tuple(map(shown_deadline, still))),)
            rows = tuple(
                Update(meeting=meeting, action=action.reference, wording=action.wording)
                for action in still
            )
            keys = [action.reference for action in still]
            last = last_time(shown, keys, dict(zip(keys, still, strict=True)))
            yield _Owed(person, _sheet(asking, UPDATES, rows, facts, last), closed_of(actions))


def _views(asking: Asking) -> Iterator[_Owed]:
    actions, board, now = asking.at.board.action, asking.at.board, asking.meeting
    columns = [FEEDBACK.column("meeting"), *asked_columns(FEEDBACK)]
    for group in board.groups:
        about = [
            one
            for one in (*group.areas, *group.actions)
            if one not in actions or actions[one].state is not State.WITHDRAWN
        ]
        if group.to_be_established is Answer.YES or not about:
            continue
        # What the group said last before the meeting, by what it is about.
        dated: list[tuple[date, Feedback]] = []
        for row in board.feedback:
            then = board.meeting.get(row.meeting)
            day = then.date if then else None
            is_before = day and now.date and day < now.date
            if day and is_before and row.group == group.name:
                dated.append((day, row))
        said = {folded(row.about): row for _, row in sorted(dated, key=lambda pair: pair[0])}
        found = (actions.get(one) for one in about)
        facts = (GreyColumn(f"{FACT}The action", tuple(a.wording if a else "" for a in found)),)
        rows = tuple(Feedback(group=group.name, meeting=now.reference, about=one) for one in about)
        last = last_time(columns, [folded(one) for one in about], said)
        words = facts[0].heading
        sheet = _sheet(asking, FEEDBACK, rows, facts, last, about=words, spare=_SPARE)
        yield _Owed(group.name, sheet)


def _reports(asking: Asking) -> Iterator[_Owed]:
    for body in reports_at(asking.at).missing:
        report = Highlight(body=body, meeting=asking.meeting.reference)
        yield _Owed(body, _sheet(asking, HIGHLIGHTS, (report,)))


_SOURCES: Mapping[str, Callable[[Asking], Iterator[_Owed]]] = MappingProxyType(
    {
        READINGS.name: _figures,
        UPDATES.name: _states,
        FEEDBACK.name: _views,
        HIGHLIGHTS.name: _reports,
    }
)


def _sheet(
    asking: Asking,
    table: Table,
    rows: tuple[Row, ...],
    facts: tuple[GreyColumn, ...] = (),
    last: tuple[GreyColumn, ...] = (),
    *,
    about: str = "",
    spare: int = 0,
) -> FormSheet:
    required = asking.at.ways.pack.required.get(table.name, ())
    needs = [Need(c.name) for c in asked_columns(table) if c.name in required]
    return FormSheet(
        table=table, rows=rows, facts=facts, last=last, about=about,
        needs=(*needs, *_NEEDS.get(table.name, ())), best=asking.best, spare=spare,
    )  # fmt: skip


def check_paper_asked(
    asking: Asking, forms: Sequence[Form], tables: Collection[Table]
) -> Iterator[Finding]:
    """Yield what no form asks for of what a paper needs, and whom no address is known of."""
    if UPDATES in tables:
        actions = [a for a in asking.at.board.actions if is_open(a) and not a.lead]
        rest = "no reporting lead, so no form asks about {them}"
        yield from check_lacking("PK-820", "Action", actions, "lead", "name", rest)
    if READINGS in tables:
        owing = {indicator.reference: indicator for indicator, _ in owed_figures(asking)}
        indicators = [one for one in owing.values() if not one.partner]
        rest = "no partner, so no form asks for figures on {them}"
        yield from check_lacking("PK-820", "Indicator", indicators, "partner", "name", rest)
    yield from check_addresses(asking, forms)


def sent_forms(forms: Iterable[KnownForm], intake: Intake) -> Mapping[str, Sent]:
    """Return what was asked of whom, by meeting.

    It is worked out from the data as they are now, and once for all forms sent out together.
    """
    together = {(one.about.purpose, one.meeting.reference, one.about.due): one for one in forms}
    found: dict[str, dict[str, dict[Key, ReturnedRow]]] = {}
    for (purpose, meeting, due), one in together.items():
        at = replace(intake.at, meeting=one.meeting)
        asking = Asking(at, due, one.about.issued_on or intake.today)
        tables = intake.papers.get(purpose, ASKED_TABLES)
        for form in asked_forms(asking, one.about.purpose, tables):
            person = form.about.person
            rows = [_answer(s.table, row, person) for s in form.sheets for row in s.rows]
            theirs = found.setdefault(meeting, {}).setdefault(person, {})
            theirs |= {answer.key: answer for answer in rows}
    return found


def _answer(table: Table, row: Row, person: str) -> ReturnedRow:
    asked = tuple(column.name for column in table.columns if column.asked)
    return ReturnedRow(table, row, asked, person)


def paper_answers(one: KnownForm, sent: Sent, intake: Intake) -> Judged:
    """Return the answers of a form that a paper asked for, and what is found in them."""
    answers: list[ReturnedRow] = []
    findings = list(one.form.findings)
    mine = sent.get(one.person, {})
    for table in ASKED_TABLES:
        asked = {key: answer for key, answer in mine.items() if answer.table == table}
        built = one.form.built.get(table.name)
        rows: list[ReturnedRow] = []
        unresolved: list[Finding] = []
        if built:
            resolved, unresolved = resolve(table, built.rows, intake.keys)
            rows = [_answer(table, _whole(one, table, row), one.person) for row in resolved]
            findings += [*built.findings, *unresolved]
        filled_in = [row for row in rows if row.is_filled]
        findings += check_twice(filled_in)
        for row in filled_in:
            is_others = row.key not in mine and any(row.key in theirs for theirs in sent.values())
            if is_others and not intake.leave.accept:
                message = (
                    f"{row.subject} was asked of somebody else, but is on the form of "
                    f"{one.person}. The row was not taken."
                )
                findings.append(row.finding("PK-842", row.asked[0], message))
            else:
                was = None if intake.leave.accept else asked.get(row.key)
                known = _known_columns(table) if was else ()
                held: dict[str, Any] = {name: getattr(was.row, name) for name in known if was}
                answers.append(replace(row, row=replace(row.row, **held)))
        left = [row for row in rows if not row.is_filled and row.key in asked]
        if left:
            name, message = left[0].asked[0], f"Nothing is filled in for {_named(left)}."
            others = [place_of(row.row, name) for row in left[1:]]
            findings.append(left[0].finding("PK-850", name, message, others))
        for row in filled_in if not intake.leave.accept else ():
            findings += _changed(row, asked.get(row.key))
        there = {row.key for row in rows}
        gone = [answer for key, answer in asked.items() if key not in there]
        # A row that cannot be read, or names what is not known, may be the one that is missing.
        if gone and not (built and (built.unread or unresolved)):
            message = f"The sheet has no row for {_named(gone)}."
            place = Place(one.form.file, sheet_name(table))
            findings.append(Finding("PK-849", place, message, person=one.person))
    return one.judged(answers, findings)


def _whole(one: KnownForm, table: Table, row: Row) -> Row:
    """Return a row with what the form says for all of them: the meeting, and who answers."""
    meeting = one.meeting.reference
    whole: dict[str, Any] = {c.name: meeting for c in table.columns if is_of_form(c)}
    who = {FEEDBACK.name: "group", HIGHLIGHTS.name: "body"}.get(table.name, "")
    if who and not getattr(row, who):
        whole[who] = one.person
    return replace(row, **whole)


def _changed(answer: ReturnedRow, was: ReturnedRow | None) -> Iterator[Finding]:
    """Yield what was filled in beforehand and came back changed (P-20)."""
    for name in _known_columns(answer.table) if was else ():
        came, old = (words_of(getattr(row.row, name)) for row in (answer, was) if row)
        if name in answer.row.place.cells and key_text(came) != key_text(old):
            heading = answer.table.column(name).heading
            was_said, came_said = said(old, came)
            message = f"{answer.subject}, {heading}: the plan says {was_said}, but the form says "
            yield answer.finding("PK-848", name, f"{message}{came_said}.")


def _known_columns(table: Table) -> list[str]:
    return [c.name for c in table.columns if c.known and c.name not in key_columns(table)]


def _named(answers: Sequence[ReturnedRow]) -> str:
    return listed(few((answer.subject for answer in answers), _MOST_NAMED))

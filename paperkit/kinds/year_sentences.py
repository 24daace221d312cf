"""Sentences of an annual report: the year in brief, the Board, the strategy, what was achieved.

A count always stands with its base, and a reference or a name with every count that is not whole.

Sentences of an annual report: ratings over the year, what the Board heard, next year.

Of development sessions nothing is said but what they brought to the Board (seed H 3.14).

Sentences of an annual report on figures: outturns, and what went less well.

As everywhere, no rating word is used of an indicator, and it is never said that a target was
exceeded: where lower is better that reads as its opposite.

The drafted sentences of an annual report, which look at a whole year.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from paperkit.actions.shown import ACTION
from paperkit.actions.standing import Standing
from paperkit.board.data import BoardData
from paperkit.board.paper_rows import Text
from paperkit.board.plan_rows import (
    ACTIONS,
    INDICATORS,
    MILESTONES,
    READINGS,
    TARGETS,
    Meeting,
    Plan,
    Priority,
    Strategy,
)
from paperkit.board.settings import Role, Scale
from paperkit.board.words import Rank
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.indicators.ratings import Way
from paperkit.kinds.year_back import (
    Achieved,
    HeardAt,
    Outturn,
    YearBack,
    YearOfAction,
    YearOfRounds,
)
from paperkit.meetings.items import Source
from paperkit.record.round_history import Answered
from paperkit.schema.columns import Answer, Row
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import Drafted, nothing_there, places, with_base, with_own
from paperkit.standpoint.wording import Noun, Part, counted, listed, plural, shared
from paperkit.word.values import Sentence

NOTHING: Drafted = ("", ())
MILESTONE = Noun("milestone", "milestones")
PERSON = Noun("person", "people")


class Looking(Frozen):
    """What the sentences of an annual report are drafted from."""

    at: BoardAt
    year: YearBack


def span(held: Looking) -> Drafted:
    """Return the year that is looked back on, and that of its figures."""
    of = held.year.span
    words = (
        f"This report looks back on the year from {in_words(of.first)} to {in_words(of.last)}. "
        f"Performance indicators are told for the reporting year {of.reporting}, from "
        f"{in_words(of.reporting.first)} to {in_words(of.reporting.last)}."
    )
    return words, places(of.meetings)


def nothing_behind(held: Looking) -> Drafted:
    """Return what the year lacks altogether: earlier meetings, or outturns; nothing of others."""
    lacking = held.year.lacking
    if not lacking:
        return NOTHING
    of = held.year.span
    since = f"from {in_words(of.first)} to {in_words(of.last)}"
    return f"Of the year {since} the Board's data hold {listed(lacking)}.", ()


def actions(held: Looking) -> Drafted:
    """Return how many actions were delivered and how many milestones reached in the year."""
    at, done, steps = held.at, held.year.delivered, held.year.reached
    total = len(at.board.actions)
    if not total:
        return with_base(at, (ACTIONS,), "")
    words = (
        f"{len(done)} of the {counted(total, ACTION)} of the {plural(at.ways.words.plan)} "
        f"{were(len(done))} delivered in the year"
    )
    if at.board.milestones:
        words += f", and {counted(len(steps), MILESTONE)} {were(len(steps))} reached"
    return with_base(at, (ACTIONS, MILESTONES), f"{words}.{_undated(held)}")


def _undated(held: Looking) -> str:
    """Return which delivered actions are not counted, since nobody has said when they were."""
    rows = held.year.undated
    if not rows:
        return ""
    is_so = "is" if len(rows) == 1 else "are"
    named = listed(action.reference for action in rows)
    more = f" {counted(len(rows), ACTION)} {is_so} delivered on a day that is not recorded, "
    return f"{more}and {is_so} not counted ({named})."


def less_well(held: Looking) -> Drafted:
    """Return how many actions were not delivered in time, and how many ended at the worst rating.

    Which they are is told where the report says what was done about them.
    """
    year, told = held.year, []
    if year.late:
        was = were(len(year.late))
        told.append(f"{counted(len(year.late), ACTION)} that {was} due by this meeting {was} not "
                    "delivered")  # fmt: skip
    if year.red:
        told.append(f"{counted(len(year.red), ACTION)} ended the year rated {worst(held)}")
    rows = (*(due.action for due in year.late), *(one.action for one in year.red))
    return (f"{listed(told)}." if told else ""), tuple(dict.fromkeys(places(rows)))


def worst(held: Looking) -> str:
    """Return the words of the scale for a target that is missed."""
    words = Scale(held.at.ways.settings.ratings).words(Role.MISSED)
    return " or ".join(words) or "at the worst"


def what_it_is(held: Looking) -> Drafted:
    """Return what the Board is by law: Health and Social Care Act 2012, sections 194 to 196."""
    of = held.at.ways.settings.council
    whose = f"a committee of {of.name}" if of.name else "a committee of the council"
    words = (
        f"The {of.board} is {whose} (Health and Social Care Act 2012, section 194). "
        "It prepares the joint strategic needs assessment and the joint local health and "
        "wellbeing strategy, and encourages those who arrange health and social care to work "
        "together."
    )
    return words, ()


def members(held: Looking) -> Drafted:
    """Return how many people sat on the Board in the year, who joined, and who left."""
    every = held.year.members
    if not every:
        return NOTHING
    base = f"{counted(len(every), PERSON)} sat on the Board in the year."
    joined = listed(f"{m.person.name} ({in_words(m.joined)})" for m in every if m.joined)
    left = listed(f"{m.person.name} ({in_words(m.left)})" for m in every if m.left)
    moves = [f"Joined in the year: {joined}." if joined else "", f"Left: {left}." if left else ""]
    nobody = "Nobody joined or left." if not (joined or left) else ""
    words = " ".join(part for part in (base, *moves, nobody) if part)
    return words, places(member.person for member in every)


def meetings(held: Looking) -> Drafted:
    """Return how many public meetings of the Board the year has, with their dates."""
    held_in = held.year.span.meetings
    if not held_in:
        return NOTHING
    days = listed(day_of(meeting) for meeting in held_in)
    said = "1 public meeting" if len(held_in) == 1 else f"{len(held_in)} public meetings"
    return f"The year has {said} of the Board: {days}.", places(held_in)


def strategy(held: Looking) -> Drafted:
    """Return the strategy in brief: its title, its years, who approved it and when."""
    rows = [row for row in held.at.board.strategy if row.title]
    told = (f"The Board answers for '{row.title}'.{_years(row)}" for row in rows)
    return " ".join(told), places(rows)


def _years(row: Strategy) -> str:
    by = f" by {row.approved_by}" if row.approved_by else ""
    on = f" on {in_words(row.approved_on)}" if row.approved_on else ""
    runs = f"runs {_running(str(row.period))}" if row.period else ""
    approved = f"was approved{by}{on}" if by or on else ""
    both = listed(part for part in (runs, approved) if part)
    return f" It {both}." if both else ""


def priorities(held: Looking) -> Drafted:
    """Return the priorities of the strategy, supporting ones apart (seed H 3.3)."""
    rows = [one.priority for one in held.year.achieved if one.priority.reference]
    core = [row for row in rows if row.rank is not Rank.SUPPORTING]
    rest = [row for row in rows if row.rank is Rank.SUPPORTING]
    word = held.at.ways.words.priority
    told = [_counted(core, word)] if core else []
    told += [_counted(rest, "supporting priority")] if rest else []
    return (f"The strategy has {'; and '.join(told)}." if told else ""), places(rows)


def _counted(rows: Sequence[Priority], word: str) -> str:
    count = f"1 {word}" if len(rows) == 1 else f"{len(rows)} {plural(word)}"
    return f"{count}: {listed(row.name or row.reference for row in rows)}"


def related(held: Looking) -> Drafted:
    """Return beside how many other strategies it stands; nothing where none is named."""
    rows = held.at.board.related_strategies
    if not rows:
        return NOTHING
    count = "1 other strategy" if len(rows) == 1 else f"{len(rows)} other strategies"
    return f"The strategy stands beside {count}.", places(rows)


def of_priority(held: Looking, one: Achieved) -> Drafted:
    """Return what was achieved for one priority: actions, milestones, targets, fine progress."""
    told = (_delivered(one), _reached(one), _on_target(held, one), _exceptional(one))
    words = " ".join(part for part in told if part)
    return words, _rests_on(one)


def _delivered(one: Achieved) -> str:
    total, done = len(one.actions), one.delivered
    if not total:
        return "The plans have no action for it."
    if total == 1 and not done:
        return "Its 1 action was not delivered in the year."
    if not done:
        return f"None of its {counted(total, ACTION)} was delivered in the year."
    which = listed(action.reference for action in done)
    base = "Its 1 action" if total == 1 else f"{len(done)} of its {total} actions"
    return f"{base} {were(len(done))} delivered in the year ({which})."


def _reached(one: Achieved) -> str:
    steps = one.milestones
    if not steps:
        return ""
    of = dict.fromkeys(step.action for step in steps if step.action)
    which = f", of {'action' if len(of) == 1 else 'actions'} {listed(of)}" if of else ""
    return f"{counted(len(steps), MILESTONE)} {were(len(steps))} reached{which}."


def _on_target(held: Looking, one: Achieved) -> str:
    if not one.measured:
        return ""
    year, met = held.year.span.reporting, one.targets
    which = f" ({listed(of.indicator.reference for of in met)})" if met else ""
    total = len(one.measured)
    if total == 1:
        said = "is on target or better" if met else "did not meet a target"
        return f"The outturn for {year} of its 1 indicator{which} {said}."
    base = f"{len(met) or 'None'} of its {total} indicators{which}"
    return f"{base} met {'their' if len(met) > 1 else 'its'} target for {year}."


def _exceptional(one: Achieved) -> str:
    rows = dict.fromkeys(row.action.reference for row in one.exceptional)
    if not rows:
        return ""
    of = "action" if len(rows) == 1 else "actions"
    return f"Exceptional progress or early completion was reported on {of} {listed(rows)}."


def _rests_on(one: Achieved) -> tuple[Place, ...]:
    rows: Iterable[Row | None] = (
        *one.actions,
        *one.milestones,
        *(row for of in one.measured for row in (of.indicator, of.target, of.reading)),
        *(row.now for row in one.exceptional),
    )
    return tuple(dict.fromkeys(places(row for row in rows if row)))


def day_of(meeting: Meeting) -> str:
    """Return a meeting as a sentence names it: by its date, or else by its reference."""
    return in_words(meeting.date) if meeting.date else meeting.reference


def were(count: int) -> str:
    """Return the verb for so many."""
    return "was" if count == 1 else "were"


def _running(period: str) -> str:
    return f"from {period}" if " to " in period else f"for {period}"


REPORT = Noun("partner report", "partner reports")
ISSUE = Noun("issue", "issues")
MEETING = Noun("meeting", "meetings")


def rounds(held: Looking) -> Drafted:
    """Return how many rounds each priority had in the year, with their dates, or that none was."""
    every = held.year.rounds
    if not every:
        return "No round of exception reporting was held in the year.", ()
    told = "; ".join(f"{_name(one)} {_times(one)}" for one in every)
    rows = (one.priority for one in every)
    return f"Rounds of exception reporting in the year: {told}.", places(rows)


def at_year_end(held: Looking) -> Drafted:
    """Return how actions were rated in their last round of the year, and how many moderated."""
    last = [one.last for of in held.year.rounds for one in of.actions]
    if not last:
        return NOTHING
    words = shared(ACTION, _ratings(held, last), " in their last round of the year")
    changed = [row for one in _each(held) for row in one.answers if row.is_moderated]
    if changed:
        times = "1 rating of the year was" if len(changed) == 1 else (
            f"{len(changed)} ratings of the year were"
        )  # fmt: skip
        words += f" {times} changed by the sponsor, and {'is' if len(changed) == 1 else 'are'} "
        words += "marked as such."
    rows = (row for one in (*last, *changed) for row in (one.action, one.now, one.view) if row)
    return words, tuple(dict.fromkeys(places(rows)))


def groups(held: Looking) -> Drafted:
    """Return for how many meetings groups were asked, and how many returns came to each."""
    asked = [one for one in held.year.heard if one.returns.asked]
    if not asked:
        return NOTHING
    total = len(asked[0].returns.asked)
    group = "1 group was" if total == 1 else f"{total} groups were"
    told = listed(f"{_sent(one)} for {day_of(one.meeting)}" for one in asked)
    rows = (row for one in asked for _, answers in one.returns.answers for row in answers)
    base = f"{group} asked for their view at {counted(len(asked), MEETING)} of the year."
    return f"{base} Returns received: {told}.", places((*held.at.board.groups, *rows))


def reports(held: Looking) -> Drafted:
    """Return which overseeing bodies reported in the year, their positions, and what is missing."""
    received = [(one.meeting, row) for one in held.year.heard for row in one.reports.received]
    missing = [(one.meeting, body) for one in held.year.heard for body in one.reports.missing]
    if not received and not missing:
        return NOTHING
    report = held.at.ways.words.highlight_report
    there = "; ".join(
        f"{row.body or 'a body that is not named'}, {day_of(meeting)} "
        f"({row.assurance or 'no assurance position given'})"
        for meeting, row in received
    )
    words = [f"The {report} was received: {there}." if there else ""]
    lacking = listed(f"{body} for {day_of(meeting)}" for meeting, body in missing)
    words.append(f"No {report} was received from {lacking}." if lacking else "")
    return " ".join(part for part in words if part), places(row for _, row in received)


def partners(held: Looking) -> Drafted:
    """Return how many partner reports were due at meetings of the year, and how many came."""
    rows = [row for _, row in held.year.partners]
    if not rows:
        return NOTHING
    there = sum(row.received is Answer.YES for row in rows)
    base = f"{counted(len(rows), REPORT)} {were(len(rows))} due at meetings of the year"
    if there == len(rows):
        return f"{base}, and {'it was' if there == 1 else 'all were'} received.", places(rows)
    rest = len(rows) - there
    said = f"{there} {were(there)} received; {rest} {were(rest)} not recorded as received"
    return f"{base}: {said}.", places(rows)


def sessions(held: Looking) -> Drafted:
    """Return how many issues development sessions brought to the Board; nothing else of them."""
    found = held.year.brought
    if not found:
        return NOTHING
    words = "Development sessions are not public. In the year they brought "
    return f"{words}{counted(len(found), ISSUE)} to the Board.", tuple(one.place for one in found)


def plans(held: Looking) -> Drafted:
    """Return the plans of the year that follows, when they were agreed, and which wait for that."""
    rows, word = held.year.plans, plural(held.at.ways.words.plan)
    if not rows:
        return NOTHING
    return f"The {word} for the year that follows are: {'; '.join(map(_agreed, rows))}.", places(
        rows
    )


def carried(held: Looking) -> Drafted:
    """Return which actions are carried over; each keeps its reference (seed T 3.1)."""
    rows = held.year.carried
    if not rows:
        return NOTHING
    is_so = "is" if len(rows) == 1 else "are"
    keep = "keeps its reference" if len(rows) == 1 else "keep their references"
    named = listed(row.reference for row in rows)
    return f"{counted(len(rows), ACTION)} {is_so} carried over and {keep}: {named}.", places(rows)


def ahead(held: Looking) -> Drafted:
    """Return how many meetings the forward plan of the next year has, and with how many items."""
    year = held.year.ahead
    if not year.meetings:
        return "No meeting of the Board is planned for the twelve months that follow.", ()
    items = [item for item in year.items if item.source is not Source.STANDING]
    words = (
        f"The forward plan of the Board to {in_words(year.last)} has "
        f"{counted(len(year.meetings), MEETING)} and "
    )
    words += "1 item" if len(items) == 1 else f"{len(items)} items"
    rows = (*(one.meeting for one in year.meetings), *(item.row for item in items if item.row))
    return f"{words} beside standing ones.", tuple(dict.fromkeys(places(rows)))


def _each(held: Looking) -> Iterable[YearOfAction]:
    return (one for of in held.year.rounds for one in of.actions)


def _ratings(held: Looking, last: Sequence[Answered]) -> list[Part]:
    scale = [rating.word for rating in held.at.ways.settings.ratings]
    words = dict.fromkeys([*scale, *(row.rating for row in last if row.rating)])
    parts = [_part([row for row in last if row.rating == word], f"rated {word}") for word in words]
    silent = [row for row in last if not row.rating]
    return [*parts, Part(len(silent), "had no rating", "had no rating", _references(silent))]


def _part(rows: Sequence[Answered], said: str) -> Part:
    return Part(len(rows), f"was {said}", f"were {said}", _references(rows))


def _references(rows: Iterable[Answered]) -> str:
    return listed(row.action.reference for row in rows)


def _name(one: YearOfRounds) -> str:
    return one.priority.name or one.priority.reference


def _times(one: YearOfRounds) -> str:
    return f"{len(one.meetings)} ({listed(map(day_of, one.meetings))})"


def _sent(one: HeardAt) -> str:
    asked, silent = len(one.returns.asked), len(one.returns.silent)
    return f"{asked - silent} of {asked}"


def _agreed(plan: Plan) -> str:
    name = plan.title or plan.reference
    if not (plan.approved_on or plan.approved_by):
        return f"{name} (not yet agreed)"
    by = f" by {plan.approved_by}" if plan.approved_by else ""
    on = f" on {in_words(plan.approved_on)}" if plan.approved_on else ""
    version = f"{plan.version}, " if plan.version else ""
    return f"{name} ({version}agreed{by}{on})"


OUTTURN = Noun("outturn", "outturns")
_TABLES = (INDICATORS, TARGETS, READINGS)
_AGAINST = (
    (Role.MET, "is on target or better", "are on target or better"),
    (
        Role.NEAR,
        "is worse than target but within its tolerance",
        "are worse than target but within their tolerance",
    ),
    (
        Role.MISSED,
        "is worse than target by more than its tolerance",
        "are worse than target by more than their tolerance",
    ),
)
_MOVED = (
    (Way.BETTER, "is better than the one before", "are better than the ones before"),
    (Way.WORSE, "is worse than the one before", "are worse than the ones before"),
    (Way.SAME, "is the same as the one before", "are the same as the ones before"),
    # These two carry no judgement, so they are not called better or worse.
    (Way.HIGHER, "is higher than the one before", "are higher than the ones before"),
    (Way.LOWER, "is lower than the one before", "are lower than the ones before"),
)
_COMPARED = frozenset(way for way, *_ in _MOVED)


def in_summary(held: Looking) -> Drafted:
    """Return how many outturns of the year are on target, worse, still to come; none is named."""
    if not held.year.outturns:
        return NOTHING
    return _compared(held, lambda _those: "")


def counts(held: Looking) -> Drafted:
    """Return which outturns of the year are on target, worse, still to come, or without target."""
    if not held.year.outturns:
        nothing = held.at.ways.pack.phrases.no_indicators
        return with_base(held.at, _TABLES, nothing_there(held.at, INDICATORS, nothing))
    return _compared(held, _named)


def moved(held: Looking) -> Drafted:
    """Return which outturns are better or worse than those of the year before."""
    every = held.year.outturns
    there = [one for one in every if one.has_figure]
    if not there:
        return NOTHING
    parts = [
        _part_year_results(
            [one for one in there if one.movement.way is way],
            one,
            several,
            _named,
        )
        for way, one, several in _MOVED
    ]
    rest = [one for one in there if one.movement.way not in _COMPARED]
    cannot = ("cannot be compared with an earlier one",) * 2
    parts.append(_part_year_results(rest, *cannot, _named))
    out = "that is out" if len(there) == 1 else "that are out"
    which = f" for {held.year.span.reporting} {out}"
    return shared(OUTTURN, parts, which), _rows(there)


def awaited(held: Looking) -> Drafted:
    """Return which outturns are not out yet, each with when it comes; nothing where all are."""
    those = [one for one in held.year.outturns if one.awaited]
    if not those:
        return NOTHING
    out = "is" if len(those) == 1 else "are"
    base = f"{len(those)} of the {len(held.year.outturns)} outturns for {held.year.span.reporting}"
    return f"{base} {out} not out yet: {'; '.join(map(_when, those))}.", _rows(those)


def when_it_comes(one: Outturn) -> str:
    """Return when an outturn comes out, in an officer's words or by its day; "" where unsaid."""
    due = one.indicator.next_due
    return one.comes or (f"due {in_words(due)}" if due else "")


def late(held: Looking) -> Drafted:
    """Return which actions should have been delivered by the meeting, and how they stand."""
    those = held.year.late
    if not those:
        return "Every action that was due by this meeting has been delivered.", places(
            held.at.board.actions
        )
    base = (
        f"{counted(len(those), ACTION)} {were(len(those))} due by this meeting and "
        f"{'has' if len(those) == 1 else 'have'} not been delivered"
    )
    told = (
        f"{listed(due.action.reference for due in there)} ({str(standing).lower()})"
        for standing in Standing
        if (there := [due for due in those if due.standing is standing])
    )
    return f"{base}: {'; '.join(told)}.", places(due.action for due in those)


def milestones(held: Looking) -> Drafted:
    """Return of how many milestones of the year nobody has said that they were reached."""
    those = held.year.unsaid
    if not those:
        return NOTHING
    of = listed(dict.fromkeys(row.action for row in those if row.action))
    named = f" ({'action' if len(those) == 1 else 'actions'} {of})" if of else ""
    words = f"Of {counted(len(those), MILESTONE)} of the year{named} it is not recorded whether "
    return f"{words}{'it was' if len(those) == 1 else 'they were'} reached.", places(those)


def targets(held: Looking) -> Drafted:
    """Return which outturns are worse than their target; that none is, where there are targets."""
    those = held.year.worse
    if those:
        is_so = "is" if len(those) == 1 else "are"
        base = f"{len(those)} of the {len(held.year.outturns)} outturns for "
        return (
            f"{base}{held.year.span.reporting} {is_so} worse than target: {_named(those)}."
        ), _rows(those)
    compared = [one for one in held.year.outturns if one.judgement.role]
    if not compared:
        return NOTHING
    return f"No outturn for {held.year.span.reporting} is worse than its target.", _rows(compared)


def ratings(held: Looking) -> Drafted:
    """Return which actions stood at the worst rating in their last round of the year."""
    those = held.year.red
    if those:
        named = (f"{one.action.reference} ({day_of(one.last.meeting)})" for one in those)
        base = f"{counted(len(those), ACTION)} ended the year rated {worst(held)}"
        rows = (row for one in those for row in (one.action, one.last.now) if row)
        return f"{base}: {listed(named)}.", places(rows)
    return NOTHING


def _compared(held: Looking, more: Callable[[Sequence[Outturn]], str]) -> Drafted:
    words, _ = with_base(held.at, _TABLES, _against(held, more))
    rows = ((one.indicator, one.target, one.reading) for one in held.year.outturns)
    return words, places(row for of_one in rows for row in of_one if row)


def _against(held: Looking, more: Callable[[Sequence[Outturn]], str]) -> str:
    every = held.year.outturns
    parts = [
        _part_year_results([o for o in every if o.judgement.role is role], one, several, more)
        for role, one, several in _AGAINST
    ]
    waiting = [one for one in every if one.awaited]
    rest = [one for one in every if not one.awaited and one.judgement.role is None]
    parts.append(_part_year_results(waiting, "is not out yet", "are not out yet", more))
    cannot = ("cannot be compared with a target",) * 2
    parts.append(_part_year_results(rest, *cannot, more))
    return shared(OUTTURN, parts, f" for {held.year.span.reporting}")


def _part_year_results(
    those: Sequence[Outturn], one: str, several: str, more: Callable[[Sequence[Outturn]], str]
) -> Part:
    return Part(len(those), one, several, more(those))


def _when(one: Outturn) -> str:
    return f"{one.indicator.reference} ({when_it_comes(one) or 'no date given'})"


def _named(those: Iterable[Outturn]) -> str:
    return listed(one.indicator.reference for one in those)


def _rows(those: Iterable[Outturn]) -> tuple[Place, ...]:
    rows = ((one.indicator, one.target, one.before, one.reading) for one in those)
    return places(row for of_one in rows for row in of_one if row)


_ACHIEVED = "achieved"
_DRAFTS: Mapping[str, Callable[[Looking], Drafted]] = {
    "year.nothing_behind": nothing_behind,
    "year.span": span,
    "year.actions": actions,
    "year.outturns": in_summary,
    "year.less_well": less_well,
    "board.what_it_is": what_it_is,
    "board.members": members,
    "board.meetings": meetings,
    "strategy.brief": strategy,
    "strategy.priorities": priorities,
    "strategy.related": related,
    "outturns.counts": counts,
    "outturns.moved": moved,
    "outturns.awaited": awaited,
    "less_well.actions": late,
    "less_well.milestones": milestones,
    "less_well.targets": targets,
    "less_well.ratings": ratings,
    "ratings.rounds": rounds,
    "ratings.at_year_end": at_year_end,
    "heard.groups": groups,
    "heard.reports": reports,
    "brought.partners": partners,
    "brought.sessions": sessions,
    "next_year.plans": plans,
    "next_year.carried": carried,
    "next_year.meetings": ahead,
}


def keys(board: BoardData) -> tuple[str, ...]:
    """Return the keys: on the whole, then one for each priority, and one for none."""
    of_priorities = (achieved_key(row.reference) for row in board.priorities)
    return (*_DRAFTS, *of_priorities, achieved_key(""))


def drafted_of_year(held: Looking, texts: Iterable[Text] = ()) -> tuple[Sentence, ...]:
    """Return the sentences of an annual report: on the whole, then one for each priority."""
    drafts = {key: partial(draft, held) for key, draft in _DRAFTS.items()}
    for one in held.year.achieved:
        drafts[achieved_key(one.priority.reference)] = partial(of_priority, held, one)
    return with_own(drafts, texts)


def achieved_key(priority: str) -> str:
    """Return the key of what was achieved for a priority, or for none: ``achieved.P1``."""
    return f"{_ACHIEVED}.{priority or 'no_priority'}"

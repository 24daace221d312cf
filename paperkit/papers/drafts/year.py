"""Sentences of an annual report: the year in brief, the Board, the strategy, what was achieved.

A count always stands with its base, and a reference or a name with every count that is not whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paperkit.board.model import Meeting, Priority, Strategy
from paperkit.board.model.plan import ACTIONS, MILESTONES
from paperkit.board.model.words import Rank
from paperkit.board.rounds.scale import Scale
from paperkit.board.settings import Role
from paperkit.board.year.back import YearBack
from paperkit.board.year.back_plan import Achieved
from paperkit.findings import Place
from paperkit.papers.drafts.actions import ACTION
from paperkit.papers.drafts.facts import Drafted, Facts, places, with_base
from paperkit.papers.wording import Noun, counted, listed, plural
from paperkit.schema.columns import Row
from paperkit.schema.dates import in_words

NOTHING: Drafted = ("", ())
MILESTONE = Noun("milestone", "milestones")
PERSON = Noun("person", "people")


@dataclass(frozen=True)
class Looking:
    """What the sentences of an annual report are drafted from."""

    facts: Facts
    year: YearBack


def span(held: Looking) -> Drafted:
    """Return the year that is looked back on, and that of its figures."""
    of = held.year.span
    words = f"This report looks back on the year from {in_words(of.first)} to {in_words(of.last)}. "
    words += f"Performance indicators are told for the reporting year {of.reporting}, from "
    words += f"{in_words(of.reporting.first)} to {in_words(of.reporting.last)}."
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
    facts, done, steps = held.facts, held.year.delivered, held.year.reached
    total = len(facts.board.actions)
    if not total:
        return with_base(facts, (ACTIONS,), "")
    words = f"{len(done)} of the {counted(total, ACTION)} of the {plural(facts.ways.words.plan)} "
    words += f"{were(len(done))} delivered in the year"
    if facts.board.milestones:
        words += f", and {counted(len(steps), MILESTONE)} {were(len(steps))} reached"
    return with_base(facts, (ACTIONS, MILESTONES), f"{words}.{_undated(held)}")


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
    words = Scale(held.facts.ways.settings.ratings).words(Role.MISSED)
    return " or ".join(words) or "at the worst"


def what_it_is(held: Looking) -> Drafted:
    """Return what the Board is by law: Health and Social Care Act 2012, sections 194 to 196."""
    of = held.facts.ways.settings.council
    whose = f"a committee of {of.name}" if of.name else "a committee of the council"
    words = f"The {of.board} is {whose} (Health and Social Care Act 2012, section 194). "
    words += "It prepares the joint strategic needs assessment and the joint local health and "
    words += "wellbeing strategy, and encourages those who arrange health and social care to work "
    words += "together."
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
    rows = [row for row in held.facts.board.strategy if row.title]
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
    word = held.facts.ways.words.priority
    told = [_counted(core, word)] if core else []
    told += [_counted(rest, "supporting priority")] if rest else []
    return (f"The strategy has {'; and '.join(told)}." if told else ""), places(rows)


def _counted(rows: Sequence[Priority], word: str) -> str:
    count = f"1 {word}" if len(rows) == 1 else f"{len(rows)} {plural(word)}"
    return f"{count}: {listed(row.name or row.reference for row in rows)}"


def related(held: Looking) -> Drafted:
    """Return beside how many other strategies it stands; nothing where none is named."""
    rows = held.facts.board.related_strategies
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

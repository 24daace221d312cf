"""What a new year takes over from the last one, and what it leaves (seed T 3.1: T-20).

Actions keep their references, so that a reader can follow them from plan to plan. Nothing that
somebody has to decide anew is taken over as decided: a refreshed plan is not approved yet, and
a target of the new year has no value until one is agreed.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from paperkit.board.calendar import last_report, public_meetings
from paperkit.board.data import BoardData
from paperkit.board.paper_rows import Group
from paperkit.board.plan_rows import Action, Milestone, Person, Plan, Target
from paperkit.board.settings import Cadence
from paperkit.board.words import CLOSED, State
from paperkit.frozen import Frozen, replace
from paperkit.schema.dates import in_words
from paperkit.schema.periods import Length, Period, calendar_year, year_from_april


class Carried(Frozen):
    """The data of the new year, what was carried into it and what was left, a sentence each."""

    board: BoardData
    year: Period
    kept: tuple[str, ...]
    left: tuple[str, ...]


class _Years(Frozen):
    """The year that is over and the one that begins."""

    old: Period
    new: Period


def year_of(board: BoardData) -> Period | None:
    """Return the year from April that the plans are for, or else the targets; None for neither."""
    plans, targets = ((row.year for row in rows) for rows in (board.plans, board.targets))
    for years in (plans, targets):
        found = [year for year in years if year and year.length is Length.YEAR]
        if found:
            return max(found, key=lambda year: year.order)
    return None


def carry(board: BoardData, year: Period, cadence: Cadence, today: date) -> Carried:
    """Return the data for the year after the one given, with what became of every row."""
    years = _Years(year, year_from_april(year.first.year + 1))
    since = _last_told(board, cadence)
    actions = tuple(_carried(action, years) for action in board.actions if _goes_on(action, since))
    there = {action.reference for action in actions}
    told_of = {getattr(entry.row, "meeting", "") for entry in board.history.entries}
    new = BoardData(
        meetings=tuple(meeting for meeting in board.meetings if meeting.reference in told_of),
        people=tuple(person for person in board.people if not _has_left(person, today)),
        strategy=board.strategy,
        plans=tuple(_plans(board, years)),
        priorities=board.priorities,
        outcomes=board.outcomes,
        actions=actions,
        milestones=tuple(_milestones(board, years, there)),
        indicators=board.indicators,
        targets=tuple(_targets(board, years)),
        readings=board.readings,
        benchmarks=board.benchmarks,
        groups=tuple(_looking_at(group, there) for group in board.groups),
        related_strategies=board.related_strategies,
        history=board.history,
    )
    kept, left = _kept(board, new, years), _left(board, new, years)
    return Carried(new, years.new, tuple(kept), tuple(left))


# --- Rows -----------------------------------------------------------------------------------


def _plans(board: BoardData, years: _Years) -> Iterator[Plan]:
    """Yield last year's plans to be refreshed; one that runs on stands as it was approved."""
    for plan in board.plans:
        if plan.year is None or plan.year == years.old:
            yield _refreshed(plan, years)
        elif plan.year.last >= years.new.last:
            yield plan


def _refreshed(plan: Plan, years: _Years) -> Plan:
    old, new = years.old.words, years.new.words
    reference, title = (words.replace(old, new) for words in (plan.reference, plan.title))
    return replace(
        plan, reference=reference, title=title, year=years.new, version="", approved_by="",
        approved_on=None,
    )  # fmt: skip


def _goes_on(action: Action, since: date | None) -> bool:
    """Return whether an action is open, or was delivered after the last report told of it."""
    if action.state not in CLOSED:
        return True
    done = action.done_on if action.state is State.DELIVERED else None
    return done is not None and (since is None or done > since)


def _carried(action: Action, years: _Years) -> Action:
    return replace(action, carried_from=action.carried_from or years.old.words)


def _last_told(board: BoardData, cadence: Cadence) -> date | None:
    """Return the day of the data of the year's last performance report, or of its meeting."""
    meetings = public_meetings(board)
    if not meetings:
        return None
    after_all = replace(meetings[-1], date=date.max)
    report = last_report(board, cadence, after_all)
    papers = (p for p in board.papers if report and p.meeting == report.reference and p.as_at)
    paper = next(papers, None)
    return (paper.as_at if paper else None) or (report.date if report else None)


def _milestones(board: BoardData, years: _Years, actions: set[str]) -> Iterator[Milestone]:
    """Yield the milestones of the new year, their meetings still to be chosen."""
    for milestone in board.milestones:
        if milestone.action in actions and milestone.date and milestone.date >= years.new.first:
            yield replace(milestone, meeting="")


def _targets(board: BoardData, years: _Years) -> Iterator[Target]:
    """Yield each target, and under an indicator's last one a row for the new year, unvalued."""
    for target in board.targets:
        yield target
        rows = board.targets_of[target.indicator]
        wanted = _next_year(rows, years) if target is rows[-1] and target.indicator else None
        if wanted:
            yield Target(indicator=target.indicator, year=wanted)


def _next_year(rows: Iterable[Target], years: _Years) -> Period | None:
    """Return the year that lacks a target, of the kind in which the indicator has them."""
    had = [row.year for row in rows if row.year]
    latest = max(had, key=lambda year: year.order, default=None)
    if latest is None or latest.last >= years.new.last:
        return None
    first = years.new.first.year
    kinds = {Length.YEAR: year_from_april(first), Length.CALENDAR_YEAR: calendar_year(first)}
    wanted = kinds.get(latest.length)
    return None if wanted in had else wanted


def _looking_at(group: Group, actions: set[str]) -> Group:
    return replace(group, actions=tuple(name for name in group.actions if name in actions))


def _has_left(person: Person, today: date) -> bool:
    return person.end is not None and person.end < today


# --- What is said of it ---------------------------------------------------------------------


def _kept(board: BoardData, new: BoardData, years: _Years) -> Iterator[str]:
    yield from _plans_and_actions(new, years)
    standing = (
        (len(new.strategy), "strategy", "strategies"),
        (len(new.priorities), "priority", "priorities"),
        (len(new.outcomes), "outcome", "outcomes"),
        (len(new.indicators), "indicator", "indicators"),
        (len(new.people), "person", "people"),
        (len(new.groups), "group", "groups"),
        (len(new.benchmarks), "benchmark", "benchmarks"),
        (len(new.related_strategies), "related strategy", "related strategies"),
    )
    counted = [_counted(*words) for words in standing if words[0]]
    if counted:
        yield f"{', '.join(counted)}, as they stand."
    if new.readings:
        yield f"{_counted(len(new.readings), 'reading')}: last year's outturns are among them."
    yield from _targets_told(board, new, years)
    if new.history.entries:
        entries = _counted(len(new.history.entries), "entry", "entries")
        meetings = _counted(len(new.meetings), "meeting")
        yield f"The log of exception reports with {entries}, and the {meetings} that it tells of."


def _plans_and_actions(new: BoardData, years: _Years) -> Iterator[str]:
    refreshed = [plan for plan in new.plans if plan.year == years.new]
    if refreshed:
        yield (
            f"{_counted(len(refreshed), 'plan')} to be refreshed for {years.new}: type version "
            "and approval once they are there."
        )
    if new.actions:
        delivered = [a.reference for a in new.actions if a.state in CLOSED]
        told = f" ({', '.join(delivered)} delivered since the last report)" if delivered else ""
        yield f"{_counted(len(new.actions), 'action')} under their own references{told}."
    if new.milestones:
        yield f"{_counted(len(new.milestones), 'milestone')} of {years.new}: choose their meetings."


def _targets_told(board: BoardData, new: BoardData, years: _Years) -> Iterator[str]:
    if board.targets:
        yield f"{_counted(len(board.targets), 'target')} of the years so far, as they stand."
    added = len(new.targets) - len(board.targets)
    if added:
        yield (
            f"{_counted(added, 'target')} to be confirmed for {years.new}: the rows have no value "
            "until you type the one that was agreed, and the check names them until then."
        )


def _left(board: BoardData, new: BoardData, years: _Years) -> Iterator[str]:
    yield from _closed(board, new)
    yield from _people_left(board, new)
    old_plans = len(board.plans) - len(new.plans)
    if old_plans:
        yield f"{_counted(old_plans, 'plan')} of earlier years."
    meetings = len(board.meetings) - len(new.meetings)
    if meetings:
        yield (
            f"{_counted(meetings, 'meeting')}: type those of {years.new} on the sheet "
            "Meetings, so that each date is typed once."
        )
    milestones = len(board.milestones) - len(new.milestones)
    if milestones:
        yield f"{_counted(milestones, 'milestone')}: of meetings of {years.old}, or of no date."
    yield from _of_meetings(board)
    yield from _papers_left(board)


def _closed(board: BoardData, new: BoardData) -> Iterator[str]:
    there = {action.reference for action in new.actions}
    gone = [action for action in board.actions if action.reference not in there]
    undated = [a.reference for a in gone if a.state is State.DELIVERED and not a.done_on]
    told = [action.reference for action in gone if action.reference not in undated]
    if told:
        yield (
            f"{_counted(len(told), 'action')} delivered before the last report, or withdrawn: "
            f"{', '.join(told)}."
        )
    if undated:
        yield (
            f"{_counted(len(undated), 'action')} delivered on no known day: {', '.join(undated)}. "
            "Type the day and begin the year again, where the next report should tell of it."
        )


def _people_left(board: BoardData, new: BoardData) -> Iterator[str]:
    for person in board.people:
        if person not in new.people and person.end:
            yield f"{person.name}, who left on {in_words(person.end)}."


def _of_meetings(board: BoardData) -> Iterator[str]:
    """Yield what belonged to a meeting of the year that is over, and is typed anew."""
    rows = (
        (len(board.updates), "update of an action", "updates of actions"),
        (len(board.forward_items), "forward item", "forward items"),
        (len(board.partner_reports), "partner report", "partner reports"),
        (len(board.sessions), "session topic", "session topics"),
    )
    counted = [_counted(*words) for words in rows if words[0]]
    if counted:
        yield f"{', '.join(counted)}: each was for a meeting of last year."
    of_rounds = (board.returns, board.views, board.requests, board.risks)
    of_round = sum(map(len, of_rounds))
    if of_round:
        yield (
            f"{_counted(of_round, 'row')} on Returns, Sponsor views, Requests and Risks: what was "
            "gathered of them stands in the log."
        )


def _papers_left(board: BoardData) -> Iterator[str]:
    said = len(board.feedback) + len(board.highlights)
    if said:
        yield f"{_counted(said, 'return')} of groups and overseeing bodies: each was for a meeting."
    if board.papers:
        yield (
            f"{_counted(len(board.papers), 'paper')} and their text: begin the first paper of the "
            "year with 'paperkit paper start --from-project', which copies what still stands."
        )


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"

"""Sentences of an annual report on figures: outturns, and what went less well.

As everywhere, no rating word is used of an indicator, and it is never said that a target was
exceeded: where lower is better that reads as its opposite.
"""

from collections.abc import Callable, Iterable, Sequence

from paperkit.board.due import Standing
from paperkit.board.figures.ratings import Way
from paperkit.board.model.measures import INDICATORS, READINGS, TARGETS
from paperkit.board.settings import Role
from paperkit.board.year.back_figures import Outturn
from paperkit.findings import Place
from paperkit.papers.drafts.actions import ACTION
from paperkit.papers.drafts.facts import Drafted, nothing_there, places, with_base
from paperkit.papers.drafts.year import MILESTONE, NOTHING, Looking, day_of, were, worst
from paperkit.papers.wording import Noun, Part, counted, listed, shared
from paperkit.schema.dates import in_words

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
        nothing = held.facts.ways.pack.phrases.no_indicators
        return with_base(held.facts, _TABLES, nothing_there(held.facts, INDICATORS, nothing))
    return _compared(held, _references)


def moved(held: Looking) -> Drafted:
    """Return which outturns are better or worse than those of the year before."""
    every = held.year.outturns
    there = [one for one in every if one.has_figure]
    if not there:
        return NOTHING
    parts = [
        _part([one for one in there if one.movement.way is way], one, several, _references)
        for way, one, several in _MOVED
    ]
    rest = [one for one in there if one.movement.way not in _COMPARED]
    cannot = ("cannot be compared with an earlier one",) * 2
    parts.append(_part(rest, *cannot, _references))
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
            held.facts.board.actions
        )
    base = f"{counted(len(those), ACTION)} {were(len(those))} due by this meeting and "
    base += f"{'has' if len(those) == 1 else 'have'} not been delivered"
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
            f"{base}{held.year.span.reporting} {is_so} worse than target: {_references(those)}."
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
    words, _ = with_base(held.facts, _TABLES, _against(held, more))
    rows = ((one.indicator, one.target, one.reading) for one in held.year.outturns)
    return words, places(row for of_one in rows for row in of_one if row)


def _against(held: Looking, more: Callable[[Sequence[Outturn]], str]) -> str:
    every = held.year.outturns
    parts = [
        _part([o for o in every if o.judgement.role is role], one, several, more)
        for role, one, several in _AGAINST
    ]
    waiting = [one for one in every if one.awaited]
    rest = [one for one in every if not one.awaited and one.judgement.role is None]
    parts.append(_part(waiting, "is not out yet", "are not out yet", more))
    cannot = ("cannot be compared with a target",) * 2
    parts.append(_part(rest, *cannot, more))
    return shared(OUTTURN, parts, f" for {held.year.span.reporting}")


def _part(
    those: Sequence[Outturn], one: str, several: str, more: Callable[[Sequence[Outturn]], str]
) -> Part:
    return Part(len(those), one, several, more(those))


def _when(one: Outturn) -> str:
    return f"{one.indicator.reference} ({when_it_comes(one) or 'no date given'})"


def _references(those: Iterable[Outturn]) -> str:
    return listed(one.indicator.reference for one in those)


def _rows(those: Iterable[Outturn]) -> tuple[Place, ...]:
    rows = ((one.indicator, one.target, one.before, one.reading) for one in those)
    return places(row for of_one in rows for row in of_one if row)

"""A priority's round of exception reporting, as the appendix and its cover paper show it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from paperkit.board.model import Action
from paperkit.board.model.words import State
from paperkit.board.rounds.answered import Answered
from paperkit.board.rounds.at_meeting import RoundAt, in_order
from paperkit.board.settings import RowsShown
from paperkit.papers.drafts.exception_round import concerned, ratings_given, successful, was_held
from paperkit.papers.sentences import of_part
from paperkit.papers.shown import Gap, Sentence, Shown
from paperkit.papers.view.paper_rounds import (
    Accountable,
    ActionReported,
    ClosedAction,
    NotReturned,
    OutcomeCount,
    RatingCount,
    RoundShown,
    SponsorSaid,
)
from paperkit.papers.view.round_requests import requests
from paperkit.papers.view.round_rows import moderation, reported, word_of
from paperkit.papers.view.source import Source
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words

NOT_RATED = "Not rated"
NO_LEAD = Gap("No reporting lead named for this action")
_VACANT = "vacant"


def round_shown(source: Source, told: Sequence[Sentence]) -> RoundShown:
    """Return the round that the paper tells of; one without a row where there was none."""
    held = source.round
    if held is None or not was_held(held):
        return _no_round(source, told)
    shown = _Shown(source, held)
    return RoundShown(
        priority=_priority(source, held),
        chain=_chain(source, held),
        issued=_issued(held),
        last_meeting=_last_meeting(source, held),
        glance=of_part(told, "glance"),
        counts=tuple(_counts(source, held)),
        outcomes=tuple(_outcomes(source, held)),
        missing_told=of_part(told, "missing"),
        missing=tuple(_not_returned(source, row) for row in held.missing),
        concerns_told=of_part(told, "concerns"),
        concerns=shown.each(concerned(held)),
        successes_told=of_part(told, "successes"),
        successes=shown.each(successful(held)),
        requests_told=of_part(told, "requests"),
        requests=requests(source, held),
        sponsor_told=of_part(told, "sponsor"),
        sponsor=tuple(_sponsor_said(source, held)),
        listed=_listed(source, held),
        rows=shown.each(listed_rows(source, held)),
        closed=tuple(_closed(source, action) for action in held.closed),
    )


def listed_rows(source: Source, held: RoundAt) -> tuple[Answered, ...]:
    """Return the actions that the appendix lists, in its order: all, or the exceptions alone.

    Exceptional progress counts as one, since the Board is never shown only what goes badly
    (seed H 3.11).
    """
    chosen = source.ways.settings.exception_reporting
    rows = in_order(held, chosen.order)
    if chosen.rows is not RowsShown.EXCEPTIONS:
        return rows
    return tuple(row for row in rows if row.is_exception or row.is_success)


@dataclass(frozen=True)
class _Shown:
    """The lines of a round, each made once though several lists show it."""

    source: Source
    held: RoundAt

    @cached_property
    def _lines(self) -> Mapping[str, ActionReported]:
        return {row.action.reference: reported(self.source, row) for row in self.held.rows}

    def each(self, rows: Sequence[Answered]) -> tuple[ActionReported, ...]:
        """Return the lines of these actions."""
        return tuple(self._lines[row.action.reference] for row in rows)


def _no_round(source: Source, told: Sequence[Sentence]) -> RoundShown:
    held = source.round
    return RoundShown(
        priority=_priority(source, held) if held else source.author_gap("No priority"),
        chain=_chain(source, held) if held else (),
        issued=source.phrases.no_round,
        last_meeting=_last_meeting(source, held) if held else source.phrases.no_round,
        glance=of_part(told, "glance"),
        counts=(),
        outcomes=(),
        missing_told=of_part(told, "missing"),
        missing=(),
        concerns_told=of_part(told, "concerns"),
        concerns=(),
        successes_told=of_part(told, "successes"),
        successes=(),
        requests_told=of_part(told, "requests"),
        requests=(),
        sponsor_told=of_part(told, "sponsor"),
        sponsor=(),
        listed=source.phrases.no_round,
        rows=(),
        closed=(),
    )


def _priority(source: Source, held: RoundAt) -> Shown:
    return source.called(held.priority.reference)


def _chain(source: Source, held: RoundAt) -> tuple[Accountable, ...]:
    """Return who answers to whom: leads to the sponsor, the sponsor to the Board (seed H 3.9)."""
    leads = dict.fromkeys(row.lead for row in held.rows if row.lead)
    told = "; ".join(source.with_post(lead) for lead in leads)
    board = source.ways.settings.council.board
    return (
        Accountable("Reporting leads", told or Gap("No reporting lead named at publication")),
        Accountable("Sponsor", _sponsor(source, held)),
        Accountable("Accountable to", board),
    )


def _sponsor(source: Source, held: RoundAt) -> Shown:
    names = held.priority.sponsor
    if names and all(folded(name) == _VACANT for name in names):
        return Gap("The place of the sponsor is vacant at publication")
    told = "; ".join(source.with_post(name) for name in names)
    return told or Gap("No sponsor named at publication")


def _issued(held: RoundAt) -> str:
    round_ = held.issued
    if round_ is None or round_.issued_on is None:
        return "No forms were issued; returns were taken from the Board's own data."
    due = f", to be returned by {in_words(round_.due)}" if round_.due else ""
    return f"Forms were issued on {in_words(round_.issued_on)}{due}."


def _last_meeting(source: Source, held: RoundAt) -> str:
    if held.before is None:
        return source.phrases.first_round
    day = held.before.date
    return f"{in_words(day)} ({held.before.reference})" if day else held.before.reference


def _counts(source: Source, held: RoundAt) -> Iterator[RatingCount]:
    """Yield how many actions have each rating, worst first; a word of the scale also for none."""
    scale = [one.word for one in reversed(source.ways.settings.ratings)]
    words = dict.fromkeys([*scale, *ratings_given(source.ways, held.rows)])
    unrated = sum(not row.rating for row in held.answered)
    counted = Counter(row.rating for row in held.rows)
    base = f"of {len(held.rows)}"
    for word in words:
        yield RatingCount(word_of(source, word), f"{counted[word]} {base}", _meaning(source, word))
    if unrated:
        yield RatingCount(NOT_RATED, f"{unrated} {base}", "The return gives no rating")
    missing = f"{len(held.missing)} {base}"
    yield RatingCount(source.phrases.no_return, missing, "No return came in by publication")


def _meaning(source: Source, word: str) -> str:
    found = source.scale.find(word)
    return (found.meaning or found.word) if found else "Not a word of the scale that is in use"


def _outcomes(source: Source, held: RoundAt) -> Iterator[OutcomeCount]:
    """Yield how the actions of each outcome are rated, in the order of the plan."""
    by_outcome: dict[str, list[Answered]] = {}
    for row in held.rows:
        by_outcome.setdefault(row.action.parent, []).append(row)
    for parent, rows in by_outcome.items():
        yield OutcomeCount(source.called(parent), str(len(rows)), _ratings(source, rows))


def _ratings(source: Source, rows: Sequence[Answered]) -> str:
    """Return how many of the actions have which rating: ``Red 1; Green 3``."""
    counted = Counter(row.rating for row in rows)
    told = [(word, counted[word]) for word in ratings_given(source.ways, rows)]
    told.append((NOT_RATED, sum(bool(row.now) and not row.rating for row in rows)))
    told.append((source.phrases.no_return, sum(row.now is None for row in rows)))
    return "; ".join(f"{word} {count}" for word, count in told if count)


def _not_returned(source: Source, row: Answered) -> NotReturned:
    wording = row.action.wording or source.phrases.nothing
    return NotReturned(row.action.reference, wording, row.lead or NO_LEAD)


def _sponsor_said(source: Source, held: RoundAt) -> Iterator[SponsorSaid]:
    """Yield what the sponsor challenged, changed or commented on; agreement alone is counted."""
    for row in held.answered:
        comment = row.view.comment if row.view else ""
        words = "\n".join(part for part in (moderation(row), comment) if part)
        if words:
            wording = row.action.wording or source.phrases.nothing
            yield SponsorSaid(row.action.reference, wording, words)


def _listed(source: Source, held: RoundAt) -> str:
    """Return which of the actions the table lists, and how the others are rated."""
    total, rows = len(held.rows), listed_rows(source, held)
    if not total:
        return source.phrases.nothing
    if len(rows) == total:
        return "The 1 action is listed." if total == 1 else f"All {total} actions are listed."
    there = {row.action.reference for row in rows}
    others = [row for row in held.rows if row.action.reference not in there]
    are = "is" if len(rows) == 1 else "are"
    return (
        f"{len(rows)} of the {total} actions {are} listed: those reported by exception, and "
        f"exceptional progress. The others are rated {_ratings(source, others)}."
    )


def _closed(source: Source, action: Action) -> ClosedAction:
    on = f" on {in_words(action.done_on)}" if action.done_on else ""
    standing = f"{action.state}{on if action.state is State.DELIVERED else ''}"
    return ClosedAction(action.reference, action.wording or source.phrases.nothing, standing)

"""What a round asked about: the plan as it was then, kept by the log whatever becomes of it since.

An appendix that is built again in summer says what was asked in January: which actions, in which
words, of whom. So does a paper that is made after the plan changed between forms and meeting.
Logs of paperkit 0.1.0 name the actions that were asked about, and no more.
"""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from paperkit.board.data import BoardData
from paperkit.board.history import ASKED, ROUNDS, Asked, Round
from paperkit.board.paper_rows import Return
from paperkit.board.plan_rows import ACTIONS, Action, Outcome, Person, Priority
from paperkit.board.settings import Rating
from paperkit.board.words import CLOSED
from paperkit.findings import Place
from paperkit.frozen import replace
from paperkit.schema.cleaning import ByReference, Reference, folded
from paperkit.schema.columns import RowPlace

_POST = ": "
_OF_ROUND = ("meeting", "round_of", "called", "under", "state", "done_on", "revised_because")
_KEPT = tuple(column.name for column in ASKED.columns if column.name not in _OF_ROUND)
"""What the plan says of an action that papers on a round print, beside that it was closed."""


def asked_now(board: BoardData, priority: str, meeting: str) -> tuple[Asked, ...]:
    """Return the actions of a priority as the plan has them, to be kept as what a round asked."""
    tree = board.tree
    return tuple(
        Asked(
            **{name: getattr(action, name) for name in _KEPT},
            state=action.state if action.state in CLOSED else None,
            done_on=action.done_on if action.state in CLOSED else None,
            revised_because=action.revised_because if action.state in CLOSED else "",
            meeting=meeting,
            round_of=priority,
            under=tree.priority(action.parent),
            called=tree.names.get(action.parent, ""),
        )
        for action in tree.actions(priority)
    )


def with_posts(row: Round, board: BoardData, people: Iterable[Person]) -> Round:
    """Return a round with what its priority is called, who sponsors it, and people's posts."""
    priority = board.tree.priorities.get(row.priority) or Priority()
    posts = dict.fromkeys(f"{one.post}{_POST}{one.name}" for one in people if one.post)
    return replace(row, name=priority.name, sponsor=priority.sponsor, posts=tuple(posts))


def with_scale(row: Round, ratings: Iterable[Rating]) -> Round:
    """Return a round with today's scale, and the ratings it had that are no longer on it."""
    now = {folded(one.word): f"{one.word}: {one.for_action}" for one in ratings}
    gone = (said for said in row.scale if folded(said.partition(": ")[0]) not in now)
    return replace(row, scale=(*now.values(), *gone))


def round_on(board: BoardData, priority: str, meeting: str) -> Round | None:
    """Return the round that asked about a priority for a meeting: its own, or one of the whole."""
    issued = {(one.priority, one.meeting): one for one in board.history.rows(ROUNDS, Round)}
    there, line = Reference(meeting), board.tree.line(priority) or (Reference(priority),)
    return next((issued[over, there] for over in line if (over, there) in issued), None)


def plan_then(board: BoardData, priority: str, meeting: str) -> BoardData | None:
    """Return the data with the plan as the round of a priority asked about it for a meeting.

    What the plan says of other priorities is as it is now. None where the log does not hold it:
    there was no such round, or an earlier paperkit issued it.
    """
    issued = round_on(board, priority, meeting)
    entries = board.history.asked.get((issued.priority, issued.meeting), ()) if issued else ()
    found = (entry.row for entry in entries if isinstance(entry.row, Asked))
    # Of two entries for one action, such as from a copy of the log, the later counts.
    rows = tuple(ByReference((row.reference, row) for row in found).values())
    if issued is None or not rows:
        return None
    actions = tuple(asked_then(row, board.action.get(row.reference)) for row in rows)
    left_out = {row.reference for row in (*actions, *board.tree.actions(issued.priority))}
    others = (action for action in board.actions if action.reference not in left_out)
    return replace(
        board,
        actions=(*others, *actions),
        outcomes=tuple(_outcomes(board, rows)),
        priorities=tuple(_priorities(board, issued, rows)),
        people=tuple(_people(board, issued, rows)),
    )


def asked_then(row: Asked, now: Action | None = None) -> Action:
    """Return an action as it was asked about; a column that has changed has its place in the log.

    What no paper on a round prints, such as the deadline, is as it is now.
    """
    then: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    if now is None:
        return Action(
            **then, state=row.state, done_on=row.done_on, revised_because=row.revised_because,
            place=row.place,
        )  # fmt: skip
    if row.state or now.state in CLOSED:
        # Logs of paperkit 0.1.0 hold no reason.
        because = row.revised_because or now.revised_because
        then |= {"state": row.state, "done_on": row.done_on, "revised_because": because}
    cells = dict(now.place.cells)
    for name, value in then.items():
        if value != getattr(now, name):
            cells[name] = row.place.of(name, ACTIONS.column(name).heading)
    numbers = now.place.numbers & frozenset(cells)
    return replace(now, **then, place=RowPlace(now.place.row, MappingProxyType(cells), numbers))


def _outcomes(board: BoardData, rows: Iterable[Asked]) -> Iterator[Outcome]:
    """Yield the outcomes, those that were asked about as they were named and placed then."""
    then = {row.parent: row for row in rows if row.parent}
    for outcome in board.outcomes:
        row = then.pop(outcome.reference, None)
        yield replace(outcome, name=row.called, parent=row.under) if row else outcome
    for reference, row in then.items():
        if reference not in board.tree.priorities:
            yield Outcome(reference=reference, name=row.called, parent=row.under, place=row.place)


def _priorities(board: BoardData, issued: Round, rows: Iterable[Asked]) -> Iterator[Priority]:
    """Yield the priorities; that of the round, and its parts, as they were."""
    parts = {row.under for row in rows} - {issued.priority, ""}
    names = {row.parent: row.called for row in rows if row.parent in parts}
    there = board.tree.priorities
    for row in board.priorities:
        if row.reference == issued.priority:
            yield replace(row, name=issued.name, sponsor=issued.sponsor)
        elif row.reference in parts:
            is_part = issued.priority in board.tree.line(row.reference)
            over = row.part_of if is_part else issued.priority
            yield replace(row, name=names.get(row.reference, row.name), part_of=over)
        else:
            yield row
    if issued.priority not in there:
        yield Priority(reference=issued.priority, name=issued.name, sponsor=issued.sponsor)
    for part in parts - there.keys():
        yield Priority(reference=part, name=names.get(part, ""), part_of=issued.priority)


def _people(board: BoardData, issued: Round, rows: Iterable[Asked]) -> Iterator[Person]:
    """Yield the people, those of the round with the posts that they held then."""
    parted = (words.rpartition(_POST) for words in issued.posts)
    posts = ByReference((name, post) for post, _, name in parted)
    named = {*issued.sponsor, *issued.leads, *posts, *(row.lead for row in rows)}
    seen = set()
    for person in board.people:
        seen.add(person.name)
        is_asked = person.name in named
        yield replace(person, post=posts.get(person.name, "")) if is_asked else person
    for name, post in posts.items():
        if name not in seen:
            yield Person(name=name, post=post)


def versions(board: BoardData, issued: Round, reference: str) -> tuple[Action, ...]:
    """Return an action as a round asked about it each time that it was issued."""
    rows = (entry.row for entry in board.history.entries if isinstance(entry.row, Asked))
    return tuple(
        asked_then(row)
        for row in rows
        if (row.round_of, row.meeting) == (issued.priority, issued.meeting)
        if row.reference == reference
    )


def changed_since(was: Action, now: Action) -> bool:
    """Return whether the plan has something otherwise than a round asked, but for the state.

    A review date and a link are the lead's to change in the return, and come into the plan later.
    """
    names = (name for name in _KEPT if name not in ("review_date", "link"))
    return any(getattr(was, name) != getattr(now, name) for name in names)


def gone(board: BoardData, issued: Round, priority: str) -> Iterator[Action]:
    """Yield the actions that a round names, and that the plan of today does not have.

    It is for logs that hold the names alone. The return says what the action was about.
    """
    for reference in issued.actions:
        if reference not in board.action:
            now = board.history.returns.get((issued.meeting, reference)) or Return()
            place = RowPlace(now.place.row if now.place.row.entry else Place())
            yield Action(
                reference=reference, wording=now.wording, parent=priority, lead=now.lead,
                measures=now.measures, target=now.target, place=place,
            )  # fmt: skip

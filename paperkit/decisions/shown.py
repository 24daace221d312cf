"""What the Board decided or asked for, as the next paper shows it: each with what became of it.

An exempt decision is shown by its public wording and its outcome alone.
"""

from collections.abc import Collection, Iterable, Sequence

from paperkit.board.decision_rows import COMES_BACK
from paperkit.decisions.recorded import Decided, of_next_paper
from paperkit.frozen import Frozen
from paperkit.schema.dates import has_come, in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import of_part
from paperkit.standpoint.wording import say
from paperkit.word.values import Gap, Sentence, Shown

NOT_CONFIRMED = "Subject to confirmation of the minutes"
NOT_PUBLIC = "Not for publication"
NO_WORD = "No report of what became of it"
NO_DECISION = Gap("No decision recorded at publication")
NO_PUBLIC_WORDING = Gap("No public wording of this exempt decision given at publication")


class DecisionShown(Frozen):
    """One decision: what was resolved and when, who acts, and what became of it.

    ``minutes`` gives the minute, and says where the minutes are not yet confirmed; it is empty
    where there is nothing to say: a template asks with an if.
    """

    meeting: str
    outcome: Shown
    words: Shown
    minutes: str
    acts: str
    became: Shown


class DecisionsShown(Frozen):
    """What the Board decided on the last paper of the kind, or asked for since.

    Where ``rows`` has only the first of them, ``more`` says how many others there are, and
    ``in_full``, for the full tables, has all; both are empty where it has all.
    """

    sentences: tuple[Sentence, ...]
    rows: tuple[DecisionShown, ...]
    more: str = ""
    in_full: tuple[DecisionShown, ...] = ()


def decisions_opening(at: BoardAt) -> tuple[Decided, ...]:
    """Return the decisions with which the paper at hand opens, or that of full tables."""
    paper, planned = at.paper_row, at.planned
    kind = planned.report or paper.kind or planned.kind
    return of_next_paper(at.board, kind, paper.priority or planned.priority, at.day)


def decisions_shown(
    at: BoardAt, drafted: Iterable[Sentence] = (), requests: Collection[str] = ()
) -> DecisionsShown:
    """Return what the paper shows of earlier decisions.

    ``requests`` are the actions whose request of the last round the paper shows with its decision:
    a public paper shows those that are not exempt there, and exempt ones here alone.
    """
    last = at.round.before if at.round else None
    there = last.reference if last else None
    every = [
        one
        for one in at.once(decisions_opening)
        if one.meeting.reference != there
        or one.row.action not in requests
        or (one.is_exempt and at.planned.is_public)
    ]
    chosen = _first(every, at.planned.most_quoted)
    rows = tuple(decision_shown(at, one) for one in every)
    left_out = len(every) - len(chosen)
    return DecisionsShown(
        of_part(drafted, "decisions"),
        tuple(rows[place] for place in chosen),
        say(at, "decisions.more", left_out) if left_out else "",
        rows if left_out else (),
    )


def _first(every: Sequence[Decided], most: int | None) -> list[int]:
    """Return the places of so many decisions at most, in their order.

    Those that are still to be acted on or decided are first, and of these and the others the last.
    """

    def turn(place: int) -> tuple[bool, int]:
        row = every[place].row
        return (not (row.is_to_do or (row.outcome in COMES_BACK and not row.closed_on)), -place)

    return sorted(sorted(range(len(every)), key=turn)[:most])


def decision_shown(at: BoardAt, one: Decided) -> DecisionShown:
    """Return a decision as the public may read it; what nobody has recorded is a gap."""
    row = one.row
    outcome: Shown = str(row.outcome) if row.outcome else NO_DECISION
    outcome = say(at, "decisions.asked_for") if row.arose and not row.outcome else outcome
    words: Shown = one.words or (NO_PUBLIC_WORDING if one.is_exempt else at.phrases.nothing)
    minute = say(at, "decisions.minute", minute=row.minute) if row.minute else ""
    confirmed = "" if row.confirmed_on else NOT_CONFIRMED
    return DecisionShown(
        meeting=in_words(one.day),
        outcome=outcome,
        words=words,
        minutes="; ".join(filter(None, (minute, confirmed))),
        acts=NOT_PUBLIC if one.is_exempt else _acts(at, one),
        became=NOT_PUBLIC if one.is_exempt else what_became(at, one),
    )


def unconfirmed(one: Decided) -> str:
    """Return that the minutes of a decision are not yet confirmed, as a part of a sentence."""
    return "" if one.row.confirmed_on else f"{NOT_CONFIRMED[:1].lower()}{NOT_CONFIRMED[1:]}"


def _acts(at: BoardAt, one: Decided) -> str:
    row = one.row
    by = at.with_post(row.by) if row.by else ""
    due = say(at, "decisions.due", day=in_words(row.due)) if row.due else ""
    return ", ".join(filter(None, (by, due))) or at.phrases.nothing


def what_became(at: BoardAt, one: Decided) -> Shown:
    """Return what became of a decision that is not exempt, and whether it is closed."""
    row = one.row
    if row.closed_on:
        closed = say(at, "decisions.became.closed", day=in_words(row.closed_on))
        if row.became:
            return f"{row.became}\n{closed}"
        return at.gap(f"{closed} {NO_WORD}", row.by)
    if row.outcome in COMES_BACK:
        return "\n".join(filter(None, (row.became, say(at, "decisions.became.deferred"))))
    if row.is_to_do:
        became = row.became or say(at, "decisions.became.nothing_yet")
        late = has_come(row.due, at.as_of)
        progress = "decisions.became.overdue" if late else "decisions.became.open"
        return f"{became}\n{say(at, progress)}"
    return row.became or say(at, "decisions.became.nothing")

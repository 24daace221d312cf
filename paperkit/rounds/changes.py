"""What is new in the answers, beside the log and the project's data: equal answers count once.

Who has returned what of each round, who is missing, and who is overdue (seed H 3.10).

The sponsor's form: agreed or challenged, a rating in place of the lead's, why (seed H 3.9).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from paperkit.board.data import BoardData
from paperkit.board.history import LOGGED, Entry, Round
from paperkit.board.paper_rows import (
    FEEDBACK,
    HIGHLIGHTS,
    REQUESTS,
    RETURNS,
    RISKS,
    UPDATES,
    VIEWS,
    Return,
    View,
)
from paperkit.board.plan_rows import READINGS, Action, Meeting
from paperkit.board.words import CLOSED, SponsorView
from paperkit.findings import Finding, quoted
from paperkit.frozen import Frozen, replace
from paperkit.rounds.asking import by_name
from paperkit.rounds.gathering_case import Answer, Case, Judged, Read, RoundAsked, Taken
from paperkit.rounds.gathering_case import Known as KnownFromGatheringCase
from paperkit.rounds.returns import action_of, is_gathered, off_scale, twice
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.describe import words_of
from paperkit.schema.rows import resolve
from paperkit.standpoint.rules import filled, finding_at
from paperkit.standpoint.wording import listed

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        RETURNS.name: ("meeting", "action"),
        VIEWS.name: ("meeting", "action"),
        REQUESTS.name: ("meeting", "action"),
        RISKS.name: ("meeting", "action", "forum"),
        UPDATES.name: ("meeting", "action"),
        READINGS.name: ("indicator", "period"),
        FEEDBACK.name: ("group", "meeting", "about"),
        HIGHLIGHTS.name: ("body", "meeting"),
    }
)
"""The columns that say which question a row answers, by table."""

Key = tuple[str, ...]
_KEPT_UP = (REQUESTS, RISKS)
_ADDED = "What was blank has been filled in."
_ACCEPTED = "What was filled in beforehand came back changed, and was accepted."


def key_of(table: Table, row: Row) -> Key:
    """Return which question a row answers, the name of its table first."""
    values = (getattr(row, name) for name in KEYS[table.name])
    return (table.name, *(folded(words_of(value)) for value in values))


def alike(answer: Answer, row: Row) -> bool:
    """Return whether a row gives the same answers, and the same of what was accepted."""
    return not differences(answer, row, (*answer.asked, *answer.accepted))


def differences(answer: Answer, row: Row, names: Iterable[str]) -> list[str]:
    """Return which of the columns differ."""
    return [name for name in names if getattr(answer.row, name) != getattr(row, name)]


class Settled(Frozen):
    """What one answer comes to: an entry, or a finding, or nothing where it is there already."""

    taken: Taken | None = None
    finding: Finding | None = None


class Known(Frozen, dict=True):
    """What the log and the project's data answer already."""

    board: BoardData

    @cached_property
    def _standing(self) -> Mapping[Key, Entry]:
        logged = (entry for table in LOGGED for entry in self.board.history.of(table))
        return {key_of(e.table, e.row): e for e in logged if e.table.name in KEYS}

    @cached_property
    def _ever(self) -> Mapping[Key, tuple[Row, ...]]:
        found: dict[Key, list[Row]] = {}
        for entry in self.board.history.entries:
            if entry.table.name in KEYS:
                found.setdefault(key_of(entry.table, entry.row), []).append(entry.row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def _data(self) -> Mapping[Key, Row]:
        tables = (READINGS, UPDATES, FEEDBACK, HIGHLIGHTS)
        return {key_of(t, row): row for t in tables for row in self.board.rows(t)}

    def was_there(self, answer: Answer) -> bool:
        """Return whether the same answers were gathered once, whatever stands now."""
        rows = self._ever.get(key_of(answer.table, answer.row), ())
        return any(alike(answer, row) for row in rows)

    def settled(self, answer: Answer, judged: Judged, because: str) -> Settled:
        """Return what an answer comes to; a correction needs ``because``."""
        key = key_of(answer.table, answer.row)
        if answer.table not in LOGGED:
            there = self._data.get(key)
            return _beside(answer, judged, there) if there else _new(answer, judged)
        entry = self._standing.get(key)
        return _corrected(answer, judged, entry, because) if entry else _new(answer, judged)


def _new(answer: Answer, judged: Judged) -> Settled:
    return Settled(Taken(answer.table, answer.row, judged.file))


def _corrected(answer: Answer, judged: Judged, entry: Entry, because: str) -> Settled:
    changed = differences(answer, entry.row, answer.asked)
    if not changed:
        accepted = differences(answer, entry.row, answer.accepted)
        why = because or _ACCEPTED
        return Settled(_correction(answer, judged, entry, why)) if accepted else Settled()
    if not because and answer.table in _KEPT_UP and _only_added(entry.row, changed):
        return Settled(_correction(answer, judged, entry, _ADDED))
    if because:
        return Settled(_correction(answer, judged, entry, because))
    since = f"gathered on {in_words(entry.recorded_on)} (entry {entry.number} of the log)"
    message = f"{subject(answer)}: {_old_and_new(answer, entry.row, changed)} It was {since}."
    return Settled(finding=_tell("PK-852", answer, judged, changed[0], message))


def _correction(answer: Answer, judged: Judged, entry: Entry, because: str) -> Taken:
    return Taken(answer.table, answer.row, judged.file, entry.number, because)


def _only_added(row: Row, changed: Sequence[str]) -> bool:
    return not any(filled(getattr(row, name)) for name in changed)


def _beside(answer: Answer, judged: Judged, there: Row) -> Settled:
    """Return a finding where the data answer otherwise; a file of the officer's is not changed."""
    changed = differences(answer, there, answer.asked)
    if not changed:
        return Settled()
    message = f"{subject(answer)}: {_old_and_new(answer, there, changed)}"
    found = _tell("PK-859", answer, judged, changed[0], message)
    place = there.place.of(changed[0], answer.table.column(changed[0]).heading)
    others = (place,) if str(place) else ()
    code = found.code
    return Settled(
        finding=Finding(
            code, found.place, message, value=found.value, person=found.person, others=others
        )
    )


def _old_and_new(answer: Answer, row: Row, changed: Iterable[str]) -> str:
    parts = [
        f"{answer.table.column(name).heading} was {_words(row, name)} and is now "
        f"{_words(answer.row, name)}"
        for name in changed
    ]
    return f"{'; '.join(parts)}."


def subject(answer: Answer) -> str:
    """Return what an answer is about: ``Action 1.2``, ``Readings 2.1, Q1 2026/27``."""
    if answer.table in (RETURNS, VIEWS, REQUESTS, RISKS, UPDATES):
        return f"Action {getattr(answer.row, 'action', '')}"
    named = (getattr(answer.row, n) for n in KEYS[answer.table.name] if n != "meeting")
    return f"{answer.table.sheet} {', '.join(words_of(value) for value in named)}"


def _words(row: Row, name: str) -> str:
    value = words_of(getattr(row, name))
    return quoted(value) if value else "blank"


def _tell(code: str, answer: Answer, judged: Judged, name: str, message: str) -> Finding:
    value = words_of(getattr(answer.row, name))
    return finding_at(code, answer.row, name, message, value=value, person=judged.person)


def settle(
    known: Known, judged: Iterable[Judged], because: Mapping[bool, str]
) -> Iterator[tuple[Judged, Answer, Settled]]:
    """Yield what each answer comes to, of forms and rows that no error keeps back.

    Of equal answers to one question, the first counts.
    """
    seen: set[Key] = set()
    for one in judged:
        for answer in () if one.refused else one.answers:
            key = key_of(answer.table, answer.row)
            if key in seen:
                yield one, answer, Settled()
                continue
            seen.add(key)
            yield one, answer, known.settled(answer, one, because[one.form is not None])


class LeadStanding(Frozen):
    """What one lead was asked in a round, in the order of the plan: what came, what did not."""

    person: str
    returned: tuple[Action, ...]
    missing: tuple[Action, ...]


class RoundStanding(Frozen):
    """A round as it stands on a day."""

    round: Round
    meeting: Meeting
    leads: tuple[LeadStanding, ...]
    today: date

    @property
    def is_overdue(self) -> bool:
        """Return whether the day of return has passed."""
        return self.round.due is not None and self.round.due < self.today

    @property
    def missing(self) -> tuple[LeadStanding, ...]:
        """Return the leads of whom something has not come in."""
        return tuple(lead for lead in self.leads if lead.missing)

    def word(self, lead: LeadStanding) -> str:
        """Return how a lead stands: Received, Overdue, Missing, or in part."""
        return state_word(lead.returned, lead.missing, overdue=self.is_overdue)


def state_word(returned: Sequence[object], missing: Sequence[object], *, overdue: bool) -> str:
    """Return how somebody stands of whom this came in and that did not."""
    if not missing:
        return "Received"
    late = "Overdue" if overdue else "Missing"
    return f"{late} in part" if returned else late


def standings(case: Case, priority: str = "") -> tuple[RoundStanding, ...]:
    """Return how the rounds stand that are being gathered, or the one of a priority.

    An action that was closed since, and of which nothing came in, is not waited for.
    """
    rounds = (one for one in case.current.values() if not priority or _is_of(one, priority))
    return tuple(_standing(one, case) for one in rounds)


def _is_of(one: Round, priority: str) -> bool:
    return folded(one.priority) == folded(priority)


def _standing(one: Round, case: Case) -> RoundStanding:
    asked = case.asked_of(one)
    leads = by_name(_waited_for(asked, one, case), asked.lead)
    told = (_lead(person, actions, one, case) for person, actions in leads)
    return RoundStanding(one, asked.asking.meeting, tuple(told), case.today)


def _waited_for(asked: RoundAsked, one: Round, case: Case) -> Iterator[Action]:
    for action in asked.actions:
        if action.state not in CLOSED or is_gathered(action, one, case):
            yield action


def _lead(person: str, actions: list[Action], one: Round, case: Case) -> LeadStanding:
    came = tuple(action for action in actions if is_gathered(action, one, case))
    left = tuple(action for action in actions if not is_gathered(action, one, case))
    return LeadStanding(person, came, left)


_ASKED = tuple(column.name for column in VIEWS.columns if column.asked)


class ViewLine(Frozen):
    """A row of the sponsor's form, and the return that it is about: None where there is none."""

    row: View
    action: Action
    returned: Return | None
    sponsor: str
    meeting: str
    case: Case

    @property
    def name(self) -> str:
        """Return the action as a message names it."""
        return f"Action {self.action.reference}"

    @property
    def is_answered(self) -> bool:
        """Return whether the sponsor said anything."""
        return any(getattr(self.row, name) for name in _ASKED)

    @property
    def is_other(self) -> bool:
        """Return whether the sponsor gives another rating than the lead's."""
        lead = self.returned.rating if self.returned else ""
        return bool(self.row.rating) and folded(self.row.rating) != folded(lead)

    @property
    def answer(self) -> Answer:
        """Return the row as it is to stand in the log; the lead's rating stays in the return."""
        row = replace(
            self.row,
            action=self.action.reference,
            meeting=self.meeting,
            sponsor=self.sponsor,
            rating=self.case.scale.spelled(self.row.rating),
        )
        return Answer(VIEWS, row, _ASKED)

    def tell(self, code: str, name: str, message: str) -> Finding:
        """Return a finding at a column of the row, for the sponsor."""
        value = str(getattr(self.row, name) or "")
        return finding_at(code, self.row, name, message, value=value, person=self.sponsor)


def of_sponsor(one: KnownFromGatheringCase, case: Case) -> Read:
    """Return the views of a sponsor's form, and what is to be told of them."""
    built = one.form.built[VIEWS.name]
    resolved = resolve(VIEWS, built.rows, {"actions": case.keys["actions"]})
    findings = list(built.findings)
    lines: list[ViewLine] = []
    for row in resolved.rows:
        if isinstance(row, View):
            action, found = action_of(row, case, one.person)
            findings += found
            if action:
                lines.append(view_line(row, action, one.meeting.reference, one.person, case))
    answered = [line for line in lines if line.is_answered]
    findings += [finding for line in answered for finding in judged_view(line)]
    findings += twice(answered)
    findings += _silent(lines)
    return Read(tuple(line.answer for line in answered), tuple(findings))


def view_line(row: View, action: Action, meeting: str, sponsor: str, case: Case) -> ViewLine:
    """Return a row with the return that it is about."""
    key = (folded(meeting), folded(action.reference))
    entry = case.board.history.newest(RETURNS).get(key)
    returned = entry.row if entry and isinstance(entry.row, Return) else None
    return ViewLine(row, action, returned, sponsor, meeting, case)


def judged_view(line: ViewLine) -> Iterator[Finding]:
    """Yield what is wrong with a sponsor's row."""
    name = line.name
    if line.returned is None:
        message = f"{name} has no return for {line.meeting} in the log."
        yield line.tell("PK-855", "action", message)
        return
    yield from off_scale(line.row, line.case, line.sponsor)
    lead, own = quoted(line.returned.rating), quoted(line.row.rating)
    if line.is_other and line.row.view is SponsorView.AGREED:
        message = f"{name} is {lead} in the return; the row agrees with it, and says {own}."
        yield line.tell("PK-857", "view", message)
    if line.row.because:
        return
    if line.is_other:
        message = f"{name} was rated {lead}; the sponsor says {own}, and not why."
        yield line.tell("PK-856", "because", message)
    elif line.row.view is SponsorView.CHALLENGED:
        message = f"{name}: the rating {lead} is challenged, and it is not said why."
        yield line.tell("PK-856", "because", message)


def _silent(lines: Sequence[ViewLine]) -> Iterator[Finding]:
    """Yield one finding for the rows of which the sponsor says neither word."""
    left = [line for line in lines if line.row.view is None and not _is_gathered(line)]
    if left:
        actions = f"action{'s' if len(left) > 1 else ''} "
        actions += listed(line.action.reference for line in left)
        message = f"{left[0].sponsor or 'The sponsor'} says neither Agreed nor Challenged of "
        found = left[0].tell("PK-858", "view", f"{message}{actions}.")
        heading = VIEWS.column("view").heading
        others = tuple(line.row.place.of("view", heading) for line in left[1:])
        yield replace(found, others=others)


def _is_gathered(line: ViewLine) -> bool:
    key = (folded(line.meeting), folded(line.action.reference))
    return key in line.case.board.history.newest(VIEWS)

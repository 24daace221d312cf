"""What stands between forms: one person's file twice, two answers to one question (P-38, P-39).

Rows of the project's own data that go into the log: returns, views, requests, risks.

Each row is judged by itself, as a form of one line would be.

All forms of a folder and the project's own rows together: what is taken, and what is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from paperkit.board.paper_rows import REQUESTS, RETURNS, RISKS, VIEWS, Request, Return, Risk, View
from paperkit.board.plan_rows import Action
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen, replace
from paperkit.rounds.changes import (
    Key,
    Known,
    Settled,
    alike,
    differences,
    judged_view,
    key_of,
    of_sponsor,
    settle,
    subject,
    view_line,
)
from paperkit.rounds.changes import Known as There
from paperkit.rounds.exception_forms import ALL_LEADS, EXCEPTION_REPORTING, SPONSOR_VIEWS
from paperkit.rounds.gathering_case import (
    Answer,
    Case,
    Judged,
    Read,
    ReturnedForm,
    Taken,
    known,
    of_an_earlier_round,
    of_no_round,
    of_the_past,
    stranger,
)
from paperkit.rounds.gathering_case import Known as KnownFromGatheringCase
from paperkit.rounds.paper_answers import NOTHING_SENT, Sent, of_paper, sent_forms
from paperkit.rounds.paper_forms import ASKED_TABLES
from paperkit.rounds.returns import RULES, Line, OnAction, action_of, of_form, sent, unflagged
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Row, Table
from paperkit.schema.describe import words_of
from paperkit.schema.forms import sheet_name
from paperkit.schema.rows import Unread
from paperkit.schema.values import NOTHING
from paperkit.standpoint.responsibility import reporter
from paperkit.standpoint.rules import filled, finding_at, table_of


def once_each(judged: Sequence[Judged], shared: str, known: Known) -> list[Judged]:
    """Return the forms, those of one person told of; a form for all leads may come often."""
    by_person: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(judged):
        about = one.form.about if one.form else None
        if about and about.person and folded(about.person) != folded(shared):
            said = (about.purpose, about.priority, about.meeting, about.person)
            by_person.setdefault(tuple(map(folded, said)), []).append(number)
    done = list(judged)
    for numbers in by_person.values():
        if len(numbers) > 1:
            changed = _of_one_person([judged[number] for number in numbers], known)
            for number, one in zip(numbers, changed, strict=True):
                done[number] = one
    return done


def _of_one_person(theirs: Sequence[Judged], known: Known) -> list[Judged]:
    """Return the forms of one person: those gathered before, and those alike, count once."""
    old = {one.file for one in theirs if _was_there(one, known)}
    new = [one for one in theirs if one.file not in old]
    if not new:
        return list(theirs)
    same = all(_same(one, new[0]) for one in new[1:])
    return [_told(one, new, same=same, old=one.file in old) for one in theirs]


def _told(one: Judged, new: Sequence[Judged], *, same: bool, old: bool) -> Judged:
    if old:
        message = f"What {one.file} says was gathered before, and {new[0].file} is of "
        return _left_alone(one, f"{message}{one.person}, too.")
    others = [other.file for other in new if other is not one]
    if not others or (same and one is new[0]):
        return one
    if same:
        return _left_alone(one, f"{one.file} and {new[0].file} hold the same answers.")
    message = f"{one.person} has two forms that differ: {one.file} and {', '.join(others)}."
    found = _finding("PK-836", one, message, tuple(Place(file) for file in others))
    return replace(one, findings=(*one.findings, found))


def _left_alone(one: Judged, message: str) -> Judged:
    """Return a form of which nothing is taken nor asked, since another one stands for it."""
    return replace(one, answers=(), findings=(_finding("PK-837", one, message, ()),))


def _finding(code: str, one: Judged, message: str, others: tuple[Place, ...]) -> Finding:
    return Finding(code, Place(one.file), message, value="", person=one.person, others=others)


def _was_there(one: Judged, known: Known) -> bool:
    return bool(one.answers) and not one.refused and all(map(known.was_there, one.answers))


def _same(one: Judged, other: Judged) -> bool:
    if one.refused or other.refused or len(one.answers) != len(other.answers):
        return False
    rows = {key_of(answer.table, answer.row): answer for answer in other.answers}
    pairs = ((a, rows.get(key_of(a.table, a.row))) for a in one.answers)
    return all(there is not None and alike(answer, there.row) for answer, there in pairs)


class _Said(Frozen):
    """An answer that is not in the log, and which of the forms gives it."""

    number: int
    answer: Answer


def agreed(judged: Sequence[Judged], known: Known) -> list[Judged]:
    """Return the forms, those told of that answer one question otherwise than another file."""
    by_key: dict[Key, list[_Said]] = {}
    for number, one in enumerate(judged):
        for answer in () if one.refused else one.answers:
            if not known.was_there(answer):
                by_key.setdefault(key_of(answer.table, answer.row), []).append(
                    _Said(number, answer)
                )
    found: dict[int, list[Finding]] = {}
    for said in by_key.values():
        for each in said if _differ(said) else ():
            found.setdefault(each.number, []).append(_disagreement(judged, each, said))
    return [
        replace(one, findings=(*one.findings, *found.get(number, ())))
        for number, one in enumerate(judged)
    ]


def _differ(said: Sequence[_Said]) -> bool:
    first, *others = said
    return any(not alike(first.answer, other.answer.row) for other in others)


def _disagreement(judged: Sequence[Judged], one: _Said, said: Iterable[_Said]) -> Finding:
    others = [o for o in said if o is not one and not alike(one.answer, o.answer.row)]
    other = others[0]
    name = differences(one.answer, other.answer.row, one.answer.asked)[0]
    heading = one.answer.table.column(name).heading
    here, there = _words(one, name), _words(other, name)
    message = f"{subject(one.answer)}: {heading} is {here} here, and {there} in "
    message += f"{judged[other.number].file}."
    person = judged[one.number].person
    places = tuple(_places(others, name))
    code, value = "PK-851", words_of(getattr(one.answer.row, name))
    return finding_at(
        code, one.answer.row, name, message, value=value, person=person, others=places
    )


def _places(said: Iterable[_Said], name: str) -> Iterator[Place]:
    for one in said:
        yield one.answer.row.place.of(name, one.answer.table.column(name).heading)


def _words(said: _Said, name: str) -> str:
    words = words_of(getattr(said.answer.row, name))
    return quoted(words) if words else "blank"


OWN_TABLES: tuple[Table, ...] = (RETURNS, VIEWS, REQUESTS, RISKS)
_KEYS = frozenset({"meeting", "action", "forum"})


def of_own(case: Case) -> Iterator[Judged]:
    """Yield what each row of the project's own comes to, table by table."""
    for table in OWN_TABLES:
        for unread in case.board.unread_of(table):
            yield Judged(unread.place.file, "", (), (_unreadable(table, unread),))
        for row in case.board.rows(table):
            if isinstance(row, OnAction):
                yield _judged(row, case)


def _judged(row: OnAction, case: Case) -> Judged:
    file = row.place.row.file
    action, findings = action_of(row, case, "")
    if action is None:
        return Judged(file, "", (), tuple(findings))
    read = _read(row, action, case)
    return Judged(file, reporter(action), read.answers, (*findings, *read.findings))


def _read(row: OnAction, action: Action, case: Case) -> Read:
    match row:
        case Return():
            return _of_return(row, action, case)
        case View():
            return _of_view(row, action, case)
        case Request():
            return _of_request(row, action, case)
        case Risk():
            return Read((_kept(row),) if _says(row) else (), ())


def _of_return(row: Return, action: Action, case: Case) -> Read:
    issued = case.round_of.get((folded(row.meeting), folded(action.reference)))
    if issued is None:
        return Read((), (_no_round(row, row.meeting, action),))
    line = Line(row, action, sent(action, issued, case), reporter(action), case)
    findings = [finding for rule in RULES for finding in rule(line)]
    return Read((line.answer,), (*findings, *unflagged([line])))


def _of_view(row: View, action: Action, case: Case) -> Read:
    sponsor = row.sponsor or _sponsor(action, case)
    line = view_line(row, action, row.meeting, sponsor, case)
    if not line.is_answered:
        return Read((), ())
    return Read((line.answer,), tuple(judged_view(line)))


def _of_request(row: Request, action: Action, case: Case) -> Read:
    entry = case.board.history.newest(RETURNS).get((folded(row.meeting), folded(row.action)))
    returned = entry.row if entry and isinstance(entry.row, Return) else None
    if not _says(row):
        return Read((), ())
    if returned is None:
        message = f"Action {action.reference} has no return for {row.meeting} in the log."
        return Read((), (_tell("PK-855", row, action, message),))
    if folded(returned.request) in {"", *NOTHING}:
        message = f"The return of action {action.reference} for {row.meeting} asks for nothing."
        return Read((), (_tell("PK-861", row, action, message),))
    return Read((_kept(row),), ())


def _kept(row: Request | Risk) -> Answer:
    return Answer(table_of(row), row, _asked(row))


def _says(row: Row) -> bool:
    return any(filled(getattr(row, name)) for name in _asked(row))


def _asked(row: Row) -> tuple[str, ...]:
    return tuple(c.name for c in table_of(row).columns if c.name not in _KEYS)


def _sponsor(action: Action, case: Case) -> str:
    reference = case.tree.priority(action.parent)
    priority = next((p for p in case.board.priorities if p.reference == reference), None)
    return ", ".join(priority.sponsor) if priority else ""


def _no_round(row: Return, meeting: str, action: Action) -> Finding:
    message = f"No round for {quoted(meeting)} has asked about action {action.reference}."
    return _tell("PK-863", row, action, message)


def _tell(code: str, row: OnAction, action: Action, message: str) -> Finding:
    return finding_at(code, row, "action", message, value=row.action, person=reporter(action))


def _unreadable(table: Table, unread: Unread) -> Finding:
    message = f"A row of {table.sheet} holds a cell that cannot be read, so it was not taken."
    remedy = "Run 'paperkit check', which names the cell, and put it right."
    return Finding("PK-853", unread.place, message, remedy)


class Outcome(Frozen):
    """What became of a file: how many answers were taken, were there already, or wait.

    ``refused`` says that an error keeps the whole form back.
    """

    file: str
    person: str
    taken: int = 0
    there: int = 0
    waiting: int = 0
    refused: bool = False


class Gathered(Frozen):
    """What is new, what is to be told, and what became of each file."""

    taken: tuple[Taken, ...]
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]


def gather(forms: Sequence[ReturnedForm], case: Case) -> Gathered:
    """Return what forms and the project's own rows add to the log and to the data.

    ``case.leave.because`` is for the forms where there are any, else for the project's own rows.
    """
    there = There(case.board)
    judged = [*_judged_together(forms, case, there), *of_own(case)]
    judged = agreed(once_each(judged, ALL_LEADS, there), there)
    because = {True: case.leave.because, False: "" if forms else case.leave.because}
    settled = list(settle(there, judged, because))
    findings = [finding for one in judged for finding in _told_together(one)]
    findings += [one.finding for _, _, one in settled if one.finding]
    taken = tuple(one.taken for _, _, one in settled if one.taken)
    outcomes = tuple(_outcomes(judged, [(one.file, one.person, s) for one, _, s in settled]))
    return Gathered(taken, tuple(findings), outcomes)


def _judged_together(forms: Iterable[ReturnedForm], case: Case, there: There) -> Iterator[Judged]:
    ours = [known(f, f.about, case) for f in forms if f.about and stranger(f, case) is None]
    asked = sent_forms((one for one in ours if _expected(one) == ASKED_TABLES), case)
    by_file = {id(one.form): one for one in ours}
    for form in forms:
        one = by_file.get(id(form))
        if one is None:
            found = stranger(form, case)
            yield Judged(form.file, form.person, (), (found,) if found else (), form)
        else:
            yield _one(one, asked, case, there)


def _one(
    one: KnownFromGatheringCase, asked: Mapping[str, Sent], case: Case, there: There
) -> Judged:
    """Return what a form comes to that is one of this project's."""
    tables = _expected(one)
    if not any(table.name in one.form.built for table in tables):
        return _kept_out(one, _without_sheet(one, tables))
    if tables == ASKED_TABLES:
        sent = asked.get(folded(one.meeting.reference), NOTHING_SENT)
        return _in_time(one, of_paper(one, sent, case), of_the_past(one, case), there)
    if one.round is None:
        found = of_no_round(one, case)
        return _kept_out(one, found) if found else _kept_out(one, _without_sheet(one, tables))
    read = of_form(one, one.round, case) if tables == (RETURNS,) else of_sponsor(one, case)
    return _in_time(one, read, of_an_earlier_round(one, case), there)


def _expected(one: KnownFromGatheringCase) -> tuple[Table, ...]:
    """Return the tables that a form asks for, by what it says it is for."""
    purposes = {folded(EXCEPTION_REPORTING): (RETURNS,), folded(SPONSOR_VIEWS): (VIEWS,)}
    return purposes.get(folded(one.about.purpose), ASKED_TABLES)


def _in_time(one: KnownFromGatheringCase, read: Read, late: Finding | None, there: There) -> Judged:
    """Return what a form comes to; one of an earlier round is kept out unless it was gathered."""
    findings = (*one.form.findings, *read.findings)
    whole = Judged(one.form.file, one.person, read.answers, findings, one.form)
    if late is None:
        return whole
    if not whole.refused and read.answers and all(map(there.was_there, read.answers)):
        message = (
            f"The form is of the round for {quoted(one.about.meeting)}, and was gathered then."
        )
        code = "PK-837"
        found = Finding(code, Place(one.form.file), message, value="", person=one.person)
        return replace(whole, answers=(), findings=(found,))
    return _kept_out(one, late)


def _kept_out(one: KnownFromGatheringCase, why: Finding) -> Judged:
    return Judged(one.form.file, one.person, (), (why,), one.form)


def _without_sheet(one: KnownFromGatheringCase, tables: Sequence[Table]) -> Finding:
    named = " or ".join(quoted(sheet_name(table)) for table in tables)
    message = f"The form has no sheet {named}."
    code = "PK-835"
    return Finding(code, Place(one.form.file), message, value="", person=one.person)


def _told_together(one: Judged) -> Iterator[Finding]:
    """Yield the findings of a form, each with who can put it right, and that it was not taken."""
    for finding in one.findings:
        yield finding if finding.person else replace(finding, person=one.person)
    if one.refused and one.form and one.answers:
        count = len(one.answers)
        message = f"{count} answer{'' if count == 1 else 's'} of this form {_was(count)} not taken."
        places = tuple(answer.row.place.row for answer in one.answers)
        code = "PK-853"
        yield Finding(code, Place(one.file), message, value="", person=one.person, others=places)


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _outcomes(
    judged: Iterable[Judged], settled: Iterable[tuple[str, str, Settled]]
) -> Iterator[Outcome]:
    counted: dict[tuple[str, str], Outcome] = {}
    for one in judged:
        start = counted.setdefault((one.file, one.person), Outcome(one.file, one.person))
        counted[one.file, one.person] = replace(start, refused=start.refused or one.refused)
    for file, person, what in settled:
        counted[file, person] = _counted(counted[file, person], what)
    yield from counted.values()


def _counted(outcome: Outcome, what: Settled) -> Outcome:
    if what.taken:
        return replace(outcome, taken=outcome.taken + 1)
    if what.finding:
        return replace(outcome, waiting=outcome.waiting + 1)
    return replace(outcome, there=outcome.there + 1)

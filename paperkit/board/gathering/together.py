"""All forms of a folder and the project's own rows together: what is taken, and what is told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from paperkit.board.forms import ASKED_TABLES, EXCEPTION_REPORTING, SPONSOR_VIEWS
from paperkit.board.forms.exceptions import ALL_LEADS
from paperkit.board.gathering.across import agreed, once_each
from paperkit.board.gathering.case import Case, Judged, Read, ReturnedForm, Taken
from paperkit.board.gathering.news import Known as There
from paperkit.board.gathering.news import Settled, settle
from paperkit.board.gathering.own import of_own
from paperkit.board.gathering.papers import NOTHING_SENT, Sent, of_paper, sent_forms
from paperkit.board.gathering.returns import of_form
from paperkit.board.gathering.views import of_sponsor
from paperkit.board.gathering.whole import (
    Known,
    known,
    of_an_earlier_round,
    of_no_round,
    of_the_past,
    stranger,
)
from paperkit.board.model.rounds import RETURNS, VIEWS
from paperkit.findings import Finding, Place, quoted
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.forms import sheet_name


@dataclass(frozen=True)
class Outcome:
    """What became of a file: how many answers were taken, were there already, or wait.

    ``refused`` says that an error keeps the whole form back.
    """

    file: str
    person: str
    taken: int = 0
    there: int = 0
    waiting: int = 0
    refused: bool = False


@dataclass(frozen=True)
class Gathered:
    """What is new, what is to be told, and what became of each file."""

    taken: tuple[Taken, ...]
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]


def gather(forms: Sequence[ReturnedForm], case: Case) -> Gathered:
    """Return what forms and the project's own rows add to the log and to the data.

    ``case.leave.because`` is for the forms where there are any, else for the project's own rows.
    """
    there = There(case.board)
    judged = [*_judged(forms, case, there), *of_own(case)]
    judged = agreed(once_each(judged, ALL_LEADS, there), there)
    because = {True: case.leave.because, False: "" if forms else case.leave.because}
    settled = list(settle(there, judged, because))
    findings = [finding for one in judged for finding in _told(one)]
    findings += [one.finding for _, _, one in settled if one.finding]
    taken = tuple(one.taken for _, _, one in settled if one.taken)
    outcomes = tuple(_outcomes(judged, [(one.file, one.person, s) for one, _, s in settled]))
    return Gathered(taken, tuple(findings), outcomes)


def _judged(forms: Iterable[ReturnedForm], case: Case, there: There) -> Iterator[Judged]:
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


def _one(one: Known, asked: Mapping[str, Sent], case: Case, there: There) -> Judged:
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


def _expected(one: Known) -> tuple[Table, ...]:
    """Return the tables that a form asks for, by what it says it is for."""
    purposes = {folded(EXCEPTION_REPORTING): (RETURNS,), folded(SPONSOR_VIEWS): (VIEWS,)}
    return purposes.get(folded(one.about.purpose), ASKED_TABLES)


def _in_time(one: Known, read: Read, late: Finding | None, there: There) -> Judged:
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


def _kept_out(one: Known, why: Finding) -> Judged:
    return Judged(one.form.file, one.person, (), (why,), one.form)


def _without_sheet(one: Known, tables: Sequence[Table]) -> Finding:
    named = " or ".join(quoted(sheet_name(table)) for table in tables)
    message = f"The form has no sheet {named}."
    code = "PK-835"
    return Finding(code, Place(one.form.file), message, value="", person=one.person)


def _told(one: Judged) -> Iterator[Finding]:
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

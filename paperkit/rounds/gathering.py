"""All forms of a folder and the project's own rows together: what is taken, and what is found.

Equal answers to one question count once. A person's file that came twice, an answer that another
file gives otherwise (P-38, P-39), and one that the log or the data hold otherwise are findings.
Rows of the project's own data are judged each by itself, as a form of one line would be.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import NoneType

from paperkit.board.history import LOGGED, Draft, Entry, answer_key
from paperkit.board.paper_rows import (
    FEEDBACK,
    HIGHLIGHTS,
    REQUESTS,
    RETURNS,
    RISKS,
    UPDATES,
    VIEWS,
    Request,
    Return,
    View,
)
from paperkit.board.plan_rows import READINGS, Action
from paperkit.findings import Finding, Place, in_words_of, quoted
from paperkit.frozen import Frozen, replace
from paperkit.rounds.answers import (
    OnAction,
    action_of,
    check_line,
    check_unflagged,
    check_view,
    lead_answers,
    lead_row,
    sponsor_answers,
    sponsor_row,
)
from paperkit.rounds.forms import ALL_LEADS, Asking
from paperkit.rounds.lead_questions import not_asked, questions_of, reply
from paperkit.rounds.paper_forms import ASKED_TABLES, Sent, asked_forms, paper_answers, sent_forms
from paperkit.rounds.remarks import check_remarks, remark_draft, written_beside
from paperkit.rounds.returns import (
    Intake,
    Judged,
    Key,
    KnownForm,
    ReturnedForm,
    ReturnedRow,
    key_columns,
    key_of,
    said,
)
from paperkit.rounds.round_forms import (
    EXCEPTION_REPORTING,
    SPONSOR_VIEWS,
    exception_forms,
    sponsor_form,
)
from paperkit.schema.cleaning import ByReference, folded, in_groups
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import in_words
from paperkit.schema.forms import (
    ABOUT,
    ABOUT_HEADING,
    FORM_VERSION,
    OLD_VERSIONS,
    About,
    Form,
    sheet_name,
)
from paperkit.schema.values import NOTHING
from paperkit.standpoint.rules import filled, finding_at, place_of, table_of
from paperkit.standpoint.sentences import listed

_IDENTITY = ("council", "purpose", "priority", "meeting", "person", "version")
"""What the block of a form must say, as its answers cannot be placed without it."""

_OF_ROUND: Mapping[str, tuple[Table, ...]] = ByReference(
    {EXCEPTION_REPORTING: (RETURNS,), SPONSOR_VIEWS: (VIEWS,)}.items()
)
"""The tables that a form of a round asks for, by what it says it is for."""


class FileOutcome(Frozen):
    """The outcome of a file: how many answers were taken, were there already, or wait.

    The rows of its own file that go into the log are one outcome, which names nobody. ``remarks``
    counts what was written beside the answers and is new in the log; ``refused`` says that an error
    keeps the whole form back, or the only row.
    """

    file: str
    person: str
    taken: int = 0
    there: int = 0
    waiting: int = 0
    remarks: int = 0
    refused: bool = False


class Gathered(Frozen):
    """What is new, for the log and the data; what was found; the outcome of each file.

    ``answers`` are all that count, also those of forms that are kept back. ``changed`` are the
    actions for whose correction no reason was given; where all have one, those whose change was
    accepted without.
    """

    taken: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    outcomes: tuple[FileOutcome, ...]
    answers: tuple[ReturnedRow, ...] = ()
    changed: tuple[str, ...] = ()


def gather(forms: Sequence[ReturnedForm], intake: Intake) -> Gathered:
    """Return what forms and the project's own rows add to the log and to the data.

    Reasons for changes are for the forms where there are any, else for the project's own rows. A
    view or a request is judged beside the return that comes in with it, where that is taken.
    """
    found = _gathered(forms, intake)
    returns = (draft.row for draft in found.taken if isinstance(draft.row, Return))
    coming = {answer_key(row): row for row in returns}
    on_returns = (VIEWS.name, REQUESTS.name)
    brought = (name for form in forms for name in form.built)
    if coming and (intake.at.board.views or intake.at.board.requests or {*brought} & {*on_returns}):
        return _gathered(forms, replace(intake, coming=coming))
    return found


def _gathered(forms: Sequence[ReturnedForm], intake: Intake) -> Gathered:
    kept = _Kept(intake)
    judged = _once_each([*_judged_forms(forms, intake, kept), *_own_rows(intake)], kept)
    judged = _with_disagreements(judged, kept)
    taken: list[Draft] = []
    findings: list[Finding] = []
    waiting: list[Finding] = []
    outcomes: dict[tuple[str, str], FileOutcome] = {}
    seen: set[Key] = set()
    changed: dict[type, list[str]] = {Finding: [], Draft: []}
    answers: dict[Key, ReturnedRow] = {}
    for one in judged:
        findings += (f if f.person else replace(f, person=one.person) for f in one.findings)
        answers = {answer.key: answer for answer in one.answers} | answers
        remarks = written_beside(one)
        findings += check_remarks(one, remarks, kept.counting, intake)
        drafts = [
            draft
            for remark in (() if one.refused else remarks)
            if remark.key not in seen
            if (draft := remark_draft(remark, kept.counting, intake, one.file))
        ]
        seen |= {remark.key for remark in remarks}
        reasons = {} if forms and not one.form else intake.leave.because
        counts = {Draft: 0, Finding: 0, NoneType: 0}
        for answer in (answer for answer in one.answers if not one.keeps_back(answer)):
            action = getattr(answer.row, "action", "")
            because = reasons.get(action, "")
            new = None if answer.key in seen else kept.new(answer, one, because)
            seen.add(answer.key)
            counts[type(new)] += 1
            if (one.form or not forms) and _lacks_reason(new):
                changed[type(new)].append(action)
            if isinstance(new, Draft):
                taken.append(new)
            elif new:
                # Whoever sent the file is asked, also about a row of somebody else's.
                waiting.append(replace(new, person=one.person or new.person))
        taken += drafts
        before = outcomes.get((one.file, one.person), FileOutcome(one.file, one.person))
        outcomes[one.file, one.person] = replace(
            before,
            taken=before.taken + counts[Draft],
            there=before.there + counts[NoneType],
            waiting=before.waiting + counts[Finding] + one.kept_back,
            remarks=before.remarks + len(drafts),
            refused=before.refused or (one.refused and one.form is not None),
        )
    found = (*findings, *waiting)
    lacking = tuple(dict.fromkeys(changed[Finding] or changed[Draft]))
    return Gathered(tuple(taken), found, tuple(outcomes.values()), tuple(answers.values()), lacking)


_ACCEPTED = "What was filled in beforehand came back changed, and was accepted."


def _lacks_reason(new: Draft | Finding | None) -> bool:
    """Return whether an answer waits for a reason, or was taken with none of the officer's."""
    if isinstance(new, Finding):
        return new.code == "PK-852"
    return new is not None and new.because == _ACCEPTED


class _Kept(Frozen, dict=True):
    """What the log and the project's data answer already."""

    intake: Intake

    @cached_property
    def counting(self) -> Mapping[Key, Entry]:
        """Return the entries of the log that count, by the question that they answer."""
        logged = (e for t in LOGGED if key_columns(t) for e in self.intake.at.board.history.of(t))
        return {key_of(entry.table, entry.row): entry for entry in logged}

    @cached_property
    def _ever(self) -> Mapping[Key, Sequence[Row]]:
        entries = self.intake.at.board.history.entries
        return in_groups((key_of(e.table, e.row), e.row) for e in entries if key_columns(e.table))

    @cached_property
    def _data(self) -> Mapping[Key, Row]:
        tables = (READINGS, UPDATES, FEEDBACK, HIGHLIGHTS)
        return {key_of(t, row): row for t in tables for row in self.intake.at.board.rows(t)}

    def was_there(self, answer: ReturnedRow) -> bool:
        """Return whether the same answers were gathered once, whatever counts now."""
        return any(answer.is_like(row) for row in self._ever.get(answer.key, ()))

    def were_all_there(self, one: Judged) -> bool:
        """Return whether a form has answers that hold, and all of them were gathered once."""
        return bool(one.answers) and not one.errors and all(map(self.was_there, one.answers))

    def new(self, answer: ReturnedRow, one: Judged, because: str) -> Draft | Finding | None:
        """Return what is added for an answer, or why it is not; None where it is there already.

        What the log holds is corrected with ``because`` alone, but for the reply to what a lead was
        asked, an accepted change of what was filled in beforehand, and what is added to a request
        or a risk. The data of the project are the officer's: they are not corrected.
        """
        draft = Draft(
            table=answer.table, row=answer.row, recorded_on=self.intake.today, origin=one.file
        )
        if answer.table not in LOGGED:
            there = self._data.get(answer.key)
            changed = answer.differing(there, answer.asked) if there else []
            if there is None or not changed:
                return draft if there is None else None
            message = f"{answer.subject}: {_old_and_new(answer, there, changed)}"
            place = place_of(there, changed[0])
            return answer.finding("PK-859", changed[0], message, (place,) if str(place) else ())
        entry = self.counting.get(answer.key)
        if entry is None:
            return draft
        changed = answer.differing(entry.row, answer.asked)
        if not changed and not answer.differing(entry.row, answer.accepted):
            return None
        asked: Sequence[Entry] = ()
        if answer.table == RETURNS:
            questions = questions_of(self.intake.at.board.history)
            asked = questions.get(answer_key(answer.row), ())
        beyond = not_asked(answer, changed, asked)
        if not because and not changed:
            because = _ACCEPTED
        elif not because and not beyond:
            because = reply(answer, changed, asked)
        elif not because and answer.table in (REQUESTS, RISKS):
            only_added = not any(filled(getattr(entry.row, name)) for name in changed)
            because = "What was blank has been filled in." if only_added else ""
        if not because:
            since = f"gathered on {in_words(entry.recorded_on)} (entry {entry.number} of the log)"
            message = f"{answer.subject}: {_old_and_new(answer, entry.row, beyond)} It was {since}."
            why = f'--because "{getattr(answer.row, "action", "")}=why"'
            remedy = f"Gather again with {why}, or take the file out of the folder."
            return answer.finding("PK-852", beyond[0], message, remedy=remedy)
        return replace(draft, replaces=entry.number, because=because)


def _old_and_new(answer: ReturnedRow, row: Row, changed: Iterable[str]) -> str:
    parts: list[str] = []
    for name in changed:
        was, now = said(getattr(row, name), getattr(answer.row, name))
        parts.append(f"{answer.table.column(name).heading} was {was} and is now {now}")
    return f"{'; '.join(parts)}."


def known_form(form: ReturnedForm, intake: Intake) -> KnownForm | Finding:
    """Return a form of this project's; or the first reason that keeps it out altogether."""
    about = form.about
    if about is None:
        message = "The workbook does not say which meeting and person it is for."
        return Finding("PK-831", Place(form.file), message)
    blank = [name for name in _IDENTITY if not str(getattr(about, name)).strip()]
    ours = intake.at.ways.settings.council.name
    meeting = intake.at.board.meeting.get(about.meeting)
    if blank:
        labels = listed(quoted(ABOUT.column(name).heading) for name in blank)
        message = f"The form has nothing next to {labels}, under '{ABOUT_HEADING}'."
        code, name = "PK-831", blank[0]
    elif about.version not in (FORM_VERSION, *OLD_VERSIONS):
        message = f"The form has version {quoted(about.version)}, not {FORM_VERSION}."
        code, name = "PK-862", "version"
    elif about.council != ours:
        message = (
            f"The form is from {quoted(about.council)}, but this project is for {quoted(ours)}."
        )
        code, name = "PK-832", "council"
    elif meeting is None:
        there = next((one.place.row for one in intake.at.board.meetings), Place())
        strange = in_words_of(there, "which is not on the sheet Meetings")
        message = f"The form is for {quoted(about.meeting)}, {strange}."
        code, name = "PK-833", "meeting"
    else:
        asked = intake.rounds.get((about.priority, meeting.reference))
        return KnownForm(form, about, meeting, asked)
    return _finding_of_form(about, code, name, message)


def _finding_of_form(about: About, code: str, name: str, message: str) -> Finding:
    """Return a finding at what a form says of itself."""
    value = str(getattr(about, name))
    return finding_at(code, about, name, message, value=value, person=about.person)


def too_late(one: KnownForm, intake: Intake) -> Finding | None:
    """Return why a form is too late; None where it is not.

    One of a round is, where another round of the priority is gathered (systems P-02); one of a
    paper, where its meeting is over, and is not the one named.
    """
    wanted = intake.at.meeting.reference if intake.at.meeting else ""
    held = one.meeting.date
    if one.round:
        now = intake.current.get(one.round.issued.priority)
        if now is not one.round:
            gathered = now.issued.meeting if now else wanted
            message = (
                f"The form is for {quoted(one.about.meeting)}, but the round being gathered "
                f"is for {quoted(gathered)}."
            )
            return _finding_of_form(one.about, "PK-834", "meeting", message)
    elif held and held < intake.today and wanted != one.meeting.reference:
        message = f"The form is for {quoted(one.about.meeting)}, which was on {in_words(held)}."
        return _finding_of_form(one.about, "PK-834", "meeting", message)
    return None


def form_again(about: About, intake: Intake) -> Form | None:
    """Return the form as it would be issued now to whoever was sent it; None where none would be.

    Days are those that the form gives. One of an old version said other things.
    """
    if about.version != FORM_VERSION:
        return None
    asked = intake.rounds.get((about.priority, about.meeting))
    meeting = intake.at.board.meeting.get(about.meeting)
    if meeting is None:
        return None
    at, day = replace(intake.at, meeting=meeting), about.issued_on or intake.today
    if about.purpose in (EXCEPTION_REPORTING, SPONSOR_VIEWS):
        if asked is None:
            return None
        asking = Asking(at, about.due, day, about.priority)
        forms = exception_forms(asking, shared=about.person == ALL_LEADS)
        if about.purpose == SPONSOR_VIEWS:
            forms = (sponsor_form(asking),)
    else:
        tables = intake.papers.get(about.purpose, ASKED_TABLES)
        forms = asked_forms(Asking(at, about.due, day), about.purpose, tables)
    return next((form for form in forms if form.about.person == about.person), None)


def _judged_forms(forms: Sequence[ReturnedForm], intake: Intake, kept: _Kept) -> Iterator[Judged]:
    """Yield what each form comes to; forms of papers are compared with what was sent to all."""
    found = [known_form(form, intake) for form in forms]
    known = (one for one in found if isinstance(one, KnownForm))
    sent = sent_forms((one for one in known if one.about.purpose not in _OF_ROUND), intake)
    for form, one in zip(forms, found, strict=True):
        if isinstance(one, Finding):
            yield Judged(form.file, (form.about.person if form.about else ""), (), (one,), form)
        else:
            yield _judged_form(one, sent, intake, kept)


def _judged_form(one: KnownForm, sent: Mapping[str, Sent], intake: Intake, kept: _Kept) -> Judged:
    """Return what a form comes to; a late one is kept out, unless it was gathered in its time."""
    tables = _OF_ROUND.get(one.about.purpose, ASKED_TABLES)
    place, file = Place(one.form.file), one.form.file
    if not any(table.name in one.form.built for table in tables):
        named = " or ".join(quoted(sheet_name(table)) for table in tables)
        message = f"The form has no sheet {named}."
        return one.judged((), (Finding("PK-835", place, message, person=one.person),))
    if tables != ASKED_TABLES and one.round is None:
        rounds = [f"{r.issued.priority} for {r.issued.meeting}" for r in intake.rounds.values()]
        message = (
            f"The form is on {quoted(one.about.priority)} for {quoted(one.about.meeting)}. "
            f"The log has {'these rounds: ' + ', '.join(rounds) if rounds else 'no rounds yet'}."
        )
        return one.judged((), (_finding_of_form(one.about, "PK-833", "priority", message),))
    if tables == ASKED_TABLES:
        judged = paper_answers(one, sent.get(one.meeting.reference, {}), intake)
    elif tables == (RETURNS,) and one.round:
        judged = lead_answers(one, one.round, intake)
    else:
        judged = sponsor_answers(one, intake)
    late = too_late(one, intake)
    if late is None:
        return judged
    if kept.were_all_there(judged):
        message = f"The form for {quoted(one.about.meeting)} has been gathered already."
        late = Finding("PK-837", place, message, remedy="Nothing to do.", person=one.person)
    return Judged(file, one.person, (), (late,), one.form)


def _once_each(judged: Sequence[Judged], kept: _Kept) -> list[Judged]:
    """Return the forms, with what is found where one person sent several.

    A form for all leads may come often.

    Of the forms of one person, those gathered before and those alike count once.
    """
    by_person = in_groups(
        ((about.purpose, about.priority, about.meeting, about.person), number)
        for number, one in enumerate(judged)
        if one.form and (about := one.form.about) and about.person not in ("", ALL_LEADS)
    )
    done = list(judged)
    for numbers in (several for several in by_person.values() if len(several) > 1):
        theirs = [judged[number] for number in numbers]
        old = {one.file for one in theirs if kept.were_all_there(one)}
        new = [one for one in theirs if one.file not in old]
        if not new:
            continue
        first, same = new[0], all(_same(one, new[0]) for one in new[1:])
        for number in numbers:
            one = judged[number]
            others = [other.file for other in new if other is not one]
            if one.file in old:
                message = (
                    f"What {one.file} says was gathered before, and {first.file} is of "
                    f"{one.person}, too."
                )
            elif not others or (same and one is first):
                continue
            elif same:
                message = f"{one.file} and {first.file} hold the same answers."
            elif one is not first:
                done[number] = replace(one, set_aside=True)
                continue
            else:
                message = (
                    f"{one.person} has sent {len(new)} different forms: "
                    f"{listed((one.file, *others))}."
                )
                places = tuple(map(Place, others))
                found = Finding(
                    "PK-836", Place(one.file), message, person=one.person, others=places
                )
                done[number] = replace(one, findings=(*one.findings, found))
                continue
            # Nothing of it is taken nor asked, since another one counts for it.
            found = Finding("PK-837", Place(one.file), message, person=one.person)
            done[number] = replace(one, answers=(), findings=(found,))
    return done


def _same(one: Judged, other: Judged) -> bool:
    wrong, other_wrong = ([(e.code, e.message) for e in each.errors] for each in (one, other))
    if wrong != other_wrong or len(one.answers) != len(other.answers):
        return False
    rows = {answer.key: answer.row for answer in other.answers}
    return all(answer.key in rows and answer.is_like(rows[answer.key]) for answer in one.answers)


def _with_disagreements(judged: Sequence[Judged], kept: _Kept) -> list[Judged]:
    """Return the forms, with one finding on each question that files answer otherwise.

    It is reported of the first file, and names all that differs.
    """
    by_key = in_groups(
        (answer.key, (number, answer))
        for number, one in enumerate(judged)
        for answer in one.answers
        if not one.keeps_back(answer) and not kept.was_there(answer)
    )
    found: dict[int, list[Finding]] = {}
    disputed: dict[int, set[Key]] = {}
    for key, answers in by_key.items():
        number, answer = answers[0]
        others = [(n, other) for n, other in answers[1:] if not answer.is_like(other.row)]
        if not others:
            continue
        for n, _ in answers:
            disputed.setdefault(n, set()).add(key)
        names = [
            name
            for name in (*answer.asked, *answer.accepted)
            if any(answer.differing(other.row, (name,)) for _, other in others)
        ]
        each = [(number, answer), *others]
        files = [judged[n].file for n, _ in each]
        parts: list[str] = []
        for name in names:
            words = said(*(getattr(one.row, name) for _, one in each))
            pairs = zip(words, files, strict=True)
            parts.append(
                f"{answer.table.column(name).heading} is "
                + listed(f"{value} in {file}" for value, file in pairs)
            )
        message = f"{answer.subject}: {'; '.join(parts)}."
        places = [place_of(other.row, names[0]) for _, other in others]
        finding = answer.finding("PK-851", names[0], message, places)
        person = judged[number].person or finding.person
        found.setdefault(number, []).append(replace(finding, person=person))
    return [
        replace(
            one,
            findings=(*one.findings, *found.get(number, ())),
            disputed=frozenset(disputed.get(number, ())),
        )
        for number, one in enumerate(judged)
    ]


def _own_rows(intake: Intake) -> Iterator[Judged]:
    """Yield what each row of the project's own that goes into the log comes to."""
    board = intake.at.board
    for table in (RETURNS, VIEWS, REQUESTS, RISKS):
        for unread in board.unread_of(table):
            message = f"A row on {table.sheet} has a cell that cannot be read, so it was not taken."
            found = Finding("PK-853", unread.place, message)
            yield Judged(unread.place.file, "", (), (found,))
        for row in board.rows(table):
            assert isinstance(row, OnAction)
            action, found_of_row = action_of(row, intake, "")
            file = row.place.row.file
            if action is None:
                yield Judged(file, "", (), tuple(found_of_row))
            else:
                answer, findings = _own_answer(row, action, intake)
                answers = (answer,) if answer else ()
                yield Judged(file, "", answers, (*found_of_row, *findings))


def _own_answer(
    row: OnAction, action: Action, intake: Intake
) -> tuple[ReturnedRow | None, Iterable[Finding]]:
    """Return the answer of one of the project's own rows, where it says something.

    What a lead or a sponsor said is theirs to put right; requests and risks are the officer's.
    """

    def refused(code: str, message: str) -> tuple[None, Iterable[Finding]]:
        return None, (finding_at(code, row, "action", message, value=row.action),)

    board, of_meeting = intake.at.board, (row.meeting, action.reference)
    if isinstance(row, Return):
        asked = intake.round_of.get(of_meeting)
        if asked is None:
            message = f"The log has no round for {quoted(row.meeting)} that asks about action "
            return refused("PK-863", f"{message}{action.reference}.")
        line = lead_row(row, action, action.lead, intake, asked.issued)
        return line.answer, (*check_line(line, intake), *check_unflagged([line], intake))
    if isinstance(row, View):
        priority = intake.at.board.tree.priority(action.parent)
        found = next((p for p in board.priorities if p.reference == priority), None)
        sponsor = row.sponsor or (", ".join(found.sponsor) if found else "")
        view = sponsor_row(row, action, row.meeting, sponsor, intake)
        return (view, tuple(check_view(view, intake))) if view.is_filled else (None, ())
    table = table_of(row)
    identity = ("meeting", "action", "forum")
    asked_for = tuple(c.name for c in table.columns if c.name not in identity)
    answer = ReturnedRow(table, row, asked_for)
    if not answer.is_filled:
        return None, ()
    if isinstance(row, Request):
        returned = intake.returned(row)
        if returned is None:
            message = f"Action {action.reference} has no return for {row.meeting} in the log."
            return refused("PK-855", message)
        if folded(returned.request) in {"", *NOTHING}:
            message = f"The return of action {action.reference} for {row.meeting} asks for "
            return refused("PK-861", f"{message}nothing.")
    return answer, ()

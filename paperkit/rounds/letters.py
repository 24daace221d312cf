"""Who has returned what, who has not, and what to write to each. Paperkit sends nothing.

Texts are ready to be pasted into an e-mail: with a form that goes out, on what came back, and to
those of whom something is missing (seed H 3.10, T 3.5, 3.9).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from paperkit.board.data import BoardData
from paperkit.board.pack_settings import Ways
from paperkit.board.paper_rows import FEEDBACK, HIGHLIGHTS, UPDATES, Feedback, Update
from paperkit.board.plan_rows import READINGS, Meeting, Reading
from paperkit.findings import Finding, Severity
from paperkit.frozen import Frozen, replace
from paperkit.rounds.forms import ALL_LEADS, Asking, asked_columns, by_name, is_open
from paperkit.rounds.paper_forms import ASKED_TABLES, asked_forms, came_in, purpose_of
from paperkit.rounds.returns import Intake, Key, key_of
from paperkit.rounds.round_forms import EXCEPTION_REPORTING
from paperkit.schema.cleaning import ByReference, Reference, in_groups
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import in_words, with_weekday
from paperkit.schema.describe import words_of
from paperkit.schema.forms import NOT_RETURNED, Form
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import filled
from paperkit.standpoint.sentences import listed

NO_ADDRESS_KNOWN = "(no address known)"
_NOT_THEIRS = frozenset({"PK-853", "PK-830", "PK-868"})
_AGAIN = "Please send the form again as it was sent to you, with your answers in it."
_ASKS = MappingProxyType(
    {
        "PK-217": "Please put it back under its own heading, with your answers in it.",
        "PK-832": "Please send the form that came from us.",
        "PK-862": _AGAIN,
        "PK-831": _AGAIN,
        "PK-835": _AGAIN,
        "PK-833": "Please send the form that was sent to you for this meeting.",
        "PK-834": "Please send the form that was sent to you for this meeting.",
        "PK-836": "Please say which of the two counts.",
        "PK-838": "Please correct the reference, or delete the row.",
        "PK-842": "Please say whether you report on it now.",
        "PK-847": "Please choose a word under 'Exceptional progress?'.",
        "PK-848": "Please say whether you meant to change it, and who has agreed the change.",
        "PK-849": "Please send the form again with the row, and your answer in it.",
        "PK-850": "Please fill it in.",
        "PK-846": "Please fill that in.",
        "PK-851": "Please say which is right.",
        "PK-852": "Please say why it has changed.",
        "PK-858": "Please choose a word.",
        "PK-859": "Please say which is right.",
        "PK-866": "We keep it, but it goes into no paper. If the Board should read it, please type "
        "it into the column where it belongs.",
        "PK-867": "Please type in that cell what the Board should read.",
    }
)
"""What the person is asked, where the finding's own remedy is the officer's to follow."""


_NOBODY: Mapping[str, str] = MappingProxyType({})


class AskedFor(Frozen):
    """One thing that somebody is asked for: the sheet it is for, what it is about, whether it came.

    Of a round the sheet is blank, since a form of a round has one.
    """

    person: str
    sheet: str
    name: str
    words: str
    came: bool

    def __str__(self) -> str:
        """Return it as a list names it, such as ``Readings 1.1 Q1 2026/27``."""
        return f"{self.sheet} {self.name}".strip()


class PersonStatus(Frozen):
    """What one person, group or body is asked for: what came in, what did not."""

    person: str
    returned: tuple[AskedFor, ...]
    missing: tuple[AskedFor, ...]


class ReturnStatus(Frozen):
    """What was asked for a round or a paper, as it is on the day of ``asking``, by person.

    ``purpose`` is what the forms of a paper are for; blank for a round.
    """

    asking: Asking
    people: tuple[PersonStatus, ...]
    purpose: str = ""

    @property
    def is_overdue(self) -> bool:
        """Return whether the day of return has passed, where one is known."""
        return self.asking.due is not None and self.asking.due < self.asking.issued_on

    @property
    def missing(self) -> tuple[PersonStatus, ...]:
        """Return those of whom something has not come in."""
        return tuple(person for person in self.people if person.missing)

    def word(self, person: PersonStatus) -> str:
        """Return somebody's state: Received, Left on a day, Overdue, Missing, or in part."""
        if not person.missing:
            return "Received"
        if day := self.asking.left(person.person):
            return f"Left on {in_words(day)}"
        late = "Overdue" if self.is_overdue else "Missing"
        return f"{late} in part" if person.returned else late


def _people(asked: Iterable[AskedFor]) -> tuple[PersonStatus, ...]:
    return tuple(
        PersonStatus(
            person,
            tuple(one for one in theirs if one.came),
            tuple(one for one in theirs if not one.came),
        )
        for person, theirs in by_name(asked, lambda one: one.person).items()
    )


def status_of_rounds(intake: Intake, priority: str = "") -> tuple[ReturnStatus, ...]:
    """Return the state of the rounds that are being gathered, or the one of a priority.

    An action that was closed since, and of which nothing came in, is not waited for.
    """
    found: list[ReturnStatus] = []
    for asked in intake.current.values():
        if not priority or asked.issued.priority == priority:
            each = (
                AskedFor(asked.lead(action), "", action.reference, action.wording, came)
                for action in asked.actions
                if (came := asked.is_gathered(action))
                or is_open(intake.at.board.action.get(action.reference, action))
            )
            found.append(ReturnStatus(replace(asked.asking, issued_on=intake.today), _people(each)))
    return tuple(found)


def status_of_paper(
    asking: Asking, kind: str, tables: Collection[Table] = ASKED_TABLES
) -> ReturnStatus:
    """Return who owes what for a paper of the kind, in the order in which they are asked.

    What came in is what the data hold: the last figure of an indicator that owes no other,
    and answers for the meeting. What names nobody is on nobody's list; ``check_paper_asked``
    reports it.
    """
    board = asking.at.board
    answered: set[Key] = set()
    for table in (UPDATES, FEEDBACK, HIGHLIGHTS):
        columns = asked_columns(table)
        rows = (r for r in board.rows(table) if any(filled(getattr(r, c.name)) for c in columns))
        answered |= {key_of(table, row) for row in rows}
    # Forms are taken as if no report had come in: who has reported is not asked again.
    meeting = asking.meeting.reference
    others = tuple(row for row in board.highlights if row.meeting != meeting)
    before = replace(asking, at=replace(asking.at, board=replace(board, highlights=others)))
    measured = {indicator.reference: indicator.name for indicator in board.indicators}

    def asked_for(person: str, table: Table, row: Row, came: bool) -> AskedFor:
        name, words = "", ""
        match row:
            case Reading():
                name = f"{row.indicator} {words_of(row.period)}"
                words = measured.get(row.indicator, "")
            case Update():
                name, words = row.action, row.wording
            case Feedback():
                name, found = row.about, board.action.get(row.about)
                words = found.wording if found else ""
        return AskedFor(person, table.sheet, name, words, came)

    owed: list[AskedFor] = []
    for form in asked_forms(before, kind, tables):
        for table, row in ((sheet.table, row) for sheet in form.sheets for row in sheet.rows):
            owed.append(asked_for(form.about.person, table, row, key_of(table, row) in answered))
    for indicator in board.indicators if READINGS in tables else ():
        period = came_in(board, indicator, asking.due or asking.issued_on)
        if period:
            row = Reading(indicator=indicator.reference, period=period)
            owed.append(asked_for(asking.who(indicator.partner), READINGS, row, came=True))
    return ReturnStatus(asking, _people(owed), purpose_of(kind))


class Letter(Frozen):
    """A text for one person, to be sent as an e-mail: to which address, with which files.

    ``to`` is blank where no address is known.
    """

    person: str
    to: str
    subject: str
    body: str
    attach: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return all of it, ready to be pasted."""
        head = (
            f"To: {self.to or NO_ADDRESS_KNOWN}",
            f"Subject: {self.subject}",
            *(f"Attach: {file}" for file in self.attach),
        )
        return "\n".join((*head, "", self.body))


class FormSent(Frozen):
    """A form that goes out: what it asks, and the name of the workbook that is to be attached."""

    asking: Asking
    form: Form
    file: str


def form_letter(first: FormSent, *others: FormSent) -> Letter:
    """Return the text for whoever is sent forms: what is asked, why, by when, and about what.

    Several forms are those of one person for several priorities: one text goes with all of them.
    """
    sent, asking, guide = (first, *others), first.asking, first.form.guide
    dues = {one.asking.due for one in sent if one.asking.due}
    opening = f"{guide.asks} Fill in the attached workbook, and send it to {asking.goes_to}."
    if others:
        # Where each has a day of its own, it is said above its own list.
        to = asking.goes_to if len(dues) == 1 else asking.goes_back_to
        opening = f"Please fill in the {len(sent)} attached workbooks, and send them to {to}."
    lines = [opening, "", *dict.fromkeys(one.form.guide.why for one in sent), ""]
    for one in sent:
        due = one.asking.due if len(dues) > 1 else None
        by = f" Please reply by {with_weekday(due)}." if due else ""
        heading = f"{one.form.guide.asks}{by}" if others else "You are asked about:"
        if one.form.sheets[0].called != (one.form.about.person,):
            lines += [*_asked_about(one.form, heading), ""]
    title = first.form.title
    if others:
        title = f"{EXCEPTION_REPORTING} on {listed(one.asking.priority_called for one in sent)}"
    not_yours = " ".join(dict.fromkeys(one.form.guide.not_yours for one in sent))
    lines.append(f"{not_yours} If you have a question, {asking.help}.")
    reply = f": please reply by {with_weekday(min(dues))}" if dues else ""
    files = (one.file for one in sent)
    return letter_to(asking, first.form.about.person, f"{title}{reply}", lines, *files)


def _asked_about(form: Form, heading: str) -> Iterator[str]:
    """Yield a line for each thing that a form asks about, and those that it no longer does."""
    if len(form.sheets) == 1:
        yield heading
    for number, sheet in enumerate(form.sheets):
        if len(form.sheets) > 1:
            yield from [""] * bool(number)
            yield f"On the sheet '{sheet.name}':"
        last = sheet.last_said(sheet.needs[0].column) if sheet.needs else None
        before = last.texts if last else ("",) * len(sheet.rows)
        for about, said in zip(sheet.called, before, strict=True):
            yield f"- {about}{f' (last time: {said})' if said else ''}"
    if form.closed:
        yield from ("", "You no longer need to report on:")
        yield from (f"- {one.reference} {one.wording} ({one.state})" for one in form.closed)
    if form.missing:
        yield from ("", f"{NOT_RETURNED}.")
        yield from (f"- {one.reference} {one.wording} ({one.lead})" for one in form.missing)


def to_each(
    findings: Iterable[Finding], board: BoardData, ways: Ways, today: date,
    senders: Mapping[str, str] = _NOBODY, meetings: Mapping[str, str] = _NOBODY,
) -> tuple[Letter, ...]:  # fmt: skip
    """Return a text for each person who has something to put right or to answer.

    Notes are not among it, nor what only the officer can do. ``senders`` says who sent a file:
    a finding on several files is everybody's who sent one. ``meetings`` says for which one it is.
    """
    asked: list[tuple[str, Finding]] = []
    for finding in findings:
        if finding.severity is not Severity.NOTE and finding.code not in _NOT_THEIRS:
            files = {place.file for place in finding.others} - {finding.place.file}
            others = (senders.get(file, "") for file in sorted(files))
            people = ByReference((one, one) for one in (finding.person, *others) if one)
            asked += ((person, finding) for person in people.values())
    asking = Asking(BoardAt(board, ways, Meeting()), None, today)
    name = ways.settings.council.board
    letters: list[Letter] = []
    for person, found in by_name(asked, lambda one: one[0]).items():
        of = {meetings.get(finding.place.file, "") for _, finding in found}
        meeting = board.meeting.get(of.pop()) if len(of) == 1 else None
        there = replace(asking, at=replace(asking.at, meeting=meeting)) if meeting else None
        by_when = f" {there.board_meets}." if there else ""
        lines = [
            f"Thank you for your answers. Before they can go to the {name}, please help with this:",
            "",
            *_asked_of_them([finding for _, finding in found]),
            "",
            "Please correct your answers in the form, save it, and send it again to "
            f"{asking.goes_to}, as soon as you can.{by_when} If you have a question, "
            f"{asking.help}.",
        ]
        letters.append(
            letter_to(asking, person, f"Questions on your answers for the {name}", lines)
        )
    return tuple(letters)


def _asked_of_them(found: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each thing that somebody is asked, below the name of the form if several.

    They follow each other as the rows of the form do, so that what is asked of one action is
    together.
    """
    by_file = in_groups((finding.place.file, finding) for finding in found)
    for number, (file, theirs) in enumerate(by_file.items()):
        if len(by_file) > 1:
            yield from [""] * bool(number)
            yield f"In '{file}':"
        for finding in sorted(theirs, key=lambda one: (one.place.sheet, one.place.row_number)):
            place = finding.place
            where = f"{place.sheet}, cell {place.cell}" if place.cell else str(place)
            here = (other for other in finding.others if other.file == file)
            others = ", ".join(other.cell or str(other) for other in here)
            more = f" (also {others})" if others else ""
            yield f"- {where}{more}: {words_to_them(finding)}"


def words_to_them(finding: Finding) -> str:
    """Return a finding in the words in which whoever filled in the form is asked about it."""
    return f"{finding.message} {_ASKS.get(finding.code, finding.remedy)}"


def reminders(statuses: Iterable[ReturnStatus]) -> Mapping[tuple[Reference, Reference], Letter]:
    """Return a text for each person of whom something has not come in, by meeting and person.

    Somebody who reports on several priorities has one text for all their rounds for a meeting.
    Somebody who has left has none.
    """
    owed = in_groups(
        ((Reference(one.asking.meeting.reference), Reference(person.person)), (one, person))
        for one in statuses
        for person in one.missing
        if not one.asking.left(person.person)
    )
    return {key: chase(*theirs) for key, theirs in owed.items()}


Owed = tuple[ReturnStatus, PersonStatus]
"""A round, or what a paper needs, and what one person owes for it."""


def chase(first: Owed, *others: Owed) -> Letter:
    """Return a text that asks somebody for what has not come back yet, of rounds or for a paper.

    Of a round the paper says where nothing is returned; of a paper's own actions the plan's state
    counts where nobody says another.
    """
    owed, (standing, person) = (first, *others), first
    asking, forms = standing.asking, "forms" if others else "form"
    many = sum(len(theirs.missing) for _, theirs in owed)
    dues = {one.asking.due for one, _ in owed if one.asking.due}
    # Where each has a day of its own, it is said above its own list.
    due = f" by {with_weekday(min(dues))}" if len(dues) == 1 else ""
    overdue = any(one.is_overdue for one, _ in owed)
    they = (
        ("They were" if many > 1 else "It was") if overdue else "They are" if many > 1 else "It is"
    )
    needed = f"We still need {many} answer{'s' * (many > 1)} from you."
    if any(theirs.returned for _, theirs in owed):
        needed = f"Thank you for your answers. We still need {many} more."
    soon = ", as soon as you can" if overdue else due and f",{due}"
    rest = (
        ""
        if standing.purpose
        else (" If an action has no answer, the paper says so, and names you.")
    )
    lines = [f"{needed} {they} due{due}." if due else needed, ""]
    for one, theirs in owed:
        if others:
            own = with_weekday(one.asking.due) if one.asking.due and len(dues) > 1 else ""
            lines.append(f"{one.asking.priority_called}{own and f', due by {own}'}:")
        lines += [*_missing(theirs.missing), ""]
    lines += [
        f"Please fill in the {forms} that you were sent, and send {'them' if others else 'it'} to "
        f"{asking.goes_back_to}{soon}. {asking.board_meets}.{rest}",
        "",
        f"If {'one of these' if many > 1 else 'this'} is not yours, tell {asking.contact} who "
        f"should answer it. If you have already sent the {forms}, cannot find "
        f"{'them' if others else 'it'}, or have a question, {asking.help}.",
    ]
    about = f"{standing.purpose.lower()} for {asking.meeting.reference}"
    if not standing.purpose:
        called = listed(one.asking.priority_called for one, _ in owed)
        about = f"{EXCEPTION_REPORTING.lower()} on {called}"
    return letter_to(asking, person.person, f"Reminder: {about}{due and f', due{due}'}", lines)


def _missing(missing: Sequence[AskedFor]) -> Iterator[str]:
    """Yield a line for each thing that has not come in, by the sheet of the form that asks it."""
    by_sheet = in_groups((one.sheet, one) for one in missing)
    for number, (sheet, items) in enumerate(by_sheet.items()):
        if len(by_sheet) > 1:
            yield from [""] * bool(number)
            yield f"On the sheet '{sheet}':"
        yield from (f"- {f'{one.name} {one.words}'.strip() or one.sheet}" for one in items)


def letter_to(
    asking: Asking, person: str, subject: str, lines: Iterable[str], *attach: str
) -> Letter:
    """Return a letter to somebody, signed by the contact; ``attach`` are files that go with it."""
    contact, council = asking.at.ways.settings.contact, asking.at.ways.settings.council
    signed = [line for line in (contact.name, council.name, contact.telephone) if line]
    end = ["", *signed] if signed else []
    dear = "all" if person == ALL_LEADS else person
    body = "\n".join([f"Dear {dear},", "", *lines, *end]) + "\n"
    return Letter(person, asking.address_of(person), subject, body, attach)

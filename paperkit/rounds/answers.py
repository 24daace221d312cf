"""What leads and sponsors answered, row by row: the action that is meant, what is wrong with it.

Nothing is guessed: a row is about the action that its reference or its exact words name, and a
rating is a word of the scale (P-10; seed H 3.9, 3.10). What keeps an answer out is a finding.
"""

from collections.abc import Iterable, Iterator, Mapping

from paperkit.board.history import Round
from paperkit.board.paper_rows import RETURNS, VIEWS, Request, Return, Risk, View
from paperkit.board.plan_rows import Action
from paperkit.board.settings import Role
from paperkit.board.words import SponsorView
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import replace
from paperkit.record.asked import versions
from paperkit.rounds.forms import ALL_LEADS
from paperkit.rounds.returns import (
    Intake,
    Judged,
    Key,
    KnownForm,
    ReturnedRow,
    RoundAsked,
    check_twice,
    said,
)
from paperkit.rounds.round_forms import known_return
from paperkit.rounds.rules import made_worse
from paperkit.schema.cleaning import folded, in_groups, key_text
from paperkit.schema.columns import Cell, Row, Table
from paperkit.schema.describe import words_of
from paperkit.schema.forms import sheet_name
from paperkit.schema.rows import BuiltTable, resolve
from paperkit.schema.values import Link, blank, close_to
from paperkit.standpoint.rules import filled, finding_at, place_of, table_of
from paperkit.standpoint.sentences import listed

OnAction = Return | View | Request | Risk

_LEAD_ANSWERS = ("rating", "reasons", "control", "request", "exceptional")
"""The columns that are blank when a form is sent out."""

_LEAD_KNOWN = tuple(c.name for c in RETURNS.columns if c.known and not c.refers)


def action_of(row: OnAction, intake: Intake, person: str) -> tuple[Action | None, list[Finding]]:
    """Return the action of a row, by its reference or its exact words, and the findings."""
    if row.action:
        action = intake.actions.get(row.action)
        if action:
            return action, []
        near = close_to(row.action, [action.reference for action in intake.at.board.actions])
        remedy = f"Type the reference of the plan (did you mean {near}?)." if near else ""
        message, typed = f"The plan has no action {quoted(row.action)}.", row.action
        return None, [
            finding_at("PK-838", row, "action", message, remedy=remedy, value=typed, person=person)
        ]
    matching = intake.by_wording.get(folded(getattr(row, "wording", "")), ())
    if len(matching) == 1:
        message = f"The row has no reference, and was read as action {matching[0].reference}."
        return matching[0], [finding_at("PK-841", row, "action", message, person=person)]
    values = (getattr(row, column.name) for column in table_of(row).columns)
    begins = next((words_of(value) for value in values if filled(value)), "")
    message = f"The row that begins {quoted(begins)} has no reference."
    return None, [finding_at("PK-840", row, "action", message, value=begins, person=person)]


def check_rating(row: Return | View, intake: Intake, person: str) -> Iterator[Finding]:
    """Yield an error for a rating that is not a word of the scale; none is guessed (P-10)."""
    yield from _check_word(row.rating, place_of(row, "rating"), intake, person)


def _check_word(rating: str, place: Place, intake: Intake, person: str = "") -> Iterator[Finding]:
    scale = intake.at.scale
    if rating and not scale.find(rating):
        words = [one.word for one in scale.ratings]
        near = close_to(rating, words)
        message = f"{quoted(rating)} is not one of {', '.join(words)}."
        remedy = f"Choose one of these words{f' (did you mean {near}?)' if near else ''}."
        yield Finding("PK-844", place, message, remedy, value=rating, person=person)


def check_unread(built: BuiltTable[Row], table: Table, intake: Intake) -> Iterator[Finding]:
    """Yield an error for each such rating in a row of which another cell cannot be read.

    Whoever filled in the form is asked about both at once.
    """
    there = {finding.place for finding in built.findings}
    for cell in (row.cells["rating"] for row in built.unread if "rating" in row.cells):
        if cell.place not in there and not blank(cell.value, table.column("rating")):
            yield from _check_word(key_text(cell.typed), cell.place, intake)


class LeadRow(ReturnedRow, kw_only=True):
    """A lead's row as it was typed, as it is ``kept`` in the log, and that as an ``answer``.

    ``sent`` is the row as it was sent out; ``changed`` is what columns that were filled in
    beforehand hold, where it is not the same. ``new_links`` are those of the addresses ``behind``
    words of the row that it did not have. ``is_answered`` says that something was filled in, or
    changed that was the lead's to change; ``role`` is what the rating says.
    """

    row: Return
    action: Action
    sent: Return
    kept: Return
    answer: ReturnedRow
    is_answered: bool
    role: Role | None
    changed: Mapping[str, str]
    behind: tuple[Cell, ...]
    new_links: tuple[str, ...]

    @property
    def key(self) -> Key:
        """Return which question the row answers, also where its reference is blank."""
        return (self.action.reference,)

    @property
    def subject(self) -> str:
        """Return the action as a message names it."""
        return f"Action {self.action.reference}"


def lead_row(
    row: Return, action: Action, person: str, intake: Intake, issued: Round,
    behind: tuple[Cell, ...] = (),
) -> LeadRow:  # fmt: skip
    """Return a lead's row of a round, with the answer that is to be kept.

    ``behind`` are the addresses behind words of the row. The link is the one that is typed in its
    column, or else put behind the row's words.
    """
    sent, scale = intake.sent(action, issued), intake.at.scale
    # A column that the sheet does not have says nothing; in the project's own rows (which nobody
    # filled in beforehand) a blank cell does not either.
    came = {name: getattr(row, name) for name in _LEAD_KNOWN if name in row.place.cells}
    earlier = [known_return(a, "") for a in versions(intake.at.board, issued, sent.action)]
    changed = {
        name: value
        for name, value in came.items()
        if value or not row.meeting
        if key_text(value) not in [key_text(getattr(one, name)) for one in (sent, *earlier)]
    }
    seen = dict.fromkeys(cell.typed for cell in behind)
    new_links = tuple(link for link in seen if link not in (row.link, sent.link))
    has_own_link = row.link not in ("", sent.link)
    has_own_day = row.review_date not in (None, sent.review_date, action.review_date)
    accepted = tuple(changed) if intake.leave.accept else ()
    kept = replace(
        row,
        **{name: getattr(sent, name) for name in _LEAD_KNOWN if name not in accepted},
        action=action.reference,
        meeting=sent.meeting,
        rating=scale.spelled(row.rating),
        link=Link(new_links[0]) if new_links and not has_own_link else row.link,
        received_on=row.received_on or intake.today,
    )
    asked = tuple(column.name for column in RETURNS.columns if column.asked)
    return LeadRow(
        table=RETURNS, row=row, asked=asked, person=person, action=action, sent=sent,
        kept=kept, answer=ReturnedRow(RETURNS, kept, asked, person, accepted),
        is_answered=has_own_link or has_own_day or any(getattr(row, n) for n in _LEAD_ANSWERS),
        role=scale.role(row.rating), changed=changed, behind=behind, new_links=new_links,
    )  # fmt: skip


def check_line(line: LeadRow, intake: Intake) -> Iterator[Finding]:
    """Yield what is wrong with a row by itself (H 3.10), and what should be looked at."""
    row, subject, link = line.row, line.subject, line.kept.link
    yield from check_rating(row, intake, line.person)
    if not row.rating:
        yield line.finding("PK-845", "rating", f"{subject} has answers, but no rating.")
    lacking = [name for name in ("reasons", "control") if not getattr(row, name)]
    if lacking and line.role in (Role.NEAR, Role.MISSED):
        heads = listed(RETURNS.column(name).heading for name in lacking)
        are = "are" if len(lacking) > 1 else "is"
        message = f"{subject} is {line.kept.rating}, but {heads} {are} blank."
        yield line.finding("PK-846", lacking[0], message)
    # What was filled in beforehand and came back changed (P-20), unless it is accepted.
    for name, came in line.changed.items() if not intake.leave.accept else ():
        was, heading = getattr(line.sent, name), RETURNS.column(name).heading
        old, new = said(was, came)
        message = f"{subject}, {heading}: the plan says {old}, but the form says {new}."
        yield line.finding("PK-848", name, message)
    for cell in line.behind:
        if cell.typed in line.new_links and cell.typed != link:
            message = (
                f"{subject} has the link {quoted(link)}, and another behind "
                f"words of its row: {quoted(cell.typed)}."
            )
            yield Finding("PK-854", cell.place, message, value=cell.typed, person=line.person)


def check_unflagged(lines: Iterable[LeadRow], intake: Intake) -> Iterator[Finding]:
    """Yield one question for each lead: whether text on the best rating means exceptional progress.

    The text is kept (H 3.10). Where the sponsor has made the rating worse, it is the reasons.
    """
    unflagged = [
        line
        for line in lines
        if line.role is Role.MET and line.row.exceptional is None
        if (line.row.reasons or line.row.control) and not made_worse(intake.at, line.kept)
    ]
    for theirs in in_groups((line.person, line) for line in unflagged).values():
        ratings = listed(dict.fromkeys(line.kept.rating for line in theirs), "or")
        be, have = ("is", "has") if len(theirs) == 1 else ("are", "have")
        message = (
            f"{_actions(theirs)} {be} {ratings} and {have} text, but the form does not say "
            "whether progress is exceptional."
        )
        columns = ["reasons" if line.row.reasons else "control" for line in theirs]
        cells = [place_of(line.row, name) for line, name in zip(theirs, columns, strict=True)]
        yield theirs[0].finding("PK-847", columns[0], message, cells[1:])


def lead_answers(one: KnownForm, asked: RoundAsked, intake: Intake) -> Judged:
    """Return the answers of a form of exception reporting, and the findings."""
    built = one.form.built[RETURNS.name]
    resolved, unresolved = resolve(RETURNS, built.rows, {"actions": intake.keys["actions"]})
    # An unknown action has a message of its own here.
    findings = [*one.form.findings, *built.findings, *check_unread(built, RETURNS, intake)]
    findings += [found for found in unresolved if found.code != "PK-320"]
    is_shared = one.person == ALL_LEADS
    lines: list[LeadRow] = []
    for row in resolved:
        assert isinstance(row, Return)
        action, found = action_of(row, intake, one.person)
        if action is None:
            findings += found
            continue
        lead = asked.lead(action)
        person, behind = lead if is_shared else one.person, one.form.links.get(row.place.row, ())
        line = lead_row(row, action, person, intake, asked.issued, behind)
        if action.reference not in asked.issued.actions:
            if line.is_answered:
                message = (
                    f"{line.subject} is not one of the actions that the round for "
                    f"{asked.issued.meeting} asks about."
                )
                findings += [*found, line.finding("PK-839", "action", message)]
            continue
        findings += found
        # An action that no longer names a lead is nobody else's.
        if is_shared or intake.leave.accept or lead in ("", one.person):
            lines.append(line)
        elif line.is_answered:
            rated = f", rated {quoted(row.rating)}" if row.rating else ""
            message = (
                f"{line.subject} is in the form of {one.person}{rated}, but {lead} reports on it. "
                "The row was not taken."
            )
            findings.append(line.finding("PK-842", "action", message))
    findings += check_twice(lines)
    answered = [line for line in lines if line.is_answered]
    findings += [found for line in answered for found in check_line(line, intake)]
    findings += check_unflagged(answered, intake)
    # A row without a known reference, or that cannot be read, may be the one that is missing.
    if not built.unread and not any(found.code in ("PK-838", "PK-840") for found in findings):
        findings += _without_row(one, asked, lines)
    left = [line for line in lines if not line.is_answered and not asked.is_gathered(line.action)]
    for theirs in in_groups((line.person, line) for line in left).values():
        verb = "has" if len(theirs) == 1 else "have"
        message = f"{_actions(theirs)} {verb} no rating and no other answer."
        others = [place_of(line.row, "rating") for line in theirs[1:]]
        findings.append(theirs[0].finding("PK-850", "rating", message, others))
    return one.judged((line.answer for line in answered), findings)


def _without_row(one: KnownForm, asked: RoundAsked, lines: Iterable[LeadRow]) -> Iterator[Finding]:
    """Yield one finding for the actions that the form asks about and has no row of (H 3.6)."""
    there = {line.action.reference for line in lines}
    gone = [
        action.reference
        for action in asked.actions
        if one.person in (ALL_LEADS, asked.lead(action))
        if action.reference not in there and not asked.is_gathered(action)
    ]
    if gone:
        some, verb = ("Actions", "have") if len(gone) > 1 else ("Action", "has")
        message = f"{some} {listed(gone)} {verb} no row in the form."
        place = Place(one.form.file, sheet_name(RETURNS))
        yield Finding("PK-849", place, message, person=one.person)


def _actions(lines: list[LeadRow]) -> str:
    named = listed(line.action.reference for line in lines)
    return f"Action{'s' if len(lines) > 1 else ''} {named}"


def sponsor_row(
    row: View, action: Action, meeting: str, sponsor: str, intake: Intake
) -> ReturnedRow:
    """Return a sponsor's row as it is to be kept; the lead's rating stays in the return."""
    rating = intake.at.scale.spelled(row.rating)
    whole = replace(row, action=action.reference, meeting=meeting, sponsor=sponsor, rating=rating)
    return ReturnedRow(VIEWS, whole, tuple(c.name for c in VIEWS.columns if c.asked), sponsor)


def check_view(one: ReturnedRow, intake: Intake) -> Iterator[Finding]:
    """Yield what is wrong with a sponsor's row, beside the return that it is about."""
    row, subject = one.row, one.subject
    assert isinstance(row, View)
    returned = intake.returned(row)
    if returned is None:
        message = f"{subject} has no return for {row.meeting} in the log."
        yield one.finding("PK-855", "action", message)
        return
    yield from check_rating(row, intake, one.person)
    lead, own = quoted(returned.rating), quoted(row.rating)
    differs = row.rating and folded(row.rating) != folded(returned.rating)
    if differs and row.view is SponsorView.AGREED:
        message = f"{subject} is {lead} in the return. The row agrees, but says {own}."
        yield one.finding("PK-857", "view", message)
    if differs and not row.because:
        message = f"{subject} was rated {lead}, and the sponsor says {own} without a reason."
        yield one.finding("PK-856", "because", message)
    elif row.view is SponsorView.CHALLENGED and not row.because:
        message = f"{subject}: the sponsor challenges the rating {lead} without a reason."
        yield one.finding("PK-856", "because", message)


def sponsor_answers(one: KnownForm, intake: Intake) -> Judged:
    """Return the views of a sponsor's form, and the findings."""
    built, meeting = one.form.built[VIEWS.name], one.meeting.reference
    resolved, _ = resolve(VIEWS, built.rows, {"actions": intake.keys["actions"]})
    findings = [*one.form.findings, *built.findings, *check_unread(built, VIEWS, intake)]
    rows: list[ReturnedRow] = []
    for row in resolved:
        assert isinstance(row, View)
        action, found = action_of(row, intake, one.person)
        findings += found
        rows += [sponsor_row(row, action, meeting, one.person, intake)] if action else []
    answers = [row for row in rows if row.is_filled]
    findings += [finding for row in answers for finding in check_view(row, intake)]
    findings += check_twice(answers)
    left = [
        (returned, row)
        for returned in rows
        if isinstance(row := returned.row, View)
        if row.view is None and (row.meeting, row.action) not in intake.at.board.history.views
    ]
    if left:
        actions = f"action{'s' if len(left) > 1 else ''} {listed(row.action for _, row in left)}"
        message = (
            f"{one.person or 'The sponsor'} has not chosen Agreed or Challenged for {actions}."
        )
        others = [place_of(row, "view") for _, row in left[1:]]
        findings.append(left[0][0].finding("PK-858", "view", message, others))
    return one.judged(answers, findings)

"""What leads and sponsors say on each row of the forms that came back (seed H 3.9, 3.10).

Nothing is guessed: a row is about the action that its reference or its exact words name, and a
rating is a word of the scale (P-10). What keeps an answer out is a finding.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from paperkit.board.paper_rows import RETURNS, VIEWS, Request, Return, Risk, View
from paperkit.board.plan_rows import Action
from paperkit.board.settings import Role
from paperkit.board.words import SponsorView
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import replace
from paperkit.rounds.forms import ALL_LEADS
from paperkit.rounds.intake import (
    Intake,
    Judged,
    Key,
    KnownForm,
    ReturnedRow,
    RoundAsked,
    check_twice,
    said,
)
from paperkit.schema.cleaning import folded, key_text
from paperkit.schema.columns import Cell, Table
from paperkit.schema.describe import words_of
from paperkit.schema.forms import sheet_name
from paperkit.schema.rows import resolve
from paperkit.schema.values import Link, close_to
from paperkit.standpoint.rules import filled, finding_at, place_of, table_of
from paperkit.standpoint.sentences import listed

OnAction = Return | View | Request | Risk

_LEAD_ANSWERS = ("rating", "reasons", "control", "request", "exceptional")
"""The columns that are blank when a form is sent out."""

_LEAD_KNOWN = tuple(c.name for c in RETURNS.columns if c.known and not c.refers)


def action_of(row: OnAction, intake: Intake, person: str) -> tuple[Action | None, list[Finding]]:
    """Return the action of a row, by its reference or its exact words, and what is to be told."""
    if row.action:
        action = intake.at.actions.get(row.action)
        if action:
            return action, []
        near = close_to(row.action, [action.reference for action in intake.at.board.actions])
        remedy = f"Type the reference of the plan (did you mean {near}?)." if near else ""
        message, typed = f"The plan has no action {quoted(row.action)}.", row.action
        found = finding_at(
            "PK-838", row, "action", message, remedy=remedy, value=typed, person=person
        )
        return None, [found]
    matching = intake.by_wording.get(folded(getattr(row, "wording", "")), ())
    if len(matching) == 1:
        message = f"The row without a reference was read as action {matching[0].reference}."
        return matching[0], [finding_at("PK-841", row, "action", message, person=person)]
    values = (getattr(row, column.name) for column in table_of(row).columns)
    begins = next((words_of(value) for value in values if filled(value)), "")
    message = f"The row that begins {quoted(begins)} has no reference."
    return None, [finding_at("PK-840", row, "action", message, value=begins, person=person)]


def check_rating(row: Return | View, intake: Intake, person: str) -> Iterator[Finding]:
    """Yield an error for a rating that is no word of the scale; none is guessed (P-10)."""
    scale, rating = intake.at.scale, row.rating
    if rating and not scale.find(rating):
        words = [one.word for one in scale.ratings]
        near = close_to(rating, words)
        message = f"{quoted(rating)} is not one of {', '.join(words)}."
        remedy = f"Choose one of these words{f' (did you mean {near}?)' if near else ''}."
        yield finding_at(
            "PK-844", row, "rating", message, remedy=remedy, value=rating, person=person
        )


class LeadRow(ReturnedRow, kw_only=True, dict=True):
    """A lead's row as it was typed, and as it was sent out.

    ``behind`` are the addresses behind words of the row.
    """

    row: Return
    table: Table = RETURNS
    asked: tuple[str, ...] = tuple(c.name for c in RETURNS.columns if c.asked)
    action: Action
    sent: Return
    intake: Intake
    behind: tuple[Cell, ...] = ()

    @property
    def key(self) -> Key:
        """Return which question the row answers, also where its reference is blank."""
        return (self.action.reference,)

    @property
    def subject(self) -> str:
        """Return the action as a message names it."""
        return f"Action {self.action.reference}"

    @cached_property
    def is_answered(self) -> bool:
        """Return whether something was filled in, or changed that was the lead's to change."""
        if any(getattr(self.row, name) for name in _LEAD_ANSWERS):
            return True
        if self.row.review_date not in (None, self.sent.review_date, self.action.review_date):
            return True
        return bool(self.row.link and self.row.link != self.sent.link)

    @property
    def role(self) -> Role | None:
        """Return what the rating says."""
        return self.intake.at.scale.role(self.row.rating)

    @cached_property
    def changed(self) -> Mapping[str, str]:
        """Return what columns that were filled in beforehand hold, where it is not the same.

        A column that the sheet does not have says nothing; in the project's own rows (which
        nobody filled in beforehand) a blank cell does not either.
        """
        was_sent = not self.row.meeting
        came = {name: getattr(self.row, name) for name in _LEAD_KNOWN}
        return {
            name: value
            for name, value in came.items()
            if (value or was_sent)
            and name in self.row.place.cells
            and key_text(value) != key_text(getattr(self.sent, name))
        }

    @cached_property
    def _new_links(self) -> list[str]:
        seen = dict.fromkeys(cell.typed for cell in self.behind)
        return [link for link in seen if link not in (self.row.link, self.sent.link)]

    @property
    def link(self) -> Link:
        """Return the lead's link: typed in its column, or else put behind the row's words."""
        new = self._new_links
        return Link(new[0]) if new and self.row.link in ("", self.sent.link) else self.row.link

    @property
    def answer(self) -> ReturnedRow:
        """Return the line as it is to be kept in the log."""
        accepted = tuple(self.changed) if self.intake.leave.accept else ()
        held = {name: getattr(self.sent, name) for name in _LEAD_KNOWN if name not in accepted}
        row = replace(
            self.row,
            **held,
            action=self.action.reference,
            meeting=self.sent.meeting,
            rating=self.intake.at.scale.spelled(self.row.rating),
            link=self.link,
            received_on=self.row.received_on or self.intake.today,
        )
        return ReturnedRow(RETURNS, row, self.asked, self.person, accepted)

    def check(self) -> Iterator[Finding]:
        """Yield what is wrong with the row by itself (H 3.10), and what should be looked at."""
        yield from check_rating(self.row, self.intake, self.person)
        if not self.row.rating:
            yield self.finding("PK-845", "rating", f"{self.subject} has answers, but no rating.")
        lacking = [name for name in ("reasons", "control") if not getattr(self.row, name)]
        if lacking and self.role in (Role.NEAR, Role.MISSED):
            heads = listed(RETURNS.column(name).heading for name in lacking)
            message = f"{self.subject} is {self.intake.at.scale.spelled(self.row.rating)}; {heads} "
            message += "are blank." if len(lacking) > 1 else "is blank."
            yield self.finding("PK-846", lacking[0], message)
        # What was filled in beforehand and came back changed (P-20), unless it is accepted.
        for name, came in self.changed.items() if not self.intake.leave.accept else ():
            was, heading = getattr(self.sent, name), RETURNS.column(name).heading
            message = f"{self.subject}, {heading}: {said(was)} in the plan came back as "
            yield self.finding("PK-848", name, f"{message}{said(came)}.")
        for cell in self.behind:
            if cell.typed in self._new_links and cell.typed != self.link:
                message = f"{self.subject} has the link {quoted(self.link)}, and another behind "
                message += f"words of its row: {quoted(cell.typed)}."
                yield Finding("PK-854", cell.place, message, value=cell.typed, person=self.person)


def check_unflagged(lines: Iterable[LeadRow]) -> Iterator[Finding]:
    """Yield one question for each lead: whether text on the best rating means exceptional progress.

    The text is kept (H 3.10).
    """
    unflagged = [
        line
        for line in lines
        if line.role is Role.MET and line.row.exceptional is None
        if line.row.reasons or line.row.control
    ]
    for theirs in _by_person(unflagged):
        rating = theirs[0].intake.at.scale.spelled(theirs[0].row.rating)
        message = f"{_actions(theirs)} {'is' if len(theirs) == 1 else 'are'} {rating} with text, "
        message += "and the form does not say whether progress is exceptional."
        columns = ["reasons" if line.row.reasons else "control" for line in theirs]
        cells = [place_of(line.row, name) for line, name in zip(theirs, columns, strict=True)]
        yield theirs[0].finding("PK-847", columns[0], message, cells[1:])


def lead_answers(one: KnownForm, asked: RoundAsked, intake: Intake) -> Judged:
    """Return the answers of a form of exception reporting, and what is to be told of them."""
    built = one.form.built[RETURNS.name]
    resolved = resolve(RETURNS, built.rows, {"actions": intake.keys["actions"]})
    # An unknown action has a message of its own here.
    findings = [*one.form.findings, *built.findings]
    findings += [found for found in resolved.findings if found.code != "PK-320"]
    is_shared = one.person == ALL_LEADS
    lines: list[LeadRow] = []
    for row in resolved.rows:
        assert isinstance(row, Return)
        action, found = action_of(row, intake, one.person)
        if action is None:
            findings += found
            continue
        lead = asked.lead(action)
        line = LeadRow(
            row=row, action=action, person=lead if is_shared else one.person, intake=intake,
            sent=intake.sent(action, asked.issued),
            behind=one.form.links.get(row.place.row, ()),
        )  # fmt: skip
        if action.reference not in asked.names:
            if line.is_answered:
                message = f"{line.subject} is not among the actions that the round for "
                message += f"{asked.issued.meeting} asks about."
                findings += [*found, line.finding("PK-839", "action", message)]
            continue
        findings += found
        if is_shared or intake.leave.accept or lead == one.person:
            lines.append(line)
        elif line.is_answered:
            rated = f", rated {quoted(row.rating)}" if row.rating else ""
            message = f"{line.subject} is reported on by {lead}, and stands in the form of "
            message += f"{one.person}{rated}. The row was not taken."
            findings.append(line.finding("PK-842", "action", message))
    findings += check_twice(lines)
    answered = [line for line in lines if line.is_answered]
    findings += [finding for line in answered for finding in line.check()]
    findings += check_unflagged(answered)
    findings += _without_row(one, asked, lines) if not built.unread else ()
    left = [line for line in lines if not line.is_answered and not asked.is_gathered(line.action)]
    for theirs in _by_person(left):
        verb = "has" if len(theirs) == 1 else "have"
        message = f"{_actions(theirs)} {verb} no rating and no other answer."
        others = [place_of(line.row, "rating") for line in theirs[1:]]
        findings.append(theirs[0].finding("PK-850", "rating", message, others))
    return one.judged((line.answer for line in answered), findings)


def _without_row(one: KnownForm, asked: RoundAsked, lines: Iterable[LeadRow]) -> Iterator[Finding]:
    """Yield one finding for the actions that the form asks about and has no row of (H 3.6).

    A row that could not be read may be the missing one: its cell has a finding already.
    """
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


def _by_person(lines: Iterable[LeadRow]) -> Iterable[list[LeadRow]]:
    found: dict[str, list[LeadRow]] = {}
    for line in lines:
        found.setdefault(line.person, []).append(line)
    return found.values()


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
    entry = intake.at.board.history.newest(RETURNS).get((row.meeting, row.action))
    if entry is None or not isinstance(entry.row, Return):
        message = f"{subject} has no return for {row.meeting} in the log."
        yield one.finding("PK-855", "action", message)
        return
    yield from check_rating(row, intake, one.person)
    lead, own = quoted(entry.row.rating), quoted(row.rating)
    differs = row.rating and folded(row.rating) != folded(entry.row.rating)
    if differs and row.view is SponsorView.AGREED:
        message = f"{subject} is {lead} in the return; the row agrees with it, and says {own}."
        yield one.finding("PK-857", "view", message)
    if differs and not row.because:
        message = f"{subject} was rated {lead}; the sponsor says {own}, and not why."
        yield one.finding("PK-856", "because", message)
    elif row.view is SponsorView.CHALLENGED and not row.because:
        message = f"{subject}: the rating {lead} is challenged, and it is not said why."
        yield one.finding("PK-856", "because", message)


def sponsor_answers(one: KnownForm, intake: Intake) -> Judged:
    """Return the views of a sponsor's form, and what is to be told of them."""
    built, meeting = one.form.built[VIEWS.name], one.meeting.reference
    resolved = resolve(VIEWS, built.rows, {"actions": intake.keys["actions"]})
    findings = [*one.form.findings, *built.findings]
    rows: list[ReturnedRow] = []
    for row in resolved.rows:
        assert isinstance(row, View)
        action, found = action_of(row, intake, one.person)
        findings += found
        rows += [sponsor_row(row, action, meeting, one.person, intake)] if action else []
    answers = [row for row in rows if row.is_filled]
    findings += [finding for row in answers for finding in check_view(row, intake)]
    findings += check_twice(answers)
    viewed = intake.at.board.history.newest(VIEWS)
    left = [
        (returned, row)
        for returned in rows
        if isinstance(row := returned.row, View)
        if row.view is None and (row.meeting, row.action) not in viewed
    ]
    if left:
        actions = f"action{'s' if len(left) > 1 else ''} {listed(row.action for _, row in left)}"
        message = f"{one.person or 'The sponsor'} says neither Agreed nor Challenged of {actions}."
        others = [place_of(row, "view") for _, row in left[1:]]
        findings.append(left[0][0].finding("PK-858", "view", message, others))
    return one.judged(answers, findings)

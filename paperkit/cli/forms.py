"""``paperkit forms``: ask people with a form each, take in what comes back, say who owes what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.cli.output import end, say, say_object
from paperkit.cli.retyping import typed_again
from paperkit.errors import ReasonsNeededError

if TYPE_CHECKING:
    from paperkit.pipeline.issuing import Issued
    from paperkit.pipeline.rounds import Gathering
    from paperkit.rounds.letters import Letter, ReturnStatus
    from paperkit.schema.cleaning import ByReference, Reference

_RULE = "-" * 72
_mail_merge = click.option(
    "--mail-merge", "merged", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Also write the texts as a new workbook, one row for each person, such as reminders.xlsx.",
)  # fmt: skip
_NO_FOLDER = "No folder of forms was named: only the project's own rows were looked at."
_HEADS_OF_ISSUE = (
    "Errors, to be put right before forms go out",
    "Gaps, to be looked at before forms go out",
    "Notes, worth a look",
)
_HEADS_OF_GATHERING = (
    "Errors, to be put right before the answers are taken",
    "Questions, for whoever filled in the form",
    "Notes, worth a look",
)


@click.group(name="forms", params=[options.version])
def forms() -> None:
    """Ask reporting leads, partners, groups and sponsors, and take in what they return.

    Paperkit sends nothing: it writes the forms, and a text to go with each.

    \b
    paperkit forms issue --priority P1 --meeting "Board July 2026" --due "18 June 2026"
    paperkit forms gather returned
    """


# --- Asking -----------------------------------------------------------------------------------


@forms.command(name="issue", short_help="Write a form for each person who is asked.")
@click.option(
    "--priority", "priorities", multiple=True, metavar="P",
    help="The priority: its reference or its name. Give it again for each priority of the meeting.",
)  # fmt: skip
@click.option("--for", "kind", default="", metavar="KIND", help="Ask for what a paper needs.")
@options.meeting
@options.due
@click.option(
    "--shared", is_flag=True, help="One form for all reporting leads, not one for each of them."
)
@options.clock_is_right
@options.strict
@options.project
@options.as_json
def issue(
    priorities: tuple[str, ...], kind: str, meeting: str, due: date | None, shared: bool,
    clock_is_right: bool, strict: bool, packs: tuple[Path, ...], folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Write a form for each person who is asked, and a text to go with it in an e-mail.

    With --priority the forms are those of a round of exception reporting, which is entered in the
    log; with --for they ask for what a paper needs. A form that is there is never written over.
    The texts are also in one workbook for a mail merge, in the folder letters: a row for each
    person, who has one text for all priorities that are named.

    \b
    paperkit forms issue --priority P1 --meeting "Board July 2026" --due "18 June 2026"
    paperkit forms issue --priority P1 --priority P2 --meeting "Board July 2026"
    paperkit forms issue --priority P1 --meeting "Board July 2026" --shared
    paperkit forms issue --for performance_report --meeting "Board July 2026"
    """
    if bool(priorities) == bool(kind):
        raise click.UsageError("Give --priority for a round, or --for and a kind of paper.")
    if shared and kind:
        raise click.UsageError("--shared goes with --priority: a round's one form for all leads.")

    progress = running.progress("Reading the project", as_json=as_json)
    from paperkit.pipeline.issuing import IssueOrder, issue_for, issue_round
    from paperkit.pipeline.record import check_clock

    if not clock_is_right:
        check_clock(folder, options.today(), options.OTHER_CLOCK)
    order = IssueOrder(folder, options.today(), meeting, due, packs, progress)
    issued = issue_for(order, kind) if kind else issue_round(order, *priorities, shared=shared)
    _say_issued(issued, as_json, strict=strict)


@forms.command(name="sponsor", short_help="Write the form for the sponsor of a priority.")
@options.priority
@options.meeting
@options.due
@options.strict
@options.project
@options.as_json
def sponsor(
    priority: str, meeting: str, due: date | None, strict: bool, packs: tuple[Path, ...],
    folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Write the form for the sponsor of a priority, with what its reporting leads returned.

    It lists what is not on track and what is exceptional, and asks for the sponsor's view of each.

    \b
    paperkit forms sponsor --priority P1 --meeting "Board July 2026"
    """
    if not priority:
        raise click.UsageError("Name the priority with --priority.")

    progress = running.progress("Reading the project", as_json=as_json)
    from paperkit.pipeline.issuing import IssueOrder, issue_to_sponsor

    order = IssueOrder(folder, options.today(), meeting, due, packs, progress)
    _say_issued(issue_to_sponsor(order, priority), as_json, strict=strict)


def _say_issued(issued: "Issued", as_json: bool, *, strict: bool) -> None:
    """Print which forms were written; the run ends with 1 where something is to be put right."""
    facts = {
        "files": issued.files, "kept": issued.kept, "refused": issued.refused,
        "due": issued.due.isoformat() if issued.due else "", "logged": issued.logged,
    }  # fmt: skip
    say(
        issued.findings, _issued_lines(issued), heads=_HEADS_OF_ISSUE,
        facts=facts if as_json else None,
    )  # fmt: skip
    end(issued.findings, refused=bool(issued.refused), strict=strict)


def _issued_lines(issued: "Issued") -> Iterator[str]:
    from paperkit.schema.dates import with_weekday

    if issued.refused:
        yield f"Not issued. {issued.refused}"
        return
    yield from (f"Written: {path}" for path in issued.files)
    yield from (f"There already, and left as it was: {path}" for path in issued.kept)
    if issued.kept:
        yield "To make one of these again, move the old one away first."
    by = f", to come back by {with_weekday(issued.due)}" if issued.due else ""
    yield f"For the meeting {issued.meeting}{by}."
    if issued.logged:
        yield issued.logged
    if issued.files:
        yield "Paperkit sends nothing. Each text is ready to paste into an e-mail; attach the form."
        yield "For a mail merge, the workbook in the folder letters has one row for each person."


# --- Taking in --------------------------------------------------------------------------------


@forms.command(name="gather", short_help="Take in the forms that came back.")
@click.argument("returned", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@options.meeting
@click.option(
    "--accept", is_flag=True,
    help="Take what leads changed in grey cells, and rows of other leads.",
)  # fmt: skip
@click.option(
    "--because", multiple=True, metavar="ACTION=WHY",
    help="Take an answer that has changed since it was gathered, as a correction, and say why: "
    "'1.4=Jo Lee rang'. Give it once for each action.",
)  # fmt: skip
@click.option(
    "--leave-out", "left_out", multiple=True, metavar="WHOSE=WHY",
    help="Keep no words that somebody wrote outside the answers: 'Jo Lee=About her health'.",
)  # fmt: skip
@click.option("--by", "name", default="", metavar="WHO", help="Who leaves them out.")
@click.option("--by-lead", is_flag=True, help="Print what to ask each person, ready to paste.")
@_mail_merge
@options.clock_is_right
@options.strict
@options.project
@options.as_json
def gather(
    returned: Path | None, meeting: str, accept: bool, because: tuple[str, ...],
    left_out: tuple[str, ...], name: str, by_lead: bool, merged: Path | None,
    clock_is_right: bool, strict: bool, packs: tuple[Path, ...], folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Take the answers of the forms in FOLDER, and the project's own rows, into the log.

    A row with an error is not taken; the other rows of its form are. A form that does not say what
    it is, or that came twice with other answers, is not taken at all. Answers that a paper asked
    for go into a new file of the project's data. What was written outside the answers is asked
    about and kept in the log, and goes into no paper. Gathering twice takes nothing twice.

    \b
    paperkit forms gather returned
    paperkit forms gather returned --by-lead
    paperkit forms gather returned --by-lead --mail-merge questions.xlsx
    paperkit forms gather returned --because "1.4=Jo Lee rang on 9 June"
    paperkit forms gather returned --leave-out "Jo Lee=About her health" --by "Kim Reed"
    """
    if merged and not by_lead:
        raise click.UsageError("--mail-merge goes with --by-lead: it writes what that prints.")
    if not all(one.rpartition("=")[2].strip() for one in because):
        raise click.UsageError('Say why: --because "1.4=Jo Lee rang on 9 June".')
    progress = running.progress("Reading the project", as_json=as_json)
    from paperkit.pipeline.mail_merge import write_letters
    from paperkit.pipeline.record import check_clock
    from paperkit.pipeline.rounds import gather_returns, letters
    from paperkit.rounds.returns import Leave

    today = options.today()
    if not clock_is_right:
        check_clock(folder, today, options.OTHER_CLOCK)
    leave = Leave(accept, left_out=_left_out(left_out, name), by=name.strip())
    try:
        done = gather_returns(
            folder, today, returned, meeting=meeting, leave=leave, because=because, packs=packs,
            progress=progress,
        )  # fmt: skip
    except ReasonsNeededError as fault:
        again = typed_again(click.get_current_context(), because=fault.because)
        raise ReasonsNeededError(f"{fault} Type:\n\n{again}", fault.because) from None
    texts = letters(done, today) if by_lead else ()
    if merged:
        write_letters(texts, merged)
    facts = {
        "files": done.files, "logged": done.logged, "questions": done.questions,
        "forms": done.outcomes,
        "refused": done.refused, "by_lead": {text.person: text.text for text in texts},
    }  # fmt: skip
    first = [] if returned else [_NO_FOLDER]
    if texts:
        first.append("\n".join(f"{_RULE}\n{text.text}" for text in texts) + _RULE)
    say(
        done.findings if as_json else [one for one in done.findings if not (texts and one.person)],
        _gathered_lines(done), heads=_HEADS_OF_GATHERING, listed_by="forms gather --json",
        counted=done.findings, first=first, facts=facts if as_json else None,
    )  # fmt: skip
    kept_back = any(outcome.refused or outcome.waiting for outcome in done.outcomes)
    end(done.findings, refused=bool(done.refused) or kept_back, strict=strict)


def _left_out(given: tuple[str, ...], name: str) -> "ByReference[str]":
    """Return whose remarks are left out, and why; wrong use where one of the three is not said."""
    from paperkit.schema.cleaning import ByReference

    if bool(given) != bool(name.strip()):
        raise click.UsageError(
            'Give --leave-out and --by together, such as --leave-out "Jo Lee=why" --by "you".'
        )
    pairs = [[part.strip() for part in one.partition("=")[::2]] for one in given]
    if not all(whose and why for whose, why in pairs):
        raise click.UsageError('Say whose remarks and why: --leave-out "Jo Lee=About her health".')
    return ByReference((whose, why) for whose, why in pairs)


def _gathered_lines(done: "Gathering") -> Iterator[str]:
    if done.refused:
        yield f"Not gathered. {done.refused}"
        return
    for outcome in done.outcomes:
        name = f"{outcome.file} ({outcome.person})" if outcome.person else outcome.file
        if outcome.refused:
            answers = f", {outcome.waiting} answer{'s' * (outcome.waiting > 1)}"
            yield f"Not taken: {name}{answers if outcome.waiting else ''}"
            continue
        there = f", {outcome.there} there already" if outcome.there else ""
        waiting = f", {outcome.waiting} not taken" if outcome.waiting else ""
        remarks = f", {outcome.remarks} remark{'s' * (outcome.remarks > 1)}"
        noted = f"{remarks} recorded" if outcome.remarks else ""
        yield f"{name}: {outcome.taken} taken{there}{waiting}{noted}"
    entries = "entry was" if done.logged == 1 else "entries were"
    of_questions = "a question that was" if done.questions == 1 else "questions that were"
    asked = f", {done.questions} of them {of_questions} asked" if done.questions else ""
    yield (
        f"{done.logged} {entries} added to the log{asked}."
        if done.logged
        else "The log is as it was."
    )
    yield from (f"Written: {path}" for path in done.files)


# --- Who owes what ----------------------------------------------------------------------------


@forms.command(name="status", short_help="Say who has returned, and who is overdue.")
@options.priority
@click.option("--for", "kind", default="", metavar="KIND", help="Say who owes what a paper needs.")
@options.meeting
@_mail_merge
@options.project
@options.as_json
def status(
    priority: str, kind: str, meeting: str, merged: Path | None, packs: tuple[Path, ...],
    folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Say who has returned their form, who is missing and who is overdue, with a text for each.

    Without --meeting it is the last round of each priority. With --for it is what others owe for
    a paper: figures, states of actions, feedback and highlights.

    \b
    paperkit forms status
    paperkit forms status --priority P1 --meeting "Board July 2026"
    paperkit forms status --for performance_report --meeting "Board July 2026"
    paperkit forms status --mail-merge reminders.xlsx
    """
    if priority and kind:
        raise click.UsageError("Give --priority for a round, or --for and a kind of paper.")

    running.progress("Reading the project", as_json=as_json)
    from paperkit.pipeline.mail_merge import write_letters
    from paperkit.pipeline.rounds import form_status, paper_status
    from paperkit.rounds.leavers import asked_instead
    from paperkit.rounds.letters import reminders

    today = options.today()
    if kind:
        paper = paper_status(folder, kind=kind, meeting=meeting, today=today, packs=packs)
        statuses: Sequence[ReturnStatus] = [paper]
    else:
        statuses = form_status(folder, priority=priority, meeting=meeting, today=today, packs=packs)
    letters = reminders(statuses)
    if merged:
        write_letters((*letters.values(), *asked_instead(statuses)), merged)
    if as_json:
        objects = [_status_object(one, letters) for one in statuses]
        say_object((), **({"paper": objects[0]} if kind else {"rounds": objects}))
    else:
        for line in (line for one in statuses for line in _status_lines(one)):
            click.echo(line)
        for letter in (*letters.values(), *asked_instead(statuses)):
            click.echo(f"\n{_RULE}\n{letter.text}{_RULE}")
        click.echo()


def _status_lines(one: "ReturnStatus") -> Iterator[str]:
    """Yield who was asked, how much of it came in, and whom to ask in place of who has left."""
    from paperkit.rounds.leavers import instead_of
    from paperkit.schema.dates import with_weekday

    asking = one.asking
    what = one.purpose.lower() or f"priority {asking.priority}"
    verb = "were" if one.is_overdue else "are"
    due = f", {verb} due back by {with_weekday(asking.due)}" if asking.due else ""
    yield f"Forms for the {what}, {asking.meeting.reference}{due}"
    for person in one.people:
        asked = len(person.returned) + len(person.missing)
        # A form of a round has one sheet, which goes without saying.
        by_sheet = groupby(person.missing, lambda item: item.sheet)
        parts = (f"{sheet} {', '.join(item.name for item in items)}" for sheet, items in by_sheet)
        missing = "; ".join(part.strip() for part in parts)
        not_yet = f"; still to come: {missing}" if missing else ""
        returned = f"{len(person.returned)} of {asked}"
        yield f"  {one.word(person)}: {person.person}, {returned}{not_yet}"
        if instead := instead_of(one, person):
            yield f"    {instead}"


def _status_object(
    one: "ReturnStatus", letters: "Mapping[tuple[Reference, Reference], Letter]"
) -> dict[str, object]:
    """Return how a round or a paper's forms are coming in, with the keys that --json promises."""
    from paperkit.rounds.leavers import asked_instead, instead_of
    from paperkit.schema.cleaning import Reference

    asking = one.asking
    there = Reference(asking.meeting.reference)
    texts = {name: letter.text for (meeting, name), letter in letters.items() if meeting == there}
    people = [
        {
            "person": person.person,
            "state": one.word(person),
            "returned": [str(item) for item in person.returned],
            "missing": [str(item) for item in person.missing],
            "text": texts.get(Reference(person.person), ""),
            "instead": instead_of(one, person),
        }
        for person in one.people
    ]
    is_paper = bool(one.purpose)
    return {
        "for" if is_paper else "priority": one.purpose or asking.priority,
        "meeting": asking.meeting.reference,
        "due": asking.due.isoformat() if asking.due else "",
        "overdue": one.is_overdue,
        "asked_instead": {letter.person: letter.text for letter in asked_instead([one])},
        "people" if is_paper else "leads": people,
    }

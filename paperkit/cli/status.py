"""``paperkit status``: where each paper of a meeting is, what is due, and what to do next."""

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.findings import in_words_of

if TYPE_CHECKING:
    from paperkit.pipeline.status import MeetingStatus, PaperStatus

_WIDTH = 100


@click.command(name="status")
@options.meeting
@options.project
@options.as_json
def status(meeting: str, packs: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Say where each paper of a meeting is, what is due by when, and what comes next.

    Without --meeting it takes the next meeting, and each one that has open papers. On the sheet
    Papers, type who has a paper and who cleared it.

    \b
    paperkit status
    paperkit status --meeting "Board July 2026"
    """
    running.progress("Reading the project", as_json=as_json)
    from paperkit.cli.output import in_words, say_object
    from paperkit.pipeline.status import status as status_of

    today = options.today()
    found = status_of(folder, meeting, today, packs)
    facts = {"today": today, "meetings": [_object(one) for one in found.meetings]}
    if as_json:
        say_object(found.findings, **facts)
        return
    lines = [line for one in found.meetings for line in _lines(one, today)]
    click.echo("\n".join([*lines, in_words(found.findings)]).rstrip())


def _lines(of: "MeetingStatus", today: date) -> Iterator[str]:
    from paperkit.schema.dates import with_weekday

    assert of.meeting.date is not None
    yield f"Papers of {of.meeting.reference}, {with_weekday(of.meeting.date)}"
    yield ""
    if not of.papers:
        none = "The sheet Papers has no paper for this meeting."
        yield f"  {in_words_of(of.meeting.place.row, none)}"
    for paper in of.papers:
        indent = "    " if paper.label else "  "
        yield from _wrapped(f"{_called(paper)}: {paper.words}", indent)
        more = [*paper.facts]
        if paper.due:
            due = "Overdue" if paper.due.day < today else "Due"
            more.append(f"{due}: {paper.due.name} by {with_weekday(paper.due.day)}.")
        if paper.text and paper.due:
            more.append(f"Its text is {paper.text}.")
        if paper.next:
            more.append(f"Next: {paper.next}")
        for words in more:
            yield from _wrapped(words, f"{indent}    ")
    yield ""


def _called(paper: "PaperStatus") -> str:
    label = f"{paper.label}: " if paper.label else ""
    item = f"item {paper.item}" if paper.item and not paper.label else ""
    publicity = "" if paper.publicity == "Public" else paper.publicity
    more = ", ".join(filter(None, (item, publicity)))
    return f"{label}{paper.called}{f' ({more})' if more else ''}"


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _object(of: "MeetingStatus") -> dict[str, object]:
    """Return the papers of a meeting with the keys that ``--json`` promises."""
    return {
        "meeting": of.meeting.reference,
        "date": of.meeting.date,
        "state": str(of.meeting.state or ""),
        "papers": [
            {
                "paper": paper.paper, "kind": paper.kind, "title": paper.called,
                "item": paper.item, "appendix": paper.label, "publicity": paper.publicity,
                "state": str(paper.state), "with": paper.with_whom, "facts": paper.facts,
                "text": paper.text, "step": str(paper.due.name) if paper.due else "",
                "due": paper.due.day if paper.due else None, "next": paper.next,
            }
            for paper in of.papers
        ],
    }  # fmt: skip

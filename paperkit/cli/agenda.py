"""``paperkit agenda``: a meeting's papers in order, and the item numbers that the clerk gives."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.cli.output import end, say
from paperkit.findings import in_words_of
from paperkit.schema.dates import with_weekday

if TYPE_CHECKING:
    from paperkit.pipeline.agenda import Agenda

_WIDTH = 100


@click.command(name="agenda")
@click.argument("numbers", nargs=-1, metavar="[PAPER=ITEM]...")
@options.meeting
@options.project
@options.as_json
def agenda(
    numbers: tuple[str, ...], meeting: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """List a meeting's papers, or give them the item numbers of the clerk's agenda.

    PAPER is a paper's reference, title or kind. The numbers go into a file of their own in the
    folder 'board', which is read with your workbook. PAPER= takes its number back.

    \b
    paperkit agenda --meeting "Board July 2026"
    paperkit agenda --meeting "Board July 2026" "Performance report=7" "Forward plan=11"
    """
    pairs = [words.rpartition("=") for words in numbers]
    for words, (paper, _, _) in zip(numbers, pairs, strict=True):
        if not paper.strip():
            raise click.UsageError(
                f"'{words}' gives no number. Type a paper and its item, such as "
                '"Performance report=7".'
            )
    running.progress("Reading the project", as_json=as_json)
    from paperkit.pipeline import agenda as agendas

    today = options.today()
    if numbers:
        given = [agendas.Number(paper.strip(), item.strip()) for paper, _, item in pairs]
        listed = agendas.number_items(folder, meeting, given, today, packs)
    else:
        listed = agendas.agenda(folder, meeting, today, packs)
    files = [listed.file] if listed.file else []
    papers = [
        {
            "paper": one.paper, "kind": one.kind, "item": one.item, "appendix": one.label,
            "title": one.called, "publicity": one.publicity, "state": one.words,
        }
        for one in listed.papers
    ]  # fmt: skip
    facts = {"meeting": listed.meeting.reference, "papers": papers, "files": files}
    written = (f"Written: {path}" for path in files)
    say(listed.findings, written, first=_lines(listed), facts=facts if as_json else None)
    end(listed.findings)


def _lines(listed: "Agenda") -> Iterator[str]:
    assert listed.meeting.date is not None
    yield f"Agenda of {listed.meeting.reference}, {with_weekday(listed.meeting.date)}"
    yield ""
    if not listed.papers:
        none = "The sheet Papers has no paper for this meeting."
        yield f"  {in_words_of(listed.meeting.place.row, none)}"
    for paper in listed.papers:
        lead = f"  {paper.item or '-':<6}" if not paper.label else " " * 10
        title = f"{paper.label}: {paper.called}" if paper.label else paper.called
        said = "; ".join((title, paper.publicity or "public or exempt: not said", paper.words))
        yield from textwrap.wrap(
            said, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead),
            break_on_hyphens=False,
        )  # fmt: skip
    if any(not paper.item for paper in listed.papers):
        yield ""
        yield "  - has no item number yet."

"""``paperkit decisions``: the sheet for the clerk, and the rows of what a meeting decides."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.findings import in_words_of

if TYPE_CHECKING:
    from paperkit.pipeline.deciding import DecisionsStarted


@click.group(name="decisions")
def group() -> None:
    """Draft resolutions for the clerk; begin the rows of what a meeting decides.

    \b
    paperkit decisions sheet --meeting "Board July 2026"
    paperkit decisions start --meeting "Board July 2026"
    """


@group.command(name="start")
@options.meeting
@options.project
def start(meeting: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Write a row for each recommendation to a meeting, to be filled in after it.

    They go into a file of their own in the folder 'board', which is read with your workbook. A
    second run adds only what is not there yet.

    \b
    paperkit decisions start --meeting "Board July 2026"
    """
    running.progress("Reading the project")
    from paperkit.pipeline.deciding import start_decisions

    started = start_decisions(folder, meeting=meeting, today=options.today(), packs=packs)
    click.echo("\n".join(_lines(started)))


@group.command(name="sheet")
@options.meeting
@click.option("--overwrite", is_flag=True, help="Replace a sheet that somebody has edited.")
@options.project
def sheet(meeting: str, overwrite: bool, packs: tuple[Path, ...], folder: Path) -> None:
    """Draft a Word sheet of resolutions for the clerk: "RESOLVED: That ...".

    It is a draft, not the minutes, and goes into the meeting's folder. Of exempt items it has the
    public wording; the rest is on a sheet of its own, marked exempt, in the folder 'exempt'.

    \b
    paperkit decisions sheet --meeting "Board July 2026"
    """
    running.progress("Reading the project")
    from paperkit.cli.output import end, say
    from paperkit.pipeline.deciding import draft_sheet

    made = draft_sheet(
        folder, meeting=meeting, today=options.today(), overwrite=overwrite, packs=packs
    )
    if made.findings:
        say(made.findings, ["Nothing was written."])
        end(made.findings)
    for path in made.files:
        click.echo(f"Written: {path}")
    click.echo("Next: give it to the clerk. It is a draft, and the record does not keep it.")


def _lines(started: "DecisionsStarted") -> Iterator[str]:
    added, there = len(started.added), started.there
    if started.path:
        already = f" {_count(there)} there already." if there else ""
        yield f"Written: {started.path}"
        yield f"{_count(added)} to {started.meeting}.{already}"
    elif there:
        yield f"Nothing was written: {_count(there)} to {started.meeting} there already."
    else:
        yield f"Nothing was written: no paper to {started.meeting} makes a recommendation."
        text = "What was decided without a paper goes into the sheet Decisions by hand."
        yield in_words_of(started.data, text)
    if started.path and started.not_filed:
        yield f"The record has no final of {', '.join(started.not_filed)}:"
        yield "what is recommended is as the data say it today."
    for row in started.other:
        yield f"Not among the recommendations of {row.paper}: {row.place.row}."
        yield "  Delete the row, or type the recommendation as it was filed."
    if started.path:
        yield "Next: after the meeting, fill in the columns from 'Outcome' on. An action that arose"
        yield "beyond the recommendations is a row of its own, with 'Wording as resolved' alone."


def _count(number: int) -> str:
    return "1 recommendation" if number == 1 else f"{number} recommendations"

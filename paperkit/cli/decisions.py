"""``paperkit decisions``: begin the rows of what a meeting decides."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running

if TYPE_CHECKING:
    from paperkit.pipeline.deciding import DecisionsStarted


@click.group(name="decisions")
def group() -> None:
    """Begin the rows of what a meeting decides.

    \b
    paperkit decisions start --meeting "Board July 2026"
    """


@group.command(name="start")
@options.meeting
@options.project
def start(meeting: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Write a row for each recommendation to a meeting, to be filled in after it.

    They go into a file of their own in the folder 'board', which is read beside your workbook. A
    second run adds only what is not there yet.

    \b
    paperkit decisions start --meeting "Board July 2026"
    """
    running.progress("Reading the project")
    from paperkit.pipeline.deciding import start_decisions

    started = start_decisions(folder, meeting=meeting, today=options.today(), packs=packs)
    click.echo("\n".join(_lines(started)))


def _lines(started: "DecisionsStarted") -> list[str]:
    added, there = len(started.added), started.there
    if started.path is None and not there:
        return [
            f"Nothing was written: no paper to {started.meeting} makes a recommendation.",
            "What was decided without a paper goes into the sheet Decisions by hand.",
        ]
    if started.path is None:
        return [f"Nothing was written: {_count(there)} of {started.meeting} there already."]
    lines = [f"Written: {started.path}", f"{_count(added)} to {started.meeting}."]
    if there:
        lines[1] += f" {_count(there)} there already."
    if started.not_filed:
        lines.append(
            f"The record has no final of {', '.join(started.not_filed)}: what is recommended is as "
            "the data say it today."
        )
    lines += [
        "Next: after the meeting, fill in the columns from 'Outcome' on. An action that arose",
        "beyond the recommendations is a row of its own, with 'Wording as resolved' alone.",
    ]
    return lines


def _count(number: int) -> str:
    return "1 recommendation" if number == 1 else f"{number} recommendations"

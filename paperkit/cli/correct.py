"""``paperkit correct`` and ``paperkit withdraw``: what is done about a paper that is out."""

from collections.abc import Iterator
from pathlib import Path

import click

from paperkit.cli import options, running
from paperkit.cli.output import in_words, say_object
from paperkit.pipeline import withdrawing
from paperkit.pipeline.record import of_earlier_version
from paperkit.schema import dates


@click.command(name="withdraw")
@click.argument("paper", metavar="PAPER")
@options.because
@options.by
@options.folder
@options.as_json
def withdraw(paper: str, because: str, by: str, folder: Path, as_json: bool) -> None:
    """Record that PAPER is taken off the agenda, or taken down; nothing is sent or deleted.

    PAPER is a final's file, title or reference. What went with it is withdrawn, too. A later build
    of the paper is a new one.

    \b
    paperkit withdraw "Performance report - 16 July 2026.docx" --because "Not ready" --by "R. Keane"
    """
    running.progress("Looking for the paper", as_json=as_json)
    day = options.today()
    note = of_earlier_version(folder)
    done = withdrawing.withdraw(folder, paper, day, because=because, by=by)
    if as_json:
        say_object(
            note, papers=[one.row.file for one in done.versions], withdrawn_on=done.day,
            files=done.there, joined=done.joined,
        )  # fmt: skip
        return
    for line in (*filter(None, [in_words(note)]), *withdrawn_lines(done)):
        click.echo(line)


def withdrawn_lines(done: withdrawing.PapersWithdrawn) -> Iterator[str]:
    """Yield what was recorded, and what is still to be done by hand."""
    for one in done.versions:
        yield f"Withdrawn on {dates.in_words(done.day)}: {one.row.file} ({one.state(done.day)})"
    for path in done.there:
        yield f"The file is still there: {path}"
    if any(one.is_out(done.day) for one in done.versions):
        yield (
            "Nothing was sent or deleted: take the paper off the website, and tell everybody who "
            "has it."
        )
    else:
        yield "Nothing was sent or deleted: see that it is not published."
    for file in done.joined:
        yield f"'{file}' holds it, too: take that down, or publish it without the paper."
    yield (
        "So that 'build --all' does not make it again, take its row off the sheet Papers, or give "
        "it another meeting."
    )

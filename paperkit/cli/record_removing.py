"""``paperkit record remove``: what must go from the record goes for good; that it went stays."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from paperkit.cli import options, running
from paperkit.cli.output import end, say_object
from paperkit.cli.record_of_paper import version_object
from paperkit.pipeline import removing
from paperkit.pipeline.record import check_clock

_SHOWN = 12


@click.command(name="remove")
@click.argument("paper", metavar="[PAPER]", default="")
@click.option(
    "--version", "number", type=click.IntRange(min=1), metavar="N",
    help="Which version of the paper, if it was built more than once.",
)  # fmt: skip
@click.option(
    "--entry", type=click.IntRange(min=1), metavar="N",
    help="The words of this entry, by its number in 'paperkit record list'.",
)  # fmt: skip
@click.option(
    "--text", "words", default="", metavar="WORDS",
    help="These words, wherever the record has them.",
)  # fmt: skip
@options.because
@options.by
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@options.clock_is_right
@options.folder
@options.as_json
def remove(
    paper: str, number: int | None, entry: int | None, words: str, because: str, by: str,
    yes: bool, clock_is_right: bool, folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Remove for good a PAPER, an entry's words, or given words wherever they are; it asks first.

    For personal data, and for exempt text that was published in error. The hash, who removed it,
    when and why stay, and 'paperkit record verify' finds the record whole. What goes cannot be
    brought back. Files outside the record are named and not touched.

    \b
    paperkit record remove --text "Jo Bloggs" --because "Personal data" --by "R. Keane"
    paperkit record remove "Contract - 16 July 2026.docx" --because "Exempt" --by "R. Keane"
    """
    if sum(map(bool, (paper, entry, words))) != 1:
        raise click.UsageError("Name a paper, or give --entry or --text; one of these.")
    if number and not paper:
        raise click.UsageError("--version goes with a paper.")
    running.progress("Looking for what is to go", as_json=as_json)
    today = options.today()
    if not clock_is_right:
        check_clock(folder, today, options.OTHER_CLOCK)
    chosen = removing.to_remove(
        folder, paper=paper, version=number or 0, entry=entry or 0, words=words
    )
    if not as_json:
        for line in listed_lines(chosen):
            click.echo(line)
        for one in chosen.versions:
            click.echo(f"  {one.number}  {one.came_about}, {one.state(today)}")
    refused = chosen.refused or _unconfirmed(yes=yes, as_json=as_json)
    if refused:
        if as_json:
            say_object(
                (), refused=refused, what=chosen.going.what, shared=chosen.going.shared,
                unread=chosen.going.unread, entries=[],
                versions=[version_object(one, today) for one in chosen.versions],
            )  # fmt: skip
        else:
            click.echo(refused)
        end((), refused=True)
    done = removing.remove(chosen, today, because=because, by=by)
    if as_json:
        say_object(
            (), refused="", what=chosen.going.what, shared=chosen.going.shared,
            unread=chosen.going.unread, entries=done.numbers, still_there=done.still_there,
            not_read=done.not_read, published=done.published, versions=[],
        )  # fmt: skip
        return
    for line in removed_lines(done):
        click.echo(line)


def _unconfirmed(*, yes: bool, as_json: bool) -> str:
    """Return why nothing is removed, where nobody has said yes."""
    if yes:
        return ""
    if as_json or not sys.stdin.isatty():
        return "Nothing was removed. If this is what must go, run the same command with --yes."
    said = click.confirm("Remove this for good?", default=False)
    return "" if said else "Nothing was removed."


def listed_lines(chosen: removing.ToRemove) -> Iterator[str]:
    """Yield what is to go, what stays and what could not be looked into."""
    going = chosen.going
    if going.what:
        yield f"To be removed from the record for good ({len(going.what)}):"
    yield from (f"  {line}" for line in going.what)
    if going.shared:
        yield "These stay, because other papers use them; --text takes words out of them too:"
        yield from _some(going.shared)
    if going.unread:
        yield "These could not be opened. If they have the words, remove their paper too:"
        yield from (f"  {line}" for line in going.unread)
    for file in chosen.joined:
        yield f"'{file}' has all papers of the meeting, and stays. If it must go, remove it too."


def removed_lines(done: removing.RemovedForGood) -> Iterator[str]:
    """Yield that it was removed, and what is still to be done by hand."""
    entries = f"entr{'y' if len(done.numbers) == 1 else 'ies'} {', '.join(map(str, done.numbers))}"
    yield f"Removed. What stays is in {entries} of the record: the hash, who, when and why."
    for file in done.published:
        yield (
            f"'{file}' still counts as published, so no build can replace it. If it was taken "
            "down, run 'paperkit withdraw'; then it can be built again."
        )
    if done.still_there:
        yield "These files are not in the record, and are still there. Delete by hand what must go:"
        yield from (f"  {name}" for name in done.still_there)
    if done.not_read:
        yield "These files could not be opened:"
        yield from _some(done.not_read)
    yield (
        "Backups and the version history of OneDrive or SharePoint may hold earlier copies of all "
        "of these, and of the record."
    )


def _some(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first lines, and how many more there are."""
    yield from (f"  {line}" for line in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"  and {len(lines) - _SHOWN} more"

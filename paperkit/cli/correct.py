"""``paperkit correct`` and ``paperkit withdraw``: what is done about a paper that is out."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.board.history import lies_exempt
from paperkit.cli import options, running
from paperkit.cli.output import end, in_words, say, say_object
from paperkit.findings import in_words_of
from paperkit.pipeline import withdrawing
from paperkit.pipeline.record import check_clock, notes_on_log
from paperkit.schema import dates

if TYPE_CHECKING:
    from paperkit.pipeline.correcting import CorrectionDone


@click.command(name="correct")
@click.argument("paper", metavar="PAPER")
@click.option(
    "--row", "rows", multiple=True, metavar="ROW",
    help='A row that was wrong, such as "Actions 1.2", or its number in the list of what changed; '
    "may be given more than once.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="Take everything that changed since.")
@click.option(
    "--as", "how", type=click.Choice(["revised", "addendum"], case_sensitive=False),
    help="Before the meeting: a revised version of the paper, or an addendum to it.",
)  # fmt: skip
@click.option("--because", default="", metavar="WHY", help="Why the paper is corrected.")
@click.option("--by", default="", metavar="WHO", help="Who corrects it.")
@click.option(
    "--note", multiple=True, metavar="TEXT",
    help="What papers print about the correction, instead of what is drafted; a line each.",
)  # fmt: skip
@click.option(
    "--recommendation-agreed-by", "agreed_by", default="", metavar="CLERK",
    help="The clerk who agrees that a recommendation changes.",
)  # fmt: skip
@click.option(
    "--accept-gaps", "accepting", default="", metavar="WHY",
    help="Why a gap is let through that the published paper did not have.",
)  # fmt: skip
@click.option(
    "--meeting", default="", metavar="M",
    help="After the meeting: the one to which the correction goes; the next, if not given.",
)  # fmt: skip
@options.clock_is_right
@options.project
@options.as_json
def correct(
    paper: str, rows: tuple[str, ...], every: bool, how: str | None, because: str, by: str,
    note: tuple[str, ...], agreed_by: str, accepting: str, meeting: str,
    clock_is_right: bool, packs: tuple[Path, ...], folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Correct a published PAPER: from its data as published, and the rows that were wrong.

    Without a row it lists what changed in the data since, and writes nothing. Before the meeting
    the paper gets a revised version or an addendum, after it a correction for the next meeting.
    What was published stays as it is; nothing is sent.

    \b
    paperkit correct "Performance report"
    paperkit correct "Performance report" --row 3 --as revised --because "A slip" --by "R. Keane"
    """
    progress = running.progress("Reading the project", as_json=as_json)
    from paperkit.board.words import CorrectedAs
    from paperkit.pipeline.correcting import correct as correct_paper
    from paperkit.pipeline.correction_paper import CorrectionOrder

    if (rows or every) and not clock_is_right:
        check_clock(folder, options.today(), options.OTHER_CLOCK)
    notes = notes_on_log(folder)
    ways = {"revised": CorrectedAs.REVISED, "addendum": CorrectedAs.ADDENDUM}
    done = correct_paper(
        CorrectionOrder(
            folder=folder, paper=paper, today=options.today(), rows=rows, every=every,
            how=ways.get(how or ""), because=because, by=by, note=note, agreed_by=agreed_by,
            accepting=accepting, meeting=meeting, packs=packs, cache=options.cache_folder(),
        ),
        progress,
    )  # fmt: skip
    found = (*notes, *done.findings) if done.files else done.findings
    if as_json:
        say_object(found, **correction_object(done))
    else:
        lines = corrected_lines(done) if done.files else changed_lines(done)
        if found:
            say(found, lines, listed_by="--json")
        else:
            for line in lines:
                click.echo(line)
    end((), refused=bool(done.refused))


def changed_lines(done: "CorrectionDone") -> Iterator[str]:
    """Yield what changed since the paper was published, and what to do next."""
    day = done.version.published_on
    since = f", published on {dates.in_words(day)}" if day else ""
    yield f"{done.version.row.file}{since}"
    yield from done.said
    if done.refused:
        yield f"Not corrected. {done.refused}"
        return
    if not done.changed:
        yield "Nothing has changed in the data since. Put right what was wrong, then try again."
        return
    yield f"Changed in the data since: {len(done.changed)}"
    width = len(str(len(done.changed)))
    for one in done.changed:
        yield f"  {one.number:{width}}  {one.words}"
    yield (
        "Nothing was written. Run it again with --row and the name or number of each row that was "
        "wrong, or with --all."
    )


def corrected_lines(done: "CorrectionDone") -> Iterator[str]:
    """Yield what was made, what it says, and what is still to be done by hand."""
    yield from done.said
    yield from (f"Written: {path}" for path in done.files)
    yield "It says about the correction:"
    yield from (f"  {line}" for line in done.lines)
    yield f"Recorded. '{done.version.row.file}' stays as it was published."
    yield "Nothing was sent. Put it where the public can find it, and give it to the members."
    for file in done.outdated:
        yield f"'{file}' is out of date. It has what was published before."


def correction_object(done: "CorrectionDone") -> dict[str, object]:
    """Return a correction with the keys that ``--json`` promises."""
    return {
        "paper": done.version.row.file, "published_on": done.version.published_on,
        "said": done.said, "refused": done.refused, "files": done.files,
        "as": str(done.how) if done.how else None, "note": done.lines, "outdated": done.outdated,
        "changed": [
            {
                "number": one.number, "row": one.row, "sheet": one.table.sheet,
                "column": one.column.heading if one.column else None,
                "was": one.values[0], "now": one.values[1],
                "entry": one.entry.number if one.entry else None,
            }
            for one in done.changed
        ],
    }  # fmt: skip


@click.command(name="withdraw")
@click.argument("paper", metavar="PAPER")
@options.because
@options.by
@options.clock_is_right
@options.folder
@options.as_json
def withdraw(
    paper: str, because: str, by: str, clock_is_right: bool, folder: Path, as_json: bool
) -> None:
    """Record that PAPER is taken off the agenda, or taken down; nothing is sent or deleted.

    PAPER is a final's file, title or reference. What went with it is withdrawn, too. A later build
    of the paper is a new one.

    \b
    paperkit withdraw "Performance report - 16 July 2026.docx" --because "Not ready" --by "R. Keane"
    """
    running.progress("Looking for the paper", as_json=as_json)
    day = options.today()
    if not clock_is_right:
        check_clock(folder, day, options.OTHER_CLOCK)
    notes = notes_on_log(folder)
    done = withdrawing.withdraw(folder, paper, day, because=because, by=by)
    if as_json:
        say_object(
            notes, papers=[one.row.file for one in done.versions], withdrawn_on=done.day,
            files=done.there, joined=done.joined, addenda=done.addenda,
        )  # fmt: skip
        return
    for line in (*filter(None, [in_words(notes)]), *withdrawn_lines(done)):
        click.echo(line)


def withdrawn_lines(done: withdrawing.PapersWithdrawn) -> Iterator[str]:
    """Yield what was recorded, and what is still to be done by hand."""
    for one in done.versions:
        yield f"Withdrawn on {dates.in_words(done.day)}: {one.row.file} ({one.state(done.day)})"
    for path in done.there:
        yield f"The file is still there: {path}"
    out = [one for one in done.versions if one.is_out(done.day)]
    if out and all(lies_exempt(one.row.folder) for one in out):
        yield "Nothing was sent or deleted. Let everybody who has it know."
    elif out:
        yield (
            "Nothing was sent or deleted. Take the paper off the website, and let everybody who "
            "has it know."
        )
    else:
        yield "Nothing was sent or deleted. Make sure that it is not published."
    for file in done.joined:
        yield f"'{file}' holds it, too: take that down, or publish it without the paper."
    for file in done.addenda:
        yield f"'{file}' belongs to it: withdraw that as well."
    off = in_words_of(done.data, "take its row off the sheet Papers")
    yield f"So that 'build --all' does not make it again, {off}, or give it another meeting."

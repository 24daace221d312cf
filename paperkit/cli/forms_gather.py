"""``paperkit forms gather``: take in what came back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.cli.running import STANDS

if TYPE_CHECKING:
    from paperkit.board.gathering import Outcome
    from paperkit.board.gathering.letters import Letter
    from paperkit.findings import Severity
    from paperkit.pipeline.rounds.gathering import Gathering


@click.command(name="gather")
@click.argument("forms", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@options.meeting
@click.option(
    "--accept", is_flag=True,
    help="Take what was filled in beforehand and came back changed, and rows of other leads.",
)  # fmt: skip
@click.option(
    "--because", default="", metavar="WHY",
    help="Take answers that have changed since they were gathered, as corrections, and say why.",
)  # fmt: skip
@click.option("--by-lead", is_flag=True, help="Print what to tell each person, ready to paste.")
@options.packs
@options.project
@options.as_json
def command(
    forms: Path | None,
    meeting: str,
    accept: bool,
    because: str,
    by_lead: bool,
    packs: tuple[Path, ...],
    folder: Path,
    as_json: bool,
) -> None:
    """Take the answers of the forms in FOLDER, and the project's own rows, into the log.

    A form with an error is not taken in part: it is told, and the other forms go in. Answers that
    a paper asked for go into a new file of the project's data. Gathering twice takes nothing
    twice.

    \b
    paperkit forms gather returned
    paperkit forms gather returned --by-lead
    paperkit forms gather returned --because "Jo Lee rang on 9 June"
    """
    from paperkit.board.gathering import Leave
    from paperkit.findings import Severity
    from paperkit.pipeline.rounds.gathering import GatherOrder, gather_returns, letters

    today = date.today()
    order = GatherOrder(folder, today, forms, meeting, Leave(accept, because.strip()), packs)
    done = gather_returns(order)
    texts = letters(done, today) if by_lead else ()
    if forms is None and not as_json:
        click.echo("No folder of forms was named: only the project's own rows were looked at.")
    _tell(done, texts, as_json)
    if done.refused or any(f.severity is not Severity.NOTE for f in done.findings):
        raise SystemExit(STANDS)


def _tell(done: "Gathering", texts: "tuple[Letter, ...]", as_json: bool) -> None:
    from paperkit.cli.telling import in_words, object_of
    from paperkit.findings import counts

    if as_json:
        told = {text.person: text.text for text in texts}
        forms = [vars(outcome) for outcome in done.outcomes]
        files = [str(path) for path in done.files]
        more = {"forms": forms, "refused": done.refused, "by_lead": told}
        click.echo(object_of(done.findings, files=files, logged=done.logged, **more))
        return
    if texts:
        click.echo("\n".join(f"{_RULE}\n{text.text}" for text in texts) + _RULE)
        ours = [finding for finding in done.findings if not finding.person]
        click.echo(in_words(ours, _heads(), "forms gather --json"))
    else:
        click.echo(in_words(done.findings, _heads(), "forms gather --json"))
    for line in _lines(done):
        click.echo(line)
    click.echo(counts(done.findings))


_RULE = "-" * 72


def _heads() -> "dict[Severity, str]":
    from paperkit.findings import Severity

    return {
        Severity.ERROR: "Errors, which keep the whole form back",
        Severity.GAP: "Questions, beside what was taken",
        Severity.NOTE: "Notes, worth a look",
    }


def _lines(done: "Gathering") -> Iterator[str]:
    if done.refused:
        yield f"Not gathered. {done.refused}"
        return
    yield from (_of(outcome) for outcome in done.outcomes)
    entries = "entry was" if done.logged == 1 else "entries were"
    yield f"{done.logged} {entries} added to the log." if done.logged else "The log is as it was."
    yield from (f"Written: {path}" for path in done.files)


def _of(outcome: "Outcome") -> str:
    name = f"{outcome.file} ({outcome.person})" if outcome.person else outcome.file
    if outcome.refused:
        return f"Not taken: {name}"
    parts = [f"{outcome.taken} taken"]
    parts += [f"{outcome.there} there already"] if outcome.there else []
    parts += [f"{outcome.waiting} not taken"] if outcome.waiting else []
    return f"{name}: {', '.join(parts)}"

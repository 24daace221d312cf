"""``paperkit forms gather``: take in what came back.

What the command says of forms that were issued.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.frozen import as_dict

if TYPE_CHECKING:
    from paperkit.findings import Severity
    from paperkit.pipeline.gathering import Gathering
    from paperkit.rounds.gathering import Outcome
    from paperkit.rounds.letters import Letter


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
@options.strict
@options.packs
@options.project
@options.as_json
def command(
    forms: Path | None,
    meeting: str,
    accept: bool,
    because: str,
    by_lead: bool,
    strict: bool,
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
    from paperkit.cli.output import end
    from paperkit.findings import Severity
    from paperkit.pipeline.gathering import GatherOrder, gather_returns, letters
    from paperkit.rounds.intake import Leave

    today = date.today()
    order = GatherOrder(folder, today, forms, meeting, Leave(accept, because.strip()), packs)
    done = gather_returns(order)
    texts = letters(done, today) if by_lead else ()
    if forms is None and not as_json:
        click.echo("No folder of forms was named: only the project's own rows were looked at.")
    _tell(done, texts, as_json)
    kept_back = any(outcome.refused or outcome.waiting for outcome in done.outcomes)
    end(
        done.findings, refused=bool(done.refused) or kept_back,
        fail_on=Severity.GAP if strict else Severity.ERROR,
    )  # fmt: skip


def _tell(done: "Gathering", texts: "tuple[Letter, ...]", as_json: bool) -> None:
    from paperkit.cli.output import in_words, object_of
    from paperkit.findings import counts

    if as_json:
        told = {text.person: text.text for text in texts}
        forms = [as_dict(outcome) for outcome in done.outcomes]
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


if TYPE_CHECKING:
    from paperkit.findings import Severity
    from paperkit.pipeline.issuing import Issued


def tell_issued(issued: "Issued", as_json: bool, *, strict: bool) -> None:
    """Print what became of the forms; the run ends with 1 where something is to be put right."""
    from paperkit.cli.output import end, in_words, object_of
    from paperkit.findings import Severity, counts

    if as_json:
        files, kept = map(str, issued.files), map(str, issued.kept)
        due = issued.due.isoformat() if issued.due else ""
        more = {"refused": issued.refused, "due": due, "logged": issued.logged}
        click.echo(object_of(issued.findings, files=list(files), kept=list(kept), **more))
    else:
        click.echo(in_words(issued.findings, _heads_forms_told()))
        for line in _lines_forms_told(issued):
            click.echo(line)
        click.echo(counts(issued.findings))
    end(
        issued.findings, refused=bool(issued.refused),
        fail_on=Severity.GAP if strict else Severity.ERROR,
    )  # fmt: skip


def _heads_forms_told() -> "dict[Severity, str]":
    from paperkit.findings import Severity

    return {
        Severity.ERROR: "Errors, to be put right before forms go out",
        Severity.GAP: "Gaps, to be looked at before forms go out",
        Severity.NOTE: "Notes, worth a look",
    }


def _lines_forms_told(issued: "Issued") -> Iterator[str]:
    from paperkit.schema.dates import with_weekday

    if issued.refused:
        yield f"Not issued. {issued.refused}"
        return
    yield from (f"Written: {path}" for path in issued.files)
    yield from (f"There already, and left as it was: {path}" for path in issued.kept)
    if issued.kept:
        yield "What was there says what it said when it was made. To have it anew, move it away."
    by = f", to come back by {with_weekday(issued.due)}" if issued.due else ""
    yield f"For the meeting {issued.meeting}{by}."
    if issued.logged:
        yield issued.logged
    if issued.files:
        yield "Paperkit sends nothing. Each text is ready to paste into an e-mail; attach the form."

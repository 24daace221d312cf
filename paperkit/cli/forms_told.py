"""What the command says of forms that were issued."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from paperkit.cli.running import STANDS

if TYPE_CHECKING:
    from paperkit.findings import Severity
    from paperkit.pipeline.rounds.issuing import Issued


def tell_issued(issued: "Issued", as_json: bool) -> None:
    """Print what became of the forms; the run ends with 1 where something is to be put right."""
    from paperkit.cli.telling import in_words, object_of
    from paperkit.findings import Severity, counts

    if as_json:
        files, kept = map(str, issued.files), map(str, issued.kept)
        due = issued.due.isoformat() if issued.due else ""
        more = {"refused": issued.refused, "due": due, "logged": issued.logged}
        click.echo(object_of(issued.findings, files=list(files), kept=list(kept), **more))
    else:
        click.echo(in_words(issued.findings, _heads()))
        for line in _lines(issued):
            click.echo(line)
        click.echo(counts(issued.findings))
    if issued.refused or any(f.severity is not Severity.NOTE for f in issued.findings):
        raise SystemExit(STANDS)


def _heads() -> "dict[Severity, str]":
    from paperkit.findings import Severity

    return {
        Severity.ERROR: "Errors, to be put right before forms go out",
        Severity.GAP: "Gaps, to be looked at before forms go out",
        Severity.NOTE: "Notes, worth a look",
    }


def _lines(issued: "Issued") -> Iterator[str]:
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

"""``paperkit check``: everything that is wrong, with its cell."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options

if TYPE_CHECKING:
    from paperkit.pipeline.checking import Checked


@click.command(name="check")
@options.meeting
@click.option(
    "--workbook", is_flag=True,
    help="Also write the findings as a workbook, by sheet and by person, with links to the cells.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "gap", "note"]), default="error",
    metavar="WEIGHT",
    help="The least that ends the run with exit code 1: error (if not given), gap or note.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="The same as --fail-on gap.")
@options.packs
@options.project
@options.as_json
def command(
    meeting: str,
    workbook: bool,
    fail_on: str,
    strict: bool,
    packs: tuple[Path, ...],
    folder: Path,
    as_json: bool,
) -> None:
    """Say everything that is wrong with a project, with its sheet and cell.

    \b
    paperkit check
    paperkit check --meeting "Board July 2026" --workbook
    paperkit check --fail-on gap
    """
    from paperkit.cli.output import end, in_words, object_of
    from paperkit.findings import Severity, counts
    from paperkit.pipeline.checking import check_project

    checked = check_project(folder, meeting=meeting, today=date.today(), packs=packs)
    files = [_listed(checked)] if workbook else []
    if as_json:
        click.echo(object_of(checked.findings, files=[str(path) for path in files]))
    else:
        click.echo(in_words(checked.findings))
        for path in files:
            click.echo(f"Written: {path}")
        click.echo(counts(checked.findings))
    strictest = Severity.GAP if strict and fail_on == "error" else Severity(fail_on)
    end(checked.findings, fail_on=strictest)


def _listed(checked: "Checked") -> Path:
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.pipeline.checking import write_findings

    return write_findings(checked)

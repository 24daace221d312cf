"""The verbs that only look: ``check``, ``explain`` and ``outline``."""

from pathlib import Path

import click

from paperkit.cli import options, running


@click.command(name="check")
@options.meeting
@click.option(
    "--workbook", is_flag=True,
    help="Also write the findings as a workbook, by sheet and by person, with links to the cells.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "gap", "note"]), default="error", metavar="WEIGHT",
    help="The least that ends the run with exit code 1: error (if not given), gap or note.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="The same as --fail-on gap.")
@click.option(
    "--all-notes", is_flag=True,
    help="Show every note, also those that ask for nothing and were shown before.",
)  # fmt: skip
@options.project
@options.as_json
def check(
    meeting: str, workbook: bool, fail_on: str, strict: bool, all_notes: bool,
    packs: tuple[Path, ...], folder: Path, as_json: bool,
) -> None:  # fmt: skip
    """Say everything that is wrong with a project, with its sheet and cell.

    A note that asks for nothing is shown once; the project keeps that in 'notes-shown.txt'. With
    --all-notes, --fail-on note or --json every note is given.

    \b
    paperkit check
    paperkit check --meeting "Board July 2026" --workbook
    paperkit check --fail-on gap
    paperkit check --all-notes
    """
    progress = running.progress("Reading the project", as_json=as_json)
    from paperkit.cli.output import SHOWN_NOTES, end, say, shown_before
    from paperkit.findings import Severity
    from paperkit.pipeline.checking import check_project, write_findings
    from paperkit.pipeline.shown_notes import ShownOnce, shown_once

    checked = check_project(
        folder, meeting=meeting, today=options.today(), packs=packs, progress=progress
    )
    files = [write_findings(checked)] if workbook else []
    written = [f"Written: {path}" for path in files]
    every = all_notes or as_json or fail_on == "note"
    found = checked.findings
    shown = ShownOnce(found, 0) if every else shown_once(folder, found)
    say(
        shown.findings, [*written, *shown_before(shown.before)],
        facts={"files": files} if as_json else None,
        most_notes=len(found) if all_notes else SHOWN_NOTES,
    )  # fmt: skip
    end(checked.findings, fail_on=Severity(fail_on), strict=strict)


@click.command(name="explain")
@click.argument("code", metavar="CODE")
def explain(code: str) -> None:
    """Say what a code means, with an example and what to do.

    \b
    paperkit explain PK-304
    """
    from paperkit.pipeline import explaining

    click.echo(explaining.explain(code))


@click.command(name="outline")
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path))
def outline(file: Path) -> None:
    """Print a Word file as words: each paragraph's style, printed number and text; tables.

    \b
    paperkit outline "papers/2026-07-16 Board/Performance report - 16 July 2026.docx"
    """
    running.progress(f"Reading {file.name}")
    from paperkit.pipeline.packing import outline_file

    click.echo(outline_file(file))

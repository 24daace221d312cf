"""``paperkit build``: a paper, or every paper of a meeting, as drafts or as finals."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.cli.running import STANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from paperkit.pipeline.acceptance import Acceptance
    from paperkit.pipeline.building import Built, Order


@click.command(name="build")
@click.argument("what", metavar="[KIND|PAPER]", default="")
@options.meeting
@click.option(
    "--priority", default="", metavar="P",
    help="The priority whose round the paper tells of: its reference or its name.",
)  # fmt: skip
@options.body
@click.option(
    "--rows", type=click.Choice(["all", "exceptions"]),
    help="Which actions an exception report lists; as the settings say, if not given.",
)  # fmt: skip
@click.option(
    "--table", is_flag=True, help="Also write an exception report's table as an Excel workbook."
)
@click.option("--all", "every", is_flag=True, help="Build every paper of the meeting.")
@click.option(
    "--joined", is_flag=True,
    help="With --all: also one file with the meeting's public papers in order.",
)  # fmt: skip
@click.option("--final", is_flag=True, help="Build the paper that is filed, not a draft.")
@click.option("--accept-gaps", "reason", metavar="WHY", help="Go through with gaps, and say why.")
@click.option("--by", "name", metavar="WHO", help="Who accepts the gaps.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="The folder for the paper; 'papers' in the project, if not given.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace a paper that somebody has edited.")
@click.option(
    "--explain", is_flag=True,
    help="Also print each drafted sentence with its key and the rows that it rests on.",
)  # fmt: skip
@options.packs
@options.project
@options.as_json
def command(
    what: str,
    meeting: str,
    priority: str,
    body: str | None,
    rows: str | None,
    table: bool,
    every: bool,
    joined: bool,
    final: bool,
    reason: str | None,
    name: str | None,
    out: Path | None,
    overwrite: bool,
    explain: bool,
    packs: tuple[Path, ...],
    folder: Path,
    as_json: bool,
) -> None:
    """Build a paper: KIND is a kind such as performance_report, PAPER a paper's reference.

    \b
    paperkit build performance_report --meeting "Board July 2026"
    paperkit build performance_report --meeting "16 July 2026" --final
    paperkit build --all --joined --meeting "Board July 2026"
    paperkit build exception_appendix --priority P1 --meeting "Board July 2026" --table
    """
    from paperkit.board.model.words import Body
    from paperkit.board.settings import RowsShown
    from paperkit.pipeline.building import Order

    _check_use(what, every, joined, priority or body)
    order = Order(
        folder=folder, what=what, today=date.today(), meeting=meeting, priority=priority,
        body=Body(body.capitalize()) if body else None,
        rows=RowsShown(rows) if rows else None, table=table, final=final,
        acceptance=_acceptance(reason, name), out=out, overwrite=overwrite, packs=packs,
        explain=explain,
    )  # fmt: skip
    _tell(_build_of(every, joined)(order), as_json)


def _acceptance(reason: str | None, name: str | None) -> "Acceptance | None":
    from paperkit.pipeline.acceptance import Acceptance

    if bool(reason) != bool(name):
        raise click.UsageError("--accept-gaps and --by go together: a reason, and who gives it.")
    return Acceptance(reason, name) if reason and name else None


def _check_use(what: str, every: bool, joined: bool, single: str | None) -> None:
    if joined and not every:
        raise click.UsageError("--joined goes with --all: the papers of a meeting in one file.")
    if bool(what) == every:
        raise click.UsageError("Name a kind or a paper, or give --all with --meeting; not both.")
    if single and every:
        raise click.UsageError("--priority and --body go with one paper; --all builds every one.")


def _build_of(every: bool, joined: bool) -> "Callable[[Order], Built]":
    if not every:
        from paperkit.pipeline.building import build

        return build
    # What joins papers is imported only where a meeting's papers are built.
    from paperkit.pipeline.meeting import build_joined, build_meeting

    return build_joined if joined else build_meeting


def _tell(built: "Built", as_json: bool) -> None:
    from paperkit.cli import traced
    from paperkit.cli.telling import as_object, in_words, object_of
    from paperkit.findings import Severity, counts, of_severity

    if as_json:
        files = [str(path) for path in built.files]
        accepted = [as_object(finding) for finding in built.accepted]
        told: dict[str, object] = {
            "files": files, "refused": built.refused, "accepted": accepted,
            "recorded": built.recorded,
        }  # fmt: skip
        if built.sentences is not None:
            told["sentences"] = [traced.as_object(one) for one in built.sentences]
        click.echo(object_of(built.findings, **told))
    else:
        if built.sentences is not None:
            click.echo("\n".join(traced.in_words(built.sentences)))
        click.echo(in_words(built.findings))
        for line in _outcome(built):
            click.echo(line)
        click.echo(counts(built.findings))
    unaccepted = set(of_severity(built.findings, Severity.GAP)) - set(built.accepted)
    errors = of_severity(built.findings, Severity.ERROR)
    if errors or unaccepted or built.refused:
        raise SystemExit(STANDS)


def _outcome(built: "Built") -> list[str]:
    lines = [f"Not built. {built.refused}"] if built.refused else []
    lines += [f"Written: {path}" for path in built.files]
    if built.files:
        lines.append(f"For the meeting {built.meeting}, with the pack {built.pack}.")
    if built.recorded:
        lines.append(f"Recorded in {built.recorded}.")
    if built.accepted:
        lines.append(f"Accepted gaps: {len(built.accepted)}, kept in accepted.yaml beside it.")
        lines += [f"  {gap.place}: {gap.message}" for gap in built.accepted]
    return lines

"""The verbs that begin something: ``new`` a project, ``demo`` a sample, ``paper start`` a paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running

if TYPE_CHECKING:
    from paperkit.pipeline.starting import Demo


@click.command(name="new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--pack", metavar="P", help="The pack of templates to use; 'council' if not given.")
@click.option("--yaml", "in_yaml", is_flag=True, help="Keep the data in YAML, not in a workbook.")
@click.option("--sample", is_flag=True, help="Fill it with a made-up council's data.")
@click.option(
    "--from", "last", metavar="LAST", type=click.Path(path_type=Path, file_okay=False),
    help="Begin a new year: carry over what goes on from LAST, last year's project folder.",
)  # fmt: skip
@options.packs
def new(
    folder: Path, pack: str | None, in_yaml: bool, sample: bool, last: Path | None,
    packs: tuple[Path, ...],
) -> None:  # fmt: skip
    """Make a project folder DIR with its settings and a workbook to fill in.

    \b
    paperkit new my-board
    paperkit new trial --sample
    paperkit new board-2027 --from board-2026
    """
    if last is not None and (sample or pack):
        raise click.UsageError(
            "--from takes pack and data from LAST: leave out --pack and --sample."
        )

    running.progress("Making the project")
    from paperkit.pipeline.new_year import new_year
    from paperkit.pipeline.starting import new_project

    if last is None:
        files = new_project(
            folder, pack=pack or "council", in_yaml=in_yaml, sample=sample, packs=packs
        )
        lines, next_step = [], "Next: fill it in, then run"
    else:
        files, made = new_year(folder, last, today=options.today(), in_yaml=in_yaml, packs=packs)
        next_step = "\nNext: go through it, then run"
        lines = ["", f"Carried over into {made.year}:", *(f"  - {line}" for line in made.kept)]
        lines += ["", f"Left in {last}:", *(f"  - {line}" for line in made.left)]
    for line in (*(f"Written: {path}" for path in files), *lines):
        click.echo(line)
    click.echo(f"{next_step} 'paperkit check --project {folder}'.")


@click.command(name="demo")
def demo() -> None:
    """Make a sample project in ./paperkit-demo with its rounds and its papers.

    Papers of two meetings are filed on their days, one of them corrected, one to follow. Forms go
    out to reporting leads in two rounds, what came back is gathered into the log, and the papers of
    the next meeting are built from it.

    \b
    paperkit demo
    """
    progress = running.progress("Making a sample project in paperkit-demo")
    from paperkit.cli.output import say
    from paperkit.pipeline.starting import make_demo

    made = make_demo(
        Path("paperkit-demo"), today=options.today(), cache=options.cache_folder(),
        progress=progress,
    )  # fmt: skip
    say(made.findings, _demo_lines(made))


def _demo_lines(made: "Demo") -> Iterator[str]:
    def within(path: Path) -> str:
        return path.relative_to(made.folder).as_posix() + ("/" if path.is_dir() else "")

    yield f"Written: {made.folder}, the project of a council that does not exist"
    yield f"  {within(made.folder / 'board.xlsx')}: the Board's plan, figures and texts"
    yield f"  {within(made.forms)}: forms as they go out, with a text for each e-mail"
    yield f"  {within(made.folder / 'letters')}: the same texts as tables, for a mail merge"
    yield f"  {within(made.returned)}: forms as they came back; one lead sent none"
    yield f"  {within(made.log)}: the record of papers and reports, {made.entries} entries"
    yield f"  {within(made.added)}: what the officer decided of them"
    yield f"  {within(made.of_record)}: papers filed before, and what the Board decided"
    yield from (f"  {within(path)}" for path in (*made.papers, *made.filed))
    yield "  papers/accepted.yaml: the gaps that were accepted for a final"
    yield f"\nOpen first: {made.papers[0]}"
    yield "Then change a cell of board.xlsx, save it, and build a paper again:"
    yield f'  paperkit build performance_report --meeting "Board July 2026" --project {made.folder}'
    yield f"See the record of the year: paperkit record list --project {made.folder}"
    yield f'  paperkit record show "Short breaks for carers in 2026/27" --project {made.folder}'
    yield f"See where the papers of a meeting are: paperkit status --project {made.folder}"
    yield f"See what was said of an action: paperkit record show 2.4 --project {made.folder}"
    yield f"See the year ahead: paperkit plan --project {made.folder}"


@click.group(name="paper")
def paper() -> None:
    """Start a paper, blank or from an earlier one.

    \b
    paperkit paper start performance_report --meeting "Board November 2026"
    """


@paper.command(name="start")
@click.argument("kind", metavar="KIND")
@options.meeting
@options.priority_of_round
@click.option("--from", "earlier", default="", metavar="PAPER", help="The paper to copy from.")
@click.option(
    "--from-project", "project", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="The project that has the paper to copy from, such as last year's; its last paper of the "
    "kind, without --from. It stays as it is.",
)  # fmt: skip
@options.project
def start(
    kind: str, meeting: str, priority: str, earlier: str, project: Path | None,
    packs: tuple[Path, ...], folder: Path,
) -> None:  # fmt: skip
    """Start a paper of KIND: its standing text is copied and marked to be confirmed.

    \b
    paperkit paper start performance_report --meeting "Board November 2026" \\
        --from "Performance July 2026"
    paperkit paper start performance_report --from-project ../board-2026
    paperkit paper start exception_report --priority P1 --meeting "Board July 2026"
    """
    running.progress("Reading the project")
    from paperkit.pipeline.starting import CopiedPaper, start_paper

    started = start_paper(
        folder, kind=kind, meeting=meeting, priority=priority, today=options.today(), packs=packs,
        source=CopiedPaper(earlier, project) if earlier or project else None,
    )  # fmt: skip
    click.echo(f"Written: {started.file}")
    if started.copied:
        click.echo(
            "Next: read what was copied, change what has changed, and clear the column "
            "'To be confirmed'."
        )
    if started.to_write:
        blank = "row is" if started.to_write == 1 else "rows are"
        lead = "" if started.copied else "Next: "
        there = "in its table Text" if started.file.suffix == ".yaml" else "on its sheet Text"
        click.echo(f"{lead}{started.to_write} {blank} blank {there}: write what is to go there.")

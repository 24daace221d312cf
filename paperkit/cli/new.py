"""``paperkit new``: a project folder, ready to fill in."""

from datetime import date
from pathlib import Path

import click

from paperkit.cli import options


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
def command(
    folder: Path,
    pack: str | None,
    in_yaml: bool,
    sample: bool,
    last: Path | None,
    packs: tuple[Path, ...],
) -> None:
    """Make a project folder DIR with its settings and a workbook to fill in.

    \b
    paperkit new my-board
    paperkit new trial --sample
    paperkit new board-2027 --from board-2026
    """
    if last is not None:
        if sample or pack:
            raise click.UsageError(
                "--from takes pack and data from LAST: leave out --pack and --sample."
            )
        _begin_year(folder, last, in_yaml, packs)
    else:
        _begin(folder, pack or "council", in_yaml, sample, packs)


def _begin(folder: Path, pack: str, in_yaml: bool, sample: bool, packs: tuple[Path, ...]) -> None:
    from paperkit.pipeline.starting import new_project

    for path in new_project(folder, pack=pack, in_yaml=in_yaml, sample=sample, packs=packs):
        click.echo(f"Written: {path}")
    click.echo(f"Next: fill it in, then run 'paperkit check --project {folder}'.")


def _begin_year(folder: Path, last: Path, in_yaml: bool, packs: tuple[Path, ...]) -> None:
    from paperkit.pipeline.starting import new_year

    made = new_year(folder, last, today=date.today(), in_yaml=in_yaml, packs=packs)
    for path in made.files:
        click.echo(f"Written: {path}")
    for head, lines in (
        (f"Carried over into {made.year}:", made.kept),
        (f"Left in {last}:", made.left),
    ):
        click.echo("\n".join(["", head, *(f"  - {line}" for line in lines)]))
    click.echo(f"\nNext: go through it, then run 'paperkit check --project {folder}'.")

"""``paperkit new``: a project folder, ready to fill in."""

from pathlib import Path

import click

from paperkit.cli import options


@click.command(name="new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--pack", default="council", metavar="P", help="The pack of templates to use.")
@click.option("--yaml", "in_yaml", is_flag=True, help="Keep the data in YAML, not in a workbook.")
@click.option("--sample", is_flag=True, help="Fill it with a made-up council's data.")
@options.packs
def command(folder: Path, pack: str, in_yaml: bool, sample: bool, packs: tuple[Path, ...]) -> None:
    """Make a project folder DIR with its settings and a workbook to fill in.

    \b
    paperkit new my-board
    paperkit new trial --sample
    """
    from paperkit.pipeline.starting import new_project

    for path in new_project(folder, pack=pack, in_yaml=in_yaml, sample=sample, packs=packs):
        click.echo(f"Written: {path}")
    click.echo(f"Next: fill it in, then run 'paperkit check --project {folder}'.")

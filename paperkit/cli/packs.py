"""``paperkit packs``: which packs of templates there are, and making one's own."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paperkit.findings import Finding


@click.group(name="packs")
def command() -> None:
    """Look at packs of templates, check one, make your own.

    \b
    paperkit packs list
    paperkit packs new our-council --from council
    paperkit packs dress performance_report
    """


@command.command(name="list")
@options.packs
@options.project
def list_(packs: tuple[Path, ...], folder: Path) -> None:
    """Say which packs there are, and where.

    \b
    paperkit packs list
    """
    from paperkit.pipeline.packing import list_packs

    for pack in list_packs(folder, packs):
        click.echo(f"{pack.name}: {pack.title or pack.name} ({pack.folder})")


@command.command(name="show")
@click.argument("pack", metavar="PACK")
@options.packs
@options.project
def show(pack: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Say what a PACK is made of: what it extends, its house, its kinds of paper.

    \b
    paperkit packs show partnership
    """
    from paperkit.pipeline.packing import show_pack

    told = show_pack(pack, folder, packs)
    click.echo(f"{told.name}: {told.title or told.name}")
    click.echo(f"Folder:   {told.folder}")
    click.echo(f"Extends:  {told.extends or 'nothing'}")
    click.echo(f"Look:     {told.house or 'each kind has its own'}")
    click.echo("Kinds of paper:")
    for kind in told.kinds:
        click.echo(f"  {kind.name}: {kind.title} ({kind.template})")


@command.command(name="check")
@click.argument("pack", metavar="[PACK]", required=False, default="")
@options.packs
@options.project
@options.as_json
def check(pack: str, packs: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Say what is wrong with a PACK: its settings, its house, its kinds; the project's if none.

    \b
    paperkit packs check
    paperkit packs check partnership
    """
    from paperkit.cli.output import end, object_of
    from paperkit.pipeline.packing import check_pack

    found, findings = check_pack(pack, folder, packs)
    if as_json:
        click.echo(object_of(findings, pack=found.name, folder=str(found.folder)))
    else:
        click.echo(f"The pack {found.name} ({found.folder})")
        _tell(findings)
    end(findings)


@command.command(name="new")
@click.argument("name", metavar="NAME")
@click.option("--from", "source", default="", metavar="PACK", help="The pack to begin from.")
@options.packs
@options.project
def new(name: str, source: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Make a pack NAME of your own in the project, with a copy of the look to change in Word.

    \b
    paperkit packs new our-council
    """
    from paperkit.pipeline.packing import new_pack

    for path in new_pack(name, source, folder, packs):
        click.echo(f"Written: {path}")
    click.echo(f"Next: write 'pack: {name}' in paperkit.yaml, then change house.docx in Word.")


@command.command(name="dress")
@click.argument("kind", metavar="KIND")
@click.option("--pack", default="", metavar="PACK", help="The pack; the project's, if not given.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="The file to write; in this folder under the kind's title, if not given.",
)  # fmt: skip
@options.packs
@options.project
def dress(kind: str, pack: str, out: Path | None, packs: tuple[Path, ...], folder: Path) -> None:
    """Write a copy of a KIND's Word file with the look of its house, to be looked at in Word.

    \b
    paperkit packs dress performance_report --out "How it looks.docx"
    """
    from paperkit.cli.output import end
    from paperkit.pipeline.packing import dress_kind

    path, findings = dress_kind(kind, pack, out, folder, packs)
    click.echo(f"Written: {path}")
    _tell(findings)
    end(findings)


def _tell(findings: "Sequence[Finding]") -> None:
    from paperkit.cli.output import in_words
    from paperkit.findings import counts

    click.echo(in_words(findings))
    click.echo(counts(findings))

"""``paperkit packs``: which packs of templates there are, and making one's own."""

from pathlib import Path

import click

from paperkit.cli import options, running
from paperkit.cli.output import end, say
from paperkit.errors import PackError


@click.group(name="packs")
def packs() -> None:
    """Look at packs of templates, check one, make your own.

    \b
    paperkit packs list
    paperkit packs new our-council --from council
    paperkit packs dress performance_report
    """


@packs.command(name="list")
@options.project
def list_(packs: tuple[Path, ...], folder: Path) -> None:
    """Say which packs there are, and where.

    \b
    paperkit packs list
    """
    from paperkit.pipeline.packing import hidden_packs, list_packs

    for name, pack in list_packs(folder, packs).items():
        if isinstance(pack, PackError):
            click.echo(f"{name}: cannot be used. {pack}")
            continue
        click.echo(f"{pack.name}: {pack.settings.title or pack.name} ({pack.folder})")
        for other in hidden_packs(pack, folder, packs):
            click.echo(f"  {other} has the same name, and is not used.")


@packs.command(name="show")
@click.argument("name", metavar="PACK")
@options.project
def show(name: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Say what a PACK is made of: what it extends, its house, its kinds of paper.

    \b
    paperkit packs show partnership
    """
    from paperkit.pipeline.packing import show_pack

    pack = show_pack(name, folder, packs)
    lines = [
        f"{pack.name}: {pack.settings.title or pack.name}",
        f"Folder:   {pack.folder}",
        f"Extends:  {pack.base.name if pack.base else 'nothing'}",
        f"Look:     {pack.house or 'each kind has its own'}",
        "Kinds of paper:",
        *(f"  {kind.name}: {kind.title} ({kind.word_file})" for kind in pack.kinds().values()),
    ]
    click.echo("\n".join(lines))


@packs.command(name="check")
@click.argument("name", metavar="[PACK]", required=False, default="")
@options.project
@options.as_json
def check(name: str, packs: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Say what is wrong with a PACK (the project's if none): settings, sentences, house, kinds.

    \b
    paperkit packs check
    paperkit packs check partnership
    """
    running.progress("Checking the pack", as_json=as_json)
    from paperkit.pipeline.packing import check_pack

    pack, findings = check_pack(name, folder, packs)
    facts = {"pack": pack.name, "folder": str(pack.folder)}
    first = [f"The pack {pack.name} ({pack.folder})"]
    say(findings, first=first, facts=facts if as_json else None)
    end(findings)


@packs.command(name="new")
@click.argument("name", metavar="NAME")
@click.option("--from", "source", default="", metavar="PACK", help="The pack to begin from.")
@options.project
def new(name: str, source: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Make a pack NAME of your own in the project, with a copy of the look to change in Word.

    \b
    paperkit packs new our-council
    """
    running.progress("Making the pack")
    from paperkit.pipeline.packing import new_pack

    for path in new_pack(name, source, folder, packs):
        click.echo(f"Written: {path}")
    click.echo(f"Next: write 'pack: {name}' in paperkit.yaml, then change house.docx in Word.")


@packs.command(name="add")
@click.argument("file", metavar="FILE.zip", type=click.Path(path_type=Path))
@options.project
def add(file: Path, packs: tuple[Path, ...], folder: Path) -> None:
    """Take in a pack that somebody sent as FILE.zip, and say what is wrong with it.

    A pack runs no code. A zip that holds anything else than a pack is refused as a whole.

    \b
    paperkit packs add "Our council.zip"
    """
    running.progress("Looking through the zip")
    from paperkit.pipeline.packing import check_pack
    from paperkit.pipeline.packs_added import add_pack

    added = add_pack(file, folder)
    for path in added.files:
        click.echo(f"Written: {path}")
    if added.left_out:
        click.echo(f"Left out: {', '.join(added.left_out)}")
    _, findings = check_pack(added.name, folder, packs)
    say(findings, [f"Next: write 'pack: {added.name}' in paperkit.yaml."])
    end(findings)


@packs.command(name="dress")
@click.argument("kind", metavar="KIND")
@click.option("--pack", default="", metavar="PACK", help="The pack; the project's, if not given.")
@click.option(
    "--out", type=options.FileOf(".docx"), metavar="FILE",
    help="The file to write; in this folder under the kind's title, if not given.",
)  # fmt: skip
@options.project
def dress(kind: str, pack: str, out: Path | None, packs: tuple[Path, ...], folder: Path) -> None:
    """Write a copy of a KIND's Word file with the look of its house, to be looked at in Word.

    \b
    paperkit packs dress performance_report --out "How it looks.docx"
    """
    running.progress("Giving the Word file the look of its house")
    from paperkit.pipeline.packing import dress_kind

    path, findings = dress_kind(kind, pack, out, folder, packs)
    say(findings, first=[f"Written: {path}"])
    end(findings)

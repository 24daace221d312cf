"""``paperkit kinds``: the kinds of paper of a pack, and working on one's own."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.cli.output import end, in_words, say, say_object, wrapped
from paperkit.findings import counts, how_many, in_words_of

if TYPE_CHECKING:
    from paperkit.kinds.fields import FieldsOf
    from paperkit.pipeline.previewing import Previewed, PreviewOrder

of_pack = click.option(
    "--pack", default="", metavar="PACK", help="The pack; the project's, if not given."
)


@click.group(name="kinds")
def kinds() -> None:
    """Look at the kinds of paper of a pack, and make your own.

    \b
    paperkit kinds list
    paperkit kinds new agenda_note --from covering_report
    """


@kinds.command(name="list")
@of_pack
@options.project
@options.as_json
def list_(pack: str, packs: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """List the kinds of a pack: name, title, role, sections, lists, and where each comes from.

    \b
    paperkit kinds list
    paperkit kinds list --pack partnership
    """
    from paperkit.pipeline.kinds_of_pack import kinds_found

    found, every = kinds_found(pack, folder, packs)
    findings = [finding for one in every for finding in one.findings]
    facts = {
        "pack": found.name,
        "kinds": [
            {
                "name": one.kind.name,
                "title": one.kind.title,
                "role": str(one.kind.role or ""),
                "lists": [of_kind.name for of_kind in one.kind.lists],
                "sections": one.kind.section_names,
                "pack": one.pack,
                "folder": str(one.folder),
            }
            for one in every
        ],
    }
    rows = [
        (
            one.kind.name,
            one.kind.title,
            str(one.kind.role or ""),
            how_many(len(one.kind.sections), "section"),
            how_many(len(one.kind.lists), "list"),
            f"{one.pack} ({one.folder})",
        )
        for one in every
    ]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(5)]
    lines = [
        "  ".join((*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[-1]))
        for row in rows
    ]
    if as_json or findings:
        say(findings, first=lines, facts=facts if as_json else None)
    else:
        click.echo("\n".join(lines))
    end(findings)


@kinds.command(name="new")
@click.argument("name", metavar="NAME")
@click.option(
    "--from", "source", required=True, metavar="KIND", help="The kind whose files are copied."
)
@options.project
def new(name: str, source: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Make a kind of paper NAME in the project's own pack, with a copy of another's Word file.

    \b
    paperkit kinds new agenda_note --from covering_report
    """
    running.progress("Making the kind of paper")
    from paperkit.pipeline.kinds_of_pack import new_kind

    begun = new_kind(name, source, folder, packs)
    for path in begun.files:
        click.echo(f"Written: {path}")
    if begun.own_pack:
        click.echo(
            f"The project had no pack of its own. It has one now, {begun.own_pack.parent}, and all "
            "that is not in it is as before."
        )
    click.echo(
        f"Next: change {begun.kind.word_file} in Word, and its title in kind.yaml beside it."
    )
    click.echo(f"      Then 'paperkit kinds check {name}' says whether all of it fits.")
    row = in_words_of(begun.data, "A row of the sheet Papers")
    click.echo(f"      {row} asks for the paper, with the kind {name}.")


@kinds.command(name="check")
@click.argument("kind", metavar="[KIND]", required=False, default="")
@click.option(
    "--marked", is_flag=True,
    help="Also write a copy of each Word file with its errors as comments, in this folder.",
)  # fmt: skip
@of_pack
@options.project
@options.as_json
def check(
    kind: str, marked: bool, pack: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """Say all that is wrong with the Word file of a KIND (all kinds if none), each by its place.

    \b
    paperkit kinds check agenda_note
    paperkit kinds check agenda_note --marked
    """
    running.progress("Checking the kind" if kind else "Checking the kinds", as_json=as_json)
    from paperkit.pipeline.kind_check import check_kinds, mark_kinds

    checked = check_kinds(kind, pack, folder, packs)
    copies = mark_kinds(checked, Path.cwd()) if marked else ()
    first = [f"{one.name}: {one.word_file}" for one in checked.kinds]
    after = [f"Written: {path.name}, with the errors as comments." for path in copies]
    facts = {"pack": checked.pack.name, "kinds": first, "marked": copies}
    say(checked.findings, after, first=first, facts=facts if as_json else None)
    end(checked.findings)


@kinds.command(name="fields")
@click.argument("kind", metavar="[KIND]", required=False, default="")
@click.option(
    "--word", "in_word", is_flag=True,
    help="Write the list as a Word file to copy tags from, in this folder.",
)  # fmt: skip
@of_pack
@options.project
@options.as_json
def fields(
    kind: str, in_word: bool, pack: str, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """List every name that a template may print: how to type it, what it is, an example.

    With a KIND the sections are its own. The examples are the sample council's.

    \b
    paperkit kinds fields
    paperkit kinds fields agenda_note
    paperkit kinds fields agenda_note --word
    """
    running.progress("Looking at what papers can print", as_json=as_json)
    from paperkit.pipeline.template_fields import template_fields, write_names

    found = template_fields(kind, pack, folder, packs)
    if in_word:
        path, findings = write_names(found, Path.cwd(), options.today())
        written = "" if findings else path.name
        became = f"Written: {path.name}, to copy tags from." if written else "Nothing was written."
        say(findings, [became], facts={"written": written} if as_json else None)
        end(findings)
        return
    if as_json:
        say_object((), pack=found.pack.name, kind=kind, parts=found.parts)
        return
    for line in in_lines(found.parts):
        click.echo(line)


def in_lines(parts: "Iterable[FieldsOf]") -> Iterator[str]:
    """Yield the names of templates in lines of a terminal, part by part."""
    for part in parts:
        if part.within:
            yield f"  Each {part.about} in {', '.join(part.within)}"
        else:
            yield part.part
            yield from wrapped(part.about, "  ")
        yield ""
        for one in part.fields:
            yield f"    {' ... '.join(one.tags)}"
            yield from wrapped(f"{one.takes}: {one.meaning}", "        ")
            if one.example:
                yield from wrapped(f"Such as: {one.example}", "        ")
        yield ""


@kinds.command(name="preview")
@click.argument("kind", metavar="KIND")
@click.option(
    "--data", type=click.Choice(["sample", "long", "short", "empty"]), default="sample",
    help="The made-up data: the sample council's, long names and texts and many rows, one of each "
    "thing, or none.",
)  # fmt: skip
@click.option("--watch", "watched", is_flag=True, help="Make it anew whenever its files change.")
@click.option(
    "--out", type=options.FileOf(".docx"), metavar="FILE",
    help="The file to write; in this folder under the kind's title, if not given.",
)  # fmt: skip
@of_pack
@options.project
def preview(
    kind: str, data: str, watched: bool, out: Path | None, pack: str, packs: tuple[Path, ...],
    folder: Path,
) -> None:  # fmt: skip
    """Show a KIND of paper with made-up data, to be looked at in Word; it is not a paper.

    \b
    paperkit kinds preview agenda_note
    paperkit kinds preview agenda_note --data long --watch
    """
    step = running.progress("Reading the pack")
    from paperkit.pipeline.previewing import PreviewOrder
    from paperkit.pipeline.previewing import preview as made
    from paperkit.pipeline.sample_rows import MadeUp

    cache = options.cache_folder()
    order = PreviewOrder(kind, MadeUp(data), folder, pack, packs, out, cache)
    if watched:
        watch_preview(order)
        return
    done = made(order, step)
    say(done.findings, [_became(done)])
    end(done.findings, refused=bool(done.refused))


def _became(done: "Previewed") -> str:
    return f"Written: {done.path}" if done.path else f"Nothing was written. {done.refused}"


def watch_preview(order: "PreviewOrder") -> None:
    """Make a preview whenever its files change, with a line each time, until Ctrl-C."""
    from paperkit.pipeline.previewing import watch

    click.echo("Watching the template, its settings and its look. Stop with Ctrl-C.")
    began = perf_counter()

    def show(done: "Previewed") -> None:
        if done.findings:
            click.echo(in_words(done.findings))
        took = f"In {perf_counter() - began:.1f} seconds"
        click.echo(f"{_became(done)} {took}. {counts(done.findings)}")

    def wait() -> None:
        nonlocal began
        options.pause()
        began = perf_counter()

    try:
        watch(order, show, lambda fault: click.echo(f"{fault} It is tried again."), wait)
    except KeyboardInterrupt:
        click.echo("Stopped.")


@kinds.command(name="workbook")
@click.argument("kind", metavar="KIND")
@click.argument("out", metavar="[OUT]", required=False, type=options.FileOf(".xlsx"))
@of_pack
@options.project
def workbook(kind: str, out: Path | None, pack: str, packs: tuple[Path, ...], folder: Path) -> None:
    """Make a workbook of just the sheets and columns that a KIND of paper comes to.

    Which these are is tried out with the sample council's data, which takes some seconds.

    \b
    paperkit kinds workbook one_page
    paperkit kinds workbook agenda_note "Agenda note.xlsx"
    """
    step = running.progress("Reading the pack")
    from paperkit.pipeline.kind_workbook import write_kind_workbook

    made = write_kind_workbook(kind, out, pack, folder, packs, step)
    click.echo(f"Written: {made.path}")
    widest = max(len(table.sheet) for table in made.tables)
    for table in made.tables:
        columns = ", ".join(column.heading for column in table.columns)
        for line in wrapped(f"{table.sheet.ljust(widest)}  {columns}", "  "):
            click.echo(line)

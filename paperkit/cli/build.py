"""``paperkit build``: a paper, or every paper of a meeting, as drafts or as finals.

Drafted sentences for the terminal and as JSON: key, words, and the rows that they rest on.
"""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from paperkit.cli import options
from paperkit.findings import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from paperkit.pipeline.building import Built, Order
    from paperkit.pipeline.filing import Acceptance
    from paperkit.pipeline.making import Traced


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
@options.strict
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
    strict: bool,
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
    from paperkit.board.settings import RowsShown
    from paperkit.board.words import Body
    from paperkit.pipeline.building import Order

    _check_use(what, every, joined, priority or body)
    order = Order(
        folder=folder, what=what, today=date.today(), meeting=meeting, priority=priority,
        body=Body(body.capitalize()) if body else None,
        rows=RowsShown(rows) if rows else None, table=table, final=final,
        acceptance=_acceptance(reason, name), out=out, overwrite=overwrite, packs=packs,
        explain=explain, cache=options.cache_folder(),
    )  # fmt: skip
    _tell(_build_of(every, joined)(order), as_json, strict=strict)


def _acceptance(reason: str | None, name: str | None) -> "Acceptance | None":
    from paperkit.pipeline.filing import Acceptance

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


def _tell(built: "Built", as_json: bool, *, strict: bool) -> None:
    from paperkit.cli.output import as_object, end, in_words, object_of
    from paperkit.findings import Severity, counts

    if as_json:
        files = [str(path) for path in built.files]
        accepted = [as_object(finding) for finding in built.accepted]
        told: dict[str, object] = {
            "files": files, "refused": built.refused, "accepted": accepted,
            "recorded": built.recorded,
        }  # fmt: skip
        if built.sentences is not None:
            told["sentences"] = [sentence_object(one) for one in built.sentences]
        click.echo(object_of(built.findings, **told))
    else:
        if built.sentences is not None:
            click.echo("\n".join(sentences_in_words(built.sentences)))
        click.echo(in_words(built.findings))
        for line in _outcome(built):
            click.echo(line)
        click.echo(counts(built.findings))
    end(
        set(built.findings) - set(built.accepted), refused=bool(built.refused),
        fail_on=Severity.GAP if strict else Severity.ERROR,
    )  # fmt: skip


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


WIDTH = 98
_SEVERAL = MappingProxyType({"line": "lines", "entry": "entries", "": ""})
ON_NOTHING = "no row: it follows from the settings, or from there being none"


def sentences_in_words(told: "Sequence[Traced]") -> Iterator[str]:
    """Yield the lines on the sentences, paper by paper."""
    if not told:
        yield "No sentence of what was built is drafted by paperkit.\n"
    for file, of_file in groupby(told, key=lambda one: one.file):
        sentences = list(of_file)
        yield f"Drafted sentences of {file} ({len(sentences)})"
        yield ""
        for one in sentences:
            yield f"  {one.sentence.key}"
            for line in one.sentence.words.splitlines():
                yield from _wrapped(line)
            rows = "; ".join(rows_told(one.sentence.rests_on)) or ON_NOTHING
            yield from _wrapped(f"Rests on {rows}.")
            yield ""


def sentence_object(one: "Traced") -> dict[str, object]:
    """Return a sentence with the keys that ``--json`` promises."""
    return {
        "paper": one.file,
        "key": one.sentence.key,
        "words": one.sentence.words,
        "rests_on": [_row(place) for place in one.sentence.rests_on],
    }


def rows_told(places: Sequence[Place]) -> Iterator[str]:
    """Yield the rows of each file and sheet, in the notation of that file.

    Rows of a sheet that follow each other are one range: ``board.xlsx, Actions!A4:A9``.
    """
    by_sheet: dict[tuple[str, str], list[Place]] = {}
    for place in dict.fromkeys(places):
        by_sheet.setdefault((place.file, place.sheet or _what(place)), []).append(place)
    for those in by_sheet.values():
        yield f"{_head(those)}{', '.join(_within(those))}"


def _what(place: Place) -> str:
    """Return what the places of a file without sheets are counted in; it has no capital."""
    return "line" if place.line else "entry" if place.entry else ""


def _head(places: Sequence[Place]) -> str:
    """Return the file with its sheet, or with what its places are counted in."""
    place = places[0]
    before = f"{place.file}, " if place.file else ""
    if place.sheet:
        return f"{before}'{place.sheet}'!" if " " in place.sheet else f"{before}{place.sheet}!"
    what = _SEVERAL[_what(place)] if len(places) > 1 else _what(place)
    return f"{before}{what} " if what else before


def _within(places: Sequence[Place]) -> Iterator[str]:
    if not places[0].sheet:
        yield from (str(place.line or place.entry or place.field) for place in places)
        return
    for _, stretch in groupby(enumerate(places), key=lambda pair: _run(*pair)):
        first, *rest = (place.cell for _, place in stretch)
        yield f"{first}:{rest[-1]}" if rest else first


def _run(number: int, place: Place) -> tuple[str, int]:
    """Return what cells have in common that stand in one column, one below the other."""
    column = place.cell.rstrip("0123456789")
    row = place.cell.removeprefix(column)
    return column, int(row or "0") - number


def _row(place: Place) -> dict[str, object]:
    return {
        "file": place.file, "sheet": place.sheet, "cell": place.cell, "line": place.line,
        "entry": place.entry, "place": str(place),
    }  # fmt: skip


def _wrapped(words: str) -> list[str]:
    indent = "      "
    return textwrap.wrap(
        words, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip

"""``paperkit import``: take figures from a file that another service gives out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options

if TYPE_CHECKING:
    from paperkit.pipeline.fingertips import Line, Looked, Offer

_AREAS_SHOWN, _OFFERS_SHOWN = 20, 40


@click.group(name="import")
def command() -> None:
    """Take figures from a file that another service gives out.

    \b
    paperkit import fingertips indicators.csv --map
    """


@command.command(name="fingertips")
@click.argument("source", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option(
    "--map", "only_map", is_flag=True,
    help="Show what would be taken and what could be, and write nothing.",
)  # fmt: skip
@options.packs
@options.project
@options.as_json
def fingertips(
    source: Path, only_map: bool, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """Take readings and benchmarks from a CSV file of OHID's Fingertips.

    They go into a file of their own in the folder 'board', which is read beside your workbook.
    Which indicators are taken stands in paperkit.yaml, under 'fingertips'.

    \b
    paperkit import fingertips indicators.csv --map
    paperkit import fingertips indicators.csv
    """
    from paperkit.cli.output import end, in_words, object_of
    from paperkit.pipeline.fingertips import look, take

    if only_map:
        looked, path = look(folder, source, packs), None
    else:
        imported = take(folder, source, today=date.today(), packs=packs)
        looked, path = imported.looked, imported.path
    if as_json:
        click.echo(object_of(looked.findings, files=[str(path)] if path else []))
    else:
        click.echo("\n".join((*_told(looked), "", in_words(looked.findings))).rstrip())
        click.echo(_ending(path, only_map=only_map))
    end(looked.findings)


def _ending(path: Path | None, *, only_map: bool) -> str:
    if path:
        return f"\nWritten: {path}\nNext: run 'paperkit check'. Your own workbook is as it was."
    if only_map:
        return "\nNothing was written."
    return "\nNothing was written: there is nothing new in the file."


def _told(looked: "Looked") -> Iterator[str]:
    """Yield the lines that say what a file holds for the project."""
    rows = _count(looked.sorted.rows, "row")
    yield f"{looked.name}: {rows}. Your area: {looked.area or 'not set in paperkit.yaml'}."
    if looked.lines:
        yield "\nTaken, or to be taken:"
        yield from (f"  {_line(line)}" for line in looked.lines)
    if looked.sorted.left_out:
        yield "\nLeft out:"
        yield from (
            f"  {_count(count, 'row')} {why.value}" for why, count in looked.sorted.left_out.items()
        )
    if not looked.area:
        yield from _areas(looked)
    if looked.sorted.offers:
        yield from _offers(looked)


def _line(line: "Line") -> str:
    from paperkit.findings import quoted

    wanted = line.wanted.line
    of = ", ".join(part for part in (wanted.id, wanted.sex, wanted.age) if part)
    name = f" {quoted(line.wanted.name)}" if line.wanted.name else ""
    periods = [str(reading.period) for reading in line.readings]
    span = f" ({periods[0]} to {periods[-1]})" if len(periods) > 1 else ""
    readings = f"{_count(len(line.readings), 'reading')}{span}"
    benchmarks = _count(len(line.benchmarks), "benchmark")
    already = f"; {_count(line.already, 'row')} there already" if line.already else ""
    return f"{wanted.indicator}{name} ({of}): {readings} and {benchmarks} new{already}"


def _areas(looked: "Looked") -> Iterator[str]:
    from paperkit.findings import quoted

    names = [quoted(name) for name in looked.sorted.areas]
    more = len(names) - _AREAS_SHOWN
    rest = f" and {more} more" if more > 0 else ""
    yield f"\nAreas in the file: {', '.join(names[:_AREAS_SHOWN])}{rest}."
    yield "Type yours in paperkit.yaml, under 'fingertips': area."


def _offers(looked: "Looked") -> Iterator[str]:
    offers = sorted(looked.sorted.offers)
    yield "\nIn the file, and not named in paperkit.yaml. To take one, copy its lines to"
    yield "'fingertips': indicators, and type your own indicator's reference:"
    for offer in offers[:_OFFERS_SHOWN]:
        yield from _offer(offer)
    more = len(offers) - _OFFERS_SHOWN
    if more > 0:
        yield f"  and {more} more."


def _offer(offer: "Offer") -> Iterator[str]:
    from paperkit.findings import quoted
    from paperkit.schema.describe import comment, yaml_word

    yield from comment(quoted(offer.name), "    ")
    yield '    - indicator: ""'
    yield from (f"      {key}: {yaml_word(getattr(offer, key))}" for key in ("id", "sex", "age"))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

"""``paperkit import``: take figures from a file that another service gives out."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from paperkit.cli import options, running
from paperkit.cli.output import end, in_words, say_object
from paperkit.findings import quoted

if TYPE_CHECKING:
    from paperkit.pipeline.fingertips import Line, Looked, Offer

_AREAS_SHOWN, _OFFERS_SHOWN = 20, 40


@click.group(name="import")
def import_() -> None:
    """Take figures from a file that another service gives out.

    \b
    paperkit import fingertips indicators.csv --map
    """


@import_.command(name="fingertips")
@click.argument("source", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option(
    "--map", "only_map", is_flag=True,
    help="Show what would be taken and what could be, and write nothing.",
)  # fmt: skip
@options.project
@options.as_json
def fingertips(
    source: Path, only_map: bool, packs: tuple[Path, ...], folder: Path, as_json: bool
) -> None:
    """Take readings and benchmarks from a CSV file of OHID's Fingertips.

    They go into a file of their own in the folder 'board', which is read with your workbook.
    paperkit.yaml says which indicators are taken, under 'fingertips'.

    \b
    paperkit import fingertips indicators.csv --map
    paperkit import fingertips indicators.csv
    """
    running.progress(f"Reading the project and {source.name}", as_json=as_json)
    from paperkit.pipeline.fingertips import look, take

    if only_map:
        looked, path = look(folder, source, packs), None
    else:
        looked, path = take(folder, source, today=options.today(), packs=packs)
    if as_json:
        say_object(looked.findings, files=[path] if path else [])
    else:
        click.echo("\n".join((*_lines(looked), "", in_words(looked.findings))).rstrip())
        if path:
            next_step = "Next: run 'paperkit check'. Your own workbook is as it was."
            click.echo(f"\nWritten: {path}\n{next_step}")
        elif only_map:
            click.echo("\nNothing was written.")
        else:
            click.echo("\nNothing was written: there is nothing new in the file.")
    end(looked.findings)


def _lines(looked: "Looked") -> Iterator[str]:
    """Yield the lines on what a file holds for the project."""
    rows = _count(looked.sorted.rows, "row")
    yield f"{looked.name}: {rows}. Your area: {looked.area or 'not set in paperkit.yaml'}."
    if looked.lines:
        yield "\nTaken, or to be taken:"
        yield from (f"  {_line(line)}" for line in looked.lines)
    if looked.sorted.left_out:
        yield "\nLeft out:"
        for why, count in looked.sorted.left_out.items():
            yield f"  {_count(count, 'row')} {why.value}"
    if not looked.area:
        names = [quoted(name) for name in looked.sorted.areas]
        more = len(names) - _AREAS_SHOWN
        rest = f" and {more} more" if more > 0 else ""
        yield f"\nAreas in the file: {', '.join(names[:_AREAS_SHOWN])}{rest}."
        yield "Type yours in paperkit.yaml, under 'fingertips': area."
    offers = sorted(looked.sorted.offers)
    if offers:
        yield "\nIn the file, and not named in paperkit.yaml. To take one, copy its lines to"
        yield "'fingertips': indicators, and type your own indicator's reference:"
        for offer in offers[:_OFFERS_SHOWN]:
            yield from _offer(offer)
        if len(offers) > _OFFERS_SHOWN:
            yield f"  and {len(offers) - _OFFERS_SHOWN} more."


def _line(line: "Line") -> str:
    wanted = line.asked
    of = ", ".join(filter(None, (wanted.id, wanted.sex, wanted.age)))
    name = f" {quoted(line.name)}" if line.name else ""
    periods = [str(reading.period) for reading in line.readings]
    span = f" ({periods[0]} to {periods[-1]})" if len(periods) > 1 else ""
    new = f"{_count(len(line.readings), 'reading')}{span}"
    new += f" and {_count(len(line.benchmarks), 'benchmark')} new"
    already = f"; {_count(line.already, 'row')} there already" if line.already else ""
    return f"{wanted.indicator}{name} ({of}): {new}{already}"


def _offer(offer: "Offer") -> Iterator[str]:
    """Yield the lines of the settings that take an indicator of the file."""
    from paperkit.schema.describe import comment, yaml_word

    yield from comment(quoted(offer.name), "    ")
    yield '    - indicator: ""'
    yield from (f"      {key}: {yaml_word(getattr(offer, key))}" for key in ("id", "sex", "age"))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

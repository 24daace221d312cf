"""Drafted sentences for the terminal and as JSON: key, words, and the rows that they rest on."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import MappingProxyType

from paperkit.findings import Place
from paperkit.pipeline.tracing import Traced

WIDTH = 98
_SEVERAL = MappingProxyType({"line": "lines", "entry": "entries", "": ""})
ON_NOTHING = "no row: it follows from the settings, or from there being none"


def in_words(told: Sequence[Traced]) -> Iterator[str]:
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


def as_object(one: Traced) -> dict[str, object]:
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

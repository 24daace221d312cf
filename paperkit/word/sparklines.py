"""A sparkline drawn: as an SVG, and as a PNG of the same for a reader that knows no SVG.

Both are lines on one grid of dots, so that neither needs a library and equal figures give equal
bytes. Line, target and last figure differ in weight and shape, not in colour alone.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise
from math import hypot

from paperkit.word.values import Sparkline

ACROSS, DOWN = 312, 72  # dots, twelve to the millimetre: 26 by 6 mm
DOT = 3000  # the side of a dot, in the units of drawings
_EDGE = 9
_LINE, _TARGET, _END = 2, 1, 7  # how far ink reaches from the middle of a line, in dots
_INK, _GREY = "1f2937", "6b7280"

_Point = tuple[int, int]
_Stroke = tuple[_Point, ...]


@lru_cache(maxsize=256)
def drawn(sparkline: Sparkline) -> tuple[bytes, bytes]:
    """Return the SVG and the PNG of a sparkline."""
    lines, steps = list(_lines(sparkline)), list(_steps(sparkline))
    return _svg(lines, steps), _png(lines, steps)


def _height(number: Decimal, sparkline: Sparkline) -> int:
    """Return how far down a figure lies, between the highest and the lowest that are drawn."""
    drawn_ones = [n for n in (*sparkline.values, *sparkline.targets) if n is not None]
    lowest, highest = min(drawn_ones), max(drawn_ones)
    if lowest == highest:
        return DOWN // 2
    return DOWN - _EDGE - round((DOWN - 2 * _EDGE) * (number - lowest) / (highest - lowest))


def _stretches(
    numbers: Sequence[Decimal | None], sparkline: Sparkline
) -> Iterator[Sequence[tuple[float, int]]]:
    """Yield the points of each stretch without a gap: how far along, and how far down."""
    apart = (ACROSS - 2 * _EDGE) / max(len(numbers) - 1, 1)
    for there, group in groupby(enumerate(numbers), key=lambda pair: pair[1] is not None):
        if there:
            yield [
                (_EDGE + n * apart, _height(one, sparkline)) for n, one in group if one is not None
            ]


def _lines(sparkline: Sparkline) -> Iterator[_Stroke]:
    for stretch in _stretches(sparkline.values, sparkline):
        yield tuple((round(x), y) for x, y in stretch)


def _steps(sparkline: Sparkline) -> Iterator[_Stroke]:
    """Yield the targets as steps: each lies level for all of its period."""
    half = (ACROSS - 2 * _EDGE) / max(len(sparkline.targets) - 1, 1) / 2
    for stretch in _stretches(sparkline.targets, sparkline):
        ends = ((x + side, y) for x, y in stretch for side in (-half, half))
        yield tuple((min(max(round(x), 0), ACROSS - 1), y) for x, y in ends)


def _svg(lines: Sequence[_Stroke], steps: Sequence[_Stroke]) -> bytes:
    def path(strokes: Sequence[_Stroke], reach: int, colour: str) -> str:
        # A way of one point is nothing; to itself and back it is a dot.
        ways = (one if len(one) > 1 else one * 2 for one in strokes)
        data = " ".join("M" + " L".join(f"{x} {y}" for x, y in way) for way in ways)
        look = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
        return f'<path d="{data}" {look} stroke="#{colour}" stroke-width="{2 * reach + 1}"/>'

    x, y = lines[-1][-1]
    size = f'width="{ACROSS / 12}mm" height="{DOWN / 12}mm" viewBox="0 0 {ACROSS} {DOWN}"'
    target = path(steps, _TARGET, _GREY) if steps else ""
    end = f'<circle cx="{x}" cy="{y}" r="{_END}" fill="#{_INK}"/>'
    drawing = f"{target}{path(lines, _LINE, _INK)}{end}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawing}</svg>'.encode()


def _png(lines: Sequence[_Stroke], steps: Sequence[_Stroke]) -> bytes:
    """Return the PNG: a byte a dot, of nothing, ink or grey; nothing lets the page show through."""
    dots = bytearray(ACROSS * DOWN)
    for stroke in steps:
        _draw(dots, stroke, _TARGET, 2)
    for stroke in lines:
        _draw(dots, stroke, _LINE, 1)
    _draw(dots, lines[-1][-1:], _END, 1)
    rows = b"".join(b"\0" + dots[at : at + ACROSS] for at in range(0, len(dots), ACROSS))
    colours = bytes.fromhex(f"ffffff{_INK}{_GREY}")
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", ACROSS, DOWN, 8, 3, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", 12_000, 12_000, 1)),  # dots a metre
        (b"PLTE", colours),
        (b"tRNS", b"\0"),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _draw(dots: bytearray, stroke: _Stroke, reach: int, colour: int) -> None:
    """Put a stroke on the grid, a column of dots at a time; what lies level, a row at a time."""

    def fill(across: int, top: float, bottom: float) -> None:
        first, count = round(top), round(bottom) - round(top) + 1
        start = first * ACROSS + across
        dots[start : start + count * ACROSS : ACROSS] = bytes((colour,)) * count

    for (x, y), (to_x, to_y) in pairwise(stroke):
        if y == to_y and x != to_x:
            level = bytes((colour,)) * (to_x - x + 1)
            for down in range(y - reach, y + reach + 1):
                dots[down * ACROSS + x : down * ACROSS + to_x + 1] = level
            continue
        highest, lowest = min(y, to_y) - reach, max(y, to_y) + reach
        slope = (to_y - y) / (to_x - x) if to_x != x else 0
        upright = reach * hypot(1, slope)
        for across in range(x - reach, x + reach + 1) if to_x == x else range(x, to_x + 1):
            middle = y + slope * (across - x)
            if to_x == x:
                fill(across, highest, lowest)
            else:
                fill(across, max(middle - upright, highest), min(middle + upright, lowest))
    if len(stroke) == 1:
        ((x, y),) = stroke
        for side in range(-reach, reach + 1):
            half = (reach * reach - side * side) ** 0.5
            fill(x + side, y - half, y + half)

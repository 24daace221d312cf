"""From rows of Fingertips to readings and benchmarks; what cannot be taken is told.

Values are kept as given, unrounded: rounding is done once, when they are printed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from paperkit.board.model import Indicator, Reading
from paperkit.board.model.measures import Benchmark
from paperkit.files.fingertips_in import FingertipsRow
from paperkit.findings import Finding, Place, quoted
from paperkit.pipeline.fingertips.rows import Wanted
from paperkit.schema.amounts import Amount, NotANumberError, read_number
from paperkit.schema.cleaning import folded
from paperkit.schema.periods import NotAPeriodError, Period, read_period, span

ENGLAND = ("england", "e92000001")
COMPARISONS = frozenset({"", "better", "similar", "worse", "higher", "lower", "not compared"})
_LONG = 4  # decimals from which a figure was plainly not rounded
_SPAN = re.compile(r"(\d{4})\s+-\s+(\d{2}|\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4}/\d{2})\s+Q([1-4])", re.ASCII | re.IGNORECASE)
_SCIENTIFIC = re.compile(r"-?\d(?:\.\d+)?[eE][+-]?\d{1,2}", re.ASCII)


@dataclass(frozen=True)
class Figures:
    """What one line of the settings comes to, each row with the line of the file it came from."""

    readings: tuple[tuple[int, Reading], ...] = ()
    benchmarks: tuple[tuple[int, Benchmark], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Dated:
    """A row whose period and value could be read."""

    row: FingertipsRow
    period: Period
    value: Amount


def figures(file: str, wanted: Wanted, indicator: Indicator) -> Figures:
    """Return the readings and benchmarks for an indicator of the Board."""
    findings: list[Finding] = []
    own = _dated(file, wanted.own, findings)
    readings = tuple((one.row.line, _reading(indicator, one)) for one in own)
    benchmarks: list[tuple[int, Benchmark]] = []
    by_period = {one.period: one.row for one in own}
    for area, rows in wanted.others.items():
        for one in _dated(file, rows, findings):
            compared = _compared(area, by_period.get(one.period), one.row)
            benchmarks.append((one.row.line, _benchmark(indicator, area, one, compared)))
            findings += _noted(file, one, compared)
    findings += _unrounded(file, indicator, own)
    return Figures(readings, tuple(benchmarks), tuple(findings))


def read_fingertips_period(text: str) -> Period:
    """Return the period of a row; NotAPeriodError where papers have none like it.

    ``2010 - 12`` are three calendar years together, where ``2010/11`` is a year from April.
    """
    words = " ".join(text.split())
    several, quarter = _SPAN.fullmatch(words), _QUARTER.fullmatch(words)
    if several:
        first, second = several.groups()
        last = int(second) if len(second) == 4 else int(first[:2] + second)
        if last <= int(first):
            raise NotAPeriodError("ends before it begins")
        return read_period(span(int(first), last).words)
    return read_period(f"Q{quarter.group(2)} {quarter.group(1)}" if quarter else words)


def _dated(file: str, rows: Sequence[FingertipsRow], findings: list[Finding]) -> tuple[_Dated, ...]:
    """Return the rows that can be read, the earliest first; two that differ are both left out."""
    found: dict[Period, list[_Dated]] = {}
    for row in rows:
        one = _read(file, row)
        if isinstance(one, Finding):
            findings.append(one)
        else:
            found.setdefault(one.period, []).append(one)
    findings += [_differ(file, several) for several in found.values() if len(several) > 1]
    single = [several[0] for several in found.values() if len(several) == 1]
    return tuple(sorted(single, key=lambda one: one.period.order))


def _read(file: str, row: FingertipsRow) -> _Dated | Finding:
    what = f"{row.area}, {row.period}"
    if not row.value:
        why = f": {quoted(row.note)}" if row.note else ", and no note says why"
        message = f"Indicator {row.id} has no value for {what}{why}."
        return _told("PK-922", file, row, "Value", message, "")
    try:
        period = read_fingertips_period(row.period)
    except NotAPeriodError:
        message = f"Indicator {row.id} has figures for {quoted(row.period)}, which is no period "
        message += "that papers know."
        return _told("PK-921", file, row, "Time period", message, row.period)
    try:
        return _Dated(row, period, _amount(row.value))
    except NotANumberError as fault:
        message = f"The value {quoted(row.value)} of indicator {row.id} for {what} {fault}."
        return _told("PK-923", file, row, "Value", message, row.value)


def _amount(value: str) -> Amount:
    plain = format(Decimal(value), "f") if _SCIENTIFIC.fullmatch(value) else value
    return Amount(plain, read_number(plain))


def _reading(indicator: Indicator, one: _Dated) -> Reading:
    return Reading(
        indicator=indicator.reference, period=one.period, value=one.value, note=one.row.note
    )


def _benchmark(indicator: Indicator, area: str, one: _Dated, compared: str) -> Benchmark:
    return Benchmark(
        indicator=indicator.reference,
        area=one.row.area or area,
        period=one.period,
        value=one.value,
        compared=compared,
        source=f"OHID Fingertips, indicator {one.row.id}",
    )


def _compared(area: str, own: FingertipsRow | None, other: FingertipsRow) -> str:
    """Return how the council compares with an area: England, or the one above it in the file."""
    if own is None:
        return ""
    if folded(area) in ENGLAND or folded(other.area) in ENGLAND:
        return own.compared_england
    above = own.parent_code == other.area_code if own.parent_code else own.parent == other.area
    return own.compared_parent if above else ""


def _noted(file: str, one: _Dated, compared: str) -> Iterator[Finding]:
    row = one.row
    if row.note:
        message = f"The value of {row.area} for {one.period} has the note {quoted(row.note)}."
        yield _told("PK-931", file, row, "Value note", message, row.note)
    if folded(compared) not in COMPARISONS:
        message = f"Indicator {row.id} is compared with {row.area} as {quoted(compared)}."
        yield _told("PK-924", file, row, "Compared", message, compared)


def _unrounded(file: str, indicator: Indicator, own: Sequence[_Dated]) -> Iterator[Finding]:
    long = [one for one in own if len(one.value.words.partition(".")[2]) >= _LONG]
    if long and indicator.decimals is None:
        value = long[-1].value.words
        message = f"Indicator {indicator.reference} has figures such as {quoted(value)}, and its "
        message += "decimal places are blank."
        yield _told("PK-930", file, long[-1].row, "Value", message, value)


def _differ(file: str, several: Sequence[_Dated]) -> Finding:
    first, second, *more = several
    rest = f" and {len(more)} more" if more else ""
    values = f"{quoted(first.row.value)} and {quoted(second.row.value)}{rest}"
    message = f"Indicator {first.row.id} has the values {values} for {first.row.area}, "
    message += f"{first.period}."
    others = tuple(Place(file, line=one.row.line, field="Value") for one in (second, *more))
    place = Place(file, line=first.row.line, field="Value")
    code = "PK-926"
    return Finding(code, place, message, value=first.row.value, others=others)


def _told(
    code: str, file: str, row: FingertipsRow, field: str, message: str, value: str
) -> Finding:
    return Finding(code, Place(file, line=row.line, field=field), message, value=value)

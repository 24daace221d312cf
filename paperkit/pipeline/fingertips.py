"""Import figures of Fingertips: look what a file holds, then take what the settings name.

The readings and benchmarks go into a file of their own in the project's data folder. What is
there already is not written twice, and what differs is reported with both values.

Rows of inequalities (a filled ``Category Type``) are never taken. England and regions appear once
under each area above; equal rows count once. Nothing is kept of a row that nobody asked for but
its count. Values are kept as given, unrounded: rounding is done once, when they are printed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from paperkit.board.plan_rows import BENCHMARKS, READINGS, Benchmark, Indicator, Reading
from paperkit.board.settings import Fingertips, FingertipsIndicator
from paperkit.errors import ProjectError, ReadError
from paperkit.files.fingertips_in import FingertipsFile, FingertipsRow, read_fingertips
from paperkit.findings import Finding, Place, once, quoted
from paperkit.frozen import Frozen, replace
from paperkit.pipeline.reading import (
    Project,
    add_data,
    read_whole,
)
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.schema.cleaning import ByReference, folded, in_groups
from paperkit.schema.columns import Row, Table
from paperkit.schema.dates import NotAPeriodError, Period, read_period, span
from paperkit.schema.values import Amount, NotANumberError, read_number
from paperkit.standpoint.rules import place_of

# A hundred years of months for an area, in several age groups.
MOST_ROWS = 5_000
ENGLAND = ("england", "e92000001")
COMPARISONS = frozenset({"", "better", "similar", "worse", "higher", "lower", "not compared"})
_LONG = 4  # decimals
_SPAN = re.compile(r"(\d{4})\s+-\s+(\d{2}|\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4}/\d{2})\s+Q([1-4])", re.ASCII | re.IGNORECASE)
_SCIENTIFIC = re.compile(r"-?\d(?:\.\d+)?[eE][+-]?\d{1,2}", re.ASCII)

_Figure = Reading | Benchmark
_Dated = tuple[FingertipsRow, Period, Amount]
# A row is recognised by its age, period and value.
_Taken = dict[tuple[FingertipsIndicator, str], dict[tuple[str, ...], FingertipsRow]]


class LeftOut(Enum):
    """Why a row was left out, as the count of such rows is printed."""

    OTHER_AREA = "of other areas"
    INEQUALITY = "of a part of the population (inequalities)"
    NOT_WANTED = "of indicators, sexes or ages that the settings do not name"
    REPEATED = "repeated under another area above"


class Offer(Frozen, order=True):
    """An indicator of the file, for a sex and age."""

    id: str
    sex: str
    age: str
    name: str


class LineRows(Frozen):
    """The rows for one line of the settings: the council's own, and by area to compare with."""

    line: FingertipsIndicator
    own: tuple[FingertipsRow, ...]
    others: Mapping[str, tuple[FingertipsRow, ...]]


class Sorted(Frozen):
    """What a file holds for a project: the rows that are wanted, and what is left.

    ``offers`` are the indicators for the council's area (any area, where none is set) that the
    settings do not name, each with its count of rows. ``areas`` counts the rows by area;
    ``lacking`` are the areas that the settings name and the file does not have.
    """

    rows: int
    wanted: tuple[LineRows, ...]
    left_out: Mapping[LeftOut, int]
    offers: Mapping[Offer, int]
    areas: Mapping[str, int]
    lacking: tuple[str, ...]


class Line(Frozen):
    """What is new for one line of the settings, and how many rows are there already.

    ``name`` is what Fingertips calls the indicator; blank where no row is of it.
    """

    asked: FingertipsIndicator
    name: str
    figures: tuple[_Figure, ...] = ()
    already: int = 0

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return the council's own figures."""
        return tuple(row for row in self.figures if isinstance(row, Reading))

    @property
    def benchmarks(self) -> tuple[Benchmark, ...]:
        """Return the figures to compare with."""
        return tuple(row for row in self.figures if isinstance(row, Benchmark))


class Looked(Frozen):
    """What a file of Fingertips holds for a project, and what was found in it."""

    project: Project
    name: str
    area: str
    sorted: Sorted
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]


def look(folder: Path, source: Path, packs: Sequence[Path] = ()) -> Looked:
    """Return what would be taken of a file; nothing is written.

    Raises ReadError where it is not a file of Fingertips, and ProjectError where the project's own
    data cannot be read.
    """
    read = read_whole(folder, packs)
    board, settings = read.board, read.ways.settings.fingertips
    file = read_fingertips(source)
    found = sort_rows(file.rows(), settings)
    findings = list(file.findings)
    for area in found.lacking:
        message = f"The settings name {quoted(area)}, but the file has no row for it."
        findings.append(Finding("PK-932", Place(file.name), message, value=area))
    indicators = ByReference((row.reference, row) for row in reversed(board.indicators))
    figures: tuple[_Figure, ...] = (*board.readings, *board.benchmarks)
    there = {_key(row): row for row in figures if row.period}
    lines: list[Line] = []
    for wanted in found.wanted:
        line, of_line = _new(file, wanted, indicators.get(wanted.line.indicator), there)
        lines.append(line)
        findings += of_line
        there |= {_key(row): row for row in line.figures}
    return Looked(read.project, file.name, settings.area, found, tuple(lines), once(findings))


def take(
    folder: Path, source: Path, *, today: date, packs: Sequence[Path] = ()
) -> tuple[Looked, Path | None]:
    """Return what was looked at, and the new file with what the project did not have yet.

    The file is None where there was nothing new.

    Raises what ``look`` raises, and ProjectError where the settings name no area or indicator.
    """
    looked = look(folder, source, packs)
    settings = looked.project.settings.fingertips
    if not (settings.area and settings.indicators):
        lacking = "any indicator" if settings.area else "your area"
        raise ProjectError(
            f"{SETTINGS_FILE} does not name {lacking} under 'fingertips'. Run 'paperkit import "
            f"fingertips {quoted(str(source))} --map': it prints what to type there."
        )
    rows: dict[Table, list[Row]] = {
        READINGS: [row for line in looked.lines for row in line.readings],
        BENCHMARKS: [row for line in looked.lines for row in line.benchmarks],
    }
    return looked, add_data(looked.project, rows, f"Fingertips {today.isoformat()}")


# --- Which rows are wanted ------------------------------------------------------------------


def sort_rows(rows: Iterable[FingertipsRow], settings: Fingertips) -> Sorted:
    """Return the rows by what becomes of them; each row is in one place or one count.

    ReadError where one line of the settings gets more rows than any indicator has.
    """
    areas = {folded(name): name for name in (settings.area, *settings.benchmarks) if name}
    lines = in_groups(((line.id.strip(), folded(line.sex)), line) for line in settings.indicators)
    taken: _Taken = {}
    left, offers, seen = Counter[LeftOut](), Counter[Offer](), Counter[str]()
    there: set[str] = set()
    for row in rows:
        seen[row.area] += 1
        named = [areas[key] for key in (folded(row.area), folded(row.area_code)) if key in areas]
        there.update(named)
        area = named[0] if named else ""
        # A line without an age asks for what no other does.
        asking = lines.get((row.id, folded(row.sex)), ())
        asked = [line for line in asking if line.age and folded(line.age) == folded(row.age)]
        asked = asked or [line for line in asking if not line.age]
        if row.category_type:
            left[LeftOut.INEQUALITY] += 1
        elif settings.area and not area:
            left[LeftOut.OTHER_AREA] += 1
        elif not (asked and area):
            left[LeftOut.NOT_WANTED] += 1
            if not asked and area == settings.area:
                offers[Offer(row.id, row.sex, row.age, row.name)] += 1
        elif not _keep(taken, asked, area, row):
            left[LeftOut.REPEATED] += 1

    def kept(line: FingertipsIndicator, area: str) -> tuple[FingertipsRow, ...]:
        return tuple(taken.get((line, area), {}).values())

    wanted = tuple(
        LineRows(
            line,
            own=kept(line, settings.area),
            others={
                name: kept(line, name) for name in settings.benchmarks if (line, name) in taken
            },
        )
        for line in settings.indicators
    )
    lacking = tuple(name for name in areas.values() if name not in there)
    return Sorted(seen.total(), wanted, left, offers, seen, lacking)


def _keep(
    taken: _Taken, asked: Sequence[FingertipsIndicator], area: str, row: FingertipsRow
) -> bool:
    """Keep a row for each line that asks for it; return whether it was new.

    The first one stays: the council's row under its own region says how it compares.
    """
    key, new = (row.age, row.period, row.value), False
    for line in asked:
        rows = taken.setdefault((line, area), {})
        new = rows.setdefault(key, row) is row or new
        if len(rows) > MOST_ROWS:
            raise ReadError(
                f"The file has more than {MOST_ROWS:,} different rows of indicator "
                f"{quoted(row.id)} for {quoted(area)}, which is not a table of Fingertips. "
                "Download it again."
            )
    return new


# --- From rows to readings and benchmarks ---------------------------------------------------


def _new(
    file: FingertipsFile,
    wanted: LineRows,
    indicator: Indicator | None,
    there: Mapping[tuple[object, ...], _Figure],
) -> tuple[Line, list[Finding]]:
    """Return what is new for a line of the settings, and why some of it or nothing is taken.

    A figure that differs from the one that the project has is an error, with both values.
    """
    refused = _why_refused(file, wanted, indicator)
    line = Line(wanted.line, next((row.name for row in wanted.own), ""))
    if refused or indicator is None:
        return line, refused
    figures, findings = _figures(file, wanted, indicator)
    new: list[_Figure] = []
    already = 0
    for number, row in figures:
        old = there.get(_key(row))
        if old is None:
            new.append(row)
        elif _same(old.value, row.value):
            already += 1
        else:
            had = str(old.value or "")
            area = f" of {row.area}" if isinstance(row, Benchmark) else ""
            message = (
                f"Indicator {row.indicator} has {quoted(str(row.value))}{area} for {row.period} in "
                f"the file, but you have {quoted(had)}."
            )
            place, others = place_of(old, "value"), (file.place(number, "Value"),)
            findings.append(Finding("PK-925", place, message, value=had, others=others))
    return replace(line, figures=tuple(new), already=already), findings


def _why_refused(
    file: FingertipsFile, wanted: LineRows, indicator: Indicator | None
) -> list[Finding]:
    """Return why nothing is taken for a line of the settings; an empty list where it can be."""
    line, ages = wanted.line, dict.fromkeys(row.age for row in wanted.own)
    what = f"{line.id} ({', '.join(part for part in (line.sex, line.age) if part)})"
    settings = Place(SETTINGS_FILE, field="fingertips")
    if indicator is None:
        message = (
            f"The settings use Fingertips indicator {what} for {quoted(line.indicator)}, but the "
            "sheet Indicators has no such reference."
        )
        return [Finding("PK-929", settings, message, value=line.indicator)]
    if not ages:
        message = f"The file has no row of indicator {what} for your area."
        return [Finding("PK-928", settings, message, value=line.id)]
    if len(ages) > 1:
        message = f"The file has indicator {what} for several ages: {', '.join(map(quoted, ages))}."
        return [_finding(file, "PK-927", wanted.own[0], "Age", line.id, message)]
    return []


def _finding(
    file: FingertipsFile, code: str, row: FingertipsRow, column: str, value: str, message: str
) -> Finding:
    return Finding(code, file.place(row.line, column), message, value=value)


def _key(row: _Figure) -> tuple[object, ...]:
    """Return what there may be only one figure for: an indicator, an area and a period."""
    assert row.period is not None
    area = folded(row.area) if isinstance(row, Benchmark) else None
    return (row.indicator, area, row.period.first, row.period.last)


def _same(old: Amount | None, new: Amount | None) -> bool:
    """Return whether a figure is the old one, to the decimals with which that was typed."""
    if old is None or old.number is None or new is None or new.number is None:
        return False
    last = old.number.as_tuple().exponent
    assert isinstance(last, int)
    return abs(old.number - new.number) * 2 <= Decimal(1).scaleb(last)


def _figures(
    file: FingertipsFile, wanted: LineRows, indicator: Indicator
) -> tuple[list[tuple[int, _Figure]], list[Finding]]:
    """Return the readings, then the benchmarks for a line, each with its line of the file."""
    own, findings = _dated(file, wanted.own)
    name = indicator.reference
    figures: list[tuple[int, _Figure]] = []
    for row, period, value in own:
        reading = Reading(indicator=name, period=period, value=value, note=row.note)
        figures.append((row.line, reading))
    own_rows = {period: row for row, period, _ in own}
    for area, rows in wanted.others.items():
        dated, of_area = _dated(file, rows)
        findings += of_area
        for row, period, value in dated:
            compared = _compared(area, own_rows.get(period), row)
            benchmark = Benchmark(
                indicator=name,
                area=row.area or area,
                period=period,
                value=value,
                compared=compared,
                source=f"OHID Fingertips, indicator {row.id}",
            )
            figures.append((row.line, benchmark))
            if row.note:
                message = f"The value for {row.area} in {period} has the note {quoted(row.note)}."
                findings.append(_finding(file, "PK-931", row, "Value note", row.note, message))
            if folded(compared) not in COMPARISONS:
                message = f"Indicator {row.id} is compared with {row.area} as {quoted(compared)}."
                findings.append(_finding(file, "PK-924", row, "Compared", compared, message))
    # Figures with so many decimals were plainly not rounded.
    long = [(row, v.words) for row, _, v in own if len(v.words.partition(".")[2]) >= _LONG]
    if long and indicator.decimals is None:
        row, words = long[-1]
        message = (
            f"Indicator {name} has figures such as {quoted(words)}, but nothing under 'Decimal "
            "places'."
        )
        findings.append(_finding(file, "PK-930", row, "Value", words, message))
    return figures, findings


def _dated(
    file: FingertipsFile, rows: Sequence[FingertipsRow]
) -> tuple[list[_Dated], list[Finding]]:
    """Return the rows that can be read, the earliest first; two that differ are both left out."""
    by_period: dict[Period, list[_Dated]] = {}
    findings: list[Finding] = []
    for row in rows:
        read = _read(file, row)
        if isinstance(read, Finding):
            findings.append(read)
        else:
            by_period.setdefault(read[1], []).append(read)
    for period, of_period in by_period.items():
        if len(of_period) > 1:
            first, second, *more = (row for row, _, _ in of_period)
            rest = f" and {len(more)} more" if more else ""
            message = (
                f"Indicator {first.id} has the values {quoted(first.value)} and "
                f"{quoted(second.value)}{rest} for {first.area}, {period}."
            )
            found = _finding(file, "PK-926", first, "Value", first.value, message)
            others = tuple(file.place(row.line, "Value") for row in (second, *more))
            findings.append(replace(found, others=others))
    single = (of_period[0] for of_period in by_period.values() if len(of_period) == 1)
    return sorted(single, key=lambda dated: dated[1].order), findings


def _read(file: FingertipsFile, row: FingertipsRow) -> _Dated | Finding:
    """Return a row with its period and its value, or why one of them cannot be read."""
    what = f"{row.area}, {row.period}"
    if not row.value:
        why = f": {quoted(row.note)}" if row.note else ", and no note says why"
        message = f"Indicator {row.id} has no value for {what}{why}."
        return _finding(file, "PK-922", row, "Value", "", message)
    plain = format(Decimal(row.value), "f") if _SCIENTIFIC.fullmatch(row.value) else row.value
    try:
        return row, read_fingertips_period(row.period), Amount(plain, read_number(plain))
    except NotAPeriodError:
        message = (
            f"Indicator {row.id} has figures for {quoted(row.period)}, which is not a period that "
            "papers have."
        )
        return _finding(file, "PK-921", row, "Time period", row.period, message)
    except NotANumberError as fault:
        message = f"The value {quoted(row.value)} of indicator {row.id} for {what} {fault}."
        return _finding(file, "PK-923", row, "Value", row.value, message)


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


def _compared(area: str, own: FingertipsRow | None, other: FingertipsRow) -> str:
    """Return how the council compares with an area: England, or the one above it in the file."""
    if own is None:
        return ""
    if folded(area) in ENGLAND or folded(other.area) in ENGLAND:
        return own.compared_england
    above = own.parent_code == other.area_code if own.parent_code else own.parent == other.area
    return own.compared_parent if above else ""

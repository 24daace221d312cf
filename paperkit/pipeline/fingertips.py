"""Which rows of a file of Fingertips a project wants, and what becomes of the others.

Rows of inequalities (a filled ``Category Type``) are never taken. England and regions stand once
under each area above; equal rows count once. Nothing is kept of a row that nobody asked for but
its count.

From rows of Fingertips to readings and benchmarks; what cannot be taken is told.

Values are kept as given, unrounded: rounding is done once, when they are printed.

Import figures of Fingertips: look what a file holds, then take what the settings name.

The readings and benchmarks go into a file of their own in the project's data folder. What is
there already is not written twice, and what differs is told with both values.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from paperkit.board.data import BoardData
from paperkit.board.plan_rows import BENCHMARKS, READINGS, Benchmark, Indicator, Reading
from paperkit.board.settings import Fingertips, FingertipsIndicator
from paperkit.errors import ProjectError, ReadError
from paperkit.files.fingertips_in import FingertipsFile, FingertipsRow, read_fingertips
from paperkit.findings import Finding, Place, once, quoted
from paperkit.frozen import Frozen
from paperkit.pipeline.reading import Council, open_council, read_board, write_data
from paperkit.project import DATA_FOLDER, SETTINGS_FILE
from paperkit.schema.cleaning import folded
from paperkit.schema.periods import NotAPeriodError, Period, read_period, span
from paperkit.schema.values import Amount, NotANumberError, read_number
from paperkit.standpoint.rules import place_of

# A hundred years of months for an area, in several age groups.
MOST_ROWS = 5_000

_Taken = dict[tuple[FingertipsIndicator, str], dict[tuple[str, ...], FingertipsRow]]


class LeftOut(Enum):
    """Why a row was left out, as the count of such rows is told."""

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


class Wanted(Frozen):
    """The rows for one line of the settings: the council's own, and by area to compare with."""

    line: FingertipsIndicator
    own: tuple[FingertipsRow, ...]
    others: Mapping[str, tuple[FingertipsRow, ...]]

    @property
    def name(self) -> str:
        """Return what Fingertips calls the indicator; nothing where no row is of it."""
        return next((row.name for row in self.own), "")

    @property
    def ages(self) -> tuple[str, ...]:
        """Return the ages that the council's own rows are for, as written."""
        return tuple(dict.fromkeys(row.age for row in self.own))


class Sorted(Frozen):
    """What a file holds for a project: the rows that are wanted, and what is left.

    ``offers`` are the indicators for the council's area (any area, where none is set) that the
    settings do not name, each with its count of rows. ``areas`` counts the rows by area.
    """

    rows: int
    wanted: tuple[Wanted, ...]
    left_out: Mapping[LeftOut, int]
    offers: Mapping[Offer, int]
    areas: Mapping[str, int]
    lacking: tuple[str, ...]


def sort_rows(rows: Iterable[FingertipsRow], settings: Fingertips) -> Sorted:
    """Return the rows by what becomes of them; each row is in one place or one count.

    ReadError where one line of the settings gets more rows than any indicator has.
    """
    areas = {folded(name): name for name in (settings.area, *settings.benchmarks) if name}
    lines = _by_number(settings.indicators)
    taken: _Taken = {}
    left, offers, seen = Counter[LeftOut](), Counter[Offer](), Counter[str]()
    there: set[str] = set()
    for row in rows:
        seen[row.area] += 1
        named = [areas[key] for key in (folded(row.area), folded(row.area_code)) if key in areas]
        there.update(named)
        area = named[0] if named else ""
        asked = _asked(lines, row)
        why = _why_not(row, area, settings) or (None if asked and area else LeftOut.NOT_WANTED)
        if why is None and not _keep(taken, asked, area, row):
            why = LeftOut.REPEATED
        if why:
            left[why] += 1
        if why is LeftOut.NOT_WANTED and not asked and area == settings.area:
            offers[Offer(row.id, row.sex, row.age, row.name)] += 1
    wanted = tuple(_wanted(line, taken, settings) for line in settings.indicators)
    lacking = tuple(name for name in areas.values() if name not in there)
    return Sorted(seen.total(), wanted, left, offers, seen, lacking)


def _why_not(row: FingertipsRow, area: str, settings: Fingertips) -> LeftOut | None:
    """Return why nobody can ask for a row: of a part of the people, or of another area."""
    if row.category_type:
        return LeftOut.INEQUALITY
    return LeftOut.OTHER_AREA if settings.area and not area else None


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
                f"{quoted(row.id)} for {quoted(area)}, which is no table of Fingertips. Download "
                "it again."
            )
    return new


def _by_number(
    lines: Sequence[FingertipsIndicator],
) -> Mapping[tuple[str, str], tuple[FingertipsIndicator, ...]]:
    found: dict[tuple[str, str], tuple[FingertipsIndicator, ...]] = {}
    for line in lines:
        key = (line.id.strip(), folded(line.sex))
        found[key] = (*found.get(key, ()), line)
    return found


def _asked(
    lines: Mapping[tuple[str, str], tuple[FingertipsIndicator, ...]], row: FingertipsRow
) -> tuple[FingertipsIndicator, ...]:
    """Return the lines that ask for a row; one without an age asks for what no other does."""
    asked = lines.get((row.id, folded(row.sex)), ())
    by_age = tuple(one for one in asked if one.age and folded(one.age) == folded(row.age))
    return by_age or tuple(one for one in asked if not one.age)


def _wanted(
    line: FingertipsIndicator,
    taken: _Taken,
    settings: Fingertips,
) -> Wanted:
    own = tuple(taken.get((line, settings.area), {}).values())
    others = {name: tuple(taken.get((line, name), {}).values()) for name in settings.benchmarks}
    return Wanted(line, own, {name: rows for name, rows in others.items() if rows})


ENGLAND = ("england", "e92000001")
COMPARISONS = frozenset({"", "better", "similar", "worse", "higher", "lower", "not compared"})
_LONG = 4  # decimals from which a figure was plainly not rounded
_SPAN = re.compile(r"(\d{4})\s+-\s+(\d{2}|\d{4})", re.ASCII)
_QUARTER = re.compile(r"(\d{4}/\d{2})\s+Q([1-4])", re.ASCII | re.IGNORECASE)
_SCIENTIFIC = re.compile(r"-?\d(?:\.\d+)?[eE][+-]?\d{1,2}", re.ASCII)


class Figures(Frozen):
    """What one line of the settings comes to, each row with the line of the file it came from."""

    readings: tuple[tuple[int, Reading], ...] = ()
    benchmarks: tuple[tuple[int, Benchmark], ...] = ()
    findings: tuple[Finding, ...] = ()


class _Dated(Frozen):
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


_Key = tuple[object, ...]


class Line(Frozen):
    """One line of the settings: what is new for it, and how many rows are there already."""

    wanted: Wanted
    readings: tuple[Reading, ...]
    benchmarks: tuple[Benchmark, ...]
    already: int


class Looked(Frozen):
    """What a file of Fingertips holds for a project, and what was found in it."""

    council: Council
    name: str
    area: str
    sorted: Sorted
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return the readings that the project does not have yet."""
        return tuple(row for line in self.lines for row in line.readings)

    @property
    def benchmarks(self) -> tuple[Benchmark, ...]:
        """Return the benchmarks that the project does not have yet."""
        return tuple(row for line in self.lines for row in line.benchmarks)


class Imported(Frozen):
    """What was looked at, and the file that was written; None where there was nothing new."""

    looked: Looked
    path: Path | None


def look(folder: Path, source: Path, packs: Sequence[Path] = ()) -> Looked:
    """Return what would be taken of a file; nothing is written.

    Raises ReadError where it is no file of Fingertips, and ProjectError where the project's own
    data cannot be read.
    """
    council = open_council(folder, packs)
    read = read_board(council)
    if not read.readable:
        raise ProjectError("The data cannot be read as they stand. Run 'paperkit check' first.")
    file = read_fingertips(source)
    settings = council.ways.settings.fingertips
    found = sort_rows(file.rows(), settings)
    lines: list[Line] = []
    findings = [*file.findings, *_areas_lacking(file, found)]
    there = _There.of(read.board)
    for wanted in found.wanted:
        line, told = _line(file, wanted, read.board, there)
        lines.append(line)
        findings += told
        there = there.with_line(line)
    return Looked(council, file.name, settings.area, found, tuple(lines), once(findings))


def take(folder: Path, source: Path, *, today: date, packs: Sequence[Path] = ()) -> Imported:
    """Return the new file with what a file of Fingertips has and the project does not.

    Raises what ``look`` raises, and ProjectError where the settings name no area or indicator.
    """
    looked = look(folder, source, packs)
    _check_settings(looked.council.ways.settings.fingertips, source)
    rows = {READINGS: looked.readings, BENCHMARKS: looked.benchmarks}
    filled = {table: these for table, these in rows.items() if these}
    if not filled:
        return Imported(looked, None)
    title = _free_title(looked.council, f"Fingertips {today.isoformat()}")
    return Imported(looked, write_data(looked.council, filled, title))


class _There(Frozen):
    """The readings and benchmarks that there are, by what may be there only once."""

    rows: Mapping[_Key, Reading | Benchmark]

    @classmethod
    def of(cls, board: BoardData) -> "_There":
        """Return the rows of a project."""
        every: tuple[Reading | Benchmark, ...] = (*board.readings, *board.benchmarks)
        return cls({_key(row): row for row in every if row.period})

    def with_line(self, line: Line) -> "_There":
        """Return the rows with those that were taken for a line of the settings."""
        taken: tuple[Reading | Benchmark, ...] = (*line.readings, *line.benchmarks)
        return _There({**self.rows, **{_key(row): row for row in taken}}) if taken else self


def _key(row: Reading | Benchmark) -> _Key:
    area = folded(row.area) if isinstance(row, Benchmark) else None
    period: Period | None = row.period
    assert period is not None
    return (row.indicator, area, period.first, period.last)


def _line(
    file: FingertipsFile, wanted: Wanted, board: BoardData, there: _There
) -> tuple[Line, tuple[Finding, ...]]:
    indicator = _indicator(board, wanted)
    refused = tuple(_refused(file, wanted, indicator))
    if refused or indicator is None:
        return Line(wanted, (), (), 0), refused
    found = figures(file.name, wanted, indicator)
    readings, benchmarks = (_new(rows, there) for rows in (found.readings, found.benchmarks))
    differing = tuple(_differing(file, found, there))
    rows = (*found.readings, *found.benchmarks)
    already = len(rows) - len(readings) - len(benchmarks) - len(differing)
    new = Line(
        wanted,
        tuple(row for row in readings if isinstance(row, Reading)),
        tuple(row for row in benchmarks if isinstance(row, Benchmark)),
        already,
    )
    return new, (*found.findings, *differing)


def _indicator(board: BoardData, wanted: Wanted) -> Indicator | None:
    reference = folded(wanted.line.indicator)
    return next((one for one in board.indicators if folded(one.reference) == reference), None)


def _refused(
    file: FingertipsFile, wanted: Wanted, indicator: Indicator | None
) -> Iterator[Finding]:
    """Yield why nothing is taken for a line of the settings."""
    line = wanted.line
    what = f"{line.id} ({', '.join(part for part in (line.sex, line.age) if part)})"
    settings = Place(SETTINGS_FILE, field="fingertips")
    if indicator is None:
        message = f"The settings take Fingertips' indicator {what} for {quoted(line.indicator)}, "
        message += "and the sheet Indicators has no such reference."
        yield _told_importing("PK-929", settings, message, line.indicator)
    elif not wanted.own:
        message = f"The file has no rows of indicator {what} for your area."
        yield _told_importing("PK-928", settings, message, line.id)
    elif len(wanted.ages) > 1:
        ages = ", ".join(quoted(age) for age in wanted.ages)
        message = f"The file has indicator {what} for several ages: {ages}."
        yield _told_importing("PK-927", file.place(wanted.own[0].line, "Age"), message, line.id)


def _new(
    rows: Sequence[tuple[int, Reading | Benchmark]], there: _There
) -> tuple[Reading | Benchmark, ...]:
    return tuple(row for _, row in rows if _key(row) not in there.rows)


def _differing(file: FingertipsFile, found: Figures, there: _There) -> Iterator[Finding]:
    """Yield an error for each figure that the project has otherwise, with both values."""
    rows: tuple[tuple[int, Reading | Benchmark], ...] = (*found.readings, *found.benchmarks)
    for line, row in rows:
        old = there.rows.get(_key(row))
        if old is not None and not _same(old.value, row.value):
            area = f" of {row.area}" if isinstance(row, Benchmark) else ""
            message = f"Indicator {row.indicator} has {quoted(str(row.value))}{area} for "
            message += f"{row.period} in the file; you have {quoted(str(old.value or ''))}."
            code, place, value = "PK-925", place_of(old, "value"), str(old.value or "")
            others = (file.place(line, "Value"),)
            yield Finding(code, place, message, value=value, others=others)


def _same(old: Amount | None, new: Amount | None) -> bool:
    """Return whether a figure is the old one, to the decimals with which that was typed."""
    if old is None or old.number is None or new is None or new.number is None:
        return False
    last = old.number.as_tuple().exponent
    assert isinstance(last, int)
    return abs(old.number - new.number) * 2 <= Decimal(1).scaleb(last)


def _areas_lacking(file: FingertipsFile, found: Sorted) -> Iterator[Finding]:
    for area in found.lacking:
        message = f"The file has no rows of {quoted(area)}, which the settings name."
        yield _told_importing("PK-932", Place(file.name), message, area)


def _told_importing(code: str, place: Place, message: str, value: str) -> Finding:
    return Finding(code, place, message, value=value)


def _check_settings(settings: Fingertips, source: Path) -> None:
    lacking = "your area" if not settings.area else "" if settings.indicators else "any indicator"
    if lacking:
        raise ProjectError(
            f"{SETTINGS_FILE} does not name {lacking} under 'fingertips'. Run 'paperkit import "
            f"fingertips {quoted(str(source))} --map': it prints what to type there."
        )


def _free_title(council: Council, title: str) -> str:
    """Return the title, with a number where a file has it already."""
    folder = council.project.folder / DATA_FOLDER
    used = {path.stem.casefold() for path in folder.glob("*")}
    numbered = (f"{title} ({n})" if n > 1 else title for n in range(1, len(used) + 2))
    return next(name for name in numbered if name.casefold() not in used)

"""Import figures of Fingertips: look what a file holds, then take what the settings name.

The readings and benchmarks go into a file of their own in the project's data folder. What is
there already is not written twice, and what differs is told with both values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from paperkit.board.model import BoardData, Indicator, Reading
from paperkit.board.model.measures import BENCHMARKS, READINGS, Benchmark
from paperkit.board.rules.case import place_of
from paperkit.board.settings import Fingertips
from paperkit.errors import ProjectError
from paperkit.files.fingertips_in import FingertipsFile, read_fingertips
from paperkit.findings import Finding, Place, once, quoted
from paperkit.pipeline.data_file import write_data
from paperkit.pipeline.fingertips.figures import Figures, figures
from paperkit.pipeline.fingertips.rows import Sorted, Wanted, sort_rows
from paperkit.pipeline.reading import Council, open_council, read_board
from paperkit.project import DATA_FOLDER, SETTINGS_FILE
from paperkit.schema.amounts import Amount
from paperkit.schema.cleaning import folded
from paperkit.schema.periods import Period

_Key = tuple[object, ...]


@dataclass(frozen=True)
class Line:
    """One line of the settings: what is new for it, and how many rows are there already."""

    wanted: Wanted
    readings: tuple[Reading, ...]
    benchmarks: tuple[Benchmark, ...]
    already: int


@dataclass(frozen=True)
class Looked:
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


@dataclass(frozen=True)
class Imported:
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


@dataclass(frozen=True)
class _There:
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
        yield _told("PK-929", settings, message, line.indicator)
    elif not wanted.own:
        message = f"The file has no rows of indicator {what} for your area."
        yield _told("PK-928", settings, message, line.id)
    elif len(wanted.ages) > 1:
        ages = ", ".join(quoted(age) for age in wanted.ages)
        message = f"The file has indicator {what} for several ages: {ages}."
        yield _told("PK-927", file.place(wanted.own[0].line, "Age"), message, line.id)


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
        yield _told("PK-932", Place(file.name), message, area)


def _told(code: str, place: Place, message: str, value: str) -> Finding:
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

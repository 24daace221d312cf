"""Headings and keys as officers type them, matched to columns.

Case, stray space, line breaks, hyphens, and words in brackets do not matter: ``Review date``,
``review_date`` and ``REVIEW DATE (month and year)`` are one. A council's own headings come
from its settings and win over paperkit's.

A sheet as it stands in the file, before its rows have a meaning: cells that exist, no others.

The library that reads workbooks ends here; what follows knows these types alone.

Which sheet holds which table.

Copying and exporting change names: ``Actions (2)``, ``Actions - Table 1``. Such a sheet is read
where it is the only one that can be meant; a name that is nearly right is asked about.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.frozen import Frozen
from paperkit.schema.cleaning import decode_excel, folded
from paperkit.schema.columns import Column, Table
from paperkit.schema.values import close_to

Aliases = Mapping[str, Mapping[str, str]]
_JOINING = re.compile(r"[-_\s\u2010-\u2015]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRAILING = " :*?."


def plain(text: str) -> str:
    """Return a heading for matching; words in brackets go where others remain."""
    words = folded(decode_excel(text))
    shorter = _BRACKETS.sub(" ", words)
    return _joined(shorter) or _joined(words)


def _joined(words: str) -> str:
    return _JOINING.sub(" ", words).strip(_TRAILING)


class Headings(Frozen):
    """The columns of a table by every heading that means them."""

    table: Table
    columns: Mapping[str, Column]

    def find(self, text: str) -> Column | None:
        """Return the column that a heading or key means, or None."""
        return self.columns.get(plain(text))

    def near(self, text: str, taken: Iterable[Column] = ()) -> str:
        """Return the heading that was probably meant, of a column not taken yet, or nothing."""
        there = {column.name for column in taken}
        free = {plain(c.heading): c.heading for c in self.table.columns if c.name not in there}
        return free.get(close_to(plain(text), list(free)), "")


@cache
def headings_of(table: Table) -> Headings:
    """Return the headings of a table as paperkit declares them, the heading before the alias."""
    known: dict[str, Column] = {}
    for column in table.columns:
        known.setdefault(plain(column.heading), column)
        known.setdefault(plain(column.name), column)
    for column in table.columns:
        for alias in column.aliases:
            known.setdefault(plain(alias), column)
    return Headings(table, known)


def with_aliases(table: Table, own: Mapping[str, str]) -> Headings:
    """Return the headings of a table, a council's own before paperkit's."""
    known = headings_of(table)
    meant = {plain(heading): known.find(target) for heading, target in own.items()}
    added = {heading: column for heading, column in meant.items() if column}
    return Headings(table, {**known.columns, **added})


def own_headings(table: Table, title: str, aliases: Aliases) -> dict[str, str]:
    """Return the council's headings for a sheet, by whichever of its names the settings use."""
    names = {plain(name) for name in (title, table.name, table.sheet, *table.aliases)}
    found: dict[str, str] = {}
    for sheet, headings in aliases.items():
        if plain(sheet) in names:
            found |= headings
    return found


def unknown_aliases(table: Table, own: Mapping[str, str], place: Place) -> list[Finding]:
    """Return a finding for each alias in the settings that leads nowhere."""
    known = headings_of(table)
    wrong = [(heading, target) for heading, target in own.items() if not known.find(target)]
    return [_unknown_alias(known, heading, target, place) for heading, target in wrong]


def unused_aliases(
    table: Table, own: Mapping[str, str], found: Iterable[str], place: Place
) -> Iterator[Finding]:
    """Yield a note for each heading of the settings that the sheet lacks, and whose column too.

    ``found`` names the columns that the sheet has under whatever heading.
    """
    known, there = headings_of(table), set(found)
    for heading, target in own.items():
        column = known.find(target)
        if column and column.name not in there:
            message = (
                f"The settings say that {quoted(heading)} means {quoted(column.heading)}; the "
                f"sheet {table.sheet} has neither."
            )
            remedy = remedy_of("PK-216")
            yield Finding("PK-216", place, message, remedy, value=heading)


def _unknown_alias(known: Headings, heading: str, target: str, place: Place) -> Finding:
    sheet = known.table.sheet
    message = (
        f"The settings say that {quoted(heading)} on {sheet} means {quoted(target)}, which is no "
        f"heading of {sheet}."
    )
    near = known.near(target)
    remedy = remedy_of("PK-214")
    if near:
        remedy = f"Write '{near}' under 'aliases' in the settings, if that was meant."
    return Finding("PK-214", place, message, remedy, value=target)


_IN_QUOTES = re.compile(r'"[^"]*"|\\.')

Stored = (
    bool | int | float | str | datetime.datetime | datetime.date | datetime.time
    | datetime.timedelta | None
)  # fmt: skip
"""What a workbook keeps in a cell."""


class Formula(Frozen):
    """A formula as typed, and whether the file keeps its result."""

    text: str
    stored: bool


class GridCell(Frozen):
    """One cell: its stored value, and what an officer sees of it that is no text.

    ``crossed`` holds the words that are crossed out, ``fill`` the colour behind, ``link`` the
    address that a click opens.
    """

    row: int
    column: int
    value: Stored
    is_error: bool = False
    is_percent: bool = False
    crossed: str = ""
    fill: str = ""
    link: str = ""
    has_comment: bool = False
    formula: Formula | None = None

    @property
    def filled(self) -> bool:
        """Return whether somebody typed something here."""
        if self.value is None:
            return self.formula is not None and not self.formula.stored
        return not (isinstance(self.value, str) and not self.value.strip())

    @property
    def coordinate(self) -> str:
        """Return the cell's name, such as ``E7``."""
        return f"{letter(self.column)}{self.row}"


class Span(Frozen):
    """A block of merged cells."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        """Return the block's name, such as ``B7:B9``."""
        first = f"{letter(self.first_column)}{self.first_row}"
        return f"{first}:{letter(self.last_column)}{self.last_row}"


class Sheet(Frozen):
    """One sheet: its cells by row and column number, both from 1."""

    file: str
    title: str
    rows: Mapping[int, Mapping[int, GridCell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Span, ...] = ()
    epoch: datetime.date = datetime.date(1899, 12, 30)

    @property
    def place(self) -> Place:
        """Return the place of the sheet as a whole."""
        return Place(self.file, self.title)

    def at(self, cell: str, field: str = "") -> Place:
        """Return the place of a cell, such as ``E7``."""
        return Place(self.file, self.title, cell, field=field)


class SheetColumn(Frozen):
    """A column of a table where it stands on a sheet, under the heading that the sheet uses."""

    column: Column
    index: int
    heading: str

    @property
    def letter(self) -> str:
        """Return the column's letter."""
        return letter(self.index)


def letter(index: int) -> str:
    """Return the letter of a column, from its number: 1 is A, 27 is AA."""
    letters = ""
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def shows_percent(number_format: str) -> bool:
    """Return whether a number format shows a share of 1 as a percentage.

    A percent sign in quotation marks is only printed after the number.
    """
    return "%" in _IN_QUOTES.sub("", number_format)


def runs(numbers: Iterable[int]) -> str:
    """Return row numbers for a message: ``9 to 12, 15``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return ", ".join(_run(run) for run in found)


def _run(run: Sequence[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}"


# Sheets of help that paperkit writes, and the list that Apple Numbers puts before its export.
OWN_SHEETS = frozenset({"please read", "lists", "export summary"})
_COPIED = re.compile(r"^copy of\s+|^sheet\s*\d+\s*[-–]\s*|\s*(?:\(\d+\)|_\d+|[-–]\s*table\s*\d+)$")


class Matched(Frozen):
    """The sheet of each table, by the table's name, and what was found on the way."""

    titles: Mapping[str, str]
    findings: tuple[Finding, ...]


def table_named(name: str, tables: Sequence[Table]) -> Table | None:
    """Return the table that a name means, or None."""
    wanted = plain(name)
    return next((table for table in tables if wanted in _names(table)), None)


def near_table(name: str, tables: Sequence[Table]) -> Table | None:
    """Return the table whose name is nearly the one typed, or None."""
    names = {known: table for table in tables for known in _names(table)}
    return names.get(close_to(plain(name), list(names)))


def match_sheets(file: str, titles: Sequence[str], tables: Sequence[Table]) -> Matched:
    """Return the sheet of each table that the file has."""
    candidates = {table.name: matching(titles, table) for table in tables}
    found = {name: sheets for name, sheets in candidates.items() if sheets}
    taken = {title for sheets in found.values() for title in sheets}
    left = [title for title in titles if title not in taken and folded(title) not in OWN_SHEETS]
    findings: list[Finding] = []
    for table in tables:
        findings += renamed(file, table, candidates[table.name])
    if not found:
        return Matched({}, (no_table(file, titles, tables),))
    absent = [table for table in tables if table.name not in found]
    misspelt = [title for title in left if near_table(title, absent)]
    findings += [_misspelt(file, title, near_table(title, absent)) for title in misspelt]
    findings += left_alone(file, [title for title in left if title not in misspelt])
    return Matched({name: sheets[0] for name, sheets in found.items()}, tuple(findings))


def no_table(file: str, titles: Sequence[str], tables: Sequence[Table]) -> Finding:
    """Return the finding for a file in which no table is known by its name."""
    looked = ", ".join(table.sheet for table in tables)
    has = ", ".join(quoted(title, 40) for title in titles[:10]) or "nothing"
    message = f"Paperkit looked for sheets named {looked}, and found {has}."
    near = [(title, near_table(title, tables)) for title in titles]
    remedy = next((_rename(title, table) for title, table in near if table), "")
    return Finding("PK-201", Place(file), message, remedy or remedy_of("PK-201"))


def unknown_alias_sheets(
    titles: Sequence[str], tables: Sequence[Table], aliases: Iterable[str]
) -> Iterator[Finding]:
    """Yield an error for each sheet under 'aliases' in the settings that is no table's."""
    there = {plain(title) for title in titles}
    for name in aliases:
        if table_named(name, tables) is None and plain(name) not in there:
            near = near_table(name, tables)
            sheets = ", ".join(table.sheet for table in tables)
            remedy = f"Write '{near.sheet}', if that was meant." if near else ""
            message = f"The settings give headings for a sheet {quoted(name)}; the sheets are "
            message += f"{sheets}."
            remedy = remedy or remedy_of("PK-215")
            yield Finding("PK-215", Place(field="aliases"), message, remedy, value=name)


def _names(table: Table) -> list[str]:
    return [plain(name) for name in (table.sheet, table.name, *table.aliases)]


def matching(titles: Sequence[str], table: Table) -> list[str]:
    """Return the sheets that may hold the table, those of exactly its name first."""
    names = _names(table)
    exact = [title for title in titles if _bare(title) in names]
    copied = [t for t in titles if t not in exact and _COPIED.sub("", folded(t)) in names]
    return exact + copied


def _bare(title: str) -> str:
    """Return a sheet's name for matching; unlike a heading's, its brackets count."""
    return " ".join(re.split(r"[-_\s]+", folded(title))).strip()


def renamed(file: str, table: Table, sheets: Sequence[str]) -> list[Finding]:
    """Return what is to be told where a sheet goes by another name, or where there are two."""
    if len(sheets) > 1:
        both = " and ".join(quoted(title) for title in sheets)
        message = f"{both} all look like the sheet {table.sheet}."
        if len(sheets) == 2:
            message = f"Both {both} look like the sheet {table.sheet}."
        places = tuple(Place(file, title) for title in sheets)
        remedy = remedy_of("PK-204")
        return [Finding("PK-204", places[0], message, remedy, others=places[1:])]
    if sheets and _bare(sheets[0]) not in _names(table):
        message = f"Sheet {quoted(sheets[0])} was read as {table.sheet}."
        remedy = remedy_of("PK-203")
        return [Finding("PK-203", Place(file, sheets[0]), message, remedy)]
    return []


def _misspelt(file: str, title: str, table: Table | None) -> Finding:
    message = f"Sheet {quoted(title)} is not known to paperkit, and was not read."
    return Finding("PK-205", Place(file, title), message, _rename(title, table), title)


def _rename(title: str, table: Table | None) -> str:
    meant = table.sheet if table else ""
    return (
        f"If {quoted(title)} is meant to be {meant}, rename it to {meant}; if not, give it a name "
        f"that is not so near."
    )


def left_alone(file: str, titles: Sequence[str]) -> list[Finding]:
    """Return one note that names the sheets that were not read; none for none."""
    if not titles:
        return []
    named = ", ".join(quoted(title, 40) for title in titles)
    verb = "was" if len(titles) == 1 else "were"
    word = "Sheet" if len(titles) == 1 else "Sheets"
    message = f"{word} {named} {verb} left alone."
    return [Finding("PK-202", Place(file), message)]

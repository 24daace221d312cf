"""Match names as officers type them: headings and keys to columns, sheets to tables.

Case, stray space, line breaks, hyphens, and words in brackets do not matter: ``Review date``,
``review_date`` and ``REVIEW DATE (month and year)`` are one. A council's own headings come
from its settings and win over paperkit's.

Copying and exporting change the names of sheets: ``Actions (2)``, ``Actions - Table 1``. Such a
sheet is read where it is the only one that can be meant; a name that is nearly right is asked
about.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from paperkit.findings import CSV, Finding, Place, is_csv, quoted
from paperkit.frozen import Frozen, field
from paperkit.schema.cleaning import decode_excel, folded
from paperkit.schema.columns import Column, Table
from paperkit.schema.values import close_to

Aliases = Mapping[str, Mapping[str, str]]
"""A council's own headings, by sheet: each with paperkit's."""

# Sheets of help that paperkit writes, and the list that Apple Numbers puts before its export.
HELP_SHEETS = frozenset({"please read", "lists", "export summary"})


class Naming(Frozen):
    """What a source calls its tables, as messages name them: sheets of a workbook, or files."""

    word: str
    ending: str = ""

    def bare(self, title: str) -> str:
        """Return the title without the ending that all have."""
        return title[: -len(self.ending)] if self.ending else title

    def of(self, table: Table) -> str:
        """Return what the source has to call a table."""
        return f"{table.name}{self.ending}" if self.ending else table.sheet

    def at(self, file: str, title: str) -> Place:
        """Return the place of a table as a whole, in the workbook ``file`` or a file by itself."""
        return Place(title) if self.ending else Place(file, title)


SHEETS, CSV_FILES = Naming("sheet"), Naming("file", CSV)

_JOINING = re.compile(r"[-_\s\u2010-\u2015]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRAILING = " :*?."
_COPIED = r"^copy of |^sheet ?\d+ ?[-–] ?| ?(?:\(\d+\)|_\d+|[-–] ?table ?\d+)$"


def plain(text: str) -> str:
    """Return a heading for matching; words in brackets go where others remain."""
    words = folded(decode_excel(text))
    shorter = _JOINING.sub(" ", _BRACKETS.sub(" ", words)).strip(_TRAILING)
    return shorter or _JOINING.sub(" ", words).strip(_TRAILING)


def without_notes(heading: str) -> str:
    """Return a heading as a message names it: without what it says in brackets."""
    return " ".join(_BRACKETS.sub(" ", heading).split()) or heading


class Headings(Frozen):
    """The columns of a table by every heading for them; ``own`` are the council's headings."""

    table: Table
    columns: Mapping[str, Column]
    own: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, text: str) -> Column | None:
        """Return the column that a heading or key means, or None."""
        return self.columns.get(plain(text))

    def near(self, text: str, taken: Iterable[Column] = ()) -> str:
        """Return the heading that was probably meant, of a column not found yet, or ""."""
        found = self.nearest(text, taken)
        return found.heading if found else ""

    def nearest(self, text: str, taken: Iterable[Column] = ()) -> Column | None:
        """Return the column that was probably meant, of those not found yet, or None."""
        there = {column.name for column in taken}
        free = {words: c for words, c in self.columns.items() if c.name not in there}
        return free.get(close_to(plain(text), list(free)))

    def misspelt(
        self, typed: Sequence[tuple[str, Place]], taken: Sequence[Column], on: str
    ) -> Iterator[Finding]:
        """Yield an error for each heading that is nearly one by which rows are known.

        Without it every row would lack the same: one finding says why.
        """
        meant = [(words, place, self.nearest(words, taken)) for words, place in typed]
        for words, place, column in meant:
            if column and column.identity:
                right = column.heading if place.sheet else column.name
                message = f"{on} has no column {right}, but one called {quoted(words)}."
                remedy = f"Rename it to {right}, if that was meant; or add the column."
                yield Finding("PK-238", place, message, remedy, words)


@cache
def headings_of(table: Table) -> Headings:
    """Return the headings of a table as paperkit declares them, the heading before the alias."""
    names = [(word, column) for column in table.columns for word in (column.heading, column.name)]
    names += [(alias, column) for column in table.columns for alias in column.aliases]
    # Of two columns of one name the first counts.
    return Headings(table, {plain(word): column for word, column in reversed(names)})


def headings_on(title: str, table: Table, aliases: Aliases) -> Headings:
    """Return the headings of a table on the sheet of that title, the council's own first.

    The settings may use any of the table's names for the sheet.
    """
    known = headings_of(table)
    if not aliases:
        return known
    names = {plain(name) for name in (title, table.name, table.sheet, *table.aliases)}
    of_sheet = (headings for sheet, headings in aliases.items() if plain(sheet) in names)
    own = {heading: target for headings in of_sheet for heading, target in headings.items()}
    meant = {plain(heading): known.find(target) for heading, target in own.items()}
    added = {heading: column for heading, column in meant.items() if column}
    return Headings(table, {**known.columns, **added}, own)


def unknown_aliases(headings: Headings, place: Place) -> Iterator[Finding]:
    """Yield a finding for each alias in the settings whose heading the table does not have."""
    known, sheet = headings_of(headings.table), headings.table.sheet
    for heading, target in headings.own.items():
        if not known.find(target):
            message = (
                f"The settings say that {quoted(heading)} on {sheet} means {quoted(target)}, "
                f"which is not a heading of {sheet}."
            )
            near = known.near(target)
            remedy = f"Write '{near}' under 'aliases' in the settings, if that was meant."
            yield Finding("PK-214", place, message, remedy if near else "", target)


def unused_aliases(headings: Headings, found: Container[str], place: Place) -> Iterator[Finding]:
    """Yield a note for each heading of the settings if the sheet lacks both it and its column.

    ``found`` names the columns that the sheet has under whatever heading.
    """
    known, sheet = headings_of(headings.table), headings.table.sheet
    for heading, target in headings.own.items():
        column = known.find(target)
        if column and column.name not in found:
            there = place.file if is_csv(place.file) else f"the sheet {sheet}"
            neither = f"means {quoted(column.heading)}; {there} has neither."
            message = f"The settings say that {quoted(heading)} {neither}"
            yield Finding("PK-216", place, message, value=heading)


def unknown_alias_sheets(
    titles: Sequence[str], tables: Sequence[Table], aliases: Iterable[str]
) -> Iterator[Finding]:
    """Yield an error for each sheet under 'aliases' in the settings that is not a table's."""
    there = {plain(title) for title in titles}
    for name in aliases:
        if table_named(name, tables) is None and plain(name) not in there:
            near = near_table(name, tables)
            sheets = ", ".join(table.sheet for table in tables)
            remedy = f"Write '{near.sheet}', if that was meant." if near else ""
            message = f"The settings give headings for a sheet {quoted(name)}; the sheets are "
            message += f"{sheets}."
            yield Finding("PK-215", Place(field="aliases"), message, remedy, value=name)


def table_named(name: str, tables: Sequence[Table]) -> Table | None:
    """Return the table that a name means, or None."""
    return next((table for table in tables if plain(name) in _names(table)), None)


def near_table(name: str, tables: Sequence[Table]) -> Table | None:
    """Return the table whose name is nearly the one typed, or None."""
    names = {known: table for table in tables for known in _names(table)}
    return names.get(close_to(plain(name), list(names)))


@cache
def _names(table: Table) -> tuple[str, ...]:
    return tuple(plain(name) for name in (table.sheet, table.name, *table.aliases))


def match_sheets(
    file: str, titles: Sequence[str], tables: Sequence[Table]
) -> tuple[Mapping[str, str], list[Finding]]:
    """Return the title of each table's sheet, by the table's name, and what was found."""
    sheets = {table.name: matching(titles, table) for table in tables}
    if not any(sheets.values()):
        looked = ", ".join(table.sheet for table in tables)
        has = ", ".join(quoted(title, 40) for title in titles[:10]) or "nothing"
        message = f"Paperkit looked for sheets named {looked}, and found {has}."
        near = ((title, near_table(title, tables)) for title in titles)
        remedy = next((_rename(title, table) for title, table in near if table), "")
        return {}, [Finding("PK-201", Place(file), message, remedy)]
    return match_titles(file, titles, tables)


def match_titles(
    file: str, titles: Sequence[str], tables: Sequence[Table], naming: Naming = SHEETS
) -> tuple[Mapping[str, str], list[Finding]]:
    """Return what ``match_sheets`` does, where there may be no sheet of any table."""
    sheets = {table.name: matching(titles, table, naming) for table in tables}
    findings = [
        found for table in tables for found in renamed(file, table, sheets[table.name], naming)
    ]
    taken = {title for found in sheets.values() for title in found}
    free = [title for title in titles if title not in taken]
    others = [one for one in free if folded(naming.bare(one)) not in HELP_SHEETS]
    missing = [table for table in tables if not sheets[table.name]]
    near = list(near_named(file, others, missing, naming))
    asked = {one.value for one in near}
    left = [title for title in others if title not in asked]
    findings += [*near, *left_alone(file, left, naming)]
    return {name: found[0] for name, found in sheets.items() if found}, findings


def near_named(
    file: str, titles: Sequence[str], tables: Sequence[Table], naming: Naming = SHEETS
) -> Iterator[Finding]:
    """Yield an error for each sheet that is nearly named as one of these tables."""
    for title in titles:
        if meant := near_table(naming.bare(title), tables):
            word, place = naming.word.capitalize(), naming.at(file, title)
            message = f"{word} {quoted(title)} is not known to paperkit, and was not read."
            yield Finding("PK-205", place, message, _rename(title, meant, naming), title)


def matching(titles: Sequence[str], table: Table, naming: Naming = SHEETS) -> list[str]:
    """Return the sheets that may hold the table, those of exactly its name first."""
    names = _names(table)
    bare = {title: naming.bare(title) for title in titles}
    exact = [title for title in titles if _without_marks(bare[title]) in names]
    others = (title for title in titles if title not in exact)
    return exact + [title for title in others if re.sub(_COPIED, "", folded(bare[title])) in names]


def _without_marks(title: str) -> str:
    """Return a sheet's name for matching; unlike a heading's, its brackets count."""
    return " ".join(re.split(r"[-_\s]+", folded(title))).strip()


def renamed(
    file: str, table: Table, sheets: Sequence[str], naming: Naming = SHEETS
) -> list[Finding]:
    """Return a finding where a sheet has another name, or where two could be meant."""
    if len(sheets) > 1:
        named = " and ".join(quoted(title) for title in sheets)
        subject = f"Both {named} look" if len(sheets) == 2 else f"{named} all look"
        first, *others = (naming.at(file, title) for title in sheets)
        message = f"{subject} like the {naming.word} {naming.of(table)}."
        remedy = f"Delete or rename the {naming.word} that should not be read."
        return [Finding("PK-204", first, message, remedy, others=tuple(others))]
    if sheets and _without_marks(naming.bare(sheets[0])) not in _names(table):
        subject = f"{naming.word.capitalize()} {quoted(sheets[0])}"
        message = f"{subject} was read as {naming.of(table)}."
        remedy = f"Nothing to do, unless it is an old copy: then delete the {naming.word}."
        return [Finding("PK-203", naming.at(file, sheets[0]), message, remedy)]
    return []


def left_alone(file: str, titles: Sequence[str], naming: Naming = SHEETS) -> list[Finding]:
    """Return one note that names all sheets that were not read; empty if all were."""
    if not titles:
        return []
    named = ", ".join(quoted(title, 40) for title in titles)
    word = naming.word.capitalize()
    subject, verb = (word, "was") if len(titles) == 1 else (f"{word}s", "were")
    return [Finding("PK-202", Place(file), f"{subject} {named} {verb} left alone.")]


def _rename(title: str, table: Table, naming: Naming = SHEETS) -> str:
    return (
        f"If {quoted(title)} is meant to be {table.sheet}, rename it to {naming.of(table)}; if "
        "not, give it a name that is not so near."
    )

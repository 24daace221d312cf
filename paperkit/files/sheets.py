"""Which sheet holds which table.

Copying and exporting change names: ``Actions (2)``, ``Actions - Table 1``. Such a sheet is read
where it is the only one that can be meant; a name that is nearly right is asked about.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paperkit.files.headings import plain
from paperkit.findings import Finding, Place, quoted, remedy_of
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Table
from paperkit.schema.values import close_to

# Sheets of help that paperkit writes, and the list that Apple Numbers puts before its export.
OWN_SHEETS = frozenset({"please read", "lists", "export summary"})
_COPIED = re.compile(r"^copy of\s+|^sheet\s*\d+\s*[-–]\s*|\s*(?:\(\d+\)|_\d+|[-–]\s*table\s*\d+)$")


@dataclass(frozen=True)
class Matched:
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

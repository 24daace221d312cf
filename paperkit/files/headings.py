"""Headings and keys as officers type them, matched to columns.

Case, stray space, line breaks, hyphens, and words in brackets do not matter: ``Review date``,
``review_date`` and ``REVIEW DATE (month and year)`` are one. A council's own headings come
from its settings and win over paperkit's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from paperkit.findings import Finding, Place, quoted, remedy_of
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


@dataclass(frozen=True)
class Headings:
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

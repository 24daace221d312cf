"""How the file of the log is laid out: its table, and the guards that refuse every change.

Each step takes a file from one version to the next. A step that was released stays as it is; a
later need is a further step, which an older log takes when it is next added to.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from types import MappingProxyType

APPLICATION = 0x70_6B_6C_67  # "pklg", by which other programs can tell the file

_REFUSED = "SELECT RAISE(ABORT, 'Entries of the log are never changed: add a correction.')"
_FOLLOWS = "NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entries)"

STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE entries (number INTEGER PRIMARY KEY, entry TEXT NOT NULL, "
        "hash TEXT NOT NULL)",
        f"CREATE TRIGGER no_update BEFORE UPDATE ON entries BEGIN {_REFUSED}; END",
        f"CREATE TRIGGER no_delete BEFORE DELETE ON entries BEGIN {_REFUSED}; END",
        # Also refuses INSERT OR REPLACE, which SQLite does not take for a change.
        f"CREATE TRIGGER in_order BEFORE INSERT ON entries WHEN {_FOLLOWS} BEGIN {_REFUSED}; END",
    ),
)
VERSION = len(STEPS)


@cache
def layout(version: int) -> Mapping[str, str]:
    """Return the tables and guards of a version: the words that make each, by its name."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in STEPS[:version]:
            for statement in step:
                connection.execute(statement)
        return objects(connection)


def objects(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Return what a file declares: the words that make each table and guard, by its name."""
    rows = connection.execute(
        "SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_schema WHERE sql IS NOT NULL"
    )
    return MappingProxyType({_text(name): _text(sql) for name, sql in rows})


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")

"""What was changed from outside is found, wherever it was changed, and told by its entry."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from paperkit.board.history import Entry, History
from paperkit.errors import LogError
from paperkit.findings import Finding
from paperkit.frozen import replace
from paperkit.record import LOG_FILE
from paperkit.record.log import (
    append,
    check_corrections,
    entry_of,
    kept_of,
    look,
    look_through,
    read_log,
)
from tests.exception_log.entries import THREE, a_return, drafts, log_of

WAY_OUT = (
    "Put back an earlier version of the log, from OneDrive or Windows. If there is none, give this "
    "file another name, and run 'paperkit record adopt' with that name."
)


def change(path: Path, *statements: str) -> None:
    """Change a log from outside, as a program for databases lets a person do it."""
    with closing(sqlite3.connect(path)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        kept = guards.fetchall()
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in kept:
            connection.execute(sql)
        connection.commit()


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{found.code} {found.place}: {found.message}" for found in findings]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return log_of(tmp_path, drafts(THREE), [a_return("2.1"), a_return("2.2")])


def test_a_log_that_nobody_changed_has_no_findings(log: Path) -> None:
    assert look_through(log).findings == ()


def test_a_changed_entry_is_named(log: Path) -> None:
    change(log, "UPDATE entries SET entry = replace(entry, 'Amber', 'Green')")
    (found,) = look_through(log).findings
    assert told((found,)) == [
        "PK-801 exception-log.sqlite, entry 2: Entry 2 has changed since it was recorded."
    ]
    assert found.remedy == WAY_OUT


def test_a_changed_entry_that_cannot_be_read_any_more_is_named(log: Path) -> None:
    change(log, "UPDATE entries SET entry = 'Green' WHERE number = 2")
    looked = look(log)
    assert [found.code for found in looked.findings] == ["PK-801"]
    assert [entry.number for entry in looked.history.entries] == [1, 3, 4, 5]


@pytest.mark.parametrize("value", ["x'ff00'", "12", "''", "zeroblob(3)"])
def test_what_is_no_text_is_found(value: str, log: Path) -> None:
    change(log, f"UPDATE entries SET entry = {value} WHERE number = 4")
    assert told(look_through(log).findings) == [
        "PK-801 exception-log.sqlite, entry 4: Entry 4 has changed since it was recorded."
    ]


def test_entries_taken_out_are_counted(log: Path) -> None:
    change(log, "DELETE FROM entries WHERE number IN (2, 3)")
    assert told(look_through(log).findings) == [
        "PK-802 exception-log.sqlite, entry 4: Entries 2 to 3 are missing."
    ]


def test_the_first_entry_taken_out_is_missed(log: Path) -> None:
    change(log, "DELETE FROM entries WHERE number = 1")
    assert told(look_through(log).findings) == [
        "PK-802 exception-log.sqlite, entry 2: Entry 1 is missing."
    ]


def test_entries_that_changed_places_are_found(log: Path) -> None:
    change(
        log,
        "UPDATE entries SET number = 9 WHERE number = 2",
        "UPDATE entries SET number = 2 WHERE number = 3",
        "UPDATE entries SET number = 3 WHERE number = 9",
    )
    assert [found.code for found in look_through(log).findings][:2] == ["PK-801", "PK-801"]


def test_a_number_that_is_never_given_is_found(log: Path) -> None:
    change(log, "UPDATE entries SET number = -2 WHERE number = 1")
    assert told(look_through(log).findings)[0] == (
        "PK-802 exception-log.sqlite, entry -2: Entry -2 has a number that paperkit never gives."
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER no_update",
        "CREATE TABLE notes (note TEXT)",
        "CREATE VIEW more AS SELECT * FROM entries",
        "CREATE TRIGGER more AFTER INSERT ON entries BEGIN DELETE FROM entries; END",
    ],
)
def test_guards_that_were_changed_are_found_and_nothing_is_added(statement: str, log: Path) -> None:
    with closing(sqlite3.connect(log)) as connection:
        connection.execute(statement)
        connection.commit()
    assert told(look_through(log).findings) == [
        "PK-803 exception-log.sqlite: 'exception-log.sqlite' is no longer protected from changes."
    ]
    with pytest.raises(LogError, match="is no longer protected from changes"):
        append(log, [a_return("3.1")])


def test_a_changed_log_is_not_added_to(log: Path) -> None:
    change(log, "UPDATE entries SET entry = replace(entry, 'Amber', 'Green')")
    for use in (lambda: append(log, [a_return("3.1")]), lambda: read_log(log)):
        with pytest.raises(LogError) as fault:
            use()
        assert str(fault.value) == f"Entry 2 has changed since it was recorded. {WAY_OUT}"


def test_every_byte_that_was_changed_is_found_or_changes_nothing(tmp_path: Path) -> None:
    """Flip each byte of a short log: what is read is as before, or it is told."""
    path = log_of(tmp_path, drafts(THREE), [a_return("2.1")])
    whole, history = path.read_bytes(), read_log(path)
    chance, unseen = random.Random(7), 0
    used = [at for at, byte in enumerate(whole) if byte] + chance.sample(range(len(whole)), 200)
    for at in used:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        unseen += _unseen(path, history)
    assert unseen == 0
    assert len(used) > 1_500


def _unseen(path: Path, history: History) -> bool:
    """Return whether the log reads otherwise than it did and nothing is said of it."""
    try:
        looked = look_through(path)
        return not looked.findings and looked.history != history
    except LogError as fault:
        assert str(fault).endswith(".")
        return False


def test_a_damaged_file_is_told_though_every_entry_could_be_read(log: Path) -> None:
    whole = log.read_bytes()
    free_pages = 36  # where the head of the file counts pages that nobody uses
    log.write_bytes(whole[:free_pages] + b"\0\0\0\x07" + whole[free_pages + 4 :])
    looked = look_through(log)
    assert len(looked.history.entries) == 5
    assert told(looked.findings) == [
        "PK-810 exception-log.sqlite: The file 'exception-log.sqlite' is damaged, though its "
        "entries could be read."
    ]


def test_a_file_cut_off_anywhere_is_found(tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE), [a_return("2.1")])
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(LogError, match="Put an earlier version of it back"):
            look_through(path)


def _entries() -> list[Entry]:
    return [entry_of(kept_of(draft, number, "")) for number, draft in enumerate(drafts(THREE), 1)]


def test_a_correction_of_what_is_not_there_is_found() -> None:
    """A chain can be forged as a whole, so that each correction is looked at on its own."""
    entries = _entries()
    forged = History((entries[0], replace(entries[1], replaces=7), replace(entries[2], replaces=3)))
    assert told(tuple(check_corrections(LOG_FILE, forged))) == [
        "PK-804 exception-log.sqlite, entry 2: Entry 2 says that it corrects entry 7, but cannot.",
        "PK-804 exception-log.sqlite, entry 3: Entry 3 says that it corrects entry 3, but cannot.",
    ]


def test_an_entry_that_was_corrected_twice_is_told() -> None:
    entries = _entries()
    twice = History((entries[0], replace(entries[1], replaces=1), replace(entries[2], replaces=1)))
    assert told(tuple(check_corrections(LOG_FILE, twice))) == [
        "PK-805 exception-log.sqlite, entry 3: Entries 2 and 3 both correct entry 1."
    ]

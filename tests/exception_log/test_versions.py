"""Logs of other versions: an older one is read as it is and brought up to date when added to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from paperkit.board.history import Entry
from paperkit.errors import LogError
from paperkit.record import LOG_FILE, log
from paperkit.record.log import Kept, append, kept_of, look, look_through, read_log, sealed
from tests.cases import each
from tests.exception_log.entries import THREE, a_return, drafts, in_words, log_of

# The first layout that was released, as SQLite tells it, with three entries. It stays as it is.
FIRST = (Path(__file__).parent / "version-1.sql").read_text(encoding="utf-8")
LATER = ("CREATE TABLE notes (entry INTEGER, note TEXT)", "CREATE INDEX by_entry ON notes (entry)")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Return a log as the first version of paperkit left it."""
    path = tmp_path / LOG_FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST)
    return path


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be a later paperkit, which keeps more in the file."""
    monkeypatch.setattr(log, "STEPS", (*log.STEPS, LATER))
    monkeypatch.setattr(log, "VERSION", log.VERSION + 1)
    log.layout.cache_clear()
    yield
    log.layout.cache_clear()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def entries(path: Path) -> tuple[Entry, ...]:
    assert look_through(path).findings == ()
    return read_log(path).entries


def test_a_log_of_the_first_version_reads_as_it_was_written(first: Path) -> None:
    assert in_words(entries(first)) == [
        "1 returns 1.1 Red, from Return - A. Osei.xlsx",
        "2 returns 1.1 Amber, corrects 1 (The lead wrote again), from Return - A. Osei.xlsx",
        "3 filed Performance report - 16 July 2026.docx, from ",
    ]
    assert getattr(entries(first)[0].row, "reasons", "") == "“Nobody” < 5\n& £3"


def test_what_is_written_today_is_what_the_first_version_wrote(first: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    new = log_of(tmp_path / "new", drafts(THREE))
    kept = [log.stored(path) for path in (first, new)]
    if log.VERSION == 1:
        assert [there.version for there in kept] == [1, 1]
    assert all(there.guarded for there in kept)


@pytest.mark.usefixtures("tomorrow")
def test_an_older_log_is_read_without_a_change(first: Path) -> None:
    before = first.read_bytes()
    assert len(entries(first)) == 3
    assert first.read_bytes() == before


@pytest.mark.usefixtures("tomorrow")
def test_an_older_log_is_brought_up_to_date_with_the_first_round_that_is_added(
    first: Path,
) -> None:
    before = entries(first)
    added = append(first, [a_return("3.1"), a_return("3.2")])
    assert entries(first) == (*before, *added)
    assert version(first) == log.VERSION
    assert entries(log_of(first.parent, [a_return("2.1")]))[:3] == before


@pytest.mark.usefixtures("tomorrow")
def test_where_the_round_is_not_kept_the_log_stays_of_its_version(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped_after_the_last_statement() -> Iterator[str]:
        yield from LATER
        raise KeyboardInterrupt

    steps = (*log.STEPS[:-1], stopped_after_the_last_statement())
    monkeypatch.setattr(log, "STEPS", steps)
    with pytest.raises(KeyboardInterrupt):
        append(first, drafts(THREE))
    assert version(first) == 1
    assert len(entries(first)) == 3


@pytest.mark.usefixtures("tomorrow")
def test_a_new_log_is_of_the_latest_version(tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE))
    assert version(path) == log.VERSION
    assert len(entries(path)) == 3


def test_a_log_of_a_later_version_is_refused(first: Path) -> None:
    with closing(sqlite3.connect(first)) as connection:
        connection.execute(f"PRAGMA user_version = {log.VERSION + 1}")
    for use in (lambda: look(first), lambda: append(first, drafts(THREE))):
        with pytest.raises(LogError) as fault:
            use()
        assert str(fault.value) == (
            "The log 'exception-log.sqlite' was written by a later version of paperkit than this "
            "one. Ask for that version to be installed here; nothing was changed."
        )


@each("word", ["version", "mood"])
def test_an_entry_that_only_a_later_paperkit_knows_is_refused(word: str, tmp_path: Path) -> None:
    body = kept_of(a_return("1.1"), 1, "").body
    if word == "mood":
        body = body.replace(b'"rating"', b'"mood"')
    else:
        body = body.replace(b'"table":"returns"', b'"table":"moods"')
    path = tmp_path / LOG_FILE
    path.write_bytes(log.new_file([Kept(1, body, sealed("", 1, body))]))
    with pytest.raises(LogError, match="was written by a later version of paperkit"):
        look(path)

"""The log: what goes in comes out, in its order, and nothing else ever does."""

import datetime
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.board.history import FILED, LOGGED, Draft, Filed, History
from paperkit.board.paper_rows import RETURNS, Return
from paperkit.errors import LogError
from paperkit.frozen import fields, replace
from paperkit.record import LOG_FILE
from paperkit.record.log import append, entry_of, kept_of, read_log
from paperkit.schema.columns import Column, Row, Table
from paperkit.schema.values import Link
from paperkit.word.properties import Anchor
from tests.cases import each
from tests.exception_log.entries import DAY, THREE, a_return, drafts, in_words, log_of


def test_a_project_without_a_log_has_an_empty_history(tmp_path: Path) -> None:
    assert read_log(tmp_path / LOG_FILE) == History()
    assert list(tmp_path.iterdir()) == []


def test_a_round_comes_out_as_it_went_in(tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE), [a_return("2.1")])
    assert in_words(read_log(path).entries) == [
        "1 returns 1.1 Red, from board.xlsx",
        "2 returns 1.2 Amber, from board.xlsx",
        "3 returns 1.3 Green, from board.xlsx",
        "4 returns 2.1 Red, from board.xlsx",
    ]
    assert [entry.row for entry in read_log(path).entries[:3]] == [d.row for d in drafts(THREE)]


def test_append_gives_the_entries_that_will_be_read(tmp_path: Path) -> None:
    first = append(tmp_path / LOG_FILE, drafts(THREE))
    second = append(tmp_path / LOG_FILE, [a_return("2.1")])
    assert (*first, *second) == read_log(tmp_path / LOG_FILE).entries


def test_a_row_knows_its_entry_as_its_place(tmp_path: Path) -> None:
    row = read_log(log_of(tmp_path, drafts(THREE))).entries[1].row
    assert str(row.place.of("rating", "RAG")) == f"{LOG_FILE}, entry 2, RAG"


def test_nothing_to_append_makes_no_log(tmp_path: Path) -> None:
    assert append(tmp_path / LOG_FILE, []) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_correction_stands_in_place_of_the_entry_that_it_names(tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE))
    append(path, [replace(a_return("1.1"), replaces=1, because="The lead wrote again")])
    assert in_words(read_log(path).standing) == [
        "2 returns 1.2 Amber, from board.xlsx",
        "3 returns 1.3 Green, from board.xlsx",
        "4 returns 1.1 Red, corrects 1 (The lead wrote again), from board.xlsx",
    ]


@each("number", [-1, 2, 3])
def test_what_is_not_there_cannot_be_corrected(number: int, tmp_path: Path) -> None:
    path = log_of(tmp_path, [a_return("1.1")])
    with pytest.raises(LogError, match=f"There is no entry {number} that could be corrected so"):
        append(path, [replace(a_return("1.2"), replaces=number, because="A slip")])
    assert len(read_log(path).entries) == 1


def test_a_return_is_corrected_by_a_return_only(tmp_path: Path) -> None:
    path = log_of(tmp_path, [a_return("1.1")])
    paper = Draft(table=FILED, row=Filed(), recorded_on=DAY, replaces=1, because="A slip")
    with pytest.raises(LogError, match="There is no entry 1 that could be corrected so"):
        append(path, [paper])


def test_what_another_has_corrected_is_not_corrected_again(tmp_path: Path) -> None:
    correction = replace(a_return("1.1"), replaces=1, because="A slip")
    path = log_of(tmp_path, [a_return("1.1")], [correction])
    with pytest.raises(LogError) as told:
        append(path, [correction])
    assert str(told.value) == (
        "Entry 1 has been corrected by entry 2 already. Run the same command again, or correct "
        "entry 2."
    )


def test_who_has_decided_on_an_older_log_is_told_to_try_again(tmp_path: Path) -> None:
    path = log_of(tmp_path, [a_return("1.1")])
    read = read_log(path).head
    append(path, [a_return("1.2")], read)
    with pytest.raises(LogError) as told:
        append(path, [a_return("1.3")], read)
    assert str(told.value) == (
        "Somebody else has added to the log since it was read, so nothing was added now. Run the "
        "same command again."
    )
    assert len(read_log(path).entries) == 2


def test_who_saw_no_log_is_told_to_try_again_where_there_is_one_now(tmp_path: Path) -> None:
    path = log_of(tmp_path, [a_return("1.1")])
    with pytest.raises(LogError, match="Run the same command again"):
        append(path, [a_return("1.2")], "")


def test_reading_changes_no_byte_and_leaves_no_file(tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE), [a_return("2.1")])
    before, time = path.read_bytes(), path.stat().st_mtime_ns
    read_log(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, time)
    assert list(tmp_path.iterdir()) == [path]


def test_equal_entries_make_equal_files(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        files.append(log_of(tmp_path / name, drafts(THREE), [a_return("2.1")]).read_bytes())
    assert files[0] == files[1]


@each(
    "change",
    [
        "UPDATE entries SET entry = '{}' WHERE number = 2",
        "DELETE FROM entries WHERE number = 3",
        "INSERT OR REPLACE INTO entries VALUES (2, '{}', '')",
        "INSERT INTO entries VALUES (9, '{}', '')",
        "INSERT INTO entries VALUES (0, '{}', '')",
    ],
)
def test_the_file_itself_refuses_every_change(change: str, tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE))
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed: add a correction"):
        connection.execute(change)
    connection.close()
    assert len(read_log(path).entries) == 3


def test_no_write_ahead_log_is_kept_since_network_drives_break_it(tmp_path: Path) -> None:
    path = log_of(tmp_path, drafts(THREE), [a_return("2.1")])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_what_papers_keep_of_the_log_is_its_end_without_their_own_records(tmp_path: Path) -> None:
    paper = Draft(table=FILED, row=Filed(file="Report.docx"), recorded_on=DAY)
    path = log_of(tmp_path, [a_return("1.1")], [paper])
    history = read_log(path)
    assert history.anchor == Anchor(history.entries[0].hash, 1)
    append(path, [a_return("1.2"), paper])
    history = read_log(path)
    assert history.anchor == Anchor(history.entries[2].hash, 3)


def test_a_log_of_papers_alone_gives_papers_nothing_to_keep(tmp_path: Path) -> None:
    paper = Draft(table=FILED, row=Filed(file="Report.docx"), recorded_on=DAY)
    assert read_log(log_of(tmp_path, [paper])).anchor == Anchor()


DATES = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))
TEXT = st.text(max_size=40)


def values(column: Column) -> st.SearchStrategy[Any]:
    """Return what may stand in a column once it was read."""
    one: dict[type, st.SearchStrategy[Any]] = {
        str: TEXT,
        datetime.date: DATES,
        int: st.integers(0, 10**8),
        Link: st.one_of(st.just(Link()), st.just(Link("https://example.org/a?b=1#c"))),
    }
    if column.many:
        return st.lists(TEXT, max_size=3).map(tuple)
    if column.type is str or column.type is Link:
        return one[column.type]
    words: list[Any] = list(getattr(column.type, "__members__", {}).values())
    return st.one_of(st.none(), one[column.type] if column.type in one else st.sampled_from(words))


@st.composite
def rows(draw: st.DrawFn) -> tuple[Table, Row]:
    table = draw(st.sampled_from(LOGGED))
    return table, table.row(**{c.name: draw(values(c)) for c in table.columns})


@given(rows(), st.integers(1, 10**6), TEXT, TEXT, DATES)
def test_any_row_goes_in_and_comes_out_equal(
    made: tuple[Table, Row], number: int, origin: str, because: str, day: datetime.date
) -> None:
    table, row = made
    draft = Draft(
        table=table, row=row, recorded_on=day, origin=origin, because=because, replaces=number - 1
    )
    entry = entry_of(kept_of(draft, number, "hash"))
    assert (entry.table, entry.row) == made
    told = [getattr(entry, name) for name in fields(Draft)]
    assert told == [getattr(draft, name) for name in fields(Draft)]


@given(st.lists(rows(), min_size=1, max_size=4))
def test_any_rows_are_kept_in_their_order(made: list[tuple[Table, Row]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / LOG_FILE
        for table, row in made:
            append(path, [Draft(table=table, row=row, recorded_on=DAY)])
        assert [(e.table, e.row) for e in read_log(path).entries] == made


def test_a_blank_column_is_not_kept_so_that_a_later_one_changes_no_seal() -> None:
    row = Return(action="1.1", rating="Red")
    kept = kept_of(Draft(table=RETURNS, row=row, recorded_on=DAY), 1, "")
    assert kept.body == (
        b'{"recorded_on":"2026-06-01","row":{"action":"1.1","rating":"Red"},"table":"returns"}'
    )

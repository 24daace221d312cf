"""With a final the record keeps what it rests on: rows, settings, sources, what was printed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperkit.board.data import TABLES, BoardData, assemble, data_hash, hash_of, kept_rows
from paperkit.board.history import FILED, Draft, Filed, History
from paperkit.container.writing import write_files
from paperkit.errors import LogError, ReadError
from paperkit.files.yaml_in import read_tables
from paperkit.findings import NOWHERE
from paperkit.frozen import replace
from paperkit.pipeline import filing
from paperkit.pipeline.building import build
from paperkit.pipeline.reading import read_board
from paperkit.pipeline.record import adopt_copy, verify_log
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import (
    board_as_filed,
    printed_as_filed,
    rows_to_keep,
    sources_as_filed,
)
from paperkit.record.copies import copied
from paperkit.record.kept import hashes, kept
from paperkit.record.log import append, look_through, read_log
from paperkit.schema.columns import Cell, Record
from tests.cli.test_restore import changed
from tests.exception_log.entries import DAY, a_return
from tests.exception_log.test_finals import FINAL, final, order, project
from tests.exception_log.test_tampered import change
from tests.filed import a_final
from tests.test_properties import SAMPLE, TEXT, printable

__all__ = ["project"]


def last(project: Path) -> tuple[Path, History, Filed]:
    """Return the record of a project, and the final that it records last."""
    log = project / LOG_FILE
    history = read_log(log)
    return log, history, history.rows(FILED, Filed)[-1]


def as_filed(project: Path) -> BoardData:
    board = board_as_filed(*last(project))
    assert board is not None
    return board


def kept_again(folder: Path, board: BoardData) -> BoardData | None:
    """Return a board after it went into a record with a final."""
    log = folder / LOG_FILE
    log.unlink(missing_ok=True)
    rows = kept_rows(board)
    listed, *tables = rows_to_keep(rows)
    row = Filed(file="R.docx", sha256=hash_of({"": b"r"}), rows=hash_of({"": listed}))
    drafts = [Draft(table=FILED, row=row, recorded_on=DAY)]
    append(log, drafts, contents=[b"r", listed, *tables])
    history = read_log(log)
    return board_as_filed(log, history, history.rows(FILED, Filed)[0])


def test_every_row_of_the_sample_comes_back_from_the_record_as_it_was(tmp_path: Path) -> None:
    board = assemble(read_tables(SAMPLE / "board.yaml", TABLES).records).board
    again = kept_again(tmp_path, board)
    assert again is not None
    for table in TABLES:
        assert again.rows(table) == board.rows(table), table.name
    assert data_hash(again) == data_hash(board)


CELLS = TEXT.map(printable) | st.sampled_from(
    ["1.10", "72.40", "5%", "floor 60", "Q1 2026/27", "16 July 2026", "Ongoing", "Yes", "Red",
     "£1,200", "Published October 2026", "On track", "https://www.example.org/a", "a; b", "A\nB"]
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_a_cell_holds_comes_back_from_the_record_as_it_was_read(
    tmp_path: Path, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(TABLES))
    names = st.sampled_from([column.name for column in table.columns])
    typed = data.draw(st.dictionaries(names, CELLS.filter(bool), min_size=1))
    cells = {name: Cell(words, NOWHERE) for name, words in typed.items()}
    record = Record(NOWHERE, MappingProxyType(cells), MappingProxyType({}))
    board = assemble({table.name: [record]}).board
    again = kept_again(tmp_path, board)
    assert again is not None
    assert again.rows(table) == board.rows(table)
    assert data_hash(again) == data_hash(board)


def test_a_final_keeps_its_rows_and_the_record_as_it_was_before(project: Path) -> None:
    a_final(project)
    read = read_board(project)
    changed(project, "To agree the plan", "To note the plan")
    append(project / LOG_FILE, [a_return("1.1.2")])
    again = as_filed(project)
    for table in TABLES:
        assert again.rows(table) == read.board.rows(table), table.name
    assert data_hash(again) == last(project)[2].data
    assert [entry.table.name for entry in again.history.entries] == ["returns"]


def test_a_row_that_was_kept_says_where_it_is(project: Path) -> None:
    a_final(project)
    text = as_filed(project).text[0]
    assert str(text.place.row) == f"{LOG_FILE}, entry 2, Text, Workforce, recommendations"
    assert str(text.place.of("text")) == f"{text.place.row}, Text"


def test_equal_rows_are_kept_once(project: Path) -> None:
    a_final(project)
    before = hashes(project / LOG_FILE)
    changed(project, "text: (1) To agree the plan", "text: (1) To note the plan")
    final(project)
    listed = last(project)[2].rows
    now = list(json.loads(kept(project / LOG_FILE, [listed])[listed]).items())[-1]
    new = hashes(project / LOG_FILE) - before
    # The paper, what it printed, the list of its rows, the rows of one table, and the data file.
    assert now[0] == "text"
    assert now[1] in new
    assert len(new) == 5


def test_the_files_are_kept_letter_for_letter(project: Path) -> None:
    (project / "paperkit.yaml").write_text(
        "# Mine\ncouncil:\n  name: Northmere  Council\n", encoding="utf-8"
    )
    changed(project, "To agree the plan.", '"To\\u00a0agree the plan. "')
    sources = {name: (project / name).read_bytes() for name in ("paperkit.yaml", "board.yaml")}
    final(project)
    log, _, row = last(project)
    assert sources_as_filed(log, row) == sources


def test_what_a_final_printed_is_kept_with_the_rows_that_it_comes_from(project: Path) -> None:
    a_final(project)
    printed = printed_as_filed(*last(project)[::2])
    assert printed is not None
    board = as_filed(project)
    title = next(one for one in printed.values if one.words == "Workforce of the partnership")
    (cell,) = title.found_in
    assert (cell.table, cell.column, cell.place.file) == ("papers", "title", "board.yaml")
    assert board.papers[cell.row].title == title.words


def test_building_again_adds_nothing_also_after_the_file_was_saved_anew(project: Path) -> None:
    data = a_final(project)
    before = (project / LOG_FILE).read_bytes()
    with (project / "board.yaml").open("a", encoding="utf-8") as file:
        file.write("# Saved anew\n")
    assert final(project) == data
    assert (project / LOG_FILE).read_bytes() == before


def test_a_final_recorded_without_its_rows_gets_them_when_it_is_built_again(project: Path) -> None:
    data = a_final(project)
    log, _, row = last(project)
    bare = replace(row, rows="", printed="", settings="", sources=())
    log.unlink()
    append(log, [a_return("1.1.1"), Draft(table=FILED, row=bare, recorded_on=DAY)], contents=[data])
    assert board_as_filed(*last(project)) is None
    assert printed_as_filed(log, bare) is None
    assert final(project) == data
    assert data_hash(as_filed(project)) == row.data


def test_a_file_that_changes_while_the_paper_is_made_stops_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_meanwhile(*words: object) -> None:
        changed(project, "To agree", "To note")
        write_files(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(filing, "write_files", saved_meanwhile)
    with pytest.raises(ReadError, match=r"'board.yaml' was changed while the paper was made"):
        build(order(project))
    assert len(read_log(project / LOG_FILE).entries) == 1


@pytest.mark.parametrize("what", ["rows", "printed", "settings", "sources", "table"])
def test_what_is_kept_with_a_final_is_verified(what: str, project: Path) -> None:
    a_final(project)
    log, _, row = last(project)
    name = {
        "rows": row.rows, "printed": row.printed, "settings": row.settings,
        "sources": row.sources[0].rpartition(": ")[2],
        "table": json.loads(kept(log, [row.rows])[row.rows])["text"],
    }[what]  # fmt: skip
    words = {
        "rows": f"The rows that '{FINAL}' rests on",
        "printed": f"The sentences that '{FINAL}' printed",
        "settings": f"The settings of '{FINAL}'",
        "sources": f"The contents of 'board.yaml' for '{FINAL}'",
        "table": f"The rows of text that '{FINAL}' rests on",
    }[what]
    packed = packed_of(log, name)
    change(log, f"UPDATE contents SET packed = x'78da4bcc030002450126' WHERE sha256 = '{name}'")
    assert told(log) == [f"PK-817: {words} have changed since entry 2 recorded them."]
    with pytest.raises(LogError, match="are not as they were recorded"):
        kept(log, [name])
    change(log, f"DELETE FROM contents WHERE sha256 = '{name}'")
    assert told(log) == [f"PK-818: {words}, of entry 2, are missing."]
    with closing(sqlite3.connect(log)) as connection:
        connection.execute("INSERT INTO contents VALUES (?, ?)", (name, packed))
        connection.commit()
    assert told(log) == []


def packed_of(log: Path, name: str) -> bytes:
    with closing(sqlite3.connect(log)) as connection:
        rows = connection.execute("SELECT packed FROM contents WHERE sha256 = ?", (name,))
        return bytes(rows.fetchone()[0])


def told(log: Path) -> list[str]:
    return [f"{found.code}: {found.message}" for found in look_through(log).findings]


def test_a_copy_and_the_next_years_log_bring_the_rows_along(project: Path) -> None:
    a_final(project)
    (project / "next.sqlite").write_bytes(copied(project / LOG_FILE))
    assert hashes(project / "next.sqlite") == hashes(project / LOG_FILE)
    copy = project / "exception-log-LAPTOP7.sqlite"
    (project / LOG_FILE).rename(copy)
    append(project / LOG_FILE, [a_return("1.1.1")])
    adopt_copy(project, copy)
    assert data_hash(as_filed(project)) == last(project)[2].data
    assert not [found for found in verify_log(project).findings if found.place.entry]

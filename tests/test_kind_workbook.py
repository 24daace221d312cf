"""The workbook of a kind: its sheets and columns are all that the kind's papers come to."""

from collections import Counter
from collections.abc import Sequence, Set
from pathlib import Path

import pytest

from paperkit.board.data import TABLES, BoardData
from paperkit.board.plan_rows import ACTIONS, INDICATORS
from paperkit.files.workbook_in import read_workbook
from paperkit.frozen import replace
from paperkit.kinds.offered import offered
from paperkit.packs.templates import template_of
from paperkit.pipeline import kind_workbook
from paperkit.pipeline.kind_workbook import (
    ColumnName,
    _Trial,
    board_without,
    only_columns,
    tables_of_kind,
    write_kind_workbook,
)
from paperkit.pipeline.making import Job, made_of, ready_of
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.packing import show_pack
from paperkit.pipeline.sample_board import DAY, paper_of_rows, rows_for
from paperkit.pipeline.sample_rows import MadeUp, SampleRows
from paperkit.schema.columns import Record, Row, Table
from paperkit.schema.rows import BuiltTable, build_table
from paperkit.word.outline import outline


def paper(kind: str, pack: str, rows: SampleRows, folder: Path) -> str:
    """Return what the paper of a kind says, as words."""
    of_kind, _ = show_pack(pack, folder).kind(kind)
    made = paper_of_rows(of_kind, rows, folder, pack)
    job = Job(
        Order(folder, kind, DAY), made.read, made.meeting, (made.paper,), lambda _step: None,
        back=made.look_back,
    )  # fmt: skip
    job, ready = ready_of(job)
    return outline(made_of(job, ready).made[0].file.data)


@pytest.mark.parametrize(
    ("kind", "pack"),
    [
        ("covering_report", "council"),
        pytest.param("one_page", "council", marks=pytest.mark.slow),
        pytest.param("outcomes_dashboard", "council", marks=pytest.mark.slow),
        pytest.param("performance_report", "council", marks=pytest.mark.slow),
        pytest.param("annual_report", "council", marks=pytest.mark.slow),
        pytest.param("exception_report", "partnership", marks=pytest.mark.slow),
    ],
)
def test_the_columns_of_its_workbook_make_the_same_paper(
    kind: str, pack: str, tmp_path: Path
) -> None:
    made = write_kind_workbook(kind, tmp_path / "own.xlsx", pack, tmp_path)
    there = {(table.name, name) for table in made.tables for name in table.only}
    sheets = show_pack(pack, tmp_path).settings.tables
    every = {(t.name, c.name) for t in TABLES if t.name in sheets for c in t.columns}
    rows = rows_for(show_pack(pack, tmp_path).kind(kind)[0], MadeUp.SAMPLE)
    assert every > there
    cut = only_columns(rows, every - there)
    assert paper(kind, pack, cut, tmp_path) == paper(kind, pack, rows, tmp_path)


@pytest.mark.slow
def test_a_list_by_a_priority_that_the_sample_lacks_spares_no_column_of_its_rows(
    tmp_path: Path,
) -> None:
    pack = show_pack("council", tmp_path)
    kind, _ = pack.kind("chair_note")
    own = [replace(one, where={**one.where, "priority": ("HW3",)}) for one in kind.lists[1:]]
    lists = (kind.lists[0], *own)
    there = {t.name: t.only for t in tables_of_kind(replace(kind, lists=lists), pack, tmp_path)}
    assert {"wording", "deadline", "revised_deadline", "lead"} <= there["actions"]


def test_no_columns_are_tried_twice_and_no_table_is_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[frozenset[ColumnName]] = []
    read: list[str] = []

    def counted(without: Set[ColumnName]) -> BoardData:
        tried.append(frozenset(without))
        return of_short(without)

    def built(table: Table, records: Sequence[Record]) -> BuiltTable[Row]:
        read.append(table.name)
        return build_table(table, records)

    monkeypatch.setattr(kind_workbook, "build_table", built)
    found = show_pack("council", tmp_path)
    kind, _ = found.kind("one_page")
    trial = _Trial(kind, found.name, tmp_path, (), template_of(kind, offered(kind)).compiled)
    of_short = board_without(rows_for(kind, MadeUp.SHORT))
    every = [[(t.name, c.name)] for t in (ACTIONS, INDICATORS) for c in t.columns]
    assert trial.spared(counted, every)
    assert len(tried) == len(set(tried))
    times = Counter(read)
    assert {times[table.name] for table in TABLES if table not in (ACTIONS, INDICATORS)} == {1}


def test_the_workbook_can_be_read_and_names_the_sections(tmp_path: Path) -> None:
    write_kind_workbook("covering_report", tmp_path / "own.xlsx", "council", tmp_path)
    read = read_workbook(tmp_path / "own.xlsx", TABLES, {})
    assert read.findings == ()
    assert set(read.records) == {"meetings", "people", "papers", "text"}
    sections = [record.cells["section"].typed for record in read.records["text"]]
    assert sections[:3] == ["executive_summary", "recommendations", "introduction"]
    assert {record.cells["paper"].typed for record in read.records["text"]} == {"Covering report"}

"""The record keeps the bytes of what was filed: once, for good, and covered by the chain."""

import random
import sqlite3
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from shutil import copyfile

import pytest

from paperkit.board.history import ENCLOSED, FILED, Draft, Enclosed, Filed
from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.record import adopt_copy, verify_log
from paperkit.record import LOG_FILE
from paperkit.record.copies import copied
from paperkit.record.kept import hashes, kept
from paperkit.record.log import append, look_through, read_log
from tests.exception_log.entries import DAY, a_return, log_of
from tests.exception_log.processes import killed_at, run, vfs
from tests.exception_log.test_finals import FINAL, FOLDER, final, order, project
from tests.exception_log.test_tampered import change
from tests.exception_log.test_versions import first, version

__all__ = ["first", "project"]

_MOST = 400


def name_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def packed_as(data: bytes) -> bytes:
    """Return what the record makes of bytes that it keeps."""
    return zlib.compress(data, 9)


def a_paper(file: str, data: bytes) -> Draft:
    row = Filed(file=file, sha256=name_of(data), size=len(data), filed_on=DAY)
    return Draft(table=FILED, row=row, recorded_on=DAY)


def an_enclosure(file: str, data: bytes) -> Draft:
    row = Enclosed(file=file, sha256=name_of(data), size=len(data), filed_on=DAY)
    return Draft(table=ENCLOSED, row=row, recorded_on=DAY)


def stored_bytes(path: Path) -> int:
    """Return how many bytes of contents a log holds, packed as they are."""
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT sum(length(packed)) FROM contents").fetchone()
    return int(number or 0)


def told(log: Path) -> list[str]:
    return [f"{found.code}: {found.message}" for found in look_through(log).findings]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a log that keeps a paper."""
    path = tmp_path / LOG_FILE
    append(path, [a_paper("One.docx", b"the paper" * 99)], contents=[b"the paper" * 99])
    return path


def test_a_final_is_kept_as_it_was_built(project: Path) -> None:
    data = final(project)
    assert kept(project / LOG_FILE, [name_of(data)]) == {name_of(data): data}
    assert look_through(project / LOG_FILE).findings == ()


def test_a_file_attached_to_a_final_is_kept_too(project: Path) -> None:
    (project / "Map.pdf").write_bytes(b"%PDF-1.7 the map")
    data = project / "board.yaml"
    words = data.read_text(encoding="utf-8")
    text = "\n  - {paper: Workforce, section: appendices, name: Map, file: Map.pdf}\n"
    data.write_text(words + text, encoding="utf-8")
    built = build(order(project))
    assert built.refused == ""
    (row,) = read_log(project / LOG_FILE).rows(ENCLOSED, Enclosed)
    assert (row.paper, row.file, row.folder) == ("Workforce", built.files[1].name, FOLDER)
    assert kept(project / LOG_FILE, [row.sha256])[row.sha256] == b"%PDF-1.7 the map"
    count = len(read_log(project / LOG_FILE).entries)
    build(order(project))
    assert len(read_log(project / LOG_FILE).entries) == count
    assert verify_log(project).findings == ()


def test_equal_contents_are_kept_once(tmp_path: Path) -> None:
    data = random.Random(1).randbytes(50_000)
    log = log_of(tmp_path, [a_return("1.1")])
    append(log, [a_paper("One.docx", data), an_enclosure("Two.pdf", data)], contents=[data, data])
    once = stored_bytes(log)
    for number in range(20):
        append(log, [an_enclosure(f"{number}.pdf", data)], contents=[data])
    assert stored_bytes(log) == once
    assert len(data) <= once <= len(data) + 100


def test_what_is_kept_is_packed(tmp_path: Path) -> None:
    data = b"the same words " * 10_000
    append(tmp_path / LOG_FILE, [a_paper("One.docx", data)], contents=[data])
    assert stored_bytes(tmp_path / LOG_FILE) < len(data) / 50


def test_a_file_longer_than_any_entry_is_kept(tmp_path: Path) -> None:
    data = random.Random(2).randbytes(20 * 1024 * 1024)
    log = log_of(tmp_path, [a_return("1.1")])
    append(log, [an_enclosure("Scan.pdf", data)], contents=[data])
    assert kept(log, [name_of(data)])[name_of(data)] == data
    assert look_through(log).findings == ()


def test_ten_years_of_papers_stay_under_500_mb(project: Path) -> None:
    """Sixty meetings with ten papers each, nothing of which is equal."""
    final(project)
    assert stored_bytes(project / LOG_FILE) * 600 < 500 * 1024**2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contents SET packed = x'00'",
        "DELETE FROM contents",
        "INSERT OR REPLACE INTO contents SELECT sha256, x'00' FROM contents",
    ],
)
def test_the_file_itself_refuses_a_change_of_what_is_kept(statement: str, log: Path) -> None:
    with (
        closing(sqlite3.connect(log)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="never changed"),
    ):
        connection.execute(statement)


def test_a_change_of_kept_bytes_is_told(log: Path) -> None:
    change(log, "UPDATE contents SET packed = x'78da4bcc030002450126'")
    assert told(log) == [
        "PK-814: The contents of 'One.docx' have changed since entry 1 recorded them."
    ]
    change(log, "UPDATE contents SET packed = 'gone'")
    assert told(log) == [
        "PK-814: The contents of 'One.docx' have changed since entry 1 recorded them."
    ]


def test_kept_bytes_that_were_taken_out_are_told(log: Path) -> None:
    change(log, "DELETE FROM contents")
    assert told(log) == ["PK-815: The contents of 'One.docx', of entry 1, are missing."]


def test_a_record_of_papers_without_the_table_is_told(log: Path) -> None:
    with closing(sqlite3.connect(log)) as connection:
        connection.execute("DROP TABLE contents")
        connection.commit()
    assert [words[:6] for words in told(log)] == ["PK-803", "PK-815"]


def test_a_log_of_paperkit_0_1_0_opens_and_keeps_what_comes_later(first: Path) -> None:
    before = read_log(first).entries
    assert told(first) == []
    assert hashes(first) == frozenset()
    append(first, [a_paper("One.docx", b"one")], contents=[b"one"])
    assert read_log(first).entries[:-1] == before
    assert version(first) == 2
    assert told(first) == []
    assert kept(first, [name_of(b"one")]) == {name_of(b"one"): b"one"}


def test_a_final_of_paperkit_0_1_0_is_kept_when_it_is_replaced(project: Path) -> None:
    old = final(project)
    (row,) = read_log(project / LOG_FILE).rows(FILED, Filed)
    (project / LOG_FILE).unlink()
    of_then = Filed(paper=row.paper, meeting=row.meeting, file=row.file, sha256=row.sha256)
    drafts = [a_return("1.1.1"), Draft(table=FILED, row=of_then, recorded_on=DAY)]
    append(project / LOG_FILE, drafts)
    data = project / "board.yaml"
    words = data.read_text(encoding="utf-8").replace("To agree the plan", "To note the plan")
    data.write_text(words, encoding="utf-8")
    new = final(project)
    assert set(kept(project / LOG_FILE, map(name_of, (old, new))).values()) == {old, new}


def test_a_final_that_takes_the_place_of_another_says_so_and_both_are_kept(project: Path) -> None:
    old = final(project)
    data = project / "board.yaml"
    words = data.read_text(encoding="utf-8").replace("To agree the plan", "To note the plan")
    data.write_text(words, encoding="utf-8")
    built = build(order(project))
    (note,) = [found for found in built.findings if found.code == "PK-816"]
    assert note.message == f"'{FINAL}' replaces the final of 30 June 2026."
    new = built.files[0].read_bytes()
    assert set(kept(project / LOG_FILE, map(name_of, (old, new))).values()) == {old, new}
    again: Order = order(project)
    assert "PK-816" not in [found.code for found in build(again).findings]


def test_the_log_of_the_next_year_keeps_the_papers_of_this_one(log: Path, tmp_path: Path) -> None:
    there = tmp_path / "next.sqlite"
    there.write_bytes(copied(log))
    assert kept(there, hashes(log)) == kept(log, hashes(log))
    assert told(there) == []


def test_a_copy_that_is_taken_over_brings_its_papers_along(project: Path) -> None:
    copy = project / "exception-log-LAPTOP7.sqlite"
    copyfile(project / LOG_FILE, copy)
    append(copy, [a_paper("Three.docx", b"three")], contents=[b"three"])
    adopt_copy(project, copy)
    assert kept(project / LOG_FILE, [name_of(b"three")]) == {name_of(b"three"): b"three"}
    assert look_through(project / LOG_FILE).findings == ()


@pytest.mark.skipif(not vfs(), reason="this SQLite hides its use of the disk")
def test_killed_at_any_use_of_the_disk_a_paper_is_kept_with_its_entry_or_neither_is(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    data = random.Random(3).randbytes(60_000)
    start = log_of(tmp_path, [a_return("1.1")])
    for at in range(1, _MOST):
        path = tmp_path / f"{at}.sqlite"
        copyfile(start, path)
        ending = run(
            killed_at(
                at,
                lambda path=path: append(path, [a_paper("One.docx", data)], contents=[data]),  # type: ignore[misc]
            )
        )
        count = len(read_log(path).entries)
        assert told(path) == []
        assert (count, len(hashes(path))) in ((1, 0), (2, 1))
        if ending == 0:
            break
    record_property("kills", at - 1)
    sys.stdout.write(f"a paper: {at - 1} kills, 0 broken logs\n")
    assert count == 2

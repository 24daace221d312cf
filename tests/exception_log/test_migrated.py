"""A log of paperkit 0.1.0 becomes a record once, without loss, and a copy of it is kept.

``tests/old_projects/0.1.0`` holds a log of rounds and a final as that version made it.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

from paperkit.container.writing import write_file
from paperkit.errors import LogError, WriteError
from paperkit.record import LOG_FILE, log
from paperkit.record.log import append, check_version, look_through, read_log
from tests.exception_log.entries import a_return
from tests.exception_log.processes import killed_at, run, vfs
from tests.exception_log.test_versions import version
from tests.injector import harmed_at, killed
from tests.test_old_projects import KEPT

COPY = f"{LOG_FILE}.version-1.bak"
_MOST = 400
EACH_OR_SOME = pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.slow), 4])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the log of 0.1.0 in a folder of its own."""
    folder = tmp_path / "board"
    folder.mkdir()
    return Path(copyfile(KEPT / LOG_FILE, folder / LOG_FILE))


def test_the_first_entry_makes_it_a_record_and_a_copy_is_kept(old: Path) -> None:
    before, entries = old.read_bytes(), read_log(old).entries
    (added,) = append(old, [a_return("9.9")])
    assert read_log(old).entries == (*entries, added)
    assert version(old) == log.VERSION
    assert look_through(old).findings == ()
    assert old.with_name(COPY).read_bytes() == before
    append(old, [a_return("9.8")])
    assert sorted(path.name for path in old.parent.iterdir()) == [LOG_FILE, COPY]


def test_reading_changes_nothing_and_says_what_will_come_until_it_has(old: Path) -> None:
    before = old.read_bytes()
    (note,) = check_version(old)
    assert (note.code, note.message) == (
        "PK-828",
        f"'{LOG_FILE}' is a log from paperkit 0.1.0. The next entry turns it into a record that "
        f"also keeps papers; a copy of the log as it is now is kept as '{COPY}'.",
    )
    assert old.read_bytes() == before
    append(old, [a_return("9.9")])
    assert list(check_version(old)) == []


def test_the_copy_is_a_log_that_can_be_put_back(old: Path) -> None:
    entries = read_log(old).entries
    append(old, [a_return("9.9")])
    old.with_name(COPY).replace(old)
    assert read_log(old).entries == entries
    append(old, [a_return("9.7")])
    assert len(read_log(old).entries) == len(entries) + 1


def test_an_earlier_copy_of_another_log_stays(old: Path) -> None:
    old.with_name(COPY).write_bytes(b"an earlier copy")
    before = old.read_bytes()
    append(old, [a_return("9.9")])
    assert old.with_name(COPY).read_bytes() == b"an earlier copy"
    assert old.with_name(f"{LOG_FILE}.version-1 (2).bak").read_bytes() == before


def test_without_its_copy_it_stays_as_it_is(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object, **_more: object) -> None:
        raise WriteError("There is no room on the disk.")

    before = old.read_bytes()
    monkeypatch.setattr(log, "write_file", full)
    with pytest.raises(WriteError, match="no room"):
        append(old, [a_return("9.9")])
    assert old.read_bytes() == before
    monkeypatch.setattr(log, "write_file", write_file)
    append(old, [a_return("9.9")])


def whole(path: Path, before: bytes) -> None:
    """See that a log is of 0.1.0 as it was, or a record with the entry and the copy."""
    assert look_through(path).findings == ()
    if version(path) == 1:
        assert len(read_log(path).entries) == len(read_log(KEPT / LOG_FILE).entries)
    else:
        assert read_log(path).entries[-1].row == a_return("9.9").row
        assert path.with_name(COPY).read_bytes() == before


def swept(tmp_path: Path, doing: Callable[[Path, int], Callable[[], object]], step: int = 1) -> int:
    """Return after how many kills the work was done; each leaves the log whole."""
    before = (KEPT / LOG_FILE).read_bytes()
    for at in range(1, _MOST, step):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = Path(copyfile(KEPT / LOG_FILE, folder / LOG_FILE))
        ending = run(doing(path, at))
        whole(path, before)
        if ending == 0:
            assert version(path) == log.VERSION
            return at - 1
    pytest.fail("The work was never done.")


@pytest.mark.skipif(not vfs(), reason="this SQLite hides its use of the disk")
@EACH_OR_SOME
def test_killed_at_any_use_of_the_disk_it_is_the_old_log_or_the_record(
    step: int, tmp_path: Path
) -> None:
    kills = swept(
        tmp_path, lambda path, at: killed_at(at, lambda: append(path, [a_return("9.9")])), step
    )
    assert kills > 10
    sys.stdout.write(f"migrate: {kills} kills, 0 broken logs\n")


@EACH_OR_SOME
def test_killed_while_the_copy_is_made_it_is_the_old_log(step: int, tmp_path: Path) -> None:
    def doing(path: Path, at: int) -> Callable[[], object]:
        def work() -> None:
            with harmed_at(path.parent, at, killed):
                append(path, [a_return("9.9")])

        return work

    assert swept(tmp_path, doing, step) > 4


def test_a_log_that_was_changed_is_not_made_a_record(old: Path) -> None:
    data = old.read_bytes()
    old.write_bytes(data.replace(b"Amber", b"Green", 1))
    with pytest.raises(LogError, match="has changed since it was recorded"):
        append(old, [a_return("9.9")])
    assert not old.with_name(COPY).exists()

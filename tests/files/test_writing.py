"""Files are written whole or not at all, under names that every office computer takes."""

import errno
import os
import time
from pathlib import Path
from typing import IO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkit.container.writing import safe_name, write_file
from paperkit.errors import WriteError
from tests.cases import each


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Collect the waits between attempts in place of waiting."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, fault: BaseException) -> list[object]:
    """Let a function of the operating system raise; return the list of its calls."""
    calls: list[object] = []

    def raising(*given: object, **named: object) -> None:
        calls.append((given, named))
        raise fault

    monkeypatch.setattr(os, name, raising)
    return calls


def why_not(path: Path, *, replace: bool = True) -> str:
    with pytest.raises(WriteError) as caught:
        write_file(path, b"new", replace=replace)
    return str(caught.value)


def test_a_new_file_holds_the_data_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "paper.docx", b"words", replace=False)
    assert contents(tmp_path) == {"paper.docx": b"words"}


def test_a_file_that_may_be_replaced_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(b"the long old words")
    write_file(tmp_path / "paper.docx", b"new", replace=True)
    assert contents(tmp_path) == {"paper.docx": b"new"}


def test_an_existing_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "board.xlsx").write_bytes(b"an officer's work")
    assert why_not(tmp_path / "board.xlsx", replace=False) == (
        "'board.xlsx' is already there, and paperkit does not write over it. "
        "Move or rename it, then try again."
    )
    assert contents(tmp_path) == {"board.xlsx": b"an officer's work"}


def test_a_file_that_appears_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "board.xlsx"
    flush = os.fsync

    def flushing_while_somebody_saves(number: int) -> None:
        path.write_bytes(b"an officer's work")
        flush(number)

    monkeypatch.setattr(os, "fsync", flushing_while_somebody_saves)
    assert "is already there" in why_not(path, replace=False)
    assert contents(tmp_path) == {"board.xlsx": b"an officer's work"}


def test_a_new_file_is_written_where_the_disk_has_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "link", OSError(errno.EOPNOTSUPP, "not supported"))
    write_file(tmp_path / "paper.docx", b"words", replace=False)
    assert contents(tmp_path) == {"paper.docx": b"words"}


@pytest.mark.parametrize("step", ["replace", "fsync"])
@pytest.mark.parametrize(
    "fault", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt(), RuntimeError("bug")]
)
def test_whatever_happens_the_folder_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fault: BaseException
) -> None:
    (tmp_path / "paper.docx").write_bytes(b"old")
    before = contents(tmp_path)
    refuse(monkeypatch, step, fault)
    with pytest.raises((WriteError, KeyboardInterrupt, RuntimeError)):
        write_file(tmp_path / "paper.docx", b"new", replace=True)
    assert contents(tmp_path) == before


def test_a_file_open_in_word_is_named_after_some_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    (tmp_path / "Appendix 1.docx").write_bytes(b"old")
    calls = refuse(monkeypatch, "replace", PermissionError(errno.EACCES, "Access is denied"))
    assert why_not(tmp_path / "Appendix 1.docx") == (
        "Close 'Appendix 1.docx' in Word and try again. Your earlier file is untouched."
    )
    assert contents(tmp_path) == {"Appendix 1.docx": b"old"}
    assert len(calls) == len(waits) + 1
    assert 2 <= sum(waits) <= 3


def test_a_file_that_is_let_go_meanwhile_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    (tmp_path / "paper.docx").write_bytes(b"old")
    put = os.replace
    refusals = [PermissionError(errno.EACCES, "scanned"), PermissionError(errno.EACCES, "scanned")]

    def let_go_at_last(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        put(source, target)

    monkeypatch.setattr(os, "replace", let_go_at_last)
    write_file(tmp_path / "paper.docx", b"new", replace=True)
    assert contents(tmp_path) == {"paper.docx": b"new"}
    assert len(waits) == 2


@pytest.mark.parametrize(
    ("name", "owner_file", "program"),
    [
        ("board.xlsx", "~$board.xlsx", "Excel"),
        ("Performance.docx", "~$rformance.docx", "Word"),
        ("Reports.docx", "~$eports.docx", "Word"),
    ],
)
def test_whoever_has_the_file_open_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, owner_file: str, program: str
) -> None:
    (tmp_path / name).write_bytes(b"old")
    (tmp_path / owner_file).write_bytes(b"\x08Jo Smith" + b" " * 46 + b"\x08\x00J\x00o\x00")
    refuse(monkeypatch, "replace", PermissionError(errno.EACCES, "Access is denied"))
    assert why_not(tmp_path / name) == (
        f"Jo Smith has '{name}' open: it must be closed in {program} before you try again. "
        f"Your earlier file is untouched."
    )


def test_an_owner_file_of_nonsense_names_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "board.xlsx").write_bytes(b"old")
    (tmp_path / "~$board.xlsx").write_bytes(b"\x05\x00\x01\x02\x03\x04")
    refuse(monkeypatch, "replace", PermissionError(errno.EACCES, "Access is denied"))
    assert why_not(tmp_path / "board.xlsx").startswith("Close 'board.xlsx' in Excel")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert why_not(tmp_path / "papers" / "a.docx") == (
        f"There is no folder '{tmp_path / 'papers'}' for 'a.docx'. Make the folder, then try again."
    )


def test_a_folder_in_which_one_may_not_write_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refused(path: Path, mode: str) -> IO[bytes]:
        if "x" in mode:
            raise PermissionError(errno.EACCES, "Permission denied")
        return cast("IO[bytes]", opened(path, mode))

    monkeypatch.setattr(Path, "open", refused)
    assert why_not(tmp_path / "a.docx").startswith(
        f"You may not write in the folder '{tmp_path}', so 'a.docx' was not written."
    )


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, "fsync", OSError(errno.ENOSPC, "No space left on device"))
    assert why_not(tmp_path / "a.docx") == (
        "There is no room on the disk for 'a.docx'. Make room, then try again."
    )
    assert contents(tmp_path) == {}


def test_a_path_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert "is too long for this computer" in why_not(tmp_path / ("a" * 300))


def test_a_folder_of_the_same_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    assert why_not(tmp_path / "a.docx") == "'a.docx' is a folder. Give the file another name."


@each("there", [True, False])
def test_nothing_is_written_through_a_link(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "real.docx").write_bytes(b"old")
    (tmp_path / "link.docx").symlink_to(tmp_path / "real.docx")
    assert why_not(tmp_path / "link.docx") == (
        "'link.docx' is a link to a file elsewhere, and paperkit does not write through links. "
        "Take the link away, or choose another folder."
    )
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "real.docx").exists() is there


@each(
    ("title", "name"),
    [
        ("Performance report: July 2026", "Performance report - July 2026"),
        ("Children, Young People & Families", "Children, Young People & Families"),
        ("Year 2025/26", "Year 2025-26"),
        ('What is "good"?', "What is good"),
        ("..hidden.. ", "hidden"),
        ("~$owner", "$owner"),
        ("line\nbreak\tand\x07bell", "line break andbell"),
        ("turned \u202eround", "turned round"),
        ("half \ud800", "half"),
        ("con", "_con"),
        ("LPT1.final", "_LPT1.final"),
        ("Aux services", "Aux services"),
        ("", "Untitled"),
        ("???", "Untitled"),
        ("…", "…"),
    ],
)
def test_a_title_becomes_a_name_that_a_person_recognises(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_a_long_title_is_cut(tmp_path: Path) -> None:
    assert safe_name("word " * 40) == ("word " * 20).strip()
    write_file(tmp_path / f"{safe_name('é漢' * 200)}.docx", b"", replace=False)


@given(st.text(max_size=300) | st.text(alphabet=' .:/\\|?*<>"~$-ac1n\u202e', max_size=120))
def test_any_title_becomes_a_safe_name_once_and_for_all(title: str) -> None:
    name = safe_name(title)
    assert 0 < len(name) <= 100
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip(" .") == safe_name(name)
    assert name.isprintable()

"""Notes that ask for nothing: shown once a project, and again with ``--all-notes``."""

from pathlib import Path

from paperkit.findings import Finding, Place, catalogue
from paperkit.pipeline.shown_notes import SHOWN_FILE, shown_once
from tests.cases import each
from tests.cli.conftest import Command

BLANK = Finding("PK-310", Place("board.xlsx", "Actions", "E7"), "'n/a' was read as blank.")
ERROR = Finding("PK-320", Place("board.xlsx", "Actions", "B2"), "No row has the reference 'x'.")


def test_a_note_that_asks_for_nothing_is_shown_once_and_all_else_always(tmp_path: Path) -> None:
    assert shown_once(tmp_path, [ERROR, BLANK]).findings == (ERROR, BLANK)
    again = shown_once(tmp_path, [ERROR, BLANK])
    assert (again.findings, again.before) == ((ERROR,), 1)


@each(
    "other",
    [
        Finding("PK-310", Place("board.xlsx", "Actions", "E8"), BLANK.message),
        Finding("PK-310", BLANK.place, "'none' was read as blank."),
        Finding("PK-310", BLANK.place, BLANK.message, others=(Place("board.xlsx", "Text", "A1"),)),
        Finding("PK-310", BLANK.place, BLANK.message, "Rename it, if that was meant."),
    ],
)
def test_of_another_value_place_or_remedy_it_is_shown(tmp_path: Path, other: Finding) -> None:
    shown_once(tmp_path, [BLANK])
    assert shown_once(tmp_path, [other]).findings == (other,)


@each("there", [b"", b"Another's list\n", b"\xff\xfe", b"\x00" * 9])
def test_a_file_that_is_not_paperkits_hides_nothing(tmp_path: Path, there: bytes) -> None:
    (tmp_path / SHOWN_FILE).write_bytes(there)
    assert shown_once(tmp_path, [BLANK]).findings == (BLANK,)


def test_a_folder_that_is_only_read_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / SHOWN_FILE).mkdir()  # as good as a folder into which nothing can be written
    for _ in range(2):
        assert shown_once(tmp_path, [BLANK]).findings == (BLANK,)
    assert [path.name for path in tmp_path.iterdir()] == [SHOWN_FILE]


def test_two_machines_that_share_a_folder_add_to_one_list(tmp_path: Path) -> None:
    other = Finding("PK-310", Place("board.xlsx", "Actions", "E8"), BLANK.message)
    shown_once(tmp_path, [BLANK])
    shown_once(tmp_path, [other])
    assert shown_once(tmp_path, [BLANK, other]).before == 2


def test_no_error_or_gap_asks_for_nothing() -> None:
    wrong = [n for n, code in catalogue().items() if "othing to do" in code.remedy[:13]]
    assert {catalogue()[number].severity.value for number in wrong} == {"note"}


ROWS = """
people:
  - name: Jo Lee
    post: n/a
"""


def test_check_says_how_many_it_does_not_show_and_how_to_see_them(
    paperkit: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "board"
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council:\n  name: Anyshire Council\n", encoding="utf-8")
    (folder / "board.yaml").write_text(ROWS, encoding="utf-8")
    first = paperkit("check", "--project", folder)
    assert "PK-310" in first.out
    assert first.out.endswith("Found 1 note.\n")
    again = paperkit("check", "--project", folder)
    assert "PK-310" not in again.out
    assert again.out.endswith(
        "1 note that asks for nothing was shown before: 'paperkit check --all-notes' lists every "
        "note.\nNothing to put right.\n"
    )
    for words in (("--all-notes",), ("--json",), ("--fail-on", "note")):
        assert "PK-310" in paperkit("check", "--project", folder, *words).out

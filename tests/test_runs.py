"""Runs that meet, and runs that are stopped: what stands in the folder is always whole."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import yaml

from paperkit.container import writing
from paperkit.errors import ReadError, WriteError
from paperkit.pipeline.building import Order, build
from paperkit.pipeline.filing import HEAD, Acceptance
from paperkit.pipeline.starting import new_project
from paperkit.word.properties import Seal, seal_of

ROOT = Path(__file__).parents[1]
FINAL = "Performance report - 16 July 2026.docx"
STOPPED_AT = """
import os, sys
from tests.injector import harmed_at
from pathlib import Path
from paperkit.cli import main
folder, at, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
sys.argv[1:] = sys.argv[4:]
with harmed_at(folder, at, lambda path: os.kill(os.getpid(), number)):
    main()
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of the sample's data."""
    new_project(tmp_path / "board", in_yaml=True, sample=True)
    return tmp_path / "board"


def words(project: Path, by: str) -> list[str]:
    return ["build", "performance_report", "--meeting", "Board July 2026", "--final",
            "--accept-gaps", "It is late", "--by", by, "--project", str(project)]  # fmt: skip


def started(code: list[str]) -> "subprocess.Popen[str]":
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    env = {**os.environ, "PYTHONPATH": path}
    out = subprocess.PIPE
    return subprocess.Popen([sys.executable, *code], env=env, stdout=out, stderr=out, text=True)


def final(project: Path, by: str = "R. Keane", reason: str = "It is late", day: int = 1) -> Path:
    today, acceptance = date(2026, 7, day), Acceptance(reason, by)
    order = Order(project, "performance_report", today, "Board July 2026", True, acceptance)
    return build(order).files[0]


def accepted(project: Path) -> list[str]:
    text = (project / "papers" / "accepted.yaml").read_text(encoding="utf-8")
    return [entry["accepted_by"] for entry in yaml.safe_load(text)]


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


def test_two_runs_at_once_leave_a_whole_paper_and_both_their_records(project: Path) -> None:
    names = ["A. Able", "B. Baker", "C. Cole", "D. Dunn"]
    runs = [started(["-m", "paperkit", *words(project, name)]) for name in names]
    ends = [(run.communicate(timeout=120), run.returncode) for run in runs]
    assert [code for _, code in ends] == [0, 0, 0, 0], ends
    assert seal_of((project / "papers" / FINAL).read_bytes()) is Seal.OURS
    assert sorted(accepted(project)) == names
    assert sorted(path.name for path in (project / "papers").iterdir()) == [FINAL, "accepted.yaml"]


def test_two_projects_begun_in_one_folder_do_not_mix(tmp_path: Path) -> None:
    folder = str(tmp_path / "board")
    runs = [started(["-m", "paperkit", "new", folder, *way]) for way in ([], ["--yaml"])]
    ends = [(run.communicate(timeout=120), run.returncode) for run in runs]
    codes = sorted(code for _, code in ends)
    assert codes == [0, 3], ends
    data = {path.name for path in Path(folder).iterdir() if path.is_file()}
    assert data in ({"paperkit.yaml", "board.xlsx"}, {"paperkit.yaml", "board.yaml"})


def test_a_run_that_waits_too_long_is_told_to_try_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    (project / "papers").mkdir()
    before = tree(project)
    with (
        writing.folder_lock(project / "papers" / FINAL),
        pytest.raises(WriteError, match="Another run of paperkit is writing in the folder"),
    ):
        final(project)
    assert tree(project) == before


def test_a_lock_that_was_left_behind_holds_nobody_up(project: Path) -> None:
    (project / "papers").mkdir()
    (project / "papers" / writing.LOCK_FILE).write_bytes(b"")
    final(project)
    assert not (project / "papers" / writing.LOCK_FILE).exists()


def test_a_lock_that_is_a_link_is_not_followed(project: Path) -> None:
    (project / "papers").mkdir()
    elsewhere = project.parent / "elsewhere"
    (project / "papers" / writing.LOCK_FILE).symlink_to(elsewhere)
    with pytest.raises(WriteError):
        final(project)
    assert not elsewhere.exists()


def test_a_drive_without_locks_is_written_to_all_the_same(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lockless(_number: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(writing, "_lock", lockless)
    assert final(project).is_file()


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        (signal.SIGINT, 130, "Stopped. No file was left half-written."),
        (signal.SIGTERM, 143, ""),
    ],
)
@pytest.mark.parametrize("at", [1, 6, 9, 13, 18])
def test_a_run_that_is_stopped_leaves_nothing_behind(
    project: Path, at: int, number: int, code: int, sentence: str
) -> None:
    before = tree(project)
    run = started(["-c", STOPPED_AT, str(project), str(at), str(int(number)), *words(project, "A")])
    _, err = run.communicate(timeout=120)
    assert (run.returncode, err.strip()) == (code, sentence)
    assert tree(project) == before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_json_tells_that_a_run_was_stopped(project: Path, how: int) -> None:
    number = str(int(how))
    given = [*words(project, "A"), "--json"]
    out, _ = started(["-c", STOPPED_AT, str(project), "2", number, *given]).communicate(timeout=120)
    assert json.loads(out)["error"] == "Stopped. No file was left half-written."


def test_what_was_accepted_is_kept_once(project: Path) -> None:
    for _ in range(3):
        final(project)
    assert accepted(project) == ["R. Keane"]


@pytest.mark.parametrize("other", [{"by": "S. Hall"}, {"reason": "The minister waits"}, {"day": 2}])
def test_another_acceptance_is_added_to_the_end(project: Path, other: dict[str, object]) -> None:
    final(project)
    first = (project / "papers" / "accepted.yaml").read_text(encoding="utf-8")
    final(project, **other)  # type: ignore[arg-type]
    final(project, **other)  # type: ignore[arg-type]
    text = (project / "papers" / "accepted.yaml").read_text(encoding="utf-8")
    assert text.startswith(first)
    assert len(accepted(project)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD,
        "# Ours\r\n- paper: a\r\n  accepted_by: Zoë",
        "\ufeff- paper: a\n  accepted_by: Zoë\n",
    ],
)
def test_what_a_person_wrote_in_the_list_stays_as_it_is(project: Path, text: str) -> None:
    (project / "papers").mkdir()
    path = project / "papers" / "accepted.yaml"
    path.write_bytes(text.encode())
    final(project)
    assert path.read_bytes().startswith(text.encode())
    assert accepted(project)[-1] == "R. Keane"


@pytest.mark.parametrize(
    "data", [b"[]\n", b"paper: a\n", "- paper: Zo\xeb\n".encode("cp1252"), b"\x00\x01", b"words\n"]
)
def test_a_list_that_cannot_be_added_to_is_told_and_no_paper_is_written(
    project: Path, data: bytes
) -> None:
    (project / "papers").mkdir()
    (project / "papers" / "accepted.yaml").write_bytes(data)
    before = tree(project)
    with pytest.raises(ReadError, match="is not the list that paperkit keeps there"):
        final(project)
    assert tree(project) == before

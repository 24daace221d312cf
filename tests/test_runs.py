"""Runs that meet, and runs that are stopped: what stands in the folder is always whole."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from paperkit.cli import main, options
from paperkit.container import writing
from paperkit.errors import ReadError, WriteError
from paperkit.pipeline.building import build
from paperkit.pipeline.filing import HEAD, Acceptance
from paperkit.pipeline.ordering import Order
from paperkit.word.properties import Seal, seal_of
from tests.exception_log.test_finals import FINAL, project
from tests.injector import harmed_at

JULY = "2026-07-16 Board"
# Forked where the system can, so that a run begins with all that is imported already.
PROCESSES: Any = get_context("fork" if "fork" in get_all_start_methods() else "spawn")


@dataclass(frozen=True)
class Stop:
    """A signal that comes to a run at the n-th use of the disk within a folder."""

    folder: Path
    at: int
    number: int

    def __call__(self, _path: str) -> None:
        os.kill(os.getpid(), self.number)


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it printed."""

    code: int
    out: str
    err: str


__all__ = ["project"]


def words(project: Path, by: str) -> list[str]:
    return ["build", "Workforce", "--final", "--accept-gaps", "It is late", "--by", by,
            "--project", str(project)]  # fmt: skip


@contextmanager
def started(words: list[str], stop: Stop | None = None) -> Iterator[Callable[[], Ran]]:
    """Start the command in a process of its own; yield what waits for its end."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = PROCESSES.Process(target=_run, args=(words, out, err, stop))
        process.start()

        def end() -> Ran:
            process.join(timeout=120)
            printed = (path.read_text(encoding="utf-8") for path in (out, err))
            return Ran(process.exitcode, *printed)

        yield end


def _run(words: list[str], out: Path, err: Path, stop: Stop | None) -> None:
    sys.argv = ["paperkit", *words]
    sys.stdout, sys.stderr = out.open("w", encoding="utf-8"), err.open("w", encoding="utf-8")
    # A shell that starts the tests in the background has Ctrl-C ignored by all that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with harmed_at(stop.folder, stop.at, stop) if stop else nullcontext():
        main()


def all_ended(*runs: list[str]) -> list[Ran]:
    """Return how runs ended that were started at once."""
    with ExitStack() as stack:
        ends = [stack.enter_context(started(words)) for words in runs]
        return [end() for end in ends]


def stopped(words: list[str], stop: Stop) -> Ran:
    with started(words, stop) as end:
        return end()


def final(project: Path, by: str = "R. Keane", reason: str = "It is late", day: int = 1) -> Path:
    today, acceptance = date(2026, 7, day), Acceptance(reason, by)
    order = Order(
        project, "Workforce", today, final=True, acceptance=acceptance,
        cache=options.cache_folder(),
    )  # fmt: skip
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
    ends = all_ended(*(words(project, name) for name in names))
    assert [end.code for end in ends] == [0, 0, 0, 0], ends
    assert seal_of((project / "papers" / JULY / FINAL).read_bytes()) is Seal.OURS
    assert sorted(accepted(project)) == names
    assert sorted(path.name for path in (project / "papers").iterdir()) == [JULY, "accepted.yaml"]
    assert [path.name for path in (project / "papers" / JULY).iterdir()] == [FINAL]


def test_two_projects_begun_in_one_folder_do_not_mix(tmp_path: Path) -> None:
    folder = str(tmp_path / "board")
    ends = all_ended(["new", folder], ["new", folder, "--yaml"])
    assert sorted(end.code for end in ends) == [0, 3], ends
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
    ran = stopped(words(project, "A"), Stop(project, at, number))
    assert (ran.code, ran.err.strip()) == (code, sentence)
    assert tree(project) == before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_json_tells_that_a_run_was_stopped(project: Path, how: int) -> None:
    ran = stopped([*words(project, "A"), "--json"], Stop(project, 2, how))
    assert json.loads(ran.out)["error"] == "Stopped. No file was left half-written."


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

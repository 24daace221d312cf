"""The disk fails, or the machine stops, at every point: papers are old or new, never between.

Run with ``-m slow -rP`` to read how many faults and kills there were.
"""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from paperkit.cli import main
from paperkit.record import LOG_FILE
from paperkit.record.log import look, read_log
from tests import projects
from tests.cli.test_edits import edit
from tests.exception_log.test_finals import BOARD, filled
from tests.injector import Disk, Harm, failing, harmed_at, interrupted

PAPERS, JULY = "papers", "2026-07-16 Board"
FINAL = "Performance report - 16 July 2026.docx"
STRAYS = ".paperkit-"
ERRORS = {"full": errno.ENOSPC, "denied": errno.EACCES, "broken": errno.EIO}
HARMS: dict[str, Harm] = {name: failing(number) for name, number in ERRORS.items()}
HARMS["ctrl-c"] = interrupted
DONE, STANDS, CANNOT_GO_ON, STOPPED = 0, 1, 3, 130

Tree = dict[str, bytes]
Words = tuple[str, ...]
# What may be found after a run, by how it ended. Ctrl-C may come when all is done.
STATES: dict[int, Callable[[Tree, Tree], tuple[Tree, ...]]] = {
    DONE: lambda before, after: (after,),  # noqa: ARG005
    STANDS: lambda before, after: (after,),  # noqa: ARG005
    CANNOT_GO_ON: lambda before, after: (before,),  # noqa: ARG005
    STOPPED: lambda before, after: (before, after),
}
_MOST = 200


def tree(folder: Path) -> Tree:
    """Return every file and folder with what it holds."""
    found = sorted(folder.rglob("*")) if folder.exists() else []
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in found
    }


def run(words: Words) -> int:
    """Run the command in this process, and return how it ended."""
    old = sys.argv
    sys.argv = ["paperkit", *words]
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    finally:
        sys.argv = old
    return DONE


def project(folder: Path) -> None:
    """Make a project of the sample's data in YAML, which has one gap and no error."""
    projects.sample(folder, in_yaml=True)


def building(folder: Path, *more: str) -> Words:
    return ("build", "performance_report", "--project", str(folder), "--meeting", "Board July 2026",
            *more)  # fmt: skip


def final(folder: Path) -> Words:
    return building(folder, "--final", "--accept-gaps", "It is late", "--by", "R. Keane")


def built_before(folder: Path) -> None:
    """Leave a paper and a record of an earlier text, so that both are to be replaced."""
    project(folder)
    data = folder / "board.yaml"
    now = data.read_text(encoding="utf-8")
    data.write_text(now.replace("  wording: ", "  wording: Early on, ", 1), encoding="utf-8")
    assert run((*final(folder)[:-3], "It was early", "--by", "S. Hall")) == DONE
    data.write_text(now, encoding="utf-8")


def filed(folder: Path) -> None:
    """Leave a final that nobody has recorded as published."""
    project(folder)
    assert run(final(folder)) == DONE


def publishing(folder: Path) -> Words:
    return ("publish", FINAL, "--project", str(folder))


def restoring(folder: Path) -> Words:
    return ("record", "restore", FINAL, "--to", str(folder / "again"), "--project", str(folder))


def removing(folder: Path) -> Words:
    return ("record", "remove", FINAL, "--because", "Personal data", "--by", "R. Keane", "--yes",
            "--project", str(folder))  # fmt: skip


def edited_draft(folder: Path) -> None:
    """Leave a draft that somebody has edited."""
    project(folder)
    assert run(building(folder)) == DONE
    edit(folder / PAPERS / JULY / f"Draft - {FINAL}", ("healthy", "hearty"))


def discarding(folder: Path) -> Words:
    return (*final(folder), "--discard-edits", "The first wording holds")


def edited_final(folder: Path) -> None:
    """Leave a final as it was built, and a copy elsewhere that was edited and filed."""
    filed(folder)
    copy = folder / "Sent.docx"
    copy.write_bytes((folder / PAPERS / JULY / FINAL).read_bytes())
    edit(copy, ("healthy", "hearty"))


def as_filed(folder: Path) -> Words:
    return (*publishing(folder), "--as-filed", str(folder / "Sent.docx"))


def of_0_1_0(folder: Path) -> None:
    """Leave a project whose log is of paperkit 0.1.0."""
    copytree(Path(__file__).parent / "old_projects" / "0.1.0", folder)


def migrating(folder: Path) -> Words:
    return ("withdraw", "Exception report on every action for ageing well", "--because",
            "Not ready", "--by", "R. Keane", "--project", str(folder))  # fmt: skip


def published(folder: Path) -> None:
    """Leave a paper that is out, for a meeting to come, and data that were put right since."""
    folder.mkdir()
    (folder / "paperkit.yaml").write_text("council:\n  name: Northmere Council\n", "utf-8")
    paper, text = filled("Workforce")
    words = BOARD.format(papers=paper, text=text).replace("2026", "2099")
    (folder / "board.yaml").write_text(words, encoding="utf-8")
    about = ("--project", str(folder))
    build = ("build", "Workforce", "--final", "--accept-gaps", "It is late", "--by", "R. Keane")
    assert run((*build, *about)) == DONE
    assert run(("publish", "Workforce", *about)) == DONE
    corrected = words.replace("purpose: To ask for", "purpose: To report on")
    (folder / "board.yaml").write_text(corrected, encoding="utf-8")


def correcting(folder: Path, way: str) -> Words:
    return ("correct", "Workforce", "--all", "--as", way, "--because", "A slip", "--by",
            "R. Keane", "--project", str(folder))  # fmt: skip


def withdrawing(folder: Path) -> Words:
    return ("withdraw", "Workforce", "--because", "A slip", "--by", "R. Keane", "--project",
            str(folder))  # fmt: skip


def nothing(_folder: Path) -> None:
    """Begin with no folder at all."""


CASES: dict[str, tuple[Callable[[Path], object], Callable[[Path], Words]]] = {
    "draft": (project, building),
    "final": (project, final),
    "final again": (built_before, final),
    "final, edits discarded": (edited_draft, discarding),
    "publish": (filed, publishing),
    "publish as filed": (edited_final, as_filed),
    "restore": (filed, restoring),
    "remove": (filed, removing),
    "migrate": (of_0_1_0, migrating),
    "correct": (published, lambda folder: correcting(folder, "revised")),
    "addendum": (published, lambda folder: correcting(folder, "addendum")),
    "withdraw": (published, withdrawing),
    "new": (nothing, lambda folder: ("new", str(folder), "--yaml")),
    "new workbook": (nothing, lambda folder: ("new", str(folder))),
}


def copied(source: Path, target: Path) -> Path:
    if source.exists():
        copytree(source, target)
    return target


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    """Return each command in turn."""
    return str(request.param)


def prepared(case: str, folder: Path) -> tuple[Path, Tree, Tree]:
    """Return a folder to copy, what it holds, and what it holds after the command."""
    prepare, words = CASES[case]
    start, end = folder / "start", folder / "end"
    prepare(start)
    copied(start, end)
    assert run(words(end)) in (DONE, STANDS)
    return start, tree(start), tree(end)


@pytest.mark.slow
@pytest.mark.parametrize("harm", HARMS)
def test_a_fault_anywhere_leaves_all_as_it_was_or_all_done(
    case: str, harm: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    start, before, after = prepared(case, tmp_path)
    for at in range(1, _MOST):
        folder = copied(start, tmp_path / f"{at}")
        with harmed_at(folder, at, HARMS[harm]) as disk:
            code = run(CASES[case][1](folder))
        states = STATES[code](before, after)
        assert without_log(tree(folder)) in map(without_log, states), told(disk)
        check_log(folder, start, tmp_path / "end")
        if not disk.harmed:
            break
    record_property("faults", at - 1)
    sys.stdout.write(f"{case}, {harm}: {at - 1} faults, 0 broken papers\n")
    assert at < _MOST
    assert code in (DONE, STANDS)


def without_log(found: Tree) -> Tree:
    """Return what was found without the log, which may tell of a paper that did not come about."""
    return {name: data for name, data in found.items() if name != LOG_FILE}


def check_log(folder: Path, *states: Path) -> None:
    """See that the log is whole, and says what it said before or what it says in the end."""
    looked = look(folder / LOG_FILE)
    assert looked.findings == ()
    assert looked.history in [read_log(state / LOG_FILE) for state in states]


def told(disk: Disk) -> str:
    return f"use {disk.at}: {disk.uses[disk.at - 1 :][:1]} of {disk.uses}"


KILLED = """
import sys
from pathlib import Path
from tests.injector import harmed_at, killed
from paperkit.cli import main
from paperkit.pipeline.starting import new_project
folder, at, sys.argv[1:] = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
with harmed_at(folder, at, killed):
    main()
"""


def run_until_killed(folder: Path, at: int, words: Words) -> int:
    command = [sys.executable, "-c", KILLED, str(folder), str(at), *words]
    root = Path(__file__).parents[1]
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))
    env = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, env=env, capture_output=True, check=False).returncode


@pytest.mark.slow
def test_a_power_cut_anywhere_leaves_each_file_old_or_new(
    case: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    start, before, after = prepared(case, tmp_path)
    for at in range(1, _MOST):
        folder = copied(start, tmp_path / f"{at}")
        code = run_until_killed(folder, at, CASES[case][1](folder))
        check_whole(tree(folder), before, after)
        if code >= 0:
            break
        if case.startswith("final") or case == "draft":
            assert run(CASES[case][1](folder)) in (DONE, STANDS)
            assert without_strays(tree(folder)) == after
    record_property("kills", at - 1)
    sys.stdout.write(f"{case}: {at - 1} kills, 0 broken papers\n")
    assert at < _MOST
    assert tree(folder) == after


def check_whole(now: Tree, before: Tree, after: Tree) -> None:
    files = without_strays(now)
    for name, data in files.items():
        assert data in (before.get(name), after.get(name)), name
    assert before.keys() <= files.keys() <= before.keys() | after.keys()
    paper, record = f"{PAPERS}/{JULY}/{FINAL}", f"{PAPERS}/accepted.yaml"
    if paper in after and files.get(paper) == after[paper] != before.get(paper):
        # A paper whose acceptance or record could not be kept must not stand.
        assert files[record] == after[record]
        assert files[LOG_FILE] == after[LOG_FILE]


def without_strays(found: Tree) -> Tree:
    return {name: data for name, data in found.items() if not Path(name).name.startswith(STRAYS)}


def test_every_use_of_the_disk_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "board"
    project(folder)
    with harmed_at(folder, 10_000, interrupted) as disk:
        run(final(folder))
    kinds = [use.split(" ")[0] for use in disk.uses]
    assert {"open", "read", "write", "flush", "fsync", "lock", "replace", "unlink"} <= set(kinds)
    # The record of what was accepted comes into its place before the paper.
    placed = [n for n, kind in enumerate(kinds) if kind == "replace"]
    assert len(placed) == 2
    # Both are flushed before; so is the log, which is begun with the record of the paper.
    assert kinds[: placed[0]].count("fsync") == 4
    assert kinds[: placed[0]].count("link") == 1


def test_the_injector_does_its_harm(tmp_path: Path) -> None:
    with (
        harmed_at(tmp_path, 2, failing(errno.ENOSPC)),
        pytest.raises(OSError, match="No space"),
        (tmp_path / "a").open("xb") as file,
    ):
        file.write(b"whole")
    assert (tmp_path / "a").read_bytes() == b"wh"

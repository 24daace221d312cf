"""A project of paperkit 0.1.0: its first entry makes the log a record, and the officer is told."""

from pathlib import Path
from shutil import copytree

from paperkit.pipeline.record import verify_log
from tests.cli.conftest import Command
from tests.exception_log.test_migrated import COPY
from tests.test_old_projects import FINAL, KEPT


def test_an_officer_is_told_once_and_loses_nothing(paperkit: Command, tmp_path: Path) -> None:
    folder = Path(copytree(KEPT, tmp_path / "board"))
    ran = paperkit("publish", FINAL, "--on", "1 December 2026", "--project", folder)
    assert (ran.code, COPY in ran.out) == (0, True)
    again = paperkit("record", "verify", "--project", folder)
    assert (again.code, "PK-828" in again.out) == (0, False)
    assert verify_log(folder).findings == ()
    restored = paperkit("record", "restore", FINAL, "--to", tmp_path, "--project", folder)
    assert restored.code == 0
    assert (tmp_path / FINAL).read_bytes() == (folder / "papers" / FINAL).read_bytes()

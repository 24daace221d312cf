"""The wheel holds all that a paper needs, away from the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KEPT = {".yaml", ".docx", ".xlsx", ".md"}

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a command prints; the test fails with all of it where the command does."""
    # PYTHONPATH would let the checkout in.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built of what stands in the checkout, without a package index."""
    folder = tmp_path_factory.mktemp("wheel")
    order = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    run(sys.executable, *order, cwd=folder)
    (built,) = folder.glob("paperkit-*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command, installed from the wheel into an environment of its own.

    Its libraries come from the package index, as an officer gets them.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return programs / "paperkit"


def test_the_wheel_holds_every_pack_and_sample(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    kept = {
        f"paperkit/{path.relative_to(ROOT).as_posix()}"
        for folder in ("report_templates", "samples")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in KEPT
    }
    assert kept
    assert kept - held == set()
    assert "paperkit/py.typed" in held


def test_every_file_of_packs_and_samples_is_of_a_kind_that_the_wheel_takes() -> None:
    """The example of a plug-in is a distribution of its own, for programmers with a checkout."""
    files = [p for name in ("report_templates", "samples") for p in (ROOT / name).rglob("*.*")]
    plugin = ROOT / "samples" / "plugin"
    others = [path for path in files if plugin not in path.parents]
    assert {path.suffix for path in others if path.is_file()} <= KEPT


def test_the_command_makes_a_paper_away_from_the_checkout(command: Path, tmp_path: Path) -> None:
    run(command, "demo", cwd=tmp_path)
    papers = list((tmp_path / "paperkit-demo" / "papers").rglob("*.docx"))
    assert papers
    assert all(zipfile.is_zipfile(paper) for paper in papers)


def test_the_command_says_its_version(command: Path, tmp_path: Path) -> None:
    assert "0.1.0" in run(command, "--version", cwd=tmp_path)

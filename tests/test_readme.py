"""Every command of README.md runs, in its order, as it stands there."""

import re
from contextlib import chdir
from pathlib import Path
from shutil import copytree

from paperkit.files import bundled
from tests.demo import DemoMade
from tests.walkthrough import commands, run, steps

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q {what} && .venv/bin/"


def lines() -> list[str]:
    """Return each command of the page, in order."""
    blocks = (step.words for step in steps(README) if step.kind == "sh")
    return [command for block in blocks for command in commands(block)]


def installing() -> list[str]:
    return [line for line in lines() if "venv" in line]


def test_two_lines_install_paperkit_and_then_run_or_test_it() -> None:
    # The wheel's own tests and .ci/run install with the same words; here they are compared.
    assert installing() == [
        INSTALL.format(what=".") + "paperkit demo",
        INSTALL.format(what='-e ".[test]"') + "python -m pytest -q -n auto --dist worksteal",
    ]


def test_the_line_for_windows_does_the_same() -> None:
    (line,) = re.findall(r"`(py -m venv[^`]*)`", README)
    assert " ".join(line.split()) == (
        r"py -m venv .venv; .venv\Scripts\pip install -q .; .venv\Scripts\paperkit demo"
    )


def test_every_other_command_runs_in_its_order(tmp_path: Path, demo_made: DemoMade) -> None:
    assert demo_made.ran.code == 0
    copytree(demo_made.demo.folder, tmp_path / "paperkit-demo")
    with chdir(tmp_path):
        for line in (line for line in lines() if "venv" not in line):
            ended = run(line)
            assert ended.code in (0, 1), f"{line}\n{ended.output}"
            if line.startswith("paperkit new"):
                _fill(Path("my-board"))
        assert list(Path("my-board/papers").glob("*/Performance report*.docx"))


def test_commands_within_sentences_run_too(tmp_path: Path) -> None:
    said = [" ".join(words.split()) for words in re.findall(r"`(paperkit [^`]+)`", README)]
    assert said
    with chdir(tmp_path):
        run("paperkit new my-board --sample")
        for command in said:
            if command.startswith("paperkit explain") or command.endswith("--help"):
                assert run(command).code == 0, command
            else:
                verb = command.split()[1]
                assert run(f"paperkit {verb} --help").code == 0, command


def _fill(project: Path) -> None:
    """Fill in the new project as an officer would, with the sample council's data."""
    sample = bundled("samples") / "council"
    for name in ("paperkit.yaml", "board.xlsx"):
        (project / name).write_bytes((sample / name).read_bytes())

"""Commands of plug-ins within paperkit's, and paperkit's within another program's."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from paperkit.cli import cli
from tests.cases import each
from tests.cli.conftest import Command
from tests.plugins.made import Site, write

HELLO = """
import click
from paperkit.plugins import CommandPlugin
@click.command()
@click.option("--loud", is_flag=True)
def hello(loud):
    "Say hello."
    click.echo(1 / 0 if loud else "hello")
plugin = CommandPlugin(api=1, command=hello)
"""
COMMANDS = "paperkit.commands"


def test_a_command_of_a_plugin_runs_and_its_fault_is_named(site: Site, paperkit: Command) -> None:
    site.add(COMMANDS, HELLO, name="hello")
    assert paperkit("hello").out == "hello\n"
    ran = paperkit("hello", "--loud")
    assert ran.code == 3
    assert ran.err.startswith(
        "Paperkit cannot go on. The command hello of hello-for-paperkit 1.2 broke off "
        "('ZeroDivisionError: division by zero'). Ask whoever installed it"
    )


@pytest.mark.parametrize(
    ("does", "fault"),
    [
        ("type('Odd', (BaseException,), {})", "('Odd')"),
        ("FileNotFoundError(2, 'none')", "('FileNotFoundError: [Errno 2] none')"),
    ],
)
def test_whatever_it_raises_is_named(site: Site, paperkit: Command, does: str, fault: str) -> None:
    code = HELLO.replace('click.echo(1 / 0 if loud else "hello")', f"raise {does}")
    site.add(COMMANDS, code, name="hello")
    ran = paperkit("hello")
    assert ran.code == 3
    assert f"The command hello of hello-for-paperkit 1.2 broke off {fault}" in ran.err


def test_of_two_commands_of_one_name_the_second_is_left_out(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paperkit: Command
) -> None:
    site.add(COMMANDS, HELLO, name="hello")
    write(tmp_path / "b", "other", "1.0", {COMMANDS: {"hello": "other:plugin"}})
    (tmp_path / "b" / "other.py").write_text(HELLO.replace('"hello"', '"other"'), "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "b")
    assert paperkit("hello").out == "hello\n"
    said = "hello (other 1.0): left out: hello-for-paperkit 1.2 has a command of that name, too"
    assert said in paperkit("plugins").out


def test_help_lists_it_without_loading_it(site: Site, paperkit: Command) -> None:
    site.add(COMMANDS, "raise SystemExit(9)", name="hello")
    ran = paperkit("--help")
    assert (ran.code, "From hello-for-paperkit 1.2, a plug-in." in ran.out) == (0, True)
    ran = paperkit("hello")
    assert (ran.code, "cannot be used: 'SystemExit: 9'. Ask" in ran.err) == (3, True)


def test_it_never_takes_the_place_of_paperkits(site: Site, paperkit: Command) -> None:
    site.add(COMMANDS, HELLO, name="explain")
    assert paperkit("explain", "PK-304").out.startswith("PK-304")
    assert "left out: paperkit has a command of that name" in paperkit("plugins").out


@each(
    ("words", "code", "said"),
    [
        (("explain", "PK-304"), 0, "PK-304  Not a date"),
        (("explain", "PK-999"), 3, "Paperkit cannot go on. There is no code 'PK-999'."),
        (("explain",), 2, "Missing argument 'CODE'"),
        (("plan", "--due", "soon"), 2, ""),
        (("check", "--help"), 0, "Usage: council papers check"),
    ],
)
def test_paperkits_own_group_is_mounted_into_another_command(
    words: tuple[str, ...], code: int, said: str
) -> None:
    council = click.Group("council")
    council.add_command(cli, "papers")
    ran = CliRunner().invoke(council, ["papers", *words])
    assert ran.exit_code == code
    assert said in ran.output


def test_checked_from_another_command_it_ends_as_its_own(tmp_path: Path) -> None:
    council = click.Group("council")
    council.add_command(cli, "papers")
    ran = CliRunner().invoke(council, ["papers", "check", "--project", str(tmp_path)])
    assert (ran.exit_code, "is not a project folder" in ran.output) == (3, True)

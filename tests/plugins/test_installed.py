"""What is installed: found once and lazily, listed, named where it breaks, switched off."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from paperkit.installed import entry_points
from tests.cli.conftest import Command
from tests.plugins.made import Site, write

READERS = "paperkit.readers"
GOOD = """
from paperkit.plugins import ReaderPlugin
plugin = ReaderPlugin(api=1, about="an export of Tracker", suffixes=(".trk",), read=list)
"""


def test_without_plugins_none_is_listed(paperkit: Command) -> None:
    ran = paperkit("plugins")
    assert (ran.code, ran.out) == (0, "No plug-in is installed, or PAPERKIT_PLUGINS is 'off'.\n")


def test_each_is_listed_with_its_distribution_and_what_it_gives(
    site: Site, paperkit: Command
) -> None:
    site.add(READERS, GOOD)
    first, _, *about = paperkit("plugins").out.splitlines()
    assert first == (
        "reader   tracker (tracker-for-paperkit 1.2): reads an export of Tracker (.trk)"
    )
    assert "code that somebody installed" in " ".join(about)


def test_the_list_is_there_as_json(site: Site, paperkit: Command) -> None:
    site.add(READERS, GOOD.replace("api=1", "api=2"))
    (one,) = json.loads(paperkit("plugins", "--json").out)["plugins"]
    assert one == {
        "kind": "reader", "name": "tracker", "distribution": "tracker-for-paperkit",
        "version": "1.2", "gives": "",
        "fault": "it was made for a newer paperkit (plug-ins 2, here 1)",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("plugin = 3", "' is not a ReaderPlugin"),
        ("", "'AttributeError: module 'made_plugin_"),
        ("1/0", "'ZeroDivisionError: division by zero'"),
        ("raise SystemExit", "'SystemExit'"),
        ("class Odd(BaseException): pass\nraise Odd('x')", "left out: 'Odd: x'"),
        ("class Odd(Exception):\n    __str__ = None\nraise Odd", "left out: 'Odd'"),
        (GOOD.replace("about=", "abuot="), "'TypeError: "),
        (GOOD.replace("api=1", "api='1'"), "its api has to be int, and is '1'"),
        (GOOD.replace('(".trk",)', '".trk"'), "its suffixes has to be tuple of str, and is '.trk'"),
        (GOOD.replace("read=list", "read=None"), "its read has to be function, and is None"),
        (GOOD.replace(".trk", ".XLSX"), "paperkit reads files that end in .xlsx itself"),
    ],
)
def test_one_that_breaks_is_left_out_with_its_reason(
    site: Site, paperkit: Command, code: str, fault: str
) -> None:
    site.add(READERS, code)
    ran = paperkit("plugins")
    assert ran.code == 0
    assert "tracker (tracker-for-paperkit 1.2): left out: " in ran.out
    assert fault in ran.out


def test_ctrl_c_ends_the_run_also_while_a_plugin_is_loaded(site: Site, paperkit: Command) -> None:
    site.add(READERS, "raise KeyboardInterrupt")
    ran = paperkit("plugins")
    assert (ran.code, ran.err) == (130, "Stopped. No file was left half-written.\n")


def test_so_does_the_system(site: Site, paperkit: Command) -> None:
    site.add(READERS, "from paperkit.errors import EndedBySystem\nraise EndedBySystem(143)")
    assert paperkit("plugins").code == 143


def test_of_two_readers_of_one_ending_the_second_is_left_out(site: Site, paperkit: Command) -> None:
    site.add(READERS, GOOD, name="a")
    site.add(READERS, GOOD.replace(".trk", ".old.TRK"), name="b")
    assert (
        "b (b-for-paperkit 1.2): left out: a-for-paperkit 1.2 reads files that end in .old.TRK, too"
        in paperkit("plugins").out
    )


def test_a_pack_that_breaks_is_named_and_the_others_are_listed(
    site: Site, tmp_path: Path, paperkit: Command
) -> None:
    (tmp_path / "packs" / "mine").mkdir(parents=True)
    (tmp_path / "packs" / "mine" / "pack.yaml").write_text("title: [", "utf-8")
    code = "from pathlib import Path\nfrom paperkit.plugins import PackPlugin\n"
    folder = str(tmp_path / "packs")
    site.add("paperkit.packs", f"{code}plugin = PackPlugin(api=1, folder=Path({folder!r}))")
    broken = f"The pack mine in {folder}: 'pack.yaml', line 1, column 9: a bracket is"
    assert f"(tracker-for-paperkit 1.2): left out: {broken}" in paperkit("plugins").out
    listed = paperkit("packs", "list", "--project", tmp_path).out.splitlines()
    assert [line.partition(":")[0] for line in listed] == ["council", "mine", "partnership"]
    assert listed[1].startswith(f"mine: cannot be used. {broken}")


def test_packs_of_which_the_folder_is_a_text_are_left_out(site: Site, paperkit: Command) -> None:
    code = "from paperkit.plugins import PackPlugin\nplugin = PackPlugin(api=1, folder='packs')"
    site.add("paperkit.packs", code)
    assert "left out: its folder has to be Path, and is 'packs'" in paperkit("plugins").out


def test_all_are_switched_off_by_the_environment(
    site: Site, paperkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.add(READERS, GOOD)
    monkeypatch.setenv("PAPERKIT_PLUGINS", "Off")
    assert entry_points(READERS) == ()
    assert "No plug-in is installed" in paperkit("plugins").out


def test_of_a_distribution_that_is_there_twice_the_first_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, name, version in (("b", "Tracker.Kit", "1.0"), ("a", "tracker-kit", "2.0")):
        write(tmp_path / folder, name, version, {READERS: {"t": "tracker:reader [fast]"}})
        monkeypatch.syspath_prepend(tmp_path / folder)
    ((point,)) = entry_points(READERS)
    assert (str(point), point.value) == ("tracker-kit 2.0", "tracker:reader")


def test_what_pythons_own_library_finds_is_found(site: Site) -> None:
    from importlib import metadata

    site.add(READERS, GOOD)
    site.add("paperkit.rules", "", name="rules")
    for group in (READERS, "paperkit.rules", "paperkit.packs"):
        theirs = {(e.name, e.value, e.dist.version) for e in metadata.entry_points(group=group)}  # type: ignore[union-attr]
        assert {(e.name, e.value, e.version) for e in entry_points(group)} == theirs


def test_a_run_without_plugins_loads_nothing_for_them() -> None:
    code = (
        "import sys; sys.argv = ['paperkit', '--help']\n"
        "from paperkit.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print(sorted({'importlib.metadata', 'msgspec', 'paperkit.plugins'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"

"""Readers of plug-ins: data from elsewhere, with the checks and places of all data."""

from pathlib import Path

import pytest

from paperkit.errors import PaperkitError
from paperkit.pipeline.reading import read_board
from paperkit.plugins import ReaderPlugin
from tests.cli.conftest import Command
from tests.plugins.made import Site

LINES = """
from paperkit.plugins import ReaderPlugin, SourceError, sheet_of

def read(files):
    ((name, data),) = files.items()
    if not data:
        raise SourceError("Export it again.")
    lines = data.decode().splitlines()
    rows = [["Reference", "Action", "Deadline"], *(line.split("|") for line in lines)]
    return [sheet_of(name, "Actions", rows, [0, *range(1, len(lines) + 1)])]

plugin = ReaderPlugin(api=1, about="lines", suffixes=(".lines",), read=read)
"""
FOLDER = """
from paperkit.plugins import ReaderPlugin, sheet_of

def read(files):
    return [
        sheet_of("export", title, [line.split("|") for line in files[name].decode().splitlines()])
        for title, name in (("Actions", "a.txt"), ("People", "p.txt"))
    ]

plugin = ReaderPlugin(
    api=1, about="an export", folder=lambda names: {"a.txt", "p.txt"} <= set(names), read=read
)
"""
READERS = "paperkit.readers"


def project(folder: Path, **files: str) -> Path:
    """Return a project of settings and of files in its data folder."""
    (folder / "board").mkdir(parents=True)
    (folder / "paperkit.yaml").write_text("council: {name: Testshire}\npack: council\n", "utf-8")
    for name, text in files.items():
        path = folder / "board" / name.replace("__", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_a_file_of_a_plugins_ending_is_data_like_any_other(site: Site, tmp_path: Path) -> None:
    site.add(READERS, LINES)
    folder = project(tmp_path / "p", tracker__lines="1.1|Open|June 2026\n1.2|Train|soon")
    read = read_board(folder)
    assert [str(action.place.row) for action in read.board.actions] == ["tracker.lines, line 1"]
    wrong = [f"{found.code} {found.place}" for found in read.findings]
    assert wrong == ["PK-306 tracker.lines, line 2, Deadline"]


def test_a_folder_that_a_plugin_knows_is_read_as_a_whole(site: Site, tmp_path: Path) -> None:
    site.add(READERS, FOLDER)
    folder = project(tmp_path / "p")
    export = folder / "board" / "export"
    export.mkdir()
    (export / "a.txt").write_text("Reference|Action\n1.1|Open the hub", "utf-8")
    (export / "p.txt").write_text("Name|Job title\nAnn Carter|Director", "utf-8")
    read = read_board(folder)
    assert [str(action.place.row) for action in read.board.actions] == ["export, Actions!A2"]
    assert [person.name for person in read.board.people] == ["Ann Carter"]
    assert sorted(path.name for path in read.project.data) == ["a.txt", "p.txt"]


def test_a_reader_that_changes_its_mind_about_a_folder_is_told_of(
    site: Site, tmp_path: Path
) -> None:
    minds = FOLDER.replace(
        'lambda names: {"a.txt", "p.txt"} <= set(names)', "lambda names: minds.pop()"
    )
    site.add(READERS, minds.replace("plugin =", "minds = [False, True]\n\nplugin ="))
    export = project(tmp_path / "p") / "board" / "export"
    export.mkdir()
    for name in ("a.txt", "p.txt"):
        (export / name).write_text("Reference|Action\n1.1|Open the hub", "utf-8")
    with pytest.raises(PaperkitError, match="do not say the same of the folder"):
        read_board(tmp_path / "p")


def test_what_a_reader_cannot_read_is_told_of_the_file(
    site: Site, tmp_path: Path, paperkit: Command
) -> None:
    site.add(READERS, LINES)
    ran = paperkit("check", "--project", project(tmp_path / "p", tracker__lines=""))
    assert ran.code == 3
    assert ran.err == "Paperkit cannot go on. 'tracker.lines' cannot be read. Export it again.\n"


def test_a_reader_that_breaks_is_named_with_its_distribution(
    site: Site, tmp_path: Path, paperkit: Command
) -> None:
    site.add(READERS, LINES.replace("((name, data),)", "print('here'); name, data"))
    ran = paperkit("check", "--project", project(tmp_path / "p", tracker__lines="1.1|Open|June"))
    assert (ran.code, ran.out) == (3, "")
    assert "here\n" in ran.err
    assert (
        "'tracker.lines' cannot be read: the plug-in tracker of tracker-for-paperkit 1.2 broke "
        "off ('ValueError: not enough values to unpack (expected 2, got 1)'). Ask whoever "
        "installed it"
    ) in ran.err


def test_a_reader_that_gives_no_sheet_is_named_too(
    site: Site, tmp_path: Path, paperkit: Command
) -> None:
    site.add(READERS, LINES.replace("return [sheet_of", "return [list] or [sheet_of"))
    ran = paperkit("check", "--project", project(tmp_path / "p", tracker__lines="1.1|Open|June"))
    assert "it gave <class 'list'>, which is not a Sheet" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Actions", rows', "3, rows", "it gave a sheet of which its title has to be str, and is"),
        ("sheet_of(name,", "sheet_of(None,", "a sheet of which its file has to be str, and is Non"),
        ('line.split("|")', "line", "a row is a list of cells, and not '1.1|Open|June'"),
        ('line.split("|")', "[1j]", "it gave 1j as the value of a cell"),
        ("[0, *range(1, len(lines) + 1)]", "[1]", "there are 2 rows, the headings among them, and"),
        (
            "return [sheet_of(",
            "return [Sheet(",
            "it gave a sheet of which its hidden has to be bool",
        ),
        ("return [", "return None and [", "'NoneType' object is not iterable"),
    ],
)
def test_a_reader_that_gives_what_no_sheet_holds_is_named(
    site: Site, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    site.add(READERS, "from paperkit.plugins import Sheet\n" + LINES.replace(old, new))
    with pytest.raises(PaperkitError) as said:
        read_board(project(tmp_path / "p", tracker__lines="1.1|Open|June"))
    assert fault in str(said.value)
    assert "the plug-in tracker of tracker-for-paperkit 1.2 broke off (" in str(said.value)


def test_a_plugins_ending_may_be_in_capitals(site: Site, tmp_path: Path) -> None:
    site.add(READERS, LINES)
    read = read_board(project(tmp_path / "p", TRACKER__LINES="1.1|Open|June 2026"))
    assert [str(action.place.row) for action in read.board.actions] == ["TRACKER.LINES, line 1"]


def test_a_reader_that_breaks_when_asked_about_a_folder_is_a_gap(
    site: Site, tmp_path: Path
) -> None:
    site.add(READERS, FOLDER.replace('{"a.txt", "p.txt"} <= set(names)', "1 / 0"))
    folder = project(tmp_path / "p", actions__csv="Reference,Action\n1.1,Open")
    (folder / "board" / "export").mkdir()
    (folder / "board" / "export" / "a.txt").write_text("", "utf-8")
    said = [one.message for one in read_board(folder).findings if one.code == "PK-645"]
    assert said == [
        "The plug-in tracker of tracker-for-paperkit 1.2 was left out: 'ZeroDivisionError: division"
        " by zero'. What it reads was not read: it may be the folder 'export'."
    ]


def test_a_folder_that_two_plugins_would_read_is_refused(site: Site, tmp_path: Path) -> None:
    site.add(READERS, FOLDER, name="a")
    site.add(READERS, FOLDER, name="b")
    folder = project(tmp_path / "p")
    (folder / "board" / "export").mkdir()
    for name in ("a.txt", "p.txt"):
        (folder / "board" / "export" / name).write_text("", "utf-8")
    with pytest.raises(PaperkitError) as said:
        read_board(folder)
    assert str(said.value).startswith(
        "Two plug-ins would read the folder 'export': a of a-for-paperkit 1.2 and b of "
        "b-for-paperkit 1.2. Ask whoever installed it"
    )


def test_a_reader_that_cannot_be_loaded_is_a_gap_that_names_what_may_be_its_file(
    site: Site, sample: Path, paperkit: Command
) -> None:
    site.add(READERS, "import no_such_library")
    (sample / "board").mkdir()
    (sample / "board" / "more.lines").write_text("1.9|Open|June", "utf-8")
    ran = paperkit("check", "--project", sample)
    said = " ".join(ran.out.split())
    assert "PK-645" in said
    assert (
        "The plug-in tracker of tracker-for-paperkit 1.2 was left out: 'ModuleNotFoundError: No "
        "module named 'no_such_library''. What it reads was not read: it may be 'more.lines'."
    ) in said
    assert "PK-648" in said


def test_a_plugin_is_not_loaded_where_every_file_is_paperkits(site: Site, sample: Path) -> None:
    site.add(READERS, "raise SystemExit('loaded')")
    assert not [found for found in read_board(sample).findings if found.code == "PK-645"]


def test_a_file_that_nothing_reads_is_named(sample: Path) -> None:
    (sample / "board").mkdir()
    (sample / "board" / "more.lines").write_text("1.9|Open|June", "utf-8")
    (sample / "board" / "~$more.xlsx").write_text("", "utf-8")
    left = [found for found in read_board(sample).findings if found.code == "PK-648"]
    assert [found.message for found in left] == ["Left alone in the folder 'board': 'more.lines'."]
    assert left[0].asks_nothing


def test_a_reader_without_a_file_to_read_is_refused(site: Site, paperkit: Command) -> None:
    site.add(READERS, "from paperkit.plugins import ReaderPlugin\n"
             "plugin = ReaderPlugin(api=1, about='nothing', read=list)")  # fmt: skip
    assert "left out: it names no ending such as '.json'" in paperkit("plugins").out
    assert ReaderPlugin.__doc__

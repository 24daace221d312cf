"""The project folder: one settings file, and the Board's data beside it."""

from collections.abc import Iterator
from pathlib import Path

from paperkit.board.settings import Settings
from paperkit.board.settings_checks import check_settings
from paperkit.errors import ProjectError
from paperkit.files.yaml_in import read_tree
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen
from paperkit.schema.tree import build_tree

SETTINGS_FILE = "paperkit.yaml"
WORKBOOK, YAML_FILE, DATA_FOLDER = "board.xlsx", "board.yaml", "board"
# Other programs' workbooks are read with the extra "calc"; without it they are refused by name.
ENDINGS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".yaml")
PAPERS_FOLDER, PACKS_FOLDER = "papers", "packs"
OWNER_FILE_MARK = "~$"  # what Excel and Word put before the name of a file that is open


class Project(Frozen):
    """A project: its folder, its settings, its files of data, and what the settings lack."""

    folder: Path
    settings: Settings
    data: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def papers(self) -> Path:
        """Return the folder in which papers are put."""
        return self.folder / PAPERS_FOLDER

    @property
    def packs(self) -> Path:
        """Return the folder in which a council keeps packs of its own."""
        return self.folder / PACKS_FOLDER


def open_project(folder: Path) -> Project:
    """Return the project in a folder; ProjectError says what is not there."""
    settings = folder / SETTINGS_FILE
    if not folder.is_dir():
        raise ProjectError(
            f"There is no folder {folder}. Check the name, or make a project there with "
            f"'paperkit new {folder.name}'."
        )
    if not settings.is_file():
        raise ProjectError(
            f"{folder.resolve()} is not a project folder: it has no {SETTINGS_FILE}. Go to the "
            "folder of your project, or name it with --project."
        )
    planted = build_tree(Settings, read_tree(settings))
    findings = (*planted.findings, *_lacking(planted.value))
    return Project(folder, planted.value, _data(folder), findings)


def _lacking(settings: Settings) -> Iterator[Finding]:
    if not settings.council.name:
        message = "The settings do not say what the council is called."
        place = Place(SETTINGS_FILE, field="council")
        yield Finding("PK-222", place, message)
    yield from check_settings(settings, SETTINGS_FILE)


def _data(folder: Path) -> tuple[Path, ...]:
    """Return the files of data: the workbook or the YAML file, then those of the data folder."""
    main = [path for path in (folder / f"board{end}" for end in ENDINGS) if path.is_file()]
    if len(main) > 1:
        raise ProjectError(
            f"{folder.resolve()} has both {' and '.join(path.name for path in main)}. Keep one of "
            "them there and move the other away."
        )
    beside = sorted(
        path
        for path in (folder / DATA_FOLDER).glob("*")
        if path.suffix in ENDINGS and not path.name.startswith(OWNER_FILE_MARK)
    )
    if not main and not beside:
        raise ProjectError(_no_data(folder))
    return (*main, *beside)


def _no_data(folder: Path) -> str:
    others = sorted(
        path.name
        for path in folder.glob("*")
        if path.suffix in ENDINGS
        and not path.name.startswith(OWNER_FILE_MARK)
        and path.name != SETTINGS_FILE
    )
    found = f" It has {', '.join(others)}: rename the one to be used." if others else ""
    return (
        f"{folder.resolve()} has no data: neither {WORKBOOK}, nor {YAML_FILE}, nor a folder "
        f"'{DATA_FOLDER}' with files in it.{found}"
    )

"""The files of a project that hold the Board's data, and what they say, whoever reads them.

Workbooks, YAML and CSV are read by paperkit; other files by the plug-ins that are installed for
them. All of them give sheets or trees as they were typed, so what follows is the same for each.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from paperkit.board.data import TABLES, Assembled, assemble
from paperkit.container.reading import LARGEST_FILE, SMALL, ReadFile, content
from paperkit.errors import ProjectError, ReadError
from paperkit.files import ENDINGS, ending_of
from paperkit.files.headings import CSV_FILES, SHEETS, Aliases
from paperkit.files.yaml_in import LARGEST, tables_of
from paperkit.findings import CSV, Finding, Place, Severity, is_csv, of_severity, quoted
from paperkit.frozen import Frozen
from paperkit.installed import ASK_ABOUT, READERS, EntryPoint, entry_points
from paperkit.schema.cleaning import in_groups
from paperkit.schema.columns import Record

if TYPE_CHECKING:
    from paperkit.plugins import ReaderPlugin

SETTINGS_FILE = "paperkit.yaml"
WORKBOOK, YAML_FILE, DATA_FOLDER = "board.xlsx", "board.yaml", "board"
_OF_ONE_FILE = frozenset(ENDINGS) - {CSV}
OWNER_FILE_MARK = "~$"  # what Excel and Word put before the name of a file that is open
_NOT_OURS = (OWNER_FILE_MARK, ".", "Thumbs.db", "desktop.ini")

Held = tuple[tuple[str, bytes], ...]
"""Files with all that they hold, by their names within the project's folder."""
OwnHeadings = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""A council's own headings by sheet."""


class DataFiles(Frozen):
    """The files of a project that hold data, and what is to be said of the others beside them."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]


class Data(Frozen, dict=True):
    """The records of a project's files of data by table, and what was found in the files."""

    records: Mapping[str, Sequence[Record]]
    findings: tuple[Finding, ...]

    @cached_property
    def assembled(self) -> Assembled:
        """Return the Board's data of the records, worked out where they can be read."""
        return assemble(self.records)


# --- Which files hold data ------------------------------------------------------------------------


def data_files(folder: Path) -> DataFiles:
    """Return the files of data: the workbook or the YAML file, then those of the data folder.

    ProjectError where there are none, or where there are two of those of which there is one.
    """
    beside = sorted((folder / DATA_FOLDER).glob("*"))
    for path in (path for path in beside if _may_be_data(path) and path.is_dir()):
        raise ProjectError(
            f"'{path.name}' in the folder '{DATA_FOLDER}' is a folder, not a file. Rename it, and "
            f"move what is in it into '{DATA_FOLDER}'."
        )
    strangers = [path for path in beside if ending_of(path) not in ENDINGS and _is_somebodys(path)]
    by_plugins, findings = _of_plugins(folder, strangers)
    boards = [path for path in _boards(folder) if path.stem.casefold() == DATA_FOLDER]
    main = [path for path in boards if ending_of(path) in _OF_ONE_FILE and path.is_file()]
    main += [path for path in by_plugins if path.parent == folder]
    if len(main) > 1:
        raise ProjectError(
            f"{folder.resolve()} has both {' and '.join(path.name for path in main)}. Keep one of "
            "them there and move the other away."
        )
    others = [path for path in by_plugins if path.parent != folder]
    paths = (*main, *sorted([*filter(_may_be_data, beside), *others]))
    if not paths:
        raise _no_data(folder)
    read = {
        folder / DATA_FOLDER / path.relative_to(folder / DATA_FOLDER).parts[0] for path in others
    }
    left = [path.name for path in strangers if path not in read]
    if left:
        names = ", ".join(quoted(name) for name in left)
        message = f"Left alone in the folder '{DATA_FOLDER}': {names}."
        findings = (*findings, Finding("PK-648", Place(DATA_FOLDER), message, value=left[0]))
    findings += tuple(
        Finding(
            "PK-648", Place(path.name),
            f"{quoted(path.name)} was not read, as it is not called {quoted(name)}.",
            remedy="Nothing to do, unless it holds data of the Board: then "
            f"{'move the files in it into' if path.is_dir() else 'save it as .yaml in'} the "
            f"folder '{DATA_FOLDER}'.", value=path.name,
        )
        for path, name in _nearly_data(folder)
    )  # fmt: skip
    return DataFiles(paths, findings)


def _boards(folder: Path) -> list[Path]:
    """Return the files beside the settings that are called ``board``, as ``BOARD.XLSX`` is."""
    return sorted(path for path in folder.glob("*") if path.name.casefold().startswith("board."))


def _may_be_data(path: Path) -> bool:
    return ending_of(path) in ENDINGS and not path.name.startswith(OWNER_FILE_MARK)


def _is_somebodys(path: Path) -> bool:
    return not path.name.startswith(_NOT_OURS)


def _nearly_data(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield what is called nearly as data are, and so not read, with the name that is read.

    Where capitals make no difference to the system, a folder ``Board`` is the data folder itself.
    """
    ours = folder / DATA_FOLDER
    for path in sorted(folder.glob("*")):
        words = path.name.casefold()
        if words == DATA_FOLDER and path.is_dir() and not (ours.exists() and ours.samefile(path)):
            yield path, DATA_FOLDER
        elif words == f"{DATA_FOLDER}.yml" and path.is_file():
            yield path, YAML_FILE


def _no_data(folder: Path) -> ProjectError:
    others = sorted(path for path in folder.glob("*") if _may_be_data(path))
    files = [path.name for path in others if path.is_file() and path.name != SETTINGS_FILE]
    sheets = [name for name in files if is_csv(name)]
    names = [name for name in files if name not in sheets]
    found = ""
    for path, name in _nearly_data(folder):
        found += f" It has {quoted(path.name)}: rename it to {quoted(name)}."
    if folders := [quoted(path.name) for path in others if path.is_dir()]:
        each, them = ("a folder", "it") if len(folders) == 1 else ("folders", "them")
        found += (
            f" It has {each} called {' and '.join(folders)}: move the files in {them} into a "
            f"folder '{DATA_FOLDER}'."
        )
    if len(names) == 1:
        found += f" It has {names[0]}: rename it to '{DATA_FOLDER}{ending_of(names[0])}'."
    elif names:
        found += (
            f" It has {', '.join(names)}: rename the one with the Board's data to '{DATA_FOLDER}', "
            "and leave its ending as it is."
        )
    if sheets:
        found += f" It has {', '.join(sheets)}: move them into a folder '{DATA_FOLDER}'."
    return ProjectError(
        f"{folder.resolve()} has no data: neither {WORKBOOK}, nor {YAML_FILE}, nor a folder "
        f"'{DATA_FOLDER}' with files in it.{found}"
    )


def _of_plugins(folder: Path, strangers: Sequence[Path]) -> tuple[list[Path], tuple[Finding, ...]]:
    """Return the files that installed plug-ins read, and a gap for each plug-in that breaks.

    Plug-ins are loaded only where there is a file that paperkit itself does not read.
    """
    if not entry_points(READERS):
        return [], ()
    beside = [path for path in _boards(folder) if ending_of(path) not in ENDINGS]
    files = [path for path in (*beside, *strangers) if path.is_file()]
    folders = [path for path in strangers if path.is_dir()]
    if not files and not folders:
        return [], ()
    from paperkit.plugins import left_out, readers_of_folder

    found = [path for path in files if _reader_of(path.name)]
    broken: list[Finding] = []
    for one in folders:
        inside = [path for path in sorted(one.glob("*")) if path.is_file() and _is_somebodys(path)]
        readers, faults = readers_of_folder(one.name, tuple(path.name for path in inside))
        broken += faults
        if len(readers) > 1:
            theirs = " and ".join(f"{point.name} of {point}" for point, _ in readers)
            raise ReadError(
                f"Two plug-ins would read the folder {quoted(one.name)}: {theirs}. {ASK_ABOUT}; or "
                f"move {quoted(one.name)} away."
            )
        found += inside if readers else []
    names = ", ".join(quoted(path.name) for path in (*files, *folders))
    of_files = left_out(READERS, f"What it reads was not read: it may be {names}.")
    return found, (*of_files, *broken)


def _reader_of(name: str) -> "tuple[EntryPoint, ReaderPlugin] | None":
    """Return the plug-in that reads files with the ending of this name."""
    from paperkit.plugins import ReaderPlugin, working

    every = working(READERS, ReaderPlugin)
    words = name.casefold()
    return next(
        (one for one in every if any(words.endswith(s.casefold()) for s in one[1].suffixes)), None
    )


# --- What they say --------------------------------------------------------------------------------


def read_data(folder: Path, paths: Sequence[Path], aliases: Aliases) -> Data:
    """Return what these files of a project's folder hold; small ones are read once in a process.

    ``aliases`` are the council's own headings by sheet.
    """
    texts = (".yaml", CSV)
    most = {path: LARGEST if ending_of(path) in texts else LARGEST_FILE for path in paths}
    files = tuple(
        (path.relative_to(folder).as_posix(), content(path, limit)) for path, limit in most.items()
    )
    own = tuple((on, tuple(names.items())) for on, names in aliases.items())
    small = sum(len(data) for _, data in files) <= SMALL
    return (data_once if small else _read)(files, own, entry_points(READERS))


def _read(files: Held, own: OwnHeadings, _readers: tuple[EntryPoint, ...]) -> Data:
    records: dict[str, list[Record]] = {}
    findings: list[Finding] = []
    for read in _reads(files, {on: dict(names) for on, names in own}):
        findings += read.findings
        for table, rows in read.records.items():
            records.setdefault(table, []).extend(rows)
    if not records and not of_severity(findings, Severity.ERROR):
        naming = CSV_FILES if all(is_csv(name) for name, _ in files) else SHEETS
        looked = ", ".join(naming.of(table) for table in TABLES)
        message = f"Paperkit looked for {looked}, and found none of them."
        findings.append(Finding("PK-201", Place(DATA_FOLDER), message))
    return Data(records, tuple(findings))


# A process that makes several papers, as the demonstration does, meets the same data again.
data_once = lru_cache(maxsize=16)(_read)


def _reads(files: Held, aliases: Aliases) -> Iterator[ReadFile]:
    """Yield what each source says: a file, or all files of a plug-in's folder."""
    sheets = {PurePath(n).name: data for n, data in files if is_csv(n) and not _within(n)}
    if sheets:
        from paperkit.files.csv_in import read_csv_files

        yield read_csv_files(DATA_FOLDER, sheets, TABLES, aliases)
    of_folders = in_groups((str(PurePath(n).parent), (n, data)) for n, data in files if _within(n))
    for within, data in files:
        name, ending = PurePath(within).name, ending_of(within)
        if _within(within) or ending == CSV:
            continue
        if ending == ".yaml":
            yield tables_of(name, data, TABLES)
        elif ending in ENDINGS:
            # openpyxl is slow to import, and not needed where the data are YAML.
            from paperkit.files.workbook_in import workbook_of

            yield workbook_of(name, data, TABLES, aliases)
        else:
            yield _read_by_plugin(name, _reader_of(name), {name: data}, aliases)
    for folder, held in of_folders.items():
        from paperkit.plugins import readers_of_folder

        inside = {PurePath(within).name: data for within, data in held}
        readers, _ = readers_of_folder(folder, tuple(inside))
        if len(readers) != 1:
            raise ReadError(
                f"The plug-ins do not say the same of the folder '{folder}' each time that they "
                "are asked, so it was not read. Run 'paperkit plugins', and ask whoever made them."
            )
        yield _read_by_plugin(PurePath(folder).name, readers[0], inside, aliases)


def _within(name: str) -> bool:
    """Return whether a file is in a folder of the data folder."""
    return name.count("/") > 1


def _read_by_plugin(
    name: str,
    reader: "tuple[EntryPoint, ReaderPlugin] | None",
    files: Mapping[str, bytes],
    aliases: Aliases,
) -> ReadFile:
    """Return what a plug-in's reader gives of a file or a folder; ReadError where it breaks."""
    from paperkit.files.workbook_rows import read_sheets
    from paperkit.plugins import BrokenError, SourceError, sheets_of

    assert reader is not None
    point, plugin = reader
    try:
        sheets = sheets_of(plugin, files)
    except SourceError as fault:
        raise ReadError(f"{quoted(name)} cannot be read. {fault}") from fault
    except BrokenError as fault:
        raise ReadError(
            f"{quoted(name)} cannot be read: the plug-in {point.name} of {point} broke off "
            f"({fault}). {ASK_ABOUT}; or move {quoted(name)} away."
        ) from fault
    return read_sheets(name, {one.title: lambda one=one: one for one in sheets}, TABLES, aliases)  # type: ignore[misc]

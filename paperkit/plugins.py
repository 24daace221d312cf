"""What a plug-in gives to paperkit: readers of data, rules, packs of templates, commands.

This module is public, and is the only one that a plug-in needs: the types of what it gives, and of
what it is given. ``docs/plugins.md`` shows each at work. A distribution names what it gives in its
entry points, under ``paperkit.readers``, ``paperkit.rules``, ``paperkit.packs`` and
``paperkit.commands``; each line leads to one value of the types below.

Data go in and data come out. A reader gives sheets as they were typed, so that every check of the
declaration holds for them; a rule sees the board and gives findings. A plug-in is code that
somebody installed: it may do all that the person may who runs paperkit. One that breaks is named
with its distribution and left out, and the run goes on.
"""

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from paperkit.board.data import BoardData
from paperkit.errors import EndedBySystem, PaperkitError
from paperkit.files import ENDINGS, ending_of
from paperkit.files.grid import GridCell, Sheet, Stored
from paperkit.findings import Code, Finding, Place, RuleFinding, Severity, quoted
from paperkit.frozen import Frozen, replace
from paperkit.installed import COMMANDS, PACKS, READERS, RULES, EntryPoint, entry_points
from paperkit.schema.columns import Row
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import place_of

__all__ = [
    "API",
    "BoardAt",
    "BoardData",
    "Code",
    "CommandPlugin",
    "GridCell",
    "PackPlugin",
    "Place",
    "ReaderPlugin",
    "Row",
    "RuleFinding",
    "RulePlugin",
    "Severity",
    "Sheet",
    "SourceError",
    "Stored",
    "finding_of",
    "place_of",
    "sheet_of",
]  # fmt: skip

API = 1
"""The version of this module. It rises when what is here changes; additions do not raise it."""

_CODE = r"(?!PK-)[A-Z]{2,8}-\d{1,4}"
_LONGEST = 200
T = TypeVar("T")


class SourceError(PaperkitError):
    """Raised by a reader: the file is not what it can read; the text says what to do about it."""


class ReaderPlugin(Frozen, kw_only=True):
    """Reads a source of data: files of some endings, or all files of a folder.

    ``read`` is given the bytes of the files by their names: one file, or all of a folder for which
    ``folder`` says, by the names in it, that it is the reader's. It gives sheets named as the
    workbook's. What it raises as ``SourceError`` is reported of the file; anything else is a fault
    of the plug-in.
    """

    api: int
    about: str
    read: Callable[[Mapping[str, bytes]], Iterable[Sheet]]
    suffixes: tuple[str, ...] = ()
    folder: Callable[[Collection[str]], bool] | None = None


class RulePlugin(Frozen, kw_only=True):
    """Looks at the board from a meeting, and says what is wrong under codes of its own.

    A code is some capitals, a hyphen and a number, such as ``TRK-1``; never ``PK``.
    """

    api: int
    codes: tuple[Code, ...]
    rule: Callable[[BoardAt], Iterable[RuleFinding]]


class PackPlugin(Frozen, kw_only=True):
    """A folder of packs of templates, looked at after the project's own and before paperkit's."""

    api: int
    folder: Path


class CommandPlugin(Frozen, kw_only=True):
    """A command of click, added to paperkit's under the name of its entry point."""

    api: int
    command: Any


Plugin = ReaderPlugin | RulePlugin | PackPlugin | CommandPlugin
P = TypeVar("P", ReaderPlugin, RulePlugin, PackPlugin, CommandPlugin)
_TYPES: Mapping[str, type[Plugin]] = {
    READERS: ReaderPlugin, RULES: RulePlugin, PACKS: PackPlugin, COMMANDS: CommandPlugin,
}  # fmt: skip


def sheet_of(
    file: str, title: str, rows: Sequence[Sequence[Stored]], lines: Sequence[int] = ()
) -> Sheet:
    """Return a sheet of these rows, the headings first; ``None`` and blank texts are not cells.

    Places are cells of the sheet in that file, or its ``lines`` where each row's is given; they are
    as many as the rows.
    """
    if bare := [row for row in rows if isinstance(row, str | bytes)]:
        raise TypeError(f"a row is a list of cells, and not {bare[0]!r}")
    if lines and len(lines) != len(rows):
        raise ValueError(
            f"there are {len(rows)} rows, the headings among them, and {len(lines)} lines"
        )
    cells = {
        number: {
            index: GridCell(number, index, value)
            for index, value in enumerate(row, start=1)
            if value is not None and value != ""
        }
        for number, row in enumerate(rows, start=1)
    }
    return Sheet(file, title, cells, lines=dict(enumerate(lines, start=1)))


def finding_of(
    code: Code, row: Row, name: str, message: str, *, value: str = "", person: str = ""
) -> RuleFinding:
    """Return a finding under a plug-in's code at the cell of a row, of the column ``name``."""
    return RuleFinding(code.number, place_of(row, name), message, "", value, person, of=code)


# --- What is installed, loaded where it is asked for ----------------------------------------------


class Loaded(Frozen):
    """A plug-in that can be used, or why one cannot: ``plugin`` is None where it was left out."""

    point: EntryPoint
    plugin: Plugin | None
    fault: str = ""


class BrokenError(Exception):
    """A plug-in did what it may not; the text says what, in a few words."""


def guarded(run: Callable[[], T]) -> T:
    """Return what a plug-in's code returns; BrokenError for whatever it raises.

    What it prints goes to stderr, since stdout is the command's. Only a person, with Ctrl-C, and
    the system end the run.
    """
    try:
        with redirect_stdout(sys.stderr):
            return run()
    except (BrokenError, PaperkitError, KeyboardInterrupt, EndedBySystem):
        raise
    except BaseException as fault:
        raise BrokenError(quoted(words_of(fault), _LONGEST)) from fault


def words_of(fault: BaseException) -> str:
    """Return what was raised, in one line; its name alone where it cannot say more."""
    try:
        said = str(fault)
    except Exception:
        said = ""
    return " ".join(f"{type(fault).__name__}: {said}".split()).rstrip(": ")


def misfit(value: Frozen) -> str:
    """Return what is wrong with the first field that is not of its type; blank where all are."""
    for name, wanted in _types(type(value)).items():
        found = getattr(value, name)
        if not _fits(found, wanted):
            return f"its {name} has to be {_in_words(wanted)}, and is {_shown(found)}"
    return ""


@cache
def _types(kind: type[Frozen]) -> Mapping[str, Any]:
    return MappingProxyType(get_type_hints(kind))


def _fits(value: object, wanted: Any) -> bool:
    """Return whether a value is of a type, as the fields of what a plug-in gives name theirs."""
    kind, parts = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return True
    if kind in (Union, UnionType):
        return any(_fits(value, one) for one in parts)
    if kind is Callable:
        return callable(value)
    if not isinstance(value, kind or wanted):
        return False
    if isinstance(value, Mapping) and parts:
        return all(
            _fits(one, part)
            for pair in value.items()
            for one, part in zip(pair, parts, strict=True)
        )
    if isinstance(value, tuple | frozenset) and parts:
        return all(_fits(one, parts[0]) for one in value)
    return not (isinstance(value, Frozen) and misfit(value))


def _shown(value: object) -> str:
    return quoted(repr(value))[1:-1]


def _in_words(wanted: Any) -> str:
    """Return a type as a programmer reads it: ``tuple of str``, ``function``."""
    kind, parts = get_origin(wanted), get_args(wanted)
    if kind in (Union, UnionType):
        return " or ".join(map(_in_words, parts))
    if kind is Callable:
        return "function"
    if kind is tuple:
        return f"tuple of {_in_words(parts[0])}"
    return getattr(wanted, "__name__", str(wanted))


def loaded(group: str) -> tuple[Loaded, ...]:
    """Return every plug-in of a group, those that break with the reason, each loaded once."""
    return _loaded(entry_points(group))


@lru_cache(maxsize=64)
def _loaded(points: tuple[EntryPoint, ...]) -> tuple[Loaded, ...]:
    found: list[Loaded] = []
    for point in points:
        try:
            found.append(Loaded(point, _checked(point, guarded(point.load), found)))
        except (BrokenError, PaperkitError) as fault:
            found.append(Loaded(point, None, str(fault)))
    return tuple(found)


def _checked(point: EntryPoint, plugin: object, before: Sequence[Loaded]) -> Plugin:
    """Return a plug-in that is what its group asks for; BrokenError says what is wrong with it."""
    wanted = _TYPES[point.group]
    if not isinstance(plugin, wanted):
        raise BrokenError(f"{quoted(point.value)} is not a {wanted.__name__}")
    if isinstance(plugin.api, int) and plugin.api != API:
        age = "a newer" if plugin.api > API else "an earlier"
        raise BrokenError(f"it was made for {age} paperkit (plug-ins {plugin.api}, here {API})")
    if wrong := misfit(plugin):
        raise BrokenError(wrong)
    others = [one for one in before if one.plugin]
    match plugin:
        case ReaderPlugin():
            _check_reader(plugin, others)
        case PackPlugin() if not plugin.folder.is_dir():
            raise BrokenError(f"its folder {plugin.folder} is not there")
        case RulePlugin():
            _check_codes(plugin, others)
        case CommandPlugin():
            for one in before:
                if one.point.name == point.name:
                    raise BrokenError(f"{one.point} has a command of that name, too")
    return plugin


def _check_reader(plugin: ReaderPlugin, others: Sequence[Loaded]) -> None:
    """Raise BrokenError where a reader's endings are none, or are read by somebody else."""
    bare = [one for one in plugin.suffixes if one[:1] != "." or len(one) == 1]
    if bare or not (plugin.suffixes or plugin.folder):
        raise BrokenError("it names no ending such as '.json', nor a test of a folder")
    for ending in plugin.suffixes:
        if (last := ending_of(f"a{ending}")) in ENDINGS:
            raise BrokenError(f"paperkit reads files that end in {last} itself")
        for one in others:
            theirs = one.plugin.suffixes if isinstance(one.plugin, ReaderPlugin) else ()
            if any(_overlap(ending, other) for other in theirs):
                raise BrokenError(f"{one.point} reads files that end in {ending}, too")


def _overlap(ending: str, other: str) -> bool:
    """Return whether some file has both endings."""
    one, two = ending.casefold(), other.casefold()
    return one.endswith(two) or two.endswith(one)


def _check_codes(plugin: RulePlugin, others: Sequence[Loaded]) -> None:
    """Raise BrokenError where a code is not a plug-in's to have."""
    taken = {code.number: one.point for one in others for code in _codes(one)}
    for code in plugin.codes:
        if not re.fullmatch(_CODE, code.number):
            raise BrokenError(f"its code {quoted(code.number)} is not like TRK-1")
        if code.number in taken:
            raise BrokenError(f"{taken[code.number]} has the code {code.number}, too")
        if [one.number for one in plugin.codes].count(code.number) > 1:
            raise BrokenError(f"it has the code {code.number} twice")
        if not all(map(str.strip, (code.title, code.meaning, code.example, code.remedy))):
            raise BrokenError(f"its code {code.number} lacks a title, meaning, example or remedy")


def _codes(one: Loaded) -> tuple[Code, ...]:
    return one.plugin.codes if isinstance(one.plugin, RulePlugin) else ()


def working(group: str, kind: type[P]) -> Iterator[tuple[EntryPoint, P]]:
    """Yield the plug-ins of a group that can be used, each with where it comes from."""
    for one in loaded(group):
        if isinstance(one.plugin, kind):
            yield one.point, one.plugin


def left_out(group: str, so: str) -> Iterator[Finding]:
    """Yield a gap for each plug-in of a group that breaks; ``so`` says what was not done."""
    for one in loaded(group):
        if one.plugin is None:
            yield _left_out(one.point, one.fault, so)


def _left_out(point: EntryPoint, fault: str, so: str) -> Finding:
    message = f"The plug-in {point.name} of {point} was left out: {fault}. {so}"
    return Finding("PK-645", Place(), message, value=str(point))


# --- Readers --------------------------------------------------------------------------------------


def readers_of_folder(
    folder: str, names: Collection[str]
) -> tuple[tuple[tuple[EntryPoint, ReaderPlugin], ...], tuple[Finding, ...]]:
    """Return the readers that say of a folder's names that it is theirs.

    There is a gap for each that breaks when it is asked.
    """
    found, broken = [], []
    for point, plugin in working(READERS, ReaderPlugin):
        takes = plugin.folder
        try:
            if takes and names and guarded(lambda takes=takes: takes(names)):  # type: ignore[misc]
                found.append((point, plugin))
        except (BrokenError, PaperkitError) as fault:
            so = f"What it reads was not read: it may be the folder {quoted(folder)}."
            broken.append(_left_out(point, str(fault), so))
    return tuple(found), tuple(broken)


def sheets_of(plugin: ReaderPlugin, files: Mapping[str, bytes]) -> tuple[Sheet, ...]:
    """Return the sheets that a reader gives of these files.

    SourceError is the reader's own; BrokenError where it breaks, or gives what is not a sheet.
    """
    sheets = guarded(lambda: tuple(plugin.read(files)))
    titles: set[str] = set()
    for sheet in sheets:
        if not isinstance(sheet, Sheet):
            raise BrokenError(f"it gave {_shown(sheet)}, which is not a Sheet")
        # Of the sheet all is looked at, of its many cells what they hold.
        if wrong := misfit(replace(sheet, rows=MappingProxyType({}))):
            raise BrokenError(f"it gave a sheet of which {wrong}")
        if sheet.title in titles:
            raise BrokenError(f"it gave the sheet {quoted(sheet.title)} twice")
        titles.add(sheet.title)
        guarded(lambda sheet=sheet: _check_cells(sheet))  # type: ignore[misc]
    return sheets


def _check_cells(sheet: Sheet) -> None:
    """Raise BrokenError where a cell of a sheet is none, or is elsewhere than it says."""
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            if not isinstance(cell, GridCell) or (cell.row, cell.column) != (row, column):
                raise BrokenError(f"it gave {_shown(cell)} as the cell {row}, {column}")
            if not isinstance(cell.value, Stored):
                raise BrokenError(f"it gave {_shown(cell.value)} as the value of a cell")


# --- Rules ----------------------------------------------------------------------------------------


def codes() -> Iterator[Code]:
    """Yield every code that the rules of plug-ins declare."""
    for one in loaded(RULES):
        yield from _codes(one)


def findings_of_rules(at: BoardAt) -> Iterator[Finding]:
    """Yield what the rules of plug-ins find, and a gap for each that could not be asked to its end.

    A rule that breaks has found nothing, whatever it said before.
    """
    yield from left_out(RULES, "What its rules look for was not looked for.")
    for point, plugin in working(RULES, RulePlugin):
        try:
            yield from _ruled(plugin, at)
        except (BrokenError, PaperkitError) as fault:
            said = " ".join(str(fault).split())
            message = f"The rule {point.name} of {point} broke off: {said.rstrip('.')}. "
            message += "What it looks for was not looked for."
            yield Finding("PK-646", Place(), message, value=str(point))


def _ruled(plugin: RulePlugin, at: BoardAt) -> tuple[RuleFinding, ...]:
    found = guarded(lambda: tuple(plugin.rule(at)))
    for one in found:
        if not isinstance(one, RuleFinding):
            raise BrokenError(f"it gave {_shown(one)}, which is not a RuleFinding")
        if wrong := misfit(one):
            raise BrokenError(f"it gave a finding of which {wrong}")
        if not one.message.strip():
            raise BrokenError("it gave a finding without words")
        if one.of not in plugin.codes or one.code != one.of.number:
            raise BrokenError(f"it gave {quoted(one.code)}, which is not a code of its own")
    return found


# --- Packs ----------------------------------------------------------------------------------------


def pack_folders() -> tuple[Path, ...]:
    """Return the folders of packs that plug-ins bring."""
    return tuple(plugin.folder for _, plugin in working(PACKS, PackPlugin))

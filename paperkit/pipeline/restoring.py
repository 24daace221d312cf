"""Give a paper back from the record, byte for byte, also where the folder of papers is lost."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path, PurePath

from paperkit.board.history import Enclosed, Filed, History, Removed
from paperkit.container.writing import NewFile, folder_for, safe_name, write_file, write_files
from paperkit.errors import LogError, UnknownNameError
from paperkit.frozen import Frozen, replace
from paperkit.packs.file_names import name_typed, shortens
from paperkit.pipeline.reading import Project, did_you_mean, open_project
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import sources_as_filed
from paperkit.record.copies import copies
from paperkit.record.kept import kept
from paperkit.record.log import read_log
from paperkit.record.versions import Version, called, versions
from paperkit.schema.dates import in_words


class Restored(Frozen):
    """The file that was given back; or, where several versions could be meant, these and why.

    ``data`` are the settings and files of data that it was made from, where these were given back.
    """

    file: Path | None
    version: Version | None
    versions: Sequence[Version]
    refused: str = ""
    data: tuple[Path, ...] = ()


def restore(folder: Path, paper: str, *, to: Path | None = None, number: int = 0) -> Restored:
    """Return a paper as it was built, put into the folder that it had, or into another.

    ``number`` says which version, where there are several. UnknownNameError where the record has
    no such paper or more than one, LogError where its bytes are not kept, WriteError where a file
    is there already.
    """
    project = open_project(folder)
    history = read_log(project.folder / LOG_FILE)
    chosen = _chosen(project, history, paper, number)
    if chosen.version is None:
        return chosen
    place = file_of(project, chosen.version.row)
    file = to / place.name if to else place
    data = _bytes_of(project, history, chosen.version.row)
    with folder_for(file.parent):
        write_file(file, data, replace=False)
    return replace(chosen, file=file)


def restore_data(folder: Path, paper: str, *, to: Path, number: int = 0) -> Restored:
    """Return what a paper was made from, put into another folder: settings, data, as typed.

    All of it is given back, or none. The same errors as of ``restore``; LogError also where the
    record does not keep it.
    """
    project = open_project(folder)
    history = read_log(project.folder / LOG_FILE)
    chosen = _chosen(project, history, paper, number)
    if chosen.version is None:
        return chosen
    row = chosen.version.row
    found = sources_as_filed(project.folder / LOG_FILE, row) if isinstance(row, Filed) else {}
    if not found:
        raise LogError(
            f"The record does not keep what '{row.file}' was made from: it was built by paperkit "
            "0.1.0, is a file that went with a paper, or it was removed."
        )
    files = [NewFile(to.joinpath(*_steps(name)), data) for name, data in found.items()]
    with ExitStack() as stack:
        for path in dict.fromkeys(file.path.parent for file in files):
            stack.enter_context(folder_for(path))
        write_files(files)
    return replace(chosen, data=tuple(file.path for file in files))


def _chosen(project: Project, history: History, paper: str, number: int) -> Restored:
    """Return the version that is meant; without one where it is to be said which."""
    try:
        found = the_paper(history, paper)
    except UnknownNameError as fault:
        beside = [path.name for path in copies(project.folder)]
        if not beside:
            raise
        raise UnknownNameError(
            f"{fault} Or the paper is in {_listed(beside)} beside the log: 'paperkit record adopt' "
            "takes over what that copy holds."
        ) from fault
    version, why = the_version(found, number)
    return Restored(None, version, found, why)


def the_version(every: Sequence[Version], number: int) -> tuple[Version | None, str]:
    """Return the version of that number, or the only one; else None, and that one is to be said.

    UnknownNameError where no version has the number.
    """
    numbers = [one.number for one in every]
    count = "1 version" if len(every) == 1 else f"{len(every)} versions"
    has = f"'{every[0].row.file}' has {count}."
    if number and number not in numbers:
        raise UnknownNameError(f"{has} Give --version a number from {numbers[0]} to {numbers[-1]}.")
    if not number and len(every) > 1:
        return None, f"{has} Say which with --version."
    return next(one for one in every if number in (0, one.number)), ""


def _bytes_of(project: Project, history: History, row: Filed | Enclosed) -> bytes:
    """Return the bytes of a file that the record keeps; LogError says why it does not."""
    data = kept(project.folder / LOG_FILE, [row.sha256]).get(row.sha256)
    if data is None:
        refuse_removed(history, row)
        raise LogError(
            f"The record knows '{row.file}' but did not keep it: it was built by paperkit "
            "0.1.0. Look for the file in the folder's version history or in a backup."
        )
    return data


def refuse_removed(history: History, row: Filed | Enclosed) -> None:
    """Raise LogError where the bytes of a file were removed from the record: when, by whom, why."""
    gone = history.bytes_removed.get(row.sha256)
    if gone and isinstance(gone.row, Removed):
        day, why = in_words(gone.recorded_on), gone.row.reason.rstrip(".")
        raise LogError(
            f"'{row.file}' was removed from the record on {day} by {gone.row.by}: {why}. Its hash "
            f"is kept, and entry {gone.number} says so; its bytes are gone for good."
        )


def file_named(folder: Path, words: str) -> Path | None:
    """Return the file that words name, as a path or in a folder; None where there is none."""
    return next((path for path in paths_named(folder, words) if path.is_file()), None)


def paths_named(folder: Path, words: str) -> Sequence[Path]:
    """Return what there is that words name, as a path or in a folder.

    Words that are too long for the name of a file name nothing: asking for it is an error.
    """
    with suppress(OSError):
        return [path for path in (Path(words), folder / words) if path.exists()]
    return []


def papers_named(history: History, words: str) -> Mapping[str, Sequence[Version]]:
    """Return the papers that somebody typed: a file, with or without its path, title or reference.

    A title may have a slash or a colon, which the name of its file has not: so "Budget 2025/26" is
    looked for whole, and as a file would be called, before it is taken for a path that ends in 26.
    One that is too long for the name of a file is in it as far as there was room.
    """
    ways = (words, safe_name(words), name_typed(words)) if words.strip() else ()
    found = next(filter(None, (called(history, way) for way in ways)), None)
    if found is None and words.strip():
        return {
            name: every
            for name, every in versions(history).items()
            if any(shortens(one.row.file, words) for one in every)
        }
    return found or {}


def the_paper(history: History, words: str) -> Sequence[Version]:
    """Return the versions of the one paper that somebody typed.

    UnknownNameError where the words name none, or several.
    """
    found = papers_named(history, words)
    if len(found) == 1:
        return next(iter(found.values()))
    names = [group[-1].row.file for group in (found or versions(history)).values()]
    if found:
        raise UnknownNameError(
            f"'{words}' could be {len(found)} papers: {_listed(names)}. Name one by its file."
        )
    there = f"It has: {_listed(names)}." if names else "Build a final first, with --final."
    raise UnknownNameError(
        f"The record has no final called '{words}'. {did_you_mean(words, names, there)}"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def file_of(project: Project, row: Filed | Enclosed) -> Path:
    """Return where a file was put in the folder of papers; no name leads out of that."""
    return project.papers.joinpath(*_steps(row.folder), PurePath(row.file).name)


def _steps(path: str) -> list[str]:
    """Return the steps of a path in the record; none leads upwards, to the root or to a drive."""
    return [step for step in PurePath(path).parts if step != ".." and not PurePath(step).anchor]

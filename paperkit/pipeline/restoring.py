"""Give a paper back from the record, byte for byte, also where the folder of papers is lost."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from paperkit.board.history import Enclosed, Filed, History, Removed
from paperkit.container.writing import folder_for, write_file
from paperkit.errors import LogError, UnknownNameError
from paperkit.frozen import Frozen
from paperkit.pipeline.reading import Project, did_you_mean, open_project
from paperkit.record import LOG_FILE
from paperkit.record.copies import copies
from paperkit.record.kept import kept
from paperkit.record.log import read_log
from paperkit.record.versions import Version, called, versions
from paperkit.schema.dates import in_words


class Restored(Frozen):
    """The file that was given back; or, where several versions could be meant, these and why."""

    file: Path | None
    version: Version | None
    versions: Sequence[Version]
    refused: str = ""


def restore(folder: Path, paper: str, *, to: Path | None = None, number: int = 0) -> Restored:
    """Return a paper as it was built, put into the folder that it had, or into another.

    ``number`` says which version, where there are several. UnknownNameError where the record has
    no such paper or more than one, LogError where its bytes are not kept, WriteError where a file
    is there already.
    """
    project = open_project(folder)
    log = project.folder / LOG_FILE
    history = read_log(log)
    try:
        found = the_paper(history, PurePath(paper.replace("\\", "/")).name)
    except UnknownNameError as fault:
        beside = [path.name for path in copies(folder)]
        if not beside:
            raise
        raise UnknownNameError(
            f"{fault} Or the paper is in {_listed(beside)} beside the log: 'paperkit record adopt' "
            "takes over what that copy holds."
        ) from fault
    numbers = [one.number for one in found]
    if number and number not in numbers:
        raise UnknownNameError(
            f"'{found[0].row.file}' has {counted(len(found))}. Give --version a number from "
            f"{numbers[0]} to {numbers[-1]}."
        )
    if not number and len(found) > 1:
        why = f"'{found[0].row.file}' has {counted(len(found))}. Say which with --version."
        return Restored(None, None, found, why)
    version = next(one for one in found if number in (0, one.number))
    row = version.row
    data = kept(log, [row.sha256]).get(row.sha256)
    if data is None:
        refuse_removed(history, row)
        raise LogError(
            f"The record has the hash of '{row.file}' and not its bytes: it was built by paperkit "
            "0.1.0. Look for the file in the folder's version history or in a backup."
        )
    place = file_of(project, row)
    file = to / place.name if to else place
    with folder_for(file.parent):
        write_file(file, data, replace=False)
    return Restored(file, version, found)


def refuse_removed(history: History, row: Filed | Enclosed) -> None:
    """Raise LogError where the bytes of a file were removed from the record: when, by whom, why."""
    gone = history.bytes_removed.get(row.sha256)
    if gone and isinstance(gone.row, Removed):
        day, why = in_words(gone.recorded_on), gone.row.reason.rstrip(".")
        raise LogError(
            f"'{row.file}' was removed from the record on {day} by {gone.row.by}: {why}. Its hash "
            f"is kept, and entry {gone.number} says so; its bytes are gone for good."
        )


def the_paper(history: History, words: str) -> Sequence[Version]:
    """Return the versions of the one paper that the words name; UnknownNameError else."""
    found = called(history, words)
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
    steps = [step for step in PurePath(row.folder).parts if step not in ("..", "/", "\\")]
    return project.papers.joinpath(*steps, PurePath(row.file).name)


def counted(number: int) -> str:
    """Return how many versions there are, in words."""
    return f"{number} version" if number == 1 else f"{number} versions"

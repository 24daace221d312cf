"""Write files safely, under names that every computer takes; paperkit writes none otherwise.

A file is written next to its target, flushed to the disk, then put in place in one step: so a
reader sees the old file or the new one, whole, whatever happens in between. Of several files
all are put in place or none; only a machine that stops between two leaves the first without the
second, so the record comes first and the paper last. Why a file could not be written is said in
one sentence, with the one thing to do.
"""

import contextlib
import errno
import os
import re
import secrets
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from paperkit.errors import WriteError
from paperkit.frozen import Frozen

_PATH_TOO_LONG = 206
_WINDOWS_PATH = 259
_PROGRAMS = {".docx": "Word", ".xlsx": "Excel", ".pdf": "the program that shows it"}
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_FULL = (errno.ENOSPC, errno.EDQUOT)


def already_there(path: Path) -> str:
    """Return that there is something already where a new file was to be put."""
    return (
        f"'{path.name}' is already there, and paperkit does not write over it. "
        f"Move or rename it, then try again."
    )


def why_not_replaced(path: Path, fault: OSError) -> str:
    """Return who or what holds the file, as far as can be known."""
    if not path.exists():
        return why_not_written(path, fault)
    program = _PROGRAMS.get(path.suffix.lower(), "the program that has it open")
    close = f"Close '{path.name}' in {program} and try again."
    owner = _owner(path)
    if owner:
        close = (
            f"{owner} has '{path.name}' open: it must be closed in {program} before you try again."
        )
    return f"{close} Your earlier file is untouched."


def _owner(path: Path) -> str:
    """Return who has the file open, from the owner file that Word and Excel put next to it.

    Excel puts ``~$`` before the name; Word lets it take the place of the first two letters of
    a long one. Its first byte counts the letters of the name that follows.
    """
    for letters in (0, 1, 2):
        with contextlib.suppress(OSError, ValueError):
            data = path.with_name(f"~${path.name[letters:]}").read_bytes()
            name = data[1 : 1 + data[0]].decode("cp1252").strip() if data else ""
            if name.isprintable() and name:
                return name
    return ""


def why_not_written(path: Path, fault: OSError) -> str:
    """Return why the operating system refused, and the one thing to do."""
    name, folder = path.name, path.parent if path.parent != Path() else Path.cwd()
    too_long = fault.errno == errno.ENAMETOOLONG or getattr(fault, "winerror", 0) == _PATH_TOO_LONG
    if os.name == "nt" and isinstance(fault, FileNotFoundError):
        # Windows says "not found" of a path that is too long.
        too_long = too_long or len(str(path.absolute())) > _WINDOWS_PATH
    if too_long:
        return (
            f"The path to '{name}' is too long for this computer. Move the folder nearer to the "
            f"top, for example Documents\\papers."
        )
    if fault.errno in _FULL:
        return f"There is no room on the disk for '{name}'. Make room, then try again."
    if not folder.is_dir():
        return f"There is no folder '{folder}' for '{name}'. Make the folder, then try again."
    if fault.errno in _DENIED:
        return (
            f"You may not write in the folder '{folder}', so '{name}' was not written. "
            f"Choose another folder, or ask its owner for the right to write there."
        )
    reason = fault.strerror or "no reason given"
    return f"'{name}' could not be written ({reason}). Check the disk, then try again."


# --- Putting files in place -------------------------------------------------------------------

# Windows refuses for a moment while a virus scanner or OneDrive looks at a file.
_WAITS = (0.1, 0.2, 0.4, 0.8, 1.0)
_MARK = ".paperkit-"


class NewFile(Frozen):
    """A file to be written; without ``replace`` only where there is nothing at its path."""

    path: Path
    data: bytes
    replace: bool = False


class _Step(Frozen):
    """One file on its way: where it is made, and what holds the old one until all is done."""

    file: NewFile
    temporary: Path
    old: Path

    @property
    def in_place(self) -> bool:
        """Return whether a file that was flushed has become the target."""
        if not os.path.lexists(self.temporary):
            return True
        with contextlib.suppress(OSError):
            return self.temporary.samefile(self.file.path)
        return False


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Put the data at the path; without ``replace`` only where there is nothing yet.

    WriteError says in one sentence why it could not be done; what was there is then
    untouched, and nothing of the new file is left over.
    """
    write_files((NewFile(path, data, replace),))


def nothing_else() -> None:
    """Do nothing between writing the files and putting them in place."""


def write_files(files: Sequence[NewFile], once_beside: Callable[[], object] = nothing_else) -> None:
    """Put all files in place, in their order; after a WriteError or Ctrl-C none of them.

    ``once_beside`` is called when all are next to their targets and flushed, before the first is
    put in place: if it raises, none is.
    """
    steps: list[_Step] = []
    for file in files:
        _check_target(file)
        mark = f"{_MARK}{secrets.token_hex(6)}"
        steps.append(_Step(file, file.path.with_name(mark), file.path.with_name(f"{mark}-old")))
    flushed = False
    try:
        for step in steps:
            with refusals_explained(step.file.path), step.temporary.open("xb") as new:
                new.write(step.file.data)
                new.flush()
                os.fsync(new.fileno())
        flushed = True
        once_beside()
        for step in steps:
            if step is not steps[-1]:  # nothing follows the last, which could fail
                _keep_old(step)
            _put_in_place(step)
            _flush_folder(step.file.path.parent)
    except BaseException:
        if flushed and not steps[-1].in_place:
            # Old files come back and new ones go, the last first.
            for step in reversed(steps):
                if step.in_place and os.path.lexists(step.old):
                    persistently(partial(step.old.replace, step.file.path))
                elif step.in_place:
                    persistently(partial(step.file.path.unlink, missing_ok=True))
        raise
    finally:
        # A stack goes on to the next where one ends in Ctrl-C.
        with contextlib.ExitStack() as each:
            for step in steps:
                for path in (step.temporary, step.old):
                    each.callback(persistently, partial(path.unlink, missing_ok=True))


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put new files into a folder, by their paths within it; all of them or none.

    Missing folders are made.
    """
    made = [NewFile(folder / name, data) for name, data in files.items()]
    with contextlib.ExitStack() as folders:
        for file in made:
            folders.enter_context(folder_for(file.path.parent))
        write_files(made)


@contextlib.contextmanager
def folder_for(folder: Path) -> Iterator[None]:
    """Make a folder, and those above it, for what is written in the block.

    If the block raises, the folders that were made here are removed.
    """
    lacking = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    try:
        make_folder(folder)
        yield
    except BaseException:
        for path in lacking:
            persistently(path.rmdir)
        raise


def persistently(clear_up: Callable[[], object]) -> None:
    """Clear up, with a second attempt if a virus scanner or Ctrl-C interferes with the first.

    If a memory stick was pulled out there is nothing left to clear up; no error is raised.
    """
    try:
        clear_up()
    except (OSError, KeyboardInterrupt) as fault:
        with contextlib.suppress(OSError):
            clear_up()
        if isinstance(fault, KeyboardInterrupt):
            raise


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are not there; WriteError says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as fault:
        raise WriteError(
            f"'{folder}' is a file, and a folder is needed there. Move or rename the file."
        ) from fault
    except OSError as fault:
        raise WriteError(
            f"The folder '{folder}' cannot be made ({fault.strerror}). Choose a place where you "
            "may write, such as your Documents."
        ) from fault


@contextlib.contextmanager
def refusals_explained(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses in the block into a WriteError that says why."""
    try:
        yield
    except OSError as fault:
        raise WriteError(why_not_written(path, fault)) from fault


def _check_target(file: NewFile) -> None:
    path = file.path
    with refusals_explained(path):
        if path.is_symlink():
            raise WriteError(
                f"'{path.name}' is a link to a file elsewhere, and paperkit does not write "
                f"through links. Take the link away, or choose another folder."
            )
        if path.is_dir():
            raise WriteError(f"'{path.name}' is a folder. Give the file another name.")
        if path.exists() and not file.replace:
            raise WriteError(already_there(path))


def _keep_old(step: _Step) -> None:
    path = step.file.path
    with refusals_explained(path):
        if path.exists():
            try:
                step.old.hardlink_to(path)
            except (OSError, NotImplementedError):
                step.old.write_bytes(path.read_bytes())  # the disk has no hard links


def _put_in_place(step: _Step) -> None:
    target = step.file.path
    for wait in (*_WAITS, None):
        try:
            if step.file.replace:
                step.temporary.replace(target)
            else:
                _name_anew(step.temporary, target)
            return
        except FileExistsError as fault:
            raise WriteError(already_there(target)) from fault
        except PermissionError as fault:
            if wait is None:
                raise WriteError(why_not_replaced(target, fault)) from fault
            time.sleep(wait)
        except OSError as fault:
            raise WriteError(why_not_written(target, fault)) from fault


def _name_anew(temporary: Path, target: Path) -> None:
    """Give the file its name in one step that cannot replace another file, if the disk can."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "exists", str(target)) from None
        temporary.replace(target)


def _flush_folder(folder: Path) -> None:
    """Flush the folder's own entry; Windows cannot, and need not."""
    with contextlib.suppress(OSError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


# --- One run at a time in a folder ------------------------------------------------------------
#
# What one run has read another does not change meanwhile. The lock is the operating system's, so it
# goes with the process that holds it, however it ends; its file is in the folder only while
# somebody writes there.

LOCK_FILE = ".paperkit-lock"
_ATTEMPTS, _PAUSE = 100, 0.1

if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def folder_lock(path: Path) -> Iterator[None]:
    """Hold the folder of a file that is to be written, for the block.

    WriteError where another run holds it for ten seconds. A network drive without locks lets
    the block run all the same: each file is still whole.
    """
    lock = path.with_name(LOCK_FILE)
    held = _acquired(lock, path)
    try:
        yield
    finally:
        _release(lock, held)


def _acquired(lock: Path, path: Path) -> int:
    """Return the number of the lock's open file, once it is held."""
    for _ in range(_ATTEMPTS):
        with refusals_explained(path):
            number = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            if _is_held(number, lock):
                return number
        except BaseException:
            _release(lock, number)
            raise
        os.close(number)
        time.sleep(_PAUSE)
    raise WriteError(
        f"Another run of paperkit is writing in the folder '{path.parent}'. Wait until it has "
        f"finished, then try again."
    )


def _is_held(number: int, lock: Path) -> bool:
    try:
        _lock(number)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        pass  # a drive without locks
    try:
        # Whoever held it before may have taken away the file that others see.
        return os.path.samestat(os.fstat(number), lock.stat())
    except OSError:
        return False


def _release(lock: Path, number: int) -> None:
    # Taken away while it is held, so that nobody holds a file that is gone; Windows takes away
    # no open file, and lets nobody take away one that another has opened.
    try:
        persistently(partial(lock.unlink, missing_ok=True))
    finally:
        os.close(number)
    if os.name == "nt":
        persistently(partial(lock.unlink, missing_ok=True))


# --- Names of files ---------------------------------------------------------------------------

# Excel opens files whose path has at most 218 characters, Word and Windows 259. With a hundred for
# the name, and thirty for the folders of a meeting, the project's own folder may have ninety.
LONGEST_NAME = 100

_APART = re.compile(r"[/\\|]+")
_COLON = re.compile(":+")
_FORBIDDEN = re.compile(r'[<>"?*]')
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)
# Linux and macOS count bytes, and a name may still get a suffix and a number.
_MOST_BYTES = 220
# What nobody ends a shortened title with.
_LEADS_ON = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


def safe_name(title: str, before: str = "", after: str = "", longest: int = LONGEST_NAME) -> str:
    """Return a file name, without its suffix, that a person recognises as the title.

    It can be used on Windows, macOS and Linux and in a council's document system: no forbidden,
    invisible or direction-changing character, no reserved name, at most ``longest`` characters,
    never empty. Of a longer one the title is shortened, at words; what stands before and after it
    stays as it is. Making a safe name of a safe name changes nothing.
    """
    # More than this would be left out in any case.
    words = [word[: longest + 1] for word in _allowed(title).split()[:longest]] or ["Untitled"]

    def name() -> str:
        whole = _allowed(f"{before}{' '.join(words)}{after}")
        return f"_{whole}" if _RESERVED.fullmatch(whole) else whole

    while len(name()) > longest or len(name().encode()) > _MOST_BYTES:
        if len(words) == 1 and len(words[0]) == 1:
            return _trimmed(name()[:longest])
        if len(words) == 1:
            words = [words[0][:-1]]
            continue
        del words[-1]
        while len(words) > 1 and (words[-1].casefold() in _LEADS_ON or words[-1] in "-–&"):
            del words[-1]
        words[-1] = words[-1].rstrip(",;(") or words[-1]
    return name() or "Untitled"


def _allowed(words: str) -> str:
    """Return words on one line, without what the name of a file may not hold."""
    shown = words
    if not (words.isascii() and words.isprintable()):
        spaced = "".join(
            " " if char.isspace() else char for char in unicodedata.normalize("NFC", words)
        )
        shown = "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))
    return _trimmed(" ".join(_FORBIDDEN.sub("", _COLON.sub(" - ", _APART.sub("-", shown))).split()))


def _trimmed(name: str) -> str:
    """Drop what Windows drops at the end, and what hides a file at the beginning."""
    return name.strip(" .-").lstrip("~ .-")

"""Why a file could not be written: one sentence, with the one thing to do."""

import contextlib
import errno
import os
from pathlib import Path

_PATH_TOO_LONG = 206
_WINDOWS_PATH = 259
_PROGRAMS = {".docx": "Word", ".xlsx": "Excel", ".pdf": "the program that shows it"}
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_FULL = (errno.ENOSPC, errno.EDQUOT)


def already_there(path: Path) -> str:
    """Return that something stands where a new file was to be put."""
    return (
        f"'{path.name}' is already there, and paperkit does not write over it. "
        f"Move or rename it, then try again."
    )


def why_not_made(folder: Path, fault: OSError) -> str:
    """Return why a folder could not be made."""
    if isinstance(fault, FileExistsError):
        return f"'{folder}' is a file, and a folder is needed there. Move or rename the file."
    return (
        f"The folder '{folder}' cannot be made ({fault.strerror}). Choose a place where you "
        "may write, such as your Documents."
    )


def why_not_replaced(path: Path, fault: OSError) -> str:
    """Return who or what holds the file, as far as can be told."""
    if not path.exists():
        return why_not_written(path, fault)
    program = _PROGRAMS.get(path.suffix.lower(), "the program that has it open")
    owner = _owner(path)
    opened = f"{owner} has '{path.name}' open: it must be closed" if owner else ""
    close = opened or f"Close '{path.name}'"
    then = "before you try again" if owner else "and try again"
    return f"{close} in {program} {then}. Your earlier file is untouched."


def _owner(path: Path) -> str:
    """Return who has the file open, by the owner file that Word and Excel lay beside it.

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
    """Return why the operating system refused."""
    name, folder = path.name, path.parent
    if _too_long(path, fault):
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


def _too_long(path: Path, fault: OSError) -> bool:
    told = fault.errno == errno.ENAMETOOLONG or getattr(fault, "winerror", 0) == _PATH_TOO_LONG
    # Windows says "not found" of a path that is too long.
    unseen = os.name == "nt" and isinstance(fault, FileNotFoundError)
    return told or (unseen and len(str(path.absolute())) > _WINDOWS_PATH)

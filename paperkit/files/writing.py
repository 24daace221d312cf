"""Every file that paperkit writes goes through here.

A file is written beside its target, flushed to the disk, then put in place in one step: so a
reader sees the old file or the new one, whole, whatever happens in between.
"""

import contextlib
import errno
import os
import re
import secrets
import time
import unicodedata
from pathlib import Path

from paperkit.errors import WriteError

LONGEST_NAME = 100

# Windows refuses for a moment while a virus scanner or OneDrive looks at a file.
_WAITS = (0.1, 0.2, 0.4, 0.8, 1.0)
_PATH_TOO_LONG = 206
_WINDOWS_PATH = 259
_PROGRAMS = {".docx": "Word", ".xlsx": "Excel", ".pdf": "the program that shows it"}
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_FULL = (errno.ENOSPC, errno.EDQUOT)

_APART = re.compile(r"[/\\|]+")
_COLON = re.compile(r"\s*:+\s*")
_FORBIDDEN = re.compile(r'[<>"?*]')
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)
# Linux and macOS count bytes, and a name may still get a suffix and a number.
_MOST_BYTES = 220


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Put the data at the path; without ``replace`` only where nothing stands there.

    WriteError says in one sentence why it could not be done; what stood there is then
    untouched, and nothing of the new file is left over.
    """
    target = _target(path, replace)
    temporary = target.with_name(f".paperkit-{secrets.token_hex(6)}")
    try:
        _write_beside(temporary, target, data)
        _put_in_place(temporary, target, replace)
    finally:
        # On a stick pulled out midway there is nothing left to clear up.
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    _keep_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where they are not there; WriteError says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise WriteError(
            f"'{folder}' is a file, and a folder is needed there. Move or rename the file."
        ) from None
    except OSError as fault:
        raise WriteError(
            f"The folder '{folder}' cannot be made ({fault.strerror}). Choose a place where you "
            "may write, such as your Documents."
        ) from fault


def safe_name(title: str) -> str:
    """Return a file name, without its suffix, that a person recognises as the title.

    It can be used on Windows, macOS and Linux and in a council's document system: no forbidden,
    invisible or direction-changing character, no reserved name, at most 100 characters, never
    empty. Making a safe name of a safe name changes nothing.
    """
    words = "".join(_kept(char) for char in unicodedata.normalize("NFC", title))
    words = _FORBIDDEN.sub("", _COLON.sub(" - ", _APART.sub("-", words)))
    name = _trimmed(" ".join(words.split()))
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    while len(name) > LONGEST_NAME or len(name.encode()) > _MOST_BYTES:
        name = _trimmed(name[:-1])
    return name or "Untitled"


def _kept(char: str) -> str:
    if char.isspace():
        return " "
    return "" if unicodedata.category(char).startswith("C") else char


def _trimmed(name: str) -> str:
    """Drop what Windows drops at the end, and what hides a file at the beginning."""
    return name.strip(" .-").lstrip("~ .-")


def _target(path: Path, replace: bool) -> Path:
    """Return where to write, at the end of a link where the path is one."""
    try:
        if path.is_dir():
            raise WriteError(f"'{path.name}' is a folder. Give the file another name.")
        if path.exists() and not replace:
            raise _already_there(path)
        return path.resolve() if path.is_symlink() else path
    except OSError as fault:
        raise WriteError(_why_not_written(path, fault)) from fault


def _already_there(path: Path) -> WriteError:
    return WriteError(
        f"'{path.name}' is already there, and paperkit does not write over it. "
        f"Move or rename it, then try again."
    )


def _write_beside(temporary: Path, target: Path, data: bytes) -> None:
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise WriteError(_why_not_written(target, fault)) from fault


def _put_in_place(temporary: Path, target: Path, replace: bool) -> None:
    place = _over if replace else _anew
    for wait in (*_WAITS, None):
        try:
            return place(temporary, target)
        except FileExistsError as fault:
            raise _already_there(target) from fault
        except PermissionError as fault:
            if wait is None:
                raise WriteError(_why_not_replaced(target, fault)) from fault
            time.sleep(wait)
        except OSError as fault:
            raise WriteError(_why_not_written(target, fault)) from fault
    return None


def _over(temporary: Path, target: Path) -> None:
    temporary.replace(target)


def _anew(temporary: Path, target: Path) -> None:
    """Give the file its name in one step that cannot hit another file, where the disk can."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if target.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(target)) from None
        temporary.replace(target)


def _keep_folder(folder: Path) -> None:
    """Flush the folder's own entry; Windows has no way to, and needs none."""
    with contextlib.suppress(OSError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def _why_not_replaced(path: Path, fault: OSError) -> str:
    if not path.exists():
        return _why_not_written(path, fault)
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


def _why_not_written(path: Path, fault: OSError) -> str:
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

"""Names of files: what a person recognises and every office computer takes."""

import re
import unicodedata

LONGEST_NAME = 100

_APART = re.compile(r"[/\\|]+")
_COLON = re.compile(r"\s*:+\s*")
_FORBIDDEN = re.compile(r'[<>"?*]')
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)
# Linux and macOS count bytes, and a name may still get a suffix and a number.
_MOST_BYTES = 220


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

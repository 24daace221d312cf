"""A Word file as words, for people who compare papers and for the tests."""

from pathlib import Path

from paperkit.errors import ReadError
from paperkit.word.outline import outline


def outline_file(path: Path) -> str:
    """Return the outline of a Word file; ReadError where it cannot be opened or is none."""
    try:
        package = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"There is no file {path}. Check the name.") from None
    except OSError:
        raise ReadError(f"{path} cannot be opened. Close it in Word and try again.") from None
    return outline(package)

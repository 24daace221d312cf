"""Data in, workbooks out: Excel, YAML, CSV and calendars; and the folders that paperkit brings."""

from pathlib import Path, PurePath

from paperkit.findings import CSV

# Other programs' workbooks are read with the extra "calc"; without it they are refused by name.
ENDINGS = (".xlsx", ".xlsm", ".ods", ".xls", ".xlsb", ".yaml", CSV)
"""The endings of the files of data that paperkit reads itself."""


def ending_of(file: PurePath | str) -> str:
    """Return the ending of a file's name, such as ``.xlsx``; capitals, as in ``.XLSX``, are one."""
    return PurePath(file).suffix.lower()


def bundled(name: str) -> Path:
    """Return a folder of packs or samples: inside the package (a wheel), else beside it."""
    package = Path(__file__).parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name

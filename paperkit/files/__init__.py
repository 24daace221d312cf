"""Data in, workbooks out: Excel, YAML, CSV and calendars; and the folders that paperkit brings."""

from pathlib import Path


def bundled(name: str) -> Path:
    """Return a folder of packs or samples: inside the package (a wheel), else beside it."""
    package = Path(__file__).parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name

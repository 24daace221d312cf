"""The folders that come with paperkit beside its code: packs of templates and samples."""

from pathlib import Path


def bundled(name: str) -> Path:
    """Return the folder of that name: inside the package (a wheel), else beside it (a checkout)."""
    package = Path(__file__).parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name

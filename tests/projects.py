"""Projects that many tests begin with, each made once a process; a test gets a copy of its own."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from paperkit.files import bundled
from paperkit.packs.packs import find_pack
from paperkit.pipeline.sources import WORKBOOK, YAML_FILE
from paperkit.pipeline.starting import data_file, new_project

Make = Callable[[Path], object]


_kept: dict[str, tuple[tuple[str, bytes | None], ...]] = {}


def sample(folder: Path, *, in_yaml: bool = False) -> Path:
    """Return a new project of the sample's data, in a workbook or as YAML."""
    name = f"sample, in_yaml={in_yaml}"
    return copied(name, lambda first: new_project(first, sample=True, in_yaml=in_yaml), folder)


def third(folder: Path, *, in_yaml: bool = False) -> Path:
    """Return a new project of a third of the sample's plan, whose papers take a third of the time.

    Meetings, priorities, papers and what officers write in them are the sample's.
    """
    return copied(f"a third, in_yaml={in_yaml}", lambda first: _third(first, in_yaml), folder)


OUTCOMES = ("O1", "O4", "O5", "O9", "O12")
"""A third of the plan, which has the sample's one gap in July."""


def _third(folder: Path, in_yaml: bool) -> None:
    from paperkit.pipeline.sample_rows import records_of
    from tests.sized import SAMPLE, a_third, rows_of

    new_project(folder, sample=True, in_yaml=in_yaml)
    records = records_of(a_third(rows_of(SAMPLE / YAML_FILE), OUTCOMES))
    name = YAML_FILE if in_yaml else WORKBOOK
    pack = find_pack("council", (bundled("report_templates"),))
    (folder / name).write_bytes(data_file(pack, name, records))


def copied(name: str, make: Make, folder: Path) -> Path:
    """Return the folder, holding what was made under this name; only the first call makes it.

    What is made may not hold the path of its folder.
    """
    if name not in _kept:
        with TemporaryDirectory() as made:
            first = Path(made, "board")
            make(first)
            _kept[name] = tuple(
                (str(path.relative_to(first)), path.read_bytes() if path.is_file() else None)
                for path in sorted(first.rglob("*"))
            )
    folder.mkdir(parents=True, exist_ok=True)
    for within, data in _kept[name]:
        if data is None:
            (folder / within).mkdir(exist_ok=True)
        else:
            (folder / within).write_bytes(data)
    return folder

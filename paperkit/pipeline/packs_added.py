"""Take a pack in that came as a zip: looked through whole, then written whole or not at all."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from paperkit.container.folder_zip import LARGEST_FOLDER, unzipped
from paperkit.container.reading import content
from paperkit.container.writing import safe_name, write_folder
from paperkit.errors import PackError, WriteError
from paperkit.frozen import Frozen
from paperkit.packs.packs import PACK_FILE
from paperkit.pipeline.reading import PACKS_FOLDER, open_project

ENDINGS = (".docx", ".yaml", ".md", ".txt")


class PackAdded(Frozen):
    """A pack that was taken in: its name, its files, what the zip held beside it."""

    name: str
    files: tuple[Path, ...]
    left_out: tuple[str, ...]


def add_pack(file: Path, project: Path) -> PackAdded:
    """Return the pack of a zip, written into the project's own folder of packs.

    ReadError where the zip holds what no pack may, PackError where it is not one pack, WriteError
    where the project has a pack of the name already. Then nothing is written.
    """
    open_project(project)
    found = unzipped(file.name, content(file, LARGEST_FOLDER), ENDINGS)
    name, files = _one_pack(file, found.files)
    folder = project / PACKS_FOLDER / name
    if folder.exists():
        raise WriteError(
            f"{folder} is there already. Move it away first, or rename the folder in the zip."
        )
    write_folder(folder, files)
    return PackAdded(name, tuple(folder / path for path in files), found.left_out)


def _one_pack(file: Path, files: Mapping[str, bytes]) -> tuple[str, Mapping[str, bytes]]:
    """Return the name of the pack that the files are, and the files by their paths in it."""
    tops = [PurePosixPath(path).parent for path in files if PurePosixPath(path).name == PACK_FILE]
    if len(tops) != 1 or len(tops[0].parts) > 1:
        raise PackError(
            f"'{file.name}' holds {len(tops) or 'no'} packs, and one is wanted: a folder with "
            f"{PACK_FILE} in it. Zip the folder of the pack, and nothing beside it."
        )
    name = tops[0].name or file.stem
    if safe_name(name) != name:
        raise PackError(f"'{name}' cannot be the name of a pack. Rename the folder in the zip.")
    beside = next((path for path in files if not PurePosixPath(path).is_relative_to(tops[0])), "")
    if beside:
        raise PackError(f"'{file.name}' holds '{beside}' beside the pack. Zip the pack alone.")
    return name, {
        str(PurePosixPath(path).relative_to(tops[0])): held for path, held in files.items()
    }

"""What is wrong with the Word files of kinds of paper, and a copy of each with that as comments."""

from collections.abc import Sequence
from pathlib import Path

from paperkit.container.reading import content
from paperkit.container.writing import write_file
from paperkit.findings import Finding, Severity, of_severity
from paperkit.frozen import Frozen
from paperkit.packs.packs import Kind, Pack
from paperkit.pipeline.packing import check_kind, show_pack
from paperkit.pipeline.reading import numbered

_PROGRAM = "PK-609"


class KindsChecked(Frozen):
    """Kinds of a pack, and what is wrong with their settings and Word files."""

    pack: Pack
    kinds: tuple[Kind, ...]
    findings: tuple[Finding, ...]

    @property
    def files(self) -> dict[str, Path]:
        """Return the Word files of the kinds, by the name that findings call them by."""
        paths = (
            path
            for kind in self.kinds
            for path in (kind.word_file, kind.house, kind.tables_file)
            if path
        )
        return {f"{path.parent.name}/{path.name}": path for path in paths}


def check_kinds(name: str, pack: str, project: Path, packs: Sequence[Path] = ()) -> KindsChecked:
    """Return what is wrong with a kind of a pack, with all of its kinds where the name is blank.

    UnknownNameError where there is none of the name, PackError where a file cannot be read.
    """
    found = show_pack(pack, project, packs)
    names = (name,) if name else found.kind_names
    kinds = tuple(found.kind(one)[0] for one in names)
    findings = (finding for one in names for finding in check_kind(found, one))
    return KindsChecked(found, kinds, tuple(dict.fromkeys(findings)))


def mark_kinds(checked: KindsChecked, folder: Path) -> tuple[Path, ...]:
    """Write into a folder a copy of each Word file that has faults, with these as comments.

    It is called after its kind, or its house, and no file is written over. A file with a program
    inside it is not copied.
    """
    # What writes comments is imported only where one is written.
    from paperkit.word.template_marked import with_comments

    written = []
    for file, path in checked.files.items():
        found = [
            one for one in of_severity(checked.findings, Severity.ERROR) if one.place.file == file
        ]
        if not found or any(one.code == _PROGRAM for one in found):
            continue
        called = path.parent.name if path.name == "template.docx" else path.stem
        free = (folder / f"{name}.docx" for name in numbered(f"{called}-marked"))
        target = next(one for one in free if not one.exists())
        write_file(target, with_comments(content(path), found), replace=False)
        written.append(target)
    return tuple(written)

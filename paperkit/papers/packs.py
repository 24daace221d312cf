"""Packs of templates: a folder of kinds of paper, each a folder with a Word file. No Python.

Search order: the project's own ``packs`` folder, then the folders that were named, then the
packs that come with paperkit. The pack says where it was found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from paperkit.board.settings import PackSettings
from paperkit.errors import PackError, UnknownNameError
from paperkit.files.yaml_in import read_tree
from paperkit.findings import Finding
from paperkit.schema.choices import Choice
from paperkit.schema.columns import column
from paperkit.schema.tree import build_tree
from paperkit.schema.values import close_to


class Form(Choice):
    """Whether a section is running text, or a list with a row an item."""

    PROSE = "prose"
    ITEMS = "items"


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of a kind, which the sheet Text fills by its name."""

    name: str = column("Name", "What the sheet Text calls it.", default="")
    heading: str = column("Heading", "What the paper calls it.", default="")
    form: Form = column("Form", "prose, or items with a row an item.", default=Form.PROSE)
    standing: bool = column(
        "Standing", "Whether an earlier paper's text is copied into the next.", default=False
    )
    required: bool = column("Required", "Whether it must be written.", default=False)


@dataclass(frozen=True, kw_only=True)
class KindSettings:
    """``kind.yaml``, whole."""

    title: str = column("Title", "What officers call the kind.", default="")
    template: str = column("Template", "The Word file.", default="template.docx")
    sections: tuple[Section, ...] = column("Sections", "Its sections, in order.", default=())


@dataclass(frozen=True)
class Kind:
    """A kind of paper: its name, its Word file, its sections."""

    name: str
    title: str
    template: Path
    sections: tuple[Section, ...]

    @property
    def section_names(self) -> tuple[str, ...]:
        """Return the names that the sheet Text may use."""
        return tuple(section.name for section in self.sections)


@dataclass(frozen=True)
class Pack:
    """A pack: its name, where it was found, its settings, its kinds by name."""

    name: str
    folder: Path
    settings: PackSettings
    findings: tuple[Finding, ...]

    @cached_property
    def kind_names(self) -> tuple[str, ...]:
        """Return the names of the kinds, sorted."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/kind.yaml")))

    def kind(self, name: str) -> tuple[Kind, tuple[Finding, ...]]:
        """Return a kind and what was found in its settings; UnknownNameError if not there."""
        if name not in self.kind_names:
            raise UnknownNameError(_no_such("kind of paper", name, self.kind_names))
        folder = self.folder / name
        planted = build_tree(KindSettings, read_tree(folder / "kind.yaml"))
        told = planted.value
        template = folder / told.template
        if not template.is_file():
            raise PackError(f"The template {template} is not there. Put it back, or name it right.")
        return Kind(name, told.title or name, template, told.sections), planted.findings


def find_pack(name: str, folders: Sequence[Path]) -> Pack:
    """Return the first pack of that name; UnknownNameError names those that are there."""
    for folder in folders:
        settings = folder / name / "pack.yaml"
        if settings.is_file():
            planted = build_tree(PackSettings, read_tree(settings))
            return Pack(name, settings.parent, planted.value, planted.findings)
    raise UnknownNameError(_no_such("pack", name, sorted(packs_in(folders))))


def packs_in(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Return the folder of each pack by name; the first folder that has it wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for settings in sorted(folder.glob("*/pack.yaml")):
            found.setdefault(settings.parent.name, settings.parent)
    return found


def _no_such(what: str, name: str, known: Sequence[str]) -> str:
    near = close_to(name, list(known))
    there = ", ".join(known) or "none"
    return f"There is no {what} called '{name}'" + (
        f"; did you mean {near}?" if near else f". Those there are: {there}."
    )

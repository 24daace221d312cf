"""What a kind of paper is for: its role, which ``kind.yaml`` declares, and no name says.

A council that copies a kind under another name has its papers treated alike, since the copy has
the role. Rules, figures and the year ahead ask for roles; names of kinds are the pack's own.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from paperkit.files import bundled
from paperkit.files.yaml_in import read_tree
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Cell, Choice
from paperkit.schema.tree import Branch


class KindRole(Choice):
    """What papers of a kind are to the Board's year. A note is for the Chair, and on no agenda."""

    PERFORMANCE = "performance"
    ANNUAL = "annual"
    DASHBOARD = "dashboard"
    FORWARD = "forward"
    FRAMEWORK = "framework"
    NOTE = "note"
    NONE = "none"


RoleOf = Callable[[str], KindRole]
"""The role of a kind by its name, however a cell has it."""


def kind_name(typed: str) -> str:
    """Return the name of a kind's folder as a cell means it: typed so, or in words."""
    return folded(typed).replace(" ", "_").replace("-", "_")


@cache
def bundled_role(kind: str) -> KindRole:
    """Return the role of the kind of that name which comes with paperkit.

    A kind of a council's own pack that says nothing of its role has it from there.
    """
    file = _bundled_kinds().get(kind_name(kind))
    tree = read_tree(file) if file else None
    said = tree.entries.get("role") if isinstance(tree, Branch) else None
    word = said.typed if isinstance(said, Cell) else ""
    return next((role for role in KindRole if role.value == word), KindRole.NONE)


@cache
def _bundled_kinds() -> Mapping[str, Path]:
    files = bundled("report_templates").glob("*/*/kind.yaml")
    return {path.parent.name: path for path in files}

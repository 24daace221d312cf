"""From one workbook, or YAML, to Word papers that a Health and Wellbeing Board can file.

The names below are the library; ``docs/python.md`` shows them at work. Each is loaded when it is
first asked for, since ``paperkit --help`` needs none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paperkit.errors import PaperkitError
    from paperkit.findings import Finding, Place, Severity
    from paperkit.pipeline.building import Built, build
    from paperkit.pipeline.checking import Checked
    from paperkit.pipeline.checking import check_project as check
    from paperkit.pipeline.filing import Acceptance
    from paperkit.pipeline.ordering import Order
    from paperkit.pipeline.reading import BoardRead, read_board
    from paperkit.pipeline.rows_written import write_rows

    __version__: str

__all__ = [
    "Acceptance", "BoardRead", "Built", "Checked", "Finding", "Order", "PaperkitError", "Place",
    "Severity", "__version__", "build", "check", "read_board", "write_rows",
]  # fmt: skip

_HOMES = {
    "Acceptance": "paperkit.pipeline.filing",
    "BoardRead": "paperkit.pipeline.reading",
    "Built": "paperkit.pipeline.building",
    "Checked": "paperkit.pipeline.checking",
    "Finding": "paperkit.findings",
    "Order": "paperkit.pipeline.ordering",
    "PaperkitError": "paperkit.errors",
    "Place": "paperkit.findings",
    "Severity": "paperkit.findings",
    "build": "paperkit.pipeline.building",
    "check": "paperkit.pipeline.checking:check_project",
    "read_board": "paperkit.pipeline.reading",
    "write_rows": "paperkit.pipeline.rows_written",
}


if not TYPE_CHECKING:  # so that a misspelt name is found where types are checked

    def __getattr__(name: str) -> object:
        """Return a name of the library, loaded now; it is there as it is from then on."""
        if name == "__version__":
            from importlib.metadata import version

            found: object = version("paperkit")
        elif name in _HOMES:
            module, _, its_name = _HOMES[name].partition(":")
            found = getattr(import_module(module), its_name or name)
        else:
            raise AttributeError(f"module 'paperkit' has no attribute '{name}'")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """Return the names of the library, loaded or not."""
    return sorted({*globals(), *__all__})

"""What the readers give: cells with the place where they stand, before any meaning.

Excel and YAML give the same records, and so the same papers.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from paperkit.findings import NOWHERE, Place
from paperkit.frozen import Frozen, field, replace

Raw = str | Decimal | date
"""A cell as read. YAML gives text alone; Excel gives a number or a date where it made one.

A percentage comes as text ("87.5%"), a yes or no as "Yes" or "No".
"""


class Cell(Frozen):
    """One cell: its value as read, and where it stands.

    ``faulty`` says that the file does not hold what was meant, which the reader has told; the
    value is then kept for the list of what could not be read, and has no meaning.
    """

    value: Raw
    place: Place
    faulty: bool = False

    @property
    def typed(self) -> str:
        """Return the value in words, for messages and for lists of what was not read."""
        if isinstance(self.value, Decimal):
            return format(self.value, "f")
        return self.value if isinstance(self.value, str) else self.value.isoformat()


class Record(Frozen):
    """One row as read: its filled cells by the name of their column.

    ``places`` also knows where the blank cells stand.
    """

    place: Place
    cells: Mapping[str, Cell]
    places: Mapping[str, Place]


class RowPlace(Frozen):
    """Where a row stands, where each of its columns does, and which came as no text.

    ``numbers`` names the columns in which Excel held a number or a date.
    """

    row: Place = NOWHERE
    cells: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    numbers: frozenset[str] = frozenset()

    def of(self, name: str, heading: str = "") -> Place:
        """Return the place of a column; of the row, with the column named, where it is blank."""
        if name in self.cells:
            return self.cells[name]
        shown = heading if (self.row.sheet or self.row.entry) and heading else name
        return replace(self.row, field=shown)


NO_ROW = RowPlace()

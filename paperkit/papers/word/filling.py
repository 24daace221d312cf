"""What a part is filled with, and what grows on the way: links, lists, notes, charts."""

from dataclasses import dataclass, replace

from paperkit.papers.ledger import Ledger
from paperkit.papers.word.drawings import Drawings
from paperkit.papers.word.lists import Lists
from paperkit.papers.word.notes import Notes
from paperkit.papers.word.relations import Links
from paperkit.papers.word.styles import Styles


@dataclass(frozen=True)
class Filling:
    """The values, the styles, the part's links, the file's lists, notes and charts, draft or not.

    ``notes`` is None in a part that can have none, such as a header.
    """

    ledger: Ledger
    styles: Styles
    links: Links
    lists: Lists
    notes: Notes | None
    drawings: Drawings
    draft: bool

    def of_notes(self, notes: Notes) -> "Filling":
        """Return what the notes themselves are filled with: their own links, no notes."""
        return replace(self, links=notes.links, notes=None)

"""The recommendations of a final as they were filed, which decisions rest on.

They are read from the paper itself: what was filed may have been edited by hand, and what the rows
say is what an officer typed, before the pack's own words for the Board were added.
"""

from collections.abc import Container, Iterator
from pathlib import Path

from paperkit.board.history import AsFiled, Filed, History
from paperkit.record.as_filed import board_as_filed, printed_as_filed
from paperkit.record.kept import kept
from paperkit.schema.cleaning import folded
from paperkit.word.compared_text import ReadLine, ReadPaper, read_paper

_HEADING = "recommendation"
_SECTION = "recommendations"


def recommendations_as_filed(log: Path, history: History, row: Filed) -> tuple[str, ...]:
    """Return the recommendations of a final, each in the words that were filed, in order.

    ``row`` is the version's own (``Version.row``): of a paper that was edited by hand before it was
    filed it is an ``AsFiled``, which says them itself. Else they are the points under the heading
    "Recommendations" of the kept Word file; where its bytes are not kept, or it has no such
    heading, the texts of the rows that were kept with it, as officers typed them; nothing where
    there are none of these either.
    """
    if isinstance(row, AsFiled) and row.recommendations:
        return row.recommendations
    data = kept(log, [row.sha256]).get(row.sha256)
    drafted = drafted_in(log, row)
    if data is not None and (found := recommendations_in(read_paper(data), drafted)):
        return found
    board = board_as_filed(log, history, row)
    texts = board.text if board else ()
    return tuple(
        one.text
        for one in texts
        if one.text and folded(one.section) == _SECTION and folded(one.paper) == folded(row.paper)
    )


def drafted_in(log: Path, row: Filed) -> frozenset[str]:
    """Return the sentences that paperkit drafted in a final; none where they are not kept."""
    printed = printed_as_filed(log, row)
    return frozenset(one.words for one in printed.sentences) if printed else frozenset()


def recommendations_in(paper: ReadPaper, drafted: Container[str]) -> tuple[str, ...]:
    """Return the points under the heading "Recommendations", each with what is below it.

    What was ``drafted`` below them, such as which requests of leads they answer, informs the Board
    and asks it for nothing.
    """
    found: list[str] = []
    for line in _below_heading(paper):
        words = line.words.shown
        if words in drafted:
            continue
        if line.place.number and not line.place.below:
            found.append(words)
        elif found:
            found[-1] += "\n" + f"{line.place.number} {words}".strip()
        else:
            found.append(f"{line.place.number} {words}".strip())
    return tuple(found)


def _below_heading(paper: ReadPaper) -> Iterator[ReadLine]:
    """Yield the paragraphs between the heading of the recommendations and the next heading."""
    is_below = False
    for block in paper.text:
        if isinstance(block, ReadLine) and block.is_heading:
            if is_below:
                return
            is_below = not block.listed and folded(block.words.shown).startswith(_HEADING)
        elif is_below and isinstance(block, ReadLine):
            yield block

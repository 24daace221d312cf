"""What a correction changed on the page, in words: the note that papers print of it.

It is drafted by comparing two papers, so that it says what a reader of both would find.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from paperkit.corrections.shown import CorrectedPlace
from paperkit.frozen import replace
from paperkit.schema.cleaning import in_groups
from paperkit.schema.dates import in_words
from paperkit.word.compared_text import PaperPart, PaperPlace
from paperkit.word.comparing import Difference, Differs, first_upper

# What is the same thing again: a chart's figures are in its words, and properties are on no page.
_NOT_PRINTED = frozenset({PaperPart.PROPERTY, PaperPart.DESCRIBED})
_COUNTED = (
    (Differs.CHANGED, "worded anew"), (Differs.ADDED, "added"), (Differs.REMOVED, "taken out"),
    (Differs.MOVED, "moved here"),
)  # fmt: skip
_MOST_LINES, _MOST_WORDS, _SHORT, _LONGEST = 12, 2, 160, 400


def on_the_page(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return the differences that a reader of the page sees."""
    return tuple(one for one in differences if one.place.part not in _NOT_PRINTED)


def places(
    differences: Sequence[Difference], *, in_full: bool = True
) -> tuple[CorrectedPlace, ...]:
    """Return each place with its words as they were and as they are.

    They are all the words of the place, or, where not ``in_full``, those that differ. A row that
    moved is left out where its changed cells are places of their own.
    """
    cells = {_row_of(one) for one in differences if one.place.column}
    return tuple(
        CorrectedPlace(first_upper(one.place.words), *_old_and_new(one, in_full=in_full))
        for one in differences
        if not (one.differs is Differs.MOVED and one.was == one.place in cells)
    )


def _old_and_new(one: Difference, *, in_full: bool) -> tuple[str, str]:
    words = one.smallest
    if in_full or not words or not all(each.old and each.new for each in words):
        return one.old, one.new
    return "; ".join(each.old for each in words), "; ".join(each.new for each in words)


def note(differences: Sequence[Difference]) -> tuple[str, ...]:
    """Return a line for each place, such as: Paragraph 3.7: 38 is corrected to 31.

    The cells of a row make one line. Where lines are too many for page one, what is left is named
    by its places.
    """
    rows = in_groups((_row_of(one), one) for one in differences)
    lines = [_line(place, found) for place, found in rows.items()]
    left = [place.words for place in list(rows)[_MOST_LINES:]]
    if left:
        lines = [*lines[:_MOST_LINES], f"Corrected as well: {'; '.join(left)}."]
    return tuple(dict.fromkeys(lines))


def _row_of(one: Difference) -> PaperPlace:
    """Return the place of a difference: of a cell that of its row, of a line its own."""
    return replace(one.place, column="")


def _line(place: PaperPlace, found: Sequence[Difference]) -> str:
    said = "; ".join(
        f"{one.place.column}: {words}" if one.place.column else words
        for one in found
        for words in [_what(one)]
    )
    if len(said) > 2 * _LONGEST:
        counted = Counter(one.differs for one in found)
        said = ", ".join(f"{counted[how]} {words}" for how, words in _COUNTED if counted[how])
    return f"{first_upper(place.words)}: {said}."


def _what(one: Difference) -> str:
    """Return in words what became of a place; what is too long to be quoted is named alone."""
    if one.differs is Differs.MOVED:
        is_within = one.was == one.place
        return "moved within the table" if is_within else f"moved here from {one.was.words}"
    if one.differs is Differs.CHANGED:
        said = "; ".join(_changed(one))
        if len(one.smallest) > _MOST_WORDS and len(one.new) < max(len(said), _SHORT):
            said = f"now reads {_said(one.new)}"
        return said if len(said) <= _LONGEST else "worded anew"
    if one.place.row:
        return "added" if one.differs is Differs.ADDED else "taken out"
    words, what = (one.new, "added") if one.differs is Differs.ADDED else (one.old, "taken out")
    return f"{_said(words)} is {what}" if len(words) <= _LONGEST else what


def _changed(one: Difference) -> Iterator[str]:
    for words in one.smallest:
        after = f" after {_said(words.after)}" if words.after else ""
        if words.old and words.new:
            yield f"{_said(words.old)} is corrected to {_said(words.new)}"
        elif words.new:
            yield f"{_said(words.new)} is added{after}"
        else:
            yield f"{_said(words.old)} is taken out{after}"


def _said(words: str) -> str:
    """Return one word or figure as it is, and more of them in quotation marks."""
    line = " ".join(words.split())
    return f"“{line}”" if " " in line else line


def revised(day: date, number: int = 1) -> str:
    """Return the mark of a revised version; its number where the day has several."""
    return f"Revised {in_words(day)}" + (f", {number}" if number > 1 else "")


def said_of_revision(mark: str, published: date | None, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the note on page one of a revised version."""
    of = f" of {in_words(published)}" if published else ""
    return (f"{mark}. This takes the place of the version{of}.", *lines)


def said_of_report(considered: date | None, lines: Sequence[str]) -> tuple[str, ...]:
    """Return what the next paper of the kind prints of a report that the Board has considered."""
    of = f" of {in_words(considered)}" if considered else ""
    head = f"Correction to the report{of}: "
    if len(lines) == 1:
        return (head + lines[0][0].lower() + lines[0][1:],)
    return (f"{head}{len(lines)} places.", *lines)


def of_drift(drift: Sequence[Difference]) -> str:
    """Return the line that names what a revised version prints otherwise for no correction."""
    where = "; ".join(dict.fromkeys(one.place.words for one in drift))
    return f"Printed otherwise than before as well: {where}."

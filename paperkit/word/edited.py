"""What somebody edited in a paper, and which of it a paper that is built anew does not have."""

from collections.abc import Iterator

from paperkit.frozen import Frozen, replace
from paperkit.word.compared_text import PaperPart, PaperPlace, ReadPaper
from paperkit.word.comparing import Difference, Differs, compare_read
from paperkit.word.package import parse, story_parts, unpack, value_of, w, words_in
from paperkit.word.styles import styles_of

_OF_DRAFTS = ("draft mark", "gap")


class Edit(Frozen):
    """An edit that a new paper lacks, and the words that this one has in its place.

    ``now`` is blank where the new paper has nothing there.
    """

    difference: Difference
    now: str


def edits_lacked(built: ReadPaper | None, edited: ReadPaper, new: ReadPaper) -> tuple[Edit, ...]:
    """Return what was edited in a paper since it was built, and is not so in the new one.

    Where nobody knows how it was built, all in which it differs from the new paper counts. An
    alternative text that is gone does not count: LibreOffice drops those of charts.
    """
    against = compare_read(edited, new).differences
    instead = {(one.was, one.old): one.new for one in against if one.differs is not Differs.ADDED}
    if built is None:
        there = (o for o in compare_read(new, edited).differences if not _is_undescribed(o))
        return tuple(Edit(one, instead.get((one.place, one.new), one.old)) for one in there)
    gone = {(o.was, o.old) for o in compare_read(built, new).differences if _is_removed(o)}
    removed = {one.was for one in against if _is_removed(one)}
    touched = {holder for one in against for holder in _holders(one.was)}
    lacked = []
    for one in compare_read(built, edited).differences:
        if _is_undescribed(one):
            continue
        if _is_removed(one):
            lacked += [] if (one.was, one.old) in gone else [Edit(one, one.old)]
            continue
        is_in_added = one.differs is Differs.ADDED and one.place in touched
        if (one.place, one.new) in instead:
            lacked.append(Edit(one, instead[one.place, one.new]))
        elif is_in_added or not removed.isdisjoint(_holders(one.place)):
            lacked.append(Edit(one, ""))
    return tuple(lacked)


def _is_removed(one: Difference) -> bool:
    return one.differs is Differs.REMOVED


def _is_undescribed(one: Difference) -> bool:
    return _is_removed(one) and one.place.part is PaperPart.DESCRIBED


def _holders(place: PaperPlace) -> Iterator[PaperPlace]:
    """Yield the row, the column and the table that a place is in, where it is in one."""
    if place.row or place.column:
        yield replace(place, column="")
        yield replace(place, row="")
        yield replace(place, row="", column="")


def draft_marks(package: bytes) -> tuple[str, ...]:
    """Return the words of a file that are marked as a draft's: its mark on each page, its gaps."""
    members = unpack(package)
    styles = styles_of(members)
    found = []
    for name in story_parts(members):
        for node in parse(members[name], name).iter(w("p"), w("r")):
            kind = "pStyle" if node.tag == w("p") else "rStyle"
            style = value_of(node.find(f"{{*}}{kind[0]}Pr"), kind)
            if style and styles.name_of(style).lower() in _OF_DRAFTS and words_in(node).strip():
                found.append(words_in(node).strip())
    return tuple(dict.fromkeys(found))

"""Two Word papers compared in words: what differs, where, and what was left open in the newer one.

Paragraphs, rows and words are aligned by ``aligning``, in time in proportion to the length of the
papers. Numbers of paragraphs, notes, references and pages are not a difference, nor are entries of
a list of contents.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import Enum

from paperkit.findings import in_full
from paperkit.frozen import Frozen, replace
from paperkit.word.aligning import same_places
from paperkit.word.compared_text import (
    LeftOpen,
    PaperPart,
    PaperPlace,
    ReadLine,
    ReadPaper,
    ReadRow,
    ReadTable,
    Wording,
    read_paper,
)

_Block = ReadLine | ReadTable
_Pair = tuple[int | None, int | None]
_Alike = Callable[[int, int], float]
_TOKENS = re.compile(r"[£$€]?\w+(?:[.,:/'’-]\w+)*%?|\s+|[^\w\s]")
# Above so many comparisons, what is between two anchors is not looked into pair by pair.
_MOST_COMPARED = 40_000
_ALIKE = 0.4
# What has less in common than this is said as a whole.
_LITTLE = 0.3
_FEWEST_MOVED = 3
_WORDS_BEFORE = 3


class Differs(Enum):
    """How a place of the newer paper differs from the older one."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class NewWords(Frozen):
    """The smallest words that differ: ``38``, now ``31``; ``after`` are the words before them."""

    old: str
    new: str
    after: str


class Difference(Frozen):
    """A paragraph, cell, row or table that differs, or something beside the text.

    ``place`` is where it is in the newer paper, or where it was in the older one if it was removed;
    ``was`` is where it was. ``old`` and ``new`` are all its words, blank where it was not there.
    """

    differs: Differs
    place: PaperPlace
    was: PaperPlace
    old: str
    new: str

    @property
    def smallest(self) -> tuple[NewWords, ...]:
        """Return the words that differ, where it was changed."""
        return new_words(self.old, self.new) if self.differs is Differs.CHANGED else ()

    @property
    def words(self) -> str:
        """Return the difference as a sentence, such as: Paragraph 3.7: '38' is now '31'."""
        where = first_upper(self.place.words)
        match self.differs:
            case Differs.ADDED:
                return f"{where}: added {in_full(self.new)}."
            case Differs.REMOVED:
                return f"{where}: removed {in_full(self.old)}."
            case Differs.MOVED if self.was == self.place:
                return f"{where}: moved within the table."
            case Differs.MOVED:
                return f"{where}: moved here from {self.was.words}: {in_full(self.new)}."
        return f"{where}: {'; '.join(map(_said, self.smallest))}."


class Compared(Frozen):
    """What differs between two papers, and what was left open in the newer one."""

    differences: tuple[Difference, ...]
    left_open: tuple[LeftOpen, ...]


def compare(older: bytes, newer: bytes) -> Compared:
    """Return how the newer paper differs from the older in words, all tracked changes accepted.

    ReadError, with a plain sentence, where one of them is not a Word document.
    """
    return compare_read(read_paper(older), read_paper(newer))


def compare_read(old: ReadPaper, new: ReadPaper) -> Compared:
    """Return how two papers differ that were read already."""
    headings = {line.words.key for line in (*old.text, *new.text) if isinstance(line, ReadLine)}
    found = list(_of_blocks(_compared(old.text, headings), _compared(new.text, headings)))
    for part in PaperPart:
        found += _of_blocks(old.beside.get(part, ()), new.beside.get(part, ()))
    return Compared(_with_moves(found), new.left_open)


def _compared(text: Sequence[_Block], headings: set[str]) -> list[_Block]:
    """Return the blocks without entries of a list of contents, which repeat a heading."""
    return [
        block
        for block in text
        if not (
            isinstance(block, ReadLine)
            and block.listed
            and headings.intersection(map(str.strip, block.words.key.split("\t")))
        )
    ]


def _of_blocks(old: Sequence[_Block], new: Sequence[_Block]) -> Iterator[Difference]:
    def alike(before: int, after: int) -> float:
        one, other = old[before], new[after]
        if isinstance(one, ReadTable) and isinstance(other, ReadTable):
            same_name = one.place.table == other.place.table != "" or one.columns == other.columns
            return 1.0 if same_name else _shared(one.key, other.key)
        if isinstance(one, ReadLine) and isinstance(other, ReadLine):
            return _shared(one.words.key, other.words.key)
        return 0.0

    keys = [
        [(isinstance(block, ReadTable), block.key) for block in blocks] for blocks in (old, new)
    ]
    for at, later in aligned(keys[0], keys[1], alike):
        before, after = None if at is None else old[at], None if later is None else new[later]
        if isinstance(before, ReadTable) and isinstance(after, ReadTable):
            yield from _of_tables(before, after)
        elif isinstance(before, ReadLine) and isinstance(after, ReadLine):
            if _differ(before.words, after.words):
                yield _changed(after.place, before.place, before.words, after.words)
        else:
            yield from _removed(before)
            yield from _added(after)


def _removed(block: _Block | None) -> Iterator[Difference]:
    if block is not None:
        words = _all_words(block)
        yield Difference(Differs.REMOVED, block.place, block.place, words, "")


def _added(block: _Block | None) -> Iterator[Difference]:
    if block is not None:
        words = _all_words(block)
        yield Difference(Differs.ADDED, block.place, PaperPlace(), "", words)


def _all_words(block: _Block) -> str:
    if isinstance(block, ReadLine):
        return block.words.shown
    return "\n".join(row.shown for row in block.rows)


def _differ(old: Wording, new: Wording) -> bool:
    """Return whether words differ, or a reference leads elsewhere and shows another number."""
    if old.key != new.key or len(old.numbers) != len(new.numbers):
        return True
    pairs = zip(old.numbers, new.numbers, strict=True)
    return any(a[0] != b[0] and a[1] != b[1] for a, b in pairs)


def _changed(place: PaperPlace, was: PaperPlace, old: Wording, new: Wording) -> Difference:
    shown = new.shown if new.shown != old.shown else f"{new.shown} (another one)".strip()
    return Difference(Differs.CHANGED, place, was, old.shown, shown)


def _with_moves(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return the differences; what was taken out in one place and put in at another, once."""
    removed: dict[tuple[PaperPart, str], list[Difference]] = {}
    for one in found:
        if one.differs is Differs.REMOVED and len(one.old.split()) >= _FEWEST_MOVED:
            removed.setdefault((one.place.part, one.old), []).append(one)
    moved: set[int] = set()
    made: list[Difference] = []
    for one in found:
        sources = removed.get((one.place.part, one.new)) if one.differs is Differs.ADDED else None
        if sources:
            source = sources.pop(0)
            moved.add(id(source))
            made.append(replace(one, differs=Differs.MOVED, was=source.place, old=source.old))
        else:
            made.append(one)
    return tuple(one for one in made if id(one) not in moved)


# --- Tables -------------------------------------------------------------------------------------


def _of_tables(old: ReadTable, new: ReadTable) -> Iterator[Difference]:
    """Yield the columns, rows and cells that differ."""
    columns = _columns(old, new)
    for before, after in columns:
        if before is None and after is not None:
            words = _in_column(new, after)
            place = replace(new.place, column=new.columns[after])
            yield Difference(Differs.ADDED, place, PaperPlace(), "", words)
        elif after is None and before is not None:
            place = replace(old.place, column=old.columns[before])
            yield Difference(Differs.REMOVED, place, place, _in_column(old, before), "")
    both = [(one, other) for one, other in columns if one is not None and other is not None]

    def alike(before: int, after: int) -> float:
        one, other = old.rows[before], new.rows[after]
        return 1.0 if one.name == other.name != "" else _shared(one.key, other.key)

    keys = (
        [_shared_key(row, [one for one, _ in both]) for row in old.rows],
        [_shared_key(row, [other for _, other in both]) for row in new.rows],
    )
    names = [row.name for row in old.rows], [row.name for row in new.rows]
    pairs = list(aligned(*keys, alike, names))
    elsewhere = _of_one_name(pairs, names)
    for at, later in pairs:
        if at is not None and later is not None:
            yield from _of_rows(old, old.rows[at], new, new.rows[later], both)
        elif later is not None and later in elsewhere:
            yield from _of_rows(old, old.rows[elsewhere[later]], new, new.rows[later], both)
            place, name = replace(new.place, row=new.rows[later].name), new.rows[later].name
            yield Difference(Differs.MOVED, place, place, name, name)
        elif at in elsewhere.values():
            continue
        elif later is not None:
            place = replace(new.place, row=new.rows[later].name)
            yield Difference(Differs.ADDED, place, PaperPlace(), "", new.rows[later].shown)
        elif at is not None:
            place = replace(old.place, row=old.rows[at].name)
            yield Difference(Differs.REMOVED, place, place, old.rows[at].shown, "")


def _of_one_name(
    pairs: Sequence[_Pair], names: tuple[Sequence[str], Sequence[str]]
) -> dict[int, int]:
    """Return the row of the older table for each row of the newer that was in another place there.

    A table that begins with what is worst moves a row as its figure changes. A name says which row
    it is where each of the two tables has it once.
    """
    old, new = map(Counter, names)
    gone = {names[0][at]: at for at, later in pairs if at is not None and later is None}
    come = {names[1][later]: later for at, later in pairs if at is None and later is not None}
    return {
        come[name]: at
        for name, at in gone.items()
        if name and name in come and old[name] == new[name] == 1
    }


def _columns(old: ReadTable, new: ReadTable) -> list[_Pair]:
    """Return which column of one table is which of the other; those of equal number by order."""
    if len(old.columns) == len(new.columns):
        return [(number, number) for number in range(len(old.columns))]

    def alike(before: int, after: int) -> float:
        return _shared(old.columns[before], new.columns[after])

    return list(aligned(old.columns, new.columns, alike))


def _in_column(table: ReadTable, column: int) -> str:
    cells = (row.cells[column].shown for row in table.rows if column < len(row.cells))
    return " / ".join(filter(None, cells))


def _shared_key(row: ReadRow, columns: Sequence[int]) -> Hashable:
    """Return what a row is compared by: its cells in the columns that both tables have."""
    return tuple(row.cells[at].key for at in columns if at < len(row.cells))


def _of_rows(
    old: ReadTable, row: ReadRow, new: ReadTable, later: ReadRow, columns: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    for one, other in columns:
        before = row.cells[one] if one < len(row.cells) else Wording("", "")
        after = later.cells[other] if other < len(later.cells) else Wording("", "")
        if _differ(before, after):
            place, was = new.place_of(later, other), old.place_of(row, one)
            yield _changed(place, was, before, after)


# --- Aligning -----------------------------------------------------------------------------------


def aligned(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    alike: _Alike,
    names: tuple[Sequence[Hashable], Sequence[Hashable]] | None = None,
) -> Iterator[_Pair]:
    """Yield which of the one is which of the other, in order: what is equal, then what is alike.

    ``names`` are less than the whole, by which what differs is aligned first. None is put beside
    what the other lacks. ``alike`` gives from 0 to 1 how much two of them have in common.
    """
    for start, end, later, last in _between(same_places(old, new), len(old), len(new)):
        if start < end and later < last:
            of_names = names or (old, new)
            same = [
                (start + one, later + other)
                for one, other in same_places(of_names[0][start:end], of_names[1][later:last])
            ]
            for first, stop, at, until in _between(same, end, last, start, later):
                yield from _by_likeness(range(first, stop), range(at, until), alike)
                if stop < end and until < last:
                    yield stop, until
        else:
            yield from ((at, None) for at in range(start, end))
            yield from ((None, at) for at in range(later, last))
        if end < len(old) and last < len(new):
            yield end, last


def _between(
    matches: Sequence[tuple[int, int]], end: int, last: int, start: int = 0, later: int = 0
) -> Iterator[tuple[int, int, int, int]]:
    """Yield each stretch before a match and after the last: where it is in each of the two."""
    for one, other in matches:
        yield start, one, later, other
        start, later = one + 1, other + 1
    yield start, end, later, last


def _by_likeness(old: range, new: range, alike: _Alike) -> Iterator[_Pair]:
    """Yield pairs of what is alike, in order; what is left is paired where both have as many."""
    pairs = _most_alike(old, new, alike) if len(old) * len(new) <= _MOST_COMPARED else []
    shifted = [(one - old.start, other - new.start) for one, other in pairs]
    for start, end, later, last in _between(shifted, len(old), len(new)):
        if end - start == last - later:
            yield from zip(old[start:end], new[later:last], strict=True)
        else:
            yield from ((at, None) for at in old[start:end])
            yield from ((None, at) for at in new[later:last])
        if end < len(old) and last < len(new):
            yield old[end], new[last]


def _most_alike(old: range, new: range, alike: _Alike) -> list[tuple[int, int]]:
    """Return the pairs, in the order of both, that have the most in common together."""
    likeness = [[alike(one, other) for other in new] for one in old]
    sums = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, row in enumerate(likeness):
        for j, much in enumerate(row):
            paired = sums[i][j] + much if much >= _ALIKE else 0.0
            sums[i + 1][j + 1] = max(sums[i][j + 1], sums[i + 1][j], paired)
    pairs: list[tuple[int, int]] = []
    i, j = len(old), len(new)
    while i and j:
        if sums[i][j] == sums[i - 1][j]:
            i -= 1
        elif sums[i][j] == sums[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((old[i], new[j]))
    return pairs[::-1]


# --- Words --------------------------------------------------------------------------------------


def _shared(one: str, other: str) -> float:
    """Return which share of their words two texts have in common."""
    words, others = Counter(one.split()), Counter(other.split())
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 1.0


def new_words(old: str, new: str) -> tuple[NewWords, ...]:
    """Return the smallest words that differ between two texts, in order.

    Where little of the text is left as it was, all of it is one difference.
    """
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if _shared(old, new) < _LITTLE:
        return (NewWords(old, new, ""),)
    found: list[NewWords] = []
    for start, end, later, last in _apart(before, after):
        lead = "".join(after[:later]).split()[-_WORDS_BEFORE:]
        words = "".join(before[start:end]), "".join(after[later:last])
        if any(part.strip() for part in words):
            words = words[0].strip(), words[1].strip()
        found.append(NewWords(*words, " ".join(lead)))
    return tuple(found)


def _apart(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches that differ; those between which are only spaces are one."""
    found: list[tuple[int, int, int, int]] = []
    for start, end, later, last in _between(same_places(old, new), len(old), len(new)):
        if start == end and later == last:
            continue
        if found and not "".join(old[found[-1][1] : start]).strip():
            first, _, at, _ = found.pop()
            found.append((first, end, at, last))
        else:
            room = min(start - found[-1][1], later - found[-1][3]) if found else min(start, later)
            back = 0
            if later == last:
                back = _back(old[:end], end - start, room)
            elif start == end:
                back = _back(new[:last], last - later, room)
            found.append((start - back, end - back, later - back, last - back))
    return found


def _back(words: Sequence[str], many: int, room: int) -> int:
    """Return by how many words what only one text has may begin earlier: as a whole item of a list.

    It is the last ``many`` words; the ``room`` before them is the same in both texts. Where "PI 5"
    became "PI 4 and PI 5", not "4 and PI" is new but "PI 4 and".
    """
    end = len(words)
    for back in range(min(room, end - many)):
        before = "".join(words[: end - many - back]).rstrip(" ")
        if not before or not before[-1].isalnum():
            return back
        if words[end - many - back - 1] != words[end - back - 1]:
            break
    return 0


def _said(words: NewWords) -> str:
    after = f" after {in_full(words.after)}" if words.after else " at the beginning"
    if not (words.old.strip() or words.new.strip()):
        return f"the spaces differ{after}"
    if not words.old:
        return f"{in_full(words.new)} is added{after}"
    if not words.new:
        return f"{in_full(words.old)} is taken out{after}"
    return f"{in_full(words.old)} is now {in_full(words.new)}"


def first_upper(words: str) -> str:
    """Return a place or sentence with a capital letter at its beginning."""
    return words[:1].upper() + words[1:]

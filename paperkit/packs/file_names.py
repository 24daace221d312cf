"""What the files of a meeting's papers are called, and which folder they are in.

A name is read without its folder, in an e-mail or among downloads: so it has the appendix's label,
the title and the day, and says which meeting where another has that day. The folder begins with the
date, so that folders sort by meeting.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import chain, combinations, count
from pathlib import PurePath

from paperkit.board.data import BoardData
from paperkit.board.history import EXEMPT_FOLDER
from paperkit.board.plan_rows import Meeting
from paperkit.board.words import Body, MeetingKind, MeetingState
from paperkit.container.writing import LONGEST_NAME, safe_name
from paperkit.frozen import Frozen, replace
from paperkit.schema.dates import in_words

DRAFT, EXEMPT = "Draft - ", "Exempt - "
# So that some words of the title are left.
_LONGEST_MARK = 40


class FileName(Frozen):
    """The name of a file in parts, of which the title is shortened where all are too long.

    An exempt file says so first of all, and is in a folder of its own within the meeting's.
    ``mark`` is in brackets at the end, where another file would be called the same.
    """

    title: str = ""
    label: str = ""
    ending: str = ""
    mark: str = ""
    suffix: str = ".docx"
    exempt: bool = False

    @property
    def stem(self) -> str:
        """Return label, title and day, at most so long that there is room for what comes before."""
        before = f"{self.label} - " if self.label else ""
        mark = f" ({self.mark})" if self.mark else ""
        after = f" - {self.ending}{mark}"
        return safe_name(self.title, before, after, _room(exempt=self.exempt))

    @property
    def folder(self) -> str:
        """Return the folder within the meeting's; blank for a file that is in the meeting's own."""
        return EXEMPT_FOLDER if self.exempt else ""

    @property
    def final(self) -> str:
        """Return the name of what is filed."""
        return f"{EXEMPT if self.exempt else ''}{self.stem}{self.suffix}"

    @property
    def draft(self) -> str:
        """Return the name of a draft."""
        return f"{EXEMPT if self.exempt else ''}{DRAFT}{self.stem}{self.suffix}"


def folder_of(board: BoardData, meeting: Meeting) -> str:
    """Return the name of a meeting's folder: ``2026-07-16 Board``."""
    assert meeting.date is not None, "Papers are planned for a meeting that has a date."
    named = (str(meeting.body or Body.BOARD), _further(board, meeting))
    return safe_name(f"{meeting.date.isoformat()} {', '.join(filter(None, named))}")


def ending_of(board: BoardData, meeting: Meeting) -> str:
    """Return what ends a file's name: ``16 July 2026``, or ``Executive, 16 July 2026``.

    The Board is not named, since most papers go to it.
    """
    assert meeting.date is not None, "Papers are planned for a meeting that has a date."
    body = str(meeting.body) if meeting.body not in (None, Body.BOARD) else ""
    return ", ".join(filter(None, (body, in_words(meeting.date), _further(board, meeting))))


def name_typed(words: str) -> str:
    """Return the name of a file that somebody typed, perhaps with its path as Windows has it."""
    return PurePath(words.replace("\\", "/")).name


def is_draft(file: str) -> bool:
    """Return whether a file has the name of a draft."""
    return file.removeprefix(EXEMPT).startswith(DRAFT)


def draft_of(final: str) -> str:
    """Return the name of the draft of what is filed under a name."""
    exempt = EXEMPT if final.startswith(EXEMPT) else ""
    return f"{exempt}{DRAFT}{final.removeprefix(exempt)}"


def final_name_of(name: str) -> str:
    """Return the name of what is filed, of a draft or of itself."""
    exempt = EXEMPT if name.startswith(EXEMPT) else ""
    return f"{exempt}{name.removeprefix(exempt).removeprefix(DRAFT)}"


def joined_name(board: BoardData, meeting: Meeting) -> FileName:
    """Return the name of the file that holds all public papers of a meeting."""
    return FileName("Papers", ending=ending_of(board, meeting))


def _further(board: BoardData, meeting: Meeting) -> str:
    """Return the reference of a meeting where its body has another that day, which needs none."""
    same_day = [
        one
        for one in board.meetings
        if one.date == meeting.date and (one.body or Body.BOARD) is (meeting.body or Body.BOARD)
    ]
    first = min(
        same_day,
        key=lambda one: (one.kind is MeetingKind.SESSION, one.state is MeetingState.CANCELLED),
        default=meeting,
    )
    return "" if first.reference == meeting.reference else meeting.reference


def shortens(file: str, title: str) -> bool:
    """Return whether the name of a file has a title shortened in it, as ``FileName`` does it."""
    exempt = file.startswith(EXEMPT)
    stem = PurePath(file.removeprefix(EXEMPT)).stem
    parts = stem.split(" - ")
    # A label may be before the title, and days after it, which may have " - " in it, too.
    around = (
        ("".join(f"{part} - " for part in parts[:start]), "".join(f" - {p}" for p in parts[end:]))
        for start, end in combinations(range(len(parts) + 1), 2)
    )
    made = (safe_name(title, *each, _room(exempt=exempt)) for each in around)
    return any(name.casefold() == stem.casefold() for name in made)


def _room(*, exempt: bool) -> int:
    """Return how long a name may be before its suffix, and what says that it is a draft."""
    return LONGEST_NAME - len(DRAFT) - (len(EXEMPT) if exempt else 0)


def names_day(file: str, day: date) -> bool:
    """Return whether the name of a file has the day: whether it was made for a meeting of that."""
    _, words, after = f" {file}".partition(f" {in_words(day)}")
    return bool(words) and not after[:1].isdigit()


def _without_draft(name: FileName) -> str:
    """Return a name so that a final called "Draft: ..." is known for the draft of another."""
    return name.stem.casefold().removeprefix(DRAFT.casefold())


def distinct(named: Iterable[tuple[FileName, str]]) -> list[FileName]:
    """Return names that no two share, also where capitals do not count.

    With each goes the reference of its paper: it is the mark of all that would be called the same,
    so that none takes the name of another when rows change places. What has none gets a number.
    """
    listed = list(named)
    often = Counter(map(_without_draft, (name for name, _ in listed)))
    taken: set[str] = set()
    found = []
    for name, reference in listed:
        shared = reference and often[_without_draft(name)] > 1
        own = safe_name(reference, longest=_LONGEST_MARK) if shared else ""
        marks = chain([own], (f"{own} {number}".strip() for number in count(2)))
        marked = (replace(name, mark=mark) for mark in marks)
        free = next(one for one in marked if _without_draft(one) not in taken)
        taken.add(_without_draft(free))
        found.append(free)
    return found

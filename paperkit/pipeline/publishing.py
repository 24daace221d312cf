"""Record that papers are published, by hand and also later: from the bytes that are kept.

Nothing is sent to anybody. Without a record by hand a final counts as published from the day that
the calendar gives.
"""

import datetime
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from paperkit.board.calendar import find_meeting
from paperkit.board.data import BoardData
from paperkit.board.history import PUBLISHED, Draft, Filed, History, Published, lies_exempt
from paperkit.board.words import MeetingState
from paperkit.container.reading import content
from paperkit.errors import LogError, ReadError, UnknownNameError
from paperkit.frozen import Frozen
from paperkit.packs.file_names import is_draft, name_typed, names_day
from paperkit.pipeline.finals import PassedOver, add
from paperkit.pipeline.reading import Project, open_project, read_board, the_meeting
from paperkit.pipeline.restoring import file_named, file_of, papers_named, the_paper
from paperkit.record import LOG_FILE
from paperkit.record.kept import hashes
from paperkit.record.log import read_log
from paperkit.record.versions import Version, by_file, counting, latest_day, versions
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.word.properties import Seal, seal_of


class PapersPublished(Frozen):
    """The files recorded as published, the day of it, and those of the meeting passed over."""

    files: tuple[str, ...]
    day: datetime.date
    passed_over: tuple[PassedOver, ...] = ()


def publish(
    folder: Path,
    paper: str,
    today: datetime.date,
    *,
    meeting: str = "",
    on: datetime.date | None = None,
    packs: Sequence[Path] = (),
) -> PapersPublished:
    """Return what was recorded of a paper, or of every public final of a meeting: all or nothing.

    Of a meeting, what is exempt or recorded already is passed over. UnknownNameError where there is
    no such final, LogError where it cannot be recorded so.
    """
    project, day = open_project(folder), on or today
    log = project.folder / LOG_FILE
    history = read_log(log)
    passed: list[PassedOver] = []
    if paper:
        found = [_one(project, history, paper)]
    else:
        found, passed = _of_meeting(history, read_board(folder, packs).board, meeting, on)
    drafts: list[Draft] = []
    contents: list[bytes] = []
    there = hashes(log)
    # What is recorded as published stays so where a clock has gone back since.
    latest = latest_day(history, today)
    for every in found:
        version = counting(every, latest)
        row = version.row
        if why := already(version, latest):
            if paper:
                raise LogError(f"'{row.file}' {why}, so nothing was recorded.")
            passed.append(PassedOver(row.file, f"it {why}"))
            continue
        check_day(version, day)
        data = _as_it_lies(project, version)
        if row.sha256 not in there:
            if data is None:
                raise LogError(
                    f"The record knows '{row.file}' but did not keep it. Put the file back "
                    "into the folder of its meeting, then try again."
                )
            contents.append(data)
        drafts.append(published_entry(history, row, day, today))
    add(log, project.papers, drafts, history, contents)
    return PapersPublished(
        tuple(getattr(draft.row, "file", "") for draft in drafts), day, tuple(passed)
    )


def _one(project: Project, history: History, paper: str) -> Sequence[Version]:
    """Return the versions of a paper; UnknownNameError says what a file that is none is."""
    name = name_typed(paper)
    if not papers_named(history, paper):
        if is_draft(name):
            raise UnknownNameError(
                f"'{name}' is a draft, and only a final is published. Build it with --final first."
            )
        path = file_named(project.folder, paper)
        if path and not _is_own(path):
            raise UnknownNameError(
                f"'{name}' is not a paper that paperkit made, so the record has no final of it. "
                "Name one that 'paperkit record list' shows."
            )
    found = by_file(the_paper(history, paper))[-1]
    if not isinstance(found[-1].row, Filed):
        raise UnknownNameError(
            f"'{found[-1].row.file}' goes with the paper {found[-1].row.paper}. Publish that one."
        )
    return found


def _is_own(path: Path) -> bool:
    try:
        return seal_of(content(path)) is not Seal.STRANGER
    except ReadError:
        return False


def _of_meeting(
    history: History,
    board: BoardData,
    words: str,
    on: datetime.date | None,
) -> tuple[list[Sequence[Version]], list[PassedOver]]:
    """Return the versions of each final of a meeting, and its finals for another day.

    LogError where the meeting was cancelled, and nobody says on which day its papers came out.
    """
    meeting = find_meeting(board, words)
    wanted = folded(meeting.reference if meeting else words)
    files = [of_file for every in versions(history).values() for of_file in by_file(every)]
    finals = [every for every in files if isinstance(every[-1].row, Filed)]
    found = [every for every in finals if folded(every[-1].row.meeting) == wanted]
    if not found:
        # A meeting that is nowhere is a slip of the pen, and is answered with those that there are.
        there = the_meeting(board, words, datetime.date.max)
        raise UnknownNameError(
            f"The record has no final for '{there.reference}'. Build its papers with --final first."
        )
    if meeting is None or meeting.date is None:
        return found, []
    if meeting.state is MeetingState.CANCELLED and on is None:
        raise LogError(
            f"{meeting.reference} was cancelled, so nothing was recorded. If its papers came out "
            "before, give the day with --on."
        )
    day = meeting.date
    other = [every for every in found if not names_day(every[-1].row.file, day)]
    why = f"it was made for another day than {in_words(day)}, on which the meeting is now"
    passed = [PassedOver(every[-1].row.file, why) for every in other]
    return [every for every in found if every not in other], passed


def already(version: Version, today: datetime.date) -> str:
    """Return why nothing is recorded of a version; nothing where it can be."""
    if lies_exempt(version.row.folder):
        return "is exempt, and not for the public"
    if version.withdrawn_on:
        return f"was withdrawn on {in_words(version.withdrawn_on)}"
    if version.said and version.is_out(today) and version.published_on:
        return f"is recorded as published on {in_words(version.published_on)} already"
    if version.removed_on:
        return f"was removed from the record on {in_words(version.removed_on)}"
    return ""


def check_day(version: Version, day: datetime.date) -> None:
    """Raise LogError where a day of publication is before the paper was built."""
    if day < version.built_on:
        raise LogError(
            f"'{version.row.file}' was built on {in_words(version.built_on)}, so it was not "
            f"published on {in_words(day)}. Give the day of its publication with --on."
        )


def _as_it_lies(project: Project, version: Version) -> bytes | None:
    """Return the bytes of the file in its folder, if it is there; LogError where they differ."""
    path = file_of(project, version.row)
    if not path.is_file():
        return None
    data = content(path)
    if sha256(data).hexdigest() != version.row.sha256:
        raise LogError(
            f"'{path.name}' in {path.parent} is not the final that the record keeps. If it was "
            "filed so, record it with --as-filed; else move it away, and try again: what is "
            "recorded is the final as it was built."
        )
    return data


def published_entry(
    history: History, row: Filed | object, day: datetime.date, today: datetime.date
) -> Draft:
    """Return the entry; it takes the place of one that gave a day still to come."""
    assert isinstance(row, Filed)
    made = Published(
        paper=row.paper, meeting=row.meeting, file=row.file, sha256=row.sha256, published_on=day
    )
    earlier = [
        entry.number
        for entry in history.of(PUBLISHED)
        if isinstance(entry.row, Published) and entry.row.file == row.file
        if entry.row.published_on and entry.row.published_on > today
    ]
    because = "Another day was given." if earlier else ""
    number = earlier[-1] if earlier else 0
    return Draft(table=PUBLISHED, row=made, recorded_on=today, replaces=number, because=because)

"""The rows of a version of a paper, with the record as that version knew it."""

from collections.abc import Sequence
from pathlib import Path

from paperkit.board.data import BoardData
from paperkit.board.history import CORRECTED, Corrected, Filed, History
from paperkit.corrections.changes import with_answers
from paperkit.frozen import replace
from paperkit.record.as_filed import board_as_filed
from paperkit.record.versions import Version, every_version, goes_with


def board_of_version(
    log: Path, history: History, row: Filed, every: Sequence[Version]
) -> BoardData | None:
    """Return the rows of a version, and the record as the first one knew it.

    A revised version knows of what came into the record since the answers alone that it took in.
    """
    board = board_as_filed(log, history, row)
    if board is None or not row.revises:
        return board
    first = first_under(every, row.revises)
    files = {
        one.row.file
        for one in every_version(history)
        if one.withdrawn_on is None and (goes_with(row, one.row) or goes_with(one.row, row))
    }
    answers = [
        number
        for one in history.rows(CORRECTED, Corrected)
        if one.made in files
        for number in one.answers
    ]
    before = tuple(one for one in history.entries if one.number < first.entries[0])
    entries = {one.number: one for one in history.entries}
    known = with_answers(replace(history, entries=before), (entries[int(n)] for n in answers))
    return replace(board, history=known)


def first_under(every: Sequence[Version], file: str) -> Version:
    """Return the version that was published under the first name of a paper."""
    of_name = [one for one in every if one.row.file == file]
    return next((one for one in reversed(of_name) if one.published_on), of_name[0])

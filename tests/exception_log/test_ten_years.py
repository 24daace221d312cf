"""A council's ten years: sixty meetings, ten papers each, every one built twice, under 500 MB.

The papers, the workbook and the rows are the sample's, as large as they are. Nothing is equal that
need not be: each final has other bytes, and a workbook that was saved anew, and whoever writes a
text has changed it since the last. What does change from meeting to meeting changes once in each.
"""

import random
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest

from paperkit.board.data import BoardData, hash_of, kept_rows
from paperkit.board.history import FILED, Draft, Filed
from paperkit.cli.options import cache_folder
from paperkit.frozen import replace
from paperkit.pipeline.building import build
from paperkit.pipeline.filing import Acceptance
from paperkit.pipeline.ordering import Order
from paperkit.pipeline.reading import read_board
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import board_as_filed, rows_to_keep
from paperkit.record.kept import kept
from paperkit.record.log import append, look_through, read_log
from tests import projects
from tests.exception_log.entries import DAY, a_return
from tests.exception_log.test_kept import name_of

MEETINGS, PAPERS, TIMES = 60, 10, 2
RETURNS = 40
MOST = 500 * 1024**2
OF_A_MEETING = {
    "actions": "wording", "milestones": "wording", "readings": "note", "updates": "wording",
    "forward_items": "title",
}  # fmt: skip
OF_A_PAPER = {"text": "text"}


def changed(board: BoardData, texts: Mapping[str, str], mark: str) -> BoardData:
    """Return a board in which every row of some tables has another text in a column."""
    rows = {
        table: tuple(
            replace(row, **{column: f"{getattr(row, column)} {mark}{number}"})
            for number, row in enumerate(getattr(board, table))
        )
        for table, column in texts.items()
    }
    return replace(board, **rows)


@pytest.mark.slow
def test_ten_years_of_papers_stay_under_500_mb(tmp_path: Path) -> None:
    project = projects.sample(tmp_path / "board")
    order = Order(
        project, "", DAY, meeting="Board July 2026", final=True, cache=cache_folder(),
        acceptance=Acceptance("Known", "R. Keane"),
    )  # fmt: skip
    assert build(order).refused == ""
    filed = read_log(project / LOG_FILE).rows(FILED, Filed)
    held = [kept(project / LOG_FILE, [one.sha256, one.printed]) for one in filed]
    sizes = cycle([tuple(map(len, one.values())) for one in held])
    workbook, chance = (project / "board.xlsx").stat().st_size, random.Random(10)
    board, log = read_board(project).board, tmp_path / LOG_FILE
    settings = (project / "paperkit.yaml").read_bytes()
    started = time.monotonic()
    for meeting in range(MEETINGS):
        day = DAY + timedelta(days=60 * meeting)
        of_meeting = changed(board, OF_A_MEETING, f"m{meeting}.")
        append(
            log,
            [
                a_return(f"{meeting}.{number}", "Nobody was hired " * 12)
                for number in range(RETURNS)
            ],
        )
        drafts: list[Draft] = []
        contents: list[bytes] = [settings]
        for number in range(PAPERS * TIMES):
            size, words = next(sizes)
            rows = kept_rows(changed(of_meeting, OF_A_PAPER, f"p{number}."))
            listed, *tables = rows_to_keep(rows)
            data, source = chance.randbytes(size), chance.randbytes(workbook)
            # What was printed is text, and packs to a fifth.
            printed = chance.randbytes(words // 5)
            row = Filed(
                paper=f"P{number}", meeting=f"Board {meeting}", filed_on=day, size=size,
                file=f"Paper {number % PAPERS} of meeting {meeting}.docx", sha256=name_of(data),
                data=hash_of(rows), rows=name_of(listed), printed=name_of(printed),
                settings=name_of(settings), sources=(f"board.xlsx: {name_of(source)}",),
            )  # fmt: skip
            drafts.append(Draft(table=FILED, row=row, recorded_on=day))
            contents += (data, source, printed, listed, *tables)
        append(log, drafts, contents=contents)
    written, size = time.monotonic() - started, log.stat().st_size
    started = time.monotonic()
    history = read_log(log)
    read = time.monotonic() - started
    last = history.rows(FILED, Filed)[-1]
    again = board_as_filed(log, history, last)
    assert again is not None
    assert len(again.actions) == len(board.actions)
    started = time.monotonic()
    assert look_through(log).findings == ()
    sys.stdout.write(
        f"{len(history.entries):,} entries, {size / 1024**2:.0f} MB, written in {written:.0f} s, "
        f"read in {read:.1f} s, verified in {time.monotonic() - started:.0f} s\n"
    )
    assert size < MOST

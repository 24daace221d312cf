"""Meetings and papers that changed once papers were out: cancelled, moved, sent elsewhere.

What was published stays as it was. Each rule says what an officer has to do about it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from paperkit.board.decision_rows import COMES_BACK
from paperkit.board.history import Filed, History
from paperkit.board.words import MeetingState
from paperkit.findings import Finding, Place, in_full, quoted
from paperkit.packs.file_names import names_day
from paperkit.record import LOG_FILE
from paperkit.record.versions import Version, by_file, last_out, latest_day, versions
from paperkit.schema.cleaning import in_groups
from paperkit.schema.dates import in_words
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.rules import Rule, finding_at, finding_for
from paperkit.standpoint.sentences import listed


def _out(at: BoardAt) -> Mapping[str, Sequence[Version]]:
    """Return the finals that are out by the day, the newest of each file, by their meeting."""
    day = at.today or at.as_at
    found = []
    for every in versions(at.board.history).values():
        for of_file in by_file(every):
            last = last_out(of_file, day)
            if last and isinstance(last.row, Filed) and last.row.paper:
                found.append((str(last.row.meeting), last))
    return in_groups(found)


def meeting_changed(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each meeting to come that changed once its papers were out."""
    day = at.today or at.as_at
    for meeting in (at.meeting,) if at.meeting else at.board.meetings:
        out = at.once(_out).get(str(meeting.reference), ())
        if not out or not meeting.date or not day or meeting.date < day:
            continue
        if meeting.state is MeetingState.CANCELLED:
            message = f"{meeting.reference} was cancelled, but {_files(out)} for it."
            yield finding_at("PK-987", meeting, "state", message, value=str(meeting.state))
        elif other := [one for one in out if not names_day(one.row.file, meeting.date)]:
            today = in_words(meeting.date)
            message = f"{meeting.reference} is on {today} now, but {_files(other)} for another day."
            yield finding_at("PK-987", meeting, "date", message, value=today)


def _files(out: Sequence[Version]) -> str:
    names = listed(quoted(one.row.file) for one in out)
    return f"{names} {'has' if len(out) == 1 else 'have'} been published"


def of_cancelled_meeting(at: BoardAt) -> Iterator[Finding]:
    """Yield an error for each paper to a meeting that was cancelled, unless it is out already."""
    for row in at.scope.papers:
        meeting = at.board.meeting.get(row.meeting)
        if not meeting or meeting.state is not MeetingState.CANCELLED or at.is_over(meeting):
            continue
        out = at.once(_out).get(str(meeting.reference), ())
        if not row.appendix_of and not any(one.row.paper == row.reference for one in out):
            message = f"{in_full(row.reference)} is for {meeting.reference}, which was cancelled."
            yield finding_for(at, "PK-988", row, "meeting", message, row.meeting)


def paper_moved(at: BoardAt) -> Iterator[Finding]:
    """Yield a note for each paper that is out for one meeting, and goes to another now.

    Where the Board deferred it, that is as it should be.
    """
    out = [one for every in at.once(_out).values() for one in every]
    by_paper = in_groups((one.row.paper, one) for one in out)
    for row in at.scope.papers:
        for one in by_paper.get(row.reference, ()):
            deferred = any(
                (decision.paper, decision.meeting) == (row.reference, one.row.meeting)
                and decision.outcome in COMES_BACK
                for decision in at.board.decisions
            )
            if one.row.meeting != row.meeting and not deferred:
                where = row.meeting or "no meeting"
                message = (
                    f"{in_full(row.reference)} was published for {one.row.meeting}, but goes to "
                    f"{where} now."
                )
                yield finding_for(at, "PK-989", row, "meeting", message, row.meeting)


def clock_behind(history: History, today: date) -> Iterator[Finding]:
    """Yield a gap where the record was added to on a later day than today: a clock is wrong.

    Whether a paper is late, or published, goes by the day on which its final is built. It can be
    accepted, since the clock that was wrong may be that of whoever added to the record. Of entries
    of the latest day the last is named: one that the wrong clock added after them hides none.
    """
    latest = latest_day(history, today)
    last = [entry for entry in history.entries if entry.recorded_on == latest][-1:]
    if latest > today:
        message = (
            f"By the clock of this computer today is {in_words(today)}, but entry "
            f"{last[0].number} of the log was made on {in_words(latest)}."
        )
        place = Place(LOG_FILE, entry=last[0].number)
        yield Finding("PK-531", place, message, value=in_words(today))


RULES: tuple[Rule, ...] = (meeting_changed, of_cancelled_meeting, paper_moved)

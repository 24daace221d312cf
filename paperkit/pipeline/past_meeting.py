"""A paper for a meeting that is over, built from today's data, which are not those of its day.

What differs from the paper that counts as published is found in the words of both, so that nothing
that a reader would see is left out, whatever it comes from.
"""

from collections.abc import Iterator
from datetime import date

from paperkit.board.plan_rows import Meeting
from paperkit.findings import Finding, Place, quoted
from paperkit.packs.plan import Planned
from paperkit.papers.shown import ITEM_TO_COME
from paperkit.pipeline.looking_back import published_of
from paperkit.pipeline.reading import BoardRead
from paperkit.record import LOG_FILE
from paperkit.schema.dates import in_words
from paperkit.standpoint.sentences import Noun, counted

MOST_DIFFERENCES = 5


def by_todays_data(
    read: BoardRead, meeting: Meeting, paper: Planned, today: date, name: str, made: bytes
) -> Iterator[Finding]:
    """Yield a note on a paper for a meeting that is over, with what it now says differently.

    There is none where it is the published paper byte for byte.
    """
    if meeting.date is None or meeting.date >= today:
        return
    place = paper.row.place.row if paper.row else Place(name)
    day_of_meeting = in_words(meeting.date)
    over = f"{quoted(name)} is for the meeting of {day_of_meeting}, which is over, and is built "
    over += "from today's data."
    published = published_of(read, meeting, paper, today)
    if published is None:
        # Without a file's name: it is said once for all papers of the meeting.
        message = (
            f"The meeting of {day_of_meeting} is over, and its papers are built from today's "
            "data. The record has no published papers of this kind for it."
        )
        yield Finding("PK-933", place, message, remedy="Go on, if that is what you want.")
        return
    # What reads Word files and the record is imported only where a paper was published.
    from paperkit.record.kept import kept

    then = kept(read.project.folder / LOG_FILE, [published.row.sha256]).get(published.row.sha256)
    day = in_words(published.published_on) if published.published_on else ""
    if then is None:
        message = f"{over} The record does not have the paper that was published on {day}, so "
        yield Finding("PK-933", place, f"{message}paperkit cannot compare them.", value=name)
    elif then != made:
        found = list(_differences(then, made))
        said = f"It has the same words as the paper that was published on {day}."
        if found:
            count = counted(len(found), Noun("place", "places"))
            more = len(found) - MOST_DIFFERENCES
            said = f"It differs in {count} from the paper that was published on {day}. "
            said += " ".join(found[:MOST_DIFFERENCES])
            said += f" And {more} more." if more > 0 else ""
        yield Finding("PK-933", place, f"{over} {said}", value=name)


def _differences(then: bytes, made: bytes) -> Iterator[str]:
    """Yield in words what differs, but for the mark of a draft and its line for an item to come."""
    from paperkit.word.compared_text import PaperPart
    from paperkit.word.comparing import compare

    beside = (PaperPart.HEADER, PaperPart.FOOTER, PaperPart.PROPERTY)
    for one in compare(then, made).differences:
        if one.place.part not in beside and ITEM_TO_COME not in one.new:
            yield one.words

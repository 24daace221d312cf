"""How far a paper is on its way to the Board, as the data and the record have it.

Nobody types a state. It follows from the row, the draft in the folder, the finals in the record,
what was corrected or withdrawn, and what the Board decided. What an officer does type, who has the
paper and who cleared it, is printed in no paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from paperkit.board.calendar import Step, deadlines
from paperkit.board.data import BoardData, data_hash
from paperkit.board.history import Corrected, Filed, History
from paperkit.board.paper_rows import PROGRESS, PaperRow
from paperkit.board.plan_rows import Meeting
from paperkit.board.settings import Deadlines, StepName
from paperkit.board.words import Publicity
from paperkit.frozen import Frozen, replace
from paperkit.record.versions import Version, counting, versions
from paperkit.schema.columns import Choice, columns_of
from paperkit.schema.dates import in_words
from paperkit.standpoint.sentences import listed


class PaperState(Choice):
    """How far a paper is. It is one of these, though more may be true: the furthest counts."""

    NOT_STARTED = "not started"
    DRAFT = "draft"
    WITH = "with"
    TO_FOLLOW = "to follow"
    EDITED = "edited in Word"
    CLEARED = "cleared"
    FINAL = "final"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"


OPEN = frozenset(PaperState) - {PaperState.WITHDRAWN, PaperState.DECIDED}
_OUT = frozenset({PaperState.PUBLISHED, PaperState.CORRECTED})


class Traces(Frozen):
    """What is known of a paper beside its row.

    ``drafted`` says that there is a draft or text; ``edited`` that somebody has changed the draft,
    or the final, in Word. ``text`` is the mark of what the data say for it now. ``final`` is the
    version that counts, ``corrected`` what was recorded of corrections, ``outcomes`` what the Board
    did with its recommendations.
    """

    drafted: bool = False
    edited: bool = False
    text: str = ""
    final: Version | None = None
    corrected: tuple[Corrected, ...] = ()
    outcomes: tuple[str, ...] = ()

    def state(self, row: PaperRow, today: date) -> PaperState:
        """Return how far the paper is today."""
        final = self.final
        if final and final.withdrawn_on:
            return PaperState.WITHDRAWN
        if self.outcomes:
            return PaperState.DECIDED
        if final and final.is_out(today):
            return PaperState.CORRECTED if self.corrected else PaperState.PUBLISHED
        if self.edited:
            return PaperState.EDITED
        if final:
            return PaperState.WITH if row.with_whom else PaperState.FINAL
        if row.to_follow_because:
            return PaperState.TO_FOLLOW
        if row.cleared_by and row.cleared_text in ("", self.text):
            return PaperState.CLEARED
        if row.with_whom:
            return PaperState.WITH
        return PaperState.DRAFT if self.drafted else PaperState.NOT_STARTED

    def facts(self, row: PaperRow, today: date) -> Iterator[str]:
        """Yield what else is known of the paper, a sentence each."""
        state, final = self.state(row, today), self.final
        if final and row.publicity is Publicity.EXEMPT:
            yield f"Filed on {in_words(final.built_on)}, and not for the public: {final.row.file}."
        elif final:
            said = final.state(today)
            yield f"{said[0].upper()}{said[1:]}: {final.row.file}."
        for one in self.corrected:
            on = f" on {in_words(one.corrected_on)}" if one.corrected_on else ""
            yield f"Corrected{on}: {str(one.how or 'not said how').lower()}."
        if self.outcomes:
            yield f"The Board's decision: {listed(dict.fromkeys(self.outcomes)).lower()}."
        if self.edited and state is not PaperState.EDITED:
            yield "Its file in the folder of papers is not the one in the record."
        if row.with_whom and state in OPEN - _OUT - {PaperState.WITH}:
            yield f"With {row.with_whom}."
        if row.to_follow_because and state is not PaperState.TO_FOLLOW:
            yield "It is a report to follow."
        if row.urgent_because:
            yield "It is not on the published agenda: the chair decides whether it is urgent."
        if row.cleared_by:
            on = f" on {in_words(row.cleared_on)}" if row.cleared_on else ""
            for_text = f"for the text {row.cleared_text}, which has changed since"
            if row.cleared_text == self.text:
                for_text = "for the text as it is"
            elif not row.cleared_text:
                for_text = "nobody has said for which text"
            yield f"Cleared by {row.cleared_by}{on}, {for_text}."


def text_mark(board: BoardData) -> str:
    """Return the mark of what a paper says: it changes with its text and with its figures.

    ``board`` is what the paper shows. Who has a paper and who cleared it, and the number of its
    item, are not part of what it says.
    """
    names = [column.name for column in columns_of(PaperRow) if column.role == PROGRESS]
    blank = {name: getattr(_BLANK, name) for name in ("item", *names)}
    papers = tuple(replace(paper, **blank) for paper in board.papers)
    said = data_hash(replace(board, papers=papers, agenda=(), decisions=()))
    return f"T-{sha256((said + board.history.anchor.hash).encode()).hexdigest()[:8].upper()}"


_BLANK = PaperRow()


Finals = Mapping[tuple[str, str], Version]
"""The version of each paper that counts, by the references of paper and meeting."""


def finals(history: History, today: date) -> Finals:
    """Return the version of each paper to a meeting that counts: what is out, or else the last."""
    found: dict[tuple[str, str], Sequence[Version]] = {}
    for every in versions(history).values():
        row = every[-1].row
        if isinstance(row, Filed) and row.paper and row.file.endswith(".docx"):
            key = (row.paper, row.meeting)
            # A paper that got another title has another file; the newest is meant.
            if key not in found or found[key][-1].entries[-1] < every[-1].entries[-1]:
                found[key] = every
    return {key: counting(every, today) for key, every in found.items()}


def due(state: PaperState, meeting: Meeting, chosen: Deadlines, has_final: bool) -> Step | None:
    """Return the next step of a paper by the calendar, with its day; None where there is none."""
    if state in _OUT or state not in OPEN:
        return None
    wanted = [StepName.CLEARANCE, StepName.CUT_OFF, StepName.PUBLICATION]
    if state is PaperState.NOT_STARTED:
        wanted = [StepName.DRAFTS, *wanted]
    if state is PaperState.CLEARED:
        wanted = wanted[1:]
    if has_final or state is PaperState.TO_FOLLOW:
        wanted = wanted[-1:]
    steps = deadlines(meeting, chosen)
    return next((step for name in wanted for step in steps if step.name is name), None)

"""How far a paper is: the states that follow from its row, its files, the record, the decisions."""

from datetime import date

from paperkit.board.data import BoardData
from paperkit.board.history import Corrected, Filed
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import Deadlines, StepName
from paperkit.board.words import CorrectedAs, Publicity
from paperkit.frozen import replace
from paperkit.meetings.progress import PaperState, Traces, due, text_mark
from paperkit.record.versions import Version
from tests.cases import each
from tests.tables import board

TODAY = date(2026, 7, 7)
ROW = PaperRow(reference="Housing", publicity=Publicity.PUBLIC)
CLEARED = replace(ROW, cleared_by="Ada Brook", cleared_on=date(2026, 7, 3), cleared_text="T-1")
FINAL = Version(
    number=1, row=Filed(paper="Housing", file="Housing.docx"), entries=(1,),
    built_on=date(2026, 7, 6), replaced_on=None, published_on=date(2026, 7, 8),
)  # fmt: skip
OUT = replace(FINAL, published_on=date(2026, 7, 7))
DRAFTED = Traces(drafted=True, text="T-1")
FILED = Traces(drafted=True, text="T-1", final=FINAL)
REVISED = Corrected(how=CorrectedAs.REVISED, corrected_on=TODAY)


@each(
    ("row", "traces", "state"),
    [
        (ROW, Traces(), PaperState.NOT_STARTED),
        (ROW, DRAFTED, PaperState.DRAFT),
        (replace(ROW, with_whom="the clerk"), DRAFTED, PaperState.WITH),
        (CLEARED, DRAFTED, PaperState.CLEARED),
        (replace(CLEARED, cleared_text=""), DRAFTED, PaperState.CLEARED),
        (replace(CLEARED, with_whom="the clerk"), DRAFTED, PaperState.CLEARED),
        (CLEARED, replace(DRAFTED, text="T-2"), PaperState.DRAFT),  # for another text
        (CLEARED, replace(DRAFTED, edited=True), PaperState.EDITED),
        (replace(CLEARED, to_follow_because="The grant came late."), DRAFTED, PaperState.TO_FOLLOW),
        (CLEARED, FILED, PaperState.FINAL),
        (replace(ROW, with_whom="the clerk"), FILED, PaperState.WITH),
        (ROW, replace(FILED, edited=True), PaperState.EDITED),
        (ROW, replace(FILED, final=OUT, edited=True), PaperState.PUBLISHED),
        (ROW, replace(FILED, final=OUT, corrected=(REVISED,)), PaperState.CORRECTED),
        (ROW, replace(FILED, final=OUT, outcomes=("Agreed",)), PaperState.DECIDED),
        (ROW, replace(FILED, final=replace(OUT, withdrawn_on=TODAY)), PaperState.WITHDRAWN),
    ],
)
def test_the_furthest_that_a_paper_has_come_is_its_state(
    row: PaperRow, traces: Traces, state: PaperState
) -> None:
    assert traces.state(row, TODAY) is state


def test_what_else_is_known_is_said_in_sentences() -> None:
    row = replace(CLEARED, with_whom="the clerk", urgent_because="The grant closes on 20 July.")
    traces = replace(FILED, final=OUT, edited=True, corrected=(REVISED,), outcomes=("Agreed",))
    assert list(traces.facts(row, TODAY)) == [
        "Counts as published since 7 July 2026: Housing.docx.",
        "Corrected on 7 July 2026: revised version.",
        "The Board's decision: agreed.",
        "Its file in the folder of papers is not the one in the record.",
        "It is not on the published agenda: the chair decides whether it is urgent.",
        "Cleared by Ada Brook on 3 July 2026, for the text as it is.",
    ]


@each(
    ("cleared", "says"),
    [
        ("T-2", "for the text T-2, which has changed since"),
        ("", "nobody has said for which text"),
    ],
)
def test_a_clearance_says_for_which_text_it_was_given(cleared: str, says: str) -> None:
    (fact,) = DRAFTED.facts(replace(CLEARED, cleared_text=cleared), TODAY)
    assert fact == f"Cleared by Ada Brook on 3 July 2026, {says}."


def test_an_exempt_paper_is_never_said_to_be_published() -> None:
    (fact,) = replace(FILED, final=OUT).facts(replace(ROW, publicity=Publicity.EXEMPT), TODAY)
    assert fact == "Filed on 6 July 2026, and not for the public: Housing.docx."


def data(text: str = "To agree.", figure: str = "8.3%", cleared: str = "", title: str = "Housing",
         ) -> BoardData:  # fmt: skip
    return board(f"""
    ## indicators
    | reference |
    |-----------|
    | PI 1      |
    ## readings
    | indicator | period  | value    |
    |-----------|---------|----------|
    | PI 1      | 2025/26 | {figure} |
    ## papers
    | reference | title   | item | with_whom | cleared_by |
    |-----------|---------|------|-----------|------------|
    | Housing   | {title} | 7    | the clerk | {cleared}  |
    ## text
    | paper   | section         | text   |
    |---------|-----------------|--------|
    | Housing | recommendations | {text} |
    """)


def test_the_mark_of_a_text_changes_with_words_and_figures_and_not_with_who_has_it() -> None:
    mark = text_mark(data())
    assert mark.startswith("T-")
    assert mark == text_mark(data(cleared="Ada Brook"))
    changed = (data(text="To note."), data(figure="8.2%"), data(title="Homes"))
    assert mark not in map(text_mark, changed)


@each(
    ("state", "has_final", "step"),
    [
        (PaperState.NOT_STARTED, False, StepName.DRAFTS),
        (PaperState.DRAFT, False, StepName.CLEARANCE),
        (PaperState.CLEARED, False, StepName.CUT_OFF),
        (PaperState.TO_FOLLOW, False, StepName.PUBLICATION),
        (PaperState.WITH, True, StepName.PUBLICATION),
        (PaperState.PUBLISHED, True, None),
        (PaperState.WITHDRAWN, True, None),
    ],
)
def test_the_next_step_by_the_calendar_follows_from_the_state(
    state: PaperState, has_final: bool, step: StepName | None
) -> None:
    meeting = board(
        "## meetings\n| Reference | Date |\n|---|---|\n| July | 16 July 2026 |"
    ).meetings[0]
    found = due(state, meeting, Deadlines(drafts=20, clearance=10), has_final)
    assert (found.name if found else None) is step

"""The note on a correction says what a reader of both papers would find, in few words."""

from datetime import date

from paperkit.corrections.noted import note, places, said_of_report
from paperkit.corrections.shown import CorrectedPlace
from paperkit.word.comparing import Difference, compare
from tests.cases import each
from tests.papers.packages import p, row, table, word_file

LONG = "The plan was agreed in March and has been under way since, with one delay in May."


def differing(old: str, new: str) -> tuple[Difference, ...]:
    return compare(word_file(old), word_file(new)).differences


@each(
    ("old", "new", "said"),
    [
        ("There were 38 of them.", "There were 31 of them.", "38 is corrected to 31."),
        ("It is met.", "It is not met.", "not is added after “It is”."),
        ("It is not met.", "It is met.", "not is taken out after “It is”."),
        ("It cost about £5.", "It cost £5.", "about is taken out after “It cost”."),
        ("One two three", "Wholly other words", "“One two three” is corrected to “Wholly other "
         "words”."),
    ],
)  # fmt: skip
def test_a_paragraph_says_the_smallest_words_that_differ(old: str, new: str, said: str) -> None:
    (line,) = note(differing(p(old) + p(LONG), p(new) + p(LONG)))
    assert line == f"The text at the beginning: {said}"


def test_what_is_new_or_gone_is_said() -> None:
    assert note(differing(p(LONG), p(LONG) + p("One more.")))[0].endswith(": “One more.” is added.")
    assert note(differing(p(LONG) + p("One."), p(LONG)))[0].endswith(": One. is taken out.")


def test_the_cells_of_a_row_are_one_line_and_each_place_is_kept_whole() -> None:
    old, new = (
        table(row("Name", "Figure", "Rating", heading=True), row("PI 1", *cells), columns=3)
        for cells in (("38%", "Red"), ("31%", "Amber"))
    )
    found = differing(old, new)
    (line,) = note(found)
    assert line.endswith("Figure: 38% is corrected to 31%; Rating: Red is corrected to Amber.")
    assert [(one.was, one.now) for one in places(found)] == [("38%", "31%"), ("Red", "Amber")]


def test_a_row_that_moved_as_its_figure_changed_is_corrected_where_it_is() -> None:
    head = row("Name", "Figure", heading=True)
    old = table(head, row("PI 4", "52.3% of 60"), row("PI 19", "60 days"))
    new = table(head, row("PI 19", "60 days"), row("PI 4", "55.3% of 60"))
    found = differing(old, new)
    (line,) = note(found)
    assert line.endswith("Figure: 52.3% is corrected to 55.3%; moved within the table.")
    assert [(one.was, one.now) for one in places(found)] == [("52.3% of 60", "55.3% of 60")]


def test_many_places_fit_page_one_and_none_is_left_out() -> None:
    old, new = (
        "".join(table(row("Name", "Figure", heading=True), row(f"PI {n}", f"{n}{end}"))
                for n in range(30))
        for end in ("0", "1")
    )  # fmt: skip
    lines = note(differing(old, new))
    assert len(lines) == 13
    assert lines[-1].startswith("Corrected as well: ")
    assert "row 'PI 29'" in lines[-1]


def test_many_paragraphs_of_one_place_are_counted() -> None:
    old = "".join(p(f"{LONG} It was so in {n}.") for n in range(20))
    assert note(differing(old + p("Last."), p("Last."))) == (
        "The text at the beginning: 20 taken out.",
    )


def test_the_next_report_names_the_report_that_is_corrected() -> None:
    said = said_of_report(date(2026, 7, 16), ("Paragraph 3.7: 38 is corrected to 31.",))
    of = "Correction to the report of 16 July 2026"
    assert said == (f"{of}: paragraph 3.7: 38 is corrected to 31.",)
    assert said_of_report(date(2026, 7, 16), ("One.", "Two.")) == (
        f"{of}: 2 places.", "One.", "Two.",
    )  # fmt: skip


def test_a_row_that_is_added_or_taken_out_leaves_no_cell_blank_and_no_bars_to_be_heard() -> None:
    row = CorrectedPlace("Row 'PI 1'", "PI 1 | 10.9%", "")
    assert (row.printed.was, row.printed.now) == ("PI 1; 10.9%", "Taken out")
    assert CorrectedPlace("Row 'PI 1'", "", "11%").printed.was == "Not in the paper"

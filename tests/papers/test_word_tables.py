"""A template's tables when a paper is made: empty columns go, long rows may part."""

from paperkit.word.outline import outline
from paperkit.word.package import parse, w, words_in
from paperkit.word.tables import MOST_LINES
from tests.cases import each
from tests.papers.packages import cell, finished, p, part, row, table

HEADS = row("Action", "Rating", "Deadline", heading=True)


def spanning(text: str, columns: int) -> str:
    """Return a cell over several columns."""
    return cell(p(text), f'<w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="{columns}"/>')


def rows_of(package: bytes) -> list[str]:
    """Return the rows of the one table, in words."""
    return [line for line in outline(package).splitlines() if line.startswith("| ")]


def test_a_column_in_which_no_row_says_anything_goes_with_its_heading() -> None:
    made = table(HEADS, row("1.1", "<0>", "May"), row("1.2", "<1>", "June"), columns=3)

    assert rows_of(finished(made, "", "")) == [
        "| Action | Deadline |",
        "| --- | --- |",
        "| 1.1 | May |",
        "| 1.2 | June |",
    ]


def test_a_column_stays_if_one_row_says_something() -> None:
    made = table(HEADS, row("1.1", "<0>", "May"), row("1.2", "<1>", "June"), columns=3)

    assert rows_of(finished(made, "", "Red"))[2:] == ["| 1.1 |  | May |", "| 1.2 | Red | June |"]


def test_a_column_with_the_template_s_own_words_stays() -> None:
    made = table(HEADS, row("1.1", "Rated: <0>", "May"), columns=3)

    assert rows_of(finished(made, ""))[2] == "| 1.1 | Rated: | May |"


def test_a_column_of_which_an_if_leaves_nothing_goes() -> None:
    made = table(HEADS, row("1.1", cell(""), "May"), row("1.2", cell(""), "June"), columns=3)

    assert rows_of(finished(made))[0] == "| Action | Deadline |"


def test_a_column_to_write_in_stays() -> None:
    made = table(HEADS, row("1.1", cell(p()), "May"), row("1.2", cell(p()), "June"), columns=3)

    assert rows_of(finished(made))[0] == "| Action | Rating | Deadline |"


def test_a_table_of_nothing_but_its_headings_stays() -> None:
    made = table(HEADS, row("<0>", "<0>", "<0>"), columns=3)

    assert rows_of(finished(made, ""))[0] == "| Action | Rating | Deadline |"


def test_a_cell_over_several_columns_keeps_its_words() -> None:
    made = table(
        HEADS,
        row("1.1", "<0>", "May"),
        f"<w:tr>{spanning('It is done', 2)}{cell(p('by us'))}</w:tr>",
        columns=3,
    )

    assert rows_of(finished(made, ""))[2:] == ["| 1.1 | May |", "| It is done | by us |"]


def test_a_cell_over_several_columns_is_over_those_that_are_left() -> None:
    made = table(
        HEADS, row("1.1", "<0>", "May"), f"<w:tr>{spanning('It is done', 3)}</w:tr>", columns=3
    )

    assert rows_of(finished(made, ""))[3] == "| It is done [2 columns] |"


def test_the_other_columns_share_the_width() -> None:
    widths = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in (4000, 2000, 4000))
    made = table(HEADS, row("1.1", "<0>", "May"), columns=3)
    made = made.replace("<w:gridCol/>" * 3, widths)

    package = part(finished(made, ""))
    assert package.count('<w:gridCol w:w="5000"/>') == 2
    assert package.count('<w:tcW w:w="5000" w:type="dxa"/>') == 4


@each(("lines", "is_kept"), [(MOST_LINES, True), (MOST_LINES + 1, False)])
def test_only_a_long_row_may_part(lines: int, is_kept: bool) -> None:
    long = cell(p("x") * lines)
    kept = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(p('1.1'))}{long}</w:tr>"

    assert ("cantSplit" in part(finished(table(HEADS, kept)))) is is_kept


def kept(*rows: str) -> list[str]:
    """Return which of a table's rows are kept on the page of the row after them."""
    made = parse(part(finished(table(HEADS, *rows, columns=3))).encode(), "document")
    return [words_in(one)[:1] for one in made.iter(w("tr")) if [*one.iter(w("keepNext"))]]


def test_neither_the_first_row_of_a_table_nor_its_last_stands_alone_on_a_page() -> None:
    assert kept(*(row(name, "Red", "May") for name in "abcdef")) == ["a", "e"]


def test_rows_that_are_kept_together_already_count_as_one() -> None:
    facts = row(cell("<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"))
    assert kept(facts, *(row(name, "Red", "May") for name in "bcde")) == ["a", "b", "d"]


def test_a_row_that_is_said_not_to_be_kept_is_not() -> None:
    free = row(cell('<w:p><w:pPr><w:keepNext w:val="0"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'))
    assert kept(free, *(row(name, "Red", "May") for name in "bcd")) == ["a", "c"]


def test_a_row_whose_cells_are_in_content_controls_is_taken_as_short() -> None:
    control = (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr>"
    )
    rows = [control.format(cell(p(name))) for name in "abc"]
    assert "cantSplit" in part(finished(table(*rows)))


def test_two_rows_of_many_lines_may_part() -> None:
    assert kept(*(row(name, "Text " * 60, "May") for name in "abc")) == []


def test_a_row_stays_with_what_is_told_of_it_across_the_table_below() -> None:
    told, headed = (f"<w:tr>{spanning(text, 3)}</w:tr>" for text in ("Why", "P2"))
    headed = headed.replace("<w:p>", "<w:p><w:pPr><w:keepNext/></w:pPr>")
    first, before, late, *others = (row(name, "", "") for name in "abcdef")
    made = table(HEADS, first, before, late, told, headed, *others, columns=3)

    rows = part(finished(made)).split("<w:tr>")
    assert [one.count("keepNext") for one in rows[3:-2]] == [0, 3, 0, 1, 0]

"""What was edited in a paper counts as in the data once a new paper has it in the same place."""

import re

import pytest

from paperkit.word.as_built import LOST, as_built
from paperkit.word.compared_text import ReadPaper, read_paper
from paperkit.word.edited import edits_lacked
from tests.cases import each
from tests.papers.packages import DRAFT, FACTS, finished, p, part, row, table
from tests.papers.test_comparing import BASE, KEY, drawing, h, key, n, paper

WORDS = n("All is well with 31 of the 40 actions.")
AGAIN = n("All is well with 35 of the 40 actions.")


def read(*blocks: str) -> ReadPaper:
    return read_paper(paper(*blocks))


def put(number: int, *blocks: str) -> tuple[str, ...]:
    return (*BASE[:number], *blocks, *BASE[number + 1 :])


def lacked(edited: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
    found = edits_lacked(read(*BASE), read(*edited), read(*new))
    return [one.difference.words for one in found]


GREEN = key([KEY[0], ("Green", "Red"), KEY[2]])
ADDED = key([*KEY, ("Blue", "Done")])


@each(
    ("edited", "new", "says"),
    [
        (put(1, WORDS), BASE, "Paragraph 1.1: '38' is now '31'."),
        (put(1, WORDS), put(1, AGAIN), "Paragraph 1.1: '38' is now '31'."),
        (put(1, WORDS), put(1), "Paragraph 1.1: '38' is now '31'."),
        (put(1, WORDS), put(1, WORDS), ""),
        (put(1, WORDS), put(1, n("A new beginning."), WORDS), ""),
        (BASE, put(1, AGAIN), ""),
        (put(2), BASE, "Paragraph 1.2: removed 'The Board met in May.'."),
        (put(2), put(2, n("The Board met in June.")), "Paragraph 1.2: removed"),
        (put(2), put(2), ""),
        (put(2, BASE[2], n("It rained.")), BASE, "Paragraph 1.3: added 'It rained.'."),
        (put(2, BASE[2], n("It rained.")), put(2, BASE[2], n("It rained.")), ""),
        (put(7, GREEN), BASE, "Table 'Key', row 'Green', column 'Meaning':"),
        (put(7, GREEN), put(7, key([*KEY, ("Red", "Red")])), "Table 'Key', row 'Green'"),
        (put(7, GREEN), put(7, key([KEY[0], KEY[2]])), "Table 'Key', row 'Green'"),
        (put(7, GREEN), put(7), "Table 'Key', row 'Green'"),
        (put(7, GREEN), put(7, GREEN), ""),
        (put(7, ADDED), put(7, key([*KEY, ("Blue", "Late")])), "Table 'Key', row 'Blue': added"),
        (put(7, ADDED), put(7, key([KEY[0], ("Green", "On time"), KEY[2], ("Blue", "Done")])), ""),
    ],
)  # fmt: skip
def test_an_edit_is_lacked_unless_the_new_paper_has_it(
    edited: tuple[str, ...], new: tuple[str, ...], says: str
) -> None:
    found = lacked(edited, new)
    assert [words[: len(says)] for words in found] == [says] * bool(says)


def test_an_alternative_text_that_is_gone_is_no_edit() -> None:
    described = (*BASE, n("A map.", drawing("The north")))
    gone, other = (*BASE, n("A map.", drawing(""))), (*BASE, n("A map.", drawing("The south")))
    built = read(*described)
    assert edits_lacked(built, read(*gone), built) == ()
    assert edits_lacked(None, read(*gone), built) == ()
    assert len(edits_lacked(built, read(*other), built)) == 1


def test_what_the_data_have_changed_since_is_said() -> None:
    (one,) = edits_lacked(read(*BASE), read(*put(1, WORDS)), read(*put(1, AGAIN)))
    assert one.now == "All is well with 35 of the 40 actions."


def test_of_a_paper_that_does_not_say_how_it_was_built_all_counts() -> None:
    found = edits_lacked(None, read(*put(1, WORDS)), read(*put(2)))
    assert [one.difference.words for one in found] == [
        "Paragraph 1.1: '38' is now '31'.", "Paragraph 1.2: added 'The Board met in May.'.",
    ]  # fmt: skip


BODY = p("The Board met in May.") + table(row("Rating", "Meaning"), row("Green", "As planned"))


def test_a_draft_keeps_how_it_was_built_and_no_words_for_it() -> None:
    draft = finished(BODY, facts=DRAFT)
    kept = part(draft, "customXml/item1.xml")
    assert "May" not in kept
    assert kept.startswith("<?xml")
    edited = finished(BODY.replace("May", "June"), facts=DRAFT)
    built = as_built(draft, [read_paper(edited)])
    assert built is not None
    assert built.title == DRAFT.title
    (one,) = edits_lacked(built.paper, read_paper(edited), read_paper(draft))
    assert (one.difference.old, one.difference.new) == (LOST, "The Board met in June.")
    assert as_built(draft, [read_paper(draft)]) == as_built(draft, [read_paper(finished(BODY))])


def test_a_final_keeps_nothing_more_than_its_pages() -> None:
    final = finished(BODY, facts=FACTS)
    assert as_built(final, [read_paper(final)]) is None
    with pytest.raises(KeyError):
        part(final, "customXml/item1.xml")


def test_a_part_that_was_spoilt_says_nothing() -> None:
    draft = finished(BODY, facts=DRAFT)
    spoilt = re.sub(r">[\w+/=]{20,}<", ">AAAA<", part(draft, "customXml/item1.xml"))
    assert as_built(paper(h("A"), more={"customXml/item1.xml": spoilt}), ()) is None

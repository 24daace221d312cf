"""Marks of a revised version go where a template has no place for them, and are proved there."""

import re

from paperkit.word.finishing import finish
from paperkit.word.marking import with_marks
from paperkit.word.package import unpack
from paperkit.word.proof import proof
from paperkit.word.values import Ledger
from tests.papers.packages import FACTS, p, style, styles, texts, word_file

MARK, NOTES = "Revised 9 July 2026", ("Revised 9 July 2026. It is new.", "Paragraph 1.1: & < 31.")
LOOK = styles(style("heading 2") + style("heading 1") + style("header") + style("Paper Details"))
BODY = p("16 July 2026") + p("The report", style_id="xheading1") + p("Report of: Jo")
SECTION = p("Summary", style_id="xheading2") + p("All is well.")


def marked(body: str, *values: str, style_part: str = LOOK) -> bytes:
    whole = unpack(word_file(body, style_part=style_part))
    members, ledger = with_marks(whole, Ledger(values), MARK, NOTES)
    made = finish(members, ledger, FACTS)
    assert proof(made, ledger, FACTS, "Paper.docx") == ()
    return made


def words(made: bytes) -> dict[str, tuple[str, ...]]:
    return {name.removeprefix("word/"): said for name, said in texts(made).items() if any(said)}


def test_notes_go_before_the_first_section_and_the_mark_into_each_header() -> None:
    made = words(marked(BODY + SECTION, style_part=LOOK))
    assert made["document.xml"] == (
        "16 July 2026", "The report", "Report of: Jo", *NOTES, "Summary", "All is well.",
    )  # fmt: skip
    headers = [said for name, said in made.items() if "header" in name]
    assert headers
    assert all(said[-1] == MARK for said in headers)


def test_a_paper_without_sections_has_them_first() -> None:
    assert words(marked(BODY, style_part=LOOK))["document.xml"][:2] == NOTES


def test_what_the_template_prints_itself_is_not_printed_again() -> None:
    made = words(marked(p("<0>") + p("<1>") + SECTION, MARK, NOTES[0], style_part=LOOK))
    assert made["document.xml"] == (MARK, *NOTES, "Summary", "All is well.")
    assert not any(MARK in said for name, said in made.items() if "header" in name)


def test_a_paper_without_a_mark_stays_as_it_was() -> None:
    members = unpack(word_file(BODY + SECTION, style_part=LOOK))
    assert with_marks(members, Ledger(()), "", ()) == (members, Ledger(()))


def test_a_paper_without_any_header_gets_one_on_every_page() -> None:
    members = unpack(word_file(BODY + SECTION, style_part=LOOK))
    document = members["word/document.xml"].decode()
    members["word/document.xml"] = re.sub("<w:headerReference[^>]*>", "", document).encode()
    rels = members["word/_rels/document.xml.rels"].decode()
    without = re.sub('<Relationship [^>]*relationships/header"[^>]*>', "", rels)
    members["word/_rels/document.xml.rels"] = without.encode()
    parts, ledger = with_marks(members, Ledger(()), MARK, ())
    made = finish(parts, ledger, FACTS)
    assert MARK in words(made)["header_mark.xml"]
    assert b"headerReference" in unpack(made)["word/document.xml"]


def test_a_style_that_is_lacking_is_done_without() -> None:
    assert words(marked(p("All is well."), style_part=styles()))["document.xml"][:2] == NOTES

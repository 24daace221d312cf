"""Faults of a template, told by the words that stand around them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from paperkit.errors import PackError
from tests.papers.packages import check_template
from tests.papers.plain import plain_document
from tests.tables import numbers

Check = Callable[..., list[str]]
SECTIONS = ("introduction", "reasons")


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return a function that checks a template with these paragraphs."""

    def checked(*paragraphs: str) -> list[str]:
        made = plain_document()
        for text in paragraphs:
            made.add_paragraph(text)
        return _checked(made, tmp_path)

    return checked


def _checked(made: Any, folder: Path) -> list[str]:
    path = folder / "template.docx"
    made.save(str(path))
    return [f"{f.code} {f.place} {f.message} {f.remedy}" for f in check_template(path, SECTIONS)]


def test_names_of_a_paper_pass(check: Check) -> None:
    assert (
        check(
            "{{ header.title }} of {{ header.date }}",
            "{%p if draft %}",
            "Draft",
            "{%p endif %}",
            "{%p for report in highlights.reports %}",
            "{{ report.body }}: {{ report.assurance }}",
            "{{ report.text }}",
            "{%p endfor %}",
            "{{ section.introduction }}",
        )
        == []
    )


def test_a_misspelt_name_is_told_with_its_paragraph_and_a_suggestion(check: Check) -> None:
    (told,) = check("Title: {{ header.tilte }}")
    assert "at 'Title: {{ header.tilte }}' Papers have nothing called 'header.tilte'." in told
    assert "Did you mean {{ header.title }}?" in told


def test_a_section_that_the_kind_does_not_have_is_told(check: Check) -> None:
    (told,) = check("{{ section.introdution }}")
    assert told.startswith("PK-601")
    assert "Did you mean {{ section.introduction }}?" in told


def test_the_name_of_a_loop_is_unknown_after_its_end(check: Check) -> None:
    (told,) = check(
        "{%p for row in actions.rows %}", "{{ row.wording }}", "{%p endfor %}", "{{ row.wording }}"
    )
    assert told.startswith("PK-601")


def test_a_part_that_is_not_closed_is_told(check: Check) -> None:
    (told,) = check("{%p if draft %}", "Draft")
    assert "at '{%p if draft %}' The part that begins with '{%p if draft %}' has no end." in told


def test_a_row_loop_closed_in_another_way_is_told(tmp_path: Path) -> None:
    made = plain_document()
    table = made.add_table(3, 1)
    tags = ("{%tr for row in actions.rows %}", "{{ row.wording }}", "{% endfor %}")
    for row, text in zip(table.rows, tags, strict=True):
        row.cells[0].text = text
    told = _checked(made, tmp_path)
    assert [line[:6] for line in told] == ["PK-602"]


def test_a_row_loop_closed_by_its_like_passes(tmp_path: Path) -> None:
    made = plain_document()
    table = made.add_table(3, 2)
    # It has no heading, so it does not say that it has.
    table._tbl.tblPr.remove(table._tbl.tblPr.find(qn("w:tblLook")))
    rows = (
        ("{%tr for row in actions.rows %}", ""),
        ("{{ row.wording }}", "{{ row.standing }}"),
        ("{%tr endfor %}", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert _checked(made, tmp_path) == []


def test_words_beside_a_tag_that_takes_its_paragraph_away_are_told(check: Check) -> None:
    told = check("Only in drafts {%p if draft %}", "Draft", "{%p endif %}")
    assert [line[:6] for line in told] == ["PK-603"]


def test_words_in_a_row_with_a_row_tag_are_told(tmp_path: Path) -> None:
    made = plain_document()
    table = made.add_table(2, 2)
    table.rows[0].cells[0].text = "{%tr for row in actions.rows %}"
    table.rows[0].cells[1].text = "lost words"
    table.rows[1].cells[0].text = "{%tr endfor %}"
    told = _checked(made, tmp_path)
    assert [line[:6] for line in told] == ["PK-603"]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ actions.rows | length }}",
        "{{ header.title.upper() }}",
        "{{ 1 + 1 }}",
        "{{ 'typed' }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% set x = 1 %}",
        "{% include '/etc/hostname' %}",
        "{%tc for x in actions.rows %}",
        "{# a remark #}",
        "{{ header.title",
        "{% cellbg row.fill %}",
    ],
)
def test_a_tag_outside_the_small_set_is_told(check: Check, tag: str) -> None:
    told = check(tag)
    assert told
    assert all(line[:6] in ("PK-604", "PK-601", "PK-635") for line in told)


def test_long_text_beside_other_words_is_told(check: Check) -> None:
    (told,) = check("Background: {{ section.introduction }}")
    assert told.startswith("PK-605")


@pytest.mark.parametrize("tag", ["{{ header }}", "{{ draft }}", "{{ actions.rows }}"])
def test_a_group_a_list_and_yes_or_no_cannot_be_printed(check: Check, tag: str) -> None:
    (told,) = check(tag)
    assert told.startswith("PK-606")


def test_a_number_made_with_the_list_button_is_told(tmp_path: Path) -> None:
    made = plain_document()
    paragraph = made.add_paragraph("Numbered by hand")
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 5
    told = _checked(made, tmp_path)
    assert [line[:6] for line in told] == ["PK-607"]


def test_a_style_that_papers_need_is_told_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    Document().save(str(path))
    findings = check_template(path, SECTIONS)
    assert numbers(findings) == ["PK-608", "PK-608"]
    assert findings[0].message == "The template has no style called 'Gap'."


def test_a_tag_in_the_header_is_checked_too(tmp_path: Path) -> None:
    made = plain_document()
    made.sections[0].header.paragraphs[0].text = "{{ header.concil }}"
    told = _checked(made, tmp_path)
    assert [line[:6] for line in told] == ["PK-601"]


def test_a_tag_that_word_split_over_runs_is_read_whole(tmp_path: Path) -> None:
    made = plain_document()
    paragraph = made.add_paragraph("{{ header")
    paragraph.add_run(".title }}").bold = True
    assert _checked(made, tmp_path) == []


def test_a_template_that_is_no_word_file_stops_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(b"not a zip")
    with pytest.raises(PackError, match="is a text file"):
        check_template(path, SECTIONS)

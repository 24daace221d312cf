"""What ``paperkit kinds fields`` says of the names that a template may print."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from paperkit.cli.kinds import in_lines
from paperkit.errors import WriteError
from paperkit.files import bundled
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.kinds.fields import FieldShown, meanings
from paperkit.kinds.list_sources import SOURCES
from paperkit.kinds.offered import offered
from paperkit.kinds.paper import ListGroup, ListShown, Paper
from paperkit.packs.packs import Kind
from paperkit.packs.templates import template_of
from paperkit.pipeline.template_fields import TemplateFields, template_fields, write_names
from paperkit.word.outline import outline
from paperkit.word.template import alternatives, is_group, item_of, names_of


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> TemplateFields:
    return template_fields("covering_report", "council", tmp_path_factory.mktemp("none"))


def types_within(hint: object, known: dict[type, None]) -> dict[type, None]:
    for one in alternatives(hint):
        inner = item_of(one) or one
        if is_group(inner) and inner not in (Place, Frozen) and inner not in known:
            known[inner] = None
            for part in names_of(inner).values():
                types_within(part, known)
    return known


def every_type() -> dict[type, None]:
    known = types_within(Paper, {})
    for one in (*(source.shown for source in SOURCES.values()), ListShown, ListGroup):
        types_within(one, known)
    return known


def test_every_name_of_a_template_has_a_meaning_and_no_meaning_is_left_over() -> None:
    names = {
        f"{cls.__name__}.{name}"
        for cls in every_type()
        for name, hint in names_of(cls).items()
        if item_of(hint) is not Place
    }
    said = {f"{cls}.{name}" for cls, of in meanings().items() for name in of.meanings}
    of_columns = {f"{cls}.{name}" for cls, of in meanings().items() for name in of.columns}
    assert (sorted(names - said - of_columns), sorted(said - names)) == ([], [])


def test_every_meaning_is_whole_sentences() -> None:
    said = {
        f"{cls}.{name}": words
        for cls, of in meanings().items()
        for name, words in of.meanings.items()
    }
    assert [name for name, words in said.items() if not words[:1].isupper()] == []
    assert [name for name, words in said.items() if not words.endswith(".")] == []


def test_whatever_is_repeated_has_a_name_for_one() -> None:
    lists = (item_of(hint) for cls in every_type() for hint in names_of(cls).values())
    repeated = {item.__name__ for item in lists if is_group(item) and item not in (Place, Frozen)}
    assert sorted(name for name in repeated if not meanings()[name].one) == []


def field(found: TemplateFields, tag: str) -> FieldShown:
    return next(one for part in found.parts for one in part.fields if one.tags[0] == tag)


def test_a_name_has_its_tag_its_type_its_meaning_and_an_example_of_the_sample(
    found: TemplateFields,
) -> None:
    assert field(found, "{{ header.council }}") == FieldShown(
        ("{{ header.council }}",),
        "text",
        "The name of the council, from the settings.",
        "Northmere Council",
    )
    assert field(found, "{%p for action in actions.rows %}").tags[-1] == "{%p endfor %}"
    assert field(found, "{{ action.deadline }}").example.endswith(", revised to 31 May 2026")
    assert field(found, "{{ rating.word }}").example == "Green ●"


def test_the_sections_are_those_of_the_kind(found: TemplateFields) -> None:
    sections = next(part for part in found.parts if part.part == "section")
    assert [one.tags[0] for one in sections.fields] == [
        "{{ section.executive_summary }}", "{{ section.introduction }}", "{{ section.issues }}",
        "{{ section.reasons }}", "{{ section.consultation }}", "{{ section.corporate }}",
    ]  # fmt: skip


def test_most_names_have_an_example(found: TemplateFields) -> None:
    lists = ("list of", "yes or no")
    printed = [
        one for part in found.parts for one in part.fields if not one.takes.startswith(lists)
    ]
    without = [one.tags[0] for one in printed if not one.example]
    assert len(without) < len(printed) / 5, without


def test_the_command_says_how_each_name_is_typed(found: TemplateFields) -> None:
    lines = [line.strip() for line in in_lines(found.parts)]
    at = lines.index("{{ action.standing }}")
    assert lines[at + 1].startswith("text: How it stands on the day of the data")
    assert "{%p for action in top.actions %} ... {%p endfor %}" in lines
    assert "Each action in top.actions" in lines


# --- In a Word file ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def names(found: TemplateFields, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, faults = write_names(found, tmp_path_factory.mktemp("names"), date(2026, 7, 1))
    assert faults == ()
    return path


def test_names_in_word_are_put_over_no_file(
    found: TemplateFields, names: Path, tmp_path: Path
) -> None:
    (tmp_path / names.name).write_bytes(b"mine")
    with pytest.raises(WriteError, match="is already there"):
        write_names(found, tmp_path, date(2026, 7, 1))
    assert (tmp_path / names.name).read_bytes() == b"mine"


def test_the_names_stand_in_a_word_file_by_subject(names: Path) -> None:
    lines = outline(names.read_bytes()).splitlines()
    assert "heading 1 | | What a template can print: Covering report" in lines
    assert "Heading Unnumbered | | top" in lines
    after = lines[lines.index("heading 3 | | Each action in top") :]
    assert "| Tag | What it is | Example |" in after[:4]
    pair = "| {%p for action in top.actions %} ¶ {%p endfor %} | List of actions. "
    assert [line for line in lines if line.startswith(pair)]


def test_each_tag_is_in_one_piece_and_every_table_repeats_its_headings(names: Path) -> None:
    document = Document(str(names))
    pieces = [one.text or "" for one in document.element.body.iter(qn("w:t"))]
    torn = [one for one in pieces if one.count("{") != one.count("}")]
    assert ("{{ action.standing }}" in pieces, torn) == (True, [])
    heads = [table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}") for table in document.tables]
    assert all(heads)


def test_tags_that_are_copied_from_the_word_file_pass_the_check(
    names: Path, tmp_path: Path
) -> None:
    cells = [row.cells[0] for table in Document(str(names)).tables for row in table.rows]
    pair = next(cell for cell in cells if "in top.actions" in cell.text).paragraphs
    inner = next(cell for cell in cells if cell.text == "{{ action.standing }}").paragraphs
    page = Document(str(bundled("report_templates") / "council" / "one_page" / "template.docx"))
    for paragraph in (pair[0], *inner, pair[-1]):
        page.add_paragraph(paragraph.text)
    page.save(str(tmp_path / "template.docx"))
    kind = Kind(title="Note", name="note", word_file=tmp_path / "template.docx")
    assert [str(one) for one in template_of(kind, offered(kind)).faults] == []

"""What ``paperkit kinds fields`` says of the names that a template may print."""

import pytest

from paperkit.cli.kinds import in_lines
from paperkit.findings import Place
from paperkit.frozen import Frozen
from paperkit.kinds.fields import FieldShown, meanings
from paperkit.kinds.list_sources import SOURCES
from paperkit.kinds.paper import ListGroup, ListShown, Paper
from paperkit.pipeline.template_fields import TemplateFields, template_fields
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
    assert (sorted(names - said), sorted(said - names)) == ([], [])


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

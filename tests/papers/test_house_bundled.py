"""The bundled packs' Word files read by validators that know nothing of paperkit: no error."""

import re
from pathlib import Path
from typing import Any

import docx
import pytest

from paperkit.packs.packs import dressed, find_pack
from paperkit.word.package import parse, unpack, w, words_in
from tests.validators import errors_of

PACKS = Path(__file__).parents[2] / "report_templates"
KINDS = [
    (pack, kind)
    for pack in ("council", "partnership")
    for kind in find_pack(pack, [PACKS]).kind_names
]


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_the_house_has_no_error(pack: str) -> None:
    house = find_pack(pack, [PACKS]).house
    assert house
    assert errors_of(house) == []


@pytest.mark.parametrize(("pack", "name"), KINDS)
def test_a_dressed_kind_has_no_error(pack: str, name: str, tmp_path: Path) -> None:
    kind, _ = find_pack(pack, [PACKS]).kind(name)
    copy = tmp_path / "copy.docx"
    copy.write_bytes(dressed(kind).file.package)
    assert errors_of(copy) == []


@pytest.mark.parametrize(("pack", "name"), KINDS)
def test_a_kind_leaves_what_an_outcome_is_called_to_the_pack(pack: str, name: str) -> None:
    """The word "outcome" came into full tables of a pack that says "ambition"."""
    kind, _ = find_pack(pack, [PACKS]).kind(name)
    text = parse(unpack(dressed(kind).file.package)["word/document.xml"], name)
    typed = (re.sub(r"\{[{%].*?[%}]\}", "", words_in(line)) for line in text.iter(w("p")))
    assert [words for words in typed if re.search(r"(?i)\boutcomes?\b", words)] == []


SIZES = {
    "Numbered Paragraph": 12, "Plain Paragraph": 12, "Table Text": 10, "Table Heading": 10,
    "Panel Text": 10, "Panel Bullet": 10, "Glance Text": 10, "Small Table Text": 9,
    "Small Table Heading": 9,
}  # fmt: skip
LISTS_OF_ALL = {"annual_report", "exception_appendix", "outcomes_dashboard", "performance_tables"}


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_body_has_twelve_points_tables_and_panels_ten_and_lists_of_all_nine(pack: str) -> None:
    house = find_pack(pack, [PACKS]).house
    assert house
    document = docx.Document(str(house))
    (body,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:sz/@w:val")
    assert {name: points(document.styles[name]) or int(body) / 2 for name in SIZES} == SIZES


def points(style: Any) -> float:
    """Return the size that a style or the nearest that it is based on has; 0 if none."""
    while style is not None and style.font.size is None:
        style = style.base_style
    return float(style.font.size.pt) if style is not None else 0


def test_only_lists_of_all_indicators_or_actions_have_rows_of_nine_points() -> None:
    small = {
        file.parent.name
        for file in PACKS.rglob("template.docx")
        for table in docx.Document(str(file)).tables
        if table._tbl.xpath(".//w:pStyle[starts-with(@w:val, 'SmallTable')]")
    }
    assert small == LISTS_OF_ALL


@pytest.mark.parametrize(("pack", "name"), KINDS)
def test_letters_have_the_size_of_their_style(pack: str, name: str) -> None:
    """A size of its own in a template stays as it is in another house, and off its web page."""
    kind, _ = find_pack(pack, [PACKS]).kind(name)
    text = parse(unpack(dressed(kind).file.package)["word/document.xml"], name)
    assert [words_in(line) for line in text.iter(w("p")) if next(line.iter(w("sz")), None)] == []

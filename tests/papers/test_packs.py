"""Packs: found in their order, one over another, a kind with the files of either."""

from pathlib import Path

import pytest

from paperkit.errors import PackError, UnknownNameError
from paperkit.packs.packs import Pack, find_pack, packs_in
from paperkit.packs.plan import appendix_label
from tests.cases import each

BASE = """
title: The county's way
words:
  plan: delivery plan
  outcome: outcome
required:
  actions: [wording, owner]
  papers: [title]
implications: [Financial, Legal]
glossary:
  HWB: Health and Wellbeing Board
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Return a folder with the pack 'county': a house, and two kinds."""
    pack(tmp_path, "county", BASE, house=b"county's look")
    for name in ("performance_report", "covering_report"):
        kind(tmp_path, "county", name, f"title: {name}\n", b"county's file")
    return tmp_path


def pack(folder: Path, name: str, settings: str, house: bytes | None = None) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "pack.yaml").write_text(settings, "utf-8")
    if house is not None:
        (folder / name / "house.docx").write_bytes(house)


def kind(folder: Path, pack: str, name: str, settings: str | None, file: bytes | None) -> None:
    place = folder / pack / name
    place.mkdir(parents=True)
    if settings is not None:
        (place / "kind.yaml").write_text(settings, "utf-8")
    if file is not None:
        (place / "template.docx").write_bytes(file)


def town(packs: Path, settings: str = "") -> Pack:
    pack(packs, "town", f"extends: county\n{settings}")
    return find_pack("town", [packs])


def test_a_pack_has_the_words_of_the_one_it_extends_with_its_own_over_them(packs: Path) -> None:
    words = town(packs, "words:\n  plan: implementation plan\n").settings.words
    assert (words.plan, words.outcome) == ("implementation plan", "outcome")


def test_a_list_of_required_columns_replaces_that_of_the_same_table(packs: Path) -> None:
    required = town(packs, "required:\n  actions: [wording, lead]\n").settings.required
    assert required == {"actions": ("wording", "lead"), "papers": ("title",)}


def test_a_list_is_replaced_as_a_whole(packs: Path) -> None:
    assert town(packs, "implications: [Climate]\n").settings.implications == ("Climate",)


def test_a_glossary_grows(packs: Path) -> None:
    glossary = town(packs, "glossary:\n  ICB: Integrated Care Board\n").settings.glossary
    assert glossary == {"HWB": "Health and Wellbeing Board", "ICB": "Integrated Care Board"}


def test_a_key_left_blank_keeps_what_was_there(packs: Path) -> None:
    assert town(packs, "implications:\n").settings.implications == ("Financial", "Legal")


def test_a_pack_has_the_kinds_and_the_house_of_the_one_it_extends(packs: Path) -> None:
    made = town(packs)
    assert made.kind_names == ("covering_report", "performance_report")
    there, _ = made.kind("covering_report")
    assert there.word_file == packs / "county" / "covering_report" / "template.docx"
    assert there.house == packs / "county" / "house.docx"


def test_kinds_of_the_other_pack_take_on_the_packs_own_house(packs: Path) -> None:
    pack(packs, "town", "extends: county\n", house=b"town's look")
    there, _ = find_pack("town", [packs]).kind("covering_report")
    assert there.house == packs / "town" / "house.docx"


def test_a_kind_is_read_when_it_is_asked_for_and_no_other_for_it(packs: Path) -> None:
    kind(packs, "county", "minutes", "title: Minutes\nrequired:\n  actions: [lead]\n", None)
    found = find_pack("county", [packs])
    assert found.needs()["covering_report"].required["actions"] == ("wording", "owner")
    with pytest.raises(PackError, match="is not there"):
        found.needs()["minutes"]


def test_a_kind_may_have_a_word_file_of_its_own_and_keep_its_sections(packs: Path) -> None:
    made = town(packs)
    kind(packs, "town", "covering_report", None, b"town's file")
    there, _ = made.kind("covering_report")
    assert there.word_file == packs / "town" / "covering_report" / "template.docx"
    assert there.title == "covering_report"


def test_a_kind_may_have_settings_of_its_own_and_keep_the_word_file(packs: Path) -> None:
    kind(packs, "town", "covering_report", "title: Cover\n", None)
    (packs / "town" / "pack.yaml").write_text("extends: county\n", "utf-8")
    there, _ = find_pack("town", [packs]).kind("covering_report")
    assert (there.title, there.word_file.parent.parent.name) == ("Cover", "county")


def test_a_pack_without_a_house_keeps_each_kinds_own_look(tmp_path: Path) -> None:
    pack(tmp_path, "plain", "title: Plain\n")
    kind(tmp_path, "plain", "note", "title: Note\n", b"file")
    assert find_pack("plain", [tmp_path]).kind("note")[0].house is None


def test_a_projects_pack_may_extend_the_one_of_its_own_name(packs: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    pack(project, "county", "extends: county\nwords:\n  plan: action plan\n")
    made = find_pack("county", [project, packs])
    assert made.folder == project / "county"
    assert made.settings.words.plan == "action plan"
    assert made.kind_names == ("covering_report", "performance_report")


def test_the_first_folder_that_has_a_pack_wins(packs: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    pack(project, "county", "title: Ours\n")
    assert find_pack("county", [project, packs]).settings.title == "Ours"
    assert packs_in([project, packs])["county"] == project / "county"


def test_packs_that_extend_each_other_are_told(tmp_path: Path) -> None:
    pack(tmp_path, "a", "extends: b\n")
    pack(tmp_path, "b", "extends: a\n")
    with pytest.raises(PackError, match="a extends b extends a"):
        find_pack("a", [tmp_path])


def test_a_pack_that_extends_one_that_is_not_there_says_which_are(packs: Path) -> None:
    pack(packs, "town", "extends: conty\n")
    with pytest.raises(UnknownNameError, match="no pack called 'conty'; did you mean county"):
        find_pack("town", [packs])


def test_a_misspelt_setting_of_either_pack_is_told(packs: Path) -> None:
    found = town(packs, "recomendation: The Board is asked to\n").findings
    assert [f.code for f in found] == ["PK-220"]
    assert "'recomendation' is not a setting here" in found[0].message


@each(
    ("first", "third"),
    [
        ("Appendix 1", "Appendix 3"),
        ("A", "C"),
        ("Annex A", "Annex C"),
        ("Appendix One", "Appendix Three"),
        ("Enclosure", "Enclosure 3"),
    ],
)
def test_appendices_follow_the_label_of_the_first(first: str, third: str) -> None:
    assert appendix_label(first, 3) == third


def test_letters_go_on_after_z_and_words_after_twenty() -> None:
    assert [appendix_label("A", n) for n in (26, 27, 28)] == ["Z", "AA", "AB"]
    assert appendix_label("Appendix One", 21) == "Appendix 21"

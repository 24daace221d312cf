"""``paperkit packs`` as an officer runs it."""

import json
import shutil
from pathlib import Path

import pytest

from paperkit.word.outline import outline
from paperkit.word.package import pack, unpack
from tests.cli.conftest import Command

PACKS = Path(__file__).parents[2] / "report_templates"
FOLDER = "2026-07-16 Board"
MEETING = ("--meeting", "Board July 2026")


def use(project: Path, name: str) -> None:
    settings = project / "paperkit.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("pack: council", f"pack: {name}"), "utf-8")


def edited(path: Path, part: str, old: str, new: str) -> None:
    members = unpack(path.read_bytes())
    text = members[part].decode()
    assert old in text
    path.write_bytes(pack({**members, part: text.replace(old, new).encode()}))


def test_list_says_which_packs_there_are(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("packs", "list", "--project", tmp_path)
    assert ran.code == 0
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["council", "partnership"]


def test_show_says_what_a_pack_is_made_of(paperkit: Command, tmp_path: Path) -> None:
    ran = paperkit("packs", "show", "partnership", "--project", tmp_path)
    assert ran.code == 0
    assert "Extends:  council" in ran.out
    assert "covering_report: Covering report" in ran.out


def test_a_pack_that_is_not_there_is_told_with_those_that_are(
    paperkit: Command, tmp_path: Path
) -> None:
    ran = paperkit("packs", "show", "partnerships", "--project", tmp_path)
    assert ran.code == 3
    assert "did you mean partnership" in ran.err


@pytest.mark.parametrize("name", ["council", "partnership"])
def test_the_bundled_packs_have_no_fault(paperkit: Command, tmp_path: Path, name: str) -> None:
    ran = paperkit("packs", "check", name, "--project", tmp_path)
    assert (ran.code, "Nothing to put right." in ran.out) == (0, True)


def test_a_new_pack_has_settings_explained_and_a_look_to_change(
    paperkit: Command, sample: Path
) -> None:
    ran = paperkit("packs", "new", "northmere", "--project", sample)
    assert ran.code == 0
    assert "Next: write 'pack: northmere' in paperkit.yaml" in ran.out
    folder = sample / "packs" / "northmere"
    assert sorted(path.name for path in folder.iterdir()) == ["house.docx", "pack.yaml"]
    assert "extends: council" in (folder / "pack.yaml").read_text("utf-8")
    assert paperkit("packs", "check", "northmere", "--project", sample).code == 0


def test_a_faulty_sentence_of_a_pack_is_told_with_its_line(paperkit: Command, sample: Path) -> None:
    paperkit("packs", "new", "northmere", "--project", sample)
    file = sample / "packs" / "northmere" / "sentences.yaml"
    file.write_text("summary.actions:\n  many: Of {total}, {parts}.\n", "utf-8")
    ran = paperkit("packs", "check", "northmere", "--project", sample)
    assert (ran.code, ran.out.count("PK-")) == (1, 1)
    assert "PK-241  sentences.yaml, line 2, many" in ran.out


def test_a_new_pack_never_writes_over_one_that_is_there(paperkit: Command, sample: Path) -> None:
    paperkit("packs", "new", "northmere", "--project", sample)
    ran = paperkit("packs", "new", "northmere", "--project", sample)
    assert ran.code == 3
    assert "is there already" in ran.err


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", "", "con"])
def test_a_name_that_is_no_folders_is_refused(paperkit: Command, sample: Path, name: str) -> None:
    ran = paperkit("packs", "new", name, "--project", sample)
    assert ran.code == 3
    assert "cannot be the name of a pack" in ran.err
    assert not (sample / "packs").exists()


def test_a_paper_takes_on_the_look_of_the_projects_own_pack(
    paperkit: Command, sample: Path
) -> None:
    paperkit("packs", "new", "northmere", "--project", sample)
    use(sample, "northmere")
    house = sample / "packs" / "northmere" / "house.docx"
    edited(house, "word/numbering.xml", 'w:lvlText w:val="%1."', 'w:lvlText w:val="Part %1"')
    ran = paperkit("build", "performance_report", *MEETING, "--project", sample)
    assert "with the pack northmere" in ran.out
    (paper,) = (sample / "papers").glob("*/*.docx")
    assert "heading 2 | Part 1 | Recommendations" in outline(paper.read_bytes())


def test_a_house_without_a_style_stops_the_build_and_names_it(
    paperkit: Command, sample: Path
) -> None:
    paperkit("packs", "new", "northmere", "--project", sample)
    use(sample, "northmere")
    house = sample / "packs" / "northmere" / "house.docx"
    edited(house, "word/styles.xml", 'w:val="Numbered Paragraph"', 'w:val="Body numbered"')
    ran = paperkit("build", "performance_report", *MEETING, "--project", sample)
    assert ran.code == 1
    assert "PK-620" in ran.out
    assert "'Numbered Paragraph'" in ran.out
    assert not (sample / "papers").exists()
    told = paperkit("packs", "check", "--project", sample, "--json")
    assert {f["code"] for f in json.loads(told.out)["findings"]} == {"PK-620"}


def own_report(paperkit: Command, sample: Path) -> Path:
    """Make a pack with a performance report of its own, and return the folder of that kind."""
    paperkit("packs", "new", "northmere", "--project", sample)
    use(sample, "northmere")
    folder = sample / "packs" / "northmere" / "performance_report"
    shutil.copytree(PACKS / "council" / "performance_report", folder)
    return folder


def test_full_tables_with_a_picture_or_a_link_are_refused_by_name(
    paperkit: Command, sample: Path
) -> None:
    folder = own_report(paperkit, sample).parent / "performance_tables"
    shutil.copytree(PACKS / "council" / "performance_tables", folder)
    link = '<w:hyperlink r:id="rId1"/></w:p>'
    edited(folder / "template.docx", "word/document.xml", "</w:p>", link)
    ran = paperkit("packs", "check", "--project", sample)
    assert ran.code == 3
    assert "performance_tables/template.docx has a picture, a link or a note" in ran.err
    assert "Take it out in Word" in ran.err


HIDDEN = (
    '<w:p><w:bookmarkStart w:id="1" w:name="{{ header.title }}"/></w:p>',
    "<w:p><w:r><w:t>{</w:t></w:r></w:p><w:p><w:r><w:t>{ x</w:t></w:r></w:p>",
    "<w:t>{{ header.board }}</w:t>",
)
"""In the name of a bookmark, torn over two paragraphs, in no paragraph at all."""


def test_a_tag_in_a_hidden_place_is_refused_by_check_and_by_build(
    paperkit: Command, sample: Path
) -> None:
    folder = own_report(paperkit, sample)
    edited(folder / "template.docx", "word/document.xml", "<w:body>", f"<w:body>{''.join(HIDDEN)}")
    told = json.loads(paperkit("packs", "check", "--project", sample, "--json").out)
    assert [(f["code"], f["value"]) for f in told["findings"]] == [
        ("PK-613", "{{ header.title }}"), ("PK-613", "{{"), ("PK-613", "{{ header.board }}"),
    ]  # fmt: skip
    ran = paperkit("build", "performance_report", *MEETING, "--project", sample)
    assert (ran.code, "PK-613" in ran.out, ran.err.count("Traceback")) == (1, True, 0)


def test_what_no_paper_takes_along_is_told_at_every_build_and_can_be_switched_off(
    paperkit: Command, sample: Path
) -> None:
    """The second build takes the template from the cache, and says the same."""
    folder = own_report(paperkit, sample)
    file = folder / "template.docx"
    members = unpack(file.read_bytes())
    relations = members["_rels/.rels"].decode().replace(
        "</Relationships>",
        '<Relationship Id="z" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
        'metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>',
    )  # fmt: skip
    picture = {"docProps/thumbnail.jpeg": b"a picture", "_rels/.rels": relations.encode()}
    file.write_bytes(pack({**members, **picture}))
    for _ in range(2):
        ran = paperkit("build", "performance_report", *MEETING, "--project", sample)
        assert (ran.code, ran.out.count("PK-616")) == (0, 1)
    assert "Papers leave out a thumbnail picture in" in ran.out
    assert "PK-616" in paperkit("packs", "check", "--project", sample).out
    settings = sample / "paperkit.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("notes_off: []", "notes_off: [PK-616]"), "utf-8"
    )
    again = paperkit("build", "performance_report", *MEETING, "--project", sample)
    assert (again.code, "PK-616" in again.out) == (0, False)


def test_a_kind_that_is_its_own_full_tables_is_refused(paperkit: Command, sample: Path) -> None:
    settings = own_report(paperkit, sample) / "kind.yaml"
    text = settings.read_text("utf-8")
    own = "full_tables: performance_report"
    settings.write_text(text.replace("full_tables: performance_tables", own), "utf-8")
    for words in (("packs", "check"), ("build", "performance_report", *MEETING)):
        ran = paperkit(*words, "--project", sample)
        assert ran.code == 3
        assert "performance_report/kind.yaml names itself under full_tables" in ran.err


def test_a_kind_of_full_tables_that_is_not_there_stops_the_run(
    paperkit: Command, sample: Path
) -> None:
    settings = own_report(paperkit, sample) / "kind.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("performance_tables", "performance_table"), "utf-8")
    ran = paperkit("build", "performance_report", *MEETING, "--project", sample)
    assert ran.code == 3
    assert "no kind of paper called 'performance_table'; did you mean performance_tables" in ran.err


def test_dress_writes_a_copy_that_can_be_written_again_until_it_is_edited(
    paperkit: Command, sample: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "How it looks.docx"
    words = ("packs", "dress", "covering_report", "--project", sample, "--out", copy)
    assert paperkit(*words).code == 0
    assert paperkit(*words).code == 0
    assert "Paper Details | | {{ header.board }}" in outline(copy.read_bytes())
    edited(copy, "word/document.xml", "Recommendation{%", "Our recommendation{%")
    ran = paperkit(*words)
    assert ran.code == 3
    assert "was changed since paperkit made it" in ran.err


def test_a_house_may_be_used_outside_a_project(
    paperkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = paperkit("packs", "dress", "covering_report", "--pack", "partnership")
    assert ran.code == 0
    assert (tmp_path / "Covering report - as partnership looks.docx").is_file()


COVER = """
papers:
{rows}
text:
{texts}
"""
PAPER = """\
  - {{reference: {name}, kind: covering_report, meeting: Board July 2026, title: {name},
     purpose: To agree it., authors: Rosalind Keane, directors: Dr Anjali Raghunathan,
     publicity: Public}}
"""
ANSWERS = {
    "recommendations": "agree the plan.",
    "introduction": "The plan is new.",
    "reasons": "It is needed.",
    "consultation": "Healthwatch Northmere.",
    "corporate": "It serves the corporate plan.",
    "background": "None.",
    "appendices": "None.",
}
HEADS = (
    "Financial",
    "Legal",
    "Diversity and equality",
    "Other implications (where significant): crime and disorder, risk, health impact, "
    "sustainability, IT, environment",
)


def covering(project: Path, *names: str) -> None:
    """Put covering reports of these titles beside the project's data."""
    rows = "".join(PAPER.format(name=name) for name in names)
    texts = [
        f'  - {{paper: {name}, section: {section}, text: "{text}"}}\n'
        for name in names
        for section, text in ANSWERS.items()
    ]
    texts += [
        f'  - {{paper: {name}, section: implications, name: "{head}", text: None.}}\n'
        for name in names
        for head in HEADS
    ]
    (project / "board").mkdir()
    text = COVER.format(rows=rows, texts="".join(texts))
    (project / "board" / "cover.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize("pack", ["council", "partnership"])
def test_a_covering_report_is_final_whatever_is_wrong_with_figures_that_it_does_not_show(
    paperkit: Command, sample: Path, pack: str
) -> None:
    covering(sample, "Care market plan")
    use(sample, pack)
    ran = paperkit("build", "Care market plan", "--final", "--project", sample)
    assert (ran.code, ran.err) == (0, ""), ran.out
    paper = sample / "papers" / FOLDER / "Care market plan - 16 July 2026.docx"
    told = outline(paper.read_bytes())
    assert "heading 1 | | Care market plan" in told
    assert "Data as at" not in told


def test_two_covering_reports_of_a_meeting_are_two_files(paperkit: Command, sample: Path) -> None:
    covering(sample, "Care market plan", "Air quality")
    for name in ("Care market plan", "Air quality"):
        assert paperkit("build", name, "--project", sample).code == 0
    assert sorted(path.name for path in (sample / "papers" / FOLDER).iterdir()) == [
        "Draft - Air quality - 16 July 2026.docx",
        "Draft - Care market plan - 16 July 2026.docx",
    ]


def test_a_fault_is_told_of_the_file_that_it_is_in_and_by_parts_for_programs(
    paperkit: Command, sample: Path
) -> None:
    """One in the header block is in house.docx, one in the tables at the end in their own file."""
    paperkit("packs", "new", "northmere", "--project", sample)
    pack_folder = sample / "packs" / "northmere"
    for kind in ("performance_report", "performance_tables"):
        shutil.copytree(PACKS / "council" / kind, pack_folder / kind)
    for file, old in (
        (pack_folder / "house.docx", "{{ header.board }}"),
        (pack_folder / "performance_tables" / "template.docx", "{{ row.deadline }}"),
    ):
        members = unpack(file.read_bytes())
        text = members["word/document.xml"].decode()
        assert old in text, file
        new = old.replace("board", "bord").replace("deadline", "dead_line")
        members["word/document.xml"] = text.replace(old, new, 1).encode()
        file.write_bytes(pack(members))
    ran = paperkit("packs", "check", "northmere", "--project", sample, "--json")
    found = json.loads(ran.out)["findings"]
    assert [(f["code"], f["file"], f["value"]) for f in found] == [
        ("PK-601", "northmere/house.docx", "{{ header.bord }}"),
        ("PK-601", "performance_tables/template.docx", "{{ row.dead_line }}"),
    ]
    assert found[1]["word"]["column"] == "Owner; deadline"

"""The newer paper with tracked changes: accepted it is the newer, rejected the older, in words.

What accepts and rejects is ``decided``, which knows nothing of how the changes were written.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperkit.pipeline.building import build
from paperkit.pipeline.ordering import Order
from paperkit.word.as_built import as_built
from paperkit.word.outline import outline
from paperkit.word.package import main_part, pack, unpack
from paperkit.word.properties import Seal, seal_of
from paperkit.word.tracking import TrackedPaper, tracked
from tests.papers.decided import accepted, rejected
from tests.projects import sample
from tests.test_both_packs import DATA
from tests.validators import errors_of

DAY = date(2026, 7, 9)
PACKS = ("council", "partnership")


def check_both_ways(older: bytes, newer: bytes) -> TrackedPaper:
    made = tracked(older, newer, DAY)
    assert outline(accepted(made.package)) == outline(newer)
    assert outline(rejected(made.package)) == outline(older)
    return made


def marked(made: TrackedPaper) -> list[str]:
    """Return the words of each change, ``+`` before what is inserted, ``-`` before the deleted."""
    members = unpack(made.package)
    text = members[main_part(members)].decode()
    found = re.findall(r"<w:(ins|del) [^>]*?[^/]>(.*?)</w:\1>", text)
    words = (
        (kind, "".join(re.findall(r"<w:(?:t|delText)\b[^>]*>([^<]*)", x))) for kind, x in found
    )
    return [f"{'+' if kind == 'ins' else '-'}{said}" for kind, said in words if said]


# --- One text, rewritten ------------------------------------------------------------------------


@pytest.fixture(
    scope="module", params=["council", pytest.param("partnership", marks=pytest.mark.slow)]
)
def covering(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """Return a covering report with all that long text can hold, and versions of it."""
    folder = tmp_path_factory.mktemp("covering")
    settings = f"council:\n  name: Northmere Council\npack: {request.param}\n"
    (folder / "paperkit.yaml").write_text(settings, encoding="utf-8")
    versions = {
        "first": DATA,
        "words": DATA.replace("two things", "three things").replace("begin again", "start again"),
        "look": DATA.replace("**bold**", "bold"),
        "list": DATA.replace("(2) the second:", "(2) in between;\n      (3) the second:"),
        "number": DATA.replace("The **bold**", "Before.\n\n      The **bold**"),
        "table": DATA.replace("| 2025 | 12 |", "| 2024 | 15 |\n      | 2025 | 14 |"),
        "no table": re.sub(r" +\| .*\n", "", DATA),
        "note": DATA.replace("At the foot", "Down at the foot"),
        "no note": DATA.replace("[^1]", "", 1).replace(
            "      [^1]: At the foot of the page.\n", ""
        ),
        "link": DATA.replace("https://www.northmere.example/", "https://www.other.example/"),
        "short": re.sub(r"### A sub.*?- A bullet\n", "", DATA, flags=re.DOTALL),
    }
    made = {}
    for name, data in versions.items():
        (folder / "board.yaml").write_text(data, encoding="utf-8")
        order = Order(folder, "Workforce", date(2026, 7, 1), overwrite=True)
        made[name] = build(order).files[0].read_bytes()
    return made


VERSIONS = (
    "words",
    "look",
    "list",
    "number",
    "table",
    "no table",
    "note",
    "no note",
    "link",
    "short",
)


@pytest.mark.parametrize("version", VERSIONS)
def test_accepting_gives_the_newer_and_rejecting_the_older_of_each_construct(
    version: str, covering: dict[str, bytes]
) -> None:
    there = check_both_ways(covering["first"], covering[version])
    check_both_ways(covering[version], covering["first"])
    assert there.untracked == ()
    assert re.search("<w:(ins|del) ", unpack(there.package)["word/document.xml"].decode())


def test_two_versions_that_both_changed_give_each_other(covering: dict[str, bytes]) -> None:
    check_both_ways(covering["list"], covering["no table"])
    check_both_ways(covering["short"], covering["note"])


def test_only_the_words_that_differ_are_marked(covering: dict[str, bytes]) -> None:
    made = tracked(covering["first"], covering["words"], DAY)
    assert marked(made) == ["-two", "+three", "-begin", "+start"]


def test_a_row_that_is_new_is_a_row_inserted(covering: dict[str, bytes]) -> None:
    made = tracked(covering["first"], covering["table"], DAY)
    assert marked(made) == ["+2024", "+15", "-12", "+14"]
    assert "<w:trPr><w:cantSplit/><w:ins " in unpack(made.package)["word/document.xml"].decode()


def test_a_changed_note_is_deleted_and_the_other_inserted(covering: dict[str, bytes]) -> None:
    made = check_both_ways(covering["first"], covering["note"])
    notes = unpack(made.package)["word/footnotes.xml"].decode()
    assert ">At the foot of the page." in notes
    assert ">Down at the foot of the page." in notes


def test_a_note_that_both_papers_have_is_in_the_file_once(covering: dict[str, bytes]) -> None:
    made = tracked(covering["first"], covering["words"], DAY)
    notes = unpack(made.package)["word/footnotes.xml"].decode()
    ids = re.findall(r'<w:footnote [^>]*w:id="(.*?)"', notes)
    assert len(ids) == len(set(ids)), ids
    assert notes.count(">At the foot of the page.") == 1


def test_a_change_has_paperkit_as_its_author_and_the_day_given(covering: dict[str, bytes]) -> None:
    members = unpack(tracked(covering["first"], covering["words"], DAY).package)
    found = re.findall(
        r'<w:ins [^>]*w:author="(.*?)" w:date="(.*?)"', members["word/document.xml"].decode()
    )
    assert set(found) == {("paperkit", "2026-07-09T00:00:00Z")}


def test_the_same_paper_twice_has_nothing_marked(covering: dict[str, bytes]) -> None:
    made = check_both_ways(covering["first"], covering["first"])
    assert (marked(made), made.untracked) == ([], ())


def test_equal_papers_give_equal_bytes(covering: dict[str, bytes]) -> None:
    once, again = (tracked(covering["first"], covering["list"], DAY) for _ in range(2))
    assert once.package == again.package


def test_a_paper_with_tracked_changes_is_no_paper_of_paperkits(covering: dict[str, bytes]) -> None:
    made = tracked(covering["first"], covering["words"], DAY)
    assert seal_of(made.package) is Seal.STRANGER
    assert as_built(covering["words"], ()) is not None
    assert as_built(made.package, ()) is None


def test_open_tracked_changes_are_taken_as_accepted(covering: dict[str, bytes]) -> None:
    made = tracked(covering["first"], covering["words"], DAY)
    again = tracked(made.package, covering["words"], DAY)
    assert marked(again) == []
    assert again.untracked == (
        "The older paper has open tracked changes: they are taken as accepted.",
    )


def test_a_changed_style_is_named_as_not_tracked(covering: dict[str, bytes]) -> None:
    members = unpack(covering["first"])
    members["word/styles.xml"] = members["word/styles.xml"].replace(b'w:val="24"', b'w:val="26"')
    made = tracked(covering["first"], pack(members), DAY)
    assert made.untracked == (
        "The styles of the two papers differ: all is shown as the newer one has it.",
    )


# --- Any text, and long ones ----------------------------------------------------------------------


def of_paragraphs(package: bytes, body: str) -> bytes:
    """Return a Word file with this in place of its text; its last section stays."""
    members = unpack(package)
    text = members["word/document.xml"].decode()
    start, end = text.index("<w:body>") + 8, text.rindex("<w:sectPr")
    return pack({**members, "word/document.xml": (text[:start] + body + text[end:]).encode()})


_WORDS = st.lists(
    st.sampled_from(["a", "b", "the", "38", "31", "8.3%", "x-y", "(see", "end."]), max_size=8
)
Said = list[tuple[list[str], str]]
_PARAGRAPHS = st.lists(
    st.tuples(_WORDS, st.sampled_from(["Normal", "Title"])), min_size=1, max_size=6
)


def paragraphs(said: Said) -> str:
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">'
        f"{' '.join(words)}</w:t></w:r></w:p>"
        for words, style in said
    )


@given(older=_PARAGRAPHS, newer=_PARAGRAPHS)
@settings(max_examples=10)
def test_paragraphs_edited_at_random_are_given_both_ways(
    older: list[tuple[list[str], str]],
    newer: list[tuple[list[str], str]],
    covering: dict[str, bytes],
) -> None:
    check_both_ways(*(of_paragraphs(covering["first"], paragraphs(one)) for one in (older, newer)))


@pytest.mark.slow
def test_a_table_of_ten_thousand_rows_is_compared_row_by_row(covering: dict[str, bytes]) -> None:
    def table(rows: list[str]) -> str:
        cells = "".join(
            f"<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{row}</w:t></w:r></w:p></w:tc></w:tr>"
            for row in rows
        )
        return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{cells}</w:tbl><w:p/>"

    same = ["No return"] * 10_000
    older, newer = (
        of_paragraphs(covering["first"], table(rows)) for rows in (same, [*same[1:], *"ab"])
    )
    made = tracked(older, newer, DAY)
    assert marked(made)[-2:] == ["+a", "+b"]


# --- Whole papers ---------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=PACKS)
def meetings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """Return the folders of two builds of a whole meeting, before and after much has changed."""
    folders = []
    for name in ("before", "after"):
        folder = sample(tmp_path_factory.mktemp(name) / "board", in_yaml=True)
        path, settings = folder / "board.yaml", folder / "paperkit.yaml"
        said = settings.read_text(encoding="utf-8").replace(
            "pack: council", f"pack: {request.param}"
        )
        settings.write_text(said, encoding="utf-8")
        if name == "after":
            data = path.read_text(encoding="utf-8")
            data = re.sub(r'(period: "?2025"?, value: )"[\d.]+"', r'\1"9.9"', data)
            data = re.sub(r"(period: Q1 2026/27, value: )\"[\d.]+\"", r'\1"61.5"', data)
            data = data.replace("state: On course", "state: Suspended", 3)
            data = data.replace("stop smoking adviser", "adviser on tobacco")
            path.write_text(data, encoding="utf-8")
        order = Order(folder, "", date(2026, 7, 1), meeting="Board July 2026", joined=True)
        assert build(order).refused == ""
        folders.append(folder / "papers" / "2026-07-16 Board")
    return folders[0], folders[1]


@pytest.mark.slow
def test_whole_papers_of_a_meeting_are_given_both_ways(
    meetings: tuple[Path, Path], tmp_path: Path
) -> None:
    before, after = meetings
    names = [path.name for path in sorted(before.glob("*.docx"))]
    assert len(names) == 4
    for name in names:
        made = check_both_ways((before / name).read_bytes(), (after / name).read_bytes())
        assert made.untracked == ()
        (tmp_path / name).write_bytes(made.package)
        assert errors_of(tmp_path / name) == []


@pytest.mark.slow
def test_a_chart_that_changed_is_deleted_and_the_other_inserted(
    meetings: tuple[Path, Path],
) -> None:
    before, after = (
        folder / "Draft - Outcomes dashboard - 16 July 2026.docx" for folder in meetings
    )
    made = check_both_ways(before.read_bytes(), after.read_bytes())
    text = unpack(made.package)["word/document.xml"].decode()
    assert re.search(r"(<w:(del|ins) [^>]*><w:r>(<w:rPr/>)?<w:drawing>.*?</w:\2>){2}", text)


@pytest.mark.slow
def test_papers_of_two_kinds_are_given_both_ways(meetings: tuple[Path, Path]) -> None:
    report, dashboard = (
        (meetings[0] / f"Draft - {name} - 16 July 2026.docx").read_bytes()
        for name in ("Performance report", "Outcomes dashboard")
    )
    made = check_both_ways(report, dashboard)
    assert made.untracked == (
        "What the files say of themselves differs, such as title, subject and day.",
    )

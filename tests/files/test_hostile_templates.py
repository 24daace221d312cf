"""Templates that may have come by mail: refused with a word of what they hold, never run."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from paperkit.errors import PackError, PaperkitError
from tests.cases import each
from tests.files.limits import read_within_bounds
from tests.files.workbooks import packed, repacked
from tests.papers.packages import check_template
from tests.papers.plain import plain_document
from tests.tables import numbers

TYPES, TEXT = "[Content_Types].xml", "word/document.xml"


def document(*paragraphs: str) -> Any:
    made = plain_document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def saved(folder: Path, made: Any) -> Path:
    path = folder / "template.docx"
    made.save(str(path))
    return path


def found(path: Path) -> list[str]:
    return numbers(check_template(path, ("introduction",)))


def refused(path: Path) -> str:
    with pytest.raises(PackError) as error:
        check_template(path, ())
    return str(error.value)


def test_a_template_of_plain_names_passes(tmp_path: Path) -> None:
    assert found(saved(tmp_path, document("{{ header.title }}"))) == []


@each(
    "tag",
    [
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ '{0.__class__}'.format(7) }}",
        "{{ header.title|attr('__class__') }}",
        "{{ header.__class__ }}",
        "{{ header.title.__class__ }}",
        "{{ self }}",
        "{{ 'a' * 10**10 }}",
        "{%p for x in range(10**7) %}",
        "{% include '/etc/hostname' %}",
        "{% import '/etc/hostname' as x %}",
        "{{ nobody }}",
        "{{ header.nobody.nothing }}",
        "{{ header.title | upper }}",
        "{{ 1 / 0 }}",
        "{{ header.title",
        "{% set x = 1 %}",
        "{% autoescape false %}",
        "{{r header.title }}",
        "{% raw %}{{ header.title }}{% endraw %}",
    ],
)
def test_whatever_is_more_than_a_name_is_refused_by_its_paragraph(tmp_path: Path, tag: str) -> None:
    findings = check_template(saved(tmp_path, document(f"Before {tag}")), ("introduction",))
    assert findings
    assert {finding.code for finding in findings} <= {
        "PK-601",
        "PK-602",
        "PK-603",
        "PK-604",
        "PK-635",
    }
    assert all("Before" in str(finding.place) for finding in findings)


def test_loops_within_loops_go_over_the_papers_own_rows_only(tmp_path: Path) -> None:
    loops = [f"{{%p for x{n} in range(99999) %}}" for n in range(10)]
    ends = ["{%p endfor %}"] * 10
    told = found(saved(tmp_path, document(*loops, "{{ header.title }}", *ends)))
    assert set(told) == {"PK-604"}


def field(code: str, *, cut: int = 0) -> list[Any]:
    """Return the runs of a field; ``cut`` is where Word broke its code in two."""
    pieces = [code[:cut], code[cut:]] if cut else [code]
    nodes: list[Any] = []
    for kind in ("begin", *pieces, "separate", "end"):
        run = OxmlElement("w:r")
        node = OxmlElement("w:fldChar" if kind in ("begin", "separate", "end") else "w:instrText")
        if node.tag == qn("w:fldChar"):
            node.set(qn("w:fldCharType"), kind)
        else:
            node.text = kind
        run.append(node)
        nodes.append(run)
    return nodes


@pytest.mark.parametrize(
    "code",
    [
        r'INCLUDETEXT "http://192.0.2.1/a.docx"',
        r'INCLUDEPICTURE "\\\\host\\share\\a.png" \d',
        r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
        r"DDE excel sheet r1c1",
        r'LINK Excel.Sheet "a.xlsx"',
        r"MACROBUTTON run here",
        r'DATABASE \c "DSN=x"',
        r"IMPORT a.png",
        r'HYPERLINK "file:///etc/passwd"',
        r'HYPERLINK "\\\\host\\share"',
        r"HYPERLINK \\host\share",
        "HYPERLINK calc.exe",
        r'HYPERLINK \l "here" "C:/a.exe"',
        r'HYPERLINK "https://a.org" \t "x" notepad',
        r'HYPERLINK "javascript:alert(1)"',
        "includetext x",
    ],
)
@pytest.mark.parametrize("cut", [0, 4])
def test_a_field_that_could_fetch_or_start_something_is_told(
    tmp_path: Path, code: str, cut: int
) -> None:
    made = document()
    paragraph = made.add_paragraph("Figures: ")
    for run in field(f" {code} ", cut=cut):
        paragraph._p.append(run)
    findings = check_template(saved(tmp_path, made), ())
    assert numbers(findings) == ["PK-611"]
    assert findings[0].value == code


@pytest.mark.parametrize("place", ["header", "simple", "open"])
def test_a_field_is_found_wherever_it_stands(tmp_path: Path, place: str) -> None:
    made = document()
    if place == "simple":
        node = OxmlElement("w:fldSimple")
        node.set(qn("w:instr"), "DDEAUTO a b")
        made.add_paragraph()._p.append(node)
    else:
        home = made.sections[0].header.paragraphs[0] if place == "header" else made.add_paragraph()
        runs = field("DDEAUTO a b")
        for run in runs if place == "header" else runs[:2]:
            home._p.append(run)
    assert found(saved(tmp_path, made)) == ["PK-611"]


@each(
    "code",
    [
        "PAGE",
        "NUMPAGES",
        r'TOC \c "Table" \n',
        'HYPERLINK "https://a.org"',
        r'HYPERLINK \l "_Toc1"',
        r'HYPERLINK "mailto:a@b.org" \o "Write to us"',
    ],
)
def test_the_fields_that_papers_use_pass(tmp_path: Path, code: str) -> None:
    made = document()
    paragraph = made.add_paragraph()
    for run in field(f" {code} "):
        paragraph._p.append(run)
    assert found(saved(tmp_path, made)) == []


@each(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://192.0.2.1/a.dotm"),
        ("attachedTemplate", r"\\host\share\a.dotx"),
        ("image", "http://192.0.2.1/a.png"),
        ("oleObject", "file:///a.xlsx"),
        ("subDocument", "http://192.0.2.1/a.docx"),
        ("frame", "http://192.0.2.1/a.html"),
        ("hyperlink", "javascript:alert(1)"),
        ("hyperlink", r"\\host\share"),
        ("hyperlink", "ms-word:ofe|u|http://192.0.2.1/a.docx"),
    ],
)
def test_what_leads_outside_is_told(tmp_path: Path, kind: str, target: str) -> None:
    made = document()
    home = made.part._settings_part if kind == "attachedTemplate" else made.part
    base = RELATIONSHIP_TYPE.HYPERLINK.rpartition("/")[0]
    home.relate_to(target, f"{base}/{kind}", is_external=True)
    findings = check_template(saved(tmp_path, made), ())
    assert "PK-610" in numbers(findings)
    assert any(finding.value == target for finding in findings)


def test_a_link_that_a_reader_clicks_may_lead_to_the_web(tmp_path: Path) -> None:
    made = document()
    made.part.relate_to("https://www.example.org", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made.part.relate_to("mailto:a@example.org", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    assert found(saved(tmp_path, made)) == []


@each("kind", ["document.macroEnabled", "template.macroEnabledTemplate"])
def test_a_template_with_macros_is_told(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path, document())
    old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    path = repacked(path, TYPES, old, f"application/vnd.ms-word.{kind}.main+xml".encode())
    assert found(path) == ["PK-609"]


@each("part", ["word/vbaProject.bin", "word/VBAPROJECT.BIN"])
def test_a_program_without_a_declared_kind_is_told(tmp_path: Path, part: str) -> None:
    path = saved(tmp_path, document())
    with ZipFile(path, "a") as archive:
        archive.writestr(part, b"anything")
    assert found(path) == ["PK-609"]


@each("kind", ["oleObject", "package", "control", "aFChunk"])
def test_an_object_of_another_program_is_told(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path, document())
    base = RELATIONSHIP_TYPE.HYPERLINK.rpartition("/")[0]
    link = f'<Relationship Id="x" Type="{base}/{kind}" Target="embeddings/a.bin"/></Relationships>'
    path = repacked(path, "word/_rels/document.xml.rels", b"</Relationships>", link.encode())
    with ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/a.bin", b"anything")
    assert found(path) == ["PK-609"]


def test_a_field_that_another_works_out_is_told(tmp_path: Path) -> None:
    """What the outer one says is known only when Word opens the paper."""
    made = document()
    paragraph = made.add_paragraph()
    outer, inner = field(' HYPERLINK "'), field(" REF where ")
    for run in (*outer[:2], *inner, *outer[2:]):
        paragraph._p.append(run)
    findings = check_template(saved(tmp_path, made), ())
    assert numbers(findings) == ["PK-611"]
    assert "'REF where' within the code of another field" in findings[0].message


def test_a_contents_list_of_word_s_is_told_once_and_not_each_of_its_entries(tmp_path: Path) -> None:
    made = document()
    paragraph = made.add_paragraph()
    outer, inner = field(r' TOC \o "1-3" '), field(" PAGEREF _Toc1 ")
    for run in (*outer[:3], *inner, *outer[3:]):
        paragraph._p.append(run)
    assert found(saved(tmp_path, made)) == ["PK-366"]


BASE = RELATIONSHIP_TYPE.HYPERLINK.rpartition("/")[0]
OFFICE = "http://schemas.microsoft.com/office"
NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)


@pytest.mark.parametrize(
    ("shape", "target"),
    [
        ('<v:imagedata src="http://192.0.2.1/a.png"/>', "http://192.0.2.1/a.png"),
        ('<v:imagedata src="file:///a.png"/>', "file:///a.png"),
        (r'<v:imagedata src="\\host\a.png"/>', r"\\host\a.png"),
        ('<v:rect href="calc.exe"/>', "calc.exe"),
        (r'<v:rect href="\\host\share"/>', r"\\host\share"),
        ('<v:fill o:href="file:///a"/>', "file:///a"),
    ],
)
def test_an_old_drawing_that_leads_somewhere_is_told(
    tmp_path: Path, shape: str, target: str
) -> None:
    path = saved(tmp_path, document())
    block = f"<w:body><w:p {NAMES}><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    (finding,) = check_template(repacked(path, TEXT, b"<w:body>", block.encode()), ())
    assert (finding.code, finding.value) == ("PK-610", target)


def test_an_old_drawing_may_link_to_the_web(tmp_path: Path) -> None:
    path = saved(tmp_path, document())
    block = f'<w:body><w:p {NAMES}><w:r><w:pict><v:rect href="https://a.org"/></w:pict></w:r></w:p>'
    assert found(repacked(path, TEXT, b"<w:body>", block.encode())) == []


PARTS = {
    "task pane": (f"{OFFICE}/2011/relationships/webextensiontaskpanes",
                  "application/vnd.ms-office.webextensiontaskpanes+xml", "PK-614"),
    "ribbon": (f"{OFFICE}/2006/relationships/ui/extensibility", "application/xml", "PK-614"),
    "web page": (f"{BASE}/aFChunk", "text/html", "PK-609"),
    "web page under another name": (f"{BASE}/image", "text/html", "PK-614"),
    "macros under another name":
        (f"{BASE}/theme", "application/vnd.ms-office.vbaProject", "PK-614"),
    "object under another name": (f"{BASE}/image", f"{OFFICE}.oleObject", "PK-614"),
    "active control": (f"{BASE}/image", "application/vnd.ms-office.activeX+xml", "PK-614"),
    "part of no type": (f"{BASE}/image", "", "PK-614"),
    "unknown way to a picture": ("http://192.0.2.1/relationships/image", "image/png", "PK-614"),
}  # fmt: skip


@each("name", PARTS)
def test_a_part_that_is_not_known_to_be_harmless_is_told(tmp_path: Path, name: str) -> None:
    """PK-614."""
    kind, content_type, code = PARTS[name]
    findings = check_template(with_part(tmp_path, kind, content_type, b"<a/>"), ())
    assert {finding.code for finding in findings} == {code}
    assert findings[0].value in ("word/part.data", "part.data")


def with_part(folder: Path, kind: str, content_type: str, data: bytes) -> Path:
    path = saved(folder, document())
    link = f'<Relationship Id="x" Type="{kind}" Target="part.data"/></Relationships>'
    path = repacked(path, "word/_rels/document.xml.rels", b"</Relationships>", link.encode())
    if content_type:
        stated = f'<Override PartName="/word/part.data" ContentType="{content_type}"/></Types>'
        path = repacked(path, TYPES, b"</Types>", stated.encode())
    with ZipFile(path, "a") as archive:
        archive.writestr("word/part.data", data)
    return path


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@each(
    ("inside", "codes"),
    [
        ('<path d="M0 0"/>', []),
        ('<use xlink:href="#a"/>', []),
        ("<script>alert(1)</script>", ["PK-609"]),
        ('<rect onload="alert(1)"/>', ["PK-609"]),
        ("<foreignObject/>", ["PK-609"]),
        ('<image xlink:href="http://192.0.2.1/a.png"/>', ["PK-610"]),
        ('<rect style="fill:url(http://192.0.2.1/a)"/>', ["PK-610"]),
        ("<style>@import 'http://192.0.2.1/a.css';</style>", ["PK-610"]),
    ],
)
def test_a_drawing_holds_no_script_and_leads_nowhere(
    tmp_path: Path, inside: str, codes: list[str]
) -> None:
    path = with_part(tmp_path, f"{BASE}/image", "image/svg+xml", SVG.format(inside).encode())
    assert found(path) == codes


def test_a_word_template_is_told_to_be_saved_as_a_document(tmp_path: Path) -> None:
    path = repacked(saved(tmp_path, document()), TYPES, b"document.main+xml", b"template.main+xml")
    assert "save it again as a .docx file" in refused(path)


@each("change", ["w:ins", "w:del"])
def test_a_tracked_change_is_told_with_its_words(tmp_path: Path, change: str) -> None:
    made = document()
    run, text = OxmlElement("w:r"), OxmlElement("w:t" if change == "w:ins" else "w:delText")
    text.text = "last year's heading"
    run.append(text)
    node = OxmlElement(change)
    node.append(run)
    made.add_paragraph()._p.append(node)
    findings = check_template(saved(tmp_path, made), ())
    assert numbers(findings) == ["PK-612"]
    assert "last year" in findings[0].message


@each(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY e "lost">]>',
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE a SYSTEM "http://192.0.2.1/x.dtd">',
    ],
)
def test_no_part_may_declare_a_document_type(tmp_path: Path, declared: bytes) -> None:
    path = repacked(saved(tmp_path, document()), TEXT, b"<w:document", declared + b"<w:document")
    assert "is damaged" in refused(path)


@each(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"not a zip", "is a text file"),
        (b"PK\x03\x04 cut", "is cut off before its end"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "of the old kind (.doc)"),
    ],
)
def test_a_template_that_is_something_else_is_named(
    tmp_path: Path, data: bytes, words: str
) -> None:
    (tmp_path / "template.docx").write_bytes(data)
    assert words in refused(tmp_path / "template.docx")


def test_a_template_that_swells_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, document())
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b" " * 5_000_000)
    assert "unpacks to far more" in refused(path)


ATTACKS: dict[str, Callable[[], bytes]] = {
    "paragraphs": lambda: b"<w:p/>" * 290_000,
    "tags": lambda: b"<w:p><w:r><w:t>{{ header.title }}</w:t></w:r></w:p>" * 30_000,
    "one": lambda: b"<w:p><w:r><w:t>" + b"{{ " * 300_000 + b"</w:t></w:r></w:p>",
    "braces": lambda: b"<w:p><w:r><w:t>" + b"{" * 900_000 + b"</w:t></w:r></w:p>",
    "blocks": lambda: b"<w:p><w:r><w:t>{%p for " + b"a " * 300_000 + b"</w:t></w:r></w:p>",
    "fields": lambda: b"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>" * 30_000,
    "deep": lambda: b"<w:p>" * 100_000 + b"</w:p>" * 100_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_any_template_is_checked_or_refused_in_time(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, document())
    read_within_bounds(repacked(path, TEXT, b"<w:body>", b"<w:body>" + ATTACKS[name]()))


@pytest.mark.slow
def test_any_damage_to_a_template_gives_findings_or_a_sentence(tmp_path: Path) -> None:
    path = saved(tmp_path, document("{{ header.title }}", "{%p if draft %}", "{%p endif %}"))
    with ZipFile(path) as archive:
        good = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(3)
    for _ in range(300):
        name = chance.choice(sorted(good))
        start = chance.randrange(len(good[name]))
        piece = chance.choice([b"", b"<", b'"', b"\x00", b"&#0;", b"9" * 20, b"</w:p>", b"\xff"])
        end = start + chance.randrange(12)
        parts = {**good, name: good[name][:start] + piece + good[name][end:]}
        try:
            check_template(packed(path, parts), ())
        except PaperkitError as error:
            assert str(error)

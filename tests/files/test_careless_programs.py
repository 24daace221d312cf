"""The sample workbook as other programs save it: the Board's data are the same."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl.styles import Font

from paperkit.board.data import TABLES, BoardData, assemble
from paperkit.container.reading import ReadFile
from paperkit.files import bundled
from paperkit.files.workbook_in import read_workbook
from tests.files.workbooks import packed, workbook
from tests.tables import numbers, told

SAMPLE = bundled("samples") / "council" / "board.xlsx"
OFFICE = shutil.which("soffice")
libreoffice = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def saved_by_libreoffice(folder: Path, ending: str, source: Path = SAMPLE) -> Path:
    out = folder / "out"
    command = [
        str(OFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", ending, "--outdir", str(out), str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"{source.stem}.{ending}"


def data(read: ReadFile) -> BoardData:
    assembled = assemble(read.records)
    assert told(assembled.findings) == []
    return assembled.board


@pytest.mark.slow
@libreoffice
@pytest.mark.parametrize(
    ("ending", "notes"), [("xlsx", []), ("ods", ["PK-103"]), ("xls", ["PK-103"])]
)
def test_the_sample_saved_by_libreoffice_gives_the_same_data(
    tmp_path: Path, ending: str, notes: list[str]
) -> None:
    read = read_workbook(saved_by_libreoffice(tmp_path, ending), TABLES, {})
    assert numbers(read.findings) == notes
    assert data(read) == data(read_workbook(SAMPLE, TABLES, {}))


@pytest.mark.slow
@libreoffice
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_what_libreoffice_shows_beside_values_is_seen(tmp_path: Path, ending: str) -> None:
    book = workbook("## Readings\n| Indicator | Value |\n| 1 | x |\n| 2 | x |\n| 3 | gone |\n")
    sheet = book["Readings"]
    sheet["B2"], sheet["B3"] = 0.875, "=NA()"
    sheet["B2"].number_format = '0.0"x"%'
    sheet["B4"].font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "board.xlsx")
    read = read_workbook(
        saved_by_libreoffice(tmp_path, ending, tmp_path / "board.xlsx"), TABLES, {}
    )
    assert [row.cells["value"].typed for row in read.records["readings"]] == [
        "87.5%", "#N/A", "gone",
    ]  # fmt: skip
    assert numbers(read.findings) == ["PK-103", "PK-330", "PK-333", "PK-231"]


ROW = '<row r="{}" customHeight="1" ht="15.75">{}</row>'
HEAD = '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c>'
HEAD += '<c r="C1" s="1" t="s"><v>2</v></c>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def as_google_sheets_saves(path: Path) -> Path:
    """Write a workbook with the parts that Google Sheets writes: no properties, blank rows."""
    row = '<c r="A2" s="1"><v>1.25</v></c><c r="B2" s="1" t="s"><v>3</v></c>'
    row += '<c r="C2" s="2"><v>46219.0</v></c>'
    blank = "".join(ROW.format(number, "") for number in range(3, 1001))
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE_LINKS}"><sheetPr><outlinePr '
        'summaryBelow="0" summaryRight="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/>'
        '</sheetViews><sheetFormatPr customHeight="1" defaultColWidth="12.63" '
        f'defaultRowHeight="15.75"/><sheetData>{ROW.format(1, HEAD)}{ROW.format(2, row)}{blank}'
        "</sheetData></worksheet>"
    )
    words = ["Reference", "Action", "Review date", "Open the hub\n  for all "]
    items = "".join(f'<si><t xml:space="preserve">{word}</t></si>' for word in words)
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        'formatCode="d mmmm yyyy"/></numFmts><fonts count="1"><font/></fonts><fills count="2">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="lightGray"/>'
        '</fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
        '</cellStyleXfs><cellXfs count="3"><xf/><xf applyAlignment="1"/><xf numFmtId="164" '
        'applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    override = '<Override PartName="/xl/{}" ContentType="{}"/>'
    types = "".join(
        override.format(part, kind + what)
        for part, what in (
            ("workbook.xml", "sheet.main+xml"),
            ("worksheets/sheet1.xml", "worksheet+xml"),
            ("styles.xml", "styles+xml"),
            ("sharedStrings.xml", "sharedStrings+xml"),
        )
    )
    link = f'<Relationship Id="rId{{}}" Type="{OFFICE_LINKS}/{{}}" Target="{{}}"/>'
    inner = link.format(1, "styles", "styles.xml")
    inner += link.format(2, "sharedStrings", "sharedStrings.xml")
    inner += link.format(3, "worksheet", "worksheets/sheet1.xml")
    outer = link.format(1, "officeDocument", "xl/workbook.xml")
    links = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE_LINKS}"><workbookPr/><sheets>'
    book += '<sheet state="visible" name="Actions" sheetId="1" r:id="rId3"/></sheets></workbook>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml" '
        f'Extension="rels"/>{types}</Types>',
        "_rels/.rels": links.format(outer),
        "xl/_rels/workbook.xml.rels": links.format(inner),
        "xl/workbook.xml": book,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="4" uniqueCount="4">{items}</sst>',
    }
    return packed(path, {name: part.encode() for name, part in parts.items()})


def test_a_workbook_as_google_sheets_saves_it_is_read(tmp_path: Path) -> None:
    read = read_workbook(as_google_sheets_saves(tmp_path / "board.xlsx"), TABLES, {})
    assert read.findings == ()
    (row,) = data(read).actions
    assert (row.reference, row.wording) == ("1.25", "Open the hub\n  for all")
    assert str(row.review_date) == "2026-07-16"

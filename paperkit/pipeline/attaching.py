"""The files that are appendices themselves: what may be one, and what never is.

An appendix is read by the public, so it is a document of a type that people open to read, and none
of what the project keeps for itself: its data, settings, log and list of accepted gaps, its forms,
and the papers that it made, by whatever path or link the file is named.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from paperkit.board.data import TABLES
from paperkit.container.reading import content, of_binary
from paperkit.errors import ReadError
from paperkit.findings import Finding, Place, quoted
from paperkit.frozen import Frozen
from paperkit.packs.file_names import DRAFT, EXEMPT
from paperkit.packs.plan import Planned
from paperkit.pipeline.filing import ACCEPTED_FILE, PaperFile
from paperkit.pipeline.reading import (
    FINDINGS_FILE,
    FORMS_FOLDER,
    LETTERS_FOLDER,
    PAPERS_FOLDER,
    Project,
)
from paperkit.pipeline.sources import DATA_FOLDER, SETTINGS_FILE
from paperkit.record import LOG_FILE
from paperkit.schema.cleaning import folded
from paperkit.standpoint.rules import place_of

_ZIP = b"PK\x03\x04"
# How a document of each type begins; what is plain text has no beginning of its own.
DOCUMENTS = {
    ".docx": _ZIP, ".xlsx": _ZIP, ".pptx": _ZIP, ".odt": _ZIP, ".ods": _ZIP, ".odp": _ZIP,
    ".pdf": b"%PDF", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff",
    ".csv": b"", ".txt": b"",
}  # fmt: skip
_TYPES = ", ".join(DOCUMENTS)
_PDF_BEGINS_WITHIN = 1024
_FURNITURE = re.compile(r"(?:header|footer|worksheets/sheet)[^/]*$")
_ON_EACH_PAGE = ("{*}hdr", "{*}ftr", "{*}headerFooter")
_MACROS = b"vbaProject.bin"
_SAVE_ANEW = "Save it as a PDF or another document of these types, and name that file."
_WORKBOOKS = (".xlsx", ".ods")
_FEWEST_SHEETS = 4
"""By so many sheets that are called as those of a project's data is its workbook known."""
_OWN_FOLDERS = {
    PAPERS_FOLDER: "where paperkit puts the papers",
    FORMS_FOLDER: "where the forms are",
    LETTERS_FOLDER: "where the letters are",
    DATA_FOLDER: "where the project's own data are",
}


class _Refusal(Frozen):
    message: str
    remedy: str = ""


def files_of(project: Project, paper: Planned) -> tuple[list[PaperFile], list[Finding]]:
    """Return the files that a paper has as appendices, and a finding (PK-468) for any other.

    An exempt one goes into the folder for these, with a note that its pages are as they were.
    """
    files: list[PaperFile] = []
    findings = []
    for one in paper.appendices:
        if not one.file:
            continue
        place = place_of(one.row, "file")
        data = _attached(project, one.file)
        if isinstance(data, bytes) and not one.exempt and _is_not_for_publication(one.file, data):
            where = "in its name" if _is_called_exempt(one.file) else "on its pages"
            data = _Refusal(
                f"{quoted(one.file)} says {where} that it is not for publication.",
                "Name the final that the public may read, or mark the row as exempt.",
            )
        if isinstance(data, _Refusal):
            message, remedy = data.message, data.remedy
            findings.append(Finding("PK-468", place, message, value=one.file, remedy=remedy))
            continue
        files.append(
            PaperFile(one.copy.final, data, paper.reference or paper.kind, one.copy.folder)
        )
        if one.exempt:
            message = (
                f"{quoted(one.file)} is copied as it is, so paperkit does not mark its pages "
                "'Not for publication'."
            )
            findings.append(Finding("PK-497", place, message, value=one.file))
    return files, findings


def still_public(
    folder: Path, papers: Iterable[Planned], files: Iterable[PaperFile]
) -> Iterator[Finding]:
    """Yield an error for each file in a meeting's folder that has become exempt since it was made.

    It is an exempt paper under the name that it had before, or holds what an exempt file does.
    """
    exempt = {file.data for file in files if file.folder}
    before = {one.if_public.stem.casefold() for one in papers if one.if_public}
    for path in sorted(folder.iterdir()) if (exempt or before) and folder.is_dir() else ():
        if path.is_file():
            is_named = path.stem.removeprefix(DRAFT).casefold() in before
            if is_named or path.read_bytes() in exempt:
                message = f"{quoted(path.name)} was made before it became exempt, and is among the "
                message += f"files for the public in {quoted(folder.name)}."
                yield Finding("PK-459", Place(path.name), message)


def _attached(project: Project, typed: str) -> bytes | _Refusal:
    """Return the bytes of a file of the project, or why it cannot be an appendix."""
    path = project.folder / PurePosixPath(typed.replace("\\", "/"))
    home, target = project.folder.resolve(), path.resolve()
    if not target.is_relative_to(home):
        return _Refusal(f"{quoted(typed)} is outside the project's folder.")
    if not path.is_file():
        return _Refusal(f"There is no file {quoted(typed)} in the project's folder.")
    folder = target.relative_to(home).parts[0].casefold()
    if folder in _OWN_FOLDERS:
        return _Refusal(
            f"{quoted(typed)} is in the folder '{folder}', {_OWN_FOLDERS[folder]}.",
            "Name a paper of the meeting under 'Appendix of' on the sheet Papers; copy any other "
            "document into the project's folder itself.",
        )
    try:
        data = content(path)
    except ReadError as fault:
        return _Refusal(str(fault))
    if _is_own_record(project, path, data):
        return _Refusal(
            f"{quoted(typed)} is one of the project's own records, and would be public.",
            "Name another file.",
        )
    return _not_a_document(typed, path, data) or data


def _is_own_record(project: Project, path: Path, data: bytes) -> bool:
    """Return whether a file is a record of a project or a copy of one, or a form.

    A workbook with sheets of a project's data is one, from whatever year.
    """
    own = [
        *project.data,
        project.folder / SETTINGS_FILE,
        project.folder / LOG_FILE,
        project.papers / ACCEPTED_FILE,
        # It quotes exempt papers, too.
        project.folder / FINDINGS_FILE,
    ]
    if any(one.is_file() and (path.samefile(one) or one.read_bytes() == data) for one in own):
        return True
    if path.suffix.lower() not in _WORKBOOKS:
        return False
    # Only for a workbook that is attached, and so read, is there anything to import.
    from paperkit.files.form_in import read_form

    try:
        form = read_form(path, ())
    except ReadError:
        return False
    sheets = {folded(title) for title in form.sheets} & {folded(table.sheet) for table in TABLES}
    return form.about is not None or len(sheets) >= _FEWEST_SHEETS


def _is_not_for_publication(typed: str, data: bytes) -> bool:
    """Return whether a file's name says so, or the header or footer of a Word file or a sheet."""
    if _is_called_exempt(typed):
        return True
    if not typed.casefold().endswith((".docx", ".xlsx")):
        return False
    # What reads Office files is imported only where one is read.
    from paperkit.word.package import parse, unpack

    try:
        members = unpack(data)
        parts = [parse(part, name) for name, part in members.items() if _FURNITURE.search(name)]
    except ReadError:
        return False
    pages = (
        str(words) for part in parts for n in part.iter(*_ON_EACH_PAGE) for words in n.itertext()
    )
    return "not for publication" in "".join(pages).casefold()


def _is_called_exempt(typed: str) -> bool:
    """Return whether a file is called as paperkit calls an exempt one, whatever made it."""
    return PurePosixPath(typed.replace("\\", "/")).name.casefold().startswith(EXEMPT.casefold())


def _not_a_document(typed: str, path: Path, data: bytes) -> _Refusal | None:
    """Return why a file is not a document that may be an appendix; None where it is one."""
    suffix = path.suffix.lower()
    if suffix not in DOCUMENTS:
        return _Refusal(f"{quoted(typed)} is none of the types {_TYPES}.", _SAVE_ANEW)
    if _MACROS in data and DOCUMENTS[suffix] == _ZIP:
        return _Refusal(f"{quoted(typed)} holds macros.", _SAVE_ANEW)
    head = DOCUMENTS[suffix]
    fits = head in data[:_PDF_BEGINS_WITHIN] if suffix == ".pdf" else data.startswith(head)
    if not fits or not data or (not head and of_binary(data)):
        return _Refusal(f"{quoted(typed)} is not what its name says, {suffix}.", _SAVE_ANEW)
    return None

"""A paper that somebody names: a file, or one of the record, by its file, title or reference.

What is exempt is marked as such wherever it is shown, whatever it is compared with.
"""

from datetime import date
from hashlib import sha256
from pathlib import Path, PurePath

from paperkit.board.data import BoardData
from paperkit.board.decision_rows import Decision
from paperkit.board.history import EXEMPT_FOLDER, FILED, Filed, History, lies_exempt
from paperkit.board.paper_rows import ForwardItem, PaperRow, Request, Return, Risk, Text, View
from paperkit.board.words import Publicity
from paperkit.container.reading import DOCUMENT, content, why_not
from paperkit.errors import LogError, ReadError, UnknownNameError
from paperkit.frozen import Frozen
from paperkit.packs.file_names import EXEMPT, name_typed
from paperkit.pipeline.reading import PAPERS_FOLDER
from paperkit.pipeline.restoring import file_named, paths_named, the_paper
from paperkit.record import LOG_FILE
from paperkit.record.kept import kept
from paperkit.record.versions import Version, every_version
from paperkit.schema.cleaning import Reference, folded
from paperkit.schema.columns import Answer, Row
from paperkit.schema.dates import in_words
from paperkit.standpoint.exempt import answers_in_exempt_papers
from paperkit.word.compared_text import PaperPart, ReadPaper, read_paper

NOT_FOR_PUBLICATION = "not for publication"
_DRAFT = "draft"


class NamedPaper(Frozen):
    """A paper: the name of its file, its bytes, what it says.

    ``version`` is the one of the record that has these bytes, ``edited`` the newest under the same
    name where none has. ``exempt`` says that its pages or its name say so, ``as_of`` that it was
    built in memory on that day.
    """

    name: str
    data: bytes
    read: ReadPaper
    exempt: bool
    version: Version | None = None
    edited: Version | None = None
    as_of: date | None = None

    def state(self, today: date) -> str:
        """Return in words which version of the record it is; of a file, what it is beside that."""
        if self.as_of:
            return f"what a build gives on {in_words(self.as_of)}, not written"
        if self.version:
            one = self.version
            return f"version {one.number}, {one.came_about}, {one.state(today)}"
        if self.edited:
            return "not as the record keeps it: it was edited since, or is of another build"
        return "not in the record"


def named_paper(folder: Path, history: History, words: str, number: int = 0) -> NamedPaper:
    """Return a paper that somebody names; of one in the record the newest, or by its number.

    ReadError where a file is not a Word document; UnknownNameError where nothing, or more than one
    paper, is called so; LogError where the record has not its bytes.
    """
    name = name_typed(words)
    path = file_named(folder, words)
    if path is None and PurePath(words).suffix and paths_named(folder, words):
        raise ReadError(f"'{words}' is a folder. Name one of the papers in it.")
    if path is not None and not number:
        data = content(path)
        return of_bytes(history, name, data, is_exempt=path.parent.name == EXEMPT_FOLDER)
    found = the_paper(history, words)
    if number and number not in [one.number for one in found]:
        there = ", ".join(str(one.number) for one in found)
        raise UnknownNameError(
            f"'{found[-1].row.file}' has no version {number}. Give --version one of: {there}."
        )
    version = next(one for one in reversed(found) if number in (0, one.number))
    return of_version(folder, version)


def of_version(folder: Path, version: Version) -> NamedPaper:
    """Return a paper of the record; LogError where it has not its bytes."""
    row = version.row
    data = kept(folder / LOG_FILE, [row.sha256]).get(row.sha256) or _as_it_lies(folder, row.sha256)
    if data is None:
        raise LogError(
            f"The record knows '{row.file}' but did not keep it: it was built by paperkit "
            "0.1.0, or was removed. Look for the file in the folder's version history or in a "
            "backup, and name that."
        )
    read = _read(row.file, data)
    exempt = lies_exempt(row.folder) or _says_exempt(row.file, read)
    return NamedPaper(row.file, data, read, exempt, version)


def of_bytes(history: History, name: str, data: bytes, *, is_exempt: bool = False) -> NamedPaper:
    """Return a paper of these bytes, with the version of the record that has them."""
    read = _read(name, data)
    every = every_version(history)
    digest = sha256(data).hexdigest()
    version = next((one for one in reversed(every) if one.row.sha256 == digest), None)
    of_name = [one for one in every if folded(one.row.file) == folded(name)]
    edited = None if version or not of_name else of_name[-1]
    exempt = is_exempt or _says_exempt(name, read)
    return NamedPaper(name, data, read, exempt, version, edited)


def _as_it_lies(folder: Path, digest: str) -> bytes | None:
    """Return the bytes of the file in the folder of papers that has this hash, if one has."""
    for path in sorted((folder / PAPERS_FOLDER).rglob("*.docx")):
        data = content(path)
        if sha256(data).hexdigest() == digest:
            return data
    return None


def _read(name: str, data: bytes) -> ReadPaper:
    try:
        return read_paper(data)
    except ReadError as fault:
        raise why_not(name, data, DOCUMENT) from fault


def _says_exempt(name: str, read: ReadPaper) -> bool:
    """Return whether a file says of itself that it is exempt; a draft's mark says it of drafts."""
    if name.casefold().removeprefix("draft - ").startswith(EXEMPT.casefold()):
        return True
    beside = (*read.beside[PaperPart.HEADER], *read.beside[PaperPart.FOOTER])
    lines = (line for one in beside for line in one.words.shown.casefold().splitlines())
    return any(
        NOT_FOR_PUBLICATION in line.replace(f"{_DRAFT} - {NOT_FOR_PUBLICATION}", "")
        for line in lines
    )


# --- Rows that are exempt ---------------------------------------------------------------------


def is_exempt_row(board: BoardData, row: Row | None) -> bool:
    """Return whether a row's words are exempt: of an exempt paper, item, document or decision.

    So is what came in for a round whose paper is exempt.
    """
    match row:
        case PaperRow() | ForwardItem():
            return row.publicity is Publicity.EXEMPT
        case Text():
            return row.exempt is Answer.YES or _is_of_exempt_paper(board, row.paper)
        case Decision():
            if row.action and not row.paper and row.exempt is None:
                return _is_of_exempt_round(board, row)
            return row.exempt is Answer.YES or _is_of_exempt_paper(board, row.paper)
        case Return() | View() | Request() | Risk():
            return _is_of_exempt_round(board, row)
        case Filed():
            return lies_exempt(row.folder)
        case _:
            return False


def _is_of_exempt_round(board: BoardData, row: Return | View | Request | Risk | Decision) -> bool:
    answer = (Reference(row.meeting), Reference(row.action))
    return answer in board.once(answers_in_exempt_papers)


def _is_of_exempt_paper(board: BoardData, reference: str) -> bool:
    """Return whether a paper is exempt, or was filed so, whatever became of its row since."""
    rows = (paper.publicity for paper in board.papers if paper.reference == reference)
    filed = (one.folder for one in board.history.rows(FILED, Filed) if one.paper == reference)
    return bool(reference) and (Publicity.EXEMPT in rows or any(map(lies_exempt, filed)))

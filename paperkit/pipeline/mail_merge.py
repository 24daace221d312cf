"""The letters of one run as a table, one row a person, for Word's mail merge or another program.

It holds what the text files hold, and where the forms are. Paperkit sends nothing.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from paperkit.container.writing import NewFile, safe_name, write_file
from paperkit.pipeline.reading import LETTERS_FOLDER, numbered
from paperkit.rounds.letters import Letter

_COLUMNS = (("To", 32), ("Name", 24), ("Subject", 40), ("Text", 80))
_ABOUT = (
    ("What this is", "One row for each person: the texts of the letters, ready for a mail merge."),
    ("To", "The person's e-mail address. It is blank if none is known."),
)
_ATTACHMENT = (
    "Where each form is. Word's own mail merge attaches nothing: attach the form by hand, or use a "
    "program that takes the file from this column."
)
_NOTHING_SENT = ("Nothing is sent", "Paperkit sends nothing. Read each text before you send it.")


_NO_FORMS: Mapping[str, Path] = MappingProxyType({})


def mail_merge(
    project: Path, name: str, letters: Sequence[Letter], forms: Mapping[str, Path]
) -> NewFile:
    """Return the file for letters that go with forms, under a name that its folder has not yet.

    ``forms`` says where each file is that a letter names.
    """
    folder = project / LETTERS_FOLDER
    paths = (folder / f"{each}.xlsx" for each in numbered(safe_name(name)))
    path = next(path for path in paths if not path.exists())
    return NewFile(path, _workbook(letters, forms))


def write_letters(letters: Sequence[Letter], path: Path) -> None:
    """Write letters without forms as a new workbook; WriteError where something is at its path."""
    write_file(path, _workbook(letters, _NO_FORMS), replace=False)


def _workbook(letters: Sequence[Letter], forms: Mapping[str, Path]) -> bytes:
    """Return the workbook; a text that no cell can hold is replaced by where it is."""
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out_book import LONGEST_TEXT
    from paperkit.files.workbook_out_table import TableOut, table_workbook

    most = max((len(letter.attach) for letter in letters), default=0)
    rows = []
    for letter in letters:
        files = [str(forms[file].resolve()) for file in letter.attach]
        body = letter.body
        if len(body.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
            body = "This text is too long for a cell of Excel. Paste it from where it is in full."
        blank = [""] * (most - len(files))
        rows.append([letter.to, letter.person, letter.subject, body, *files, *blank])
    heads = [f"Attachment {n}" if most > 1 else "Attachment" for n in range(1, most + 1)]
    about = (*_ABOUT, *((("Attachment", _ATTACHMENT),) if most else ()), _NOTHING_SENT)
    table = TableOut(
        title="Letters", author="", sheet="Letters",
        columns=(*_COLUMNS, *((head, 60) for head in heads)), rows=rows,
        about=[("About these letters", about)], nothing="There is nobody to write to.",
    )  # fmt: skip
    return table_workbook(table)

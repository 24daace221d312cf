"""The files of issued forms: a workbook and a text for each, put beside those that are there."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from pathlib import Path

from paperkit.board.forms import Asking, Form, address_of, letter
from paperkit.files.file_names import safe_name
from paperkit.files.writing import NewFile, folder_for, write_files
from paperkit.pipeline.rounds.logged import Entering
from paperkit.project import Project
from paperkit.schema.cleaning import folded

FORMS_FOLDER = "forms"


@dataclass(frozen=True)
class Put:
    """The files written, and the workbooks that were there and were left as they are."""

    files: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True)
class _Pair:
    """A form's workbook, and the text that goes with it."""

    workbook: Path
    text: Path
    form: Form


def put_forms(
    project: Project, asking: Asking, name: str, forms: Sequence[Form], entering: Entering
) -> Put:
    """Write what is not there yet of a round's forms, and enter the round in the log.

    After a WriteError or a LogError nothing was written and nothing entered. A workbook that is
    there is left as it is, and so is its text: both say what was asked for first.
    """
    folder = project.folder / FORMS_FOLDER / safe_name(name)
    named = zip(_names(forms), forms, strict=True)
    pairs = [_Pair(folder / f"{file}.xlsx", folder / f"{file}.txt", form) for file, form in named]
    new = [pair for pair in pairs if not _there(pair.workbook)]
    kept = [pair.workbook for pair in pairs if _there(pair.workbook)]
    kept += [pair.text for pair in new if _there(pair.text)]
    files = [file for pair in new for file in _files(asking, pair) if not _there(file.path)]
    enter = partial(_enter, project.folder, asking, entering)
    if files:
        with folder_for(folder):
            write_files(files, enter)
    else:
        enter()
    return Put(tuple(file.path for file in files), tuple(kept))


def _there(path: Path) -> bool:
    return os.path.lexists(path)


def _names(forms: Sequence[Form]) -> Iterator[str]:
    """Yield the name of each form's files, the person first: no two are alike anywhere."""
    taken: set[str] = set()
    for form in forms:
        plain = safe_name(f"{form.about.person} - {form.about.name}")
        tried = (f"{plain} ({number})" for number in count(2))
        name = next(name for name in chain((plain,), tried) if folded(name) not in taken)
        taken.add(folded(name))
        yield name


def _files(asking: Asking, pair: _Pair) -> Iterator[NewFile]:
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out_form import form_workbook

    address = address_of(asking, pair.form.about.person)
    text = letter(asking, pair.form, address, pair.workbook.name)
    yield NewFile(pair.workbook, form_workbook(pair.form))
    yield NewFile(pair.text, text.encode("utf-8"))


def _enter(folder: Path, asking: Asking, entering: Entering) -> None:
    drafts = entering.drafts(asking)
    if drafts:
        from paperkit.exception_log import LOG_FILE, append

        append(folder / LOG_FILE, drafts, asking.board.history.head)

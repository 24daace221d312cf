"""Make a project folder, blank or with a sample's data; start a paper; make the demonstration.

A paper is started with its row, and the standing text of an earlier one, marked to be confirmed.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from paperkit.board.calendar import find_meeting
from paperkit.board.data import TABLES, BoardData, assemble
from paperkit.board.pack_settings import PackSettings
from paperkit.board.paper_rows import PAPERS, TEXT, PaperRow, Text
from paperkit.board.settings import Settings
from paperkit.container.writing import write_folder
from paperkit.errors import ProjectError, UnknownNameError, WriteError
from paperkit.files import bundled
from paperkit.files.yaml_in import read_tables
from paperkit.findings import Finding
from paperkit.frozen import Frozen, replace
from paperkit.kinds.compose import every_key
from paperkit.packs.packs import Kind, KindSettings, Pack, SectionForm, find_pack
from paperkit.pipeline import Progress, silent
from paperkit.pipeline.reading import (
    FORMS_FOLDER,
    check_fits,
    did_you_mean,
    only_round,
    open_project,
    pack_folders,
    read_whole,
    the_meeting,
    the_priority,
    write_data,
)
from paperkit.pipeline.sources import SETTINGS_FILE, WORKBOOK, YAML_FILE
from paperkit.record import LOG_FILE
from paperkit.schema.cleaning import folded
from paperkit.schema.columns import Answer, Record, Row, Table
from paperkit.schema.describe import settings_schema, settings_yaml, tables_schema
from paperkit.schema.forms import Word
from paperkit.schema.rows import Unread

SCHEMA_FOLDER = "schema"
SAMPLE, SAMPLE_ROUNDS, SAMPLE_RECORD = "council", "rounds.yaml", "record.yaml"
RETURNED = "returned"
"""The folder of the sample's forms as their leads sent them back."""

_NO_RECORDS: Mapping[str, Sequence[Record]] = MappingProxyType({})


# --- A project ------------------------------------------------------------------------------


def new_project(
    folder: Path,
    *,
    pack: str = "council",
    in_yaml: bool = False,
    sample: bool = False,
    packs: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Return the files and folders of a new project.

    The sample's has a folder with the forms that came back in its rounds. WriteError where the
    folder has something in it.
    """
    found = find_pack(pack, pack_folders(folder, packs))
    check_free(folder)
    data_name = YAML_FILE if in_yaml else WORKBOOK
    if sample:
        samples = bundled("samples") / SAMPLE
        paths = [samples / SETTINGS_FILE, samples / data_name]
        paths += sorted((samples / RETURNED).rglob("*.xlsx"))
        files: Mapping[str, bytes] = {
            path.relative_to(samples).as_posix(): path.read_bytes() for path in paths
        }
    else:
        settings = settings_yaml(Settings, replace(Settings(), pack=pack)).encode("utf-8")
        files = with_schemas({SETTINGS_FILE: settings, data_name: data_file(found, data_name)})
    made = put_project(folder, files)
    return tuple(dict.fromkeys(folder / path.relative_to(folder).parts[0] for path in made))


def check_free(folder: Path) -> None:
    """Refuse a folder for a new project that has something in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WriteError(
            f"{folder} is there already and is not empty. Name another folder, or empty it first."
        )


def data_file(
    pack: Pack, name: str, records: Mapping[str, Sequence[Record]] = _NO_RECORDS
) -> bytes:
    """Return the file of data of that name, YAML or a workbook.

    It has the tables that the pack's way of working needs, and others of which there are records.
    """
    needed, required = pack.settings.tables, pack.settings.required
    tables = tuple(t for t in TABLES if not needed or t.name in needed or records.get(t.name))
    if name == YAML_FILE:
        from paperkit.files.yaml_out import tables_yaml

        return tables_yaml(tables, records, required=required).encode("utf-8")
    # XlsxWriter is imported only where a workbook is written.
    from paperkit.files.workbook_out import filled_workbook

    title, offers = "The Board's data", text_offers(pack, BoardData(), pack.settings.implications)
    return filled_workbook(tables, records, title, required=required, offers=offers)


def text_offers(
    pack: Pack, board: BoardData, implications: Sequence[str]
) -> Mapping[str, Sequence[Word]]:
    """Return the words that the columns Section and Name of the sheet Text offer.

    These are the sections of the pack's papers and the keys of drafted sentences; the heads of the
    implications, and the priorities. The title of a document is typed as it is.
    """
    sections: dict[str, str] = {}
    for kind in pack.kinds().values():
        for section in kind.sections:
            sections.setdefault(section.name, section.heading)
    words = [Word(name, heading) for name, heading in sections.items()]
    words += (Word(key, "A sentence that paperkit drafts") for key in every_key(board))
    heads = [Word(head, "Implications") for head in implications]
    priorities = [Word(str(row.reference), row.name) for row in board.priorities]
    return {"text.section": words, "text.name": [*heads, *priorities]}


def put_project(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Return the paths of a project's files, written to its folder; all of them or none."""
    # The settings make a folder a project, so they come last.
    write_folder(folder, dict(sorted(files.items(), key=lambda file: file[0] == SETTINGS_FILE)))
    return tuple(folder / name for name in files)


def schema_files() -> Mapping[str, str]:
    """Return the JSON Schema of each YAML file of a project and of a pack, by its file's name.

    That is ``board.schema.json`` for ``board.yaml``.
    """
    schemas = {
        YAML_FILE: tables_schema(TABLES),
        SETTINGS_FILE: settings_schema(Settings, "The settings of a project"),
        "pack.yaml": settings_schema(PackSettings, "The settings of a pack"),
        "kind.yaml": settings_schema(KindSettings, "The settings of a kind of paper"),
    }
    return {
        _schema_name(name): json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }


def _schema_name(file: str) -> str:
    return f"{file.removesuffix('.yaml')}.schema.json"


def with_schemas(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of a project; where its data are YAML, each begins with its schema.

    The schemas are among the files then. Editors that know JSON Schema read the first line, and
    offer keys and words.
    """
    if YAML_FILE not in files:
        return files
    schemas = schema_files()
    pointed: dict[str, bytes] = {}
    for name, data in files.items():
        pointed[name] = data
        if _schema_name(name) in schemas:
            path = f"{SCHEMA_FOLDER}/{_schema_name(name)}"
            mark = f"# yaml-language-server: $schema={path}\n".encode()
            pointed[name] = data if data.startswith(mark) else mark + data
            pointed[path] = schemas[_schema_name(name)].encode("utf-8")
    return pointed


# --- A paper --------------------------------------------------------------------------------


class CopiedPaper(Frozen):
    """Which earlier paper is copied from: its reference, and the project that has it.

    Without a project it is one of this project; without a paper it is the project's last of the
    kind and priority.
    """

    paper: str = ""
    project: Path | None = None


class StartedPaper(Frozen):
    """The new file of a paper; whether an earlier one was copied, and how many texts are blank."""

    file: Path
    copied: bool
    to_write: int


def start_paper(
    folder: Path,
    *,
    kind: str,
    meeting: str,
    today: date,
    source: CopiedPaper | None = None,
    priority: str = "",
    packs: Sequence[Path] = (),
) -> StartedPaper:
    """Return the new file that holds the paper's row, and rows for its text.

    There is one for each thing to write: with its text, where an earlier paper has some that
    goes from paper to paper, else blank.

    A project that is copied from stays as it is. A priority is part of the paper's reference,
    since a meeting has several. Raises UnknownNameError for a kind, meeting, priority or paper
    that is not there, ProjectError where data cannot be read, and WriteError where the paper has
    been started already.
    """
    read = read_whole(folder, packs, names_folder=True)
    board, (of_kind, _) = read.board, read.pack.kind(kind)
    check_fits(of_kind, priority)
    there = the_meeting(board, meeting, today)
    old = board
    if source and source.project:
        old = read_whole(source.project, packs, names_folder=True).board
        check_unread(source.project, [*old.unread_of(PAPERS), *old.unread_of(TEXT)], "paper")
    priority = the_priority(board, priority)
    earlier = _earlier(old, source, kind, priority) if source else None
    if of_kind.round and not priority:
        priority = the_priority(board, earlier.priority) if earlier else ""
        priority = priority or only_round(board, there)
    paper = replace(
        earlier or PaperRow(),
        reference=", ".join(part for part in (of_kind.title, priority, there.reference) if part),
        kind=of_kind.name,
        meeting=there.reference,
        priority=priority,
        item="",
        as_at=None,
        to_follow_because="",
        urgent_because="",
        with_whom="",
        cleared_by="",
        cleared_on=None,
        cleared_text="",
        to_confirm=Answer.YES if earlier else None,
    )
    implications = read.ways.pack.implications
    texts = old.text_of.get(earlier.reference, ()) if earlier else ()
    text = rows_to_write(paper, of_kind, implications, texts)
    rows, offers = {PAPERS: (paper,), TEXT: text}, text_offers(read.pack, board, implications)
    path = write_data(read.project, rows, paper.reference, offers)
    return StartedPaper(path, bool(earlier), sum(not (row.text or row.file) for row in text))


def rows_to_write(
    paper: PaperRow, kind: Kind, implications: Sequence[str], earlier: Sequence[Text]
) -> list[Text]:
    """Return a row for each thing to write: what is kept of the earlier text, else a blank one."""
    text: list[Text] = []
    for section in kind.sections:
        names = {folded(section.name), folded(section.heading)}
        standing = [row for row in earlier if section.standing and folded(row.section) in names]
        text += (replace(row, paper=paper.reference, to_confirm=Answer.YES) for row in standing)
        heads = implications if section.name == "implications" else ("",)
        if section.form is SectionForm.PROSE or section.required or any(heads):
            has = {folded(row.name) for row in standing}
            # A head that the earlier paper has no row for is written like the others.
            lacking = [h for h in heads if folded(h) not in has and (h or not standing)]
            text += (Text(paper=paper.reference, section=section.name, name=h) for h in lacking)
    return text


def check_unread(folder: Path, rows: Sequence[Unread], made: str) -> None:
    """Refuse rows of a project that cannot be read: they would be missing without a word."""
    if rows:
        places = ", ".join(str(row.place) for row in rows[:5])
        raise ProjectError(
            f"Rows of {folder} cannot be read and would be missing from the {made}: {places}. Run "
            f"'paperkit check --project {folder}', put right what it names, then try again."
        )


def _earlier(board: BoardData, source: CopiedPaper, kind: str, priority: str) -> PaperRow:
    """Return the paper that is copied from: the one named, or the last of a kind and priority."""
    names = [paper.reference for paper in board.papers]
    listed = ", ".join(names) or "none"
    if source.paper:
        for paper in board.papers:
            if paper.reference == source.paper:
                return paper
        there = did_you_mean(source.paper, names, f"The papers are: {listed}.")
        raise UnknownNameError(f"There is no paper called '{source.paper}'. {there}")

    def day(paper: PaperRow) -> date:
        meeting = find_meeting(board, paper.meeting)
        return (meeting.date if meeting else None) or date.min

    of_kind = [paper for paper in board.papers if paper.kind == kind]
    fitting = [paper for paper in of_kind if priority in ("", paper.priority)]
    if not fitting:
        of = f" on the priority {priority}" if priority else ""
        raise UnknownNameError(
            f"There is no paper of the kind {kind}{of} to copy from. Name one with --from. The "
            f"papers are: {listed}."
        )
    return max(fitting, key=day)


# --- The demonstration ----------------------------------------------------------------------


class Demo(Frozen):
    """What is where: folders and files, the papers, and what was found of each meeting's.

    ``forms`` and ``returned`` are folders of forms; ``added`` is the file of data beside the
    workbook on the rounds, ``of_record`` that of papers filed before; ``log`` holds ``entries``
    entries. ``papers`` are the drafts of the next meeting, ``filed`` the finals of earlier ones.
    """

    folder: Path
    forms: Path
    returned: Path
    added: Path
    of_record: Path
    log: Path
    entries: int
    papers: tuple[Path, ...]
    filed: tuple[Path, ...]
    findings: tuple[Finding, ...]


def make_demo(
    folder: Path, *, today: date, cache: Path | None = None, progress: Progress = silent
) -> Demo:
    """Return what was made in a new sample project; WriteError where the folder has something.

    Its rounds of exception reporting, its papers and their record are made as an officer would make
    them, on the days on which Northmere's officer did. ``cache`` is the folder in which compiled
    templates are kept, if any. Each step is said to ``progress``.
    """
    # All that a demonstration shows is loaded for no other project.
    from paperkit.pipeline.building import build
    from paperkit.pipeline.issuing import IssueOrder, issue_round, issue_to_sponsor
    from paperkit.pipeline.ordering import Order
    from paperkit.pipeline.rounds import gather_returns
    from paperkit.record.log import read_log

    new_project(folder, sample=True)
    returned = folder / RETURNED
    july = "Board July 2026"

    def ask(meeting: str, issued: date, due: date) -> None:
        progress(f"Asking reporting leads for {meeting}, and gathering what they returned")
        for priority in ("P2", "P3"):
            issue_round(IssueOrder(folder, issued, meeting, due), priority)
        for priority in ("P2", "P3"):
            gather_returns(folder, due, returned / f"{priority} {meeting}")

    ask("Board March 2026", date(2026, 1, 15), date(2026, 2, 12))
    of_record, filed = _file_papers(folder, cache, progress)
    ask(july, date(2026, 5, 20), date(2026, 6, 18))
    progress("Asking a sponsor, and gathering the views that came back")
    asked, answered = date(2026, 6, 22), date(2026, 6, 30)
    issue_to_sponsor(IssueOrder(folder, asked, july, answered), "P2")
    gather_returns(folder, answered, returned / f"P2 {july}, sponsor")
    # The officer's own rows on the rounds are beside the workbook.
    added = write_data(open_project(folder), _sample_rows(SAMPLE_ROUNDS), "Exception reporting")
    gather_returns(folder, answered)
    built = build(Order(folder, "", today, meeting=july, table=True, cache=cache), progress)
    return Demo(
        folder=folder,
        forms=folder / FORMS_FOLDER,
        returned=returned,
        added=added,
        of_record=of_record,
        log=folder / LOG_FILE,
        entries=len(read_log(folder / LOG_FILE).entries),
        papers=built.files,
        filed=filed,
        findings=built.findings,
    )


_MISTYPED = ("47 places", "74 places")
"""What the officer had in mind, and what was typed first in the paper on short breaks."""


def _file_papers(
    folder: Path, cache: Path | None, progress: Progress
) -> tuple[Path, tuple[Path, ...]]:
    """File the papers of two meetings on their days; return their file of data, and the papers.

    One has a slip, and is corrected before its meeting; one follows when its agenda is out.
    """
    from paperkit.board.words import CorrectedAs
    from paperkit.pipeline.building import build
    from paperkit.pipeline.correcting import correct
    from paperkit.pipeline.correction_paper import CorrectionOrder
    from paperkit.pipeline.filing import Acceptance
    from paperkit.pipeline.ordering import Order

    officer, breaks, title = "Rosalind Keane", "Short breaks March 2026", "Papers of the year"
    rows = _sample_rows(SAMPLE_RECORD)
    slip = [
        replace(row, text=row.text.replace(*_MISTYPED))
        for row in rows[TEXT]
        if isinstance(row, Text)
    ]
    of_record = write_data(open_project(folder), {**rows, TEXT: slip}, title)
    known = Acceptance("Targets of its quarters were agreed with the plan of 2026/27", officer)
    filed: list[Path] = []
    for day, paper in (
        (date(2026, 3, 2), "Performance March 2026"),
        (date(2026, 3, 2), breaks),
        (date(2026, 5, 11), "Annual report May 2026"),
        (date(2026, 5, 19), "Better Care Fund May 2026"),
    ):
        progress(f"Filing {paper}")
        filed += build(Order(folder, paper, day, final=True, acceptance=known, cache=cache)).files
        if paper == breaks:
            of_record.unlink()
            of_record = write_data(open_project(folder), rows, title)
            done = correct(
                CorrectionOrder(
                    folder=folder, paper=breaks, today=date(2026, 3, 5),
                    rows=(f"Text {breaks}, introduction",), how=CorrectedAs.REVISED,
                    because="Two digits changed places", by=officer, cache=cache,
                )
            )  # fmt: skip
            filed += done.files
    return of_record, tuple(filed)


def _sample_rows(name: str) -> dict[Table, Sequence[Row]]:
    """Return the rows of a file of the sample that its project does not begin with."""
    board = assemble(read_tables(bundled("samples") / SAMPLE / name, TABLES).records).board
    return {table: board.rows(table) for table in TABLES if board.rows(table)}

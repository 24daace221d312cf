"""A published paper as a correction begins with it: its version, rows and settings of that day."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath

from paperkit.board.history import CORRECTED, Corrected, Filed, History
from paperkit.board.paper_rows import PaperRow
from paperkit.board.settings import Settings
from paperkit.errors import LogError, UnknownNameError
from paperkit.files.yaml_in import tree_of
from paperkit.frozen import Frozen, replace
from paperkit.packs.file_names import FileName, is_draft, name_typed
from paperkit.packs.plan import Planned
from paperkit.pipeline.ordering import Order, papers_asked_for
from paperkit.pipeline.reading import BoardRead, ways_of
from paperkit.pipeline.restoring import the_paper
from paperkit.pipeline.sources import SETTINGS_FILE
from paperkit.pipeline.version_rows import board_of_version, first_under
from paperkit.record import LOG_FILE
from paperkit.record.as_filed import sources_as_filed
from paperkit.record.kept import kept
from paperkit.record.versions import Version, every_version, goes_with, versions
from paperkit.schema.cleaning import folded
from paperkit.schema.dates import in_words
from paperkit.schema.tree import build_tree

_WORD = ".docx"


class AsPublished(Frozen):
    """A published paper: the version that counts, all of its versions, its data as they were.

    ``planned`` is the paper as the meeting had it. ``read`` is None where the record kept no rows
    with it; ``sources`` are the files as they were. ``said`` is what is to be said of these.
    """

    version: Version
    every: Sequence[Version]
    planned: Planned
    read: BoardRead | None
    sources: dict[str, bytes]
    said: tuple[str, ...]

    @property
    def row(self) -> Filed:
        """Return what the record says of the version."""
        assert isinstance(self.version.row, Filed)
        return self.version.row

    @property
    def paper(self) -> PaperRow:
        """Return the paper's row; a blank one where the data had none."""
        return self.planned.row or PaperRow()

    @property
    def priority(self) -> str:
        """Return the priority by which the paper is named: one without a row is no other's."""
        return self.row.priority if self.row.paper == self.row.kind else ""

    @property
    def made_on(self) -> date:
        """Return the day on which the first version was made: revised ones give that day."""
        first = first_under(self.every, self.file)
        built = [one for one in self.every if one.row.sha256 == getattr(first.row, "built", "")]
        made = (built or [first])[0]
        # Built again to equal bytes it is recorded anew, on a day that says nothing of the paper.
        return min(made.row.filed_on or made.built_on, made.built_on)

    @property
    def file(self) -> str:
        """Return the name of the file of the first version."""
        return self.row.revises or self.row.file


def as_published(
    today: BoardRead, paper: str, day: date, packs: Sequence[Path] = ()
) -> AsPublished:
    """Return the published paper that is named, whose newest version is corrected.

    UnknownNameError where there is none, LogError where it was never published or was withdrawn.
    """
    history, folder = today.board.history, today.project.folder
    version, every = _version(history, paper, day)
    row = version.row
    assert isinstance(row, Filed)
    newest = _newest(history, row) or version
    assert isinstance(newest.row, Filed)
    of_newest = versions(history)[folded(newest.row.revises or newest.row.file)]
    board = board_of_version(folder / LOG_FILE, history, newest.row, of_newest)
    if board is None:
        return AsPublished(version, every, _planned(today, row), None, {}, ())
    sources = dict(sources_as_filed(folder / LOG_FILE, newest.row))
    settings = kept(folder / LOG_FILE, [row.settings]).get(row.settings) if row.settings else None
    said = ["The settings of today are used: the record did not keep those of the publication."]
    read = replace(today, board=board, findings=())
    if settings is not None:
        sources[SETTINGS_FILE] = settings
        of_then = build_tree(Settings, tree_of(SETTINGS_FILE, settings)).value
        pack, ways, _ = ways_of(folder, of_then, packs)
        project = replace(today.project, settings=of_then)
        read = replace(read, project=project, pack=pack, ways=ways)
        said = []
        if of_then != today.project.settings:
            said.append(f"{SETTINGS_FILE} was changed since: the settings as published are used.")
    return AsPublished(version, every, _planned(read, row), read, sources, tuple(said))


def _version(history: History, paper: str, day: date) -> tuple[Version, Sequence[Version]]:
    """Return the version of a paper that counts, and all of its versions."""
    name = name_typed(paper)
    if is_draft(name):
        raise UnknownNameError(
            f"'{name}' is a draft, and was never published. Put the data right and build it again."
        )
    row = the_paper(history, paper)[-1].row
    if not isinstance(row, Filed) or PurePath(row.file).suffix.lower() != _WORD:
        raise UnknownNameError(
            f"'{row.file}' goes with the paper {row.paper}. Correct that one, by its reference."
        )
    if not row.paper:
        raise UnknownNameError(
            f"'{row.file}' holds all papers of a meeting. Correct the paper itself."
        )
    corrections = history.rows(CORRECTED, Corrected)
    of = next((one for one in corrections if one.made == row.file and not row.revises), None)
    if of is not None:
        raise UnknownNameError(
            f"'{row.file}' is a correction itself. Correct '{of.file}' once more instead."
        )
    every = versions(history)[folded(row.revises or row.file)]
    fit = [
        one for one in every if one.is_out(day) or (_is_revised(one) and one.withdrawn_on is None)
    ]
    if fit:
        return fit[-1], every
    last = every[-1]
    if last.withdrawn_on:
        raise LogError(
            f"'{last.row.file}' was withdrawn on {in_words(last.withdrawn_on)}. Build it with "
            "--final: what is built now is a new paper."
        )
    raise LogError(
        f"'{last.row.file}' is not published: {last.state(day)}. Put the data right and build it "
        "again with --final."
    )


def _newest(history: History, row: Filed) -> Version | None:
    """Return the newest revised version of a paper or its full tables, if there is any.

    Its rows hold all that was corrected so far, also where the paper itself did not change.
    """
    revised = [
        one
        for one in every_version(history)
        if goes_with(row, one.row) and _is_revised(one) and one.withdrawn_on is None
    ]
    return max(revised, key=lambda one: one.entries[0], default=None)


def _is_revised(version: Version) -> bool:
    return isinstance(version.row, Filed) and bool(version.row.revises)


def _planned(read: BoardRead, row: Filed) -> Planned:
    """Return the paper as it is planned; by its file alone where the data have it no more."""
    assert row.filed_on is not None
    priority = row.priority if row.paper == row.kind else ""
    asked = Order(
        read.project.folder, row.paper, row.filed_on, meeting=row.meeting, priority=priority
    )
    try:
        return papers_asked_for(asked, read)[1][0]
    except UnknownNameError:
        title, *ending = PurePath(row.file).stem.split(" - ")
        return Planned(row.paper, file=FileName(title, ending=" - ".join(ending)))

"""The names that templates may print, with examples of the sample council: as data and in Word."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from paperkit.board.data import BoardData
from paperkit.container.writing import already_there, safe_name, write_file
from paperkit.errors import PackError, WriteError
from paperkit.findings import Finding
from paperkit.frozen import Frozen, replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.fields import FieldsOf, every_field
from paperkit.kinds.fields_shown import NAMES_TITLE, NamesShown, names_shown
from paperkit.kinds.list_sources import SOURCES
from paperkit.kinds.offered import declared, of_made_up
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import NAMES_FILE, Kind, ListSettings, Pack
from paperkit.packs.templates import template_of
from paperkit.pipeline.packing import show_pack
from paperkit.pipeline.sample_board import sample_paper
from paperkit.pipeline.sample_rows import MadeUp
from paperkit.word.finishing import finish
from paperkit.word.proof import proof
from paperkit.word.properties import Facts
from paperkit.word.template import fill_template


class TemplateFields(Frozen):
    """The names of templates of a pack, or of one kind of it, part by part."""

    pack: Pack
    kind: Kind | None
    parts: tuple[FieldsOf, ...]


def template_fields(
    kind: str, pack: str, project: Path, packs: Sequence[Path] = ()
) -> TemplateFields:
    """Return every name that templates of a kind may print, or of all kinds where none is named.

    UnknownNameError where there is no such pack or kind.
    """
    found = show_pack(pack, project, packs)
    of_kind = found.kind(kind)[0] if kind else None
    views = tuple(_views(found, of_kind, project, packs))
    return TemplateFields(found, of_kind, every_field(of_kind, views))


def write_names(
    found: TemplateFields, folder: Path, today: date
) -> tuple[Path, tuple[Finding, ...]]:
    """Return a new Word file with the names, to copy tags from, and what is wrong with it.

    Nothing is written where something is. WriteError where a file of the name is there already,
    PackError where the pack has no Word file for it.
    """
    listing = found.pack.names_file
    if listing is None:
        raise PackError(
            f"The pack {found.pack.name} has no Word file {NAMES_FILE}. Copy that of the pack "
            "'council' into its folder."
        )
    path = folder / f"Names - {safe_name(found.kind.title if found.kind else 'all kinds')}.docx"
    if path.exists():
        raise WriteError(already_there(path))
    template = template_of(listing, NamesShown)
    if faults := (*template.look.findings, *template.faults):
        return path, faults
    shown = names_shown(found.kind, found.parts)
    facts = Facts(str(shown.header.title), "paperkit", NAMES_TITLE, today, draft=False)
    filled, ledger = fill_template(template.compiled, shown)
    data = finish(filled, ledger, facts)
    faults = proof(data, ledger, facts, path.name)
    if not faults:
        write_file(path, data, replace=False)
    return path, faults


def _lists(pack: Pack, kind: Kind, made_up: BoardData) -> tuple[ListSettings, ...]:
    """Return the lists of a kind; none where they have faults, which a check reports."""
    _, faults = declared(pack, kind)
    return () if faults else of_made_up(pack, kind, made_up).lists


def _views(
    pack: Pack, of_kind: Kind | None, project: Path, packs: Sequence[Path]
) -> Iterator[Paper]:
    """Yield papers of the sample that have most names between them: first that of the kind meant.

    The others are one on a round, one that looks at all, and one that looks back on a year.
    """
    kinds = pack.kinds().values()
    others = (
        next((kind for kind in kinds if kind.round and kind.sections), None),
        next((kind for kind in kinds if not kind.tables and "summary" in kind.sentences), None),
        next((kind for kind in kinds if "year" in kind.sentences), None),
    )
    views, every = [], [ListSettings(name=of, of=of) for of in SOURCES]
    for kind in {kind.name: kind for kind in (of_kind, *others) if kind}.values():
        made = sample_paper(kind, MadeUp.SAMPLE, project, pack.name, packs)
        lists = _lists(pack, kind, made.read.board) if of_kind else every
        views.append(paper_view(made.seen(), kind.sections, draft=True, lists=lists))
    # What other papers say of a round is that they are on none.
    of_round = next((view.round for view in views if view.round.rows), None)
    yield from (replace(view, round=of_round) if of_round else view for view in views)

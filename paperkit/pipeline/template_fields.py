"""The names that templates may print, with examples of the sample council: as data and in Word."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from paperkit.frozen import Frozen, replace
from paperkit.kinds.compose import paper_view
from paperkit.kinds.fields import FieldsOf, every_field
from paperkit.kinds.list_sources import SOURCES
from paperkit.kinds.paper import Paper
from paperkit.packs.packs import Kind, ListSettings, Pack
from paperkit.pipeline.packing import show_pack
from paperkit.pipeline.sample_board import sample_paper
from paperkit.pipeline.sample_rows import MadeUp


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
    for kind in dict.fromkeys(filter(None, (of_kind, *others))):
        made = sample_paper(kind, MadeUp.SAMPLE, project, pack.name, packs)
        lists = kind.lists if of_kind else every
        views.append(paper_view(made.seen(), kind.sections, draft=True, lists=lists))
    # What other papers say of a round is that they are on none.
    of_round = next((view.round for view in views if view.round.rows), None)
    yield from (replace(view, round=of_round) if of_round else view for view in views)

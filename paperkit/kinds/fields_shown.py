"""The list of names as a Word file shows it, to copy tags from: each tag in a line of its own."""

from collections.abc import Iterable, Iterator

from paperkit.frozen import Frozen, replace
from paperkit.kinds.fields import WAYS, FieldShown, FieldsOf
from paperkit.packs.packs import Kind
from paperkit.papers.shown import Header

NAMES_TITLE = "What a template can print"
ABOUT = (
    "Copy a tag whole, with its brackets, into the Word file of your kind of paper. Tags of one "
    "row belong together: what is to be repeated, or left out, goes between them. The examples "
    "are a made-up council's."
)
NO_EXAMPLE = "No example"


class NameShown(Frozen):
    """A name: its tags, each to be copied whole, what it is, and an example."""

    tags: tuple[str, ...]
    meaning: str
    example: str


class EachShown(Frozen):
    """The names of each thing in some lists: a heading, the lists, and the names."""

    name: str
    about: str
    rows: tuple[NameShown, ...]


class SubjectShown(Frozen):
    """The names of a part of a paper, and of each thing in its lists."""

    name: str
    about: str
    rows: tuple[NameShown, ...] = ()
    each: tuple[EachShown, ...] = ()


class NamesShown(Frozen):
    """The list, whole. ``ways`` are how tags are typed."""

    draft: bool
    header: Header
    about: str
    ways: tuple[NameShown, ...]
    parts: tuple[SubjectShown, ...]


def names_shown(kind: Kind | None, parts: Iterable[FieldsOf]) -> NamesShown:
    """Return the list of names of a kind, or of any kind, as its Word file shows it."""
    of = kind.title if kind else "any kind of paper"
    head = Header(
        council="For those who make templates", board=NAMES_TITLE, date=of,
        item="", title=f"{NAMES_TITLE}: {of}", report_of=(), directors=(), publicity="",
        purpose="", as_at="", exempt_mark="",
    )  # fmt: skip
    ways = tuple(NameShown(way.tags, f"{way.does[:1].upper()}{way.does[1:]}", "") for way in WAYS)
    return NamesShown(False, head, ABOUT, ways, tuple(_subjects(parts)))


def _subjects(parts: Iterable[FieldsOf]) -> Iterator[SubjectShown]:
    """Yield each part of a paper with what is in its lists."""
    subject: SubjectShown | None = None
    for part in parts:
        rows = tuple(_name(one) for one in part.fields)
        if part.within and subject and subject.name == part.part:
            name = f"Each {part.about} in {part.part}"
            each = EachShown(name, f"In {', '.join(part.within)}.", rows)
            subject = replace(subject, each=(*subject.each, each))
            continue
        if subject:
            yield subject
        subject = SubjectShown(part.part, part.about, rows)
    if subject:
        yield subject


def _name(one: FieldShown) -> NameShown:
    takes = one.takes[:1].upper() + one.takes[1:]
    return NameShown(one.tags, f"{takes}. {one.meaning}", one.example or NO_EXAMPLE)

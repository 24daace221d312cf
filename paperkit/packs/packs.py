"""Packs of templates: a folder of kinds of paper, each a folder with a Word file. No Python.

Search order: the project's own ``packs`` folder, then the folders that were named, then the
packs that come with paperkit. The pack says where it was found. A pack that extends another has
only what differs: words, single kinds, single files of a kind, the house.

A kind's Word file as papers are made of it: with the look of its pack's house.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path, PureWindowsPath
from typing import Any, TypeVar

from paperkit.board.data import TABLES, BoardData
from paperkit.board.kind_roles import KindRole, RoleOf, bundled_role, kind_name
from paperkit.board.pack_settings import PackSettings
from paperkit.board.paper_rows import PAPERS
from paperkit.board.sentence_forms import SentenceForms
from paperkit.container.reading import content
from paperkit.errors import PackError, ReadError, UnknownNameError
from paperkit.files.yaml_in import LARGEST, read_tree, tree_of
from paperkit.findings import Finding
from paperkit.frozen import Frozen, fields, replace
from paperkit.packs.sentences import (
    SENTENCES_FILE,
    check_sentences,
    over,
    read_sentences,
    standard_file,
    standard_sentences,
)
from paperkit.schema.cleaning import folded, in_groups
from paperkit.schema.columns import Cell, Choice, column
from paperkit.schema.tree import Branch, Node, SettingsRead, build_tree
from paperkit.schema.values import close_to
from paperkit.word.house import Dressed, FileHeld, WordFile, dress, held, keep_own_look, opened

T = TypeVar("T")

PACK_FILE, KIND_FILE, HOUSE_FILE = "pack.yaml", "kind.yaml", "house.docx"
SINCE = "since_last_report"
SHEET, SHEET_FILE = "decision_sheet", "decision_sheet.docx"
NAMES, NAMES_FILE = "names", "names.docx"
PERFORMANCE_SENTENCES = (
    "summary", "decisions", "since", "indicators", "groups", "highlights", "actions",
)  # fmt: skip


class SectionForm(Choice):
    """Whether a section is running text, or a list with a row an item."""

    PROSE = "prose"
    ITEMS = "items"


class Section(Frozen, kw_only=True):
    """One section of a kind, which the sheet Text fills by its name."""

    name: str = column("Name", "What the sheet Text calls it.", default="")
    heading: str = column("Heading", "What the paper calls it.", default="")
    form: SectionForm = column(
        "Form",
        "prose, or items with one row for each: recommendations, implications, background, "
        "appendices, achieved or case_studies.",
        default=SectionForm.PROSE,
    )
    standing: bool = column(
        "Standing", "Whether an earlier paper's text is copied into the next.", default=False
    )
    required: bool = column("Required", "Whether it must be written.", default=False)


class ListSettings(Frozen, kw_only=True):
    """A list that the papers of a kind select for their template, as ``lists.NAME``."""

    name: str = column(
        "Name", "What tags call it: lists.NAME.rows.", example="red_actions", default=""
    )
    of: str = column(
        "Of",
        "What it lists, by one of the words under 'Lists of a kind'.",
        example="actions",
        default="",
    )
    where: Mapping[str, tuple[str, ...]] = column(
        "Where",
        "What its rows must have, by field: one of the words after it. All fields must be met; "
        "without any, the list has all rows.",
        default_factory=dict,
    )
    order: tuple[str, ...] = column(
        "Order",
        "The fields by which its rows are put in order, the first before the others; with a hyphen "
        "before it, the other way round. Else rows come as the Board's data have them.",
        default=(),
    )
    most: int | None = column(
        "Most", "How many rows it has at most; lists.NAME.more then says how many more there are."
    )
    group_by: str = column(
        "Group by", "The field by which lists.NAME.groups has its rows, group by group.", default=""
    )


class KindSettings(Frozen, kw_only=True):
    """``kind.yaml``, whole."""

    title: str = column("Title", "What officers call the kind.", default="")
    template: str = column("Template", "The Word file.", default="template.docx")
    role: KindRole | None = column(
        "Role",
        "What its papers are to the Board's year, whatever the kind is called. If not given, that "
        "of the kind of its name in the pack that this one extends.",
        example="performance",
    )
    several: bool = column(
        "Several",
        "Whether a meeting may have several papers of the kind. Each file then has its title.",
        default=False,
    )
    round: bool = column(
        "Round",
        "Whether each paper of the kind is on one priority's round of exception reporting: "
        "each file then has the priority's name.",
        default=False,
    )
    table: bool = column(
        "Table",
        "Whether 'paperkit build --table' writes the paper's rows as a workbook next to it.",
        default=False,
    )
    sentences: tuple[str, ...] = column(
        "Sentences",
        "The sentences that papers of the kind draft, by the first word of their keys, such as "
        "glance; those of a performance report, if not given.",
        default=PERFORMANCE_SENTENCES,
    )
    tables: tuple[str, ...] = column(
        "Tables",
        "The tables of the Board's data that the paper shows; all, if not given. What is wrong "
        "with the others does not hold it up.",
        default=(),
    )
    looks_up: tuple[str, ...] = column(
        "Looks up",
        "Further tables in which the paper looks up names alone, such as who leads on an action. "
        "What is wrong with them does not hold it up.",
        default=(),
    )
    needed: tuple[str, ...] = column(
        "Needed",
        "Columns that papers of the kind print, and that must be filled even if the pack does "
        "not require them, such as actions.owner.",
        default=(),
    )
    not_needed: tuple[str, ...] = column(
        "Not needed",
        "Columns that papers of the kind do not print, so that nobody is asked to fill them: those "
        "of the sheet Papers, such as as_at, and those of other tables, such as actions.lead.",
        default=(),
    )
    corrects: bool = column(
        "Corrects",
        "Whether 'paperkit correct' makes its addenda and corrections with this kind; no row of "
        "the sheet Papers asks for one.",
        default=False,
    )
    full_tables: str = column(
        "Full tables",
        "The kind that holds the full tables of this one: an appendix that follows the paper in "
        "the same file or is a file of its own, as the council's settings say.",
        default="",
    )
    sections: tuple[Section, ...] = column("Sections", "Its sections, in order.", default=())
    lists: tuple[ListSettings, ...] = column(
        "Lists", "The lists that its template prints as lists.NAME.", default=()
    )


class Kind(KindSettings, kw_only=True):
    """A kind of paper: its settings, its name, its Word file, the house whose look it takes on.

    ``house`` is None where the pack has none: then the Word file keeps its own look.
    ``tables_file`` is the Word file of its full tables, which follow its own pages.
    """

    name: str
    word_file: Path
    house: Path | None = None
    tables_file: Path | None = None

    def shows(self, table: str) -> bool:
        """Return whether papers of the kind show the rows of a table."""
        return not self.tables or table in self.tables

    @property
    def forward(self) -> bool:
        """Return whether papers of the kind are a body's forward plan."""
        return self.role is KindRole.FORWARD

    @property
    def apart(self) -> "Kind":
        """Return the kind as it is where its full tables are a file of their own."""
        return replace(self, tables_file=None)

    @property
    def looks_back(self) -> bool:
        """Return whether a list of it asks what has changed since the last report."""
        return any(SINCE in (*one.where, *one.order, one.group_by) for one in self.lists)

    @property
    def looking_up(self) -> "Kind":
        """Return the kind as it is filled: with the tables in which it looks up names."""
        return replace(self, tables=(*self.tables, *self.looks_up)) if self.tables else self

    @property
    def section_names(self) -> tuple[str, ...]:
        """Return the names that the sheet Text may use."""
        return tuple(section.name for section in self.sections)

    def data_of(self, board: BoardData) -> BoardData:
        """Return the rows that a paper of the kind shows; the others' faults are not its own.

        A text that somebody typed under a section's heading is under its name.
        """
        board = self._by_name(board)
        if not self.tables:
            return board
        others: dict[str, Any] = {
            table.name: () for table in TABLES if table.name not in self.tables
        }
        unread = tuple(row for row in board.unread if row.table.name in self.tables)
        return replace(board, unread=unread, **others)

    def _by_name(self, board: BoardData) -> BoardData:
        names = {folded(one.heading): one.name for one in self.sections if one.heading}
        papers = {row.reference for row in board.papers if row.kind == self.name}
        text = tuple(
            replace(row, section=names[folded(row.section)])
            if row.paper in papers and folded(row.section) in names
            else row
            for row in board.text
        )
        return board if text == board.text else replace(board, text=text)

    @property
    def spared(self) -> Mapping[str, frozenset[str]]:
        """Return the columns that papers of the kind do not print, by table."""
        by_table = in_groups(_columns(self.not_needed))
        return {table: frozenset(names) for table, names in by_table.items()}

    def needs_of(self, pack: PackSettings) -> PackSettings:
        """Return the pack's settings with what the kind needs and without what it can spare.

        The latter are columns, tables that it does not show, and implications and recommendations
        where it has no such section.
        """
        asked = [(table, name) for table, names in pack.required.items() for name in names]
        wanted = dict.fromkeys((*asked, *_columns(self.needed)))
        required = in_groups(c for c in wanted if c not in set(_columns(self.not_needed)))
        heads = pack.implications if "implications" in self.section_names else ()
        return replace(
            pack,
            required={table: tuple(names) for table, names in required.items()},
            implications=heads,
            makes_recommendations="recommendations" in self.section_names,
            tables=self.tables or pack.tables,
        )


# A process that makes many papers meets the same kinds again.
@lru_cache(maxsize=64)
def _declared(name: str, data: bytes) -> SettingsRead[KindSettings]:
    """Return what the settings file of a kind says, by its name and all that it holds."""
    return build_tree(KindSettings, tree_of(name, data))


def _columns(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the table and the column of names such as ``actions.owner``; ``as_at`` is of Papers."""
    for table, _, name in (name.rpartition(".") for name in names):
        yield table or PAPERS.name, name


class Pack(Frozen, dict=True):
    """A pack: its name, where it was found, its settings, what was found in them.

    ``base`` is the pack that it extends: what this one lacks comes from there. The settings are
    whole, the base's with this pack's over them.
    """

    name: str
    folder: Path
    settings: PackSettings
    findings: tuple[Finding, ...]
    base: "Pack | None" = None

    @cached_property
    def sentences(self) -> SettingsRead[Mapping[str, SentenceForms]]:
        """Return every sentence of the pack's papers by key, and what is wrong with its own.

        What the packs that it extends do not have is as the standard ones are.
        """
        base = self.base.sentences if self.base else SettingsRead(standard_sentences(), ())
        if not self._writes_sentences:
            return base
        tree = read_tree(self.folder / SENTENCES_FILE)
        own = read_sentences(tree)
        findings = (*base.findings, *own.findings, *check_sentences(tree))
        return SettingsRead(over(base.value, own.value), findings)

    @property
    def _writes_sentences(self) -> bool:
        file = self.folder / SENTENCES_FILE
        return file.is_file() and file != standard_file()

    @property
    def has_own_sentences(self) -> bool:
        """Return whether the pack, or one that it extends, has others than the standard ones."""
        return any(pack._writes_sentences for pack in self.line)

    @cached_property
    def line(self) -> tuple["Pack", ...]:
        """Return this pack, the one that it extends, and so on."""
        return (self, *(self.base.line if self.base else ()))

    @cached_property
    def kind_names(self) -> tuple[str, ...]:
        """Return the names of the kinds, sorted."""
        found = (path for pack in self.line for path in pack.folder.glob(f"*/{KIND_FILE}"))
        return tuple(sorted({path.parent.name for path in found}))

    @cached_property
    def house(self) -> Path | None:
        """Return the Word file of the look: this pack's, else that of the one it extends."""
        return self._first(HOUSE_FILE)

    @cached_property
    def kind(self) -> Callable[[str], tuple[Kind, tuple[Finding, ...]]]:
        """Return what gives a kind and what was found in its settings, each read once.

        UnknownNameError where the pack has none of the name.
        """
        return cache(self._kind)

    def _kind(self, name: str) -> tuple[Kind, tuple[Finding, ...]]:
        declared, word_file, findings = self._read_kind(name)
        if declared.full_tables == name:
            raise PackError(
                f"{name}/{KIND_FILE} names itself under full_tables, so its pages would be printed "
                "twice. Name the kind that holds its full tables, or take the line out."
            )
        tables = self._read_kind(declared.full_tables)[1] if declared.full_tables else None
        own: dict[str, Any] = {field: getattr(declared, field) for field in fields(KindSettings)}
        kind = Kind(
            **own | {"title": declared.title or name, "role": self.role_of(name)},
            name=name,
            word_file=word_file,
            house=self.house,
            tables_file=tables,
        )
        return kind, findings

    def kind_file(self, name: str) -> Path:
        """Return the settings file of a kind; UnknownNameError where the pack has none of it."""
        found = self._first(f"{name}/{KIND_FILE}") if name in self.kind_names else None
        if found is None:
            raise UnknownNameError(_no_such("kind of paper", name, self.kind_names))
        return found

    def kind_tree(self, name: str) -> Node:
        """Return the settings file of a kind as a tree of keys, each with its place."""
        return tree_of(f"{name}/{KIND_FILE}", content(self.kind_file(name), LARGEST))

    def _read_kind(self, name: str) -> tuple[KindSettings, Path, tuple[Finding, ...]]:
        """Return a kind's settings, its Word file and what was found in its settings.

        UnknownNameError where the pack has none of the name, PackError where the file is lacking.
        """
        settings = self.kind_file(name)
        found = _declared(f"{name}/{KIND_FILE}", content(settings, LARGEST))
        file = found.value.template
        word_file = self._first(f"{name}/{file}") if _plain(file) else None
        if word_file is None:
            missing = settings.parent / file
            raise PackError(
                f"The template {missing} is not there. Put it back, or type after 'template' in "
                f"{name}/{KIND_FILE} what the Word file is called."
            )
        return found.value, word_file, found.findings

    @cached_property
    def role_of(self) -> RoleOf:
        """Return what gives the role of a kind by its name as typed; none for no such kind.

        Where a kind does not say it, the kind of its name in the packs beneath does, and at last
        the one that comes with paperkit. Only the kinds that are asked about are read.
        """
        return cache(self._role)

    def _role(self, typed: str) -> KindRole:
        name = kind_name(typed)
        for pack in self.line if name in self.kind_names else ():
            file = pack.folder / name / KIND_FILE
            if file.is_file():
                declared = _declared(f"{name}/{KIND_FILE}", content(file, LARGEST)).value
                if declared.role is not None:
                    return declared.role
                if "forward" in declared.sentences:
                    return KindRole.FORWARD
        return bundled_role(name)

    @property
    def decision_sheet(self) -> Kind | None:
        """Return the sheet for the clerk, which is made like a paper and is none; None for none."""
        return self._apart(SHEET, SHEET_FILE, "Decision sheet")

    @property
    def names_file(self) -> Kind | None:
        """Return the list of names for those who make templates, which is not a paper either."""
        return self._apart(NAMES, NAMES_FILE, "Names")

    def _apart(self, name: str, word_file: str, title: str) -> Kind | None:
        file = self._first(word_file)
        return Kind(title=title, name=name, word_file=file, house=self.house) if file else None

    def kinds(self) -> Mapping[str, Kind]:
        """Return every kind of the pack by name; each is read when it is first asked for."""
        return _ByKind(self.kind_names, lambda name: self.kind(name)[0])

    def needs(self) -> Mapping[str, PackSettings]:
        """Return the pack's settings as each kind needs them; each is worked out when asked for."""
        return _ByKind(
            self.kind_names, cache(lambda name: self.kind(name)[0].needs_of(self.settings))
        )

    @property
    def houses(self) -> tuple[Path, ...]:
        """Return the Word files of the look: this pack's, then those of the packs it extends."""
        files = (pack.folder / HOUSE_FILE for pack in self.line)
        return tuple(file for file in files if file.is_file())

    def _first(self, name: str) -> Path | None:
        """Return a file of the pack, or of the nearest pack that it extends."""
        found = (pack.folder / name for pack in self.line)
        return next((path for path in found if path.is_file()), None)


class _ByKind(Mapping[str, T]):
    """What a pack has for each of its kinds: a paper needs few of them, and each is a file."""

    def __init__(self, names: tuple[str, ...], of: Callable[[str], T]) -> None:
        self.names, self.of = names, of

    def __getitem__(self, name: str) -> T:
        if name not in self.names:
            raise KeyError(name)
        return self.of(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def find_pack(name: str, folders: Sequence[Path]) -> Pack:
    """Return the first pack of that name, with the packs that it extends.

    UnknownNameError names those that are there; PackError where packs extend each other.
    """
    if not name:
        raise UnknownNameError(_no_such("pack", name, sorted(packs_in(folders))))
    line = tuple(_line(name, tuple(folders)))
    base: Pack | None = None
    tree: Node | None = None
    for folder, own in reversed(line):
        tree = own if tree is None else _over(tree, own)
        found = build_tree(PackSettings, tree)
        base = Pack(folder.name, folder, found.value, found.findings, base)
    assert base is not None
    return base


def packs_in(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Return the folder of each pack by name; the first folder that has it wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for settings in sorted(folder.glob(f"*/{PACK_FILE}")):
            found.setdefault(settings.parent.name, settings.parent)
    return found


def hidden(pack: Pack, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders of other packs of the name, which the pack hides and does not extend."""
    used = {one.folder.resolve() for one in pack.line}
    every = (folder / pack.name for folder in folders if _holds(folder, pack.name))
    return tuple(path for path in every if path.resolve() not in used)


def _line(name: str, folders: Sequence[Path]) -> Iterator[tuple[Path, Node]]:
    """Yield the folder and the settings of a pack, then of the one that it extends, and so on.

    A pack may extend the one of its own name that comes later in the search order.
    """
    seen: list[Path] = []
    wanted, where = name, tuple(folders)
    while wanted:
        place = next((n for n, at in enumerate(where) if _holds(at, wanted)), None)
        if place is None:
            raise UnknownNameError(_no_such("pack", wanted, sorted(packs_in(folders))))
        folder = where[place] / wanted
        if folder in seen:
            names = " extends ".join(path.name for path in (*seen, folder))
            raise PackError(f"Packs go in a circle: {names}. Take 'extends' out of one of them.")
        seen.append(folder)
        try:
            tree = read_tree(folder / PACK_FILE)
        except ReadError as fault:
            raise PackError(f"The pack {folder.name} in {folder.parent}: {fault}") from fault
        yield folder, tree
        said = tree.entries.get("extends") if isinstance(tree, Branch) else None
        extends = str(said.value).strip() if isinstance(said, Cell) else ""
        where = where[place + 1 :] if folded(extends) == folded(wanted) else tuple(folders)
        wanted = extends


def _holds(folder: Path, name: str) -> bool:
    return _plain(name) and (folder / name / PACK_FILE).is_file()


def _plain(name: str) -> bool:
    """Return whether a name leads nowhere else: packs come from others, as zips and by mail."""
    return name == PureWindowsPath(name).name and name not in ("", ".", "..")


def _over(base: Node, own: Node) -> Node:
    """Return settings with others over them: groups key by key, anything else as a whole."""
    if not (isinstance(base, Branch) and isinstance(own, Branch)):
        return base if isinstance(own, Cell) and not own.typed else own
    entries = dict(base.entries)
    for key, node in own.entries.items():
        entries[key] = _over(entries[key], node) if key in entries else node
    return Branch(own.place, entries)


def _no_such(what: str, name: str, known: Sequence[str]) -> str:
    near = close_to(name, list(known))
    there = ", ".join(known) or "none"
    return f"There is no {what} called '{name}'" + (
        f"; did you mean {near}?" if near else f". Those there are: {there}."
    )


def dressed(kind: Kind) -> Dressed:
    """Return the kind's Word file with the look of the house, and what did not fit (PK-62x).

    A kind without a house keeps its own look. PackError where a file cannot be read.
    """
    files = (kind.word_file, kind.house, kind.tables_file)
    return dressed_in(*(held(path) if path else None for path in files))


@lru_cache(maxsize=32)
def dressed_in(file: FileHeld, house: FileHeld | None, tables: FileHeld | None) -> Dressed:
    """Return a kind's Word file with the look of a house, as ``dressed`` does."""
    return put_on(opened(file), *(opened(one) if one else None for one in (house, tables)))


def put_on(file: WordFile, house: WordFile | None, tables: WordFile | None) -> Dressed:
    """Return a kind's Word file with the look of a house, and its full tables after it."""
    return keep_own_look(file, tables) if house is None else dress(file, house, tables)

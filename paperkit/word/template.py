"""Templates: what their tags may ask of a Paper; compiled once, then filled with tokens.

The engine sees tokens, never a person's text (see ``values.Ledger``). docxtpl gives a template the
form that Jinja2 understands, when it is compiled; to fill it takes Jinja2 alone, in the one
environment: a sandbox, strict about names, escaping on, without globals or filters. A template is
checked first (``template_check``), so that filling cannot go wrong. No other room knows the two.
"""

import contextlib
import marshal
import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from types import CodeType, MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from paperkit.container.reading import content
from paperkit.errors import PackError, ReadError
from paperkit.findings import Finding, Place
from paperkit.frozen import Frozen, fields, former_names
from paperkit.word.house import WordFile, damaged
from paperkit.word.package import (
    main_part,
    parse,
    story_parts,
    unpack,
    w,
    words_in,
)
from paperkit.word.template_unseen import filled_parts, notes_of
from paperkit.word.values import (
    Contents,
    Figure,
    Gap,
    Label,
    Ledger,
    LinkedWords,
    LinkText,
    Printable,
    Prose,
    Rated,
    Sparkline,
    linked_words,
    token,
)

PRINTABLE = (str, Gap, Rated, LinkText, LinkedWords, Label, Prose, Figure, Sparkline, Contents)

_TAG = re.compile(r"\{[{%][^{}]*[}%]\}")
_NAME = re.compile(r"[a-z_]+")
_DOTTED = re.compile(r"[a-z_.]+")


class NotInPaperError(LookupError):
    """A name that the Paper does not have; ``known`` are those that it has there."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@cache
def names_of(cls: type) -> Mapping[str, Any]:
    """Return the types of a group's parts, by name."""
    hints = get_type_hints(cls)
    return MappingProxyType({name: hints[name] for name in fields(cls)})


class Unfinished(Frozen):
    """A group of named parts, of which not all are known yet: what it lacks may be right."""


def now_called(hint: Any, name: str) -> str:
    """Return what a part is called that a template asks for by a name that it may have had before.

    A council's own template goes on with the names of the day on which it was made.
    """
    groups = (one for one in alternatives(hint) if is_group(one))
    named = {former_names(one).get(name, name) for one in groups}
    return named.pop() if len(named) == 1 else name


def follow(hint: Any, name: str) -> Any:
    """Return the type of a part, by its name of today or a former one; None for one not known.

    NotInPaperError where some of what it may be has no such part.
    """
    name = now_called(hint, name)
    groups = [one for one in alternatives(hint) if is_group(one)]
    parts = [names_of(one) if one in groups else {} for one in alternatives(hint)]
    known = set.intersection(*(set(part) for part in parts))
    if name not in known:
        if any(issubclass(one, Unfinished) for one in groups):
            return None
        raise NotInPaperError(name, sorted(known))
    return parts[0][name]


def is_group(cls: Any) -> bool:
    """Return whether a type is a group of named parts, and nothing that can be printed."""
    return isinstance(cls, type) and issubclass(cls, Frozen) and cls not in PRINTABLE


def item_of(hint: Any) -> Any:
    """Return the type of a list's items, or None where the type is not a list."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def alternatives(hint: Any) -> tuple[Any, ...]:
    """Return what a value may be: ``Prose | Gap`` is either."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def printable(hint: Any) -> bool:
    """Return whether a value of the type can be printed."""
    return all(part in PRINTABLE for part in alternatives(hint))


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which the parts of what goes by names, such as sections, are those names alone.

    A section that is called ``items`` is not a method of Python's.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a part of what a tag names, also by a name that it had before."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        cls: type = type(obj)
        return super().getattr(obj, former_names(cls).get(attribute, attribute))


def environment(recorder: object = None) -> ImmutableSandboxedEnvironment:
    """Return the one environment in which templates are parsed, compiled and filled."""
    # Tags are names alone, in which there is nothing to work out beforehand.
    made = _Environment(
        undefined=StrictUndefined, autoescape=True, finalize=recorder, optimized=False
    )
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def names_asked(members: Mapping[str, bytes]) -> frozenset[str]:
    """Return every name in the tags of a Word file; those of parts of a Paper are among them."""
    return frozenset(
        name
        for part in story_parts(members)
        for paragraph in parse(members[part], part).iter(w("p"))
        for tag in _TAG.findall(words_in(paragraph))
        for name in _NAME.findall(tag)
    )


def dotted_asked(members: Mapping[str, bytes]) -> frozenset[str]:
    """Return every name in the tags of a Word file as it is asked for, such as ``actions.rows``."""
    return frozenset(
        name
        for part in story_parts(members)
        for paragraph in parse(members[part], part).iter(w("p"))
        for tag in _TAG.findall(words_in(paragraph))
        for name in _DOTTED.findall(tag)
    )


class Compiled(Frozen):
    """A template that is ready to be filled: its name, its parts, and the names its tags ask for.

    ``codes`` are the parts that hold tags, as Python code made by Jinja2; ``notes`` what was found
    that holds nothing up.
    """

    name: str
    members: dict[str, bytes]
    codes: dict[str, CodeType]
    asked: frozenset[str]
    notes: tuple[Finding, ...] = ()


def compile_template(template: WordFile) -> Compiled:
    """Return a template that has passed its check, ready to be filled; PackError where damaged."""
    # docxtpl is slow to import, and a template that is kept compiled does without it.
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template.package))
    saved = BytesIO()
    try:
        document.init_docx()
        document.docx.save(saved)
    except Exception:
        # python-docx raises KeyError, ValueError, BadZipFile and others for a damaged file.
        raise damaged(template.name) from None
    members = unpack(saved.getvalue())
    main = main_part(members)
    # An environment that records nothing would leave the recording out of the code.
    engine = environment(str)
    codes: dict[str, CodeType] = {}
    for part in filled_parts(members):
        source = document.patch_xml(etree.tostring(parse(members[part], part), encoding="unicode"))
        try:
            # A parse that forgives nothing: docxtpl's own drops what it cannot read.
            root = etree.fromstring(source, etree.XMLParser(resolve_entities=False))
            if part == main:
                root = document.fix_tables(source)
            tree = engine.parse(etree.tostring(root, encoding="unicode"), part, part)
        except (etree.XMLSyntaxError, TemplateSyntaxError):
            raise damaged(template.name) from None
        _refuse_more_than_names(tree, template.name)
        codes[part] = engine.compile(tree, part, part)
    notes = tuple(notes_of(template.left_out))
    return Compiled(template.name, members, codes, names_asked(members), notes)


# All that a tag may be: a name, a part of it, a part that is repeated or left out.
_GIVEN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For,
    nodes.If, nodes.Not,
)  # fmt: skip


def _refuse_more_than_names(
    tree: nodes.Node, file: str, outer: frozenset[str] = frozenset()
) -> None:
    """Raise PackError where the engine was given more than the tags that were checked.

    ``outer`` are the names of the loops that are open: one within another goes over a list of the
    outer one's.
    """
    if not isinstance(tree, _GIVEN):
        raise _more_than_names(file)
    known = outer
    if isinstance(tree, nodes.For):
        source: nodes.Node = tree.iter
        while isinstance(source, nodes.Getattr):
            source = source.node
        name = tree.target.name if isinstance(tree.target, nodes.Name) else ""
        bounded = isinstance(source, nodes.Name) and (not outer or source.name in outer)
        if not (name and bounded) or tree.test is not None or tree.recursive:
            raise _more_than_names(file)
        known = outer | {name}
    for node in tree.iter_child_nodes():
        _refuse_more_than_names(node, file, known)


def _more_than_names(file: str) -> PackError:
    return PackError(
        f"{file} has a tag that is more than the name of something to print, repeat or leave out. "
        "'paperkit packs check' says where."
    )


def fill_template(template: Compiled, paper: object) -> tuple[dict[str, bytes], Ledger]:
    """Return the parts of a Word file with tokens in it, and what they stand for."""
    values: list[Printable] = []

    def recorded(value: object) -> str:
        """Keep what is printed, and give the token for it."""
        if not isinstance(value, PRINTABLE):
            raise TypeError(f"A template printed {type(value).__name__}, which is not text.")
        values.append(linked_words(value) if isinstance(value, str) else value)
        return token(len(values) - 1)

    engine = environment(recorded)
    context = {name: getattr(paper, name) for name in fields(type(paper))}
    filled = {
        part: Template.from_code(engine, code, {}).render(context).encode()
        for part, code in template.codes.items()
    }
    return template.members | filled, Ledger(tuple(values))


# --- Templates that passed their check, kept compiled from one run to the next ------------------
#
# To dress, check and compile a template takes longer than to fill it, and comes out the same while
# template, house, the Paper's types and all versions are the same: these make the name of its file.
#
# A compiled template is Python code, so it is taken only from a folder and a file that the user
# alone can write; the command says which folder that is. What is damaged or foreign is made anew.
# To have no cache is not a fault: what cannot be read or kept is passed over in silence.

_LIBRARIES = (
    ("paperkit", "paperkit"), ("docxtpl", "docxtpl"), ("docx", "python_docx"),
    ("jinja2", "jinja2"), ("lxml", "lxml"),
)  # fmt: skip
_ENDING = ".template"
_MOST_KEPT = 64
_DIGEST = 32


class TemplateCache(Frozen):
    """The templates that are kept in a folder; none are where there is no folder."""

    folder: Path | None = None

    def find(self, key: str) -> Compiled | None:
        """Return the template that is kept under a key; None where there is none to be trusted."""
        if self.folder is None or not key or not _of_user_alone(self.folder):
            return None
        try:
            data = _read(self.folder / f"{key}{_ENDING}")
            if data[:_DIGEST] != _digest(key, data[_DIGEST:]):
                return None
            name, members, codes, asked, notes = marshal.loads(data[_DIGEST:])  # noqa: S302
            found = tuple(Finding(code, Place(file), *words) for code, file, *words in notes)
            return Compiled(name, members, codes, frozenset(asked), found)
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def keep(self, key: str, template: Compiled) -> None:
        """Keep a template that passed its check under a key, in one step; the oldest ones go."""
        if self.folder is None or not key:
            return
        notes = [(n.code, n.place.file, n.message, n.remedy, n.value) for n in template.notes]
        kept = (template.name, template.members, template.codes, sorted(template.asked), notes)
        data = marshal.dumps(kept)
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _of_user_alone(self.folder):
                return
            beside = self.folder / f"{key}.{os.urandom(4).hex()}"
            try:
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
                with open(os.open(beside, flags, 0o600), "wb") as file:  # noqa: PTH123
                    file.write(_digest(key, data) + data)
                beside.replace(self.folder / f"{key}{_ENDING}")
            finally:
                beside.unlink(missing_ok=True)
            there = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
            for old in there[:-_MOST_KEPT]:
                old.unlink()


def _of_user_alone(folder: Path) -> bool:
    """Return whether there is such a folder, itself and no link, that the user alone can write."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _own(status)


def _own(status: os.stat_result) -> bool:
    if sys.platform == "win32":
        # The folder lies within LOCALAPPDATA, which Windows keeps for the user.
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(path: Path) -> bytes:
    """Return the bytes of a file that is not a link; OSError for one that others could write."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123
        status = os.fstat(file.fileno())
        if not (stat.S_ISREG(status.st_mode) and _own(status)):
            raise PermissionError(path)
        return file.read()


def _digest(key: str, data: bytes) -> bytes:
    # With its key, so that a file under another's name is not taken for it.
    return sha256(key.encode() + data).digest()


def key_of(template: Path, beside: Sequence[Path | None], shown: type) -> str:
    """Return the name under which a template is kept; nothing where a file cannot be read.

    It stands for the bytes of the template and of what is ``beside`` it (its house, its full
    tables), the declared types of what is ``shown``, and all versions.
    """
    try:
        files = [content(path) if path else b"" for path in (template, *beside)]
        versions = versions_here()
    except (ReadError, OSError, ImportError, ValueError):
        return ""
    digest = sha256()
    named = (template.parent.name, template.name, *versions, *_types_of(shown))
    for part in (*files, *(word.encode() for word in named)):
        # Lengths keep one part's end from passing for the next one's beginning.
        digest.update(f"{len(part)} ".encode())
        digest.update(part)
    return digest.hexdigest()


@cache
def versions_here() -> tuple[str, ...]:
    """Return each version that this process runs: of Python, of the libraries, of this room.

    Asking for a library's version would load more than the cache saves, so its folder is asked.
    """
    versions = [sys.version, str(sys.implementation.cache_tag)]
    for module, library in _LIBRARIES:
        found = find_spec(module)
        if found is not None and found.origin:
            names = os.listdir(Path(found.origin).parent.parent)  # noqa: PTH208
            versions += sorted(name for name in names if name.lower().startswith(f"{library}-"))
    # In a checkout the version stays and the code moves on.
    for entry in sorted(os.scandir(Path(__file__).parent), key=lambda entry: entry.name):
        if entry.name.endswith(".py"):
            status = entry.stat()
            versions.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
    return tuple(versions)


@lru_cache(maxsize=64)
def _types_of(shown: type) -> tuple[str, ...]:
    """Return each type that can be reached from one, with its fields and their types."""
    seen: set[Any] = set()
    waiting: list[Any] = [shown]
    declarations = []
    while waiting:
        hint = waiting.pop()
        if hint in seen:
            continue
        seen.add(hint)
        waiting += get_args(hint)
        if is_group(hint):
            declared: dict[str, Any] = {}
            for cls in reversed(hint.__mro__):
                declared |= getattr(cls, "__annotations__", {})
            # To have every name looked up would take as long as half of the rest.
            if any(isinstance(kind, str) for kind in declared.values()):
                declared = dict(names_of(hint))
            waiting += declared.values()
            declarations.append(f"{hint} {declared} {former_names(hint)}")
    return tuple(declarations)

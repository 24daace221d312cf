"""The lists that a kind declares for its template: made for a paper, and checked in ``kind.yaml``.

It is loaded only for kinds that declare any.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from paperkit.board.data import TABLES, BoardData
from paperkit.board.paper_rows import PAPERS
from paperkit.findings import NOWHERE, Finding, Place, in_words_of, quoted
from paperkit.frozen import replace
from paperkit.kinds.list_fields import Source
from paperkit.kinds.list_sources import SOURCES
from paperkit.kinds.paper import ListGroup, ListShown
from paperkit.kinds.selecting import NONE, Days, ListField, choose, is_a_name, why_not_met
from paperkit.packs.packs import Kind, ListSettings
from paperkit.schema.cleaning import ByReference, folded
from paperkit.schema.columns import Cell
from paperkit.schema.tree import Branch, Node, NodeList, declared
from paperkit.schema.values import close_to
from paperkit.standpoint.board_at import BoardAt
from paperkit.standpoint.sentences import listed
from paperkit.standpoint.wording import say


def lists_shown(at: BoardAt, declared: Sequence[ListSettings]) -> Mapping[str, ListShown]:
    """Return the lists of a paper by their names; their settings have passed their check."""
    return {one.name: _list_shown(at, one) for one in declared}


def _list_shown(at: BoardAt, asked: ListSettings) -> ListShown:
    source, days = SOURCES[asked.of], Days(at.day, at.as_of, at.since)
    found = choose(source.rows(at), source.fields, asked, days)
    rows = tuple(source.together(at, [one.shown() for one in found.rows]))
    groups = tuple(
        ListGroup(name or at.phrases.nothing, tuple(rows[n] for n in those))
        for name, those in found.groups
    )
    more = say(at, "lists.more", found.left_out) if found.left_out else ""
    return ListShown(rows, more, groups)


# --- Faults of what kind.yaml declares ------------------------------------------------------------


def check_lists(kind: Kind, settings: Node) -> Iterator[Finding]:
    """Yield what is wrong with the lists of a kind, each by its line of the settings file."""
    seen: set[str] = set()
    for node in _declared(settings):
        yield from _name_faults(node, seen)
        source = SOURCES.get(_word(node, "of"))
        if source is None:
            if _word(node, "of") or not _is_mistyped(node, "of"):
                yield _no_source(node)
            continue
        if lacking := [table for table in source.tables if not kind.shows(table)]:
            tables, them = ("tables", "them") if len(lacking) > 1 else ("table", "it")
            message = (
                f"A list of {_word(node, 'of')} needs the {tables} {listed(lacking)}, and the kind "
                f"does not use {them}. Rows, or parts of rows, would be missing."
            )
            remedy = f"Add {', '.join(lacking)} to the line 'tables' in {settings.place.file}."
            yield Finding("PK-628", _place(node, "of"), message, remedy, value=_word(node, "of"))
        yield from _where_faults(source, node)
        yield from _order_faults(source, node)


def _declared(settings: Node) -> list[Branch]:
    lists = settings.entries.get("lists") if isinstance(settings, Branch) else None
    nodes = lists.nodes if isinstance(lists, NodeList) else (lists,)
    return [node for node in nodes if isinstance(node, Branch)]


def _word(node: Branch, key: str) -> str:
    """Return what is typed under a key, nothing where that is not a single value."""
    found = node.entries.get(key)
    return found.typed.strip() if isinstance(found, Cell) else ""


def _is_mistyped(node: Branch, key: str) -> bool:
    """Return whether a finding on another key of a list says that this one was meant (PK-220)."""
    known = list(declared(ListSettings))
    return any(word not in known and close_to(word, known) == key for word in node.entries)


def _place(node: Branch, key: str) -> Place:
    found = node.entries.get(key)
    return found.place if found else node.place


def _cells(node: Node | None) -> tuple[Cell, ...]:
    """Return the values of a list; one value alone is a list of one."""
    nodes = node.nodes if isinstance(node, NodeList) else (node,)
    return tuple(one for one in nodes if isinstance(one, Cell) and one.typed.strip())


def _name_faults(node: Branch, seen: set[str]) -> Iterator[Finding]:
    name, most = _word(node, "name"), _word(node, "most")
    if not is_a_name(name):
        message = (
            f"No tag can ask for a list that is called {quoted(name)}."
            if name
            else ("A list has no name, so no tag can ask for it.")
        )
        remedy = "Give it a name of small letters and underscores, such as red_actions."
        if name or not _is_mistyped(node, "name"):
            yield Finding("PK-672", _place(node, "name"), message, remedy, value=name)
    elif name in seen:
        message = f"Two lists are called {quoted(name)}, and a tag can only mean one."
        yield Finding("PK-672", _place(node, "name"), message, "Rename one of them.", value=name)
    seen.add(name)
    digits = most.removeprefix("-")
    if digits.isascii() and digits.isdigit() and int(most) < 1:
        message = f"{quoted('most')} is {most}, so the list could have no row."
        remedy = "Give the number of rows that there is room for, or take the line out."
        yield Finding("PK-672", _place(node, "most"), message, remedy, value=most)


def _no_source(node: Branch) -> Finding:
    of = _word(node, "of")
    near = close_to(folded(of), list(SOURCES))
    known = f"You can use {', '.join(SOURCES)}."
    remedy = f"Did you mean {near}? {known}" if near else known
    message = (
        f"Papers have no list of {quoted(of)}." if of else "The list does not say what it lists."
    )
    return Finding("PK-628", _place(node, "of"), message, remedy, value=of)


def _field(source: Source, of: str, word: str, cell: Node) -> ListField | Finding:
    """Return the field of that name, or that the rows have none of it."""
    if word in source.fields:
        return source.fields[word]
    near = close_to(word, list(source.fields))
    known = f"You can use {', '.join(source.fields)}."
    remedy = f"Did you mean {near}? {known}" if near else known
    return Finding(
        "PK-629", cell.place, f"The rows of {of} have no field {quoted(word)}.", remedy, value=word
    )


def _where_faults(source: Source, node: Branch) -> Iterator[Finding]:
    where = node.entries.get("where")
    for name, asked in (where.entries if isinstance(where, Branch) else {}).items():
        field = _field(source, _word(node, "of"), name, asked)
        if isinstance(field, Finding):
            yield field
            continue
        if not _cells(asked):
            message = f"Nothing is given that {quoted(name)} must be, so no row would be listed."
            remedy = f"It takes {field.takes}. Or take the line out."
            yield Finding("PK-670", asked.place, message, remedy, value=name)
        for cell in _cells(asked):
            word = cell.typed.strip()
            for why in why_not_met(field, word):
                near = close_to(folded(word).replace(" ", "_"), list(field.choices))
                message = f"{quoted(name)} {why}, and can never be {quoted(word)}."
                ask = f"Did you mean {near}? " if near else ""
                yield Finding(
                    "PK-670", cell.place, message, f"{ask}It takes {field.takes}.", value=word
                )


def check_words(board: BoardData, kinds: Sequence[str], settings: Node) -> Iterator[Finding]:
    """Yield each word of a condition that is nowhere in the data from which its field has words.

    The list would be without rows in silence. ``kinds`` are those of the pack. A Board that has
    nothing there yet, such as no groups, is asked nothing.
    """
    for of_list, name, among, asked in _worded_conditions(settings):
        known = ByReference((word, word) for word in words_of(board, kinds, among))
        for cell in asked if known else ():
            word = cell.typed.strip()
            if word in known or folded(word) == NONE:
                continue
            called = (ref for ref, of in board.tree.names.items() if folded(of) == folded(word))
            near = next((ref for ref in called if ref in known), close_to(word, [*known]))
            message = (
                f"The Board's data have no {name.replace('_', ' ')} {quoted(word)}, so the list "
                f"{quoted(of_list)} has no row for it."
            )
            sheets = dict.fromkeys(_TABLES[column.partition(".")[0]].sheet for column in among)
            # The place is in the settings, which know nothing of what the data are.
            data = next((one.place.row for one in board.meetings), NOWHERE)
            remedy = in_words_of(data, f"Type it as the sheet {listed(sheets, 'or')} has it.")
            if near:
                remedy = f"Did you mean {near}? {remedy}"
            elif len(known) <= _FEW:
                remedy = f"Those there are: {', '.join(known)}. {remedy}"
            yield Finding("PK-356", cell.place, message, remedy, value=word)


def _worded_conditions(
    settings: Node,
) -> Iterator[tuple[str, str, Sequence[str], tuple[Cell, ...]]]:
    """Yield each condition on words of the Board's data.

    That is the name of its list, its field, the columns that this has its words from, and what is
    asked for.
    """
    for node in _declared(settings):
        source, where = SOURCES.get(_word(node, "of")), node.entries.get("where")
        if source and isinstance(where, Branch):
            for name, asked in where.entries.items():
                if name in source.fields:
                    yield _word(node, "name"), name, source.fields[name].among, _cells(asked)


def with_known_words(asked: ListSettings, board: BoardData, kinds: Sequence[str]) -> ListSettings:
    """Return a list of made-up data: it takes all words of a field of which it asks for none."""
    where = dict(asked.where)
    for name, words in asked.where.items():
        known = ByReference(
            (word, word) for word in words_of(board, kinds, SOURCES[asked.of].fields[name].among)
        )
        if known and not any(word in known or folded(word) == NONE for word in words):
            where[name] = tuple(known)
    return replace(asked, where=where)


_FEW = 12
_TABLES = {table.name: table for table in TABLES}


def words_of(board: BoardData, kinds: Iterable[str], columns: Iterable[str]) -> Iterator[str]:
    """Yield what data and log have in columns such as ``actions.owner``, each word of several.

    Rows of what leads ask for are the log's alone, and may name somebody who has left the plan.
    """
    for table, _, name in (column.partition(".") for column in columns):
        logged = (entry.row for entry in board.history.of(_TABLES[table]))
        for row in (*getattr(board, table), *logged):
            found = getattr(row, name)
            yield from filter(None, found if isinstance(found, tuple) else (found,))
        yield from kinds if (table, name) == (PAPERS.name, "kind") else ()


def _order_faults(source: Source, node: Branch) -> Iterator[Finding]:
    of = _word(node, "of")
    asked = [
        (cell, cell.typed.strip().removeprefix("-")) for cell in _cells(node.entries.get("order"))
    ]
    grouped = [(cell, cell.typed.strip()) for cell in _cells(node.entries.get("group_by"))]
    for cell, word in (*asked, *grouped):
        field = _field(source, of, word, cell)
        if isinstance(field, Finding):
            yield field
        elif not field.ordered:
            message = (
                f"A row of {of} may have several words under {quoted(word)}, so it has no order "
                "and makes no groups."
            )
            ordered = ", ".join(name for name, one in source.fields.items() if one.ordered)
            yield Finding("PK-671", cell.place, message, f"You can use {ordered}.", value=word)

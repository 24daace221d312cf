"""What must be once, and what must come in pairs: ids, names, bookmarks, fields."""

from collections import Counter
from collections.abc import Iterable, Iterator

from paperkit.findings import Finding, quoted
from paperkit.papers.proof.finished import Finished, where
from paperkit.papers.word.names import DOC_PR, Element, w
from paperkit.papers.word.relations import relations_of

_NOTES = (w("footnote"), w("endnote"))


def repeated(finished: Finished) -> Iterator[Finding]:
    """Yield ids and names that stand twice: pictures, bookmarks, styles, notes, links."""
    stories = list(finished.each_story())
    drawings = [node.get("id", "") for story in stories for node in story.iter(DOC_PR)]
    yield from _twice(finished, "The picture number", drawings)
    marks = [node for story in stories for node in story.iter(w("bookmarkStart"))]
    yield from _twice(finished, "The bookmark number", (node.get(w("id"), "") for node in marks))
    names = (node.get(w("name"), "").lower() for node in marks)
    yield from _twice(finished, "The bookmark", names)
    yield from _twice(finished, "The style", _style_ids(finished))
    for story in stories:
        notes = (node.get(w("id"), "") for node in story.iter(*_NOTES))
        yield from _twice(finished, "The note number", notes)
    for part in ("", *finished.members):
        ids = (relation.id for relation in relations_of(finished.members, part))
        yield from _twice(finished, "The link number", ids)


def _style_ids(finished: Finished) -> list[str]:
    root = finished.related("styles")
    nodes = [] if root is None else root.findall(w("style"))
    return [node.get(w("styleId"), "") for node in nodes]


def _twice(finished: Finished, what: str, found: Iterable[str]) -> Iterator[Finding]:
    for value, count in Counter(found).items():
        if count > 1:
            message = f"{what} {quoted(value)} is in the file {count} times."
            yield finished.told("PK-754", message, value)


def pairs(finished: Finished) -> Iterator[Finding]:
    """Yield bookmarks and fields that lack one of their halves."""
    for part, story in zip(finished.stories, finished.each_story(), strict=True):
        yield from _bookmarks(finished, story)
        if not _balanced(story):
            message = f"A field in {where(part)} lacks its beginning, its middle or its end."
            yield finished.told("PK-755", message)


def _bookmarks(finished: Finished, story: Element) -> Iterator[Finding]:
    starts = Counter(node.get(w("id"), "") for node in story.iter(w("bookmarkStart")))
    ends = Counter(node.get(w("id"), "") for node in story.iter(w("bookmarkEnd")))
    for number in sorted((starts - ends) | (ends - starts)):
        message = f"The bookmark number {quoted(number)} lacks its beginning or its end."
        yield finished.told("PK-754", message, number)


def _balanced(story: Element) -> bool:
    """Return whether each field begins, is parted once at most, and ends, one in another."""
    parted: list[bool] = []
    for mark in story.iter(w("fldChar")):
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            parted.append(False)
        elif not parted or (kind == "separate" and parted[-1]):
            return False
        elif kind == "separate":
            parted[-1] = True
        else:
            parted.pop()
    return not parted

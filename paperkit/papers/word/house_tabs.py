"""Right tabs of a house that its margins have overtaken.

Page numbers and item numbers stand at a right tab at the edge of the text. Who narrows the text
in Word seldom moves the tabs too, and what stands at a tab beyond the edge is cut off.
"""

from collections.abc import Mapping

from paperkit.papers.word.house_pages import Pages, Way, furniture_ids, text_width
from paperkit.papers.word.names import Element, w
from paperkit.papers.word.parts import parse, written
from paperkit.papers.word.relations import main_part, related, relations_of

_RIGHT = ("right", "end")


def with_tabs_in_reach(members: Mapping[str, bytes], pages: Pages) -> dict[str, bytes]:
    """Return a house's parts with each right tab no further than the edge of the text.

    Styles go by the upright page; headers and footers by the page that shows them.
    """
    widths = {way: text_width(page) for way, page in pages.items()}
    upright = widths.get(Way.PORTRAIT) or widths.get(Way.LANDSCAPE, 0)
    edges = {related(members, "styles") or "": upright}
    targets = {rel.id: rel.target for rel in relations_of(members, main_part(members))}
    for way, page in pages.items():
        for name in (targets.get(one, "") for one in furniture_ids({way: page})):
            edges.setdefault(name, widths[way])
    return {**members, **_fitted(members, edges, upright)}


def _fitted(
    members: Mapping[str, bytes], edges: Mapping[str, int], upright: int
) -> dict[str, bytes]:
    fitted = {}
    for name, edge in edges.items():
        if name in members and edge > 0:
            root = parse(members[name], name)
            if _fit(root, edge, upright):
                fitted[name] = written(root)
    return fitted


def _fit(root: Element, edge: int, upright: int) -> bool:
    """Move the tabs of a part; return whether any had to be."""
    moved = False
    for tab in root.iter(w("tab")):
        # A tab that is cleared is the style's, which has gone by the upright page.
        most = upright if tab.get(w("val")) == "clear" else edge
        place = tab.get(w("pos"), "")
        if tab.get(w("val")) in (*_RIGHT, "clear") and place.isdigit() and int(place) > most:
            tab.set(w("pos"), str(most))
            moved = True
    return moved

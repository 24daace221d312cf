"""The look of a paper for its HTML: a class for each style that it uses, in the house's own values.

Sizes are relative, so that a reader can enlarge them: 12 points of the paper are the reader's own
size. Taken over is what a style says of fonts, size, weight, colours, alignment, spacing, indents
and lines beside it; the page, its columns and its breaks are Word's.
"""

import re
from collections.abc import Iterator, Mapping

from paperkit.frozen import Frozen, field
from paperkit.word.charts import a
from paperkit.word.package import (
    Element,
    child_of,
    number_of,
    related_root,
    value_of,
    w,
    whole_number,
)
from paperkit.word.styles import Styles

_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_ALIGNED = {"center": "center", "right": "right", "end": "right"}
_FIRST_LINE = frozenset((w("firstLine"), w("hanging")))
_SIDES = ("left", "top", "bottom", "right")

_PAGE = """\
html{font-size:100%}
body{margin:0 auto;padding:1rem;max-width:64rem;line-height:1.4;color:#000;background:#fff;
overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6,p,li{margin:0 0 .6rem;font-size:1rem;font-weight:inherit;text-wrap:pretty}
h1,h2,h3,h4,h5,h6{line-height:1.25;font-weight:bold;break-after:avoid;break-inside:avoid}
h1,h2,h3,h4,h5,h6,p{max-width:50rem;box-sizing:border-box}
li{max-width:calc(50rem - var(--left,1.6rem))}
:is(td,.columns) :is(h1,h2,h3,h4,h5,h6,p,li){max-width:none}
header,footer{overflow-wrap:anywhere}
header{border-bottom:1px solid #6b7280;margin-bottom:1.5rem}
footer,.notes{border-top:1px solid #6b7280;margin-top:1.5rem;padding-top:.6rem}
a{color:#0b4f9e}
a:focus-visible,.box:focus-visible{outline:3px solid #000;outline-offset:2px}
ul,ol{margin:0 0 .8rem;padding-left:0}
li{margin-left:var(--left,1.6rem)}
li li{margin-left:var(--number,1.6rem)}
li>*{text-indent:0}
li>p[class]{padding-left:0}
ol.printed,ol.printed ol,ul.contents,ul.contents ul{list-style:none}
ol.printed>li{margin-left:var(--left,2.4rem);text-indent:calc(-1*var(--number,2.4rem))}
li>ol.printed>li{margin-left:var(--number,2.4rem)}
.number,.label{display:inline-block;text-indent:0;margin-right:.13rem;
min-width:calc(var(--number,2.4rem) - .4rem)}
ul.contents li{margin-left:0}
ul.contents li li{margin-left:1.6rem}
ul.contents li:has(>a>.number){padding-left:var(--number,2.4rem);
text-indent:calc(-1*var(--number,2.4rem))}
.part{border-top:1px solid #6b7280;margin-top:2rem;padding-top:1rem}
table{border-collapse:collapse;width:100%;margin:0 0 1.2rem}
caption{text-align:left;margin:0 0 .4rem}
th,td{border:1px solid #6b7280;padding:.3rem .45rem;text-align:left;vertical-align:top}
th{font-weight:bold;vertical-align:bottom}
th[scope^=row]{vertical-align:top}
td p,td li,th p,th li{font-size:inherit}
td>:first-child,th>:first-child{margin-top:0}
td>:last-child,th>:last-child{margin-bottom:0}
.short{white-space:nowrap}
td .number{min-width:0}
td li{margin-left:1.2rem}
td ol.printed>li{margin-left:0;text-indent:0}
td:empty{height:1.6rem}
.box{overflow-x:auto;position:relative;container-type:inline-size}
p+.box{padding-top:.4rem}
.right{text-align:right}.centre{text-align:center}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.chip{padding:.05rem .4rem;border-radius:.2rem;white-space:nowrap}
.long{white-space:normal;-webkit-box-decoration-break:clone;box-decoration-break:clone}
svg,img{max-width:100%;height:auto;vertical-align:middle}
td svg{min-width:4rem}
.columns{display:grid;gap:0 2rem;align-items:baseline;
--share:calc((100% + 2rem)/var(--columns) - 2.1rem);
grid-template-columns:repeat(auto-fit,minmax(max(min(20rem,100%),var(--share)),1fr))}
.columns>:not(div){grid-column:1/-1}
.columns>.anew{grid-column-start:1}
.columns>div{break-inside:avoid;min-width:0}
@media screen and (min-width:64rem) and (min-height:30rem){
html{scroll-padding-top:5rem}
.long{overflow:visible}
.long thead{position:sticky;top:-1px}
.long thead th{box-shadow:inset 0 1px #6b7280,inset 0 -1px #6b7280}
:where(.long thead th){background:#fff}
}
@media screen and (max-width:48rem){
.box{background:linear-gradient(90deg,#fff 1rem,#fff0) 0 0/3rem 100% no-repeat local,
linear-gradient(-90deg,#fff 1rem,#fff0) 100% 0/3rem 100% no-repeat local,
linear-gradient(90deg,#0003,#0000) 0 0/.9rem 100% no-repeat,
linear-gradient(-90deg,#0003,#0000) 100% 0/.9rem 100% no-repeat}
.wide table{min-width:40rem}
p.fact{padding-left:0;text-indent:0}
p.fact .label{min-width:0}
.box caption:not(.unseen),.across{position:sticky;left:0;max-width:calc(100vw - 3.2rem)}
}
@media screen and (max-width:36rem){
li,ol.printed>li{margin-left:min(var(--left,1.6rem),3rem)}
.figures{overflow:visible}
}
@container (max-width:34rem){
.stacked :is(table,caption,tbody,tr,td,th){display:block}
.stacked thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stacked tr{border:1px solid #6b7280;border-width:1px 1px 0}
.stacked tr:last-child{border-bottom-width:1px}
.stacked td,.stacked th{margin:0;border:0;padding:.1rem .5rem;overflow-wrap:anywhere}
.stacked tr>:first-child{padding-top:.3rem}
.stacked tr>:last-child{padding-bottom:.3rem}
:where(.stacked tr:not(:only-child)>[data-of]:first-child){background:#eef2f8}
.stacked [data-of]{display:flow-root;padding-left:7.5rem}
.stacked [data-of]::before{content:attr(data-of);float:left;width:6.5rem;margin-left:-7rem;
font-size:.8rem;font-weight:bold;color:#374151;white-space:normal}
.stacked [data-of]::before{content:attr(data-of) / ""}
.stacked td:empty{height:auto}
.figures tr{display:grid;grid-template-columns:repeat(auto-fit,minmax(3.2rem,1fr));align-items:end}
.figures :is(td,th){grid-column:1/-1}
.figures .figure{grid-column:auto;padding:.1rem .5rem .3rem 0;text-align:right}
.figures td[data-of]:not(.figure){padding-left:.5rem}
.figures td[data-of]::before{content:none}
.figures thead tr{align-items:stretch}
.figures th{font-size:.8rem;white-space:normal;align-content:end}
.figures thead{display:block;position:sticky;top:0;width:auto;height:auto;overflow:visible;
clip-path:none;background:#e8edf5}
}
@page{size:A4;margin:18mm}
@page across{size:A4 landscape;margin:16mm}
@media print{
body{max-width:none;padding:0;font-size:11pt}
a{color:inherit}
.box{overflow:visible}
.columns{display:block;columns:2;column-gap:2rem}
p,li,h1,h2,h3,h4,h5,h6{max-width:none}
.part{border:0;margin:0;padding:0;break-before:page}
.across-page,main:has(>.across-page:last-child)+footer,
header:has(+main>.across-page:first-child){page:across}
.across-page .columns{columns:3}
tr:has(+ tr td .across),tr:has(th[scope=rowgroup] .across),thead{break-after:avoid}
thead+tbody tr:first-child{break-before:avoid}
thead{display:table-header-group}
tr,svg,img{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""


class Look(Frozen):
    """The styles of a file, its theme, and the classes that were asked for so far.

    ``names`` are the classes of styles by their id, ``rules`` what each class says.
    """

    styles: Styles
    defaults: Element | None
    theme: Mapping[str, str]
    font: str
    names: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def of_paragraph(self, style_id: str, *, listed: bool) -> str:
        """Return the class of a paragraph's style; an item of a list says how its list stands."""
        key = f"{style_id}\n{listed}"
        if key not in self.names:
            holders = [style.node for style in self.styles.chain(style_id)]
            own = self._named("p", style_id)
            said = [*_of_words(holders, self.defaults), *_of_paragraph(holders, self.defaults)]
            said += (_of_item if listed else _indents)(holders, self.defaults)
            self._keep(key, f"{own}-item" if listed else own, said)
        return self.names[key]

    def hangs(self, style_id: str) -> bool:
        """Return whether lines after the first begin further in, as where values have a column."""
        holders = [style.node for style in self.styles.chain(style_id)]
        return bool(_hanging(holders, self.defaults))

    def of_words(self, style_id: str) -> str:
        """Return the class of a character style."""
        if style_id not in self.names:
            holders = [style.node for style in self.styles.chain(style_id)]
            self._keep(style_id, self._named("c", style_id), list(_of_words(holders, None)))
        return self.names[style_id]

    def of_patch(self, fill: str, ink: str) -> str:
        """Return the class of words or a cell on a patch of colour; nothing where none is given."""
        said = [f"background:#{fill}"] if _COLOUR.fullmatch(fill) else []
        said += [f"color:#{ink}"] if _COLOUR.fullmatch(ink) else []
        if not said:
            return ""
        name = "-".join(("patch", *(one.rpartition("#")[2].lower() for one in said)))
        self.rules[name] = ";".join(said)
        return name

    def heading_row(self, table_style: str | None) -> str:
        """Return the class of the heading row of tables of a style; nothing where it has no own."""
        for style in self.styles.chain(table_style) if table_style else ():
            for part in style.node.findall(w("tblStylePr")):
                shade = part.find(f"{w('tcPr')}/{w('shd')}")
                if part.get(w("type")) == "firstRow" and shade is not None:
                    ink = value_of(child_of(part, "rPr"), "color") or ""
                    return self.of_patch(shade.get(w("fill"), ""), ink)
        return ""

    def css(self) -> str:
        """Return the rules for a page with what was asked for."""
        normal = ";".join(_of_words([s.node for s in self.styles.chain(None)], self.defaults))
        rules = "".join(f".{name}{{{said}}}\n" for name, said in self.rules.items() if said)
        font = re.sub(r"[^\w .-]", "", self.font)
        return f"{_PAGE}body{{font-family:'{font}',Arial,Helvetica,sans-serif;{normal}}}\n{rules}"

    def _named(self, kind: str, style_id: str) -> str:
        words = re.sub(r"[^a-z0-9]+", "-", self.styles.name_of(style_id).lower()).strip("-")
        return f"{kind}-{words or style_id.encode().hex()}"

    def _keep(self, key: str, name: str, said: list[str]) -> None:
        rule = ";".join(said)
        own, number = name, 1
        while self.rules.get(own, rule) != rule:
            number += 1
            own = f"{name}-{number}"
        self.names[key], self.rules[own] = own, rule


def look_of(members: Mapping[str, bytes], styles: Styles) -> Look:
    """Return the look of a file, of which nothing was asked for yet."""
    root = related_root(members, "styles")
    theme = related_root(members, "theme")
    defaults = None if root is None else root.find(w("docDefaults"))
    return Look(styles, defaults, _colours(theme), _font(styles, defaults, theme))


def _colours(theme: Element | None) -> dict[str, str]:
    """Return the colours of a theme by the names by which charts ask for them."""
    scheme = None if theme is None else next(theme.iter(a("clrScheme")), None)
    found: dict[str, str] = {}
    for node in () if scheme is None else scheme:
        for colour in node:
            found[str(node.tag).rpartition("}")[2]] = colour.get("lastClr", colour.get("val", ""))
    for name, own in (("tx1", "dk1"), ("bg1", "lt1"), ("tx2", "dk2"), ("bg2", "lt2")):
        found[name] = found.get(own, "000000" if name.startswith("tx") else "FFFFFF")
    return found


def _font(styles: Styles, defaults: Element | None, theme: Element | None) -> str:
    """Return the font of plain text, by name; Arial where the file does not say."""
    holders = [style.node for style in styles.chain(None)]
    for fonts in _asked(holders, defaults, "rPr", "rFonts"):
        if named := fonts.get(w("ascii")):
            return named
        which = fonts.get(w("asciiTheme"), "").startswith("major")
        path = f".//{a('majorFont' if which else 'minorFont')}/{a('latin')}"
        latin = None if theme is None else theme.find(path)
        if latin is not None and latin.get("typeface"):
            return latin.get("typeface", "")
    return "Arial"


def _asked(
    holders: list[Element], defaults: Element | None, of: str, name: str
) -> Iterator[Element]:
    """Yield what styles say of one property, nearest first, and then what the file says."""
    for holder in holders:
        found = child_of(child_of(holder, of), name)
        if found is not None:
            yield found
    found = None if defaults is None else defaults.find(f"{w(f'{of}Default')}/{w(of)}/{w(name)}")
    if found is not None:
        yield found


def _first(
    holders: list[Element], defaults: Element | None, of: str, name: str, attribute: str
) -> str:
    """Return what is said first of one attribute of a property; nothing where nobody says it."""
    nodes = _asked(holders, defaults, of, name)
    return next((said for node in nodes if (said := node.get(w(attribute)))), "")


def _of_words(holders: list[Element], defaults: Element | None) -> Iterator[str]:
    size = whole_number(_first(holders, defaults, "rPr", "sz", "val")) or 0
    if size > 0:
        yield f"font-size:{round(size / 24, 3):g}rem"
    for name, rule in (("b", "font-weight:{}"), ("i", "font-style:{}")):
        said = next(_asked(holders, defaults, "rPr", name), None)
        if said is not None:
            off = said.get(w("val"), "1") in ("0", "false", "off")
            yield rule.format("normal" if off else "bold" if name == "b" else "italic")
    colour = _first(holders, defaults, "rPr", "color", "val")
    if _COLOUR.fullmatch(colour):
        yield f"color:#{colour}"
    fill = _first(holders, defaults, "rPr", "shd", "fill")
    if _COLOUR.fullmatch(fill):
        yield f"background:#{fill}"


def _of_paragraph(holders: list[Element], defaults: Element | None) -> Iterator[str]:
    aligned = _ALIGNED.get(_first(holders, defaults, "pPr", "jc", "val"))
    if aligned:
        yield f"text-align:{aligned}"
    fill = _first(holders, defaults, "pPr", "shd", "fill")
    if _COLOUR.fullmatch(fill):
        yield f"background:#{fill}"
    kept = next(_asked(holders, defaults, "pPr", "keepNext"), None)
    if kept is not None and kept.get(w("val"), "1") not in ("0", "false", "off"):
        yield "break-after:avoid"
    for side, where in (("before", "top"), ("after", "bottom")):
        space = whole_number(_first(holders, defaults, "pPr", "spacing", side))
        if space is not None and space >= 0:
            yield f"margin-{where}:{_rem(space)}"
    borders = next(_asked(holders, defaults, "pPr", "pBdr"), None)
    for border in () if borders is None else borders:
        name, colour = str(border.tag).rpartition("}")[2], border.get(w("color"), "")
        eighths = number_of(border, "sz") or 4
        is_drawn = border.get(w("val")) not in (None, "nil", "none")
        if name in _SIDES and is_drawn:
            ink = f"#{colour}" if _COLOUR.fullmatch(colour) else "currentColor"
            yield f"border-{name}:{max(eighths / 8, 1):g}pt solid {ink};padding-{name}:.5rem"


def _indents(holders: list[Element], defaults: Element | None) -> Iterator[str]:
    left = _left(holders, defaults)
    if left is not None and left > 0:
        yield f"padding-left:{_rem(left)}"
    hanging = _hanging(holders, defaults)
    if hanging:
        yield f"text-indent:-{_rem(hanging)};--number:{_rem(hanging)}"


def _of_item(holders: list[Element], defaults: Element | None) -> Iterator[str]:
    """Yield how far in an item's words begin, and how far before them its number or mark is.

    An item in another's is as far in as its own mark needs: that item is far enough in already.
    """
    left, hanging = _left(holders, defaults), _hanging(holders, defaults)
    if left is not None and left >= 0 and hanging:
        yield f"--left:{_rem(left)};--number:{_rem(hanging)}"


def _left(holders: list[Element], defaults: Element | None) -> int | None:
    """Return how far in a paragraph is, in twentieths; None where nobody says it."""
    return whole_number(_first(holders, defaults, "pPr", "ind", "left"))


def _hanging(holders: list[Element], defaults: Element | None) -> int:
    """Return how far the first line stands out, in twentieths; 0 where it does not."""
    # Whether a first line is indented is as the nearest style says.
    said = (one for one in _asked(holders, defaults, "pPr", "ind") if _FIRST_LINE & set(one.attrib))
    return max(number_of(next(said, None), "hanging"), 0)


def _rem(twentieths: int) -> str:
    return f"{round(twentieths / 240, 3):g}rem"

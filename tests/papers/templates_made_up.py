"""Templates and papers that are made up from the types of a Paper, to try the check of templates.

A template is a random arrangement of tags in paragraphs and tables, some of them altered as a slip
of the hand would. A paper has a text of its own in every place, so that one that is lost is missed.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from random import Random
from typing import Any, get_args, get_origin

from paperkit.frozen import fields
from paperkit.word.template import alternatives, is_group, item_of, names_of
from paperkit.word.values import Figure, Gap, LinkText, Prose, Rated
from tests.papers.packages import cell, p, row, table

MADE = (str, Gap, Rated, LinkText, Prose)
SLIPS = (
    ("{{", "{ {"), ("}}", "}"), ("{{", "{"), ("{%p", "{%"), ("{%tr", "{%p"), ("%}", "}"),
    (".", ". "), ("_", "-"), ("endfor", "endfro"), ("endif", "endfor"), ("in ", "of "),
    ("{%p ", "{%p\N{NO-BREAK SPACE}"), ("{%", "{% "), ("{{ ", "{{"), (" }}", " | upper }}"),
    ("for", "For"), ("s ", " "), ("e", "ee"), ("{%p", "{%tr"), ("{{", "{{{"), ("{%", "{%-"),
)  # fmt: skip
LOOKS = (
    "<w:keepNext/>", "<w:widowControl/>", '<w:shd w:val="clear"/>', '<w:spacing w:after="0"/>',
    '<w:ind w:left="200"/>', '<w:jc w:val="left"/>', "<w:rPr><w:i/><w:b/></w:rPr>",
)  # fmt: skip
Scope = Mapping[str, Any]


def can_be_made(hint: Any) -> bool:
    """Return whether a value of the type can be made up."""
    return any(one in MADE for one in alternatives(hint))


def names_in(scope: Scope, deepest: int = 2) -> Iterator[tuple[str, Any]]:
    """Yield each name that a tag could use, with its type."""
    for name, hint in scope.items():
        yield name, hint
        if is_group(hint) and deepest:
            for part, inner in names_in(names_of(hint), deepest - 1):
                yield f"{name}.{part}", inner


class TemplateMadeUp:
    """A random arrangement of tags; ``slips`` is how many of a hundred tags are altered."""

    def __init__(self, random: Random, scope: Scope, slips: int) -> None:
        self.random, self.scope, self.slips = random, scope, slips
        self.numbers = count(1)

    def body(self) -> str:
        """Return the paragraphs and tables of a text."""
        made = "".join(self.blocks(self.scope, {}, 3)) + p("End")
        return re.sub("<w:p>", self.looks, made)

    def looks(self, begun: re.Match[str]) -> str:
        """Return the beginning of a paragraph with properties, in any order, once in a while."""
        if self.random.randrange(4):
            return begun.group()
        return f"<w:p><w:pPr>{''.join(self.random.sample(LOOKS, 3))}</w:pPr>"

    def tag(self, text: str) -> str:
        """Return a tag, altered once in a while."""
        if self.random.randrange(100) >= self.slips:
            return text
        old, new = self.random.choice([slip for slip in SLIPS if slip[0] in text] or [("", "")])
        return text.replace(old, new, 1)

    def printed(self, scope: Scope) -> str:
        """Return a tag that prints a text of the scope."""
        names = [
            (name, hint) for name, hint in names_in(scope)
            if can_be_made(hint) and not {Prose, Figure} & {*alternatives(hint)}
        ]  # fmt: skip
        return self.tag(f"{{{{ {self.random.choice(names)[0]} }}}}") if names else "x"

    def lists(self, scope: Scope, outer: Scope) -> list[tuple[str, Any]]:
        """Return the lists that may be repeated: within a loop those of its items alone."""
        every = names_in(outer or scope)
        found = [(name, item_of(hint)) for name, hint in every if item_of(hint)]
        return [(n, item) for n, item in found if is_group(item) or can_be_made(item)]

    def words(self, scope: Scope, outer: Scope, deepest: int = 2) -> str:
        """Return words and tags within one paragraph."""
        made = ""
        for _ in range(self.random.randint(1, 3)):
            way = self.random.randrange(6)
            lists = self.lists(scope, outer) if way == 0 and deepest else []
            if lists:
                made += self.repeated(lists, scope, outer, "", deepest)
            elif way == 1 and deepest:
                name = self.random.choice(list(names_in(scope)))[0]
                inside = self.words(scope, outer, deepest - 1)
                negated = self.random.choice(("", "not "))
                other = self.tag("{% else %}") + "z" if self.random.randrange(3) == 0 else ""
                made += self.tag(f"{{% if {negated}{name} %}}") + inside + other
                made += self.tag("{% endif %}")
            else:
                made += f"Word {next(self.numbers)} " + self.printed(scope)
        return made

    def repeated(
        self, lists: list[tuple[str, Any]], scope: Scope, outer: Scope, prefix: str, deepest: int
    ) -> str:
        """Return a part within a paragraph that is repeated."""
        listed, item = self.random.choice(lists)
        name = f"row_{'abcdefghijklmnopqrstuvwxyz'[next(self.numbers) % 26]}"
        inner = {name: item}
        begin = self.tag(f"{{%{prefix} for {name} in {listed} %}}")
        inside = self.words({**scope, **inner}, {**outer, **inner}, deepest - 1)
        return begin + inside + self.tag(f"{{%{prefix} endfor %}}")

    def blocks(self, scope: Scope, outer: Scope, deepest: int) -> Iterator[str]:
        """Yield paragraphs and tables, with parts that are repeated or left out."""
        for _ in range(self.random.randint(1, 3)):
            way = self.random.randrange(8 if deepest else 3)
            lists = self.lists(scope, outer) if way in (3, 4, 6) else []
            proses = [n for n, hint in names_in(scope) if Prose in alternatives(hint)]
            if way == 2 and proses:
                yield p(self.tag(f"{{{{ {self.random.choice(proses)} }}}}"))
            elif way in (3, 4) and lists:
                listed, item = self.random.choice(lists)
                name = f"item_{'abcdefghijklmnopqrstuvwxyz'[next(self.numbers) % 26]}"
                yield p(self.tag(f"{{%p for {name} in {listed} %}}"))
                yield from self.blocks({**scope, name: item}, {**outer, name: item}, deepest - 1)
                yield p(self.tag("{%p endfor %}"))
            elif way == 5:
                name = self.random.choice(list(names_in(scope)))[0]
                yield p(self.tag(f"{{%p if {name} %}}"))
                yield from self.blocks(scope, outer, deepest - 1)
                if self.random.randrange(2):
                    yield p(self.tag("{%p else %}"))
                    yield from self.blocks(scope, outer, deepest - 1)
                yield p(self.tag("{%p endif %}"))
            elif way in (6, 7):
                yield self.table(lists, scope, outer, deepest)
            else:
                yield p(self.words(scope, outer))

    def table(self, lists: list[tuple[str, Any]], scope: Scope, outer: Scope, deepest: int) -> str:
        """Return a table, of which a row is repeated where there is a list to repeat."""
        head = row("Name", "What it says", heading=True)
        if not lists:
            return table(head, row("Fixed", self.words(scope, outer)))
        listed, item = self.random.choice(lists)
        name = f"line_{'abcdefghijklmnopqrstuvwxyz'[next(self.numbers) % 26]}"
        inner, around = {**scope, name: item}, {**outer, name: item}
        cells = cell("".join(self.blocks(inner, around, 0))), cell(p(self.words(inner, around)))
        if deepest > 1 and self.random.randrange(4) == 0:
            cells = cells[0], cell("".join(self.blocks(inner, around, 1)))
        return table(
            head,
            row(self.tag(f"{{%tr for {name} in {listed} %}}"), ""),
            row(*cells),
            row(self.tag("{%tr endfor %}"), ""),
        )


class PaperMadeUp:
    """Makes up values of any type of a Paper: each text is another, each list has so many items."""

    def __init__(self, random: Random, most: int) -> None:
        self.random, self.most, self.numbers = random, most, count(1)

    def of(self, hint: Any) -> Any:
        """Return a value of a type; one that needs a chart or the like is an empty text."""
        item, own = item_of(hint), alternatives(hint)
        words = f"value {next(self.numbers)} & <b>"
        if item is not None:
            return tuple(self.of(item) for _ in range(self.random.randint(0, self.most)))
        origin = get_origin(hint)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return AnySection(self, get_args(hint)[1])
        if hint is bool:
            return self.random.random() < 0.5
        if is_group(hint):
            types = names_of(hint)
            return hint(**{name: self.of(types[name]) for name in fields(hint)})
        kind = self.random.choice([one for one in own if one in MADE] or [str])
        if kind is str and self.random.randrange(6) == 0:
            return ""
        if kind is Rated:
            return Rated(words, "2E7D32", "FFFFFF", "●")
        if kind is LinkText:
            return LinkText(words, "https://www.example.org/plan")
        if kind is Prose:
            return Prose((words, f"{words} again"))
        return Gap(words) if kind is Gap else words


class AnySection(dict[str, Any]):
    """The texts of sections: one for whatever name is asked."""

    def __init__(self, made: PaperMadeUp, hint: Any) -> None:
        super().__init__()
        self.made, self.hint = made, hint

    def __missing__(self, name: str) -> Any:
        self[name] = self.made.of(self.hint)
        return self[name]

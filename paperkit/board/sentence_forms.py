"""A sentence as a pack writes it: one text, or what it says of none, of one, of several.

It holds names in curly brackets, and nothing else is understood in it: no conditions, no formats.
"""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from paperkit.frozen import Frozen, as_dict, replace
from paperkit.schema.columns import column

LEFT_OUT = frozenset({"-", "–", "—"})
"""What a council types in place of a sentence that it does not want to print: a hyphen, or what
Word makes of one."""

_NAME = re.compile(r"\{([a-z_]+)\}")


class SentenceForms(Frozen, kw_only=True):
    """The forms of one sentence, or of a part of one, of which the count picks one.

    ``text`` is the sentence whatever is counted, and is used alone. ``few`` names the 2 or 3 that
    are counted; ``both`` and ``all`` say the same of everything there is. Where one of them is
    blank, ``many`` is used.
    """

    SINGLE: ClassVar[str] = "text"

    text: str = column("Text", "The sentence, whatever is counted.", default="")
    none: str = column("None", "Where there is none.", default="")
    one: str = column("One", "Where there is one.", default="")
    both: str = column("Both", "Where there are 2, and the same is said of both.", default="")
    all: str = column("All", "Where the same is said of all.", default="")
    few: str = column("Few", "Where there are 2 or 3, which are named.", default="")
    many: str = column("Many", "Where there are several.", default="")

    def over(self, base: "SentenceForms") -> "SentenceForms":
        """Return the forms of a base with these over them; a text takes the place of them all."""
        return self if self.text else replace(base, **{n: t for n, t in self.written if t})

    @property
    def written(self) -> Iterator[tuple[str, str]]:
        """Yield each form that is written, with its text."""
        return ((name, text) for name, text in as_dict(self).items() if text)

    @property
    def is_sentence(self) -> bool:
        """Return whether it is a whole sentence, and not a part of one."""
        return any(text.endswith((".", "?")) for _, text in self.written)

    @property
    def names(self) -> frozenset[str]:
        """Return every name that any of the forms holds."""
        return frozenset(name for _, text in self.written for name in names_in(text))


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in curly brackets that a sentence of a pack holds, in their order."""
    return tuple(_NAME.findall(text))


def has_other_brackets(text: str) -> bool:
    """Return whether a text has a curly bracket that is not of a name."""
    return any(bracket in _NAME.sub("", text) for bracket in "{}")


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text with the value of each of its names; KeyError for a name that has none.

    What a value holds is printed as it is, curly brackets too.
    """
    return _NAME.sub(lambda found: str(values[found[1]]), text)

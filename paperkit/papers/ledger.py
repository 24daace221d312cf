"""What was printed where: every value that a template asked for, behind a token.

The template engine never sees a person's text. While a template is filled each value leaves a
token; the finishing step puts the value there. So no engine can alter, escape or drop a word,
and the proof knows each text that must be in the finished file.
"""

from dataclasses import dataclass

from paperkit.papers.figures import Figure
from paperkit.papers.shown import Contents, Gap, Label, LinkText, Prose, Rated

TOKEN_START, TOKEN_END = "\ue000", "\ue001"

Printable = str | Gap | Rated | LinkText | Label | Prose | Figure | Contents


@dataclass(frozen=True)
class Ledger:
    """The printed values; the token of a value holds its index."""

    values: tuple[Printable, ...]


def token(index: int) -> str:
    """Return the token that stands for the value of that index."""
    return f"{TOKEN_START}{index}{TOKEN_END}"

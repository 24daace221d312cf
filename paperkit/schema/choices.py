"""A closed list of words that a cell may hold."""

from enum import Enum


class Choice(Enum):
    """One word of a closed list: the word that is printed, then others that mean the same."""

    others: tuple[str, ...]

    def __new__(cls, word: str, *others: str) -> "Choice":
        """Make a member whose value is its printed word."""
        member = object.__new__(cls)
        member._value_ = word
        member.others = others
        return member

    def __str__(self) -> str:
        """Return the word as it is printed."""
        return str(self.value)


class Answer(Choice):
    """Yes or no, where no answer is a third thing."""

    YES = "Yes", "Y", "True", "x", "✓"
    NO = "No", "N", "False"

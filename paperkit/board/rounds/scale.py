"""The council's own words for ratings, and what each says: best, near, missed.

Words differ by council, so nothing is ever asked of a word itself: only of its role, and of its
place in the scale, which stands best first. A word without a role counts by its place: above a
word that is met it is as good, below the last word that has a role it says nothing of progress
(such as a White for no return). A scale in which no word has a role is judged by place alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from paperkit.board.settings import DEFAULT_RATINGS, Rating, Role
from paperkit.schema.cleaning import folded


@dataclass(frozen=True)
class Scale:
    """The rating scale of the settings, best first."""

    ratings: tuple[Rating, ...] = DEFAULT_RATINGS

    @cached_property
    def _places(self) -> Mapping[str, int]:
        # Of two words that are the same, the better is meant: the first.
        return {folded(r.word): n for n, r in reversed(tuple(enumerate(self.ratings)))}

    @cached_property
    def _roles(self) -> tuple[Role | None, ...]:
        """Return what each word says, in the order of the scale."""
        if not any(rating.role for rating in self.ratings):
            return _by_place(len(self.ratings))
        own = [rating.role for rating in self.ratings]
        last = max(n for n, role in enumerate(own) if role)
        met = max((n for n, role in enumerate(own) if role is Role.MET), default=-1)
        between = [Role.MET if n <= met else Role.NEAR for n in range(last + 1)]
        return tuple(role or (between[n] if n <= last else None) for n, role in enumerate(own))

    def find(self, word: str) -> Rating | None:
        """Return the rating of that word, without regard to case; None where it is not one."""
        place = self._places.get(folded(word))
        return None if place is None else self.ratings[place]

    def spelled(self, word: str) -> str:
        """Return the word as the scale spells it; one that is not of the scale as typed."""
        rating = self.find(word)
        return rating.word if rating else word

    def role(self, word: str) -> Role | None:
        """Return what a word says; None for one that says nothing or is not of the scale."""
        place = self._places.get(folded(word))
        return None if place is None else self._roles[place]

    def place(self, word: str) -> int | None:
        """Return how far from the best a word stands; None for one that cannot be compared."""
        return self._places[folded(word)] if self.role(word) else None

    def words(self, role: Role) -> tuple[str, ...]:
        """Return the words that say so much, best first."""
        told = zip(self.ratings, self._roles, strict=True)
        return tuple(rating.word for rating, said in told if said is role)


def _by_place(count: int) -> tuple[Role | None, ...]:
    """Return the roles of a scale that names none: the first is met, the last missed."""
    if count < 2:
        return (Role.MET,) * count
    return (Role.MET, *((Role.NEAR,) * (count - 2)), Role.MISSED)

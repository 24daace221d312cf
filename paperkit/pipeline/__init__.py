"""The use cases, one module each: the library that the command rests on."""

from collections.abc import Callable

Progress = Callable[[str], None]
"""Takes each step of a use case as it begins, in words such as "Checking"."""


def silent(_step: str) -> None:
    """Say nothing of a step."""

"""What was noticed while a text was read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """What is wrong, with the words as typed; the cell's place is known to the caller."""

    code: str
    message: str
    value: str = ""


Faults = tuple[Fault, ...]

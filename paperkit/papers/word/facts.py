"""What a finished file says of itself, beside its text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Facts:
    """The properties of one paper.

    ``author`` is the council, ``day`` the meeting's date: it is the only time in the file, so
    that equal data give equal bytes. ``draft`` says whether gaps are marked. ``properties`` are
    custom properties, name to value.
    """

    title: str
    author: str
    subject: str
    day: date
    draft: bool
    language: str = "en-GB"
    properties: Mapping[str, str] = field(default_factory=dict)

"""Calendar files: days of a plan as events that a calendar program takes in (RFC 5545).

Nothing comes from the clock. ``DTSTAMP``, the time at which an event was last revised, is midnight
of a day that the caller gives, so that equal input gives equal bytes; the identifier of an event is
made from its name, so that a calendar knows the event again when the file is made anew.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from unicodedata import category

from paperkit.frozen import Frozen

LONGEST_LINE = 75  # octets, without the line end (RFC 5545, 3.1)
_PRODUCT = "-//paperkit//Forward plan//EN"
_LEFT_OUT = frozenset({"Cc", "Cs"})  # control characters, and halves that have no bytes


class Event(Frozen, kw_only=True):
    """A day in a calendar. ``name`` is unlike that of any other event, and stays when it moves."""

    name: str
    day: date
    summary: str
    description: str = ""
    category: str = ""
    cancelled: bool = False


def calendar_file(events: Iterable[Event], stamp: date) -> bytes:
    """Return a calendar of all-day events, as UTF-8; ``stamp`` is the day of the last revision."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    for event in events:
        name = event.name.encode(errors="surrogatepass")
        lines += (
            "BEGIN:VEVENT",
            f"UID:{hashlib.sha256(name).hexdigest()[:32]}@paperkit",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            # The day on which it ends is not part of it.
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(event.summary)}",
            *([f"DESCRIPTION:{_text(event.description)}"] if event.description else []),
            *([f"CATEGORIES:{_text(event.category)}"] if event.category else []),
            f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
            # A deadline does not make the day busy.
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        )
    return b"".join(_folded(line) for line in (*lines, "END:VCALENDAR"))


def _text(words: str) -> str:
    """Return words as a value of the type TEXT, which holds no control character but the tab.

    A line end is written as ``\\n`` (RFC 5545, 3.3.11).
    """
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(escaped.splitlines())
    return "".join(char for char in lines if char == "\t" or category(char) not in _LEFT_OUT)


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, no letter broken (RFC 5545, 3.1)."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"

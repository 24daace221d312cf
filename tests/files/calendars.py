"""A reader of calendar files, written from the rules of RFC 5545 and not from paperkit's writer."""

import re
from dataclasses import dataclass

# RFC 5545, 3.1: name *(";" param) ":" value; no control character but the tab stands in a value.
_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=[^\x00-\x08\x0a-\x1f\x7f;:,\"]+)*)"
    r":(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True)
class Property:
    """One property of a component: its name, its parameters, its value as it stands."""

    name: str
    params: str
    value: str

    @property
    def text(self) -> str:
        """Return the value of the type TEXT, its escapes undone (RFC 5545, 3.3.11)."""
        bare = _ESCAPED.sub("", self.value)
        assert not re.search(r"[;,\\]", bare), f"{self.value!r} holds a sign that is not escaped"
        return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], self.value)


Component = dict[str, Property]


def read(data: bytes) -> list[Component]:
    """Return the events of a calendar file; AssertionError where it breaks a rule."""
    properties = [_property(line) for line in _unfolded(data)]
    assert (properties[0].name, properties[0].value) == ("BEGIN", "VCALENDAR")
    assert (properties[-1].name, properties[-1].value) == ("END", "VCALENDAR")
    head = [p.name for p in properties[1:-1]]
    head = head[: head.index("BEGIN")] if "BEGIN" in head else head
    assert sorted(head) == ["CALSCALE", "PRODID", "VERSION"]
    events: list[Component] = []
    for one in properties[1 + len(head) : -1]:
        if one.name == "BEGIN":
            assert one.value == "VEVENT"
            events.append({})
        elif one.name != "END":
            assert one.name not in events[-1], f"{one.name} stands twice"
            events[-1][one.name] = one
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART"} <= event.keys()
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"].value)
    return events


def _unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    lines: list[str] = []
    for line in physical:
        words = line.decode("utf-8")  # no letter is broken by folding
        if words.startswith((" ", "\t")):
            lines[-1] += words[1:]
        else:
            lines.append(words)
    return lines


def _property(line: str) -> Property:
    match = _LINE.fullmatch(line)
    assert match, f"{line!r} is no content line"
    return Property(match["name"], match["params"], match["value"])

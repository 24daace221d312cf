"""What YAML's parser says, in an officer's words: the line, what is wrong, one thing to do."""

from dataclasses import dataclass

import yaml

from paperkit.errors import ReadError
from paperkit.findings import quoted

_QUOTE = "Put the whole value in double quotation marks."
_LINE_UP = "Line it up with the keys around it, with spaces, or put the value in quotation marks."


@dataclass(frozen=True)
class _Wording:
    """A piece of the parser's message, and what it means to somebody who typed the file."""

    piece: str
    words: str
    remedy: str


_WORDINGS = (
    _Wording(
        "'\\t' that cannot start",
        "a tab stands at the start of the line",
        "Use spaces instead of the tab.",
    ),
    _Wording(
        "cannot start any token", "a value begins with a sign that YAML keeps for itself", _QUOTE
    ),
    _Wording(
        "mapping values are not allowed",
        "a colon and a space stand inside a value, or the line is not lined up",
        _QUOTE,
    ),
    _Wording(
        "scanning a quoted scalar",
        "a quotation mark is opened and not closed",
        'Close it at the end of the value; inside a value in double marks write \\" for one.',
    ),
    _Wording(
        "could not find expected ':'",
        "a line is no key with a value",
        "Put a colon and a space after the key, or indent the line under the value it belongs to.",
    ),
    _Wording(
        "expected <block end>",
        "the line does not line up with those above, or words follow a closing mark",
        _LINE_UP,
    ),
    _Wording("parsing a flow", "a bracket is opened and not closed", _QUOTE),
    _Wording("scanning an alias", "'*' begins a value", _QUOTE),
    _Wording("scanning an anchor", "'&' begins a value", _QUOTE),
    _Wording("tag", "'!' begins a value", _QUOTE),
    _Wording(
        "scanning a block scalar",
        "words follow '|' or '>' on the same line",
        "Begin the text on the next line, indented.",
    ),
    _Wording("escape", "a backslash stands in double quotation marks", "Write it twice: \\\\."),
)
_OTHER = _Wording("", "the text cannot be understood from here on", _QUOTE)


def syntax_error(name: str, fault: yaml.MarkedYAMLError) -> ReadError:
    """Return the error for text that is no YAML, with its line and column."""
    said = f"{fault.context} {fault.problem}"
    wording = next((known for known in _WORDINGS if known.piece in said), _OTHER)
    mark = fault.problem_mark
    if wording.piece == "scanning a quoted scalar" and fault.context_mark:
        mark = fault.context_mark
    where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return ReadError(f"{quoted(name)}{where}: {wording.words}. {wording.remedy}")


def unreadable_character(name: str, fault: yaml.reader.ReaderError, text: str) -> ReadError:
    """Return the error for a control character, with its line."""
    line = text.count("\n", 0, fault.position) + 1
    code = fault.character if isinstance(fault.character, int) else ord(str(fault.character)[:1])
    return ReadError(
        f"{quoted(name)}, line {line}: it holds the character U+{code:04X}, which nobody can see. "
        f"Delete it, or type the line again."
    )

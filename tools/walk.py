"""Print which functions meet a text on its way: ``walk.py TEXT VERB [OPTION ...]``.

    python tools/walk.py "Train every nurse" build performance_report --project my-board

Each function of the package is listed once, in the order of their first call, where the text is in
what it is given or in what it returns. Lists of many rows are not looked into, so what remains are
the functions that handle this one row. docs/design.md shows two such walks.
"""

import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = str(ROOT / "paperkit")
MOST_ITEMS, DEEPEST, MOST_ELEMENTS = 12, 2, 60


class Walk:
    """What was met so far: by file and function, in order."""

    def __init__(self, text: str) -> None:
        """Begin a walk after a text."""
        self.text = text
        self.met: dict[tuple[str, str], None] = {}
        self.looking = False

    def holds(self, value: Any, depth: int = 0) -> bool:
        """Return whether the text is in a value, not too far down."""
        if isinstance(value, str):
            return self.text in value
        if isinstance(value, bytes):
            return depth == 0 and self.text.encode() in value
        if depth > DEEPEST or value is None:
            return False
        names = getattr(type(value), "__struct_fields__", None)
        if isinstance(names, tuple):
            return any(self.holds(getattr(value, name, None), depth + 1) for name in names)
        if isinstance(value, tuple | list):
            few = len(value) <= MOST_ITEMS
            return few and any(self.holds(item, depth + 1) for item in value)
        if hasattr(value, "itertext") and hasattr(value, "tag"):
            few = sum(1 for _ in value.iter()) < MOST_ELEMENTS
            return few and self.text in "".join(value.itertext())
        return False

    def __call__(self, frame: FrameType, event: str, returned: Any) -> None:
        """Look at a function of the package as it is called or returns."""
        code = frame.f_code
        if self.looking or not code.co_filename.startswith(PACKAGE) or "<" in code.co_name:
            return
        key = (os.path.relpath(code.co_filename, PACKAGE), code.co_qualname)
        if key in self.met or event not in ("call", "return"):
            return
        self.looking = True
        try:
            given = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            values = [frame.f_locals.get(name) for name in given] if event == "call" else [returned]
            if any(map(self.holds, values)):
                self.met[key] = None
        finally:
            self.looking = False


def main(text: str, words: list[str]) -> None:
    """Run the command, and print what the text met."""
    sys.path.insert(0, str(ROOT))
    os.environ["PAPERKIT_CACHE"] = "off"
    from paperkit.cli import main as run

    walk = Walk(text)
    sys.argv = ["paperkit", *words]
    sys.setprofile(walk)
    try:
        run()
    except SystemExit:
        pass
    finally:
        sys.setprofile(None)
    by_file: dict[str, list[str]] = {}
    for file, name in walk.met:
        by_file.setdefault(file, []).append(name)
    lines = [f"{file}: {', '.join(names)}" for file, names in by_file.items()]
    lines.append(f"{len(walk.met)} functions in {len(by_file)} files")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])

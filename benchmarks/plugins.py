"""What it costs to look for plug-ins, which each run of the command does once."""

import json
from pathlib import Path

from measuring import Command, output, spread
from processes import in_python
from telling import Claim, say, say_table

MOST = 10  # milliseconds, where no plug-in is installed
MORE = 500
LOOK = """
import json, sys, time
began = time.process_time()
from paperkit.installed import GROUPS, entry_points
found = sum(len(entry_points(group)) for group in GROUPS)
took = time.process_time() - began
from pathlib import Path
folders = [Path(folder or ".") for folder in sys.path if Path(folder or ".").is_dir()]
there = {one.name for folder in folders for one in folder.glob("*.dist-info")}
print(json.dumps({"ms": took * 1000, "plug-ins": found, "distributions": len(there)}))
"""


def plugins(work: Path, times: int) -> list[Claim]:
    """Measure the first look for plug-ins of a process: here, and among 500 distributions more."""
    say("(j) looking for plug-ins, the first time in a process\n")
    more = work / "site"
    for number in range(MORE):
        about = more / f"made_{number}-1.0.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text(f"Name: made-{number}\nVersion: 1.0\n", "utf-8")
        (about / "entry_points.txt").write_text("[console_scripts]\nmade = made:main\n", "utf-8")
    commands = {
        "as installed here": in_python(LOOK),
        f"and {MORE} more": (f"PYTHONPATH={more}", *in_python(LOOK)),
    }
    told = {name: _looked(command, times) for name, command in commands.items()}
    rows = []
    for name, looks in told.items():
        took = spread([look["ms"] for look in looks])
        counts = (f"{looks[0][what]:.0f}" for what in ("distributions", "plug-ins"))
        figures = (f"{ms:.2f}" for ms in (took.middle, took.least, took.most))
        rows.append([name, *counts, *figures])
    say_table(("a look", "distributions", "plug-ins", "CPU ms", "min", "max"), rows)
    looks = told["as installed here"]
    if looks[0]["plug-ins"]:
        say("  A plug-in is installed here, so what it costs where there is none was not measured.")
        return []
    took = spread([look["ms"] for look in looks])
    words = f"looking for plug-ins takes at most {MOST} ms where none is installed"
    return [Claim(words, f"{took} ms", took.middle <= MOST)]


def _looked(command: Command, times: int) -> list[dict[str, float]]:
    output(command)
    return [json.loads(output(command)) for _ in range(times)]

"""Compare the check of templates with docxtpl-lint and docxtemplater on the same seeded faults.

``python -m tests.template_linters DOCXTPL_LINT NODE_FOLDER DAY`` writes the page. DOCXTPL_LINT is
that command, and NODE_FOLDER a folder where npm put docxtemplater and pizzip.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args, get_origin

from paperkit.kinds.paper import Paper
from paperkit.word.template import is_group, item_of, names_of
from tests.papers.seeded import Seeded, made, seeded

PAGE = Path(__file__).parents[1] / "docs" / "templates-checked.md"
SCRIPT = """
const fs = require('fs'), path = require('path'), Zip = require('pizzip');
const Templater = require('docxtemplater');
const data = JSON.parse(fs.readFileSync(process.argv[3]));
const parser = tag => ({get(scope) {
  let value = scope;
  for (const part of tag === '.' ? [] : tag.split('.')) {
    if (value === undefined || value === null || !(part in Object(value)))
      throw new Error('nothing called ' + tag);
    value = value[part];
  }
  return value;
}});
const found = {version: require('docxtemplater/package.json').version};
for (const file of fs.readdirSync(process.argv[2])) {
  try {
    const zip = new Zip(fs.readFileSync(path.join(process.argv[2], file)));
    new Templater(zip, {delimiters: {start: '{{', end: '}}'}, paragraphLoop: true, parser,
      errorLogging: false}).render(data);
    found[file] = [];
  } catch (error) {
    const all = (error.properties || {}).errors || [error];
    found[file] = all.map(one => (one.properties || {}).id || one.message);
  }
}
console.log(JSON.stringify(found));
"""
HEAD = """\
# Templates that are checked, beside other checkers

`paperkit kinds check` was compared with two checkers of other programs, on {count} Word files
with seeded faults ([the list](../tests/papers/template_faults.md)), on {day}. docxtpl-lint {lint}
(with data) is for docxtpl, whose tags are nearly the same; docxtemplater {templater} has tags of
its own, so the same faults were seeded in those, with a parser that refuses unknown names. A
fault that is none there, or cannot be made there, has a dash and is not counted. `python -m
tests.template_linters` makes this page.

| | Faults that can occur | Found |
| --- | ---: | ---: |
| paperkit | {count} | {count} |
| docxtpl-lint | {for_lint} | {by_lint} |
| docxtemplater | {for_templater} | {by_templater} |

What is read as it was meant (a blank that does not break, a blank too many) is no fault in
paperkit, and builds; those files are below the faults.

| Fault | Where | paperkit | docxtpl-lint | docxtemplater |
| --- | --- | --- | --- | --- |
"""


def plain(hint: Any) -> Any:
    """Return a value of a type as JSON has it: each list with one item, each text a letter."""
    item, origin = item_of(hint), get_origin(hint)
    if item is not None:
        return [plain(item)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {name: plain(get_args(hint)[1]) for name in ("introduction", "reasons")}
    if is_group(hint):
        return {name: plain(one) for name, one in names_of(hint).items()}
    return True if hint is bool else "x"


def compared(lint: str, node: Path) -> tuple[dict[str, list[str]], dict[str, list[str]], str, str]:
    """Return what each of the two tells of each case, by its name, and their versions."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "own").mkdir()
        (home / "other").mkdir()
        data = home / "data.json"
        data.write_text(json.dumps(plain(Paper)), "utf-8")
        names = {f"{n:03}.docx": case for n, case in enumerate(seeded())}
        by_lint: dict[str, list[str]] = {}
        for file, case in names.items():
            path = home / "own" / file
            path.write_bytes(made(case.where, case.typed))
            command = [lint, str(path), "--data", str(data), "--format", "json", "--no-config"]
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            by_lint[case.name] = sorted(set(_rules(json.loads(ran.stdout)))) if ran.stdout else []
            if case.for_docxtemplater:
                (home / "other" / file).write_bytes(made(case.where, case.for_docxtemplater))
        script = node / "compare.js"
        script.write_text(SCRIPT, "utf-8")
        run = ["node", str(script), str(home / "other"), str(data)]
        told = json.loads(subprocess.run(run, capture_output=True, check=True, cwd=node).stdout)
        version = subprocess.run([lint, "--version"], capture_output=True, text=True, check=True)
    templater = str(told.pop("version"))
    by_templater = {names[file].name: sorted(set(ids)) for file, ids in told.items()}
    return by_lint, by_templater, version.stdout.split()[-1], templater


def _rules(found: Any) -> list[str]:
    """Return the rules of all that docxtpl-lint tells, however its JSON nests them."""
    if isinstance(found, list):
        return [rule for one in found for rule in _rules(one)]
    if isinstance(found, dict):
        own = [found["rule"]] if isinstance(found.get("rule"), str) else []
        return own + [rule for one in found.values() for rule in _rules(one)]
    return []


def line(case: Seeded, lint: list[str], templater: list[str] | None) -> str:
    """Return the row of a case."""
    own = ", ".join(case.codes) or "read as meant"
    theirs = ", ".join(lint) or ("**not found**" if case.for_docxtpl and case.told else "-")
    other = "-" if templater is None else ", ".join(templater) or "**not found**"
    return f"| {case.name} | {case.where} | {own} | {theirs} | {other} |"


def main(lint: str, node: str, day: str) -> None:
    """Write the page."""
    by_lint, by_templater, lint_version, templater_version = compared(lint, Path(node))
    faults = [case for case in seeded() if case.told]
    own = [case for case in faults if case.for_docxtpl]
    other = [case for case in faults if case.for_docxtemplater]
    head = HEAD.format(
        count=len(faults), day=day, lint=lint_version, templater=templater_version,
        for_lint=len(own), by_lint=sum(bool(by_lint[case.name]) for case in own),
        for_templater=len(other), by_templater=sum(bool(by_templater[c.name]) for c in other),
    )  # fmt: skip
    rows = [line(c, by_lint[c.name], by_templater.get(c.name)) for c in
            sorted(seeded(), key=lambda case: not case.told)]  # fmt: skip
    PAGE.write_text(head + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The shape of the house: what may import what, where each library lives, how code is kept.

The two lists of docs/design.md are stated here once, as ``LAYERS`` and ``HOMES``.
"""

import ast
import configparser
import importlib
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import paperkit
from paperkit.findings import catalogue
from tests.syntax import syntax, walked

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "paperkit"
TESTS = ROOT / "tests"

# Imports run up this list only; names on one line do not import each other.
LAYERS = (
    ("errors", "frozen"),
    ("findings", "installed"),
    ("schema",),
    ("container",),
    ("files", "word"),
    ("board",),
    ("record",),
    ("packs",),
    ("standpoint",),
    ("decisions", "plugins"),
    ("actions", "indicators", "voices", "meetings", "papers", "corrections"),
    ("rounds", "since"),
    ("kinds",),
    ("pipeline",),
    ("cli",),
    ("__main__",),
)

# Every library, and what in the standard library opens files in a way of its own.
HOMES = {
    "msgspec": ("frozen",),
    "click": ("cli", "cli.*"),
    "openpyxl": ("files.workbook_*",),
    "python_calamine": ("files.calamine_child",),
    "xlsxwriter": ("files.workbook_out*",),
    "yaml": ("files.yaml_*",),
    "zipfile": ("container.reading", "container.folder_zip", "word.*"),
    "jinja2": ("word.template*",),
    "docxtpl": ("word.template*",),
    "docx": ("word.template*",),
    "lxml": ("word.*",),
    "markdown_it": ("word.prose*",),
    "pptx": ("word.charts_drawn",),
    "sqlite3": ("record.*",),
    "holidays": ("board.calendar",),
}

CLOCK = {
    "date.today",
    "datetime.date.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "os.environ",
    "os.getenv",
}
CLOCK_NAMES = {("time", "time"), ("time", "localtime"), ("os", "environ"), ("os", "getenv")}

# What Windows' Python does not have; it may be asked for within a function.
POSIX = (
    r"^(?:import|from) (?:fcntl|grp|pty|pwd|resource|termios)\b"
    r"|^[@\w].*\b(?:os\.(?:fork|get(?:e?[ug]id|pgid)|killpg|mkfifo|setsid|uname)"
    r"|signal\.(?:SIGALRM|SIGHUP|SIGKILL|SIGUSR1|setitimer)|time\.tzset)\b"
)

# A dataclass that is not frozen, and why it may be: "module.Class": "reason".
NOT_FROZEN = {
    "word.template_check._Walk": "gathers what stands open while one template is read",
    "word.template_whole._PartsWalk": "gathers what stands open while one template is read",
}

MUTABLE = {"list", "dict", "set", "defaultdict", "Counter", "OrderedDict", "deque", "bytearray"}
CHANGING = {
    "append", "extend", "insert", "remove", "pop", "popitem", "clear", "add", "discard", "update",
    "setdefault", "sort", "reverse",
}  # fmt: skip

MOST_LINES, MOST_STATEMENT_LINES, DEEPEST = 600, 60, 4
# Below so many lines a module is a face, or dust; a helper of so few lines with one caller is
# written where it is used, but for some whose name says more than their line.
FEWEST_LINES, FEW_LINES, MOST_DUST = 30, 3, 0.08
FACES = {"__main__"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


@dataclass(frozen=True)
class Module:
    """One module of the package: its name below ``paperkit``, its lines and its syntax."""

    name: str
    lines: int
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.name.split(".")[0]


@cache
def modules() -> tuple[Module, ...]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple(module(path) for path in paths if path != PACKAGE / "__init__.py")


def module(path: Path) -> Module:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    name = ".".join(part for part in parts if part != "__init__")
    return Module(name, len(text.splitlines()), syntax(path))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the full name of each module that is imported, wherever, with the line."""
    for node in walked(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are written in full"
            module_name = node.module or ""
            if module_name == "paperkit":
                yield from ((f"paperkit.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield module_name, node.lineno


def layer(room: str) -> int:
    return next(number for number, rooms in enumerate(LAYERS) if room in rooms)


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in walked(tree) if isinstance(node, Function))


def test_every_room_has_its_place_in_the_list_of_layers() -> None:
    known = {room for rooms in LAYERS for room in rooms}
    assert {module.room for module in modules()} <= known


def test_imports_run_up_only_and_neighbours_do_not_import_each_other() -> None:
    wrong = [
        f"{module.name}:{line} imports {name}"
        for module in modules()
        for name, line in imported(module.tree)
        if name.startswith("paperkit.")
        and (room := name.split(".")[1]) != module.room
        and layer(room) >= layer(module.room)
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {f"paperkit.{module.name}" for module in modules()}
    wanted = {
        f"paperkit.{module.name}": {
            name
            for node in module.tree.body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in loaded(node)
        }
        & names
        for module in modules()
    }
    free: set[str] = set()
    while ready := {name for name, needs in wanted.items() if name not in free and needs <= free}:
        free |= ready
    assert sorted(wanted.keys() - free) == []


def loaded(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the modules that a line of imports names, or names something of."""
    known = {f"paperkit.{module.name}" for module in modules()}
    for name, _ in imported(node):
        below = {f"{name}.{alias.name}" for alias in node.names}
        yield from below & known or {name}


def test_every_library_stays_in_its_home() -> None:
    free = sys.stdlib_module_names - HOMES.keys()
    wrong = [
        f"{module.name}:{line} imports {name}"
        for module in modules()
        for name, line in imported(module.tree)
        if (top := name.split(".")[0]) not in free and top != "paperkit"
        if not any(fnmatch(module.name, home) for home in HOMES.get(top, ()))
    ]
    assert wrong == []


def test_no_module_is_named_after_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert [m.name for m in modules() if m.name.split(".")[-1].strip("_") in empty] == []


def test_files_are_about_one_subject() -> None:
    assert [f"{m.name}: {m.lines} lines" for m in modules() if m.lines > MOST_LINES] == []


def test_no_module_is_dust() -> None:
    small = {m.name: m.lines for m in modules() if m.lines < FEWEST_LINES}
    rooms = {module.room for module in modules()}
    assert small.keys() - rooms - FACES == set()


def test_few_helpers_are_shorter_than_their_call() -> None:
    nodes = (node for module in modules() for node in walked(module.tree))
    said = (one for node in nodes for one in vars(node).values() if isinstance(one, str))
    words = Counter(word for one in said if "_" in one for word in re.findall(r"\w+", one))
    private = [
        (module.name, function)
        for module in modules()
        for function in functions(module.tree)
        if re.match(r"_[a-z]", function.name)
    ]
    dust = [
        f"{name}.{function.name}"
        for name, function in private
        if words[function.name] == 2 and lines_of(function) <= FEW_LINES
    ]
    assert len(dust) <= MOST_DUST * len(private), dust


def lines_of(function: Function) -> int:
    """Return how many lines the statements of a function take, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_one_name_is_one_class() -> None:
    names = Counter(
        node.name
        for module in modules()
        for node in walked(module.tree)
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_functions_are_short() -> None:
    wrong = [
        f"{module.name}.{function.name}: {lines} lines"
        for module in modules()
        for function in functions(module.tree)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > MOST_STATEMENT_LINES
    ]
    assert wrong == []


def depth(node: ast.AST, so_far: int = 0) -> int:
    """Return how deep the blocks below a node are nested; ``elif`` is no deeper than ``if``."""
    deepest = so_far
    # An expression holds no block.
    for child in (one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.expr)):
        elif_branch = isinstance(node, ast.If) and node.orelse == [child]
        inner = isinstance(child, BLOCKS) and not (elif_branch and isinstance(child, ast.If))
        if not isinstance(child, Function):
            deepest = max(deepest, depth(child, so_far + inner))
    return deepest


def test_nesting_is_shallow() -> None:
    wrong = [
        f"{module.name}.{function.name}: {deep} deep"
        for module in modules()
        for function in functions(module.tree)
        if (deep := depth(function)) > DEEPEST
    ]
    assert wrong == []


def frozen(decorator: ast.expr) -> bool:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return any(
        word.arg == "frozen" and isinstance(word.value, ast.Constant) and word.value.value is True
        for word in keywords
    )


def test_every_dataclass_is_frozen() -> None:
    thawed = {
        f"{module.name}.{node.name}"
        for module in modules()
        for node in walked(module.tree)
        if isinstance(node, ast.ClassDef)
        for decorator in node.decorator_list
        if re.match(r"(dataclasses\.)?dataclass\b", ast.unparse(decorator))
        if not frozen(decorator)
    }
    assert thawed == NOT_FROZEN.keys()


def test_the_clock_and_the_environment_are_read_in_the_command_only() -> None:
    """What is installed is a fact of the machine, too, so what finds it may ask if it is wanted."""
    wrong = [
        f"{module.name} {said}"
        for module in modules()
        if module.room not in ("cli", "installed")
        for node in walked(module.tree)
        for said in read_from_outside(node)
    ]
    assert wrong == []


def read_from_outside(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCK:
        yield ast.unparse(node)
    if isinstance(node, ast.ImportFrom):
        names = {(node.module or "", alias.name) for alias in node.names}
        yield from (f"{source}.{name}" for source, name in names & CLOCK_NAMES)


def test_no_module_keeps_state_that_could_change() -> None:
    wrong = [
        f"{module.name}:{statement.lineno} {ast.unparse(statement)[:60]}"
        for module in modules()
        for statement in module.tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and mutable(statement.value)
        and not constant(statement)
    ]
    assert wrong == []


def mutable(made: ast.expr | None) -> bool:
    if isinstance(made, ast.Call):
        return ast.unparse(made.func).split(".")[-1] in MUTABLE
    return isinstance(
        made, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    )


def constant(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Return whether the name says, in capitals, that nobody changes it; see the next test."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return all(is_constant(target) for target in targets)


def is_constant(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and (node.id.isupper() or node.id == "__all__")


def test_no_constant_is_changed() -> None:
    wrong = [
        f"{module.name}:{line}"
        for module in modules()
        for node in walked(module.tree)
        for line in changes(node)
    ]
    assert wrong == []


def changes(node: ast.AST) -> Iterator[int]:
    """Yield the line where an item of a constant is set or deleted, or a method changes it."""
    match node:
        case ast.Subscript(value=held, ctx=ast.Store() | ast.Del()) if is_constant(held):
            yield node.lineno
        case ast.Call(func=ast.Attribute(value=held, attr=name)) if is_constant(held):
            if name in CHANGING:
                yield node.lineno


def test_no_function_changes_a_name_of_its_module() -> None:
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        for node in walked(module.tree)
        if isinstance(node, ast.Global)
    ]
    assert wrong == []


def test_the_walks_of_the_design_go_through_functions_that_are_there() -> None:
    """Both are at most half as long as before the move: 98 functions in 35 files, 65 in 18."""
    design = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    _, action, answer = re.split(
        r"\*\*An a", design.partition("## Two walks")[2].partition("\n## ")[0]
    )
    there = {
        (module.name.replace(".", "/"), node.name)
        for module in modules()
        for node in walked(module.tree)
        if isinstance(node, Function)
    }
    for walk, most in ((action, (98, 35)), (answer, (65, 18))):
        lines = re.findall(r"\| `([\w/]+)\.py` \| (.*) \|", walk)
        met = [
            (file, name.rpartition(".")[2])
            for file, names in lines
            for name in re.findall(r"`([\w.]+)`", names)
        ]
        assert set(met) - there == set()
        assert f"{len(met)} functions in {len(lines)} files" in walk
        assert (2 * len(met) <= most[0], 2 * len(lines) <= most[1]) == (True, True)


def test_every_public_thing_says_what_it_is() -> None:
    wrong = [
        f"{module.name}.{getattr(node, 'name', '')}".rstrip(".")
        for module in (*modules(), Module("", 0, ast.parse((PACKAGE / "__init__.py").read_text())))
        for node in public(module.tree)
        if not ast.get_docstring(node)
    ]
    assert wrong == []


def public(node: ast.Module | ast.ClassDef) -> Iterator[ast.Module | ast.ClassDef | Function]:
    """Yield a module or class and all that can be reached in it by names without underscore."""
    yield node
    for child in node.body:
        if isinstance(child, Function) and not child.name.startswith("_"):
            yield child
        if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
            yield from public(child)


def test_only_the_command_prints() -> None:
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if module.room != "cli"
        for node in walked(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "sys.stdout.write"}
    ]
    assert wrong == []


def test_every_module_can_be_imported_alone() -> None:
    found = pkgutil.walk_packages(paperkit.__path__, "paperkit.")
    names = {importlib.import_module(info.name).__name__ for info in found}
    assert names == {f"paperkit.{module.name}" for module in modules()}


def test_every_code_is_used_and_every_one_used_is_in_the_catalogue() -> None:
    used = {
        node.value
        for module in modules()
        for node in walked(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"PK-\d{3}", node.value)
    }
    assert sorted(used ^ catalogue().keys()) == []


def test_every_code_is_produced_by_some_test() -> None:
    here = Path(__file__)
    tests = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != here]
    named = set(re.findall(r"PK-\d{3}", "\n".join(tests)))
    assert sorted(catalogue().keys() - named) == []


def test_everything_loads_on_windows() -> None:
    paths = (*PACKAGE.rglob("*.py"), *TESTS.rglob("*.py"))
    found = ((path, re.findall(POSIX, path.read_text("utf-8"), re.MULTILINE)) for path in paths)
    assert {path.name: lines for path, lines in found if lines} == {}


def test_every_code_tells_all_that_explain_prints() -> None:
    silent = [
        code.number
        for code in catalogue().values()
        if not all((code.title, code.meaning, code.example, code.remedy))
    ]
    assert silent == []


def test_the_wheel_holds_every_package() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert listed == found | {"paperkit.report_templates", "paperkit.samples"}

"""The syntax of the package's files, read once for all tests of a process that look at it."""

import ast
from functools import cache
from pathlib import Path


@cache
def syntax(path: Path) -> ast.Module:
    """Return the syntax of a file; nobody changes it."""
    return ast.parse(path.read_text("utf-8"))


@cache
def walked(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Return every node below one, and itself."""
    return tuple(ast.walk(tree))

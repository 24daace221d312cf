"""A command as somebody has typed it, with another value in it: to be typed again, or pasted.

Windows has two shells. The Command Prompt knows double quotes alone; in PowerShell a name with a $
or a ` in double quotes would come to something else, and single quotes keep it.
"""

from collections.abc import Iterator

import click
from click.core import ParameterSource

_PLAIN = frozenset("./\\:-_")
"""Signs that need no quotes in either shell, beside letters and digits."""


def typed_again(context: click.Context, **instead: tuple[str, ...]) -> str:
    """Return the command of a run with other values for some options, ready to be typed.

    It is one line where both shells of Windows take it alike, or else one for each.
    """
    words = [*context.command_path.split(), *_words(context, instead)]
    prompt = " ".join(_quoted(word, '"', '\\"') for word in words)
    if not any(sign in word for word in words for sign in '$`"'):
        return f"  {prompt}"
    shell = " ".join(_quoted(word, "'", "''") for word in words)
    return f"  In the Command Prompt:  {prompt}\n  In PowerShell:          {shell}"


def _words(context: click.Context, instead: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for parameter in context.command.params:
        name = parameter.name or ""
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        typed = context.params[name]
        for one in instead.get(name) or (typed if isinstance(typed, tuple) else (typed,)):
            if isinstance(parameter, click.Option):
                yield parameter.opts[0]
            if not isinstance(one, bool):
                yield str(one)


def _quoted(word: str, mark: str, inner: str) -> str:
    is_plain = word and all(sign.isalnum() or sign in _PLAIN for sign in word)
    return word if is_plain else f"{mark}{word.replace(mark, inner)}{mark}"

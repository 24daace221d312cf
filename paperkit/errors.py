"""What stops a run: one class for each situation that a caller can act on.

The text of an error is one plain sentence for the officer, with the way out in it.
Mistakes in the data are not errors: they are findings, and are returned.
"""


class PaperkitError(Exception):
    """The run cannot go on. ``str(error)`` is a sentence that an officer can act on."""


class ProjectError(PaperkitError):
    """The project folder or its settings cannot be used."""


class ReadError(PaperkitError):
    """A file is not what its name says, is damaged, or cannot be opened."""


class WriteError(PaperkitError):
    """A file or folder cannot be written; what stood there before is untouched."""


class UnknownNameError(PaperkitError):
    """Somebody asked for a kind, a pack, a meeting or a paper that is not there."""


class PackError(PaperkitError):
    """A pack of templates cannot be used as it is."""


class LogError(PaperkitError):
    """The log of exception reports cannot be used as it is."""

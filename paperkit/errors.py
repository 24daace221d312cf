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
    """A file or folder cannot be written; what was there before is untouched."""


class UnknownNameError(PaperkitError):
    """Somebody asked for a kind, a pack, a meeting or a paper that is not there."""


class PackError(PaperkitError):
    """A pack of templates cannot be used as it is."""


class LogError(PaperkitError):
    """The log of exception reports cannot be used as it is."""


class ReasonsNeededError(PaperkitError):
    """Several actions have changed, and one reason was given.

    ``because`` is what is to be given instead: ``1.4=why`` for each action.
    """

    def __init__(self, message: str, because: tuple[str, ...]) -> None:
        """Keep the reasons, from which the command is made that is to be typed."""
        super().__init__(message)
        self.because = because


class EndedBySystem(SystemExit):
    """The system asks for the end of the run."""

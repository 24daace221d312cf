"""A kind's Word file as papers are made of it: dressed, checked and compiled, each once.

A process that makes many papers meets the same few files again and again, and to dress, check and
compile one takes longer than to fill it. What it comes to rests on what the files hold and on
nothing else, so it is looked up by that.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from paperkit.findings import Finding
from paperkit.frozen import Frozen
from paperkit.packs.packs import Kind, dressed_in, put_on
from paperkit.word.house import Dressed, FileHeld, WordFile, held, opened
from paperkit.word.template import Compiled, compile_template
from paperkit.word.template_check import faults_of
from paperkit.word.template_places import findings_of
from paperkit.word.template_unseen import notes_of


class KindTemplate(Frozen, dict=True):
    """The Word file of a kind with the look of its house.

    ``files`` are its own, its house's and that of its full tables, where it has them. ``sections``
    are the names that the kind declares, ``shown`` is the type of what it is filled with.
    """

    files: tuple[FileHeld, FileHeld | None, FileHeld | None]
    look: Dressed
    sections: tuple[str, ...]
    shown: type

    @cached_property
    def faults(self) -> tuple[Finding, ...]:
        """Return every fault of the template itself, each by its place in one of its files.

        PackError where it is damaged.
        """
        found = faults_of(self.look.file, self.sections, self.shown)
        files = [opened(file) for file in self.files if file]
        return findings_of(found, self.look.file, files, self._dress)

    def _dress(self, files: Sequence[WordFile]) -> WordFile:
        waiting = iter(files)
        own, house, tables = (next(waiting) if file else None for file in self.files)
        assert own is not None
        return put_on(own, house, tables).file

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all that a check of the pack says of it: also what papers do not take along."""
        return (*self.look.findings, *self.faults, *notes_of(self.look.file.left_out))

    @cached_property
    def compiled(self) -> Compiled:
        """Return the template ready to be filled, which has passed its check."""
        return compile_template(self.look.file)


def template_of(kind: Kind, shown: type) -> KindTemplate:
    """Return the template of a kind, filled with what is ``shown``.

    PackError where one of its files cannot be read.
    """
    house, tables = (held(path) if path else None for path in (kind.house, kind.tables_file))
    return _of_files(held(kind.word_file), house, tables, kind.section_names, shown)


@lru_cache(maxsize=32)
def _of_files(
    file: FileHeld,
    house: FileHeld | None,
    tables: FileHeld | None,
    sections: tuple[str, ...],
    shown: type,
) -> KindTemplate:
    look = dressed_in(file, house, tables)
    return KindTemplate((file, house, tables), look, sections, shown)

"""A kind's Word file as papers are made of it: dressed, checked and compiled, each once.

A process that makes many papers meets the same few files again and again, and to dress, check and
compile one takes longer than to fill it. What it comes to rests on what the files hold and on
nothing else, so it is looked up by that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from paperkit.findings import Finding, Place, Severity, quoted
from paperkit.frozen import Frozen, fields
from paperkit.packs.packs import Kind, dressed_in, put_on
from paperkit.word.house import Dressed, FileHeld, WordFile, held, opened
from paperkit.word.template import Compiled, compile_template, dotted_asked, names_of
from paperkit.word.template_unseen import Fault, notes_of, undescribed


class KindTemplate(Frozen, dict=True):
    """The Word file of a kind with the look of its house.

    ``files`` are its own, its house's and that of its full tables, where it has them; ``shown`` is
    the type of what it is filled with.
    """

    files: tuple[FileHeld, FileHeld | None, FileHeld | None]
    look: Dressed
    shown: type

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return every fault of the template itself for which no paper is made from it.

        PackError where it is damaged.
        """
        return tuple(one for one in self._checked if one.severity is not Severity.NOTE)

    @cached_property
    def _checked(self) -> tuple[Finding, ...]:
        """Return all that is found in its tags and words, by its place in one of its files."""
        # Where the cache has a template that passed before, this is not needed.
        from paperkit.word.template_check import faults_of

        found = faults_of(self.look.file, self.shown)
        if any(one.code in ("PK-620", "PK-621", "PK-622") for one in self.look.findings):
            # A style that the house lacks is reported of the house.
            found = tuple(one for one in found if not (one.code == "PK-608" and one.part))
        return (*self._placed(found), *check_ends(self.look.file, self.lists))

    def _placed(self, found: Iterable[Fault]) -> tuple[Finding, ...]:
        from paperkit.word.template_places import findings_of

        files = [opened(file) for file in self.files if file]
        return findings_of(found, self.look.file, files, self._dress)

    def _dress(self, files: Sequence[WordFile]) -> WordFile:
        waiting = iter(files)
        own, house, tables = (next(waiting) if file else None for file in self.files)
        assert own is not None
        return put_on(own, house, tables).file

    @property
    def lists(self) -> Mapping[str, type[Frozen]]:
        """Return the lists that its kind declares, by their names, with the type of each."""
        lists = names_of(self.shown).get("lists")
        return names_of(lists) if lists else {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all that a check of the pack says of it: also what papers do not take along."""
        return (
            *self.look.findings,
            *self._checked,
            *notes_of(self.look.file.left_out),
            *self._placed(undescribed(self.look.file.members)),
            *self._unprinted(),
        )

    def _unprinted(self) -> Iterator[Finding]:
        """Yield a note for each list of the kind that no tag prints."""
        file = self.look.file
        asked = {name.partition(".")[2].partition(".")[0] for name in dotted_asked(file.members)
                 if name.startswith("lists.")} if self.lists else set()  # fmt: skip
        for name in self.lists.keys() - asked:
            message = f"No tag prints the list {quoted(name)} of kind.yaml."
            yield Finding("PK-674", Place(file.name), message, value=name)

    @cached_property
    def compiled(self) -> Compiled:
        """Return the template ready to be filled, which has passed its check."""
        return compile_template(self.look.file)


def check_ends(file: WordFile, lists: Mapping[str, type[Frozen]]) -> Iterator[Finding]:
    """Yield a fault for each list of which only the first rows are printed, and not how many more.

    Without these words the others would be missing from the page in silence.
    """
    limited = [name for name, of in lists.items() if "more" in fields(of)]
    asked = dotted_asked(file.members) if limited else frozenset()
    for name in limited:
        printed = {f"lists.{name}.rows", f"lists.{name}.groups"} & asked
        if printed and f"lists.{name}.more" not in asked:
            message = (
                f"The list {quoted(name)} has 'most' in kind.yaml, and no tag prints how many more "
                "rows there are."
            )
            remedy = f"Print {{{{ lists.{name}.more }}}} after the list."
            yield Finding("PK-673", Place(file.name), message, remedy, value=name)


def template_of(kind: Kind, shown: type) -> KindTemplate:
    """Return the template of a kind, filled with what is ``shown``.

    PackError where one of its files cannot be read.
    """
    house, tables = (held(path) if path else None for path in (kind.house, kind.tables_file))
    return _of_files(held(kind.word_file), house, tables, shown)


@lru_cache(maxsize=32)
def _of_files(
    file: FileHeld,
    house: FileHeld | None,
    tables: FileHeld | None,
    shown: type,
) -> KindTemplate:
    look = dressed_in(file, house, tables)
    return KindTemplate((file, house, tables), look, shown)

"""The small Markdown of long text, as officers type it, into the blocks that a page shows.

``docs/writing.md`` is the grammar. What is no mark stays as typed, letter for letter: HTML,
entities, bare addresses, code, quotations, ``1.`` at the start of a line.
"""

from paperkit.papers.prose.reading import prose as prose

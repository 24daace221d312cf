"""One hash for the Board's data, by which a paper can be told to rest on the same rows."""

import json
from hashlib import sha256

from paperkit.board.model import TABLES, BoardData
from paperkit.schema.retelling import kept_words


def data_hash(board: BoardData) -> str:
    """Return the SHA-256 of every row of the data, in their order; the log is no part of it.

    A workbook and a YAML file with equal rows give the same, and so does a table or a column that
    is declared later and that nobody has used.
    """
    digest = sha256()
    for table in TABLES:
        for row in board.rows(table):
            told = [table.name, kept_words(table, row)]
            digest.update(json.dumps(told, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()

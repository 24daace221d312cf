"""One stream out of the container that old Office files are kept in ([MS-CFB])."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

_END = 0xFFFFFFFA  # this and above mark ends and free sectors, not sectors
_IN_HEADER = 109
_ENTRY = 128


@dataclass(frozen=True)
class _Container:
    """The bytes of a file, the size of its sectors, and which sector follows which."""

    data: bytes
    size: int
    follows: tuple[int, ...]

    def chain(self, first: int) -> bytes:
        """Return the sectors from the first on; a chain that turns in circles ends."""
        at: int = first
        sectors: list[bytes] = []
        while at < _END and len(sectors) <= len(self.follows):
            sectors.append(self.data[(at + 1) * self.size : (at + 2) * self.size])
            at = self.follows[at]
        return b"".join(sectors)


def stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream of one of these names.

    KeyError, IndexError or struct.error where the container is damaged or has none.
    """
    size = 1 << _short(data, 0x1E)
    container = _Container(data, size, tuple(_follows(data, size)))
    root, *entries = _entries(container.chain(_long(data, 0x30)))
    found = {name: (first, length) for name, first, length in entries}
    first, length = next(found[name] for name in names if name in found)
    if length >= _long(data, 0x38):
        return container.chain(first)[:length]
    return _small(container, root[1], first)[:length]


def _follows(data: bytes, size: int) -> Iterator[int]:
    """Yield, for each sector, the one that follows it."""
    for sector in _tables(data, size):
        yield from _longs(data[(sector + 1) * size : (sector + 2) * size])


def _tables(data: bytes, size: int) -> Iterator[int]:
    """Yield the sectors that hold the tables of sectors: 109 in the header, then in chains."""
    yield from (sector for sector in _longs(data[0x4C:0x200])[:_IN_HEADER] if sector < _END)
    at, steps = _long(data, 0x44), 0
    while at < _END and steps <= len(data) // size:
        *sectors, at = _longs(data[(at + 1) * size : (at + 2) * size])
        yield from (sector for sector in sectors if sector < _END)
        steps += 1


def _small(container: _Container, first_of_all: int, first: int) -> bytes:
    """Return a stream below the limit, which lies in 64-byte sectors of the root's own stream."""
    table = container.chain(_long(container.data, 0x3C))
    held = b"\0" * 64 + container.chain(first_of_all)
    return _Container(held, 64, _longs(table)).chain(first)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = max(0, min(64, _short(directory, at + 64)) - 2)
        name = directory[at : at + length].decode("utf-16-le", "replace")
        yield name, _long(directory, at + 116), _long(directory, at + 120)


def _short(data: bytes, at: int) -> int:
    return int(unpack_from("<H", data, at)[0])


def _long(data: bytes, at: int) -> int:
    return int(unpack_from("<I", data, at)[0])


def _longs(data: bytes) -> tuple[int, ...]:
    return unpack_from(f"<{len(data) // 4}I", data)

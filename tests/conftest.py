"""What holds for every test: no network, and properties that do not depend on the machine."""

import os
import socket
from typing import NoReturn

import pytest
from hypothesis import settings

# A slow machine is no fault of the code; in CI the examples are the same each time.
settings.register_profile("paperkit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("paperkit")

# What a run before this one kept must not change a test; those of the cache name a folder.
os.environ["PAPERKIT_CACHE"] = "off"


class NetworkUsedError(AssertionError):
    """A test, or what it tests, tried to reach the network."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every use of the network show: paperkit needs none (README)."""

    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise NetworkUsedError("paperkit tried to use the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

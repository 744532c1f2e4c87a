"""What the tests of the guarded client share."""

import sys

import pytest


@pytest.fixture(scope="session")
def _audited():
    """Every address that this process connects a socket to (an audit hook stays for good)."""
    addresses = []

    def note(event, arguments):
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            addresses.append(arguments[1][0])

    sys.addaudithook(note)
    return addresses


@pytest.fixture
def connects(_audited):
    """The addresses that sockets are connected to from here on, as the interpreter reports them."""
    _audited.clear()
    return _audited

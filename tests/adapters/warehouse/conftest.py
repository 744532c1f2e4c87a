"""The contract tests run on both engines: `url` is a warehouse's on each of them."""

import pytest

from wireroom.adapters.warehouse import Store, open_store


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """Where no row is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/deep/w.sqlite"
    return request.getfixturevalue("postgres_url")


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request, tmp_path):
    """Where no table is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/deep/w.sqlite"
    return request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def store(url) -> Store:
    """A store over it."""
    return open_store(url)

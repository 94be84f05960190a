"""The whole suite reads the pinned time zones, and proves only rules that are kept."""

from __future__ import annotations

import logging
import socket
import zoneinfo
from collections.abc import Iterator
from functools import cache

import pytest
from xdist.remote import Producer

from adapters.catalogue import BOOKS
from adapters.rulebooks import load_rulebook
from adapters.stack import LOOPBACK
from tests.dealing import Dealing
from tests.postgres import Postgres, serving

zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Dealing | None:
    """`--dist loadfile`, but for the files that tests/dealing.py names."""
    return Dealing(config, log) if config.getoption("dist") == "loadfile" else None


@cache
def kept(book: str) -> frozenset[str]:
    """The ids that the newest edition of some procedures names."""
    return frozenset(id for entry in load_rulebook(book).entries() for id in entry.ids)


@pytest.fixture(autouse=True)
def rule_is_kept(request: pytest.FixtureRequest) -> None:
    """A test marked with a rule fails once no entry of its rulebook names it."""
    marked = {id for mark in request.node.iter_markers("rule") for id in mark.args}
    gone = sorted(id for id in marked if id not in kept(BOOKS[id[:2]]))
    if gone:
        pytest.fail(f"no entry of its rulebook names {', '.join(gone)} any more")


@pytest.fixture(scope="session", autouse=True)
def nobody_is_reached() -> Iterator[None]:
    """Whoever names no server reaches none, though one listens where ours usually does.

    It may be somebody's `make run`, with cases of theirs. The port is held and never
    listened at: each connection is refused. A test in its own process hears it too;
    one whose server is in a stack.json sets the variable to nothing.
    """
    with socket.socket() as held, pytest.MonkeyPatch.context() as patch:
        held.bind((LOOPBACK, 0))
        port = held.getsockname()[1]
        patch.setenv("VIGIL_TEMPORAL_ADDRESS", f"{LOOPBACK}:{port}")
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all that asks for one; whoever kills it starts one of its own."""
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """A test that sends the log somewhere leaves it as it was: its file is closed."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    if any(
        type(each).__module__ == "adapters.logging" for each in logging.root.handlers
    ):
        logging.root.handlers[:] = handlers
        logging.root.setLevel(level)

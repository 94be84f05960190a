"""A codec server on the loopback, with keys, a witness and a payload to open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.converter import WorkflowSerializationContext

from adapters.carriers.callback_server import serving
from adapters.codec_server.door import CodecDoor, Terms, Witness
from adapters.codec_server.tokens import Person, Tokens
from adapters.sealing.codec import SealingCodec
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from tests.activities.fakes import FakeClock
from tests.adapters.codec_server.office import (
    AUDIENCE,
    ISSUER,
    NAMESPACE,
    ORIGIN,
    publish,
)

CANARY = "Zofia Kowalczyk"
Serve: TypeAlias = Callable[..., AbstractAsyncContextManager[int]]


@dataclass
class Notes:
    """adapters.codec_server.door.Witness in memory: what it was told, in order."""

    told: list[tuple[str | int | None, ...]] = field(default_factory=list)

    async def decoded(self, person: Person, seen: Mapping[str | None, int]) -> None:
        for case, count in seen.items():
            self.told.append(("decoded", person.subject, case, count))

    async def refused(self, person: Person, why: str) -> None:
        self.told.append(("refused", person.subject, why))


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture(scope="module")
def custody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Custody]:
    """The keys of the cases, one store for all tests of a file."""
    folder = tmp_path_factory.mktemp("keys")
    custody = Custody.open(folder / "keys.db", Keyring({"k1": b"1" * KEY_BYTES}))
    yield custody
    custody.close()


@pytest.fixture
def serve(tmp_path: Path, custody: Custody, notes: Notes) -> Serve:
    """The server while the block runs, and its port."""

    @asynccontextmanager
    async def served(witness: Witness = notes) -> AsyncIterator[int]:
        tokens = Tokens(publish(tmp_path), ISSUER, AUDIENCE, FakeClock())
        codec = SealingCodec(custody, bound_only=True)
        terms = Terms(ORIGIN, NAMESPACE)
        async with serving(CodecDoor(terms, tokens, codec, witness).app()) as server:
            yield server.port

    return served


async def sealed(
    custody: Custody, case: str = "CP-1", namespace: str = NAMESPACE
) -> Payload:
    """What a case's history holds of the canary."""
    home = WorkflowSerializationContext(namespace, f"case/{case}")
    codec = SealingCodec(custody, bound_only=True).with_context(home)
    plain = Payload(metadata={"encoding": b"json/plain"}, data=f'"{CANARY}"'.encode())
    (found,) = await codec.encode([plain])
    return found

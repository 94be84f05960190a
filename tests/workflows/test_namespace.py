"""The engine keeps what has ended for as long as the council's table says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.client import Client

from adapters.embedded_server import EmbeddedServer
from adapters.namespaces import engine_keeps, ensure_namespace, keep_for
from adapters.retention_policies import load_retention

pytestmark = pytest.mark.server


async def test_the_program_sets_it_and_makes_a_namespace_that_is_not_there(
    tmp_path: Path,
) -> None:
    policy = load_retention("default")
    wanted = timedelta(days=policy.engine_history)
    async with EmbeddedServer(log=tmp_path / "server.log") as server:
        client = await Client.connect(server.address)
        before = await engine_keeps(client)
        await keep_for(client, policy)

        assert before != wanted
        assert await engine_keeps(client) == wanted
        assert not await ensure_namespace(client, wanted)
        other = await Client.connect(server.address, namespace="council")
        assert await ensure_namespace(other, timedelta(days=7))
        assert await engine_keeps(other) == timedelta(days=7)

"""`vigil codec-server`, started: refused in words, or heard and stopped in order."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from adapters.codec_server.settings import Trust
from adapters.embedded_server import free_port
from adapters.settings import Settings
from adapters.store.database import Database
from adapters.waiting import until
from commands.app import build
from commands.output import Ended, Failure
from commands.serving import door_of
from tests.adapters.codec_server.office import AUDIENCE, ISSUER, ORIGIN, publish, token
from tests.house.project import ROOT

PATIENCE = 30.0


async def started(home: Path, **told: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "starter.py", "codec-server"),
        cwd=ROOT,
        env=os.environ | {"VIGIL_HOME": str(home), **told},
        stdout=PIPE,
        stderr=PIPE,
    )


async def test_it_is_heard_lets_nobody_in_by_default_and_stops_in_order(
    tmp_path: Path,
) -> None:
    port = free_port()
    Database.open(tmp_path / "vigil.db").close()
    process = await started(
        tmp_path,
        VIGIL_CODEC_JWKS_FILE=str(publish(tmp_path)),
        VIGIL_CODEC_ISSUER=ISSUER,
        VIGIL_CODEC_AUDIENCE=AUDIENCE,
        VIGIL_CODEC_ORIGIN=ORIGIN,
        VIGIL_CODEC_PORT=str(port),
    )

    async def heard() -> int | None:
        url = f"http://127.0.0.1:{port}/health"
        try:
            return (await asyncio.to_thread(requests.get, url, timeout=2)).status_code
        except requests.ConnectionError:
            return None

    try:
        assert await until(heard, PATIENCE) == 204
        expired = token(exp=1_600_000_000)
        headers = {"Origin": ORIGIN, "Authorization": f"Bearer {expired}"}
        answer = await asyncio.to_thread(
            requests.post,
            f"http://127.0.0.1:{port}/decode",
            headers=headers,
            timeout=5,
        )
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
    said, logged = await process.communicate()

    assert answer.status_code == 401
    assert process.returncode == 0
    assert b"Vigil has stopped." in said
    assert b"token-refused" in logged
    assert b"unworded" not in logged


def test_it_does_not_start_without_knowing_whom_to_believe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VIGIL_CODEC_ISSUER", ISSUER)
    ended = CliRunner().invoke(build(), ["codec-server"])

    assert ended.exit_code == Ended.BAD_INPUT
    assert ended.stderr.startswith("VIGIL_CODEC_ORIGIN: nobody is shown anything")


async def test_it_does_not_start_with_a_file_that_is_no_keys(tmp_path: Path) -> None:
    file = tmp_path / "jwks.json"
    file.write_text("{}")
    settings, trust = Settings(home=tmp_path), Trust(file, ISSUER, AUDIENCE, ORIGIN)
    database = Database.open(tmp_path / "vigil.db")
    with pytest.raises(Failure, match="no JSON Web Key Set") as refused:
        await door_of(settings, trust, database)
    database.close()

    assert refused.value.where == "VIGIL_CODEC_JWKS_FILE"
    assert refused.value.ended == Ended.BAD_INPUT

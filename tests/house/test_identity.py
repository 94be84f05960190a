"""No client and no heartbeat tells Temporal which machine it is, or whose."""

from __future__ import annotations

import ast

from tests.house.project import ROOT, python

RUNS = ("adapters/", "commands/", "workflows/", "activities/", "worker.py")


def nameless(source: str, name: str) -> list[str]:
    """Calls that leave it to Temporal to say who asks: process and machine."""
    calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)]
    return [
        f"{name}:{call.lineno} {ast.unparse(call.func)} without {wanted}"
        for call in calls
        if (wanted := WANTED.get(ast.unparse(call.func)))
        and wanted not in {each.arg for each in call.keywords}
    ]


WANTED = {
    "Client.connect": "identity",
    "Worker": "identity",
    "Runtime": "disable_environment_info",
}


def test_every_client_and_worker_says_who_it_is_without_its_machine() -> None:
    found = [
        problem
        for name in python()
        if name.startswith(RUNS)
        for problem in nameless((ROOT / name).read_text("utf-8"), name)
    ]

    assert found == []


def test_one_that_does_not_is_named() -> None:
    source = "Client.connect(x)\nWorker(c, identity=i)\nRuntime(telemetry=t)\n"

    assert nameless(source, "worker.py") == [
        "worker.py:1 Client.connect without identity",
        "worker.py:3 Runtime without disable_environment_info",
    ]

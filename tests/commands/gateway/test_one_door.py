"""Nothing is sent to a case but through the gateway; a rehearsal plays to itself."""

from __future__ import annotations

import ast

import pytest

from tests.house.project import ROOT, python

SENDING = frozenset({"execute_update", "start_update", "signal", "start_workflow"})
#: The gateway; the start of a case, whose opening comes from it; rehearsals, which have
#: a server and a clock of their own.
DOORS = {
    "commands/gateway/sending.py",
    "commands/admission.py",
    "commands/rehearsal/skipping.py",
}
OUTSIDE = ("commands", "console", "adapters", "worker.py", "starter.py")


def sends(source: str) -> set[str]:
    """The calls by which something reaches a case."""
    calls = (n.func for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call))
    names = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    return names & SENDING


@pytest.mark.parametrize("name", [n for n in python() if n.startswith(OUTSIDE)])
def test_only_the_gateway_sends(name: str) -> None:
    source = (ROOT / name).read_text(encoding="utf-8")

    assert name in DOORS or not sends(source)


def test_what_is_sent_past_the_gateway_is_named() -> None:
    assert sends("await handle.execute_update('submit', asked)") == {"execute_update"}
    assert sends("await gateway.signal_to('CP-1')") == set()


def test_a_case_is_begun_with_what_the_gateway_opens() -> None:
    source = (ROOT / "commands/admission.py").read_text(encoding="utf-8")

    assert sends(source) == {"start_workflow"}
    assert "gateway.open(given.opening)" in source

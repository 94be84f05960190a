"""A command's own role, where nobody gives another, is one that may ask its request."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from commands import answering
from commands.letters import posted
from commands.translation_desk import translation, wanting
from domain.roles import Role
from tests.domain.builders import with_roles

DEFAULTS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("approve-delay", answering.approve_delay),
    ("refuse-delay", answering.refuse_delay),
    ("record-posted", posted.posted),
    ("ask-translation", wanting.asked_for),
    ("return-translation", translation.back),
    ("check-translation", translation.check),
    ("cancel-translation", translation.cancel),
)


def default_role(command: Callable[..., Any]) -> Role:
    return Role(inspect.signature(command).parameters["role"].default)


@pytest.mark.parametrize(("kind", "command"), DEFAULTS)
def test_the_role_that_a_command_states_by_itself_may_ask_its_request(
    kind: str, command: Callable[..., Any]
) -> None:
    assert default_role(command) in with_roles("pan-sussex").may_ask[kind]

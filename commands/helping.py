"""How a command tells of itself: whole in every list, and in eighty columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer


def first_line(command: Callable[..., None]) -> str:
    """What a command does, whole: the list of commands would cut off a long line."""
    return (command.__doc__ or "").partition("\n")[0]


def put(app: typer.Typer, name: str, command: Callable[..., None]) -> None:
    """A command into a group, under a name."""
    app.command(name, short_help=first_line(command))(command)


def in_role(says: str) -> Any:
    """The option `--role`. All the codes in one line would be wider than any screen."""
    return typer.Option(
        "--role",
        metavar="ROLE",
        help=f"{says}, as social-worker: docs/roles.md lists them.",
    )

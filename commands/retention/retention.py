"""The commands of `vigil retention`, under their names."""

from __future__ import annotations

from typing import Final

import typer

from commands.retention.certificate import certificate
from commands.retention.erasing import confirm_erasure, propose_erasure
from commands.retention.holding import hold_record, lift_hold
from commands.retention.listed import listed
from commands.retention.policy import policy
from commands.retention.refused import refused

HELP: Final = "How long records are kept: what may go, legal holds, erasing."


def retention() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    app.command("policy")(policy)
    app.command("list")(listed)
    app.command("hold")(hold_record)
    app.command("lift")(lift_hold)
    app.command("propose")(propose_erasure)
    app.command("confirm")(confirm_erasure)
    app.command("certificate")(certificate)
    app.command("refused")(refused)
    return app

"""The commands of `vigil retention`, under their names."""

from __future__ import annotations

from typing import Final

import typer

from commands.helping import put
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
    put(app, "policy", policy)
    put(app, "list", listed)
    put(app, "hold", hold_record)
    put(app, "lift", lift_hold)
    put(app, "propose", propose_erasure)
    put(app, "confirm", confirm_erasure)
    put(app, "certificate", certificate)
    put(app, "refused", refused)
    return app

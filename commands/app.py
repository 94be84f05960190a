"""Every command under its name. What each does stands in the file of its group."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import typer
from typer.core import TyperGroup

from commands.answering import approve_delay, refuse_delay
from commands.asking import submit
from commands.audit.audit import audit
from commands.audit.gaming import gaming
from commands.caseload import cases
from commands.days import ALLOWING_MINUS, days
from commands.demo import demo
from commands.doctor import doctor
from commands.gateway.keys import gateway_keys
from commands.guide import guide
from commands.helping import first_line, put
from commands.history import history
from commands.intake import intake
from commands.keys.keys import keys
from commands.letters.callbacks import callbacks
from commands.letters.deliveries import deliveries
from commands.letters.delivery_report import delivery_report
from commands.letters.heard import dealt_with, delivered
from commands.letters.holding import hold, release
from commands.letters.letter import letter
from commands.letters.letters import letters
from commands.letters.posted import posted
from commands.one_case import case
from commands.record.export import export
from commands.record.rebuild import rebuild
from commands.record.seals import seals
from commands.record.verify import verify
from commands.rehearse import rehearse
from commands.retention.retention import retention
from commands.rules import rules
from commands.serving import codec_server
from commands.store import store
from commands.translation_desk.translation import translation
from commands.up import up
from commands.why import why

#: What the checks of options say -> what somebody at a terminal can do about it.
INSTEAD: Final = (
    (re.compile(r"^Value error, "), ""),
    (
        re.compile(r"^Input should be greater than or equal to (\d+)"),
        r"give \1 or more",
    ),
    (re.compile(r"^Input should be a valid integer.*"), "give a whole number"),
)
HELP: Final = "Vigil keeps every child protection case on time."
COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "up": up,
    "intake": intake,
    "cases": cases,
    "case": case,
    "history": history,
    "letters": letters,
    "letter": letter,
    "deliveries": deliveries,
    "posted": posted,
    "delivered": delivered,
    "dealt-with": dealt_with,
    "hold": hold,
    "release": release,
    "why": why,
    "guide": guide,
    "submit": submit,
    "approve-delay": approve_delay,
    "refuse-delay": refuse_delay,
    "rules": rules,
    "rehearse": rehearse,
    "demo": demo,
    "doctor": doctor,
    "callbacks": callbacks,
    "codec-server": codec_server,
    "delivery-report": delivery_report,
    "rebuild": rebuild,
    "verify": verify,
    "seals": seals,
    "export": export,
    "audit": audit,
    "gaming": gaming,
}


class InPlainWords(TyperGroup):
    """The commands; an option with a wrong value is answered in words of ours."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = in_plain_words(error.message)
            raise


def in_plain_words(message: str) -> str:
    """What the option's own check says, without the names of the program's parts."""
    for theirs, ours in INSTEAD:
        message = theirs.sub(ours, message)
    return message


def build() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        cls=InPlainWords,
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for name, command in COMMANDS.items():
        put(app, name, command)
    desk = translation()
    app.add_typer(desk, name="translation", short_help=desk.info.help)
    keeping = retention()
    app.add_typer(keeping, name="retention", short_help=keeping.info.help)
    signing = gateway_keys()
    app.add_typer(signing, name="gateway-keys", short_help=signing.info.help)
    ring = keys()
    app.add_typer(ring, name="keys", short_help=ring.info.help)
    tables = store()
    app.add_typer(tables, name="store", short_help=tables.info.help)
    app.command("days", short_help=first_line(days), context_settings=ALLOWING_MINUS)(
        days
    )
    return app

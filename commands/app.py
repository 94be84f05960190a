"""Every command under its name. What each does stands in the file of its group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import typer

from commands.answering import approve_delay, refuse_delay
from commands.asking import submit
from commands.caseload import cases
from commands.days import ALLOWING_MINUS, days
from commands.demo import demo
from commands.doctor import doctor
from commands.guide import guide
from commands.intake import intake
from commands.letters.callbacks import callbacks
from commands.letters.deliveries import deliveries
from commands.letters.delivery_report import delivery_report
from commands.letters.letter import letter
from commands.letters.letters import letters
from commands.letters.posted import posted
from commands.one_case import case, history
from commands.rehearse import rehearse
from commands.rules import rules
from commands.translation_desk.translation import translation
from commands.up import up
from commands.why import why

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
    "delivery-report": delivery_report,
}


def build() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for name, command in COMMANDS.items():
        app.command(name)(command)
    app.add_typer(translation(), name="translation")
    app.command("days", context_settings=ALLOWING_MINUS)(days)
    return app

"""`vigil up`: everything on one machine, until it is told to stop."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Final, TypeVar

import typer
from rich.console import Console
from rich.progress import track
from temporalio.service import RPCError

from adapters.events import read_event
from adapters.inbox import Unstarted
from adapters.logging import Form, configure
from adapters.one_at_a_time import AlreadyHeld, held
from adapters.requests import request_of
from adapters.settings import Settings
from adapters.stack import Stack, StackUnreadable
from adapters.waiting import until
from commands.admission import quarantine, start, understand
from commands.caseload import caseload, lines_of
from commands.embedded import Running, running
from commands.gateway.sending import Gateway, gateway_of
from commands.intake import Desk, Piece, tell
from commands.output import Ended, Failure, calm, complain, say, show
from commands.reading import seen
from commands.samples import referrals, so_far
from commands.service import now, settings
from commands.stopping import until_stopped
from domain.errors import Refused

Given = TypeVar("Given")
LOCK, LOG = "up.lock", "vigil.log"
RECORDED_WITHIN: Final = 90.0
LOOKS_EVERY: Final = 10.0
SILENT_TIMES: Final = 3
TIMEOUT: Final = timedelta(seconds=5)


@calm
async def up(
    once: Annotated[
        bool, typer.Option("--once", help="Show the caseload, then stop.")
    ] = False,
) -> None:
    """Run all of Vigil on this machine, with fictional families if it is empty."""
    found = settings()
    with _alone(found), _logging(found):
        await until_stopped(_up(found, once))


async def _up(settings: Settings, once: bool) -> None:
    async with running(settings) as vigil:
        await _take_up(vigil)
        await seen(settings, "up")
        show(caseload(*await lines_of(vigil.store.facts)))
        if once:
            return
        _where_to_look(vigil)
        await _watch(vigil)


async def _take_up(vigil: Running) -> None:
    """Begin what was written down and never begun; in an empty store, the samples."""
    waiting = await vigil.store.inbox.unstarted()
    begun = {w.case_ref: 1 for w in waiting if await _made_good(vigil, w)}
    if not waiting and not await vigil.store.facts.cases():
        begun = await _samples(vigil)

    async def all_recorded() -> bool | None:
        held = {case: len(await vigil.store.facts.facts(case)) for case in begun}
        return all(held[case] >= least for case, least in begun.items()) or None

    if await until(all_recorded, RECORDED_WITHIN) is None:
        complain(
            "Some cases are not on record yet: 'vigil doctor' says what holds them."
        )


async def _made_good(vigil: Running, waiting: Unstarted) -> bool:
    """Begin one case that a crash, or an unreachable server, kept from beginning."""
    inbox, at = vigil.store.inbox, now()
    if waiting.body is None:
        complain("A referral was written down without its content: send it again.")
        return False
    try:
        given = understand(waiting.body, at, vigil.settings.rulebook_folders)
        await start(_gateway(vigil), inbox, given)
    except Refused as refused:
        await inbox.mark_refused(waiting.source, waiting.id)
        await quarantine(inbox, refused, waiting.body, at)
        complain(f"A referral written down earlier was refused: {refused.message}")
        return False
    return True


async def _samples(vigil: Running) -> dict[str, int]:
    """Start the fictional families, and how many facts each then has at the least."""
    gateway = _gateway(vigil)
    desk = Desk(vigil.settings, vigil.store.inbox, gateway)
    given = [Piece("a sample", raw) for raw in referrals(now())]
    outcomes = [await desk.take(each) for each in _tracked(given, "Starting cases")]
    tell([outcome for outcome in outcomes if outcome.ended is not Ended.DONE])
    begun = {outcome.case: 1 for outcome in outcomes if outcome.case is not None}
    for raw in _tracked([*so_far(now())], "Telling them what has happened"):
        event = read_event(raw)
        receipt = await gateway.ask(event.subject, request_of(event))
        begun[event.subject] = receipt.facts
    return begun


def _gateway(vigil: Running) -> Gateway:
    """It speaks for all of the fictional families' workers, whoever sits here."""
    return replace(gateway_of(vigil.client, vigil.settings), person=None, role=None)


def _tracked(given: list[Given], about: str) -> Iterable[Given]:
    return track(given, about, console=Console(stderr=True), transient=True)


def _where_to_look(vigil: Running) -> None:
    home = vigil.settings.home
    say("Vigil is running, to be tried out: one machine is not for real families.")
    say(f"Temporal's web page   {vigil.web_page}")
    say(f"Mail that was sent    {home / 'mail'}")
    say(f"What went wrong       {home / LOG}")
    say("Try in another terminal:")
    for command in ("vigil cases --overdue", "vigil case REF", "vigil doctor"):
        say(f"  {command}")
    say("Ctrl-C stops it; it goes on where it was when it is started again.")


async def _watch(vigil: Running) -> None:
    """Wait; a server that has gone silent would stop every clock without a sound."""
    silent = 0

    async def is_silent() -> bool | None:
        nonlocal silent
        silent = 0 if await _answers(vigil) else silent + 1
        return silent >= SILENT_TIMES or None

    await until(is_silent, math.inf, every=LOOKS_EVERY)
    raise Failure(
        Ended.UNREACHABLE,
        "the Temporal server has stopped answering, and no clock runs: start Vigil "
        "again; nothing that was on record is lost. Its own log is temporal.log",
        where="temporal",
    )


async def _answers(vigil: Running) -> bool:
    try:
        return await vigil.client.service_client.check_health(timeout=TIMEOUT)
    except RPCError:
        return False


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    try:
        with held(settings.home / LOCK):
            yield
    except AlreadyHeld:
        raise Failure(
            Ended.BAD_INPUT,
            f"Vigil is already running here{_at(settings)}: use it, stop it first, or "
            "set VIGIL_HOME to another folder",
        ) from None


def _at(settings: Settings) -> str:
    try:
        stack = Stack.load(settings.home)
    except StackUnreadable:
        return ""
    return f" (Temporal at {stack.temporal})" if stack else ""


@contextmanager
def _logging(settings: Settings) -> Iterator[None]:
    """What is logged goes to a file of its own: a terminal is for people."""
    with (settings.home / LOG).open("a", encoding="utf-8", buffering=1) as stream:
        configure(Form.JSON, stream)
        yield

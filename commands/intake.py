"""`vigil intake`: start cases from referrals."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer

from adapters.events import read_lines
from adapters.inbox import SqlInbox
from adapters.settings import Settings
from commands.admission import Became, admit, quarantine, understand
from commands.gateway.sending import Gateway, gateway_of
from commands.output import AsJson, Ended, Failure, calm, complain, say, say_json
from commands.progress import tracked
from commands.service import client_of, now, refusal, settings, store_of
from domain.errors import BadInput, Refused
from rulebook.schema import Frozen

STANDARD_INPUT: Final = "-"
KEPT: Final = "It is written down: give it again, or start Vigil, and its case begins"


class Piece(NamedTuple):
    """One referral of a file, as it came. `place` says which, without its content."""

    place: str
    raw: bytes


class Outcome(Frozen):
    """What became of one referral: its case, or why it was refused and where."""

    place: str
    ended: Ended = Ended.DONE
    case: str | None = None
    became: Became | None = None
    code: str | None = None
    where: str | None = None
    message: str | None = None


@calm
async def intake(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="CloudEvents as JSON or JSON Lines; - reads them."
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be; start nothing.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Start cases from referrals. The same referral twice starts one case."""
    outcomes = await _outcomes(files, dry_run, json)
    if json:
        say_json([o.model_dump(mode="json") for o in outcomes])
    else:
        tell(outcomes)
    raise typer.Exit(max(outcome.ended for outcome in outcomes))


def pieces(file: str) -> Iterator[Piece | Outcome]:
    """The referrals of a file, or why it cannot be read."""
    whole = Piece("standard input" if file == STANDARD_INPUT else Path(file).name, b"")
    try:
        found = read_lines(bytes_of(file))
    except BadInput as bad:
        yield _refused(whole, bad)
        return
    for number, each in enumerate(found, start=1):
        line = f", line {number}" if len(found) > 1 else ""
        yield Piece(f"{whole.place}{line}", each)


def judged(piece: Piece, settings: Settings) -> Outcome:
    """What a referral would become. Starts nothing and writes nothing."""
    try:
        understood = understand(piece.raw, now(), settings.rulebook_folders)
    except Refused as refused:
        return _refused(piece, refused)
    return Outcome(
        place=piece.place, case=understood.event.subject, became=Became.WOULD_START
    )


async def _outcomes(files: list[str], dry_run: bool, json: bool) -> list[Outcome]:
    found = settings()
    read = [piece for file in files for piece in pieces(file)]
    given = tracked(read, "Taking in referrals", json=json)
    if dry_run:
        return [p if isinstance(p, Outcome) else judged(p, found) for p in given]
    async with store_of(found, create=True) as store:
        desk = Desk(found, store.inbox)
        return [p if isinstance(p, Outcome) else await desk.take(p) for p in given]


class Desk:
    """Takes referrals one after another; the server is asked for when it is needed."""

    def __init__(
        self, settings: Settings, inbox: SqlInbox, gateway: Gateway | None = None
    ) -> None:
        self._settings = settings
        self._inbox = inbox
        self._gateway = gateway

    async def take(self, piece: Piece) -> Outcome:
        """Admit one referral, or keep apart what is refused. Never raises for one."""
        try:
            understood = understand(piece.raw, now(), self._settings.rulebook_folders)
            admitted = await admit(
                self._inbox, understood, piece.raw, now(), self._connected
            )
        except Refused as refused:
            await quarantine(self._inbox, refused, piece.raw, now())
            return _refused(piece, refused)
        except Failure as failure:
            return _failed(piece, failure, message=f"{failure.message}. {KEPT}")
        return Outcome(place=piece.place, case=admitted.case, became=admitted.became)

    async def _connected(self) -> Gateway:
        if self._gateway is None:
            client = await client_of(self._settings)
            self._gateway = gateway_of(client, self._settings)
        return self._gateway


def bytes_of(file: str) -> bytes:
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise BadInput(
            "no-such-file",
            f"this file cannot be read ({type(error).__name__}): check its name",
        ) from None


def _refused(piece: Piece, refused: Refused) -> Outcome:
    failure = refusal(refused)
    return _failed(piece, failure, code=refused.code, message=failure.message)


def _failed(
    piece: Piece, failure: Failure, *, message: str, code: str = "unreachable"
) -> Outcome:
    return Outcome(
        place=piece.place,
        ended=failure.ended,
        code=code,
        where=failure.where or None,
        message=message,
    )


def tell(outcomes: list[Outcome]) -> None:
    """What became of each, in a line; what was refused on the error stream."""
    for outcome in outcomes:
        if outcome.ended is Ended.DONE:
            say(f"{outcome.place}: case {outcome.case}: {outcome.became}.")
        else:
            failure = Failure(
                outcome.ended, outcome.message or "", where=outcome.where or ""
            )
            complain(f"{outcome.place}: {failure.paragraph} ({outcome.code})")

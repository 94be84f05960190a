"""The gateway: it vouches for who asks, sends what is asked, and says what was refused.

It vouches only for whoever the settings say sits here, and only in their role. What a
case refuses by update leaves no trace in the case, so it is written down here; what is
sent by signal the case writes down itself. Where nothing can vouch, what protects a
child at once is sent all the same (gateway.unvouched), and all else is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.service import RPCError

from adapters.gateway.attesting import Attester
from adapters.sealing.keyring import KeysUnusable
from adapters.settings import Settings
from adapters.told_wrongly import worded
from commands.gateway.answers import code_of, why_not
from commands.gateway.refusals import WriteDown, entry_of, writing_down
from commands.gateway.unvouched import NoAttester, without_a_word, written
from commands.output import Ended, Failure
from commands.reading import Reader
from commands.service import ANSWER, handle_of, no_worker, now, unanswered
from domain.intake import Opening
from domain.making import changed
from domain.receipts import Receipt
from domain.requests import Request
from domain.requests.base import By
from domain.roles import Role
from workflows import SUBMIT

SOMEBODY_ELSE: Final = "somebody-else-sits-here"
ATTESTED_BEFORE: Final = "attested-elsewhere"


@dataclass(frozen=True)
class Gateway:
    """One door to the cases of a server. `person`, `role`: who sits here, if told."""

    client: Client
    attester: Attester | NoAttester
    write_down: WriteDown
    person: str | None = None
    role: Role | None = None
    now: Callable[[], datetime] = now

    def open(self, opening: Opening) -> Opening:
        """What a case is begun with: it will trust this gateway, and its spare.

        Ends in bad input where nothing can vouch here.
        """
        return changed(opening, gateway_keys=self.attester.trusted_from(self.now()))

    async def ask(self, ref: str, request: Request) -> Receipt:
        """Ask it of the case. Ends as refused with the reason, or in unreachable."""
        try:
            async with self._sending(ref, request) as sent:
                return await self._updated(ref, sent)
        except WorkflowUpdateFailedError as failed:
            await self._refused(ref, request, code_of(failed), why_not(failed))
            raise why_not(failed) from None
        except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError):
            raise no_worker() from None
        except RPCError as error:
            unanswered(error)

    async def _updated(self, ref: str, sent: Request) -> Receipt:
        async with asyncio.timeout(ANSWER.total_seconds()):
            receipt: Receipt = await handle_of(self.client, ref).execute_update(
                SUBMIT, sent, result_type=Receipt, rpc_timeout=ANSWER
            )
        return receipt

    async def answer(self, ref: str, name: str, request: Request) -> None:
        """Send it by signal, which nobody answers. Ends as refused by the gateway."""
        try:
            async with self._sending(ref, request) as sent:
                await handle_of(self.client, ref).signal(name, sent, rpc_timeout=ANSWER)
        except RPCError as error:
            unanswered(error)

    @asynccontextmanager
    async def _sending(self, ref: str, request: Request) -> AsyncIterator[Request]:
        """What is sent. That it bears no word is written down, whatever comes of it."""
        sent = await self.vouched(ref, request)
        try:
            yield sent
        finally:
            if sent.attestation is None:
                who = self._whoever_asks(request.by)
                await written(self.write_down, ref, request, who)

    async def vouched(self, ref: str, request: Request) -> Request:
        """The request with our word for who asks it. Ends as refused.

        Where nothing can vouch: as it is, if it protects at once; else in bad input.
        """
        why = self._why_not_for(request)
        if why is not None:
            code, failure = why
            await self._refused(ref, request, code, failure)
            raise failure
        if without_a_word(self.attester, request):
            return request
        return self.attester.attested(request, ref, self.now())

    def _why_not_for(self, request: Request) -> tuple[str, Failure] | None:
        if not self._sits_here(request.by):
            return SOMEBODY_ELSE, Failure(
                Ended.REFUSED,
                "this is asked in another name, or another role, than of whoever sits "
                "here: ask as yourself, or let whoever it is ask from their own place",
                where="by",
            )
        if request.attestation is not None:
            return ATTESTED_BEFORE, Failure(
                Ended.REFUSED,
                "the gateway says for itself who asks: take the attestation out",
                where="attestation",
            )
        return None

    def _sits_here(self, by: By) -> bool:
        return self.person in (None, by.person) and self.role in (None, by.role)

    def _whoever_asks(self, by: By) -> Reader:
        """Who sits here; only where nobody told us, who they say they are."""
        return Reader(self.person or by.person, self.role or by.role)

    async def _refused(
        self, ref: str, request: Request, code: str, failure: Failure
    ) -> None:
        """Write it down; where that cannot be done, whoever asked hears of both."""
        entry = entry_of(ref, request, code, self._whoever_asks(request.by))
        try:
            await self.write_down(entry)
        except Failure as unkept:
            raise Failure(
                Ended.UNREACHABLE,
                f"{failure.paragraph} That it was refused could not be written down: "
                f"{unkept.message}",
                lacks=failure.lacks,
            ) from None


def gateway_of(client: Client, settings: Settings) -> Gateway:
    """This installation's gateway, also where it can vouch for nobody."""
    return Gateway(
        client,
        _attester_or_none(settings),
        writing_down(settings),
        settings.person,
        settings.role,
    )


def _attester_or_none(settings: Settings) -> Attester | NoAttester:
    try:
        return attester_of(settings)
    except Failure as why:
        return NoAttester(why)


def attester_of(settings: Settings) -> Attester:
    """What signs here, without a server. Ends in bad input where nothing does."""
    try:
        return settings.attester()
    except KeysUnusable as error:
        fault = worded("VIGIL_GATEWAY_KEY_FILE", str(error))
        raise Failure(Ended.BAD_INPUT, fault.says, where=fault.where) from None

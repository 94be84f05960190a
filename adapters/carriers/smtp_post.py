"""Letters by e-mail. Each has one recipient, and the same Message-ID for ever.

A carrier's answer has one of two fates. Refusal: it said no to this letter for good, so
a person must see to it. CarrierUnavailable: it may be tried again. Neither repeats what
the carrier said, because carriers repeat addresses.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from enum import StrEnum
from typing import Annotated, Final, Protocol

from aiosmtplib import (
    SMTP,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from pydantic import Field, SecretStr, StringConstraints, field_validator

from activities.ports import Clock, Refusal, Unavailable
from adapters.carriers.mail_message import ADDRESS, Sender, composed
from adapters.carriers.message_ids import message_id, reference
from domain.letters import Message, Standing
from rulebook.schema import Frozen

GOODBYE_SECONDS: Final = 2.0

# "Authentication required" and its kin speak of our account, not of the letter.
ABOUT_OUR_ACCOUNT: Final = frozenset({530, 534, 535, 538})


class Encryption(StrEnum):
    """TLS towards the carrier: when it offers it, always, or from the first byte."""

    OFFERED = "offered"
    REQUIRED = "required"
    IMPLICIT = "implicit"


class SmtpAccount(Frozen):
    """How we reach the carrier. `timeout` is of a whole attempt, in seconds.

    `confirms`: somebody reads the delivery reports that come back to `sender`, so they
    are asked for where the carrier offers them (RFC 3461).
    """

    host: str
    port: int = Field(ge=1, le=65535)
    sender: str
    domain: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,200}$")]
    encryption: Encryption = Encryption.OFFERED
    user: str | None = None
    password: SecretStr | None = None
    timeout: float = Field(default=30.0, gt=0)
    confirms: bool = False

    @field_validator("sender")
    @classmethod
    def _one_address(cls, sender: str) -> str:
        if not ADDRESS.fullmatch(sender):
            raise ValueError("write one plain e-mail address")
        return sender


class CarrierUnavailable(Unavailable):
    """No verdict on the letter; it may be tried again."""


class Lookup(Protocol):
    """A carrier that can be asked whether it has a letter, by its Message-ID."""

    async def has(self, identity: str) -> bool: ...


class Hints(Protocol):
    """What delivery reports have told of a letter, by its key."""

    async def hinted(self, key: str) -> Standing | None: ...


class SmtpPost:
    """activities.ports.Post over SMTP. What it says of a letter comes from elsewhere:

    from `hints`, the delivery reports, or from `lookup`, a carrier that can be asked.
    """

    def __init__(
        self,
        account: SmtpAccount,
        clock: Clock,
        lookup: Lookup | None = None,
        hints: Hints | None = None,
    ) -> None:
        self._account = account
        self._clock = clock
        self._lookup = lookup
        self._hints = hints

    async def send(self, message: Message) -> Standing:
        """Hand the letter over; returns once the carrier has taken it.

        `delivered` where the carrier is the recipient's own folder, `sent` where it
        will report, else `unconfirmed`. Raises Refusal (`address-invalid`,
        `mailbox-refused`, `message-refused`), or CarrierUnavailable when it may be
        tried again.
        """
        sender = Sender(self._account.sender, self._account.domain)
        content = composed(message, sender, self._clock.now())
        try:
            async with asyncio.timeout(self._account.timeout):
                reports = await self._hand_over(message, content)
        except (SMTPException, OSError) as error:
            raise _fate(error) from None
        if self._lookup is not None:
            return Standing.DELIVERED
        return Standing.SENT if reports else Standing.UNCONFIRMED

    async def has_sent(self, key: str) -> bool | None:
        """None: plain SMTP cannot be asked. With a lookup: whether it has it.

        A delivery report of any kind shows that the carrier had it.
        """
        if await self._hinted(key) is not None:
            return True
        if self._lookup is None:
            return None
        return await self._lookup.has(message_id(key, self._account.domain))

    async def standing(self, key: str) -> Standing | None:
        """What delivery reports said last, else `delivered` if the lookup has it."""
        hinted = await self._hinted(key)
        if hinted is not None or self._lookup is None:
            return hinted
        has = await self._lookup.has(message_id(key, self._account.domain))
        return Standing.DELIVERED if has else None

    async def recall(self, key: str) -> bool:
        """False: an e-mail cannot be taken back."""
        return False

    async def _hinted(self, key: str) -> Standing | None:
        return await self._hints.hinted(key) if self._hints is not None else None

    async def _hand_over(self, message: Message, content: bytes) -> bool:
        """True: the carrier took it and promised to report."""
        carrier = self._carrier()
        try:
            await carrier.connect()
            reports = await self._offers_reports(carrier)
            identity = reference(message.key)
            await carrier.sendmail(
                self._account.sender,
                [message.address],
                content,
                mail_options=["RET=HDRS", f"ENVID={identity}"] if reports else [],
                rcpt_options=["NOTIFY=SUCCESS,FAILURE,DELAY"] if reports else [],
            )
            # The letter is theirs now: however the goodbye goes, it has been sent.
            with suppress(SMTPException, OSError):
                await carrier.quit(timeout=GOODBYE_SECONDS)
        finally:
            carrier.close()
        return reports

    async def _offers_reports(self, carrier: SMTP) -> bool:
        if not self._account.confirms:
            return False
        # A carrier of the older protocol has no extensions, and is greeted anew.
        with suppress(SMTPHeloError):
            if carrier.is_ehlo_or_helo_needed:
                await carrier.ehlo()
        return carrier.supports_extension("dsn")

    def _carrier(self) -> SMTP:
        account = self._account
        implicit = account.encryption is Encryption.IMPLICIT
        required = account.encryption is Encryption.REQUIRED
        secret = account.password
        return SMTP(
            hostname=account.host,
            port=account.port,
            username=account.user,
            password=secret.get_secret_value() if secret else None,
            local_hostname=account.domain,
            timeout=account.timeout,
            use_tls=implicit,
            start_tls=True if required else False if implicit else None,
        )


def _fate(error: SMTPException | OSError) -> Refusal | CarrierUnavailable:
    match error:
        case SMTPRecipientsRefused():
            return _fate(error.recipients[0])
        case SMTPRecipientRefused() if _for_good(error):
            return Refusal("mailbox-refused")
        case SMTPSenderRefused() | SMTPDataError() if _for_good(error):
            return Refusal("message-refused")
        case SMTPResponseException():
            return CarrierUnavailable(f"carrier-said-{error.code}")
        case TimeoutError():
            return CarrierUnavailable("carrier-timed-out")
        case SMTPServerDisconnected():
            return CarrierUnavailable("carrier-hung-up")
        case SMTPConnectError() | OSError():
            return CarrierUnavailable("carrier-unreachable")
        case _:
            return CarrierUnavailable("carrier-unusable")


def _for_good(error: SMTPResponseException) -> bool:
    return 500 <= error.code <= 599 and error.code not in ABOUT_OUR_ACCOUNT

"""Letters by e-mail. Each has one recipient, and the same Message-ID for ever.

A carrier's answer has one of two fates. Refusal: it said no to this letter for good, so
a person must see to it. CarrierUnavailable: it may be tried again. Neither repeats what
the carrier said, because carriers repeat addresses.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from email.message import EmailMessage
from enum import StrEnum
from typing import Annotated, Final, Protocol

from aiosmtplib import (
    SMTP,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from pydantic import Field, SecretStr, StringConstraints, field_validator

from activities.ports import Clock, Refusal, Unavailable
from adapters.message_ids import message_id
from domain.letters import Message
from rulebook.schema import Frozen

ADDRESS: Final = re.compile(
    r"(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
GOODBYE_SECONDS: Final = 2.0

# "Authentication required" and its kin speak of our account, not of the letter.
ABOUT_OUR_ACCOUNT: Final = frozenset({530, 534, 535, 538})


class Encryption(StrEnum):
    """TLS towards the carrier: when it offers it, always, or from the first byte."""

    OFFERED = "offered"
    REQUIRED = "required"
    IMPLICIT = "implicit"


class SmtpAccount(Frozen):
    """How we reach the carrier. `timeout` is of a whole attempt, in seconds."""

    host: str
    port: int = Field(ge=1, le=65535)
    sender: str
    domain: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,200}$")]
    encryption: Encryption = Encryption.OFFERED
    user: str | None = None
    password: SecretStr | None = None
    timeout: float = Field(default=30.0, gt=0)

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


class SmtpPost:
    """activities.ports.Post over SMTP."""

    def __init__(
        self, account: SmtpAccount, clock: Clock, lookup: Lookup | None = None
    ) -> None:
        self._account = account
        self._clock = clock
        self._lookup = lookup

    async def send(self, message: Message) -> None:
        """Hand the letter over; returns once the carrier has taken it.

        Raises Refusal (`address-invalid`, `mailbox-refused`, `message-refused`), or
        CarrierUnavailable when it may be tried again.
        """
        content = self._compose(message)
        try:
            async with asyncio.timeout(self._account.timeout):
                await self._hand_over(message.address, content)
        except (SMTPException, OSError) as error:
            raise _fate(error) from None

    async def has_sent(self, key: str) -> bool | None:
        """None: plain SMTP cannot be asked. With a lookup: whether it has it."""
        if self._lookup is None:
            return None
        return await self._lookup.has(message_id(key, self._account.domain))

    def _compose(self, message: Message) -> bytes:
        if not ADDRESS.fullmatch(message.address):
            raise Refusal("address-invalid")
        mail = EmailMessage()
        try:
            mail["From"] = self._account.sender
            mail["To"] = message.address
            mail["Subject"] = message.subject
            mail["Date"] = self._clock.now()
            mail["Message-ID"] = message_id(message.key, self._account.domain)
            mail["Auto-Submitted"] = "auto-generated"
            mail.set_content(message.body, cte="quoted-printable")
            return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
        except ValueError:
            raise Refusal("message-refused") from None

    async def _hand_over(self, address: str, content: bytes) -> None:
        carrier = self._carrier()
        try:
            await carrier.connect()
            await carrier.sendmail(self._account.sender, [address], content)
            # The letter is theirs now: however the goodbye goes, it has been sent.
            with suppress(SMTPException, OSError):
                await carrier.quit(timeout=GOODBYE_SECONDS)
        finally:
            carrier.close()

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

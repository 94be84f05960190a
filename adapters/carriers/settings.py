"""Which carriers an installation uses, as the environment says it."""

from __future__ import annotations

import re
from typing import Final, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from adapters.carriers.handovers import CarrierName
from adapters.carriers.notify_account import NOTIFY_URL, NotifyAccount
from adapters.sealed_address import is_sealed_or_here
from adapters.stack import LOOPBACK

CALLBACK_PORT: Final = 8236
#: One in force, and one that is about to take over or has just been taken over from.
MOST_TOKENS: Final = 2
TOKEN: Final = re.compile(r"[!-+.-~]{20,500}")


class CarrierSettings(BaseSettings):
    """The part of adapters.settings that says how letters travel.

    `email_by` is `smtp` or `notify`, `post_by` is `print-queue` or `notify`; text
    messages go by Notify once it has a template for them. `smtp_confirms`: delivery
    reports come back and are read ('vigil delivery-report'). `callback_tokens`: one or
    two, with a comma between them, each of 20 characters or more.
    """

    smtp_confirms: bool = False
    email_by: CarrierName = CarrierName.SMTP
    post_by: CarrierName = CarrierName.PRINT
    notify_key: SecretStr | None = None
    notify_url: str = NOTIFY_URL
    notify_email_template: str | None = None
    notify_text_template: str | None = None
    notify_timeout: float = Field(default=30.0, gt=0)
    callback_tokens: SecretStr | None = None
    callback_host: str = LOOPBACK
    callback_port: int = Field(default=CALLBACK_PORT, ge=1, le=65535)

    @field_validator("email_by")
    @classmethod
    def _carries_email(cls, by: CarrierName) -> CarrierName:
        if by is CarrierName.PRINT:
            raise ValueError("e-mail goes by 'smtp' or by 'notify'")
        return by

    @field_validator("post_by")
    @classmethod
    def _carries_paper(cls, by: CarrierName) -> CarrierName:
        if by is CarrierName.SMTP:
            raise ValueError("post goes by 'print-queue' or by 'notify'")
        return by

    @field_validator("notify_url")
    @classmethod
    def _encrypted(cls, url: str) -> str:
        if not is_sealed_or_here(url):
            raise ValueError("letters leave this machine encrypted: write https://")
        return url

    @field_validator("callback_tokens")
    @classmethod
    def _tokens_worth_having(cls, tokens: SecretStr | None) -> SecretStr | None:
        given = _split(tokens)
        sound = all(TOKEN.fullmatch(token.get_secret_value()) for token in given)
        if tokens is not None and not (sound and 0 < len(given) <= MOST_TOKENS):
            raise ValueError(
                "write one token or two, with a comma between them, each of 20 "
                "characters or more and without spaces"
            )
        return tokens

    @model_validator(mode="after")
    def _who_is_chosen_can_be_reached(self) -> Self:
        account = self.notify_account()
        chosen = CarrierName.NOTIFY in (self.email_by, self.post_by)
        if chosen and account is None:
            raise ValueError("to send by Notify, set VIGIL_NOTIFY_KEY")
        if self.email_by is CarrierName.NOTIFY and self.notify_email_template is None:
            raise ValueError(
                "to send e-mail by Notify, set VIGIL_NOTIFY_EMAIL_TEMPLATE to the "
                "template whose fields are subject, body and document"
            )
        return self

    def notify_account(self) -> NotifyAccount | None:
        """The service at Notify, None without a key."""
        if self.notify_key is None:
            return None
        return NotifyAccount(
            key=self.notify_key,
            url=self.notify_url,
            email_template=self.notify_email_template,
            text_template=self.notify_text_template,
            timeout=self.notify_timeout,
        )

    def tokens(self) -> list[SecretStr]:
        """Those that callbacks are let in with. None of them: none is let in."""
        return _split(self.callback_tokens)


def _split(tokens: SecretStr | None) -> list[SecretStr]:
    given = tokens.get_secret_value().split(",") if tokens is not None else []
    return [SecretStr(token.strip()) for token in given]

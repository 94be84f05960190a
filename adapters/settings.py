"""What this installation is told from outside: the only reader of the environment."""

from __future__ import annotations

import os
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from adapters.carriers.settings import CarrierSettings
from adapters.carriers.smtp_post import Encryption, SmtpAccount
from adapters.codec_server.settings import CodecSettings
from adapters.engine_access import EngineSettings
from adapters.gateway.attesting import Attester
from adapters.gateway.settings import GatewaySettings
from adapters.gateway.sitting_here import SittingHere
from adapters.press.fonts import installed_fonts
from adapters.sealing.settings import KeySettings
from adapters.stack import LOOPBACK, TEMPORAL_PORT, Stack
from adapters.store.settings import StoreSettings
from adapters.telemetry import TelemetrySettings
from rulebook.schema import Code

TEMPORAL_ADDRESS: Final = f"{LOOPBACK}:{TEMPORAL_PORT}"
SMTP_PORT: Final = 1025


class Environment(StrEnum):
    """Whether families depend on this installation."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(
    StoreSettings,
    CarrierSettings,
    KeySettings,
    GatewaySettings,
    CodecSettings,
    EngineSettings,
    TelemetrySettings,
    SittingHere,
):
    """Each field is the environment variable VIGIL_ and its name in capitals.

    `rulebook_folders` is written like PATH. `fonts` is a folder to use in place of the
    environment's own (adapters.press.fonts). `retention`: the table of how long
    records are kept (adapters.retention_policies). `digest_gathers_minutes`: how long a
    person's digest waits for all their cases; 0 sends each by itself.
    `libretranslate_key`: asked for by some engines that draft
    ('vigil translation draft'). `temporal_address` and
    `smtp_port` default to the stack running in `home`.
    """

    model_config = SettingsConfigDict(
        env_prefix="VIGIL_",
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    environment: Environment = Environment.DEVELOPMENT
    rulebook_folders: Annotated[tuple[Path, ...], NoDecode] = ()
    temporal_address: str | None = None
    namespace: str = "default"
    fonts: Path | None = None
    libretranslate_key: SecretStr | None = None
    retention: Code = "default"
    digest_gathers_minutes: int = Field(default=5, ge=0, le=120)
    smtp_host: str = LOOPBACK
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    smtp_sender: str = "no-reply@vigil.example"
    smtp_domain: str = "vigil.example"
    smtp_encryption: Encryption = Encryption.OFFERED
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_timeout: float = Field(default=30.0, gt=0)

    @field_validator("rulebook_folders", mode="before")
    @classmethod
    def _written_like_path(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(filter(None, value.split(os.pathsep)))
        return value

    @model_validator(mode="after")
    def _production_has_keys_of_its_own(self) -> Self:
        self.keyring()
        self.refuse_keys_beside(self.store)
        if self.environment is Environment.PRODUCTION:
            self.refuse_keys_unfit_for_families()
            self.refuse_gateway_unfit_for_families()
        return self

    def attester(self) -> Attester:
        """What vouches here for whoever asks. Raises KeysUnusable."""
        return self.who_attests(self.environment is Environment.PRODUCTION)

    def temporal(self) -> str:
        """Temporal's host and port. Raises stack.StackUnreadable."""
        if self.temporal_address is not None:
            return self.temporal_address
        stack = Stack.load(self.home)
        return stack.temporal if stack else TEMPORAL_ADDRESS

    def smtp_account(self) -> SmtpAccount:
        """How letters leave. Raises stack.StackUnreadable."""
        return SmtpAccount(
            host=self.smtp_host,
            port=self.smtp_port or self._smtp_port_of_the_stack(),
            sender=self.smtp_sender,
            domain=self.smtp_domain,
            encryption=self.smtp_encryption,
            user=self.smtp_user,
            password=self.smtp_password,
            timeout=self.smtp_timeout,
            confirms=self.smtp_confirms,
        )

    def has_sink(self) -> bool:
        """Whether letters go to the embedded mail sink, which can be looked into."""
        stack = Stack.load(self.home) if self.smtp_port is None else None
        return stack is not None and stack.smtp_port is not None

    @property
    def font_folder(self) -> Path:
        """Where the fonts of letters lie."""
        return self.fonts or installed_fonts()

    @property
    def digest_gathers(self) -> timedelta:
        """How long a person's digest waits for all their cases; nothing: not at all."""
        return timedelta(minutes=self.digest_gathers_minutes)

    @property
    def mail_folder(self) -> Path:
        """Where the embedded mail server delivers."""
        return self.home / "mail"

    @property
    def print_folder(self) -> Path:
        """Where letters lie that somebody has to print and post."""
        return self.home / "print-queue"

    @property
    def temporal_database(self) -> Path:
        """The embedded Temporal server's SQLite file."""
        return self.home / "temporal.db"

    @property
    def temporal_log(self) -> Path:
        """What the embedded Temporal server says."""
        return self.home / "temporal.log"

    def _smtp_port_of_the_stack(self) -> int:
        stack = Stack.load(self.home)
        return (stack.smtp_port if stack else None) or SMTP_PORT

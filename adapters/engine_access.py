"""How this installation is let in by a Temporal server that is not open to all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, Self

import structlog
from pydantic import model_validator
from pydantic_settings import BaseSettings
from temporalio.client import Client, TLSConfig

from adapters.waiting import beside

EVERY_SECONDS: Final = 60.0
log = structlog.get_logger(__name__)


class AccessUnusable(ValueError):
    """A file of these settings cannot be used. Says which, never what is in it."""


class EngineSettings(BaseSettings):
    """The part of adapters.settings that says who we are to Temporal.

    `temporal_ca_file`: whose certificate it shows; with it everything is encrypted.
    `temporal_certificate_file` and `temporal_key_file`: ours, where it asks for one.
    `temporal_token_file`: a bearer token for its authorizer, read anew each minute, so
    that whoever renews it need not restart anything.
    """

    temporal_ca_file: Path | None = None
    temporal_certificate_file: Path | None = None
    temporal_key_file: Path | None = None
    temporal_token_file: Path | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ours = (self.temporal_certificate_file, self.temporal_key_file)
        if (ours[0] is None) != (ours[1] is None):
            raise AccessUnusable(
                "a certificate and its key go together: set both, "
                "VIGIL_TEMPORAL_CERTIFICATE_FILE and VIGIL_TEMPORAL_KEY_FILE"
            )
        others = (*ours, self.temporal_token_file)
        if self.temporal_ca_file is None and any(others):
            raise AccessUnusable(
                "a token or a certificate is shown to a server that we know: set "
                "VIGIL_TEMPORAL_CA_FILE to the certificates that vouch for it"
            )
        self.temporal_tls()
        self.temporal_token()
        return self

    def temporal_tls(self) -> TLSConfig | bool:
        """For Client.connect; False: in clear. Raises AccessUnusable."""
        if self.temporal_ca_file is None:
            return False
        certificate, key = self.temporal_certificate_file, self.temporal_key_file
        return TLSConfig(
            server_root_ca_cert=_bytes_of(self.temporal_ca_file, "CA"),
            client_cert=_bytes_of(certificate, "CERTIFICATE") if certificate else None,
            client_private_key=_bytes_of(key, "KEY") if key else None,
        )

    def temporal_token(self) -> str | None:
        """What the server's authorizer is shown. Raises AccessUnusable."""
        if self.temporal_token_file is None:
            return None
        token = _bytes_of(self.temporal_token_file, "TOKEN").strip()
        if not token.isascii() or not token or b" " in token:
            raise AccessUnusable(
                "the file that VIGIL_TEMPORAL_TOKEN_FILE names holds no token: it is "
                "one word, without 'Bearer'"
            )
        return token.decode()


@asynccontextmanager
async def let_in(
    client: Client, settings: EngineSettings, every: float = EVERY_SECONDS
) -> AsyncIterator[None]:
    """Show the token as it is now while the block runs, however often it is renewed."""
    async with beside(_renew(client, settings, every)):
        yield


async def _renew(client: Client, settings: EngineSettings, every: float) -> None:
    while settings.temporal_token_file is not None:
        await asyncio.sleep(every)
        try:
            client.api_key = settings.temporal_token()
        except AccessUnusable as error:
            log.error("temporal_token_unreadable", exc_info=error)


def _bytes_of(file: Path, name: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise AccessUnusable(
            f"the file that VIGIL_TEMPORAL_{name}_FILE names cannot be read"
        ) from None

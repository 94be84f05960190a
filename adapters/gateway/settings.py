"""What a gateway signs with, and whom else it trusts, as the environment says it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from pydantic_settings import BaseSettings

from adapters.gateway.attesting import (
    DEVELOPMENT,
    DEVELOPMENT_SEED,
    Attester,
    is_development,
)
from adapters.given import given
from adapters.sealing.keyring import KeysUnusable, keys_in
from adapters.sealing.settings import as_read, refuse_open_file

OURS: Final = "VIGIL_GATEWAY_KEY"
TRUSTED: Final = "VIGIL_GATEWAY_TRUSTED"


class GatewaySettings(BaseSettings):
    """The part of adapters.settings that says who vouches for whoever asks.

    `gateway_key`, or the file that `gateway_key_file` names, holds the gateway's seeds
    (gateway.attesting); without either, and only in development, the development key
    is used. A worker needs none: it only judges. `gateway_trusted`, or its file, holds
    public keys that new cases trust besides.
    """

    gateway_key: SecretStr | None = None
    gateway_key_file: Path | None = None
    gateway_trusted: str | None = None
    gateway_trusted_file: Path | None = None

    def who_attests(self, production: bool) -> Attester:
        """What attests here. Raises KeysUnusable, in production also for want of it."""
        seeds = self.gateway_seeds()
        if not seeds and production:
            raise KeysUnusable(
                "this installation vouches for nobody: set VIGIL_GATEWAY_KEY_FILE to a "
                "file of lines keyid:base64 ('vigil gateway-keys new' makes one)"
            )
        if production:
            self.refuse_gateway_unfit_for_families()
            self._refuse_open_file()
        return Attester(
            seeds or {DEVELOPMENT: DEVELOPMENT_SEED}, self.gateways_trusted()
        )

    def gateways_trusted(self) -> dict[str, bytes]:
        """Public keys that are trusted besides our own. Raises KeysUnusable."""
        text, file = self.gateway_trusted, self.gateway_trusted_file
        found = given(TRUSTED, text, file, KeysUnusable)
        return {} if found is None else as_read(found, keys_in)

    def gateway_seeds(self) -> dict[str, bytes]:
        """The seeds that are set: none, or at least one. Raises KeysUnusable."""
        found = given(OURS, self.gateway_key, self.gateway_key_file, KeysUnusable)
        return {} if found is None else as_read(found, keys_in)

    def refuse_gateway_unfit_for_families(self) -> None:
        """What production does not start with. Raises KeysUnusable.

        Keys that cannot be read stop only what needs a word, where it is asked for:
        what protects a child at once goes without one.
        """
        (everybodys,) = Attester.development().public_keys
        named = _readable(self.gateways_trusted).values()
        trusted = bytes.fromhex(everybodys.public) in named
        if is_development(_readable(self.gateway_seeds)) or trusted:
            raise KeysUnusable(
                "production needs a gateway key of its own, and the development key "
                "is everybody's; 'vigil gateway-keys new' makes one"
            )

    def _refuse_open_file(self) -> None:
        """A key that others can read signs nothing; what needs no signature goes on."""
        if self.gateway_key_file is not None:
            with suppress(OSError):
                refuse_open_file(self.gateway_key_file, f"{OURS}_FILE")


def _readable(keys: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
    """No key where they cannot be used: whoever needs them is told why."""
    try:
        return keys()
    except KeysUnusable:
        return {}

"""Where this installation's store is, as the environment says it."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings
from sqlalchemy import URL

from adapters.given import given
from adapters.store.addresses import address_given


class StoreUnnamed(ValueError):
    """The settings do not say where the store is. No part of an address is repeated."""


class StoreSettings(BaseSettings):
    """The part of adapters.settings that says where the record is kept.

    `store_url`, or the file that `store_url_file` names, holds the address of a
    database on a server, with its password; without either the store is a file of its
    own in `home`.
    """

    home: Path = Path(".vigil")
    store_url: SecretStr | None = None
    store_url_file: Path | None = None

    @model_validator(mode="after")
    def _the_store_is_named(self) -> Self:
        self._address()
        return self

    @property
    def store(self) -> Path | URL:
        """The store of the ledgers and the inbox, as Database.open takes it."""
        return self._address() or self.home / "vigil.db"

    def has_store(self) -> bool:
        """Whether there is one: a file that nobody has made yet is none."""
        return not isinstance(self.store, Path) or self.store.exists()

    def _address(self) -> URL | None:
        url, file = self.store_url, self.store_url_file
        named = given("VIGIL_STORE_URL", url, file, StoreUnnamed)
        return None if named is None else address_given(*named, StoreUnnamed)

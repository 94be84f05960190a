"""Where a store is: a file, or a database on a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

SERVERS: Final = frozenset({"postgresql", "postgres", "postgresql+psycopg"})


class AddressInvalid(ValueError):
    """It is no address of a store. It is not repeated: a password may be in it."""

    def __init__(self) -> None:
        super().__init__(
            "this is no address of a store: write "
            "postgresql://user:password@host/database, or sqlite:///folder/file.db"
        )


def address_of(where: URL | str | Path) -> URL:
    """The address of a file by its path, or of what a text names.

    Raises AddressInvalid.
    """
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        address = make_url(where.strip() if isinstance(where, str) else where)
    except (ArgumentError, ValueError):
        raise AddressInvalid from None
    if address.drivername in SERVERS and address.database:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername == "sqlite" and address.database not in (None, ":memory:"):
        return address
    raise AddressInvalid


def address_given(text: str, setting: str, unusable: Callable[[str], Exception]) -> URL:
    """The address that a setting names. Raises what `unusable` makes of a sentence.

    It names the setting, and no part of the address.
    """
    try:
        return address_of(text)
    except AddressInvalid as error:
        raise unusable(f"{setting}: {error}") from None

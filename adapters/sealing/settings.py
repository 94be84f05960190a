"""Where this installation's keys are, as the environment says it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from pydantic import SecretStr
from pydantic_settings import BaseSettings
from sqlalchemy import URL

from adapters.given import Given, given
from adapters.sealing.custody import Custody
from adapters.sealing.key_store import BESIDE
from adapters.sealing.keyring import Keyring, KeysUnusable
from adapters.store.addresses import address_given
from adapters.store.engines import is_embedded

POSTGRESQL_PORT: Final = 5432
CASE_KEYS_FILE: Final = "case-keys.db"
#: What a file of keys may allow: its owner to write, its group to read.
MOST_ALLOWED: Final = 0o640

Keys = TypeVar("Keys")


class KeySettings(BaseSettings):
    """The part of adapters.settings that says with what everything is sealed.

    `keys` or `keys_file` holds a keyring (sealing.keyring); without either, and only
    in development, the development key is used. `case_keys_url`, or the file that
    `case_keys_url_file` names, is the database of the cases' own keys, which must not
    be the record's; without either it is a file of its own in `home`.
    """

    home: Path = Path(".vigil")
    keys: SecretStr | None = None
    keys_file: Path | None = None
    case_keys_url: SecretStr | None = None
    case_keys_url_file: Path | None = None

    def keyring(self) -> Keyring:
        """What seals what is no case's, and wraps the cases' keys: KeysUnusable."""
        held = given("VIGIL_KEYS", self.keys, self.keys_file, KeysUnusable)
        return Keyring.development() if held is None else as_read(held, Keyring.parse)

    @cached_property
    def custody(self) -> Custody:
        """The cases' keys, opened when first asked for and one for all who ask.

        Raises KeysUnusable, master.KeysNotReady.
        """
        return Custody.open(self.case_keys(), self.keyring())

    def case_keys(self) -> URL | Path:
        """The address of the database of the cases' keys, or its file: KeysUnusable."""
        url, file = self.case_keys_url, self.case_keys_url_file
        named = given("VIGIL_CASE_KEYS_URL", url, file, KeysUnusable)
        if named is None:
            return self.home / CASE_KEYS_FILE
        return address_given(*named, KeysUnusable)

    def refuse_keys_beside(self, record: URL | Path) -> None:
        """Raises KeysUnusable when the cases' keys are not where they belong.

        `record`: where the ledger is. A backup of it must not hold what opens it, and
        programs that share it on a server must share the keys too.
        """
        keys = self.case_keys()
        if _places(keys) & _places(record):
            raise KeysUnusable(BESIDE)
        if is_here(keys) and not is_here(record):
            raise KeysUnusable(
                "the record is on a server, and the cases' keys would be in a file of "
                "this machine, where no other worker finds them: set "
                "VIGIL_CASE_KEYS_URL_FILE to a file with the address of their database"
            )

    def has_case_keys(self) -> bool:
        """Whether the database is there: a file that nobody has made is none."""
        where = self.case_keys()
        return not isinstance(where, Path) or where.exists()

    def refuse_keys_unfit_for_families(self) -> None:
        """What production does not start with. Raises KeysUnusable."""
        if self.keyring().is_development:
            raise KeysUnusable(
                "production needs keys of its own, and the development key is "
                "everybody's; set VIGIL_KEYS_FILE to a file of lines keyid:base64key "
                "('vigil keys new' writes one)"
            )
        if self.keys_file is not None:
            refuse_open_file(self.keys_file, "VIGIL_KEYS_FILE")
        if self.case_keys_url_file is not None:
            refuse_open_file(self.case_keys_url_file, "VIGIL_CASE_KEYS_URL_FILE")


def as_read(held: Given, read: Callable[[str], Keys]) -> Keys:
    """What the setting holds. Raises KeysUnusable, which names the setting and line."""
    try:
        return read(held.text)
    except KeysUnusable as wrong:
        raise KeysUnusable(f"{held.name}: {wrong}") from None


def refuse_open_file(file: Path, name: str) -> None:
    """Raises KeysUnusable for keys that too many may read; `name`: the setting's."""
    allowed = stat.S_IMODE(file.stat().st_mode)
    if allowed & ~MOST_ALLOWED:
        raise KeysUnusable(
            f"the file that {name} names may be read or changed by others (mode "
            f"{allowed:04o}): allow 0600, or 0640 for one group, with chmod"
        )


def _places(store: URL | Path) -> frozenset[tuple[str, ...]]:
    """Which database it is, whoever asks for it and however; a server by each name.

    Two names of one server are not known here: what opens the keys looks (key_store).
    """
    if isinstance(store, Path) or is_here(store):
        name = store if isinstance(store, Path) else store.database or ""
        return frozenset({(str(Path(name).resolve()),)})
    said = {name: ",".join(each) for name, each in store.normalized_query.items()}
    port = said.get("port") or str(store.port or POSTGRESQL_PORT)
    database = said.get("dbname") or store.database or ""
    hosts = (said.get("host") or store.host or "").split(",")
    return frozenset((*_host(each.strip(), port), database) for each in hosts)


def _host(named: str, port: str) -> tuple[str, str]:
    """A server's name, and its port where that stands beside it; or a socket's."""
    if named.startswith("/"):
        return str(Path(named).resolve()), port
    host, _, beside = named.partition(":")
    return host.lower().removesuffix("."), beside or port


def is_here(store: URL | Path) -> bool:
    """Whether it is a file of this machine's own."""
    return isinstance(store, Path) or is_embedded(store)

"""A store is named by a path or an address, and nothing of one is ever repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.store.addresses import AddressInvalid, address_of
from adapters.store.engines import engine_of, is_embedded

SECRET = "hunter2"


def test_a_path_is_a_file_whatever_stands_in_it(tmp_path: Path) -> None:
    address = address_of(tmp_path / "a?b=c%20d.db")

    assert is_embedded(address)
    assert address.database == str(tmp_path / "a?b=c%20d.db")


@pytest.mark.parametrize(
    "written",
    [
        f"postgresql://vigil:{SECRET}@db.example/vigil",
        f"postgres://vigil:{SECRET}@db.example/vigil\n",
        f"postgresql+psycopg://vigil:{SECRET}@db.example:5432/vigil?sslmode=verify-full",
    ],
)
def test_a_server_is_reached_by_one_driver_however_its_address_is_written(
    written: str,
) -> None:
    address = address_of(written)

    assert address.drivername == "postgresql+psycopg"
    assert (address.host, address.database) == ("db.example", "vigil")
    assert not is_embedded(address)
    assert SECRET not in repr(engine_of(address))


def test_a_file_may_be_written_as_an_address() -> None:
    assert address_of("sqlite:///folder/vigil.db").database == "folder/vigil.db"


@pytest.mark.parametrize(
    "written",
    [
        *("", "vigil.db", "postgresql://", f"postgresql://u:{SECRET}@host"),
        *("sqlite://", "sqlite:///:memory:", f"mysql://u:{SECRET}@host/vigil"),
        *(f"postgresql+asyncpg://u:{SECRET}@h/v", f"http://u:{SECRET}@h:port/v"),
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(AddressInvalid, match="write postgresql://") as refused:
        address_of(written)

    assert SECRET not in str(refused.value)

"""What these tests share: keys of their own, and their cases' keys in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring

KEYRING = Keyring({"k2": b"2" * KEY_BYTES, "k1": b"1" * KEY_BYTES})
Opens = Callable[..., Custody]


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "case-keys.db"


@pytest.fixture
def opens(key_file: Path) -> Iterator[Opens]:
    """Opens the same store as often as asked: each time another process, as it were."""
    opened: list[Custody] = []

    def once(keyring: Keyring = KEYRING) -> Custody:
        opened.append(Custody.open(key_file, keyring))
        return opened[-1]

    yield once
    for custody in opened:
        custody.close()


@pytest.fixture
def custody(opens: Opens) -> Custody:
    return opens()

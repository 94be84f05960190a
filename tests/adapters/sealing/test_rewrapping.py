"""The master key is rotated under the cases' keys, and can be taken away at last."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from adapters.sealing.case_keys import Counted, Rewrapped
from adapters.sealing.keyring import KEY_BYTES, Keyring, Sealed, Unopenable
from adapters.sealing.master import MasterKeyMissing
from tests.adapters.sealing.conftest import Opens
from tests.dates import instant

OLD = {"spring": b"1" * KEY_BYTES}
NEW = {"autumn": b"2" * KEY_BYTES}
CASES = [f"CP-{number}" for number in range(10)]


@pytest.fixture(autouse=True)
def _four_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.sealing.case_keys.BATCH", 4)


def sealed_for_all(opens: Opens) -> list[Sealed]:
    custody = opens(Keyring(OLD))
    return [custody.seal(ref, b"words", b"about") for ref in CASES]


def test_after_rewrapping_the_old_master_key_is_needed_no_more(opens: Opens) -> None:
    sealed = sealed_for_all(opens)
    told: list[int] = []

    moved = opens(Keyring(NEW | OLD)).rewrap(told.append)
    afterwards = opens(Keyring(NEW))
    afterwards.check()

    assert (moved, told) == (Rewrapped(10, ()), [4, 4, 2])
    assert afterwards.counted() == [Counted("autumn", cases=10, generations=10)]
    for ref, each in zip(CASES, sealed, strict=True):
        assert afterwards.unseal(ref, each, b"about") == b"words"


def test_rewrapping_that_was_stopped_is_gone_on_with(opens: Opens) -> None:
    sealed_for_all(opens)
    custody = opens(Keyring(NEW | OLD))

    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        custody.rewrap(stopped)
    half = custody.counted()
    rest = custody.rewrap()

    assert half == [
        Counted("autumn", cases=4, generations=4),
        Counted("spring", cases=6, generations=6),
    ]
    assert rest == Rewrapped(6, ())
    assert custody.rewrap() == Rewrapped(0, ())


def test_a_destroyed_case_is_not_wrapped_anew(opens: Opens) -> None:
    custody = opens(Keyring(OLD))
    custody.seal("CP-1", b"words", b"about")
    custody.destroy("CP-1", instant("Mon 2026-11-23 09:00Z"))

    assert opens(Keyring(NEW)).rewrap() == Rewrapped(0, ())


def test_a_master_key_that_is_missing_is_named_and_nothing_under_it_is_moved(
    opens: Opens,
) -> None:
    sealed = sealed_for_all(opens)
    poor = opens(Keyring(NEW))

    assert poor.rewrap() == Rewrapped(0, ())
    for ask in (poor.check, lambda: poor.seal("CP-1", b"", b"")):
        with pytest.raises(MasterKeyMissing, match=r"spring.*VIGIL_KEYS_FILE") as said:
            ask()
        assert said.value.key_ids == ("spring",)
    with pytest.raises(MasterKeyMissing):
        poor.unseal("CP-0", sealed[0], b"about")
    assert poor.counted() == [Counted("spring", cases=10, generations=10)]


@pytest.mark.parametrize("broken", ["wrapped = x'00'", "wrapped = 'no bytes'"])
def test_keys_that_are_damaged_are_left_and_named_and_all_others_are_moved(
    opens: Opens, key_file: Path, broken: str
) -> None:
    sealed = sealed_for_all(opens)
    opens(Keyring(OLD)).renew("CP-1")
    by_hand(key_file, f"UPDATE case_keys SET {broken} WHERE case_ref = 'CP-1'")
    by_hand(key_file, f"UPDATE case_keys SET {broken} WHERE case_ref = 'CP-0'")
    custody = opens(Keyring(NEW | OLD))

    first, again = custody.rewrap(), custody.rewrap()

    assert first == Rewrapped(8, ("CP-0", "CP-1"))
    assert again == Rewrapped(0, ("CP-0", "CP-1"))
    for ref, each in list(zip(CASES, sealed, strict=True))[2:]:
        assert opens(Keyring(NEW)).unseal(ref, each, b"about") == b"words"


def test_a_row_that_names_a_master_key_nobody_has_keeps_no_other_from_being_moved(
    opens: Opens, key_file: Path
) -> None:
    sealed_for_all(opens)
    by_hand(key_file, "UPDATE case_keys SET master_id = 'x' WHERE case_ref = 'CP-0'")
    custody = opens(Keyring(NEW | OLD))

    assert custody.rewrap() == Rewrapped(9, ())
    with pytest.raises(MasterKeyMissing) as said:
        custody.check()
    assert said.value.key_ids == ("x",)


def by_hand(key_file: Path, statement: str) -> None:
    with closing(sqlite3.connect(key_file)) as store, store:
        store.execute(statement)


def test_a_backup_of_the_keys_opens_nothing_once_its_master_key_is_gone(
    opens: Opens,
) -> None:
    keyring = Keyring(OLD)
    wrapped = keyring.wrap(b"d" * KEY_BYTES, b"of CP-1")

    with pytest.raises(Unopenable) as refused:
        Keyring(NEW).unwrap(wrapped, b"of CP-1")

    assert keyring.unwrap(wrapped, b"of CP-1") == b"d" * KEY_BYTES
    assert refused.value.code == "unknown-key"


def test_a_wrapped_key_is_no_sealed_text_and_sealed_text_no_wrapped_key() -> None:
    keyring = Keyring(OLD)
    wrapped, sealed = keyring.wrap(b"key", b"about"), keyring.seal(b"key", b"about")

    asked: list[Callable[[], bytes]] = [
        lambda: keyring.unseal(wrapped, b"about"),
        lambda: keyring.unwrap(sealed, b"about"),
        lambda: keyring.unwrap(wrapped, b"else"),
    ]
    for ask in asked:
        with pytest.raises(Unopenable, match="damaged"):
            ask()

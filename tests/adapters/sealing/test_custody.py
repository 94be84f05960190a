"""A case's own key: made once, kept wrapped, renewed, destroyed for ever."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from adapters.sealing.case_keys import CaseKeys, Counted
from adapters.sealing.custody import CASES_REMEMBERED, REMEMBERED, Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring, Sealed, Unopenable
from adapters.sealing.master import CaseKeyDamaged, CaseKeysTooNew, KeysOutOfReach
from tests.adapters.sealing.conftest import KEYRING, Opens
from tests.dates import instant

ERASED_AT = instant("Mon 2026-11-23 09:00Z")
WORDS, ABOUT = b"words", b"about"


def refusal(of: Callable[[], object]) -> str:
    with pytest.raises(Unopenable) as refused:
        of()
    return refused.value.code


def in_the_file(key_file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(key_file)) as connection, connection:
        return connection.execute(query).fetchall()


def test_what_is_sealed_for_a_case_opens_for_it_here_and_in_another_process(
    custody: Custody, opens: Opens
) -> None:
    sealed = custody.seal("CP-1", WORDS, ABOUT)

    assert custody.unseal("CP-1", sealed, ABOUT) == WORDS
    assert opens().unseal("CP-1", sealed, ABOUT) == WORDS


def test_each_case_has_a_key_of_its_own(custody: Custody) -> None:
    sealed = custody.seal("CP-1", WORDS, ABOUT)
    custody.seal("CP-2", WORDS, ABOUT)

    assert refusal(lambda: custody.unseal("CP-2", sealed, ABOUT)) == "damaged"
    assert refusal(lambda: custody.unseal("CP-3", sealed, ABOUT)) == "unknown-key"
    assert refusal(lambda: custody.unseal("CP-1", sealed, b"else")) == "damaged"


@pytest.mark.parametrize("key_id", ["k1", "", "#0", "#2", "#01", "#x", "#1000000"])
def test_a_generation_that_the_case_has_not_got_is_an_unknown_key(
    custody: Custody, key_id: str
) -> None:
    box = custody.seal("CP-1", WORDS, ABOUT).box

    found = refusal(lambda: custody.unseal("CP-1", Sealed(key_id, box), ABOUT))

    assert found == "unknown-key"


def test_to_look_for_what_cannot_be_opened_makes_no_key(custody: Custody) -> None:
    refusal(lambda: custody.unseal("CP-1", Sealed("#1", b"n" * 40), ABOUT))

    assert custody.counted() == []


def test_the_store_holds_no_key_that_opens_without_the_master_key(
    custody: Custody, opens: Opens, key_file: Path
) -> None:
    sealed = custody.seal("CP-1", WORDS, ABOUT)
    ((wrapped,),) = in_the_file(key_file, "SELECT wrapped FROM case_keys")
    impostor = opens(Keyring({"k2": b"x" * KEY_BYTES}))

    assert isinstance(wrapped, bytes)
    assert len(wrapped) == 12 + KEY_BYTES + 16
    with pytest.raises(CaseKeyDamaged, match="restore it from its newest backup"):
        impostor.unseal("CP-1", sealed, ABOUT)


def test_a_wrapped_key_put_into_another_cases_row_is_found_out(
    custody: Custody, opens: Opens, key_file: Path
) -> None:
    for ref in ("CP-1", "CP-2"):
        custody.seal(ref, WORDS, ABOUT)
    in_the_file(
        key_file,
        "UPDATE case_keys SET wrapped = (SELECT wrapped FROM case_keys "
        "WHERE case_ref = 'CP-1') WHERE case_ref = 'CP-2'",
    )

    with pytest.raises(CaseKeyDamaged):
        opens().seal("CP-2", WORDS, ABOUT)


def test_a_renewed_key_seals_from_then_on_and_the_older_ones_still_open(
    custody: Custody, opens: Opens
) -> None:
    elsewhere = opens()
    first = elsewhere.seal("CP-1", WORDS, ABOUT)
    number = custody.renew("CP-1")
    second = custody.seal("CP-1", WORDS, ABOUT)

    assert (first.key_id, number, second.key_id) == ("#1", 2, "#2")
    assert custody.unseal("CP-1", first, ABOUT) == WORDS
    assert elsewhere.unseal("CP-1", second, ABOUT) == WORDS
    assert custody.counted() == [Counted("k2", cases=1, generations=2)]


def test_a_destroyed_case_opens_nothing_seals_nothing_and_gets_no_other_key(
    custody: Custody, opens: Opens
) -> None:
    sealed = [custody.seal("CP-1", WORDS, ABOUT)]
    custody.renew("CP-1")
    sealed.append(custody.seal("CP-1", WORDS, ABOUT))

    destroyed = custody.destroy("CP-1", ERASED_AT)

    assert destroyed == 2
    for holder in (custody, opens()):
        asked: list[Callable[[], object]] = [
            *(partial(holder.unseal, "CP-1", each, ABOUT) for each in sealed),
            partial(holder.seal, "CP-1", WORDS, ABOUT),
            partial(holder.renew, "CP-1"),
        ]
        assert [refusal(each) for each in asked] == ["erased"] * 4
        assert holder.destroyed_at("CP-1") == ERASED_AT
        assert holder.is_destroyed("CP-1")
    assert custody.count_destroyed() == 1
    assert not custody.is_destroyed("CP-2")


def test_a_case_that_never_had_a_key_can_be_destroyed_and_never_gets_one(
    custody: Custody,
) -> None:
    assert custody.destroy("CP-1", ERASED_AT) == 0
    assert refusal(lambda: custody.seal("CP-1", WORDS, ABOUT)) == "erased"


def test_to_destroy_twice_keeps_the_first_instant(custody: Custody) -> None:
    custody.seal("CP-1", WORDS, ABOUT)
    custody.destroy("CP-1", ERASED_AT)

    again = custody.destroy("CP-1", instant("Tue 2026-11-24 09:00Z"))

    assert again == 0
    assert custody.destroyed_at("CP-1") == ERASED_AT


def test_no_byte_of_a_destroyed_key_is_left_in_any_file(
    custody: Custody, key_file: Path
) -> None:
    custody.seal("CP-1", WORDS, ABOUT)
    custody.renew("CP-1")
    wrapped = in_the_file(key_file, "SELECT wrapped FROM case_keys")

    def held() -> list[bytes]:
        files = b"".join(each.read_bytes() for each in key_file.parent.iterdir())
        return [key for (key,) in wrapped if isinstance(key, bytes) and key in files]

    assert len(held()) == 2
    custody.destroy("CP-1", ERASED_AT)

    assert held() == []


def test_keys_are_remembered_for_a_minute_and_an_erasure_elsewhere_is_heard_of_then(
    opens: Opens, key_file: Path
) -> None:
    minute = [0.0]
    here = Custody(CaseKeys.open(key_file), KEYRING, ticks=lambda: minute[0])
    sealed = here.seal("CP-1", WORDS, ABOUT)
    opens().destroy("CP-1", ERASED_AT)

    minute[0] = REMEMBERED - 1
    still = here.unseal("CP-1", sealed, ABOUT)
    minute[0] = REMEMBERED
    heard = refusal(lambda: here.unseal("CP-1", sealed, ABOUT))

    assert (still, heard) == (WORDS, "erased")
    assert REMEMBERED <= 60


def test_no_more_cases_are_remembered_than_there_is_room_for(
    custody: Custody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.sealing.custody.CASES_REMEMBERED", 2)
    for ref in ("CP-1", "CP-2", "CP-3"):
        custody.seal(ref, WORDS, ABOUT)

    held = [custody.is_at_hand(ref) for ref in ("CP-1", "CP-2", "CP-3")]

    assert held == [False, True, True]
    assert CASES_REMEMBERED >= 1000


def test_workers_that_seal_for_a_new_case_at_once_agree_on_one_key(
    opens: Opens,
) -> None:
    holders = [opens() for _ in range(8)]

    with ThreadPoolExecutor(8) as threads:
        sealed = list(threads.map(lambda h: h.seal("CP-1", WORDS, ABOUT), holders))

    assert {each.key_id for each in sealed} == {"#1"}
    for holder in holders:
        assert {holder.unseal("CP-1", each, ABOUT) for each in sealed} == {WORDS}


def test_the_file_is_its_owners_alone(custody: Custody, key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert custody.counted() == []


def test_a_store_of_a_later_program_is_left_alone(
    custody: Custody, opens: Opens, key_file: Path
) -> None:
    custody.close()
    in_the_file(key_file, "UPDATE case_keys_layout SET version = 2")

    with pytest.raises(CaseKeysTooNew, match="layout 2"):
        opens()


def test_a_store_that_cannot_be_reached_says_so_and_names_nothing_of_its_address(
    tmp_path: Path,
) -> None:
    (tmp_path / "folder").write_text("no folder")
    address = "postgresql://vigil:hunter2@127.0.0.1:9/keys"

    for where in (tmp_path / "folder" / "case-keys.db", address):
        with pytest.raises(KeysOutOfReach, match="VIGIL_CASE_KEYS_URL") as refused:
            Custody.open(where, KEYRING)
        assert "hunter2" not in str(refused.value)
        assert refused.value.__cause__ is None

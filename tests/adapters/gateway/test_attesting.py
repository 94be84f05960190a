"""The gateway's keys: told from outside, its own in production, and never shown."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.gateway.attesting import DEVELOPMENT_SEED, Attester, line_of, new_line
from adapters.sealing.keyring import KeysUnusable, keys_in
from adapters.settings import Settings
from domain.attestations.saying import signed_text
from domain.attestations.verifying import is_signed
from tests.dates import instant
from tests.domain.delaying import approve, refuse

NOW = instant("Mon 2026-12-21 10:00Z")
SEED = b"7" * 32
OURS = line_of("gate-7", SEED)
SPARE = line_of(
    "spare", bytes.fromhex(Attester({"s": b"8" * 32}).public_keys[0].public)
)
SEALING = f"sealing:{base64.b64encode(b'5' * 32).decode()}"
EVERYBODYS = line_of("fine", DEVELOPMENT_SEED)


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("KEY", "KEY_FILE", "TRUSTED", "TRUSTED_FILE"):
        monkeypatch.delenv(f"VIGIL_GATEWAY_{name}", raising=False)
    return monkeypatch


def in_production(set_to: pytest.MonkeyPatch, **gateway: str) -> Settings:
    set_to.setenv("VIGIL_ENVIRONMENT", "production")
    set_to.setenv("VIGIL_KEYS", SEALING)
    for name, value in gateway.items():
        set_to.setenv(f"VIGIL_GATEWAY_{name}", value)
    return Settings()


def test_its_word_can_be_checked_with_the_public_half_alone() -> None:
    gateway = Attester({"gate-7": SEED})
    (key,) = gateway.public_keys
    given = gateway.attested(refuse(), "CP-1", NOW).attestation

    assert given is not None
    assert given.key_id == key.key_id == "gate-7"
    assert is_signed(key.public, given.signature, signed_text(given))


def test_nothing_else_of_the_request_changes() -> None:
    asked = approve()
    attested = Attester.development().attested(asked, "CP-1", NOW)

    assert attested.model_copy(update={"attestation": None}) == asked
    assert asked.attestation is None


def test_the_first_signs_and_every_one_is_trusted_and_the_spare() -> None:
    gateway = Attester({"b": b"2" * 32, "a": b"1" * 32}, keys_in(SPARE))
    ids = [key.key_id for key in gateway.trusted_from(NOW)]

    assert gateway.key_id == "b"
    assert ids == ["b", "a", "spare"]
    assert {key.since for key in gateway.trusted_from(NOW)} == {NOW}


def test_an_id_names_one_key() -> None:
    with pytest.raises(KeysUnusable, match="an id of its own"):
        Attester({"spare": SEED}, keys_in(SPARE))
    with pytest.raises(KeysUnusable, match="no gateway key"):
        Attester({})


def test_a_new_key_is_new_each_time() -> None:
    assert keys_in(new_line("g")).keys() == {"g"}
    assert new_line("g") != new_line("g")


def test_with_nothing_set_the_development_key_signs(
    set_to: pytest.MonkeyPatch,
) -> None:
    assert Settings().attester().key_id == "development"


def test_production_vouches_for_nobody_without_a_key_of_its_own(
    set_to: pytest.MonkeyPatch,
) -> None:
    """A worker starts without one: it only judges."""
    settings = in_production(set_to)

    with pytest.raises(KeysUnusable, match="vouches for nobody"):
        settings.attester()


@pytest.mark.parametrize("name", ["KEY", "TRUSTED"])
def test_production_refuses_to_start_with_everybody_s_key(
    set_to: pytest.MonkeyPatch, name: str
) -> None:
    public = bytes.fromhex(Attester.development().public_keys[0].public)
    line = EVERYBODYS if name == "KEY" else line_of("fine", public)

    with pytest.raises(ValidationError, match="gateway key of its own"):
        in_production(set_to, **{name: line})


def test_production_takes_its_keys_from_files_that_only_it_reads(
    set_to: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours, spare = tmp_path / "ours", tmp_path / "spare"
    ours.write_text(OURS, "utf-8")
    spare.write_text(SPARE, "utf-8")
    ours.chmod(0o600)

    settings = in_production(set_to, KEY_FILE=str(ours), TRUSTED_FILE=str(spare))

    assert [k.key_id for k in settings.attester().public_keys] == ["gate-7", "spare"]
    ours.chmod(0o644)
    with pytest.raises(KeysUnusable, match="may be read or changed by others"):
        Settings().attester()


def test_production_starts_without_a_file_that_is_not_there_and_signs_with_nothing(
    set_to: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nor with everybody's key, where the file turns up with that later."""
    ours = tmp_path / "ours"
    settings = in_production(set_to, KEY_FILE=str(ours))

    with pytest.raises(KeysUnusable, match="unreadable"):
        settings.attester()
    ours.write_text(EVERYBODYS, "utf-8")
    ours.chmod(0o600)
    with pytest.raises(KeysUnusable, match="gateway key of its own"):
        settings.attester()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"KEY": OURS, "KEY_FILE": "f"}, "not both"),
        ({"KEY_FILE": "f"}, "unreadable"),
        ({"KEY": "gate:short"}, "not base64|write 32 bytes"),
        ({"KEY": OURS, "TRUSTED": "x"}, "write keyid:base64"),
    ],
)
def test_keys_that_cannot_be_used_are_refused_without_showing_them(
    set_to: pytest.MonkeyPatch, given: dict[str, str], says: str
) -> None:
    for name, value in given.items():
        set_to.setenv(f"VIGIL_GATEWAY_{name}", value)

    with pytest.raises((KeysUnusable, ValidationError), match=says) as caught:
        Settings().attester()

    assert OURS.partition(":")[2] not in str(caught.value)

"""Where the keys are, and what production does not start with."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from pydantic import ValidationError

import worker
from adapters.sealing.custody import Custody
from adapters.sealing.key_store import KeysBesideRecord
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.sealing.master import MasterKeyMissing
from adapters.settings import Settings
from adapters.store.addresses import address_of
from adapters.store.database import Database

SPRING, AUTUMN = b"1" * KEY_BYTES, b"2" * KEY_BYTES
RECORD = "postgresql://vigil:hunter2@db.example/record"
KEYS = "postgresql://keys:hunter2@db.example/case_keys"
pytestmark = pytest.mark.usefixtures("nothing_set")


def line(key_id: str, key: bytes) -> str:
    return f"{key_id}:{base64.b64encode(key).decode()}"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def a_file(tmp_path: Path, text: str, mode: int = 0o600) -> str:
    file = tmp_path / "secret"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return str(file)


def refusal() -> str:
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert "hunter2" not in str(refused.value)
    return str(refused.value)


def test_without_a_setting_the_cases_keys_are_a_file_apart_from_the_record() -> None:
    settings = Settings()

    assert settings.case_keys() == Path(".vigil/case-keys.db")
    assert settings.case_keys() != settings.store


def test_the_address_of_the_cases_keys_is_given_itself_or_in_a_file(
    told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told.setenv("VIGIL_CASE_KEYS_URL", KEYS)
    given = Settings().case_keys()
    told.delenv("VIGIL_CASE_KEYS_URL")
    told.setenv("VIGIL_CASE_KEYS_URL_FILE", a_file(tmp_path, f"{KEYS}\n"))

    assert given == Settings().case_keys()
    assert "hunter2" not in repr(Settings()) + str(given)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"URL": KEYS, "URL_FILE": "secret"}, "not both"),
        ({"URL_FILE": "missing"}, "VIGIL_CASE_KEYS_URL_FILE names is unreadable"),
        ({"URL": "hunter2"}, "VIGIL_CASE_KEYS_URL: this is no address"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_not_repeated(
    told: pytest.MonkeyPatch, given: dict[str, str], says: str
) -> None:
    for name, value in given.items():
        told.setenv(f"VIGIL_CASE_KEYS_{name}", value)

    assert says in refusal()


@pytest.mark.parametrize(
    "keys", [RECORD, "postgresql+psycopg://else:hunter2@db.example:5432/record"]
)
def test_the_cases_keys_must_not_lie_in_the_records_own_database(
    told: pytest.MonkeyPatch, keys: str
) -> None:
    told.setenv("VIGIL_STORE_URL", RECORD)
    told.setenv("VIGIL_CASE_KEYS_URL", keys)

    assert "must not lie in the record's own database" in refusal()


@pytest.mark.parametrize(
    ("record", "keys"),
    [
        ("u@db/record", "u@db/record?sslmode=require"),
        ("u@db/record", "u@DB/record"),
        ("u@db/record", "u@db./record"),
        ("u@db/record", "u@/record?host=db"),
        ("u@db/record", "u@/record?host=db:5432&connect_timeout=3"),
        ("u@db/record", "u@db/else?dbname=record"),
        ("u@db:5433/record", "u@/record?host=db&port=5433"),
        ("u@/record?host=/run/pg", "u@/record?host=/run/../run/pg/"),
        ("u@db/record", "u@/record?host=standby,db"),
    ],
)
def test_a_database_is_known_as_the_records_however_its_address_is_written(
    told: pytest.MonkeyPatch, record: str, keys: str
) -> None:
    told.setenv("VIGIL_STORE_URL", f"postgresql://{record}")
    told.setenv("VIGIL_CASE_KEYS_URL", f"postgresql://{keys}")

    assert "must not lie in the record's own database" in refusal()


@pytest.mark.parametrize(
    "keys", ["u@db/keys", "u@other/record", "u@db:5433/record", "u@/record?host=/run"]
)
def test_another_database_another_server_and_another_port_are_not_the_records(
    told: pytest.MonkeyPatch, keys: str
) -> None:
    told.setenv("VIGIL_STORE_URL", "postgresql://u@db/record")
    told.setenv("VIGIL_CASE_KEYS_URL", f"postgresql://{keys}")

    assert Settings().case_keys() == address_of(f"postgresql://{keys}")


@pytest.mark.parametrize("keys", ["x/../vigil.db", "link.db", "x/../x/../link.db"])
def test_nor_by_any_other_path_to_its_file(
    told: pytest.MonkeyPatch, tmp_path: Path, keys: str
) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "vigil.db")
    told.setenv("VIGIL_STORE_URL", f"sqlite:///{tmp_path}/vigil.db")
    told.setenv("VIGIL_CASE_KEYS_URL", f"sqlite:///{tmp_path}/{keys}")

    assert "must not lie in the record's own database" in refusal()


def test_a_file_with_a_record_in_it_is_never_opened_for_the_cases_keys(
    tmp_path: Path,
) -> None:
    Database.open(tmp_path / "vigil.db").close()

    with pytest.raises(KeysBesideRecord, match="VIGIL_CASE_KEYS_URL_FILE"):
        Custody.open(tmp_path / "vigil.db", Keyring.development())


def test_nor_may_they_lie_in_its_file(told: pytest.MonkeyPatch) -> None:
    told.setenv("VIGIL_CASE_KEYS_URL", "sqlite:///.vigil/vigil.db")

    assert "must not lie in the record's own database" in refusal()


@pytest.mark.parametrize("keys", [None, "sqlite:///keys.db"])
def test_a_record_on_a_server_asks_for_keys_that_every_worker_finds(
    told: pytest.MonkeyPatch, keys: str | None
) -> None:
    told.setenv("VIGIL_STORE_URL", RECORD)
    if keys:
        told.setenv("VIGIL_CASE_KEYS_URL", keys)

    assert "set VIGIL_CASE_KEYS_URL_FILE" in refusal()


@pytest.mark.parametrize("mode", [0o644, 0o660, 0o604, 0o666, 0o750, 0o777])
def test_production_refuses_a_file_of_keys_that_others_may_read_or_change(
    told: pytest.MonkeyPatch, tmp_path: Path, mode: int
) -> None:
    told.setenv("VIGIL_ENVIRONMENT", "production")
    told.setenv("VIGIL_KEYS_FILE", a_file(tmp_path, line("spring", SPRING), mode))

    said = refusal()

    assert "VIGIL_KEYS_FILE names may be read or changed by others" in said
    assert f"mode {mode:04o}" in said
    assert "allow 0600, or 0640 for one group" in said


def test_production_refuses_an_open_file_with_the_password_of_the_keys_too(
    told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told.setenv("VIGIL_ENVIRONMENT", "production")
    told.setenv("VIGIL_KEYS", line("spring", SPRING))
    told.setenv("VIGIL_CASE_KEYS_URL_FILE", a_file(tmp_path, KEYS, 0o644))

    assert "VIGIL_CASE_KEYS_URL_FILE names may be read" in refusal()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400, 0o440])
def test_keys_that_only_their_owner_and_one_group_may_read_are_fit_for_families(
    told: pytest.MonkeyPatch, tmp_path: Path, mode: int
) -> None:
    told.setenv("VIGIL_KEYS_FILE", a_file(tmp_path, line("spring", SPRING), mode))
    settings = Settings()

    settings.refuse_keys_unfit_for_families()

    assert settings.keyring().ids == ("spring",)


def test_a_trial_may_have_its_keys_in_any_file(
    told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told.setenv("VIGIL_KEYS_FILE", a_file(tmp_path, line("spring", SPRING), 0o644))

    assert Settings().keyring().ids == ("spring",)


async def test_a_missing_master_key_is_named_before_anything_is_asked_of_the_server(
    told: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keys = tmp_path / ".vigil" / "case-keys.db"
    Custody.open(keys, Keyring({"spring": SPRING})).seal("CP-1", b"words", b"about")
    told.setenv("VIGIL_KEYS_FILE", a_file(tmp_path, line("autumn", AUTUMN)))
    told.setenv("VIGIL_TEMPORAL_ADDRESS", "127.0.0.1:9")

    with pytest.raises(MasterKeyMissing, match="the master key spring, which is not"):
        await worker.connect(Settings())


def test_whoever_asks_the_same_settings_gets_the_same_custody() -> None:
    settings = Settings()

    assert settings.custody is settings.custody

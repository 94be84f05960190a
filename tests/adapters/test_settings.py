from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import URL

from adapters.sealing.keyring import DEVELOPMENT_KEY, KEY_BYTES
from adapters.settings import Environment, Settings
from adapters.stack import Stack, StackUnreadable

pytestmark = pytest.mark.usefixtures("nothing_set")

SECRET = base64.b64encode(b"7" * KEY_BYTES).decode()
KEYS = f"2026-spring:{SECRET}"


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def test_with_nothing_set_it_is_a_development_stack_in_this_folder() -> None:
    settings = Settings()

    assert settings.environment is Environment.DEVELOPMENT
    assert settings.keyring().is_development
    assert settings.temporal() == "127.0.0.1:7233"
    assert settings.store == Path(".vigil/vigil.db")
    assert settings.rulebook_folders == ()


def test_production_refuses_to_start_with_the_development_key(
    set_to: pytest.MonkeyPatch,
) -> None:
    set_to.setenv("VIGIL_ENVIRONMENT", "production")

    with pytest.raises(ValidationError, match="production needs keys of its own"):
        Settings()


def test_production_refuses_the_development_key_under_another_name_too(
    set_to: pytest.MonkeyPatch,
) -> None:
    disguised = base64.b64encode(DEVELOPMENT_KEY).decode()
    set_to.setenv("VIGIL_ENVIRONMENT", "production")
    set_to.setenv("VIGIL_KEYS", f"{KEYS}\nlooks-fine:{disguised}")

    with pytest.raises(ValidationError, match="production needs keys of its own"):
        Settings()


def test_production_starts_with_keys_of_its_own(
    set_to: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "keys").write_text(KEYS, "utf-8")
    (tmp_path / "keys").chmod(0o600)
    set_to.setenv("VIGIL_ENVIRONMENT", "production")
    set_to.setenv("VIGIL_KEYS_FILE", str(tmp_path / "keys"))

    assert Settings().keyring().ids == ("2026-spring",)


@pytest.mark.parametrize(
    ("keys", "file", "says"),
    [
        ("k1:short", None, "line 1: the key is not base64|write 32 bytes"),
        (KEYS, "keys", "not both"),
        (None, "missing", "unreadable"),
    ],
)
def test_keys_that_cannot_be_used_are_refused_at_the_start_without_showing_them(
    set_to: pytest.MonkeyPatch, keys: str | None, file: str | None, says: str
) -> None:
    for name, value in {"VIGIL_KEYS": keys, "VIGIL_KEYS_FILE": file}.items():
        if value:
            set_to.setenv(name, value)

    with pytest.raises(ValidationError, match=says) as refused:
        Settings()

    assert SECRET not in str(refused.value)


def test_settings_shown_by_accident_show_no_secret(
    set_to: pytest.MonkeyPatch,
) -> None:
    set_to.setenv("VIGIL_KEYS", KEYS)
    set_to.setenv("VIGIL_SMTP_PASSWORD", "hunter2")

    shown = repr(Settings()) + Settings().model_dump_json()

    assert SECRET not in shown
    assert "hunter2" not in shown


def test_a_value_set_to_nothing_counts_as_not_set(set_to: pytest.MonkeyPatch) -> None:
    set_to.setenv("VIGIL_KEYS", "")
    set_to.setenv("VIGIL_TEMPORAL_ADDRESS", "")

    assert Settings().temporal() == "127.0.0.1:7233"
    assert Settings().keyring().is_development


def test_rulebook_folders_are_written_like_a_path(set_to: pytest.MonkeyPatch) -> None:
    set_to.setenv("VIGIL_RULEBOOK_FOLDERS", os.pathsep.join(["ours", "", "theirs"]))

    assert Settings().rulebook_folders == (Path("ours"), Path("theirs"))


def test_a_running_stack_says_where_it_listens(tmp_path: Path) -> None:
    Stack(temporal="127.0.0.1:9001", smtp_port=9002).save(tmp_path / "home")
    settings = Settings(home=tmp_path / "home")

    assert settings.temporal() == "127.0.0.1:9001"
    assert settings.smtp_account().port == 9002


def test_what_is_set_goes_before_what_a_running_stack_says(tmp_path: Path) -> None:
    Stack(temporal="127.0.0.1:9001", smtp_port=9002).save(tmp_path)
    settings = Settings(home=tmp_path, temporal_address="temporal:7233", smtp_port=25)

    assert settings.temporal() == "temporal:7233"
    assert settings.smtp_account().port == 25


@pytest.mark.parametrize("held", [b"", b"{", b'{"temporal": 1}', b"\xff"])
def test_a_broken_stack_file_is_named_with_what_to_do(
    tmp_path: Path, held: bytes
) -> None:
    (tmp_path / "stack.json").write_bytes(held)

    with pytest.raises(StackUnreadable, match=r"remove it and start the stack again"):
        Settings(home=tmp_path).temporal()


def test_a_stack_saved_twice_leaves_one_file(tmp_path: Path) -> None:
    Stack(temporal="127.0.0.1:1").save(tmp_path)
    Stack(temporal="127.0.0.1:2", console="127.0.0.1:3").save(tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["stack.json"]
    assert Stack.load(tmp_path) == Stack(temporal="127.0.0.1:2", console="127.0.0.1:3")


def test_letters_leave_by_the_account_that_is_set(set_to: pytest.MonkeyPatch) -> None:
    set_to.setenv("VIGIL_SMTP_HOST", "mail.council.example")
    set_to.setenv("VIGIL_SMTP_SENDER", "conferences@council.example")
    set_to.setenv("VIGIL_SMTP_ENCRYPTION", "required")
    set_to.setenv("VIGIL_SMTP_USER", "vigil")

    account = Settings().smtp_account()

    assert account.host == "mail.council.example"
    assert account.sender == "conferences@council.example"
    assert account.encryption == "required"
    assert (account.user, account.port) == ("vigil", 1025)


def test_the_store_is_a_file_at_home_unless_a_server_is_named(
    set_to: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = "postgresql://vigil:hunter2@db.example/vigil"
    (tmp_path / "store").write_text(f"{named}\n")
    set_to.setenv("VIGIL_CASE_KEYS_URL", "postgresql://k:k@db.example/keys")
    assert not Settings().has_store()

    for setting, value in (
        ("VIGIL_STORE_URL", named),
        ("VIGIL_STORE_URL_FILE", str(tmp_path / "store")),
    ):
        with set_to.context() as here:
            here.setenv(setting, value)
            settings = Settings()

        store = settings.store
        assert isinstance(store, URL)
        assert (store.host, store.database) == ("db.example", "vigil")
        assert settings.has_store()
        assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"VIGIL_STORE_URL": "postgresql://h/d", "VIGIL_STORE_URL_FILE": "x"},
            "set VIGIL_STORE_URL or VIGIL_STORE_URL_FILE, not both",
        ),
        ({"VIGIL_STORE_URL_FILE": "nowhere"}, "VIGIL_STORE_URL_FILE names"),
        ({"VIGIL_STORE_URL": "mysql://u:hunter2@h/d"}, "VIGIL_STORE_URL: this is no"),
    ],
)
def test_a_store_that_is_named_wrongly_is_refused_at_once(
    set_to: pytest.MonkeyPatch, settings: dict[str, str], said: str
) -> None:
    for name, value in settings.items():
        set_to.setenv(name, value)

    with pytest.raises(ValidationError, match=said) as refused:
        Settings()

    assert "hunter2" not in str(refused.value)

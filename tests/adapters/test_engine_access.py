"""Who we are to a server of Temporal that asks: whole and encrypted, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from temporalio.client import Client, TLSConfig

from adapters.embedded_server import EmbeddedServer
from adapters.engine_access import let_in
from adapters.settings import Settings
from adapters.waiting import until
from worker import connect

CANARY = "eyJhbGciOiJ"


def files(folder: Path, **contents: str) -> dict[str, Any]:
    """Settings by their names, each in a file that holds this."""
    found = {}
    for name, content in contents.items():
        file = folder / name
        file.write_text(content)
        found[f"temporal_{name}_file"] = file
    return found


def test_without_settings_nothing_is_shown_and_nothing_encrypted() -> None:
    settings = Settings()

    assert (settings.temporal_tls(), settings.temporal_token()) == (False, None)


def test_a_certificate_a_key_and_a_token_are_read_from_their_files(
    tmp_path: Path,
) -> None:
    given = files(tmp_path, ca="ca", certificate="ours", key="its", token="ey.x\n")
    settings = Settings(**given)

    assert settings.temporal_token() == "ey.x"
    assert settings.temporal_tls() == TLSConfig(
        server_root_ca_cert=b"ca", client_cert=b"ours", client_private_key=b"its"
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"ca": "ca", "certificate": "ours"}, "go together"),
        ({"ca": "ca", "key": "its"}, "go together"),
        ({"token": CANARY}, "VIGIL_TEMPORAL_CA_FILE"),
        ({"certificate": "ours", "key": "its"}, "VIGIL_TEMPORAL_CA_FILE"),
        ({"ca": "ca", "token": f"Bearer {CANARY}"}, "without 'Bearer'"),
        ({"ca": "ca", "token": "\n"}, "holds no token"),
        ({"ca": "ca", "token": f"é{CANARY}"}, "holds no token"),
    ],
)
def test_half_an_identity_is_refused_and_not_repeated(
    tmp_path: Path, given: dict[str, str], says: str
) -> None:
    with pytest.raises(ValidationError, match=says) as refused:
        Settings(**files(tmp_path, **given))

    assert CANARY not in str(refused.value)


def test_a_file_that_is_not_there_is_named_by_its_setting(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="VIGIL_TEMPORAL_CA_FILE names cannot"):
        Settings(temporal_ca_file=tmp_path / "gone")


@pytest.mark.server
async def test_a_renewed_token_is_shown_without_a_restart_and_a_server_must_encrypt(
    tmp_path: Path,
) -> None:
    given = files(tmp_path, ca="ca", token="first")
    async with EmbeddedServer(log=tmp_path / "temporal.log") as server:
        client = await Client.connect(server.address, identity="vigil-test")
        settings = Settings(home=tmp_path, temporal_address=server.address, **given)
        with pytest.raises(RuntimeError):
            await connect(settings)
        async with let_in(client, settings, every=0.05):
            (tmp_path / "token").write_text("second")

            async def shown() -> bool | None:
                return client.api_key == "second" or None

            assert await until(shown, 5.0)
            (tmp_path / "token").unlink()
        settings.custody.close()
    assert client.api_key == "second"

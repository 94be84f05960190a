"""What the codec server is told must be whole, and its key file public keys only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import KeySet, OctKey, RSAKey
from pydantic import ValidationError

from adapters.codec_server.tokens import JwksUnusable, Tokens
from adapters.settings import Settings
from tests.activities.fakes import FakeClock
from tests.adapters.codec_server.office import AUDIENCE, ISSUER, KEYS, ORIGIN

ALL: dict[str, Any] = {
    "codec_jwks_file": Path("jwks.json"),
    "codec_issuer": ISSUER,
    "codec_audience": AUDIENCE,
    "codec_origin": ORIGIN,
}


@pytest.mark.parametrize("missing", ALL)
def test_nobody_is_trusted_unless_all_four_are_set(missing: str) -> None:
    whole = Settings(**ALL).trust()

    assert whole is not None
    assert whole.origin == ORIGIN
    assert Settings(**{**ALL, missing: None}).trust() is None


@pytest.mark.parametrize(
    "origin",
    [
        "http://temporal.council.example",
        f"{ORIGIN}/",
        f"{ORIGIN}/page",
        "https://Temporal.council.example",
        "temporal.council.example",
        "*",
        "null",
    ],
)
def test_what_is_no_origin_of_an_encrypted_page_is_refused(origin: str) -> None:
    with pytest.raises(ValidationError, match="write where Temporal's web page is"):
        Settings(**{**ALL, "codec_origin": origin})


def test_a_page_on_this_very_machine_need_not_be_encrypted() -> None:
    here = "http://localhost:8233"

    assert Settings(**{**ALL, "codec_origin": here}).codec_origin == here


PRIVATE = json.dumps(KeySet([*KEYS.values()]).as_dict(private=True))
SHARED = json.dumps(KeySet([OctKey.generate_key(256)]).as_dict(private=True))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (PRIVATE, "public keys only"),
        (SHARED, "public keys only"),
        ("", "no JSON Web Key Set"),
        ("{}", "no JSON Web Key Set"),
        ('{"keys": []}', "no JSON Web Key Set"),
        ('{"keys": [1]}', "no JSON Web Key Set"),
        ('{"keys": [{"kty": "RSA"}]}', "no JSON Web Key Set"),
        ("[" * 100_000, "no JSON Web Key Set"),
    ],
)
def test_a_file_that_is_no_public_keys_is_refused_and_not_repeated(
    tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "jwks.json"
    file.write_text(content)

    with pytest.raises(JwksUnusable, match=says) as refused:
        Tokens(file, ISSUER, AUDIENCE, FakeClock())

    key = KEYS["rs"]
    assert isinstance(key, RSAKey)
    assert str(key.as_dict(private=True)["d"]) not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(JwksUnusable, match="cannot be read"):
        Tokens(tmp_path / "gone", ISSUER, AUDIENCE, FakeClock())

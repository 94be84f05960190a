"""What the codec server is told must be whole, and its key file public keys only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import KeySet, OctKey, RSAKey
from pydantic import ValidationError

from adapters.codec_server.refusals import UNKNOWN, TurnedAway
from adapters.codec_server.tokens import Allowed, JwksUnusable, Tokens
from adapters.settings import Settings
from tests.activities.fakes import FakeClock
from tests.adapters.codec_server.office import (
    AUDIENCE,
    CLAIMS,
    ISSUER,
    KEYS,
    ORIGIN,
    THEN,
    pieced,
    publish,
    token,
)

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


NAN, ENDLESS = float("nan"), float("inf")
DEEP: Any = json.loads("[" * 90 + "]" * 90)
#: What no header is, of whatever name.
STRANGE: tuple[Any, ...] = (
    *(1, True, None, 0.5, NAN, ENDLESS, 10**100, -1, "", "x", "\ud800"),
    *([], [[]], [{}], [1], [None], ["x"], {}, {"a": []}, DEEP),
)
HEADERS = ("alg", "kid", "crit", "typ", "b64", "jku", "jwk", "x5c", "zip", "enc", "")


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(publish(tmp_path), ISSUER, AUDIENCE, FakeClock())


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_of_any_kind_and_no_good_signature_are_turned_away_with_a_code(
    tokens: Tokens, name: str
) -> None:
    for strange in STRANGE:
        header = {"alg": "EdDSA", "kid": "ed", name: strange}
        refused(tokens, pieced(header, CLAIMS, b"any signature at all"))


@pytest.mark.parametrize("whole", [*STRANGE, ["alg"], "alg", ["alg", "crit", "b64"]])
def test_what_is_no_header_or_no_claims_is_turned_away_with_a_code(
    tokens: Tokens, whole: Any
) -> None:
    refused(tokens, pieced(whole, CLAIMS, b"any signature at all"))
    refused(tokens, pieced({"alg": "EdDSA", "kid": "ed"}, whole))


#: What our own issuer would hardly sign; believed by nobody if it did.
UNFIT: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("iss", STRANGE),
    ("aud", STRANGE),
    ("exp", (*(s for s in STRANGE if s != 10**100), 10**400, str(THEN + 60))),
    ("nbf", (NAN, ENDLESS, 10**400, "", [], {})),
    ("iat", (NAN, ENDLESS, 10**400, "", [], {})),
    ("oid", STRANGE),
    ("sub", (1, None, [], [[]], {})),
)


@pytest.mark.parametrize(("claim", "values"), UNFIT, ids=[c for c, _ in UNFIT])
def test_a_claim_of_another_kind_is_turned_away_with_a_code_though_it_is_signed(
    tokens: Tokens, claim: str, values: tuple[Any, ...]
) -> None:
    assert tokens.person(f"Bearer {token('ed', 'EdDSA')}").roles == ("cp.auditor",)
    for value in values:
        said = {**CLAIMS, claim: value}
        refused(
            tokens,
            jws.serialize_compact(
                {"alg": "EdDSA", "kid": "ed"},
                json.dumps(said),
                KEYS["ed"],
                registry=Allowed(),
            ),
        )


def refused(tokens: Tokens, given: str) -> None:
    with pytest.raises(TurnedAway) as why:
        tokens.person(f"Bearer {given}")
    assert why.value.status == UNKNOWN
    assert why.value.code in ("token-refused", "subject-unusable")

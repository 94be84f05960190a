"""A key verifies what the service says it is for, by either name of it, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.codec_server.refusals import TurnedAway
from adapters.codec_server.tokens import Tokens
from tests.activities.fakes import FakeClock
from tests.adapters.codec_server.office import (
    AUDIENCE,
    AUDITOR,
    CLAIMS,
    ISSUER,
    KEYS,
    NAMED,
    publish,
    published,
    signed,
    token,
    under_the_public_key,
    unsigned,
)


def tokens_of(folder: Path, **named: str | None) -> Tokens:
    return Tokens(publish(folder, published(**named)), ISSUER, AUDIENCE, FakeClock())


def is_believed(tokens: Tokens, given: str) -> bool:
    try:
        return tokens.person(f"Bearer {given}").subject == AUDITOR
    except TurnedAway:
        return False


@pytest.mark.parametrize("kid", NAMED)
@pytest.mark.parametrize("says", [True, False])
def test_a_key_is_believed_whether_or_not_it_is_published_with_its_algorithm(
    tmp_path: Path, kid: str, says: bool
) -> None:
    tokens = tokens_of(tmp_path, **({} if says else {kid: None}))

    assert is_believed(tokens, token(kid, NAMED[kid]))


@pytest.mark.parametrize("published_as", ["EdDSA", "Ed25519", None])
@pytest.mark.parametrize("signed_as", ["EdDSA", "Ed25519"])
def test_the_two_names_of_one_signature_are_taken_for_each_other(
    tmp_path: Path, published_as: str | None, signed_as: str
) -> None:
    tokens = tokens_of(tmp_path, ed=published_as)

    assert is_believed(tokens, token("ed", signed_as))


@pytest.mark.parametrize("kid", NAMED)
@pytest.mark.parametrize(
    "published_as", ["RS256", "ES256", "EdDSA", "Ed25519", "Ed448", "HS256", "none"]
)
def test_a_key_published_for_another_algorithm_verifies_nothing(
    tmp_path: Path, kid: str, published_as: str
) -> None:
    ours = {NAMED[kid], "Ed25519"} if kid == "ed" else {NAMED[kid]}
    tokens = tokens_of(tmp_path, **{kid: published_as})

    for alg in ours:
        assert is_believed(tokens, token(kid, alg)) is (published_as in ours)


def test_a_key_published_for_rs256_verifies_no_other_kind_of_token(
    tmp_path: Path,
) -> None:
    tokens = tokens_of(tmp_path, rs="RS256", es="RS256", ed="RS256")

    assert is_believed(tokens, token("rs", "RS256"))
    for other in (
        token("es", "ES256"),
        token("ed", "EdDSA"),
        token("ed", "Ed25519"),
        *(
            signed(CLAIMS, KEYS[k], {"alg": NAMED[k], "kid": "rs"})
            for k in ("es", "ed")
        ),
        under_the_public_key(),
        unsigned(kid="rs"),
    ):
        assert not is_believed(tokens, other)


def test_of_keys_of_one_name_the_one_for_the_signature_is_taken(tmp_path: Path) -> None:
    keys = [{**key, "kid": "2026"} for key in published()["keys"]]
    sealing = {**keys[0], "use": "enc", "alg": "RSA-OAEP"}
    file = publish(tmp_path, {"keys": [sealing, *keys]})
    tokens = Tokens(file, ISSUER, AUDIENCE, FakeClock())

    for kid, alg in NAMED.items():
        given = signed(CLAIMS, KEYS[kid], {"alg": alg, "kid": "2026"})
        assert is_believed(tokens, given)


def test_a_key_that_is_published_for_sealing_verifies_nothing(tmp_path: Path) -> None:
    keys = [{**key, "use": "enc"} for key in published()["keys"]]
    tokens = Tokens(publish(tmp_path, {"keys": keys}), ISSUER, AUDIENCE, FakeClock())

    assert [
        kid for kid, alg in NAMED.items() if is_believed(tokens, token(kid, alg))
    ] == []

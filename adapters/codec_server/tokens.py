"""Who asks: a bearer token of the council's sign-in service, checked offline.

Signatures, names and times are judged by joserfc; here stands only what must hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, Key, KeyParameters, KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import ClaimsOption, JWTClaimsRegistry
from pydantic import TypeAdapter, ValidationError

from activities.ports import Clock
from adapters.codec_server.refusals import UNKNOWN, TurnedAway

ALGORITHMS: Final = ("Ed25519", "ES256", "RS256")
PUBLIC_KINDS: Final = frozenset({"EC", "OKP", "RSA"})
PRIVATE_PARTS: Final = frozenset({"d", "k", "p", "q"})
SKEW_SECONDS: Final = 30
#: A token that outlives a working day is not one of a person who signed in today.
LONGEST_SECONDS: Final = 24 * 3600
#: What the sign-in service calls a person: long, or with a figure in it. An e-mail
#: address is none, and a name is hardly ever one.
SUBJECT: Final = re.compile(
    r"(?=[^0-9]*[0-9])[A-Za-z0-9_-]{6,128}|[A-Za-z0-9_-]{32,128}"
)
KEY_SET: Final = TypeAdapter[dict[str, list[dict[str, Any]]]](
    dict[str, list[dict[str, Any]]]
)
ROLES: Final = TypeAdapter[tuple[str, ...]](tuple[str, ...])


class JwksUnusable(ValueError):
    """The file of public keys cannot be used. Says what to write, never a key."""


class Person(NamedTuple):
    """Somebody who signed in: the sign-in service's id of them, and their roles."""

    subject: str
    roles: tuple[str, ...]


class Tokens:
    """Believes the tokens of one issuer for one audience. `jwks`: its public keys."""

    def __init__(self, jwks: Path, issuer: str, audience: str, clock: Clock) -> None:
        """Raises JwksUnusable."""
        self._jwks = jwks
        self._expected: dict[str, ClaimsOption] = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": audience},
            "exp": {"essential": True},
        }
        self._clock = clock
        _keys(self._read())

    def person(self, header: str) -> Person:
        """Whose token the Authorization header carries. Raises TurnedAway.

        JwksUnusable when the file was replaced by one that cannot be used.
        """
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TurnedAway(UNKNOWN, "no-token")
        keys = _keys(self._read())
        try:
            claims = jwt.decode(token, _of(keys), registry=Allowed()).claims
            now = int(self._clock.now().timestamp())
            self._judge(claims, now)
        except (JoseError, TypeError, ValueError, RecursionError):
            # joserfc trips over the kind of some headers, such as crit, before it
            # looks at the signature: TypeError is a stranger's token, not our fault.
            raise TurnedAway(UNKNOWN, "token-refused") from None
        return _person(claims)

    def _judge(self, claims: dict[str, Any], now: int) -> None:
        rules = JWTClaimsRegistry(now, SKEW_SECONDS, **self._expected)
        rules.validate(claims)
        if claims["exp"] > now + LONGEST_SECONDS:
            raise ValueError("it lasts too long")

    def _read(self) -> bytes:
        try:
            return self._jwks.read_bytes()
        except OSError:
            raise JwksUnusable("the file cannot be read") from None


class Allowed(JWSRegistry):
    """The algorithms that we believe; `none` and shared secrets are not among them."""

    def __init__(self) -> None:
        super().__init__(algorithms=ALGORITHMS)

    def get_alg(self, name: str) -> Any:
        return super().get_alg(_called(name))


def _called(algorithm: Any) -> Any:
    """By its one name: EdDSA is what RFC 9864 calls Ed25519 now.

    A token and the key that verifies it may each say either, so both are asked here.
    """
    return "Ed25519" if algorithm == "EdDSA" else algorithm


def _of(keys: KeySet) -> Callable[[GuestProtocol], Key]:
    """The key that a token names, if it is published for a signature of that kind."""

    def named(token: GuestProtocol) -> Key:
        said = token.headers()
        wanted: KeyParameters = {"alg": _called(said["alg"]), "use": "sig"}
        return keys.get_by_kid(said.get("kid"), wanted)

    return named


def _person(claims: dict[str, Any]) -> Person:
    subject = claims.get("oid", claims.get("sub"))
    if not isinstance(subject, str) or not SUBJECT.fullmatch(subject):
        raise TurnedAway(UNKNOWN, "subject-unusable")
    try:
        roles = ROLES.validate_python(claims.get("roles", ()), strict=False)
    except ValidationError:
        roles = ()
    return Person(subject, roles)


@lru_cache(maxsize=1)
def _keys(content: bytes) -> KeySet:
    """The keys of a file. Raises JwksUnusable."""
    try:
        given = KEY_SET.validate_json(content)
        if not all(_is_public(key) for key in given["keys"]):
            raise JwksUnusable(
                "it must hold public keys only: copy what the sign-in service "
                "publishes as its jwks_uri"
            )
        return KeySet.import_key_set({"keys": [_named(key) for key in given["keys"]]})
    except (JoseError, ValidationError, LookupError, ValueError) as error:
        if isinstance(error, JwksUnusable):
            raise
        raise JwksUnusable(
            "it is no JSON Web Key Set: copy what the sign-in service publishes as "
            "its jwks_uri"
        ) from None


def _named(key: dict[str, Any]) -> dict[str, Any]:
    return {**key, "alg": _called(key["alg"])} if "alg" in key else key


def _is_public(key: dict[str, Any]) -> bool:
    return key.get("kty") in PUBLIC_KINDS and not PRIVATE_PARTS & key.keys()

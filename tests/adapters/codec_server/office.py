"""A sign-in service of these tests, and how its people ask the codec server."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry
from temporalio.api.common.v1 import Payload

from adapters.codec_server.bodies import written
from adapters.codec_server.tokens import Allowed
from tests.activities.fakes import NOW

ISSUER, AUDIENCE = "https://sign-in.council.example/v2", "api://vigil-codec"
ORIGIN, NAMESPACE = "https://temporal.council.example", "vigil"
AUDITOR = "6c7e0f4a-93a1-4d0e-8b0e-0d8f6a2f1c11"
KEYS: dict[str, RSAKey | ECKey | OKPKey] = {
    "rs": RSAKey.generate_key(2048, {"kid": "rs"}),
    "es": ECKey.generate_key("P-256", {"kid": "es"}),
    "ed": OKPKey.generate_key("Ed25519", {"kid": "ed"}),
}
STRANGERS = RSAKey.generate_key(2048, {"kid": "rs"})
NAMED = {"rs": "RS256", "es": "ES256", "ed": "EdDSA"}


def published(**named: str | None) -> dict[str, list[dict[str, Any]]]:
    """The public keys as services publish them: each says what it is for.

    `named`: the algorithms of some, in place of their own; None names none.
    """
    keys = [key.as_dict(private=False, use="sig") for key in KEYS.values()]
    said = {kid: {"alg": alg} for kid, alg in (NAMED | named).items() if alg}
    return {"keys": [{**key, **said.get(str(key["kid"]), {})} for key in keys]}


#: What the issuer publishes, which a forger has too and may take for a shared secret.
PUBLISHED = published()
THEN = int(NOW.timestamp())
CLAIMS = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "oid": AUDITOR,
    "sub": "pairwise-4711",
    "name": "Zofia Kowalczyk",
    "roles": ["cp.auditor"],
    "iat": THEN,
    "nbf": THEN,
    "exp": THEN + 3600,
}


def publish(folder: Path, keys: dict[str, list[dict[str, Any]]] = PUBLISHED) -> Path:
    """The file of the issuer's public keys."""
    file = folder / "jwks.json"
    file.write_text(json.dumps(keys))
    return file


def token(key: str = "rs", alg: str = "RS256", **claims: Any) -> str:
    """A token of the service; a claim that is None is left out of it."""
    said = {k: v for k, v in (CLAIMS | claims).items() if v is not None}
    return signed(said, KEYS[key], {"alg": alg, "kid": key})


def signed(claims: dict[str, Any], key: Any, header: dict[str, Any]) -> str:
    """The claims under any key at all."""
    other = JWSRegistry(algorithms=["RS512", "HS256"])
    registry = other if header["alg"] in ("RS512", "HS256") else Allowed()
    return jwt.encode(header, claims, key, registry=registry)


def unsigned(**header: Any) -> str:
    """A token that says it needs no signature."""
    return pieced({"alg": "none", **header}, CLAIMS)


def pieced(header: Any, claims: Any, signature: bytes = b"") -> str:
    """A token put together by hand, of whatever may be written as JSON."""
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    coded = [base64.urlsafe_b64encode(part).decode() for part in parts]
    return ".".join(part.rstrip("=") for part in coded)


def under_the_public_key() -> str:
    """The oldest trick: what is published, taken for a secret that both know."""
    secret = OctKey.import_key(json.dumps(PUBLISHED["keys"][0]))
    return signed(CLAIMS, secret, {"alg": "HS256", "kid": "rs"})


def ask(
    port: int,
    body: bytes | Iterator[bytes] | None = None,
    *,
    payloads: list[Payload] | None = None,
    method: str = "POST",
    path: str = "/decode",
    **headers: str | None,
) -> requests.Response:
    """As the page asks; `headers` change those of the page, None leaves one out."""
    usual: dict[str, str | None] = {
        "Authorization": f"Bearer {token()}",
        "Content-Type": "application/json",
        "Origin": ORIGIN,
        "X-Namespace": NAMESPACE,
    }
    changed = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.request(
        method,
        f"http://127.0.0.1:{port}{path}",
        data=written(payloads or []) if body is None else body,
        headers={name: value for name, value in changed.items() if value is not None},
        timeout=10,
    )

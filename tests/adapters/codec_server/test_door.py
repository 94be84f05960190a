"""Against the real server on the loopback, asked as the page asks and as others do."""

from __future__ import annotations

import base64
import json
import socket
from asyncio import to_thread
from typing import Any

import pytest
import requests
from structlog.testing import capture_logs
from temporalio.api.common.v1 import Payload

from adapters.codec_server import bodies
from adapters.codec_server.bodies import MOST_BYTES, MOST_PAYLOADS, written
from adapters.codec_server.tokens import LONGEST_SECONDS, SKEW_SECONDS
from adapters.sealing.custody import Custody
from tests.activities.fakes import NOW
from tests.adapters.codec_server import office
from tests.adapters.codec_server.conftest import CANARY, Notes, Serve, sealed
from tests.adapters.codec_server.office import AUDITOR, ORIGIN, THEN, ask, token


def bearer(**claims: Any) -> str:
    return f"Bearer {token(**claims)}"


def under(key: Any, **header: str) -> str:
    """Our claims, signed by a key that is not ours, or not as we say."""
    named = {"alg": "RS256", "kid": "rs"} | header
    return f"Bearer {office.signed(office.CLAIMS, key, named)}"


def pieced(**header: Any) -> str:
    """Our claims under a header that nobody would write, and no signature."""
    said = {"alg": "EdDSA", "kid": "ed"} | header
    return f"Bearer {office.pieced(said, office.CLAIMS)}"


def code(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_an_auditor_is_shown_the_text_and_the_audit_says_whose_it_was(
    serve: Serve, custody: Custody, notes: Notes
) -> None:
    payload = await sealed(custody)
    async with serve() as port:
        answer = await to_thread(ask, port, payloads=[payload])

    (plain,) = answer.json()["payloads"]
    assert answer.status_code == 200
    assert CANARY in base64.b64decode(plain["data"]).decode()
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Cache-Control"] == "no-store"
    assert notes.told == [("decoded", AUDITOR, "CP-1", 1)]


async def test_the_audit_counts_each_case_of_what_was_asked(
    serve: Serve, custody: Custody, notes: Notes
) -> None:
    given = [await sealed(custody, case) for case in ("CP-1", "CP-2", "CP-1")]
    async with serve() as port:
        await to_thread(ask, port, payloads=given)

    assert notes.told == [
        ("decoded", AUDITOR, "CP-1", 2),
        ("decoded", AUDITOR, "CP-2", 1),
    ]


async def test_each_of_the_three_kinds_of_signature_is_believed(serve: Serve) -> None:
    kinds = {"rs": "RS256", "es": "ES256", "ed": "EdDSA"}
    async with serve() as port:
        for key, alg in kinds.items():
            who = bearer(key=key, alg=alg)
            answer = await to_thread(ask, port, Authorization=who)
            assert answer.status_code == 200, alg


FORGED: dict[str, str | None] = {
    "no token": None,
    "no scheme": token(),
    "another scheme": f"Basic {token()}",
    "nothing after the scheme": "Bearer ",
    "words": "Bearer let me in",
    "another audience": bearer(aud="api://another"),
    "no audience": bearer(aud=None),
    "another issuer": bearer(iss="https://sign-in.other.example/v2"),
    "no issuer": bearer(iss=None),
    "expired": bearer(exp=THEN - SKEW_SECONDS - 1),
    "no expiry": bearer(exp=None),
    "an expiry in words": bearer(exp="tomorrow"),
    "everlasting": bearer(exp=THEN + LONGEST_SECONDS + 1),
    "not yet": bearer(nbf=THEN + SKEW_SECONDS + 1),
    "of the future": bearer(iat=THEN + SKEW_SECONDS + 1),
    "another's key": under(office.STRANGERS),
    "a key nobody knows": under(office.KEYS["rs"], kid="x"),
    "another algorithm": under(office.KEYS["rs"], alg="RS512"),
    "alg none": f"Bearer {office.unsigned()}",
    "alg none with a key": f"Bearer {office.unsigned(kid='rs')}",
    "the public key as a secret": f"Bearer {office.under_the_public_key()}",
    "cut off": f"Bearer {token()[:-4]}",
    "an address for a person": bearer(oid="zofia@council.example"),
    "a name for a person": bearer(oid="zofia-kowalczyk"),
    "nobody": bearer(oid=None, sub=None),
    "a number for a list of names": pieced(crit=1),
    "a list for a name": pieced(crit=[[]]),
    "deep": "Bearer " + "[" * 30_000,
}


async def test_who_cannot_prove_who_they_are_is_turned_away_and_nothing_is_opened(
    serve: Serve, custody: Custody, notes: Notes
) -> None:
    given = [await sealed(custody)]
    async with serve() as port:
        for why, header in FORGED.items():
            answer = await to_thread(ask, port, payloads=given, Authorization=header)
            assert answer.status_code == 401, why
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert answer.json().keys() == {"code"}

    assert notes.told == []


ROLES = [["cp.viewer"], ["cp.operator"], ["cp.admin"], [], None, "cp.auditor", [1]]


async def test_a_viewer_or_operator_is_refused_and_the_audit_says_so(
    serve: Serve, custody: Custody, notes: Notes
) -> None:
    given = [await sealed(custody)]
    async with serve() as port:
        for roles in ROLES:
            who = bearer(roles=roles)
            answer = await to_thread(ask, port, payloads=given, Authorization=who)
            assert code(answer) == (403, "role-not-allowed"), roles

    assert notes.told == [("refused", AUDITOR, "role-not-allowed")] * len(ROLES)


async def test_another_namespace_is_refused(serve: Serve) -> None:
    async with serve() as port:
        for namespace in (None, "", "default", "Vigil", "vigil,default"):
            answer = await to_thread(ask, port, X_Namespace=namespace)
            assert code(answer) == (403, "namespace-not-ours"), namespace


ORIGINS = [
    None,
    "null",
    "",
    ORIGIN + "/",
    ORIGIN + ".evil.example",
    "http" + ORIGIN[5:],
]


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
async def test_another_page_is_refused_and_its_browser_is_told_nothing(
    serve: Serve, custody: Custody, notes: Notes, method: str
) -> None:
    given = [await sealed(custody)]
    async with serve() as port:
        for origin in ORIGINS:
            answer = await to_thread(
                ask, port, payloads=given, method=method, Origin=origin
            )
            assert code(answer) == (403, "origin-not-allowed"), origin
            assert not [h for h in answer.headers if h.lower().startswith("access")]

    assert notes.told == []


async def test_the_one_page_is_told_what_it_may_send(serve: Serve) -> None:
    async with serve() as port:
        answer = await to_thread(ask, port, method="OPTIONS", Authorization=None)

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    assert answer.headers["Vary"] == "Origin"
    assert "x-namespace" in answer.headers["Access-Control-Allow-Headers"]


async def test_nothing_is_sealed_for_anybody(serve: Serve) -> None:
    async with serve() as port:
        answer = await to_thread(ask, port, path="/encode", payloads=[Payload()])

    assert code(answer) == (403, "encode-refused")


DOORS = [
    ("GET", "/decode", 405),
    ("PUT", "/decode", 405),
    ("HEAD", "/decode", 405),
    ("POST", "/", 404),
    ("POST", "/decode/x", 404),
    ("GET", "/health", 204),
]


async def test_no_other_door_is_open(serve: Serve) -> None:
    async with serve() as port:
        for method, path, status in DOORS:
            answer = await to_thread(ask, port, method=method, path=path)
            assert answer.status_code == status, (method, path)


BAD_BODIES = {
    "nothing": b"",
    "words": b"let me in",
    "half of it": b'{"payloads": [{"metadata"',
    "a list": b"[]",
    "null": b"null",
    "a number": b"7",
    "another field": b'{"payload": []}',
    "payloads of words": b'{"payloads": ["x"]}',
    "metadata that is a list": b'{"payloads": [{"metadata": [1]}]}',
    "no number": b'{"payloads": NaN}',
    "no text": b'\xff\xfe{"payloads": []}',
    "deep": b'{"payloads": ' + b"[" * 100_000,
    "deep and closed": b'{"payloads": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "deep in objects": b'{"a":' * 100_000,
}


async def test_a_body_that_is_no_payloads_is_refused_by_a_code(serve: Serve) -> None:
    async with serve() as port:
        for what, body in BAD_BODIES.items():
            answer = await to_thread(ask, port, body)
            assert code(answer) == (400, "no-payloads"), what


async def test_another_kind_of_body_is_refused(serve: Serve) -> None:
    async with serve() as port:
        answer = await to_thread(ask, port, Content_Type="text/plain")

    assert code(answer) == (415, "not-json")


async def test_a_body_too_large_is_refused_before_it_is_read(serve: Serve) -> None:
    async with serve() as port:
        said = await to_thread(only_announced, port, 4 * 1024 * 1024)

    assert said.startswith(b"HTTP/1.1 413")


def only_announced(port: int, length: int) -> bytes:
    """The answer to a request of which no byte of the body ever comes."""
    head = [
        "POST /decode HTTP/1.1",
        "Host: localhost",
        f"Origin: {ORIGIN}",
        f"Authorization: {bearer()}",
        f"X-Namespace: {office.NAMESPACE}",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        "\r\n",
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as caller:
        caller.sendall("\r\n".join(head).encode())
        return caller.recv(4096)


async def test_a_body_that_grows_too_large_is_refused_too(serve: Serve) -> None:
    async with serve() as port:
        answer = await to_thread(grown, port)

    assert answer.status_code == 413


def grown(port: int) -> requests.Response:
    """A body of no announced length, twice as large as any may be."""
    return ask(port, (b" " * 65_536 for _ in range(2 * MOST_BYTES // 65_536)))


async def test_a_body_that_does_not_come_is_not_waited_for(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "READ_SECONDS", 0.2)
    async with serve() as port:
        said = await to_thread(only_announced, port, 100)

    assert said.startswith(b"HTTP/1.1 408")


async def test_too_many_payloads_are_refused(serve: Serve) -> None:
    async with serve() as port:
        many = [Payload()] * (MOST_PAYLOADS + 1)
        answer = await to_thread(ask, port, payloads=many)

    assert code(answer) == (413, "too-many")


async def test_what_does_not_open_comes_back_as_it_was(
    serve: Serve, custody: Custody, notes: Notes
) -> None:
    plain = Payload(metadata={"encoding": b"json/plain"}, data=b"7")
    damaged, aimed = await sealed(custody), await sealed(custody)
    damaged.data = damaged.data[:-1] + bytes([damaged.data[-1] ^ 1])
    aimed.metadata["vigil-workflow"] = b"case/CP-2"
    elsewhere = await sealed(custody, namespace="default")
    given = [plain, damaged, aimed, elsewhere]
    async with serve() as port:
        answer = await to_thread(ask, port, payloads=given)

    assert answer.content == written(given)
    assert notes.told == []


async def test_an_erased_case_comes_back_sealed(
    serve: Serve, custody: Custody, notes: Notes
) -> None:
    payload = await sealed(custody, "CP-9")
    custody.destroy("CP-9", NOW)
    async with serve() as port:
        answer = await to_thread(ask, port, payloads=[payload])

    assert answer.content == written([payload])
    assert notes.told == []


async def test_a_broken_key_file_lets_nobody_in(serve: Serve, tmp_path: Any) -> None:
    async with serve() as port:
        (tmp_path / "jwks.json").write_text("{}")
        answer = await to_thread(ask, port)

    assert code(answer) == (503, "cannot-serve")


async def test_nothing_is_logged_but_codes(serve: Serve, custody: Custody) -> None:
    payload = await sealed(custody)
    async with serve() as port:
        with capture_logs() as lines:
            await to_thread(ask, port, payloads=[payload])
            await to_thread(ask, port, Authorization="Bearer x")

    assert lines == [
        {"event": "payloads_decoded", "count": 1, "log_level": "info"},
        {
            "event": "codec_server_turned_away",
            "code": "token-refused",
            "log_level": "warning",
        },
    ]
    assert json.dumps(lines).count(AUDITOR) == 0

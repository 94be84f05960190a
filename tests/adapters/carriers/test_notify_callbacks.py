"""Against the real receiver on the loopback, asked as Notify asks and as others do."""

from __future__ import annotations

import asyncio
import json
import socket
from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import requests
from pydantic import SecretStr
from sqlalchemy import text
from structlog.testing import capture_logs

from activities.ports import Post
from adapters.carriers.by_channel import Carriers
from adapters.carriers.callback_server import Serving, serving
from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.message_ids import reference
from adapters.carriers.notify_callbacks import MOST_BYTES, PATH, NotifyCallbacks
from adapters.store.database import Database
from domain.letters import Channel, Message, Standing
from tests.activities.fakes import NOW, FakeClock
from tests.adapters.carriers.notify_office import at_notify
from tests.dates import instant

KEY = "CP-1/invitation/conf-1/r1/p-1-1/mail"
REF = reference(KEY)
CANARY = "marguerite@home.example"
MAIL = Message(key=KEY, address=CANARY, subject="A conference", body="Dear you")
TOKEN, NEXT = "t" * 32, "n" * 32
#: When the service had taken it, as the service writes an instant.
TAKEN_AT = instant("Mon 2027-01-04 08:00Z")


def written(minutes: int) -> str:
    """So many minutes later."""
    return f"{TAKEN_AT + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%S.%fZ}"


TOLD = {
    "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
    "reference": REF,
    "to": CANARY,
    "status": "delivered",
    "created_at": written(0),
    "completed_at": written(5),
    "sent_at": written(1),
    "notification_type": "email",
    "template_id": "217a419e-6a7d-482a-9596-718b889dffce",
    "template_version": 1,
}


@pytest.fixture
async def handovers(database: Database) -> Handovers:
    handovers = Handovers(database)
    await handovers.expect(KEY, Channel.EMAIL, CarrierName.NOTIFY)
    return handovers


@asynccontextmanager
async def receiving(handovers: Handovers, *tokens: str) -> AsyncIterator[Serving]:
    given = [SecretStr(token) for token in tokens or (TOKEN,)]
    async with serving(NotifyCallbacks(handovers, given, FakeClock()).app()) as server:
        yield server


def post(
    port: int, body: bytes | str | dict[str, object], token: str | None = TOKEN
) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    content = json.dumps(body) if isinstance(body, dict) else body
    url = f"http://127.0.0.1:{port}{PATH}"
    return requests.post(url, data=content, headers=headers, timeout=10)


async def told(server: Serving, **change: object) -> int:
    answer = await to_thread(post, server.port, TOLD | change)
    return answer.status_code


async def test_a_callback_is_a_hint_and_nothing_of_it_is_kept_but_the_status(
    handovers: Handovers,
) -> None:
    async with receiving(handovers) as server:
        assert await told(server) == 202

    found = await handovers.of(KEY)
    assert found is not None
    assert (found.hint, found.hinted_at) == (Standing.DELIVERED, NOW)
    assert (found.standing, found.confirmed_at) == (None, None)
    assert CANARY not in str(found)


@pytest.mark.parametrize(
    "token", [None, "", "wrong", TOKEN[:-1], f"{TOKEN}x", NEXT, "é" * 32]
)
async def test_a_forged_or_missing_token_is_turned_away_and_leaves_no_trace(
    handovers: Handovers, token: str | None
) -> None:
    async with receiving(handovers) as server:
        secret = token.encode().decode("latin-1") if token is not None else None
        answer = await to_thread(post, server.port, TOLD, secret)

    assert answer.status_code == 401
    assert answer.content == b""
    assert await handovers.hinted(KEY) is None


async def test_with_a_good_token_a_false_arrival_is_not_believed_over_the_carrier(
    handovers: Handovers,
) -> None:
    with at_notify() as office:
        posts: dict[CarrierName, Post] = {CarrierName.NOTIFY: office.post}
        by_notify = {Channel.EMAIL: CarrierName.NOTIFY}
        carriers = Carriers(posts, by_notify, handovers, FakeClock())
        await carriers.send(MAIL)
        async with receiving(handovers) as server:
            lied = await told(server, status="delivered")
        hinted = await handovers.hinted(KEY)
        asked = await carriers.standing(KEY)

    assert (lied, hinted) == (202, Standing.DELIVERED)
    assert asked is Standing.SENT


async def test_the_scheme_must_be_bearer(handovers: Handovers) -> None:
    async with receiving(handovers) as server:
        url = f"http://127.0.0.1:{server.port}{PATH}"
        answer = await to_thread(
            lambda: requests.post(url, json=TOLD, auth=(TOKEN, TOKEN), timeout=10)
        )

    assert answer.status_code == 401


async def test_two_tokens_live_side_by_side_while_one_takes_over(
    handovers: Handovers,
) -> None:
    async with receiving(handovers, TOKEN, NEXT) as server:
        answers = [
            await to_thread(post, server.port, TOLD, each) for each in (TOKEN, NEXT)
        ]

    assert [answer.status_code for answer in answers] == [202, 202]


@pytest.mark.parametrize("of", [reference("another"), "a batch", "", None, "../x"])
async def test_whether_a_letter_is_known_here_cannot_be_found_out(
    handovers: Handovers, of: str | None
) -> None:
    async with receiving(handovers) as server:
        with capture_logs() as lines:
            unknown = await to_thread(post, server.port, TOLD | {"reference": of})
        known = await to_thread(post, server.port, TOLD)

    assert unknown.status_code == known.status_code == 202
    assert unknown.content == known.content == b""
    assert {*unknown.headers} == {*known.headers}
    assert lines == [{"event": "callback_unknown", "count": 1, "log_level": "warning"}]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "null",
        "[]",
        '{"id": ',
        b"\xff\xfe\x00",
        "[" * 60_000,
        '{"id": NaN}',
        {**TOLD, "id": "7"},
        {**TOLD, "status": None},
        {**TOLD, "status": f"to {CANARY}"},
        {**TOLD, "reference": 7},
        {**TOLD, "reference": "x" * 1001},
        {**TOLD, "completed_at": "yesterday"},
        {**TOLD, "completed_at": written(5).removesuffix("Z")},
        {key: value for key, value in TOLD.items() if key != "status"},
    ],
)
async def test_a_body_that_is_no_callback_is_refused_without_an_echo(
    handovers: Handovers, body: bytes | str | dict[str, object]
) -> None:
    async with receiving(handovers) as server:
        answer = await to_thread(post, server.port, body)

    assert answer.status_code == 400
    assert answer.content == b""
    assert await handovers.hinted(KEY) is None


async def test_a_body_is_read_no_further_than_it_may_be_long(
    handovers: Handovers,
) -> None:
    full = json.dumps(TOLD).ljust(MOST_BYTES)
    async with receiving(handovers) as server:
        largest = await to_thread(post, server.port, full)
        too_large = await to_thread(post, server.port, f"{full} ")

    assert (largest.status_code, too_large.status_code) == (202, 413)


async def test_late_repeated_and_disordered_callbacks_never_take_back_the_last_word(
    handovers: Handovers,
) -> None:
    said = ["sending", "delivered", "delivered", "sending", "pending", "created"]
    async with receiving(handovers) as server:
        for status in said:
            assert await told(server, status=status) == 202

    assert await handovers.hinted(KEY) is Standing.DELIVERED


async def test_a_status_that_notify_adds_later_is_taken_for_no_arrival(
    handovers: Handovers,
) -> None:
    async with receiving(handovers) as server:
        assert await told(server, status="teleported", provider="new field") == 202

    assert await handovers.hinted(KEY) is Standing.SENT


async def test_what_could_not_be_written_down_is_to_be_told_again(
    handovers: Handovers, database: Database
) -> None:
    await database.write(lambda db: db.execute(text("DROP TABLE handovers")) and None)
    async with receiving(handovers) as server:
        assert await told(server) == 503


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [("GET", PATH, 405), ("POST", "/", 404), ("POST", f"{PATH}/x", 404)],
)
async def test_there_is_one_address_and_one_way_to_use_it(
    handovers: Handovers, method: str, path: str, code: int
) -> None:
    async with receiving(handovers) as server:
        url = f"http://127.0.0.1:{server.port}{path}"
        answer = await to_thread(
            lambda: requests.request(method, url, json=TOLD, timeout=10)
        )

    assert answer.status_code == code
    assert "server" not in {name.lower() for name in answer.headers}


async def test_a_port_that_is_taken_is_an_error_and_not_the_end_of_the_program(
    handovers: Handovers,
) -> None:
    app = NotifyCallbacks(handovers, [], FakeClock()).app()
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            async with serving(app, port):
                raise AssertionError("it cannot listen there")


async def test_nobody_listens_once_it_is_left(handovers: Handovers) -> None:
    async with receiving(handovers) as server:
        port, work = server
        assert not work.done()

    assert work.done()
    with pytest.raises(OSError, match=r"refused|failed"):
        await asyncio.open_connection("127.0.0.1", port)


async def test_without_a_token_nobody_is_let_in(handovers: Handovers) -> None:
    app = NotifyCallbacks(handovers, [], FakeClock()).app()
    async with serving(app) as server:
        answers = [
            await to_thread(post, server.port, TOLD, token) for token in (None, "", "x")
        ]

    assert [answer.status_code for answer in answers] == [401] * 3

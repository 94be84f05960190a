"""Commands about letters under way: reports, callbacks, and a look at the carriers."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.health import WITHIN, Health
from adapters.carriers.message_ids import reference
from adapters.carriers.notify_callbacks import PATH
from adapters.carriers.print_queue import PrintQueue
from adapters.embedded_server import free_port
from adapters.settings import Settings
from adapters.store.database import Database
from commands.app import build
from commands.findings import Grade
from commands.letters.callbacks import receiving
from commands.letters.carrier_findings import carriers, of_health, to_post
from commands.output import Failure
from commands.service import now
from domain.letters import Channel, Enclosure, Message, Standing
from tests.adapters.carriers.test_delivery_reports import CANARY, KEY, fate, report
from tests.adapters.carriers.test_notify_callbacks import TOLD
from tests.dates import instant

TOKEN = "t" * 32
MONDAY = instant("Mon 2027-01-04 08:00Z")
BACK = report(fate("failed", "5.1.1"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings()


def vigil(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(build(), arguments, input=given)


def expected(settings: Settings, *, standing: Standing | None = None) -> None:
    """A letter under way, taken longer ago than a word of it may take."""
    database = Database.open(settings.store)
    handovers = Handovers(database)
    taken = now() - WITHIN[Channel.EMAIL] - timedelta(hours=1)

    async def write() -> None:
        await handovers.expect(KEY, Channel.EMAIL, CarrierName.SMTP)
        if standing is not None:
            await handovers.stands(KEY, standing, taken)

    asyncio.run(write())
    database.close()


def hinted(settings: Settings) -> Standing | None:
    database = Database.open(settings.store)
    found = asyncio.run(Handovers(database).hinted(KEY))
    database.close()
    return found


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_a_report_that_came_back_is_kept_as_a_hint(
    settings: Settings, tmp_path: Path, way: str
) -> None:
    expected(settings)
    file = tmp_path / "mail"
    file.write_bytes(BACK)
    given = ("-", BACK) if way == "stdin" else (str(file), b"")

    result = vigil("delivery-report", given[0], given=given[1])

    assert (result.exit_code, result.stdout) == (0, "Written down.\n")
    assert hinted(settings) is Standing.PERMANENT_FAILURE


def test_a_report_of_a_letter_that_is_still_tried_leaves_no_trace(
    settings: Settings,
) -> None:
    expected(settings)

    result = vigil("delivery-report", "-", given=report(fate("delayed", "4.4.1")))

    assert result.exit_code == 0
    assert hinted(settings) is None


def test_a_report_about_no_letter_of_ours_is_refused(settings: Settings) -> None:
    Database.open(settings.store).close()

    result = vigil("delivery-report", "-", given=BACK)

    assert result.exit_code == 1
    assert reference(KEY) not in result.output


@pytest.mark.parametrize(
    "raw", [b"", b"\xff" * 90, b"Subject: hello\n\nhi", b"a" * 2_000_000]
)
def test_a_mail_that_is_no_report_is_bad_input_and_not_repeated(
    settings: Settings, raw: bytes
) -> None:
    expected(settings)

    result = vigil("delivery-report", "-", given=raw)

    assert result.exit_code == 2
    assert "delivery report" in " ".join(result.stderr.split())
    assert CANARY not in result.output


def test_a_file_that_is_not_there_is_bad_input(settings: Settings) -> None:
    result = vigil("delivery-report", "nowhere")

    assert result.exit_code == 2
    assert result.stderr.startswith("FILE: ")
    assert "FILE" in vigil("delivery-report", "--help").stdout


def test_callbacks_are_not_taken_without_a_token(home: Path) -> None:
    result = vigil("callbacks")

    assert result.exit_code == 2
    assert "VIGIL_CALLBACK_TOKENS" in result.stderr


def _with_token(settings: Settings, port: int) -> Settings:
    token = SecretStr(TOKEN)
    return settings.model_copy(update={"callback_tokens": token, "callback_port": port})


async def test_what_notify_tells_is_written_where_the_carriers_look(
    settings: Settings,
) -> None:
    await asyncio.to_thread(expected, settings)
    database = Database.open(settings.store)
    port = free_port()
    async with receiving(_with_token(settings, port), database):
        answer = await asyncio.to_thread(
            requests.post,
            f"http://127.0.0.1:{port}{PATH}",
            json=TOLD,
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=10,
        )
    found = await Handovers(database).hinted(KEY)
    database.close()

    assert answer.status_code == 202
    assert found is Standing.DELIVERED


async def test_a_port_that_is_taken_is_said_in_words(settings: Settings) -> None:
    database = Database.open(settings.store)
    with socket.create_server(("127.0.0.1", 0)) as holder:
        taken = _with_token(settings, holder.getsockname()[1])
        with pytest.raises(Failure, match="another program has the port"):
            async with receiving(taken, database):
                raise AssertionError("it cannot listen there")
    database.close()


async def test_a_carrier_that_confirms_nothing_is_found_by_the_doctor(
    settings: Settings,
) -> None:
    await asyncio.to_thread(expected, settings, standing=Standing.SENT)

    (found,) = await carriers(settings)

    assert found.about == "e-mail by the mail server"
    assert found.grade is Grade.WRONG
    assert "e-mail accepted but not confirmed for 1 letter since" in found.says


async def test_letters_that_wait_to_be_posted_are_found_by_the_doctor(
    settings: Settings,
) -> None:
    Database.open(settings.store).close()
    pages = Enclosure(name="a-1.pdf", media="application/pdf", content=b"%PDF")
    paper = Message(key=KEY, address="x", subject="x", body="x", enclosures=(pages,))
    await PrintQueue(settings.print_folder).send(paper)

    (found,) = await carriers(settings)

    assert (found.about, found.grade) == ("print queue", Grade.MIND)
    assert "1 letter to print and post" in found.says


async def test_without_a_record_there_is_nothing_to_find(settings: Settings) -> None:
    assert await carriers(settings) == []
    assert list(to_post([])) == []


@pytest.mark.parametrize(
    ("unconfirmed", "silent", "grade"),
    [(0, 0, Grade.GOOD), (2, 0, Grade.MIND), (2, 1, Grade.WRONG)],
)
def test_a_carrier_s_grade_goes_by_what_it_left_unsaid(
    unconfirmed: int, silent: int, grade: Grade
) -> None:
    since = MONDAY if silent else None
    health = Health(Channel.TEXT, CarrierName.NOTIFY, 3, unconfirmed, silent, since)

    found = of_health(health)

    assert found.grade is grade
    assert ("2027-01-04 08:00" in found.says) is bool(silent)

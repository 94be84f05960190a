"""What somebody heard of a letter, or did about it, is recorded by its number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commands.app import build
from commands.letters import heard
from commands.output import Ended
from domain.letters import Standing
from domain.receipts import Receipt
from domain.requests import Request
from domain.requests.deliveries import RecordDelivery
from domain.requests.letters import SettleUndeliveredLetter
from tests.commands.letters.letters_desk import CASE, every_standing, key, record
from tests.dates import instant

BY = ("--by", "clerk", "--role", "business-support")
AT = ("--at", "2027-01-06T10:00:00Z")


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The requests that the case was sent. It answers the second as a repetition."""
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    record(tmp_path, {CASE: every_standing()})
    sent: list[Request] = []

    async def client_of(settings: object) -> None:
        """Nobody is reached: the answer is given here."""

    async def ask(client: object, case: str, request: Request) -> Receipt:
        known = request in sent
        sent.append(request)
        return Receipt(case=case, facts=1, repeated=known)

    monkeypatch.setattr(heard, "client_of", client_of)
    monkeypatch.setattr(heard, "ask", ask)
    return sent


def vigil(*arguments: str) -> Result:
    return CliRunner().invoke(build(), [*arguments, *BY])


def test_what_was_heard_of_a_letter_is_recorded_by_its_number(
    asked: list[Request],
) -> None:
    result = vigil("delivered", CASE, "5", "--standing", "delivered", *AT)

    assert (result.exit_code, result.stdout) == (Ended.DONE, "Recorded: arrived.\n")
    (request,) = asked
    assert isinstance(request, RecordDelivery)
    assert request.key == key("mother", "post", "plan-copy")
    assert request.standing is Standing.DELIVERED
    assert request.heard_at == instant("Wed 2027-01-06 10:00Z")


def test_how_a_letter_that_failed_was_dealt_with_is_recorded_by_its_number(
    asked: list[Request],
) -> None:
    result = vigil("dealt-with", CASE, "7", "--how", "given-by-hand", *AT)

    assert result.exit_code == Ended.DONE
    (request,) = asked
    assert isinstance(request, SettleUndeliveredLetter)
    assert (request.key, request.how) == (
        key("nurse", "mail", "plan-copy"),
        "given-by-hand",
    )


def test_said_twice_it_is_told_as_on_record_and_not_as_news(
    asked: list[Request],
) -> None:
    say = ("delivered", CASE, "5", "--standing", "permanent-failure", *AT)

    first, again = vigil(*say), vigil(*say)

    assert first.stdout.startswith("Recorded: came back")
    assert again.stdout == "It was on record before: nothing more was done.\n"
    assert json.loads(vigil(*say, "--json").stdout)["repeated"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("delivered", CASE, "99", "--standing", "delivered"), "no letter of this"),
        (("delivered", CASE, "5", "--standing", "queued"), "'--standing': 'queued'"),
        (("dealt-with", CASE, "7", "--how", "Handed over"), "--how: write a code"),
    ],
)
def test_a_slip_ends_with_2_and_sends_nothing(
    asked: list[Request], arguments: tuple[str, ...], said: str
) -> None:
    result = vigil(*arguments)

    assert result.exit_code == Ended.BAD_INPUT
    assert said in " ".join(result.stderr.split())
    assert asked == []

"""Nothing is called arrived that has not gone: what waits or is held is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import commands.letters.letters
import commands.letters.not_gone
from commands.app import build
from commands.each_case import Over
from commands.letters.at_a_glance import at_the_end, counted
from commands.letters.letters import listed
from commands.letters.not_gone import unsent_of, waiting
from commands.letters.sending import Sending, State
from commands.letters.sendings import sendings
from commands.output import Ended, Failure
from commands.service import settings, store_of
from commands.telling import Telling
from commands.words import Place
from domain.facts.deliveries import LetterTakenBack
from domain.facts.translations import TranslationAsked
from domain.letters import Channel, Standing
from domain.record.translations import Translation
from domain.requests.letters import HoldLetters
from domain.unsent import UnsentView
from domain.views import CaseView
from domain.worklist import Stage
from tests.commands.letters.answering import Answering
from tests.commands.letters.letters_desk import (
    CASE,
    MONDAY,
    TUESDAY,
    gone,
    key,
    older,
    opened_case,
    record,
    rows,
)
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.builders import a_case
from tests.domain.requesting import asked
from tests.domain.translating import BACK, MOTHER, planned

ARRIVED = (opened_case(), gone("gran", Standing.DELIVERED))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of which all that has gone has arrived."""
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("VIGIL_TEMPORAL_ADDRESS", "127.0.0.1:9")
    monkeypatch.setenv("COLUMNS", "80")
    record(tmp_path, {CASE: ARRIVED})
    return tmp_path


@pytest.fixture
def running(home: Path, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """A case that has letters to send, and holds those to the mother."""
    hold = ask(HoldLetters, who=MOTHER, reason="risk")
    served = Answering(asked(planned(), BACK, hold), BACK)
    served.served(monkeypatch, commands.letters.not_gone)

    async def lines_of(facts: object) -> Over[object]:
        return Over([], {})

    async def view_of(settings: object, ref: str) -> CaseView:
        return await served.view_by(None, ref)

    monkeypatch.setattr(commands.letters.not_gone, "lines_of", lines_of)
    monkeypatch.setattr(commands.letters.letters, "view_of", view_of)
    return served


def vigil(*arguments: str) -> Result:
    return CliRunner().invoke(build(), arguments)


def said(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_what_has_not_gone_or_is_held_is_listed_over_all_cases_and_counted(
    running: Answering,
) -> None:
    result = vigil("deliveries")
    told = json.loads(vigil("deliveries", "--json").stdout)

    assert result.exit_code == Ended.DONE
    assert "arrived." not in said(result)
    assert "(2 held)" in said(result).partition("Not gone yet:")[2]
    held = [e["letter"]["to"] for e in told if e["letter"]["state"] == State.HELD]
    assert held == [MOTHER, MOTHER]
    assert all(each["next"] for each in told)


def test_with_nothing_to_send_all_is_known_to_have_arrived(running: Answering) -> None:
    running.case = a_case()

    assert "Everything that has gone is known to have arrived." in said(
        vigil("deliveries")
    )


@pytest.mark.parametrize("arguments", [("deliveries",), ("letters", CASE, "--awaited")])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_where_the_case_cannot_be_asked_nothing_is_said_to_have_arrived(
    home: Path, arguments: tuple[str, ...], form: tuple[str, ...]
) -> None:
    result = vigil(*arguments, *form)

    assert result.exit_code == Ended.UNREACHABLE
    assert "could" in result.stderr
    assert "asked" in result.stderr
    assert "arrived." not in result.stdout
    assert "No letter" not in result.stdout
    assert json.loads(result.stdout) == [] if form else True


def test_what_is_stuck_is_on_record_and_asks_no_case(home: Path) -> None:
    result = vigil("deliveries", "--stuck")

    assert (result.exit_code, result.stderr) == (Ended.DONE, "")
    assert "Nothing is stuck." in result.stdout


def test_awaited_letters_of_a_case_that_answers_are_those_that_wait(
    running: Answering,
) -> None:
    running.case = a_case()

    result = vigil("letters", CASE, "--awaited")

    assert (result.exit_code, result.stdout) == (
        Ended.DONE,
        "No letter is like that.\n",
    )


@pytest.mark.parametrize(
    ("ended", "over", "known"),
    [
        (Ended.BAD_INPUT, True, True),
        (Ended.BAD_INPUT, False, False),
        (Ended.UNREACHABLE, True, False),
    ],
)
async def test_only_a_closed_case_that_is_found_no_more_has_nothing_to_send(
    running: Answering,
    monkeypatch: pytest.MonkeyPatch,
    ended: Ended,
    over: bool,
    known: bool,
) -> None:
    class Line:
        case, stage = CASE, Stage.CLOSED if over else Stage.PLAN

    async def lines_of(facts: object) -> Over[Line]:
        return Over([Line()], {})

    async def view_by(client: object, ref: str) -> CaseView:
        raise Failure(ended, "it does not answer")

    monkeypatch.setattr(commands.letters.not_gone, "lines_of", lines_of)
    monkeypatch.setattr(commands.letters.not_gone, "view_by", view_by)

    async with store_of(settings()) as store:
        found = await unsent_of(settings(), store.facts, [CASE])

    assert found == ({CASE: ()} if known else None)


def taken_back() -> tuple[Sending, ...]:
    lay = gone("mother", Standing.QUEUED, Channel.POST)
    back = LetterTakenBack(at=TUESDAY, key=key("mother", "post"), found=True)
    return sendings(rows((*ARRIVED, lay, back)))


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        (lambda: (), "No letter has gone yet."),
        (lambda: sendings(rows(ARRIVED)), "Everything that has gone is known to"),
        (taken_back, "Nothing that has gone is waited for: what did not arrive"),
    ],
)
def test_what_did_not_arrive_is_never_said_to_have_arrived(
    letters: Callable[[], tuple[Sending, ...]], sentence: str
) -> None:
    assert at_the_end(letters()).startswith(sentence)


def owed(
    to: str, *, role: bool = False, held: bool = False, **of: object
) -> UnsentView:
    given = {
        "key": f"{CASE}/plan-copy/{of.get('child')}/{to}",
        "kind": "digest" if role else "plan-copy",
        "to": to,
        "role": role,
        "document": None,
        "channel": "email",
        "asked_at": MONDAY,
        "not_before": None,
        "held": held,
    }
    return UnsentView.model_validate(given | of)


def test_what_waits_is_counted_with_what_is_held_of_it() -> None:
    staff = owed("chair", role=True)

    assert counted([owed("mother")]) == "Not gone yet: 1 letter."
    assert counted([owed("mother", held=True), owed("gran"), staff]) == (
        "Not gone yet: 2 letters (1 held) and 1 message to staff."
    )
    assert counted([staff, staff]) == "Not gone yet: 2 messages to staff."


def test_letters_that_wait_tell_their_child_and_language_and_stand_by_date() -> None:
    later, first, second = waiting(
        [
            owed("mother", about="conference-1", child="child-2", language="pl"),
            owed("gran", not_before=instant("Sun 2027-01-03 08:00Z")),
            owed("mother", about="conference-1", child="child-1"),
        ]
    )

    assert (later.to, first.child, second.child) == ("gran", "child-1", "child-2")
    table = listed([second], Telling(Place("york"), "Europe/London"))
    (cell,) = table.columns[1].cells
    assert cell == ("copy of the plan (conference-1), child-2, in Polish\nto mother")


def test_a_letter_that_went_in_another_language_says_in_which() -> None:
    job = Translation(
        ref="t1",
        document="outline-plan",
        about="conference-1",
        language="ur",
        source="0" * 64,
        asked_at=MONDAY,
    )
    sent = gone("mother", Standing.SENT)
    delivery = sent.delivery.model_copy(update={"translation": "t1"})
    facts = (
        older()[0],
        TranslationAsked(at=MONDAY, translation=job),
        sent.model_copy(update={"delivery": delivery}),
    )

    (letter,) = sendings(rows(facts))

    assert letter.language == "ur"

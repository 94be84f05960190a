"""Letters are stopped with one command, which says what it stopped and what goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import commands.letters.holding
from adapters.settings import Settings
from adapters.store.database import Database
from commands.app import build
from commands.letters.held import holds_in_words
from commands.output import Ended, Failure
from domain.advance import sendable
from domain.effects import EffectKind
from domain.views import CaseView, case_view
from tests.commands.letters.answering import Answering
from tests.domain.translating import BACK, MOTHER, planned

BY = ("--by", "worker", "--role", "social-worker")
RISK, DANGER = ("--reason", "risk"), ("--reason", "danger")
HER = ("--who", MOTHER)
HERS = f"2 letters: copy of the plan to {MOTHER}, invitation to {MOTHER}"


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """A case with copies of a plan, and a text that the desk is to be asked for."""
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    Database.open(Settings().store).close()
    served = Answering(planned(), BACK)
    return served.served(monkeypatch, commands.letters.holding)


def vigil(command: str, *arguments: str) -> Result:
    return CliRunner().invoke(build(), [command, "CP-1", *arguments, *BY])


def said(result: Result) -> str:
    assert result.exit_code == Ended.DONE
    return " ".join(result.stdout.split())


def going(running: Answering) -> set[tuple[str, str]]:
    return {(each.kind, each.to) for each in sendable(running.case)}


def test_a_hold_on_one_person_says_how_many_of_her_letters_of_which_kind_it_stopped(
    running: Answering,
) -> None:
    before = going(running)

    told = said(vigil("hold", *HER, *RISK))

    assert (EffectKind.PLAN_COPY, MOTHER) in before
    assert not [each for each in going(running) if each[1] == MOTHER]
    assert f"Held: {HERS}." in told
    assert "What staff are told of dates goes on" in told


def test_a_hold_on_the_whole_case_stops_what_is_to_be_translated_and_says_so(
    running: Answering,
) -> None:
    told = said(vigil("hold", *RISK))

    assert "request for a translation to translation-desk" in told
    assert "Nothing is given out to be translated meanwhile." in told
    assert {kind for kind, _ in going(running)} <= {
        EffectKind.TASK,
        EffectKind.DIGEST,
        EffectKind.ESCALATION,
    }


def test_a_hold_after_a_release_holds_again(running: Answering) -> None:
    """The same words a second time are no repetition: the letters go meanwhile."""
    for command in ("hold", "release", "hold"):
        assert vigil(command, *HER, *RISK).exit_code == Ended.DONE

    assert [(each.who, each.reason) for each in running.case.holds] == [
        (MOTHER, "risk")
    ]


def test_letters_held_already_are_not_counted_as_stopped_again(
    running: Answering,
) -> None:
    vigil("hold", *HER, *RISK)

    assert f"no other letter to {MOTHER} was waiting to go" in said(
        vigil("hold", *HER, *DANGER)
    )


def test_a_release_says_what_goes_again_and_what_still_holds_the_rest(
    running: Answering,
) -> None:
    for reason in (RISK, DANGER):
        vigil("hold", *HER, *reason)

    first, last = (said(vigil("release", *HER, *why)) for why in (RISK, DANGER))

    assert "no letter goes by that now" in first
    assert f"Letters to {MOTHER} are held, since" in first
    assert first.endswith("danger.")
    assert f"Released: {HERS}." in last
    assert "are held" not in last
    assert (EffectKind.PLAN_COPY, MOTHER) in going(running)


def test_a_release_that_is_refused_shows_what_is_held(running: Answering) -> None:
    vigil("hold", *HER, *RISK)

    result = vigil("release", "--everybody")

    assert result.exit_code == Ended.REFUSED
    assert f"Letters to {MOTHER} are held, since" in " ".join(result.stderr.split())


@pytest.mark.parametrize("options", [(), (*HER, "--everybody")])
def test_nobody_releases_a_whole_case_by_leaving_an_option_out(
    running: Answering, options: tuple[str, ...]
) -> None:
    vigil("hold", *RISK)

    result = vigil("release", *options)

    assert result.exit_code == Ended.BAD_INPUT
    assert "--everybody" in result.stderr
    assert running.case.holds


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("--reason", "Not Safe at Home"), "--reason: write a code"),
        (("--reason", "risk", "--who", "Jan Canary"), "--who: give a person's"),
    ],
)
def test_a_slip_is_named_by_its_option_and_what_was_typed_is_not_repeated(
    running: Answering, options: tuple[str, ...], where: str
) -> None:
    result = vigil("hold", *options)

    assert result.exit_code == Ended.BAD_INPUT
    assert result.stderr.startswith(where)
    assert "Canary" not in result.output
    assert not running.case.holds


def test_a_hold_stands_though_the_case_does_not_say_what_it_stopped(
    running: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def silent_afterwards(client: None, ref: str) -> CaseView:
        if asked:
            raise Failure(Ended.UNREACHABLE, "nobody answered")
        asked.append(ref)
        return await running.view_by(client, ref)

    monkeypatch.setattr(commands.letters.holding, "view_by", silent_afterwards)

    told = said(vigil("hold", *HER, *RISK))

    assert "Held. Which letters that concerns cannot be told now" in told
    assert running.case.holds


def test_as_json_a_hold_and_a_release_tell_their_letters_and_what_holds(
    running: Answering,
) -> None:
    held, released = (_json(command) for command in ("hold", "release"))

    assert {each["kind"] for each in held["letters"]} == {"plan-copy", "invitation"}
    assert [each["reason"] for each in held["holds"]] == ["risk"]
    assert [each["key"] for each in released["letters"]] == [
        each["key"] for each in held["letters"]
    ]
    assert released["holds"] == []


def _json(command: str) -> Any:
    return json.loads(vigil(command, *HER, *RISK, "--json").stdout)


def test_a_case_says_whose_letters_are_held_since_when_and_why(
    running: Answering,
) -> None:
    vigil("hold", *HER, *RISK)
    vigil("hold", *HER, *RISK)
    vigil("hold", *DANGER)

    hers, everybodys = holds_in_words(case_view(running.case, running.at))

    assert hers.startswith(f"Letters to {MOTHER} are held, since ")
    assert hers.endswith(": risk.")
    assert everybodys.startswith("Every letter of this case is held")
    assert everybodys.endswith(": danger.")


def test_a_case_that_an_older_worker_tells_of_still_says_that_letters_are_held(
    running: Answering,
) -> None:
    vigil("hold", *HER, *RISK)
    told = case_view(running.case, running.at).model_dump(exclude={"holds"})

    assert list(holds_in_words(CaseView.model_validate(told))) == [
        "Letters are held in this case."
    ]

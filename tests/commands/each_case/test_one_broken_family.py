"""What is amiss with one family stops nobody from working with all the others."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from adapters.settings import Settings
from commands.each_case import NAMED, NAMELESS, listed
from commands.gateway import keys
from commands.gateway.sending import attester_of
from commands.letters import not_gone
from commands.output import Ended
from tests.commands.each_case.breaking import (
    BROKEN,
    COMMANDS,
    PUT_IN,
    WHOLE,
    by_hand,
    damage_key,
    put_in,
    said,
)
from tests.commands.record.archive import Archive


@pytest.mark.parametrize(
    "column", ["wrapped = x'0000'", "wrapped = zeroblob(60)", "master_id = 'gone'"]
)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_damaged_key_of_one_family_is_named_and_the_others_are_told(
    archive: Archive, command: tuple[str, ...], column: str
) -> None:
    damage_key(archive, column)
    role, tells = COMMANDS[command]
    archive.sits_there(role)

    told = archive.vigil(*command, "--json")
    shown = archive.vigil(*command)

    refused = command == ("rebuild",)
    assert (
        told.exit_code
        == shown.exit_code
        == (Ended.REFUSED if refused else Ended.UNREACHABLE)
    )
    assert tells(json.loads(told.stdout)), told.stdout
    assert BROKEN in shown.stderr + shown.stdout
    assert "fault of its own" not in told.stderr + shown.stderr
    assert refused or "'vigil " in told.stderr


@pytest.mark.parametrize("column", ["wrapped = x'0000'", "master_id = 'gone'"])
def test_whoever_opens_the_whole_record_is_told_which_family_does_not_open(
    archive: Archive, column: str
) -> None:
    damage_key(archive, column)
    archive.sits_there("auditor")

    told = archive.vigil("verify", "--open", "--json")
    found = json.loads(told.stdout)

    assert told.exit_code == Ended.REFUSED
    assert [each["chain"] for each in found["findings"]] == [BROKEN]
    assert found["opened"] > 0


def test_the_other_cases_are_asked_what_they_still_have_to_send(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()

    async def client_of(settings: object) -> None:
        """Nobody is reached: the case answers here."""

    async def view_by(client: object, ref: str) -> SimpleNamespace:
        asked.append(ref)
        return SimpleNamespace(unsent=())

    monkeypatch.setattr(not_gone, "client_of", client_of)
    monkeypatch.setattr(not_gone, "view_by", view_by)
    damage_key(archive)

    told = archive.vigil("deliveries")

    assert (told.exit_code, asked) == (Ended.UNREACHABLE, [WHOLE])
    assert f"{BROKEN} (key damaged)" in said(told)
    assert "could be asked" not in said(told)
    assert "known to have arrived" not in told.stdout
    assert "No letter has gone yet" not in told.stdout


def test_the_gateway_s_keys_are_adopted_in_the_other_cases(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()

    async def client_of(settings: object) -> None:
        """Nobody is reached: the case answers here."""

    def gateway_of(client: object, found: Settings) -> SimpleNamespace:
        async def ask(ref: str, request: object) -> None:
            asked.append(ref)

        return SimpleNamespace(attester=attester_of(found), ask=ask)

    monkeypatch.setattr(keys, "client_of", client_of)
    monkeypatch.setattr(keys, "gateway_of", gateway_of)
    damage_key(archive)

    told = archive.vigil("gateway-keys", "adopt", "--json")

    assert (told.exit_code, asked) == (Ended.UNREACHABLE, [WHOLE])
    became = json.loads(told.stdout)
    assert became["adopted"] == [WHOLE]
    assert became["unread"] == {BROKEN: "key-damaged"}


@pytest.mark.parametrize("body", ["x'00'", "x'23313a0000'", "x'6b393a0000'"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_row_put_into_one_record_by_others_stops_no_other(
    archive: Archive, command: tuple[str, ...], body: str
) -> None:
    kinds = {"audit": "request-accepted", "gateway-keys": "case-sealed"}
    put_in(archive, f"'{BROKEN}'", body, kinds.get(command[0], "case-opened"))
    role, tells = COMMANDS[command]
    archive.sits_there(role)

    told = archive.vigil(*command, "--json")

    if command == ("cases",):  # its line is as Vigil wrote it
        assert told.exit_code == Ended.DONE
        return
    assert told.exit_code != Ended.DONE
    assert tells(json.loads(told.stdout)), told.stdout
    assert BROKEN in told.stdout + told.stderr
    assert "fault of its own" not in told.stderr


@pytest.mark.parametrize("kind", ["case-opened", "child-added", "letter-posted"])
@pytest.mark.parametrize(
    "command", [("deliveries", "--stuck"), ("gateway-keys", "adopt", "--dry-run")]
)
def test_a_family_that_vigil_never_wrote_is_named_by_whoever_asks_them_all(
    archive: Archive, command: tuple[str, ...], kind: str
) -> None:
    put_in(archive, f"'{PUT_IN}'", "x'00'", kind)

    told = archive.vigil(*command, "--json")

    assert told.exit_code == Ended.UNREACHABLE
    assert f"{PUT_IN} (" in said(told)
    assert "'vigil verify REF'" in said(told)
    assert json.loads(told.stdout) is not None


@pytest.mark.parametrize("command", [("deliveries", "--stuck"), ("gaming",)])
def test_what_is_no_reference_is_told_of_and_not_repeated(
    archive: Archive, command: tuple[str, ...]
) -> None:
    put_in(archive, "'Wilhelmina Canary'", "x'00'")
    put_in(archive, "CAST(x'ff' AS TEXT)", "x'00'")

    assert archive.vigil("rebuild", "--json").exit_code == Ended.REFUSED
    archive.sits_there(COMMANDS[command][0])

    told = archive.vigil(*command)

    assert told.exit_code == Ended.UNREACHABLE
    assert f"{NAMELESS} (no reference)" in " ".join(told.output.split())
    assert "Canary" not in told.output


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_where_no_case_opens_for_want_of_a_key_the_command_ends_as_a_whole(
    archive: Archive, command: tuple[str, ...]
) -> None:
    by_hand(archive, "case-keys.db", "UPDATE case_keys SET master_id = 'gone'")
    archive.sits_there(COMMANDS[command][0])

    told = archive.vigil(*command, "--json")

    assert (told.exit_code, told.stdout) == (Ended.UNREACHABLE, "")
    assert "not given here" in said(told)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_where_the_store_of_the_keys_does_not_answer_the_command_ends_as_a_whole(
    archive: Archive, command: tuple[str, ...]
) -> None:
    by_hand(archive, "case-keys.db", "DROP TABLE case_keys_layout")
    by_hand(archive, "case-keys.db", "CREATE TABLE case_keys_layout (x)")
    archive.sits_there(COMMANDS[command][0])

    told = archive.vigil(*command, "--json")

    assert (told.exit_code, told.stdout) == (Ended.UNREACHABLE, "")
    assert BROKEN not in told.stderr


def test_of_very_many_only_some_are_named_in_one_sentence() -> None:
    unread = {f"CP-{no}": "key-damaged" for no in range(NAMED + 3)}

    assert listed(unread).endswith("CP-49 (key damaged) and 3 more")

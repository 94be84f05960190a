"""`vigil verify` and `vigil seals`: what they say, to whom, and how they end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import Result

from adapters.record.books import BOOKS, SEALS_BOOK
from adapters.record.seals import LastSeal, Unsealed
from adapters.record.seals_checked import SEALED_ENDS, Finding
from adapters.record.verifying import Verified
from commands.record.faults import OF_A_SEAL, meaning, sealed_so_far, where
from domain.evidence.faults import Fault, What
from tests.adapters.record.scene import MONDAY, Scene, entry
from tests.commands.record.archive import PERSON, Archive


def words(text: str) -> str:
    return " ".join(text.split())


def answer(result: Result) -> Any:
    """What was said as JSON, however it ended."""
    return json.loads(result.stdout)


async def alter(scene: Scene) -> None:
    scene.by_hand("UPDATE facts SET kind = 'x' WHERE case_ref = 'CP-1' AND no = 2")


async def seal(scene: Scene) -> None:
    await scene.seal(1)


async def lose_the_house(scene: Scene) -> None:
    scene.by_hand("UPDATE heads SET last_no = 1 WHERE chain = '-' AND book = 'audit'")


async def begin_the_house(scene: Scene) -> None:
    for minute in range(3):
        await scene.audit.write(entry(None, minute))


def test_a_record_that_nobody_touched_is_said_to_be_whole(archive: Archive) -> None:
    archive.do(seal)

    result = archive.vigil("verify")

    said = words(result.stdout)
    assert result.exit_code == 0
    assert "in 2 chains, and 1 seal." in said
    assert "The last seal: 1:" in said
    assert "everything is under it" in said
    assert "Nothing was altered, put in or moved" in said
    assert said.endswith("only against a seal that is kept elsewhere (--expect).")


def test_not_all_is_said_to_be_sealed_while_older_chains_have_no_mark() -> None:
    last = LastSeal(3, MONDAY, "d" * 64, "k1")

    assert "; everything is under it." in sealed_so_far(Unsealed(0, None, last))
    assert "; everything with a mark is under it." in sealed_so_far(
        Unsealed(0, None, last, unmarked=1)
    )
    assert "; 2 chains not yet, the oldest since" in sealed_so_far(
        Unsealed(2, MONDAY, last, unmarked=1)
    )


def test_what_was_altered_is_named_with_what_to_do_and_ends_the_command_with_1(
    archive: Archive,
) -> None:
    archive.do(alter)

    result = archive.vigil("verify")

    assert result.exit_code == 1
    assert "Case CP-1, fact 2" in words(result.output)
    assert "changed afterwards" in words(result.output)
    assert "Put nothing right by hand" in words(result.output)
    assert archive.vigil("verify", "CP-2").exit_code == 0
    assert archive.vigil("verify", "CP 2").exit_code == 2


def test_a_program_is_told_the_first_fault_of_each_chain(archive: Archive) -> None:
    archive.do(alter)

    result = archive.vigil("verify", "--json")

    told = answer(result)
    assert result.exit_code == 1
    assert told["whole"] is False
    assert told["findings"] == [
        {
            "book": "facts",
            "chain": "CP-1",
            "what": "altered",
            "no": 2,
            "until": None,
            "seal": None,
        }
    ]
    assert (told["last_seal"], told["as_kept"]) == (None, None)
    assert told["unsealed"]["chains"] == 2


def test_what_opens_is_counted_and_an_erased_case_is_told_apart(
    archive: Archive,
) -> None:
    before = answer(archive.vigil("verify", "--open", "--json"))
    archive.do(erase)

    after = answer(archive.vigil("verify", "--open", "--json"))

    assert (before["whole"], before["erased"]) == (True, [])
    assert before["opened"] == before["rows"]["facts"] == after["rows"]["facts"]
    assert (after["whole"], after["erased"]) == (True, ["CP-1"])
    assert after["opened"] == before["opened"] - len(archive.families["CP-1"].rows)
    assert "1 erased case" in archive.vigil("verify", "--open").stdout


async def erase(scene: Scene) -> None:
    scene.custody.destroy("CP-1", MONDAY)


def test_the_auditor_s_seal_tells_a_store_that_was_put_back(archive: Archive) -> None:
    archive.do(seal)
    last = archive.told("seals")["last_seal"]
    kept = f"{last['no']}:{last['digest']}"

    as_kept = archive.vigil("verify", "--expect", kept, "--json")
    other = archive.vigil("verify", "--expect", f"{last['no'] + 1}:{last['digest']}")

    assert (as_kept.exit_code, answer(as_kept)["as_kept"]) == (0, True)
    assert other.exit_code == 1
    assert "does not have seal 2 as it is kept elsewhere" in words(other.output)
    assert archive.vigil("verify", "--expect", "the last").exit_code == 2


def test_the_last_seal_is_shown_with_the_key_that_checks_it(archive: Archive) -> None:
    assert "Nothing was ever sealed" in words(archive.vigil("seals").stdout)
    archive.do(seal)

    said, told = words(archive.vigil("seals").stdout), archive.told("seals")

    assert f"1:{told['last_seal']['digest']}" in said.replace(" ", "")
    assert told["unsealed"] == {"chains": 0, "since": None}
    assert told["public_keys"]["development"] in said


def test_a_case_that_there_is_not_is_bad_input_and_never_said_to_be_whole(
    archive: Archive,
) -> None:
    result = archive.vigil("verify", "NOPE-1")

    assert result.exit_code == 2
    assert "Nothing was altered" not in result.output


def test_that_somebody_checked_is_in_the_audit(archive: Archive) -> None:
    archive.vigil("verify")
    archive.vigil("verify", "CP-1")

    house = archive.do(lambda scene: scene.audit.of_case(None))
    of_case = archive.audited("CP-1")

    assert [(e.kind, e.person, e.what, e.why) for e in house] == [
        ("verified", PERSON, "verify", "whole")
    ]
    assert [e.kind for e in of_case] == ["verified"]


def test_a_broken_audit_is_still_looked_at_and_it_is_said_that_nobody_wrote_it_down(
    archive: Archive,
) -> None:
    archive.do(begin_the_house)
    archive.do(lose_the_house)

    result = archive.vigil("verify")

    said = words(result.output)
    assert result.exit_code == 1
    assert "The house in the audit, entry 1" in said
    assert "could not be written down (Altered)" in said


@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("book", [*(book.name for book in BOOKS), SEALS_BOOK.name])
def test_every_fault_has_its_words_and_its_place(book: str, what: What) -> None:
    found = Finding(book, "K-1", Fault(what, 3, 5, 2))

    assert where(found).endswith(("3", "Seal 3"))
    assert "{" not in meaning(found)
    assert "Seal 2 shows it" in meaning(found)


@pytest.mark.parametrize("what", OF_A_SEAL)
def test_what_a_seal_seals_has_its_words_too(what: What) -> None:
    assert where(Finding(SEALED_ENDS, "K-1", Fault(what, 2))).endswith("for case K-1")
    assert where(Finding(SEALED_ENDS, "", Fault(what, 2))) == "What seal 2 seals"
    assert meaning(Finding(SEALED_ENDS, "", Fault(what, 2))) == OF_A_SEAL[what]


@pytest.mark.parametrize("name", ["", "K 9\x1b[2J", "K-1\x9b8m", "K-\xb9", "K" * 41])
def test_a_name_that_no_case_can_have_is_quoted_and_does_nothing_to_the_screen(
    name: str,
) -> None:
    shown = where(Finding("facts", name, Fault(What.INSERTED, 1)))

    assert shown == f"Case {name!a}, fact 1"
    assert shown.isascii()
    assert shown.isprintable()


def test_what_was_checked_is_whole_only_without_a_finding() -> None:
    found = Finding("facts", "K-1", Fault(What.GONE, 1))

    assert Verified().is_whole
    assert not Verified(findings=[found]).is_whole

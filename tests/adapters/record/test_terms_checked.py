"""What cases are judged by lies under its fingerprint, and whoever verifies looks.

They are in no chain: the first fact of each case names them, under seal.
"""

from __future__ import annotations

import pytest

from adapters.record.seals_checked import Finding
from adapters.record.verifying import Verifier
from domain.evidence.faults import Fault, What
from tests.adapters.record.families import Family, append, family
from tests.adapters.record.scene import MONDAY, Scene, batch

ALTERED = "UPDATE terms SET body = replace(body, '{}', '{}')"


@pytest.fixture
async def lived(blank: Scene) -> Family:
    lived = family("delay", "CP-1")
    await append(blank, lived)
    return lived


async def looked(scene: Scene, *, opening: bool) -> list[Finding]:
    custody = scene.custody if opening else None
    verified = await Verifier(scene.database, scene.signet, custody).verify()
    return verified.findings


async def test_terms_as_they_were_kept_are_whole(blank: Scene, lived: Family) -> None:
    assert await looked(blank, opening=True) == []


@pytest.mark.parametrize("begins", ["first-line-manager", '"digest":"'])
async def test_altered_terms_are_named_without_a_key_and_with_one_each_case_too(
    blank: Scene, lived: Family, begins: str
) -> None:
    blank.by_hand(ALTERED.format(begins, "social-worker"))
    terms = Finding("terms", lived.case.terms.digest, Fault(What.ALTERED, 1))

    assert await looked(blank, opening=False) == [terms]
    assert await looked(blank, opening=True) == [
        terms,
        Finding("facts", "CP-1", Fault(What.NO_TERMS, 1)),
    ]


async def test_terms_that_were_taken_away_are_missed_by_the_case_that_names_them(
    blank: Scene, lived: Family
) -> None:
    blank.by_hand("DELETE FROM terms")

    assert await looked(blank, opening=False) == []
    assert await looked(blank, opening=True) == [
        Finding("facts", "CP-1", Fault(What.NO_TERMS, 1))
    ]


async def test_terms_put_under_another_fingerprint_are_missed_under_their_own(
    blank: Scene, lived: Family
) -> None:
    blank.by_hand("UPDATE terms SET digest = 'x'")

    assert await looked(blank, opening=True) == [
        Finding("terms", "x", Fault(What.ALTERED, 1)),
        Finding("facts", "CP-1", Fault(What.NO_TERMS, 1)),
    ]


async def test_a_case_that_begins_while_the_record_is_read_is_no_fault(
    blank: Scene, lived: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Verifier, "_of_terms", lambda *_: [])

    assert await looked(blank, opening=True) == []


async def test_a_case_whose_first_fact_names_no_terms_is_no_fault(blank: Scene) -> None:
    await blank.ledger.append(batch("K-1", 1, 2))
    await blank.seal(MONDAY.minute)

    assert await looked(blank, opening=True) == []

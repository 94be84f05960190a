"""A sealed column opens in its own row, for its own case, and nowhere else."""

from __future__ import annotations

import pytest

from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from tests.dates import instant
from tests.ledgers import sealed_before

WORDS = b"what was said"


@pytest.fixture
def bodies(custody: Custody) -> CaseColumn:
    return CaseColumn(custody, "facts.body")


def test_a_row_of_a_case_opens_as_it_was_written(bodies: CaseColumn) -> None:
    held = bodies.seal("CP-1", WORDS, "CP-1", 7)

    assert bodies.unseal("CP-1", held, "CP-1", 7) == WORDS
    assert held.startswith(b"#1:")
    assert WORDS not in held


@pytest.mark.parametrize(
    ("case", "column", "about", "why"),
    [
        ("CP-1", "facts.body", ("CP-1", 8), "damaged"),
        ("CP-1", "facts.body", ("CP-1",), "damaged"),
        ("CP-1", "letters.body", ("CP-1", 7), "damaged"),
        ("CP-2", "facts.body", ("CP-1", 7), "damaged"),
        ("CP-3", "facts.body", ("CP-1", 7), "unknown-key"),
    ],
)
def test_moved_to_another_row_column_or_case_it_does_not_open(
    custody: Custody, case: str, column: str, about: tuple[str | int, ...], why: str
) -> None:
    bodies = CaseColumn(custody, "facts.body")
    held = bodies.seal("CP-1", WORDS, "CP-1", 7)
    bodies.seal("CP-2", WORDS, "CP-2", 1)

    with pytest.raises(Unopenable, match=why):
        CaseColumn(custody, column).unseal(case, held, *about)


def test_what_is_sealed_in_a_column_is_no_payload_of_the_case(
    custody: Custody, bodies: CaseColumn
) -> None:
    sealed = custody.seal("CP-1", WORDS, b'["vigil/payload/2", "default"]')
    held = sealed.key_id.encode() + b":" + sealed.box

    with pytest.raises(Unopenable, match="damaged"):
        bodies.unseal("CP-1", held, "CP-1", 7)


def test_a_row_from_before_cases_had_keys_opens_under_the_keyring(
    custody: Custody, bodies: CaseColumn
) -> None:
    older = sealed_before(custody.keyring, "facts.body", WORDS, "CP-1", 7)

    assert bodies.unseal("CP-1", older, "CP-1", 7) == WORDS
    assert custody.counted() == []


def test_every_row_of_an_erased_case_says_that_it_was_erased(
    custody: Custody, bodies: CaseColumn
) -> None:
    held = bodies.seal("CP-1", WORDS, "CP-1", 7)
    custody.destroy("CP-1", instant("Mon 2026-11-23 09:00Z"))

    with pytest.raises(Unopenable, match="erased"):
        bodies.unseal("CP-1", held, "CP-1", 7)


@pytest.mark.parametrize("held", [b"", b"no colon", b":", b"#1", b"\xff:box"])
def test_bytes_that_nobody_sealed_are_told_from_a_fault(
    bodies: CaseColumn, held: bytes
) -> None:
    with pytest.raises(Unopenable, match=r"damaged|unknown-key"):
        bodies.unseal("CP-1", held, "CP-1", 7)

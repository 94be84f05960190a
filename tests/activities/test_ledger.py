"""Keeping the record: what is appended, what is an alarm, what is tried again."""

from __future__ import annotations

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.ledger import Record
from activities.ports import FactLedger, Unavailable
from domain.recording import Batch, Row
from tests.activities.fakes import FakeFacts
from tests.dates import instant

MONDAY = instant("Mon 2027-01-11 10:00Z")


def batch(*numbers: int, said: str = "so") -> Batch:
    rows = tuple(
        Row(no=no, kind="case-opened", at=MONDAY, recorded_at=MONDAY, body=said)
        for no in numbers
    )
    return Batch(case="CP-1", rows=rows, line=f"up to {numbers[-1]}")


async def append(facts: FactLedger, what: Batch) -> int:
    last: int = await ActivityEnvironment().run(Record(facts).append, what)
    return last


async def test_what_is_appended_is_answered_with_the_last_number_held() -> None:
    facts = FakeFacts()

    assert await append(facts, batch(1, 2)) == 2
    assert await append(facts, batch(2, 3)) == 3
    assert facts.held == {1: "so", 2: "so", 3: "so"}
    assert facts.lines == ["up to 2", "up to 3"]


async def test_other_content_under_a_number_is_an_alarm_and_tried_again_for_ever() -> (
    None
):
    facts = FakeFacts()
    await append(facts, batch(1))

    with pytest.raises(ApplicationError) as failed:
        await append(facts, batch(1, said="otherwise"))

    assert (failed.value.type, failed.value.non_retryable) == ("LedgerConflict", False)
    assert failed.value.message == "ledger-conflict"
    assert failed.value.__cause__ is None


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (OSError("disk of Amelia Doe is full"), "OSError"),
        (Unavailable("store-is-locked"), "store-is-locked"),
    ],
)
async def test_any_other_trouble_is_tried_again_and_says_a_code(
    trouble: Exception, code: str
) -> None:
    with pytest.raises(ApplicationError) as failed:
        await append(FakeFacts(trouble=trouble), batch(1))

    assert (failed.value.type, failed.value.non_retryable) == ("Unavailable", False)
    assert failed.value.message == code
    assert failed.value.__cause__ is None

"""What became of a letter is asked until it is known; one on paper is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from temporalio.exceptions import ApplicationError

from activities.failures import NOT_YET, UNAVAILABLE
from activities.following import Following
from domain.letters import Carried, Channel, Followed, Message, Standing
from tests.activities.fakes import FakeSends
from tests.dates import instant

NOW = instant("Mon 2026-12-14 09:00Z")
LETTER = Followed(key="CP-1/invitation/conf-1/r1/p-1/mail", channel=Channel.EMAIL)


@dataclass
class Carrier:
    """A carrier that knows this of every letter, unless it is down."""

    knows: Standing | None = None
    lies: bool = False
    down: bool = False

    async def send(self, message: Message) -> Standing:
        return Standing.SENT

    async def has_sent(self, key: str) -> bool:
        return True

    async def standing(self, key: str) -> Standing | None:
        if self.down:
            raise ConnectionError(key)
        return self.knows

    async def recall(self, key: str) -> bool:
        if self.down:
            raise ConnectionError(key)
        return self.lies


class Watch:
    def now(self) -> datetime:
        return NOW


def following(carrier: Carrier, sends: FakeSends | None = None) -> Following:
    return Following(carrier, Watch(), sends or FakeSends())


@pytest.mark.parametrize(
    "standing",
    [
        Standing.DELIVERED,
        Standing.PERMANENT_FAILURE,
        Standing.TEMPORARY_FAILURE,
        Standing.TECHNICAL_FAILURE,
    ],
)
async def test_what_is_final_is_said(standing: Standing) -> None:
    receipt = await following(Carrier(standing)).follow_up(LETTER)
    assert (receipt.key, receipt.standing, receipt.at) == (LETTER.key, standing, NOW)


@pytest.mark.parametrize(
    "standing", [None, Standing.QUEUED, Standing.SENT, Standing.UNCONFIRMED]
)
async def test_what_is_not_known_yet_is_asked_again_in_a_quarter_of_an_hour(
    standing: Standing | None,
) -> None:
    with pytest.raises(ApplicationError) as failure:
        await following(Carrier(standing)).follow_up(LETTER)
    assert failure.value.type == NOT_YET
    assert failure.value.next_retry_delay == timedelta(minutes=15)
    assert not failure.value.non_retryable


async def test_a_carrier_that_cannot_be_asked_is_asked_again_and_names_nothing() -> (
    None
):
    asked = following(Carrier(down=True))
    for ask in (asked.follow_up, asked.recall):
        with pytest.raises(ApplicationError) as failure:
            await ask(LETTER)
        assert (failure.value.type, failure.value.message) == (
            UNAVAILABLE,
            "ConnectionError",
        )


@pytest.mark.parametrize("lies", [True, False])
async def test_whether_it_still_lay_there_is_said(lies: bool) -> None:
    assert await following(Carrier(lies=lies)).recall(LETTER) is lies


@pytest.mark.parametrize("lies", [True, False])
async def test_what_was_taken_out_may_go_anew_and_what_was_not_found_may_not(
    lies: bool,
) -> None:
    sends = FakeSends()
    await sends.begin(LETTER.key)
    await sends.finish(LETTER.key, Carried.SENT, NOW)

    await following(Carrier(lies=lies), sends).recall(LETTER)

    gone = await sends.finished(LETTER.key) is not None
    assert gone is not lies

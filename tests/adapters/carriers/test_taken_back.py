"""A sheet that was taken back and may go after all is printed, under the same key."""

from __future__ import annotations

from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError

from activities.carrying import NO_LONGER_THERE, Carrier
from activities.following import Following
from adapters.carriers.by_channel import Carriers
from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.print_queue import PrintQueue
from adapters.send_ledger import SqlSendLedger
from adapters.store.database import Database
from commands.rehearsal.paper import paper_in_memory
from commands.rehearsal.ports import FactsInMemory
from domain.letters import Carried, Followed, Standing
from tests.activities.fakes import FakeClock
from tests.adapters.carriers.test_carriers import BY_SMTP, PAPER

FOLLOWED = Followed(key=PAPER.key, channel=PAPER.channel)


class Office:
    """The print queue in this folder, with the ledgers of this store."""

    def __init__(self, database: Database, folder: Path) -> None:
        clock, sends = FakeClock(), SqlSendLedger(database, FakeClock())
        queue = {CarrierName.PRINT: PrintQueue(folder)}
        post = Carriers(queue, BY_SMTP, Handovers(database), clock)
        paper = paper_in_memory(FactsInMemory())
        self.folder = folder
        self.following = Following(post, clock, sends)
        self.carrier = Carrier(
            post, sends, clock, paper.drafting, paper.envelope, paper.letters
        )

    def printed(self) -> list[Path]:
        return list(self.folder.glob("*.pdf"))


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    return Office(database, tmp_path / "print")


async def test_what_was_taken_back_is_printed_anew_when_it_is_asked_for_again(
    office: Office,
) -> None:
    await office.carrier.carry(PAPER)
    assert await office.following.recall(FOLLOWED)
    assert office.printed() == []

    again = await office.carrier.carry(PAPER)

    assert (again.carried, again.standing) == (Carried.SENT, Standing.QUEUED)
    assert len(office.printed()) == 1


async def test_of_a_sheet_that_somebody_took_out_by_hand_nothing_is_claimed(
    office: Office,
) -> None:
    await office.carrier.carry(PAPER)
    for sheet in office.printed():
        sheet.unlink()

    with pytest.raises(ApplicationError) as failed:
        await office.carrier.carry(PAPER)

    assert (failed.value.message, failed.value.non_retryable) == (NO_LONGER_THERE, True)
    assert office.printed() == []


async def test_what_should_lie_there_and_does_not_may_be_in_somebodys_hand(
    office: Office,
) -> None:
    await office.carrier.carry(PAPER)
    for sheet in office.printed():
        sheet.unlink()

    assert await office.following.recall(FOLLOWED) is None


async def test_what_was_never_to_be_printed_or_was_taken_back_lies_nowhere(
    office: Office,
) -> None:
    assert await office.following.recall(FOLLOWED) is False
    await office.carrier.carry(PAPER)
    assert await office.following.recall(FOLLOWED) is True
    assert await office.following.recall(FOLLOWED) is False

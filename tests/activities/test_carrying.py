"""One letter, carried once: what happens after each place where a crash can come."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.carrying import Carrier
from activities.invitations import Invitations
from activities.ports import Clock, Post, Refusal, SendLedger, Unavailable
from activities.wording import worded
from adapters.mail_sink import Fault, Moment
from commands.rehearsal.paper import paper_in_memory
from commands.rehearsal.ports import FactsInMemory
from domain.effects import EffectKind
from domain.letters import Carried, Message, Receipt, Standing
from tests.activities.fakes import NOW, FakeClock, FakePost, FakeSends, keys
from tests.activities.older import letter_for
from tests.activities.posts import Kind
from tests.domain.family import BOOKED, MOTHER, a_family, booked, owed

CASE = booked(a_family())
LETTER = letter_for(CASE, owed(CASE, EffectKind.INVITATION, MOTHER), BOOKED)
SENT_BEFORE = worded(LETTER)


def carrying(post: Post, sends: SendLedger) -> Carrier:
    paper = paper_in_memory(FactsInMemory())
    return Carrier(
        post=post,
        sends=sends,
        clock=FakeClock(),
        drafting=paper.drafting,
        envelope=paper.envelope,
        letters=paper.letters,
    )


async def invite(post: Post, sends: SendLedger) -> Receipt:
    receipt: Receipt = await ActivityEnvironment().run(
        Invitations(carrying(post, sends)).invite, LETTER
    )
    return receipt


def begun() -> FakeSends:
    return FakeSends(begun={LETTER.key})


async def failure(post: Post, sends: SendLedger) -> ApplicationError:
    with pytest.raises(ApplicationError) as failed:
        await invite(post, sends)
    return failed.value


def test_the_fakes_are_ports() -> None:
    ports: tuple[Post, SendLedger, Clock] = (FakePost(), FakeSends(), FakeClock())

    assert ports[2].now() == NOW


async def test_a_new_letter_is_written_down_sent_once_and_finished() -> None:
    post, sends = FakePost(), FakeSends()

    receipt = await invite(post, sends)

    assert receipt == Receipt(
        key=LETTER.key, carried=Carried.SENT, at=NOW, standing=Standing.DELIVERED
    )
    assert post.taken == [SENT_BEFORE]
    assert sends.done == {LETTER.key: (Carried.SENT, NOW)}


async def test_a_new_letter_is_written_down_before_it_is_sent() -> None:
    post = FakePost()

    failed = await failure(post, FakeSends(full=True))

    assert post.taken == []
    assert not failed.non_retryable


async def test_a_finished_letter_is_found_and_never_sent_again() -> None:
    sends = FakeSends(begun={LETTER.key}, done={LETTER.key: (Carried.SENT, BOOKED)})
    post = FakePost(can_be_asked=False)

    receipt = await invite(post, sends)

    assert receipt.carried is Carried.FOUND
    assert receipt.standing is Standing.UNCONFIRMED
    assert post.taken == []
    assert sends.done == {LETTER.key: (Carried.SENT, BOOKED)}


async def test_a_begun_letter_that_the_carrier_has_is_found_and_not_sent_again() -> (
    None
):
    post, sends = FakePost(taken=[SENT_BEFORE]), begun()

    receipt = await invite(post, sends)

    assert receipt.carried is Carried.FOUND
    assert keys(post.taken) == [LETTER.key]
    assert sends.done == {LETTER.key: (Carried.FOUND, NOW)}


async def test_a_begun_letter_that_the_carrier_lacks_is_sent() -> None:
    post, sends = FakePost(), begun()

    receipt = await invite(post, sends)

    assert receipt.carried is Carried.SENT
    assert keys(post.taken) == [LETTER.key]
    assert sends.done == {LETTER.key: (Carried.SENT, NOW)}


async def test_a_begun_letter_in_doubt_is_sent_again_under_the_same_identity() -> None:
    post = FakePost(can_be_asked=False, taken=[SENT_BEFORE])
    sends = begun()

    receipt = await invite(post, sends)

    assert receipt.carried is Carried.IN_DOUBT
    assert post.taken == [SENT_BEFORE, SENT_BEFORE]
    assert sends.done == {LETTER.key: (Carried.IN_DOUBT, NOW)}


async def test_a_first_attempt_does_not_ask_the_carrier_what_it_cannot_know() -> None:
    receipt = await invite(FakePost(can_be_asked=False), FakeSends())

    assert receipt.carried is Carried.SENT


async def test_a_refusal_is_for_good_and_says_its_code_alone() -> None:
    sends = FakeSends()

    failed = await failure(FakePost(trouble=Refusal("mailbox-refused")), sends)

    assert (failed.type, failed.non_retryable) == ("Undeliverable", True)
    assert failed.message == "mailbox-refused"
    assert failed.details == ()
    assert failed.__cause__ is None
    assert sends.done == {}


async def test_an_outage_is_tried_again_and_says_its_code_alone() -> None:
    failed = await failure(
        FakePost(trouble=Unavailable("carrier-said-451")), FakeSends()
    )

    assert (failed.type, failed.non_retryable) == ("Unavailable", False)
    assert failed.message == "carrier-said-451"
    assert failed.__cause__ is None


@pytest.mark.parametrize(
    "trouble", [OSError("no route to marguerite"), ValueError("marguerite")]
)
async def test_any_other_trouble_is_tried_again_and_named_by_its_kind(
    trouble: Exception,
) -> None:
    failed = await failure(FakePost(trouble=trouble), FakeSends())

    assert not failed.non_retryable
    assert failed.message == type(trouble).__name__
    assert failed.__cause__ is None


async def test_a_cancelled_attempt_is_cancelled_and_never_undeliverable() -> None:
    class Waiting(FakePost):
        async def send(self, message: Message) -> Standing:
            environment.cancel()
            await asyncio.Event().wait()
            return Standing.DELIVERED

    environment, sends = ActivityEnvironment(), FakeSends()
    carrier = carrying(Waiting(), sends)

    with pytest.raises(asyncio.CancelledError):
        await environment.run(Invitations(carrier).invite, LETTER)

    assert (sends.begun, sends.done) == ({LETTER.key}, {})


@pytest.mark.parametrize("name", ["fake", "smtp"])
async def test_a_letter_whose_answer_was_lost_is_found_on_the_next_attempt(
    name: str, tmp_path: Path
) -> None:
    sends = FakeSends()
    lost = Fault.DROP_AFTER_KEEPING
    async with Kind(name, asked=True).open(tmp_path, Moment.CONTENT, lost) as office:
        first = await failure(office.post, sends)
        receipt = await invite(office.post, sends)

    assert not first.non_retryable
    assert receipt.carried is Carried.FOUND
    assert len(list(tmp_path.glob("*.eml"))) == (name == "smtp")


@pytest.mark.parametrize("asked", [True, False])
async def test_a_letter_that_was_sent_but_not_noted_is_looked_up_or_sent_again(
    asked: bool,
) -> None:
    """A crash between the carrier's yes and our note of it."""

    class Forgetful(FakeSends):
        async def finish(self, key: str, carried: str, at: object) -> None:
            raise OSError("the power went")

    post = FakePost(can_be_asked=asked)
    await failure(post, Forgetful())

    receipt = await invite(post, begun())

    assert receipt.carried is (Carried.FOUND if asked else Carried.IN_DOUBT)
    assert len(post.taken) == (1 if asked else 2)

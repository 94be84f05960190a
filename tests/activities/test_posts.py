"""What every carrier promises, asked of the fake and of the real one alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from activities.ports import Refusal
from adapters.mail_sink import Fault, Moment
from domain.letters import Channel, Enclosure, Message, Standing
from tests.activities.posts import ALL_KINDS, KINDS, LATER, NO, Kind

LETTER = Message(
    key="CP-1/invitation/conf-1/r1/p-1-1/mail",
    address="marguerite@home.example",
    subject="Vigil: a conference about case CP-1 - invitation",
    body="Dear Marguerite Quillfeather,\n\nYou are invited.\n",
)
ON_PAPER = LETTER.model_copy(
    update={
        "channel": Channel.POST,
        "enclosures": (
            Enclosure(name="letter-1.pdf", media="application/pdf", content=b"%PDF-1"),
        ),
    }
)
OTHER_KEY = "CP-1/invitation/conf-1/r1/p-2-1/mail"


def named(kind: Kind) -> str:
    return f"{kind.name}-{'asked' if kind.asked else 'mute'}"


every_kind = pytest.mark.parametrize("kind", ALL_KINDS, ids=named)
spoken_to_by_smtp = pytest.mark.parametrize("kind", KINDS, ids=named)


@every_kind
async def test_a_carrier_knows_what_it_took_or_says_that_it_cannot_be_asked(
    kind: Kind, tmp_path: Path
) -> None:
    async with kind.open(tmp_path) as office:
        before = await office.post.has_sent(LETTER.key)
        await office.post.send(ON_PAPER)

        assert before is (False if kind.asked else None)
        assert await office.post.has_sent(LETTER.key) is (True if kind.asked else None)
        assert await office.post.has_sent(OTHER_KEY) is before


@every_kind
async def test_what_is_known_of_a_letter_is_said_when_it_is_taken_and_when_asked(
    kind: Kind, tmp_path: Path
) -> None:
    async with kind.open(tmp_path) as office:
        before = await office.post.standing(LETTER.key)
        taken = await office.post.send(ON_PAPER)
        asked = await office.post.standing(LETTER.key)

        assert before is None
        assert asked is (taken if kind.asked else None)
        assert (taken is Standing.UNCONFIRMED) is not kind.asked
        assert await office.post.standing(OTHER_KEY) is None


@every_kind
async def test_only_what_lies_in_our_own_folder_can_be_taken_back(
    kind: Kind, tmp_path: Path
) -> None:
    async with kind.open(tmp_path) as office:
        never_sent = await office.post.recall(LETTER.key)
        await office.post.send(ON_PAPER)
        sent = await office.post.recall(LETTER.key)
        again = await office.post.recall(LETTER.key)

        assert (never_sent, again) == (False, False)
        assert sent is (kind.name == "print-queue")


@spoken_to_by_smtp
async def test_a_refusal_for_good_says_a_code_and_leaves_nothing_behind(
    kind: Kind, tmp_path: Path
) -> None:
    async with kind.open(tmp_path, Moment.RECIPIENT, NO) as office:
        with pytest.raises(Refusal) as refused:
            await office.post.send(LETTER)

        assert refused.value.code == str(refused.value) == "mailbox-refused"
        assert not await office.post.has_sent(LETTER.key)


@spoken_to_by_smtp
async def test_a_trouble_that_may_pass_is_no_refusal_and_repeats_nothing(
    kind: Kind, tmp_path: Path
) -> None:
    async with kind.open(tmp_path, Moment.CONTENT, LATER) as office:
        with pytest.raises(Exception, match="carrier-said-451") as trouble:
            await office.post.send(LETTER)

        assert not isinstance(trouble.value, Refusal)
        assert "marguerite" not in str(trouble.value)
        assert not await office.post.has_sent(LETTER.key)


@spoken_to_by_smtp
async def test_a_letter_whose_answer_was_lost_is_known_to_a_carrier_that_can_be_asked(
    kind: Kind, tmp_path: Path
) -> None:
    lost = Fault.DROP_AFTER_KEEPING
    async with kind.open(tmp_path, Moment.CONTENT, lost) as office:
        with pytest.raises(Exception, match="carrier-hung-up"):
            await office.post.send(LETTER)

        assert await office.post.has_sent(LETTER.key) is (True if kind.asked else None)

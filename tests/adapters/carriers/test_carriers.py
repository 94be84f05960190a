from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from activities.ports import Post, Refusal, Unavailable
from adapters.carriers.by_channel import Carriers, carriers_of, served_by
from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.message_ids import reference
from adapters.carriers.print_queue import PrintQueue
from adapters.settings import Settings
from adapters.store.database import Database
from domain.letters import Channel, Enclosure, Message, Standing
from tests.activities.fakes import NOW, FakeClock, FakePost
from tests.adapters.carriers.notify_office import EMAIL_TEMPLATE, KEY, TEXT_TEMPLATE

MAIL = Message(
    key="CP-1/invitation/conf-1/r1/p-1-1/mail",
    address="marguerite@home.example",
    subject="Vigil: a conference about case CP-1 - invitation",
    body="Dear Marguerite",
)
PAGES = Enclosure(name="letter-1.pdf", media="application/pdf", content=b"%PDF-1.7")
PAPER = MAIL.model_copy(update={"channel": Channel.POST, "enclosures": (PAGES,)})
TEXT = MAIL.model_copy(update={"channel": Channel.TEXT})
BY_SMTP = {Channel.EMAIL: CarrierName.SMTP, Channel.POST: CarrierName.PRINT}
BY_NOTIFY = dict.fromkeys(Channel, CarrierName.NOTIFY)


@dataclass
class Following(FakePost):
    """A carrier that says more later: what `says` is."""

    says: Standing | None = Standing.SENT

    async def send(self, message: Message) -> Standing:
        await super().send(message)
        return Standing.SENT

    async def standing(self, key: str) -> Standing | None:
        return self.says


@dataclass
class House:
    """All carriers, and the ledger that they are written to."""

    database: Database
    folder: Path
    smtp: FakePost = field(default_factory=lambda: FakePost(can_be_asked=False))
    notify: Following = field(default_factory=Following)

    @property
    def handovers(self) -> Handovers:
        return Handovers(self.database)

    def carriers(
        self, serving: dict[Channel, CarrierName], *, reach_notify: bool = True
    ) -> Carriers:
        posts: dict[CarrierName, Post] = {
            CarrierName.SMTP: self.smtp,
            CarrierName.PRINT: PrintQueue(self.folder),
        }
        if reach_notify:
            posts[CarrierName.NOTIFY] = self.notify
        return Carriers(posts, serving, self.handovers, FakeClock())


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return House(database, tmp_path / "queue")


async def test_each_channel_goes_by_the_carrier_that_serves_it(house: House) -> None:
    carriers = house.carriers(BY_SMTP)

    assert await carriers.send(MAIL) is Standing.UNCONFIRMED
    assert house.smtp.taken == [MAIL]
    paper = PAPER.model_copy(update={"key": "paper"})
    assert await carriers.send(paper) is Standing.QUEUED
    assert (house.folder / f"{reference('paper')}.pdf").exists()
    assert house.notify.taken == []


async def test_a_channel_that_nobody_serves_refuses_and_sends_nothing(
    house: House,
) -> None:
    with pytest.raises(Refusal, match="no-carrier"):
        await house.carriers(BY_SMTP).send(TEXT)

    assert house.smtp.taken == []
    assert await house.handovers.of(TEXT.key) is None


async def test_of_several_documents_none_is_left_behind_they_are_printed_here(
    house: House,
) -> None:
    several = PAPER.model_copy(update={"enclosures": (PAGES, PAGES)})
    carriers = house.carriers(BY_NOTIFY)

    assert await carriers.send(several) is Standing.QUEUED
    assert house.notify.taken == []
    assert len([*house.folder.glob("*.pdf")]) == 2
    found = await house.handovers.of(several.key)
    assert found is not None
    assert found.carrier is CarrierName.PRINT


async def test_a_letter_whose_answer_was_lost_can_still_be_told_of_by_a_callback(
    house: House,
) -> None:
    house.notify.trouble = Unavailable("carrier-timed-out")
    with pytest.raises(Unavailable):
        await house.carriers(BY_NOTIFY).send(MAIL)

    assert await house.handovers.hint(reference(MAIL.key), Standing.SENT, NOW) is True


async def test_a_hint_is_never_believed_over_what_the_carrier_answers(
    house: House,
) -> None:
    carriers = house.carriers(BY_NOTIFY)
    await carriers.send(MAIL)
    await house.handovers.hint(reference(MAIL.key), Standing.DELIVERED, NOW)

    assert await carriers.standing(MAIL.key) is Standing.SENT
    house.notify.says = Standing.PERMANENT_FAILURE
    assert await carriers.standing(MAIL.key) is Standing.PERMANENT_FAILURE


async def test_the_last_word_is_remembered_when_the_carrier_has_forgotten_it(
    house: House,
) -> None:
    carriers = house.carriers(BY_NOTIFY)
    await carriers.send(MAIL)
    house.notify.says = None
    before = await carriers.standing(MAIL.key)
    house.notify.says = Standing.DELIVERED
    await carriers.standing(MAIL.key)
    house.notify.says = None

    assert before is Standing.SENT
    assert await carriers.standing(MAIL.key) is Standing.DELIVERED


async def test_a_letter_is_asked_about_where_it_went_whatever_is_set_now(
    house: House,
) -> None:
    await house.carriers(BY_NOTIFY).send(MAIL)
    changed = house.carriers(BY_SMTP)
    house.notify.says = Standing.DELIVERED

    assert await changed.standing(MAIL.key) is Standing.DELIVERED
    assert await changed.has_sent(MAIL.key) is True
    assert house.smtp.taken == []


async def test_a_letter_in_doubt_with_a_carrier_out_of_reach_stays_in_doubt(
    house: House,
) -> None:
    house.notify.trouble = Unavailable("carrier-timed-out")
    with pytest.raises(Unavailable):
        await house.carriers(BY_NOTIFY).send(MAIL)

    assert await house.carriers(BY_SMTP, reach_notify=False).has_sent(MAIL.key) is None


async def test_what_was_handed_over_is_known_even_by_a_carrier_that_cannot_be_asked(
    house: House,
) -> None:
    carriers = house.carriers(BY_SMTP)
    before = await carriers.has_sent(MAIL.key)
    await carriers.send(MAIL)

    assert before is None
    assert await carriers.has_sent(MAIL.key) is True


async def test_a_letter_that_was_taken_back_is_with_nobody(house: House) -> None:
    carriers = house.carriers(BY_SMTP)
    await carriers.send(PAPER)

    assert await carriers.recall(PAPER.key) is True
    assert await carriers.has_sent(PAPER.key) is not True
    assert await carriers.standing(PAPER.key) is None
    assert await carriers.recall(PAPER.key) is False
    assert await carriers.recall("never sent") is False


@pytest.mark.parametrize(
    ("given", "serving"),
    [
        ({}, BY_SMTP),
        ({"notify_key": SecretStr(KEY)}, BY_SMTP),
        (
            {"notify_key": SecretStr(KEY), "notify_text_template": TEXT_TEMPLATE},
            BY_SMTP | {Channel.TEXT: CarrierName.NOTIFY},
        ),
        (
            {
                "notify_key": SecretStr(KEY),
                "notify_text_template": TEXT_TEMPLATE,
                "notify_email_template": EMAIL_TEMPLATE,
                "email_by": CarrierName.NOTIFY,
                "post_by": CarrierName.NOTIFY,
            },
            BY_NOTIFY,
        ),
    ],
)
def test_the_settings_say_who_carries_what(
    given: dict[str, object], serving: dict[Channel, CarrierName], tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path).model_copy(update=given)

    assert served_by(settings) == serving


async def test_with_nothing_set_paper_is_printed_here_and_texts_go_nowhere(
    database: Database, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)
    with carriers_of(settings, database, FakeClock()) as carriers:
        assert await carriers.send(PAPER) is Standing.QUEUED
        with pytest.raises(Refusal, match="no-carrier"):
            await carriers.send(TEXT)

    assert [*settings.print_folder.glob("*.pdf")] != []

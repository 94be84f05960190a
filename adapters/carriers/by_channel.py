"""Which carrier serves which channel, and the one place that all letters go through.

Each is written down with its carrier before it is handed over, so that a callback finds
it, and so that what is asked about it later is asked of whoever has it, whatever the
settings say by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from activities.ports import Clock, Post, Refusal
from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.notify import NotifyPost
from adapters.carriers.notify_account import Notify
from adapters.carriers.print_queue import PrintQueue
from adapters.carriers.smtp_post import SmtpPost
from adapters.mail_sink import SinkLookup
from adapters.settings import Settings
from adapters.store.database import Database
from domain.letters import Channel, Message, Standing


class Carriers:
    """activities.ports.Post over all channels.

    `posts`: every carrier that can be reached. `serving`: whom new letters go to; a
    channel that is missing is served by nobody.
    """

    def __init__(
        self,
        posts: Mapping[CarrierName, Post],
        serving: Mapping[Channel, CarrierName],
        handovers: Handovers,
        clock: Clock,
    ) -> None:
        self._posts = posts
        self._serving = serving
        self._handovers = handovers
        self._clock = clock

    async def send(self, message: Message) -> Standing:
        """Hand it to the carrier of its channel. Raises Refusal (`no-carrier`) too."""
        name = self._carrier_of(message)
        await self._handovers.expect(message.key, message.channel, name)
        standing = await self._posts[name].send(message)
        await self._handovers.stands(message.key, standing, self._clock.now())
        return standing

    async def has_sent(self, key: str) -> bool | None:
        """Whether the carrier that was tried has it; None where nobody can be asked."""
        held = await self._handovers.of(key)
        if held is not None and held.handed_over_at is not None:
            return True
        post = self._of(held.carrier if held else CarrierName.SMTP)
        return await post.has_sent(key) if post else None

    async def standing(self, key: str) -> Standing | None:
        """What its carrier says now, else the last word that was heard of it.

        None for one that nobody was given, and for a sheet that does not lie with us.
        """
        held = await self._handovers.of(key)
        post = self._of(held.carrier if held else CarrierName.SMTP)
        said = await post.standing(key) if post else None
        if said is not None:
            await self._handovers.stands(key, said, self._clock.now())
            return said
        on_paper = held is not None and held.carrier is CarrierName.PRINT
        return None if held is None or on_paper else held.standing

    async def recall(self, key: str) -> bool | None:
        """Take it back from its carrier. False for a letter that nobody was given.

        None for one that was to be printed and does not lie there: a worker may have
        been stopped in between, or somebody have taken it.
        """
        held = await self._handovers.of(key)
        post = self._of(held.carrier) if held else None
        if held is None or post is None:
            return False
        if await post.recall(key):
            await self._handovers.forget(key)
            return True
        return None if held.carrier is CarrierName.PRINT else False

    def _carrier_of(self, message: Message) -> CarrierName:
        """Notify prints one document a letter: more are printed and posted by hand."""
        name = self._serving.get(message.channel)
        if name is None:
            raise Refusal("no-carrier")
        on_paper = message.channel is Channel.POST and len(message.enclosures) > 1
        return CarrierName.PRINT if on_paper else name

    def _of(self, carrier: CarrierName) -> Post | None:
        """None for one that this installation cannot reach any more.

        Letters older than this ledger went by e-mail.
        """
        return self._posts.get(carrier)


@contextmanager
def carriers_of(
    settings: Settings, database: Database, clock: Clock
) -> Iterator[Carriers]:
    """The carriers that the settings ask for, let go of afterwards.

    Raises stack.StackUnreadable.
    """
    handovers = Handovers(database)
    account = settings.notify_account()
    notify = Notify(account) if account is not None else None
    posts: dict[CarrierName, Post] = {
        CarrierName.SMTP: _smtp(settings, handovers, clock),
        CarrierName.PRINT: PrintQueue(settings.print_folder),
    }
    if notify is not None:
        posts[CarrierName.NOTIFY] = NotifyPost(notify)
    try:
        yield Carriers(posts, served_by(settings), handovers, clock)
    finally:
        if notify is not None:
            notify.close()


def served_by(settings: Settings) -> dict[Channel, CarrierName]:
    """Who carries what is sent from now on; text messages may have nobody."""
    serving = {
        Channel.EMAIL: settings.email_by,
        Channel.POST: settings.post_by,
    }
    if settings.notify_key is not None and settings.notify_text_template is not None:
        serving[Channel.TEXT] = CarrierName.NOTIFY
    return serving


def _smtp(settings: Settings, handovers: Handovers, clock: Clock) -> SmtpPost:
    lookup = SinkLookup(settings.mail_folder) if settings.has_sink() else None
    return SmtpPost(settings.smtp_account(), clock, lookup, handovers)

"""Letters by GOV.UK Notify: e-mails, text messages, and letters on paper.

Notify's `reference` does not stop a second sending: before a letter is sent again it is
looked up. It keeps what it sent for some days only, seven unless the service has it
otherwise. It carries neither a page nor a calendar file. What is enclosed goes with an
e-mail as links, each of which opens once the reader has confirmed the address; on paper
it takes one PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final

from notifications_python_client.notifications import NotificationsAPIClient
from notifications_python_client.utils import prepare_upload

from activities.ports import Refusal, Unavailable
from adapters.carriers.mail_message import ADDRESS
from adapters.carriers.message_ids import reference
from adapters.carriers.notify_account import Notify
from adapters.carriers.notify_answers import Sent, lacking, notifications, standing_of
from domain.letters import PDF, Channel, Message, Standing

RETENTION: Final = "4 weeks"
#: The fields of the e-mail's template: its words, and a place for each enclosure.
WORDS: Final = ("subject", "body")
PLACES: Final = ("document", "document_2", "document_3", "document_4")
NOTHING: Final = ""
#: People's own words stand in the body: no link and no heading can be made of them.
WORDS_OF_OTHERS: Final = ["body"]


class NotifyPost:
    """activities.ports.Post by GOV.UK Notify."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._looked_at: set[str] = set()

    async def send(self, message: Message) -> Standing:
        """Hand it over: `sent`, since Notify says later what became of it.

        Raises Refusal (`address-invalid`, `message-refused`, `no-carrier`,
        `nothing-to-print`, `too-many-documents`, `enclosure-too-large`), or Unavailable
        when it may be tried again.
        """
        await self._notify.call(await self._sending(message))
        return Standing.SENT

    async def has_sent(self, key: str) -> bool:
        """Whether Notify has any notification of this letter. Raises Unavailable."""
        return bool(await self._look_up(key))

    async def standing(self, key: str) -> Standing | None:
        """What Notify says of its newest; None once it no longer knows the letter."""
        found = await self._look_up(key)
        if not found:
            return None
        return standing_of(max(found, key=lambda each: each.created_at).status)

    async def recall(self, key: str) -> bool:
        """False: Notify takes nothing back when asked by a program."""
        return False

    async def _look_up(self, key: str) -> tuple[Sent, ...]:
        wanted = reference(key)
        told = await self._notify.call(
            lambda client: client.get_all_notifications(reference=wanted)
        )
        return notifications(told)

    async def _sending(
        self, message: Message
    ) -> Callable[[NotificationsAPIClient], object]:
        match message.channel:
            case Channel.EMAIL:
                return await self._email(message)
            case Channel.TEXT:
                return await self._text(message)
            case Channel.POST:
                return _letter(message)

    async def _email(
        self, message: Message
    ) -> Callable[[NotificationsAPIClient], object]:
        if not ADDRESS.fullmatch(message.address):
            raise Refusal("address-invalid")
        files = _uploads(message)
        account = self._notify.account
        template = await self._sound(account.email_template, (*WORDS, *PLACES))
        said = {"subject": message.subject, "body": message.body, **files}
        return lambda client: client.send_email_notification(
            message.address,
            template,
            said,
            reference(message.key),
            sanitise_content_for=WORDS_OF_OTHERS,
        )

    async def _text(
        self, message: Message
    ) -> Callable[[NotificationsAPIClient], object]:
        template = await self._sound(self._notify.account.text_template, ("body",))
        return lambda client: client.send_sms_notification(
            message.address, template, {"body": message.body}, reference(message.key)
        )

    async def _sound(self, template: str | None, fields: tuple[str, ...]) -> str:
        """The template, looked at once: Notify drops what it has no field for."""
        if template is None:
            raise Refusal("no-carrier")
        if template not in self._looked_at:
            told = await self._notify.call(lambda client: client.get_template(template))
            if lacking(told, fields):
                raise Unavailable("template-lacks-fields")
            self._looked_at.add(template)
        return template


def _letter(message: Message) -> Callable[[NotificationsAPIClient], object]:
    """The address stands on the first page, where Notify reads it.

    Of several documents none may be left behind, so they are not taken.
    """
    found = [each.content for each in message.enclosures if each.media == PDF]
    if not found:
        raise Refusal("nothing-to-print")
    if len(found) > 1:
        raise Refusal("too-many-documents")
    return lambda client: client.send_precompiled_letter_notification(
        reference(message.key), BytesIO(found[0])
    )


def _uploads(message: Message) -> dict[str, object]:
    """A link for each; who opens it must know the address that it was sent to."""
    given = message.enclosures
    if len(given) > len(PLACES):
        raise Refusal("too-many-documents")
    try:
        files = [
            prepare_upload(
                BytesIO(each.content),
                filename=each.name,
                confirm_email_before_download=True,
                retention_period=RETENTION,
            )
            for each in given
        ]
    except ValueError:
        raise Refusal("enclosure-too-large") from None
    return dict.fromkeys(PLACES, NOTHING) | dict(zip(PLACES, files, strict=False))

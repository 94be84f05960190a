"""What goes into the envelope: a document's files, its cover note, its appointment.

A mail is read over shoulders and on locked screens. So a letter about a meeting stands
in the mail itself, and a document about a child is enclosed: the mail only says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from activities.ports import CalendarFiles, Clock, Press
from domain.documents.in_plain_text import in_plain_text
from domain.documents.kinds import DocumentKind
from domain.documents.opened import NotCleared, Opened, Text
from domain.documents.plain import one_line
from domain.letters import (
    DOCX,
    PDF,
    REQUEST,
    Appointment,
    Channel,
    Enclosure,
    Letter,
    Message,
)

#: They name no child, and are of use at a glance: the mail says them in full.
IN_THE_MAIL: Final = frozenset(
    {
        DocumentKind.INVITATION,
        DocumentKind.CANCELLATION,
        DocumentKind.REMINDER,
        DocumentKind.ESCALATION,
        DocumentKind.TASK,
        DocumentKind.TRANSLATION_REQUEST,
    }
)
#: To be written in by whoever gets it.
TO_FILL_IN: Final = frozenset({DocumentKind.REPORT_TEMPLATE})
COVER = (
    "There is a letter for you about case {case}. It is enclosed as a PDF file.",
    "Please open it where nobody else can read it.",
)


@dataclass(frozen=True)
class Envelope:
    """Makes the message that a carrier takes of documents that were opened."""

    press: Press
    calendars: CalendarFiles
    clock: Clock

    def message(self, letter: Letter, documents: tuple[Opened, ...]) -> Message:
        """The first document is the letter; the others go with it.

        Raises `Refusal` (`unprintable`), and `NotCleared` for a place that the reader's
        calendar must not show.
        """
        first = documents[0]
        shown = first if first.kind in IN_THE_MAIL else _cover(first)
        appointment = letter.appointment
        return Message(
            key=letter.key,
            channel=letter.channel,
            address=letter.address,
            subject=first.title,
            body=in_plain_text(shown),
            page=self.press.page(shown),
            enclosures=tuple(self._files(letter, documents)),
            calendar=self._calendar(letter, appointment) if appointment else None,
            method=appointment.method if appointment else REQUEST,
        )

    def _files(
        self, letter: Letter, documents: tuple[Opened, ...]
    ) -> Iterable[Enclosure]:
        posted = letter.channel is Channel.POST
        for number, document in enumerate(documents, start=1):
            address = window(letter) if posted and number == 1 else None
            name = file_stem(letter.key, number)
            pdf = self.press.pdf(document, address)
            yield Enclosure(name=f"{name}.pdf", media=PDF, content=pdf)
            if document.kind in TO_FILL_IN and not posted:
                docx = self.press.docx(document)
                yield Enclosure(name=f"{name}.docx", media=DOCX, content=docx)

    def _calendar(self, letter: Letter, appointment: Appointment) -> bytes:
        place = appointment.place
        if place is not None and not set(letter.readers) <= set(place.seen_by):
            raise NotCleared
        said = one_line(place.text) if place is not None else ""
        return self.calendars.file(appointment, said, self.clock.now())


def window(letter: Letter) -> str:
    """What a posted envelope shows: for whom it is, then what commas part, in lines.

    Without a name it is opened by whoever lives there.
    """
    lines = [part.strip() for part in letter.address.split(",")]
    if lines[0].casefold() != letter.name.casefold():
        lines.insert(0, letter.name)
    return "\n".join(filter(None, lines))


def file_stem(key: str, number: int = 1) -> str:
    """A file's name: opaque, for it is seen wherever the file lies."""
    return f"letter-{hashlib.sha256(key.encode()).hexdigest()[:12]}-{number}"


def _cover(document: Opened) -> Opened:
    """What the mail says of a document that is enclosed: nothing of what is in it."""
    blocks = tuple(
        Text(block="paragraph", text=line.format(case=document.case)) for line in COVER
    )
    return document.model_copy(update={"blocks": blocks, "language": "en"})

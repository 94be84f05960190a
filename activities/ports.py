"""What the outside world must be able to do for us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, Protocol

from domain.documents.opened import Opened
from domain.letters import Appointment, Letter, Message, Standing
from domain.recording import Batch


class Refusal(Exception):
    """The carrier said no for good. `code` is a fixed word, never what it said."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unavailable(Exception):
    """It may be tried again. `code` is a fixed word, never the other side's text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Conflict(Exception):
    """A fact's number already holds other content: an alarm.

    It is asked again for ever, since the clock never waits for the record.
    """


class Post(Protocol):
    """A carrier of messages by one channel.

    `send` says what is known of the message once the carrier has it: `sent` where more
    will be heard of it, `unconfirmed` where nothing ever is. It raises `Refusal` when
    the carrier says no for good, `Unavailable` when it may be tried again. `has_sent`
    answers True or False where the carrier can be asked for a key, None where it
    cannot. `standing` is what the carrier says of it now; None when it knows nothing.
    `recall` takes back what has not gone: True when it had not; None where it should
    lie with us and does not.
    """

    async def send(self, message: Message) -> Standing: ...

    async def has_sent(self, key: str) -> bool | None: ...

    async def standing(self, key: str) -> Standing | None: ...

    async def recall(self, key: str) -> bool | None: ...


class Press(Protocol):
    """Gives an opened document its forms. The same document gives the same bytes.

    Raises `Refusal` (`unprintable`) where a letter of it could not be shown.
    """

    def pdf(self, document: Opened, address: str | None = None) -> bytes:
        """For paper. `address`: the lines that the envelope must show, whole."""
        ...

    def page(self, document: Opened) -> str: ...

    def docx(self, document: Opened) -> bytes: ...


class CalendarFiles(Protocol):
    """An appointment as a calendar file; `place` is what this reader may see of it."""

    def file(self, appointment: Appointment, place: str, at: datetime) -> bytes: ...


class Kept(NamedTuple):
    """A letter and what went with it, as it was first drawn up and then sent."""

    documents: tuple[Opened, ...]


class Letters(Protocol):
    """Every letter as it was drawn up, for as long as the record is kept."""

    async def keep(self, letter: Letter, kept: Kept) -> None: ...

    async def get(self, letter: Letter) -> Kept | None:
        """As this very letter, word for word, was drawn up before."""
        ...


class DigestPart(NamedTuple):
    """What one case has for one person on the morning of one local day."""

    letter: Letter
    day: date


def recipient(letter: Letter) -> tuple[str, ...]:
    """Who gets it, exactly: only letters with the same recipient share a message.

    Not the mailbox alone, for two people may share one; nor the reference alone, for
    two families may call two people by the same one. Nor does anybody read with them
    in one family's digest who does not in the other's.
    """
    address, readers = letter.address.casefold(), sorted(letter.readers)
    return (letter.to, letter.name, address, letter.channel, *readers)


class Wait(NamedTuple):
    """The digest still gathers, or somebody else sends it: come back then."""

    until: datetime


class Lead(NamedTuple):
    """It is yours to send these parts as one message, under the key `digest`."""

    digest: str
    parts: tuple[Letter, ...]


class DigestEnded(NamedTuple):
    """The digest that the part is in has ended. `refused`: why, or empty when it went.

    A part is in one digest, for good.
    """

    at: datetime
    refused: str = ""


class Digests(Protocol):
    """The parts of a day's digests, kept until each has gone. Sealed at rest."""

    async def put(self, part: DigestPart, now: datetime) -> Wait | Lead | DigestEnded:
        """Bring a part, or come back with it: its case still wants it sent at `now`.

        A part that does not come back when the gathering ends is not sent: its case has
        withdrawn it. Whoever leads is followed by another when it is not heard of.
        """
        ...

    async def end(self, digest: str, ended: DigestEnded) -> DigestEnded:
        """Write down how a digest ended, once. Returns how it has ended."""
        ...


class Texts(Protocol):
    """Texts to translate and translations, by their fingerprints. Sealed at rest.

    `get` raises `Unavailable` when the text is not there.
    """

    async def put(self, case: str, fingerprint: str, text: str) -> None: ...

    async def get(self, case: str, fingerprint: str) -> str: ...


class RecordWords(Protocol):
    """What was written in the record of a case: the ledger alone has the words."""

    async def words(self, case: str) -> Mapping[str, str]:
        """The words by their fingerprints (SHA-256), of all that is on record."""
        ...


class SendLedger(Protocol):
    """Which keys we began and finished sending: written before and after."""

    async def begin(self, key: str) -> bool:
        """Write the key down before sending. True: it was begun before, unfinished.

        Raises `Unavailable`, as `AlreadyFinished`, for a key that was finished: what
        has arrived is never sent again.
        """
        ...

    async def finish(self, key: str, carried: str, at: datetime) -> None: ...

    async def finished(self, key: str) -> str | None:
        """How it was carried, or None when it was never finished."""
        ...

    async def take_back(self, key: str) -> None:
        """It was taken back before it went: it may be sent under this key again."""
        ...


class FactLedger(Protocol):
    """The record: facts by case and number, append-only."""

    async def append(self, batch: Batch) -> int:
        """Append in order; idempotent. Returns the last number held for the case.

        Raises `Conflict` when a number already holds other content.
        """
        ...


class Clock(Protocol):
    """The activity's own time, for what is written to the send ledger."""

    def now(self) -> datetime: ...

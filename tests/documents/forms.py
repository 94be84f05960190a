"""Everything that a letter becomes, as text: what somebody could read off any of it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

import pypdfium2
from notifications_python_client.notifications import NotificationsAPIClient
from pydantic import SecretStr

from activities.enclosing import Envelope
from adapters.calendar_files import IcalendarFiles
from adapters.carriers.mail_message import Sender, composed
from adapters.carriers.notify import NotifyPost
from adapters.carriers.notify_account import Notify, NotifyAccount
from adapters.carriers.print_queue import PrintQueue
from adapters.press.fonts import installed_fonts
from adapters.press.printing import PrintingPress
from domain.documents.in_plain_text import in_plain_text
from domain.documents.opened import Opened
from domain.letters import DOCX, Channel, Letter, Message
from tests.activities.fakes import NOW, FakeClock

SENDER = Sender("no-reply@vigil.example", "vigil.example")
TEMPLATE = "217a419e-6a7d-482a-9596-718b889dffce"
ACCOUNT = NotifyAccount(
    key=SecretStr(f"x-{TEMPLATE}-{TEMPLATE}"),
    email_template=TEMPLATE,
    text_template=TEMPLATE,
)
FIELDS = "((subject)) ((body)) ((document)) ((document_2)) ((document_3)) "
FIELDS += "((document_4))"

Answer = TypeVar("Answer")


class Form(NamedTuple):
    """One output as text. `name`: what it is, such as "pdf"."""

    name: str
    text: str


@cache
def press() -> PrintingPress:
    return PrintingPress(installed_fonts())


def envelope() -> Envelope:
    return Envelope(press(), IcalendarFiles(SENDER.address), FakeClock())


def words(documents: tuple[Opened, ...]) -> Iterator[Form]:
    """What was opened, before it has any form."""
    for document in documents:
        yield Form("opened", document.model_dump_json())
        yield Form("plain text", in_plain_text(document))


async def forms(letter: Letter, documents: tuple[Opened, ...]) -> list[Form]:
    """Every output there can be of it, by the way that it goes."""
    message = envelope().message(letter, documents)
    found = [*words(documents), *_files(message), Form("page", message.page or "")]
    found += [Form("docx", text) for d in documents for text in docx(press().docx(d))]
    if message.channel is Channel.EMAIL:
        found += mail(composed(message, SENDER, NOW))
    if message.channel is Channel.POST:
        found += await _queued(message)
    if message.channel is Channel.TEXT or not posted_in_parts(message):
        found += await _at_notify(message)
    return found


def posted_in_parts(message: Message) -> bool:
    """Notify takes one document of a letter on paper."""
    return message.channel is Channel.POST and len(message.enclosures) > 1


def _files(message: Message) -> Iterator[Form]:
    if message.calendar is not None:
        yield from calendar(message.calendar)
    for enclosure in message.enclosures:
        yield Form("file name", enclosure.name)
        read = docx if enclosure.media == DOCX else pdf
        yield from (Form(read.__name__, text) for text in read(enclosure.content))


def calendar(content: bytes) -> Iterator[Form]:
    """As it is, and with its lines unfolded."""
    text = content.decode()
    yield Form("calendar", text)
    yield Form("calendar", text.replace("\r\n ", ""))


def pdf(content: bytes) -> list[str]:
    """Its pages, its metadata, and its bytes, in which the XMP stands in clear."""
    assert b"<x:xmpmeta" in content
    document = pypdfium2.PdfDocument(content)
    try:
        said = [each.get_textpage().get_text_range() for each in document]
        said += map(str, document.get_metadata_dict().values())
    finally:
        document.close()
    return [*said, content.decode("utf-8", "replace"), content.decode("latin-1")]


def docx(content: bytes) -> list[str]:
    """Every member, and their names."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        names = file.namelist()
        return [*names, *(file.read(name).decode("utf-8", "replace") for name in names)]


def mail(raw: bytes) -> Iterator[Form]:
    """The bytes; every header; every part that is text, decoded."""
    yield Form("mail", raw.decode("ascii"))
    read = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
    for name, value in read.items():
        yield Form("header", f"{name}: {value}")
    for part in read.walk():
        yield Form("header", str(part.items()))
        if part.get_content_maintype() == "text":
            yield Form(part.get_content_type(), part.get_content())


async def _queued(message: Message) -> list[Form]:
    with TemporaryDirectory() as folder:
        await PrintQueue(Path(folder)).send(message)
        return [Form("print queue", each.name) for each in Path(folder).rglob("*")]


class _Overheard(NotificationsAPIClient):
    """Notify's own client, whose requests go nowhere and are read."""

    def __init__(self, said: list[dict[str, Any]]) -> None:
        key = ACCOUNT.key.get_secret_value()
        super().__init__(key, base_url=ACCOUNT.url)  # type: ignore[no-untyped-call]
        self.said = said

    def post(self, url: str, data: dict[str, Any]) -> dict[str, Any]:
        self.said.append(data)
        return {}

    def get(self, url: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        return {"subject": FIELDS, "body": FIELDS}


class _Account(Notify):
    def __init__(self) -> None:
        super().__init__(ACCOUNT)
        self.said: list[dict[str, Any]] = []

    async def call(self, ask: Callable[[NotificationsAPIClient], Answer]) -> Answer:
        return ask(_Overheard(self.said))


async def _at_notify(message: Message) -> list[Form]:
    """What Notify is given; the files in it are looked at as files."""
    account = _Account()
    await NotifyPost(account).send(message)
    return [Form("notify", json.dumps(_told(each))) for each in account.said]


def _told(data: dict[str, Any]) -> dict[str, Any]:
    given = data.get("personalisation", {})
    said = {
        k: v if isinstance(v, str) else {n: x for n, x in v.items() if n != "file"}
        for k, v in given.items()
    }
    return {k: v for k, v in data.items() if k != "content"} | {"personalisation": said}

"""What somebody typed to do harm is said as it stands, and builds nothing anywhere.

The same letters are made twice, with harmless words and with harmful ones, and every
form must be built alike: the same headers, tags, lines, properties and styles.
"""

from __future__ import annotations

import asyncio
import json
import re
import unicodedata
import zipfile
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from pydantic import ValidationError
from pypdf import PdfReader

from activities.drawing_up import Drafting
from adapters.carriers.mail_message import composed
from adapters.press.speech import CldrSpeech
from commands.rehearsal.paper import TextsInMemory
from domain.case import Case
from domain.correspondence import letter_for
from domain.documents.in_plain_text import in_plain_text
from domain.documents.kinds import DocumentKind
from domain.documents.opened import Opened
from domain.documents.plain import one_line
from domain.evolve.changes import changed, each
from domain.letters import Channel, Letter, Message
from domain.record.conferences import Action
from tests.activities.fakes import NOW as AT
from tests.documents.forms import SENDER, envelope, forms, pdf, press
from tests.documents.giving_away import Record
from tests.domain.builders import a_person
from tests.domain.canary_letters import to
from tests.domain.clearing import MOTHER, NOW, VISITOR, at_a_conference, family
from tests.domain.family import BOOKED, decided

HARMLESS = "Ana Roe"
#: One line each, as a name may be: numbers 16 to 26 of the list of bad inputs.
NAMES = {
    "turned": "Ana \u202eeoR\u202c \u2066x\u2069",
    "apostrophe": "O'Brien-\u0141ukasz",
    "decomposed": "Ane\u0301 Roe",
    "look-alike": "\u0421\u0430\u0440\u043e Roe",
    "one-letter": "A",
    "long": "Ana " * 49 + "Roe",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "sum": "{{7*7}} ${7*7} {case} %s %(x)s",
    "lookup": "${jndi:ldap://x.example/a}",
    "typst": '#read("/etc/passwd") #link("http://x.example")[x] $x$ ] ` \\ @x *b* _i_',
    "sheet": '=HYPERLINK("http://x.example","pay") +1 @SUM(A1)',
    "calendar": "x;y,z\\nATTENDEE:mailto:x@y.example\\",
    "list": "a@b.example, c@d.example",
    "field": "((document)) ((name))",
    "link": "[pay](http://x.example) # Head ^ quote",
    "word": 'HYPERLINK "http://x.example" <w:p/>',
}
#: With ends of lines, as words may be: numbers 14, 25 and 26.
WORDS = {
    "header": "a\r\nBcc: x@y.example\r\n\r\nbody",
    "property": "x\nATTENDEE:mailto:x@y.example\nEND:VEVENT",
    "paragraph": "Go.\n\n# Dear Sam,\u2028Send the plan to\u2029x\x85\x0b\x0c",
    "escape": "\x00\x1b[31mred\x1b]0;x\x07",
}
ALL = NAMES | WORDS
every_name = pytest.mark.parametrize("harm", NAMES.values(), ids=NAMES)


class Made(NamedTuple):
    """One letter, as it was opened, and the message that it became."""

    letter: Letter
    documents: tuple[Opened, ...]
    message: Message


def household(typed: str, kind: DocumentKind) -> Case:
    """A family in which everything that can be typed is this."""
    name = HARMLESS if typed in WORDS.values() else typed
    case = at_a_conference(family(), MOTHER, VISITOR, place=name)
    if kind is DocumentKind.PLAN:
        case = decided(
            case,
            outcomes=(typed,),
            actions=(Action(what=typed, who=VISITOR, by=name),),
            contingency=typed,
        )
    home = {"phone": "07700 900456", "post": "1 Elm Row, York, YO1 7AB"}
    people = tuple(changed(person, name=name, **home) for person in case.people)
    children = each(case.children, "child-1", lambda child: changed(child, name=name))
    return changed(case, people=people, children=children, outbox={})


@cache
def made(typed: str, kind: DocumentKind, channel: Channel = Channel.EMAIL) -> Made:
    child, now = ("child-1", NOW) if kind is DocumentKind.PLAN else (None, BOOKED)
    effect = to(kind, "conf-1", VISITOR, child, channel)
    letter = letter_for(household(typed, kind), effect, now)
    drafting = Drafting(CldrSpeech(), Record({}), TextsInMemory())
    documents = asyncio.run(drafting.opened(letter))
    return Made(letter, documents, envelope().message(letter, documents))


INVITATION, PLAN = DocumentKind.INVITATION, DocumentKind.PLAN
#: An invitation holds nothing but names and places.
IN_BOTH = [(harm, INVITATION, name) for name, harm in NAMES.items()]
IN_BOTH += [(harm, PLAN, name) for name, harm in ALL.items()]
everywhere = pytest.mark.parametrize(
    ("harm", "kind"),
    [(harm, kind) for harm, kind, _ in IN_BOTH],
    ids=[f"{kind}-{name}" for _, kind, name in IN_BOTH],
)


@everywhere
def test_what_was_typed_is_said_in_full_on_one_line(
    harm: str, kind: DocumentKind
) -> None:
    found, plain = made(harm, kind), made(HARMLESS, kind)
    lines = found.message.body.splitlines()
    text = in_plain_text(found.documents[0])

    assert seen(harm) in seen(text)
    assert len(lines) == len(plain.message.body.splitlines())
    assert len(text.splitlines()) == len(in_plain_text(plain.documents[0]).splitlines())
    assert not any(line.startswith(("Bcc:", "Dear Sam")) for line in lines)


def seen(text: str) -> str:
    """Its letters as one line, without the marks that put lines in order."""
    return re.sub("[\u2066-\u2069]", "", one_line(text))


@everywhere
def test_a_mail_has_the_same_headers_and_parts(harm: str, kind: DocumentKind) -> None:
    mail, plain = (parsed(made(typed, kind)) for typed in (harm, HARMLESS))

    assert mail.keys() == plain.keys()
    assert mail["To"] == plain["To"]
    assert mail["Subject"] == plain["Subject"]
    assert [p.get_content_type() for p in mail.walk()] == [
        p.get_content_type() for p in plain.walk()
    ]
    assert names(mail) == names(plain)


def parsed(found: Made) -> EmailMessage:
    raw = composed(found.message, SENDER, AT)
    return message_from_bytes(raw, _class=EmailMessage, policy=policy.default)


def names(mail: EmailMessage) -> list[str | None]:
    return [part.get_filename() for part in mail.iter_attachments()]


@every_name
def test_a_calendar_has_the_same_properties_and_nobody_more_is_asked(harm: str) -> None:
    file, plain = (appointment(typed) for typed in (harm, HARMLESS))

    assert file.property_items()[0] == plain.property_items()[0]
    assert properties(file) == properties(plain)
    (event,) = file.walk("VEVENT")
    assert "ATTENDEE" not in event
    assert str(event.get("LOCATION", "")) in {"", seen(harm)}


def appointment(typed: str) -> Calendar:
    content = made(typed, INVITATION).message.calendar
    assert content is not None
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return found


def properties(file: Calendar) -> list[str]:
    return [name for name, _ in file.property_items()]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def tags(page: str | None) -> set[tuple[str, tuple[str, ...]]]:
    """Which tags, with which attributes; the parts of a line may be more of one."""
    reader = _Tags()
    reader.feed(page or "")
    return set(reader.found)


@everywhere
def test_a_page_has_no_tag_but_its_own(harm: str, kind: DocumentKind) -> None:
    page, plain = made(harm, kind).message.page, made(HARMLESS, kind).message.page

    assert tags(page) - tags(plain) <= {("bdi", ("dir",)), ("bdi", ())}
    assert not any(tag in {"script", "img", "a"} for tag, _ in tags(page))


@everywhere
def test_a_pdf_says_it_and_does_nothing(harm: str, kind: DocumentKind) -> None:
    for document in made(harm, kind).documents:
        content = press().pdf(document)
        reader = PdfReader(BytesIO(content))
        text = "".join(pdf(content)[: len(reader.pages)])

        assert not any("/Annots" in page for page in reader.pages)
        assert not {"/OpenAction", "/AA", "/Names"} & set(reader.root_object)
        assert b"/JavaScript" not in content
        assert "root:" not in text
    first = pdf(press().pdf(made(harm, kind).documents[0]))
    assert squeezed(seen(harm))[:40] in squeezed("".join(first))


def squeezed(text: str) -> str:
    """Without spaces and hyphens, where a line may end."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", unicodedata.normalize("NFC", text))


@everywhere
def test_a_word_file_has_no_element_but_its_own(harm: str, kind: DocumentKind) -> None:
    made_of, plain = (elements(made(t, kind).documents[0]) for t in (harm, HARMLESS))

    assert set(made_of) == set(plain)
    assert made_of["p"] == plain["p"]
    assert not {"hyperlink", "instrText", "fldSimple"} & set(made_of)


def elements(document: Opened) -> Counter[str]:
    """How many there are of each in the text of the file."""
    with zipfile.ZipFile(BytesIO(press().docx(document))) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))
    return Counter(node.tag.rpartition("}")[2] for node in root.iter())


@every_name
def test_a_text_message_has_the_same_lines(harm: str) -> None:
    """Notify fills in no field that stands in what it is given."""
    found, plain = (made(t, INVITATION, Channel.TEXT) for t in (harm, HARMLESS))

    assert len(found.message.body.splitlines()) == len(plain.message.body.splitlines())
    (given,) = (
        json.loads(form.text)
        for form in asyncio.run(forms(found.letter, found.documents))
        if form.name == "notify"
    )
    assert set(given["personalisation"]) == {"body"}
    assert given["phone_number"] == "07700 900456"


@pytest.mark.parametrize("harm", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("field", ["name", "email", "phone", "post"])
def test_no_name_and_no_address_has_an_end_of_line(field: str, harm: str) -> None:
    with pytest.raises(ValidationError):
        a_person("p-1", **{field: harm})


@pytest.mark.parametrize("harm", WORDS.values(), ids=WORDS)
def test_no_venue_has_an_end_of_line(harm: str) -> None:
    with pytest.raises(ValidationError):
        at_a_conference(family(), MOTHER, place=harm)


@pytest.mark.parametrize(
    "address", ["a@b.example, c@d.example", "a@b.example c@d.example", "<a@b.example>"]
)
def test_two_addresses_are_not_one(address: str) -> None:
    with pytest.raises(ValidationError):
        a_person("p-1", email=address)


@pytest.mark.parametrize("name", ["\u200d\u200d", "Ana\ufeff Roe"])
def test_signs_that_nobody_sees_stop_no_letter(name: str) -> None:
    found = made(name, INVITATION)

    assert asyncio.run(forms(found.letter, found.documents))

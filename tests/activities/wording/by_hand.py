"""Letters made by hand, as a case makes them, and what their reader then reads."""

from __future__ import annotations

import re
from datetime import date, datetime

from activities.wording import documents_of
from domain.documents.in_plain_text import in_plain_text
from domain.documents.model import Document
from domain.documents.opened import Opened, opened
from domain.documents.values import AtMoment, OnDay, Personal, Sort, Value
from domain.in_words import day_in_words, moment_in_words
from domain.letters import Channel, Letter, Line
from tests.dates import instant

ANA = "p-ana"
ZONE = "Europe/London"
MONDAY_TEN = AtMoment(at=instant("Mon 2027-01-11 10:00Z"), zone=ZONE)
#: Words of the program, or of law courts, that nobody is to read (practice.md 2).
NEVER_SAID = re.compile(
    r"\b(dut(y|ies)|breach\w*|rulebooks?|gates?|effects?|facts?|rungs?|intake|barred)\b",
    re.IGNORECASE,
)


class Plainly:
    """Days and moments in English words."""

    def day(self, value: OnDay, language: str) -> str:
        return day_in_words(value.on)

    def moment(self, value: AtMoment, language: str) -> str:
        return moment_in_words(value.at, value.zone)


def day(text: str) -> OnDay:
    """A day with its weekday: "Mon 2027-01-11". Raises `ValueError` where it is not."""
    found = datetime.strptime(text, "%a %Y-%m-%d").date()
    if f"{found:%a}" != text[:3]:
        raise ValueError(text)
    return OnDay(on=date.fromisoformat(text[4:]))


def personal(text: str, sort: Sort = Sort.WORDS) -> Personal:
    """Something that Ana may see."""
    return Personal(text=text, sort=sort, of="p-other", seen_by=(ANA,))


def name(text: str) -> Personal:
    return personal(text, Sort.NAME)


def line(code: str, **values: Value) -> Line:
    """A line; an underscore in a name is a hyphen, and one at its end is nothing."""
    said = {key.rstrip("_").replace("_", "-"): value for key, value in values.items()}
    return Line(code=code, values=said)


def letter(
    document: str,
    *lines: Line,
    part: str = "family",
    role: str = "",
    procedures: str = "pan-sussex",
    language: str = "en",
    channel: Channel = Channel.EMAIL,
) -> Letter:
    """A letter to Ana Sol about the case CP-1."""
    reader = line("reader", part=part, procedures=procedures, role=role)
    return Letter(
        key=f"CP-1/{document}/{ANA}/mail~1",
        case="CP-1",
        kind="document",
        to=ANA,
        name="Ana Sol",
        address="ana@example.test",
        language=language,
        lines=(reader, *lines),
        channel=channel,
        document=document,
        readers=(ANA,),
        source="a" * 64,
    )


def shown(document: Document) -> Opened:
    return opened(document, (ANA,), Plainly())


def read(sent: Letter, number: int = 0) -> str:
    """What Ana reads: the letter itself, or what goes with it."""
    return in_plain_text(shown(documents_of(sent)[number]))

"""What follows a conference or stands in its way: core groups, delays, exclusion."""

from __future__ import annotations

from collections.abc import Iterator

from activities.wording.blocks import bullets, paragraph, particulars, under
from activities.wording.matter import Matter, Said
from activities.wording.parts import (
    absent,
    actions,
    attended,
    what_comes_next,
    worded_code,
)
from activities.wording.phrases import NOT_THE_DATE
from domain.documents.model import Block
from domain.documents.values import Phrase, phrase


def core_group_note(matter: Matter) -> Iterator[Block]:
    said = matter.first("core-group")
    yield paragraph("The core group met on ", said["held"], ".")
    yield from attended(matter)
    yield from absent(matter)
    for version in matter.only("plan-version"):
        yield from under(matter.labels.label("plan"), _version(version, matter))
    yield from actions(matter)
    yield from what_comes_next(matter)


def _version(said: Said, matter: Matter) -> Iterator[Block]:
    labels = matter.labels
    return particulars(
        (
            (labels.label("child"), phrase(said["child"])),
            (labels.label("version"), phrase(said["version"])),
            (labels.label("made"), phrase(said["made"])),
        )
    )


def delay_agreement(matter: Matter) -> Iterator[Block]:
    """It begins with what it does not do."""
    said = matter.first("delay")
    why = "It says why it is late and what keeps the child safe."
    yield paragraph(f"{NOT_THE_DATE} {why}")
    yield from _agreed(said, matter)
    label = matter.labels.label
    yield from under(label("reasons"), bullets(_reasons(matter)))
    yield from under(label("safeguards"), bullets(_safeguards(matter)))
    checks = (phrase(check["due"]) for check in matter.only("check"))
    yield from under(label("checks"), bullets(checks))


def _agreed(said: Said, matter: Matter) -> Iterator[Block]:
    labels = matter.labels
    by = said.word("agreed-by")
    rows = (
        ("due-date", said["due"]),
        ("agreed-on", said["agreed-on"]),
        ("agreed-by", labels.role(by) if by else ""),
        ("asked-at", said.get("asked-at")),
    )
    return particulars(
        (labels.label(key), phrase(value or "not set")) for key, value in rows
    )


def _reasons(matter: Matter) -> Iterator[Phrase]:
    for said in matter.only("reason"):
        words = said.get("words") or said.get("code") or said["codes"]
        codes = words.split() if isinstance(words, str) else [words]
        yield from map(worded_code, codes)


def _safeguards(matter: Matter) -> Iterator[Phrase]:
    for said in matter.only("safeguard"):
        yield phrase(said["child"], ": ", said["action"])


def exclusion_letter(matter: Matter) -> Iterator[Block]:
    """Neutral words: nothing about why, nor about what others said."""
    said = matter.first("exclusion")
    by = matter.place.role(said.word("by"))
    yield paragraph(
        f"The {by} has decided that you do not come to the conference in case "
        f"{matter.case}. This holds from ",
        said["from"],
        " until you are told otherwise.",
    )
    yield paragraph("This does not decide what is true, and it is looked at again.")
    yield _planned(matter, "views", VIEWS, VIEWS_TO_COME)
    yield _planned(matter, "part", PART, PART_TO_COME)


VIEWS = "it was planned how the conference hears your views."
VIEWS_TO_COME = (
    "The conference still hears your views: your social worker plans with you how."
)
PART = "it was planned how you share in making a plan."
PART_TO_COME = (
    "You can still share in making a plan: your social worker plans with you how."
)


def _planned(matter: Matter, code: str, done: str, to_come: str) -> Block:
    planned = [said["planned"] for said in matter.only(code) if said["planned"]]
    if not planned:
        return paragraph(to_come)
    ask = "Ask your social worker if you are not sure how."
    return paragraph("On ", planned[-1], f" {done} {ask}")

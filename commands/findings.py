"""What a check-up finds, and the checks of what needs no server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from adapters.calendars import CalendarInvalid, calendar_ids, load_calendar
from adapters.census import Census, census
from adapters.rulebooks import UnknownRulebook, load_rulebook, published
from adapters.sealing.master import KeysNotReady
from adapters.settings import Settings
from adapters.toml_files import RulebookInvalid
from adapters.waiting import answers
from commands.output import Ended, Failure
from commands.service import now, store_of
from commands.words import in_words
from rulebook.schema import Frozen, Rulebook

#: Days left of a calendar up to which somebody should publish one that goes further.
SOON: Final = 270
CONNECT_SECONDS: Final = 3.0
A_YEAR: Final = 365
#: The status of what no source says.
OURS: Final = "practice"
#: The value of a choice that a source announces and leaves open.
NOT_SET: Final = "not-set"


class Grade(StrEnum):
    """How bad a finding is. `AWAY`: it could not be looked at, or does not answer."""

    GOOD = "good"
    MIND = "mind"
    WRONG = "wrong"
    AWAY = "away"


class Finding(Frozen):
    """One thing looked at: what, how it is, and what to do if it is not well.

    `cases` names those it is about, by reference.
    """

    about: str
    grade: Grade
    says: str
    cases: tuple[str, ...] = ()


def ended(findings: list[Finding]) -> Ended:
    """How a check-up ends: unreachable before refused, and a remark is no fault."""
    grades = {finding.grade for finding in findings}
    if Grade.AWAY in grades:
        return Ended.UNREACHABLE
    return Ended.REFUSED if Grade.WRONG in grades else Ended.DONE


def keys(settings: Settings) -> Finding:
    keyring = settings.keyring()
    if settings.has_store():
        try:
            settings.custody.check()
        except KeysNotReady as error:
            return Finding(about="keys", grade=Grade.WRONG, says=str(error))
    if keyring.is_development:
        return Finding(
            about="keys",
            grade=Grade.MIND,
            says="the development key is in use, which everybody has: it protects "
            "nobody. Set VIGIL_KEYS_FILE before a real family is entered",
        )
    older = len(keyring.ids) - 1
    return Finding(
        about="keys",
        grade=Grade.GOOD,
        says=f"{keyring.current} seals; {older} older ones still open",
    )


def calendars(folders: tuple[Path, ...]) -> Iterator[Finding]:
    """Each calendar's verified end: beyond it no working day can be counted."""
    today = now().date()
    for id in calendar_ids(folders):
        try:
            end = load_calendar(id, folders).verified_to
        except CalendarInvalid as error:
            yield Finding(about=f"calendar {id}", grade=Grade.WRONG, says=str(error))
            continue
        yield _calendar(id, end, (end - today).days)


def _calendar(name: str, end: date, left: int) -> Finding:
    grade = Grade.GOOD if left > SOON else Grade.MIND if left > 0 else Grade.WRONG
    act = "" if grade is Grade.GOOD else ": publish a version that reaches further"
    says = f"verified to {end}, {max(left, 0)} days from now{act}"
    return Finding(about=f"calendar {name}", grade=grade, says=says)


def procedures(folders: tuple[Path, ...]) -> Iterator[Finding]:
    """Each published version, and what its source leaves unset; the newest, how old."""
    try:
        books = [load_rulebook(f"{id}@{v}", folders) for id, v, _ in published(folders)]
    except (UnknownRulebook, RulebookInvalid) as error:
        yield Finding(about="procedures", grade=Grade.WRONG, says=str(error))
        return
    newest = {book.id: book for book in books}
    for book in books:
        unset = left_unset(book)
        says = f"{len(book.entries())} rules; source: {in_words(book.source_status)}"
        says += f"; not set by the source: {', '.join(unset)}" if unset else ""
        about = f"procedures {book.id} {book.version}"
        yield Finding(about=about, grade=Grade.GOOD, says=says)
        if newest[book.id] is book:
            yield from look_again(book, now().date())


def left_unset(book: Rulebook) -> list[str]:
    """The times that a source does not give, and what it announces and does not say."""
    times = [rule.key for rule in book.duties if rule.allowance is None]
    return times + [p.key for p in book.provisions if p.value == NOT_SET]


def look_again(book: Rulebook, today: date) -> Iterator[Finding]:
    """A source may have changed: a year after its version somebody reads it again."""
    if book.source_status == OURS:
        return
    age = (today - date.fromisoformat(f"{book.version}-01-01"[:10])).days
    if age > A_YEAR:
        yield Finding(
            about=f"source of {book.id}",
            grade=Grade.MIND,
            says=f"last read {age} days ago: look whether it says anything new, and "
            "publish a version of the day on which you looked",
        )


async def mail(settings: Settings) -> Finding:
    account = settings.smtp_account()
    if await answers(account.host, account.port, CONNECT_SECONDS):
        return Finding(about="mail", grade=Grade.GOOD, says="the carrier answers")
    return Finding(
        about="mail",
        grade=Grade.AWAY,
        says="the carrier does not answer: letters wait and are tried for 14 days. "
        "Check VIGIL_SMTP_HOST and VIGIL_SMTP_PORT",
    )


async def record(settings: Settings) -> list[Finding]:
    """The store: whether it can be read, and what in it needs somebody."""
    try:
        async with store_of(settings) as store:
            return list(_of_census(await census(store.database)))
    except Failure as failure:
        return [Finding(about="record", grade=Grade.AWAY, says=failure.message)]


def _refused(codes: dict[str, int]) -> Finding:
    """What was refused at the door. Whether it came again put right, nobody can say."""
    listed = ", ".join(f"{count} {code}" for code, count in codes.items())
    return Finding(
        about="refused at the door",
        grade=Grade.MIND,
        says=f"{sum(codes.values())} since the record began ({listed}): see that "
        "each was sent again, put right, or no case watches over that child",
    )


def _of_census(found: Census) -> Iterator[Finding]:
    sound = "its file is damaged: restore it from a backup, and touch nothing"
    yield Finding(
        about="record",
        grade=Grade.GOOD if found.sound else Grade.WRONG,
        says=f"{found.cases} cases on record" if found.sound else sound,
    )
    if found.waiting:
        yield Finding(
            about="referrals",
            grade=Grade.WRONG,
            says=f"{found.waiting} written down and not begun: give them again with "
            "'vigil intake', or start Vigil again",
        )
    if found.refused:
        yield _refused(found.refused)
    failed = max(found.failed - found.settled, 0)
    yield Finding(
        about="letters",
        grade=Grade.WRONG if failed else Grade.MIND if found.in_doubt else Grade.GOOD,
        says=f"{failed} failed and not dealt with, {found.in_doubt} sent again in "
        f"doubt, {found.begun} on their way",
    )

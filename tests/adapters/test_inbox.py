from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from adapters.inbox import Admission, SqlInbox, Unstarted
from adapters.quarantine import SqlQuarantine
from adapters.sealing.custody import Custody
from adapters.store.database import Database
from adapters.store.tables import FACTS, INBOX
from tests.adapters.conftest import ON_A_FILE

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CANARY = "Zofia Kowalczyk"
BODY = f'{{"child": "{CANARY}"}}'.encode()
EVENT = ("mash", "e-1")


@pytest.fixture
def inbox(database: Database, custody: Custody) -> SqlInbox:
    return SqlInbox(database, custody)


async def admit(inbox: SqlInbox, digest: str = "d1") -> Admission:
    return await inbox.admit(*EVENT, digest, "K-1", MONDAY, BODY)


async def record(database: Database, case: str) -> None:
    """Its first fact is there, whoever wrote it."""
    at = MONDAY.isoformat()
    times = {"at": at, "recorded_at": at}
    fact = {"case_ref": case, "no": 1, "kind": "case-opened", "body": b"{}", **times}
    links = {"commitment": "", "digest": ""}
    await database.write(lambda db: db.execute(insert(FACTS), fact | links) and None)


async def test_an_event_never_seen_is_new(inbox: SqlInbox) -> None:
    assert await admit(inbox) is Admission.NEW


async def test_the_same_event_again_is_known(inbox: SqlInbox) -> None:
    await admit(inbox)

    assert await admit(inbox) is Admission.KNOWN_SAME
    assert len(await inbox.unstarted()) == 1


async def test_another_event_under_a_known_name_is_told_apart_and_not_kept(
    inbox: SqlInbox,
) -> None:
    await admit(inbox)

    assert await admit(inbox, digest="d2") is Admission.KNOWN_OTHER
    assert [waiting.digest for waiting in await inbox.unstarted()] == ["d1"]


async def test_an_event_is_known_for_ever_even_after_its_case_was_started(
    inbox: SqlInbox,
) -> None:
    await admit(inbox)
    await inbox.mark_started(*EVENT)

    assert await admit(inbox) is Admission.KNOWN_SAME


async def test_a_case_that_another_event_began_is_never_begun_again(
    inbox: SqlInbox,
) -> None:
    await admit(inbox)
    late = ("hospital", "e-7", "d7", "K-1", MONDAY, BODY)
    assert await inbox.admit(*late) is Admission.NEW

    await inbox.mark_started(*EVENT)

    assert await inbox.admit(*late) is Admission.CASE_BEGUN
    assert await inbox.case_begun("hospital", "e-7", "K-1")
    assert not await inbox.case_begun(*EVENT, "K-1")
    newer = ("hospital", "e-8", "d8", "K-1", MONDAY, BODY)
    assert await inbox.admit(*newer) is Admission.CASE_BEGUN
    assert await inbox.state_of("hospital", "e-8") is None
    assert await inbox.admit("hospital", "e-8", "d8", "K-2", MONDAY) is Admission.NEW


async def test_a_case_that_no_event_began_may_be_asked_for_again(
    inbox: SqlInbox,
) -> None:
    await admit(inbox)
    await inbox.mark_refused(*EVENT)

    again = await inbox.admit("mash", "e-2", "d2", "K-1", MONDAY, BODY)

    assert again is Admission.NEW


async def test_a_case_on_record_is_not_begun_though_no_event_says_who_began_it(
    inbox: SqlInbox, database: Database
) -> None:
    await record(database, "K-1")

    assert await admit(inbox) is Admission.CASE_BEGUN
    assert await inbox.admit(*EVENT, "d1", "K-2", MONDAY) is Admission.NEW


async def test_an_event_whose_case_is_on_record_after_a_crash_is_still_its_own(
    inbox: SqlInbox, database: Database
) -> None:
    await admit(inbox)
    await record(database, "K-1")

    assert await admit(inbox) is Admission.KNOWN_SAME


async def test_two_sources_may_use_one_id(inbox: SqlInbox) -> None:
    await inbox.admit("mash", "e-1", "d1", "K-1", MONDAY)

    assert await inbox.admit("hospital", "e-1", "d1", "K-2", MONDAY) is Admission.NEW


async def test_of_one_event_that_comes_twice_at_once_one_is_new(
    where: Path | str, custody: Custody
) -> None:
    databases = [Database.open(where) for _ in range(4)]
    inboxes = [SqlInbox(database, custody) for database in databases]

    told = [
        await asyncio.gather(
            *(inbox.admit("mash", f"e-{no}", "d", "K-1", MONDAY) for inbox in inboxes)
        )
        for no in range(20)
    ]
    for database in databases:
        database.close()

    once = ["known-same", "known-same", "known-same", "new"]
    assert [sorted(each) for each in told] == [once] * 20


async def test_of_two_events_under_one_name_at_once_one_is_new_and_the_other_is_told(
    where: Path | str, custody: Custody
) -> None:
    databases = [Database.open(where) for _ in range(2)]
    one, other = (SqlInbox(database, custody) for database in databases)

    told = [
        await asyncio.gather(
            one.admit("mash", f"e-{no}", "d1", f"K-{no}", MONDAY, BODY),
            other.admit("mash", f"e-{no}", "d2", f"K-{no}", MONDAY, BODY),
        )
        for no in range(20)
    ]
    for database in databases:
        database.close()

    assert [sorted(each) for each in told] == [["known-other", "new"]] * 20


async def test_what_a_crash_left_unstarted_can_be_started_from_the_inbox(
    inbox: SqlInbox,
) -> None:
    await admit(inbox)

    assert await inbox.unstarted() == [
        Unstarted(
            source="mash",
            id="e-1",
            digest="d1",
            case_ref="K-1",
            received_at=MONDAY,
            body=BODY,
        )
    ]


async def test_the_longest_waiting_comes_first(inbox: SqlInbox) -> None:
    for number, hours in enumerate((3, 1, 2)):
        at = MONDAY + timedelta(hours=hours)
        await inbox.admit("mash", f"e-{number}", "d", "K-1", at)

    assert [waiting.id for waiting in await inbox.unstarted()] == ["e-1", "e-2", "e-0"]


@pytest.mark.parametrize("settle", ["mark_started", "mark_refused"])
async def test_an_event_that_is_settled_waits_no_more_and_its_words_are_gone(
    inbox: SqlInbox, database: Database, settle: str
) -> None:
    await admit(inbox)
    await getattr(inbox, settle)(*EVENT)

    bodies = await database.read(lambda db: db.execute(select(INBOX.c.body)).all())

    assert await inbox.unstarted() == []
    assert bodies == [(None,)]


async def test_an_event_that_was_never_admitted_cannot_be_settled(
    inbox: SqlInbox,
) -> None:
    with pytest.raises(LookupError):
        await inbox.mark_started("mash", "never")


async def test_what_was_refused_is_kept_with_its_reason(
    inbox: SqlInbox, database: Database, custody: Custody
) -> None:
    await inbox.quarantine("not-json", "d1", b"\xff\xfe{", MONDAY)
    await inbox.quarantine("unknown-version", "d2", BODY, MONDAY)

    first, second = await SqlQuarantine(database, custody).kept()

    assert (first.code, first.body) == ("not-json", b"\xff\xfe{")
    assert (second.code, second.body, second.at) == ("unknown-version", BODY, MONDAY)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM inbox",
        "DELETE FROM quarantine",
        "UPDATE quarantine SET code = 'harmless'",
        "UPDATE inbox SET digest = 'another'",
        "UPDATE inbox SET case_ref = 'K-2'",
    ],
)
async def test_the_database_itself_refuses_to_forget(
    inbox: SqlInbox, database: Database, statement: str
) -> None:
    await admit(inbox)
    await inbox.quarantine("not-json", "d1", BODY, MONDAY)

    with pytest.raises(IntegrityError, match="kept for ever"):
        await database.write(lambda db: db.execute(text(statement)) and None)


@ON_A_FILE
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO inbox SELECT source, id, 'd9', 'K-9', received_at, "
        "state, body FROM inbox",
        "INSERT OR REPLACE INTO quarantine SELECT no, at, 'harmless', digest, body "
        "FROM quarantine",
    ],
)
async def test_nor_is_anything_forgotten_by_putting_something_in_its_place(
    inbox: SqlInbox, database: Database, statement: str
) -> None:
    await admit(inbox)
    await inbox.quarantine("not-json", "d1", BODY, MONDAY)

    with pytest.raises(IntegrityError, match="kept once"):
        await database.write(lambda db: db.execute(text(statement)) and None)


@ON_A_FILE
async def test_no_name_is_in_any_byte_of_the_store(
    inbox: SqlInbox, store: Path
) -> None:
    await admit(inbox)
    await inbox.quarantine("not-json", "d1", BODY, MONDAY)

    held = b"".join(file.read_bytes() for file in store.parent.glob("vigil.db*"))

    assert b"not-json" in held
    assert not any(name.encode() in held for name in CANARY.split())


async def test_what_says_only_that_it_began_is_not_yet_on_record(
    inbox: SqlInbox,
) -> None:
    await admit(inbox)
    await inbox.mark_started(*EVENT)

    assert not await inbox.on_record("K-1")

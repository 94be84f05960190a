"""Reaching the store and the server, and what to say when they cannot be reached."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Final, NamedTuple, NoReturn

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from adapters.calendars import CalendarInvalid, UnknownCalendar
from adapters.clock import SystemClock
from adapters.inbox import SqlInbox
from adapters.letters import SqlLetters
from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.signet import Signet
from adapters.rulebooks import UnknownRulebook
from adapters.sealing.keyring import KeysUnusable, Unopenable
from adapters.sealing.master import KeysNotReady
from adapters.send_ledger import SqlSendLedger
from adapters.settings import Settings
from adapters.stack import StackUnreadable
from adapters.store.database import Database
from adapters.store.upgrading import StoreNotUpgraded, StoreTooNew
from adapters.told_wrongly import faults_of
from adapters.toml_files import RulebookInvalid
from commands.output import Ended, Failure
from domain.errors import BadInput, Refused
from domain.ids import CaseRef
from worker import connect
from workflows import workflow_id

CONNECT_SECONDS: Final = 5.0
ANSWER: Final = timedelta(seconds=15)
REF: Final = TypeAdapter[str](CaseRef)
GONE_AWAY: Final = frozenset({RPCStatusCode.UNAVAILABLE, RPCStatusCode.CANCELLED})
#: What a council may have written wrongly. None of it is a fault of the program.
UNUSABLE: Final = (UnknownRulebook, RulebookInvalid, UnknownCalendar, CalendarInvalid)


class Store(NamedTuple):
    """The record, the inbox and the letters of this installation, open."""

    database: Database
    facts: SqlFactLedger
    inbox: SqlInbox
    sends: SqlSendLedger
    letters: SqlLetters


def now() -> datetime:
    """This instant, in whole minutes as the domain wants it."""
    return SystemClock().now().replace(second=0, microsecond=0)


def settings() -> Settings:
    """What this installation is told. Ends in bad input when that is unusable."""
    try:
        found = Settings()
        found.keyring()
    except (KeysUnusable, ValidationError) as error:
        first = faults_of(error)[0]
        raise Failure(Ended.BAD_INPUT, first.says, where=first.where) from None
    return found


def case_ref(given: str) -> str:
    """A case reference. Ends in bad input for what cannot be one."""
    try:
        return REF.validate_python(given)
    except ValidationError:
        raise Failure(
            Ended.BAD_INPUT,
            "a case reference has letters, digits and hyphens, at most 40; "
            "'vigil cases' lists them",
            where="REF",
        ) from None


@asynccontextmanager
async def store_of(settings: Settings, *, create: bool = False) -> AsyncIterator[Store]:
    """The store, closed afterwards. Ends in unreachable when it cannot be used."""
    if not create and not settings.has_store():
        raise Failure(
            Ended.UNREACHABLE,
            "there is no record here yet: start Vigil with 'vigil up', or set "
            "VIGIL_HOME to the folder that has it",
        )
    with store_troubles():
        database = Database.open(settings.store)
        custody = settings.custody
        try:
            yield Store(
                database,
                SqlFactLedger(database, custody, Signet(custody.keyring)),
                SqlInbox(database, custody),
                SqlSendLedger(database, SystemClock()),
                SqlLetters(database, custody, SystemClock()),
            )
        finally:
            database.close()
            custody.close()


@contextmanager
def store_troubles() -> Iterator[None]:
    """What can be wrong with a store, in words."""
    try:
        yield
    except (StoreTooNew, StoreNotUpgraded, KeysNotReady) as error:
        raise Failure(Ended.UNREACHABLE, str(error)) from None
    except Unopenable as error:
        raise Failure(
            Ended.UNREACHABLE,
            "part of the record was sealed with a key that is not given here, or is "
            f"damaged ({error.code}): set VIGIL_KEYS_FILE to the keyring it was "
            "written with",
        ) from None
    except (SQLAlchemyError, OSError) as error:
        raise Failure(
            Ended.UNREACHABLE,
            f"the record cannot be read or written ({type(error).__name__}): check "
            "that the folder of VIGIL_HOME is there, has room and is yours, or that "
            "the server that VIGIL_STORE_URL names answers and lets you in",
        ) from None


@contextmanager
def published_troubles(where: str = "") -> Iterator[None]:
    """What can be wrong with procedures, local settings and calendars, in words."""
    try:
        yield
    except UNUSABLE as error:
        raise Failure(Ended.BAD_INPUT, str(error), where=where) from None


def refusal(refused: Refused, where: str = "") -> Failure:
    """A refusal of the domain as this command's end."""
    ended = Ended.BAD_INPUT if isinstance(refused, BadInput) else Ended.REFUSED
    place = " ".join(filter(None, (where, refused.where)))
    return Failure(ended, refused.message, where=place, rules=refused.rules)


def no_server() -> Failure:
    return Failure(
        Ended.UNREACHABLE,
        "the service cannot be reached: start it with 'vigil up', or set "
        "VIGIL_TEMPORAL_ADDRESS to where it listens",
    )


def sealed_for_others() -> Failure:
    return Failure(
        Ended.UNREACHABLE,
        "what answered is sealed with keys that are not given here: see that "
        "VIGIL_TEMPORAL_ADDRESS names the server of this installation, and "
        "VIGIL_KEYS_FILE and VIGIL_CASE_KEYS_URL its keys",
    )


def no_worker() -> Failure:
    return Failure(
        Ended.UNREACHABLE,
        f"nobody answered within {ANSWER.seconds} seconds: no worker is running, or "
        "it is overloaded; 'vigil doctor' says which. What was asked may still be "
        "done: 'vigil history' shows it, and the same request sent again is done once",
    )


async def client_of(settings: Settings) -> Client:
    """A client of the server, in seconds. Ends in unreachable."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return await connect(settings)
    except KeysNotReady as error:
        raise Failure(Ended.UNREACHABLE, str(error)) from None
    except (RPCError, RuntimeError, OSError, TimeoutError):
        raise no_server() from None
    except StackUnreadable as error:
        raise Failure(Ended.UNREACHABLE, str(error)) from None


def handle_of(client: Client, ref: str) -> WorkflowHandle[object, object]:
    return client.get_workflow_handle(workflow_id(ref))


def unanswered(error: RPCError) -> NoReturn:
    """What the server's answer means for whoever asked: always a Failure."""
    if error.status is RPCStatusCode.NOT_FOUND:
        raise Failure(
            Ended.BAD_INPUT,
            "no case that runs has this reference: 'vigil cases' lists them, and "
            "'vigil history' shows those that are over",
            where="REF",
        ) from None
    if error.status in GONE_AWAY:
        raise no_server() from None
    raise no_worker() from None

"""`vigil keys renew`: a new key for one family's case, where the old may be known."""

from __future__ import annotations

import asyncio
from typing import Final

from adapters.clock import SystemClock
from adapters.record.audit import UNKEPT, Entry, SqlAudit
from adapters.record.signet import Signet
from adapters.settings import Settings
from commands.one_case import Ref, unknown_case
from commands.output import AsJson, Ended, Failure, calm, say, say_json
from commands.reading import reader_of, unkept
from commands.service import Store, case_ref, settings, store_of

#: What stands in the case's audit.
RENEWED: Final = "key-renewed"


@calm
async def renew(ref: Ref, json: AsJson = False) -> None:
    """Seal one family's case with a new key from now on.

    What is sealed already stays under its older key, which opens it as before. Who
    asked is written into the case's audit first. Programs that run seal with the older
    key for another minute at most.
    """
    found, case = settings(), case_ref(ref)
    async with store_of(found) as store:
        if not await store.inbox.on_record(case):
            raise unknown_case()
        if await asyncio.to_thread(found.custody.is_destroyed, case):
            raise _erased()
        await _written_down(found, store, case)
        number = await asyncio.to_thread(found.custody.renew, case)
    if json:
        say_json({"case": case, "key": number})
        return
    say(
        f"Case {case} is sealed with its key {number} from now on, everywhere within a "
        "minute. What was sealed before stays under the older, which still opens it."
    )


async def _written_down(found: Settings, store: Store, case: str) -> None:
    """Or nothing is done. Ends in unreachable."""
    audit = SqlAudit(store.database, Signet(found.custody.keyring))
    now, reader = SystemClock().now(), reader_of(found)
    try:
        await audit.write(Entry(now, RENEWED, *reader, "keys/renew", case=case))
    except UNKEPT as error:
        says = "no key was made, because it could not be written down"
        raise unkept(says, error) from None


def _erased() -> Failure:
    return Failure(
        Ended.REFUSED,
        "this record was erased, and is never given a key again",
        where="REF",
    )

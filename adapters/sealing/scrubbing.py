"""What PostgreSQL keeps of a key that was overwritten, and when it is really gone.

It keeps the older row as long as any snapshot might read it, and its bytes lie in the
page afterwards until something else is written there. So the table is written anew,
and the oldest transaction that it may hold anything of is looked at.
"""

from __future__ import annotations

import time
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from adapters.sealing.master import KeysNotReady, KeysOutOfReach

#: How long to wait before each further attempt, in seconds. An erasure holds its turn
#: at the record meanwhile: with LOCK_SECONDS for each attempt this makes 5.5, well
#: under the 10 that others wait for it (store.engines), so that a hold is answered.
AGAIN_AFTER: Final = (0.1, 0.4, 1.0)
#: How long an attempt waits for whoever reads the table. Whoever wants to read waits as
#: long behind us, and no longer.
LOCK_SECONDS: Final = 1
_A_SHORT_WAIT: Final = text(f"SET lock_timeout = '{LOCK_SECONDS}s'")
_AS_BEFORE: Final = text("RESET lock_timeout")
_LOCKED: Final = "55P03"
_NOW: Final = text("SELECT CAST(pg_current_xact_id() AS xid)::text")
_ANEW: Final = text("VACUUM (FULL) case_keys")
#: Rows older than this are frozen, or were let go of: none is kept for a snapshot.
_IS_GONE: Final = text(
    "SELECT age(relfrozenxid) < age(CAST(:at AS xid)) FROM pg_class "
    "WHERE oid = CAST('case_keys' AS regclass)"
)


class KeysStillRead(KeysOutOfReach):
    """The database keeps what was destroyed, for somebody who still reads it."""

    def __init__(self) -> None:
        KeysNotReady.__init__(
            self,
            "the key is destroyed and opens nothing here any more, but its database "
            "still keeps it, because something else reads that database (a dump, a "
            "replica, a session left open): let that end, and confirm again",
        )


def scrub(engine: Engine) -> None:
    """Free for good what was overwritten before now. Raises KeysStillRead."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(_A_SHORT_WAIT)
        try:
            is_gone = _scrubbed(connection, connection.scalar(_NOW))
        finally:
            connection.execute(_AS_BEFORE)
    if not is_gone:
        raise KeysStillRead


def _scrubbed(connection: Connection, now: str) -> bool:
    """Whether nothing is left of what was overwritten before this transaction."""
    for seconds in (0.0, *AGAIN_AFTER):
        time.sleep(seconds)
        if _written_anew(connection) and connection.scalar(_IS_GONE, {"at": now}):
            return True
    return False


def _written_anew(connection: Connection) -> bool:
    """False: somebody is reading the table itself."""
    try:
        connection.execute(_ANEW)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != _LOCKED:
            raise
        return False
    return True

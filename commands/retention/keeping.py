"""Until when one case's record is kept, worked out from the record itself."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.record.refolder import Refolder
from adapters.sealing.keyring import Unopenable
from commands.one_case import unknown_case
from commands.output import Ended, Failure
from commands.retention.desk import Desk
from commands.service import store_troubles
from domain.recording import Row
from domain.refolding import CannotRefold
from domain.retention.deciding import Found
from domain.retention.kept import Kept, kept_until, recorded
from rulebook.schema import Code

#: Why a record is kept of which the program cannot tell for how long it must be.
UNCLEAR: Code = "unclear"
ERASED: Code = "erased"


async def found_of(at: Desk, case: str) -> Found:
    """What a case's record says of itself. Ends as refused where nobody can tell."""
    with store_troubles():
        rows = await at.store.facts.facts(case)
    if not rows:
        raise unknown_case()
    try:
        kept, zone = await _kept(at, case, rows)
    except CannotRefold as why:
        raise Failure(
            Ended.REFUSED,
            f"for how long this record must be kept cannot be worked out from it "
            f"({why.code}): it is kept. 'vigil verify {case}' looks at it",
            where="REF",
        ) from None
    return Found(kept, zone, await at.older(case))


async def held_or_unclear(at: Desk, case: str) -> Kept:
    """For how long, for a list: what cannot be judged is kept, and says so.

    Raises what is master.NOT_OPENED.
    """
    try:
        rows = await at.store.facts.facts(case)
        return (await _kept(at, case, rows))[0]
    except CannotRefold:
        return Kept(until=None, why=UNCLEAR)
    except Unopenable as why:
        if why.code != ERASED:
            raise
        return Kept(until=None, why=ERASED)


async def _kept(at: Desk, case: str, rows: Sequence[Row]) -> tuple[Kept, str]:
    """For how long, and the time zone of the case's local days."""
    folded = await Refolder(at.store.database).case(case, rows)
    last = max(row.recorded_at for row in rows)
    kept = kept_until(recorded(folded, last), at.policy)
    return kept, folded.terms.calendar.zone

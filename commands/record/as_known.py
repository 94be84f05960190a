"""`--as-known-at`: what was known of a case at an instant, from its facts alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final, NamedTuple

import typer

from adapters.record.refolder import Refolder
from adapters.sealing.keyring import Unopenable
from adapters.settings import Settings
from commands.output import Ended, Failure
from commands.reading import seen
from commands.record.findings import cannot_refold
from commands.record.older import older
from commands.service import Store, now, store_of
from commands.words import many, moment
from domain.recording import Row
from domain.refolding import (
    NOT_KNOWN_FROM_FACTS,
    CannotRefold,
    known_at,
    refolded,
    told_later,
)
from domain.views import CaseView, case_view
from domain.working_days import ONE_DAY, local_day, start_of

OPTION: Final = "--as-known-at"
#: How it is written down that somebody looked into the past.
AS_KNOWN: Final = "as-known-at"
AsKnownAt = Annotated[
    str | None,
    typer.Option(
        OPTION,
        metavar="T",
        help="As it was known at the end of a day, 2026-12-01, or by now if it is "
        "today; or at an instant, 2026-12-01T10:00:00+00:00.",
    ),
]
A_MINUTE: Final = timedelta(minutes=1)
WRITE_THUS: Final = (
    "write a day, as 2026-12-01, or an instant with its offset, as "
    "2026-12-01T10:00:00+00:00"
)
OF_LETTERS: Final = (
    "Which letters had gone by then, 'vigil history' says; those that were still to go "
    "are not shown."
)


class Past(NamedTuple):
    """What had been recorded of a case by an instant.

    `later`: how many facts came afterwards, of what had happened by then. `zone`:
    whose local days its dates are.
    """

    at: datetime
    rows: tuple[Row, ...]
    later: int
    zone: str

    def said(self) -> str:
        """What must be plain before anybody reads on."""
        later = many(self.later, "entry") if self.later else "No entry"
        return (
            f"THIS IS THE PAST: what was known at {moment(self.at, self.zone)}, and "
            f"nothing that was recorded since. {later} came later, about what had "
            "happened by then."
        )

    def plain(self, **shown: object) -> dict[str, object]:
        """What is shown, as JSON, with what must be plain beside it."""
        return {"as_known_at": self.at, "told_later": self.later, **shown}


def past_of(rows: Sequence[Row], given: str, zone: str) -> Past:
    """The rows that had been recorded by then. Ends in bad input."""
    by = now()
    at = _instant(given, zone, by)
    if at > by:
        raise Failure(
            Ended.BAD_INPUT,
            "this lies in the future: leave it out to see how the case stands",
            where=OPTION,
        )
    known = known_at(rows, at)
    if not known:
        began = moment(rows[0].recorded_at, zone)
        raise Failure(
            Ended.BAD_INPUT,
            f"nothing was known of this case yet: it was first recorded {began}",
            where=OPTION,
        )
    return Past(at, known, told_later(rows, at), zone)


async def case_then(
    settings: Settings, ref: str, given: str
) -> tuple[Past, CaseView] | None:
    """The case as it was known then, and viewed then; None where nothing is on record.

    Who looks is written down first. Needs no server, but of a case that was begun
    before the record kept its terms.
    """
    async with store_of(settings) as store:
        rows = await rows_of(store, ref)
        if not rows:
            return None
        await seen(settings, "case", ref, of=AS_KNOWN)
        try:
            terms = await Refolder(store.database, older(settings)).terms(ref, rows)
            past = past_of(rows, given, terms.calendar.zone)
            case = refolded(ref, past.rows, terms)
        except CannotRefold as error:
            raise cannot_refold(error) from None
    return past, case_view(case, past.at)


async def rows_of(store: Store, ref: str) -> list[Row]:
    """Everything on record. Ends as refused for an erased case."""
    try:
        return await store.facts.facts(ref)
    except Unopenable as why:
        if why.code != "erased":
            raise
        raise Failure(
            Ended.REFUSED,
            "this case was erased: nothing that was on record of it can be read",
            where="REF",
        ) from None


def plain(past: Past, view: CaseView) -> dict[str, object]:
    """As JSON: without what facts do not tell, which is not the same as nothing."""
    told = view.model_dump(mode="json", exclude=set(NOT_KNOWN_FROM_FACTS))
    return past.plain(case=told)


def _instant(given: str, zone: str, by: datetime) -> datetime:
    """An instant, or the last minute of a local day; of today, this minute (`by`).

    Ends in bad input.
    """
    try:
        if len(given) == len("2026-12-01"):
            day = date.fromisoformat(given)
            end = start_of(day + ONE_DAY, zone) - A_MINUTE
            return by if day == local_day(by, zone) else end
        at = datetime.fromisoformat(given)
    except (ValueError, OverflowError):
        raise Failure(Ended.BAD_INPUT, WRITE_THUS, where=OPTION) from None
    if at.tzinfo is None:
        raise Failure(Ended.BAD_INPUT, WRITE_THUS, where=OPTION)
    return at.astimezone(UTC)

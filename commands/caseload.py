"""`vigil cases`: the caseload, from the record's own list of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from adapters.calendars import load_calendar
from adapters.record.fact_ledger import SqlFactLedger
from commands.counting import BadOffset, parse_offset
from commands.each_case import Over, Unread, listed, over
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    rows,
    say,
    say_json,
    show,
    table,
)
from commands.reading import seen
from commands.service import now, published_troubles, settings, store_of
from commands.whose import whose
from commands.words import Place, day, in_words
from domain.working_days import (
    OutsideVerifiedRange,
    WorkingCalendar,
    freeze_calendar,
    local_day,
    shift,
)
from domain.worklist import CaseLine, OpenDuty
from rulebook.schema import Allowance

SHOWN: Final = 3
UNREAD: Final = (
    "what is due in these cases is not known, because their lines on the list cannot "
    "be read: {cases}. 'vigil rebuild' works a line out anew from the record, or says "
    "why it cannot"
)
MISSED: Final = "\nmissed"

#: Which of the open things of a case somebody wants to see.
Wanted = Callable[[CaseLine, OpenDuty], bool]


@calm
async def cases(
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only what is out of timescale.")
    ] = False,
    due_within: Annotated[
        str | None, typer.Option(help="Only what falls due within 5wd, 7d, 1mo ...")
    ] = None,
    rulebook: Annotated[
        str | None, typer.Option(help="Only cases under these procedures.")
    ] = None,
    json: AsJson = False,
) -> None:
    """The caseload: what is due next in each case, and what has been missed."""
    found, at = settings(), now()
    chooses = wanted(overdue, due_within, at, found.rulebook_folders)
    async with store_of(found) as store:
        lines, unread = await lines_of(store.facts, json=json)
    chosen = [line for line in lines if rulebook in (None, line.rulebook)]
    if overdue or due_within:
        chosen = [_only(line, chooses) for line in chosen]
        chosen = [line for line in chosen if line.open]
    await seen(found, "cases")
    if json:
        say_json([line.model_dump(mode="json") for line in chosen])
    elif chosen or unread:
        show(caseload(chosen, unread))
    else:
        say("No case is like that." if lines else "There is no case yet.")
    if unread:
        raise Failure(Ended.UNREACHABLE, UNREAD.format(cases=listed(unread)))


async def lines_of(facts: SqlFactLedger, *, json: bool = False) -> Over[CaseLine]:
    """Every case's line, those with the most missed first, then the earliest due.

    Raises as each_case.over.
    """
    held = {line.case: line for line in await facts.lines()}

    async def read(case: str) -> CaseLine:
        return CaseLine.model_validate_json(facts.opened(held[case]))

    lines, unread = await over([*held], read, "Reading the caseload", json=json)
    return Over(sorted(lines, key=_urgency), unread)


def caseload(lines: Iterable[CaseLine], unread: Unread | None = None) -> Table:
    """The caseload as a table of at most 80 columns; what is not known comes first."""
    made = table("Case", "#Missed", "Due", "What is due, and from whom")
    for case, why in (unread or {}).items():
        what = f"its line cannot be read ({in_words(why)}): 'vigil rebuild'"
        rows(made, [(case, "?", "not known", what)])
        made.add_section()
    for line in lines:
        rows(made, _rows(line))
        made.add_section()
    return made


def _rows(line: CaseLine) -> list[tuple[str, ...]]:
    """A line for each of the first few open things; the case is named on the first."""
    told = _told(line)
    shown = told[:SHOWN]
    if len(told) > SHOWN:
        shown.append(("", f"and {len(told) - SHOWN} more"))
    first, *others = shown or [("", "nothing is due")]
    head = (f"{line.case}\n{line.stage}", str(line.missed))
    return [(*head, *first), *(("", "", *other) for other in others)]


def _told(line: CaseLine) -> list[tuple[str, str]]:
    """Each date and what is due by it; the same for several children stands once."""
    place, about = Place(line.rulebook), dict[tuple[str, str], list[str]]()
    for duty in line.open:
        what = f"{place.due(duty.rule)} ({place.role(duty.owner)})"
        whom = whose(duty.key, duty.who, place)
        about.setdefault((_date(duty), what), []).append(whom)
    return [(when, f"{what}: {', '.join(who)}") for (when, what), who in about.items()]


def _date(duty: OpenDuty) -> str:
    if duty.due_on is None:
        return "no time set"
    return f"{day(duty.due_on)}{MISSED if duty.missed else ''}"


def _urgency(line: CaseLine) -> tuple[int, date, str]:
    return -line.missed, line.next_due or date.max, line.case


def _only(line: CaseLine, chooses: Wanted) -> CaseLine:
    kept = tuple(duty for duty in line.open if chooses(line, duty))
    return line.model_copy(update={"open": kept})


def wanted(
    overdue: bool, due_within: str | None, at: datetime, folders: tuple[Path, ...]
) -> Wanted:
    """What is overdue, or due within that time of `at`: each case by its calendar."""
    last_day = _last_day(due_within, at, folders) if due_within else None

    def chooses(line: CaseLine, duty: OpenDuty) -> bool:
        if overdue and duty.missed:
            return True
        if last_day is None or duty.missed or duty.due_on is None:
            return False
        return duty.due_on <= last_day(line.calendar)

    return chooses


def _last_day(
    offset: str, at: datetime, folders: tuple[Path, ...]
) -> Callable[[str], date]:
    """The last day that is still within the time asked about, by calendar's id."""
    try:
        allowance = parse_offset(offset)
    except BadOffset as error:
        raise Failure(Ended.BAD_INPUT, str(error), where="--due-within") from None
    if allowance.before:
        raise Failure(
            Ended.BAD_INPUT,
            "look ahead: write 5wd; what is past is shown by --overdue",
            where="--due-within",
        )

    @cache
    def last_day(calendar: str) -> date:
        return _after(at, allowance, _calendar(calendar, folders))

    return last_day


def _calendar(id: str, folders: tuple[Path, ...]) -> WorkingCalendar:
    with published_troubles():
        return freeze_calendar(load_calendar(id, folders))


def _after(at: datetime, time: Allowance, calendar: WorkingCalendar) -> date:
    try:
        return shift(local_day(at, calendar.zone), time, calendar)
    except OutsideVerifiedRange as error:
        raise Failure(Ended.BAD_INPUT, str(error), where="--due-within") from None

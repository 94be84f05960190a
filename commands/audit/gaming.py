"""`vigil gaming`: the auditor's list of what to look at, in one case or in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Final

import typer
from rich.table import Table

from adapters.settings import Settings
from commands.audit.looking import Looked, look
from commands.each_case import MORE, expect_a_key
from commands.one_case import unknown_case
from commands.output import AsJson, Ended, Failure, calm, rows, say, say_json, show
from commands.output import table as empty
from commands.progress import tracked
from commands.reading import seen, seen_of
from commands.service import case_ref, settings, store_of
from commands.words import day, in_words, many, moment
from domain.gaming import PATTERNS, Sign
from domain.gaming.alarms import MEASURED, Alarms

ZONE: Final = "Europe/London"
NOT_ON_RECORD: Final = "not-on-record"
#: Who is shown what of a family is written down in its audit first.
NOT_WRITTEN: Final = "its-audit-takes-no-entry"
NO_VERDICT: Final = (
    "Each of these may well be right: look at the record ('vigil history REF') and ask "
    "before you conclude anything."
)

FALSE_ALARMS: Final = (
    "Where nobody did anything wrong it rang in {samples} of {of_samples} sample "
    "stories, and in at most {at_random} of {of_random} made up at random."
)


@calm
async def gaming(
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="One case; else all.")
    ] = None,
    json: AsJson = False,
) -> None:
    """What an auditor may want to look at: dates and records that look too good."""
    found = settings()
    looked = await _looked(found, None if ref is None else case_ref(ref), json)
    if json:
        say_json(counted(looked))
    else:
        _tell(looked)
    if any(each.unread for each in looked):
        raise Failure(
            Ended.UNREACHABLE,
            "not every case could be gone through: those above are not on this list. "
            f"{MORE}",
        )


async def _looked(found: Settings, ref: str | None, json: bool) -> list[Looked]:
    """Written down for the house before anything is read, and then for each family."""
    await seen(found, "gaming", of="" if ref is None else "one-case")
    async with store_of(found) as store:
        cases = await store.facts.cases() if ref is None else [ref]
        looked = [
            await look(store, case, found.rulebook_folders)
            for case in tracked(cases, "Going through every case", json=json)
        ]
        unread = {each.case: each.unread for each in looked if each.unread}
        expect_a_key(unread, len(cases))
    if ref is not None and looked[0].unread == NOT_ON_RECORD:
        raise unknown_case()
    return await _written_down(found, looked, one=ref is not None)


async def _written_down(
    found: Settings, looked: Sequence[Looked], *, one: bool
) -> list[Looked]:
    """Of whom something is shown; one whose audit takes no entry is not shown.

    Ends as reading.seen_of where not one of them takes any.
    """
    about = [each.case for each in looked if each.signs or one]
    try:
        await seen_of(found, "gaming", about)
    except Failure as failure:
        taken = [case for case in about if await _takes_it(found, case)]
        if not taken or failure.ended is not Ended.UNREACHABLE:
            raise
        left = set(about).difference(taken)
        return [
            Looked(case=each.case, unread=NOT_WRITTEN) if each.case in left else each
            for each in looked
        ]
    return list(looked)


async def _takes_it(found: Settings, case: str) -> bool:
    try:
        await seen(found, "gaming", case)
    except Failure:
        return False
    return True


def counted(looked: Sequence[Looked]) -> dict[str, object]:
    """The list as JSON: each pattern with how often it rings, here and by measure.

    `false_alarms`: how often it rang in lives in which nobody made anything look
    better (domain.gaming.alarms): read what it finds here against that.
    """
    rang = Counter(sign.code for each in looked for sign in each.signs)
    return {
        "cases": len(looked),
        "signs": rang.total(),
        "not_gone_through": {e.case: e.unread for e in looked if e.unread},
        "patterns": [
            {
                "code": pattern.code,
                "is_a": pattern.is_a,
                "innocent": pattern.innocent,
                "source": pattern.source,
                "rang": rang[pattern.code],
                "false_alarms": MEASURED[pattern.code].model_dump(mode="json"),
            }
            for pattern in PATTERNS.values()
        ],
        "found": [
            {"case": each.case, **sign.model_dump(mode="json")}
            for each in looked
            for sign in each.signs
        ],
    }


def _tell(looked: Sequence[Looked]) -> None:
    found = [(each.case, sign) for each in looked for sign in each.signs]
    for each in looked:
        if each.unread:
            say(f"Not gone through: {each.case} ({in_words(each.unread)}).")
    if not found:
        say(f"Nothing to look at in {many(len(looked), 'case')}.")
        return
    for code, pattern in PATTERNS.items():
        those = [(case, sign) for case, sign in found if sign.code == code]
        if those:
            show(_table(those, in_words(code).capitalize()))
            say(f"{pattern.is_a} {pattern.innocent} {_rings(MEASURED[code])}")
            say()
    say(NO_VERDICT)


def _rings(alarms: Alarms) -> str:
    """How much it means that it rang."""
    return FALSE_ALARMS.format_map(alarms.model_dump())


def _table(found: Sequence[tuple[str, Sign]], title: str) -> Table:
    """At most 80 columns: where, when we were told, what is on record."""
    made = empty("Case", "Told", "What is on record", title=title)
    return rows(made, (_line(case, sign) for case, sign in found))


def _line(case: str, sign: Sign) -> tuple[str, ...]:
    entries = ", ".join(map(str, sign.facts))
    by = f"by {sign.by.person}" if sign.by is not None else "with the referral"
    said = " ".join((sign.says, *_later(sign)))
    about = f"{', '.join(sign.children)}: {said}" if sign.children else said
    return f"{case}\nentry {entries}", f"{moment(sign.told_at, ZONE)}\n{by}", about


def _later(sign: Sign) -> tuple[str, ...]:
    """From which day to which a date went, each once."""
    moved = (d for d in sign.dates if d.later_by_days > 0)
    told = (f"A date went from {day(d.was)} to {day(d.now)}." for d in moved)
    return tuple(dict.fromkeys(told))

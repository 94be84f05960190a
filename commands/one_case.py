"""`vigil case`: a case as it stands, or as it was known once."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer
from rich.table import Table
from temporalio.client import Client, WorkflowQueryFailedError
from temporalio.service import RPCError

from adapters.settings import Settings
from commands.births import before_births, on_register
from commands.caseload import UNREAD, caseload, lines_of
from commands.each_case import listed
from commands.letters.held import holds_in_words
from commands.missing import Wording, tables, wording_of
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    complain,
    rows,
    say,
    say_json,
    show,
    table,
)
from commands.reading import seen
from commands.record.as_known import OF_LETTERS, AsKnownAt, case_then, plain
from commands.service import (
    ANSWER,
    case_ref,
    client_of,
    handle_of,
    no_worker,
    now,
    published_troubles,
    sealed_for_others,
    settings,
    store_of,
    unanswered,
)
from commands.whose import about, jobs_in_words
from commands.words import Place, day, in_words, silence
from domain.duty import Standing
from domain.views import CaseView, ChildView, DutyView, refreshed
from domain.working_days import local_day
from domain.worklist import CaseLine
from workflows import ASK_CASE

SETTLED = frozenset(
    {Standing.MET, Standing.MET_LATE, Standing.MISSED, Standing.NOT_APPLICABLE}
)
Ref = Annotated[str, typer.Argument(metavar="REF", help="The case's reference.")]


@calm
async def case(ref: Ref, as_known_at: AsKnownAt = None, json: AsJson = False) -> None:
    """One case: its children, what is due and from whom, what became of the rest."""
    found, known = settings(), case_ref(ref)
    if as_known_at is not None:
        await _as_known(found, known, as_known_at, json)
        return
    try:
        view = await view_of(found, known)
    except Failure as failure:
        line = await _line_of(found, known)
        if line is None:
            raise
        await seen(found, "case", known)
        complain(_from_the_record(failure))
        say_json(line.model_dump(mode="json")) if json else show(caseload([line]))
    else:
        await seen(found, "case", known)
        say_json(view.model_dump(mode="json")) if json else _tell(view, found)


async def _as_known(settings: Settings, ref: str, at: str, json: bool) -> None:
    then = await case_then(settings, ref, at)
    if then is None:
        raise unknown_case()
    past, view = then
    if json:
        say_json(plain(past, view))
        return
    say(past.said())
    _tell(view, settings)
    say(OF_LETTERS)


def unknown_case() -> Failure:
    return Failure(
        Ended.BAD_INPUT,
        "nothing is on record under this reference: 'vigil cases' lists those that "
        "there are",
        where="REF",
    )


async def view_of(settings: Settings, ref: str) -> CaseView:
    """The case as it stands at this moment. Ends in unreachable, or as unknown."""
    return await view_by(await client_of(settings), ref)


async def view_by(client: Client, ref: str) -> CaseView:
    """As `view_of`, by a client that is there already."""
    try:
        view: CaseView = await handle_of(client, ref).query(
            ASK_CASE, result_type=CaseView, rpc_timeout=ANSWER
        )
    except WorkflowQueryFailedError:
        raise no_worker() from None
    except RPCError as error:
        unanswered(error)
    except KeyError:
        # What no key of ours opens is handed on as it came, and has no reader.
        raise sealed_for_others() from None
    at = now()
    duties = tuple(refreshed(duty, at) for duty in view.duties)
    return view.model_copy(update={"duties": duties})


async def _line_of(settings: Settings, ref: str) -> CaseLine | None:
    if not settings.has_store():
        return None
    async with store_of(settings) as store:
        lines, unread = await lines_of(store.facts)
    if ref in unread:
        complain(f"{UNREAD.format(cases=listed({ref: unread[ref]}))}.")
    return next((line for line in lines if line.case == ref), None)


def _from_the_record(failure: Failure) -> str:
    return (
        "This is what was last put on record, and may be behind: "
        f"{failure.paragraph[0].lower()}{failure.paragraph[1:]}"
    )


def _tell(view: CaseView, settings: Settings) -> None:
    with published_troubles("VIGIL_RULEBOOK_FOLDERS"):
        wording = wording_of(view, settings.rulebook_folders)
    tell_case(view, wording)


def tell_case(view: CaseView, wording: Wording) -> None:
    """The case for a person: its dates are the local days of its own zone."""
    place = wording.place
    _say_case(view)
    children = map(partial(_child, view.zone), view.children)
    show(rows(table("Child", "Name", "Now"), children))
    opened = [duty for duty in view.duties if duty.standing not in SETTLED]
    jobs = jobs_in_words(view.translations, place)
    if opened:
        show(_due(opened, place, jobs))
    settled = [duty for duty in view.duties if duty.standing in SETTLED]
    if settled:
        show(_done(settled, place, view.zone, jobs))
    for lacking in tables(view, wording):
        show(lacking)
    for line in before_births(view):
        say(line)
    for caution in view.cautions:
        say(f"Look at this: {in_words(caution.code)} ({caution.about}).")
    for shown in view.shown:
        say(
            f"Beside these: {shown.book} would have {place.due(shown.rule)} for "
            f"{shown.child} by {day(shown.due_on)}; the date above is the one that "
            "counts."
        )
    say("Nothing here waits for a conference: if a child is not safe, act now.")


def _say_case(view: CaseView) -> None:
    """Of the case as a whole: how far it has come, by which procedures it is judged."""
    missed = f", {view.missed} missed and still open" if view.missed else ""
    say(f"Case {view.case}: {view.stage}{missed}.")
    if view.closed_because:
        say(f"It was closed: {in_words(view.closed_because)}.")
    say(f"Procedures: {view.rulebook.id} {view.rulebook.version}.")
    if view.proceedings:
        began = local_day(view.proceedings.started_at, view.zone)
        say(f"Care proceedings began on {day(began)}.")
    for line in holds_in_words(view):
        say(line)


def _child(zone: str, child: ChildView) -> tuple[str, ...]:
    if child.left is not None:
        now = in_words(child.left)
    elif child.plan_since is not None and child.plan_ended_at is None:
        now = f"has a plan since {day(local_day(child.plan_since, zone))}"
    else:
        now = "not born yet" if child.unborn else "no plan"
    if child.moved_out_at is not None and child.left is None:
        now += f"; moved away {day(local_day(child.moved_out_at, zone))}"
    now += on_register(child.register_entry)
    return child.ref, child.name or "", now


def _due(duties: list[DutyView], place: Place, jobs: dict[str, str]) -> Table:
    """What is due; the same by the same day for several children stands once."""
    same: dict[tuple[str, str, str], list[str]] = {}
    for duty in duties:
        what = f"{place.due(duty.rule)} ({place.role(duty.owner)})"
        whom = about(duty.key, duty.who, place, jobs)
        same.setdefault((_when(duty), what, duty.standing), []).append(whom)
    made = table("Due", "What is due, and from whom", "Standing", title="Due")
    cells = (
        (when, f"{what}: {', '.join(who)}", standing)
        for (when, what, standing), who in same.items()
    )
    return rows(made, cells)


def _when(duty: DutyView) -> str:
    when = day(duty.due_on) or silence(duty.silent or "", duty.age_days)
    if duty.agreed_on is not None:
        when += f"\nagreed: {day(duty.agreed_on)}"
    return when


def _done(
    duties: list[DutyView], place: Place, zone: str, jobs: dict[str, str]
) -> Table:
    made = table("Was due", "What", "About", "What became of it", title="Settled")
    for duty in duties:
        whom = about(duty.key, duty.who, place, jobs).replace(" (", "\n(", 1)
        cells = (day(duty.due_on), place.due(duty.rule), whom, _became(duty, zone))
        rows(made, [cells])
    return made


def _became(duty: DutyView, zone: str) -> str:
    if duty.met_at is not None:
        return f"{duty.standing} {day(local_day(duty.met_at, zone))}"
    why = f": {in_words(duty.lapsed)}" if duty.lapsed else ""
    return f"{duty.standing}{why}"

"""`vigil rebuild`: the list of cases worked out anew from what is on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer

from adapters.record.rebuilding import Became, Rebuilding, Rebuilt
from adapters.record.refolder import Refolder
from commands.each_case import expect_a_key
from commands.output import AsJson, Ended, calm, complain, say, say_json
from commands.progress import passing
from commands.record.findings import why
from commands.record.older import older
from commands.service import case_ref, settings, store_of
from commands.words import many


@calm
async def rebuild(
    ref: Annotated[
        list[str] | None, typer.Argument(metavar="[REF...]", help="Only these cases.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Work the list of cases out anew from the facts, while Vigil goes on writing."""
    found, only = settings(), [case_ref(each) for each in ref or ()]
    async with store_of(found) as store:
        refolder = Refolder(store.database, older(found))
        work = Rebuilding(store.database, store.facts, found.custody, refolder)
        counted, told = await _done(work, only)
        kept = {one.case: one.code for one in told if one.became is Became.KEPT}
        expect_a_key(kept, counted.total())
    if json:
        say_json({"cases": counted, "told": [each._asdict() for each in told]})
    else:
        _tell(counted, told)
    failed = counted[Became.KEPT]
    raise typer.Exit(Ended.REFUSED if failed else Ended.DONE)


async def _done(
    work: Rebuilding, only: Sequence[str]
) -> tuple[Counter[str], list[Rebuilt]]:
    """How many became what, and those of which there is something to be told."""
    counted, told = Counter[str](), list[Rebuilt]()
    total = len(only) or await work.count()
    with passing(total, "Working out the list of cases anew") as pass_on:
        async for case in work.cases(only):
            one = await work.rebuild(case)
            counted[one.became] += 1
            if one.became in {Became.MENDED, Became.KEPT}:
                told.append(one)
            pass_on(counted.total())
    return counted, told


def _tell(counted: Counter[str], told: Sequence[Rebuilt]) -> None:
    for one in told:
        if one.became is Became.KEPT:
            reason = why(one.code, one.no)
            complain(f"Case {one.case}: its line was kept as it was: {reason}.")
        else:
            say(f"Case {one.case}: put right ({', '.join(one.differed)}).")
    say(
        f"{many(counted.total(), 'case')}: {counted[Became.SAME]} as they were, "
        f"{counted[Became.MENDED]} put right, {counted[Became.NEWER]} newer meanwhile, "
        f"{counted[Became.ERASED]} erased, {counted[Became.KEPT]} kept as they were."
    )

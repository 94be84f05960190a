"""`vigil retention propose` and `confirm`: two people let a record go."""

from __future__ import annotations

from adapters.carriers.print_queue import PrintQueue
from adapters.record.erasing import Erasing
from commands.one_case import Ref
from commands.output import AsJson, calm, say, say_json
from commands.retention.certificate import certified, tell
from commands.retention.desk import Desk, desk, now
from commands.retention.keeping import held_for
from commands.service import case_ref, store_troubles
from domain.retention.deciding import (
    confirm,
    erased,
    go_on,
    is_unfinished,
    propose,
)


@calm
async def propose_erasure(ref: Ref) -> None:
    """Propose that a record whose time is over be erased. Another person confirms."""
    known = case_ref(ref)
    async with desk() as at:
        kept, zone = await held_for(at, known)
        await at.take(
            known,
            "propose",
            lambda stands: propose(stands, kept, at.by, at.policy, now(), zone),
        )
    say(
        f"Proposed: another person confirms within {at.policy.proposal} days "
        f"(vigil retention confirm {known}), or nothing happens."
    )


@calm
async def confirm_erasure(ref: Ref, json: AsJson = False) -> None:
    """Confirm what another person proposed: the record can never be read again."""
    known = case_ref(ref)
    async with desk() as at:
        await _confirmed(at, known)
        with store_troubles():
            await Erasing(
                at.store.database,
                at.settings.custody,
                PrintQueue(at.settings.print_folder),
            ).erase(known, now())
        await at.take(
            known, "erase", lambda stands: erased(stands, at.by, at.policy, now())
        )
        made = await certified(at, known)
    if made is not None:
        say_json(made.model_dump(mode="json")) if json else tell(made)


async def _confirmed(at: Desk, case: str) -> None:
    """Confirm it, unless it was and is still to be done, or done again: then go on."""
    stands, there = await at.stands(case), await at.key_is_there(case)
    if is_unfinished(stands, there):
        await at.judged(case, "confirm", lambda: go_on(stands, there, at.by, at.policy))
        return
    kept, zone = await held_for(at, case)
    await at.take(
        case,
        "confirm",
        lambda stands: confirm(stands, kept, at.by, at.policy, now(), zone),
    )

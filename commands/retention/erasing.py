"""`vigil retention propose` and `confirm`: two people let a record go."""

from __future__ import annotations

from typing import Final

from adapters.carriers.print_queue import PrintQueue
from adapters.record.erasing import Erasing
from commands.one_case import Ref
from commands.output import AsJson, calm, say, say_json
from commands.retention.certificate import certified, tell
from commands.retention.desk import Desk, desk, now
from commands.retention.keeping import found_of
from commands.service import case_ref
from domain.retention.deciding import confirm, erased, go_on, may_begin, propose

NOT_FINISHED: Final = "the erasure is not finished, and is to be confirmed again"


@calm
async def propose_erasure(ref: Ref) -> None:
    """Propose that a record whose time is over be erased. Another person confirms."""
    known = case_ref(ref)
    async with desk() as at:
        stands = await at.stands(known)
        await at.judged(known, "propose", lambda: may_begin(stands, at.by, at.policy))
        found = await found_of(at, known)
        await at.take(
            known,
            "propose",
            lambda stands: propose(stands, found, at.by, at.policy, now()),
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
        await _erased(at, known)
        made = await certified(at, known)
    if made is not None:
        say_json(made.model_dump(mode="json")) if json else tell(made)


async def _confirmed(at: Desk, case: str) -> None:
    """Confirm it, unless it was and is still to be done, or done again: then go on."""
    stands = await at.stands(case)
    if stands.confirmed is not None:
        there, older = await at.key_is_there(case), await at.older(case)
        await at.judged(
            case, "confirm", lambda: go_on(stands, there, older, at.by, at.policy)
        )
        return
    found = await found_of(at, case)
    await at.take(
        case,
        "confirm",
        lambda stands: confirm(stands, found, at.by, at.policy, now()),
    )


async def _erased(at: Desk, case: str) -> None:
    """Destroy and write it down in one turn: a hold comes before it, or is refused."""
    custody = at.settings.custody
    erasing = Erasing(custody, PrintQueue(at.settings.print_folder))
    await at.take(
        case,
        "erase",
        lambda stands: erased(stands, at.has_key(case), at.by, at.policy, now()),
        lambda db: erasing.erase(db, case, now()),
        NOT_FINISHED,
    )

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
from domain.retention.deciding import (
    Found,
    confirm,
    erased,
    may_begin,
    may_erase,
    propose,
)
from domain.retention.steps import is_whole, standing_confirmation

NOT_FINISHED: Final = "the erasure is not finished, and is to be confirmed again"


@calm
async def propose_erasure(ref: Ref) -> None:
    """Propose that a record whose time is over be erased. Another person confirms."""
    known = case_ref(ref)
    async with desk() as at:
        stands, gone_at = await at.stands(known), await at.key_gone_at(known)
        await at.judged(
            known,
            "propose",
            lambda: may_begin(stands, gone_at, at.by, at.policy, now()),
        )
        found = await found_of(at, known)
        await at.take(
            known,
            "propose",
            lambda stands: propose(
                stands, at.gone_at(known), found, at.by, at.policy, now()
            ),
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
        await _erased(at, known, await _confirmed(at, known))
        made = await certified(at, known)
    if made is not None:
        say_json(made.model_dump(mode="json")) if json else tell(made)


async def _confirmed(at: Desk, case: str) -> Found | None:
    """Confirm it, unless it was and is still to be done, or done again.

    What the record says of itself, to be judged by; None where it is not whole.
    """
    await at.judged(case, "confirm", lambda: may_erase(at.by, at.policy))
    stands, gone_at = await at.stands(case), await at.key_gone_at(case)
    if not is_whole(stands, gone_at):
        return None
    found = await found_of(at, case)
    if standing_confirmation(stands, gone_at, at.policy, now()) is None:
        await at.take(
            case,
            "confirm",
            lambda stands: confirm(
                stands, at.gone_at(case), found, at.by, at.policy, now()
            ),
        )
    return found


async def _erased(at: Desk, case: str, found: Found | None) -> None:
    """Destroy and write it down in one turn: a hold comes before it, or is refused."""
    custody = at.settings.custody
    erasing = Erasing(custody, PrintQueue(at.settings.print_folder))
    await at.take(
        case,
        "erase",
        lambda stands: erased(stands, at.gone_at(case), found, at.by, at.policy, now()),
        lambda db: erasing.erase(db, case, now()),
        NOT_FINISHED,
    )

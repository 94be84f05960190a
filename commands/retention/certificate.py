"""`vigil retention certificate`: what was erased, by which rule, by whom, and when.

It names nobody but by opaque references, so it can be kept when the record cannot.
"""

from __future__ import annotations

from adapters.record.erasing import left_of
from commands.one_case import Ref
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
from commands.retention.desk import Desk, desk
from commands.service import case_ref
from domain.ids import Instant
from domain.retention.steps import Step, is_done, standing
from rulebook.schema import Code, Frozen

WHAT = {
    "legal-hold": "a legal hold was put",
    "legal-hold-lifted": "the legal hold was lifted",
    "erasure-proposed": "the erasure was proposed",
    "erasure-confirmed": "the erasure was confirmed by another person",
    "erased": "the keys were destroyed",
}


class Certificate(Frozen):
    """That a case's record can no longer be read, and how it came to that.

    `facts` and `letters`: how many lie sealed for ever; `chain`: the link of the last
    fact, by which the record's chain can still be checked.
    """

    case: str
    rule: Code
    erased_at: Instant
    facts: int
    letters: int
    chain: str
    steps: tuple[Step, ...]


@calm
async def certificate(ref: Ref, json: AsJson = False) -> None:
    """The certificate of an erasure: by which rule, by whom, when, and how much."""
    known = case_ref(ref)
    async with desk() as at:
        made = await certified(at, known)
    if made is None:
        raise Failure(
            Ended.REFUSED,
            "this record is not erased, or its key came back out of a backup: "
            "'vigil retention list --all' shows how each stands",
            where="REF",
        )
    await seen(at.settings, "retention/certificate", known)
    say_json(made.model_dump(mode="json")) if json else tell(made)


async def certified(at: Desk, case: str) -> Certificate | None:
    """The certificate of a case; None where it is not erased, or its key came back.

    Ends as refused where a release before erased what its key alone did not seal.
    """
    steps = await at.steps(case)
    stands = standing(steps)
    last = stands.erased
    if last is None or not is_done(stands, await at.key_gone_at(case)):
        return None
    if older := await at.older(case):
        raise _opens_still(older)
    left = await at.store.database.read(lambda db: left_of(db, case))
    return Certificate(
        case=case,
        rule=last.why,
        erased_at=last.at,
        steps=tuple(steps),
        **left._asdict(),
    )


def _opens_still(older: int) -> Failure:
    return Failure(
        Ended.REFUSED,
        "the key of this record is destroyed, but rows of it from before cases had "
        f"keys of their own still open: {older}. So nothing certifies that it is "
        "erased: docs/keys.md says under Erasing how those rows go",
        where="REF",
    )


def tell(made: Certificate) -> None:
    """For a person, at 80 columns."""
    table_asked = made.steps[-1].table
    say(
        f"The record of case {made.case} is erased, under the rule {made.rule} of the "
        f"council's table {table_asked}."
    )
    show(rows(table("When", "What", "By", "As"), map(_line, made.steps)))
    say(
        f"{made.facts} entries and {made.letters} letters lie sealed, and no key opens "
        "them: not here, not in the engine, not in a backup of either. Their chain can "
        f"still be checked; its last link is {made.chain}."
    )


def _line(step: Step) -> tuple[str, ...]:
    when = f"{step.at:%a %d %b %Y %H:%M} UTC"
    return when, WHAT[step.kind], step.person, step.role

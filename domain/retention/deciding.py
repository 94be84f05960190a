"""Whether a step towards keeping or erasing a record may be taken: the step, or no."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from domain.errors import Refused
from domain.requests.base import By
from domain.retention.kept import OPEN, Kept
from domain.retention.steps import (
    Standing,
    Step,
    StepKind,
    is_done,
    is_whole,
    standing_confirmation,
    standing_proposal,
)
from domain.working_days import local_day
from rulebook.schema import RetentionPolicy


class Found(NamedTuple):
    """What the record says of itself to whoever would erase it.

    `zone`: of the case, for its local days. `older`: how many of its rows were sealed
    before cases had keys of their own; destroying the case's key leaves them readable.
    """

    kept: Kept
    zone: str
    older: int


def hold(
    stands: Standing,
    key_is_there: bool,
    by: By,
    why: str,
    policy: RetentionPolicy,
    now: datetime,
) -> Step:
    """Put a legal hold on the record: nothing of it is erased while it stands.

    `key_is_there`: what opens it is not destroyed. Without it nothing is left to be
    held, even if the erasure was stopped before it was written down. `why`: the code
    of a reason. Raises `Refused`.
    """
    _may(by, policy.may_hold)
    if stands.erased is not None or not key_is_there:
        raise _over()
    if stands.held is not None:
        raise Refused("held-already", "There is a legal hold on this case already.")
    return _step(StepKind.HELD, by, why, policy, now)


def lift(stands: Standing, by: By, policy: RetentionPolicy, now: datetime) -> Step:
    """Lift a legal hold: by somebody else than who put it there. Raises `Refused`."""
    _may(by, policy.may_hold)
    if stands.held is None:
        raise Refused("not-held", "There is no legal hold on this case.")
    if stands.held.person == by.person:
        raise _the_same("lifts a legal hold that they put")
    return _step(StepKind.LIFTED, by, stands.held.why, policy, now)


def propose(
    stands: Standing,
    gone_at: datetime | None,
    found: Found,
    by: By,
    policy: RetentionPolicy,
    now: datetime,
) -> Step:
    """Propose that the record be erased, under the rule whose time is over.

    `gone_at`: as in `erased`. Raises `Refused`.
    """
    may_begin(stands, gone_at, by, policy, now)
    _free(stands, found, now)
    if standing_proposal(stands, policy, now) is not None:
        raise Refused(
            "proposed-already",
            "This has been proposed: another person confirms it "
            "(vigil retention confirm).",
        )
    return _step(StepKind.PROPOSED, by, found.kept.why, policy, now)


def confirm(
    stands: Standing,
    gone_at: datetime | None,
    found: Found,
    by: By,
    policy: RetentionPolicy,
    now: datetime,
) -> Step:
    """Confirm what another person proposed: the record is erased. Raises `Refused`."""
    may_begin(stands, gone_at, by, policy, now)
    _free(stands, found, now)
    proposed = standing_proposal(stands, policy, now)
    if proposed is None:
        raise Refused(
            "not-proposed",
            f"Nobody has proposed this within {policy.proposal} days: one person "
            "proposes it (vigil retention propose), another confirms.",
        )
    if proposed.person == by.person:
        raise _the_same("confirms an erasure that they proposed")
    return _step(StepKind.CONFIRMED, by, found.kept.why, policy, now)


def erased(
    stands: Standing,
    gone_at: datetime | None,
    found: Found | None,
    by: By,
    policy: RetentionPolicy,
    now: datetime,
) -> Step:
    """The record can no longer be read.

    Asked before anything of it is destroyed, with nobody in between, each time that it
    is gone on with. `gone_at`: when what opens it was destroyed, null while it is
    there. `found`: None only where the record is not whole. Raises `Refused` where
    somebody holds it, nobody confirmed it in time, it must be kept, or it is done.
    """
    may_erase(by, policy)
    _not_held(stands)
    if is_done(stands, gone_at):
        raise _over()
    agreed = standing_confirmation(stands, gone_at, policy, now)
    whole = is_whole(stands, gone_at)
    if agreed is None or (whole and found is None):
        raise Refused(
            "not-confirmed",
            f"Nobody has confirmed this erasure within {policy.proposal} days.",
        )
    if not whole or found is None:
        return _step(StepKind.ERASED, by, agreed.why, policy, now)
    _free(stands, found, now)
    return _step(StepKind.ERASED, by, found.kept.why, policy, now)


def may_erase(by: By, policy: RetentionPolicy) -> None:
    """Whether this role lets anything go. Raises `Refused`."""
    _may(by, policy.may_erase)


def _may(by: By, roles: tuple[str, ...]) -> None:
    if by.role not in roles:
        raise Refused(
            "not-yours-to-ask",
            f"This is not for your role to do: ask one of these: {', '.join(roles)}.",
            where="role",
        )


def may_begin(
    stands: Standing,
    gone_at: datetime | None,
    by: By,
    policy: RetentionPolicy,
    now: datetime,
) -> None:
    """Whether an erasure is not begun, and this role lets it go. Raises `Refused`.

    Asked before the record is read: of one that was erased there is nothing to read.
    """
    may_erase(by, policy)
    begun = standing_confirmation(stands, gone_at, policy, now) is not None
    if begun or not is_whole(stands, gone_at):
        raise _over()


def _over() -> Refused:
    return Refused(
        "erased", "This record has been erased: nothing more can be done to it."
    )


def _not_held(stands: Standing) -> None:
    if stands.held is not None:
        raise Refused(
            "legal-hold",
            "There is a legal hold on this case: nothing of it is erased until "
            "somebody lifts it (vigil retention lift).",
        )


def _under_its_own_key(older: int) -> None:
    if older:
        raise Refused(
            "not-by-its-key",
            "This record has rows from before cases had keys of their own, which would "
            f"still open once its key is destroyed: {older}. So nothing of it is "
            "erased. Keep it: those rows go only with the line of the keyring that "
            "sealed them (docs/keys.md, Erasing).",
        )


def _free(stands: Standing, found: Found, now: datetime) -> None:
    _not_held(stands)
    kept, zone, older = found
    if kept.why == OPEN:
        raise Refused(
            "case-open",
            "This case is open, or may still be reopened: its record is kept.",
        )
    if not kept.may_go(local_day(now, zone)):
        until = f"until {kept.until:%a %d %B %Y}" if kept.until else "for now, always"
        raise Refused("still-kept", f"This record is kept {until} (rule {kept.why}).")
    _under_its_own_key(older)


def _the_same(what: str) -> Refused:
    return Refused(
        "the-same-person", f"Nobody {what}: ask another person.", where="person"
    )


def _step(
    kind: StepKind, by: By, why: str, policy: RetentionPolicy, now: datetime
) -> Step:
    return Step(
        at=now,
        kind=kind,
        person=by.person,
        role=by.role,
        why=why,
        table=f"{policy.id}:{policy.version}",
    )

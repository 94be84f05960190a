"""Whether a step towards keeping or erasing a record may be taken: the step, or no."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.errors import Refused
from domain.requests.base import By
from domain.retention.kept import OPEN, Kept
from domain.retention.steps import Standing, Step, StepKind
from domain.working_days import local_day
from rulebook.schema import RetentionPolicy


def hold(
    stands: Standing, by: By, why: str, policy: RetentionPolicy, now: datetime
) -> Step:
    """Put a legal hold on the record: nothing of it is erased while it stands.

    `why`: the code of a reason. Raises `Refused`.
    """
    _may(by, policy.may_hold)
    if stands.erased is not None:
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
    kept: Kept,
    by: By,
    policy: RetentionPolicy,
    now: datetime,
    zone: str,
) -> Step:
    """Propose that the record be erased, under the rule whose time is over.

    `zone`: of the case, for its local days. Raises `Refused`.
    """
    may_erase(by, policy)
    _not_begun(stands)
    _free(stands, kept, now, zone)
    if standing_proposal(stands, policy, now) is not None:
        raise Refused(
            "proposed-already",
            "This has been proposed: another person confirms it "
            "(vigil retention confirm).",
        )
    return _step(StepKind.PROPOSED, by, kept.why, policy, now)


def confirm(
    stands: Standing,
    kept: Kept,
    by: By,
    policy: RetentionPolicy,
    now: datetime,
    zone: str,
) -> Step:
    """Confirm what another person proposed: the record is erased. Raises `Refused`."""
    may_erase(by, policy)
    _not_begun(stands)
    _free(stands, kept, now, zone)
    proposed = standing_proposal(stands, policy, now)
    if proposed is None:
        raise Refused(
            "not-proposed",
            f"Nobody has proposed this within {policy.proposal} days: one person "
            "proposes it (vigil retention propose), another confirms.",
        )
    if proposed.person == by.person:
        raise _the_same("confirms an erasure that they proposed")
    return _step(StepKind.CONFIRMED, by, kept.why, policy, now)


def is_unfinished(stands: Standing, key_is_there: bool) -> bool:
    """Whether an erasure that was confirmed is still to be done, or done again.

    It was stopped half-way; or the cases' keys came back out of an old backup.
    """
    if stands.held is not None or stands.confirmed is None:
        return False
    return stands.erased is None or key_is_there


def go_on(
    stands: Standing, key_is_there: bool, by: By, policy: RetentionPolicy
) -> None:
    """Go on with an erasure that two people agreed on. Raises `Refused`."""
    may_erase(by, policy)
    if not is_unfinished(stands, key_is_there):
        raise Refused("not-confirmed", "Nobody has confirmed this erasure.")


def erased(stands: Standing, by: By, policy: RetentionPolicy, now: datetime) -> Step:
    """The record can no longer be read. Raises `Refused` where nobody confirmed it."""
    may_erase(by, policy)
    if stands.confirmed is None:
        raise Refused("not-confirmed", "Nobody has confirmed this erasure.")
    return _step(StepKind.ERASED, by, stands.confirmed.why, policy, now)


def may_erase(by: By, policy: RetentionPolicy) -> None:
    """Whether this role lets anything go. Raises `Refused`."""
    _may(by, policy.may_erase)


def standing_proposal(
    stands: Standing, policy: RetentionPolicy, now: datetime
) -> Step | None:
    """What was proposed and can still be confirmed."""
    proposed = stands.proposed
    if proposed is None or now > proposed.at + timedelta(days=policy.proposal):
        return None
    return proposed


def _may(by: By, roles: tuple[str, ...]) -> None:
    if by.role not in roles:
        raise Refused(
            "not-yours-to-ask",
            f"This is not for your role to do: ask one of these: {', '.join(roles)}.",
            where="role",
        )


def _not_begun(stands: Standing) -> None:
    if stands.erased is not None or stands.confirmed is not None:
        raise _over()


def _over() -> Refused:
    return Refused(
        "erased", "This record has been erased: nothing more can be done to it."
    )


def _free(stands: Standing, kept: Kept, now: datetime, zone: str) -> None:
    if stands.held is not None:
        raise Refused(
            "legal-hold",
            "There is a legal hold on this case: nothing of it is erased until "
            "somebody lifts it (vigil retention lift).",
        )
    if kept.why == OPEN:
        raise Refused(
            "case-open",
            "This case is open, or may still be reopened: its record is kept.",
        )
    if not kept.may_go(local_day(now, zone)):
        until = f"until {kept.until:%a %d %B %Y}" if kept.until else "for now, always"
        raise Refused("still-kept", f"This record is kept {until} (rule {kept.why}).")


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

"""Whether a letter goes anew: another of it goes in its place, or they have moved."""

from __future__ import annotations

from domain.case import Case
from domain.letter_keys import read, which
from domain.letters import FAILURES
from domain.record.deliveries import Delivery


def goes_already(case: Case, gone: str) -> bool:
    """By the next way: it was asked for when nothing was heard of this one."""
    return any(which(key) == which(gone) for key, _ in case.unsent())


def went_anew(case: Case, delivery: Delivery) -> bool:
    """Another of the same letter goes, or has gone, in place of this one.

    One that is looked for itself may go or not: nobody goes without for its sake.
    """
    gone = any(
        which(key) == which(delivery.key)
        and not other.looked_for
        and other.standing not in FAILURES
        for key, other in case.deliveries.items()
        if key != delivery.key
    )
    return delivery.replaced or gone or goes_already(case, delivery.key)


def has_moved(case: Case, delivery: Delivery) -> bool:
    """They can be reached otherwise than when it was drawn up."""
    person, known = case.person(delivery.to), read(delivery.key)
    if person is None or known is None:
        return False
    if not delivery.revision and known.again:
        # From before deliveries said it: asked for again since, it went to them there.
        return False
    return person.revision != (delivery.revision or known.revision)

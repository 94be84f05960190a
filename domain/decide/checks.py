"""Questions that many requests share: is it known, has it happened, who may ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.case import Case
from domain.errors import Refused
from domain.record.children import Child
from domain.record.conferences import Conference
from domain.record.enquiries import Enquiry
from domain.record.people import Person

#: Nothing that a running case is told of happened longer ago than this.
TOO_LONG_AGO = timedelta(days=5 * 366)


def happened(at: datetime, now: datetime, where: str) -> datetime:
    """`at`, which must not lie in the future. Raises `Refused`."""
    if at > now:
        raise Refused(
            "in-the-future",
            "This cannot be recorded before it has happened: give an instant "
            "that is not in the future.",
            where=where,
        )
    if now - at > TOO_LONG_AGO:
        raise Refused(
            "too-long-ago",
            "This is more than five years ago: check the year.",
            where=where,
        )
    return at


def not_before(at: datetime, earliest: datetime, where: str, than: str) -> None:
    """Raises `Refused` when `at` comes before what it must follow."""
    if at < earliest:
        raise Refused(
            "out-of-order",
            f"This cannot come before {than}: check both dates, "
            "or correct the earlier one first.",
            where=where,
        )


def child(case: Case, ref: str, where: str = "children") -> Child:
    """A child of the case. Raises `Refused` for one that it does not know."""
    found = case.child(ref)
    if found is None:
        raise Refused(
            "unknown-child",
            "No child of this case has that reference: use one that "
            "'vigil case' shows, or add the child first (add-child).",
            where=where,
        )
    return found


def children(case: Case, refs: Iterable[str], where: str = "children") -> None:
    """Every one is a child of the case and still in it."""
    for ref in refs:
        if child(case, ref, where).left is not None:
            raise Refused(
                "child-has-left",
                "One of these children is no longer in the case: leave that "
                "child out, or correct how they left first.",
                where=where,
            )


def child_of(case: Case, conference: Conference, ref: str, where: str) -> Child:
    """A born child whom a conference is about. Raises `Refused` for any other."""
    found = child(case, ref, where)
    if ref not in conference.children:
        raise Refused(
            "not-of-this-conference",
            "This conference is not about that child: name one of its children, or "
            "the conference that is about this one.",
            where=where,
        )
    if found.unborn:
        raise Refused(
            "not-born",
            "This child is not recorded as born, and takes no part of their own: "
            "record the birth first (record-birth).",
            where=where,
        )
    return found


def either(given: object, reason: object, where: str) -> None:
    """Raises `Refused` when a thing is given together with why there is none."""
    if given is not None and reason is not None:
        raise Refused(
            "given-and-not",
            "This is given, and so is a reason why it is not: leave one of the two "
            "out.",
            where=where,
        )


def person(case: Case, ref: str, where: str) -> Person:
    """A person of the case. Raises `Refused` for one that it does not know."""
    found = case.person(ref)
    if found is None:
        raise Refused(
            "unknown-person",
            "Nobody in this case has that reference: use one that 'vigil case' "
            "shows, or add the person first (add-person).",
            where=where,
        )
    return found


def enquiry(case: Case, ref: str) -> Enquiry:
    """An enquiry of the case. Raises `Refused` for one that it does not know."""
    found = case.enquiry(ref)
    if found is None:
        raise Refused(
            "unknown-enquiry",
            "This case has no enquiry with that reference: record the strategy "
            "discussion that initiated it first (record-discussion).",
            where="enquiry",
        )
    return found


def conference(case: Case, ref: str) -> Conference:
    """A conference of the case. Raises `Refused` for one that it does not know."""
    found = case.conference(ref)
    if found is None:
        raise Refused(
            "unknown-conference",
            "This case has no conference with that reference: book it first "
            "(book-conference).",
            where="conference",
        )
    return found


def held(case: Case, ref: str) -> tuple[Conference, datetime]:
    """A conference that was held, and when. Raises `Refused` otherwise."""
    found = conference(case, ref)
    if found.held_at is None:
        raise Refused(
            "conference-not-held",
            "Record first that the conference was held (record-conference-held).",
            where="conference",
        )
    return found, found.held_at


def awaited(case: Case, ref: str) -> Conference:
    """A conference that has not been held yet. Raises `Refused` otherwise."""
    found = conference(case, ref)
    if found.held_at is not None:
        raise Refused(
            "conference-was-held",
            "This conference has been held: what follows needs a conference of "
            "its own, or a correction.",
            where="conference",
        )
    return found


def new(taken: Iterable[str], ref: str, where: str) -> None:
    """Raises `Refused` when a reference that must be new is in use."""
    if ref in taken:
        raise Refused(
            "reference-in-use",
            "This reference is in use in this case: give one of its own.",
            where=where,
        )

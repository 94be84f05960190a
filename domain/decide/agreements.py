"""A written agreement to a late conference: what it covers, and what it must say.

It says why a conference is late and what keeps each child safe meanwhile. It moves
no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from domain.case import Case
from domain.decide import checks
from domain.duties.dates import missed_from
from domain.duty import Duty
from domain.errors import Refused
from domain.facts.delays import DelayApproved
from domain.record.delays import Delay, Safeguard
from domain.requests.delays import ApproveDelay
from domain.terms import INITIAL_CONFERENCE
from domain.working_days import local_day
from rulebook.schema import Start


class Missing(NamedTuple):
    """A part that an agreement lacks: its field, its name, and who asks for it."""

    where: str
    name: str
    rule: str


class Dated(NamedTuple):
    """The parts of an agreement that may be left out of a request, none missing."""

    checker: str
    first_check_on: date
    agreed_on: date


def delayable(case: Case, children: Iterable[str], where: str) -> tuple[Duty, ...]:
    """The open dates that an agreement about these children may cover (SX-29).

    Raises `Refused` when there are none.
    """
    rules, about = _rules(case), set(children)
    duties = (d for d in case.duties.values() if d.rule in rules)
    found = tuple(d for d in duties if d.child in about)
    if not found:
        raise Refused(
            "nothing-to-delay",
            "No date of an initial conference is open for these children: there is "
            "nothing to agree to.",
            where=where,
            rules=("SX-29",),
        )
    return found


def _rules(case: Case) -> set[str]:
    """Where the source is silent and a council names somebody: the conference's own."""
    named = {rule.key for rule in case.terms.rules if rule.delayable}
    return named or {INITIAL_CONFERENCE}


def delayed(duties: Iterable[Duty], until: date, where: str) -> tuple[Duty, ...]:
    """Those whose date a conference as late as `until` would miss.

    A date that it would keep needs no agreement. Raises `Refused` when it would keep
    them all.
    """
    late = tuple(d for d in duties if d.due.due_on is None or d.due.due_on < until)
    if not late:
        raise Refused(
            "not-after-the-due-date",
            "That day is not later than the date it would delay: no agreement is "
            "needed until then, or the day is wrong.",
            where=where,
            rules=("SX-29",),
        )
    return late


def agreed(
    case: Case, delay: Delay, request: ApproveDelay, now: datetime
) -> DelayApproved:
    """The agreement, with nothing missing. Raises `Refused` naming all that is."""
    duties = delayable(case, delay.children, "delay")
    _checks_are_kept(case)
    if request.agreed_on is not None:
        duties = delayed(duties, request.agreed_on, "agreed_on")
    dated = _complete(request, {d.child for d in duties if d.child is not None})
    _only_of(delay, request)
    checks.person(case, dated.checker, "checker")
    _checked_meanwhile(dated, local_day(now, case.terms.calendar.zone))
    return DelayApproved(
        at=now,
        delay=delay.ref,
        duties=tuple(duty.key for duty in duties),
        by=request.by.person,
        document=request.document,
        reasons=request.reasons,
        safeguards=tuple(
            Safeguard(child=s.child, action=s.action)
            for s in request.safeguards
            if s.action
        ),
        checker=dated.checker,
        first_check_on=dated.first_check_on,
        agreed_on=dated.agreed_on,
        after_the_miss=any(_late(duty, now) for duty in duties),
    )


def _late(duty: Duty, now: datetime) -> bool:
    late_from = missed_from(duty.due)
    return duty.missed or (late_from is not None and late_from <= now)


def _checks_are_kept(case: Case) -> None:
    """No agreement without a clock for its checks, whatever a council has set."""
    if not any(rule.starts is Start.DELAY_AGREED for rule in case.terms.rules):
        raise Refused(
            "checks-would-not-ring",
            "These procedures and settings date no risk checks, so a missed one would "
            "go unnoticed: add what is due after 'delay-agreed' to the council's "
            "settings and adopt them first (adopt-terms).",
            where="delay",
            rules=("SX-31",),
        )


def _complete(request: ApproveDelay, children: set[str]) -> Dated:
    missing = tuple(_missing(request, children))
    checker, first, last = request.checker, request.first_check_on, request.agreed_on
    if not missing and checker and first and last:
        return Dated(checker, first, last)
    names = ", ".join(part.name for part in missing)
    raise Refused(
        "agreement-incomplete",
        f"This agreement does not say: {names}. Add that and send it again.",
        where=", ".join(part.where for part in missing),
        rules=tuple(sorted({part.rule for part in missing})),
    )


def _missing(request: ApproveDelay, children: set[str]) -> Iterator[Missing]:
    acted_for = {s.child for s in request.safeguards if s.action}
    said = (
        (request.document, Missing("document", "the written document", "SX-29")),
        (request.reasons, Missing("reasons", "the reasons for the delay", "SX-30")),
        (
            children <= acted_for,
            Missing("safeguards", "what keeps each child safe meanwhile", "SX-32"),
        ),
        (request.checker, Missing("checker", "who checks the risks", "SX-31")),
        (
            request.first_check_on,
            Missing("first_check_on", "when they are first checked", "SX-31"),
        ),
        (
            request.agreed_on,
            Missing("agreed_on", "the date by which it is to be held", "SX-29"),
        ),
    )
    return (part for given, part in said if not given)


def _only_of(delay: Delay, request: ApproveDelay) -> None:
    if any(s.child not in delay.children for s in request.safeguards):
        raise Refused(
            "child-not-in-delay",
            "An action is given for a child about whom this delay was not asked: "
            "leave that child out, or ask for them too (request-delay).",
            where="safeguards",
            rules=("SX-32",),
        )


def _checked_meanwhile(dated: Dated, today: date) -> None:
    if not today <= dated.first_check_on <= dated.agreed_on:
        raise Refused(
            "first-check-not-meanwhile",
            "The risks are first checked from today on, and not after the agreed "
            "date: give a day between the two.",
            where="first_check_on",
            rules=("SX-31",),
        )

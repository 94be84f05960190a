"""The case after a fact about a delay. No date of the source moves here."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from domain.case import Case
from domain.duty import Duty
from domain.evolve.changes import changed, each, to
from domain.facts.delays import (
    DelayApproved,
    DelayFact,
    DelayRefused,
    DelayRequested,
    ReasonForLatenessRecorded,
    RisksChecked,
)
from domain.record.delays import Delay, Reason, RiskCheck


def evolve_delays(case: Case, fact: DelayFact) -> Case:
    match fact:
        case DelayRequested():
            asked = Delay(
                ref=fact.delay,
                children=fact.children,
                asked_at=fact.at,
                asked_by=fact.by,
            )
            return to(case, delays=(*case.delays, asked))
        case DelayApproved():
            return _approved(case, fact)
        case DelayRefused(delay=ref, at=at):
            return to(
                case,
                delays=each(case.delays, ref, lambda d: changed(d, refused_at=at)),
            )
        case RisksChecked(delay=ref):
            return to(case, delays=each(case.delays, ref, lambda d: _checked(d, fact)))
        case ReasonForLatenessRecorded(duty=duty, code=code, at=at):
            reason = Reason(duty=duty, code=code, at=at)
            return to(case, reasons=(*case.reasons, reason))


def _approved(case: Case, fact: DelayApproved) -> Case:
    check = RiskCheck(due_on=fact.first_check_on, set_at=fact.at)
    told = _for_the_letter(fact) if case.terms.letters is not None else {}
    delays = each(
        case.delays,
        fact.delay,
        lambda d: changed(
            d,
            duties=fact.duties,
            agreed_at=fact.at,
            agreed_on=fact.agreed_on,
            checker=fact.checker,
            checks=(check,),
            **told,
        ),
    )
    agreed = {key: _agreed(case.duties[key], fact.agreed_on) for key in fact.duties}
    return to(case, delays=delays, duties={**case.duties, **agreed})


def _for_the_letter(fact: DelayApproved) -> dict[str, object]:
    words = sha256(fact.reasons.encode()).hexdigest()
    return {"safeguards": fact.safeguards, "words": words}


def _agreed(duty: Duty, day: date) -> Duty:
    return changed(duty, agreed_on=day)


def _checked(delay: Delay, fact: RisksChecked) -> Delay:
    last = delay.checks[-1]
    done = changed(last, done_at=last.done_at or fact.at)
    checks = (*delay.checks[:-1], done)
    if fact.next_check_on is not None:
        following = RiskCheck(due_on=fact.next_check_on, set_at=fact.at)
        checks = (*checks, following)
    return changed(delay, checks=checks)

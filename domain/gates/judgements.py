"""What a conference finds about one child: the risk, past harm, who poses it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import WHOLE, Finding, Subject
from domain.record.conferences import WITH_PLAN
from domain.record.judgements import Judgement, Standard
from domain.terms import Gate
from rulebook.schema import Asks

#: Where the conference said nothing of its findings.
NOTHING = Judgement()


def judgement(subject: Subject) -> Judgement | None:
    """What was found about a child whom the conference decided; None for others."""
    outcome = subject.outcome
    if outcome is None or not outcome.settles:
        return None
    return outcome.judgement or NOTHING


def known(case: Case, ref: str) -> bool:
    """True for a child or a person of the case."""
    return case.child(ref) is not None or case.person(ref) is not None


def likelihood_judged(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """How likely the child is to suffer harm from here on, with the reasons."""
    found = judgement(subject)
    if found is not None and (found.likelihood is None or found.reasons is None):
        yield WHOLE


def continuing_risk_judged(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """At continuing risk of significant harm, or not: never left open."""
    found = judgement(subject)
    if found is not None and found.continuing_risk is None:
        yield WHOLE


def plan_agrees_with_risk(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A child at risk has a plan and no other has; or it is said why not."""
    outcome, found = subject.outcome, judgement(subject)
    if outcome is None or found is None or found.continuing_risk is None:
        return
    agrees = (outcome.decided in WITH_PLAN) is found.continuing_risk
    if not agrees and outcome.because is None:
        yield WHOLE


def past_harm_judged(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Two findings: harmed already, and at continued risk (CS-09)."""
    found = judgement(subject)
    if found is not None and found.harmed is None:
        yield "harmed"
    if found is not None and found.continuing_risk is None:
        yield "continuing-risk"


def who_poses_risk(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """How likely abuse is, who might pose the risk, and why (CS-49).

    Where nobody knows who it might be, `why_risk` says so.
    """
    found = judgement(subject)
    if found is None:
        return
    if found.likelihood is None:
        yield "likelihood"
    if found.why_risk is None:
        yield "why-risk"
    if not all(known(case, ref) for ref in found.poses_risk):
        yield "poses-risk"


def sexual_abuse_found(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Found to have been sexually abused, or not: the concern gets its answer."""
    found = judgement(subject)
    if found is not None and found.sexual_abuse is None:
        yield WHOLE


def standard_of_proof(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A finding about sexual abuse is made on the balance of probabilities (CS-67)."""
    found = judgement(subject)
    if found is None or found.sexual_abuse is None:
        return
    if found.standard is not Standard.BALANCE:
        yield WHOLE


JUDGEMENTS: dict[Asks, Finding] = {
    Asks.LIKELIHOOD_JUDGED: likelihood_judged,
    Asks.CONTINUING_RISK_JUDGED: continuing_risk_judged,
    Asks.PLAN_AGREES_WITH_RISK: plan_agrees_with_risk,
    Asks.PAST_HARM_JUDGED: past_harm_judged,
    Asks.WHO_POSES_RISK: who_poses_risk,
    Asks.SEXUAL_ABUSE_FOUND: sexual_abuse_found,
    Asks.STANDARD_OF_PROOF: standard_of_proof,
}

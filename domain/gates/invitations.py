"""Who is invited to a conference, why, and who was thought of.

Each asks the list of those invited as it was settled last. "Not invited, because" is
an answer wherever the practice leaves a choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.invited import (
    bring_something,
    family,
    guardian_now,
    is_advocate,
    settled_list,
)
from domain.gates.subject import WHOLE, Finding, Subject, about, applies, listed
from domain.readings.kept_away import kept_from
from domain.record.invitations import Capacity
from domain.roles import Role
from domain.terms import Gate
from rulebook.schema import Asks

#: A manager may settle a list in any of these roles, held or acted in at that moment.
MANAGERS = (
    Role.INVITATIONS_MANAGER,
    Role.FIRST_LINE_MANAGER,
    Role.AUTHORISED_MANAGER,
    Role.SERVICE_MANAGER,
)
ALLOCATED = (Role.SOCIAL_WORKER, Role.KEY_WORKER)


def family_from_assessment(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The assessment names who of the family is supported to come (YK-06)."""
    if settled_list(subject).assessment is None:
        yield WHOLE


def checklist_considered(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each line was thought of: somebody is invited for it, or it is said why not."""
    found = settled_list(subject).considered
    answered = {c.line for c in found if c.invited or c.not_because}
    for line in listed(case, gate):
        asked = line.required and applies(case, line.when, subject)
        if asked and line.key not in answered:
            yield line.key


def reason_of_each(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each practitioner brings expertise, knowledge of the child, or both (WA-21)."""
    for invitee in bring_something(case, subject):
        if invitee.because is None:
            yield invitee.person


def support_of_each(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """How each relative is supported to come (YK-07); who supports one needs none."""
    for invitee in family(case, subject):
        if invitee.capacity is Capacity.PARTICIPANT and invitee.support is None:
            yield invitee.person


def parents_considered(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Each parent and holder of parental responsibility, wherever they live (YK-18)."""
    found = settled_list(subject)
    known = {i.person for i in found.invitees} | {n.who for n in found.not_invited}
    for child in about(case, subject):
        for ref in () if child.left else (*child.parents, *child.responsible):
            person = case.person(ref)
            if ref not in known and person is not None and person.died_at is None:
                yield ref


def list_approved(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A manager settled it with the social worker of the case: two people (WA-41).

    Each holds the role, or acts in it, on the day: one person's leave stops nothing.
    """
    found = settled_list(subject)
    by, together = found.approved_by, found.approved_with
    if by is None or together is None or by == together:
        yield WHOLE
        return
    at = found.settled_at
    if by not in case.holders(MANAGERS, at):
        yield by
    if together not in case.holders(ALLOCATED, at):
        yield together


def template_enclosed(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """The template on which reports are written goes with the invitation (YK-27)."""
    if settled_list(subject).template is None:
        yield WHOLE


def guardian_invited(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Once proceedings have started and a guardian is appointed (WA-44)."""
    guardian = guardian_now(case, subject)
    if guardian is not None and settled_list(subject).invitee(guardian) is None:
        yield guardian


def guardian_observes(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A guardian comes to observe, and takes no part in deciding (WA-45)."""
    guardian = guardian_now(case, subject)
    invitee = settled_list(subject).invitee(guardian) if guardian else None
    if invitee is not None and invitee.capacity is not Capacity.OBSERVER:
        yield invitee.person


def nobody_of_concern(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """No adult of concern about a child is invited to that child's part (CS-48)."""
    children = {child.ref for child in about(case, subject)}
    settled_at = settled_list(subject).settled_at
    for invitee in settled_list(subject).invitees:
        person = case.person(invitee.person)
        part = set(invitee.children) or children
        if person is not None and part & kept_from(case, person, settled_at):
            yield invitee.person


def advocates_as_advocates(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Who speaks for a child is there as that, and not to decide (CS-07)."""
    for invitee in settled_list(subject).invitees:
        supports = invitee.capacity in (Capacity.ADVOCATE, Capacity.SUPPORTER)
        if not supports and is_advocate(case, subject, invitee.person):
            yield invitee.person


def child_invited_or_why(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Not inviting a child needs a reason (CS-16)."""
    attending = subject.conference.attending if subject.conference else ()
    answered = {a.child for a in attending if a.invited}
    answered |= {n.who for n in settled_list(subject).not_invited}
    for child in about(case, subject):
        if not child.unborn and child.left is None and child.ref not in answered:
            yield child.ref


def no_larger_than(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A large conference is hard on a family: it is said why it is so large (WA-48).

    Where no number is set, it is asked of several children taken together.
    """
    found = settled_list(subject)
    if gate.least is not None:
        large = len(found.invitees) > gate.least
    else:
        large = len(about(case, subject)) > 1
    if large and not found.large_because:
        yield WHOLE


INVITATIONS: dict[Asks, Finding] = {
    Asks.FAMILY_FROM_ASSESSMENT: family_from_assessment,
    Asks.CHECKLIST_CONSIDERED: checklist_considered,
    Asks.REASON_OF_EACH_INVITEE: reason_of_each,
    Asks.SUPPORT_OF_EACH_RELATIVE: support_of_each,
    Asks.PARENTS_CONSIDERED: parents_considered,
    Asks.LIST_APPROVED: list_approved,
    Asks.TEMPLATE_ENCLOSED: template_enclosed,
    Asks.GUARDIAN_INVITED: guardian_invited,
    Asks.GUARDIAN_OBSERVES: guardian_observes,
    Asks.NOBODY_OF_CONCERN_INVITED: nobody_of_concern,
    Asks.ADVOCATES_COME_AS_ADVOCATES: advocates_as_advocates,
    Asks.CHILD_INVITED_OR_WHY: child_invited_or_why,
    Asks.LIST_NO_LARGER_THAN: no_larger_than,
}

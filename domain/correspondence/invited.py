"""What an invitation asks of its reader, and whom else it names.

The others are named by their part alone: a professional by role and agency, a relative
by how they are related. Who lives or works at an address that is kept secret is never
named; and while somebody of the family has one, no relative is told who else comes,
because an agency can give away a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.correspondence.recipient import Recipient
from domain.documents.values import Value
from domain.letters import Line
from domain.readings.kept_away import is_barred
from domain.record.conferences import Conference
from domain.record.invitations import InvitationList, Invitee
from domain.record.people import Person, PersonKind

#: Settings of the procedures about what an invitation says, by their keys.
EXPECTED = "invited-are-expected"
NAMES_THE_OTHERS = "invitation-names-the-others"


def asked_of(case: Case, conference: Conference, to: Recipient) -> Iterator[Line]:
    """That a professional is expected, and on which template to write the report."""
    expected = case.terms.provision(EXPECTED)
    if to.part != PersonKind.PROFESSIONAL:
        return
    if expected is not None:
        yield Line(code="expected", values={"how": expected})
    settled = conference.invitation
    writes = to.agency is not None and conference.report(to.agency) is not None
    if settled is not None and settled.template is not None and writes:
        yield Line(code="report-template", values={"template": settled.template})


def others_invited(
    case: Case, conference: Conference, to: Recipient, now: datetime
) -> Iterator[Line]:
    """The others whose part of the conference is this reader's too, relatives first."""
    if case.terms.provision(NAMES_THE_OTHERS) is None:
        return
    said: list[dict[str, Value]] = []
    for person in others_of(case, conference, to.ref, (to.ref,)):
        values = _named(case, person, now)
        if values not in said:
            said.append(values)
    yield from (Line(code="also-invited", values=values) for values in said)


def others_of(
    case: Case, conference: Conference, to: str, readers: tuple[str, ...]
) -> Iterator[Person]:
    """Each of the others of whom all that read it may be told, in the list's order."""
    settled = conference.invitation
    if settled is None or not all(_may_know(case, settled, ref) for ref in readers):
        return
    for ref in conference.invited:
        person = case.person(ref)
        if person is None or ref == to or not _together(settled, ref, to):
            continue
        if not _kept_secret(person):
            yield person


def _may_know(case: Case, settled: InvitationList, ref: str) -> bool:
    """Nobody of concern, excluded, or listed as unsafe to tell; nor anybody by chance.

    A relative is told nothing of the others while another one's address is secret.
    """
    reader = case.person(ref)
    if reader is None or settled.invitee(ref) is None or ref in settled.not_named_to:
        return False
    if is_barred(reader):
        return False
    hidden = any(p.address_secret for p in case.people if p.ref != ref)
    return reader.kind is PersonKind.PROFESSIONAL or not hidden


def _kept_secret(person: Person) -> bool:
    """Nothing at all is said of them."""
    return person.address_secret or is_barred(person) or person.died_at is not None


def _together(settled: InvitationList, one: str, other: str) -> bool:
    """Both are at some child's part: who comes for another child alone is not told."""
    parts = [_part(settled.invitee(one)), _part(settled.invitee(other))]
    return not all(parts) or not parts[0].isdisjoint(parts[1])


def _part(invitee: Invitee | None) -> set[str]:
    """The children to whose part they come; empty for the whole conference."""
    return set(invitee.children) if invitee is not None else set()


def _named(case: Case, person: Person, now: datetime) -> dict[str, Value]:
    """The role that a professional holds now, else what they are; and their agency."""
    if person.kind is PersonKind.FAMILY:
        return {"who": person.relation, "agency": ""}
    roles = case.roles_of(person.ref, now)
    return {"who": next(roles, person.relation), "agency": person.agency or ""}

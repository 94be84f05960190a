"""What in an intake cannot be so: where it stands, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.intake import Intake
from domain.record.children import eighteenth_birthday
from rulebook.schema import Frozen


class Contradiction(Frozen):
    """Something in an intake that cannot be: where, and what to write instead."""

    where: str
    message: str


def contradictions(intake: Intake, now: datetime) -> Iterator[Contradiction]:
    """Everything in the intake that cannot be so at `now`."""
    yield from _twice(intake)
    yield from _unknown(intake)
    yield from _impossible_dates(intake, now)


def _twice(intake: Intake) -> Iterator[Contradiction]:
    groups = {
        "children": [c.ref for c in intake.children],
        "people": [p.ref for p in intake.people],
        "enquiries": [e.ref for e in intake.enquiries],
        "emergency_orders": [o.ref for o in intake.emergency_orders],
        "assessment_orders": [o.ref for o in intake.assessment_orders],
    }
    named = [
        (f"{where}.{number}.ref", where, ref)
        for where, refs in groups.items()
        for number, ref in enumerate(refs)
    ]
    named.extend(
        (f"enquiries.{number}.discussions.{place}.ref", "discussions", held.ref)
        for number, enquiry in enumerate(intake.enquiries)
        for place, held in enumerate(enquiry.discussions)
    )
    used: set[tuple[str, str]] = set()
    for where, group, ref in named:
        if (group, ref) in used:
            yield Contradiction(
                where=where, message="this reference is used before: give each its own"
            )
        used.add((group, ref))


def _unknown(intake: Intake) -> Iterator[Contradiction]:
    people = {p.ref for p in intake.people}
    children = {c.ref for c in intake.children}
    for where, ref in _references_to_people(intake):
        if ref not in people:
            yield Contradiction(
                where=where, message="name somebody who stands under 'people'"
            )
    for where, ref in _references_to_children(intake):
        if ref not in children:
            yield Contradiction(
                where=where, message="name a child who stands under 'children'"
            )
    for number, enquiry in enumerate(intake.enquiries):
        for place, ref in enumerate(enquiry.at_risk):
            if ref not in enquiry.children:
                yield Contradiction(
                    where=f"enquiries.{number}.at_risk.{place}",
                    message="a finding is about the enquiry's own children: name one",
                )


def _references_to_people(intake: Intake) -> Iterator[tuple[str, str]]:
    named = {
        f"children.{number}.{field}": refs
        for number, child in enumerate(intake.children)
        for field, refs in (
            ("parents", child.parents),
            ("responsible", child.responsible),
        )
    }
    for number, person in enumerate(intake.people):
        named[f"people.{number}.shares_mailbox_with"] = person.shares_mailbox_with
    if intake.sexual_abuse_concern:
        named["sexual_abuse_concern.about"] = intake.sexual_abuse_concern.about
    for where, refs in named.items():
        yield from ((f"{where}.{place}", ref) for place, ref in enumerate(refs))
    for number, role in enumerate(intake.roles):
        yield f"roles.{number}.person", role.person
    if intake.proceedings and intake.proceedings.guardian:
        yield "proceedings.guardian", intake.proceedings.guardian


def _references_to_children(intake: Intake) -> Iterator[tuple[str, str]]:
    groups = {
        "enquiries": [e.children for e in intake.enquiries],
        "emergency_orders": [o.children for o in intake.emergency_orders],
        "assessment_orders": [o.children for o in intake.assessment_orders],
    }
    for field, things in groups.items():
        for number, refs in enumerate(things):
            for place, ref in enumerate(refs):
                yield f"{field}.{number}.children.{place}", ref
    if intake.sexual_abuse_concern:
        for place, ref in enumerate(intake.sexual_abuse_concern.children):
            yield f"sexual_abuse_concern.children.{place}", ref
    for number, person in enumerate(intake.people):
        for place, ref in enumerate(person.of_concern_about):
            yield f"people.{number}.of_concern_about.{place}", ref


def _impossible_dates(intake: Intake, now: datetime) -> Iterator[Contradiction]:
    for where, at in _instants(intake):
        if at > now:
            yield Contradiction(
                where=where,
                message="this lies in the future: give the instant it happened",
            )
    yield from _impossible_births(intake, now.date())
    for number, order in enumerate(intake.emergency_orders):
        if order.expires_at <= order.made_at:
            yield Contradiction(
                where=f"emergency_orders.{number}.expires_at",
                message="an order expires after it is made: check both",
            )
    yield from _impossible_enquiries(intake)


def _impossible_births(intake: Intake, today: date) -> Iterator[Contradiction]:
    for number, child in enumerate(intake.children):
        if child.born is None:
            continue
        if child.born > today:
            yield Contradiction(
                where=f"children.{number}.born",
                message="not born yet: give 'expected' instead of 'born'",
            )
        elif eighteenth_birthday(child.born) <= today:
            yield Contradiction(
                where=f"children.{number}.born",
                message="already 18: check the year, or leave this person out",
            )


def _impossible_enquiries(intake: Intake) -> Iterator[Contradiction]:
    for number, enquiry in enumerate(intake.enquiries):
        last = max(d.held_at for d in enquiry.discussions)
        if enquiry.concluded_at is not None and enquiry.concluded_at < last:
            yield Contradiction(
                where=f"enquiries.{number}.concluded_at",
                message="an enquiry is concluded after its discussions: check both, or "
                "give a later discussion an enquiry of its own",
            )
        if sum(d.initiating for d in enquiry.discussions) > 1:
            yield Contradiction(
                where=f"enquiries.{number}.discussions",
                message="one discussion initiated it: flag only that one",
            )


def _instants(intake: Intake) -> Iterator[tuple[str, datetime]]:
    for number, enquiry in enumerate(intake.enquiries):
        for place, held in enumerate(enquiry.discussions):
            yield f"enquiries.{number}.discussions.{place}.held_at", held.held_at
        if enquiry.concluded_at is not None:
            yield f"enquiries.{number}.concluded_at", enquiry.concluded_at
    for number, order in enumerate(intake.emergency_orders):
        yield f"emergency_orders.{number}.made_at", order.made_at
    for number, assessed in enumerate(intake.assessment_orders):
        yield f"assessment_orders.{number}.made_at", assessed.made_at
